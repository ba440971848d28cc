//! `nianbao roll`: next year's draft from the newest report.

use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::project;
use super::values::year;
use crate::model::Year;
use crate::project::RollError;
use crate::store;

#[derive(Debug, Args)]
pub(super) struct Roll {
    #[arg(
        value_name = "项目",
        help = "项目文件夹（默认从当前文件夹往上找）",
        help_heading = "参数"
    )]
    project: Option<PathBuf>,
    #[arg(long, value_name = "年度", value_parser = year, help = "新年报的年度，如 2025", help_heading = "选项")]
    to: Year,
}

pub(super) fn run(asked: &Roll) -> Result<Ending, Failure> {
    let opened = project::open(asked.project.as_deref())?;
    let unread = project::tell_unread(&opened);
    let rolled = opened.project.roll(asked.to).map_err(|error| match error {
        RollError::Exists(_) => Failure::File(error.to_string()),
        RollError::Nothing(_) | RollError::NoYear(_) => Failure::Usage(error.to_string()),
    })?;
    // The marks first: a draft without them would look finished.
    store::save_review(&opened.folder, asked.to, &rolled.review, None)?;
    let me = project::me(&opened);
    out::tell_saved(&store::save_report(&opened.folder, &rolled.report, None, &me.name)?);
    out::tell(&format!(
        "已由 {} 年报结转出 {} 年报草稿：上年结转填了 {} 格，待更新 {} 句；还要做什么，用 nianbao check --year {} 看",
        rolled.from,
        asked.to,
        rolled.carried,
        rolled.review.pending.len(),
        asked.to
    ));
    rolled.remarks.iter().for_each(|remark| out::tell(remark));
    Ok(if unread { Ending::Unread } else { Ending::Fine })
}

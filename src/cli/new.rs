//! `nianbao new`: a project with one blank report in its form.
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::values::{form, year};
use crate::forms::Catalogue;
use crate::model::Agency;
use crate::model::Form;
use crate::model::Year;
use crate::project::Project;
use crate::store;

#[derive(Debug, Args)]
pub(super) struct New {
    #[arg(value_name = "文件夹", help = "项目放在这里，没有就新建", help_heading = "参数")]
    pub(super) folder: PathBuf,
    #[arg(long, value_name = "名称", help = "单位全称", help_heading = "选项")]
    pub(super) agency: String,
    #[arg(long, value_name = "年度", value_parser = year, help = "报告年度，如 2024", help_heading = "选项")]
    pub(super) year: Year,
    #[arg(long, value_name = "表式", value_parser = form, help = "2008、2019 或 2021（默认随年度）", help_heading = "选项")]
    pub(super) form: Option<Form>,
}

pub(super) fn run(asked: &New) -> Result<Ending, Failure> {
    let name = asked.agency.trim();
    if name.is_empty() {
        return Err(Failure::Usage("--agency 是空的，请写单位全称".to_owned()));
    }
    let agency = Agency { name: name.to_owned(), ..Agency::default() };
    let form = asked.form.unwrap_or(Form::of_year(asked.year));
    let report = Catalogue::built_in()
        .new_report(&agency, asked.year, form)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let mut project = Project::new(agency);
    project.reports.insert(asked.year, report);
    store::create(&asked.folder, &project)?;
    out::tell(&format!("已新建 {}（{name}，{} 年）", asked.folder.display(), asked.year));
    Ok(Ending::Fine)
}

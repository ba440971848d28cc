//! `nianbao merge`: three-way merge of project files, by section, paragraph, row and cell; a merge driver for git.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Ending;
use super::failure::Failure;
use super::out;
use super::project;
use crate::model::{Report, Year};
use crate::project::{Head, merge_heads};
use crate::review::{Merged, Review, merge_reports, merge_reviews};
use crate::store::{self, Lock, Single};

#[derive(Debug, Args)]
pub(super) struct Merge {
    #[arg(value_name = "原来的", help = "两边改动之前的文件（git 的 %O）", help_heading = "参数")]
    pub(super) base: PathBuf,
    #[arg(
        value_name = "我们的",
        help = "我们的文件，结果写在这里（git 的 %A）",
        help_heading = "参数"
    )]
    pub(super) ours: PathBuf,
    #[arg(value_name = "对方的", help = "对方的文件（git 的 %B）", help_heading = "参数")]
    pub(super) theirs: PathBuf,
    #[arg(
        value_name = "名称",
        help = "在话里怎样称呼这个文件（git 的 %P）",
        help_heading = "参数"
    )]
    pub(super) name: Option<String>,
}

pub(super) fn run(asked: &Merge) -> Result<Ending, Failure> {
    let _held = hold(&asked.ours)?;
    let base = store::read_single(&asked.base)?;
    let ours = store::read_single(&asked.ours)?;
    let theirs = store::read_single(&asked.theirs)?;
    let shown = asked.ours.display().to_string();
    let name = asked.name.as_deref().unwrap_or(&shown);
    let unlike = || Failure::File(format!("{name}：三个文件不是同一种，没有合并"));
    let (value, conflicts) = match (ours, theirs) {
        (Some(ours), Some(theirs)) => merged(base, ours, theirs).ok_or_else(unlike)?,
        (ours, theirs) => {
            (ours.or(theirs).ok_or_else(|| Failure::File(format!("{name}：两边都是空的")))?, 0)
        }
    };
    store::write_single(&asked.ours, &value)?;
    if conflicts == 0 {
        return Ok(Ending::Fine);
    }
    out::tell(&format!(
        "{name}：{conflicts} 处两边改得不同，两种写法都留着；用工作台打开，按 F5 逐处处理"
    ));
    Ok(Ending::Otherwise)
}

/// What it comes to, and how many conflicts are left; `None` if the files are not of one kind.
fn merged(base: Option<Single>, ours: Single, theirs: Single) -> Option<(Single, usize)> {
    Some(match (base, ours, theirs) {
        (base, Single::Report(ours), Single::Report(theirs)) => {
            let base = match base {
                Some(Single::Report(base)) => *base,
                Some(_) => return None,
                None => nothing(&ours),
            };
            let Merged { value, conflicts } = merge_reports(&base, &ours, &theirs);
            (Single::Report(Box::new(value)), conflicts)
        }
        (base, Single::Head(ours), Single::Head(theirs)) => {
            let base = match base {
                Some(Single::Head(base)) => *base,
                Some(_) => return None,
                None => Head::default(),
            };
            let Merged { value, conflicts } = merge_heads(&base, &ours, &theirs);
            (Single::Head(Box::new(value)), conflicts)
        }
        (base, Single::Review(ours), Single::Review(theirs)) => {
            let base = match base {
                Some(Single::Review(base)) => *base,
                Some(_) => return None,
                None => Review::default(),
            };
            (Single::Review(Box::new(merge_reviews(&base, &ours, &theirs))), 0)
        }
        _ => return None,
    })
}

/// The report before anything was written.
fn nothing(report: &Report) -> Report {
    let empty = Report { title: String::new(), sections: Vec::new(), ..report.clone() };
    Report { conflicts: Vec::new(), contact: crate::model::Contact::default(), ..empty }
}

/// The lock on the report that a file belongs to, where it lies in a project.
fn hold(file: &Path) -> Result<Vec<Lock>, Failure> {
    let Some((folder, year)) = place(file) else { return Ok(Vec::new()) };
    let opened = store::open(&folder)?;
    Ok(store::hold(&opened.folder, [year], &project::me(&opened))?)
}

fn place(file: &Path) -> Option<(PathBuf, Year)> {
    let year = file.file_stem()?.to_str()?.parse().ok()?;
    let file = std::path::absolute(file).ok()?;
    let above = file.parent()?;
    let known = above.ends_with("reports") || above.ends_with("reviews");
    let folder = above.parent()?.to_path_buf();
    (known && folder.join("project.ron").is_file()).then_some((folder, year))
}

//! `nianbao import`: files of other formats into a project, every repair and doubt told.
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Ending;
use super::args::Output;
use super::failure::Failure;
use super::fill;
use super::out;
use super::project;
use super::values::{form, year};
use crate::forms::Catalogue;
use crate::import::{self, Imported, LARGEST, Options};
use crate::model::Agency;
use crate::model::Form;
use crate::model::Report;
use crate::model::Status;
use crate::model::Year;
use crate::project::Project;
use crate::store::{self, Condition, Opened, Part};

#[derive(Debug, Args)]
pub(super) struct Import {
    #[arg(
        value_name = "文件",
        required = true,
        help = "要导入的文件，可以有几个；文件夹是其中所有的年报；- 是标准输入",
        help_heading = "参数"
    )]
    pub(super) files: Vec<PathBuf>,
    #[arg(long, value_name = "项目", help = "导入到这个项目，没有就新建", help_heading = "选项")]
    pub(super) into: PathBuf,
    #[arg(long, value_name = "年度", value_parser = year, help = "报告年度（默认从文中认）", help_heading = "选项")]
    pub(super) year: Option<Year>,
    #[arg(long, value_name = "表式", value_parser = form, help = "2008、2019 或 2021（默认从文中认）", help_heading = "选项")]
    pub(super) form: Option<Form>,
    #[arg(
        long,
        value_name = "表",
        help = "csv、tsv 文件填进这张表：applications、disclosure、litigation、statistics，自定表写它的编号（默认取文件名）",
        help_heading = "选项"
    )]
    pub(super) table: Option<String>,
    #[arg(long, value_name = "名称", help = "单位全称（默认从文中认）", help_heading = "选项")]
    pub(super) agency: Option<String>,
    #[arg(
        long,
        help = "这一年已有报告（csv、tsv：格里已有数）时替换，原来的存为旧版本",
        help_heading = "选项"
    )]
    pub(super) replace: bool,
    #[command(flatten)]
    pub(super) output: Output,
}

pub(super) fn run(asked: &Import) -> Result<Ending, Failure> {
    let is_sheet = |file: &PathBuf| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        matches!(ending.to_ascii_lowercase().as_str(), "csv" | "tsv" | "tab")
    };
    if asked.table.is_some() || asked.files.iter().all(is_sheet) {
        return fill::run(asked);
    }
    if let Some(file) = asked.files.iter().find(|file| is_sheet(file)) {
        return Err(Failure::Usage(format!("{} 是表格数据，请与报告分开导入", file.display())));
    }
    let known = asked.into.join("project.ron").exists();
    let known = known.then(|| store::open(&asked.into)).transpose()?;
    let forms =
        known.map_or_else(Catalogue::built_in, |opened| Catalogue::clone(&opened.project.forms));
    let files = files(asked)?;
    let alone = files.len() == 1;
    let (mut all, mut failed) = (Vec::new(), Vec::new());
    for file in &files {
        match read(asked, file, &forms) {
            Ok(imported) => all.push(imported),
            Err(failure) if alone => return Err(failure),
            Err(failure) => failed.push(failure.to_string()),
        }
    }
    refuse_twice(&all)?;
    if asked.into.join("project.ron").exists() {
        add(asked, &mut all, (alone, &mut failed))?;
    } else if !all.is_empty() {
        create(asked, &all)?;
    }
    answer(asked, &all)?;
    if failed.is_empty() {
        return Ok(Ending::Fine);
    }
    let told = format!("{} 个文件没有导入：{}", failed.len(), failed.join("；"));
    Err(Failure::File(told))
}

/// Reads one file.
fn read(asked: &Import, file: &Path, forms: &Catalogue) -> Result<Imported, Failure> {
    let bytes = bytes(file)?;
    let options = Options {
        year: asked.year,
        form: asked.form,
        agency: asked.agency.clone(),
        forms: forms.clone(),
    };
    import::read(&file.to_string_lossy(), &bytes, &options)
        .map_err(|error| Failure::File(format!("{}：{error}", file.display())))
}

/// The files asked for; of a folder those that a reader knows by their ending, in the order of their names.
fn files(asked: &Import) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in &asked.files {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let refused = |error: io::Error| Failure::File(format!("{}：{error}", path.display()));
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(refused)? {
            let file = entry.map_err(refused)?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            // Word leaves `~$…` beside a document that is open.
            let hidden = name.starts_with(['.', '~']) || file.is_dir();
            let ending = name.rsplit_once('.').map(|(_, ending)| ending);
            let known = ending.is_some_and(import::is_known);
            if known && !hidden {
                inside.push(file);
            } else if !hidden {
                out::tell(&format!("{}：不是能导入的文件，略过", file.display()));
            }
        }
        if inside.is_empty() {
            let told = format!("{}：文件夹里没有能导入的文件", path.display());
            return Err(Failure::File(told));
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

/// The bytes of a file; `-` is standard input. What is too large is not read to its end.
pub(super) fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let refused = |error: io::Error| {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "没有这个文件".to_owned(),
            io::ErrorKind::PermissionDenied => "没有读它的权限".to_owned(),
            _ => error.to_string(),
        };
        Failure::File(format!("{}：{why}", file.display()))
    };
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(refused)?;
        return Ok(bytes);
    }
    let opened = fs::File::open(file).map_err(refused)?;
    let length = opened.metadata().map_err(refused)?.len();
    import::fits(length).map_err(|error| Failure::File(format!("{}：{error}", file.display())))?;
    opened.take(LARGEST + 1).read_to_end(&mut bytes).map_err(refused)?;
    Ok(bytes)
}

fn refuse_twice(all: &[Imported]) -> Result<(), Failure> {
    let mut years: Vec<Year> = all.iter().map(|imported| imported.report.year).collect();
    years.sort_unstable();
    match years
        .windows(2)
        .find_map(|pair| (pair.first() == pair.last()).then(|| pair.first()).flatten())
    {
        Some(year) => {
            Err(Failure::Usage(format!("两个文件都是 {year} 年的报告，请分开导入或用 --year 指明")))
        }
        None => Ok(()),
    }
}

fn create(asked: &Import, all: &[Imported]) -> Result<(), Failure> {
    let name =
        asked.agency.clone().or_else(|| all.iter().find_map(|imported| imported.agency.clone()));
    let mut project = Project::new(Agency { name: name.unwrap_or_default(), ..Agency::default() });
    project
        .reports
        .extend(all.iter().map(|imported| (imported.report.year, imported.report.clone())));
    Ok(store::create(&asked.into, &project)?)
}

/// Adds the reports to a project that is there. Of several files those that may not take their place are left out and
/// told; one alone is refused.
fn add(
    asked: &Import,
    all: &mut Vec<Imported>,
    (alone, failed): (bool, &mut Vec<String>),
) -> Result<(), Failure> {
    let opened = store::open(&asked.into)?;
    let mut fit = Vec::new();
    for imported in all.drain(..) {
        match may_take_place(asked, &opened, &imported) {
            Ok(()) => fit.push(imported),
            Err(failure) if alone => return Err(failure),
            Err(failure) => failed.push(failure.to_string()),
        }
    }
    *all = fit;
    let years = all.iter().map(|imported| imported.report.year);
    let _held = store::hold(&opened.folder, years, &project::me(&opened))?;
    for imported in all {
        place(&opened, imported)?;
        let own = &opened.project.head.agency.name;
        if let Some(other) = imported.agency.as_ref().filter(|other| *other != own) {
            out::tell(&format!("注意：文中的单位是“{other}”，项目的单位是“{own}”"));
        }
    }
    Ok(())
}

/// Puts a report into its year. A workbook holds tables alone: of a report that is there it changes the cells.
fn place(opened: &Opened, imported: &Imported) -> Result<(), Failure> {
    let year = imported.report.year;
    let own = opened.project.reports.get(&year).filter(|_| imported.format == "xlsx");
    let Some(own) = own else { return put(opened, &imported.report) };
    let filled = import::fill(own, &imported.report, &opened.project.forms);
    put(opened, &filled.report)?;
    let (blank, changed) = (filled.filled, filled.changed.len());
    out::tell(&format!("{year} 年报只换了表格里的数：填入 {blank} 格，改动 {changed} 格"));
    filled.changed.iter().for_each(|change| out::tell(&format!("改动　{change}")));
    filled.missing.iter().for_each(|missing| out::tell(&format!("注意　{missing}")));
    Ok(())
}

fn may_take_place(asked: &Import, opened: &Opened, imported: &Imported) -> Result<(), Failure> {
    let year = imported.report.year;
    let Some(found) = opened.files.get(&Part::Report(year)) else { return Ok(()) };
    let place = asked.into.display();
    if !asked.replace {
        let what = if imported.format == "xlsx" { "只换表格里的数" } else { "替换" };
        return Err(Failure::File(format!(
            "{place} 已有 {year} 年的报告，没有改动；要{what}请加 --replace"
        )));
    }
    let published =
        opened.project.reports.get(&year).is_some_and(|report| report.status == Status::Published);
    if published {
        return Err(Failure::File(format!("{place} 的 {year} 年报告已发布，不能替换")));
    }
    match &found.condition {
        Condition::Writable => Ok(()),
        Condition::ReadOnly(why) => {
            Err(Failure::File(format!("{place} 的 {year} 年报告不能替换：{why}")))
        }
        Condition::Broken { error, .. } => Err(Failure::File(format!("{error}；没有替换"))),
    }
}

/// Saves a report; one that stood there is kept as a version.
fn put(opened: &Opened, report: &Report) -> Result<(), Failure> {
    let found = opened.files.get(&Part::Report(report.year));
    if found.is_some() {
        keep(&opened.folder, report.year)?;
    }
    let (was, me) = (found.and_then(|found| found.stamp), project::me(opened));
    out::tell_saved(&store::save_report(&opened.folder, report, was, &me.name)?);
    Ok(())
}

/// Keeps what the file of a report holds as a version, before it is replaced.
pub(super) fn keep(folder: &Path, year: Year) -> Result<(), Failure> {
    store::keep_file(folder, year)?;
    out::tell(&format!("原来的 {year} 年报告留作版本，用 nianbao recover 列出、恢复"));
    Ok(())
}

/// One file gives one object, several give a list of them.
fn answer(asked: &Import, all: &[Imported]) -> Result<(), Failure> {
    match (asked.output.is_json(), all) {
        (true, [one]) => out::json(one),
        (true, several) => out::json(&several),
        (false, _) => out::print(&all.iter().map(text).collect::<Vec<_>>().join("\n")),
    }
}

fn text(imported: &Imported) -> String {
    let report = &imported.report;
    let agency = imported.agency.as_deref().unwrap_or("（文中没有单位名称）");
    let mut lines = vec![format!(
        "{} 年　{agency}　{}　章节 {}　修复 {}　疑点 {}",
        report.year,
        imported.encoding,
        report.sections.iter().filter(|section| !section.is_preface()).count(),
        imported.repairs.len(),
        imported.doubts.len(),
    )];
    for repair in &imported.repairs {
        lines.push(format!("修复　{}：{}", repair.place, repair.what.words()));
        lines.push(format!("    原　{}", repair.before));
        lines.push(format!("    今　{}", repair.after));
    }
    for doubt in &imported.doubts {
        let place = doubt.place.as_ref().map_or_else(|| "全文".to_owned(), ToString::to_string);
        lines.push(format!("疑点　{place}：{}", doubt.what));
    }
    lines.join("\n") + "\n"
}

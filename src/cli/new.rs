//! `nianbao new`: a project with one blank report in its form.

use super::Ending;
use super::args::New;
use super::failure::Failure;
use super::out;
use crate::forms::Catalogue;
use crate::model::Agency;
use crate::model::Form;
use crate::project::Project;
use crate::store;

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

//! `nianbao explain`: the manual page of a rule, or the list of all.
use std::fmt::Write;

use clap::Args;

use super::Ending;
use super::failure::Failure;
use super::out;
use crate::checks::{RULES, nearest, rule};

#[derive(Debug, Args)]
pub(super) struct Explain {
    #[arg(
        value_name = "规则",
        help = "规则代码，如 S001；不写则列出全部规则",
        help_heading = "参数"
    )]
    pub(super) code: Option<String>,
}

pub(super) fn run(asked: &Explain) -> Result<Ending, Failure> {
    let Some(code) = &asked.code else {
        out::print(&list())?;
        return Ok(Ending::Fine);
    };
    let found = rule(&code.to_ascii_uppercase());
    let found = found.ok_or_else(|| {
        let near = nearest(code).map_or(String::new(), |near| format!("，是不是“{near}”"));
        Failure::Usage(format!("没有规则“{code}”{near}；nianbao explain 列出全部规则"))
    })?;
    out::print(found.about.page)?;
    Ok(Ending::Fine)
}

fn list() -> String {
    let mut out = String::new();
    for rule in RULES {
        let about = rule.about;
        let _ = writeln!(out, "{} {} {}", about.code, about.severity.word(), about.name);
    }
    out
}

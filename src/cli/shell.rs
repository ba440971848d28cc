//! `nianbao completions` and `nianbao man`: what other programs want to know of the command line.
use clap::Args;

use super::Ending;
use super::failure::Failure;
use super::help::{command, in_chinese};
use super::out;

#[derive(Debug, Args)]
pub(super) struct Completions {
    #[arg(
        value_name = "SHELL",
        value_enum,
        hide_possible_values = true,
        help = "bash、zsh、fish、elvish 或 powershell",
        help_heading = "参数"
    )]
    pub(super) shell: clap_complete::Shell,
}

pub(super) fn completions(asked: &Completions) -> Result<Ending, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut command(), "nianbao", &mut script);
    out::bytes(&script)?;
    Ok(Ending::Fine)
}

pub(super) fn man() -> Result<Ending, Failure> {
    let mut pages = Vec::new();
    let mut top = command();
    top.build();
    let write = |command: &clap::Command, pages: &mut Vec<u8>| {
        clap_mangen::Man::new(command.clone())
            .render(pages)
            .map_err(|error| Failure::File(format!("手册页写不成：{error}")))
    };
    write(&top, &mut pages)?;
    for command in top.get_subcommands() {
        write(command, &mut pages)?;
    }
    let page = in_chinese(&String::from_utf8_lossy(&pages));
    out::print(&headed(&page))?;
    Ok(Ending::Fine)
}

/// The page with its sections headed in Chinese.
fn headed(page: &str) -> String {
    let mut page = page.replace("\\fISUBCOMMANDS\\fR", "命令");
    for (english, chinese) in [
        ("NAME", "名称"),
        ("SYNOPSIS", "用法"),
        ("DESCRIPTION", "说明"),
        ("OPTIONS", "选项"),
        ("SUBCOMMANDS", "命令"),
        ("VERSION", "版本"),
        ("EXTRA", "附注"),
    ] {
        page = page.replace(&format!(".SH {english}\n"), &format!(".SH {chinese}\n"));
    }
    page
}

//! Usage and help in Chinese: what the argument parser words in English is worded here.

use clap::CommandFactory;

use super::args::Arguments;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command line as the parser knows it, with our wording in every subcommand.
pub(super) fn command() -> clap::Command {
    worded(Arguments::command())
}

fn worded(command: clap::Command) -> clap::Command {
    let command = command.help_template(TEMPLATE).disable_help_flag(true);
    command.mut_subcommands(worded)
}

/// Replaces the words of the parser that no setting reaches.
pub(super) fn in_chinese(text: &str) -> String {
    let mut text = text.to_owned();
    for (english, chinese) in [
        ("[OPTIONS]", "[选项]"),
        ("[COMMAND]", "[命令]"),
        ("<COMMAND>", "<命令>"),
        ("Usage: ", "用法："),
    ] {
        text = text.replace(english, chinese);
    }
    for heading in ["命令", "参数", "选项", "通用选项"] {
        text = text.replace(&format!("\n{heading}:\n"), &format!("\n{heading}：\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        command().debug_assert();
    }

    /// English that may stand in the help: names of options, formats, programs.
    #[test]
    fn the_help_of_every_command_is_chinese() {
        let mut top = command();
        top.build();
        let mut all: Vec<clap::Command> = top.get_subcommands().cloned().collect();
        all.push(top);
        for mut command in all {
            let help = in_chinese(&command.render_long_help().to_string());
            for english in [
                "Usage",
                "OPTIONS",
                "COMMAND",
                "Print",
                "possible",
                "default",
                "Arguments",
                "Options",
                "Commands",
            ] {
                assert!(!help.contains(english), "{english} in\n{help}");
            }
            assert!(help.contains("用法："), "{help}");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{argument}");
            }
        }
    }
}

//! What the argument parser refused, told in one Chinese sentence: where, what, why, how to mend it.

use std::ffi::OsString;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Ending;
use super::failure::Failure;
use super::help::{self, in_chinese};
use super::out;

/// Prints the help that was asked for, or tells what is wrong with the arguments.
pub(super) fn answer(error: &Error, arguments: &[OsString]) -> Result<Ending, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            out::print(&in_chinese(&error.to_string()))?;
            Ok(Ending::Fine)
        }
        _ => Err(Failure::Usage(told(error, arguments))),
    }
}

fn told(error: &Error, arguments: &[OsString]) -> String {
    let what = what(error).trim_end_matches('。').to_owned();
    let command = command(arguments);
    format!("{what}。用法见 {command} --help")
}

fn what(error: &Error) -> String {
    let argument = argument(error);
    let value = one(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let near = one(error, ContextKind::SuggestedArg);
            format!("不认识“{argument}”{}", suggestion(&near))
        }
        ErrorKind::InvalidSubcommand => {
            let name = one(error, ContextKind::InvalidSubcommand);
            format!("没有命令“{name}”{}", suggestion(&one(error, ContextKind::SuggestedSubcommand)))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面缺一个值"),
        ErrorKind::InvalidValue => {
            let known = one(error, ContextKind::ValidValue);
            let near = suggestion(&one(error, ContextKind::SuggestedValue));
            format!("“{argument}”的值不能是“{value}”，可用的有 {known}{near}")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("“{argument}”的值不能是“{value}”：{why}")
        }
        ErrorKind::MissingRequiredArgument => format!("还缺 {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = one(error, ContextKind::PriorArg);
            if argument.is_empty() || other.is_empty() {
                "项目要写在命令后面，如 nianbao check 项目；与命令同名的文件夹写作 ./名字"
                    .to_owned()
            } else {
                format!("“{argument}”不能和“{other}”一起用，只留一个")
            }
        }
        ErrorKind::TooManyValues => format!("“{argument}”后面多了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{argument}”后面的值个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 编码的字，请检查终端的编码".to_owned(),
        _ => "参数不对".to_owned(),
    }
}

fn suggestion(near: &str) -> String {
    if near.is_empty() { String::new() } else { format!("，是不是“{near}”") }
}

/// The argument that is meant, as it is written in the usage: `--year <年度>` becomes `--year`.
fn argument(error: &Error) -> String {
    let written = one(error, ContextKind::InvalidArg);
    let bare = |argument: &str| argument.split(' ').next().unwrap_or_default().to_owned();
    if error.kind() == ErrorKind::MissingRequiredArgument {
        return written;
    }
    bare(&written)
}

/// One text of the parser's context, several joined.
fn one(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}

/// `nianbao` and the subcommand in which it went wrong.
fn command(arguments: &[OsString]) -> String {
    let known = |name: &str| help::command().find_subcommand(name).is_some();
    let words = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    match words.into_iter().find(|word| known(word)) {
        Some(name) => format!("nianbao {name}"),
        None => "nianbao".to_owned(),
    }
}

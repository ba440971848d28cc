//! Why a project could not be read or written, told so that the person in front of it can act.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustix::io::Errno;

use crate::model::Year;

use super::fault::Fault;
use super::lock::Holder;
use super::stamp::Stamp;
use crate::forms::FormError;

/// What went wrong with a file or folder of a project.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system refused.
    #[error("{}：{deed}不成，{}", path.display(), told(source))]
    System {
        /// The file or folder.
        path: PathBuf,
        /// What was being done.
        deed: Deed,
        /// What the system said.
        source: io::Error,
        /// The stamp to go on with, where the new content stands although the disk did not confirm it.
        stands: Option<Stamp>,
    },
    /// The file holds what cannot be taken as it stands.
    #[error("{}{}{fault}", path.display(), if fault.at.is_some() { " " } else { "：" })]
    Faulty {
        /// The file.
        path: PathBuf,
        /// Place, expectation and lines of source.
        fault: Fault,
    },
    /// A form that an office wrote cannot be used.
    #[error("{} {error}", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        error: FormError,
    },
    /// The file is larger than any report.
    #[error("{} 有 {} MB，超过 16 MB 的上限，没有读；请看看是不是放错了文件", path.display(), bytes.div_ceil(1024 * 1024))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
    },
    /// There is no project here.
    #[error("{} 不是年报项目（没有 project.ron）；新建请用 nianbao new", .0.display())]
    NoProject(PathBuf),
    /// There is a file already where a new one was to be made.
    #[error("{} 已经在那里，没有改动它；要改它请先打开，要新建请换一个地方", .0.display())]
    Exists(PathBuf),
    /// The file holds something else than when it was read.
    #[error("{} 在打开以后被别人改过，没有覆盖；你的改动还在，请先导出一份（F12），重开后对照补上", .0.display())]
    Changed(PathBuf),
    /// The file may be read but not written by this program.
    #[error("{} 只能读，没有保存：{why}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// Why.
        why: WhyNot,
    },
    /// Somebody else is writing the report.
    #[error("{}，没有改动；请等他用完，或在工作台里打开后接管", held(*year, by.as_deref()))]
    Locked {
        /// The report.
        year: Year,
        /// Who, if the lock file says so.
        by: Option<Box<Holder>>,
    },
    /// What was to be saved cannot be expressed in a file that could be read again.
    #[error("{} 没有保存，原来的内容还在：要存的内容有问题，{what}", path.display())]
    Unfit {
        /// The file.
        path: PathBuf,
        /// What is wrong with the content.
        what: String,
    },
}

/// Why a file that was read must not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// Written by a newer program, in this format.
    Newer(u32),
    /// It has fields that this program does not know and would drop; their paths.
    Unknown(Vec<String>),
    /// The system does not let this user write it, or not in this folder.
    Permission,
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(format) => write!(f, "文件由更新的版本写成（格式 {format}），请升级本程序"),
            Self::Unknown(paths) => {
                write!(f, "文件里有本程序不认识的项，保存会丢掉它们：{}", paths.join("、"))
            }
            Self::Permission => f.write_str("没有写这个文件或文件夹的权限，请找文件的主人或管理员"),
        }
    }
}

/// What was being done when the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Reading a file or a folder.
    Read,
    /// Writing a file.
    Save,
    /// Making sure that what was written is on the disk.
    Confirm,
    /// Making a folder.
    Make,
    /// Taking a lock.
    Lock,
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "读取",
            Self::Save => "保存",
            Self::Confirm => "已写好，但让磁盘确认",
            Self::Make => "新建文件夹",
            Self::Lock => "加锁",
        })
    }
}

impl StoreError {
    /// What the file holds now, where the new content stands although the disk did not confirm it.
    pub const fn stands(&self) -> Option<Stamp> {
        match self {
            Self::System { stands, .. } => *stands,
            _ => None,
        }
    }

    /// The system's refusal of a deed on a path.
    pub(super) fn system(path: &Path, deed: Deed) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::System { path, deed, source, stands: None }
    }

    /// A fault in a file.
    pub(super) fn faulty(path: &Path) -> impl FnOnce(Fault) -> Self {
        let path = path.to_path_buf();
        move |fault| Self::Faulty { path, fault }
    }
}

/// Who writes a report, from where and since when.
fn held(year: Year, by: Option<&Holder>) -> String {
    let Some(Holder { owner, typed }) = by else {
        return format!("{year} 年报正由别人编辑（没有写明是谁）");
    };
    let time = |at: &Timestamp| at.to_zoned(TimeZone::system()).strftime("%H:%M").to_string();
    let name = if owner.name.is_empty() { "别人" } else { &owner.name };
    let (host, since, typed) = (&owner.host, time(&owner.since), time(typed));
    format!("{name}正在 {host} 上编辑 {year} 年报（{since} 起，最近一次键入 {typed}）")
}

/// What happened and what to do, the system's own number last in brackets.
fn told(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let said = match error.kind() {
        _ if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => {
            "磁盘读写出错，请换一处保存，并告诉管理员"
        }
        Kind::NotFound => "没有这个文件或文件夹，请看看它是否被移走或改名",
        Kind::PermissionDenied => "没有权限，请找文件的主人或管理员",
        Kind::StorageFull => "磁盘满了，请先腾出空间；原来的文件没有动",
        Kind::QuotaExceeded => "超过了磁盘配额，请先腾出空间；原来的文件没有动",
        Kind::ReadOnlyFilesystem => "这个磁盘是只读的，请换一处保存或找管理员",
        Kind::FileTooLarge => "文件超过了系统允许的大小；原来的文件没有动",
        Kind::IsADirectory => "这里是文件夹，不是文件",
        Kind::NotADirectory => "路径中间有一段不是文件夹",
        Kind::AlreadyExists => "同名的东西已经在那里，也许另一个程序正在保存，请再试一次",
        Kind::StaleNetworkFileHandle => "网络盘上的文件已经换过，请重新打开",
        Kind::Interrupted | Kind::WouldBlock | Kind::ResourceBusy => "正被占用，请再试一次",
        _ => "系统没有做成，请把编号告诉管理员",
    };
    let number =
        error.raw_os_error().map_or_else(|| error.to_string(), |number| format!("errno {number}"));
    format!("{said}（{number}）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do() {
        for (number, want) in [
            (2, "没有这个文件或文件夹，请看看它是否被移走或改名（errno 2）"),
            (5, "磁盘读写出错，请换一处保存，并告诉管理员（errno 5）"),
            (95, "系统没有做成，请把编号告诉管理员（errno 95）"),
            (13, "没有权限，请找文件的主人或管理员（errno 13）"),
            (20, "路径中间有一段不是文件夹（errno 20）"),
            (21, "这里是文件夹，不是文件（errno 21）"),
            (27, "文件超过了系统允许的大小；原来的文件没有动（errno 27）"),
            (28, "磁盘满了，请先腾出空间；原来的文件没有动（errno 28）"),
            (30, "这个磁盘是只读的，请换一处保存或找管理员（errno 30）"),
            (116, "网络盘上的文件已经换过，请重新打开（errno 116）"),
            (122, "超过了磁盘配额，请先腾出空间；原来的文件没有动（errno 122）"),
        ] {
            let refused = StoreError::system(Path::new("/年报/project.ron"), Deed::Save)(
                io::Error::from_raw_os_error(number),
            );
            assert_eq!(refused.to_string(), format!("/年报/project.ron：保存不成，{want}"));
        }
    }
}

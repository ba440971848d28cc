//! The office whose reports these are, and the people who work on them.

use serde::{Deserialize, Serialize};

/// The agency (机关) that publishes the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agency {
    /// Full official name (全称).
    pub name: String,
    /// Administrative level (层级).
    pub level: Level,
    /// Government or department: it decides the deadline.
    pub kind: Kind,
    /// Short and former names by which texts may call it (简称、曾用名).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// Administrative level (层级).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Level {
    /// 省级
    Province,
    /// 市级 (prefecture)
    City,
    /// 县级
    #[default]
    County,
    /// 乡级 (township, subdistrict)
    Township,
}

/// What sort of body it is; the Regulation (条例 第四十九条) sets 31 January for departments, 31 March for governments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Kind {
    /// 人民政府
    Government,
    /// 政府部门
    #[default]
    Department,
}

/// Somebody who works on the reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// As it is shown and signed (姓名).
    pub name: String,
    /// Login name on this machine (登录名), empty where unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login: String,
    /// What this person may do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
}

/// A part in the making of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// 起草人
    Drafter,
    /// 审核人
    Reviewer,
    /// 签发人
    Approver,
}

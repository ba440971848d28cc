//! Whom to ask about the report, as printed in its preface.

use serde::{Deserialize, Serialize};

/// The contact block (联系方式). Each field is as printed, empty where the report has none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// The office that answers (联系单位).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Street address (地址).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Postcode (邮编), six digits.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// Telephone (电话) with area code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub telephone: String,
    /// Fax (传真) with area code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fax: String,
    /// E-mail address (电子邮箱).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Where the report can be read (网址).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub website: String,
}

impl Contact {
    /// Whether the report gives no contact at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

//! How single arguments are read: years, sizes, forms.

use crate::app::Size;
use crate::checks::Profile;
use crate::model::Form;
use crate::model::Year;

/// A year as four digits.
pub(super) fn year(text: &str) -> Result<Year, String> {
    let year = text.parse().ok().filter(|year| (1949..=9999).contains(year));
    year.ok_or_else(|| "年度应是四位数字，如 2024".to_owned())
}

/// One year, or the first and the last of a stretch.
pub(super) fn years(text: &str) -> Result<(Year, Year), String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (year(first)?, year(last)?);
    if first <= last {
        Ok((first, last))
    } else {
        Err("起始年度在终止年度之后".to_owned())
    }
}

/// A profile of the checks.
pub(super) fn profile(text: &str) -> Result<Profile, String> {
    Profile::named(text).ok_or_else(|| "审核方案应是 年报、公文 或 仅数字".to_owned())
}

/// Columns and rows.
pub(super) fn size(text: &str) -> Result<Size, String> {
    let parts = text.split_once(['x', '×']);
    let read = |part: &str| part.parse().ok().filter(|cells| (1..=1000).contains(cells));
    let size =
        parts.and_then(|(columns, rows)| Some(Size { columns: read(columns)?, rows: read(rows)? }));
    size.ok_or_else(|| "大小应是 列x行，如 80x24".to_owned())
}

/// The year by which a form is named.
pub(super) fn form(text: &str) -> Result<Form, String> {
    match text {
        "2008" => Ok(Form::F2008),
        "2019" => Ok(Form::F2019),
        "2021" => Ok(Form::F2021),
        _ => Err("表式应是 2008、2019 或 2021".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_one_or_a_stretch() {
        assert_eq!(years("2023"), Ok((2023, 2023)));
        assert_eq!(years("2020..2024"), Ok((2020, 2024)));
        for wrong in ["", "23", "2024..2020", "2020-2024", "..2024", "二〇二四"] {
            assert!(years(wrong).is_err(), "{wrong}");
        }
    }
}

//! The forms that an office wrote (`forms/*.ron`), added to the statutory ones.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Deed, StoreError};
use super::open::bytes;
use super::read::text_of;
use crate::forms::Catalogue;

/// Reads every form of a project, by the names of their files. One that cannot be used is left out, and why is told.
pub(super) fn read(folder: &Path) -> (Catalogue, Vec<StoreError>) {
    let mut forms = Catalogue::built_in();
    let mut broken = Vec::new();
    let paths = match list(&folder.join("forms")) {
        Ok(paths) => paths,
        Err(error) => {
            broken.push(error);
            Vec::new()
        }
    };
    for path in paths {
        if let Err(error) = add(&mut forms, &path) {
            broken.push(error);
        }
    }
    (forms, broken)
}

/// The visible `.ron` files of a folder; none where there is no such folder.
fn list(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(StoreError::system(folder, Deed::Read))?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(StoreError::system(folder, Deed::Read))?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.extension().is_some_and(|ending| ending == "ron") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn add(forms: &mut Catalogue, path: &Path) -> Result<(), StoreError> {
    let text = text_of(bytes(path)?).map_err(StoreError::faulty(path))?;
    forms.add(&text).map_err(|error| StoreError::Form { path: path.to_path_buf(), error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Form;

    fn own(key: &str) -> String {
        format!(
            "#![enable(implicit_some)]\n(\n  key: \"{key}\", title: \"甲\",\n  columns: [(key: \"c\", label: [\"人次\"])],\n  \
             rows: [(key: \"a\", label: [\"低保\"]), (key: \"t\", label: [\"合计\"], formula: Sum([\"a\"]))],\n)\n"
        )
    }

    #[test]
    fn a_form_that_is_wrong_tells_its_place_and_leaves_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            fs::write(folder.path().join("forms").join(name), text).unwrap();
        };
        assert!(read(folder.path()).1.is_empty(), "no folder, no forms");
        fs::create_dir(folder.path().join("forms")).unwrap();
        put("1.ron", &own("relief"));
        put("2.ron", &own("relief"));
        put("3.ron", &own("applications"));
        put("4.ron", &own("unknown").replace("Sum([\"a\"])", "Sum([\"a\", \"b\"])"));
        put("5.ron", &own("cycle").replace("Sum([\"a\"])", "Sum([\"t\"])"));
        put("6.ron", &own("double").replace("\"t\"", "\"a\""));
        put("7.ron", "(key: ");
        put("8.ron", &own("elderly"));
        put(".9.ron", "(");
        put("说明.txt", "(");
        let (forms, broken) = read(folder.path());
        let own: Vec<&str> = forms
            .forms(Form::F2021)
            .filter(|form| form.of.is_empty())
            .map(|form| form.key.as_str())
            .collect();
        assert_eq!(own, ["relief", "elderly"]);
        let said: Vec<String> = broken
            .iter()
            .map(|error| error.to_string().replace(&format!("{}/", folder.path().display()), ""))
            .collect();
        assert_eq!(
            said,
            [
                "forms/2.ron 第 3 行第 8 列：键名“relief”已经用于另一张表",
                "forms/3.ron 第 3 行第 8 列：键名“applications”已经用于另一张表",
                "forms/4.ron 第 5 行第 82 列：没有键名为“b”的行",
                "forms/5.ron 第 5 行第 43 列：“t”的合计绕了一圈又回到自己",
                "forms/6.ron 第 5 行第 43 列：键名“a”重复或者为空",
                "forms/7.ron 第 1 行第 6 列：这里应是引号里的文字",
            ]
        );
    }
}

//! Texts that no office writes: a megabyte in one paragraph, digits without end, no Chinese, anything at all.

use nianbao::figures::prose::{Context, Figure, Vocabulary, read};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

fn figures(text: &str, vocabulary: &Vocabulary) -> Vec<Figure> {
    let figures = read(text, &Context { year: 2024, headings: "" }, vocabulary);
    for figure in &figures {
        for range in
            [&figure.bytes, &figure.digits, &figure.label, &figure.channel, &figure.sentence]
        {
            assert!(text.get(range.clone()).is_some(), "{figure:?}");
        }
    }
    figures
}

#[test]
fn a_megabyte_in_one_paragraph_is_read_to_its_end() {
    let vocabulary = Vocabulary::built_in();
    for (text, each) in [
        ("全年收到申请12件，其中网络申请3件；", 2),
        ("公开信息12条、", 1),
        ("（其中12件，", 1),
        ("分别为12件、13件，", 2),
        ("未收到申请，", 1),
        ("由12件增加到15件，占33%，", 3),
    ] {
        let count = 1_000_000 / text.len();
        let found = figures(&text.repeat(count), &vocabulary).len();
        assert!(found >= count * each * 9 / 10, "{text}: {found} of {}", count * each);
    }
}

#[test]
fn digits_without_end_are_no_figure() {
    let vocabulary = Vocabulary::built_in();
    for text in ["1", "１", "1,", "1.", "12万", "1-", "一", "3、", "2024年", "1月"] {
        let long = format!("收到申请{}件。", text.repeat(300_000 / text.len()));
        assert!(figures(&long, &vocabulary).len() < 100_001, "{text}");
    }
    assert!(figures(&"9".repeat(1_000_000), &vocabulary).is_empty());
    assert!(figures(&format!("收到申请{}件。", "9".repeat(40)), &vocabulary).is_empty());
}

#[test]
fn text_without_any_chinese_has_no_figures() {
    let vocabulary = Vocabulary::built_in();
    for text in [
        "The report of 2024 has 12 pages, 3 tables. ",
        "{\"a\": [1, 2.5, -3]}\n",
        "<td>12</td>",
        "\u{0}\u{1}\u{7f}",
    ] {
        assert!(figures(&text.repeat(20_000), &vocabulary).is_empty(), "{text}");
    }
}

/// Pieces that meet in figures, and anything at all between them.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "12",
        "3.5",
        "1,234",
        "１２",
        "２０２４年",
        "2024年",
        "件",
        "条",
        "万元",
        "%",
        "其中",
        "分别",
        "占",
        "比上年",
        "增加",
        "到",
        "由",
        "未收到",
        "申请",
        "复议",
        "、",
        "，",
        "。",
        "；",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "累计",
        "截至",
        "第二季度",
        "8月",
        "份",
        "开始",
        "年内",
        "前",
        "余",
        "约",
        "和",
        "无因",
        "\n",
        " ",
        "度",
    ]);
    let any =
        prop_oneof![3 => known.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[\\PC]{0,4}"];
    prop::collection::vec(any, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn any_text_is_read() {
    let vocabulary = Vocabulary::built_in();
    let read = |text: String| {
        figures(&text, &vocabulary);
        Ok(())
    };
    TestRunner::default().run(&pieces(), read).unwrap();
}

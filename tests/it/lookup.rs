//! Looking up figures: `find` over prose and tables, and `figures` over whole reports.

use serde_json::{Value, json};

use crate::run::Run;

/// Value, unit, period, kind, and whether it is derived, of the hits of one indicator.
fn told(answer: &Value, indicator: &str) -> Vec<Value> {
    let hits = answer["hits"].as_array().expect("a list").iter();
    let of = hits.filter(|hit| hit["indicator"] == indicator);
    of.map(|hit| {
        assert!(hit["sentence"].as_str().is_some_and(|sentence| sentence.contains("低保金")));
        let quote = hit.pointer("/place/quote").and_then(Value::as_str).expect("a quote");
        assert!(hit["sentence"].as_str().is_some_and(|sentence| sentence.contains(quote)));
        let derived = hit.get("derived").is_some_and(|derived| *derived == true);
        json!([hit["value"], hit["unit"], hit["period"], hit["kind"], derived])
    })
    .collect()
}

#[test]
fn initials_and_a_year_give_cumulative_amounts_and_the_quarters_between() {
    let ended = Run::new().sample("zhongwei-2017").sample("shili-minzheng");
    let ended = ended.args(["find", "--in", ".", "dbj", "2017", "--format", "json"]).code(0);
    let answer = ended.json();
    assert_eq!(
        told(&answer, "低保金"),
        [
            json!(["6780.35", "万元", "2017Q1", "cumulative", false]),
            json!(["15088.66", "万元", "2017Q1-Q2", "cumulative", false]),
            json!(["23500.50", "万元", "2017Q1-Q3", "cumulative", false]),
            json!(["8308.31", "万元", "2017Q2", "flow", true]),
            json!(["8411.84", "万元", "2017Q3", "flow", true]),
        ]
    );
    let first = &answer["hits"][0];
    assert_eq!((&first["origin"], &first["year"]), (&"prose".into(), &2017.into()));
    assert_eq!(first["place"]["number"], "二");
    let texts = answer["texts"].as_array().expect("a list");
    assert!(texts.iter().all(|text| text["year"] == 2017) && !texts.is_empty());
    // The same in words and years, as text and for a spreadsheet.
    let ended = ended.then().args(["find", "低保金", "2015..2018", "--in", "."]).code(0);
    let ended = ended.stdout("低保金　8308.31万元　2017Q2　由累计数推算（第二季度");
    let csv =
        ["find", "低保金", "--in", ".", "--year", "2017", "--agency", "中卫", "--format", "csv"];
    let ended = ended.then().args(csv).code(0);
    let ended = ended.stdout("中卫市民政局,2017,低保金,8411.84,万元,2017Q3,文推算,");
    let ended = ended.then().args(["find", "低保金", "2018..2019", "--in", "."]).code(1);
    ended.then().args(["find", "低保金", "--agency", "示例", "--in", "."]).code(1);
}

#[test]
fn an_amount_narrows() {
    let run = Run::new().sample("shili-minzheng");
    let ended = run.args(["find", "主动公开", ">1000", "条", "--in", ".", "--json"]).code(0);
    let answer = ended.json();
    let hits = answer["hits"].as_array().expect("a list");
    assert!(!hits.is_empty());
    for hit in hits {
        let value: f64 =
            hit["value"].as_str().and_then(|value| value.parse().ok()).expect("a number");
        assert!(value > 1000.0 && hit["unit"] == "条", "{hit}");
    }
    ended.then().args(["find", "主动公开", ">1000000条", "--in", "."]).code(1);
}

#[test]
fn figures_say_of_each_number_what_it_is_of_and_when() {
    let run = Run::new().sample("zhongwei-2017");
    let ended = run.args(["figures", "zhongwei-2017", "--format", "json"]).code(0);
    let answer = ended.json();
    assert_eq!(answer["schema"], 1);
    let figures = answer["figures"].as_array().expect("a list");
    let of = |origin: &str| {
        let found =
            figures.iter().find(|told| told["origin"] == origin && told["value"] == "15088.66");
        found.expect("the amount").clone()
    };
    let prose = of("prose");
    for (key, expected) in [
        ("indicator", "低保金"),
        ("unit", "万元"),
        ("period", "2017Q1-Q2"),
        ("kind", "cumulative"),
        ("bound", "exact"),
    ] {
        assert_eq!(prose[key], expected, "{key}");
    }
    // 第二季度累计 may also be the second quarter alone.
    assert_eq!((&prose["sure"], &prose["place"]["quote"]), (&false.into(), &"15088.66万元".into()));
    assert!(
        prose["sentence"].as_str().is_some_and(|sentence| sentence.starts_with("第二季度累计"))
    );
    let table = of("table");
    assert_eq!((&table["period"], &table["place"]["row"]), (&prose["period"], &"r2".into()));
    let ended = ended.then().args(["figures", "zhongwei-2017", "--format", "csv"]).code(0);
    let ended = ended.stdout("年度,指标,数值,计量单位,期间,性质,约数,来源,确定,位置,原文\r\n");
    ended.stdout("2017,低保金,6780.35,万元,2017Q1,累计,,文,是,二第2段,第一季度累计为");
}

//! Figures in prose: a sentence in, its figures out.

use nianbao::figures::prose::{Context, Doubt, Figure, Role, Vocabulary, read};

/// One figure in short: what it is of, value and unit, period, kind, with what is special about it.
fn told(text: &str, figure: &Figure, vocabulary: &Vocabulary) -> String {
    let name = match figure.indicator.and_then(|at| vocabulary.indicators().get(at)) {
        Some(known) => known.name.as_str(),
        None => text.get(figure.label.clone()).unwrap(),
    };
    let bound = match figure.bound.key() {
        "exact" => "",
        "about" => "~",
        "at_least" => ">=",
        _ => "<=",
    };
    let kind = match figure.measure {
        nianbao::model::Measure::Flow => "",
        nianbao::model::Measure::Cumulative => " 累计",
        nianbao::model::Measure::State => " 时点",
        nianbao::model::Measure::Rate => " 率",
    };
    let role = match figure.role {
        Role::Amount | Role::Rate => "",
        Role::Before => " 原",
        Role::Growth(nianbao::figures::prose::Way::Up) => " 增",
        Role::Growth(nianbao::figures::prose::Way::Down) => " 减",
        Role::Difference(nianbao::figures::prose::Way::Up) => " 多",
        Role::Difference(nianbao::figures::prose::Way::Down) => " 少",
        Role::Share => " 占",
        Role::Times => " 倍数",
    };
    let parent = figure.parent.map(|at| format!(" <{at}")).unwrap_or_default();
    let doubts: Vec<String> = figure
        .doubts
        .iter()
        .map(|doubt| match doubt {
            Doubt::Period(period) => format!(" ?{period}"),
            Doubt::Pairing => " ?配对".to_owned(),
            Doubt::Grouping => " ?分节".to_owned(),
            Doubt::Since => " ?期间".to_owned(),
        })
        .collect();
    format!(
        "{name} {bound}{}{} {}{kind}{role}{parent}{}",
        figure.value,
        figure.unit,
        figure.period,
        doubts.concat()
    )
}

pub(crate) fn figures_with(
    vocabulary: &Vocabulary,
    year: i16,
    headings: &str,
    text: &str,
) -> Vec<String> {
    let figures = read(text, &Context { year, headings }, vocabulary);
    figures.iter().map(|figure| told(text, figure, vocabulary)).collect()
}

/// A sentence of a report of 2024 and every figure in it, nothing else.
pub(crate) type Case = (&'static str, &'static [&'static str]);

pub(crate) fn hold(cases: &[Case]) {
    let vocabulary = Vocabulary::built_in();
    let mut wrong = Vec::new();
    for (text, want) in cases {
        let read = figures_with(&vocabulary, 2024, "", text);
        if read != *want {
            wrong.push(format!("{text}\n  {}\n  {}", read.join("；"), want.join("；")));
        }
    }
    assert!(wrong.is_empty(), "read, then wanted:\n{}", wrong.join("\n"));
}

#[test]
fn amounts_stand_before_and_behind_their_words() {
    hold(&[
        (
            "通过局网站主动公开信息1861条，另在报纸发布信息86条。",
            &["政府网站公开信息 1861条 2024", "发布信息 86条 2024"],
        ),
        (
            "甲省网站采用信息22条、乙厅采用信息34条。",
            &["政府网站公开信息 22条 2024", "发布信息 34条 2024"],
        ),
        (
            "累计主动公开政府信息数59条，政府网站公开政府信息58条。",
            &["主动公开政府信息 59条 2024 累计", "政府网站公开信息 58条 2024"],
        ),
        (
            "更新量为4792条，注册用户数量为8527人。",
            &["更新量 4792条 2024", "关注人数 8527人 2024-12-31 时点"],
        ),
        (
            "2024年发布190条微博，回复群众的微博留言7条。",
            &["政务微博公开信息 190条 2024", "回复微博留言 7条 2024"],
        ),
        ("全年举办191场发布活动，与公众交流393次。", &["举办 191场 2024", "公众交流 393次 2024"]),
        (
            "已办结申请12件，2件结转下年度办理。",
            &["办结申请 12件 2024", "结转下年度继续办理申请 2件 2024"],
        ),
        (
            "局长信箱收到来信，183条，回复182条，答复率达99.5%。",
            &["局长信箱收到来信 183条 2024", "回复 182条 2024", "答复率 99.5% 2024 率"],
        ),
        ("部分公开67，不予公开3件。", &["部分公开 67 2024", "不予公开 3件 2024"]),
    ]);
}

#[test]
fn bounds_and_sizes_are_kept() {
    hold(&[
        (
            "发布信息868余条，解读稿件近20篇，咨询约300人次。",
            &["发布信息 >=868条 2024", "政策解读稿件 <=20篇 2024", "咨询 ~300人次 2024"],
        ),
        (
            "播放量超2300万，阅读量达180万次，观看80.5万人次。",
            &["播放量 >=23000000 2024", "阅读量 1800000次 2024", "观看 805000人次 2024"],
        ),
        (
            "补贴20余万元，成交127.33亿元，培训不少于10次。",
            &["补贴 >=20万元 2024", "成交 127.33亿元 2024", "业务培训 >=10次 2024"],
        ),
        (
            "接待１２，３４５人次，发放12,345.60元。",
            &["接待 12345人次 2024", "发放 12345.60元 2024"],
        ),
        ("接听热线12,34人次。", &["接听热线 1234人次 2024 ?分节"]),
        (
            "优惠10—20%，每户补助3～5万元。",
            &[
                "优惠 >=10% 2024 率",
                "优惠 <=20% 2024 率",
                "每户补助 >=3万元 2024",
                "每户补助 <=5万元 2024",
            ],
        ),
        (
            "培训三次，印发一百余份，召开会议一次，接待两批次。",
            &[
                "业务培训 3次 2024",
                "印发 >=100份 2024",
                "政府信息公开工作会议 1次 2024",
                "接待 2批次 2024",
            ],
        ),
    ]);
}

#[test]
fn the_period_is_what_was_said_last() {
    hold(&[
        (
            "第一季度救助流浪乞讨人员1204人次；第二季度累计救助2138人次。",
            &["救助流浪乞讨人员 1204人次 2024Q1", "救助 2138人次 2024Q1-Q2 累计 ?2024Q2"],
        ),
        (
            "截至第三季度，累计救助流浪乞讨人员3130人次。",
            &["救助流浪乞讨人员 3130人次 2024Q1-Q3 累计"],
        ),
        (
            "年内从8月份开始制发规范性文件65件，主动公开规范性文件55件。全年发布信息190条。",
            &[
                "制发规范性文件 65件 2024-08..2024-12",
                "主动公开规范性文件 55件 2024-08..2024-12",
                "发布信息 190条 2024",
            ],
        ),
        (
            "上半年发布信息30条，下半年发布信息50条。",
            &["发布信息 30条 2024Q1-Q2", "发布信息 50条 2024-07..2024-12"],
        ),
        ("截至2023年底，累计公开政府信息64627条。", &["主动公开政府信息 64627条 2023-12-31 时点"]),
        ("截至2024年12月31日，平台共发布信息89条。", &["发布信息 89条 2024-12-31 时点"]),
        ("由2023年的1128条增加到2024年的1887条。", &["增加 1128条 2023 原", "增加 1887条 2024"]),
        (
            "申请由上年的9件增加到15件。",
            &["收到政府信息公开申请 9件 2023 原", "收到政府信息公开申请 15件 2024"],
        ),
        (
            "1—6月发布信息30条，2024年5月发布信息4条。",
            &["发布信息 30条 2024Q1-Q2", "发布信息 4条 2024-05"],
        ),
        (
            "公众号年末关注人数32416人，比上年末增加4566人，增长16.4%。",
            &[
                "关注人数 32416人 2024-12-31 时点",
                "关注人数 4566人 2024-12-31 时点 多",
                "关注人数 16.4% 2024 率 增",
            ],
        ),
    ]);
}

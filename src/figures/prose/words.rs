//! The words by which a sentence orders its numbers: 其中, 分别, 同比, 增长, 截至, 未收到.

/// What such a word does to the numbers around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// 其中: what follows are parts.
    OfWhich,
    /// 含, 包括: in brackets, parts as well.
    Including,
    /// 另有: no part.
    Besides,
    /// 共, 合计: a total.
    Total,
    /// 合计, 总计: the sum of what was just told.
    Sum,
    /// 累计
    Cumulative,
    /// 分别: names and numbers pair in order.
    Respectively,
    /// 其他, 其余: what is left, so that the parts are complete.
    Rest,
    /// 占, 占比
    Share,
    /// 比上年, 同比: against the year before.
    YearOnYear,
    /// 比, 较: against something that is named.
    Against,
    /// 增长, 上升
    Up,
    /// 下降, 减少
    Down,
    /// 增加到, 增至
    UpTo,
    /// 降到, 减至
    DownTo,
    /// 每
    Each,
    /// 未收到
    NotReceived,
    /// 未发生
    NotHappened,
    /// 未收取
    NotCharged,
    /// 没有受理
    NotTaken,
    /// 无, 没有
    None,
    /// 为零
    Zero,
    /// 全年, 本年度
    ThisYear,
    /// 去年, 上年
    LastYear,
    /// 明年, 下一步: what is planned.
    NextYear,
    /// 年末, 年底
    YearEnd,
    /// 月末, 月底, 季度末
    End,
    /// 目前
    Now,
    /// 截至
    Until,
    /// 上半年
    FirstHalf,
    /// 下半年
    SecondHalf,
    /// 一季度 … 四季度
    Quarter(u8),
    /// 前三季度
    Quarters(u8),
    /// 开始, 以来, 起
    Onward,
    /// A word that only looks like one of the others.
    Nothing,
}

/// Every such word, parted by blanks. The longest spelling wins, also over those of the vocabulary.
pub(super) const SIGNS: &[(Sign, &str)] = &[
    (Sign::OfWhich, "其中 當中 当中"),
    (Sign::Including, "其中含 其中包括 包括 包含 内含"),
    (Sign::Besides, "另有 另外 此外 同时"),
    (Sign::Total, "总共 共计 一共 共有"),
    (Sign::Sum, "合计 总计 总数为 总量为"),
    (Sign::Cumulative, "累计 累积"),
    (Sign::Respectively, "分别"),
    (Sign::Rest, "其他 其余 其它"),
    (Sign::Share, "占比 占总 占全 占 佔 比重 比例 所占"),
    (
        Sign::YearOnYear,
        "比上年末 较上年末 比上年底 较上年底 比上年度 较上年度 比上年 较上年 比去年同期 \
         较去年同期 比去年 较去年 比上年同期 较上年同期 与上年相比 与去年相比 同上年相比 \
         同去年相比 与上年度相比 与上年同期相比 与去年同期相比 比上一年度 较上一年度 比上一年 \
         较上一年 与上一年相比 与上一年度相比 同比 环比",
    ),
    (Sign::Against, "比 较 与 相比"),
    (Sign::Up, "增长 增加 上升 提高 提升 增幅 增多 增长率 升 增 多 上涨 扩大"),
    (Sign::Down, "下降 减少 回落 降低 降幅 缩短 压缩 下滑 减 降 少 缩减 压减"),
    (
        Sign::UpTo,
        "增加到 增加至 增长到 增长至 上升到 上升至 提高到 提高至 提升到 提升至 增至 升至 \
         增到 扩大到 扩大至 延长至 延长到",
    ),
    (
        Sign::DownTo,
        "下降到 下降至 减少到 减少至 降低到 降低至 降至 降到 减至 压缩到 压缩至 缩短到 \
         缩短至 归并为 压减到 压减至 缩减到 缩减至",
    ),
    (Sign::Each, "每"),
    (
        Sign::NotReceived,
        "未收到 没有收到 未接到 没有接到 未接收到 未曾收到 尚未收到 没收到 未接收 未有收到",
    ),
    (
        Sign::NotHappened,
        "未发生 没有发生 未出现 没有出现 未产生 未引发 没有引发 未因 没有因 未被 没有被 \
         无因 没有涉及 未涉及 不存在 未有",
    ),
    (
        Sign::NotCharged,
        "未收取 没有收取 不收取 未发生收取 没有向申请人收取 未向申请人收取 未收 没有收过",
    ),
    (Sign::NotTaken, "未受理 没有受理 也没有受理 未接受"),
    (Sign::None, "无 没有 尚无 暂无 均无 零"),
    (Sign::Zero, "为零 均为零 是零"),
    (Sign::ThisYear, "全年度 全年 本年度 本年 年内 当年 今年 年度内"),
    (
        Sign::LastYear,
        "上年度末 上年度 上年末 上年底 上年 上一年度 上一年 去年底 去年末 去年 前一年",
    ),
    (Sign::NextYear, "明年 下年度 下一年度 下一年 下一步 今后"),
    (Sign::YearEnd, "年末 年底 年终"),
    (Sign::End, "月末 月底 季度末 季末"),
    (Sign::Now, "目前为止 目前 现有 迄今"),
    (Sign::Until, "截至到 截止到 截至 截止 截止至"),
    (Sign::FirstHalf, "上半年"),
    (Sign::SecondHalf, "下半年"),
    (Sign::Quarter(1), "第一季度 一季度 第1季度 首季度"),
    (Sign::Quarter(2), "第二季度 二季度 第2季度"),
    (Sign::Quarter(3), "第三季度 三季度 第3季度"),
    (Sign::Quarter(4), "第四季度 四季度 第4季度"),
    (Sign::Quarters(2), "前两季度 前二季度 前两个季度 前二个季度"),
    (Sign::Quarters(3), "前三季度 前三个季度 一至三季度 一到三季度 1-3季度 1至3季度"),
    (Sign::Quarters(4), "四个季度 各季度"),
    (Sign::Onward, "开始 以来 起"),
    (
        Sign::Nothing,
        "申请人 申请书 申请表 申请内容 局务会议 党组会议 常务会议 办公会议 会议室 会议精神 \
         会议纪要 比如 比赛 比对 对比 比较 较好 较大 较多 较少 较高 较为 较强 与否 \
         与会 参与 占用 占地 无关 无障碍 无偿 无纸 无正当理由 无正当 无需 无线 无形 \
         无论 无不 无违 无人 无误 无缝 无法 无隐私 无效 无证 无接触 无锡 毫无 有无 \
         无差别 无事实 无理 无物业 无条件 无申请条件 无具体 无明确 多次 许多 多种 多样 \
         多个 多项 众多 多少 多元 多渠道 多方 多部门 多数 大多 至少 减少了解 少数 缺少 \
         不少 少年 少儿 青少年 少数民族 增强 增设 新增 升级 晋升 降解 减灾 减免 减轻 \
         减负 起草 起来 起到 一起 起诉 起点 发起 引起 提起 零距离 零跑 零容忍 零售 \
         零星 没有专 每个 每年度 未被采纳 没有明显 没有现成 没有正当 不存在的 有没有 \
         全年度计划 增值 增补 递增 递减 占道 抢占 侵占 较真 计较 比例尺 优化提升 \
         能力提升 质量提升 能力提高 年终考核 年终总结 年终考评 年末考核 当年度 改进提升 \
         开始实施 不存在违法 其他处理 其他结果 其他方式 其他部门 其他单位 其他媒体 其他渠道 \
         其他组织 其他需要 其他情形 其他法律 其他途径 其他行政 其他事项",
    ),
];

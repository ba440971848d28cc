//! Wrong characters that input methods put in, with the right ones: a list, and nothing else.

/// What should stand there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Right {
    pub(super) word: &'static str,
    /// Behind one of these the word is another one.
    pub(super) not_behind: &'static str,
    /// Before one of these too.
    pub(super) not_before: &'static str,
}

/// By first character.
pub(super) const TYPOS: &[(&str, Right)] = &[
    ("不径而走", Right { word: "不胫而走", not_behind: "", not_before: "" }),
    ("与以", Right { word: "予以", not_behind: "", not_before: "往前后上下来此外及" }),
    ("严竣", Right { word: "严峻", not_behind: "", not_before: "" }),
    ("严历", Right { word: "严厉", not_behind: "", not_before: "" }),
    ("人名群众", Right { word: "人民群众", not_behind: "", not_before: "" }),
    ("人民政俯", Right { word: "人民政府", not_behind: "", not_before: "" }),
    ("付主任", Right { word: "副主任", not_behind: "", not_before: "" }),
    ("付局长", Right { word: "副局长", not_behind: "", not_before: "" }),
    ("付组长", Right { word: "副组长", not_behind: "", not_before: "" }),
    ("以经", Right { word: "已经", not_behind: "所予", not_before: "济" }),
    ("依申请政府信息公开", Right { word: "依申请公开政府信息", not_behind: "", not_before: "" }),
    ("侯选", Right { word: "候选", not_behind: "", not_before: "" }),
    ("侯审", Right { word: "候审", not_behind: "", not_before: "" }),
    ("信息公幵", Right { word: "信息公开", not_behind: "", not_before: "" }),
    ("修定", Right { word: "修订", not_behind: "", not_before: "" }),
    ("偏辟", Right { word: "偏僻", not_behind: "", not_before: "" }),
    ("做为", Right { word: "作为", not_behind: "叫当看化", not_before: "" }),
    ("克苦", Right { word: "刻苦", not_behind: "", not_before: "" }),
    ("公步", Right { word: "公布", not_behind: "办", not_before: "" }),
    ("公幵", Right { word: "公开", not_behind: "", not_before: "" }),
    ("其它", Right { word: "其他", not_behind: "", not_before: "" }),
    ("再接再励", Right { word: "再接再厉", not_behind: "", not_before: "" }),
    ("凭添", Right { word: "平添", not_behind: "", not_before: "" }),
    ("分辩率", Right { word: "分辨率", not_behind: "", not_before: "" }),
    ("即然", Right { word: "既然", not_behind: "", not_before: "" }),
    ("历行节约", Right { word: "厉行节约", not_behind: "", not_before: "" }),
    ("及待解决", Right { word: "亟待解决", not_behind: "", not_before: "" }),
    ("台帐", Right { word: "台账", not_behind: "", not_before: "" }),
    ("复盖", Right { word: "覆盖", not_behind: "", not_before: "" }),
    ("宜传", Right { word: "宣传", not_behind: "适不便", not_before: "" }),
    ("屡行", Right { word: "履行", not_behind: "", not_before: "" }),
    ("己经", Right { word: "已经", not_behind: "自", not_before: "济营手" }),
    ("巳经", Right { word: "已经", not_behind: "", not_before: "" }),
    ("布署", Right { word: "部署", not_behind: "", not_before: "" }),
    ("帐号", Right { word: "账号", not_behind: "", not_before: "" }),
    ("帐户", Right { word: "账户", not_behind: "", not_before: "" }),
    ("帐目", Right { word: "账目", not_behind: "", not_before: "" }),
    ("帐务", Right { word: "账务", not_behind: "", not_before: "" }),
    ("幅射", Right { word: "辐射", not_behind: "", not_before: "" }),
    ("座落", Right { word: "坐落", not_behind: "", not_before: "" }),
    ("建全", Right { word: "健全", not_behind: "组新在共扩", not_before: "" }),
    ("彻消", Right { word: "撤销", not_behind: "", not_before: "" }),
    ("急待解决", Right { word: "亟待解决", not_behind: "", not_before: "" }),
    ("急燥", Right { word: "急躁", not_behind: "", not_before: "" }),
    ("恰谈", Right { word: "洽谈", not_behind: "", not_before: "" }),
    ("成份", Right { word: "成分", not_behind: "", not_before: "" }),
    ("抵毁", Right { word: "诋毁", not_behind: "", not_before: "" }),
    ("按步就班", Right { word: "按部就班", not_behind: "", not_before: "" }),
    ("按装", Right { word: "安装", not_behind: "", not_before: "" }),
    ("授于", Right { word: "授予", not_behind: "教", not_before: "一" }),
    ("撒销", Right { word: "撤销", not_behind: "", not_before: "" }),
    ("撤消", Right { word: "撤销", not_behind: "", not_before: "" }),
    ("既使", Right { word: "即使", not_behind: "", not_before: "用" }),
    ("既将", Right { word: "即将", not_behind: "", not_before: "" }),
    ("时侯", Right { word: "时候", not_behind: "", not_before: "" }),
    ("朔源", Right { word: "溯源", not_behind: "", not_before: "" }),
    ("松驰", Right { word: "松弛", not_behind: "", not_before: "" }),
    ("欠收", Right { word: "歉收", not_behind: "", not_before: "" }),
    ("气侯", Right { word: "气候", not_behind: "", not_before: "" }),
    ("水份", Right { word: "水分", not_behind: "", not_before: "" }),
    ("渡假", Right { word: "度假", not_behind: "", not_before: "" }),
    ("申清", Right { word: "申请", not_behind: "", not_before: "" }),
    ("申情", Right { word: "申请", not_behind: "", not_before: "况" }),
    ("知情权力", Right { word: "知情权利", not_behind: "", not_before: "" }),
    ("确需要", Right { word: "确需", not_behind: "明准正的", not_before: "" }),
    ("竟争", Right { word: "竞争", not_behind: "", not_before: "" }),
    ("竟聘", Right { word: "竞聘", not_behind: "", not_before: "" }),
    ("签定", Right { word: "签订", not_behind: "", not_before: "" }),
    ("简迅", Right { word: "简讯", not_behind: "", not_before: "" }),
    ("粗旷", Right { word: "粗犷", not_behind: "", not_before: "" }),
    ("粘帖", Right { word: "粘贴", not_behind: "", not_before: "" }),
    ("精减会议", Right { word: "精简会议", not_behind: "", not_before: "" }),
    ("结帐", Right { word: "结账", not_behind: "", not_before: "" }),
    ("给于", Right { word: "给予", not_behind: "供交配", not_before: "一" }),
    ("缈小", Right { word: "渺小", not_behind: "", not_before: "" }),
    ("编缉", Right { word: "编辑", not_behind: "", not_before: "" }),
    ("蜇伏", Right { word: "蛰伏", not_behind: "", not_before: "" }),
    ("行政复义", Right { word: "行政复议", not_behind: "", not_before: "" }),
    ("行政复仪", Right { word: "行政复议", not_behind: "", not_before: "" }),
    ("行政诉颂", Right { word: "行政诉讼", not_behind: "", not_before: "" }),
    ("装祯", Right { word: "装帧", not_behind: "", not_before: "" }),
    ("规犯", Right { word: "规范", not_behind: "", not_before: "罪" }),
    ("贯撤", Right { word: "贯彻", not_behind: "", not_before: "" }),
    ("身分证", Right { word: "身份证", not_behind: "", not_before: "" }),
    ("辩别", Right { word: "辨别", not_behind: "", not_before: "" }),
    ("迫不急待", Right { word: "迫不及待", not_behind: "", not_before: "" }),
    ("追朔", Right { word: "追溯", not_behind: "", not_before: "" }),
    ("通迅", Right { word: "通讯", not_behind: "", not_before: "" }),
    ("部暑", Right { word: "部署", not_behind: "", not_before: "" }),
    ("问侯", Right { word: "问候", not_behind: "", not_before: "" }),
    ("防患未燃", Right { word: "防患未然", not_behind: "", not_before: "" }),
    ("防碍", Right { word: "妨碍", not_behind: "", not_before: "" }),
    ("防害", Right { word: "妨害", not_behind: "消预", not_before: "" }),
    ("震憾", Right { word: "震撼", not_behind: "", not_before: "" }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_says_something() {
        for pair in TYPOS.windows(2) {
            let first = |at: usize| pair[at].0.chars().next();
            assert!(first(0) <= first(1), "{}", pair[1].0);
        }
        for (wrong, right) in TYPOS {
            assert_ne!(*wrong, right.word);
            assert!(!right.word.contains(wrong), "{wrong} would be found again in {}", right.word);
        }
    }
}

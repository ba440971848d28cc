//! Links whose words do not tell where they lead.

/// The words of a link with its address behind them; none where they tell it already or it leads into the page.
pub(super) fn written(words: &str, target: &str) -> Option<String> {
    let bare = |address: &str| {
        let address = address.trim_start_matches("http://").trim_start_matches("https://");
        address.trim_end_matches('/').to_owned()
    };
    let (target, words) = (target.trim(), words.trim());
    let leads = target.starts_with("http://") || target.starts_with("https://");
    let told = words.contains(&bare(target)) || bare(target).contains(&bare(words));
    (leads && !told && !words.is_empty()).then(|| format!("{words}（{target}）"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_where_the_words_hide_it() {
        assert_eq!(written("网站", "http://a.cn/").as_deref(), Some("网站（http://a.cn/）"));
        for (words, target) in [
            ("http://a.cn", "http://a.cn/"),
            ("a.cn", "https://a.cn"),
            ("目录", "#top"),
            ("", "http://a.cn"),
        ] {
            assert_eq!(written(words, target), None);
        }
    }
}

//! Growth (同比增速): by how many per cent an amount is more or less than an earlier one.

use rust_decimal::{Decimal, RoundingStrategy};

/// Growth from an earlier amount to a later one in per cent, to one place, 四舍五入; none where the earlier is not
/// positive, for then a percentage says nothing.
pub fn growth(earlier: Decimal, later: Decimal) -> Option<Decimal> {
    if earlier <= Decimal::ZERO {
        return None;
    }
    let change = later.checked_sub(earlier)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let rate = change.checked_div(earlier)?;
    Some(rate.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_rounded_as_people_round() {
        for (earlier, later, want) in [
            ("79", "86", Some("8.9")),
            ("48", "57", Some("18.8")), // 18.75
            ("87", "86", Some("-1.1")),
            ("10", "10", Some("0")),
            ("0", "5", None),
            ("-3", "5", None),
        ] {
            let number = |text: &str| text.parse::<Decimal>().unwrap();
            assert_eq!(
                growth(number(earlier), number(later)),
                want.map(number),
                "{earlier} {later}"
            );
        }
    }

    #[test]
    fn what_cannot_be_reckoned_has_no_growth() {
        assert_eq!(growth(Decimal::ONE, Decimal::MAX), None);
    }
}

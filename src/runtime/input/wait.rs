//! How long the decoder waits for the rest of what has begun.

use std::time::Duration;

/// The waiting times of one line (等待时间). They grow together: a line that splits keys splits pastes too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EscWait {
    esc: Duration,
}

impl EscWait {
    /// At the machine itself: 50 ms.
    pub const LOCAL: Self = Self { esc: Duration::from_millis(50) };
    /// Over SSH, where an arrow key may come in two packets: 120 ms.
    pub const SSH: Self = Self { esc: Duration::from_millis(120) };
    /// The longest that measuring may ask for: 250 ms.
    const LONGEST: Duration = Duration::from_millis(250);

    /// The wait for a line that is remote (`ssh`) or not.
    pub const fn for_line(ssh: bool) -> Self {
        if ssh { Self::SSH } else { Self::LOCAL }
    }

    /// As the user set it (`esc_wait_ms`), from 1 to 2,000 ms.
    pub fn from_millis(millis: u16) -> Self {
        Self { esc: Duration::from_millis(u64::from(millis.clamp(1, 2_000))) }
    }

    /// Widened for a line whose measured round trip is `round_trip`: half of it, at most 250 ms, never less than before.
    #[must_use]
    pub fn widened(self, round_trip: Duration) -> Self {
        Self { esc: self.esc.max((round_trip / 2).min(Self::LONGEST)) }
    }

    /// How long a lone ESC byte may still become a key sequence.
    pub(super) fn esc(self) -> Duration {
        self.esc
    }

    /// How long a burst of printable bytes may pause and still be one (8 ms at 50, 20 ms at 120).
    pub(super) fn burst(self) -> Duration {
        self.esc / 6
    }

    /// How long the rest of a key sequence or of a character may take, before what came is dropped.
    pub(super) fn unfinished(self) -> Duration {
        self.esc * 20
    }

    /// How long a bracketed paste may stall, before what came is taken for the whole.
    pub(super) fn paste(self) -> Duration {
        self.unfinished() + Duration::from_secs(4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_is_given_more_time_within_limits() {
        let ms = Duration::from_millis;
        for (base, round_trip, want) in [
            (EscWait::LOCAL, 1, 50),
            (EscWait::SSH, 150, 120),
            (EscWait::SSH, 400, 200),
            (EscWait::SSH, 3_000, 250),
            (EscWait::from_millis(400), 3_000, 400),
            (EscWait::from_millis(0), 0, 1),
        ] {
            assert_eq!(base.widened(ms(round_trip)).esc(), ms(want), "{base:?} at {round_trip} ms");
        }
        assert_eq!(EscWait::for_line(true), EscWait::SSH);
    }
}

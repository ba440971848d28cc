//! The decoder's public face: the state machine and a clock that is handed in.

use std::time::Instant;

use super::machine::{Awaited, Machine};
use super::teller::Heard;
use super::{EscWait, Input, Query, csi};

/// Decodes (解码) what the terminal sends. See the [module](super) for what it tells.
///
/// Any way to split the same bytes into reads at the same times gives the same inputs, but for characters, of which
/// several in one read are one text.
#[derive(Debug)]
pub struct Decoder {
    machine: Machine,
    wait: EscWait,
    /// When the last bytes came, and until when more is waited for.
    seen: Option<Instant>,
    due: Option<Instant>,
}

impl Decoder {
    /// A decoder at rest, for a line that needs such waiting times.
    pub fn new(wait: EscWait) -> Self {
        Self { machine: Machine::default(), wait, seen: None, due: None }
    }

    /// Other waiting times from now on, when the line was measured.
    pub fn set_wait(&mut self, wait: EscWait) {
        self.wait = wait;
    }

    /// Whether mouse reports were asked for; otherwise they are dropped.
    pub fn set_mouse(&mut self, on: bool) {
        self.machine.mouse = on;
    }

    /// A question is being put to the terminal: its answer, and no other, will be told.
    pub fn expect(&mut self, query: Query) {
        self.machine.questions.put(query);
    }

    /// The open questions are given up; late answers to them are dropped. Returns how many there were.
    pub fn forget_queries(&mut self) -> usize {
        self.machine.questions.forget()
    }

    /// Takes the bytes that were read at `now`, and adds what they tell to `out`.
    ///
    /// Whatever was due before `now` is told first. `now` should not go back; if it does, nothing is due earlier.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, out: &mut Vec<Input>) {
        self.expire(now, out);
        self.seen = Some(now);
        if self.is_late_tail(bytes, now) {
            self.machine.resume_after_esc();
        }
        self.machine.take(bytes, &mut Heard { out, at: now });
        self.due = self.patience(now);
    }

    /// When [`Decoder::expire`] must be called unless bytes come before; `None` if nothing is held back.
    pub fn deadline(&self) -> Option<Instant> {
        self.due
    }

    /// Tells or drops what is held back, if its time is over at `now`.
    pub fn expire(&mut self, now: Instant, out: &mut Vec<Input>) {
        while self.due.is_some_and(|due| due <= now) {
            let at = self.seen.unwrap_or(now);
            self.machine.give_up(&mut Heard { out, at });
            self.due = self.patience(at);
        }
    }

    fn patience(&self, from: Instant) -> Option<Instant> {
        let patience = match self.machine.awaited()? {
            Awaited::Escape => self.wait.esc(),
            Awaited::Burst => self.wait.burst(),
            Awaited::Rest => self.wait.unfinished(),
            Awaited::Paste => self.wait.paste(),
        };
        Some(from + patience)
    }

    /// `bytes` are the rest of a key or paste whose ESC came alone and was told as the Esc key: on a bad line a packet
    /// may be late by more than anybody can wait for. Nobody types `[A` into one read.
    fn is_late_tail(&self, bytes: &[u8], now: Instant) -> bool {
        self.machine.rests_after_esc(now, self.wait.unfinished()) && csi::is_tail(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
    use proptest::prelude::*;

    use super::super::{Answer, Foreign};
    use super::*;

    /// Reads at given milliseconds, and one more look ten seconds later.
    fn decode_with(decoder: &mut Decoder, reads: &[(u64, &[u8])]) -> Vec<Input> {
        let start = Instant::now();
        let mut out = Vec::new();
        for (millis, bytes) in reads {
            decoder.feed(bytes, start + Duration::from_millis(*millis), &mut out);
        }
        decoder.expire(start + Duration::from_secs(1_000), &mut out);
        assert_eq!(decoder.deadline(), None);
        out
    }

    fn decode(reads: &[(u64, &[u8])]) -> Vec<Input> {
        decode_with(&mut Decoder::new(EscWait::LOCAL), reads)
    }

    /// A short spelling: keys as `c-s`, `f1`, `up`; texts in quotes; pastes in 「」.
    fn spell(inputs: &[Input]) -> String {
        let words: Vec<String> = inputs.iter().map(spell_one).collect();
        words.join(" ")
    }

    fn spell_one(input: &Input) -> String {
        match input {
            Input::Key(key) => spell_key(key),
            Input::EscDigit { digit, apart } => format!("esc+{digit}@{}", apart.as_millis()),
            Input::Text(text) => format!("{text:?}"),
            Input::Paste(text) => format!("「{text}」"),
            Input::Focus(on) => format!("focus:{on}"),
            Input::Mouse(event) => format!("mouse:{},{}", event.column, event.row),
            Input::Answer(Answer::Cursor { row, column }) => format!("at:{row},{column}"),
            Input::Answer(Answer::Device(kinds)) => format!("device:{kinds:?}"),
            Input::Foreign(Foreign { bytes, gb18030: None }) => format!("bad:{bytes:02x?}"),
            Input::Foreign(Foreign { gb18030: Some(text), .. }) => format!("gb:{text}"),
        }
    }

    fn spell_key(key: &KeyEvent) -> String {
        let mut word = String::new();
        for (held, mark) in [
            (KeyModifiers::CONTROL, "c-"),
            (KeyModifiers::ALT, "a-"),
            (KeyModifiers::META, "m-"),
            (KeyModifiers::SHIFT, "s-"),
        ] {
            word.push_str(if key.modifiers.contains(held) { mark } else { "" });
        }
        match key.code {
            KeyCode::Char(' ') => word + "space",
            KeyCode::Char(c) => format!("{word}{c}"),
            KeyCode::F(n) => word + &format!("f{n}"),
            code => word + &format!("{code:?}").to_lowercase(),
        }
    }

    /// Each line: a terminal, what was pressed, and the bytes it documents for it.
    fn holds(terminal: &str, cases: &[(&str, &str)]) {
        for (bytes, want) in cases {
            let told = spell(&decode(&[(0, bytes.as_bytes())]));
            assert_eq!(told, *want, "{terminal}: {bytes:?}");
            let pieces: Vec<(u64, &[u8])> =
                bytes.as_bytes().chunks(1).map(|one| (0, one)).collect();
            assert_eq!(spell(&decode(&pieces)), *want, "{terminal}, byte by byte: {bytes:?}");
        }
    }

    #[test]
    fn xterm_and_windows_terminal_and_vte() {
        let cases = [
            ("\x1bOP", "f1"),
            ("\x1bOQ", "f2"),
            ("\x1bOR", "f3"),
            ("\x1bOS", "f4"),
            ("\x1b[15~", "f5"),
            ("\x1b[17~", "f6"),
            ("\x1b[18~", "f7"),
            ("\x1b[19~", "f8"),
            ("\x1b[20~", "f9"),
            ("\x1b[21~", "f10"),
            ("\x1b[23~", "f11"),
            ("\x1b[24~", "f12"),
            ("\x1b[A", "up"),
            ("\x1b[B", "down"),
            ("\x1b[C", "right"),
            ("\x1b[D", "left"),
            ("\x1bOA", "up"),
            ("\x1bOD", "left"),
            ("\x1b[E", "keypadbegin"),
            ("\x1b[H", "home"),
            ("\x1b[F", "end"),
            ("\x1bOH", "home"),
            ("\x1bOF", "end"),
            ("\x1b[2~", "insert"),
            ("\x1b[3~", "delete"),
            ("\x1b[5~", "pageup"),
            ("\x1b[6~", "pagedown"),
            ("\x1b[1;5C", "c-right"),
            ("\x1b[1;2A", "s-up"),
            ("\x1b[1;3D", "a-left"),
            ("\x1b[1;6H", "c-s-home"),
            ("\x1b[1;9A", "m-up"),
            ("\x1b[5C", "c-right"),
            ("\x1b[3;5~", "c-delete"),
            ("\x1b[1;2P", "s-f1"),
            ("\x1b[1;2R", "s-f3"),
            ("\x1b[15;5~", "c-f5"),
            ("\x1b[Z", "s-backtab"),
            ("\x1b[1;5I", ""),
            ("\x1b[27;5;13~", "c-enter"),
            ("\x1b[27;2;65~", "A"),
            ("\x1b[27;5;105~", "c-i"),
        ];
        holds("xterm", &cases);
    }

    #[test]
    fn control_bytes_esc_and_alt() {
        let cases = [
            ("\x7f", "backspace"),
            ("\x08", "backspace"),
            ("\r", "enter"),
            ("\n", "enter"),
            ("\t", "tab"),
            ("\0", "c-space"),
            ("\x01", "c-a"),
            ("\x03", "c-c"),
            ("\x13", "c-s"),
            ("\x1a", "c-z"),
            ("\x1c", "c-4"),
            ("\x1f", "c-7"),
            ("\x1b", "esc"),
            ("\x1b\x1b", "esc esc"),
            ("\x1b\x1b\x1b", "esc esc esc"),
            ("\x1bx", "a-x"),
            ("\x1bX", "a-X"),
            ("\x1b\x7f", "a-backspace"),
            ("\x1b\r", "a-enter"),
            ("\x1b]", "a-]"),
            ("\x1bP", "a-P"),
            ("\x1b[I", "focus:true"),
            ("\x1b[O", "focus:false"),
            ("好", "好"),
            ("😀", "😀"),
        ];
        holds("xterm", &cases);
    }

    #[test]
    fn putty_xshell_and_securecrt() {
        let cases = [
            ("\x1b[11~", "f1"),
            ("\x1b[12~", "f2"),
            ("\x1b[13~", "f3"),
            ("\x1b[14~", "f4"),
            ("\x1b[1~", "home"),
            ("\x1b[4~", "end"),
            ("\x1b[7~", "home"),
            ("\x1b[8~", "end"),
            ("\x1b[25~", "f13"),
            ("\x1b[34~", "f20"),
            ("\x1b\x1b[A", "a-up"),
            ("\x1b\x1bOC", "a-right"),
            ("\x1b\x1b[11~", "a-f1"),
            ("\x1bOT", "f5"),
            ("\x1bOX", "f9"),
            ("\x1bO[", "f12"),
            ("\x1bOp", "0"),
            ("\x1bOy", "9"),
            ("\x1bOj", "*"),
            ("\x1bOk", "+"),
            ("\x1bOl", ","),
            ("\x1bOm", "-"),
            ("\x1bOn", "."),
            ("\x1bOo", "/"),
            ("\x1bOM", "enter"),
        ];
        holds("PuTTY", &cases);
    }

    #[test]
    fn linux_console_rxvt_tmux_and_screen() {
        let cases = [
            ("\x1b[[A", "f1"),
            ("\x1b[[B", "f2"),
            ("\x1b[[C", "f3"),
            ("\x1b[[D", "f4"),
            ("\x1b[[E", "f5"),
            ("\x1b[[F", ""),
            ("\x1b[G", ""),
            ("\x1b[a", "s-up"),
            ("\x1bOd", "c-left"),
            ("\x1b[3^", "c-delete"),
            ("\x1b[3$", "s-delete"),
            ("\x1b[3@", "c-s-delete"),
            ("\x1bO5P", "c-f1"),
            ("\x1bO1;2A", "s-up"),
            ("\x1b[97;5u", "c-a"),
            ("\x1b[97;2u", "A"),
            ("\x1b[97;5:3u", ""),
            ("\x1b[57400u", ""),
            ("\x1b[9;2u", "s-backtab"),
            ("\x1b[27u", "esc"),
        ];
        holds("others", &cases);
    }

    #[test]
    fn an_arrow_split_from_its_esc_is_an_arrow() {
        for (gap, want) in
            [(0, "up"), (49, "up"), (50, "esc up"), (900, "esc up"), (1_100, "esc [ A")]
        {
            assert_eq!(spell(&decode(&[(0, b"\x1b"), (gap, b"[A")])), want, "{gap} ms");
        }
        let over_ssh = decode_with(&mut Decoder::new(EscWait::SSH), &[(0, b"\x1b"), (110, b"[A")]);
        assert_eq!(spell(&over_ssh), "up");
        assert_eq!(spell(&decode(&[(0, b"\x1b[1;"), (300, b"5"), (700, b"C")])), "c-right");
        assert_eq!(
            spell(&decode(&[(0, b"\x1b"), (300, b"[200~1\r2"), (301, b"\x1b[201~")])),
            "esc 「1\n2」"
        );
    }

    #[test]
    fn a_lone_esc_comes_when_its_time_is_over_and_not_before() {
        let start = Instant::now();
        let mut decoder = Decoder::new(EscWait::LOCAL);
        let mut out = Vec::new();
        decoder.feed(b"\x1b", start, &mut out);
        let due = decoder.deadline().expect("waiting");
        assert_eq!(due, start + Duration::from_millis(50));
        decoder.expire(due.checked_sub(Duration::from_millis(1)).unwrap(), &mut out);
        assert_eq!(out, []);
        decoder.expire(due, &mut out);
        assert_eq!(spell(&out), "esc");
        assert_eq!(decoder.deadline(), None);
    }

    #[test]
    fn an_unfinished_sequence_is_dropped_and_typing_goes_on() {
        for begun in
            ["\x1b[", "\x1bO", "\x1b[1;", "\x1b[[", "\x1b]11;rgb", "\x1b[<0;1", "\x1b\x1b["]
        {
            let told = decode(&[(0, begun.as_bytes()), (2_000, b"a"), (2_500, "好".as_bytes())]);
            assert_eq!(spell(&told), "a 好", "{begun:?}");
        }
        assert_eq!(
            spell(&decode(&[(0, b"\x1b[1\x13")])),
            "c-s",
            "a control key ends a broken sequence"
        );
        let endless = [b"\x1b[".as_slice(), &b"1;".repeat(1_000), b"Ab"].concat();
        assert_eq!(spell(&decode(&[(0, &endless)])), "b");
    }

    #[test]
    fn esc_and_a_digit_are_told_with_the_time_between() {
        for (reads, want) in [
            (vec![(0, "\x1b3")], "esc esc+3@0"),
            (vec![(0, "\x1b"), (30, "3")], "esc esc+3@0"),
            (vec![(0, "\x1b"), (400, "0")], "esc esc+0@400"),
            (vec![(0, "\x1b"), (600, "9")], "esc esc+9@600"),
            (vec![(0, "\x1b"), (601, "9")], "esc 9"),
            (vec![(0, "\x1b"), (100, "a"), (200, "3")], "esc a 3"),
            (vec![(0, "\x1b"), (300, "３")], "esc esc+3@300"),
            (vec![(0, "\x1b33")], "esc esc+3@0 3"),
            (vec![(0, "\x1b3\r公开\r年报")], "esc esc+3@0 「\n公开\n年报」"),
        ] {
            let reads: Vec<(u64, &[u8])> =
                reads.iter().map(|(at, read)| (*at, read.as_bytes())).collect();
            assert_eq!(spell(&decode(&reads)), want, "{reads:?}");
        }
    }

    #[test]
    fn answers_are_told_only_to_who_asked_and_in_order() {
        let mut decoder = Decoder::new(EscWait::LOCAL);
        for query in [Query::Cursor, Query::Cursor, Query::Cursor, Query::Device] {
            decoder.expect(query);
        }
        let told =
            decode_with(&mut decoder, &[(0, b"\x1b[1;2R\x1b[1;3Rk\x1b[?64;1;9c\x1b[1;2R\x1b[?6c")]);
        assert_eq!(spell(&told), "at:1,2 at:1,3 k device:[64, 1, 9] s-f3");
        assert_eq!(decoder.forget_queries(), 0);
        decoder.expect(Query::Cursor);
        assert_eq!(decoder.forget_queries(), 1);
        let late = b"\x1b[24;80R\x1b]11;rgb:0000/0000/0000\x07\x1b]11;rgb:ff/ff/ff\x1b\\\x1bP>|XTerm(379)\x1b\\\x1b[>41;379;0c\x1b[?2026;2$y\x1b[0n";
        assert_eq!(decode_with(&mut decoder, &[(0, late)]), []);
    }

    #[test]
    fn a_phrase_is_one_text_and_keys_stay_keys() {
        for (read, want) in [
            ("政府信息公开", "\"政府信息公开\""),
            ("中文", "\"中文\""),
            ("公开\r", "\"公开\" enter"),
            ("jjjjjjj", "j j j j j j j"),
            ("1111", "\"1111\""),
            ("86\t", "8 6 tab"),
            ("abc", "a b c"),
            ("abcd", "\"abcd\""),
            ("e\u{301}", "\"e\\u{301}\""),
            ("\r\r", "enter enter"),
            ("a\r\nb", "a enter b"),
            ("\rabcd", "enter \"abcd\""),
        ] {
            assert_eq!(spell(&decode(&[(0, read.as_bytes())])), want, "{read:?}");
        }
        assert_eq!(spell(&decode(&[(0, b"\r"), (2, b"\n")])), "enter");
        assert_eq!(spell(&decode(&[(0, b"\r"), (200, b"\n")])), "enter enter");
    }

    #[test]
    fn lines_without_brackets_are_one_paste() {
        assert_eq!(spell(&decode(&[(0, b"61\t12\r\n3\t1\r\n")])), "「61\t12\n3\t1\n」");
        assert_eq!(spell(&decode(&[(0, "一\r二".as_bytes())])), "「一\n二」");
        assert_eq!(spell(&decode(&[(0, b"1\r2\r3")])), "1 enter 2 enter 3");
        let long = "全年主动公开政府信息。".repeat(200);
        let (head, tail) = long.as_bytes().split_at(1_400);
        let told = decode(&[(0, head), (5, tail), (9, b"\r\n2024")]);
        assert_eq!(told, [Input::Paste(format!("{long}\n2024"))]);
        let apart = decode(&[(0, head), (9, tail)]);
        assert_eq!(apart.len(), 2, "a character cut by a pause: {}", spell(&apart));
    }

    #[test]
    fn a_bracketed_paste_is_one_and_harmless() {
        for (reads, want) in [
            (vec!["\x1b[200~一\r\n二\t3\x1b[201~x"], "「一\n二\t3」 x"),
            (vec!["\x1b[200~一", "二\x1b[20", "1~"], "「一二」"),
            (vec!["\x1b[200~", "\x1b", "[201~\x1b[A"], "「」 up"),
            (vec!["\x1b[200~a\x1b[31mb\x1b[201~"], "「a[31mb」"),
            (vec!["\x1b[200~\x1b[20\x1b[201~"], "「[20」"),
            (vec!["\x1b[201~"], ""),
            (vec!["\x1b[200~never ended"], "「never ended」"),
        ] {
            let reads: Vec<(u64, &[u8])> = reads.iter().map(|read| (0, read.as_bytes())).collect();
            assert_eq!(spell(&decode(&reads)), want, "{reads:?}");
        }
        let big = "件\n".repeat(50_000);
        let sent = format!("\x1b[200~{big}\x1b[201~");
        let reads: Vec<(u64, &[u8])> =
            sent.as_bytes().chunks(4_095).map(|read| (0, read)).collect();
        assert_eq!(decode(&reads), [Input::Paste(big)]);
    }

    #[test]
    fn foreign_bytes_are_recognised() {
        assert_eq!(spell(&decode(&[(0, b"\xd6\xd0\xce\xc4")])), "gb:中文");
        assert_eq!(spell(&decode(&[(0, b"a\xd6"), (0, b"\xd0\r")])), "a gb:中 enter");
        assert_eq!(spell(&decode(&[(0, b"\xa1\xb0\xd5\xfe\xb8\xae\xa1\xb1")])), "gb:“政府”");
        assert_eq!(spell(&decode(&[(0, b"\x1b[200~\xd6\xd0\xce\xc486\x1b[201~")])), "gb:中文86");
        assert_eq!(spell(&decode(&[(0, b"\xe4\xb8\xad\xff\xe6\x96\x87")])), "中 bad:[ff] 文");
        assert_eq!(spell(&decode(&[(0, b"\xe4\xb8"), (5_000, b"x")])), "gb:涓 x");
        let noise = decode(&[(0, &b"\xff9".repeat(5_000))]);
        assert_eq!(noise.len(), 1, "noise is told once, not ten thousand times");
        for overlong in
            [b"\xc0\xaf".as_slice(), b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"]
        {
            let told = decode(&[(0, overlong)]);
            assert!(
                told.iter().all(|input| matches!(input, Input::Foreign(_))),
                "{}",
                spell(&told)
            );
        }
    }

    #[test]
    fn a_key_held_down_is_told_as_repeating() {
        let kinds = |reads: &[(u64, &[u8])]| -> Vec<KeyEventKind> {
            let keys = decode(reads).into_iter();
            keys.map(
                |input| if let Input::Key(key) = input { key.kind } else { panic!("{input:?}") },
            )
            .collect()
        };
        let (press, repeat) = (KeyEventKind::Press, KeyEventKind::Repeat);
        assert_eq!(kinds(&[(0, b"\r"), (500, b"\r"), (530, b"\r")]), [press, press, repeat]);
        assert_eq!(kinds(&[(0, b"\x1b[A\x1b[A\x1b[B")]), [press, repeat, press]);
    }

    #[test]
    fn the_mouse_speaks_only_when_asked() {
        let clicks = b"\x1b[<0;3;4M\x1b[<0;3;4m";
        assert_eq!(decode(&[(0, clicks)]), []);
        let mut decoder = Decoder::new(EscWait::LOCAL);
        decoder.set_mouse(true);
        assert_eq!(spell(&decode_with(&mut decoder, &[(0, clicks)])), "mouse:2,3 mouse:2,3");
        assert_eq!(
            spell(&decode_with(&mut decoder, &[(0, b"\x1b[M !!x")])),
            "x",
            "the old form is skipped"
        );
    }

    /// Inputs with characters joined: how many came in one read is all that splitting may change.
    fn joined(inputs: &[Input], lines_too: bool) -> Vec<String> {
        let mut joined: Vec<String> = Vec::new();
        for input in inputs {
            let typed = match input {
                Input::Text(text) => Some(text.clone()),
                Input::Paste(text) if lines_too => Some(text.clone()),
                Input::Key(KeyEvent { code, modifiers: KeyModifiers::NONE, .. }) => match code {
                    KeyCode::Char(c) => Some(c.to_string()),
                    KeyCode::Enter if lines_too => Some("\n".to_owned()),
                    KeyCode::Tab if lines_too => Some("\t".to_owned()),
                    _ => None,
                },
                _ => None,
            };
            match (typed, joined.last_mut()) {
                (Some(typed), Some(last)) if last.starts_with("typed ") => last.push_str(&typed),
                (Some(typed), _) => joined.push(format!("typed {typed}")),
                (None, _) => joined.push(spell_one(input)),
            }
        }
        joined
    }

    /// What terminals send, whole or cut short, in any order.
    fn pieces(line_ends: bool) -> impl Strategy<Value = Vec<u8>> {
        let mut known: Vec<&[u8]> = vec![
            b"\x1b",
            b"\x1b[A",
            b"\x1bOP",
            b"\x1b[1;5C",
            b"\x1b[[A",
            b"\x1b[15~",
            b"\x1b[Z",
            b"\x1bx",
            b"\x1b3",
            b"\x1b[200~1\r\n2\x1b[201~",
            b"\x1b[200~",
            b"\x1b[201~",
            b"\x1b[<0;1;1M",
            b"\x1b[24;80R",
            b"\x1b[?6c",
            b"\x1b]11;rgb:0\x07",
            b"\x1b[",
            b"\x1bO",
            "公开".as_bytes(),
            "😀".as_bytes(),
            b"\xd6\xd0",
            b"\xff",
            b"\xe4\xb8",
            b"a",
            b"86",
            b"\x13",
            b"\x7f",
        ];
        if line_ends {
            known.extend([b"\r".as_slice(), b"\r\n", b"\t", b"61\t12\r", b"abcd\n"]);
        }
        let piece = prop_oneof![
            9 => proptest::sample::select(known).prop_map(<[u8]>::to_vec),
            1 => proptest::collection::vec(any::<u8>().prop_filter("no line end", move |byte| {
                line_ends || !matches!(byte, b'\r' | b'\n' | b'\t')
            }), 0..4),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    fn cut<'b>(bytes: &'b [u8], cuts: &[prop::sample::Index]) -> Vec<(u64, &'b [u8])> {
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.extend([0, bytes.len()]);
        places.sort_unstable();
        places.windows(2).map(|pair| (0, &bytes[pair[0]..pair[1]])).collect()
    }

    proptest! {
        #[test]
        fn any_split_tells_the_same(bytes in pieces(false), cuts: [prop::sample::Index; 5]) {
            let whole = joined(&decode(&[(0, &bytes)]), false);
            prop_assert_eq!(joined(&decode(&cut(&bytes, &cuts)), false), whole);
        }

        #[test]
        fn any_split_of_lines_tells_the_same(bytes in pieces(true), cuts: [prop::sample::Index; 5]) {
            let whole = joined(&decode(&[(0, &bytes)]), true);
            prop_assert_eq!(joined(&decode(&cut(&bytes, &cuts)), true), whole);
        }

        #[test]
        fn no_bytes_leave_it_stuck(reads in proptest::collection::vec((any::<Vec<u8>>(), 0_u64..400), 0..20)) {
            let mut decoder = Decoder::new(EscWait::SSH);
            decoder.set_mouse(true);
            decoder.expect(Query::Cursor);
            let mut now = Instant::now();
            let mut out = Vec::new();
            for (bytes, later) in reads {
                now += Duration::from_millis(later);
                decoder.feed(&bytes, now, &mut out);
                let due = decoder.deadline();
                prop_assert!(due.is_none_or(|due| due > now && due < now + Duration::from_secs(10)));
            }
            now += Duration::from_secs(10);
            decoder.expire(now, &mut out);
            out.clear();
            decoder.feed("\x1b[B好".as_bytes(), now + Duration::from_secs(10), &mut out);
            prop_assert_eq!(spell(&out), "down 好");
        }

        #[test]
        fn typed_text_is_never_lost(text in "[ -~一-龥，。“”…]{0,80}") {
            let told = joined(&decode(&[(0, text.as_bytes())]), false);
            let want: Vec<String> = if text.is_empty() { vec![] } else { vec![format!("typed {text}")] };
            prop_assert_eq!(told, want);
        }
    }
}

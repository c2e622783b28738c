//! From bytes that come in chunks to text: what [`decode`](crate::xml::decode) is for bytes that are all there.

/// Decodes UTF-8 or UTF-16, with or without a byte order mark.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    encoding: Option<Encoding>,
    /// Bytes of a character that is not whole yet; or the first bytes, which do not tell the encoding yet.
    held: Vec<u8>,
    /// What is wrong with the bytes behind the text.
    broken: Option<String>,
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

/// As many bytes tell the encoding.
const TELLING: usize = 3;

impl Decoder {
    /// Adds the text of some more bytes.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], text: &mut String) {
        if self.encoding.is_none() {
            let missing = TELLING.saturating_sub(self.held.len()).min(bytes.len());
            let (first, rest) = bytes.split_at_checked(missing).unwrap_or((bytes, &[]));
            self.held.extend(first);
            bytes = rest;
            if self.held.len() < TELLING {
                return;
            }
            self.begin(text);
        }
        while let ([first, rest @ ..], false) = (bytes, self.held.is_empty() || self.broken.is_some()) {
            self.held.push(*first);
            bytes = rest;
            self.convert_held(text);
        }
        if self.broken.is_none() {
            let converted = self.convert(bytes, text);
            self.held.extend(bytes.get(converted..).unwrap_or_default());
        }
    }

    /// There are no more bytes.
    pub(crate) fn finish(&mut self, text: &mut String) {
        if self.encoding.is_none() {
            self.begin(text);
        }
        if !self.held.is_empty() && self.broken.is_none() {
            self.broken = Some("the bytes end inside of a character".to_owned());
        }
    }

    /// Why the text does not go on.
    pub(crate) fn broken(&self) -> Option<&str> {
        self.broken.as_deref()
    }

    /// Tells the encoding by the first bytes.
    fn begin(&mut self, text: &mut String) {
        let (encoding, mark) = match self.held.as_slice() {
            [0xFF, 0xFE, ..] => (Encoding::Utf16(u16::from_le_bytes), 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16(u16::from_be_bytes), 2),
            [b'<', 0, ..] => (Encoding::Utf16(u16::from_le_bytes), 0),
            [0, b'<', ..] => (Encoding::Utf16(u16::from_be_bytes), 0),
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
            _ => (Encoding::Utf8, 0),
        };
        self.encoding = Some(encoding);
        self.held.drain(..mark);
        self.convert_held(text);
    }

    fn convert_held(&mut self, text: &mut String) {
        let held = std::mem::take(&mut self.held);
        let converted = self.convert(&held, text);
        self.held.extend(held.get(converted..).unwrap_or_default());
    }

    /// Adds the text of as many bytes as make whole characters, and says how many they are.
    fn convert(&mut self, bytes: &[u8], text: &mut String) -> usize {
        match self.encoding {
            Some(Encoding::Utf16(unit)) => self.convert_utf16(bytes, unit, text),
            _ => self.convert_utf8(bytes, text),
        }
    }

    fn convert_utf8(&mut self, bytes: &[u8], text: &mut String) -> usize {
        let error = match std::str::from_utf8(bytes) {
            Ok(valid) => {
                text.push_str(valid);
                return bytes.len();
            }
            Err(error) => error,
        };
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        text.push_str(std::str::from_utf8(valid).unwrap_or_default());
        if error.error_len().is_some() {
            self.broken = Some("the byte is no UTF-8; only UTF-8 and UTF-16 are read".to_owned());
        }
        valid.len()
    }

    fn convert_utf16(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16, text: &mut String) -> usize {
        let (pairs, _) = bytes.as_chunks::<2>();
        let mut units = pairs.iter().map(|pair| unit(*pair)).peekable();
        let mut converted = 0;
        while let Some(first) = units.next() {
            let second = units.peek().copied();
            let is_high = (0xD800..0xDC00).contains(&first);
            if is_high && second.is_none() {
                break;
            }
            let both = [first, second.unwrap_or_default()];
            let decoded = char::decode_utf16(both.into_iter().take(if is_high { 2 } else { 1 })).next();
            let Some(Ok(c)) = decoded else {
                self.broken = Some("the bytes begin as UTF-16, but here is half of a character".to_owned());
                break;
            };
            text.push(c);
            converted += 2 * c.len_utf16();
            if is_high {
                units.next();
            }
        }
        converted
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Decoder;

    /// What is read of bytes that come one by one, and whether that is all.
    fn check(bytes: &[u8], expected: &str, is_whole: bool) {
        for size in 1..=bytes.len().max(1) {
            let mut decoder = Decoder::default();
            let mut text = String::new();
            bytes.chunks(size).for_each(|chunk| decoder.feed(chunk, &mut text));
            decoder.finish(&mut text);
            assert_eq!((text.as_str(), decoder.broken().is_none()), (expected, is_whole), "{bytes:?} by {size}");
        }
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings() {
        check(b"", "", true);
        check(b"<", "<", true);
        check("<a>ü€\u{1F600}</a>".as_bytes(), "<a>ü€\u{1F600}</a>", true);
        check(b"\xEF\xBB\xBF<a/>", "<a/>", true);
        check(&utf16("\u{FEFF}<a>ü\u{1F600}</a>", u16::to_le_bytes), "<a>ü\u{1F600}</a>", true);
        check(&utf16("\u{FEFF}<a>ü\u{1F600}</a>", u16::to_be_bytes), "<a>ü\u{1F600}</a>", true);
        check(&utf16("<a>\u{1F600}</a>", u16::to_le_bytes), "<a>\u{1F600}</a>", true);
        check(&utf16("<a>\u{1F600}</a>", u16::to_be_bytes), "<a>\u{1F600}</a>", true);
    }

    #[test]
    fn bytes_that_are_no_text() {
        check(b"<a>\xFF</a>", "<a>", false);
        check(b"<a>\xC3", "<a>", false);
        check(b"<a>\xE2\x82<", "<a>", false);
        check(b"<\0a\0>", "<a", false);
        check(b"<\0a\0\x00\xDC>\0", "<a", false);
        check(b"<\0a\0\x00\xD8", "<a", false);
        check(b"<\0a\0\x00\xD8>\0b\0", "<a", false);
    }
}

//! Searches in bytes, eight at a time. Most names, texts and attribute values are so short that calling `memchr`
//! takes longer than such a search.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// For each byte: `true` if it is an ASCII character that may occur in a name. Names with other characters are valid, too, but not
/// frequent.
static IS_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || matches!(c, b':' | b'_' | b'-' | b'.');
        byte += 1;
    }
    table
};

/// Returns the length of the ASCII name at the beginning of `bytes`; 0 if there is none.
#[inline]
pub(super) fn name_length(bytes: &[u8]) -> usize {
    match bytes {
        [first, ..] if first.is_ascii_alphabetic() || *first == b'_' => {
            bytes.iter().position(|byte| !IS_NAME[usize::from(*byte)]).unwrap_or(bytes.len())
        }
        _ => 0,
    }
}

/// The result of a search.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Plain {
    /// The number of bytes before the first delimiter, or of all bytes if there is none. Delimiters are `<` and, in texts, `&` or, in
    /// attribute values, the quote.
    pub(super) length: usize,
    /// `true` if no byte before the delimiter is special. Special bytes are 0xEF (the first byte of U+FFFE and U+FFFF), in texts the
    /// control characters except tabs and line feeds, and in attribute values `&` and all control characters.
    pub(super) is_plain: bool,
}

/// Returns the length of the text up to `<` or `&`.
#[inline]
pub(super) fn text_length(bytes: &[u8]) -> Plain {
    // Most texts are shorter than 32 bytes. So skipping blocks is tried only after 32 bytes.
    search(bytes, b'&', 32, |byte| matches!(byte, b'\t' | b'\n'))
}

/// Returns the length of the attribute value up to `quote` or `<`.
#[inline]
pub(super) fn value_length(bytes: &[u8], quote: u8) -> Plain {
    search(bytes, quote, 16, |_| false)
}

/// Searches for `<` or `delimiter` in words of eight bytes. After every `step` bytes, tries to skip blocks without special bytes.
/// `is_plain_control` returns whether a control character is not special.
#[inline(always)]
fn search(bytes: &[u8], delimiter: u8, step: usize, is_plain_control: impl Fn(u8) -> bool) -> Plain {
    let mut is_plain = true;
    let mut length = 0;
    while let Some(word) = bytes.get(length..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*word);
        // The high bit of each byte in `found` states whether the byte is a delimiter or may be special. Only the lowest bit that is
        // set is reliable, because the subtractions borrow from higher bytes. So only this bit is used.
        let equal = |byte: u8| {
            let difference = word ^ (ONES * u64::from(byte));
            difference.wrapping_sub(ONES) & !difference
        };
        let control = word.wrapping_sub(ONES * u64::from(b' ')) & !word;
        let found = (equal(b'<') | equal(delimiter) | equal(b'&') | equal(0xEF) | control) & HIGH;
        if found == 0 {
            length += 8;
            if length % step == 0 {
                length += plain_blocks(bytes.get(length..).unwrap_or_default(), delimiter);
            }
            continue;
        }
        length += found.trailing_zeros() as usize / 8;
        match bytes.get(length) {
            Some(&byte) if byte == b'<' || byte == delimiter => return Plain { length, is_plain },
            Some(&byte) => is_plain &= is_plain_control(byte),
            None => {}
        }
        length += 1;
    }
    for &byte in bytes.get(length..).unwrap_or_default() {
        if byte == b'<' || byte == delimiter {
            break;
        }
        is_plain &= !matches!(byte, b'&' | 0xEF | ..b' ') || is_plain_control(byte);
        length += 1;
    }
    Plain { length, is_plain }
}

/// Returns the number of bytes in the leading blocks that contain no delimiters and no special bytes.
#[inline(never)]
fn plain_blocks(bytes: &[u8], delimiter: u8) -> usize {
    const BLOCK: usize = 32;
    /// The number of blocks after which a search in pages is faster.
    const FEW: usize = 16;
    // The compiler vectorizes a fold without an early exit and without `||`.
    let is_special = |byte: u8| (byte == b'<') | (byte == delimiter) | (byte == b'&') | (byte == 0xEF) | (byte < b' ');
    let is_plain = |block: &[u8; BLOCK]| block.iter().fold(0, |found, byte| found | u8::from(is_special(*byte))) == 0;
    let (blocks, _) = bytes.as_chunks();
    let first = blocks.iter().take(FEW).take_while(|block| is_plain(block)).count() * BLOCK;
    if first < FEW * BLOCK || delimiter != b'&' {
        first
    } else {
        first + plain_pages(bytes.get(first..).unwrap_or_default())
    }
}

/// Returns the number of bytes in the leading pages of a text that contain no delimiters and no special bytes.
fn plain_pages(text: &[u8]) -> usize {
    const PAGE: usize = 1024;
    let is_plain = |page: &[u8; PAGE]| {
        memchr::memchr3(b'<', b'&', 0xEF, page).is_none()
            && page.iter().fold(u8::MAX, |least, byte| least.min(*byte)) >= b' '
    };
    let (pages, _) = text.as_chunks();
    pages.iter().take_while(|page| is_plain(page)).count() * PAGE
}

#[cfg(test)]
mod tests {
    use super::{Plain, name_length, text_length, value_length};

    #[test]
    fn names() {
        for (text, length) in [("t:Item>", 6), ("a-b.c_1 x", 7), ("", 0), ("1a", 0), ("_", 1), ("é", 0), ("aé", 1)] {
            assert_eq!(name_length(text.as_bytes()), length, "{text}");
        }
    }

    /// Asserts the results of `text_length` and `value_length`, with different numbers of plain bytes before `text`. `as_text` and
    /// `as_value` are the expected length and `is_plain`.
    fn check(text: &str, as_text: (usize, bool), as_value: (usize, bool)) {
        for before in (0..20).chain(60..140).chain([600, 1500, 1600, 3000]) {
            let bytes = ["x".repeat(before).as_bytes(), text.as_bytes()].concat();
            let plain = |(length, is_plain): (usize, bool)| Plain { length: length + before, is_plain };
            assert_eq!(text_length(&bytes), plain(as_text), "{text:?} after {before}");
            assert_eq!(value_length(&bytes, b'"'), plain(as_value), "{text:?} after {before}");
        }
    }

    #[test]
    fn searches() {
        check("", (0, true), (0, true));
        check("abc<d", (3, true), (3, true));
        check("abc&d", (3, true), (5, false));
        check("abc\"d", (5, true), (3, true));
        check("a\tb\nc<", (5, true), (5, false));
        check("a\rb<", (3, false), (3, false));
        check("a\u{1}\u{FFFF}<", (5, false), (5, false));
        check("\u{FEFF}é;%='>]<", (11, false), (11, false));
        check("é;%='>]\u{7F}<", (9, true), (9, true));
        check("long enough for some words, and more\r<", (37, false), (37, false));
    }
}

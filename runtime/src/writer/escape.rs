//! Finds the characters of a text that must be escaped or that XML does not allow.

/// A character that cannot be copied to the document unchanged.
pub(super) enum Special {
    /// A character that must be escaped, with its replacement.
    Escaped(&'static str),
    /// A character that XML does not allow.
    Forbidden(char),
}

/// Returns the first character at or after `from` that cannot be copied unchanged, with its byte offset.
#[inline]
pub(super) fn next_special(text: &str, mut from: usize, in_attribute: bool) -> Option<(usize, Special)> {
    loop {
        let at = next_suspect(text, from)?;
        let special = match text.as_bytes()[at] {
            b'&' => Special::Escaped("&amp;"),
            b'<' => Special::Escaped("&lt;"),
            b'>' => Special::Escaped("&gt;"),
            b'"' if in_attribute => Special::Escaped("&quot;"),
            b'\r' => Special::Escaped("&#13;"),
            b'\n' if in_attribute => Special::Escaped("&#10;"),
            b'\t' if in_attribute => Special::Escaped("&#9;"),
            byte => {
                // 0xEF is the first byte of U+FFFE and U+FFFF, but also of allowed characters.
                let is_allowed = match byte {
                    b'"' | b'\n' | b'\t' => true,
                    0xEF => !matches!(text.as_bytes().get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])),
                    _ => false,
                };
                if is_allowed {
                    from = at + 1;
                    continue;
                }
                Special::Forbidden(text[at..].chars().next().unwrap_or_default())
            }
        };
        return Some((at, special));
    }
}

/// Returns the first character of a text that XML does not allow.
#[cfg(feature = "validate")]
pub(crate) fn forbidden_char(text: &str) -> Option<char> {
    if is_plain(text) {
        return None;
    }
    let mut from = 0;
    loop {
        match next_special(text, from, false)? {
            (_, Special::Forbidden(c)) => return Some(c),
            (at, Special::Escaped(_)) => from = at + 1,
        }
    }
}

/// Returns whether a text has no suspect bytes, and can be copied unchanged. Checks blocks of bytes. The last two blocks can overlap.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let text = text.as_bytes();
    match text.len() {
        BLOCK.. => is_plain_by(text, is_plain_block),
        8.. => is_plain_by::<8>(text, |chunk| suspects_in(chunk) == 0),
        _ => !text.iter().any(|&byte| IS_SUSPECT[usize::from(byte)]),
    }
}

#[inline(always)]
fn is_plain_by<const N: usize>(text: &[u8], is_plain: impl Fn(&[u8; N]) -> bool) -> bool {
    text.as_chunks().0.iter().chain(text.last_chunk()).all(is_plain)
}

/// The number of bytes of a long text that are checked at once.
const BLOCK: usize = 32;

#[inline(always)]
fn is_plain_block(block: &[u8; BLOCK]) -> bool {
    // The compiler vectorizes a fold without an early exit and without `||`.
    let is_angle = |byte: u8| (byte == b'<') | (byte == b'>');
    let is_suspect = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'&') | is_angle(byte) | (byte == 0xEF);
    block.iter().fold(0, |found, byte| found | u8::from(is_suspect(*byte))) == 0
}

/// Returns a number with a set bit for each byte of `chunk` that is less than a space, one of `"&<>`, or 0xEF: the high bit of the
/// byte. Applies the bit trick "has a zero byte" to all bytes at once. Only the lowest set bit is reliable: borrows can set higher
/// bits wrongly.
fn suspects_in(chunk: &[u8; 8]) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let bytes = u64::from_le_bytes(*chunk);
    let has = |zero: u64| zero.wrapping_sub(ONES) & !zero;
    let control = bytes.wrapping_sub(ONES * 0x20) & !bytes;
    // `<` and `>` differ in one bit, `"` and `&` in another.
    let angle = has((bytes | (ONES * 0x02)) ^ (ONES * 0x3E));
    let quote = has((bytes | (ONES * 0x04)) ^ (ONES * 0x26));
    (control | angle | quote | has(bytes ^ (ONES * 0xEF))) & HIGH
}

/// Returns the offset in `text` of the first suspect byte at or after `from`. Checks chunks of eight bytes.
fn next_suspect(text: &str, from: usize) -> Option<usize> {
    let (chunks, tail) = text.as_bytes().get(from..)?.as_chunks();
    for (index, chunk) in chunks.iter().enumerate() {
        let suspects = suspects_in(chunk);
        if suspects != 0 {
            return Some(from + 8 * index + suspects.trailing_zeros() as usize / 8);
        }
    }
    let found = tail.iter().position(|&byte| IS_SUSPECT[usize::from(byte)])?;
    Some(from + 8 * chunks.len() + found)
}

/// Suspect bytes: they must be escaped in text or in attribute values, or can start a character that XML does not allow.
static IS_SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[0xEF] = true;
    table
};

/// Appends the declaration of a namespace. Omits forbidden characters.
pub(super) fn push_declaration(out: &mut String, prefix: &str, uri: &str) {
    out.extend([" xmlns:", prefix, "=\""]);
    let mut from = 0;
    while let Some((at, special)) = next_special(uri, from, true) {
        out.push_str(&uri[from..at]);
        from = match special {
            Special::Escaped(replacement) => {
                out.push_str(replacement);
                at + 1
            }
            Special::Forbidden(c) => at + c.len_utf8(),
        };
    }
    out.push_str(&uri[from..]);
    out.push('"');
}

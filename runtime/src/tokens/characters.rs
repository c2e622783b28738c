//! Functions that find characters that XML does not allow or that a reader has to replace.

/// Returns whether XML allows a character (`Char` of XML 1.0).
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Returns `true` only if a text has no carriage returns and no forbidden characters. Also returns `false` for texts with U+F000 to
/// U+FFFD, which begin with the same UTF-8 byte as U+FFFE.
pub(crate) fn is_clean(text: &str) -> bool {
    // The compiler vectorizes a fold without an early exit. The first byte of U+FFFE and U+FFFF is 0xEF.
    let is_suspect = |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\t') | (byte == 0xEF);
    !text.bytes().fold(false, |found, byte| found | is_suspect(byte))
}

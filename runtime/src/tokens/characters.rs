//! The characters that XML allows, and those that a reader has to replace.

/// Returns whether XML allows a character (`Char` of XML 1.0).
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Returns whether a text certainly contains neither carriage returns nor forbidden characters.
pub(crate) fn is_clean(text: &str) -> bool {
    // A fold that never stops early is compiled to vector instructions. U+FFFE and U+FFFF begin with 0xEF.
    let is_suspect = |byte: u8| (byte < b' ' && byte != b'\n' && byte != b'\t') | (byte == 0xEF);
    !text.bytes().fold(false, |found, byte| found | is_suspect(byte))
}

//! Mutations of the encoding.

use super::edit::replaced;
use super::input::Input;

pub(super) fn change_encoding(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let declared = match input.random.index(3) {
        0 => input.text.to_owned(),
        _ => {
            let name =
                input.random.item(&["utf-8", "UTF-16", "iso-8859-1", "us-ascii", "windows-1252", "", "\u{e9}"])?;
            format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{}", input.text)
        }
    };
    let wide = |unit: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        format!("{mark}{declared}").encode_utf16().flat_map(unit).collect()
    };
    let mut bytes = match input.random.index(6) {
        0 => wide(u16::to_le_bytes, "\u{FEFF}"),
        1 => wide(u16::to_be_bytes, "\u{FEFF}"),
        2 => wide(u16::to_le_bytes, ""),
        3 => wide(u16::to_be_bytes, ""),
        _ => declared.into_bytes(),
    };
    if input.random.index(2) == 0 {
        let at = input.random.index(bytes.len() + 1);
        let invalid: &[u8] = input.random.item(&[
            &b"\xFF"[..],
            b"\xC0\x80",
            b"\xED\xA0\x80",
            b"\xD8\x00",
            b"\x00\xD8",
            b"\xE9",
            b"\xEF\xBF\xBE",
        ])?;
        bytes.splice(at..at, invalid.iter().copied());
    }
    Some(bytes)
}

pub(super) fn insert_mark(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let at = match input.random.index(2) {
        0 => 0,
        _ => input.random.position(input.text),
    };
    replaced(
        input.text,
        at..at,
        input.random.item(&["\u{FEFF}", "\0", "\u{FEFF}\u{FEFF}", "\u{FFFE}", " ", "\u{85}", "\u{A0}"])?,
    )
}

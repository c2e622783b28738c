//! Mutations of namespace declarations and prefixes.

use super::edit::replaced;
use super::input::Input;
use super::outline::{Attribute, Outline};
use super::values::{NAMESPACE_NAMES, unusual_value};

fn declaration(input: &mut Input<'_>) -> Option<Attribute> {
    let mut attributes = Outline::new(input.text).attributes;
    attributes.retain(|attribute| input.text[attribute.name.clone()].starts_with("xmlns"));
    input.random.item(&attributes).cloned()
}

pub(super) fn remove_declaration(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let declaration = declaration(input)?;
    replaced(input.text, declaration.range, "")
}

pub(super) fn change_declaration(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let declaration = declaration(input)?;
    let uri = &input.text[declaration.value.clone()];
    let new = match input.random.index(8) {
        0 => uri.replace("http:", "https:"),
        1 => format!(" {uri}\n"),
        2 => uri.replacen("types", "messages", 1),
        3 => uri.replacen("messages", "types", 1),
        4 => uri[..input.random.position(uri)].to_owned(),
        5 => unusual_value(input.random)?,
        _ => input.random.item(NAMESPACE_NAMES)?.to_string(),
    };
    replaced(input.text, declaration.value, &new)
}

pub(super) fn change_prefix(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let name = match input.random.index(2) {
        0 => input.random.item(&outline.tags)?.name.clone(),
        _ => input.random.item(&outline.attributes)?.name.clone(),
    };
    let prefix = match input.text[name.clone()].split_once(':') {
        Some((prefix, _)) => name.start..name.start + prefix.len() + input.random.index(2),
        None => name.start..name.start,
    };
    let new =
        input.random.item(&["", "xml:", "xmlns:", "xsi:", "q:", "t:", "m:", "e:", ":", "ns0:", "a:b:", "\u{e9}:"])?;
    replaced(input.text, prefix, new)
}

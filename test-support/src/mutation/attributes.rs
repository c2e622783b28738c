//! Mutations of attributes.

use super::edit::{exchanged, replaced};
use super::input::Input;
use super::outline::Outline;
use super::values::{NAMES, TYPES, unusual_value};

pub(super) fn remove_attribute(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let attribute = input.random.item(&Outline::new(input.text).attributes)?.range.clone();
    replaced(input.text, attribute, "")
}

pub(super) fn repeat_attribute(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let attribute = format!(" {}", &input.text[input.random.item(&outline.attributes)?.range.clone()]);
    // The tag that gets the copy is random. If it is the tag of the original, the attribute occurs twice in this tag.
    let at = input.random.item(&outline.tags)?.name.end;
    replaced(input.text, at..at, &attribute)
}

pub(super) fn rename_attribute(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let name = input.random.item(&outline.attributes)?.name.clone();
    let new = match input.random.index(2) {
        0 => &input.text[input.random.item(&outline.attributes)?.name.clone()],
        _ => input.random.item(NAMES)?,
    };
    replaced(input.text, name, new)
}

pub(super) fn swap_values(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let (one, other) = input.random.two_items(&outline.attributes)?;
    exchanged(input.text, &one.value, &other.value)
}

pub(super) fn replace_value(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let value = input.random.item(&outline.attributes)?.value.clone();
    let text = unusual_value(input.random)?;
    replaced(input.text, value, &text)
}

pub(super) fn insert_nil_or_type(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let at = input.random.item(&outline.tags)?.name.end;
    let name = input.random.item(&["nil", "nil", "type", "type", "type", "schemaLocation", "x"])?;
    let value = match input.random.index(3) {
        0 => format!("t:{}Type", input.text[input.random.item(&outline.tags)?.name.clone()].rsplit(':').next()?),
        1 => unusual_value(input.random)?,
        _ => input.random.item(TYPES)?.to_string(),
    };
    let attribute = format!(
        " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" \
         xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:{name}=\"{value}\""
    );
    replaced(input.text, at..at, &attribute)
}

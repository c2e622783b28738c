//! Mutations of elements and tags.

use super::edit::{exchanged, replaced};
use super::input::Input;
use super::outline::Outline;
use super::values::NAMES;

pub(super) fn remove_element(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let element = input.random.item(&Outline::new(input.text).elements)?.clone();
    replaced(input.text, element, "")
}

pub(super) fn repeat_element(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let element = input.random.item(&Outline::new(input.text).elements)?.clone();
    let times = 1 + input.random.index(3);
    replaced(input.text, element.start..element.start, &input.text[element].repeat(times))
}

pub(super) fn swap_elements(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let (one, other) = input.random.two_items(&outline.elements)?;
    exchanged(input.text, one, other)
}

pub(super) fn rename_element(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let element = input.random.item(&outline.elements)?.clone();
    let start = outline.tags.iter().find(|tag| tag.range.start == element.start)?;
    let name = match input.random.index(3) {
        0 => input.text[input.random.item(&outline.tags)?.name.clone()].to_owned(),
        1 => input.random.item(NAMES)?.to_string(),
        _ => {
            let mut name = input.text[start.name.clone()].to_owned();
            name.push_str(input.random.item(&["x", ":", "-", "\u{e9}", "\u{2028}"])?);
            name
        }
    };
    let mut out = replaced(input.text, start.name.clone(), &name)?;
    let end = outline.tags.iter().find(|tag| tag.range.end == element.end && tag.is_end);
    if let Some(end) = end {
        let shift = name.len() as isize - start.name.len() as isize;
        let at = |place: usize| place.saturating_add_signed(shift);
        out.splice(at(end.name.start)..at(end.name.end), name.bytes());
    }
    Some(out)
}

pub(super) fn nest_element(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let element = input.text[input.random.item(&outline.elements)?.clone()].to_owned();
    let at = input.random.item(&outline.tags)?.range.end;
    replaced(input.text, at..at, &element)
}

pub(super) fn replace_element(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let element = input.other[input.random.item(&Outline::new(input.other).elements)?.clone()].to_owned();
    let place = input.random.item(&Outline::new(input.text).elements)?.clone();
    replaced(input.text, place, &element)
}

pub(super) fn unbalance_tags(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let (one, other) = input.random.two_items(&outline.tags)?;
    match input.random.index(3) {
        0 => replaced(input.text, one.range.clone(), ""),
        1 => exchanged(input.text, &one.range, &other.range),
        _ => replaced(input.text, other.range.end..other.range.end, &input.text[one.range.clone()]),
    }
}

pub(super) fn wrap_element(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let element = input.random.item(&outline.elements)?.clone();
    let name = match input.random.index(2) {
        0 => &input.text[input.random.item(&outline.tags)?.name.clone()],
        _ => input.random.item(NAMES)?,
    };
    let times = *input.random.item(&[1, 1, 2, 10, 300])?;
    let inside = &input.text[element.clone()];
    let wrapped = [&format!("<{name}>").repeat(times), inside, &format!("</{name}>").repeat(times)].concat();
    replaced(input.text, element, &wrapped)
}

pub(super) fn splice_documents(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let head = input.random.position(input.text);
    let tail = input.random.position(input.other);
    Some([&input.text[..head], &input.other[tail..]].concat().into_bytes())
}

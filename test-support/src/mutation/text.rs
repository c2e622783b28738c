//! Mutations of text, references and markup.

use super::edit::replaced;
use super::input::Input;
use super::outline::Outline;
use super::values::unusual_value;

pub(super) fn replace_text(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let text = input.random.item(&outline.texts)?.clone();
    let new = unusual_value(input.random)?;
    replaced(input.text, text, &new)
}

pub(super) fn insert_reference(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let place = match input.random.index(2) {
        0 => input.random.item(&outline.texts)?.clone(),
        _ => input.random.item(&outline.attributes)?.value.clone(),
    };
    let at = place.start + input.random.position(&input.text[place]);
    let new = input.random.item(&[
        "&",
        "&;",
        "&amp",
        "&#;",
        "&#x;",
        "&#0;",
        "&#x0;",
        "&#xD800;",
        "&#xFFFE;",
        "&#x110000;",
        "&#99999999999;",
        "&lt;",
        "&#13;",
        "&#xA;",
        "&#9;",
        "&nbsp;",
        "&x;",
        "&&amp;",
        "&#-1;",
        "&#x1F600;",
        "&#38;",
        "&amp;amp;",
        "& ;",
        "&#X41;",
    ])?;
    replaced(input.text, at..at, new)
}

pub(super) fn insert_markup(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let at = match input.random.index(3) {
        0 => input.random.position(input.text),
        1 => input.random.item(&outline.tags)?.range.end,
        _ => {
            let text = input.random.item(&outline.texts)?.clone();
            text.start + input.random.position(&input.text[text])
        }
    };
    let new = input.random.item(&[
        "<![CDATA[]]>",
        "<![CDATA[x]]>",
        "<![CDATA[<&]]]]>",
        "<![CDATA[",
        "]]>",
        "<!---->",
        "<!-- - -->",
        "<!-- -- -->",
        "<!--",
        "-->",
        "<!--->",
        "<?p?>",
        "<?p i?>",
        "<?",
        "?>",
        "<?xml version=\"1.0\"?>",
        "<?xml version=\"1.1\"?>",
        "<![cdata[x]]>",
        "<!x>",
        "<![CDATA[\r\n\0]]>",
        "<![CDATA[ ]]>",
    ])?;
    replaced(input.text, at..at, new)
}

pub(super) fn insert_document_type(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let outline = Outline::new(input.text);
    let new = input.random.item(&[
        "<!DOCTYPE a>",
        "<!DOCTYPE a []>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "<!DOCTYPE a SYSTEM \"file:///none\">",
        "<!doctype html>",
        "<!DOCTYPE",
    ])?;
    let at = match input.random.index(2) {
        0 => outline.tags.first()?.range.start,
        _ => input.random.item(&outline.tags)?.range.end,
    };
    replaced(input.text, at..at, new)
}

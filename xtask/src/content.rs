//! Comparison of documents by content: expanded names, order, attributes and text. Prefixes, comments, white space
//! between elements and different lexical forms of a value are ignored.

use std::borrow::Cow;
use std::collections::BTreeMap;

use codegen::xsd::XSI;
use roxmltree::{Document, Node};

/// The texts that are compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Texts {
    /// The texts of elements without child elements.
    OfLeaves,
    /// All texts except white space between elements.
    All,
}

/// Returns a description of the first difference with the path of its element; `None` if the documents are equal.
pub(crate) fn difference(first: &str, second: &str, texts: Texts) -> Result<Option<String>, String> {
    let parse = |text| Document::parse(text).map_err(|error: roxmltree::Error| error.to_string());
    let (first, second) = (rooted(first), rooted(second));
    let (first, second) = (parse(&first)?, parse(&second)?);
    Ok(between(first.root_element(), second.root_element(), "", texts))
}

/// Returns a document with one root element. Several documents one after the other, as in a captured connection, are wrapped in an
/// element `capture`.
fn rooted(text: &str) -> Cow<'_, str> {
    if Document::parse(text).is_ok() {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split("<?xml ");
    let mut all = format!("<capture>{}", parts.next().unwrap_or_default());
    parts.for_each(|part| all.push_str(part.split_once("?>").map_or(part, |(_, document)| document)));
    all.push_str("</capture>");
    if Document::parse(&all).is_ok() { Cow::Owned(all) } else { Cow::Borrowed(text) }
}

fn between(first: Node<'_, '_>, second: Node<'_, '_>, path: &str, texts: Texts) -> Option<String> {
    let path = format!("{path}/{}", first.tag_name().name());
    if name(first) != name(second) {
        return Some(format!("{path}: became {}", name(second)));
    }
    let (before, after) = (attributes(first), attributes(second));
    for (attribute, value) in &before {
        match after.get(attribute) {
            None => return Some(format!("{path}/@{attribute}: {value:?} was lost")),
            Some(other) if !is_same(value, other) => {
                return Some(format!("{path}/@{attribute}: {value:?} became {other:?}"));
            }
            Some(_) => {}
        }
    }
    if let Some(added) = after.keys().find(|attribute| !before.contains_key(*attribute)) {
        return Some(format!("{path}/@{added}: was added"));
    }
    let elements = |node: Node<'_, '_>| node.children().filter(|child| child.is_element()).count();
    let texts_of: Option<fn(Node<'_, '_>) -> String> = match (elements(first), elements(second)) {
        (0, 0) => Some(text),
        (before, after) if before == after && texts == Texts::All => Some(texts_between_elements),
        _ => None,
    };
    if let Some((before, after)) = texts_of.map(|texts| (texts(first), texts(second)))
        && !is_same(&before, &after)
    {
        return Some(format!("{path}: {:?} became {:?}", shown(&before), shown(&after)));
    }
    let mut others = second.children().filter(Node::is_element);
    for child in first.children().filter(Node::is_element) {
        match others.next() {
            None => return Some(format!("{path}: {} was lost", name(child))),
            Some(other) => {
                if let Some(found) = between(child, other, &path, texts) {
                    return Some(found);
                }
            }
        }
    }
    others.next().map(|added| format!("{path}: {} was added", name(added)))
}

fn name(node: Node<'_, '_>) -> String {
    expanded(node.tag_name().namespace(), node.tag_name().name())
}

/// Returns an expanded name. Samples contain namespace names that begin with `https://` instead of `http://`. Both spellings give the
/// same result.
fn expanded(namespace: Option<&str>, local: &str) -> String {
    let namespace = namespace.unwrap_or_default().trim();
    match namespace.strip_prefix("https://") {
        Some(rest) => format!("{{http://{rest}}}{local}"),
        None => format!("{{{namespace}}}{local}"),
    }
}

fn attributes(node: Node<'_, '_>) -> BTreeMap<String, String> {
    node.attributes()
        .filter(|attribute| !(attribute.namespace() == Some(XSI) && attribute.name().ends_with("chemaLocation")))
        .map(|attribute| {
            let is_type = attribute.namespace() == Some(XSI) && attribute.name() == "type";
            let value = match is_type {
                true => {
                    let (prefix, local) =
                        attribute.value().trim().split_once(':').unwrap_or(("", attribute.value().trim()));
                    let prefix = Some(prefix).filter(|prefix| !prefix.is_empty());
                    expanded(node.lookup_namespace_uri(prefix), local)
                }
                false => attribute.value().to_owned(),
            };
            (expanded(attribute.namespace(), attribute.name()), value)
        })
        .collect()
}

fn text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

/// Returns the texts of mixed content, with `|` for each child element: `a|c` for `a<b/>c`. A text of only white space counts as
/// empty.
fn texts_between_elements(node: Node<'_, '_>) -> String {
    let mut texts = vec![String::new()];
    for child in node.children() {
        match texts.last_mut() {
            Some(last) if child.is_text() => last.push_str(child.text().unwrap_or_default()),
            _ if child.is_element() => texts.push(String::new()),
            _ => {}
        }
    }
    let is_space = |text: &String| text.trim().is_empty();
    texts.iter_mut().filter(|text| is_space(text)).for_each(String::clear);
    texts.join("|")
}

fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

fn is_same(first: &str, second: &str) -> bool {
    if first == second {
        return true;
    }
    let (a, b) = (first.trim(), second.trim());
    let boolean = |text| match text {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    };
    let both = |x: Option<String>, y: Option<String>| x.is_some() && x == y;
    (boolean(a).is_some() && boolean(a) == boolean(b))
        || both(number(a), number(b))
        || both(moment(a), moment(b))
        || both(base64(first), base64(second))
}

/// Returns the canonical form of a decimal number, such as `1.5` for `+01.50`; `None` for another text.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number =
        !digits.is_empty() && [whole, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let sign = if whole.is_empty() && fraction.is_empty() { "" } else { sign };
    is_number.then(|| format!("{sign}{whole}.{fraction}"))
}

/// Returns a date or time without trailing zeros in the fraction of seconds, and with `Z` instead of `+00:00` or `-00:00`; `None` for
/// another text.
fn moment(text: &str) -> Option<String> {
    let is_moment = text.len() >= 8
        && text.contains([':', '-'])
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"-:T.Z+".contains(&byte));
    if !is_moment {
        return None;
    }
    let zone = text.find('Z').or_else(|| {
        text.len().checked_sub(6).filter(|at| matches!(text.as_bytes()[*at], b'+' | b'-') && text.ends_with(":00"))
    });
    let (clock, zone) = text.split_at(zone.unwrap_or(text.len()));
    let clock = if clock.contains('.') { clock.trim_end_matches('0').trim_end_matches('.') } else { clock };
    let zone = if matches!(zone, "+00:00" | "-00:00") { "Z" } else { zone };
    Some(format!("{clock}{zone}"))
}

/// Returns a Base64 text without white space; `None` if the result has fewer than 16 characters or characters outside of Base64.
fn base64(text: &str) -> Option<String> {
    let packed: String = text.split_ascii_whitespace().collect();
    let is_base64 =
        packed.len() >= 16 && packed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
    is_base64.then_some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_between_elements_are_compared_on_demand() {
        let difference = |first, second, texts| difference(first, second, texts).ok();
        let first = "<a>\n  some <b/> text\n  <c/>\n</a>";
        assert_eq!(difference(first, "<a><b/><c/></a>", Texts::OfLeaves), Some(None));
        assert_eq!(difference(first, "<a>\n  some <b/> text\n  <c/></a>", Texts::All), Some(None));
        let found = difference(first, "<a>\n  some <b/><c/> text\n  </a>", Texts::All);
        assert_eq!(
            found.flatten().as_deref(),
            Some("/a: \"\\n  some | text\\n  |\" became \"\\n  some || text\\n  \"")
        );
    }

    #[test]
    fn differences_and_equal_content() {
        let check = |first: &str, second: &str, expected: Option<&str>| {
            let found = difference(first, second, Texts::OfLeaves);
            assert_eq!(found.ok().flatten().as_deref(), expected, "{first} {second}");
        };
        check("<a xmlns='urn:a'> <b/> </a>", "<x:a xmlns:x='urn:a'><x:b></x:b></x:a>", None);
        check("<a xmlns='https://a'/>", "<a xmlns='http://a'/>", None);
        check("<a x='1' y='2'/>", "<a y='2' x='1'/>", None);
        check("<a x='1'/>", "<a/>", Some("/a/@{}x: \"1\" was lost"));
        check("<a/>", "<a x='1'/>", Some("/a/@{}x: was added"));
        check("<a><b/><c/></a>", "<a><c/><b/></a>", Some("/a/b: became {}c"));
        check("<a><b/></a>", "<a/>", Some("/a: {}b was lost"));
        check("<a/>", "<a><b/></a>", Some("/a: {}b was added"));
        check("<?xml version='1.0'?><a/>\n<?xml version='1.0'?><b/>", "<a/><b></b>", None);
        check("<a/><b/>", "<a/>", Some("/capture: became {}a"));
        check("<a> x </a>", "<a>x</a>", Some("/a: \" x \" became \"x\""));
        for (first, second, is_equal) in [
            ("1", "true", true),
            ("01.50", "+1.5", true),
            ("-0", "0", true),
            ("1.5", "1.05", false),
            ("2026-01-01T00:00:00.120Z", "2026-01-01T00:00:00.12+00:00", true),
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00", false),
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", false),
            ("10:30:00.0", "10:30:00", true),
            ("AAECAwQFBgcI\nCQoLDA==", "AAECAwQFBgcICQoLDA==", true),
            ("a b", "ab", false),
            ("", "0", false),
        ] {
            assert_eq!(is_same(first, second), is_equal, "{first} {second}");
        }
    }
}

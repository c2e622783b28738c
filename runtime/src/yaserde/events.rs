//! Conversion between the events of the `xml` crate and the text that the engine reads and writes.

use std::borrow::Cow;
use std::io::{Read, Write};

use xml_events::attribute::{Attribute, OwnedAttribute};
use xml_events::name::{Name, OwnedName};
use xml_events::namespace::Namespace;
use xml_events::reader::XmlEvent as Event;
use xml_events::writer::XmlEvent;
use yaserde::de::Deserializer;
use yaserde::ser::Serializer;
use yaserde::{Error, Result};

use crate::lexical::trim;
use crate::reader::MAX_BINDINGS;

// -- reading -------------------------------------------------------------------------------------------------------------

/// Returns the next element as XML text, including its end tag. Leaves the event for the end tag in the source, because the caller
/// of `deserialize` reads this event.
pub(super) fn element<R: Read>(source: &mut Deserializer<R>, max_depth: usize) -> Result<String> {
    loop {
        match source.peek()? {
            Event::StartElement { .. } => break,
            Event::Characters(text) | Event::Whitespace(text) if trim(text).is_empty() => {
                source.next_event()?;
            }
            Event::Doctype { .. } => return Err(Error::custom("document type declarations are not supported")),
            _ => return Err(Error::custom("there is no element to read")),
        }
    }
    let mut text = Text {
        out: String::with_capacity(512),
        depth: 0,
        scopes: Vec::with_capacity(4),
        undeclared: None,
        declarations: 0,
    };
    loop {
        if text.depth == 1
            && let Event::EndElement { name } = source.peek()?
        {
            text.end(name);
            return Ok(text.out);
        }
        match source.next_event()? {
            Event::StartElement { name, attributes, namespace } => {
                if text.depth == max_depth {
                    return Err(Error::custom(format!("elements are nested more than {max_depth} levels deep")));
                }
                text.start(&name, &attributes, namespace)?;
            }
            Event::EndElement { name } => text.end(&name),
            Event::Characters(piece) | Event::CData(piece) | Event::Whitespace(piece) => {
                text.text(&piece);
            }
            Event::EndDocument => return Err(Error::custom("the document ends inside of an element")),
            Event::StartDocument { .. }
            | Event::ProcessingInstruction { .. }
            | Event::Comment(_)
            | Event::Doctype { .. } => {}
        }
    }
}

/// Builds text from events.
///
/// An event for a start tag contains all namespace declarations in scope, not only the declarations in the tag. Comparing all
/// of them with the declarations that have been written takes as long as parsing a tag. So this is done, and missing declarations
/// are written, only if the tag has attributes, if its prefix is not bound to its namespace, or if the text contains a
/// colon.
struct Text {
    out: String,
    depth: usize,
    /// For each open element whose declarations have been written: its depth, and all declarations in scope there.
    scopes: Vec<(usize, Namespace)>,
    /// The end of the name of the last start tag in `out`, and the declarations in scope there. `None` after these declarations or
    /// an end tag have been written.
    undeclared: Option<(usize, Namespace)>,
    /// The number of declarations in scope, added up over all elements.
    declarations: usize,
}

/// The limit of `Text::declarations` is this number plus [`DECLARATIONS_PER_BYTE`] for each byte of the text. The limit bounds
/// the work of the `xml` crate, which copies all declarations in scope for each element.
const FREE_DECLARATIONS: usize = 1 << 16;
const DECLARATIONS_PER_BYTE: usize = 4;

impl Text {
    fn start(&mut self, name: &OwnedName, attributes: &[OwnedAttribute], applies: Namespace) -> Result<()> {
        self.count_declarations(applies.0.len())?;
        self.depth += 1;
        self.out.push('<');
        self.push_name(name);
        self.undeclared = Some((self.out.len(), applies));
        if !attributes.is_empty() || !self.is_declared(name) {
            self.declare();
        }
        for attribute in attributes {
            self.out.push(' ');
            self.push_name(&attribute.name);
            push_value(&mut self.out, &attribute.value);
        }
        self.out.push('>');
        Ok(())
    }

    /// Counts the declarations in scope at a start tag, most of which the `xml` crate has copied from the enclosing elements. Fails if
    /// there are too many.
    fn count_declarations(&mut self, count: usize) -> Result<()> {
        if count > MAX_BINDINGS {
            return Err(Error::custom(format!("more than {MAX_BINDINGS} namespace declarations are in scope")));
        }
        self.declarations += count;
        if self.declarations > FREE_DECLARATIONS + DECLARATIONS_PER_BYTE * self.out.len() {
            return Err(Error::custom("too many short elements inside of too many namespace declarations"));
        }
        Ok(())
    }

    /// Returns whether the declarations that have been written bind the prefix of an element to its namespace.
    fn is_declared(&self, name: &OwnedName) -> bool {
        let known = self.scopes.last().map(|(_, known)| known.get(name.prefix.as_deref().unwrap_or_default()));
        known.is_some_and(|known| known.unwrap_or_default() == name.namespace.as_deref().unwrap_or_default())
    }

    /// Adds to the last start tag the declarations that its enclosing elements do not have.
    fn declare(&mut self) {
        let Some((at, applies)) = self.undeclared.take() else { return };
        let known = self.scopes.last().map(|(_, known)| known);
        if known == Some(&applies) {
            return;
        }
        let mut declarations = String::new();
        for (prefix, uri) in &applies.0 {
            let known = known.and_then(|known| known.get(prefix)).unwrap_or_default();
            if uri == known || matches!(prefix.as_str(), "xml" | "xmlns") {
                continue;
            }
            declarations.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
            declarations.push_str(prefix);
            push_value(&mut declarations, uri);
        }
        self.out.insert_str(at, &declarations);
        self.scopes.push((self.depth, applies));
    }

    fn text(&mut self, text: &str) {
        if text.contains(':') {
            self.declare();
        }
        push_escaped(&mut self.out, text, |byte| matches!(byte, b'&' | b'<' | b'\r'));
    }

    fn end(&mut self, name: &OwnedName) {
        self.out.push_str("</");
        self.push_name(name);
        self.out.push('>');
        self.scopes.pop_if(|(depth, _)| *depth == self.depth);
        self.depth -= 1;
        self.undeclared = None;
    }

    fn push_name(&mut self, name: &OwnedName) {
        if let Some(prefix) = &name.prefix {
            self.out.push_str(prefix);
            self.out.push(':');
        }
        self.out.push_str(&name.local_name);
    }
}

fn push_value(out: &mut String, value: &str) {
    out.push_str("=\"");
    push_escaped(out, value, |byte| matches!(byte, b'&' | b'<' | b'"') || byte < b' ');
    out.push('"');
}

/// Appends a text with references for the characters that need them.
fn push_escaped(out: &mut String, text: &str, is_special: impl Fn(u8) -> bool) {
    // The search does not stop at the first special byte, so that the compiler can compare many bytes at once.
    if !text.bytes().fold(false, |found, byte| found | is_special(byte)) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

// -- writing -------------------------------------------------------------------------------------------------------------

/// The treatment of the root element when yaserde writes it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Root {
    /// The root element is written with the name that yaserde sets, or otherwise with its own name.
    Own,
    /// The root element is written only if yaserde sets a name.
    NamedOnly,
    /// The root element is always written with its own name, which is part of the value.
    Kept,
}

/// Converts XML text from the engine to events, and writes the events.
pub(super) fn write<W: Write>(text: &str, root: Root, target: &mut Serializer<W>) -> Result<()> {
    let name = target.get_start_event_name().filter(|_| root != Root::Kept);
    let skips = root != Root::Kept && target.skip_start_end() || root == Root::NamedOnly && name.is_none();
    // Declarations of the root that are written on its children instead: all if the root is omitted, otherwise the declaration of
    // the prefix that yaserde uses in the name of the root.
    let mut held = Vec::new();
    let mut depth = 0_usize;
    for token in Tokens::new(text) {
        match token {
            Token::Start { name: own, attributes, declarations } => {
                depth += 1;
                let mut declared = declarations;
                let mut qualified = own;
                if depth == 1 {
                    if let Some(name) = &name {
                        qualified = name;
                    }
                    let prefix = name.as_ref().and_then(|name| Some(name.split_once(':')?.0));
                    let is_held = |declaration: &(&str, Cow<'_, str>)| skips || prefix == Some(declaration.0);
                    held = declared.extract_if(.., |declaration| is_held(declaration)).collect();
                    if skips {
                        continue;
                    }
                } else if depth == 2 {
                    declared.extend(held.iter().cloned());
                }
                let attributes: Vec<Attribute<'_>> =
                    attributes.iter().map(|(name, value)| Attribute::new(Name::from(*name), value)).collect();
                let namespace = Namespace(
                    declared.into_iter().map(|(prefix, uri)| (prefix.to_owned(), uri.into_owned())).collect(),
                );
                target.write(XmlEvent::StartElement {
                    name: Name::from(qualified),
                    attributes: Cow::Owned(attributes),
                    namespace: Cow::Owned(namespace),
                })?;
            }
            Token::End => {
                if !(skips && depth == 1) {
                    target.write(XmlEvent::end_element())?;
                }
                depth = depth.saturating_sub(1);
            }
            // If the root is omitted, its text may become the value of an attribute. yaserde escapes this text itself.
            Token::Text(raw) if skips && depth == 1 => target.write(XmlEvent::characters(&unescaped(raw)))?,
            // Writes the text with its references. Otherwise, the `xml` crate would write a carriage return, `&#13;`, as a character,
            // which readers convert to a line feed.
            Token::Text(raw) => target.write(XmlEvent::RawCharacters(raw))?,
        }
    }
    Ok(())
}

/// Adds the attributes and declarations of the root element of a text to `attributes` and `declarations`.
pub(super) fn root_attributes(
    text: &str,
    mut attributes: Vec<OwnedAttribute>,
    mut declarations: Namespace,
) -> (Vec<OwnedAttribute>, Namespace) {
    if let Some(Token::Start { attributes: own, declarations: declared, .. }) = Tokens::new(text).next() {
        attributes.extend(own.into_iter().map(|(name, value)| OwnedAttribute::new(Name::from(name).to_owned(), value)));
        for (prefix, uri) in declared {
            declarations.put(prefix, uri);
        }
    }
    (attributes, declarations)
}

/// The name and the value of an attribute, or the prefix and the namespace of a declaration.
type Pair<'a> = (&'a str, Cow<'a, str>);

enum Token<'a> {
    Start { name: &'a str, attributes: Vec<Pair<'a>>, declarations: Vec<Pair<'a>> },
    End,
    Text(&'a str),
}

/// The tokens of a text as the engine writes it: attribute values are in double quotes, and one space precedes each attribute.
struct Tokens<'a> {
    rest: &'a str,
    end_follows: bool,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text, end_follows: false }
    }

    /// Returns the text before the first byte that `end` accepts, and continues with this byte.
    fn until(&mut self, end: impl Fn(u8) -> bool) -> &'a str {
        let length = self.rest.bytes().position(end).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        text
    }

    fn start(&mut self) -> Token<'a> {
        let name = self.until(|byte| matches!(byte, b' ' | b'>' | b'/'));
        let (mut attributes, mut declarations) = (Vec::new(), Vec::new());
        while let Some(rest) = self.rest.strip_prefix(' ') {
            self.rest = rest;
            let name = self.until(|byte| byte == b'=');
            self.rest = self.rest.strip_prefix("=\"").unwrap_or_default();
            let value = unescaped(self.until(|byte| byte == b'"'));
            self.rest = self.rest.strip_prefix('"').unwrap_or_default();
            match name.strip_prefix("xmlns:") {
                Some(prefix) => declarations.push((prefix, value)),
                None => attributes.push((name, value)),
            }
        }
        self.end_follows = self.rest.starts_with('/');
        self.rest = self.rest.split_once('>').map_or("", |(_, rest)| rest);
        Token::Start { name, attributes, declarations }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.end_follows) {
            return Some(Token::End);
        }
        if let Some(rest) = self.rest.strip_prefix("</") {
            self.rest = rest.split_once('>').map_or("", |(_, rest)| rest);
            return Some(Token::End);
        }
        if let Some(rest) = self.rest.strip_prefix('<') {
            self.rest = rest;
            return Some(self.start());
        }
        let text = self.until(|byte| byte == b'<');
        (!text.is_empty()).then_some(Token::Text(text))
    }
}

/// Replaces references by their characters. The text contains only references that the engine writes.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once(';').unwrap_or((piece, ""));
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#13" => '\r',
            "#10" => '\n',
            _ => '\t',
        });
        out.push_str(rest);
    }
    Cow::Owned(out)
}

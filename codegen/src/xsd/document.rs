//! XML files: decoding, limits and parsing.

use std::path::Path;
use std::rc::Rc;

use roxmltree::{Document, Node, ParsingOptions, TextPos};

use super::encoding::{EncodingError, decode};
use super::loader::Loader;
use super::white_space::{WHITE_SPACE, is_blank};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Sources, Span};

/// The maximum depth of elements. Functions over the tree recurse, and the stack is limited.
pub(crate) const MAX_DEPTH: usize = 200;

/// The maximum number of nodes of a file.
const MAX_NODES: usize = 6_000_000;

/// The maximum number of attributes of a start tag, including namespace declarations. The parser compares every pair.
const MAX_ATTRIBUTES: usize = 512;

/// The maximum number of namespaces that the parser copies. For each element with an `xmlns` attribute, it copies all namespaces in
/// scope.
const MAX_NAMESPACES_IN_SCOPE: usize = 10_000_000;

/// The maximum size of expanded entities, in bytes.
const MAX_EXPANSION: usize = 16 << 20;

/// Reads and decodes a file. Errors point to `wanted_at`, the span of the reference to the file, or else to the file itself. The error
/// for an unsupported encoding points to the name of the encoding.
pub(crate) fn read_text(
    path: &Path,
    wanted_at: Option<Span>,
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<SourceId> {
    let bytes = match loader.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            diagnostics.push(placed(Diagnostic::error(message), path, wanted_at));
            return None;
        }
    };
    match decode(&bytes) {
        Ok(text) => Some(sources.add(path.to_owned(), text.into())),
        Err(EncodingError::Invalid { encoding, offset }) => {
            let message = format!("{} is not valid {encoding}: byte {offset}", path.display());
            let error = Diagnostic::error(message).help("save the file as UTF-8");
            diagnostics.push(placed(error, path, wanted_at));
            None
        }
        Err(EncodingError::Unsupported { name, text, start, end }) => {
            let source = sources.add(path.to_owned(), text.into());
            diagnostics.push(
                Diagnostic::error(format!("not supported: encoding `{name}`"))
                    .at(Span { source, start, end })
                    .help("save the file as UTF-8 or UTF-16"),
            );
            None
        }
    }
}

fn placed(error: Diagnostic, path: &Path, wanted_at: Option<Span>) -> Diagnostic {
    match wanted_at {
        Some(span) => error.at(span),
        None => error.in_file(path),
    }
}

/// Parses the text of a file.
pub(crate) fn parse<'a>(text: &'a Rc<str>, source: SourceId, diagnostics: &mut Diagnostics) -> Option<Document<'a>> {
    if let Err(error) = bounded(text, source) {
        diagnostics.push(error);
        return None;
    }
    let options = ParsingOptions {
        // Schemas of the W3C start with a document type declaration.
        allow_dtd: true,
        nodes_limit: u32::try_from(MAX_NODES).unwrap_or(u32::MAX),
        entity_resolver: None,
    };
    match Document::parse_with_options(text, options) {
        Ok(document) => match too_deep(&document, source) {
            Some(error) => {
                diagnostics.push(error);
                None
            }
            None => Some(document),
        },
        Err(error) => {
            diagnostics.push(ill_formed(&error, text, source));
            None
        }
    }
}

/// Returns an error if elements are nested too deep after entities are expanded. `bounded` does not see the elements inside of
/// entities.
fn too_deep(document: &Document<'_>, source: SourceId) -> Option<Diagnostic> {
    if !document.input_text().contains("<!ENTITY") {
        return None;
    }
    let depth = |node: &Node<'_, '_>| node.ancestors().take(MAX_DEPTH + 3).count();
    let node = document.descendants().find(|node| node.is_element() && depth(node) > MAX_DEPTH + 1)?;
    let message = format!("elements are nested more than {MAX_DEPTH} deep");
    Some(Diagnostic::error(message).at(tag_span(node, source)))
}

fn ill_formed(error: &roxmltree::Error, text: &str, source: SourceId) -> Diagnostic {
    use roxmltree::Error;
    let at = |start: usize| {
        let end = text[start..].chars().next().map_or(start, |char| start + char.len_utf8());
        Span { source, start, end }
    };
    match error {
        Error::NoRootNode if is_blank(text) => {
            Diagnostic::error("the file is empty").at(at(0)).help("a schema file contains an `xs:schema` element")
        }
        Error::NoRootNode => Diagnostic::error("the file contains no element").at(at(0)),
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => unclosed(text, source),
        Error::UnexpectedCloseTag(expected, actual, pos) => {
            let start = byte_offset(text, *pos);
            let end = text[start..].find('>').map_or(text.len(), |at| start + at + 1);
            Diagnostic::error(format!("`</{actual}>` closes an element that is not open"))
                .at(Span { source, start, end })
                .label(format!("expected `</{expected}>`"))
                .help("close elements in the reverse order of their start tags")
        }
        Error::EntityReferenceLoop(pos) => Diagnostic::error("entities refer to each other too often")
            .at(at(byte_offset(text, *pos)))
            .help("replace the entity by its text"),
        Error::NodesLimitReached => Diagnostic::error(format!("the file has more than {MAX_NODES} nodes")).at(at(0)),
        other => {
            let message = other.to_string();
            let message = message.rsplit_once(" at ").map_or(message.as_str(), |(message, _)| message);
            Diagnostic::error(format!("not well-formed XML: {message}")).at(at(byte_offset(text, other.pos())))
        }
    }
}

/// Returns an error for a text that ends too early. The error points to the incomplete tag or comment at the end of the text, or else
/// to the innermost element that is still open there.
fn unclosed(text: &str, source: SourceId) -> Diagnostic {
    let mut open = Vec::new();
    let mut offset = 0;
    while let Some(item) = next_markup(text, offset) {
        match item.kind {
            Markup::Open => open.push((item.start, item.end)),
            Markup::Close => drop(open.pop()),
            Markup::Empty | Markup::Other => {}
            Markup::Unfinished => {
                return Diagnostic::error("the file ends inside a tag or comment")
                    .at(Span { source, start: item.start, end: text.len() })
                    .help("the file may be truncated");
            }
        }
        offset = item.end;
    }
    let error = Diagnostic::error("the file ends before its elements are closed");
    match open.last() {
        Some(&(start, end)) => error
            .at(Span { source, start, end })
            .label("this element is not closed")
            .help("add the closing tag; if the file was truncated, use a complete copy"),
        None => error.at(Span { source, start: text.len(), end: text.len() }),
    }
}

fn byte_offset(text: &str, pos: TextPos) -> usize {
    let mut start = 0;
    for _ in 1..pos.row {
        match text[start..].find('\n') {
            Some(newline) => start += newline + 1,
            None => break,
        }
    }
    let column = usize::try_from(pos.col.saturating_sub(1)).unwrap_or(usize::MAX);
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}

/// Checks the limits of this module in the raw text, before the parser builds a tree.
#[allow(clippy::result_large_err, reason = "at most one error per file")]
fn bounded(text: &str, source: SourceId) -> Result<(), Diagnostic> {
    let error = |message: String, start: usize, end: usize| Diagnostic::error(message).at(Span { source, start, end });
    let mut open: Vec<usize> = Vec::new();
    let mut offset = 0;
    let mut nodes = 0;
    let mut copied: usize = 0;
    let mut entities = Entities::default();
    while let Some(item) = next_markup(text, offset) {
        entities.count(&text[offset..item.start]);
        let tag = &text[item.start..item.end];
        nodes += 2;
        if nodes > MAX_NODES {
            return Err(error(format!("the file has more than {MAX_NODES} nodes"), item.start, item.end));
        }
        match item.kind {
            Markup::Open | Markup::Empty => {
                if open.len() >= MAX_DEPTH {
                    let message = format!("elements are nested more than {MAX_DEPTH} deep");
                    return Err(error(message, item.start, item.end));
                }
                entities.count(tag);
                let attributes = tag.bytes().filter(|&byte| byte == b'=').count();
                if attributes > MAX_ATTRIBUTES && quoted(tag) > MAX_ATTRIBUTES {
                    let message = format!("more than {MAX_ATTRIBUTES} attributes in one tag");
                    return Err(error(message, item.start, item.end));
                }
                let own = tag.matches("xmlns").count();
                let scope = open.last().copied().unwrap_or(0) + own;
                if own > 0 {
                    copied += scope;
                }
                if copied > MAX_NAMESPACES_IN_SCOPE {
                    return Err(error("too many namespace declarations".to_owned(), item.start, item.end));
                }
                if item.kind == Markup::Open {
                    open.push(scope);
                }
            }
            Markup::Close => drop(open.pop()),
            Markup::Other => {
                if tag.starts_with("<!DOCTYPE") {
                    entities.declare(tag);
                }
            }
            Markup::Unfinished => break,
        }
        if entities.expansion() > MAX_EXPANSION {
            let message = "entities of the document type declaration expand to too much text".to_owned();
            return Err(error(message, item.start, item.end).help("replace the entities by their text"));
        }
        offset = item.end;
    }
    Ok(())
}

/// An upper bound for the size of expanded entities: the size of their declarations times the number of references.
#[derive(Default)]
struct Entities {
    declared: usize,
    references: usize,
}

impl Entities {
    fn declare(&mut self, doctype: &str) {
        // An entity can refer to others. The parser follows at most 255 references inside it, so it expands to at most 255 times the
        // size of all declarations.
        let factor = if doctype.contains('&') { 255 } else { 1 };
        if doctype.contains("<!ENTITY") {
            self.declared = doctype.len().saturating_mul(factor);
        }
    }

    fn count(&mut self, text: &str) {
        if self.declared == 0 {
            return;
        }
        for (at, _) in text.match_indices('&') {
            let known = ["&#", "&lt;", "&gt;", "&amp;", "&quot;", "&apos;"];
            if !known.iter().any(|known| text[at..].starts_with(known)) {
                self.references += 1;
            }
        }
    }

    fn expansion(&self) -> usize {
        self.declared.saturating_mul(self.references)
    }
}

/// Returns the number of quoted values in a tag.
fn quoted(tag: &str) -> usize {
    let mut count = 0;
    let mut quote = None;
    for byte in tag.bytes() {
        match quote {
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            Some(open) if open == byte => {
                quote = None;
                count += 1;
            }
            _ => {}
        }
    }
    count
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Markup {
    Open,
    Empty,
    Close,
    /// A comment, a CDATA section, a processing instruction or a document type declaration.
    Other,
    Unfinished,
}

struct Item {
    kind: Markup,
    start: usize,
    end: usize,
}

/// Returns the next piece of markup. The result need not be exact for ill-formed documents, which the parser rejects.
fn next_markup(text: &str, from: usize) -> Option<Item> {
    let start = from + text[from..].find('<')?;
    let rest = &text[start..];
    let until = |close: &str, after: usize| {
        let end = rest.get(after..).and_then(|rest| rest.find(close));
        end.map(|at| (Markup::Other, after + at + close.len()))
    };
    let found = if rest.starts_with("<!--") {
        until("-->", 4)
    } else if rest.starts_with("<![CDATA[") {
        until("]]>", 9)
    } else if rest.starts_with("<?") {
        until("?>", 2)
    } else if rest.starts_with("<!") {
        doctype_end(rest).map(|end| (Markup::Other, end))
    } else if rest.starts_with("</") {
        rest.find('>').map(|at| (Markup::Close, at + 1))
    } else {
        tag_end(rest).map(|end| {
            let empty = rest[..end].ends_with("/>");
            (if empty { Markup::Empty } else { Markup::Open }, end)
        })
    };
    Some(match found {
        Some((kind, length)) => Item { kind, start, end: start + length },
        None => Item { kind: Markup::Unfinished, start, end: text.len() },
    })
}

/// Returns the position after the `>` that ends a start tag. A `>` in a quoted value does not end the tag.
pub(crate) fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn doctype_end(text: &str) -> Option<usize> {
    let mut offset = 0;
    let mut inside = false;
    while let Some(at) = text[offset..].find(['[', ']', '"', '\'', '>', '<']) {
        let at = offset + at;
        offset = at + 1;
        match &text[at..offset] {
            "[" => inside = true,
            "]" => inside = false,
            ">" if !inside => return Some(offset),
            "<" if text[at..].starts_with("<!--") => offset = at + 4 + text[at + 4..].find("-->")? + 3,
            "<" if text[at..].starts_with("<?") => offset = at + 2 + text[at + 2..].find("?>")? + 2,
            quote @ ("\"" | "'") => offset += text[offset..].find(quote)? + 1,
            _ => {}
        }
    }
    None
}

/// Returns the span of a start tag, up to the end of its first line.
pub(crate) fn tag_span(node: Node<'_, '_>, source: SourceId) -> Span {
    let start = node.range().start;
    let rest = node.document().input_text().get(start..).unwrap_or_default();
    // A line can be as long as the file, so the search for the line break ends with the tag.
    let tag = &rest[..tag_end(rest).unwrap_or(rest.len())];
    let length = tag.find(['\n', '\r']).unwrap_or(tag.len());
    Span { source, start, end: start + length }
}

/// Returns the name of an element with the prefix that the file uses, for messages.
pub(crate) fn prefixed_name(node: Node<'_, '_>) -> String {
    let rest = node.document().input_text().get(node.range().start + 1..).unwrap_or_default();
    let end = rest.find(|c| WHITE_SPACE.contains(&c) || matches!(c, '>' | '/')).unwrap_or(rest.len());
    rest[..end].to_owned()
}

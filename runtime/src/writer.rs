//! Puts a document together.

use std::borrow::Cow;
use std::ops::Range;

use super::any::{AnyAttribute, AnyElement};
use super::error::{Error, ErrorKind, Result};
use super::lexical::{Lexical as _, PrefixSource, QName, is_nc_name};
use super::names::{Name, Namespace, Ns, XML_URI, XMLNS_URI, XSI_URI};
use super::reader::{is_xml_char, shown};

/// Writes one document.
#[derive(Debug)]
pub struct Writer {
    out: String,
    declared: Vec<Declared>,
    /// The place in `declared` of the namespace that was looked up last: mostly the one that comes next.
    last: usize,
    uses_xsi: bool,
    /// Where the declarations of the root's start tag are, once it has been written.
    root: Option<Range<usize>>,
    /// The last start tag still lacks its `>`.
    tag_is_open: bool,
    open: Vec<&'static str>,
    /// Prefixes that are declared inside the document.
    local: Vec<LocalBinding>,
    /// How many of them the next start tag has to declare: the text of an element is made before its tag.
    undeclared: usize,
    /// The `xsi:type` of the next element.
    next_type: Option<TypeName>,
    pub(crate) replaces_characters: bool,
    scratch: String,
}

/// A namespace that is declared on the root as soon as it is used.
#[derive(Debug)]
struct Declared {
    namespace: &'static Namespace,
    /// The prefix, the beginning of a start tag and that of an end tag: those of the namespace, unless another one has its prefix.
    prefix: Cow<'static, str>,
    start: Cow<'static, str>,
    end: Cow<'static, str>,
    is_used: bool,
    is_at_root: bool,
}

impl Declared {
    /// A namespace that has the prefix that it prefers.
    fn new(namespace: &'static Namespace) -> Self {
        let Namespace { prefix, start, end, .. } = namespace;
        let (prefix, start, end) = ((*prefix).into(), (*start).into(), (*end).into());
        Self { namespace, prefix, start, end, is_used: false, is_at_root: false }
    }

    fn with_prefix(namespace: &'static Namespace, prefix: String) -> Self {
        let (start, end) = (format!("<{prefix}:").into(), format!("</{prefix}:").into());
        Self { namespace, prefix: prefix.into(), start, end, is_used: false, is_at_root: false }
    }
}

/// The value of an `xsi:type`.
#[derive(Debug)]
enum TypeName {
    Known(Ns, &'static str),
    Any(QName),
}

#[derive(Debug)]
struct LocalBinding {
    prefix: String,
    uri: String,
    depth: usize,
}

impl Writer {
    /// Begins a document with the given namespaces.
    pub fn new(declared: &'static [Namespace]) -> Self {
        Self::behind(String::with_capacity(1024), declared)
    }

    /// Begins a document behind the text of a buffer, such as an XML declaration. One that is used again saves its growing.
    ///
    /// ```
    /// # use ews_types::messages::elements::GetServiceConfiguration;
    /// # use ews_types::xml::{GlobalElement, Writer};
    /// # fn main() -> ews_types::xml::Result<()> {
    /// let mut buffer = String::new();
    /// for _ in 0..3 {
    ///     buffer.clear();
    ///     let mut writer = Writer::behind(buffer, GetServiceConfiguration::NAMESPACES);
    ///     writer.element(&GetServiceConfiguration::default())?;
    ///     buffer = writer.finish();
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn behind(buffer: String, declared: &'static [Namespace]) -> Self {
        Self {
            out: buffer,
            declared: declared.iter().map(Declared::new).collect(),
            last: 0,
            uses_xsi: false,
            root: None,
            tag_is_open: false,
            open: Vec::with_capacity(16),
            local: Vec::new(),
            undeclared: 0,
            next_type: None,
            replaces_characters: false,
            scratch: String::new(),
        }
    }

    /// Writes U+FFFD for a character that XML forbids, which is an error otherwise.
    #[must_use]
    pub fn replace_forbidden_characters(mut self) -> Self {
        self.replaces_characters = true;
        self
    }

    /// Writes an element that no schema names.
    ///
    /// # Errors
    /// A name in it is none; a text in it holds a character that XML forbids.
    pub fn any_element(&mut self, element: &AnyElement) -> Result<()> {
        element.write_to(self)
    }

    /// The document: declarations of the namespaces that it names stand on its root.
    pub fn finish(mut self) -> String {
        let is_as_begun = self.declared.iter().all(|known| known.is_used == known.is_at_root) && !self.uses_xsi;
        if let Some(declarations_at_root) = self.root.take().filter(|_| !is_as_begun) {
            let mut declarations = String::new();
            for known in self.declared.iter().filter(|known| known.is_used) {
                push_declaration(&mut declarations, &known.prefix, known.namespace.uri);
            }
            if self.uses_xsi {
                push_declaration(&mut declarations, "xsi", XSI_URI);
            }
            self.out.replace_range(declarations_at_root, &declarations);
        }
        self.out
    }

    /// Behind the name of the root: declares what most documents name, so that mostly nothing has to move later.
    fn declare_at_root(&mut self, namespace: Ns) {
        if self.root.is_some() {
            return;
        }
        let from = self.out.len();
        for known in &mut self.declared {
            // The root's own namespace, and those that schemas have as their target.
            known.is_at_root = known.namespace.is_target || known.namespace.ns == namespace;
            if known.is_at_root {
                push_declaration(&mut self.out, &known.prefix, known.namespace.uri);
            }
        }
        self.root = Some(from..self.out.len());
    }

    // -- tags ------------------------------------------------------------------------------------------------------

    /// Opens an element of a declared namespace. Attributes may follow, then content, then [`Self::end`].
    pub fn start(&mut self, namespace: Ns, local: &'static str) {
        self.close_tag();
        match self.used_at(namespace) {
            Some(place) => {
                self.out.push_str(&self.declared[place].start);
                self.out.push_str(local);
            }
            None => {
                self.out.push('<');
                self.push_name(namespace, local);
            }
        }
        self.declare_at_root(namespace);
        self.open.push(local);
        self.tag_is_open = true;
        if let Some(name) = self.next_type.take() {
            self.push_type(name);
        }
        let declared = self.local.len().saturating_sub(std::mem::take(&mut self.undeclared));
        for binding in self.local.get(declared..).unwrap_or_default() {
            push_declaration(&mut self.out, &binding.prefix, &binding.uri);
        }
    }

    /// Closes the element that was opened last.
    pub fn end(&mut self, namespace: Ns, local: &'static str) {
        self.open.pop();
        if self.tag_is_open {
            self.out.push_str("/>");
            self.tag_is_open = false;
        } else {
            match self.used_at(namespace) {
                Some(place) => {
                    self.out.push_str(&self.declared[place].end);
                    self.out.push_str(local);
                }
                None => {
                    self.out.push_str("</");
                    self.push_name(namespace, local);
                }
            }
            self.out.push('>');
        }
        self.forget_prefixes();
    }

    /// Returns the place of a declared namespace, and marks it as used.
    fn used_at(&mut self, namespace: Ns) -> Option<usize> {
        if self.declared.get(self.last).is_none_or(|known| known.namespace.ns != namespace) {
            self.last = self.declared.iter().position(|known| known.namespace.ns == namespace)?;
        }
        self.declared.get_mut(self.last)?.is_used = true;
        Some(self.last)
    }

    /// Adds the namespaces of another crate, under prefixes that are still free.
    pub(crate) fn add_namespaces(&mut self, namespaces: &'static [Namespace]) {
        if namespaces.iter().zip(&self.declared).all(|(added, known)| added.ns == known.namespace.ns)
            && namespaces.len() <= self.declared.len()
        {
            return;
        }
        for namespace in namespaces {
            if self.declared.iter().any(|known| known.namespace.ns == namespace.ns) {
                continue;
            }
            let is_free = |prefix: &str| !self.declared.iter().any(|known| known.prefix == prefix);
            let added = match is_free(namespace.prefix) {
                true => Declared::new(namespace),
                false => {
                    let prefixes = (1_usize..).map(|number| format!("{}{number}", namespace.prefix));
                    let Some(prefix) = prefixes.into_iter().find(|prefix| is_free(prefix)) else { continue };
                    Declared::with_prefix(namespace, prefix)
                }
            };
            self.declared.push(added);
        }
    }

    fn close_tag(&mut self) {
        if self.tag_is_open {
            self.out.push('>');
            self.tag_is_open = false;
        }
    }

    fn push_name(&mut self, namespace: Ns, local: &str) {
        match namespace {
            Ns::NONE => {}
            Ns::XML => self.out.push_str("xml:"),
            Ns::XSI => {
                self.uses_xsi = true;
                self.out.push_str("xsi:");
            }
            other => {
                if let Some(place) = self.used_at(other) {
                    self.out.push_str(&self.declared[place].prefix);
                    self.out.push(':');
                }
            }
        }
        self.out.push_str(local);
    }

    /// Sets the `xsi:type` of the element that is opened next.
    pub(crate) fn set_type(&mut self, namespace: Ns, local: &'static str) {
        self.next_type = Some(TypeName::Known(namespace, local));
    }

    /// The same for a type of any name.
    pub(crate) fn set_any_type(&mut self, name: &QName) {
        self.next_type = Some(TypeName::Any(name.clone()));
    }

    fn push_type(&mut self, name: TypeName) {
        self.uses_xsi = true;
        match name {
            TypeName::Known(namespace, local) => {
                self.out.push_str(" xsi:type=\"");
                self.push_name(namespace, local);
            }
            TypeName::Any(name) => {
                // A prefix that is new is declared before the attribute begins.
                let mut text = String::new();
                name.write(&mut text, self);
                self.out.push_str(" xsi:type=\"");
                self.out.push_str(&text);
            }
        }
        self.out.push('"');
    }

    /// Says that the element just opened is nil.
    pub(crate) fn nil(&mut self) {
        self.uses_xsi = true;
        self.out.push_str(" xsi:nil=\"true\"");
    }

    // -- text ------------------------------------------------------------------------------------------------------

    /// Writes an attribute of the element just opened.
    ///
    /// # Errors
    /// A character that XML forbids.
    pub fn attribute(&mut self, namespace: Ns, local: &str, value: &str) -> Result<()> {
        self.out.push(' ');
        self.push_name(namespace, local);
        self.out.push_str("=\"");
        self.escape(value, true).map_err(|error| error.in_attribute(local))?;
        self.out.push('"');
        Ok(())
    }

    /// Writes text.
    ///
    /// # Errors
    /// A character that XML forbids.
    pub fn text(&mut self, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.close_tag();
        self.escape(text, false)
    }

    /// Writes an element that holds text only: nearly all of them, so the plain case is done in one go.
    ///
    /// # Errors
    /// A character that XML forbids.
    pub(crate) fn simple(&mut self, name: Name<'static>, text: &str) -> Result<()> {
        if is_plain(text) {
            return self.simple_plain(name, text);
        }
        self.start(name.namespace, name.local);
        self.text(text)?;
        self.end(name.namespace, name.local);
        Ok(())
    }

    /// The same for a text in which nothing is to be escaped.
    ///
    /// # Errors
    /// None.
    pub(crate) fn simple_plain(&mut self, name: Name<'static>, text: &str) -> Result<()> {
        let is_common = self.root.is_some() && self.next_type.is_none() && self.undeclared == 0 && !text.is_empty();
        if let Some(place) = is_common.then(|| self.used_at(name.namespace)).flatten() {
            self.close_tag();
            let start_tag = &self.declared[place].start;
            let out = &mut self.out;
            out.reserve(2 * (start_tag.len() + name.local.len()) + text.len() + 4);
            let start = out.len();
            out.push_str(start_tag);
            out.push_str(name.local);
            out.push('>');
            let end = out.len();
            out.push_str(text);
            out.push_str("</");
            // The qualified name once more, with what closes the tag.
            out.extend_from_within(start + 1..end);
            return Ok(());
        }
        self.start(name.namespace, name.local);
        if !text.is_empty() {
            self.close_tag();
            self.out.push_str(text);
        }
        self.end(name.namespace, name.local);
        Ok(())
    }

    /// A buffer to make a lexical form in; [`Self::put_back`] it.
    pub(crate) fn scratch(&mut self) -> String {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch
    }

    pub(crate) fn put_back(&mut self, scratch: String) {
        self.scratch = scratch;
    }

    fn escape(&mut self, text: &str, in_attribute: bool) -> Result<()> {
        if is_plain(text) {
            self.out.push_str(text);
            return Ok(());
        }
        let mut from = 0;
        let mut next = 0;
        while let Some(at) = next_care(text, next) {
            let byte = text.as_bytes()[at];
            next = at + 1;
            let replacement = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' if in_attribute => "&quot;",
                b'\r' => "&#13;",
                b'\n' if in_attribute => "&#10;",
                b'\t' if in_attribute => "&#9;",
                b'"' | b'\n' | b'\t' => continue,
                // The first byte of U+FFFE and U+FFFF is that of others as well.
                0xEF if !matches!(text.as_bytes().get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])) => continue,
                _ => {
                    let c = text[at..].chars().next().unwrap_or_default();
                    self.forbidden(c)?;
                    self.out.push_str(&text[from..at]);
                    self.out.push(char::REPLACEMENT_CHARACTER);
                    from = at + c.len_utf8();
                    next = from;
                    continue;
                }
            };
            self.out.push_str(&text[from..at]);
            self.out.push_str(replacement);
            from = at + 1;
        }
        self.out.push_str(&text[from..]);
        Ok(())
    }

    fn forbidden(&self, c: char) -> Result<()> {
        if self.replaces_characters {
            return Ok(());
        }
        let message = format!("the text holds U+{:04X}, which XML cannot", u32::from(c));
        let mut error = Error::new(ErrorKind::Character, message);
        for name in self.open.iter().rev() {
            error = error.inside(*name);
        }
        Err(error)
    }

    // -- names that no schema declares -----------------------------------------------------------------------------

    /// Opens an element of any namespace, `prefix` being a wish.
    ///
    /// # Errors
    /// The local name is none.
    pub(crate) fn start_any(&mut self, uri: &str, prefix: &str, local: &str) -> Result<String> {
        self.check_name(uri, local)?;
        self.close_tag();
        self.open.push("*");
        let depth = self.open.len();
        let (name, is_new) = self.qualified(uri, prefix, local);
        self.out.push('<');
        self.out.push_str(&name);
        self.declare_at_root(Ns::NONE);
        self.tag_is_open = true;
        if is_new {
            self.declare(name.split(':').next().unwrap_or_default().to_owned(), uri, depth);
        }
        Ok(name)
    }

    /// Names that no schema declares may come from anywhere.
    fn check_name(&self, uri: &str, local: &str) -> Result<()> {
        let wrong = match is_nc_name(local) {
            true if uri != XMLNS_URI && uri.chars().all(is_xml_char) => return Ok(()),
            true => uri,
            false => local,
        };
        let mut error = Error::new(ErrorKind::Character, format!("{} is no name", shown(wrong)));
        for name in self.open.iter().rev() {
            error = error.inside(*name);
        }
        Err(error)
    }

    pub(crate) fn end_any(&mut self, name: &str) {
        self.open.pop();
        if self.tag_is_open {
            self.out.push_str("/>");
            self.tag_is_open = false;
        } else {
            self.out.push_str(&format!("</{name}>"));
        }
        self.forget_prefixes();
    }

    pub(crate) fn attribute_any(&mut self, uri: &str, prefix: &str, local: &str, value: &str) -> Result<()> {
        self.check_name(uri, local)?;
        let depth = self.open.len();
        let (name, is_new) = self.qualified(uri, prefix, local);
        if is_new {
            self.declare(name.split(':').next().unwrap_or_default().to_owned(), uri, depth);
        }
        self.out.push(' ');
        self.out.push_str(&name);
        self.out.push_str("=\"");
        self.escape(value, true).map_err(|error| error.in_attribute(local))?;
        self.out.push('"');
        Ok(())
    }

    /// Writes an `xsi:type` as it came. A prefix of the declared namespaces in it has to be declared.
    pub(crate) fn type_attribute(&mut self, attribute: &AnyAttribute) -> Result<()> {
        let prefix = attribute.value.trim().split_once(':').map_or("", |(prefix, _)| prefix);
        if let Some(known) = self.declared.iter_mut().find(|known| known.prefix == prefix) {
            known.is_used = true;
        }
        self.attribute_any(&attribute.namespace, &attribute.prefix, &attribute.local, &attribute.value)
    }

    /// Declares a prefix on the element just opened, if it is free and not declared there yet.
    pub(crate) fn declare_if_free(&mut self, prefix: &str, uri: &str) {
        let depth = self.open.len();
        let is_reserved =
            !is_nc_name(prefix) || matches!(uri, "" | XML_URI | XMLNS_URI) || matches!(prefix, "xml" | "xmlns" | "xsi");
        let is_declared = self.declared.iter().any(|known| known.prefix == prefix);
        let is_bound = self.local.iter().rev().find(|binding| binding.prefix == prefix);
        let here = is_bound.is_some_and(|binding| binding.depth == depth || binding.uri == uri);
        match !is_reserved && !is_declared {
            true if !here => self.declare(prefix.to_owned(), uri, depth),
            true => self.pin(prefix, uri),
            false => {}
        }
    }

    /// A prefix that is declared further out, and named by the element just opened, cannot stand for something else there.
    fn pin(&mut self, prefix: &str, uri: &str) {
        let depth = self.open.len();
        if !self.local.iter().any(|binding| binding.prefix == prefix && binding.depth == depth) {
            self.local.push(LocalBinding { prefix: prefix.to_owned(), uri: uri.to_owned(), depth });
        }
    }

    fn declare(&mut self, prefix: String, uri: &str, depth: usize) {
        push_declaration(&mut self.out, &prefix, uri);
        self.local.push(LocalBinding { prefix, uri: uri.to_owned(), depth });
    }

    fn forget_prefixes(&mut self) {
        let depth = self.open.len();
        while self.local.last().is_some_and(|binding| binding.depth > depth) {
            self.local.pop();
        }
    }

    /// The name with a prefix that stands for the namespace, and whether that has to be declared yet.
    fn qualified(&mut self, uri: &str, prefix: &str, local: &str) -> (String, bool) {
        if uri.is_empty() {
            return (local.to_owned(), false);
        }
        let (prefix, is_new) = self.prefix_for(uri, prefix);
        (format!("{prefix}:{local}"), is_new)
    }

    fn prefix_for(&mut self, uri: &str, wish: &str) -> (String, bool) {
        match uri {
            XML_URI => return ("xml".to_owned(), false),
            XSI_URI => {
                self.uses_xsi = true;
                return ("xsi".to_owned(), false);
            }
            _ => {}
        }
        if let Some(known) = self.declared.iter_mut().find(|known| known.namespace.uri == uri) {
            known.is_used = true;
            return (known.prefix.to_string(), false);
        }
        let visible = |prefix: &str| self.local.iter().rev().find(|binding| binding.prefix == prefix);
        let bound = self.local.iter().rev().find(|binding| binding.uri == uri);
        if let Some(binding) = bound.filter(|binding| visible(&binding.prefix).is_some_and(|found| found.uri == uri)) {
            let prefix = binding.prefix.clone();
            self.pin(&prefix, uri);
            return (prefix, false);
        }
        let depth = self.open.len() + usize::from(!self.tag_is_open);
        let is_free = |prefix: &str| {
            is_nc_name(prefix)
                && !matches!(prefix, "xml" | "xmlns" | "xsi")
                && !self.declared.iter().any(|known| known.prefix == prefix)
                && !self.local.iter().any(|binding| binding.prefix == prefix && binding.depth == depth)
        };
        if is_free(wish) {
            return (wish.to_owned(), true);
        }
        let mut number = 0_usize;
        loop {
            let prefix = format!("ns{number}");
            if is_free(&prefix) {
                return (prefix, true);
            }
            number += 1;
        }
    }
}

impl PrefixSource for Writer {
    fn prefix(&mut self, namespace: &str) -> Cow<'_, str> {
        if namespace.is_empty() {
            return Cow::Borrowed("");
        }
        let (prefix, is_new) = self.prefix_for(namespace, "");
        let depth = self.open.len();
        if is_new && self.tag_is_open {
            self.declare(prefix.clone(), namespace, depth);
        } else if is_new {
            let uri = namespace.to_owned();
            self.local.push(LocalBinding { prefix: prefix.clone(), uri, depth: depth + 1 });
            self.undeclared += 1;
        }
        Cow::Owned(prefix)
    }
}

/// Whether a text can simply be copied. Eight bytes at a time, the last eight overlapping.
fn is_plain(text: &str) -> bool {
    let text = text.as_bytes();
    match text.last_chunk() {
        Some(last) => {
            let (chunks, _) = text.as_chunks();
            chunks.iter().fold(care_in(last), |found, chunk| found | care_in(chunk)) == 0
        }
        None => !text.iter().any(|&byte| NEEDS_CARE[usize::from(byte)]),
    }
}

/// Not 0 if one of eight bytes is below the blank, one of `"&<>`, or 0xEF: "has a zero byte" on all of them at once. The lowest
/// bit that is set is that of the first such byte; a borrow may set more above it.
fn care_in(chunk: &[u8; 8]) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let bytes = u64::from_le_bytes(*chunk);
    let has = |zero: u64| zero.wrapping_sub(ONES) & !zero;
    let control = bytes.wrapping_sub(ONES * 0x20) & !bytes;
    // `<` and `>` differ in one bit, `"` and `&` in another.
    let angle = has((bytes | (ONES * 0x02)) ^ (ONES * 0x3E));
    let quote = has((bytes | (ONES * 0x04)) ^ (ONES * 0x26));
    (control | angle | quote | has(bytes ^ (ONES * 0xEF))) & HIGH
}

/// The next byte from a place on that cannot simply be copied. Plain text is passed over in chunks.
fn next_care(text: &str, from: usize) -> Option<usize> {
    let (chunks, tail) = text.as_bytes().get(from..)?.as_chunks();
    for (index, chunk) in chunks.iter().enumerate() {
        let care = care_in(chunk);
        if care != 0 {
            return Some(from + 8 * index + care.trailing_zeros() as usize / 8);
        }
    }
    let found = tail.iter().position(|&byte| NEEDS_CARE[usize::from(byte)])?;
    Some(from + 8 * chunks.len() + found)
}

/// Bytes that cannot simply be copied: escaped ones, and the beginnings of characters that XML forbids.
static NEEDS_CARE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[0xEF] = true;
    table
};

fn push_declaration(out: &mut String, prefix: &str, uri: &str) {
    out.push_str(&format!(" xmlns:{prefix}=\"{}\"", escaped(uri)));
}

/// A namespace name between quotes.
fn escaped(text: &str) -> String {
    text.chars()
        .filter(|&c| is_xml_char(c))
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '"' => "&quot;".to_owned(),
            '\t' | '\n' | '\r' => format!("&#{};", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}

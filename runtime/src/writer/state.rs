//! The writer: its state, and its functions for text and attributes.

use std::fmt;
use std::ops::Range;

use super::escape::{Special, is_plain, next_special, push_declaration};
use super::prefixes::Prefixes;
use super::written::WrittenTags;
use crate::error::{Error, ErrorKind, Result};
use crate::lexical::QName;
use crate::names::{Name, Namespace, Ns, XSI_URI};
use crate::options::Options;

/// Writes one document.
pub struct Writer {
    pub(super) out: String,
    pub(super) prefixes: Prefixes,
    /// The byte range of the namespace declarations in the start tag of the root; `None` until that tag is written.
    pub(super) root: Option<Range<usize>>,
    /// `true` if the `>` of the last start tag is not written yet.
    pub(super) tag_is_open: bool,
    /// The local names of the open elements; `*` for elements that no schema declares.
    pub(super) open: Vec<&'static str>,
    /// The `xsi:type` of the next element.
    pub(super) next_type: Option<TypeName>,
    replaces_forbidden: bool,
    /// `true` if a required enumeration that has never been set is an error.
    pub(crate) requires_values: bool,
    max_depth: usize,
    scratch: String,
    written: WrittenTags,
}

/// The value of an `xsi:type` attribute.
#[derive(Debug)]
pub(super) enum TypeName {
    Known(Ns, &'static str),
    Any(QName),
}

impl Writer {
    /// Creates a writer of a document. `declared` contains the namespaces that generated code declares.
    pub fn new(declared: &'static [Namespace]) -> Self {
        Self::append_to(String::with_capacity(1024), declared)
    }

    /// Appends a document to `buffer`, which can contain an XML declaration. Reusing a buffer avoids reallocation.
    ///
    /// ```
    /// # use ews_types::messages::elements::GetServiceConfiguration;
    /// # use ews_types::xml::{GlobalElement, Writer};
    /// # fn main() -> ews_types::xml::Result<()> {
    /// let mut buffer = String::new();
    /// for _ in 0..3 {
    ///     buffer.clear();
    ///     let mut writer = Writer::append_to(buffer, GetServiceConfiguration::NAMESPACES);
    ///     writer.element(&GetServiceConfiguration::default())?;
    ///     buffer = writer.finish();
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn append_to(buffer: String, declared: &'static [Namespace]) -> Self {
        Self {
            out: buffer,
            prefixes: Prefixes::new(declared),
            root: None,
            tag_is_open: false,
            open: Vec::with_capacity(16),
            next_type: None,
            replaces_forbidden: false,
            requires_values: false,
            max_depth: Options::MAX_DEPTH,
            scratch: String::new(),
            written: WrittenTags::default(),
        }
    }

    /// Makes the writer replace characters that XML does not allow with U+FFFD instead of failing.
    #[must_use]
    pub fn replace_forbidden_characters(mut self) -> Self {
        self.replaces_forbidden = true;
        self
    }

    /// Makes the writer fail for a required enumeration that has never been set, instead of writing an empty text. The writer
    /// then also fails for a value that was read from a document without the enumeration.
    #[must_use]
    pub fn require_values(mut self) -> Self {
        self.requires_values = true;
        self
    }

    /// Sets the maximum depth of nested elements, as [`Options::max_depth`] does for reading. Writing is recursive, and the limit
    /// prevents stack overflows.
    #[must_use]
    pub fn max_depth(mut self, levels: usize) -> Self {
        self.max_depth = levels;
        self
    }

    /// Checks that another element can be opened.
    ///
    /// # Errors
    /// The elements are nested more deeply than the limit allows.
    #[inline]
    pub(crate) fn check_depth(&self) -> Result<()> {
        if self.open.len() < self.max_depth { Ok(()) } else { Err(self.too_deep()) }
    }

    #[cold]
    fn too_deep(&self) -> Error {
        self.error(ErrorKind::Limit, format!("elements are nested more than {} levels deep", self.max_depth))
    }

    /// Adds the namespaces that the generated code of another crate declares.
    pub(crate) fn add_namespaces(&mut self, namespaces: &'static [Namespace]) {
        self.prefixes.add(namespaces);
    }

    /// Returns the document. Its root declares the known namespaces that the document uses.
    pub fn finish(mut self) -> String {
        let Some(root) = self.root else { return self.out };
        let known = self.prefixes.known();
        let shared = self.prefixes.locals.shared();
        let is_complete = shared.len() == 0 && known.iter().all(|known| known.is_used == known.is_at_root);
        if self.prefixes.uses_xsi || !is_complete {
            let mut declarations = String::new();
            for known in known.iter().filter(|known| known.is_used) {
                push_declaration(&mut declarations, &known.prefix, known.namespace.uri);
            }
            if self.prefixes.uses_xsi {
                push_declaration(&mut declarations, "xsi", XSI_URI);
            }
            for (prefix, uri) in shared {
                push_declaration(&mut declarations, prefix, uri);
            }
            self.out.replace_range(root, &declarations);
        }
        self.out
    }

    /// Writes an attribute of the element that was just opened.
    ///
    /// # Errors
    /// The value contains a character that XML does not allow.
    pub fn attribute(&mut self, namespace: Ns, local: &str, value: &str) -> Result<()> {
        self.out.push(' ');
        self.push_name(namespace, local);
        self.push_value(local, value)
    }

    /// Writes the value of an attribute whose name has been written.
    pub(super) fn push_value(&mut self, local: &str, value: &str) -> Result<()> {
        self.out.push_str("=\"");
        self.escape(value, true).map_err(|error| error.in_attribute(local))?;
        self.out.push('"');
        Ok(())
    }

    /// Writes text.
    ///
    /// # Errors
    /// The text contains a character that XML does not allow.
    pub fn text(&mut self, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.close_tag();
        self.escape(text, false)
    }

    /// Writes an element that contains text only.
    ///
    /// # Errors
    /// The text contains a character that XML does not allow.
    #[inline]
    pub(crate) fn simple(&mut self, name: Name<'static>, text: &str) -> Result<()> {
        if is_plain(text) {
            return self.simple_plain(name, text);
        }
        self.start(name.namespace, name.local);
        self.text(text)?;
        self.end(name.namespace, name.local);
        Ok(())
    }

    /// Writes an element that contains only text without characters to escape. Nearly all elements are of this kind, so this case
    /// is optimized.
    ///
    /// # Errors
    /// None.
    #[inline]
    pub(crate) fn simple_plain(&mut self, name: Name<'static>, text: &str) -> Result<()> {
        let is_usual = self.root.is_some()
            && self.next_type.is_none()
            && !self.prefixes.locals.has_undeclared()
            && !text.is_empty();
        if is_usual {
            if std::mem::take(&mut self.tag_is_open) {
                self.out.push('>');
            }
            if let Some(tag) = self.written.get(name) {
                self.out.push_str(&tag.start);
                self.out.push_str(text);
                self.out.push_str(&tag.end);
                return Ok(());
            }
            if let Some(known) = self.prefixes.used(name.namespace) {
                self.out.extend([&known.start, name.local, ">", text, &known.end, name.local, ">"]);
                self.written.add(name, [&known.start, &known.end], self.out.len());
                return Ok(());
            }
        }
        self.start(name.namespace, name.local);
        if !text.is_empty() {
            self.close_tag();
            self.out.push_str(text);
        }
        self.end(name.namespace, name.local);
        Ok(())
    }

    /// Returns an empty buffer for a lexical form. Give it back with [`Self::put_back`] to reuse its memory.
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
        while let Some((at, special)) = next_special(text, from, in_attribute) {
            self.out.push_str(&text[from..at]);
            match special {
                Special::Escaped(replacement) => {
                    self.out.push_str(replacement);
                    from = at + 1;
                }
                Special::Forbidden(c) if self.replaces_forbidden => {
                    self.out.push(char::REPLACEMENT_CHARACTER);
                    from = at + c.len_utf8();
                }
                Special::Forbidden(c) => {
                    return Err(self.error(
                        ErrorKind::Character,
                        format!("the text contains U+{:04X}, which XML does not allow", u32::from(c)),
                    ));
                }
            }
        }
        self.out.push_str(&text[from..]);
        Ok(())
    }

    /// Creates an error with the path of the current element.
    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind, message: String) -> Error {
        self.inside(Error::new(kind, message))
    }

    /// Creates the error for a required enumeration that has never been set. `name` is the name of the element, or of the attribute
    /// with `@` before it (`@Id`).
    #[cold]
    pub(crate) fn unset(&self, name: String) -> Error {
        self.inside(Error::new(ErrorKind::Missing, "a required value has not been set").inside(&name))
    }

    fn inside(&self, error: Error) -> Error {
        self.open.iter().rev().fold(error, |error, name| error.inside(name))
    }
}

/// Does not print the document, because its values may be secret.
impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("length", &self.out.len()).field("open", &self.open).finish_non_exhaustive()
    }
}

//! The state of a reader in its document: tokens, open elements and the current tag.

use crate::error::Error;
use crate::names::{Name, Ns};
use crate::printable::shown_path;
use crate::tokens::Tokenizer;

/// The state of a reader in its document.
pub(super) struct Cursor<'a> {
    pub(super) tokens: Tokenizer<'a>,
    pub(super) open: Vec<OpenElement<'a>>,
    /// The name of the element that was just closed; `None` after a start tag. Deviations found after the end tag have this name in
    /// their path.
    pub(super) closed: Option<&'a str>,
    pub(super) tag: Tag<'a>,
    /// The attributes of the current tag.
    pub(super) attributes: Vec<Attribute<'a>>,
    /// `true` if the current tag is an empty-element tag whose end has not been returned yet.
    pub(super) end_follows: bool,
    /// The tag that the next step returns a second time, after `Reader::unread_start` or `Reader::unread_end`.
    pub(super) unread: Option<Unread>,
    /// `true` after a document type declaration.
    pub(super) has_document_type: bool,
}

pub(super) struct OpenElement<'a> {
    pub(super) name: &'a str,
    /// The number of namespace declarations in scope outside the element.
    pub(super) bindings: usize,
}

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The name with its prefix.
    pub(super) qualified: &'a str,
    pub(super) name: Name<'a>,
    pub(super) is_nil: bool,
    /// The value of `xsi:type`, in which references are not replaced yet.
    pub(super) xsi_type: Option<&'a str>,
}

/// An attribute of the current tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) namespace: Ns,
    pub(crate) local: &'a str,
    pub(crate) prefix: &'a str,
    pub(super) hash: u32,
    /// The value before normalization.
    pub(super) raw: &'a str,
    /// `true` if the value needs no normalization.
    pub(super) is_plain: bool,
    /// `true` if the attribute declares a namespace, or has an undeclared prefix.
    pub(super) is_ignored: bool,
}

pub(super) enum Unread {
    Start,
    End,
}

impl<'a> Cursor<'a> {
    /// Creates a cursor at the beginning of a document.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            tokens: Tokenizer::new(text),
            open: Vec::with_capacity(16),
            closed: None,
            tag: Tag::new(""),
            attributes: Vec::new(),
            end_follows: false,
            unread: None,
            has_document_type: false,
        }
    }

    /// The name of the innermost open element.
    pub(super) fn open_name(&self) -> Option<&'a str> {
        self.open.last().map(|open| open.name)
    }

    /// Reads the text of the current element and its end tag, if the element contains nothing else. Also returns `true` if the text
    /// is known to need no normalization.
    ///
    /// # Errors
    /// Fails like [`Tokenizer::plain_text`]. The error is 0 if no element is open, or if the next step reads no token, because the
    /// end of an empty-element tag or an unread tag follows.
    #[inline]
    pub(super) fn plain_text(&mut self, reads_long: bool) -> Result<(&'a str, bool), usize> {
        match self.open_name() {
            Some(name) if !self.end_follows && self.unread.is_none() => self.tokens.plain_text(name, reads_long),
            _ => Err(0),
        }
    }

    /// Copies the text of the current element and reads its end tag, if the element contains nothing else, and the text needs no
    /// normalization.
    pub(super) fn long_text(&mut self) -> Option<String> {
        let name = self.open_name()?;
        self.tokens.long_text(name)
    }

    /// The names of the open elements, outermost first: `/m:FindItem/m:ItemShape`.
    pub(super) fn path(&self) -> String {
        shown_path(self.open.iter().map(|open| open.name))
    }

    /// Adds the position and the path to an error.
    #[cold]
    pub(super) fn locate(&self, error: Error) -> Error {
        let error = error.at(self.tokens.offset()).inside_all(self.open.iter().map(|open| open.name));
        error.locate(self.tokens.text())
    }

    /// Adds the position and the path to an error about the element that was just closed.
    #[cold]
    pub(super) fn locate_in_closed(&self, error: Error) -> Error {
        self.locate(match self.closed {
            Some(closed) => error.inside(closed),
            None => error,
        })
    }
}

impl<'a> Tag<'a> {
    /// Creates a tag without attributes, whose name is not resolved yet.
    pub(super) fn new(qualified: &'a str) -> Self {
        Self { qualified, name: Name::EMPTY, is_nil: false, xsi_type: None }
    }
}

impl<'a> Attribute<'a> {
    pub(crate) fn name(&self) -> Name<'a> {
        Name { namespace: self.namespace, local: self.local, hash: self.hash }
    }
}

//! Pulls a document apart: tags with resolved names, text with references replaced.

mod attributes;
mod deviations;
mod inside;
mod names;
mod text;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::any::AnyElement;
use super::error::{Error, ErrorKind, Result};
use super::lexical;
use super::names::{Namespace, Ns, name_hash};
use super::options::{DeviationKind, Options};
pub(crate) use attributes::Attribute;
use deviations::RawDeviation;
pub(crate) use deviations::shown;
pub(crate) use inside::Scope;
use names::split_name;
pub(crate) use text::is_xml_char;

/// Reads one document.
///
/// The reader stands on a start tag, or behind an end tag. Whoever reads an element reads it to its end tag, that
/// included.
pub struct Reader<'a> {
    text: &'a str,
    tokens: quick_xml::Reader<&'a [u8]>,
    /// How many bytes were taken past the tokenizer: see [`Self::plain_token`].
    taken: usize,
    /// The tokenizer stands between tokens, where something can be taken past it.
    between_tokens: bool,
    pub(crate) options: Options,
    declared: &'a [Namespace],
    /// The namespaces of the document that nobody declared.
    foreign: BTreeMap<Ns, Cow<'a, str>>,
    bindings: Vec<Binding<'a>>,
    /// How many of the bindings apply behind the end tag that came last: names in the text before it still need the others.
    lasting: usize,
    open: Vec<Open<'a>>,
    /// The element whose end tag was the last tag: the text that is judged behind it is its own.
    left: Option<&'a str>,
    tag: Tag<'a>,
    attributes: Vec<Attribute<'a>>,
    /// The tag was an empty-element tag whose end has not been told yet.
    end_follows: bool,
    unread: Option<Unread>,
    /// How many bytes repeated values take so far; counted up where only a shared reference is at hand, too.
    memory: Cell<usize>,
    max_memory: usize,
    collects: bool,
    deviations: Vec<RawDeviation>,
    deviation_text: usize,
}

/// What [`Reader::step`] found.
#[derive(Debug)]
pub enum Step<'a> {
    /// A start tag: its name and attributes are to be had from the reader.
    Start,
    /// The end of the element.
    End,
    /// Text, references replaced.
    Text(Cow<'a, str>),
    /// The end of the document.
    Eof,
}

enum Unread {
    Start,
    End,
}

struct Binding<'a> {
    prefix: &'a str,
    namespace: Ns,
}

struct Open<'a> {
    name: &'a str,
    /// How many bindings there were outside.
    bindings: usize,
}

#[derive(Clone, Copy)]
struct Tag<'a> {
    name: &'a str,
    local: &'a str,
    namespace: Ns,
    hash: u32,
    nil: bool,
    ty: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Begins a document whose known namespaces are the declared ones.
    pub fn new(text: &'a str, declared: &'a [Namespace], options: Options) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut tokens = quick_xml::Reader::from_str(text);
        let config = tokens.config_mut();
        // End tags are checked here: plain text is taken past the tokenizer together with the end tag behind it.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.expand_empty_elements = false;
        Self {
            text,
            tokens,
            taken: 0,
            between_tokens: false,
            options,
            declared,
            foreign: BTreeMap::new(),
            bindings: Vec::with_capacity(8),
            lasting: usize::MAX,
            open: Vec::with_capacity(16),
            left: None,
            tag: Tag { name: "", local: "", namespace: Ns::NONE, hash: 0, nil: false, ty: None },
            attributes: Vec::with_capacity(8),
            end_follows: false,
            unread: None,
            memory: Cell::new(0),
            max_memory: options.memory_for(text.len()),
            collects: true,
            deviations: Vec::new(),
            deviation_text: 0,
        }
    }

    // -- steps -----------------------------------------------------------------------------------------------------

    /// Goes to the next tag or text. Comments and processing instructions are passed over.
    ///
    /// # Errors
    /// What is no well-formed XML; a document type declaration; more levels than the options allow.
    pub fn step(&mut self) -> Result<Step<'a>> {
        match self.unread.take() {
            Some(Unread::Start) => return Ok(Step::Start),
            Some(Unread::End) => return Ok(Step::End),
            None => {}
        }
        if self.end_follows {
            self.end_follows = false;
            return Ok(self.leave());
        }
        if self.between_tokens
            && let Some(step) = self.plain_token()?
        {
            return Ok(step);
        }
        loop {
            let event = self.tokens.read_event();
            self.between_tokens = !matches!(event, Ok(Event::Text(_)));
            match event {
                Ok(Event::Start(tag)) => {
                    let (length, name) = (tag.len(), tag.name().0.len());
                    return self.enter(self.offset() - length - 1, length, name);
                }
                Ok(Event::Empty(tag)) => {
                    let (length, name) = (tag.len(), tag.name().0.len());
                    self.end_follows = true;
                    return self.enter(self.offset() - length - 2, length, name);
                }
                Ok(Event::End(tag)) => {
                    if self.open.last().is_some_and(|open| open.name == tag.name().0) {
                        return Ok(self.leave());
                    }
                    let found = tag.name().0.to_owned();
                    return Err(self.mismatched(&found));
                }
                Ok(Event::Text(text)) => {
                    let text = self.clean(text.into_inner())?;
                    return Ok(Step::Text(text));
                }
                Ok(Event::CData(text)) => {
                    let text = self.clean(text.into_inner())?;
                    return Ok(Step::Text(text));
                }
                Ok(Event::GeneralRef(name)) => {
                    let c = self.reference(&name.into_inner())?;
                    return Ok(Step::Text(Cow::Owned(c.to_string())));
                }
                Ok(Event::Comment(comment)) => {
                    let text = comment.into_inner();
                    if text.contains("--") || text.ends_with('-') {
                        self.deviation(DeviationKind::Syntax, || "`--` in a comment".to_owned())?;
                    }
                }
                Ok(Event::Decl(declaration)) => {
                    if self.offset() > declaration.len() + "<??>".len() {
                        let message = "an XML declaration elsewhere than at the beginning";
                        self.deviation(DeviationKind::Syntax, || message.to_owned())?;
                    }
                }
                Ok(Event::PI(_)) => {}
                Ok(Event::DocType(_)) => {
                    return Err(self.error(ErrorKind::Syntax, "a document type declaration is never read"));
                }
                Ok(Event::Eof) => return self.eof(),
                Err(error) => {
                    let message = format!("no well-formed XML: {error}");
                    let offset = usize::try_from(self.tokens.error_position()).unwrap_or(usize::MAX);
                    let offset = offset.saturating_add(self.taken);
                    return Err(self.located(Error::new(ErrorKind::Syntax, message).at(offset)));
                }
            }
        }
    }

    fn eof(&self) -> Result<Step<'a>> {
        match self.open.last() {
            None => Ok(Step::Eof),
            Some(open) => Err(self.error(ErrorKind::Syntax, format!("the document ends inside of <{}>", open.name))),
        }
    }

    /// A token that needs no tokenizer: text without references, a start tag without attributes, the end tag that is due.
    /// They are most of a document, and this is most of the speed. Anything else is left to the tokenizer.
    fn plain_token(&mut self) -> Result<Option<Step<'a>>> {
        let rest = *self.tokens.get_ref();
        match rest {
            [b'<', b'/', behind @ ..] => {
                let name = self.open.last().map_or("", |open| open.name);
                let Some([b'>', behind @ ..]) = behind.strip_prefix(name.as_bytes()) else { return Ok(None) };
                self.take(rest.len() - behind.len());
                Ok(Some(self.leave()))
            }
            [b'<', behind @ ..] => {
                let length = behind.iter().position(|byte| !is_plain_name(*byte)).unwrap_or(0);
                if length == 0 || behind.get(length) != Some(&b'>') {
                    return Ok(None);
                }
                let start = self.offset() + 1;
                self.take(length + 2);
                self.enter(start, length, length).map(Some)
            }
            [] => Ok(None),
            text => {
                let Some(length) = memchr::memchr2(b'<', b'&', text).filter(|&length| text[length] == b'<') else {
                    return Ok(None);
                };
                let start = self.offset();
                let Some(text) = self.text.get(start..start + length) else { return Ok(None) };
                self.take(length);
                self.clean(Cow::Borrowed(text)).map(|text| Some(Step::Text(text)))
            }
        }
    }

    /// Takes bytes past the tokenizer.
    fn take(&mut self, bytes: usize) {
        let rest = *self.tokens.get_ref();
        *self.tokens.get_mut() = rest.get(bytes..).unwrap_or_default();
        self.taken += bytes;
    }

    #[cold]
    fn mismatched(&self, found: &str) -> Error {
        let message = match self.open.last() {
            Some(open) => format!("</{found}> where </{}> is due", open.name),
            None => format!("</{found}> closes nothing"),
        };
        self.error(ErrorKind::Syntax, message)
    }

    /// Takes in a start tag: where its text between the brackets starts, how long that is, and how long the name in it.
    fn enter(&mut self, start: usize, length: usize, name_length: usize) -> Result<Step<'a>> {
        let text = self.text;
        let content = text.get(start..start + length).unwrap_or_default();
        let (name, attributes) = content.split_at_checked(name_length).unwrap_or((content, ""));
        if self.open.len() >= self.options.max_depth {
            let message = format!("more than {} elements in one another", self.options.max_depth);
            return Err(self.error(ErrorKind::Limit, message));
        }
        self.bindings.truncate(std::mem::replace(&mut self.lasting, usize::MAX));
        self.open.push(Open { name, bindings: self.bindings.len() });
        self.left = None;
        self.tag = Tag { name, local: name, namespace: Ns::NONE, hash: 0, nil: false, ty: None };
        self.attributes.clear();
        if !attributes.is_empty() {
            self.scan_attributes(attributes)?;
        }
        let (prefix, local) = split_name(name);
        self.tag.local = local;
        self.tag.hash = name_hash(local.as_bytes());
        self.tag.namespace = match self.resolve(prefix) {
            Some(namespace) => namespace,
            None if prefix.is_empty() => Ns::NONE,
            None => {
                self.deviation(DeviationKind::Namespace, || format!("the prefix of <{name}> is declared nowhere"))?;
                Ns::NONE
            }
        };
        Ok(Step::Start)
    }

    fn leave(&mut self) -> Step<'a> {
        if let Some(open) = self.open.pop() {
            self.lasting = self.lasting.min(open.bindings);
            self.left = Some(open.name);
        }
        Step::End
    }

    /// Makes the next step find the start tag again on which the reader stands.
    pub(crate) fn unread_start(&mut self) {
        self.unread = Some(Unread::Start);
    }

    /// Makes the next step find the end tag again behind which the reader stands.
    pub(crate) fn unread_end(&mut self) {
        self.unread = Some(Unread::End);
    }

    /// How far the document has been read, in bytes.
    pub fn offset(&self) -> usize {
        self.text.len() - self.tokens.get_ref().len()
    }

    // -- memory ----------------------------------------------------------------------------------------------------

    /// Counts what a repeated value takes.
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<()> {
        self.add_memory(bytes);
        if self.memory.get() > self.max_memory {
            let message =
                format!("the values take more than {} bytes of memory: see Options::max_memory", self.max_memory);
            return Err(self.error(ErrorKind::Limit, message));
        }
        Ok(())
    }

    fn add_memory(&self, bytes: usize) {
        self.memory.set(self.memory.get().saturating_add(bytes));
    }

    // -- documents and elements --------------------------------------------------------------------------------------

    /// Goes to the end of the document, behind the end of its root.
    ///
    /// # Errors
    /// There is something else than comments and white space; as [`Self::step`].
    pub fn end_of_document(&mut self) -> Result<()> {
        loop {
            match self.step()? {
                Step::Eof => return Ok(()),
                Step::Text(text) if lexical::trim(&text).is_empty() => {}
                _ => return Err(self.error(ErrorKind::Syntax, "there is something behind the root element")),
            }
        }
    }

    /// Reads the element on whose start tag the reader stands, whatever it is, as it came.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn any_element(&mut self) -> Result<AnyElement> {
        AnyElement::capture(self)
    }
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("offset", &self.offset()).field("path", &self.path()).finish_non_exhaustive()
    }
}

/// What the names of most elements are made of.
fn is_plain_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.')
}

//! Pulls a document apart: tags with resolved names, text with references replaced.

mod inside;

use std::borrow::Cow;
use std::cell::Cell;

use quick_xml::events::Event;

use super::any::AnyElement;
use super::element::GlobalElement;
use super::error::{Error, ErrorKind, Position, Result};
use super::field::{Field, Of, WhiteSpace, hash};
use super::lexical::{self, NamespaceScope};
use super::namespace::{Namespace, Ns, XML_URI, XMLNS_URI, XSI_URI};
use super::options::{Deviation, DeviationKind, Options};
pub(crate) use inside::Scope;

/// How many namespace declarations may apply at one place: every prefix is looked for among them.
const MOST_BINDINGS: usize = 256;

/// How many attributes a tag may have: each is compared with the others.
const MOST_ATTRIBUTES: usize = 4096;

/// How many bytes the deviations of a document may take, about.
const MOST_DEVIATION_TEXT: usize = 1 << 20;

/// How many namespaces that nobody declared a document may have: every declaration is looked for among them.
const MOST_NAMESPACES: usize = 4096;

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
    declared: &'static [Namespace],
    /// The namespaces of the document that nobody declared.
    foreign: Vec<Cow<'a, str>>,
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

/// An attribute of the current tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) namespace: Ns,
    pub(crate) local: &'a str,
    pub(crate) prefix: &'a str,
    pub(crate) hash: u32,
    raw: &'a str,
    is_declaration: bool,
}

struct RawDeviation {
    kind: DeviationKind,
    subject: String,
    offset: usize,
    path: String,
}

impl<'a> Reader<'a> {
    /// Begins a document whose known namespaces are the declared ones.
    pub fn new(text: &'a str, declared: &'static [Namespace], options: Options) -> Self {
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
            foreign: Vec::new(),
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
        self.tag.hash = hash(local.as_bytes());
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

    // -- tags and names --------------------------------------------------------------------------------------------

    /// The namespace, the local name and the hash of the current tag.
    pub(crate) fn name(&self) -> (Ns, &'a str, u32) {
        (self.tag.namespace, self.tag.local, self.tag.hash)
    }

    /// The namespace name of the current tag; empty for none.
    pub fn namespace_uri(&self) -> &str {
        self.uri(self.tag.namespace)
    }

    /// The local name of the current tag.
    pub fn local_name(&self) -> &'a str {
        self.tag.local
    }

    /// The name of the current tag as it is written.
    pub(crate) fn tag_name(&self) -> &'a str {
        self.tag.name
    }

    /// The value of an attribute of the current tag: namespace name (empty for none) and local name.
    ///
    /// # Errors
    /// A reference in it to something that is not known.
    pub fn attribute(&mut self, namespace: &str, local: &str) -> Result<Option<Cow<'a, str>>> {
        let found = self.attributes.iter().find(|attribute| {
            attribute.local == local && self.uri(attribute.namespace) == namespace && !attribute.is_declaration
        });
        match found.copied() {
            Some(attribute) => self.attribute_value(&attribute).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn attribute_count(&self) -> usize {
        self.attributes.len()
    }

    /// An attribute; declarations of namespaces are none.
    pub(crate) fn attribute_at(&self, index: usize) -> Option<Attribute<'a>> {
        self.attributes.get(index).copied().filter(|attribute| !attribute.is_declaration)
    }

    /// The prefixes that the current tag declares.
    pub(crate) fn declarations(&self) -> impl Iterator<Item = (&'a str, &str)> {
        let outside = self.open.last().map_or(0, |open| open.bindings);
        self.bindings
            .get(outside..)
            .unwrap_or_default()
            .iter()
            .map(|binding| (binding.prefix, self.uri(binding.namespace)))
    }

    /// The name of a namespace; empty for none.
    pub(crate) fn uri(&self, namespace: Ns) -> &str {
        match namespace {
            Ns::NONE => "",
            Ns::XML => XML_URI,
            Ns::XSI => XSI_URI,
            other => match other.index() {
                Some(index) if index < self.declared.len() => self.declared[index].uri,
                Some(index) => self.foreign.get(index - self.declared.len()).map_or("", |uri| uri),
                None => "",
            },
        }
    }

    /// Whether the current tag says `xsi:nil="true"`.
    pub(crate) fn is_nil(&self) -> bool {
        self.tag.nil
    }

    /// Takes a tag without a namespace for one of a declared namespace, where it fits: senders forget to declare the default.
    ///
    /// # Errors
    /// In strict mode, where it would fit.
    pub fn adopt_namespace(&mut self, fits: impl Fn(&Self) -> bool) -> Result<()> {
        if self.tag.namespace != Ns::NONE {
            return Ok(());
        }
        for index in 0..u16::try_from(self.declared.len()).unwrap_or(u16::MAX) {
            self.tag.namespace = Ns::declared(index);
            if fits(self) {
                let name = self.tag.name;
                return self.deviation(DeviationKind::Namespace, || format!("<{name}> without a namespace"));
            }
        }
        self.tag.namespace = Ns::NONE;
        Ok(())
    }

    /// Takes the current tag for that of a field, whatever its name is.
    ///
    /// # Errors
    /// In strict mode.
    pub fn take_for(&mut self, field: &'static Field) -> Result<()> {
        let (name, label) = (self.tag.name, field.name.local);
        self.deviation(DeviationKind::Name, || format!("<{name}> for {label}"))?;
        self.tag = Tag { local: label, namespace: field.name.namespace, hash: field.name.hash, ..self.tag };
        Ok(())
    }

    /// The value of `xsi:type` of the current tag, as namespace and local name; `None` for the namespace if its prefix is
    /// declared nowhere.
    pub(crate) fn xsi_type(&self) -> Option<(Option<Ns>, &'a str)> {
        let (prefix, local) = split_name(lexical::trim(self.tag.ty?));
        let namespace = self.resolve(prefix);
        Some((if prefix.is_empty() { namespace.or(Some(Ns::NONE)) } else { namespace }, local))
    }

    /// Takes the `xsi:type` of the current tag as done with.
    pub(crate) fn forget_type(&mut self) {
        self.tag.ty = None;
    }

    fn resolve(&self, prefix: &str) -> Option<Ns> {
        let bound = self.bindings.iter().rev().find(|binding| binding.prefix == prefix);
        match bound {
            Some(binding) => Some(binding.namespace),
            None if prefix == "xml" => Some(Ns::XML),
            None => None,
        }
    }

    fn intern(&mut self, uri: Cow<'a, str>) -> Result<Ns> {
        if let Some(known) = self.known(&uri) {
            return Ok(known);
        }
        let packed: String = uri.split_ascii_whitespace().collect();
        let twin = packed.strip_prefix("https://").map(|rest| format!("http://{rest}"));
        let twin = self.known(&packed).or_else(|| self.known(&twin?));
        if let Some(twin) = twin {
            self.deviation(DeviationKind::Namespace, || uri.to_string())?;
            return Ok(twin);
        }
        let index = match self.foreign.iter().position(|known| *known == uri) {
            Some(index) => index,
            None => {
                self.foreign.push(uri);
                self.foreign.len() - 1
            }
        };
        match u16::try_from(self.declared.len() + index) {
            Ok(number) if index < MOST_NAMESPACES => Ok(Ns::declared(number)),
            _ => Err(self.error(ErrorKind::Limit, format!("more than {MOST_NAMESPACES} namespaces"))),
        }
    }

    fn known(&self, uri: &str) -> Option<Ns> {
        match uri {
            "" => return Some(Ns::NONE),
            XML_URI => return Some(Ns::XML),
            XSI_URI => return Some(Ns::XSI),
            _ => {}
        }
        let index = self.declared.iter().position(|known| known.uri == uri)?;
        u16::try_from(index).ok().map(Ns::declared)
    }

    // -- attributes ------------------------------------------------------------------------------------------------

    fn scan_attributes(&mut self, raw: &'a str) -> Result<()> {
        let mut rest = raw.trim_ascii_start();
        let mut has_prefix = false;
        while !rest.is_empty() {
            let Some((name, value, behind)) = split_attribute(rest) else {
                let shown: String = rest.chars().take(40).collect();
                return Err(self.error(ErrorKind::Syntax, format!("no attribute: {shown:?}")));
            };
            rest = behind;
            if self.attributes.len() >= MOST_ATTRIBUTES {
                return Err(self.error(ErrorKind::Limit, format!("more than {MOST_ATTRIBUTES} attributes in one tag")));
            }
            self.check_value(value)?;
            let (prefix, local) = split_name(name);
            let is_declaration = prefix == "xmlns" || name == "xmlns";
            has_prefix |= !prefix.is_empty();
            self.attributes.push(Attribute {
                namespace: Ns::NONE,
                local,
                prefix,
                hash: hash(local.as_bytes()),
                raw: value,
                is_declaration,
            });
            if is_declaration {
                let uri = self.normalized(value)?;
                // Namespaces in XML 1.0, section 3: reserved prefixes and namespace names.
                let is_named = name == "xmlns" || lexical::is_nc_name(local);
                if !is_named || uri == XMLNS_URI || (uri == XML_URI) != (name == "xmlns:xml") {
                    return Err(self.error(ErrorKind::Syntax, format!("{name} cannot stand for {}", shown(&uri))));
                }
                let namespace = self.intern(uri)?;
                let prefix = if prefix.is_empty() { "" } else { local };
                if self.bindings.len() >= MOST_BINDINGS {
                    let message = format!("more than {MOST_BINDINGS} namespace declarations apply at once");
                    return Err(self.error(ErrorKind::Limit, message));
                }
                self.bindings.push(Binding { prefix, namespace });
            }
        }
        if has_prefix {
            self.resolve_attributes()?;
        }
        self.check_unique()
    }

    fn resolve_attributes(&mut self) -> Result<()> {
        for index in 0..self.attributes.len() {
            let attribute = self.attributes[index];
            if attribute.prefix.is_empty() || attribute.is_declaration {
                continue;
            }
            let namespace = match self.resolve(attribute.prefix) {
                Some(namespace) => namespace,
                None => {
                    self.deviation(DeviationKind::UnknownAttribute, || {
                        format!("{}:{}, whose prefix is declared nowhere", attribute.prefix, attribute.local)
                    })?;
                    // As little to be looked at as a declaration.
                    self.attributes[index].is_declaration = true;
                    continue;
                }
            };
            self.attributes[index].namespace = namespace;
            if namespace == Ns::XSI {
                match attribute.local {
                    "nil" => self.tag.nil = matches!(lexical::trim(attribute.raw), "true" | "1"),
                    "type" => self.tag.ty = Some(attribute.raw),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn check_unique(&self) -> Result<()> {
        let attributes = &self.attributes;
        let key = |attribute: &Attribute<'a>| {
            (attribute.is_declaration.then_some(attribute.prefix), attribute.namespace, attribute.local)
        };
        let repeated = if attributes.len() <= 16 {
            attributes
                .iter()
                .enumerate()
                .find(|(index, one)| attributes[..*index].iter().any(|other| key(other) == key(one)))
        } else {
            let mut seen = std::collections::HashSet::new();
            attributes.iter().enumerate().find(|(_, one)| !seen.insert(key(one)))
        };
        match repeated {
            None => Ok(()),
            Some((_, attribute)) => {
                Err(self.error(ErrorKind::Syntax, format!("attribute {} stands twice in one tag", attribute.local)))
            }
        }
    }

    /// The value of an attribute: references replaced, line breaks and tabs as blanks.
    pub(crate) fn attribute_value(&mut self, attribute: &Attribute<'a>) -> Result<Cow<'a, str>> {
        self.normalized(attribute.raw)
    }

    /// Refuses a value that is not well-formed, whether anyone wants it or not.
    fn check_value(&self, raw: &str) -> Result<()> {
        let mut rest = raw;
        while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
            if rest.as_bytes()[at] == b'<' {
                return Err(self.error(ErrorKind::Syntax, "`<` in an attribute"));
            }
            let Some((name, behind)) = rest[at + 1..].split_once(';') else {
                return Err(self.error(ErrorKind::Syntax, "`&` in an attribute begins no reference"));
            };
            self.referred(name)?;
            rest = behind;
        }
        Ok(())
    }

    /// What a value that [`Self::check_value`] has passed stands for.
    fn normalized(&mut self, raw: &'a str) -> Result<Cow<'a, str>> {
        if !raw.bytes().fold(false, |found, byte| found | is_special(byte)) {
            return Ok(Cow::Borrowed(raw));
        }
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find(|c: char| c == '&' || c < ' ' || !is_xml_char(c)) {
            let (before, special) = rest.split_at(at);
            out.push_str(before);
            let mut chars = special.chars();
            let c = chars.next().unwrap_or_default();
            rest = chars.as_str();
            match c {
                '&' => {
                    let (name, behind) = rest.split_once(';').unwrap_or((rest, ""));
                    out.push(self.reference(name)?);
                    rest = behind;
                }
                '\r' if rest.starts_with('\n') => {}
                '\t' | '\n' | '\r' => out.push(' '),
                forbidden => {
                    self.deviation(DeviationKind::Character, || format!("U+{:04X}", u32::from(forbidden)))?;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
        out.push_str(rest);
        Ok(Cow::Owned(out))
    }

    // -- text ------------------------------------------------------------------------------------------------------

    /// The text of the current element, to its end tag. Elements inside of it are passed over.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn text(&mut self) -> Result<Cow<'a, str>> {
        if let Some(text) = self.plain_text() {
            return self.clean(Cow::Borrowed(text));
        }
        let mut text = Cow::Borrowed("");
        loop {
            match self.step()? {
                Step::End => return Ok(text),
                Step::Text(piece) if text.is_empty() => text = piece,
                Step::Text(piece) => text.to_mut().push_str(&piece),
                Step::Start => self.unknown_element()?,
                Step::Eof => return Ok(text),
            }
        }
    }

    /// The text of the current element, if there is nothing but text up to its end tag: by far the most frequent case, and
    /// three tokens in one.
    fn plain_text(&mut self) -> Option<&'a str> {
        if self.end_follows || self.unread.is_some() || !self.between_tokens {
            return None;
        }
        let rest = *self.tokens.get_ref();
        let length = memchr::memchr2(b'<', b'&', rest)?;
        let name = self.open.last()?.name.as_bytes();
        let behind = rest[length..].strip_prefix(b"</")?.strip_prefix(name)?.strip_prefix(b">")?;
        let start = self.offset();
        let text = self.text.get(start..start + length)?;
        self.take(rest.len() - behind.len());
        self.leave();
        Some(text)
    }

    /// Line ends as XML has them, and no character that it forbids.
    fn clean(&mut self, text: Cow<'a, str>) -> Result<Cow<'a, str>> {
        if self.options.strict && text.contains("]]>") {
            // Harmless, and not looked for where it would be tolerated.
            return Err(self.error(ErrorKind::Syntax, "`]]>` in a text"));
        }
        // Without an early end, so that it is done many bytes at a time. U+FFFE and U+FFFF begin with 0xEF.
        let needs_care = text
            .bytes()
            .fold(false, |found, byte| found | (byte < b' ' && byte != b'\n' && byte != b'\t') | (byte == 0xEF));
        if !needs_care {
            return Ok(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' => {
                    chars.next_if_eq(&'\n');
                    out.push('\n');
                }
                c if !is_xml_char(c) => {
                    self.deviation(DeviationKind::Character, || format!("U+{:04X}", u32::from(c)))?;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
                c => out.push(c),
            }
        }
        Ok(Cow::Owned(out))
    }

    /// What a reference stands for.
    fn reference(&mut self, name: &str) -> Result<char> {
        match self.referred(name)? {
            Some(c) => Ok(c),
            None => {
                self.deviation(DeviationKind::Character, || format!("&{name};"))?;
                Ok(char::REPLACEMENT_CHARACTER)
            }
        }
    }

    /// The character that a reference stands for; `None` if XML forbids it.
    fn referred(&self, name: &str) -> Result<Option<char>> {
        let number = match name {
            "lt" => return Ok(Some('<')),
            "gt" => return Ok(Some('>')),
            "amp" => return Ok(Some('&')),
            "quot" => return Ok(Some('"')),
            "apos" => return Ok(Some('\'')),
            _ => name.strip_prefix('#'),
        };
        let Some(number) = number else {
            let shown: String = name.chars().take(40).collect();
            let message = format!("`&{shown};` refers to an entity, and entities are never read");
            return Err(self.error(ErrorKind::Syntax, message));
        };
        let code = match number.strip_prefix('x') {
            Some(hex) if is_number(hex, 16) => u32::from_str_radix(hex, 16).unwrap_or(u32::MAX),
            None if is_number(number, 10) => number.parse().unwrap_or(u32::MAX),
            _ => {
                let shown: String = name.chars().take(40).collect();
                return Err(self.error(ErrorKind::Syntax, format!("`&{shown};` is no reference to a character")));
            }
        };
        Ok(char::from_u32(code).filter(|&c| is_xml_char(c)))
    }

    // -- what does not belong --------------------------------------------------------------------------------------

    /// Passes over the current element, to its end tag.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn skip(&mut self) -> Result<()> {
        let outside = self.open.len().saturating_sub(1);
        loop {
            match self.step()? {
                Step::End if self.open.len() <= outside => return Ok(()),
                Step::Eof => return Ok(()),
                Step::Start | Step::End | Step::Text(_) => {}
            }
        }
    }

    /// Refuses what is no name but was taken for one so far: it must not be kept and written again.
    pub(crate) fn check_name(&self, local: &str) -> Result<()> {
        if lexical::is_nc_name(local) {
            return Ok(());
        }
        Err(self.error(ErrorKind::Syntax, format!("{} is no name", shown(local))))
    }

    /// Passes over an element that nothing names.
    pub(crate) fn unknown_element(&mut self) -> Result<()> {
        let name = self.tag.name;
        self.deviation(DeviationKind::UnknownElement, || format!("<{name}>"))?;
        self.skip()
    }

    /// Text where only elements stand: white space is fine.
    pub(crate) fn unexpected_text(&mut self, text: &str) -> Result<()> {
        if lexical::trim(text).is_empty() {
            return Ok(());
        }
        self.deviation(DeviationKind::UnexpectedText, || shown(text))
    }

    /// Goes to the next item of a collapsed wrapper; `false` at its end.
    pub(crate) fn next_item(&mut self, field: &'static Field) -> Result<bool> {
        loop {
            match self.step()? {
                Step::Start => {
                    if self.belongs(field) {
                        return Ok(true);
                    }
                    self.adopt_namespace(|reader| reader.belongs(field))?;
                    if self.belongs(field) {
                        return Ok(true);
                    }
                    self.unknown_element()?;
                }
                Step::Text(text) => self.unexpected_text(&text)?,
                Step::End | Step::Eof => return Ok(false),
            }
        }
    }

    /// Whether the current tag is an item of a collapsed wrapper.
    fn belongs(&self, field: &'static Field) -> bool {
        let (namespace, local, hash) = self.name();
        match &field.of {
            Of::Element(name) => name.is(namespace, local, hash),
            Of::Choice(fields) => {
                let fields = fields();
                fields.iter().any(|field| field.accepts(namespace, local, hash))
                    || fields.iter().any(|field| field.accepts_any(namespace))
            }
            Of::Any(namespaces) => namespaces.take(namespace),
            Of::Nothing => false,
        }
    }

    /// Notes something that the schema does not allow.
    ///
    /// # Errors
    /// In strict mode it is one.
    pub(crate) fn deviation(&mut self, kind: DeviationKind, subject: impl FnOnce() -> String) -> Result<()> {
        // One copy of what follows is enough.
        let mut subject = Some(subject);
        self.note(kind, &mut || subject.take().map(|subject| subject()).unwrap_or_default())
    }

    #[cold]
    fn note(&mut self, kind: DeviationKind, subject: &mut dyn FnMut() -> String) -> Result<()> {
        if self.options.strict {
            let error_kind = match kind {
                DeviationKind::Missing => ErrorKind::Missing,
                DeviationKind::Value | DeviationKind::UnlistedValue => ErrorKind::Value,
                DeviationKind::Character | DeviationKind::Syntax => ErrorKind::Syntax,
                _ => ErrorKind::Unexpected,
            };
            let error = Error::new(error_kind, format!("{kind}: {}", subject()));
            return Err(if kind.is_of_what_was_read() { self.located_in_left(error) } else { self.located(error) });
        }
        let has_room = self.deviations.len() < Deviation::MOST && self.deviation_text < MOST_DEVIATION_TEXT;
        if self.collects && has_room {
            let mut path = self.path();
            if let Some(left) = self.left.filter(|_| kind.is_of_what_was_read()) {
                path.extend(["/", cut(left)]);
            }
            let mut subject = subject();
            if let Some((end, _)) = subject.char_indices().nth(200) {
                subject.truncate(end);
                subject.push_str("...");
            }
            self.deviation_text += path.len() + subject.len();
            self.deviations.push(RawDeviation { kind, subject, offset: self.offset(), path });
        }
        Ok(())
    }

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

    pub(crate) fn into_deviations(self) -> Vec<Deviation> {
        let text = self.text;
        let mut line = 1;
        let mut at = 0;
        let mut column = 1;
        let mut position = |offset: usize| {
            let mut offset = offset.min(text.len());
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            if offset < at {
                return Position::of(text, offset);
            }
            for c in text[at..offset].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            at = offset;
            Position { line, column, offset }
        };
        self.deviations
            .into_iter()
            .map(|raw| Deviation {
                kind: raw.kind,
                subject: raw.subject,
                position: position(raw.offset),
                path: raw.path,
            })
            .collect()
    }

    // -- errors ----------------------------------------------------------------------------------------------------

    /// How far the document has been read, in bytes.
    pub fn offset(&self) -> usize {
        self.text.len() - self.tokens.get_ref().len()
    }

    fn path(&self) -> String {
        self.open.iter().map(|open| format!("/{}", cut(open.name))).collect()
    }

    /// An error here.
    #[cold]
    pub fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        self.located(Error::new(kind, message))
    }

    #[cold]
    fn located(&self, error: Error) -> Error {
        let mut error = error.at(self.offset());
        for open in self.open.iter().rev() {
            error = error.inside(open.name);
        }
        error.locate(self.text)
    }

    #[cold]
    fn located_in_left(&self, error: Error) -> Error {
        self.located(match self.left {
            Some(left) => error.inside(left),
            None => error,
        })
    }

    /// A text that is no value of its type: noted, or an error.
    pub(crate) fn no_value(&mut self, error: lexical::LexicalError) -> Result<()> {
        if self.options.strict {
            return Err(self.located_in_left(Error::lexical(error)));
        }
        self.deviation(DeviationKind::Value, || error.to_string())
    }

    // -- documents -------------------------------------------------------------------------------------------------

    /// Reads a whole document.
    pub(crate) fn document<E: GlobalElement>(&mut self) -> Result<E> {
        loop {
            match self.step()? {
                Step::Start => break,
                Step::Eof => return Err(self.error(ErrorKind::Root, "there is no element in the document")),
                Step::Text(text) if lexical::trim(&text).is_empty() => {}
                Step::Text(text) => {
                    return Err(self.error(ErrorKind::Root, format!("no XML: it begins with {}", shown(&text))));
                }
                Step::End => {}
            }
        }
        self.adopt_namespace(|reader| reader.is_at::<E>())?;
        let value = self.element::<E>()?;
        self.end_of_document()?;
        Ok(value)
    }

    /// Goes to the end of the document, behind the end of its root.
    pub(crate) fn end_of_document(&mut self) -> Result<()> {
        loop {
            match self.step()? {
                Step::Eof => return Ok(()),
                Step::Text(text) if lexical::trim(&text).is_empty() => {}
                _ => return Err(self.error(ErrorKind::Syntax, "there is something behind the root element")),
            }
        }
    }

    /// Whether the current tag is the start of an `E`.
    pub fn is_at<E: GlobalElement>(&self) -> bool {
        let (namespace, local, hash) = self.name();
        E::FIELD.accepts(namespace, local, hash)
    }

    /// Reads the element on whose start tag the reader stands.
    ///
    /// # Errors
    /// Another element stands there; what [`from_str`](super::from_str) says.
    pub fn element<E: GlobalElement>(&mut self) -> Result<E> {
        if !self.is_at::<E>() {
            return Err(self.unexpected_element(E::FIELD));
        }
        let mut value = E::default();
        value.slot_mut().read(self, E::FIELD, false)?;
        Ok(value)
    }

    #[cold]
    fn unexpected_element(&self, expected: &Field) -> Error {
        let (label, name) = (expected.label(), self.tag.name);
        let message = format!("expected element {label}, found <{name}> of namespace {:?}", self.namespace_uri());
        self.error(ErrorKind::Root, message)
    }

    /// Reads the element on whose start tag the reader stands, whatever it is, as it came.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn any_element(&mut self) -> Result<AnyElement> {
        AnyElement::capture(self)
    }

    /// Applies the white space facet of a field to a text.
    pub(crate) fn white_space<'t>(field: &Field, text: Cow<'t, str>) -> Cow<'t, str> {
        match (field.white_space, text) {
            (WhiteSpace::Preserve, text) => text,
            (WhiteSpace::Collapse, Cow::Borrowed(text)) => lexical::collapse(text),
            (WhiteSpace::Replace, Cow::Borrowed(text)) => lexical::replace(text),
            (WhiteSpace::Collapse, Cow::Owned(text)) => Cow::Owned(lexical::collapse(&text).into_owned()),
            (WhiteSpace::Replace, Cow::Owned(text)) => Cow::Owned(lexical::replace(&text).into_owned()),
        }
    }
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("offset", &self.offset()).field("path", &self.path()).finish_non_exhaustive()
    }
}

impl NamespaceScope for Reader<'_> {
    fn namespace(&self, prefix: Option<&str>) -> Option<&str> {
        let namespace = self.resolve(prefix.unwrap_or_default())?;
        // Whoever asks keeps a copy: one long name may be asked for often.
        self.add_memory(self.uri(namespace).len());
        (namespace != Ns::NONE).then(|| self.uri(namespace))
    }
}

/// As much of a name as stands in a path: it may be as long as the document.
fn cut(name: &str) -> &str {
    name.char_indices().nth(100).map_or(name, |(end, _)| &name[..end])
}

/// What cannot simply stand in the value of an attribute; U+FFFE and U+FFFF begin with 0xEF.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | 0xEF) || byte < b' '
}

/// What the names of most elements are made of.
fn is_plain_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.')
}

/// Prefix (empty for none) and local name.
fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Name and raw value of the first attribute, and what is behind it.
fn split_attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let name = name.trim_ascii_end();
    let rest = rest.trim_ascii_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, behind) = rest[1..].split_once(quote)?;
    let is_name =
        !name.is_empty() && !name.contains(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<' | '&'));
    let is_apart = behind.is_empty() || behind.starts_with(|c: char| c.is_ascii_whitespace());
    (is_name && is_apart).then_some((name, value, behind.trim_ascii_start()))
}

fn is_number(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}

/// `Char` of XML 1.0.
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// A text for a message, cut.
pub(crate) fn shown(text: &str) -> String {
    let text = lexical::trim(text);
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push_str("...");
    }
    format!("{cut:?}")
}

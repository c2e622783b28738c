//! Finds the boundaries of tokens, also in text that arrives in chunks. Scans each byte only once.

use memchr::{memchr, memchr3};

/// The kind and the byte range of a token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Span {
    pub(crate) kind: SpanKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SpanKind {
    /// Text up to the next tag, or up to the end of the available text.
    Text,
    Start,
    /// An empty-element tag.
    Empty,
    End,
    /// A comment or a processing instruction.
    CommentOrInstruction,
    CData,
    /// The characters `<!DOCTYPE`, which start a document type declaration.
    DocType,
    /// The characters `<!` if they do not start valid markup, or the characters `<?>`.
    Malformed,
}

#[derive(Debug)]
pub(crate) struct Scanner {
    state: State,
    /// The offset of the first byte of the token.
    start: usize,
    /// The offset of the next byte to scan.
    at: usize,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Text,
    /// After `<`.
    Markup,
    Tag,
    /// In an attribute value, up to the given quote.
    Quoted(u8),
    EndTag,
    Comment,
    CData,
    Instruction,
}

impl Scanner {
    pub(crate) fn new() -> Self {
        Self::at(0)
    }

    /// Creates a scanner that begins at an offset, where a token starts.
    pub(crate) fn at(offset: usize) -> Self {
        Self { state: State::Text, start: offset, at: offset }
    }

    /// Adjusts the offsets after `bytes` bytes have been removed from the beginning of the text.
    pub(crate) fn shift(&mut self, bytes: usize) {
        self.start = self.start.saturating_sub(bytes);
        self.at = self.at.saturating_sub(bytes);
    }

    /// Returns the next token; `None` if more text is needed.
    pub(crate) fn next_span(&mut self, text: &[u8]) -> Option<Span> {
        loop {
            let rest = text.get(self.at..).filter(|rest| !rest.is_empty())?;
            match self.state {
                State::Text => {
                    let length = memchr(b'<', rest).unwrap_or(rest.len());
                    self.at += length;
                    if length > 0 {
                        return Some(self.span(SpanKind::Text, self.at));
                    }
                    self.state = State::Markup;
                    self.at += 1;
                }
                State::Markup => {
                    let markup = text.get(self.start..).unwrap_or_default();
                    let (state, length) = match rest {
                        [b'/', ..] => (State::EndTag, 1),
                        [b'?', ..] => (State::Instruction, 1),
                        [b'!', ..] if markup.starts_with(b"<!--") => (State::Comment, 3),
                        [b'!', ..] if markup.starts_with(b"<![CDATA[") => (State::CData, 8),
                        [b'!', ..] => return self.declaration(markup),
                        _ => (State::Tag, 0),
                    };
                    self.state = state;
                    self.at += length;
                }
                State::Tag => match memchr3(b'>', b'"', b'\'', rest) {
                    None => self.at += rest.len(),
                    Some(found) => {
                        let byte = rest.get(found).copied().unwrap_or(b'>');
                        self.at += found + 1;
                        if byte == b'>' {
                            let tag = text.get(self.start..self.at).unwrap_or_default();
                            let kind = if tag.ends_with(b"/>") { SpanKind::Empty } else { SpanKind::Start };
                            return Some(self.span(kind, self.at));
                        }
                        self.state = State::Quoted(byte);
                    }
                },
                State::Quoted(quote) => match memchr(quote, rest) {
                    None => self.at += rest.len(),
                    Some(found) => {
                        self.at += found + 1;
                        self.state = State::Tag;
                    }
                },
                State::EndTag => {
                    if self.skip_past_bracket(rest) {
                        return Some(self.span(SpanKind::End, self.at));
                    }
                }
                State::Comment => {
                    if self.skip_past_bracket(rest) && self.is_whole(text, b"<!--", b"-->") {
                        return Some(self.span(SpanKind::CommentOrInstruction, self.at));
                    }
                }
                State::CData => {
                    if self.skip_past_bracket(rest) && self.is_whole(text, b"<![CDATA[", b"]]>") {
                        return Some(self.span(SpanKind::CData, self.at));
                    }
                }
                State::Instruction => {
                    if self.skip_past_bracket(rest) && self.is_whole(text, b"<", b"?>") {
                        let kind =
                            if self.at - self.start > 3 { SpanKind::CommentOrInstruction } else { SpanKind::Malformed };
                        return Some(self.span(kind, self.at));
                    }
                }
            }
        }
    }

    /// Advances past the next `>`, or to the end of the text. Returns whether a `>` was found.
    fn skip_past_bracket(&mut self, rest: &[u8]) -> bool {
        let found = memchr(b'>', rest);
        self.at += found.map_or(rest.len(), |found| found + 1);
        found.is_some()
    }

    /// Returns whether the scanned bytes are a complete token: they end with `end`, which must not overlap with `start` as in `<!-->`.
    fn is_whole(&self, text: &[u8], start: &[u8], end: &[u8]) -> bool {
        let token = text.get(self.start..self.at).unwrap_or_default();
        token.len() >= start.len() + end.len() && token.ends_with(end)
    }

    /// Handles `<!` that does not start a complete `<!--` or `<![CDATA[`. Returns `None` if more text can still complete `<!--`,
    /// `<![CDATA[` or `<!DOCTYPE`.
    fn declaration(&mut self, markup: &[u8]) -> Option<Span> {
        const DOCTYPE: &[u8] = b"<!DOCTYPE";
        let may_become = |start: &[u8]| start.starts_with(markup);
        if markup.get(..DOCTYPE.len()).is_some_and(|start| start.eq_ignore_ascii_case(DOCTYPE)) {
            return Some(self.span(SpanKind::DocType, self.start + DOCTYPE.len()));
        }
        let may_be_doctype = markup.len() < DOCTYPE.len() && may_become_ignoring_case(DOCTYPE, markup);
        if may_become(b"<!--") || may_become(b"<![CDATA[") || may_be_doctype {
            return None;
        }
        Some(self.span(SpanKind::Malformed, self.start + 2))
    }

    fn span(&mut self, kind: SpanKind, end: usize) -> Span {
        let span = Span { kind, start: self.start, end };
        self.state = State::Text;
        self.start = end;
        self.at = end;
        span
    }
}

fn may_become_ignoring_case(whole: &[u8], start: &[u8]) -> bool {
    whole.get(..start.len()).is_some_and(|whole| whole.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::{Scanner, SpanKind};

    /// Asserts the tokens of a text that arrives in two chunks, for every place where it can be cut.
    fn check(text: &str, expected: &[(SpanKind, &str)]) {
        for cut in 0..=text.len() {
            let mut scanner = Scanner::new();
            let mut found: Vec<(SpanKind, String)> = Vec::new();
            for end in [cut, text.len()] {
                let known = &text.as_bytes()[..end];
                while let Some(span) = scanner.next_span(known) {
                    let part = &text[span.start..span.end];
                    match found.last_mut() {
                        Some((SpanKind::Text, text)) if span.kind == SpanKind::Text => text.push_str(part),
                        _ => found.push((span.kind, part.to_owned())),
                    }
                }
            }
            let found: Vec<(SpanKind, &str)> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
            assert_eq!(found, expected, "{text} cut at {cut}");
        }
    }

    #[test]
    fn tokens() {
        use SpanKind::{CData, CommentOrInstruction, DocType, Empty, End, Malformed, Start, Text};
        check(
            "a<b c='>\"' d=\">'\">e</b >",
            &[(Text, "a"), (Start, "<b c='>\"' d=\">'\">"), (Text, "e"), (End, "</b >")],
        );
        check(
            "<a/><!--<b>--><!----><!--->--><!-- --- >-->",
            &[
                (Empty, "<a/>"),
                (CommentOrInstruction, "<!--<b>-->"),
                (CommentOrInstruction, "<!---->"),
                (CommentOrInstruction, "<!--->-->"),
                (CommentOrInstruction, "<!-- --- >-->"),
            ],
        );
        check("<![CDATA[<a>]]]]><![CDATA[]]>", &[(CData, "<![CDATA[<a>]]]]>"), (CData, "<![CDATA[]]>")]);
        check(
            "<?xml version='1.0'?><?p <a> ??>",
            &[(CommentOrInstruction, "<?xml version='1.0'?>"), (CommentOrInstruction, "<?p <a> ??>")],
        );
        check("<!doctype", &[(DocType, "<!doctype")]);
        check("<?><??>", &[(Malformed, "<?>"), (CommentOrInstruction, "<??>")]);
        check("<!x", &[(Malformed, "<!"), (Text, "x")]);
        check("<![CDATA<", &[(Malformed, "<!"), (Text, "[CDATA")]);
    }
}

//! Errors, warnings and notes about the input, each with file, line and remedy.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::rc::Rc;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

/// The maximum number of diagnostics that [`Diagnostics::render`] shows. A last line states the number of further ones.
pub const MAX_SHOWN: usize = 50;

/// The maximum number of diagnostics that [`Diagnostics`] stores. Further ones are only counted.
const MAX_STORED: usize = 5_000;

/// The maximum number of characters of a source line that are shown.
const MAX_LINE_WIDTH: usize = 160;

/// The maximum length of a message in characters. A message can contain names from the input, whose length is unlimited.
const MAX_MESSAGE_WIDTH: usize = 1_000;

/// The id of a file in [`Sources`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SourceId(u32);

/// A range of a source file, in bytes of its decoded text.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// The position of the first byte.
    pub start: usize,
    /// The position after the last byte.
    pub end: usize,
}

impl Span {
    /// The span of built-in components, which are in no file.
    pub const BUILT_IN: Span = Span { source: SourceId(u32::MAX), start: 0, end: 0 };
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path by which the file was requested.
    pub path: PathBuf,
    /// The decoded text, without a byte order mark.
    pub text: Rc<str>,
}

/// All files that were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file, and returns its id.
    pub fn add(&mut self, path: PathBuf, text: Rc<str>) -> SourceId {
        // `u32::MAX` is the id of `Span::BUILT_IN`. Memory runs out long before the number of files reaches this id.
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX - 1));
        self.files.push(Source { path, text });
        id
    }

    /// Returns the file with an id; `None` for [`Span::BUILT_IN`].
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// Returns all files in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.files)
    }
}

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// The input is invalid, and no code is generated.
    Error,
    /// The input is valid, but probably not what its author intended.
    Warning,
    /// Information that does not point to a defect in the input.
    Note,
}

/// An error, a warning or a note about the input.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The message, one line long.
    pub message: String,
    /// The range of a source file that the diagnostic is about.
    pub span: Option<Span>,
    /// The file, if the diagnostic is about a whole file instead of a range.
    pub path: Option<PathBuf>,
    /// The text next to the caret that marks the range.
    pub label: Option<String>,
    /// The text after `help:`, which says how to fix the input.
    pub help: Option<String>,
    /// Related ranges of source files, each with a description.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// Creates an error.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// Creates a warning.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// Creates a note.
    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: printable(&message.into()),
            span: None,
            path: None,
            label: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// Sets the range of a source file that the diagnostic is about.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the file, for a diagnostic about a whole file instead of a range.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Sets the text next to the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(printable(&label.into()));
        self
    }

    /// Sets the text after `help:`.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(printable(&help.into()));
        self
    }

    /// Adds a related range with a description.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, printable(&label.into())));
        self
    }

    /// Renders the diagnostic as rustc does: file, line, column, the source line with a caret, help.
    pub fn render(&self, sources: &Sources) -> String {
        self.render_with(sources, &Renderer::plain())
    }

    fn render_with(&self, sources: &Sources, renderer: &Renderer) -> String {
        let mut group = Group::with_title(self.level().primary_title(self.message.as_str()));
        if let Some(path) = &self.path {
            group = group.element(Origin::path(printable(&path.display().to_string())));
        }
        if let Some(span) = self.span {
            group = group.elements(excerpt(sources, span, self.label.as_deref()));
        }
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
        }
        let mut report = vec![group];
        for (span, label) in &self.related {
            let title = Level::NOTE.secondary_title(normalize_untrusted_str(label));
            report.push(Group::with_title(title).elements(excerpt(sources, *span, None)));
        }
        let mut text = renderer.render(&report);
        text.push('\n');
        text
    }

    fn level(&self) -> Level<'static> {
        match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        }
    }
}

/// The diagnostics about an input, in the order in which they were found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    stored: Vec<Diagnostic>,
    seen: HashSet<Diagnostic>,
    errors: usize,
    dropped: usize,
}

impl Diagnostics {
    /// Adds a diagnostic, unless an equal one is stored. If the maximum number of diagnostics is already stored, counts the new one
    /// without storing it.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.seen.contains(&diagnostic) {
            return;
        }
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        if self.stored.len() < MAX_STORED {
            self.seen.insert(diagnostic.clone());
            self.stored.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// Returns whether at least one diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Returns whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.stored.is_empty()
    }

    /// Returns the stored diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.stored.iter()
    }

    /// Renders at most [`MAX_SHOWN`] diagnostics as rustc does, errors first. A last line states the number of further ones.
    pub fn render(&self, sources: &Sources) -> String {
        self.render_with(sources, &Renderer::plain())
    }

    /// Renders as [`render`](Self::render) does, with the colours of a terminal.
    pub fn render_styled(&self, sources: &Sources) -> String {
        self.render_with(sources, &Renderer::styled())
    }

    fn render_with(&self, sources: &Sources, renderer: &Renderer) -> String {
        let mut sorted: Vec<_> = self.stored.iter().collect();
        sorted.sort_by_key(|diagnostic| diagnostic.severity);
        let mut text = String::new();
        for diagnostic in sorted.iter().take(MAX_SHOWN) {
            text.push_str(&diagnostic.render_with(sources, renderer));
            text.push('\n');
        }
        let hidden = sorted.len().saturating_sub(MAX_SHOWN) + self.dropped;
        if hidden > 0 {
            let total = sorted.len() + self.dropped;
            let _ = writeln!(text, "... and {hidden} more ({total} in total, {} errors)", self.errors);
        }
        text
    }
}

/// The line that contains a byte.
struct Line<'a> {
    /// The line number, counted from 1.
    number: usize,
    /// The column of the byte in characters, counted from 1.
    column: usize,
    /// The byte offset of the line in the text.
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, offset: usize) -> Self {
        let offset = floor_char_boundary(text, offset);
        let (before, after) = text.split_at(offset);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = after.find('\n').unwrap_or(after.len());
        Self {
            number: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[start..].chars().count() + 1,
            start,
            text: text[start..offset + rest].trim_end_matches('\r'),
        }
    }
}

/// Returns the parts of a report that show a span: file, line and column, and the source line cut to [`MAX_LINE_WIDTH`].
fn excerpt<'a>(sources: &'a Sources, span: Span, label: Option<&'a str>) -> Vec<Element<'a>> {
    let Some(source) = sources.get(span.source) else {
        return Vec::new();
    };
    let line = Line::at(&source.text, span.start);
    let origin = Origin::path(printable(&source.path.display().to_string())).line(line.number).char_column(line.column);
    let start = span.start.saturating_sub(line.start);
    let end = span.end.max(span.start).saturating_sub(line.start);
    let (shown, caret) = window(line.text, start, end);
    let mut annotation: Annotation<'_> = AnnotationKind::Primary.span(caret);
    if let Some(label) = label {
        annotation = annotation.label(label);
    }
    let snippet = Snippet::source(shown).line_start(line.number).annotation(annotation);
    vec![origin.into(), snippet.into()]
}

/// Returns the text to show for a line, and the position of the range from `start` to `end` in this text. In a long line, the text is
/// the part around the range, with `…` where the line is cut. The end of a long range can be cut off.
fn window(line: &str, start: usize, end: usize) -> (String, std::ops::Range<usize>) {
    let start = floor_char_boundary(line, start);
    let end = floor_char_boundary(line, end.max(start));
    // If the text before the range fills at most half of the width, all of it is shown, otherwise only its end: a quarter of the
    // width.
    let from = skip_back(line, start, MAX_LINE_WIDTH / 4);
    let from = if line[..start].len() <= MAX_LINE_WIDTH / 2 { 0 } else { from };
    let to = skip_forward(line, from, MAX_LINE_WIDTH);
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    shown.push_str(&escaped(&line[from..start]));
    let caret = shown.len();
    let end = end.min(to).max(start);
    shown.push_str(&escaped(&line[start..end]));
    let caret = caret..shown.len();
    shown.push_str(&escaped(&line[end..to]));
    if to < line.len() {
        shown.push('…');
    }
    (shown, caret)
}

fn skip_back(text: &str, offset: usize, chars: usize) -> usize {
    text[..offset].char_indices().rev().take(chars).last().map_or(offset, |(at, _)| at)
}

fn skip_forward(text: &str, offset: usize, chars: usize) -> usize {
    text[offset..].char_indices().nth(chars).map_or(text.len(), |(at, _)| offset + at)
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Returns text from the input in a form that is safe to print: cut to [`MAX_MESSAGE_WIDTH`], with line breaks, other control
/// characters and invisible characters escaped as in Rust string literals.
fn printable(text: &str) -> String {
    let end = skip_forward(text, 0, MAX_MESSAGE_WIDTH);
    let mut shown = escaped(&text[..end]);
    if end < text.len() {
        shown.push('…');
    }
    shown
}

fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '"' | '\'' => shown.push(c),
            c => shown.extend(c.escape_debug()),
        }
    }
    shown
}

//! What is wrong with the input, said with the file, the line and what to do about it.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::rc::Rc;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

/// How many diagnostics are shown; the rest is counted.
pub const SHOWN: usize = 50;

/// How many diagnostics are kept; the rest is counted.
const KEPT: usize = 5_000;

/// How many characters of a source line are shown.
const LINE_WIDTH: usize = 160;

/// How many characters of a message are kept: names in the input may be of any length.
const MESSAGE_WIDTH: usize = 1_000;

/// Names a file of [`Sources`].
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct SourceId(u32);

/// A stretch of a source file, in bytes of its decoded text.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Stands where a built-in component has no place in a file.
    pub const BUILT_IN: Span = Span { source: SourceId(u32::MAX), start: 0, end: 0 };
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path as it was asked for.
    pub path: PathBuf,
    /// Its text, decoded and without a byte order mark.
    pub text: Rc<str>,
}

/// All files that were read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Keeps a file.
    pub fn add(&mut self, path: PathBuf, text: Rc<str>) -> SourceId {
        // One less than the id of `Span::BUILT_IN` can never be passed: that many files do not fit into memory.
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX - 1));
        self.files.push(Source { path, text });
        id
    }

    /// The file of an id; `None` for what is built in.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// All files in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(&self.files)
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Probably not what the author of the file meant.
    Warning,
    /// Something the reader should know.
    Note,
}

/// One thing to say about the input.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in one line.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// The file, where it has no line to show.
    pub path: Option<PathBuf>,
    /// What to write at the caret.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Other places that matter, each with what it is.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// An error.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A warning.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// A note.
    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: shortened(message.into()),
            span: None,
            path: None,
            label: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says which file it is about, where there is no line to show.
    #[must_use]
    pub fn in_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(shortened(label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// Shows another place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, shortened(label.into())));
        self
    }

    /// As rustc shows it: file, line, column, the source line with a caret, help.
    pub fn render(&self, sources: &Sources) -> String {
        self.render_with(sources, &Renderer::plain())
    }

    fn render_with(&self, sources: &Sources, renderer: &Renderer) -> String {
        let mut group = Group::with_title(self.level().primary_title(self.message.as_str()));
        if let Some(path) = &self.path {
            group = group.element(Origin::path(path.display().to_string()));
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

/// All that there is to say about the input, in the order in which it was found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    seen: HashSet<Diagnostic>,
    errors: usize,
    dropped: usize,
}

impl Diagnostics {
    /// Adds one; what was said before in the same words about the same place is not said again.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.seen.contains(&diagnostic) {
            return;
        }
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        if self.kept.len() < KEPT {
            self.seen.insert(diagnostic.clone());
            self.kept.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.kept.iter()
    }

    /// As rustc shows them, errors first, at most [`SHOWN`]; the rest is counted.
    pub fn render(&self, sources: &Sources) -> String {
        self.render_with(sources, &Renderer::plain())
    }

    /// The same with the colours of a terminal.
    pub fn render_styled(&self, sources: &Sources) -> String {
        self.render_with(sources, &Renderer::styled())
    }

    fn render_with(&self, sources: &Sources, renderer: &Renderer) -> String {
        let mut sorted: Vec<_> = self.kept.iter().collect();
        sorted.sort_by_key(|diagnostic| diagnostic.severity);
        let mut text = String::new();
        for diagnostic in sorted.iter().take(SHOWN) {
            text.push_str(&diagnostic.render_with(sources, renderer));
            text.push('\n');
        }
        let hidden = sorted.len().saturating_sub(SHOWN) + self.dropped;
        if hidden > 0 {
            let total = sorted.len() + self.dropped;
            let _ = writeln!(text, "... and {hidden} more ({total} in all, {} errors)", self.errors);
        }
        text
    }
}

/// The line that a byte stands in.
struct Line<'a> {
    /// From 1.
    number: usize,
    /// From 1, in characters.
    column: usize,
    /// Where the line starts in the text.
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

/// The place with its line, cut to a readable width.
fn excerpt<'a>(sources: &'a Sources, span: Span, label: Option<&'a str>) -> Vec<Element<'a>> {
    let Some(source) = sources.get(span.source) else {
        return Vec::new();
    };
    let line = Line::at(&source.text, span.start);
    let origin = Origin::path(source.path.display().to_string()).line(line.number).char_column(line.column);
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

/// A part of a line around a stretch of it, and where the stretch is in that part.
fn window(line: &str, start: usize, end: usize) -> (String, std::ops::Range<usize>) {
    let start = floor_char_boundary(line, start);
    let end = floor_char_boundary(line, end.max(start));
    // Some of what stands before, then as much as fits.
    let from = back(line, start, LINE_WIDTH / 4);
    let from = if line[..start].len() <= LINE_WIDTH / 2 { 0 } else { from };
    let to = ahead(line, from, LINE_WIDTH);
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    let caret = shown.len() + start - from;
    shown.push_str(&line[from..to]);
    let caret = caret..shown.len().min(caret + end.min(to).saturating_sub(start));
    if to < line.len() {
        shown.push('…');
    }
    (shown, caret)
}

fn back(text: &str, offset: usize, chars: usize) -> usize {
    text[..offset].char_indices().rev().take(chars).last().map_or(offset, |(at, _)| at)
}

fn ahead(text: &str, offset: usize, chars: usize) -> usize {
    text[offset..].char_indices().nth(chars).map_or(text.len(), |(at, _)| offset + at)
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn shortened(mut text: String) -> String {
    let end = ahead(&text, 0, MESSAGE_WIDTH);
    if end < text.len() {
        text.truncate(end);
        text.push('…');
    }
    text
}

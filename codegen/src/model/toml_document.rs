//! Parses TOML files about a schema: syntax errors become diagnostics, and keys and values have source spans.

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};

/// Parses a TOML file. Adds its syntax errors to `diagnostics`, and returns the valid part of the document.
pub(super) fn parse<'t>(text: &'t str, source: SourceId, diagnostics: &mut Diagnostics) -> Spanned<DeTable<'t>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let span = Span { source, start: range.start, end: range.end };
        diagnostics.push(Diagnostic::error(error.message().to_owned()).at(span));
    }
    document
}

/// Returns the source span of a key or a value of a file.
pub(super) fn span<T>(source: SourceId, part: &Spanned<T>) -> Span {
    let range = part.span();
    Span { source, start: range.start, end: range.end }
}

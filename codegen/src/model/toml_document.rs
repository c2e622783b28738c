//! TOML files about a schema: errors and places.

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};

/// Parses a file. Reports its errors, and returns what is valid of it.
pub(super) fn parse<'t>(text: &'t str, source: SourceId, diagnostics: &mut Diagnostics) -> Spanned<DeTable<'t>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let span = Span { source, start: range.start, end: range.end };
        diagnostics.push(Diagnostic::error(error.message().to_owned()).at(span));
    }
    document
}

/// Returns the place of a part of a file.
pub(super) fn span<T>(source: SourceId, part: &Spanned<T>) -> Span {
    let range = part.span();
    Span { source, start: range.start, end: range.end }
}

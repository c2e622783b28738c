//! The value of a pattern facet is a regular expression (part 2, 4.3.4).

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Diagnostics, MAX_SHOWN, Span};
use crate::schema::pattern::{PatternError, translate};
use crate::schema::{Facet, FacetKind, Schema};

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    // Many types state the same pattern, and compiling a pattern is slow.
    let mut seen: HashMap<&str, Option<PatternError>> = HashMap::new();
    let mut errors = 0;
    let types = schema.simple_types().filter(|(_, ty)| !ty.is_built_in());
    for facet in types.flat_map(|(_, ty)| &ty.facets).filter(|facet| facet.kind == FacetKind::Pattern) {
        let error = seen.entry(&facet.value).or_insert_with(|| translate(&facet.value).err());
        let Some(error) = error else { continue };
        let message = format!("cannot translate a pattern: {}", error.message);
        diagnostics.push(Diagnostic::error(message).at(place(facet, error)).help(error.help.as_str()));
        errors += 1;
        if errors == MAX_SHOWN {
            break;
        }
    }
}

/// Returns the span of an error. A value with character references has other positions than the file, so that its span
/// is that of the whole value.
fn place(facet: &Facet, error: &PatternError) -> Span {
    let value = facet.value_span;
    if value.end.saturating_sub(value.start) != facet.value.len() {
        return value;
    }
    Span { start: value.start + error.range.start, end: value.start + error.range.end, ..value }
}

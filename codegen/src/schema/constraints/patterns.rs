//! The value of a pattern facet is a regular expression (part 2, 4.3.4).

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Diagnostics, SHOWN, Span};
use crate::schema::pattern::{PatternError, translate};
use crate::schema::{Facet, FacetKind, Schema};

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    // Compiling takes time, and the same pattern often stands in many types.
    let mut seen: HashMap<&str, Option<PatternError>> = HashMap::new();
    let mut refused = 0;
    let types = schema.simple_types().filter(|(_, ty)| !ty.is_built_in());
    for facet in types.flat_map(|(_, ty)| &ty.facets).filter(|facet| facet.kind == FacetKind::Pattern) {
        let error = seen.entry(&facet.value).or_insert_with(|| translate(&facet.value).err());
        let Some(error) = error else { continue };
        let message = format!("cannot translate a pattern: {}", error.message);
        diagnostics.push(Diagnostic::error(message).at(place(facet, error)).help(error.help.as_str()));
        refused += 1;
        if refused == SHOWN {
            break;
        }
    }
}

/// The place of an error in the file: in the value where that is written without references, else the whole value.
fn place(facet: &Facet, error: &PatternError) -> Span {
    let value = facet.value_span;
    if value.end.saturating_sub(value.start) != facet.value.len() {
        return value;
    }
    Span { start: value.start + error.range.start, end: value.start + error.range.end, ..value }
}

//! Checks that the values of pattern facets are regular expressions (XML Schema part 2, 4.3.4).

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Diagnostics, MAX_SHOWN, Span};
use crate::schema::pattern::{PatternError, Translation};
use crate::schema::{Facet, FacetKind, Schema};

/// The maximum size of all patterns in generated code, in bytes. A general category such as `\p{L}` becomes up to 700 ranges.
const MAX_GENERATED: usize = 2 << 20;

/// The maximum sum of [`Translation::size`] over all distinct patterns.
const MAX_SIZE: usize = 10_000_000;

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    // Many types state the same pattern, and compiling a pattern is slow: each distinct pattern is compiled once.
    let mut seen: HashMap<&str, Result<usize, PatternError>> = HashMap::new();
    let (mut errors, mut generated, mut size) = (0, 0, 0);
    let types = schema.simple_types().filter(|(_, ty)| !ty.is_built_in());
    for facet in types.flat_map(|(_, ty)| &ty.facets).filter(|facet| facet.kind == FacetKind::Pattern) {
        let translated = || {
            let translation = Translation::of(&facet.value)?;
            size += translation.size;
            Ok(translation.runtime.len())
        };
        match seen.entry(&facet.value).or_insert_with(translated) {
            Ok(length) => generated += *length,
            Err(error) => {
                let message = format!("cannot translate a pattern: {}", error.message);
                diagnostics.push(Diagnostic::error(message).at(place(facet, error)).help(error.help.as_str()));
                errors += 1;
            }
        }
        if generated > MAX_GENERATED || size > MAX_SIZE {
            let error = Diagnostic::error("the patterns of all types together are too big").at(facet.value_span);
            diagnostics.push(error.help("repeat less, or use fewer general categories such as `\\p{L}`"));
            return;
        }
        if errors == MAX_SHOWN {
            return;
        }
    }
}

/// Returns the span of an error. If character references make offsets in the value differ from offsets in the file, the span covers
/// the whole value.
fn place(facet: &Facet, error: &PatternError) -> Span {
    let value = facet.value_span;
    if value.end.saturating_sub(value.start) != facet.value.len() {
        return value;
    }
    Span { start: value.start + error.range.start, end: value.start + error.range.end, ..value }
}

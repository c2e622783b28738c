//! Constraints on schema components, checked after all references are resolved.

mod content_model;
mod derivation;
mod effective;
mod facets;
mod lexical;
mod namespaces;
mod order;
mod particles;
mod patterns;
mod stated_values;
mod types;
mod values;

use crate::diagnostics::Diagnostics;
use crate::schema::Schema;

pub(crate) use values::Values;

/// Checks the constraints between components.
pub(crate) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    // The other checks list the members of a substitution group at each reference to its head. With too many members, this would be
    // too slow, so nothing else is checked.
    if !derivation::has_few_members(schema, diagnostics) {
        return;
    }
    content_model::check(schema, diagnostics);
    patterns::check(schema, diagnostics);
    facets::check(schema, diagnostics);
    stated_values::check(schema, diagnostics);
    derivation::check(schema, diagnostics);
}

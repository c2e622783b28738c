//! Constraints on schema components, checked when all references are resolved.

mod content_model;
mod patterns;
mod values;

use crate::diagnostics::Diagnostics;
use crate::schema::Schema;

/// Checks the constraints between components.
pub(crate) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    content_model::check(schema, diagnostics);
    patterns::check(schema, diagnostics);
    values::check(schema, diagnostics);
}

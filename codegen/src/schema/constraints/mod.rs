//! Constraints on schema components that hold between them, once all are resolved.

mod content_model;
mod patterns;
mod values;

use crate::diagnostics::Diagnostics;
use crate::schema::Schema;

/// Checks what the components say together.
pub(crate) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    content_model::check(schema, diagnostics);
    patterns::check(schema, diagnostics);
    values::check(schema, diagnostics);
}

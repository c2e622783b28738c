//! The model of the generated code: modules, types, fields, names, and which values are boxed.

mod aliases;
mod binding_path;
mod bindings;
mod build;
mod components;
mod content;
mod contents;
mod conversions;
mod coverage;
mod docs;
mod documentation;
mod drops;
mod empty_bases;
mod features;
mod gate;
mod ir;
mod layout;
mod messages;
mod namespaces;
mod naming;
mod operations;
mod ordered;
mod paths;
mod ranks;
mod relations;
mod response_codes;
mod row;
mod samples;
mod spoken;
mod subsets;
mod toml_document;
mod unknown;
mod versions;

pub use bindings::{Bindings, BindingsError};
pub use coverage::{Coverage, PartKind};
pub use documentation::Documentation;
pub use ir::{
    DerivedVariant, Element, ElementRef, Facet, FacetsUse, Feature, Field, File, Gate, Item, ItemId, ItemKind, Items,
    Member, MemberKind, Message, MessagePlace, Model, Module, Namespace, Operation, Presence, Required, Restricted,
    Row, RowKind, Source, StringEnum, Struct, Superset, Ty, Value, Variant,
};
pub(crate) use naming::capitalized;
pub(crate) use samples::EXAMPLE;
pub use versions::{Since, Version, Versions};

use crate::diagnostics::Diagnostic;
use crate::schema::Schema;
use crate::wsdl;

/// Builds the model of the generated code for a schema and its operations. Also returns warnings, and notes on parts without code.
///
/// # Errors
/// An entry of `secrets` or `spoken` in the bindings does not match the schema.
pub fn model(
    schema: &Schema,
    operations: &[wsdl::Operation],
    bindings: &Bindings,
    documentation: &Documentation,
    versions: &Versions,
) -> Result<(Model, Vec<Diagnostic>), Vec<BindingsError>> {
    let (mut model, parts, mut notes) = build::build(schema, bindings, documentation, versions);
    empty_bases::remove(&mut model.items);
    layout::box_items(&mut model.items);
    layout::make_defaults_finite(&mut model.items);
    unknown::set_bases(&mut model.items);
    ordered::set(&mut model.items);
    let texts = operations::Texts { documentation, versions };
    operations::add(&mut model, schema, operations, &parts, bindings, &texts, &mut notes);
    model.versions.clone_from(&versions.list);
    features::set_response_messages(&mut model, &parts);
    messages::set(&mut model, &parts);
    contents::document(&mut model);
    aliases::add(&mut model);
    relations::document(&mut model);
    relations::document_modules(&mut model);
    features::add(&mut model, &parts, bindings);
    subsets::set(&mut model);
    drops::set(&mut model, &parts, bindings);
    conversions::set(&mut model);
    samples::document(&mut model, schema, bindings);
    relations::document_messages(&mut model);
    response_codes::document(&mut model, &parts, documentation, versions);
    let mut errors =
        bindings.unused_secrets(|path| parts.types.contains_key(path) || parts.elements.contains_key(path));
    errors.extend(bindings.spoken_errors(&model.namespaces));
    if !errors.is_empty() {
        return Err(errors);
    }
    notes.extend(bindings.unused_warnings());
    Ok((model, notes))
}

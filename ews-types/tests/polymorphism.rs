//! `xsi:type`: an element can have any type derived from its declared type.

use std::collections::BTreeSet;

use codegen::schema::{ComplexTypeId, ElementId, Schema, TypeId};
use ews_types::messages::elements::{DeleteAttachmentResponse, FindItemResponse};
use ews_types::namespaces::NAMESPACES;
use ews_types::types::{AnyItemType, AnyMessageType, ItemType, MessageType, RealItem, TaskType};
use ews_types::xml::{self, DeviationKind, ElementEntry, Options};
use ews_types::{messages, types};
use test_support::instances::instance_naming;
use test_support::{Validator, content, ews_schemas, load_schema, read_and_write, write_beside_ews_schemas};

use crate::find_item::{M, response};

/// A root element for documents with the type `Insight`, which no element of the protocol contains.
mod insight {
    use ews_types::namespaces::NAMESPACES;
    use ews_types::types::Insight;
    use ews_types::xml;

    xml::elements! {
        Root(Insight): element(NONE, "Insight");
    }
}

#[test]
fn derived_types_are_written_with_equal_content() {
    let mut files = ews_schemas();
    files.push(write_beside_ews_schemas("insight.xsd", include_str!("polymorphism/insight.xsd")));
    let (schema, validator) = (load_schema(&files), Validator::new(&files));
    let declared: BTreeSet<ComplexTypeId> = schema
        .elements()
        .filter_map(|(_, element)| match element.ty {
            TypeId::Complex(ty) => Some(ty),
            TypeId::Simple(_) => None,
        })
        // Leaves out `xs:anyType`, from which all types derive. No schema file declares it, so it has no span.
        .filter(|&ty| !schema.derived_types(ty).is_empty() && schema.complex_type(ty).span.is_some())
        .collect();
    let (mut values, mut failures) = (0, Vec::new());
    for &ty in &declared {
        let mut root = None;
        let concrete = schema.derived_types(ty).into_iter().filter(|&id| !schema.complex_type(id).is_abstract);
        for derived in concrete {
            values += 1;
            if is_only_of_abstract_elements(&schema, ty) {
                continue;
            }
            let checked = check_derived(&schema, &validator, ty, derived, &mut root);
            let names = (schema.complex_type(ty).name.as_ref(), schema.complex_type(derived).name.as_ref());
            failures.extend(checked.err().map(|error| format!("{names:?}: {error}")));
        }
    }
    println!("{} types with {values} derived types", declared.len());
    let shown = failures[..failures.len().min(3)].join("\n\n");
    assert!(failures.is_empty(), "{} failed, such as\n{shown}", failures.len());
    assert!(declared.len() >= 22, "{}", declared.len());
}

fn check_derived(
    schema: &Schema,
    validator: &Validator,
    ty: ComplexTypeId,
    derived: ComplexTypeId,
    root: &mut Option<ElementId>,
) -> Result<(), String> {
    let (entry, text) = document(schema, ty, derived, root).ok_or("there is no document")?;
    let written = read_and_write(&text, NAMESPACES, |_| Ok(entry)).map_err(|error| error.to_string())?;
    let errors = validator.errors(&written);
    if !errors.is_empty() {
        return Err(format!("not valid: {}\n{text}\n{written}", errors.join("\n")));
    }
    let named = format!(":{}\"", schema.complex_type(derived).name.as_ref().unwrap().local);
    if !written.contains(&named) || content(&text) != content(&written) {
        return Err(format!("{}\nbecame\n{}", content(&text), content(&written)));
    }
    Ok(())
}

/// Returns a document in which elements of type `ty` have an `xsi:type` with the type `derived`, and the entry of its root element.
/// `root` is the root element of the previous document for `ty`: it is tried first, and set to the root element of the new document.
fn document(
    schema: &Schema,
    ty: ComplexTypeId,
    derived: ComplexTypeId,
    root: &mut Option<ElementId>,
) -> Option<(&'static ElementEntry, String)> {
    let document_of = |id: ElementId| Some((id, instance_naming(schema, id, ty, derived)?));
    let (id, text) = root.and_then(document_of).or_else(|| {
        let mut roots: Vec<ElementId> =
            schema.elements().filter(|(_, element)| element.is_global).map(|(id, _)| id).collect();
        // Tries elements of type `ty` before others, because they give the smallest document.
        roots.sort_by_key(|&id| schema.element(id).ty != TypeId::Complex(ty));
        roots.into_iter().find_map(document_of)
    })?;
    *root = Some(id);
    let name = &schema.element(id).name;
    let entries = match name.namespace.as_deref() {
        Some(M) => messages::elements::ELEMENTS,
        Some(_) => types::elements::ELEMENTS,
        None => insight::ELEMENTS,
    };
    Some((entries.iter().find(|entry| entry.row.takes(&name.local))?, text))
}

/// Returns whether all elements whose declared type is `ty` are abstract. An abstract element has no instance: the
/// members of its substitution group, which have types of their own, occur instead.
fn is_only_of_abstract_elements(schema: &Schema, ty: ComplexTypeId) -> bool {
    schema.elements().all(|(_, element)| element.ty != TypeId::Complex(ty) || element.is_abstract)
}

/// Checks an item with an unknown `xsi:type`. Strict mode refuses the item. Default mode reports a deviation, and the item is written
/// as `expected`.
#[track_caller]
fn check_unknown(item: &str, expected: &str) {
    let text = response(item);
    assert!(Options::new().strict(true).from_str::<FindItemResponse>(&text).is_err(), "{item}");
    let read = Options::new().read::<FindItemResponse>(&text).unwrap();
    assert!(read.deviations.iter().all(|deviation| deviation.kind == DeviationKind::Type), "{:?}", read.deviations);
    assert_eq!(content(&xml::to_string(&read.value).unwrap()), content(&response(expected)));
}

#[test]
fn unknown_type_in_a_known_namespace_is_kept() {
    let item = "<t:Message xsi:type=\"t:NewType\" a=\"1\"><t:Subject>s</t:Subject><t:New a=\"b\">c</t:New></t:Message>";
    check_unknown(item, item);
}

#[test]
fn unknown_type_of_a_declared_base_is_kept() {
    let item = "<t:Message xsi:type=\"n:NewType\" xmlns:n=\"urn:n\"><t:Size>1</t:Size><n:New/></t:Message>";
    check_unknown(item, item);
}

#[test]
fn unknown_type_without_known_content_is_kept() {
    let item = "<t:Item xmlns:n=\"urn:n\" xsi:type=\"n:NewType\"><n:New n:a=\"b\"/></t:Item>";
    check_unknown(item, item);
}

#[test]
fn type_with_an_undeclared_prefix_is_ignored() {
    check_unknown(
        "<t:Message xsi:type=\"u:NewType\"><t:Size>1</t:Size></t:Message>",
        "<t:Message><t:Size>1</t:Size></t:Message>",
    );
    check_unknown("<t:Message xsi:type=\"u:PostItemType\"/>", "<t:Message/>");
}

#[test]
fn values_of_derived_types_convert_and_dereference_to_the_base() {
    let mut message = MessageType::default();
    message.subject = Some("s".to_owned());
    let mut item = RealItem::from(message.clone());
    let RealItem::Message(any) = &mut item else { panic!("{item:?}") };
    assert_eq!(any.subject.as_deref(), Some("s"));
    any.size = Some(1);
    assert!(matches!(any, AnyMessageType::MessageType(message) if message.size == Some(1)));
    assert_eq!(RealItem::from(AnyMessageType::from(message.clone())), RealItem::from(message));

    let mut task = TaskType::default();
    task.base.subject = Some("t".to_owned());
    let any = AnyItemType::from(task);
    let base: &ItemType = &any;
    assert_eq!(base.subject.as_deref(), Some("t"));
}

/// Servers write `xsi:type` with the declared type on response messages.
#[test]
fn explicit_declared_type_is_written_as_read() {
    let text = format!(
        "<m:DeleteAttachmentResponse xmlns:m=\"{M}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <m:ResponseMessages><m:DeleteAttachmentResponseMessage xsi:type=\"m:DeleteAttachmentResponseMessageType\" \
         ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode></m:DeleteAttachmentResponseMessage>\
         </m:ResponseMessages></m:DeleteAttachmentResponse>"
    );
    let read = Options::new().strict(true).from_str::<DeleteAttachmentResponse>(&text).unwrap();
    assert_eq!(content(&xml::to_string(&read).unwrap()), content(&text));
    let without = text.replace(" xsi:type=\"m:DeleteAttachmentResponseMessageType\"", "");
    let read = xml::from_str::<DeleteAttachmentResponse>(&without).unwrap();
    assert_eq!(content(&xml::to_string(&read).unwrap()), content(&without));
}

//! `xsi:type`: wherever an element has a type from which others derive, each of those can stand there.
#![allow(clippy::unwrap_used, clippy::panic, clippy::field_reassign_with_default, missing_docs)]

mod content;
mod found_items;
mod judge;
mod rewrite;
mod schemas;

use std::collections::BTreeSet;

use codegen::schema::{ComplexTypeId, ElementId, Schema, TypeId};
use ews_types::messages::elements::FindItemResponse;
use ews_types::types::{AnyItemType, AnyMessageType, ItemType, MessageType, RealItem, TaskType};
use ews_types::xml::{self, DeviationKind, ElementEntry, Options};
use ews_types::{messages, types};
use schema_instances::instance_naming;

use content::content;
use found_items::{M, answer};
use judge::Judge;
use rewrite::rewrite;

/// A root for types that no element of the protocol leads to.
mod insight {
    use ews_types::namespaces::NAMESPACES;
    use ews_types::types::Insight;
    use ews_types::xml;

    pub(crate) struct Root(pub(crate) Insight);
    xml::element!(Root(Insight): element(NONE, "Insight"));
    pub(crate) const ELEMENTS: &[xml::ElementEntry] = &[xml::entry::<Root>()];
}

#[test]
fn every_derived_type_in_the_place_of_every_base() {
    let files = schemas::files(&["polymorphism/insight.xsd"]);
    let (schema, judge) = (schemas::load(&files), Judge::of(&files));
    let declared: BTreeSet<ComplexTypeId> = schema
        .elements()
        .filter_map(|(_, element)| match element.ty {
            TypeId::Complex(ty) => Some(ty),
            TypeId::Simple(_) => None,
        })
        // Everything derives from xs:anyType, which no file declares.
        .filter(|&ty| !schema.derived_types(ty).is_empty() && schema.complex_type(ty).span.is_some())
        .collect();
    let (mut bases, mut values, mut failures) = (0, 0, Vec::new());
    for ty in declared {
        bases += 1;
        let derived = schema.derived_types(ty);
        let mut root = None;
        for derived in derived.into_iter().filter(|&id| !schema.complex_type(id).is_abstract) {
            values += 1;
            let pair = (schema.complex_type(ty).name.as_ref(), schema.complex_type(derived).name.as_ref());
            if is_only_of_abstract_elements(&schema, ty) {
                continue;
            }
            let Some((entry, text)) = document(&schema, ty, derived, &mut root) else {
                failures.push(format!("{pair:?}: no document"));
                continue;
            };
            let named = format!(":{}\"", pair.1.unwrap().local);
            let outcome = rewrite(entry, &text).and_then(|written| {
                let errors = judge.errors(&written);
                if !errors.is_empty() {
                    return Err(format!("not valid: {}\n{text}\n{written}", errors.join("\n")));
                }
                if !written.contains(&named) || content(&text) != content(&written) {
                    return Err(format!("{}\nbecame\n{}", content(&text), content(&written)));
                }
                Ok(())
            });
            failures.extend(outcome.err().map(|error| format!("{pair:?}: {error}")));
        }
    }
    println!("{bases} types with {values} derived from them");
    assert!(
        failures.is_empty(),
        "{} failed, such as\n{}",
        failures.len(),
        failures[..failures.len().min(3)].join("\n\n")
    );
    assert!(bases >= 22, "{bases}");
}

/// A document in which elements of a type name a derived one.
fn document(
    schema: &Schema,
    ty: ComplexTypeId,
    derived: ComplexTypeId,
    root: &mut Option<ElementId>,
) -> Option<(&'static ElementEntry, String)> {
    let named = |id: ElementId| Some((id, instance_naming(schema, id, ty, derived)?));
    let (id, text) = root.and_then(named).or_else(|| {
        let mut roots: Vec<ElementId> =
            schema.elements().filter(|(_, element)| element.is_global).map(|(id, _)| id).collect();
        // An element of the type itself gives the smallest document.
        roots.sort_by_key(|&id| schema.element(id).ty != TypeId::Complex(ty));
        roots.into_iter().find_map(named)
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

/// An abstract element has no instance: those of its substitution group stand for it, with types of their own.
fn is_only_of_abstract_elements(schema: &Schema, ty: ComplexTypeId) -> bool {
    schema.elements().all(|(_, element)| element.ty != TypeId::Complex(ty) || element.is_abstract)
}

/// A type that no schema knows: what its base has is read, the rest is kept.
#[test]
fn unknown_types() {
    let check = |item: &str, expected: &str| {
        let text = answer(item);
        assert!(Options::new().strict(true).from_str::<FindItemResponse>(&text).is_err(), "{item}");
        let read = Options::new().read::<FindItemResponse>(&text).unwrap();
        assert!(read.deviations.iter().all(|deviation| deviation.kind == DeviationKind::Type), "{:?}", read.deviations);
        assert_eq!(content(&xml::to_string(&read.value).unwrap()), content(&answer(expected)));
    };
    let kept = [
        "<t:Message xsi:type=\"t:NewType\" a=\"1\"><t:Subject>s</t:Subject><t:New a=\"b\">c</t:New></t:Message>",
        "<t:Message xsi:type=\"n:NewType\" xmlns:n=\"urn:n\"><t:Size>1</t:Size><n:New/></t:Message>",
        "<t:Item xmlns:n=\"urn:n\" xsi:type=\"n:NewType\"><n:New n:a=\"b\"/></t:Item>",
    ];
    for item in kept {
        check(item, item);
    }
    check(
        "<t:Message xsi:type=\"u:NewType\"><t:Size>1</t:Size></t:Message>",
        "<t:Message><t:Size>1</t:Size></t:Message>",
    );
    check("<t:Message xsi:type=\"u:PostItemType\"/>", "<t:Message/>");
}

#[test]
fn a_base_is_had_by_deref_and_from() {
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

/// An `xsi:type` that says nothing new, as servers write it on response messages.
#[test]
fn explicit_types() {
    let text = format!(
        "<m:DeleteAttachmentResponse xmlns:m=\"{M}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <m:ResponseMessages><m:DeleteAttachmentResponseMessage xsi:type=\"m:DeleteAttachmentResponseMessageType\" \
         ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode></m:DeleteAttachmentResponseMessage>\
         </m:ResponseMessages></m:DeleteAttachmentResponse>"
    );
    let read = Options::new().strict(true).from_str::<messages::elements::DeleteAttachmentResponse>(&text).unwrap();
    assert_eq!(content(&xml::to_string(&read).unwrap()), content(&text));
    let without = text.replace(" xsi:type=\"m:DeleteAttachmentResponseMessageType\"", "");
    let read = xml::from_str::<messages::elements::DeleteAttachmentResponse>(&without).unwrap();
    assert_eq!(content(&xml::to_string(&read).unwrap()), content(&without));
}

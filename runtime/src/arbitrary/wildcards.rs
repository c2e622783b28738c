//! Makes the content of wildcards.

use ::arbitrary::Result;

use super::source::{Source, Spec};
use super::texts::{name_of, string};
use crate::any::{AnyAttribute, AnyElement, AnyNode, AnyType};
use crate::engine::row::{Namespaces, Occurs, RowKind};
use crate::names::Ns;

/// Makes an element that a wildcard allows.
pub(super) fn any_element(element: &mut AnyElement, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    let namespaces = match spec.row.kind {
        RowKind::Any(namespaces) => namespaces,
        _ => Namespaces::Any,
    };
    // An element in a namespace of the schemas would have to be a declared element, so the element gets another namespace.
    let is_foreign = match namespaces {
        Namespaces::OneOf(list) => !list.contains(&Ns::NONE),
        Namespaces::Any | Namespaces::OtherThan(_) => true,
    };
    if is_foreign {
        "urn:example:other".clone_into(&mut element.namespace);
        ["o", "", "t"][source.index(3)?].clone_into(&mut element.prefix);
    }
    name_of(source)?.clone_into(&mut element.local);
    any_type(&mut element.content, spec, source)
}

/// Makes content that no schema declares.
pub(super) fn any_type(content: &mut AnyType, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    source.depth += 1;
    if source.flag()? {
        let value = string(&Spec { facets: &[], ..*spec }, source)?;
        content.attributes.push(AnyAttribute { local: name_of(source)?.to_owned(), value, ..AnyAttribute::default() });
    }
    for _ in 0..source.count(Occurs { min: 0, max: 2 })? {
        let follows_text = matches!(content.nodes.last(), Some(AnyNode::Text(_)));
        let text = string(&Spec { facets: &[], ..*spec }, source)?;
        if !follows_text && !text.is_empty() {
            content.nodes.push(AnyNode::Text(text));
            continue;
        }
        let mut inside = AnyElement::default();
        name_of(source)?.clone_into(&mut inside.local);
        any_type(&mut inside.content, spec, source)?;
        content.nodes.push(AnyNode::Element(inside));
    }
    source.depth -= 1;
    Ok(())
}

//! The rows of the runtime's macros: how a field or a variant stands in XML.

use super::facets;
use super::names::Names;
use crate::model::{Items, Presence, Row, RowKind, RowWhiteSpace};
use crate::schema::{NamespaceConstraint, QName, ValueConstraint};

/// `element(T, "Subject")`, with what modifies it.
pub(crate) fn expression(names: &Names<'_>, row: &Row) -> String {
    let mut out = match &row.kind {
        RowKind::Attribute(QName { namespace: None, local }) => format!("attribute({})", literal(local)),
        RowKind::Attribute(name) => format!("qualified_attribute({})", qname(names, name)),
        RowKind::Element(name) => format!("element({})", qname(names, name)),
        RowKind::Choice(item) => format!("choice::<{}>()", names.item_text(*item)),
        RowKind::Group(item) => format!("group::<{}>()", names.item_text(*item)),
        RowKind::Mixed(item) => format!("mixed::<{}>()", names.item_text(*item)),
        RowKind::Any(constraint) => format!("any({})", namespaces(names, constraint)),
        RowKind::AnyAttribute(constraint) => format!("any_attribute({})", namespaces(names, constraint)),
        RowKind::ExplicitType => "explicit_type()".to_owned(),
        RowKind::Text => "text()".to_owned(),
    };
    match &row.items {
        Items::None => {}
        Items::Children(item) => out.push_str(&format!(".wraps(&{})", expression(names, item))),
        Items::Text => out.push_str(".list()"),
    }
    match row.white_space {
        RowWhiteSpace::Preserve => {}
        RowWhiteSpace::Replace => out.push_str(".replace()"),
        RowWhiteSpace::Collapse => out.push_str(".collapse()"),
    }
    if row.unordered {
        out.push_str(".unordered()");
    }
    match row.presence {
        Presence::Optional => {}
        Presence::Relaxed => out.push_str(".relaxed()"),
        Presence::Required => out.push_str(".required()"),
    }
    if row.within > 0 {
        out.push_str(&format!(".within({})", row.within));
    }
    if let Some((min, max)) = row.occurs {
        let max = max.map_or_else(|| "MANY".to_owned(), |max| max.to_string());
        out.push_str(&format!(".occurs({min}, {max})"));
    }
    if let Some(facets) = row.facets {
        out.push_str(&format!(".facets({})", facets::reference(names, facets)));
    }
    match &row.value {
        None => {}
        Some(ValueConstraint::Default(value)) => out.push_str(&format!(".default({})", literal(value))),
        Some(ValueConstraint::Fixed(value)) => out.push_str(&format!(".fixed({})", literal(value))),
    }
    out
}

/// `T, "Subject"`.
pub(crate) fn qname(names: &Names<'_>, name: &QName) -> String {
    format!("{}, {}", names.namespace(name.namespace.as_deref()), literal(&name.local))
}

fn namespaces(names: &Names<'_>, constraint: &NamespaceConstraint) -> String {
    match constraint {
        NamespaceConstraint::Any => "ANY".to_owned(),
        NamespaceConstraint::Not(uri) => format!("OTHER_THAN({})", names.namespace(uri.as_deref())),
        NamespaceConstraint::OneOf(list) => {
            let list: Vec<&str> = list.iter().map(|uri| names.namespace(uri.as_deref())).collect();
            format!("ONE_OF(&[{}])", list.join(", "))
        }
    }
}

/// A string literal.
pub(crate) fn literal(text: &str) -> String {
    format!("\"{}\"", text.escape_default())
}

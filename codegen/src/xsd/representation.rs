//! Schema representation constraints on single elements that the table in `grammar.rs` cannot express, such as attributes that exclude
//! each other.

use std::collections::HashSet;

use roxmltree::Node;

use super::syntax::{attribute, children, has_attribute};
use crate::diagnostics::Diagnostic;

/// The facets that a restriction may state several times.
const REPEATED: [&str; 2] = ["enumeration", "pattern"];

/// Returns an error for each constraint that an element violates. `parent` is the local name of its parent.
pub(super) fn violations(node: Node<'_, '_>, parent: &str) -> Vec<Diagnostic> {
    let has_inner = || children(node).any(|child| child.tag_name().name() == "simpleType");
    match (node.tag_name().name(), parent) {
        ("attribute", _) => of_attribute(node, has_inner()),
        ("restriction", "simpleType") => type_stated_twice(node, "base", has_inner(), "src-simple-type.2")
            .into_iter()
            .chain(of_facets(node))
            .collect(),
        ("restriction", "simpleContent") => of_facets(node),
        ("list", _) => type_stated_twice(node, "itemType", has_inner(), "src-simple-type.3").into_iter().collect(),
        ("union", _) if !has_inner() && attribute(node, "memberTypes").is_none_or(str::is_empty) => {
            vec![
                Diagnostic::error("the union has no member types")
                    .help("add memberTypes=\"...\" or a `simpleType` (src-union-memberTypes-or-simpleTypes)"),
            ]
        }
        ("notation", _) if !has_attribute(node, "public") && !has_attribute(node, "system") => {
            vec![
                Diagnostic::error("the notation has neither a public nor a system identifier")
                    .help("add public=\"...\" or system=\"...\" (n-props-correct)"),
            ]
        }
        _ => Vec::new(),
    }
}

fn of_attribute(node: Node<'_, '_>, has_inner: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if has_inner && has_attribute(node, "type") {
        found.push(
            Diagnostic::error("an attribute has one type, and this one has both `type` and a `simpleType`")
                .help("remove one of them (src-attribute.4)"),
        );
    }
    let usage = attribute(node, "use").unwrap_or("optional");
    if has_attribute(node, "default") && usage != "optional" {
        found.push(
            Diagnostic::error(format!("`default` is allowed only if `use` is `optional`, but it is `{usage}`"))
                .help("remove `default` or `use` (src-attribute.2)"),
        );
    }
    if attribute(node, "name") == Some("xmlns") {
        found.push(
            Diagnostic::error("an attribute must not have the name `xmlns`").help("choose another name (no-xmlns)"),
        );
    }
    found
}

/// Returns an error if an element states its type twice: by an attribute, such as `base`, and by an inner `simpleType`. The resolver
/// reports an element that states no type.
fn type_stated_twice(node: Node<'_, '_>, name: &str, has_inner: bool, rule: &str) -> Option<Diagnostic> {
    (has_inner && has_attribute(node, name)).then(|| {
        Diagnostic::error(format!("both `{name}` and a `simpleType` state the type"))
            .help(format!("remove one of them ({rule})"))
    })
}

fn of_facets(restriction: Node<'_, '_>) -> Vec<Diagnostic> {
    let mut stated = HashSet::new();
    let mut found = Vec::new();
    for facet in children(restriction) {
        let name = facet.tag_name().name();
        let counterpart = match name {
            "minInclusive" => "minExclusive",
            "minExclusive" => "minInclusive",
            "maxInclusive" => "maxExclusive",
            "maxExclusive" => "maxInclusive",
            _ => "",
        };
        if stated.contains(counterpart) {
            found.push(
                Diagnostic::error(format!("the restriction states both {counterpart} and {name}"))
                    .help(format!("remove one of them ({name})")),
            );
        }
        let is_facet = has_attribute(facet, "value") && !REPEATED.contains(&name);
        if is_facet && !stated.insert(name) {
            found.push(
                Diagnostic::error(format!("the restriction states {name} twice"))
                    .help("remove one of them (src-single-facet-value)"),
            );
        }
    }
    found
}

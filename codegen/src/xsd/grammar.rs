//! What may stand where in a schema document: the schema for schemas, as a table.

use roxmltree::Node;

use super::XS;
use super::document::{tag_span, written_name};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId};

const FACETS: &str = "length minLength maxLength pattern whiteSpace maxInclusive maxExclusive minInclusive minExclusive \
                      totalDigits fractionDigits enumeration";
const ATTRIBUTES: &str = "attribute attributeGroup anyAttribute";
const PARTICLES: &str = "element group choice sequence any";
const MODEL: &str = "group all choice sequence";

/// Name, attributes and children of an element. An annotation may stand everywhere.
fn rule(name: &str) -> Option<(&'static str, Vec<&'static str>)> {
    Some(match name {
        "schema" => (
            "targetNamespace version finalDefault blockDefault attributeFormDefault elementFormDefault",
            vec!["include import redefine simpleType complexType group attributeGroup element attribute notation"],
        ),
        "element" => (
            "name ref type substitutionGroup default fixed form maxOccurs minOccurs nillable abstract final block",
            vec!["simpleType complexType unique key keyref"],
        ),
        "attribute" => ("name ref type use default fixed form", vec!["simpleType"]),
        "complexType" => {
            ("name abstract final block mixed", vec!["simpleContent complexContent", MODEL, ATTRIBUTES])
        }
        "simpleType" => ("name final", vec!["restriction list union"]),
        "complexContent" => ("mixed", vec!["restriction extension"]),
        "simpleContent" => ("", vec!["restriction extension"]),
        "restriction" => ("base", vec!["simpleType", FACETS, MODEL, ATTRIBUTES]),
        "extension" => ("base", vec![MODEL, ATTRIBUTES]),
        "group" => ("name ref minOccurs maxOccurs", vec!["all choice sequence"]),
        "all" => ("minOccurs maxOccurs", vec!["element"]),
        "choice" | "sequence" => ("minOccurs maxOccurs", vec![PARTICLES]),
        "any" => ("namespace processContents minOccurs maxOccurs", vec![]),
        "anyAttribute" => ("namespace processContents", vec![]),
        "attributeGroup" => ("name ref", vec![ATTRIBUTES]),
        "list" => ("itemType", vec!["simpleType"]),
        "union" => ("memberTypes", vec!["simpleType"]),
        "key" | "unique" => ("name", vec!["selector field"]),
        "keyref" => ("name refer", vec!["selector field"]),
        "selector" | "field" => ("xpath", vec![]),
        "notation" => ("name public system", vec![]),
        "include" => ("schemaLocation", vec![]),
        "import" => ("namespace schemaLocation", vec![]),
        "redefine" => ("schemaLocation", vec!["simpleType complexType group attributeGroup"]),
        "enumeration" | "pattern" => ("value", vec![]),
        "length" | "minLength" | "maxLength" | "whiteSpace" | "maxInclusive" | "maxExclusive" | "minInclusive"
        | "minExclusive" | "totalDigits" | "fractionDigits" => ("value fixed", vec![]),
        _ => return None,
    })
}

/// Elements and attributes that XSD 1.1 added.
const OF_1_1: &[&str] = &[
    "assert", "assertion", "openContent", "defaultOpenContent", "alternative", "override", "explicitTimezone",
    "defaultAttributes", "xpathDefaultNamespace", "notNamespace", "notQName", "inheritable", "defaultAttributesApply",
    "appliesToEmpty", "test",
];

/// Checks the elements and attributes of a schema document.
pub(crate) fn check(schema: Node<'_, '_>, source: SourceId, diagnostics: &mut Diagnostics) {
    let mut open = vec![schema];
    while let Some(node) = open.pop() {
        check_attributes(node, source, diagnostics);
        let allowed = rule(node.tag_name().name()).map(|(_, children)| children).unwrap_or_default();
        for child in node.children() {
            if child.is_text() && !child.text().unwrap_or_default().trim().is_empty() {
                let span = crate::diagnostics::Span { source, start: child.range().start, end: child.range().end };
                diagnostics.push(Diagnostic::error(format!("text inside of `{}`", written_name(node))).at(span).help("remove it, or make it a comment"));
            }
            if !child.is_element() {
                continue;
            }
            if child.tag_name().namespace() != Some(XS) {
                diagnostics.push(
                    Diagnostic::error(format!("`{}` is no element of XML Schema", written_name(child)))
                        .at(tag_span(child, source))
                        .help("foreign elements stand inside of `appinfo`"),
                );
                continue;
            }
            let name = child.tag_name().name();
            if name == "annotation" {
                continue;
            }
            if !allowed.iter().any(|list| list.split(' ').any(|known| known == name)) {
                diagnostics.push(misplaced(node, child, source));
                continue;
            }
            if name == "redefine" {
                diagnostics.push(
                    Diagnostic::error("not supported: xs:redefine")
                        .at(tag_span(child, source))
                        .help("include the file, and derive types of your own"),
                );
                continue;
            }
            open.push(child);
        }
    }
}

fn misplaced(parent: Node<'_, '_>, child: Node<'_, '_>, source: SourceId) -> Diagnostic {
    let name = child.tag_name().name();
    let span = tag_span(child, source);
    if OF_1_1.contains(&name) {
        return Diagnostic::error(format!("not supported: `{name}` of XSD 1.1")).at(span).help("state it in XSD 1.0");
    }
    let message = format!("`{}` cannot stand in `{}`", written_name(child), written_name(parent));
    let allowed = rule(parent.tag_name().name()).map(|(_, children)| children.join(" ")).unwrap_or_default();
    Diagnostic::error(message).at(span).help(match allowed.as_str() {
        "" => "nothing but an annotation can".to_owned(),
        allowed => format!("one of these can: {allowed}"),
    })
}

fn check_attributes(node: Node<'_, '_>, source: SourceId, diagnostics: &mut Diagnostics) {
    let allowed = rule(node.tag_name().name()).map_or("", |(attributes, _)| attributes);
    for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
        let name = attribute.name();
        if name == "id" || allowed.split(' ').any(|known| known == name) {
            continue;
        }
        let is_1_1 = OF_1_1.contains(&name) || name == "targetNamespace";
        let error = match is_1_1 {
            true => Diagnostic::error(format!("not supported: attribute `{name}` of XSD 1.1")).help("state it in XSD 1.0"),
            false => Diagnostic::error(format!("`{}` has no attribute `{name}`", written_name(node)))
                .help(format!("it has these: {allowed}")),
        };
        let range = attribute.range();
        diagnostics.push(error.at(crate::diagnostics::Span { source, start: range.start, end: range.end }));
    }
}

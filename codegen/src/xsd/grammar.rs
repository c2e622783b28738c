//! The grammar of schema documents: the schema for schemas as a table.

use std::collections::HashMap;

use roxmltree::{Attribute, Node};

use super::document::{prefixed_name, tag_span};
use super::keywords::invalid_keyword;
use super::name::{is_language, is_nc_name};
use super::namespaces::{XML, XS};
use super::representation::violations;
use super::syntax::has_attribute;
use super::versioning::is_excluded;
use super::white_space::{WHITE_SPACE, is_blank, trim, words};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};

const FACETS: &str = "length minLength maxLength pattern whiteSpace maxInclusive maxExclusive minInclusive minExclusive \
                      totalDigits fractionDigits enumeration";
const MODEL: &str = "group all choice sequence";
const GLOBAL: &str = "simpleType complexType group attributeGroup element attribute notation";

/// The elements and attributes that XSD 1.1 added.
const OF_1_1: &[&str] = &[
    "assert",
    "assertion",
    "openContent",
    "defaultOpenContent",
    "alternative",
    "override",
    "explicitTimezone",
    "defaultAttributes",
    "defaultAttributesApply",
    "xpathDefaultNamespace",
    "notNamespace",
    "notQName",
    "inheritable",
    "appliesToEmpty",
    "targetNamespace",
    "test",
];

/// The allowed number of child elements whose names are in one list of [`Rule::children`].
#[derive(Clone, Copy, Eq, PartialEq)]
enum Count {
    One,
    Optional,
    OneOrMore,
    Any,
}

/// The attributes and children that the grammar allows for an element. Spaces separate the names.
struct Rule {
    attributes: &'static str,
    required: &'static str,
    /// Lists of names of child elements, in document order. Each list has the allowed number of children with these names.
    children: Vec<(&'static str, Count)>,
}

fn rule(attributes: &'static str, required: &'static str, children: &[(&'static str, Count)]) -> Rule {
    Rule { attributes, required, children: children.to_vec() }
}

/// Returns the rule for an element whose parent has the local name `parent`.
fn rule_for(node: Node<'_, '_>, parent: &str) -> Rule {
    use Count::{Any, One, OneOrMore, Optional};
    let is_global = matches!(parent, "schema" | "redefine");
    let refers = has_attribute(node, "ref");
    let inline_type = ("simpleType complexType", Optional);
    let identity = ("unique key keyref", Any);
    let attributes = [("attribute attributeGroup", Any), ("anyAttribute", Optional)];
    let [plain, any] = attributes;
    match node.tag_name().name() {
        "schema" => rule(
            "targetNamespace version finalDefault blockDefault attributeFormDefault elementFormDefault",
            "",
            &[("include import redefine", Any), (GLOBAL, Any)],
        ),
        "redefine" => rule("schemaLocation", "schemaLocation", &[("simpleType complexType group attributeGroup", Any)]),
        "include" => rule("schemaLocation", "schemaLocation", &[]),
        "import" => rule("namespace schemaLocation", "", &[]),
        "element" if is_global => rule(
            "name type substitutionGroup default fixed nillable abstract final block",
            "name",
            &[inline_type, identity],
        ),
        "element" if refers => rule("ref minOccurs maxOccurs", "", &[]),
        "element" => {
            rule("name type default fixed form nillable block minOccurs maxOccurs", "name", &[inline_type, identity])
        }
        "attribute" if is_global => rule("name type default fixed", "name", &[("simpleType", Optional)]),
        "attribute" if refers => rule("ref use default fixed", "", &[]),
        "attribute" => rule("name type use default fixed form", "name", &[("simpleType", Optional)]),
        "complexType" => {
            let attributes = if is_global { "name abstract final block mixed" } else { "mixed" };
            let name = if is_global { "name" } else { "" };
            let has_content = node
                .children()
                .any(|child| child.has_tag_name((XS, "simpleContent")) || child.has_tag_name((XS, "complexContent")));
            match has_content {
                true => rule(attributes, name, &[("simpleContent complexContent", One)]),
                false => rule(attributes, name, &[(MODEL, Optional), plain, any]),
            }
        }
        "simpleType" => match is_global {
            true => rule("name final", "name", &[("restriction list union", One)]),
            false => rule("", "", &[("restriction list union", One)]),
        },
        "complexContent" => rule("mixed", "", &[("restriction extension", One)]),
        "simpleContent" => rule("", "", &[("restriction extension", One)]),
        "restriction" => match parent {
            "simpleType" => rule("base", "", &[("simpleType", Optional), (FACETS, Any)]),
            "simpleContent" => rule("base", "base", &[("simpleType", Optional), (FACETS, Any), plain, any]),
            _ => rule("base", "base", &[(MODEL, Optional), plain, any]),
        },
        "extension" => match parent {
            "simpleContent" => rule("base", "base", &[plain, any]),
            _ => rule("base", "base", &[(MODEL, Optional), plain, any]),
        },
        "group" if is_global => rule("name", "name", &[("all choice sequence", One)]),
        "group" => rule("ref minOccurs maxOccurs", "ref", &[]),
        "attributeGroup" if is_global => rule("name", "name", &[plain, any]),
        "attributeGroup" => rule("ref", "ref", &[]),
        "all" => rule(occurrence(parent), "", &[("element", Any)]),
        "choice" | "sequence" => rule(occurrence(parent), "", &[("element group choice sequence any", Any)]),
        "any" => rule("namespace processContents minOccurs maxOccurs", "", &[]),
        "anyAttribute" => rule("namespace processContents", "", &[]),
        "list" => rule("itemType", "", &[("simpleType", Optional)]),
        "union" => rule("memberTypes", "", &[("simpleType", Any)]),
        "key" | "unique" => rule("name", "name", &[("selector", One), ("field", OneOrMore)]),
        "keyref" => rule("name refer", "name refer", &[("selector", One), ("field", OneOrMore)]),
        "selector" | "field" => rule("xpath", "xpath", &[]),
        "notation" => rule("name public system", "name", &[]),
        "enumeration" | "pattern" => rule("value", "value", &[]),
        "annotation" => rule("", "", &[("appinfo documentation", Any)]),
        "appinfo" | "documentation" => rule("source", "", &[]),
        // All other elements are facets.
        _ => rule("value fixed", "value", &[]),
    }
}

/// Returns the occurrence attributes that the grammar allows for a model group. Directly inside an `xs:group`, there are none:
/// references to the `xs:group` have them.
fn occurrence(parent: &str) -> &'static str {
    if parent == "group" { "" } else { "minOccurs maxOccurs" }
}

/// Checks the elements and attributes of a schema document.
pub(crate) fn check(schema: Node<'_, '_>, source: SourceId, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { source, diagnostics, ids: HashMap::new() };
    let mut open = vec![(schema, "")];
    while let Some((node, parent)) = open.pop() {
        let rule = rule_for(node, parent);
        checker.attributes(node, &rule);
        violations(node, parent).into_iter().for_each(|violation| checker.push(node, violation));
        let found = checker.children(node, &rule);
        open.extend(found.into_iter().rev().map(|child| (child, node.tag_name().name())));
    }
}

struct Checker<'d, 't> {
    source: SourceId,
    diagnostics: &'d mut Diagnostics,
    ids: HashMap<&'t str, Span>,
}

impl<'t> Checker<'_, 't> {
    fn span_of(&self, attribute: &Attribute<'_, '_>) -> Span {
        let range = attribute.range();
        Span { source: self.source, start: range.start, end: range.end }
    }

    fn attributes(&mut self, node: Node<'t, 't>, rule: &Rule) {
        for attribute in node.attributes() {
            let name = attribute.name();
            let is_allowed = match attribute.namespace() {
                None if name == "id" && !allows_any_content(node) => {
                    self.id(attribute);
                    true
                }
                None => words(rule.attributes).any(|known| known == name),
                Some(namespace) => namespace != XS,
            };
            if !is_allowed {
                let error = misplaced_attribute(node, &attribute, rule).at(self.span_of(&attribute));
                self.diagnostics.push(error);
                continue;
            }
            let wrong = match attribute.namespace() {
                None => invalid_keyword(node, name, attribute.value()),
                Some(XML) if name == "lang" => invalid_language(attribute.value()),
                Some(_) => None,
            };
            if let Some(error) = wrong {
                self.diagnostics.push(error.at(self.span_of(&attribute)));
            }
        }
        for name in words(rule.required).filter(|name| !has_attribute(node, name)) {
            let message = format!("`{}` needs the attribute `{name}`", prefixed_name(node));
            let message =
                match rule.attributes.starts_with("name") && name == "name" && rule.attributes.contains("form") {
                    true => format!("`{}` needs the attribute `name` or `ref`", prefixed_name(node)),
                    false => message,
                };
            self.diagnostics
                .push(Diagnostic::error(message).at(tag_span(node, self.source)).help(format!("add {name}=\"...\"")));
        }
    }

    fn id(&mut self, attribute: Attribute<'t, 't>) {
        let id = trim(attribute.value());
        let span = self.span_of(&attribute);
        if !is_nc_name(id) {
            let error = Diagnostic::error(format!("`{id}` is not a valid `xs:ID`")).at(span);
            self.diagnostics.push(error.help("write a name without colon, or remove the id"));
        } else if let Some(first) = self.ids.insert(id, span) {
            let error = Diagnostic::error(format!("the id `{id}` occurs twice in this file")).at(span);
            self.diagnostics
                .push(error.related(first, "the first occurrence is here").help("change or remove one of them"));
        }
    }

    /// Checks the children of an element. Returns the allowed children, even if they are out of order. Annotations are not returned,
    /// because this function also checks their content.
    fn children(&mut self, node: Node<'t, 't>, rule: &Rule) -> Vec<Node<'t, 't>> {
        let mut found = Vec::new();
        let mut counts = vec![0; rule.children.len()];
        let mut at = 0;
        let mut annotations = 0;
        for child in node.children() {
            if child.is_text() {
                self.text(node, child);
            }
            if !child.is_element() || is_excluded(child) {
                continue;
            }
            if child.tag_name().namespace() != Some(XS) {
                let error = Diagnostic::error(format!("`{}` is not an element of XML Schema", prefixed_name(child)));
                self.push(child, error.help("put foreign elements into `appinfo`"));
                continue;
            }
            let name = child.tag_name().name();
            if name == "annotation" && node.tag_name().name() != "annotation" {
                annotations += 1;
                if !holds_definitions(node) && (annotations > 1 || !found.is_empty()) {
                    self.push(child, misplaced_annotation(node, child));
                }
                self.annotation(child);
                continue;
            }
            let place = rule.children.iter().position(|(list, _)| words(list).any(|known| known == name));
            let Some(place) = place else {
                let error = misplaced(node, child, rule);
                self.push(child, error);
                continue;
            };
            if place < at {
                let later = rule.children.get(at).map_or("", |(list, _)| list).replace(' ', ", ");
                let error = Diagnostic::error(format!("`{}` is out of order", prefixed_name(child)));
                self.push(child, error.help(format!("move it before {later}")));
            }
            at = at.max(place);
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
                let is_single =
                    rule.children.get(place).is_some_and(|(_, count)| matches!(count, Count::One | Count::Optional));
                if is_single && *count > 1 {
                    let error = second(node, child, rule.children.get(place).map_or("", |(list, _)| list));
                    self.push(child, error);
                    continue;
                }
            }
            found.push(child);
        }
        for ((list, count), found) in rule.children.iter().zip(counts) {
            if found == 0 && matches!(count, Count::One | Count::OneOrMore) {
                let error = Diagnostic::error(format!("`{}` is incomplete", prefixed_name(node)));
                self.push(node, error.help(format!("add one of {}", list.replace(' ', ", "))));
            }
        }
        found
    }

    fn annotation(&mut self, node: Node<'t, 't>) {
        let rule = rule_for(node, "");
        self.attributes(node, &rule);
        for child in self.children(node, &rule) {
            let rule = rule_for(child, "annotation");
            self.attributes(child, &rule);
        }
    }

    fn text(&mut self, parent: Node<'t, 't>, text: Node<'t, 't>) {
        if is_blank(text.text().unwrap_or_default()) {
            return;
        }
        let range = text.range();
        let raw = parent.document().input_text().get(range.clone()).unwrap_or_default();
        let start = range.start + raw.len() - raw.trim_start_matches(WHITE_SPACE).len();
        let span = Span { source: self.source, start, end: start + trim(raw).len() };
        self.diagnostics.push(
            Diagnostic::error(format!("text is not allowed in `{}`", prefixed_name(parent)))
                .at(span)
                .help("remove the text, or write a comment"),
        );
    }

    fn push(&mut self, node: Node<'t, 't>, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic.at(tag_span(node, self.source)));
    }
}

/// Returns whether an element is `appinfo` or `documentation`: these allow any content, but no attribute `id`.
fn allows_any_content(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "appinfo" | "documentation")
}

/// Returns whether annotations can occur between the children of an element.
fn holds_definitions(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "schema" | "redefine")
}

/// Returns an error if an `xml:lang` is neither a language tag nor empty.
fn invalid_language(value: &str) -> Option<Diagnostic> {
    let value = trim(value);
    (!value.is_empty() && !is_language(value)).then(|| {
        Diagnostic::error(format!("invalid value `{value}` for `xml:lang`"))
            .help("write a language tag such as `en` or `en-GB`")
    })
}

fn misplaced_annotation(parent: Node<'_, '_>, annotation: Node<'_, '_>) -> Diagnostic {
    let (name, parent) = (prefixed_name(annotation), prefixed_name(parent));
    Diagnostic::error(format!("`{name}` is allowed only once and as the first child of `{parent}`"))
        .help("move it to the beginning, or merge the annotations")
}

fn second(parent: Node<'_, '_>, child: Node<'_, '_>, list: &str) -> Diagnostic {
    let message = match list {
        MODEL => "a type has one content model, and this is the second".to_owned(),
        _ => format!(
            "`{}` contains at most one of {}, and this is the second",
            prefixed_name(parent),
            list.replace(' ', ", ")
        ),
    };
    Diagnostic::error(message).help(match list {
        MODEL => "put both into a `sequence`".to_owned(),
        _ => format!("remove `{}`", prefixed_name(child)),
    })
}

fn misplaced(parent: Node<'_, '_>, child: Node<'_, '_>, rule: &Rule) -> Diagnostic {
    let name = child.tag_name().name();
    if OF_1_1.contains(&name) {
        return Diagnostic::error(format!("not supported: `{name}` of XSD 1.1")).help("use XSD 1.0");
    }
    let message = format!("`{}` is not allowed in `{}`", prefixed_name(child), prefixed_name(parent));
    let allowed: Vec<_> = rule.children.iter().flat_map(|(list, _)| words(list)).collect();
    Diagnostic::error(message).help(match allowed.is_empty() {
        true => "only an annotation is allowed".to_owned(),
        false => format!("allowed: {}", allowed.join(", ")),
    })
}

fn misplaced_attribute(node: Node<'_, '_>, attribute: &Attribute<'_, '_>, rule: &Rule) -> Diagnostic {
    let name = attribute.name();
    if attribute.namespace().is_none() && OF_1_1.contains(&name) {
        return Diagnostic::error(format!("not supported: attribute `{name}` of XSD 1.1")).help("use XSD 1.0");
    }
    let message = match (has_attribute(node, "ref"), name) {
        (true, _) => format!("`{}` with `ref` has no attribute `{name}`", prefixed_name(node)),
        (false, "minOccurs" | "maxOccurs") => format!("`{}` has no attribute `{name}` here", prefixed_name(node)),
        _ => format!("`{}` has no attribute `{name}`", prefixed_name(node)),
    };
    Diagnostic::error(message).help(match rule.attributes {
        "" => "remove it".to_owned(),
        allowed => format!("allowed: {}", allowed.replace(' ', ", ")),
    })
}

//! Properties of components, from the attributes of their declarations.

use roxmltree::Node;

use super::resolver::{Declared, Resolver};
use crate::diagnostics::Diagnostic;
use crate::schema::{DerivationKind, DerivationSet, QName, ValueConstraint};
use crate::xsd::syntax::{attribute, attribute_value};
use crate::xsd::white_space::words;
use crate::xsd::{XML, is_nc_name, split_prefix};

impl<'t> Resolver<'t, '_> {
    pub(super) fn value_constraint(&mut self, declared: Declared<'t>) -> Option<ValueConstraint> {
        match (attribute_value(declared.1, "default"), attribute_value(declared.1, "fixed")) {
            (Some(_), Some(_)) => {
                self.error(declared, "`default` and `fixed` exclude each other", "remove one of them");
                None
            }
            (Some(value), None) => Some(ValueConstraint::Default(value.to_owned())),
            (None, Some(value)) => Some(ValueConstraint::Fixed(value.to_owned())),
            (None, None) => None,
        }
    }

    /// Returns the items of the attribute `default` or `fixed` as [`item_names`] does.
    pub(super) fn value_names(&self, declared: Declared<'t>) -> Vec<Option<QName>> {
        let node = declared.1;
        item_names(node, attribute_value(node, "default").or(attribute_value(node, "fixed")).unwrap_or_default())
    }

    pub(super) fn boolean(&mut self, declared: Declared<'t>, name: &str) -> bool {
        match attribute(declared.1, name) {
            None | Some("false" | "0") => false,
            Some("true" | "1") => true,
            Some(other) => {
                let span = self.attribute_span(declared, name);
                self.diagnostics.push(
                    Diagnostic::error(format!("invalid value `{other}` for `{name}`"))
                        .at(span)
                        .help("write `true` or `false`"),
                );
                false
            }
        }
    }

    /// Returns the derivation methods in the attribute `name` of a declaration, or else in the attribute `default` of `xs:schema`.
    /// `#all` means all methods in `all`; methods that are not in `all` are ignored.
    pub(super) fn derivations(
        &self,
        declared: Declared<'t>,
        name: &str,
        default: &str,
        all: &[DerivationKind],
    ) -> DerivationSet {
        let (document, node) = declared;
        let value =
            attribute(node, name).or_else(|| attribute(self.documents[document].root, default)).unwrap_or_default();
        let word = |kind: DerivationKind| match kind {
            DerivationKind::Extension => "extension",
            DerivationKind::Restriction => "restriction",
            DerivationKind::Substitution => "substitution",
            DerivationKind::List => "list",
            DerivationKind::Union => "union",
        };
        let is_named = |kind: &DerivationKind| value == "#all" || words(value).any(|named| named == word(*kind));
        all.iter().copied().filter(is_named).collect()
    }

    /// Returns whether the name of a local declaration has the target namespace. `default` is the attribute of `xs:schema` with the
    /// default, such as `elementFormDefault`.
    pub(super) fn is_qualified(&self, declared: Declared<'t>, default: &str) -> bool {
        let (document, node) = declared;
        let form = attribute(node, "form").or_else(|| attribute(self.documents[document].root, default));
        form == Some("qualified")
    }

    pub(super) fn occurs(&mut self, declared: Declared<'t>) -> Option<(u32, Option<u32>)> {
        let min = self.count(declared, "minOccurs")?;
        let max = match attribute(declared.1, "maxOccurs") {
            Some("unbounded") => None,
            _ => Some(self.count(declared, "maxOccurs")?),
        };
        if max.is_some_and(|max| max < min) {
            let span = self.attribute_span(declared, "maxOccurs");
            self.diagnostics.push(
                Diagnostic::error("maxOccurs is less than minOccurs")
                    .at(span)
                    .help("correct one of them; the default of minOccurs is 1"),
            );
            return None;
        }
        Some((min, max))
    }

    fn count(&mut self, declared: Declared<'t>, name: &str) -> Option<u32> {
        let Some(value) = attribute(declared.1, name) else { return Some(1) };
        if let Ok(count) = value.parse() {
            return Some(count);
        }
        if is_huge(value) {
            return Some(u32::MAX);
        }
        if value.strip_prefix('-').and_then(|digits| digits.parse::<u32>().ok()) == Some(0) {
            return Some(0);
        }
        let span = self.attribute_span(declared, name);
        let help = if name == "maxOccurs" { "write a number or `unbounded`" } else { "write a number" };
        self.diagnostics.push(Diagnostic::error(format!("invalid value `{value}` for `{name}`")).at(span).help(help));
        None
    }
}

/// Resolves each space-separated item of a value as a qualified name; `None` for an item that is not a name or has an undeclared
/// prefix. The type of the value is not known here, so the items are resolved even if the type is not `QName` or `NOTATION`.
pub(super) fn item_names(node: Node<'_, '_>, value: &str) -> Vec<Option<QName>> {
    let name = |text| {
        let (prefix, local) = split_prefix(text);
        let namespace = match prefix {
            Some("xml") => Some(XML),
            _ => node.lookup_namespace_uri(prefix).filter(|uri| !uri.is_empty()),
        };
        let is_resolved = prefix.is_none() || namespace.is_some();
        (is_resolved && is_nc_name(local)).then(|| QName::new(namespace, local))
    };
    words(value).map(name).collect()
}

/// Returns whether a text is a number of ten or more digits, which may exceed a `u32`.
pub(super) fn is_huge(text: &str) -> bool {
    text.len() > 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

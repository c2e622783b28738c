//! Simple types and their facets.

use super::properties::{is_huge, item_names};
use super::resolver::{Declared, Resolver, State};
use crate::diagnostics::{Diagnostic, Span};
use crate::schema::{
    Builtin, DerivationKind, Enumeration, Facet, FacetKind, QName, SimpleTypeId, TypeId, Variety, WhiteSpace,
};
use crate::xsd::XS;
use crate::xsd::syntax::{attribute_node, attribute_value, children, documentation, has_attribute};
use crate::xsd::white_space::{trim, words};

impl<'t> Resolver<'t, '_> {
    pub(super) fn build_simple(&mut self, id: SimpleTypeId) {
        if let State::Declared(declared) = self.simple[id.index()] {
            self.simple[id.index()] = State::Building;
            self.simple[id.index()] = self.in_chain(declared, |this| this.fill_simple(id, declared));
        }
        self.extend_chain(self.simple[id.index()]);
    }

    /// Builds the type `id`, which the type in `declared` needs. Reports an error and returns `false` if the derivation is circular.
    fn needs_simple(&mut self, id: SimpleTypeId, declared: Declared<'t>) -> bool {
        if matches!(self.simple[id.index()], State::Building) {
            self.error(declared, "a simple type is derived from itself", "name another type");
            return false;
        }
        self.build_simple(id);
        true
    }

    fn fill_simple(&mut self, id: SimpleTypeId, declared: Declared<'t>) {
        use DerivationKind::{Extension, List, Restriction, Union};
        let (document, node) = declared;
        // Like Xerces and libxml2, does not apply `finalDefault` to anonymous types.
        if attribute_value(node, "name").is_some() {
            let all = [Extension, Restriction, List, Union];
            let mut final_derivations = self.derivations(declared, "final", "finalDefault", &all);
            // The method `extension` applies to simple types only together with all other methods, as in `#all` (XML Schema part 1,
            // 3.14.2).
            if final_derivations.len() < all.len() {
                final_derivations.remove(&Extension);
            }
            self.schema.simple_types[id.index()].final_derivations = final_derivations;
        }
        let Some(body) = children(node).next() else {
            self.error(declared, "a simple type needs `restriction`, `list` or `union`", "add one of them");
            return;
        };
        let inner = (document, body);
        match body.tag_name().name() {
            "restriction" => {
                if let Some(base) = self.inner_type(inner, "base") {
                    // Only the schema for schemas can restrict anySimpleType, to derive the primitive types.
                    if base == SimpleTypeId::ANY_SIMPLE_TYPE && self.target(document) != Some(XS) {
                        let help = "name an atomic type, a list or a union (cos-st-restricts.1.1)";
                        self.error(inner, "anySimpleType cannot be the base of a restriction", help);
                    }
                    self.restrict(id, base, inner);
                } else if !has_attribute(body, "base") {
                    self.error(inner, "a restriction needs a base type", "add base=\"...\"");
                }
            }
            "list" => {
                let Some(item) = self.inner_type(inner, "itemType") else {
                    if children(body).next().is_none() && !has_attribute(body, "itemType") {
                        let help = "add itemType=\"...\" (src-list-itemType-or-simpleType)";
                        self.error(inner, "a list needs the type of its items", help);
                    }
                    return;
                };
                if self.contains_list(item) {
                    let help = "name an atomic type, or a union of atomic types (cos-st-restricts.2.1)";
                    self.error(inner, "the item type of a list must not be a list", help);
                    return;
                }
                if self.schema.simple_types[item.index()].final_derivations.contains(&DerivationKind::List) {
                    let help = "name another type (cos-st-restricts.2.3.1.1)";
                    self.error(inner, "the item type is final and does not allow a list", help);
                }
                self.schema.simple_types[id.index()].variety = Variety::List(item);
            }
            "union" => {
                let members = self.member_types(inner);
                self.schema.simple_types[id.index()].variety = Variety::Union(members);
            }
            _ => {}
        }
    }

    /// Builds the type that an attribute names, or else the anonymous type inside `declared`. Returns `None` after an error, or if
    /// there is no such type.
    fn inner_type(&mut self, declared: Declared<'t>, attribute: &str) -> Option<SimpleTypeId> {
        let id = match has_attribute(declared.1, attribute) {
            true => self.simple_ref(declared, attribute),
            false => self.anonymous_simple(declared),
        }?;
        self.needs_simple(id, declared).then_some(id)
    }

    fn member_types(&mut self, declared: Declared<'t>) -> Vec<SimpleTypeId> {
        let (document, node) = declared;
        let mut members = Vec::new();
        for name in words(attribute_value(node, "memberTypes").unwrap_or_default()) {
            let Some(name) = self.expand(declared, "memberTypes", name) else { continue };
            match self.schema.types_by_name.get(&name).copied() {
                Some(TypeId::Simple(member)) => members.push(member),
                Some(TypeId::Complex(_)) => {
                    self.error(declared, format!("{name} is a complex type"), "name simple types")
                }
                None => {
                    self.unresolved(declared, "memberTypes", "type", &name, |this| {
                        this.schema.types_by_name.keys().cloned().collect()
                    });
                }
            }
        }
        for child in children(node) {
            if let Some(TypeId::Simple(member)) = self.anonymous((document, child)) {
                members.push(member);
            }
        }
        members.retain(|&member| self.needs_simple(member, declared));
        let is_final = |member: &SimpleTypeId| {
            self.schema.simple_types[member.index()].final_derivations.contains(&DerivationKind::Union)
        };
        if members.iter().any(is_final) {
            let help = "name another type (cos-st-restricts.3.3.1.1)";
            self.error(declared, "a member type is final and does not allow a union", help);
        }
        members
    }

    /// Returns whether a type is a list, or a union with a list among its members.
    fn contains_list(&self, id: SimpleTypeId) -> bool {
        let is_list = |id: &SimpleTypeId| matches!(self.schema.simple_type(*id).variety, Variety::List(_));
        self.schema.union_members(&[id]).iter().any(is_list)
    }

    /// Fills the type `id` as a restriction of `base` with the facets in `body`.
    pub(super) fn restrict(&mut self, id: SimpleTypeId, base: SimpleTypeId, body: Declared<'t>) {
        let of_base = &self.schema.simple_types[base.index()];
        let forbids = of_base.final_derivations.contains(&DerivationKind::Restriction);
        let variety = of_base.variety.clone();
        if forbids {
            self.error(body, "the base is final and does not allow a restriction", "name another base");
        }
        let mut facets = Vec::new();
        let mut enumeration = Vec::new();
        for child in children(body.1) {
            let declared = (body.0, child);
            let name = child.tag_name().name();
            let Some(value) = attribute_value(child, "value") else {
                if name == "enumeration" || FacetKind::of(name).is_some() {
                    self.error(declared, format!("`{name}` needs a value"), "add value=\"...\"");
                }
                continue;
            };
            let span = self.span(declared);
            if name == "enumeration" {
                if matches!(variety, Variety::Atomic(Builtin::Boolean)) {
                    let help = "remove it, or use a `pattern` (cos-applicable-facets)";
                    self.error(declared, "the facet enumeration does not apply to a boolean", help);
                }
                let name = self.enumerated_name(declared, value, &variety);
                let documentation = documentation(child);
                let item_names = item_names(child, value);
                let value = value.to_owned();
                enumeration.push(Enumeration { value, name, item_names, documentation, span });
            } else if let Some(kind) = FacetKind::of(name) {
                let is_fixed = self.boolean(declared, "fixed");
                // `-0` is a valid number (XML Schema part 2, 3.3.20), but Rust does not parse it as unsigned.
                let value = match trim(value).strip_prefix('-') {
                    Some(zero) if kind.is_count() && !zero.is_empty() && zero.bytes().all(|byte| byte == b'0') => zero,
                    _ => value,
                };
                self.check_facet(declared, kind, value, &variety);
                let value_span = attribute_node(child, "value").map_or(span, |attribute| {
                    let range = attribute.range_value();
                    Span { start: range.start, end: range.end, ..span }
                });
                facets.push(Facet { kind, value: value.to_owned(), is_fixed, span, value_span });
            }
        }
        let this = &mut self.schema.simple_types[id.index()];
        this.base = base;
        this.variety = variety;
        this.facets = facets;
        this.enumeration = enumeration;
    }

    /// Returns an enumerated `QName` or `NOTATION` as an expanded name; `None` for other types. Reports prefixes and notations that
    /// are not declared.
    fn enumerated_name(&mut self, declared: Declared<'t>, value: &str, variety: &Variety) -> Option<QName> {
        if !matches!(variety, Variety::Atomic(Builtin::QName | Builtin::Notation)) {
            return None;
        }
        let name = self.expand(declared, "value", trim(value))?;
        if matches!(variety, Variety::Atomic(Builtin::Notation)) && !self.notations.contains_key(&name) {
            self.unresolved(declared, "value", "notation", &name, |this| this.notations.keys().cloned().collect());
        }
        Some(name)
    }

    fn check_facet(&mut self, declared: Declared<'t>, kind: FacetKind, value: &str, variety: &Variety) {
        if kind.is_count() && trim(value).parse::<u64>().is_err() && !is_huge(trim(value)) {
            let span = self.attribute_span(declared, "value");
            self.diagnostics
                .push(Diagnostic::error(format!("`{value}` is not a number")).at(span).help("write digits"));
        }
        if kind == FacetKind::WhiteSpace && WhiteSpace::of(value).is_none() {
            let span = self.attribute_span(declared, "value");
            self.diagnostics.push(
                Diagnostic::error(format!("invalid value `{value}` for `whiteSpace`"))
                    .at(span)
                    .help("write `preserve`, `replace` or `collapse`"),
            );
        }
        let fits = match variety {
            Variety::Any => true,
            Variety::List(_) => matches!(
                kind,
                FacetKind::Length
                    | FacetKind::MinLength
                    | FacetKind::MaxLength
                    | FacetKind::Pattern
                    | FacetKind::WhiteSpace
            ),
            Variety::Union(_) => kind == FacetKind::Pattern,
            Variety::Atomic(builtin) => applies(kind, builtin.primitive()),
        };
        if !fits {
            self.error(
                declared,
                format!("the facet {kind} does not apply to this type"),
                "remove it (cos-applicable-facets)",
            );
        }
    }
}

/// Returns whether a facet applies to a primitive type (XML Schema part 2, 4.1.5).
fn applies(kind: FacetKind, primitive: Builtin) -> bool {
    use FacetKind as F;
    match kind {
        F::Pattern | F::WhiteSpace => true,
        F::Length | F::MinLength | F::MaxLength => matches!(
            primitive,
            Builtin::String
                | Builtin::HexBinary
                | Builtin::Base64Binary
                | Builtin::AnyUri
                | Builtin::QName
                | Builtin::Notation
        ),
        F::TotalDigits | F::FractionDigits => primitive == Builtin::Decimal,
        F::MaxInclusive | F::MaxExclusive | F::MinInclusive | F::MinExclusive => !matches!(
            primitive,
            Builtin::String
                | Builtin::Boolean
                | Builtin::HexBinary
                | Builtin::Base64Binary
                | Builtin::AnyUri
                | Builtin::QName
                | Builtin::Notation
        ),
    }
}

//! Redefinition (XML Schema part 1, 4.2.2): a definition replaces the original with the same name in another file.

use super::declare::blank_complex;
use super::resolver::{Declared, Expanded, Redefined, Resolver};
use crate::diagnostics::Diagnostic;
use crate::schema::{ComplexType, Content, Particle, QName, Term, TypeId};
use crate::xsd::is_nc_name;
use crate::xsd::syntax::{attribute, children, has_attribute};

impl<'t> Resolver<'t, '_> {
    /// Replaces the definitions that `xs:redefine` elements redefine.
    pub(super) fn redefine(&mut self) {
        // A redefined file can redefine other files and comes after the redefining file in `documents`, so this loop starts with the
        // last document.
        for document in (0..self.documents.len()).rev() {
            let redefines = children(self.documents[document].root).filter(|node| node.tag_name().name() == "redefine");
            for node in redefines.flat_map(children) {
                self.redefine_one((document, node));
            }
        }
    }

    fn redefine_one(&mut self, declared: Declared<'t>) {
        let (document, node) = declared;
        let Some(local) = attribute(node, "name").filter(|name| is_nc_name(name)) else {
            self.error(declared, "a redefinition needs the name of a definition", "write name=\"...\"");
            return;
        };
        let name = QName::new(self.target(document), local);
        let kind = node.tag_name().name();
        let definitions = match kind {
            "simpleType" | "complexType" => &mut self.types,
            "group" => &mut self.groups,
            _ => &mut self.attribute_groups,
        };
        let Some(original) = definitions.insert(name.clone(), declared) else {
            return self.nothing_to_redefine(declared, &name);
        };
        if original.0 == document {
            return self.duplicate(declared, kind, &name, original);
        }
        match kind {
            "simpleType" | "complexType" => self.redefine_type(declared, name),
            _ => self.redefine_group(declared, original, &name),
        }
    }

    fn redefine_group(&mut self, declared: Declared<'t>, original: Declared<'t>, name: &QName) {
        let (document, node) = declared;
        let kind = node.tag_name().name();
        let references =
            node.descendants().filter(|child| child.tag_name().name() == kind && has_attribute(*child, "ref"));
        let own: Vec<_> =
            references.filter(|child| self.qname((document, *child), "ref").as_ref() == Some(name)).collect();
        if own.is_empty() {
            self.restricted_groups.push((declared, original));
        }
        if let Some(second) = own.get(1) {
            let help = "remove one of them (src-redefine.6.1)";
            self.error((document, *second), "a redefined group can refer to its original only once", help);
        }
        for reference in own {
            let is_once = |name| attribute(reference, name).is_none_or(|count| count.parse() == Ok(1));
            if !is_once("minOccurs") || !is_once("maxOccurs") {
                let help = "remove minOccurs and maxOccurs, or write them on a sequence around the reference (src-redefine.6.1.2)";
                self.error((document, reference), "a reference to the original group must occur exactly once", help);
            }
            self.redefined.insert((document, reference.id()), Redefined::Group(original));
        }
    }

    /// Builds the redefined groups that do not refer to their originals. The constraints check that each of them restricts its
    /// original.
    pub(super) fn build_restricted_groups(&mut self) {
        for (declared, original) in std::mem::take(&mut self.restricted_groups) {
            let own = self.group_as_type(declared);
            let original = self.group_as_type(original);
            self.schema.restricted_groups.push((own, original));
        }
    }

    /// Returns a complex type with the content or attributes of a group. The rules for restrictions of groups and of types are the
    /// same, so the constraints check this type instead of the group.
    fn group_as_type(&mut self, declared: Declared<'t>) -> ComplexType {
        let (document, node) = declared;
        let name = QName::new(self.target(document), attribute(node, "name").unwrap_or_default());
        let span = self.span(declared);
        let mut ty = blank_complex(Some(name.clone()), span);
        if node.tag_name().name() == "group" {
            if let Some(Expanded { group, .. }) = self.model_group_definition(declared, &name) {
                let particle = Particle { min: 1, max: Some(1), term: Term::Group(group), span };
                ty.content = Content::Elements { mixed: false, particle };
            }
        } else {
            let uses = self.attribute_group_definition(declared, name);
            ty.attributes = uses.list.clone();
            ty.own_attributes = uses.list.clone();
            ty.any_attribute = uses.wildcard.clone();
            ty.has_own_any_attribute = uses.wildcard.is_some();
        }
        ty
    }

    fn redefine_type(&mut self, declared: Declared<'t>, name: QName) {
        let (document, node) = declared;
        let is_simple = node.tag_name().name() == "simpleType";
        let original = match self.schema.types_by_name.get(&name) {
            Some(&id) if matches!(id, TypeId::Simple(_)) == is_simple => id,
            _ => return self.nothing_to_redefine(declared, &name),
        };
        let content = if is_simple { Some(node) } else { children(node).next() };
        let body = content
            .and_then(|content| children(content).next())
            .filter(|body| self.qname((document, *body), "base").as_ref() == Some(&name));
        let Some(body) = body else {
            let message = format!("the redefinition of type {name} is not derived from {name}");
            return self.error(declared, message, "write base=\"...\" with the name of the type (src-redefine.5)");
        };
        self.redefined.insert((document, body.id()), Redefined::Type(original));
        let hidden = Some(self.hidden_name(&name));
        match original {
            TypeId::Simple(id) => {
                self.schema.simple_types[id.index()].name = hidden;
                let id = self.reserve_simple(declared, Some(name.clone()));
                self.schema.types_by_name.insert(name, TypeId::Simple(id));
            }
            TypeId::Complex(id) => {
                self.schema.complex_types[id.index()].name = hidden;
                let id = self.reserve_complex(declared, Some(name.clone()));
                self.schema.types_by_name.insert(name, TypeId::Complex(id));
            }
        }
    }

    /// Returns an unused name for the original definition of a redefined type, such as `TOriginal` for `T`. No reference resolves to
    /// this name.
    fn hidden_name(&self, name: &QName) -> QName {
        let mut hidden = name.clone();
        loop {
            hidden.local = format!("{}Original", hidden.local).into();
            if !self.schema.types_by_name.contains_key(&hidden) {
                return hidden;
            }
        }
    }

    fn nothing_to_redefine(&mut self, declared: Declared<'t>, name: &QName) {
        let kind = declared.1.tag_name().name();
        let span = self.attribute_span(declared, "name");
        self.diagnostics.push(
            Diagnostic::error(format!("the redefined file has no `{kind}` {name}"))
                .at(span)
                .help("redefine an existing definition, or declare it outside of `redefine` (src-redefine)"),
        );
    }
}

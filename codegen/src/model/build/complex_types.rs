//! The structs of complex types: attributes, text and content.

use std::collections::BTreeSet;

use super::builder::{Builder, Owner};
use super::fields::{Fields, PresenceRule, Variants};
use super::types::TypeUse;
use crate::model::binding_path::BindingPath;
use crate::model::content::{Node, NodeTerm, Occurs, fold, leaves};
use crate::model::coverage::PartKind;
use crate::model::docs::Docs;
use crate::model::ir::{ItemId, ItemKind, Presence, Row, RowKind, Struct, Ty};
use crate::model::naming;
use crate::schema::{AttributeUse, ComplexType, ComplexTypeId, Content, Derivation, SimpleTypeId, TypeId};

impl Builder<'_> {
    pub(super) fn complex_use(&mut self, id: ComplexTypeId, owner: &Owner) -> TypeUse {
        if self.schema.complex_type(id).is_built_in() {
            return TypeUse::plain(Ty::Runtime("AnyType"));
        }
        if let Some(item) = self.polymorphic_item(id) {
            return TypeUse::plain(Ty::Item(item));
        }
        match self.wrapper(id) {
            Some(wrapper) => self.wrapper_use(id, &wrapper, owner),
            None => TypeUse::plain(Ty::Item(self.item_for(TypeId::Complex(id), owner))),
        }
    }

    pub(super) fn fill_complex(&mut self, id: ComplexTypeId, item: ItemId, owner: &Owner) {
        let ty = self.schema.complex_type(id);
        let docs = self.type_docs(ty.name.as_ref(), ty.documentation.as_deref(), owner);
        if let Some(wrapper) = self.wrapper(id) {
            let used = self.wrapper_use(id, &wrapper, owner);
            let docs = docs.line(format!("Collapsed: {}.", self.wrapper_docs(&used)));
            self.set(item, ItemKind::Alias(used.ty), docs.build());
            return;
        }
        let base = self.base_item(ty);
        let (attributes, content, any) = match base {
            Some(_) => (&ty.own_attributes, &ty.own_content, ty.has_own_any_attribute),
            None => (&ty.attributes, &ty.content, true),
        };
        let mut fields = Fields::new(base.is_some());
        // Sorted by name, because the order of attributes in a schema has no meaning.
        let mut attributes: Vec<&AttributeUse> = attributes.iter().collect();
        attributes
            .sort_by(|a, b| self.schema.attribute(a.attribute).name.cmp(&self.schema.attribute(b.attribute).name));
        for attribute in attributes {
            self.attribute_field(attribute, owner, &mut fields);
        }
        if ty.name.as_ref().is_some_and(|name| self.bindings.has_explicit_type(&self.namespaces.path(name))) {
            self.explicit_type_field(&mut fields);
        }
        match content {
            Content::Empty => {}
            Content::Simple(_) if base.is_some() => {}
            Content::Simple(text) => self.text_field(*text, owner, &mut fields),
            Content::Elements { particle, .. } if ty.is_mixed() => {
                self.mixed_field(fold(self.schema, particle), owner, &mut fields)
            }
            Content::Elements { particle, .. } => {
                if let Some(node) = fold(self.schema, particle) {
                    self.content_fields(&node, &PresenceRule::Stated, owner, &mut fields);
                }
            }
        }
        if let Some(wildcard) = ty.any_attribute.as_ref().filter(|_| any) {
            let row = Row::new(RowKind::AnyAttribute(wildcard.namespaces.clone()));
            let docs = Docs::default().line("Attributes that the schema does not name.".to_owned()).build();
            fields.push("any_attributes".to_owned(), Ty::Runtime("AnyAttribute").vec(), row, docs);
        }
        let schema_name = ty.name.as_ref().map_or_else(|| owner.path.to_string(), |name| name.local.to_string());
        let kind = Struct { schema_name, qname: ty.name.clone(), base, fields: fields.list, ..Struct::default() };
        self.set(item, ItemKind::Struct(kind), docs.build());
    }

    /// Returns the struct of the base type, if the struct of `ty` contains it as the field `base`.
    pub(super) fn base_item(&self, ty: &ComplexType) -> Option<ItemId> {
        let TypeId::Complex(base) = ty.base else { return None };
        let base_ty = self.schema.complex_type(base);
        let has_base =
            ty.derivation == Derivation::Extension && !base_ty.is_built_in() && !ty.is_mixed() && !base_ty.is_mixed();
        if !has_base {
            return None;
        }
        self.item_of.get(&TypeId::Complex(base)).copied()
    }

    /// Adds the field `xsi_type`, which is true if an `xsi:type` with the name of the declared type is present.
    pub(super) fn explicit_type_field(&self, fields: &mut Fields) {
        let docs = "Whether `xsi:type` names the type that the element has anyway, as some senders have it.";
        let docs = Docs::default().line(docs.to_owned()).build();
        fields.push("xsi_type".to_owned(), Ty::Std("bool"), Row::new(RowKind::ExplicitType), docs);
    }

    fn attribute_field(&mut self, attribute: &AttributeUse, owner: &Owner, fields: &mut Fields) {
        let declaration = self.schema.attribute(attribute.attribute);
        let local = &declaration.name.local;
        let inner = Owner { path: owner.path.attribute(local), ..owner.member(local) };
        let used = self.simple_use(declaration.ty, &inner);
        let mut row = used.row(RowKind::Attribute(declaration.name.clone()));
        let ty = self.secret(used.ty, &inner.path);
        let is_relaxed = owner.is_relaxed || self.bindings.is_optional(&inner.path);
        let required = attribute.required && !is_relaxed;
        let docs = Docs::documentation(self.sentence(
            PartKind::Field,
            &inner.path,
            Some(TypeId::Simple(declaration.ty)),
            attribute.documentation.as_deref().or(declaration.documentation.as_deref()),
        ))
        .line(format!(
            "Attribute `{}`, {}{}{}.{}",
            self.namespaces.prefixed(&declaration.name),
            if attribute.required { "required" } else { "optional" },
            Docs::value(attribute.value.as_ref()),
            self.versions.member_suffix(&inner.path),
            self.alias_docs(TypeId::Simple(declaration.ty), inner.module),
        ));
        if attribute.required && is_relaxed {
            row.presence = Presence::Relaxed;
        }
        row.value = self.stated_value(declaration.ty, attribute.value.as_ref(), &attribute.value_names);
        row.since = self.versions.row(&inner.path);
        let name = self.bindings.name(&inner.path).map_or_else(|| naming::field(local), str::to_owned);
        fields.push(name, if required { ty } else { ty.option() }, row, docs.build());
    }

    fn text_field(&mut self, text: SimpleTypeId, owner: &Owner, fields: &mut Fields) {
        let inner = owner.nested(owner.path.text(), "Value");
        let used = self.simple_use(text, &inner);
        let row = used.row(RowKind::Text);
        let ty = self.secret(used.ty, &inner.path);
        let name = ["value", "text"].into_iter().find(|name| fields.scope.is_free(name)).unwrap_or("value");
        let text = TypeId::Simple(text);
        let docs = Docs::documentation(self.sentence(PartKind::Field, &inner.path, Some(text), None))
            .line(format!("The text of the element.{}", self.alias_docs(text, inner.module)));
        fields.push(name.to_owned(), ty, row, docs.build());
    }

    fn mixed_field(&mut self, node: Option<Node>, owner: &Owner, fields: &mut Fields) {
        let item = self.add_item(format!("{}Content", owner.stem), owner);
        let mut variants = Variants::default();
        let text = Docs::default().line("Text between the elements.".to_owned()).build();
        variants.push("Text".to_owned(), Ty::Std("String"), Row::new(RowKind::Text), text);
        let mut members = Vec::new();
        if let Some(node) = &node {
            leaves(node, &mut members);
        }
        let mut seen = BTreeSet::new();
        for member in members {
            let is_new = match &member.term {
                NodeTerm::Element(id) => seen.insert(self.schema.element(*id).name.to_string()),
                _ => seen.insert("#any".to_owned()),
            };
            if is_new {
                let once = Node { occurs: Occurs::ONCE, ..(*member).clone() };
                self.variant(&once, owner, item, &mut variants);
            }
        }
        let docs = Docs::default().line(format!("Text or an element inside a `{}`.", owner.path)).build();
        self.set(item, ItemKind::choice(variants.finish(item, &self.declared)), docs);
        let docs = Docs::default().line("Text and elements in document order.".to_owned()).build();
        fields.push("content".to_owned(), Ty::Item(item).vec(), Row::new(RowKind::Mixed(item)), docs);
    }

    pub(super) fn secret(&self, ty: Ty, path: &BindingPath) -> Ty {
        // If the type is not `String`, the entry in `secrets` remains unused, which `unused_secrets` reports as an error.
        if ty == Ty::Std("String") && self.bindings.is_secret(path) { Ty::Runtime("Secret") } else { ty }
    }
}

//! Content models: what a sequence or a choice gives to a struct or an enum.

use super::builder::{Builder, ChoiceKey, Owner};
use super::fields::{Fields, Presence, Variants, occurring, occurring_variant};
use super::labels::{Label, choice_path};
use crate::model::content::{Node, NodeTerm};
use crate::model::docs::Docs;
use crate::model::ir::{ItemId, ItemKind, Row, RowKind, Struct, Ty};
use crate::model::naming;
use crate::schema::ElementId;

impl Builder<'_> {
    pub(super) fn content_fields(&mut self, node: &Node, presence: Presence, owner: &Owner, fields: &mut Fields) {
        let presence = match presence {
            Presence::Stated if owner.relaxed => Presence::Relaxed,
            presence => presence,
        };
        match &node.term {
            NodeTerm::Sequence(_, members) if !node.occurs.is_repeated() => {
                let presence = if node.occurs.min == 0 { fields.optional_sequence() } else { presence };
                members.iter().for_each(|member| self.content_fields(member, presence, owner, fields));
            }
            NodeTerm::Sequence(..) => self.group_field(node, owner, fields),
            NodeTerm::Choice(..) => self.choice_field(node, presence, owner, fields),
            NodeTerm::Element(id) => self.element_field(*id, node, presence, owner, fields),
            NodeTerm::Any(wildcard) => {
                let row = Row::new(RowKind::Any(wildcard.clone()));
                let name = if node.occurs.is_repeated() { "any_elements" } else { "any_element" };
                let (ty, row) = occurring(Ty::Runtime("AnyElement"), row, node.occurs, presence);
                let docs = Docs::default()
                    .line(format!("Elements that the schema does not name, {}.", Docs::occurs(node.occurs)))
                    .build();
                fields.push(name.to_owned(), ty, row, docs);
            }
        }
    }

    fn element_field(&mut self, id: ElementId, node: &Node, presence: Presence, owner: &Owner, fields: &mut Fields) {
        let declaration = self.schema.element(id);
        let local = &declaration.name.local;
        let inner = owner.member(local);
        let Some((ty, mut row)) = self.element_use(id, &inner) else { return };
        row.unordered = node.unordered;
        let name = self.bindings.name(&inner.path).map_or_else(|| naming::field(local), str::to_owned);
        let docs = self.element_docs(declaration, node.occurs, &inner);
        let (ty, row) = occurring(ty, row, node.occurs, presence);
        fields.push(name, ty, row, docs);
    }

    fn group_field(&mut self, node: &Node, owner: &Owner, fields: &mut Fields) {
        let label = self.sequence_label(node, owner);
        let item = self.group_item(node, owner, &format!("{}{}", owner.stem, naming::ty(&label)));
        let docs = Docs::default().line(format!("A sequence of children, {}.", Docs::occurs(node.occurs))).build();
        let (ty, row) = occurring(Ty::Item(item), Row::new(RowKind::Group(item)), node.occurs, Presence::Stated);
        fields.push(naming::field(&naming::plural(&label)), ty, row, docs);
    }

    /// The struct of a sequence inside a content model.
    fn group_item(&mut self, node: &Node, owner: &Owner, name: &str) -> ItemId {
        let item = self.add_item(name.to_owned(), owner);
        let inner = Owner { stem: self.item_name(item).to_owned(), ..owner.clone() };
        let mut fields = Fields::new(false);
        if let NodeTerm::Sequence(_, members) = &node.term {
            members.iter().for_each(|member| self.content_fields(member, Presence::Stated, &inner, &mut fields));
        }
        let docs = Docs::default().line(format!("Children that follow one another inside a `{}`.", owner.path)).build();
        let kind = Struct { schema_name: owner.path.clone(), is_group: true, fields: fields.list, ..Struct::default() };
        self.set(item, ItemKind::Struct(kind), docs);
        item
    }

    fn choice_field(&mut self, node: &Node, presence: Presence, owner: &Owner, fields: &mut Fields) {
        fields.choices += 1;
        let label = self.choice_label(node, owner, fields.choices);
        let item = self.choice_item(node, owner, fields.choices, &label, None);
        let docs = Docs::default().line(format!("One of several elements, {}.", Docs::occurs(node.occurs))).build();
        let (ty, row) = occurring(Ty::Item(item), Row::new(RowKind::Choice(item)), node.occurs, presence);
        let name = if node.occurs.is_repeated() && !label.is_given { naming::plural(&label.name) } else { label.name };
        fields.push(naming::field(&name), ty, row, docs);
    }

    /// The enum of a choice.
    pub(super) fn choice_item(
        &mut self,
        node: &Node,
        owner: &Owner,
        number: usize,
        label: &Label,
        key: Option<ChoiceKey>,
    ) -> ItemId {
        let NodeTerm::Choice(group, alternatives) = &node.term else { return ItemId(usize::MAX) };
        let key = key.or_else(|| Some(ChoiceKey::Group(group.clone()?, node.occurs.is_repeated())));
        if let Some(&item) = key.as_ref().and_then(|key| self.choices.get(key)) {
            return item;
        }
        let given = self.bindings.name(&format!("{}/type", choice_path(owner, number))).map(str::to_owned);
        let (name, owner) = match group {
            Some(group) => {
                let module = self.namespaces.module_of(group.namespace.as_ref());
                let name = naming::ty(&group.local);
                let file = self.group_file(module, &name);
                let owner = Owner {
                    path: self.namespaces.prefixed(group),
                    stem: naming::stem(&name).to_owned(),
                    module,
                    file,
                    relaxed: false,
                };
                (given.unwrap_or(name), owner)
            }
            None => (given.unwrap_or_else(|| format!("{}{}", owner.stem, naming::ty(&label.name))), owner.clone()),
        };
        let item = self.add_item(name, &owner);
        if let Some(key) = key {
            self.choices.insert(key, item);
        }
        let mut variants = Variants::default();
        for alternative in alternatives {
            self.variant(alternative, &owner, item, &mut variants);
        }
        let docs = Docs::documentation(self.documentation(&choice_path(&owner, number), None))
            .line(format!("A choice inside `{}`.", owner.path))
            .build();
        self.set(item, ItemKind::Choice(variants.finish(item, &self.declared)), docs);
        item
    }

    pub(super) fn variant(&mut self, node: &Node, owner: &Owner, choice: ItemId, variants: &mut Variants) {
        match &node.term {
            NodeTerm::Element(id) => {
                let declaration = self.schema.element(*id);
                let inner = owner.member(&declaration.name.local);
                let Some((ty, row)) = self.element_use(*id, &inner) else { return };
                let docs = self.element_docs(declaration, node.occurs, &inner);
                let (ty, row) = occurring_variant(ty, row, node.occurs);
                let name = self
                    .bindings
                    .name(&inner.path)
                    .map_or_else(|| naming::variant(&declaration.name.local), str::to_owned);
                variants.push(name, ty, row, docs);
            }
            NodeTerm::Any(wildcard) => {
                let row = Row::new(RowKind::Any(wildcard.clone()));
                let (ty, row) = occurring_variant(Ty::Runtime("AnyElement"), row, node.occurs);
                let docs = Docs::default().line("Any other element.".to_owned()).build();
                variants.push("Any".to_owned(), ty, row, docs);
            }
            NodeTerm::Sequence(..) => {
                let label = naming::ty(&self.sequence_label(node, owner));
                let item = self.group_item(node, owner, &format!("{}{label}", self.item_name(choice)));
                let (ty, row) = occurring_variant(Ty::Item(item), Row::new(RowKind::Group(item)), node.occurs);
                let docs = Docs::default().line("Several elements, one after the other.".to_owned()).build();
                variants.push(label, ty, row, docs);
            }
            NodeTerm::Choice(..) => {
                let label = self.choice_label(node, owner, 1);
                let item = self.choice_item(node, owner, 1, &label, None);
                let (ty, row) = occurring_variant(Ty::Item(item), Row::new(RowKind::Choice(item)), node.occurs);
                let docs = Docs::default().line("One of several elements.".to_owned()).build();
                variants.push(naming::ty(&label.name), ty, row, docs);
            }
        }
    }
}

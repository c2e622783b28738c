//! Content models: the fields of sequences and the enums of choices.

use super::builder::{Builder, ChoiceKey, Owner, SharedChoice};
use super::fields::{Fields, PresenceRule, Variants, occurring, occurring_variant};
use super::labels::Label;
use crate::model::binding_path::BindingPath;
use crate::model::content::{Group, Node, NodeTerm, Occurs};
use crate::model::coverage::PartKind;
use crate::model::docs::Docs;
use crate::model::features::ResponseMessages;
use crate::model::ir::{ItemId, ItemKind, Row, RowKind, Struct, Ty};
use crate::model::naming;
use crate::schema::ElementId;

impl Builder<'_> {
    pub(super) fn content_fields(&mut self, node: &Node, presence: &PresenceRule, owner: &Owner, fields: &mut Fields) {
        let presence = &if owner.is_relaxed { presence.relaxed() } else { presence.clone() };
        match &node.term {
            NodeTerm::Sequence(sequence) if !node.occurs.is_repeated() => {
                let inner = (node.occurs.min == 0).then(|| fields.optional_sequence(presence));
                let presence = inner.as_ref().unwrap_or(presence);
                sequence.nodes.iter().for_each(|member| self.content_fields(member, presence, owner, fields));
            }
            NodeTerm::Sequence(sequence) => self.group_field(sequence, node.occurs, presence, owner, fields),
            NodeTerm::Choice(choice) => self.choice_field(choice, node.occurs, presence, owner, fields),
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

    fn element_field(
        &mut self,
        id: ElementId,
        node: &Node,
        presence: &PresenceRule,
        owner: &Owner,
        fields: &mut Fields,
    ) {
        let declaration = self.schema.element(id);
        let local = &declaration.name.local;
        let inner = owner.member(local);
        let Some((ty, mut row)) = self.element_use(id, &inner) else { return };
        row.unordered = node.is_unordered;
        let name = self.bindings.name(&inner.path).map_or_else(|| naming::field(local), str::to_owned);
        let docs = self.element_docs(PartKind::Field, declaration, node.occurs, &inner);
        let is_optional = self.bindings.is_optional(&inner.path);
        let presence = &if is_optional { presence.relaxed() } else { presence.clone() };
        let (ty, row) = occurring(ty, row, node.occurs, presence);
        fields.push(name, ty, row, docs);
    }

    fn group_field(
        &mut self,
        sequence: &Group,
        occurs: Occurs,
        presence: &PresenceRule,
        owner: &Owner,
        fields: &mut Fields,
    ) {
        let label = self.sequence_label(sequence, owner);
        let item = self.group_item(sequence, owner, &format!("{}{}", owner.stem, naming::ty(&label)));
        let docs = Docs::default().line(format!("A sequence of children, {}.", Docs::occurs(occurs))).build();
        let (ty, row) = occurring(Ty::Item(item), Row::new(RowKind::Group(item)), occurs, presence);
        fields.push(naming::field(&naming::plural(&label)), ty, row, docs);
    }

    /// Builds the struct of a sequence inside a content model.
    fn group_item(&mut self, sequence: &Group, owner: &Owner, name: &str) -> ItemId {
        let item = self.add_item(name.to_owned(), owner);
        let inner = Owner { stem: self.item_name(item).to_owned(), ..owner.clone() };
        let mut fields = Fields::new(false);
        sequence.nodes.iter().for_each(|node| self.content_fields(node, &PresenceRule::Stated, &inner, &mut fields));
        let docs = Docs::default().line(format!("Children that follow one another inside a `{}`.", owner.path)).build();
        let schema_name = owner.path.to_string();
        let kind = Struct { schema_name, is_group: true, fields: fields.list, ..Struct::default() };
        self.set(item, ItemKind::Struct(kind), docs);
        item
    }

    fn choice_field(
        &mut self,
        choice: &Group,
        occurs: Occurs,
        presence: &PresenceRule,
        owner: &Owner,
        fields: &mut Fields,
    ) {
        fields.choices += 1;
        let key = ChoiceKey::of_group(choice, occurs);
        let (item, label) = self.choice_item(choice, owner, fields.choices, key);
        let sentence = self.sentence(PartKind::Other, &owner.path.choice(fields.choices), None, None);
        // `model/contents.rs` adds a sentence with the alternatives.
        let docs = Docs::documentation(sentence).build();
        let (ty, row) = occurring(Ty::Item(item), Row::new(RowKind::Choice(item)), occurs, presence);
        let name = if occurs.is_repeated() && !label.is_given { naming::plural(&label.name) } else { label.name };
        fields.push(naming::field(&name), ty, row, docs);
    }

    /// Returns the enum and the label of a choice. Builds the enum, unless a choice with the same key, or an equal choice with the
    /// same name in bindings.toml, already has an enum.
    pub(super) fn choice_item(
        &mut self,
        choice: &Group,
        owner: &Owner,
        number: usize,
        key: Option<ChoiceKey>,
    ) -> (ItemId, Label) {
        let label = self.choice_label(choice, owner, number);
        if let Some(&item) = key.as_ref().and_then(|key| self.choices.get(key)) {
            return (item, label);
        }
        let given = self.bindings.name(&owner.path.choice(number).ty()).map(str::to_owned);
        let shared = given.as_ref().and_then(|name| self.bindings.shared_choice(name));
        if let (Some(name), Some((first, _))) = (&given, &shared)
            && let Some(item) = self.shared_choice(name, owner, choice, first)
        {
            return (item, label);
        }
        let path = owner.path.clone();
        let is_shared = shared.is_some();
        let given = given.map(|name| (name, shared));
        let (name, owner, number) = self.choice_place(choice, owner, number, &label, given);
        let item = self.add_item(name.clone(), &owner);
        if is_shared {
            let shared = SharedChoice { item, group: choice.clone(), path };
            self.shared_choices.entry((owner.module, name)).or_insert(shared);
        }
        if let Some(key) = key {
            self.choices.insert(key, item);
        }
        if let Some(suffix) = self.bindings.response_messages(&owner.path.choice(number)) {
            self.response_messages.push(ResponseMessages { choice: item, suffix: suffix.to_owned() });
        }
        let mut variants = Variants::default();
        for alternative in &choice.nodes {
            self.variant(alternative, &owner, item, &mut variants);
        }
        let docs = Docs::documentation(self.sentence(PartKind::Other, &owner.path.choice(number), None, None))
            .line(format!("A choice inside `{}`.", owner.path))
            .build();
        self.set(item, ItemKind::choice(variants.finish(item, &self.declared)), docs);
        (item, label)
    }

    /// Returns the name of the enum of a choice, the owner of the alternatives, and the number of the choice in that owner. `given` is
    /// the name in bindings.toml, with the owner and the number of the first choice if several choices have that name.
    fn choice_place(
        &mut self,
        choice: &Group,
        owner: &Owner,
        number: usize,
        label: &Label,
        given: Option<(String, Option<(BindingPath, usize)>)>,
    ) -> (String, Owner, usize) {
        if let Some(group) = &choice.name {
            let module = self.namespaces.module_of(group.namespace.as_ref());
            let name = naming::ty(&group.local);
            let file = self.group_file(module, &name);
            let (path, stem) = (self.namespaces.path(group), naming::stem(&name).to_owned());
            let name = given.map_or(name, |(given, _)| given);
            return (name, Owner { path, stem, module, file, is_relaxed: false }, number);
        }
        match given {
            // No type owns a choice that several types share, so the enum of the choice has its own file.
            Some((name, Some((path, number)))) => {
                let (file, stem) = (self.group_file(owner.module, &name), name.clone());
                (name, Owner { path, stem, module: owner.module, file, is_relaxed: false }, number)
            }
            Some((name, None)) => (name, owner.clone(), number),
            None => (format!("{}{}", owner.stem, naming::ty(&label.name)), owner.clone(), number),
        }
    }

    pub(super) fn variant(&mut self, node: &Node, owner: &Owner, choice: ItemId, variants: &mut Variants) {
        match &node.term {
            NodeTerm::Element(id) => {
                let declaration = self.schema.element(*id);
                let inner = owner.member(&declaration.name.local);
                let Some((ty, row)) = self.element_use(*id, &inner) else { return };
                let docs = self.element_docs(PartKind::Variant, declaration, node.occurs, &inner);
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
            NodeTerm::Sequence(sequence) => {
                let label = naming::ty(&self.sequence_label(sequence, owner));
                let item = self.group_item(sequence, owner, &format!("{}{label}", self.item_name(choice)));
                let (ty, row) = occurring_variant(Ty::Item(item), Row::new(RowKind::Group(item)), node.occurs);
                let docs = Docs::default().line("Several elements, one after the other.".to_owned()).build();
                variants.push(label, ty, row, docs);
            }
            NodeTerm::Choice(choice) => {
                let (item, label) = self.choice_item(choice, owner, 1, ChoiceKey::of_group(choice, node.occurs));
                let (ty, row) = occurring_variant(Ty::Item(item), Row::new(RowKind::Choice(item)), node.occurs);
                variants.push(naming::ty(&label.name), ty, row, Vec::new());
            }
        }
    }
}

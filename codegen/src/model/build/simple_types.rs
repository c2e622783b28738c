//! Simple types: lexical types of the runtime, enums of strings, lists and unions.

use std::collections::{BTreeSet, HashSet};

use super::builder::{Builder, Owner};
use super::fields::Fields;
use super::types::TypeUse;
use crate::model::coverage::PartKind;
use crate::model::docs::{Docs, code};
use crate::model::ir::{ItemId, ItemKind, Items, Member, MemberKind, RowKind, StringEnum, Struct, Ty, Value};
use crate::model::naming::{self, Scope};
use crate::schema::{Builtin, FacetKind, QName, SimpleTypeId, TypeId, ValueConstraint, Variety, WhiteSpace};
use crate::xsd::white_space::collapse;

impl Builder<'_> {
    /// Returns the Rust type and the row properties of a simple type.
    pub(super) fn simple_use(&mut self, id: SimpleTypeId, owner: &Owner) -> TypeUse {
        let used = self.simple_shape(id, owner);
        TypeUse { facets: self.facets_use(id, owner), ..used }
    }

    fn simple_shape(&mut self, id: SimpleTypeId, owner: &Owner) -> TypeUse {
        let ty = self.schema.simple_type(id);
        if let Some(builtin) = ty.builtin {
            return builtin_use(builtin);
        }
        match ty.variety.clone() {
            Variety::Any => TypeUse::plain(Ty::Std("String")),
            Variety::List(_) if !self.defines_variety(id) => self.restricted_use(id, owner),
            Variety::List(item) => {
                let inner = owner.nested(owner.path.item(), "Item");
                let used = self.simple_use(item, &inner);
                TypeUse { items: Items::Text, ..TypeUse::plain(used.ty.vec()) }
            }
            Variety::Union(_) if !self.is_union_item(id) => self.simple_use(ty.base, owner),
            Variety::Union(_) => TypeUse::plain(Ty::Item(self.item_for(TypeId::Simple(id), owner))),
            Variety::Atomic(_) if self.is_string_enum(id) => {
                let ty = Ty::Item(self.item_for(TypeId::Simple(id), owner));
                TypeUse { white_space: self.schema.white_space(id), ..TypeUse::plain(ty) }
            }
            Variety::Atomic(_) => {
                let used = self.restricted_use(id, owner);
                let is_string = used.ty == Ty::Std("String");
                let white_space = if is_string { self.schema.white_space(id) } else { WhiteSpace::Preserve };
                TypeUse { white_space, ..used }
            }
        }
    }

    /// Returns the struct for elements of a simple type that `explicit_types` in bindings.toml lists. Its fields are the text, and
    /// whether an `xsi:type` with the name of the type is present.
    pub(super) fn explicit_item(&mut self, id: SimpleTypeId) -> Option<ItemId> {
        let name = self.schema.simple_type(id).name.clone()?;
        if !self.bindings.has_explicit_type(&self.namespaces.path(&name)) {
            return None;
        }
        if let Some(&item) = self.explicit.get(&id) {
            return Some(item);
        }
        let owner = self.owner_of_item(&name, TypeId::Simple(id))?;
        let item = self.add_item(format!("{}Element", owner.stem), &owner);
        self.explicit.insert(id, item);
        let mut fields = Fields::new(false);
        self.explicit_type_field(&mut fields);
        let used = self.simple_use(id, &owner);
        let row = used.row(RowKind::Text);
        let docs = Docs::default()
            .line(format!("The text of the element.{}", self.alias_docs(TypeId::Simple(id), owner.module)));
        fields.push("value".to_owned(), used.ty, row, docs.build());
        let docs = Docs::default().line(format!("The content of an element of the type `{}`.", owner.path)).build();
        let kind =
            Struct { schema_name: name.local.to_string(), qname: Some(name), fields: fields.list, ..Struct::default() };
        self.set(item, ItemKind::Struct(kind), docs);
        Some(item)
    }

    /// Returns whether the type becomes an enum of strings: a restriction of a string type to enumerated values.
    pub(super) fn is_string_enum(&self, id: SimpleTypeId) -> bool {
        let ty = self.schema.simple_type(id);
        matches!(ty.variety, Variety::Atomic(builtin) if is_text(builtin)) && !ty.enumeration.is_empty()
    }

    /// Returns the Rust type of the nearest ancestor that has its own Rust type. Values keep their lexical form if the type `id`, or a
    /// type between `id` and that ancestor, has a pattern.
    fn restricted_use(&mut self, id: SimpleTypeId, owner: &Owner) -> TypeUse {
        let has_type = |id: SimpleTypeId| {
            self.schema.simple_type(id).is_built_in() || self.is_string_enum(id) || self.defines_variety(id)
        };
        let (mut base, mut states_pattern) = (id, false);
        for ancestor in self.schema.simple_ancestry_ids(id).skip(1) {
            states_pattern |= self.schema.simple_type(base).states_pattern();
            base = ancestor;
            if has_type(ancestor) {
                break;
            }
        }
        let used = self.simple_shape(base, owner);
        if states_pattern { TypeUse { ty: spelled(used.ty), ..used } } else { used }
    }

    /// Returns whether a union is an enum of its own: it states its members, or its values keep their lexical form and the values of
    /// its base do not.
    pub(super) fn is_union_item(&self, id: SimpleTypeId) -> bool {
        self.defines_variety(id)
            || self.keeps_lexical_form(id) && !self.keeps_lexical_form(self.schema.simple_type(id).base)
    }

    /// Returns whether the values of a type keep their lexical form.
    fn keeps_lexical_form(&self, id: SimpleTypeId) -> bool {
        self.schema.simple_ancestry_ids(id).any(|id| self.spelled_items.contains(&id)) || self.has_pattern(id)
    }

    /// Returns the unions that are items of a list with a pattern, or of a list that is a member of a union with a pattern.
    pub(super) fn spelled_items(&self) -> HashSet<SimpleTypeId> {
        let mut found = HashSet::new();
        for (id, ty) in self.schema.simple_types() {
            let lists = match &ty.variety {
                Variety::List(_) if ty.states_pattern() => vec![id],
                Variety::Union(members) if self.has_pattern(id) => self.schema.union_members(members),
                _ => continue,
            };
            for list in lists {
                if let Variety::List(item) = self.schema.simple_type(list).variety
                    && matches!(self.schema.simple_type(item).variety, Variety::Union(_))
                {
                    found.insert(item);
                }
            }
        }
        found
    }

    /// Returns whether a type, an ancestor, or a member type or item type of either has a pattern. Patterns of strings do not count,
    /// because the value of a string is its lexical form.
    fn has_pattern(&self, id: SimpleTypeId) -> bool {
        let mut open = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let ty = self.schema.simple_type(id);
            if ty.builtin.is_some() || !seen.insert(id) {
                continue;
            }
            match &ty.variety {
                Variety::Atomic(builtin) if is_text(*builtin) => continue,
                Variety::Union(members) if self.defines_variety(id) => open.extend(members.iter()),
                Variety::List(item) if self.defines_variety(id) => open.push(*item),
                _ => open.push(ty.base),
            }
            if ty.states_pattern() {
                return true;
            }
        }
        false
    }

    /// Returns whether the Rust type is `String`.
    fn is_open_text(&self, id: SimpleTypeId) -> bool {
        let is_text = matches!(self.schema.simple_type(id).variety, Variety::Atomic(builtin) if is_text(builtin));
        is_text && !self.is_string_enum(id)
    }

    /// Returns a default or fixed value. A qualified name becomes `{namespace}local`, because the prefix is not part of the value.
    pub(super) fn stated_value(
        &self,
        id: SimpleTypeId,
        value: Option<&ValueConstraint>,
        names: &[Option<QName>],
    ) -> Option<ValueConstraint> {
        let value = value?;
        Some(match (value, self.values.in_braces(id, value.text(), names)) {
            (_, None) => value.clone(),
            (ValueConstraint::Default(_), Some(named)) => ValueConstraint::Default(named),
            (ValueConstraint::Fixed(_), Some(named)) => ValueConstraint::Fixed(named),
        })
    }

    fn is_qualified_name(&self, id: SimpleTypeId) -> bool {
        matches!(self.schema.simple_type(id).variety, Variety::Atomic(Builtin::QName | Builtin::Notation))
    }

    /// Returns whether the type defines its variety itself and does not restrict a list or a union.
    pub(super) fn defines_variety(&self, id: SimpleTypeId) -> bool {
        let base = self.schema.simple_type(self.schema.simple_type(id).base);
        matches!(base.variety, Variety::Any)
    }

    /// Returns whether the variety of a type is list.
    pub(super) fn is_list(&self, id: SimpleTypeId) -> bool {
        matches!(self.schema.simple_type(id).variety, Variety::List(_))
    }

    pub(super) fn fill_simple(&mut self, id: SimpleTypeId, item: ItemId, owner: &Owner) {
        let ty = self.schema.simple_type(id);
        let docs = self.type_docs(ty.name.as_ref(), ty.documentation.as_deref(), owner);
        match ty.variety.clone() {
            Variety::Union(members) if self.is_union_item(id) => {
                let union = self.union(id, &members, owner);
                self.set(item, ItemKind::Union(union), docs.build());
            }
            Variety::Atomic(_) if self.is_string_enum(id) => {
                let string_enum = self.string_enum(id, owner);
                let docs = names_docs(&string_enum.values, docs);
                self.set(item, ItemKind::StringEnum(string_enum), docs.build());
            }
            _ => {
                let used = self.simple_use(id, owner);
                let docs = self.restriction_docs(id, docs);
                self.set(item, ItemKind::Alias(used.ty), docs.build());
            }
        }
    }

    /// Adds the facets to the docs of an alias, because its Rust type does not show them.
    fn restriction_docs(&self, id: SimpleTypeId, docs: Docs) -> Docs {
        let ty = self.schema.simple_type(id);
        let mut facets: Vec<String> =
            ty.facets.iter().map(|facet| format!("{} `{}`", facet.kind, code(&facet.value))).collect();
        if !ty.enumeration.is_empty() {
            let values: Vec<String> = ty.enumeration.iter().map(|value| format!("`{}`", code(&value.value))).collect();
            facets.push(format!("one of {}", values.join(", ")));
        }
        if facets.is_empty() { docs } else { docs.line(format!("Restricted: {}.", facets.join(", "))) }
    }

    fn string_enum(&self, id: SimpleTypeId, owner: &Owner) -> StringEnum {
        let ty = self.schema.simple_type(id);
        let collapses = self.schema.white_space(id) == WhiteSpace::Collapse;
        let mut scope = Scope::default();
        let mut seen = BTreeSet::new();
        let mut values = Vec::new();
        for enumeration in &ty.enumeration {
            let text = match collapses {
                true => collapse(&enumeration.value),
                false => enumeration.value.clone(),
            };
            if !seen.insert(text.clone()) {
                continue;
            }
            let path = owner.path.enumeration(&text);
            let name = self.bindings.name(&path).map_or_else(|| naming::value(&text), str::to_owned);
            let name = scope.take(name);
            let sentence = self.sentence(PartKind::Value, &path, None, enumeration.documentation.as_deref());
            let states_text = sentence.is_none() || name != text;
            let docs = Docs::documentation(sentence);
            let docs = if states_text { docs.line(format!("`{}`", code(&text))) } else { docs };
            let since = self.versions.row(&path);
            let docs = match since {
                0 => docs,
                _ => docs.line(format!("Since {}.", self.versions.title(self.versions.since(&path)))),
            };
            values.push(Value { name, text, since, docs: docs.build() });
        }
        let other = scope.take(if scope.is_free("Other") { "Other" } else { "Unlisted" }.to_owned());
        let schema_name = ty.name.as_ref().map_or_else(|| owner.path.to_string(), |name| self.unique_name(name));
        StringEnum { schema_name, values, other }
    }

    fn union(&mut self, id: SimpleTypeId, members: &[SimpleTypeId], owner: &Owner) -> Vec<Member> {
        let mut list: Vec<Member> = Vec::new();
        let mut scope = Scope::default();
        let mut has_facets = false;
        for (place, member, used) in self.union_members(id, members, owner) {
            has_facets |= used.ty == Ty::Std("String") && used.facets.is_some();
            if place < list.len() {
                continue;
            }
            let ty = self.schema.simple_type(member);
            let kind = match &used.ty {
                _ if used.items == Items::Text => MemberKind::List,
                Ty::Std("String") => MemberKind::Text,
                Ty::Item(_) => MemberKind::Listed,
                _ => MemberKind::Lexical,
            };
            let unspelled = match &used.ty {
                Ty::Spelled(inner) => inner,
                ty => ty,
            };
            let name = ty.name.as_ref().map(|name| naming::ty(&name.local)).unwrap_or_else(|| match unspelled {
                Ty::Item(item) => self.item_name(*item).to_owned(),
                Ty::Std(name) | Ty::Runtime(name) => naming::variant(name),
                _ => "List".to_owned(),
            });
            list.push(Member { name: scope.take(naming::variant(&name)), ty: used.ty, kind });
        }
        match list.iter().position(|member| member.kind == MemberKind::Text) {
            // A `String` accepts every text, so later members would never be used. But if a `String` has facets, a text that violates
            // them can be a value of a later member. Then the later members remain, otherwise they are removed.
            Some(end) if !has_facets => list.truncate(end + 1),
            Some(_) => {}
            None => list.push(Member {
                name: scope.take("Other".to_owned()),
                ty: Ty::Std("String"),
                kind: MemberKind::Unlisted,
            }),
        }
        list
    }

    /// Returns the member types of a union, with nested unions replaced by their members. Each comes with the position
    /// of its variant. Members with the same Rust type have the same variant.
    pub(super) fn union_members(
        &mut self,
        id: SimpleTypeId,
        members: &[SimpleTypeId],
        owner: &Owner,
    ) -> Vec<(usize, SimpleTypeId, TypeUse)> {
        // If one member has a pattern, all keep their lexical form: a text that violates the pattern can be a value of another member.
        let is_spelled = self.keeps_lexical_form(id);
        let mut flat = self.schema.union_members(members);
        // A `String` with a pattern would accept every qualified name and lose the namespace, so `QName` members come first.
        let has_pattern =
            |id: &&SimpleTypeId| self.schema.facets(**id).iter().any(|facet| facet.kind == FacetKind::Pattern);
        if flat.iter().find(|id| self.is_open_text(**id)).is_some_and(|first| has_pattern(&first)) {
            flat.sort_by_key(|&id| !self.is_qualified_name(id));
        }
        let mut unnamed = 0;
        let mut types: Vec<Ty> = Vec::new();
        flat.into_iter()
            .map(|member| {
                unnamed += usize::from(self.schema.simple_type(member).name.is_none());
                let suffix = if unnamed > 1 { format!("Member{unnamed}") } else { "Member".to_owned() };
                let mut used = self.simple_use(member, &owner.nested(owner.path.member(unnamed), &suffix));
                if is_spelled {
                    used.ty = spelled(used.ty);
                }
                let place = types.iter().position(|known| *known == used.ty).unwrap_or_else(|| {
                    types.push(used.ty.clone());
                    types.len() - 1
                });
                (place, member, used)
            })
            .collect()
    }
}

/// Converts a Rust type to the type that also keeps the lexical form of each value.
fn spelled(ty: Ty) -> Ty {
    match ty {
        // The lexical form of a `QName` is not kept: it contains the prefix, which is not part of the value and can change.
        Ty::Std("String") | Ty::Runtime("QName") | Ty::Item(_) | Ty::Spelled(_) => ty,
        Ty::Vec(inner) => spelled(*inner).vec(),
        ty => ty.spelled(),
    }
}

/// Returns whether the Rust type of a built-in type is `String`. A restriction of such a type to enumerated values becomes an enum.
fn is_text(builtin: Builtin) -> bool {
    builtin_use(builtin).ty == Ty::Std("String")
}

/// Adds an example of the name of a variant, if most values contain characters that an identifier cannot contain.
fn names_docs(values: &[Value], docs: Docs) -> Docs {
    let is_name = |value: &Value| value.text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let mut others = values.iter().filter(|value| !is_name(value));
    match others.next() {
        Some(Value { name, text, .. }) if 2 * (others.count() + 1) > values.len() => {
            docs.line(format!("To find a value, search for the name of its variant: `{name}` for `{}`.", code(text)))
        }
        _ => docs,
    }
}

/// Returns the Rust type and the row properties of a built-in type.
fn builtin_use(builtin: Builtin) -> TypeUse {
    let text = |white_space| TypeUse { white_space, ..TypeUse::plain(Ty::Std("String")) };
    let list = || TypeUse { items: Items::Text, ..TypeUse::plain(Ty::Std("String").vec()) };
    let plain = |ty| TypeUse::plain(Ty::Std(ty));
    let runtime = |ty| TypeUse::plain(Ty::Runtime(ty));
    match builtin {
        Builtin::AnySimpleType | Builtin::String => text(WhiteSpace::Preserve),
        Builtin::NormalizedString => text(WhiteSpace::Replace),
        Builtin::Token
        | Builtin::Language
        | Builtin::NmToken
        | Builtin::Name
        | Builtin::NcName
        | Builtin::Id
        | Builtin::IdRef
        | Builtin::Entity
        | Builtin::AnyUri => text(WhiteSpace::Collapse),
        Builtin::NmTokens | Builtin::IdRefs | Builtin::Entities => list(),
        Builtin::Boolean => plain("bool"),
        Builtin::Decimal => runtime("Decimal"),
        Builtin::Integer
        | Builtin::NonPositiveInteger
        | Builtin::NegativeInteger
        | Builtin::NonNegativeInteger
        | Builtin::PositiveInteger => runtime("Integer"),
        Builtin::Long => plain("i64"),
        Builtin::Int => plain("i32"),
        Builtin::Short => plain("i16"),
        Builtin::Byte => plain("i8"),
        Builtin::UnsignedLong => plain("u64"),
        Builtin::UnsignedInt => plain("u32"),
        Builtin::UnsignedShort => plain("u16"),
        Builtin::UnsignedByte => plain("u8"),
        Builtin::Float => plain("f32"),
        Builtin::Double => plain("f64"),
        Builtin::Duration => runtime("Duration"),
        Builtin::DateTime => runtime("DateTime"),
        Builtin::Time => runtime("Time"),
        Builtin::Date => runtime("Date"),
        Builtin::GYearMonth => runtime("GYearMonth"),
        Builtin::GYear => runtime("GYear"),
        Builtin::GMonthDay => runtime("GMonthDay"),
        Builtin::GDay => runtime("GDay"),
        Builtin::GMonth => runtime("GMonth"),
        Builtin::HexBinary => runtime("HexBinary"),
        Builtin::Base64Binary => runtime("Base64Binary"),
        Builtin::QName | Builtin::Notation => runtime("QName"),
    }
}

//! Enums whose variant `xsi:type` selects.

use super::builder::Builder;
use crate::model::docs::Docs;
use crate::model::ir::{DerivedVariant, ItemId, ItemKind, Restricted, Ty};
use crate::model::naming::{self, Scope};
use crate::schema::{ComplexTypeId, QName, TypeId};

impl Builder<'_> {
    pub(super) fn polymorphic_item(&mut self, id: ComplexTypeId) -> Option<ItemId> {
        if let Some(&item) = self.polymorphic.get(&id) {
            return Some(item);
        }
        let ty = self.schema.complex_type(id);
        let name = ty.name.clone()?;
        let path = self.namespaces.path(&name);
        let derived: Vec<ComplexTypeId> = self.schema.derived_types(id);
        let is_enabled = ty.is_abstract || !self.bindings.only_abstract || self.bindings.is_polymorphic(&path);
        if derived.is_empty() || !is_enabled {
            return None;
        }
        let base = self.common_base(id);
        let mut members: Vec<(ComplexTypeId, bool)> = vec![(id, true)];
        members.extend(derived.into_iter().map(|id| (id, false)));
        members.retain(|(id, _)| !self.schema.complex_type(*id).is_abstract);
        if members.is_empty() && base.is_none() {
            // An enum needs a variant.
            return None;
        }
        let owner = self.owner_of(id)?;
        let any = self.add_item(format!("Any{}", naming::ty(&name.local)), &owner);
        self.polymorphic.insert(id, any);
        let mut restricted = Vec::new();
        let mut named: Vec<(QName, ItemId, bool)> = Vec::new();
        for (member, is_base) in members {
            let (Some(name), Some(&item)) =
                (self.schema.complex_type(member).name.clone(), self.item_of.get(&TypeId::Complex(member)))
            else {
                continue;
            };
            if is_base {
                self.declared.insert(any, item);
            }
            match base {
                Some(base) if !self.extends(member, base) => {
                    restricted.push(Restricted { qname: name, ty: Ty::Item(item), is_gated: false });
                }
                _ => named.push((name, item, is_base)),
            }
        }
        named.sort_by(|(a, _, a_base), (b, _, b_base)| b_base.cmp(a_base).then_with(|| a.cmp(b)));
        let declared_since = self.versions.since(&path).version;
        let mut scope = Scope::default();
        if base.is_some() {
            scope.reserve("Other");
        }
        let variants = named
            .into_iter()
            .map(|(qname, item, is_base)| DerivedVariant {
                name: scope.take(naming::variant(&qname.local)),
                ty: Ty::Item(item),
                docs: Docs::documentation(
                    self.documentation.sentence(&self.namespaces.path(&qname)).map(str::to_owned),
                )
                .line(format!("`xsi:type` is `{}`.", qname.local))
                .build(),
                since: Some(self.versions.since(&self.namespaces.path(&qname)).version)
                    .filter(|since| *since > declared_since)
                    .unwrap_or_default(),
                qname,
                is_base,
                sources: Vec::new(),
                is_default: false,
                gate: None,
            })
            .collect();
        let docs =
            Docs::default().line(format!("A `{path}` or a type derived from it, selected by `xsi:type`.")).build();
        restricted.sort_by(|a, b| a.qname.cmp(&b.qname));
        self.set(any, ItemKind::Polymorphic { base, restricted, variants }, docs);
        Some(any)
    }

    /// Returns the struct of the declared type; `None` if the type is mixed or collapses.
    fn common_base(&mut self, id: ComplexTypeId) -> Option<ItemId> {
        let is_struct = !self.schema.complex_type(id).is_mixed() && self.wrapper(id).is_none();
        self.item_of.get(&TypeId::Complex(id)).copied().filter(|_| is_struct)
    }

    /// Returns whether the struct of a type is `base` or extends it in any number of steps.
    fn extends(&self, mut id: ComplexTypeId, base: ItemId) -> bool {
        loop {
            if self.item_of.get(&TypeId::Complex(id)) == Some(&base) {
                return true;
            }
            let ty = self.schema.complex_type(id);
            match (self.base_item(ty), ty.base) {
                (Some(_), TypeId::Complex(next)) => id = next,
                _ => return false,
            }
        }
    }
}

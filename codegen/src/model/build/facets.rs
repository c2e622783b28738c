//! The facets of simple types, as constants next to the types.

use super::builder::{Builder, Owner};
use crate::model::docs::Docs;
use crate::model::ir::{Facets, FacetsUse, ItemKind};
use crate::model::naming;
use crate::schema::{Builtin, FacetKind, SimpleTypeId, TypeId, Variety, pattern};
use crate::xsd::white_space::trim;

impl Builder<'_> {
    /// Returns the facets of a type; `None` if every value of its Rust type is valid.
    pub(super) fn facets_use(&mut self, id: SimpleTypeId, owner: &Owner) -> Option<FacetsUse> {
        if let Some(&known) = self.facets.get(&id) {
            return known;
        }
        // Placeholder that stops the recursion for a type derived from itself.
        self.facets.insert(id, None);
        let found = self.find_facets(id, owner);
        self.facets.insert(id, found);
        found
    }

    fn find_facets(&mut self, id: SimpleTypeId, owner: &Owner) -> Option<FacetsUse> {
        let ty = self.schema.simple_type(id);
        if let Some(builtin) = ty.builtin {
            return of_builtin(builtin).map(FacetsUse::Runtime);
        }
        let owner = &self.owner_of_simple(id).unwrap_or_else(|| owner.clone());
        let states_variety = matches!(self.schema.simple_type(ty.base).variety, Variety::Any);
        let base = if states_variety { None } else { self.facets_use(ty.base, owner) };
        let mut facets = Facets::default();
        for facet in &ty.facets {
            let number = || trim(&facet.value).parse().ok();
            let value = || Some(trim(&facet.value).to_owned());
            match facet.kind {
                FacetKind::Length => facets.lengths[0] = number(),
                FacetKind::MinLength => facets.lengths[1] = number(),
                FacetKind::MaxLength => facets.lengths[2] = number(),
                FacetKind::MinInclusive => facets.bounds[0] = value(),
                FacetKind::MinExclusive => facets.bounds[1] = value(),
                FacetKind::MaxInclusive => facets.bounds[2] = value(),
                FacetKind::MaxExclusive => facets.bounds[3] = value(),
                FacetKind::TotalDigits => facets.digits[0] = number(),
                FacetKind::FractionDigits => facets.digits[1] = number(),
                FacetKind::Pattern | FacetKind::WhiteSpace => {}
            }
        }
        // Patterns of one type are alternatives (part 2, 4.3.4.3). Patterns that cannot be translated were reported
        // before.
        let patterns = ty.facets.iter().filter(|facet| facet.kind == FacetKind::Pattern);
        let patterns: Vec<String> = patterns.filter_map(|facet| pattern::translate(&facet.value).ok()).collect();
        let patterns: Vec<String> = patterns.into_iter().map(pattern::spelled_out).collect();
        facets.pattern = (!patterns.is_empty()).then(|| patterns.join("|"));
        match ty.variety.clone() {
            Variety::List(item) if states_variety => facets.item = self.facets_use(item, owner),
            Variety::Union(members) if states_variety => {
                let members: Vec<_> = self
                    .union_members(&members, owner)
                    .into_iter()
                    .map(|(place, _, used)| (place, used.facets))
                    .collect();
                if members.iter().any(|(_, facets)| facets.is_some()) {
                    facets.members = members;
                }
            }
            Variety::Atomic(_) if self.is_string_enum(id) => {}
            _ => facets.enumeration = ty.enumeration.iter().map(|value| value.value.clone()).collect(),
        }
        if facets == Facets::default() {
            return base;
        }
        facets.base = base;
        let name = ty.name.as_ref().map_or_else(|| owner.stem.clone(), |name| naming::ty(&name.local));
        let item = self.add_item(format!("{}_FACETS", naming::constant(&name)), owner);
        let docs = Docs::default().line(format!("What `{}` demands of its values.", owner.path)).build();
        self.set(item, ItemKind::Facets(facets), docs);
        Some(FacetsUse::Item(item))
    }

    /// Returns the owner of items that belong to a named simple type.
    fn owner_of_simple(&self, id: SimpleTypeId) -> Option<Owner> {
        let name = self.schema.simple_type(id).name.as_ref()?;
        self.owner_of_item(name, TypeId::Simple(id))
    }
}

/// Returns the constant of the runtime for a built-in type whose Rust type has more values.
fn of_builtin(builtin: Builtin) -> Option<&'static str> {
    Some(match builtin {
        Builtin::NonNegativeInteger => "NON_NEGATIVE_INTEGER",
        Builtin::PositiveInteger => "POSITIVE_INTEGER",
        Builtin::NonPositiveInteger => "NON_POSITIVE_INTEGER",
        Builtin::NegativeInteger => "NEGATIVE_INTEGER",
        Builtin::Language => "LANGUAGE",
        Builtin::Name => "NAME",
        Builtin::NcName | Builtin::Id | Builtin::IdRef | Builtin::Entity => "NC_NAME",
        Builtin::NmToken => "NM_TOKEN",
        Builtin::NmTokens => "NM_TOKENS",
        Builtin::IdRefs | Builtin::Entities => "NC_NAMES",
        _ => return None,
    })
}

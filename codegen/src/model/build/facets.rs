//! The facets of simple types, as constants next to the types.

use super::builder::{Builder, Owner};
use crate::model::docs::Docs;
use crate::model::ir::{Facet, FacetsUse, ItemKind};
use crate::model::naming;
use crate::schema::pattern::Translation;
use crate::schema::{self, Builtin, Enumeration, FacetKind, QName, SimpleTypeId, TypeId, Variety};
use crate::xsd::white_space::trim;

impl<'s> Builder<'s> {
    /// Returns the constant with the facets of a type; `None` if values of its Rust type need no checks.
    pub(super) fn facets_use(&mut self, id: SimpleTypeId, owner: &Owner) -> Option<FacetsUse> {
        if let Some(&known) = self.facets.get(&id) {
            return known;
        }
        // Ends the recursion for a type that contains itself. `schema` rejects such types, so no type gets this value.
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
        let defines_variety = self.defines_variety(id);
        let base = if defines_variety { None } else { self.facets_use(ty.base, owner) };
        let mut facets: Vec<Facet> = ty.facets.iter().filter_map(facet).collect();
        // A pattern restricts the text, including the prefix, but a `QName` does not keep its prefix. So the pattern cannot be
        // checked.
        let is_name = matches!(ty.variety, Variety::Atomic(Builtin::QName | Builtin::Notation));
        facets.extend(if is_name { None } else { self.pattern_of(&ty.facets) });
        match ty.variety.clone() {
            Variety::List(item) if defines_variety => facets.extend(self.facets_use(item, owner).map(Facet::Item)),
            Variety::Union(members) if self.is_union_item(id) => {
                let members = self.union_members(id, &members, owner).into_iter();
                let members: Vec<_> = members.map(|(place, _, used)| (place, used.facets)).collect();
                if members.iter().any(|(_, facets)| facets.is_some()) {
                    facets.push(Facet::Members(members));
                }
            }
            _ => {}
        }
        if !(ty.enumeration.is_empty() || self.is_string_enum(id)) {
            let value = |stated: &Enumeration| match &stated.name {
                Some(name) => name.to_string(),
                None => {
                    let named = self.values.in_braces(ty.base, &stated.value, &stated.item_names);
                    named.unwrap_or_else(|| stated.value.clone())
                }
            };
            facets.push(Facet::Enumeration(ty.enumeration.iter().map(value).collect()));
        }
        // A named atomic type without facets has a constant, too. It contains the name of the type, because an `xsi:type` must name
        // this type or a type derived from it.
        let states_name = ty.name.is_some() && matches!(ty.variety, Variety::Atomic(_)) && !self.is_string_enum(id);
        if facets.is_empty() && !states_name {
            return base;
        }
        if let Some(name) = &ty.name {
            facets.insert(0, Facet::Type(self.unique_name(name)));
        }
        facets.extend(base.map(Facet::Base));
        let name = ty.name.as_ref().map_or_else(|| owner.stem.clone(), |name| naming::ty(&name.local));
        let item = self.add_item(format!("{}{}", naming::constant(&name), naming::FACETS), owner);
        let docs = Docs::default().line(format!("The facets of `{}`.", owner.path)).build();
        self.set(item, ItemKind::Facets(facets), docs);
        Some(FacetsUse::Item(item))
    }

    /// Returns the name with which an `xsi:type` is compared: the local name, or the expanded name if several namespaces have a
    /// simple type of that name.
    pub(super) fn unique_name(&self, name: &QName) -> String {
        if self.repeated_names.contains(&*name.local) { name.to_string() } else { name.local.to_string() }
    }

    /// Returns the patterns of one type, joined as alternatives (XML Schema part 2, section 4.3.4.3). Skips patterns that cannot be
    /// translated: `schema/constraints/patterns.rs` reports them.
    fn pattern_of(&mut self, facets: &'s [schema::Facet]) -> Option<Facet> {
        let (mut stated, mut translated) = (Vec::new(), Vec::new());
        for facet in facets.iter().filter(|facet| facet.kind == FacetKind::Pattern) {
            let translation = || Translation::of(&facet.value).map(|pattern| pattern.runtime).ok();
            if let Some(pattern) = self.patterns.entry(&facet.value).or_insert_with(translation) {
                stated.push(&*facet.value);
                translated.push(pattern.clone());
            }
        }
        (!translated.is_empty()).then(|| Facet::Pattern(stated.join("|"), translated.join("|")))
    }

    /// Returns the owner of items that belong to a named simple type.
    fn owner_of_simple(&self, id: SimpleTypeId) -> Option<Owner> {
        let name = self.schema.simple_type(id).name.as_ref()?;
        self.owner_of_item(name, TypeId::Simple(id))
    }
}

/// Converts a facet of the schema. Returns `None` for a pattern, because `pattern_of` joins the patterns, for `whiteSpace`, which is a
/// property of rows, and for a count that is not a number.
fn facet(stated: &schema::Facet) -> Option<Facet> {
    let value = trim(&stated.value);
    match stated.kind {
        FacetKind::Pattern | FacetKind::WhiteSpace => None,
        kind if kind.is_count() => value.parse().ok().map(|count| Facet::Count(kind, count)),
        kind => Some(Facet::Bound(kind, value.to_owned())),
    }
}

/// Returns the name of the runtime's constant with the facets of a built-in type; `None` if there is no such constant.
fn of_builtin(builtin: Builtin) -> Option<&'static str> {
    Some(match builtin {
        Builtin::AnySimpleType => "ANY_SIMPLE_TYPE",
        Builtin::AnyUri => "ANY_URI",
        Builtin::NonNegativeInteger => "NON_NEGATIVE_INTEGER",
        Builtin::PositiveInteger => "POSITIVE_INTEGER",
        Builtin::NonPositiveInteger => "NON_POSITIVE_INTEGER",
        Builtin::NegativeInteger => "NEGATIVE_INTEGER",
        Builtin::Language => "LANGUAGE",
        Builtin::Name => "NAME",
        Builtin::NcName => "NC_NAME",
        Builtin::Id => "ID",
        Builtin::IdRef => "ID_REF",
        Builtin::Entity => "ENTITY",
        Builtin::NmToken => "NM_TOKEN",
        Builtin::NmTokens => "NM_TOKENS",
        Builtin::IdRefs | Builtin::Entities => "NC_NAMES",
        _ => return None,
    })
}

//! Ranks the items with a finite default value: the default value of an item contains only items of lower rank.

use std::collections::{BTreeSet, HashMap};

use super::ir::{Item, ItemId, ItemKind, Ty};
use crate::work;

/// The ranks of items with a finite default value.
pub(super) struct Ranks(Vec<Option<usize>>);

impl Ranks {
    /// Ranks the items. A struct has a higher rank than its base and the types of its required fields. An enum has a higher rank than
    /// the content of one of its variants: of the first one, unless later ones are needed to rank further items.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut ranking = Ranking::new(items);
        ranking.rank_all();
        Self(ranking.ranks)
    }

    /// Returns the rank of an item; `None` if its default value is infinite.
    pub(super) fn of_item(&self, ItemId(index): ItemId) -> Option<usize> {
        self.0[index]
    }

    /// Returns the rank of the default value of a type: 0 if the value contains no item, `None` if the value is infinite.
    pub(super) fn of_type(&self, ty: &Ty) -> Option<usize> {
        needed(ty).map_or(Some(0), |id| self.of_item(id))
    }
}

/// Returns the item that the default value of a type contains. Options and lists are empty by default.
fn needed(ty: &Ty) -> Option<ItemId> {
    match ty {
        Ty::Item(id) => Some(*id),
        Ty::Boxed(inner) | Ty::Nillable(inner) | Ty::Spelled(inner) => needed(inner),
        Ty::Std(_) | Ty::Runtime(_) | Ty::Vec(_) | Ty::Option(_) => None,
    }
}

/// The condition under which the default value of an item is finite.
enum Condition {
    /// All items that the default value contains must have a rank. The number counts those without a rank; an item in two fields
    /// counts twice.
    All(usize),
    /// The content of at least one of the first `considered` variants must have a rank. `None` in `variants` is content without an
    /// item, which counts as ranked.
    Any { variants: Vec<Option<ItemId>>, considered: usize },
}

/// The state of the algorithm. Each round visits, in order, the items whose condition may have changed.
struct Ranking {
    conditions: Vec<Condition>,
    /// For each item without a rank: the items whose condition refers to it.
    users: HashMap<ItemId, Vec<usize>>,
    ranks: Vec<Option<usize>>,
    count: usize,
    /// The items to visit in this round and in the next one.
    this_round: BTreeSet<usize>,
    next_round: BTreeSet<usize>,
}

impl Ranking {
    fn new(items: &[Item]) -> Self {
        let mut users: HashMap<ItemId, Vec<usize>> = HashMap::new();
        let conditions = items.iter().enumerate().map(|(index, item)| {
            let (needed, condition) = condition(&item.kind);
            needed.into_iter().for_each(|id| users.entry(id).or_default().push(index));
            condition
        });
        let conditions = conditions.collect();
        Self {
            conditions,
            users,
            ranks: vec![None; items.len()],
            count: 0,
            this_round: (0..items.len()).collect(),
            next_round: BTreeSet::new(),
        }
    }

    fn rank_all(&mut self) {
        let mut stuck = 0;
        loop {
            while let Some(index) = self.this_round.pop_first() {
                self.visit(index);
            }
            std::mem::swap(&mut self.this_round, &mut self.next_round);
            if self.this_round.is_empty() {
                // All items before `stuck` are ranked or have no further variants.
                while stuck < self.ranks.len() && !self.consider_another(stuck) {
                    stuck += 1;
                }
                if stuck == self.ranks.len() {
                    return;
                }
                self.this_round.insert(stuck);
            }
        }
    }

    /// Considers another variant of an enum. Returns `false` if the item has a rank, is not an enum, or has no further variant.
    fn consider_another(&mut self, index: usize) -> bool {
        match &mut self.conditions[index] {
            Condition::Any { variants, considered } if self.ranks[index].is_none() && *considered < variants.len() => {
                *considered += 1;
                true
            }
            _ => false,
        }
    }

    /// Ranks an item if its default value is finite.
    fn visit(&mut self, index: usize) {
        work::step();
        let is_finite = match &self.conditions[index] {
            Condition::All(missing) => *missing == 0,
            Condition::Any { variants, considered } => {
                let is_ranked = |id: &Option<ItemId>| id.is_none_or(|id| self.ranks[id.0].is_some());
                variants.iter().take(*considered).any(is_ranked)
            }
        };
        if !is_finite || self.ranks[index].is_some() {
            return;
        }
        self.count += 1;
        self.ranks[index] = Some(self.count);
        for user in self.users.remove(&ItemId(index)).unwrap_or_default() {
            work::step();
            if let Condition::All(missing) = &mut self.conditions[user] {
                *missing -= 1;
            }
            let round = if user > index { &mut self.this_round } else { &mut self.next_round };
            round.insert(user);
        }
    }
}

/// Returns the items to which the condition of an item refers, and the condition.
fn condition(kind: &ItemKind) -> (Vec<ItemId>, Condition) {
    let of_variants = |variants: Vec<Option<ItemId>>| {
        (variants.iter().flatten().copied().collect(), Condition::Any { variants, considered: 1 })
    };
    let of_all = |needed: Vec<ItemId>| {
        let count = needed.len();
        (needed, Condition::All(count))
    };
    match kind {
        ItemKind::Struct(item) => {
            of_all(item.fields.iter().filter_map(|field| needed(&field.ty)).chain(item.base).collect())
        }
        ItemKind::Choice { variants, .. } => of_variants(variants.iter().map(|variant| needed(&variant.ty)).collect()),
        ItemKind::Polymorphic { variants, .. } => {
            of_variants(variants.iter().map(|variant| needed(&variant.ty)).collect())
        }
        ItemKind::Alias(ty) => of_all(needed(ty).into_iter().collect()),
        ItemKind::StringEnum(_) | ItemKind::Union(_) | ItemKind::Facets(_) => of_all(Vec::new()),
    }
}

//! Types that implement `Eq`, `Ord` and `Hash`: named types whose fields, own and inherited, are all attributes that are strings or
//! integers. Most are identifiers, which programs use as keys of maps.

use super::ir::{Item, ItemKind, RowKind, Ty};

/// Sets `is_ordered` of each struct.
pub(crate) fn set(items: &mut [Item]) {
    let ordered: Vec<bool> = items.iter().map(|item| is_ordered(items, item)).collect();
    for (item, is_ordered) in items.iter_mut().zip(ordered) {
        if let ItemKind::Struct(kind) = &mut item.kind {
            kind.is_ordered = is_ordered;
        }
    }
}

fn is_ordered(items: &[Item], item: &Item) -> bool {
    let chain = std::iter::successors(item.as_struct(), |kind| items[kind.base?.0].as_struct());
    let mut fields = chain.flat_map(|kind| &kind.fields).peekable();
    item.as_struct().is_some_and(|kind| kind.qname.is_some())
        && fields.peek().is_some()
        && fields.all(|field| matches!(field.row.kind, RowKind::Attribute(_)) && is_key(&field.ty))
}

fn is_key(ty: &Ty) -> bool {
    match ty {
        Ty::Std(name) => !matches!(*name, "bool" | "f32" | "f64"),
        Ty::Option(inner) => is_key(inner),
        _ => false,
    }
}

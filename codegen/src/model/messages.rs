//! The response messages of operations: their type, and the place in the response where a server adds them.
//!
//! bindings.toml names the choices whose alternatives are response messages. The nearest common base of these alternatives is the
//! base of all response messages. The response messages of an operation are:
//!
//! - the alternative with the name of the response, if the response contains a list of such a choice; otherwise
//! - the structs in the response, or the response itself, that are or extend the base and contain no other such struct. If there is
//!   only one, and the response contains it outside of lists, the response itself is the message. If there are several such structs
//!   or lists, only their base is known.

use std::collections::{BTreeMap, BTreeSet};

use super::features::Parts;
use super::ir::{Item, ItemId, ItemKind, Message, MessagePlace, Model, Operation, RowKind, Struct, Ty};
use super::unknown::{chain, item_of};

/// Sets the type and the place of the response messages of each operation.
pub(crate) fn set(model: &mut Model, parts: &Parts) {
    let choices = parts.response_messages.iter().map(|messages| messages.choice);
    let bases: Vec<ItemId> = choices.filter_map(|choice| common_base(&model.items, choice)).collect();
    for at in 0..model.operations.len() {
        model.operations[at].message = message(model, &model.operations[at], &bases);
    }
}

/// Returns the nearest struct that every alternative either is or extends.
fn common_base(items: &[Item], choice: ItemId) -> Option<ItemId> {
    let ItemKind::Choice { variants, .. } = &items[choice.0].kind else { return None };
    let chains: Vec<Vec<ItemId>> = variants.iter().map(|variant| chain(items, &variant.ty)).collect();
    chains.first()?.iter().copied().find(|base| chains.iter().all(|chain| chain.contains(base)))
}

fn message(model: &Model, operation: &Operation, bases: &[ItemId]) -> Option<Message> {
    let items = &model.items;
    let ty = &model.element(&operation.response)?.ty;
    let response = item_of(items, ty).filter(|_| matches!(ty, Ty::Item(_)))?;
    if let Some(message) = alternative(items, operation, response) {
        return Some(message);
    }
    bases.iter().find_map(|&base| contained(items, response, base))
}

/// Returns the alternative in `operation.response_message`, if a field of the response is a list of its choice.
fn alternative(items: &[Item], operation: &Operation, response: ItemId) -> Option<Message> {
    let (choice, variant) = operation.response_message?;
    let (field, _) = fields(items, response).find(|(_, ty)| is_list(ty) && *ty.innermost() == Ty::Item(choice))?;
    let ItemKind::Choice { variants, .. } = &items[choice.0].kind else { return None };
    let variant = variants.get(variant)?;
    let RowKind::Element(name) = &variant.row.kind else { return None };
    let content = match &variant.ty {
        Ty::Boxed(inner) => (**inner).clone(),
        ty => ty.clone(),
    };
    let place = MessagePlace::Alternative {
        field: field.to_owned(),
        choice,
        variant: variant.name.clone(),
        local: name.local.to_string(),
        content,
    };
    Some(Message { item: item_of(items, &variant.ty)?, place })
}

/// Returns the type and the place of the response messages: of the structs in the response, or of the response itself, that are or
/// extend `base` and contain no other such struct.
fn contained(items: &[Item], response: ItemId, base: ItemId) -> Option<Message> {
    let extends = |&item: &ItemId| chain(items, &Ty::Item(item)).contains(&base);
    let is_message = |item: &ItemId| extends(item) && contents(items, *item).keys().all(|part| !extends(part));
    let mut contents = contents(items, response);
    contents.entry(response).or_default();
    let messages: Vec<ItemId> = contents.keys().copied().filter(is_message).collect();
    let several = Message { item: base, place: MessagePlace::Several };
    match messages[..] {
        [] => None,
        [item] if item == response => Some(Message { item, place: MessagePlace::Response }),
        [item] => {
            let mut list = fields(items, response).filter(|(_, ty)| is_list(ty) && is_item(items, ty, item));
            if let (Some((field, _)), None) = (list.next(), list.next()) {
                return Some(Message { item, place: MessagePlace::List { field: field.to_owned() } });
            }
            let is_part = contents[&item].iter().eq([&response])
                && fields(items, response).filter(|(_, ty)| is_item(items, ty, item)).all(|(_, ty)| !is_list(ty));
            Some(if is_part { Message { item: response, place: MessagePlace::Response } } else { several })
        }
        _ => Some(several),
    }
}

/// Returns the structs and choices that a struct contains at any depth, each with its direct containers.
fn contents(items: &[Item], container: ItemId) -> BTreeMap<ItemId, BTreeSet<ItemId>> {
    let mut contents: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
    let mut open = vec![container];
    while let Some(container) = open.pop() {
        for part in parts(items, container) {
            if !contents.contains_key(&part) && part != container {
                open.push(part);
            }
            contents.entry(part).or_default().insert(container);
        }
    }
    contents
}

/// Returns the items that a struct contains in its own and inherited fields, or that a choice contains in its variants.
fn parts(items: &[Item], item: ItemId) -> Vec<ItemId> {
    match &items[item.0].kind {
        ItemKind::Struct(_) => fields(items, item).filter_map(|(_, ty)| item_of(items, ty.innermost())).collect(),
        ItemKind::Choice { variants, .. } => {
            variants.iter().filter_map(|variant| item_of(items, &variant.ty)).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the names and types of all fields of a struct, own and inherited.
fn fields(items: &[Item], item: ItemId) -> impl Iterator<Item = (&str, &Ty)> {
    let structs = std::iter::successors(structure(items, item), |item| structure(items, item.base?));
    structs.flat_map(|item| &item.fields).map(|field| (field.name.as_str(), &field.ty))
}

fn structure(items: &[Item], item: ItemId) -> Option<&Struct> {
    match &items[item.0].kind {
        ItemKind::Struct(kind) => Some(kind),
        _ => None,
    }
}

fn is_item(items: &[Item], ty: &Ty, item: ItemId) -> bool {
    item_of(items, ty.innermost()) == Some(item)
}

/// Returns whether a field is a list, or an optional list.
fn is_list(ty: &Ty) -> bool {
    match ty {
        Ty::Vec(_) => true,
        Ty::Option(inner) => matches!(**inner, Ty::Vec(_)),
        _ => false,
    }
}

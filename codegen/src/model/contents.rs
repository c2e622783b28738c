//! Sentences in docs that list the alternatives of a choice, or the items of a collapsed element.

use std::collections::BTreeSet;

use super::content::Occurs;
use super::docs::{Docs, link_target};
use super::ir::{Item, ItemId, ItemKind, Items, Model, Presence, Row, RowKind, Ty};
use super::naming::capitalized;
use super::relations::content;
use crate::schema::QName;

/// The number of alternatives that are listed before `N others`. If there is only one other, it is listed, too.
const MAX_LISTED: usize = 8;

/// Adds the sentences to the docs of fields, variants and elements.
pub(crate) fn document(model: &mut Model) {
    let of_items: Vec<Vec<Option<Sentence>>> = model.items.iter().map(|item| sentences(model, item)).collect();
    for (item, sentences) in model.items.iter_mut().zip(of_items) {
        let docs: Vec<&mut Vec<String>> = match &mut item.kind {
            ItemKind::Struct(kind) => kind.fields.iter_mut().map(|field| &mut field.docs).collect(),
            ItemKind::Choice { variants, .. } => variants.iter_mut().map(|variant| &mut variant.docs).collect(),
            _ => Vec::new(),
        };
        docs.into_iter().zip(sentences).for_each(|(docs, sentence)| append(docs, sentence));
    }
    for at in 0..model.modules.len() {
        let elements = &model.modules[at].elements;
        let sentences: Vec<_> =
            elements.iter().map(|element| Contents { model, module: at }.of(&element.row, &element.ty)).collect();
        let elements = model.modules[at].elements.iter_mut();
        elements.zip(sentences).for_each(|(element, sentence)| append(&mut element.docs, sentence));
    }
}

/// A sentence in docs.
enum Sentence {
    /// A paragraph of its own.
    Paragraph(String),
    /// Text to append to the last paragraph.
    Addition(String),
}

fn append(docs: &mut Vec<String>, sentence: Option<Sentence>) {
    match (docs.last_mut(), sentence) {
        (_, None) => {}
        (Some(last), Some(Sentence::Addition(text))) => *last += &format!(" {text}"),
        (None, Some(Sentence::Paragraph(text) | Sentence::Addition(text))) => docs.push(text),
        (Some(_), Some(Sentence::Paragraph(text))) => docs.extend([String::new(), text]),
    }
}

fn sentences(model: &Model, item: &Item) -> Vec<Option<Sentence>> {
    let contents = Contents { model, module: item.module };
    item.rows().into_iter().map(|(row, ty)| contents.of(row, ty)).collect()
}

/// Writes sentences for the files of a module. Links in the sentences are relative to these files.
struct Contents<'m> {
    model: &'m Model,
    module: usize,
}

impl Contents<'_> {
    /// Returns a sentence that lists the elements of a choice or of a collapsed element; `None` for other rows.
    fn of(&self, row: &Row, ty: &Ty) -> Option<Sentence> {
        if let RowKind::Choice(choice) = row.kind {
            let alternatives = self.alternatives(choice, &mut BTreeSet::new());
            return Some(Sentence::Paragraph(match row.occurs {
                Some(_) => capitalized(&format!("{} {}.", count_of(occurs(row)), listed(alternatives, "and")?)),
                None => format!("One of {}, {}.", listed(alternatives, "or")?, Docs::occurs(occurs(row))),
            }));
        }
        let Items::Children(item) = &row.items else { return None };
        let (count, alternatives) = match &item.kind {
            RowKind::Element(name) => (count(occurs(item)), vec![self.link(name, ty)]),
            RowKind::Choice(choice) => (count_of(occurs(item)), self.alternatives(*choice, &mut BTreeSet::new())),
            _ => return None,
        };
        Some(Sentence::Addition(format!("Contains {count} {}.", listed(alternatives, "and")?)))
    }

    /// Returns the elements of a choice, each with a link to its type.
    fn alternatives(&self, choice: ItemId, seen: &mut BTreeSet<ItemId>) -> Vec<String> {
        let ItemKind::Choice { variants, .. } = &self.model.items[choice.0].kind else { return Vec::new() };
        if !seen.insert(choice) {
            return Vec::new();
        }
        variants.iter().flat_map(|variant| self.alternative(&variant.row, &variant.ty, seen)).collect()
    }

    fn alternative(&self, row: &Row, ty: &Ty, seen: &mut BTreeSet<ItemId>) -> Vec<String> {
        match &row.kind {
            RowKind::Element(name) => vec![self.link(name, ty)],
            RowKind::Choice(choice) => self.alternatives(*choice, seen),
            RowKind::Group(group) => {
                let fields = self.model.items[group.0].as_struct().map_or(&[][..], |group| &group.fields);
                let members = fields.iter().filter_map(|field| match &field.row.kind {
                    RowKind::Element(name) => Some(self.link(name, &field.ty)),
                    _ => None,
                });
                let members: Vec<String> = members.collect();
                if members.is_empty() { members } else { vec![members.join(" with ")] }
            }
            RowKind::Any(_) => vec!["any other element".to_owned()],
            _ => Vec::new(),
        }
    }

    fn link(&self, name: &QName, ty: &Ty) -> String {
        let name = self.prefixed(name);
        match content(self.model, ty.innermost()) {
            Some(item) => {
                let Item { name: target, module, .. } = &self.model.items[item.0];
                let target = link_target(target, &self.model.modules[*module].name, *module == self.module);
                format!("[`{name}`]({target})")
            }
            None => format!("`{name}`"),
        }
    }

    fn prefixed(&self, name: &QName) -> String {
        self.model.prefixed(name).unwrap_or_else(|| name.local.to_string())
    }
}

/// Returns the occurrences of a row in its parent.
fn occurs(row: &Row) -> Occurs {
    match (row.occurs, row.presence) {
        (Some((min, max)), _) => Occurs { min, max },
        (None, Presence::Optional) => Occurs { min: 0, ..Occurs::ONCE },
        (None, Presence::Relaxed | Presence::Required) => Occurs::ONCE,
    }
}

/// Returns the number of items in words, such as `at least one`.
fn count(occurs: Occurs) -> String {
    match (occurs.min, occurs.max) {
        (0, None) => "any number of".to_owned(),
        (1, None) => "at least one".to_owned(),
        (min, None) => format!("at least {min}"),
        (0, Some(max)) => format!("at most {max}"),
        (min, Some(max)) if min == max => min.to_string(),
        (min, Some(max)) => format!("{min} to {max}"),
    }
}

/// Returns a number in words, followed by `of`: `at least one of`.
fn count_of(occurs: Occurs) -> String {
    let count = count(occurs);
    if count.ends_with(" of") { count } else { count + " of" }
}

/// Returns a list in words: the first alternatives, and the number of others. `None` for an empty list.
fn listed(mut alternatives: Vec<String>, conjunction: &str) -> Option<String> {
    if alternatives.len() > MAX_LISTED + 1 {
        let others = alternatives.split_off(MAX_LISTED).len();
        alternatives.push(format!("{others} others"));
    }
    let last = alternatives.pop()?;
    Some(if alternatives.is_empty() { last } else { format!("{} {conjunction} {last}", alternatives.join(", ")) })
}

//! Rust statements that read the fields of sample responses.

use super::expression::Names;
use super::node::{MAX_WIDTH, Node};
use crate::model::ir::{Field, ItemId, ItemKind, Items, Row, RowKind, Ty};
use crate::model::naming;

/// The depth of nested blocks at which values are printed as a whole instead of field by field.
const MAX_DEPTH: usize = 5;

/// Prints the statements that read a struct.
pub(super) struct Reading<'n, 'm> {
    names: &'n mut Names<'m>,
    lines: Vec<String>,
    depth: usize,
}

impl<'n, 'm> Reading<'n, 'm> {
    /// Creates a printer for statements that are inside `depth` blocks.
    pub(super) fn new(names: &'n mut Names<'m>, depth: usize) -> Self {
        Self { names, lines: Vec::new(), depth }
    }

    /// Returns the statements.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    fn push(&mut self, line: &str) {
        self.lines.push(format!("{}{line}", "    ".repeat(self.depth)));
    }

    /// Adds a block with the statements that `fill` adds. Adds nothing if `fill` adds no statements.
    fn block(&mut self, head: &str, fill: impl FnOnce(&mut Self)) {
        self.push(head);
        let start = self.lines.len();
        self.depth += 1;
        fill(self);
        self.depth -= 1;
        if self.lines.len() == start {
            self.lines.pop();
        } else {
            self.push("}");
        }
    }

    /// Adds the statements for the fields of a struct that occur in a sample, except for the fields of the base `without`. `place` is
    /// the expression of the struct, such as `response.body`.
    pub(super) fn structure(&mut self, place: &str, ty: ItemId, without: Option<ItemId>, node: &Node) {
        let skipped = without.map_or_else(Vec::new, |base| self.names.fields(base));
        for field in self.names.fields(ty) {
            if !skipped.iter().any(|base| base.name == field.name) {
                self.field(&format!("{place}.{}", field.name), field, node);
            }
        }
    }

    fn field(&mut self, place: &str, field: &'m Field, node: &Node) {
        match &field.row.kind {
            RowKind::Attribute(name) if node.attributes.iter().any(|(own, _)| self.names.is_named(own, name)) => {
                self.simple(place, &field.ty);
            }
            RowKind::Text if !node.text.is_empty() => self.simple(place, &field.ty),
            RowKind::Element(_) | RowKind::Choice(_) => {
                let mut nodes = node.children.iter().filter(|child| self.names.is_part(&field.row, child));
                if let Some(first) = nodes.next() {
                    self.value(place, field, first);
                }
            }
            _ => {}
        }
    }

    /// Adds the statement that prints a value as a whole.
    fn leaf(&mut self, place: &str) {
        self.print(place, place);
    }

    /// Adds the statement that prints the expression `value`, with the last name in `place` as its label.
    fn print(&mut self, place: &str, value: &str) {
        let name = place.rsplit('.').next().unwrap_or(place).trim_start_matches("r#");
        let line = format!("println!(\"{name}: {{:?}}\", {value});");
        if line.len() + 4 * self.depth <= MAX_WIDTH {
            return self.push(&line);
        }
        self.push("println!(");
        self.push(&format!("    \"{name}: {{:?}}\","));
        self.push(&format!("    {value}"));
        self.push(");");
    }

    fn value(&mut self, place: &str, field: &'m Field, node: &Node) {
        let is_optional = matches!(field.ty, Ty::Option(_));
        let name = field.name.as_str();
        match (self.names.bare(&field.ty), &field.row.items) {
            _ if self.depth >= MAX_DEPTH => self.leaf(place),
            (Ty::Vec(item), Items::Children(row)) => {
                let Some(first) = node.children.first() else { return };
                self.list(place, &values(place, is_optional), item, row, first);
            }
            (Ty::Vec(item), Items::None) => {
                self.list(place, &values(place, is_optional), item, &field.row, node);
            }
            (Ty::Item(id), _) => match &self.names.model.items[id.0].kind {
                ItemKind::Struct(_) if is_optional => {
                    self.block(&format!("if let Some({name}) = &{place} {{"), |to| to.structure(name, *id, None, node));
                }
                ItemKind::Struct(_) => self.structure(place, *id, None, node),
                ItemKind::Choice { .. } => self.choice(place, is_optional, *id, node),
                _ => self.leaf(place),
            },
            _ => self.simple(place, &field.ty),
        }
    }

    /// Adds the statement that prints a simple value. A secret needs a call, because its `Debug` output does not show the value.
    fn simple(&mut self, place: &str, ty: &'m Ty) {
        match ty {
            Ty::Runtime("Secret") => self.print(place, &format!("{place}.expose()")),
            Ty::Option(inner) if **inner == Ty::Runtime("Secret") => {
                self.print(place, &format!("{place}.as_ref().map(|secret| secret.expose())"));
            }
            _ => self.leaf(place),
        }
    }

    /// Adds a loop over a list. `node` is the first item in the sample.
    fn list(&mut self, place: &str, values: &str, item: &'m Ty, row: &'m Row, node: &Node) {
        let name = variable(node);
        let Ty::Item(id) = self.names.bare(item) else { return self.leaf(place) };
        match &self.names.model.items[id.0].kind {
            ItemKind::Struct(_) => {
                self.block(&format!("for {name} in {values} {{"), |to| to.structure(&name, *id, None, node));
            }
            ItemKind::Choice { .. } if matches!(row.kind, RowKind::Choice(_)) => {
                let name = if self.base(*id, node).is_some() { name } else { "one".to_owned() };
                self.block(&format!("for {name} in {values} {{"), |to| to.choice(&name, false, *id, node));
            }
            _ => self.leaf(place),
        }
    }

    /// Returns the struct to which a choice dereferences, if the struct has fields for all children in the sample.
    fn base(&self, choice: ItemId, node: &Node) -> Option<ItemId> {
        let ItemKind::Choice { base: Some(base), derefs: true, .. } = &self.names.model.items[choice.0].kind else {
            return None;
        };
        let fields = self.names.fields(*base);
        let has = |child: &Node| fields.iter().any(|field| self.names.is_part(&field.row, child));
        node.children.iter().all(has).then_some(*base)
    }

    fn choice(&mut self, place: &str, is_optional: bool, choice: ItemId, node: &Node) {
        if let Some(base) = self.base(choice, node).filter(|_| !is_optional) {
            return self.structure(place, base, None, node);
        }
        let Some(variant) = self.names.variant(choice, node) else { return };
        let name = variable(node);
        let pattern = format!("{}::{}({name})", self.names.item(choice), variant.name);
        let head = match (is_optional, place.contains('.')) {
            (true, _) => format!("if let Some({pattern}) = &{place} {{"),
            (false, true) => format!("if let {pattern} = &{place} {{"),
            (false, false) => format!("if let {pattern} = {place} {{"),
        };
        let items = &variant.row.items;
        self.block(&head, |to| match (to.names.bare(&variant.ty), items) {
            (Ty::Vec(item), Items::Children(row)) => {
                if let Some(first) = node.children.first() {
                    to.list(&name, &name, item, row, first);
                }
            }
            (Ty::Item(id), _) if to.names.structure(*id).is_some() => to.structure(&name, *id, None, node),
            _ => to.leaf(&name),
        });
    }
}

/// Returns the expression after `in` of a loop over a list: `&list`, or `list.iter().flatten()` for an optional list.
fn values(place: &str, is_optional: bool) -> String {
    if is_optional { format!("{place}.iter().flatten()") } else { format!("&{place}") }
}

/// Returns the name of a variable for an element.
fn variable(node: &Node) -> String {
    let local = node.name.rsplit(':').next().unwrap_or(&node.name);
    naming::field(local)
}

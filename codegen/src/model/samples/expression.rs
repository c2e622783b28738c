//! Rust expressions that build the values of sample documents, in the syntax of the runtime's `build!`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::node::{MAX_WIDTH, Node};
use crate::model::ir::{
    DerivedVariant, ElementRef, Field, ItemId, ItemKind, Items, Model, Row, RowKind, Struct, Ty, Variant,
};
use crate::schema::QName;

/// An expression for the value of an element, an attribute or a text.
pub(super) enum Expression {
    /// A literal, a path or a call, with its type.
    Value(String, Ty),
    /// A struct.
    Struct {
        /// The type.
        ty: ItemId,
        /// True if the expression must state the type, because the context does not determine it.
        is_stated: bool,
        /// The expressions of the fields.
        fields: Vec<(String, Expression)>,
    },
    /// A list.
    List(Vec<Expression>),
    /// An expression with code before and after it, such as the content of a variant with the name of the variant before it.
    Variant(String, Box<Expression>, String),
}

/// Finds the fields and variants for the elements of a document, and collects the names that the code must import.
pub(super) struct Names<'m> {
    pub(super) model: &'m Model,
    prefixes: &'m HashMap<String, String>,
    /// For each module path: the names to import.
    pub(super) imports: BTreeMap<String, BTreeSet<String>>,
}

impl<'m> Names<'m> {
    pub(super) fn new(model: &'m Model, prefixes: &'m HashMap<String, String>) -> Self {
        Self { model, prefixes, imports: BTreeMap::new() }
    }

    /// Returns the name of an item, and imports it.
    pub(super) fn item(&mut self, id: ItemId) -> String {
        let item = &self.model.items[id.0];
        self.import(&self.model.modules[item.module].name, &item.name)
    }

    /// Imports a name from a module, and returns it.
    pub(super) fn import(&mut self, module: &str, name: &str) -> String {
        self.imports.entry(module.to_owned()).or_default().insert(name.to_owned());
        name.to_owned()
    }

    /// Returns whether all imported names differ.
    pub(super) fn are_unique(&self) -> bool {
        let mut seen = BTreeSet::new();
        self.imports.values().flatten().all(|name| seen.insert(name))
    }

    /// Returns whether the prefixed name `found` in a document is the qualified name `name`.
    pub(super) fn is_named(&self, found: &str, name: &QName) -> bool {
        let local = &*name.local;
        match name.namespace.as_deref() {
            None => found == local,
            Some(uri) => self.prefixes.get(uri).is_some_and(|prefix| {
                found.strip_prefix(prefix.as_str()).and_then(|rest| rest.strip_prefix(':')) == Some(local)
            }),
        }
    }

    /// Returns the struct of an item.
    pub(super) fn structure(&self, id: ItemId) -> Option<&'m Struct> {
        self.model.items[id.0].as_struct()
    }

    /// Returns the struct that is the content of a global element.
    pub(super) fn content_of(&self, element: &ElementRef) -> Option<ItemId> {
        match self.bare(&self.model.element(element)?.ty) {
            Ty::Item(id) => match self.model.items[id.0].kind {
                ItemKind::Struct(_) => Some(*id),
                ItemKind::Polymorphic { base, .. } => base,
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the last struct in the chain of bases of a struct; the struct itself if it extends none.
    pub(super) fn outermost_base(&self, id: ItemId) -> ItemId {
        std::iter::successors(Some(id), |id| self.structure(*id)?.base).last().unwrap_or(id)
    }

    /// Returns the fields of a struct: first the inherited fields, without those that an own field hides, then its own.
    pub(super) fn fields(&self, id: ItemId) -> Vec<&'m Field> {
        let Some(kind) = self.structure(id) else { return Vec::new() };
        let mut fields = kind.base.map_or_else(Vec::new, |base| self.fields(base));
        fields.retain(|inherited| kind.fields.iter().all(|own| own.name != inherited.name));
        fields.extend(&kind.fields);
        fields
    }

    /// Returns the variant of a choice for an element.
    pub(super) fn variant(&self, choice: ItemId, node: &Node) -> Option<&'m Variant> {
        let ItemKind::Choice { variants, .. } = &self.model.items[choice.0].kind else { return None };
        variants.iter().find(|variant| self.is_part(&variant.row, node))
    }

    /// Returns the variant that the `xsi:type` of an element selects.
    pub(super) fn derived(&self, variants: &'m [DerivedVariant], node: &Node) -> Option<&'m DerivedVariant> {
        match node.attributes.iter().find(|(name, _)| name == "xsi:type") {
            None => variants.iter().find(|variant| variant.is_base),
            Some((_, ty)) => variants.iter().find(|variant| self.is_named(ty, &variant.qname)),
        }
    }

    /// Returns whether an element belongs to a row: to its element, its choice or its sequence.
    pub(super) fn is_part(&self, row: &Row, node: &Node) -> bool {
        match &row.kind {
            RowKind::Element(name) => self.is_named(&node.name, name),
            RowKind::Choice(id) => self.variant(*id, node).is_some(),
            RowKind::Group(id) => self.fields(*id).iter().any(|field| self.is_part(&field.row, node)),
            _ => false,
        }
    }

    /// Returns a type without options, boxes and aliases.
    pub(super) fn bare(&self, ty: &'m Ty) -> &'m Ty {
        match ty {
            Ty::Option(inner) | Ty::Boxed(inner) => self.bare(inner),
            Ty::Item(id) => match &self.model.items[id.0].kind {
                ItemKind::Alias(inner) => self.bare(inner),
                _ => ty,
            },
            _ => ty,
        }
    }

    /// Returns the expression of a struct with the content of an element; `None` if a part of the content has no expression.
    pub(super) fn content(&mut self, ty: ItemId, is_stated: bool, node: &Node) -> Option<Expression> {
        let mut fields = Vec::new();
        for field in self.fields(ty) {
            if let Some(value) = self.field(field, node)? {
                fields.push((field.name.clone(), value));
            }
        }
        Some(Expression::Struct { ty, is_stated, fields })
    }

    /// Returns the expression of a field. The outer `None` means that the field has no expression, the inner `None` that it is absent.
    #[allow(clippy::option_option, reason = "a field is absent, or has no expression")]
    fn field(&mut self, field: &'m Field, node: &Node) -> Option<Option<Expression>> {
        let text = match &field.row.kind {
            RowKind::Attribute(name) => {
                node.attributes.iter().find(|(own, _)| self.is_named(own, name)).map(|it| &it.1)
            }
            RowKind::Text => Some(&node.text).filter(|text| !text.is_empty()),
            RowKind::Element(_) | RowKind::Choice(_) | RowKind::Group(_) => {
                let nodes: Vec<&Node> = node.children.iter().filter(|child| self.is_part(&field.row, child)).collect();
                return if nodes.is_empty() { Some(None) } else { self.nodes(&field.ty, &field.row, &nodes).map(Some) };
            }
            RowKind::ExplicitType | RowKind::Any(_) | RowKind::AnyAttribute(_) => return Some(None),
            RowKind::Mixed(_) => return None,
        };
        match text {
            Some(text) => self.text(&field.ty, text).map(Some),
            None => Some(None),
        }
    }

    /// Returns the expression of the elements that belong to a row.
    fn nodes(&mut self, ty: &'m Ty, row: &'m Row, nodes: &[&Node]) -> Option<Expression> {
        match (self.bare(ty), &row.items) {
            (Ty::Vec(item), Items::Children(inner)) => {
                let children: Vec<&Node> = nodes.first()?.children.iter().collect();
                self.list(item, inner, &children)
            }
            (Ty::Vec(_), Items::Text) => self.text(ty, &nodes.first()?.text),
            (Ty::Vec(item), Items::None) => self.list(item, row, nodes),
            (bare, _) => match (&row.kind, bare) {
                (RowKind::Element(_), _) => self.element(bare, nodes.first()?),
                (RowKind::Choice(_), Ty::Item(choice)) => self.alternative(*choice, nodes),
                (RowKind::Group(_), Ty::Item(group)) => {
                    let mut parts = Node::new(String::new());
                    parts.children = nodes.iter().map(|node| (*node).clone()).collect();
                    self.content(*group, false, &parts)
                }
                _ => None,
            },
        }
    }

    fn list(&mut self, item: &'m Ty, row: &'m Row, nodes: &[&Node]) -> Option<Expression> {
        let items = nodes.iter().map(|node| self.one(item, row, node));
        items.collect::<Option<Vec<_>>>().map(Expression::List)
    }

    /// Returns the expression of one item of a list.
    fn one(&mut self, item: &'m Ty, row: &'m Row, node: &Node) -> Option<Expression> {
        match (self.bare(item), &row.kind) {
            (Ty::Item(choice), RowKind::Choice(_)) => self.alternative(*choice, &[node]),
            (item, RowKind::Element(_)) => self.element(item, node),
            _ => None,
        }
    }

    fn element(&mut self, ty: &'m Ty, node: &Node) -> Option<Expression> {
        let id = match ty {
            Ty::Item(id) => id,
            // A struct converts to `Nillable` if the expression states the type of the struct.
            Ty::Nillable(inner) => match self.bare(inner) {
                Ty::Item(id) if self.structure(*id).is_some() => return self.content(*id, true, node),
                _ => return None,
            },
            _ => return self.text(ty, &node.text),
        };
        match &self.model.items[id.0].kind {
            ItemKind::Struct(_) => self.content(*id, false, node),
            ItemKind::Polymorphic { variants, .. } => match self.bare(&self.derived(variants, node)?.ty) {
                Ty::Item(content) => self.content(*content, true, node),
                _ => None,
            },
            ItemKind::StringEnum(_) | ItemKind::Union(_) => self.text(ty, &node.text),
            _ => None,
        }
    }

    /// Returns the expression of an alternative: the content alone if it converts to the choice, otherwise the variant.
    fn alternative(&mut self, choice: ItemId, nodes: &[&Node]) -> Option<Expression> {
        let variant = self.variant(choice, nodes.first()?)?;
        let mut content = self.nodes(&variant.ty, &variant.row, nodes)?;
        let is_from = |ty: &Ty| variant.is_from && self.bare(&variant.ty) == ty;
        if let Expression::Struct { is_stated, fields, .. } = &mut content {
            match fields.as_slice() {
                [(_, Expression::Value(value, ty))] if variant.sources.contains(ty) => {
                    return Some(Expression::Value(value.clone(), ty.clone()));
                }
                _ => *is_stated = true,
            }
        }
        match &content {
            Expression::Struct { .. } if variant.is_from => return Some(content),
            Expression::Value(_, ty) if is_from(ty) || variant.sources.contains(ty) => return Some(content),
            _ => {}
        }
        let is_boxed = matches!(variant.ty, Ty::Boxed(_));
        let is_derived = match self.bare(&variant.ty) {
            Ty::Item(id) => matches!(self.model.items[id.0].kind, ItemKind::Polymorphic { .. }),
            _ => false,
        };
        let (before, content, after) = self.outside_of_build(content)?;
        let name = self.item(choice);
        let before = format!("{name}::{}({}{before}", variant.name, if is_boxed { "Box::new(" } else { "" });
        let after = format!("{after}{}{})", if is_derived { ".into()" } else { "" }, if is_boxed { ")" } else { "" });
        Some(Expression::Variant(before, Box::new(content), after))
    }

    /// Converts an expression for code outside of `build!`, where values are not converted implicitly. Returns the expression, with
    /// the code to write before and after it.
    fn outside_of_build(&mut self, expression: Expression) -> Option<(&'static str, Expression, &'static str)> {
        match expression {
            Expression::Value(_, Ty::Std("&str")) => Some(("", expression, ".into()")),
            Expression::Struct { ty, fields, .. } => {
                Some(("xml::build!(", Expression::Struct { ty, is_stated: true, fields }, ")"))
            }
            Expression::List(items) => {
                let items = items.into_iter().map(|item| {
                    let (before, item, after) = self.outside_of_build(item)?;
                    Some(Expression::Variant(before.to_owned(), Box::new(item), after.to_owned()))
                });
                Some(("vec!", Expression::List(items.collect::<Option<_>>()?), ""))
            }
            Expression::Value(..) | Expression::Variant(..) => Some(("", expression, "")),
        }
    }

    /// Returns the expression of a value of a simple type.
    fn text(&mut self, ty: &'m Ty, text: &str) -> Option<Expression> {
        let ty = self.bare(ty);
        let code = match ty {
            Ty::Std("String") => return Some(Expression::Value(format!("{text:?}"), Ty::Std("&str"))),
            Ty::Std("f32" | "f64") if !text.contains('.') => format!("{text}.0"),
            // An integer literal without a suffix is an `i32`, which does not convert to these types.
            Ty::Std(name @ ("i8" | "i16" | "u8" | "u16" | "u32" | "u64")) => format!("{text}_{name}"),
            Ty::Std(_) => text.to_owned(),
            Ty::Runtime(name) => format!("{text:?}.parse::<xml::{name}>()?"),
            Ty::Vec(item) => {
                let items = text.split_whitespace().map(|part| self.text(item, part));
                return items.collect::<Option<Vec<_>>>().map(Expression::List);
            }
            Ty::Item(id) => match &self.model.items[id.0].kind {
                ItemKind::StringEnum(kind) => {
                    let variant = &kind.values.iter().find(|value| value.text == text)?.name;
                    format!("{}::{variant}", self.item(*id))
                }
                ItemKind::Union(_) => format!("{text:?}.parse::<{}>()?", self.item(*id)),
                ItemKind::Struct(kind) => {
                    let field = kind.fields.iter().find(|field| field.row.kind == RowKind::Text)?;
                    let value = self.text(&field.ty, text)?;
                    let fields = vec![(field.name.clone(), value)];
                    return Some(Expression::Struct { ty: *id, is_stated: false, fields });
                }
                _ => return None,
            },
            _ => return None,
        };
        Some(Expression::Value(code, ty.clone()))
    }

    /// Adds the lines of an expression: a single line if the expression is short enough.
    pub(super) fn print(&mut self, expression: &Expression, prefix: &str, suffix: &str, out: &mut Vec<String>) {
        let line = format!("{prefix}{}{suffix}", self.line(expression));
        let indent = &prefix[..prefix.len() - prefix.trim_start().len()];
        let inner = format!("{indent}    ");
        match expression {
            _ if line.len() <= MAX_WIDTH => out.push(line),
            Expression::Value(..) => out.push(line),
            Expression::Variant(before, content, after) => {
                self.print(content, &format!("{prefix}{before}"), &format!("{after}{suffix}"), out);
            }
            Expression::List(items) => {
                out.push(format!("{prefix}["));
                items.iter().for_each(|item| self.print(item, &inner, ",", out));
                out.push(format!("{indent}]{suffix}"));
            }
            Expression::Struct { fields, .. } => {
                out.push(format!("{prefix}{}{{", self.stated(expression)));
                fields.iter().for_each(|(name, value)| self.print(value, &format!("{inner}{name}: "), ",", out));
                out.push(format!("{indent}}}{suffix}"));
            }
        }
    }

    fn line(&mut self, expression: &Expression) -> String {
        match expression {
            Expression::Value(code, _) => code.clone(),
            Expression::Variant(before, content, after) => format!("{before}{}{after}", self.line(content)),
            Expression::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.line(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Expression::Struct { fields, .. } => {
                let stated = self.stated(expression);
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{name}: {}", self.line(value))).collect();
                if fields.is_empty() { format!("{stated}{{}}") } else { format!("{stated}{{ {} }}", fields.join(", ")) }
            }
        }
    }

    /// Returns the name of a struct, to write before its fields, if the expression states the type; otherwise nothing.
    fn stated(&mut self, expression: &Expression) -> String {
        match expression {
            Expression::Struct { ty, is_stated: true, .. } => format!("{} ", self.item(*ty)),
            _ => String::new(),
        }
    }
}

//! What the docs of generated items say.

use super::build::{Builder, Owner, TypeUse};
use super::content::Occurs;
use super::ir::Of;
use crate::schema::{ElementDeclaration, QName, TypeId, ValueConstraint};

/// The lines of a doc comment, as they are collected.
#[derive(Debug, Default)]
pub(crate) struct Docs(Vec<String>);

impl Docs {
    /// Begins with what the schema or bindings.toml says, made safe for rustdoc.
    pub(crate) fn documentation(text: Option<String>) -> Self {
        let mut lines: Vec<String> = text.iter().flat_map(|text| text.lines()).map(escaped).collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Self(lines)
    }

    /// Adds a paragraph.
    pub(crate) fn line(mut self, line: String) -> Self {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.push(line);
        self
    }

    pub(crate) fn build(self) -> Vec<String> {
        self.0
    }

    /// How often, in words.
    pub(crate) fn occurs(occurs: Occurs) -> String {
        match (occurs.min, occurs.max) {
            (0, Some(1)) => "at most once".to_owned(),
            (1, Some(1)) => "once".to_owned(),
            (0, None) => "any number".to_owned(),
            (1, None) => "at least once".to_owned(),
            (0, Some(max)) => format!("at most {max} times"),
            (min, None) => format!("at least {min} times"),
            (min, Some(max)) if min == max => format!("{min} times"),
            (min, Some(max)) => format!("{min} to {max} times"),
        }
    }

    pub(crate) fn value(value: Option<&ValueConstraint>) -> String {
        match value {
            Some(ValueConstraint::Default(value)) => format!(", by default `{}`", code(value)),
            Some(ValueConstraint::Fixed(value)) => format!(", always `{}`", code(value)),
            None => String::new(),
        }
    }
}

/// Keeps rustdoc from taking a text for markup.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.trim_end().chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\' | '|' | '#') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    // Four blanks would make it a code block, and code a test.
    out.trim_start().to_owned()
}

/// A text between backquotes.
pub(crate) fn code(text: &str) -> String {
    text.chars().map(|c| if c == '`' || c.is_control() { ' ' } else { c }).collect()
}

impl Builder<'_> {
    /// What bindings.toml says of a path, else what the schema says.
    pub(crate) fn documentation(&self, path: &str, in_schema: Option<&str>) -> Option<String> {
        self.bindings.doc(path).or(in_schema).map(str::to_owned)
    }

    pub(crate) fn type_docs(&self, name: Option<&QName>, documentation: Option<&str>, owner: &Owner) -> Docs {
        let docs = Docs::documentation(self.documentation(&owner.path, documentation));
        match name {
            Some(name) => docs.line(format!("Schema type `{}`.", self.namespaces.prefixed(name))),
            None => docs.line(format!("The anonymous type of `{}`.", owner.path)),
        }
    }

    pub(crate) fn element_docs(&self, declaration: &ElementDeclaration, occurs: Occurs, inner: &Owner) -> Vec<String> {
        let documentation = self.documentation(&inner.path, declaration.documentation.as_deref());
        Docs::documentation(documentation)
            .line(format!(
                "Element `{}`, {}{}{}.{}",
                self.namespaces.prefixed(&declaration.name),
                Docs::occurs(occurs),
                if declaration.nillable { ", may be nil" } else { "" },
                Docs::value(declaration.value.as_ref()),
                self.alias_docs(declaration.ty)
            ))
            .build()
    }

    /// Names the schema type where the Rust type does not show it.
    pub(crate) fn alias_docs(&self, ty: TypeId) -> String {
        let name = match ty {
            TypeId::Simple(id) => self.schema.simple_type(id).name.as_ref(),
            TypeId::Complex(id) => self.schema.complex_type(id).name.as_ref(),
        };
        name.map(|name| format!(" Type `{}`.", self.namespaces.prefixed(name))).unwrap_or_default()
    }

    /// What a collapsed type holds.
    pub(crate) fn wrapper_docs(&self, used: &TypeUse) -> String {
        match &used.of {
            Some(Of::Element(name)) => {
                format!("an element of this type holds only `{}`, repeated", self.namespaces.prefixed(name))
            }
            Some(Of::Choice(_)) => "an element of this type holds only a choice of elements, repeated".to_owned(),
            _ => "an element of this type holds only other elements, repeated".to_owned(),
        }
    }
}

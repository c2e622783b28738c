//! The lines of doc comments.

use super::content::Occurs;
use crate::schema::ValueConstraint;

/// The lines of a doc comment.
#[derive(Debug, Default)]
pub(crate) struct Docs(Vec<String>);

impl Docs {
    /// Begins with a text from the schema or bindings.toml, escaped for rustdoc.
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

    /// Returns a number of occurrences in words.
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

/// Escapes the characters that are markup in rustdoc.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.trim_end().chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\' | '|' | '#') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    // Four spaces would begin a code block, and rustdoc tests code.
    out.trim_start().to_owned()
}

/// Replaces characters that cannot be between backquotes.
pub(crate) fn code(text: &str) -> String {
    text.chars().map(|c| if c == '`' || c.is_control() { ' ' } else { c }).collect()
}

//! The lines of doc comments.

use super::content::Occurs;
use crate::schema::ValueConstraint;

/// The lines of a doc comment.
#[derive(Debug, Default)]
pub(crate) struct Docs(Vec<String>);

impl Docs {
    /// Creates a doc comment from a text of the schema or of a documentation file, escaped for rustdoc.
    pub(crate) fn documentation(text: Option<String>) -> Self {
        let mut lines: Vec<String> = text.iter().flat_map(|text| text.lines()).map(escaped).collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Self(lines)
    }

    /// Adds a text from a documentation file, escaped for rustdoc, as a paragraph.
    pub(crate) fn paragraph(self, text: &str) -> Self {
        self.line(escaped(text))
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

    /// Returns a number of occurrences in words, such as `at least once`.
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

/// Returns the target of a link to the item `name` of `module`. `is_same_module` is true if the file with the link is in `module`,
/// too.
pub(crate) fn link_target(name: &str, module: &str, is_same_module: bool) -> String {
    match is_same_module {
        true => format!("super::{name}"),
        false => format!("super::super::{module}::{name}"),
    }
}

/// Escapes the characters that are markup in rustdoc, except between backquotes.
fn escaped(line: &str) -> String {
    // Four spaces at the start would begin a code block, which rustdoc compiles as a test.
    let line = line.trim();
    let has_code = !line.contains("``") && line.matches('`').count().is_multiple_of(2);
    let mut is_code = false;
    let mut out = String::with_capacity(line.len());
    let mut previous = ' ';
    for c in line.chars() {
        let is_delimiter = c == '`' && has_code;
        is_code ^= is_delimiter;
        let is_markup = matches!(c, '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\' | '|' | '#');
        // Without the escape, rustdoc warns that the URL is not a link.
        let is_url = c == '/' && previous == ':';
        if !is_code && !is_delimiter && (is_markup || is_url) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
        previous = c;
    }
    out
}

/// Replaces backquotes and control characters with spaces, because they cannot be between backquotes.
pub(crate) fn code(text: &str) -> String {
    text.chars().map(|c| if c == '`' || c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_outside_of_code() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("An id, as in `Vec<T>`, not <b>.", "An id, as in `Vec<T>`, not \\<b\\>.");
        check("Use `a_b` or a_b.", "Use `a_b` or a\\_b.");
        check("An odd ` quote.", "An odd \\` quote.");
        check("An empty `` code.", "An empty \\`\\` code.");
        check("    See http://a/b.", "See http:\\//a/b.");
        check("In code: `http://a`", "In code: `http://a`");
    }
}

//! The subset of XPath that is allowed in identity constraints (XML Schema part 1, 3.11.6).

use crate::xsd::is_nc_name;
use crate::xsd::white_space::WHITE_SPACE;

/// Checks the attribute `xpath` of a `selector` or a `field`. Only a `field` can end with an attribute step. `is_prefix` returns
/// whether a prefix is declared.
///
/// # Errors
/// The reason why the path is not in the subset.
pub(super) fn check(path: &str, is_field: bool, is_prefix: impl Fn(&str) -> bool) -> Result<(), String> {
    let parser = Parser { rest: path, is_field, is_prefix };
    parser.paths()
}

struct Parser<'a, P> {
    rest: &'a str,
    is_field: bool,
    is_prefix: P,
}

impl<'a, P: Fn(&str) -> bool> Parser<'a, P> {
    fn paths(mut self) -> Result<(), String> {
        loop {
            self.path()?;
            if self.accept("|") {
                continue;
            }
            return match self.rest {
                "" => Ok(()),
                rest => Err(format!("`{rest}` is not allowed here")),
            };
        }
    }

    /// Reads the steps of a path, up to `|` or the end.
    fn path(&mut self) -> Result<(), String> {
        let mut is_first = true;
        loop {
            let is_attribute = self.accept("@") || self.accept_axis("attribute");
            if is_attribute && !self.is_field {
                return Err("a selector cannot select an attribute".to_owned());
            }
            if is_attribute {
                return self.name_test();
            }
            let is_self = self.accept(".");
            if is_self && is_first && self.accept("//") {
                is_first = false;
                continue;
            }
            if !is_self {
                self.accept_axis("child");
                self.name_test()?;
            }
            is_first = false;
            if self.rest.starts_with("//") {
                return Err("`//` is allowed only at the beginning, in `.//`".to_owned());
            }
            if !self.accept("/") {
                return Ok(());
            }
        }
    }

    fn accept(&mut self, token: &str) -> bool {
        self.skip_space();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        self.skip_space();
        rest.is_some()
    }

    /// Reads the name of an axis and `::`, if they follow. Returns whether they do.
    fn accept_axis(&mut self, axis: &str) -> bool {
        let rest = self.rest.strip_prefix(axis).map(|rest| rest.trim_start_matches(WHITE_SPACE));
        let Some(rest) = rest.and_then(|rest| rest.strip_prefix("::")) else { return false };
        self.rest = rest;
        self.skip_space();
        true
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches(WHITE_SPACE);
    }

    /// Reads `name`, `prefix:name`, `*` or `prefix:*`.
    fn name_test(&mut self) -> Result<(), String> {
        let end = self.rest.find(|c| WHITE_SPACE.contains(&c) || "/|@[]()".contains(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let (prefix, local) = name.split_once(':').map_or((None, name), |(prefix, local)| (Some(prefix), local));
        if name.is_empty() {
            return Err("the name of an element or attribute is missing".to_owned());
        }
        if !(local == "*" || is_nc_name(local)) || prefix.is_some_and(|prefix| !is_nc_name(prefix)) {
            return Err(format!("`{name}` is neither a name nor `*`"));
        }
        if let Some(prefix) = prefix.filter(|prefix| !(self.is_prefix)(prefix)) {
            return Err(format!("the prefix `{prefix}` is not declared"));
        }
        self.rest = rest;
        self.skip_space();
        Ok(())
    }
}

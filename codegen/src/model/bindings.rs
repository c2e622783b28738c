//! `bindings.toml`: properties of generated code that a schema cannot express.
//!
//! ```toml
//! # Base types for which xsi:type selects the variant of an enum: "abstract" types only, or "all".
//! polymorphism = "abstract"
//! # Further base types with such an enum.
//! polymorphic = ["t:ItemType"]
//! # Elements and attributes whose text does not appear in Debug output.
//! secrets = ["t:TokenType/Value"]
//! # Types that preserve an xsi:type with the name of the declared type.
//! explicit_types = ["m:ResponseType"]
//! # Types whose extensions have optional members only, regardless of the schema.
//! optional_extensions = ["m:ResponseType"]
//! # Elements and attributes that are optional in Rust, regardless of the schema.
//! optional = ["t:OrderType/Customer", "t:OrderType/@Number"]
//!
//! [namespaces]
//! "http://example.com/types" = { module = "types", prefix = "t" }
//!
//! [names]
//! "t:OrderType" = "Order"                       # a type
//! "t:OrderType/Lines" = "lines"                 # a field
//! "t:OrderType/choice" = "payment"              # the field of a choice; that of the second is choice[2]
//! "t:OrderType/choice/type" = "Payment"         # its enum
//! "t:ColorType=red" = "Red"                     # a value's variant
//!
//! [docs]
//! "t:OrderType" = "An order of a customer."
//! "t:OrderType/Lines" = "The articles."
//! ```

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::binding_path::BindingPath;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The contents of a `bindings.toml`; empty by default.
#[derive(Debug, Default)]
pub struct Bindings {
    pub(crate) namespaces: BTreeMap<String, NamespaceBinding>,
    pub(crate) only_abstract: bool,
    polymorphic: BTreeMap<String, Range<usize>>,
    secrets: BTreeMap<String, Range<usize>>,
    explicit_types: BTreeMap<String, Range<usize>>,
    optional_extensions: BTreeMap<String, Range<usize>>,
    optional: BTreeMap<String, Range<usize>>,
    names: BTreeMap<String, (String, Range<usize>)>,
    docs: BTreeMap<String, (String, Range<usize>)>,
    used: RefCell<BTreeSet<usize>>,
}

/// The module and the prefix of a namespace.
#[derive(Clone, Debug)]
pub(crate) struct NamespaceBinding {
    pub(crate) module: String,
    pub(crate) prefix: String,
}

/// An error in a `bindings.toml`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BindingsError {
    /// The message.
    pub message: String,
    /// The range of the error, in bytes of the file.
    pub range: Range<usize>,
}

impl Bindings {
    /// Parses the text of a `bindings.toml`.
    ///
    /// # Errors
    /// Invalid TOML, unknown keys and values of a wrong type.
    pub fn parse(text: &str) -> Result<Self, Vec<BindingsError>> {
        let (document, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            return Err(errors
                .iter()
                .map(|error| BindingsError { message: error.message().to_owned(), range: error.span().unwrap_or(0..0) })
                .collect());
        }
        let mut parser = Parser { bindings: Self::default(), errors: Vec::new() };
        for (key, value) in document.get_ref() {
            parser.entry(key.get_ref(), value);
        }
        if parser.errors.is_empty() { Ok(parser.bindings) } else { Err(parser.errors) }
    }

    pub(crate) fn name(&self, path: &BindingPath) -> Option<&str> {
        self.texts(&self.names, path)
    }

    pub(crate) fn doc(&self, path: &BindingPath) -> Option<&str> {
        self.texts(&self.docs, path)
    }

    pub(crate) fn is_secret(&self, path: &BindingPath) -> bool {
        self.lists(&self.secrets, path)
    }

    pub(crate) fn is_polymorphic(&self, path: &BindingPath) -> bool {
        self.lists(&self.polymorphic, path)
    }

    pub(crate) fn has_explicit_type(&self, path: &BindingPath) -> bool {
        self.lists(&self.explicit_types, path)
    }

    pub(crate) fn has_optional_extensions(&self, path: &BindingPath) -> bool {
        self.lists(&self.optional_extensions, path)
    }

    pub(crate) fn is_optional(&self, path: &BindingPath) -> bool {
        self.lists(&self.optional, path)
    }

    /// Returns the paths that no query has used.
    pub(crate) fn unused(&self) -> Vec<(&str, Range<usize>)> {
        let used = self.used.borrow();
        let lists = [&self.polymorphic, &self.secrets, &self.explicit_types, &self.optional_extensions, &self.optional];
        let lists = lists.into_iter().flatten();
        let texts = [&self.names, &self.docs].into_iter().flatten().map(|(path, (_, range))| (path, range));
        let mut unused: Vec<_> = lists
            .chain(texts)
            .filter(|(_, range)| !used.contains(&range.start))
            .map(|(path, range)| (path.as_str(), range.clone()))
            .collect();
        unused.sort_by_key(|(_, range)| range.start);
        unused
    }

    fn texts<'b>(&'b self, table: &'b BTreeMap<String, (String, Range<usize>)>, path: &BindingPath) -> Option<&'b str> {
        let (text, range) = table.get(path.as_str())?;
        self.used.borrow_mut().insert(range.start);
        Some(text)
    }

    fn lists(&self, table: &BTreeMap<String, Range<usize>>, path: &BindingPath) -> bool {
        let found = table.get(path.as_str());
        self.used.borrow_mut().extend(found.map(|range| range.start));
        found.is_some()
    }
}

struct Parser {
    bindings: Bindings,
    errors: Vec<BindingsError>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Parser {
    fn entry(&mut self, key: &str, value: &Value<'_>) {
        match key {
            "polymorphism" => match value.get_ref().as_str() {
                Some("abstract") => self.bindings.only_abstract = true,
                Some("all") => self.bindings.only_abstract = false,
                _ => self.error("expected \"abstract\" or \"all\"", value),
            },
            "polymorphic" => self.bindings.polymorphic = self.list(value),
            "secrets" => self.bindings.secrets = self.list(value),
            "explicit_types" => self.bindings.explicit_types = self.list(value),
            "optional_extensions" => self.bindings.optional_extensions = self.list(value),
            "optional" => self.bindings.optional = self.list(value),
            "namespaces" => self.namespaces(value),
            "names" => self.bindings.names = self.table(value),
            "docs" => self.bindings.docs = self.table(value),
            _ => self.error(
                format!(
                    "unknown key `{key}`: expected polymorphism, polymorphic, secrets, explicit_types, \
                     optional_extensions, optional, namespaces, names or docs"
                ),
                value,
            ),
        }
    }

    fn namespaces(&mut self, value: &Value<'_>) {
        for (uri, entry) in self.members(value) {
            let part = |name| entry.get_ref().get(name).and_then(|part| part.get_ref().as_str()).map(str::to_owned);
            match (part("module"), part("prefix")) {
                (Some(module), Some(prefix)) => {
                    self.bindings.namespaces.insert(uri, NamespaceBinding { module, prefix });
                }
                _ => self.error("expected { module = \"...\", prefix = \"...\" }", entry),
            }
        }
    }

    fn list(&mut self, value: &Value<'_>) -> BTreeMap<String, Range<usize>> {
        let Some(array) = value.get_ref().as_array() else {
            self.error("expected a list of strings", value);
            return BTreeMap::new();
        };
        let mut list = BTreeMap::new();
        for entry in array.iter() {
            match entry.get_ref().as_str() {
                Some(text) => drop(list.insert(text.to_owned(), entry.span())),
                None => self.error("expected a string", entry),
            }
        }
        list
    }

    fn table(&mut self, value: &Value<'_>) -> BTreeMap<String, (String, Range<usize>)> {
        let mut table = BTreeMap::new();
        for (key, entry) in self.members(value) {
            match entry.get_ref().as_str() {
                Some(text) => drop(table.insert(key, (text.to_owned(), entry.span()))),
                None => self.error("expected a string", entry),
            }
        }
        table
    }

    fn members<'v, 'i>(&mut self, value: &'v Value<'i>) -> Vec<(String, &'v Value<'i>)> {
        let Some(table) = value.get_ref().as_table() else {
            self.error("expected a table", value);
            return Vec::new();
        };
        table.iter().map(|(key, entry)| (key.get_ref().to_string(), entry)).collect()
    }

    fn error(&mut self, message: impl Into<String>, value: &Value<'_>) {
        self.errors.push(BindingsError { message: message.into(), range: value.span() });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn unused_paths_are_returned() {
        let bindings = Bindings::parse(
            "secrets = ['t:A/B', 't:A/C']\n[namespaces]\n'urn:t' = { module = 'types', prefix = 't' }\n\
             [names]\n't:A' = 'Other'\n[docs]\n't:A' = 'Text.'\n",
        )
        .unwrap();
        let type_a = BindingPath::global("t:A".to_owned());
        assert!(bindings.is_secret(&type_a.element("B")));
        assert_eq!(bindings.name(&type_a), Some("Other"));
        assert_eq!(bindings.namespaces["urn:t"].module, "types");
        let unused: Vec<&str> = bindings.unused().into_iter().map(|(path, _)| path).collect();
        assert_eq!(unused, ["t:A/C", "t:A"]);
    }

    #[test]
    fn errors() {
        let check = |text: &str, message: &str| {
            let errors = Bindings::parse(text).unwrap_err();
            assert!(errors.iter().any(|error| error.message.contains(message)), "{text:?}: {errors:?}");
        };
        check("secrets = 'x'", "expected a list");
        check("secrets = [1]", "expected a string");
        check("polymorphism = 'some'", "\"abstract\" or \"all\"");
        check("colour = 1", "unknown key `colour`");
        check("[namespaces]\n'urn:t' = 't'", "expected { module");
        check("[docs\n", "unclosed");
    }
}

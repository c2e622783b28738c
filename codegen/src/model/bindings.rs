//! `bindings.toml`: properties of generated code that a schema cannot express.
//!
//! ```toml
//! # Base types for which xsi:type selects the variant of an enum: "abstract" types only, or "all".
//! polymorphism = "abstract"
//! # Further base types with such an enum.
//! polymorphic = ["t:ItemType"]
//! # Elements and attributes whose text does not appear in Debug output.
//! secrets = ["t:TokenType/Value"]
//! # Types whose values preserve an xsi:type even if it only names the declared type. Elements of listed simple types are structs.
//! explicit_types = ["m:ResponseType"]
//! # Base types. The own members of all types derived from them are optional in Rust, regardless of the schema.
//! optional_extensions = ["m:ResponseType"]
//! # Elements and attributes that are optional in Rust, regardless of the schema.
//! optional = ["t:OrderType/Customer", "t:OrderType/@Number"]
//! # Recursive types that implement `Drop`. If none of several mutually recursive types is listed, the generator chooses.
//! iterative_drops = ["t:OrderLineType"]
//!
//! # The versions of the protocol, in order. `name` is the name in SOAP messages, `title` the name in docs.
//! versions = [{ name = "V1", title = "release 1" }, { name = "V2", title = "release 2" }]
//!
//! [namespaces]
//! "http://example.com/types" = { module = "types", prefix = "t" }
//!
//! # Types and elements that every build of the generated crate contains, because hand-written code uses them.
//! always = ["t:VersionType"]
//!
//! # Choices whose alternatives are the response messages of operations. The element of an alternative has the name of the response
//! # element, alone or followed by the given suffix.
//! [response_messages]
//! "m:ResponsesType/choice" = "Message"
//!
//! # Header elements that operations accept although the WSDL does not bind them.
//! [request_headers]
//! CancelOrder = ["t:Token"]
//!
//! # Elements that have another namespace in documents than in the schema, with the prefix of the namespace in documents. Reading
//! # accepts both namespaces. For an item of a collapsed list, the path can contain the element of the list, here `Orders`.
//! [spoken]
//! "t:OrderType/Customer" = "m"
//! "m:ResponseType/Orders/Order" = "m"
//!
//! # Cargo features of the generated crate, with the operations, types and elements that they enable. "*" means everything that no
//! # other feature enables.
//! [features]
//! ordering = ["PlaceOrder", "t:OrderType"]
//! other = ["*"]
//!
//! [names]
//! "t:OrderType" = "Order"                       # a type
//! "t:OrderType/Lines" = "lines"                 # a field
//! "t:OrderType/choice" = "payment"              # the field of the first choice; the second is choice[2]
//! "t:OrderType/choice/type" = "Payment"         # the enum of that choice, shared by equal choices with this name
//! "t:ColorType=red" = "Red"                     # the variant of an enumerated value
//!
//! # Sample documents in docs. Without this table, docs contain no samples.
//! [samples]
//! "t:OrderType" = "Lines @Number"               # the optional members in the sample of a type
//! "t:OrderType/choice" = "Invoice"              # the alternative in the choices of a type
//! "t:OrderType/." = "Lines"                     # the optional members, only in the type's own docs
//! "t:OrderMessage//Order" = "Lines"             # the optional members of each `Order` inside a response message
//! "t:OrdersType/Order" = "Lines @Number=7"      # the optional members of this element, and values for members
//! "t:OrderType/Customer" = "Ada"                # the value of a member
//! "*/Customer" = "Ada"                          # the value of all members named `Customer`
//! "t:CodeType" = "A-1"                          # the value of a simple type
//!
//! # Rust examples of operations: `crate` is the crate, `prelude` the module to import with `*` (without `prelude`, examples import
//! # each name). Other keys are header elements of requests, with the method calls that set them.
//! [examples]
//! crate = "orders"
//! prelude = "prelude"
//! "t:Version" = ".oldest_version()"
//! ```

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::rc::Rc;

use super::binding_path::BindingPath;
use super::versions::Version;
use crate::diagnostics::{Diagnostic, SourceId, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The contents of a `bindings.toml`; empty by default.
#[derive(Debug, Default)]
pub struct Bindings {
    pub(crate) namespaces: BTreeMap<String, NamespaceBinding>,
    pub(crate) only_abstract: bool,
    versions: Vec<Version>,
    polymorphic: BTreeMap<String, Range<usize>>,
    secrets: BTreeMap<String, Range<usize>>,
    explicit_types: BTreeMap<String, Range<usize>>,
    optional_extensions: BTreeMap<String, Range<usize>>,
    always: BTreeMap<String, Range<usize>>,
    iterative_drops: BTreeMap<String, Range<usize>>,
    response_messages: BTreeMap<String, (String, Range<usize>)>,
    features: BTreeMap<String, BTreeMap<String, Range<usize>>>,
    request_headers: BTreeMap<String, BTreeMap<String, Range<usize>>>,
    optional: BTreeMap<String, Range<usize>>,
    names: BTreeMap<String, (String, Range<usize>)>,
    samples: Option<BTreeMap<String, (String, Range<usize>)>>,
    examples: BTreeMap<String, (String, Range<usize>)>,
    pub(super) spoken: BTreeMap<String, (String, Range<usize>)>,
    /// The paths of all elements that `spoken` can list; collected only if `spoken` has entries.
    pub(super) spoken_parts: RefCell<BTreeSet<String>>,
    used: RefCell<BTreeSet<usize>>,
    /// The path and the text of the file, for error messages.
    pub(crate) file: (PathBuf, Rc<str>),
    /// True if the file was written for other schemas, so that its paths can be absent from the current schemas.
    pub(crate) is_for_other_schemas: bool,
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
    /// A way to fix the error.
    pub help: Option<String>,
}

impl BindingsError {
    pub(crate) fn diagnostic(self, source: SourceId) -> Diagnostic {
        let error = Diagnostic::error(self.message).at(Span { source, start: self.range.start, end: self.range.end });
        match self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
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
                .map(|error| BindingsError {
                    message: error.message().to_owned(),
                    range: error.span().unwrap_or(0..0),
                    help: None,
                })
                .collect());
        }
        let mut parser = Parser { bindings: Self::default(), errors: Vec::new() };
        parser.bindings.file = (PathBuf::from("bindings.toml"), Rc::from(text));
        for (key, value) in document.get_ref() {
            parser.entry(key.get_ref(), value);
        }
        if parser.errors.is_empty() { Ok(parser.bindings) } else { Err(parser.errors) }
    }

    /// Returns the versions of the protocol, in order.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Marks the file as written for other schemas: entries for types that the current schemas do not contain are not errors.
    #[must_use]
    pub fn for_other_schemas(mut self) -> Self {
        self.is_for_other_schemas = true;
        self
    }

    /// Returns an error for each entry of `secrets` that matches no element, attribute or text of type string. If the file was written
    /// for other schemas, skips the entries for which `is_known` returns `false` for the type or global element at the start of the
    /// path: the schemas lack it.
    pub(crate) fn unused_secrets(&self, is_known: impl Fn(&str) -> bool) -> Vec<BindingsError> {
        let used = self.used.borrow();
        let unused = self.secrets.iter().filter(|(path, range)| {
            let owner = path.split('/').next().unwrap_or_default();
            !used.contains(&range.start) && (!self.is_for_other_schemas || is_known(owner))
        });
        let error = |(path, range): (&String, &Range<usize>)| BindingsError {
            message: format!(
                "the secret `{path}` is not an element, an attribute or a text of type string in the schemas"
            ),
            range: range.clone(),
            help: Some("fix the path; generated code would contain the value as an ordinary string".to_owned()),
        };
        unused.map(error).collect()
    }

    pub(crate) fn name(&self, path: &BindingPath) -> Option<&str> {
        self.texts(&self.names, path)
    }

    /// Returns the first choice in the file that has the name `name`: the path of the type or group that contains the choice, and the
    /// number of the choice in it. `None` if fewer than two choices have this name.
    pub(crate) fn shared_choice(&self, name: &str) -> Option<(BindingPath, usize)> {
        let choices = self.names.iter().filter(|(_, (given, _))| given == name);
        let choices = choices.filter_map(|(path, (_, range))| Some((BindingPath::of_choice(path)?, range.start)));
        let choices: Vec<_> = choices.collect();
        let first = choices.iter().min_by_key(|(_, start)| *start)?;
        (choices.len() > 1).then(|| first.0.clone())
    }

    /// Returns whether docs contain sample documents: whether the table `samples` exists.
    pub(crate) fn has_samples(&self) -> bool {
        self.samples.is_some()
    }

    /// Returns the entry of `samples` for a path: the optional members to show, the alternative of a choice, or a value.
    pub(crate) fn sample(&self, path: &BindingPath) -> Option<&str> {
        self.texts(self.samples.as_ref()?, path)
    }

    /// Returns an entry of `examples`: the name of the crate (`crate`), the module to import (`prelude`), or the method call for a
    /// header element.
    pub(crate) fn example(&self, key: &str) -> Option<&str> {
        self.texts(&self.examples, &BindingPath::global(key.to_owned()))
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

    /// Returns the entry of `response_messages` for the path of a choice. The entry is a suffix: the element of an alternative has the
    /// name of the response element, alone or followed by this suffix.
    pub(crate) fn response_messages(&self, path: &BindingPath) -> Option<&str> {
        self.texts(&self.response_messages, path)
    }

    /// Returns, for each feature: the operations, types and elements that it lists, with the ranges of these entries in the file.
    pub(crate) fn features(&self) -> &BTreeMap<String, BTreeMap<String, Range<usize>>> {
        &self.features
    }

    /// Returns the header elements that an operation accepts although the WSDL does not bind them, with the ranges of these entries in
    /// the file.
    pub(crate) fn request_headers(&self, operation: &str) -> impl Iterator<Item = (&String, &Range<usize>)> {
        self.request_headers.get(operation).into_iter().flatten()
    }

    /// Returns the types and elements that every build contains.
    pub(crate) fn always(&self) -> &BTreeMap<String, Range<usize>> {
        &self.always
    }

    /// Returns the recursive types that bindings.toml lists in `iterative_drops`.
    pub(crate) fn iterative_drops(&self) -> &BTreeMap<String, Range<usize>> {
        &self.iterative_drops
    }

    /// Marks an entry as used, because its path exists in the schemas.
    pub(crate) fn found(&self, entry: &Range<usize>) {
        self.used.borrow_mut().insert(entry.start);
    }

    /// Returns the entries that no query has used: their paths and their ranges in the file.
    pub(crate) fn unused(&self) -> Vec<(&str, Range<usize>)> {
        let used = self.used.borrow();
        let lists = [
            &self.polymorphic,
            &self.secrets,
            &self.explicit_types,
            &self.optional_extensions,
            &self.optional,
            &self.always,
            &self.iterative_drops,
        ];
        let lists = lists.into_iter().chain(self.features.values()).chain(self.request_headers.values()).flatten();
        let texts = [&self.names, &self.response_messages, &self.spoken, &self.examples]
            .into_iter()
            .chain(&self.samples)
            .flatten();
        let texts = texts.map(|(path, (_, range))| (path, range));
        let mut unused: Vec<_> = lists
            .chain(texts)
            .filter(|(_, range)| !used.contains(&range.start))
            .map(|(path, range)| (path.as_str(), range.clone()))
            .collect();
        unused.sort_by_key(|(_, range)| range.start);
        unused
    }

    /// Returns a warning for each unused path, or a single warning with the number of unused paths if the file was written for other
    /// schemas.
    pub(crate) fn unused_warnings(&self) -> Vec<Diagnostic> {
        let unused = self.unused();
        match unused.as_slice() {
            [(first, _), ..] if self.is_for_other_schemas => {
                let count = unused.len();
                let text = format!(
                    "{count} entries of bindings.toml are about parts that the schemas do not have, such as `{first}`"
                );
                vec![Diagnostic::warning(text)]
            }
            _ => {
                let warning = |path: &str| {
                    Diagnostic::warning(format!("bindings.toml refers to `{path}`, which is not in the schemas"))
                };
                unused.iter().map(|(path, _)| warning(path).help("fix the path, or remove the line")).collect()
            }
        }
    }

    /// Returns whether a query has used an entry.
    pub(super) fn is_used(&self, entry: &Range<usize>) -> bool {
        self.used.borrow().contains(&entry.start)
    }

    pub(super) fn texts<'b>(
        &'b self,
        table: &'b BTreeMap<String, (String, Range<usize>)>,
        path: &BindingPath,
    ) -> Option<&'b str> {
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

/// The maximum number of versions.
const MAX_VERSIONS: usize = 256;

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
            "iterative_drops" => self.bindings.iterative_drops = self.list(value),
            "namespaces" => self.namespaces(value),
            "versions" => self.versions(value),
            "always" => self.bindings.always = self.list(value),
            "response_messages" => self.bindings.response_messages = self.table(value),
            "features" => self.bindings.features = self.lists(value),
            "request_headers" => self.bindings.request_headers = self.lists(value),
            "names" => self.bindings.names = self.table(value),
            "spoken" => self.bindings.spoken = self.table(value),
            "samples" => self.bindings.samples = Some(self.table(value)),
            "examples" => self.bindings.examples = self.table(value),
            _ => self.error(
                format!(
                    "unknown key `{key}`: expected polymorphism, polymorphic, secrets, explicit_types, \
                     optional_extensions, optional, iterative_drops, versions, namespaces, always, response_messages, \
                     request_headers, spoken, features, names, samples or examples"
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

    fn versions(&mut self, value: &Value<'_>) {
        let expected = "expected a list of { name = \"...\", title = \"...\" }";
        let Some(array) = value.get_ref().as_array() else { return self.error(expected, value) };
        for entry in array.iter() {
            let part = |name| entry.get_ref().get(name).and_then(|part| part.get_ref().as_str()).map(str::to_owned);
            match (part("name"), part("title")) {
                (Some(name), Some(title)) => self.bindings.versions.push(Version { name, title }),
                _ => self.error(expected, entry),
            }
        }
        // Rows store the position of a version in one byte.
        if array.len() > MAX_VERSIONS {
            self.error(format!("there are more than {MAX_VERSIONS} versions; leave out the oldest ones"), value);
        }
    }

    fn lists(&mut self, value: &Value<'_>) -> BTreeMap<String, BTreeMap<String, Range<usize>>> {
        self.members(value).into_iter().map(|(name, entries)| (name, self.list(entries))).collect()
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
        self.errors.push(BindingsError { message: message.into(), range: value.span(), help: None });
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
             [names]\n't:A' = 'Other'\n't:B' = 'Text'\n",
        )
        .unwrap();
        let type_a = BindingPath::global("t:A".to_owned());
        assert!(bindings.is_secret(&type_a.element("B")));
        assert_eq!(bindings.name(&type_a), Some("Other"));
        assert_eq!(bindings.namespaces["urn:t"].module, "types");
        let unused: Vec<&str> = bindings.unused().into_iter().map(|(path, _)| path).collect();
        assert_eq!(unused, ["t:A/C", "t:B"]);
        let secrets = |bindings: &Bindings, known: &str| bindings.unused_secrets(|path| path == known).len();
        assert_eq!((secrets(&bindings, "t:A"), secrets(&bindings, "t:B")), (1, 1));
        let borrowed = bindings.for_other_schemas();
        assert_eq!((secrets(&borrowed, "t:A"), secrets(&borrowed, "t:B")), (1, 0));
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
        check("versions = ['V1']", "expected a list of { name");
        let version = "{ name = 'V', title = 'release' },";
        check(&format!("versions = [{}]", version.repeat(257)), "more than 256 versions");
        check("versions = 1", "expected a list of { name");
        check("colour = 1", "unknown key `colour`");
        check("[namespaces]\n'urn:t' = 't'", "expected { module");
        check("[docs\n", "unclosed");
    }
}

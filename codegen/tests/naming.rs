//! Rust names of generated code: for all names in a schema, no two Rust names in one scope are equal.

use std::collections::BTreeSet;

use codegen::{MemoryLoader, Options};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use test_support::Random;

/// Names in schemas that can collide, unchanged or converted to Rust names, with keywords, items that generated code uses, constants
/// or each other.
const NAMES: &[&str] = &[
    "a",
    "A",
    "_a",
    "a_",
    "a-b",
    "a.b",
    "aB",
    "AB",
    "Ab",
    "a_b",
    "a2",
    "a_2",
    "A2",
    "A_2",
    "a2_2",
    "A22",
    "type",
    "Type",
    "self",
    "Self",
    "self_",
    "super",
    "crate",
    "async",
    "r",
    "mod",
    "fn",
    "xml",
    "XML",
    "Xml",
    "xsi",
    "XSI",
    "elements",
    "ELEMENTS",
    "Elements",
    "namespaces",
    "NAMESPACES",
    "operations",
    "NONE",
    "None",
    "none",
    "ANY",
    "Any",
    "any",
    "MANY",
    "ONE_OF",
    "OTHER_THAN",
    "Other",
    "other",
    "Unlisted",
    "Unknown",
    "unknown",
    "base",
    "value",
    "text",
    "content",
    "any_attributes",
    "any_elements",
    "String",
    "Option",
    "Vec",
    "Box",
    "Default",
    "Result",
    "Some",
    "Choice",
    "Item",
    "AType",
    "AChoice",
    "ABType",
    "a-facets",
    "A_FACETS",
    "AB_FACETS",
    "b_type",
    "AnyA",
    "AContent",
    "型",
    "型_",
    "größe",
    "GRÖSSE",
    "ß",
    "ĸ",
    "日付",
    "runtime",
    "std",
    "core",
    "bool",
    "i32",
    "x",
    "X",
    "_",
    "__",
    "_1",
    "n1",
    "N1",
    "-x",
    // Letters for which rustc has lints, and one name in two Unicode normalization forms.
    "a\u{2d0}",
    "\u{138}",
    "u138",
    "\u{e9}",
    "e\u{301}",
];

/// Namespaces. The names of their modules, constants and prefixes can collide with other names.
const NAMESPACES: &[&str] = &[
    "urn:a",
    "urn:A",
    "urn:x/a",
    "urn:ab",
    "urn:a-b",
    "urn:many",
    "urn:any",
    "urn:none",
    "urn:xml",
    "urn:elements",
    "urn:namespaces",
    "urn:type",
    "urn:self",
    "urn:mod",
    "urn:runtime",
    "urn:型",
    "urn:a-facets",
    "urn:ab_facets",
    "urn:std",
    "urn:operations",
    "urn:option",
    "",
];

/// A generator of schemas whose components have random names.
struct Schema {
    random: Random,
}

impl Schema {
    fn name(&mut self) -> &'static str {
        loop {
            let name = self.random.item(NAMES).copied().unwrap_or("a");
            if !name.starts_with('-') {
                return name;
            }
        }
    }

    /// Returns fewer than `max` distinct random names.
    fn names(&mut self, max: u64) -> BTreeSet<&'static str> {
        (0..self.random.below(max)).map(|_| self.name()).collect()
    }

    fn elements(&mut self, max: u64) -> String {
        let names = self.names(max);
        names.iter().map(|name| format!("<xs:element name=\"{name}\" type=\"xs:string\"/>")).collect()
    }

    fn simple_type(&mut self, name: &str) -> String {
        let body = match self.random.below(4) {
            0 => "<xs:union memberTypes=\"xs:int xs:string\"/>".to_owned(),
            1 => "<xs:restriction base=\"xs:decimal\"><xs:pattern value=\"[0-9]+\"/></xs:restriction>".to_owned(),
            2 => "<xs:restriction base=\"xs:string\"><xs:length value=\"3\"/></xs:restriction>".to_owned(),
            _ => {
                let values = self.names(9);
                let values = values.iter().map(|value| format!("<xs:enumeration value=\"{value}\"/>"));
                format!("<xs:restriction base=\"xs:string\">{}</xs:restriction>", values.collect::<String>())
            }
        };
        format!("<xs:simpleType name=\"{name}\">{body}</xs:simpleType>")
    }

    fn complex_type(&mut self, name: &str, others: &[&str]) -> String {
        let content = match self.random.below(5) {
            0 => format!("<xs:sequence>{}</xs:sequence>", self.elements(12)),
            1 => format!("<xs:choice>{}</xs:choice>", self.elements(12)),
            2 => format!("<xs:choice maxOccurs=\"unbounded\">{}</xs:choice>", self.elements(4)),
            3 => {
                let (first, second) = (self.elements(4), self.elements(4));
                let first = first.replace("name=\"", "name=\"l");
                format!(
                    "<xs:sequence><xs:choice>{first}</xs:choice><xs:sequence maxOccurs=\"9\">{second}</xs:sequence></xs:sequence>"
                )
            }
            _ => String::new(),
        };
        let attributes: String =
            self.names(5).iter().map(|name| format!("<xs:attribute name=\"{name}\" type=\"xs:int\"/>")).collect();
        let is_abstract = self.random.below(4) == 0;
        match others.first().filter(|_| self.random.below(3) == 0) {
            Some(base) => format!(
                "<xs:complexType name=\"{name}\"><xs:complexContent><xs:extension base=\"t:{base}\"/></xs:complexContent>\
                 </xs:complexType>"
            ),
            None => format!(
                "<xs:complexType name=\"{name}\" abstract=\"{is_abstract}\">{content}{attributes}</xs:complexType>"
            ),
        }
    }

    fn document(&mut self, namespace: &str, imports: &[(String, &str)]) -> String {
        let mut text =
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\"".to_owned();
        let prefix = if namespace.is_empty() { "" } else { "t:" };
        if !namespace.is_empty() {
            text += &format!(" targetNamespace=\"{namespace}\" xmlns:t=\"{namespace}\"");
        }
        text.push('>');
        for (file, namespace) in imports {
            let namespace = if namespace.is_empty() { String::new() } else { format!("namespace=\"{namespace}\"") };
            text += &format!("<xs:import {namespace} schemaLocation=\"{file}\"/>");
        }
        let types: Vec<&str> = self.names(14).into_iter().collect();
        let mut complex: Vec<&str> = Vec::new();
        for name in &types {
            if self.random.below(3) == 0 {
                text += &self.simple_type(name);
            } else {
                text += &self.complex_type(name, &complex).replace("t:", prefix);
                complex.insert(0, name);
            }
        }
        let mut heads: Vec<&str> = Vec::new();
        for name in self.names(14) {
            let head = match heads.first() {
                Some(head) if self.random.below(2) == 0 => format!(" substitutionGroup=\"{prefix}{head}\""),
                _ => String::new(),
            };
            let is_abstract = self.random.below(4) == 0;
            text += &match complex.first().filter(|_| head.is_empty() && self.random.below(2) == 0) {
                Some(ty) => format!("<xs:element name=\"{name}\" type=\"{prefix}{ty}\"/>"),
                None => format!("<xs:element name=\"{name}\" type=\"xs:string\" abstract=\"{is_abstract}\"{head}/>"),
            };
            if head.is_empty() && self.random.below(2) == 0 && complex.is_empty() {
                heads.insert(0, name);
            }
        }
        text + "</xs:schema>"
    }
}

/// The names of one scope, in Rust's namespaces for types and for values: a type and a value can have the same name.
#[derive(Default)]
struct Names {
    types: BTreeSet<String>,
    values: BTreeSet<String>,
}

impl Names {
    fn add_type(&mut self, name: &str) -> Result<(), String> {
        self.types.insert(name.to_owned()).then_some(()).ok_or_else(|| format!("two types `{name}`"))
    }

    fn add_value(&mut self, name: &str) -> Result<(), String> {
        self.values.insert(name.to_owned()).then_some(()).ok_or_else(|| format!("two values `{name}`"))
    }
}

/// Adds to `out` a pair for each name that a `use` declaration introduces: its path, such as `super::namespaces::`, and the name.
/// Ignores renamed imports and globs.
fn imported(tree: &syn::UseTree, path: &str, out: &mut Vec<(String, String)>) {
    match tree {
        syn::UseTree::Path(inner) => imported(&inner.tree, &format!("{path}{}::", inner.ident), out),
        syn::UseTree::Name(name) => out.push((path.to_owned(), name.ident.to_string())),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, path, out)),
        syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => {}
    }
}

/// Checks that no two names in one scope of a file are equal. The scopes are the file itself, and each struct and enum.
fn check_file(text: &str) -> Result<(), String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let mut names = Names::default();
    for item in &file.items {
        match item {
            syn::Item::Use(item) => {
                let mut found = Vec::new();
                imported(&item.tree, "", &mut found);
                for (path, name) in found {
                    let is_value = path.ends_with("namespaces::") || name.ends_with("_FACETS");
                    if is_value { names.add_value(&name)? } else { names.add_type(&name)? }
                }
            }
            syn::Item::Struct(item) => {
                names.add_type(&item.ident.to_string())?;
                distinct(item.fields.iter().filter_map(|field| field.ident.as_ref()))?;
            }
            syn::Item::Enum(item) => {
                names.add_type(&item.ident.to_string())?;
                distinct(item.variants.iter().map(|variant| &variant.ident))?;
            }
            syn::Item::Type(item) => names.add_type(&item.ident.to_string())?,
            syn::Item::Const(item) => names.add_value(&item.ident.to_string())?,
            syn::Item::Mod(item) => names.add_type(&item.ident.to_string())?,
            syn::Item::Macro(item) => check_macro(item, &mut names)?,
            other => return Err(format!("unexpected `{}`", quote::quote!(#other))),
        }
    }
    Ok(())
}

fn distinct<'i>(names: impl Iterator<Item = &'i syn::Ident>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for name in names {
        let text = name.to_string();
        seen.insert(text.clone()).then_some(()).ok_or_else(|| format!("two members `{text}`"))?;
    }
    Ok(())
}

/// Adds to `names` the names that a macro call defines: modules with their exported items, elements, or namespaces. Returns an error
/// if a name is already there.
fn check_macro(item: &syn::ItemMacro, names: &mut Names) -> Result<(), String> {
    let called = item.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let rows = rows(item.mac.tokens.clone());
    match called.as_str() {
        "modules" => {
            for row in rows {
                let mut idents = row.iter().filter_map(ident);
                names.add_type(&idents.next().ok_or("a module without a name")?)?;
                for name in idents {
                    if name.ends_with("_FACETS") {
                        names.add_value(&name)?;
                    } else {
                        names.add_type(&name)?;
                    }
                }
            }
        }
        "elements" => {
            for row in rows {
                let at = row.iter().position(|token| ident(token).is_some()).ok_or("an element without a name")?;
                let name = row.get(at).and_then(ident).unwrap_or_default();
                names.add_type(&name)?;
                let is_struct = matches!(row.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
                if is_struct {
                    names.add_value(&name)?;
                }
            }
            names.add_value("ELEMENTS")?;
        }
        "namespaces" => {
            for row in rows {
                names.add_value(&row.iter().find_map(ident).ok_or("a namespace without a name")?)?;
            }
            names.add_value("NAMESPACES")?;
        }
        _ => {}
    }
    Ok(())
}

/// Splits the tokens of a macro call at semicolons, without attributes such as doc comments.
fn rows(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut rows = vec![Vec::new()];
    let mut follows_hash = false;
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ';' => rows.push(Vec::new()),
            TokenTree::Punct(punct) if punct.as_char() == '#' => follows_hash = true,
            TokenTree::Group(_) if follows_hash => follows_hash = false,
            _ => rows.last_mut().unwrap().push(token),
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

fn ident(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

/// Generates code for one set of random schemas and checks its names. Returns whether the schemas are valid.
fn check_seed(seed: u64) -> bool {
    let mut schema = Schema { random: Random::new(seed) };
    let namespaces: BTreeSet<&str> =
        (0..=schema.random.below(4)).filter_map(|_| schema.random.item(NAMESPACES).copied()).collect();
    let files: Vec<(String, &str)> =
        namespaces.iter().enumerate().map(|(index, namespace)| (format!("{index}.xsd"), *namespace)).collect();
    let mut loader = MemoryLoader::new();
    for (index, (file, namespace)) in files.iter().enumerate() {
        let text = schema.document(namespace, if index == 0 { &files[1..] } else { &[] });
        loader = loader.with(file.as_str(), text);
    }
    let Ok(services) = codegen::load(&["0.xsd".into()], &loader).into_result() else { return false };
    let generated = codegen::generate(&services, &Options::new("runtime")).unwrap();
    let files: Vec<(String, String)> =
        generated.files.into_iter().map(|(path, text)| (path.to_string_lossy().into_owned(), text)).collect();
    let mut lower = BTreeSet::new();
    assert!(files.iter().all(|(path, _)| lower.insert(path.to_lowercase())), "seed {seed}: two files with one name");
    for (path, text) in &files {
        assert!(path.is_ascii(), "seed {seed}: {path}");
        if let Err(error) = check_file(text) {
            panic!("seed {seed}: {path}: {error}\n{text}");
        }
    }
    true
}

#[test]
fn no_two_names_in_one_scope_are_equal() {
    let count = test_support::settings::cases(500);
    let valid = (1..=count).filter(|&seed| check_seed(seed)).count() as u64;
    assert!(valid * 2 > count, "only {valid} of {count} schemas are valid");
}

//! The modules, constants and prefixes of namespaces.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::binding_path::BindingPath;
use super::bindings::Bindings;
use super::ir::Namespace;
use super::naming::{self, Scope};
use crate::schema::{Content, NamespaceConstraint, Particle, QName, Schema, Term, Variety};
use crate::xsd::{XML, XS, XSI};

/// The namespaces of the schemas, with their modules, constants and prefixes.
#[derive(Debug)]
pub(crate) struct Namespaces {
    /// The modules of the target namespaces.
    pub(crate) modules: Vec<ModuleInfo>,
    /// The constants of the target namespaces, then of other namespaces that rows refer to.
    pub(crate) constants: Vec<Namespace>,
    module_of: BTreeMap<Option<Rc<str>>, usize>,
}

/// A module without its types.
#[derive(Debug)]
pub(crate) struct ModuleInfo {
    pub(crate) name: String,
    pub(crate) prefix: String,
    pub(crate) docs: Vec<String>,
}

impl Namespaces {
    pub(crate) fn new(schema: &Schema, bindings: &Bindings) -> Self {
        let mut names = Scope::default();
        for reserved in ["prelude", "namespaces", "operations", "elements", "mod", "xml"] {
            names.reserve(reserved);
        }
        let targets: BTreeMap<Option<Rc<str>>, Option<String>> = schema
            .target_namespaces
            .iter()
            .filter(|target| target.uri.as_deref() != Some(XML))
            .map(|target| (target.uri.clone(), target.documentation.clone()))
            .collect();
        let mut modules = Vec::new();
        let mut module_of = BTreeMap::new();
        let mut prefixes = Scope::default();
        for reserved in ["xml", "xmlns", "xsi", "xs"] {
            prefixes.reserve(reserved);
        }
        let mut constants = Vec::new();
        let mut constant_names = ConstantNames::new(schema);
        for (uri, documentation) in targets {
            let info = module_info(uri.as_deref(), documentation, bindings, &mut names, &mut prefixes);
            if let Some(uri) = &uri {
                constants.push(constant_names.constant(uri, &info.prefix, true));
            }
            module_of.insert(uri, modules.len());
            modules.push(info);
        }
        if modules.is_empty() && !schema.target_namespaces.is_empty() {
            // The namespace `xml` is the only target namespace, so it needs a module. If there are others, its types are in the first
            // module.
            modules.push(module_info(Some(XML), None, bindings, &mut names, &mut prefixes));
        }
        for uri in foreign(schema) {
            if !module_of.contains_key(&Some(uri.clone())) && &*uri != XML && &*uri != XSI {
                let info = module_info(Some(&uri), None, bindings, &mut names, &mut prefixes);
                constants.push(constant_names.constant(&uri, &info.prefix, false));
            }
        }
        for constant in &mut constants {
            constant.simple_types = simple_types(schema, &constant.uri);
        }
        Self { modules, constants, module_of }
    }

    /// Returns the module of a namespace; the first module for a namespace without a module of its own.
    pub(crate) fn module_of(&self, uri: Option<&Rc<str>>) -> usize {
        self.module_of.get(&uri.cloned()).copied().unwrap_or_default()
    }

    /// Returns a name with its prefix, such as `t:Name`.
    pub(crate) fn prefixed(&self, name: &QName) -> String {
        let prefix = match name.namespace.as_deref() {
            None => return name.local.to_string(),
            Some(XML) => "xml",
            Some(XSI) => "xsi",
            Some(XS) => "xs",
            Some(uri) => match self.constants.iter().find(|constant| constant.uri == uri) {
                Some(constant) => &constant.prefix,
                None => return name.to_string(),
            },
        };
        format!("{prefix}:{}", name.local)
    }

    /// Returns the namespace that has the given prefix.
    pub(crate) fn of_prefix(&self, prefix: &str) -> Option<Rc<str>> {
        self.constants.iter().find(|constant| constant.prefix == prefix).map(|constant| Rc::from(&*constant.uri))
    }

    /// Returns the path of a global component in bindings.toml.
    pub(crate) fn path(&self, name: &QName) -> BindingPath {
        BindingPath::global(self.prefixed(name))
    }
}

/// Returns the named simple types of a namespace, grouped by their nearest named base: each string has the base, then the types, with
/// spaces between them. The base is `name` for a type in the same namespace, `{namespace}name` for a type in another one, and
/// `xs:name` for a built-in type. Lists and unions with a built-in base have `*` instead.
fn simple_types(schema: &Schema, uri: &str) -> Vec<String> {
    let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (id, ty) in schema.simple_types().filter(|(_, ty)| !ty.is_built_in()) {
        let Some(name) = ty.name.as_ref().filter(|name| name.namespace.as_deref() == Some(uri)) else { continue };
        let named = schema.simple_ancestry_ids(id).skip(1).map(|base| schema.simple_type(base));
        let Some(base) = named.filter_map(|base| base.name.as_ref()).next() else { continue };
        let base = match (base.namespace.as_deref(), &ty.variety) {
            (Some(XS), Variety::List(_) | Variety::Union(_)) => "*".to_owned(),
            (Some(XS), _) => format!("xs:{}", base.local),
            (Some(own), _) if own == uri => base.local.to_string(),
            (other, _) => format!("{{{}}}{}", other.unwrap_or_default(), base.local),
        };
        groups.entry(base).or_default().insert(&name.local);
    }
    let group =
        |(base, names): (String, BTreeSet<&str>)| names.into_iter().fold(base, |group, name| format!("{group} {name}"));
    groups.into_iter().map(group).collect()
}

fn module_info(
    uri: Option<&str>,
    documentation: Option<String>,
    bindings: &Bindings,
    names: &mut Scope,
    prefixes: &mut Scope,
) -> ModuleInfo {
    let binding = uri.and_then(|uri| bindings.namespaces.get(uri));
    let name = binding.map_or_else(|| naming::module(&last_word(uri)), |binding| binding.module.clone());
    let name = names.take(name);
    let prefix = binding.map_or_else(|| name.clone(), |binding| binding.prefix.clone());
    let prefix = prefixes.take(prefix);
    let subject = match uri {
        Some(uri) => format!("Namespace `{uri}`, with the prefix `{prefix}` in docs and in written documents."),
        None => "Types and elements without a namespace.".to_owned(),
    };
    let docs = super::docs::Docs::documentation(documentation).line(subject).build();
    ModuleInfo { name, prefix, docs }
}

/// The names of the constants of namespaces.
struct ConstantNames {
    /// The Rust names of all global elements. Their constructors would hide a constant of the same name.
    elements: BTreeSet<String>,
    scope: Scope,
}

impl ConstantNames {
    fn new(schema: &Schema) -> Self {
        let elements = schema.elements().filter(|(_, element)| element.is_global);
        let elements = elements.map(|(_, element)| naming::ty(&element.name.local)).collect();
        Self { elements, scope: Scope::default() }
    }

    fn constant(&mut self, uri: &str, prefix: &str, is_target: bool) -> Namespace {
        let name = naming::constant(prefix);
        let is_taken = self.elements.contains(&name) || name.ends_with(naming::FACETS);
        let name = if is_taken { format!("{name}_NAMESPACE") } else { name };
        let constant = self.scope.take(name);
        Namespace { constant, uri: uri.to_owned(), prefix: prefix.to_owned(), is_target, simple_types: Vec::new() }
    }
}

/// Returns the last part of a namespace name that is a word, not a version: `types` for `http://example.com/types/2006`.
fn last_word(uri: Option<&str>) -> String {
    let Some(uri) = uri else { return "no_namespace".to_owned() };
    let parts: Vec<&str> = uri.split(['/', ':', '#', '?']).map(|part| part.trim_end_matches(".xsd")).collect();
    let letters = |part: &str| if is_version(part) { 0 } else { part.chars().filter(|c| c.is_alphabetic()).count() };
    let last = |min: usize, parts: &[&str]| {
        parts.iter().rev().find(|part| letters(part) >= min).map(|part| (*part).to_owned())
    };
    // The scheme is used only if there is no other word.
    let path = parts.get(1..).unwrap_or_default();
    last(2, path).or_else(|| last(1, path)).or_else(|| last(1, &parts)).unwrap_or_else(|| "schema".to_owned())
}

fn is_version(part: &str) -> bool {
    part.trim_start_matches(['v', 'V']).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'))
}

/// Returns the namespaces of all elements, attributes and wildcards.
fn foreign(schema: &Schema) -> BTreeSet<Rc<str>> {
    let mut uris = BTreeSet::new();
    for (_, element) in schema.elements() {
        uris.extend(element.name.namespace.clone());
    }
    for (_, attribute) in schema.attributes() {
        uris.extend(attribute.name.namespace.clone());
    }
    for (_, ty) in schema.complex_types().filter(|(_, ty)| !ty.is_built_in()) {
        if let Some(wildcard) = &ty.any_attribute {
            constrained(&wildcard.namespaces, &mut uris);
        }
        if let Content::Elements { particle, .. } = &ty.content {
            in_particle(particle, &mut uris);
        }
    }
    uris
}

fn in_particle(particle: &Particle, uris: &mut BTreeSet<Rc<str>>) {
    match &particle.term {
        Term::Element(_) => {}
        Term::Group(group) => group.particles.iter().for_each(|particle| in_particle(particle, uris)),
        Term::Wildcard(wildcard) => constrained(&wildcard.namespaces, uris),
    }
}

fn constrained(constraint: &NamespaceConstraint, uris: &mut BTreeSet<Rc<str>>) {
    match constraint {
        NamespaceConstraint::Any => {}
        NamespaceConstraint::Not(uri) => uris.extend(uri.clone()),
        NamespaceConstraint::OneOf(list) => uris.extend(list.iter().flatten().cloned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn module_names_from_namespaces() {
        let check = |uri: &str, expected: &str| assert_eq!(naming::module(&last_word(Some(uri))), expected, "{uri}");
        check("http://example.com/services/2006/types", "types");
        check("http://www.w3.org/2000/09/xmldsig#", "xmldsig");
        check("urn:oasis:names:tc:SAML:2.0:assertion", "assertion");
        check("http://example.com/v1.0", "example_com");
        check("urn:1", "urn");
        check("urn:a", "a");
        check("urn:a:1.0", "a");
        check("plain", "plain");
        check("", "schema");
    }
}

//! Edits schemas so that they declare elements in the namespaces that documents use. `[spoken]` in bindings.toml lists these elements
//! with their namespaces.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node};

use crate::model::Bindings;
use crate::xsd::XS;
use crate::xsd::syntax::attribute_value;

/// Returns the schemas, edited so that each element in the table `[spoken]` of bindings.toml has the namespace that the table states.
/// Other tools can validate written documents with these schemas.
///
/// For the entry `"t:OrderType/Customer" = "m"`, the declaration of `Customer` becomes a reference to a new global element in the
/// schema whose target namespace has the prefix `m`. For the entry `"m:ResponseType/Orders/Order" = "m"`, the declaration of `Orders`
/// gets a copy of its type in which `Order` is qualified. `Order` is then in the target namespace of the schema that declares
/// `Orders`, so `m` must be the prefix of this namespace.
///
/// # Errors
/// A schema is not well-formed, or cannot be edited for an entry of `[spoken]`.
pub fn state_spoken(schemas: &[(PathBuf, String)], bindings: &Bindings) -> Result<Vec<String>, String> {
    let documents = schemas.iter().map(|(path, text)| parsed(path, text)).collect::<Result<Vec<_>, _>>()?;
    let mut editor = NamespaceEditor { schemas, documents: &documents, edits: vec![BTreeMap::new(); schemas.len()] };
    for (path, namespace) in bindings.spoken_entries() {
        editor.state(path, namespace, bindings).map_err(|error| format!("`{path}` in [spoken]: {error}"))?;
    }
    let edited = schemas.iter().zip(editor.edits).map(|((_, text), edits)| edited(text, 0..text.len(), &edits));
    Ok(edited.collect())
}

fn parsed<'t>(path: &Path, text: &'t str) -> Result<Document<'t>, String> {
    Document::parse(text).map_err(|error| format!("{}: {error}", path.display()))
}

/// For the start offset of each range to replace in a text: the end offset of the range, and the new text.
type Edits = BTreeMap<usize, (usize, String)>;

fn edited(text: &str, range: Range<usize>, edits: &Edits) -> String {
    let mut out = String::new();
    let mut done = range.start;
    for (&start, (end, replacement)) in edits.range(range.clone()) {
        out += &text[done..start];
        out += replacement;
        done = *end;
    }
    out + &text[done..range.end]
}

struct NamespaceEditor<'d, 't> {
    schemas: &'t [(PathBuf, String)],
    documents: &'d [Document<'t>],
    edits: Vec<Edits>,
}

impl<'d, 't> NamespaceEditor<'d, 't> {
    fn state(&mut self, path: &str, prefix: &str, bindings: &Bindings) -> Result<(), String> {
        let uri = |prefix: &str| {
            let found = bindings.namespaces.iter().find(|(_, binding)| binding.prefix == prefix);
            found.map(|(uri, _)| uri.as_str()).ok_or_else(|| format!("unknown prefix `{prefix}`"))
        };
        let mut steps = path.split('/');
        let (owner_prefix, owner) = steps.next().and_then(|name| name.split_once(':')).unwrap_or_default();
        let (namespace, owner_namespace) = (uri(prefix)?, uri(owner_prefix)?);
        let (file, owner) = self.component(owner_namespace, owner)?;
        let element = child(owner, steps.next().unwrap_or_default())?;
        match (steps.next(), steps.next()) {
            (None, _) => self.refer(file, element, namespace),
            (Some(item), None) if namespace == owner_namespace => self.state_items(file, element, item),
            _ => Err("the items must be in the target namespace of the schema that contains the list".to_owned()),
        }
    }

    /// Returns the global complex type or group `name` of a namespace, with the index of its schema.
    fn component(&self, namespace: &str, name: &str) -> Result<(usize, Node<'d, 't>), String> {
        let in_namespace = |(_, document): &(usize, &'d Document<'t>)| target_namespace(document) == namespace;
        let mut components = self.documents.iter().enumerate().filter(in_namespace).flat_map(|(file, document)| {
            document.root_element().children().filter(|node| node.is_element()).map(move |node| (file, node))
        });
        let is_it = |node: &Node<'_, '_>| {
            attribute_value(*node, "name") == Some(name) && (is(*node, "complexType") || is(*node, "group"))
        };
        components.find(|(_, node)| is_it(node)).ok_or_else(|| format!("no schema has a type or group `{name}`"))
    }

    /// Copies the local element `element` of the schema `file` to the schema of `namespace`, as a global element. Replaces `element`
    /// with a reference to this copy.
    fn refer(&mut self, file: usize, element: Node<'d, 't>, namespace: &str) -> Result<(), String> {
        let home = self.documents.iter().position(|document| target_namespace(document) == namespace);
        let home = home.ok_or_else(|| format!("no schema has the target namespace `{namespace}`"))?;
        let local = attribute_value(element, "name").ok_or("the element is already a reference to a global element")?;
        let is_same = |node: Node<'_, '_>| is(node, "element") && attribute_value(node, "name") == Some(local);
        if self.documents[home].root_element().children().any(is_same) || attribute_value(element, "type").is_none() {
            return Err("the type is anonymous, or the namespace already has a global element of this name".to_owned());
        }
        let text = format!(
            "{} xmlns:spoken=\"{namespace}\" ref=\"spoken:{local}\"/>",
            self.start(file, element, &|name| matches!(name, "minOccurs" | "maxOccurs"))
        );
        self.replace(file, element.range(), text);
        let is_kept = |name: &str| !matches!(name, "minOccurs" | "maxOccurs" | "form");
        let global = format!("{}/>", self.start(file, element, &is_kept));
        let root = self.documents[home].root_element();
        let end = root.last_child().map_or(root.range().end, |last| last.range().end);
        self.insert(home, end, &global);
        self.import(file, home);
        self.import(home, file);
        Ok(())
    }

    /// Replaces the list type of an element by an anonymous copy in which the declaration of `item` has `form="qualified"`. So the
    /// items are in the target namespace of the element's schema.
    fn state_items(&mut self, file: usize, element: Node<'d, 't>, item: &str) -> Result<(), String> {
        let ty = attribute_value(element, "type").ok_or("the element that contains the list needs a named type")?;
        let (prefix, local) = ty.split_once(':').map_or((None, ty), |(prefix, local)| (Some(prefix), local));
        let (of, ty) = self.component(element.lookup_namespace_uri(prefix).unwrap_or_default(), local)?;
        let item = child(ty, item)?;
        let item_text = format!("{} form=\"qualified\"/>", self.start(of, item, &|name| name != "form"));
        let mut edits = Edits::new();
        edits.insert(item.range().start, (item.range().end, item_text));
        let content = match (ty.first_child(), ty.last_child()) {
            (Some(first), Some(last)) => edited(&self.schemas[of].1, first.range().start..last.range().end, &edits),
            _ => String::new(),
        };
        let text = format!(
            "{}>{}>{content}</{}></{}>",
            self.start(file, element, &|name| name != "type"),
            self.start(of, ty, &|_| false),
            self.tag(of, ty),
            self.tag(file, element),
        );
        self.replace(file, element.range(), text);
        Ok(())
    }

    /// Adds an import of the schema `other` to the schema `file`, unless `file` already imports the target namespace of `other`, or
    /// both are the same schema.
    fn import(&mut self, file: usize, other: usize) {
        let (root, namespace) = (self.documents[file].root_element(), target_namespace(&self.documents[other]));
        let is_it = |node: Node<'_, '_>| is(node, "import") && attribute_value(node, "namespace") == Some(namespace);
        if file == other || root.children().any(is_it) {
            return;
        }
        let Some(first) = root.first_child() else { return };
        let location = self.schemas[other].0.file_name().unwrap_or_default().to_string_lossy();
        let import = format!("<import xmlns=\"{XS}\" namespace=\"{namespace}\" schemaLocation=\"{location}\"/>");
        let known = self.edits[file].get(&first.range().start);
        if known.is_none_or(|(_, text)| !text.contains(&import)) {
            self.insert(file, first.range().start, &import);
        }
    }

    fn replace(&mut self, file: usize, range: Range<usize>, text: String) {
        self.edits[file].insert(range.start, (range.end, text));
    }

    fn insert(&mut self, file: usize, at: usize, text: &str) {
        self.edits[file].entry(at).or_insert_with(|| (at, String::new())).1 += text;
    }

    /// Returns the tag name of `node` in the text of the schema `file`, with the prefix: `xs:element`.
    fn tag(&self, file: usize, node: Node<'_, '_>) -> &'t str {
        let text = &self.schemas[file].1[node.range().start + 1..];
        text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default()
    }

    /// Returns the start tag of an element without `>`: with declarations of all prefixes in scope, and with the attributes that have
    /// no namespace and for which `is_kept` returns `true`.
    fn start(&self, file: usize, node: Node<'_, '_>, is_kept: &dyn Fn(&str) -> bool) -> String {
        let mut tag = format!("<{}", self.tag(file, node));
        for namespace in node.namespaces().filter(|namespace| namespace.name() != Some("xml")) {
            let name = namespace.name().map_or_else(|| "xmlns".to_owned(), |prefix| format!("xmlns:{prefix}"));
            tag += &format!(" {name}=\"{}\"", escaped(namespace.uri()));
        }
        for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
            if is_kept(attribute.name()) {
                tag += &format!(" {}=\"{}\"", attribute.name(), escaped(attribute.value()));
            }
        }
        tag
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn target_namespace<'d>(document: &'d Document<'_>) -> &'d str {
    attribute_value(document.root_element(), "targetNamespace").unwrap_or_default()
}

fn is(node: Node<'_, '_>, local: &str) -> bool {
    node.has_tag_name((XS, local))
}

/// Returns the declaration of the element `name` in a type or group.
fn child<'d, 't>(component: Node<'d, 't>, name: &str) -> Result<Node<'d, 't>, String> {
    let found =
        component.descendants().find(|node| is(*node, "element") && attribute_value(*node, "name") == Some(name));
    found.ok_or_else(|| format!("the type or group declares no element `{name}`"))
}

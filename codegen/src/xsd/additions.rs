//! Additions: elements, attributes, types and values that documents of a service use, and that its schema lacks.
//!
//! An additions file is a schema. A component with `add:extend="true"` extends the schema's component of the same kind and name. Its
//! elements are inserted after the sibling that `add:after` names, or before all other elements; its enumerated values after the value
//! that `add:after` names, or after all other values; its attributes after all other attributes, before an `xs:anyAttribute`.
//! Components without `add:extend` are added to the schema. The prefix `add` is bound to [`ADDITIONS`].
//!
//! ```xml
//! <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:add="urn:xsd-codegen:additions"
//!            xmlns:t="urn:example:orders" targetNamespace="urn:example:orders">
//!   <xs:complexType name="OrderType" add:extend="true">
//!     <xs:sequence>
//!       <xs:element name="Note" type="xs:string" minOccurs="0" add:after="Lines"/>
//!     </xs:sequence>
//!   </xs:complexType>
//! </xs:schema>
//! ```
//!
//! Additions are inserted into the text of a schema when the schema is read. They contain no line breaks, so the line numbers in
//! diagnostics remain correct.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use roxmltree::{Document, Node};

use super::declared::Declared;
use super::encoding::decode;
use super::loader::Loader;
use super::namespaces::XS;
use super::syntax::{addition, attribute_value};
use super::white_space::WHITE_SPACE;

/// The contents of additions files.
#[derive(Debug, Default)]
pub struct Additions {
    texts: Vec<Text>,
    /// The names of the global components of the schemas and of the additions. Without [`Self::for_schemas`], this is empty, and all
    /// references are assumed to be valid.
    declared: Declared,
    /// For each namespace: the first schema file that was read. New components of the namespace are inserted into this file.
    homes: RefCell<BTreeMap<String, PathBuf>>,
    /// For each addition, by its name in remarks, such as `Order`, `Order/Note` or `Order/@id`: its result.
    outcomes: RefCell<BTreeMap<String, Outcome>>,
}

/// The text and the target namespace of an additions file.
#[derive(Debug)]
struct Text {
    target: String,
    text: String,
}

/// The result of an addition. If several schemas give different results, the result whose variant is last in this enum counts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Outcome {
    /// No schema has the component to extend, the sibling in `add:after`, or a position for the addition.
    WithoutPlace,
    /// The addition refers to a component that no schema has.
    WithoutReference,
    Superseded,
    Made,
}

impl Additions {
    /// Reads additions files.
    ///
    /// # Errors
    /// A file cannot be read, is not well-formed or is not a schema. The message contains its path.
    pub fn load(paths: &[PathBuf], loader: &dyn Loader) -> Result<Self, String> {
        let mut additions = Self::default();
        for path in paths {
            let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let bytes = loader.read(path).map_err(|error| fail(&error))?;
            let text = decode(&bytes).map_err(|_| fail(&"not UTF-8 or UTF-16; save the file as UTF-8"))?;
            let document = Document::parse(&text).map_err(|error| fail(&error))?;
            if !is(document.root_element(), "schema") {
                return Err(fail(&"an additions file must be a schema"));
            }
            let target = target_namespace(&document);
            additions.texts.push(Text { target, text });
        }
        Ok(additions)
    }

    /// Leaves out an addition if it refers to a component that is declared neither by the schemas in `paths` nor by other additions:
    /// older schemas can lack the component.
    #[must_use]
    pub fn for_schemas(mut self, paths: &[PathBuf], loader: &dyn Loader) -> Self {
        for path in paths {
            let text = loader.read(path).ok().and_then(|bytes| decode(&bytes).ok());
            let Some(text) = text else { continue };
            if let Ok(document) = Document::parse(&text)
                && is(document.root_element(), "schema")
            {
                self.declared.add(document.root_element());
            }
        }
        let documents: Vec<_> = self.texts.iter().filter_map(|Text { text, .. }| Document::parse(text).ok()).collect();
        let added: Vec<_> = documents.iter().flat_map(|document| self.declared.add(document.root_element())).collect();
        // Removing a component can invalidate references in other additions, so the loop runs until all references are valid.
        while let Some((namespace, component)) = added
            .iter()
            .find(|(namespace, component)| {
                let name = attribute_value(*component, "name").unwrap_or_default();
                self.declared.contains(namespace, name) && self.declared.lacks_reference(*component)
            })
            .cloned()
        {
            self.declared.remove(&namespace, attribute_value(component, "name").unwrap_or_default());
        }
        self
    }

    /// Returns a loader that inserts the additions into the schemas that `loader` reads.
    pub fn loader<'a>(&'a self, loader: &'a dyn Loader) -> impl Loader + 'a {
        WithAdditions { additions: self, loader }
    }

    /// Returns a message for each addition that was not inserted: the schema already contains it, it has no position in any schema, or
    /// it refers to a component that the schemas lack. If a namespace has additions, but no schema, all of these additions have one
    /// message together.
    pub fn remarks(&self) -> Vec<String> {
        let remark = |(name, outcome): (&String, &Outcome)| match outcome {
            Outcome::Made => None,
            Outcome::Superseded => Some(format!("the addition `{name}` is superseded: the schema has it; remove it")),
            Outcome::WithoutPlace => Some(format!("the addition `{name}` cannot be inserted into any schema")),
            Outcome::WithoutReference => {
                Some(format!("the addition `{name}` is left out: it refers to a part that the schemas lack"))
            }
        };
        let homes = self.homes.borrow();
        let without_home = self.texts.iter().map(|text| &text.target).filter(|target| !homes.contains_key(*target));
        let without_home: BTreeSet<&String> = without_home.collect();
        let without_home = without_home
            .into_iter()
            .map(|target| format!("the additions to namespace `{target}` cannot be inserted: no schema has it"));
        self.outcomes.borrow().iter().filter_map(remark).chain(without_home).collect()
    }

    /// Returns the text of a schema with the additions inserted; `None` if there is nothing to insert, or `text` is not a schema.
    fn added(&self, path: &Path, text: &str) -> Option<String> {
        // Without additions, parsing the schema here would be wasted: its reader parses it, too.
        if self.texts.is_empty() {
            return None;
        }
        let schema = Document::parse(text).ok().filter(|document| is(document.root_element(), "schema"))?;
        let target = target_namespace(&schema);
        let mut insertions = Vec::new();
        for Text { text, .. } in self.texts.iter().filter(|additions| additions.target == target) {
            let Ok(additions) = Document::parse(text) else { continue };
            let is_home = *self.homes.borrow_mut().entry(target.clone()).or_insert(path.to_owned()) == path;
            let merge = Merge { additions: self, text, schema: schema.root_element(), is_home };
            merge.components(additions.root_element(), &mut insertions);
        }
        if insertions.is_empty() {
            return None;
        }
        // The sort is stable: insertions at the same position keep their order.
        insertions.sort_by_key(|(place, _)| *place);
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for (place, insertion) in insertions {
            out += &text[end..place];
            out += &insertion;
            end = place;
        }
        out += &text[end..];
        Some(out)
    }

    fn record(&self, name: String, outcome: Outcome) {
        let mut outcomes = self.outcomes.borrow_mut();
        let known = outcomes.entry(name).or_insert(outcome);
        *known = outcome.max(*known);
    }
}

struct WithAdditions<'a> {
    additions: &'a Additions,
    loader: &'a dyn Loader,
}

impl Loader for WithAdditions<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.loader.read(path)?;
        let added = decode(&bytes).ok().and_then(|text| self.additions.added(path, &text));
        Ok(added.map_or(bytes, |text| without_declaration(text).into_bytes()))
    }

    fn exists(&self, path: &Path) -> bool {
        self.loader.exists(path)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        self.loader.identity(path)
    }
}

/// Replaces the XML declaration by spaces. The text will be encoded as UTF-8, but the declaration may name another encoding.
fn without_declaration(text: String) -> String {
    match text.find("?>").filter(|_| has_declaration(&text)) {
        Some(end) => {
            let blank: String = text[..end + 2].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            // Line breaks remain, so the line numbers in diagnostics stay correct. XML allows white space before the root element.
            blank + &text[end + 2..]
        }
        None => text,
    }
}

fn has_declaration(text: &str) -> bool {
    text.strip_prefix("<?xml").is_some_and(|rest| rest.starts_with(WHITE_SPACE))
}

/// Merges an additions file into a schema.
struct Merge<'a, 's> {
    additions: &'a Additions,
    /// The text of the additions file.
    text: &'a str,
    schema: Node<'s, 's>,
    /// True if components without `add:extend` are inserted into this schema.
    is_home: bool,
}

impl Merge<'_, '_> {
    fn components(&self, root: Node<'_, '_>, insertions: &mut Vec<(usize, String)>) {
        for component in root.children().filter(Node::is_element) {
            let Some(name) = attribute_value(component, "name") else { continue };
            let same = self.schema.children().find(|other| {
                other.tag_name() == component.tag_name() && attribute_value(*other, "name") == Some(name)
            });
            if addition(component, "extend") == Some("true") {
                self.extend(name, component, same, insertions);
            } else if same.is_some() {
                self.additions.record(name.to_owned(), Outcome::Superseded);
            } else if self.additions.declared.lacks_reference(component) {
                self.additions.record(name.to_owned(), Outcome::WithoutReference);
            } else if self.is_home {
                insertions.push((end_of_content(self.schema), self.source(component)));
                self.additions.record(name.to_owned(), Outcome::Made);
            }
        }
    }

    fn extend(
        &self,
        name: &str,
        component: Node<'_, '_>,
        extended: Option<Node<'_, '_>>,
        insertions: &mut Vec<(usize, String)>,
    ) {
        // For each member added so far, by name: its position, because `add:after` of a later member can name it.
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for member in component.descendants().filter(|node| is_member(*node)) {
            let key = key(member);
            let path = match member.tag_name().name() {
                "attribute" => format!("{name}/@{key}"),
                "enumeration" => format!("{name}={key}"),
                _ => format!("{name}/{key}"),
            };
            let Some(extended) = extended else {
                self.additions.record(path, Outcome::WithoutPlace);
                continue;
            };
            if sibling(extended, member.tag_name().name(), key).is_some() {
                self.additions.record(path, Outcome::Superseded);
                continue;
            }
            if self.additions.declared.lacks_reference(member) {
                self.additions.record(path, Outcome::WithoutReference);
                continue;
            }
            let after = addition(member, "after");
            // An enumerated value can contain a colon. In a name, the colon follows a prefix, which is ignored.
            let after = after.map(|after| if is(member, "enumeration") { after } else { local(after) });
            let place = match after {
                _ if is(member, "attribute") => place_of_attribute(extended),
                Some(after) => sibling(extended, member.tag_name().name(), after)
                    .map(|sibling| sibling.range().end)
                    .or_else(|| places.get(after).copied()),
                None if is(member, "enumeration") => last_place(extended, "restriction"),
                None => first_place(extended),
            };
            self.additions.record(path, if place.is_some() { Outcome::Made } else { Outcome::WithoutPlace });
            if let Some(place) = place {
                insertions.push((place, self.source(member)));
                places.insert(key.to_owned(), place);
            }
        }
    }

    /// Returns the text of a node on one line, with declarations of all namespace prefixes in scope.
    fn source(&self, node: Node<'_, '_>) -> String {
        let text = self.text[node.range()].replace(['\r', '\n'], " ");
        let name_end = text.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(text.len());
        let (name, rest) = text.split_at(name_end);
        let start_tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        let mut seen = BTreeSet::new();
        let declarations: String = node
            .namespaces()
            .filter(|namespace| namespace.name() != Some("xml") && seen.insert(namespace.name()))
            .map(|namespace| match namespace.name() {
                Some(prefix) => format!(" xmlns:{prefix}=\"{}\"", namespace.uri()),
                None => format!(" xmlns=\"{}\"", namespace.uri()),
            })
            .filter(|declaration| !start_tag.contains(declaration.as_str()))
            .collect();
        format!("{name}{declarations}{rest}")
    }
}

fn target_namespace(document: &Document<'_>) -> String {
    attribute_value(document.root_element(), "targetNamespace").unwrap_or_default().to_owned()
}

fn is(node: Node<'_, '_>, local: &str) -> bool {
    node.has_tag_name((XS, local))
}

/// Returns whether a node is an `element`, `attribute` or `enumeration`, and is not inside another of these elements.
fn is_member(node: Node<'_, '_>) -> bool {
    let is_kind = |node: &Node<'_, '_>| ["element", "attribute", "enumeration"].iter().any(|kind| is(*node, kind));
    is_kind(&node) && !node.ancestors().skip(1).any(|ancestor| is_kind(&ancestor))
}

/// Returns the `name`, the local part of the `ref`, or the `value` of a member.
fn key<'n>(node: Node<'n, '_>) -> &'n str {
    let name = attribute_value(node, "name").or_else(|| attribute_value(node, "ref").map(local));
    name.or_else(|| attribute_value(node, "value")).unwrap_or_default()
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Returns the member of `component` that has the tag name `kind` and the [`key`] `name`.
fn sibling<'n, 'i>(component: Node<'n, 'i>, kind: &str, name: &str) -> Option<Node<'n, 'i>> {
    component.descendants().find(|node| is(*node, kind) && is_member(*node) && key(*node) == name)
}

/// Returns the byte offset before the first particle of the first model group in a component; `None` if the component has no model
/// group, or the model group is an empty tag such as `<xs:sequence/>`.
fn first_place(component: Node<'_, '_>) -> Option<usize> {
    let groups = ["sequence", "choice", "all"];
    let holder = component.descendants().find(|node| groups.iter().any(|name| is(*node, name)))?;
    let first = holder.children().find(|child| child.is_element() && !is(*child, "annotation"));
    first.map(|first| first.range().start).or_else(|| (!is_empty(holder)).then(|| end_of_content(holder)))
}

/// Returns the byte offset at which an attribute is inserted: before the `anyAttribute`, or else after all other attributes. `None` if
/// the element that contains the attributes is an empty tag.
fn place_of_attribute(component: Node<'_, '_>) -> Option<usize> {
    let holder = attribute_holder(component);
    let wildcard = holder.children().find(|node| is(*node, "anyAttribute"));
    wildcard.map(|wildcard| wildcard.range().start).or_else(|| (!is_empty(holder)).then(|| end_of_content(holder)))
}

/// Returns the element that contains the attributes of a component: the `extension` or `restriction` in its content, or else the
/// `complexType` or `attributeGroup` itself.
fn attribute_holder<'n, 'i>(component: Node<'n, 'i>) -> Node<'n, 'i> {
    let child =
        |node: Node<'n, 'i>, names: &[&str]| node.children().find(|child| names.iter().any(|name| is(*child, name)));
    let ty = child(component, &["complexType"]).unwrap_or(component);
    let content = child(ty, &["complexContent", "simpleContent"]);
    content.and_then(|content| child(content, &["extension", "restriction"])).unwrap_or(ty)
}

/// Returns the byte offset before the end tag of the first element `name` in a component; `None` if there is no such element, or it
/// is an empty tag `<name/>`.
fn last_place(component: Node<'_, '_>, name: &str) -> Option<usize> {
    let holder = component.descendants().find(|node| is(*node, name))?;
    (!is_empty(holder)).then(|| end_of_content(holder))
}

/// Returns whether an element is a single tag, `<a/>`.
fn is_empty(node: Node<'_, '_>) -> bool {
    node.document().input_text()[node.range()].ends_with("/>")
}

/// Returns the byte offset before the end tag of an element.
fn end_of_content(node: Node<'_, '_>) -> usize {
    let range = node.range();
    let text = &node.document().input_text()[range.clone()];
    range.start + text.rfind("</").unwrap_or(text.len())
}

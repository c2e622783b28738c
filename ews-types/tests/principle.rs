//! Reading invents nothing and hides nothing: random messages of all operations, each with one change.
//!
//! A change removes, renames or adds an element or an attribute. If the change affects required content, the nearest enclosing element
//! that may be absent can be lost or differ; everything outside of that element stays equal. The written document contains only
//! content of the changed document, and reading fails for few changes only.
//!
//! `EWS_VALUES` is the number of changed messages of each operation, `EWS_SEED` the first seed.

use std::collections::BTreeSet;
use std::ops::Range;

use arbitrary::Unstructured;
use codegen::schema::{Compositor, Content, Particle, Schema, Term, TypeId};
use ews_types::messages::elements::ELEMENTS;
use ews_types::namespaces::NAMESPACES;
use ews_types::operations::each_operation;
use ews_types::soap::{Operation, OperationVisitor};
use ews_types::xml::arbitrary::Source;
use ews_types::xml::{ElementEntry, GlobalElement, Options, Reader, Step, Writer};
use roxmltree::{Document, Node};
use test_support::{Random, bytes, ews_schemas, load_schema, settings};

/// The test makes one change for this number of elements and attributes in the random messages.
const NODES_PER_CHANGE: usize = 8;

/// The maximum percentage of changes for which reading fails, because they concern an element or attribute that the root requires,
/// directly or through required children.
const MAX_ERRORS: usize = 5;

/// The elements in the bodies of requests and responses.
fn messages() -> Vec<&'static ElementEntry> {
    #[derive(Default)]
    struct Names(BTreeSet<&'static str>);

    impl OperationVisitor for Names {
        fn visit<O: Operation>(&mut self) {
            self.0.extend([O::Request::ROW.name(), O::Response::ROW.name()]);
        }
    }

    let mut names = Names::default();
    each_operation(&mut names);
    ELEMENTS.iter().filter(|entry| names.0.contains(entry.row.name())).collect()
}

/// A document with one change.
struct Change {
    text: String,
    /// The path to the element whose children or attributes are changed: the index of a child at each level, from the root on.
    place: Vec<usize>,
    /// The index of the child that is removed or renamed. `None` for all other changes.
    child: Option<usize>,
    attribute: Option<String>,
    is_rename: bool,
    description: String,
}

/// Returns the index of an element among its siblings.
fn index_of(node: Node<'_, '_>) -> usize {
    node.prev_siblings().skip(1).filter(Node::is_element).count()
}

fn place_of(node: Node<'_, '_>) -> Vec<usize> {
    let mut place: Vec<usize> =
        node.ancestors().filter(|node| node.is_element() && node.parent_element().is_some()).map(index_of).collect();
    place.reverse();
    place
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    node.children().filter(Node::is_element).collect()
}

/// Returns the qualified name in the start tag of an element, and its range in the document.
fn name_range(text: &str, node: Node<'_, '_>) -> Range<usize> {
    let start = node.range().start + 1;
    let length = text[start..].find([' ', '/', '>']).unwrap();
    start..start + length
}

/// Returns the byte positions between the children of an element; none for an empty-element tag, such as `<a/>`.
fn places_of_children(text: &str, node: Node<'_, '_>) -> Vec<usize> {
    let end = node.range().start + text[node.range()].rfind("</").unwrap_or_default();
    let is_single_tag = text[node.range()].ends_with("/>");
    let children = node.children().map(|child| child.range().start);
    children.chain((!is_single_tag).then_some(end)).collect()
}

fn replaced(text: &str, range: Range<usize>, with: &str) -> String {
    [&text[..range.start], with, &text[range.end..]].concat()
}

/// Returns the elements of a document and their attributes without a namespace: an element as `(node, None)`, and an attribute as
/// `(node of its element, Some(index of the attribute))`.
fn nodes_of<'a, 'i>(document: &'a Document<'i>) -> Vec<(Node<'a, 'i>, Option<usize>)> {
    let nodes = |node: Node<'a, 'i>| {
        let count = node.attributes().filter(|attribute| attribute.namespace().is_none()).count();
        (0..count).map(Some).chain([None]).map(move |attribute| (node, attribute))
    };
    document.descendants().filter(Node::is_element).flat_map(nodes).collect()
}

/// Changes a random element or attribute of a document in a random way. `None` if the change is impossible: the root cannot be removed
/// or renamed.
fn change(text: &str, document: &Document<'_>, random: &mut Random) -> Option<Change> {
    let all = nodes_of(document);
    let (node, attribute) = *random.item(&all)?;
    let name = &text[name_range(text, node)];
    let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
    let added = if prefix.is_empty() { "Added".to_owned() } else { format!("{prefix}:Added") };
    let attributes: Vec<_> = node.attributes().filter(|attribute| attribute.namespace().is_none()).collect();
    let inside = |text: String, attribute: Option<String>, description: String| Change {
        text,
        place: place_of(node),
        child: None,
        attribute,
        is_rename: false,
        description,
    };
    let attribute = attribute.map(|index| attributes[index]);
    Some(match (random.index(3), attribute) {
        (0 | 1, None) => {
            let parent = node.parent_element()?;
            let range = node.range();
            let (text, how) = if random.index(2) == 0 {
                (replaced(text, range, ""), "removed")
            } else {
                let source = &text[range.clone()];
                let end = format!("</{name}>");
                let content = &source[1 + name.len()..];
                let renamed = match content.strip_suffix(&end) {
                    Some(content) => format!("<{added}{content}</{added}>"),
                    None => format!("<{added}{content}"),
                };
                (replaced(text, range, &renamed), "renamed")
            };
            Change {
                text,
                place: place_of(parent),
                child: Some(index_of(node)),
                attribute: None,
                is_rename: how == "renamed",
                description: format!("<{name}> is {how}"),
            }
        }
        (2, None) => {
            let child = format!("<{added} a=\"1\">x</{added}>");
            let text = match random.item(&places_of_children(text, node)) {
                Some(&at) => replaced(text, at..at, &child),
                // The element is an empty-element tag, such as `<a/>`.
                None => replaced(text, node.range().end - 2..node.range().end, &format!(">{child}</{name}>")),
            };
            inside(text, None, format!("an element is added to <{name}>"))
        }
        (0, Some(attribute)) => {
            let range = attribute.range();
            let description = format!("@{} of <{name}> is removed", attribute.name());
            inside(replaced(text, range, ""), Some(attribute.name().to_owned()), description)
        }
        (1, Some(attribute)) => {
            let start = attribute.range().start;
            let description = format!("@{} of <{name}> is renamed", attribute.name());
            let range = start..start + attribute.name().len();
            inside(replaced(text, range, "renamed"), Some(attribute.name().to_owned()), description)
        }
        _ => {
            let at = name_range(text, node).end;
            inside(replaced(text, at..at, " added=\"1\""), None, format!("an attribute is added to <{name}>"))
        }
    })
}

/// A child in a content model.
struct Child {
    /// True if the schema allows that the child is absent or occurs several times.
    is_optional: bool,
    /// True if the child is an alternative of a choice or a member of a substitution group, so that an unknown child can replace it.
    is_alternative: bool,
    ty: TypeId,
}

/// The schema, and methods that also know the required content that bindings.toml makes optional.
struct Rules {
    schema: Schema,
}

impl Rules {
    /// Returns the type that the `xsi:type` of an element names, or else its declared type.
    fn type_of(&self, node: Node<'_, '_>, declared: TypeId) -> TypeId {
        let xsi_type =
            node.attributes().find(|attribute| attribute.name() == "type" && attribute.namespace().is_some());
        let local = xsi_type.map(|attribute| attribute.value().rsplit(':').next().unwrap_or_default());
        let named = local.and_then(|local| {
            self.schema.complex_types().find(|(_, ty)| ty.name.as_ref().is_some_and(|name| &*name.local == local))
        });
        named.map_or(declared, |(id, _)| TypeId::Complex(id))
    }

    /// Returns the child with this name in the content model of a type. `None` if the content model does not declare it.
    fn child(&self, ty: TypeId, name: &str) -> Option<Child> {
        let TypeId::Complex(id) = ty else { return None };
        let Content::Elements { particle, .. } = &self.schema.complex_type(id).content else { return None };
        let mut child = self.in_particle(particle, name, false, false)?;
        child.is_optional |= self.is_relaxed(ty, name);
        Some(child)
    }

    fn in_particle(&self, particle: &Particle, name: &str, is_optional: bool, is_choice: bool) -> Option<Child> {
        let is_optional = is_optional || particle.min == 0 || particle.max != Some(1);
        match &particle.term {
            Term::Element(id) => {
                let members = self.schema.substitutes(*id);
                let found = members.iter().find(|id| &*self.schema.element(**id).name.local == name).copied();
                let own = (&*self.schema.element(*id).name.local == name).then_some(*id);
                // The content model allows any member of the substitution group, so several members are alternatives.
                let found = own.or(found)?;
                let is_alternative = is_choice || members.len() > 1;
                Some(Child { is_optional, is_alternative, ty: self.schema.element(found).ty })
            }
            Term::Group(group) => {
                let is_choice = is_choice || group.compositor == Compositor::Choice && group.particles.len() > 1;
                group.particles.iter().find_map(|particle| self.in_particle(particle, name, is_optional, is_choice))
            }
            Term::Wildcard(_) => None,
        }
    }

    /// Returns whether the child `name` is optional in Rust although the schema requires it: bindings.toml lists it as `optional`, or
    /// `ty` is `ResponseMessageType` or extends it.
    fn is_relaxed(&self, ty: TypeId, name: &str) -> bool {
        let mut next = ty;
        while let TypeId::Complex(id) = next {
            let ty = self.schema.complex_type(id);
            let local = ty.name.as_ref().map_or("", |name| &*name.local);
            if local == "ResponseMessageType" {
                return true;
            }
            if matches!(
                (local, name),
                ("AddDistributionGroupToImListType", "DisplayName") | ("CalendarEventDetails", "IsPrivate")
            ) {
                return true;
            }
            if ty.base == next {
                return false;
            }
            next = ty.base;
        }
        false
    }

    fn is_required_attribute(&self, ty: TypeId, name: &str) -> bool {
        let TypeId::Complex(id) = ty else { return false };
        let attributes = &self.schema.complex_type(id).attributes;
        attributes
            .iter()
            .any(|attribute| attribute.required && &*self.schema.attribute(attribute.attribute).name.local == name)
    }

    /// Returns the path to the element inside which everything may differ after a change, or `None` if the whole document may differ.
    /// Also returns whether the change affects required content.
    fn free_place(&self, root: Node<'_, '_>, change: &Change) -> (Option<Vec<usize>>, bool) {
        let declared = self
            .schema
            .elements()
            .find(|(_, element)| element.is_global && &*element.name.local == root.tag_name().name());
        let mut ty = self.type_of(root, declared.unwrap().1.ty);
        let mut node = root;
        let mut nearest = None;
        for (depth, &index) in change.place.iter().enumerate() {
            node = elements(node)[index];
            let Some(child) = self.child(ty, node.tag_name().name()) else {
                // The element is content of a wildcard.
                return (Some(change.place[..=depth].to_vec()), true);
            };
            if child.is_optional || child.is_alternative {
                nearest = Some(change.place[..=depth].to_vec());
            }
            ty = self.type_of(node, child.ty);
        }
        let is_required = match (change.child, &change.attribute) {
            (Some(index), _) => {
                let child = elements(node)[index];
                let is_kept = |found: &Child| found.is_optional || found.is_alternative && change.is_rename;
                // A child that the content model does not declare matches a wildcard, and the wildcard may require a child.
                self.child(ty, child.tag_name().name()).is_none_or(|found| !is_kept(&found))
            }
            (None, Some(attribute)) => self.is_required_attribute(ty, attribute),
            (None, None) => false,
        };
        (if is_required { nearest } else { Some(change.place.clone()) }, is_required)
    }
}

fn attributes(node: Node<'_, '_>) -> BTreeSet<(String, String)> {
    node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned())).collect()
}

fn all_text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

fn text(node: Node<'_, '_>) -> String {
    let has_elements = node.children().any(|child| child.is_element());
    let text = all_text(node);
    if has_elements && text.trim().is_empty() { String::new() } else { text }
}

fn is_equal(first: Node<'_, '_>, second: Node<'_, '_>) -> bool {
    let (children, others) = (elements(first), elements(second));
    first.tag_name() == second.tag_name()
        && attributes(first) == attributes(second)
        && text(first) == text(second)
        && children.len() == others.len()
        && children.iter().zip(&others).all(|(first, second)| is_equal(*first, *second))
}

/// Returns whether a document equals the original, except for the element at the path `place`. This element may be absent or differ.
fn is_equal_outside(written: Node<'_, '_>, original: Node<'_, '_>, place: &[usize]) -> bool {
    let Some((&index, rest)) = place.split_first() else { return true };
    let (mut children, mut others) = (elements(written), elements(original));
    if attributes(written) != attributes(original) || text(written) != text(original) {
        return false;
    }
    let other = others.remove(index);
    if children.len() == others.len() {
        return rest.is_empty() && children.iter().zip(&others).all(|(child, other)| is_equal(*child, *other));
    }
    if children.len() != others.len() + 1 {
        return false;
    }
    let child = children.remove(index);
    children.iter().zip(&others).all(|(child, other)| is_equal(*child, *other)) && is_equal_outside(child, other, rest)
}

/// Returns whether the changed element still has all of its original children, except the child that the change concerns.
fn keeps_siblings(written: Node<'_, '_>, original: Node<'_, '_>, change: &Change) -> bool {
    let mut node = (written, original);
    for &index in &change.place {
        let Some(child) = elements(node.0).get(index).copied() else { return false };
        node = (child, elements(node.1)[index]);
    }
    let mut children = elements(node.0);
    elements(node.1).iter().enumerate().filter(|(index, _)| Some(*index) != change.child).all(|(_, other)| {
        let found = children.iter().position(|child| is_equal(*child, *other));
        found.map(|found| children.remove(found)).is_some()
    })
}

/// Returns the first element, attribute or text in a written document that is not in the document that was read.
fn invented(written: Node<'_, '_>, read: Node<'_, '_>) -> Option<String> {
    let name = written.tag_name().name();
    if let Some((attribute, value)) = attributes(written).difference(&attributes(read)).next() {
        return Some(format!("@{attribute}={value:?} of <{name}>"));
    }
    // Compares with all text in `read`, also blank text between elements: if the only child of an element is left out, the blank text
    // around that child is written.
    let (text, original) = (text(written), all_text(read));
    if !text.is_empty() && text != original {
        return Some(format!("{text:?} in <{name}>"));
    }
    let mut others = elements(read);
    elements(written).into_iter().find_map(|child| {
        let matching = |other: &Node<'_, '_>| child.tag_name() == other.tag_name() && invented(child, *other).is_none();
        match others.iter().position(matching) {
            Some(found) => {
                others.remove(found);
                None
            }
            None => Some(format!("<{}> in <{name}>", child.tag_name().name())),
        }
    })
}

fn rewrite(entry: &ElementEntry, text: &str) -> Result<String, String> {
    let mut reader = Reader::new(text, NAMESPACES, Options::new());
    let mut writer = Writer::new(NAMESPACES);
    assert!(matches!(reader.step(), Ok(Step::Start)), "{text}");
    (entry.rewrite)(&mut reader, &mut writer).map_err(|error| error.to_string())?;
    Ok(writer.finish())
}

fn check(rules: &Rules, original: &Document<'_>, change: &Change, written: Option<&str>) -> Result<(), String> {
    let root = original.root_element();
    let (free, is_required) = rules.free_place(root, change);
    let Some(written) = written else {
        return if free.is_none() { Ok(()) } else { Err("the document is refused".to_owned()) };
    };
    let read = Document::parse(&change.text).unwrap();
    let written = Document::parse(written).unwrap();
    if let Some(invented) = invented(written.root_element(), read.root_element()) {
        return Err(format!("{invented} is written, but was not read"));
    }
    let free = free.unwrap_or_default();
    if !is_equal_outside(written.root_element(), root, &free) {
        return Err(format!("the change has an effect outside of {free:?}"));
    }
    if !is_required && !keeps_siblings(written.root_element(), root, change) {
        return Err("a sibling is lost".to_owned());
    }
    Ok(())
}

#[test]
fn a_change_has_no_effect_outside_of_the_element_that_may_be_absent() {
    let rules = Rules { schema: load_schema(&ews_schemas()) };
    let count = settings::number("EWS_VALUES").unwrap_or_else(|| settings::cases(50));
    let first_seed = settings::number("EWS_SEED").unwrap_or(1);
    let (mut changes, mut errors, mut failures) = (0, 0, Vec::new());
    let mut nodes = 0;
    for (index, entry) in messages().into_iter().enumerate() {
        for time in 0..count {
            // `bytes` returns `64 + seed % 4000` bytes, so consecutive seeds would give messages of about equal size. Therefore
            // the seed is a random number, which depends on `index` and `time`.
            let seed = Random::new(first_seed + index as u64 * 1_000_003 + time).number();
            let bytes = bytes(seed);
            let mut unstructured = Unstructured::new(&bytes);
            let value = (entry.arbitrary)(&mut Source::new(&mut unstructured)).unwrap();
            let mut writer = Writer::new(NAMESPACES);
            value.write(&mut writer).unwrap();
            let text = writer.finish();
            let original = Document::parse(&text).unwrap();
            let mut random = Random::new(seed);
            // The number of changes is proportional to the number of nodes, so that a node in a long message is changed as often as a
            // node in a short message.
            nodes += nodes_of(&original).len();
            while nodes >= NODES_PER_CHANGE {
                nodes -= NODES_PER_CHANGE;
                let Some(change) = change(&text, &original, &mut random) else { continue };
                let written = rewrite(entry, &change.text);
                changes += 1;
                errors += usize::from(written.is_err());
                let error = written.as_ref().err().cloned().unwrap_or_default();
                if let Err(failure) = check(&rules, &original, &change, written.as_deref().ok()) {
                    let name = entry.row.name();
                    let written = written.unwrap_or_default();
                    failures.push(format!(
                        "{name} with seed {seed}: {}: {failure} {error}\n{}\nwritten as\n{written}",
                        change.description, change.text
                    ));
                }
            }
        }
    }
    println!("{changes} changes, {errors} errors");
    let shown = &failures[..failures.len().min(5)];
    assert!(failures.is_empty(), "{} of {changes} failed, such as\n{}", failures.len(), shown.join("\n\n"));
    assert!(errors * 100 <= changes * MAX_ERRORS, "{errors} of {changes} changes are errors");
}

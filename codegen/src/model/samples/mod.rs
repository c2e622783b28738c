//! Samples in doc comments: an XML instance of each larger type, and the request and the response of each operation, with Rust code
//! that builds the request and reads the response.
//!
//! A sample contains all required members, and some optional ones: those that bindings.toml chooses for a type, or else the first
//! members of the outermost type. Samples depend only on the schema and bindings.toml. Without the table `samples` in
//! bindings.toml, docs contain no samples.

mod example;
mod expression;
mod node;
mod reading;
mod sampler;
mod values;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bindings::Bindings;
use super::ir::{ElementRef, Field, Item, ItemKind, Model, RowKind, Struct};
use crate::schema::{ComplexTypeId, QName, Schema, TypeId};
use crate::xsd::XSI;
use node::Node;
use sampler::Sampler;

/// The heading of the Rust code in the docs of an operation.
pub(crate) const EXAMPLE: &str = "# Example";

/// The minimum number of fields, including inherited ones, of a type with a sample: the first number if a field is an attribute,
/// otherwise the second.
const MIN_FIELDS: [usize; 2] = [2, 3];

/// The number of lines above which a sample is left out.
const MAX_LINES: usize = 40;

/// Adds samples to the docs of types and operations.
pub(super) fn document(model: &mut Model, schema: &Schema, bindings: &Bindings) {
    if !bindings.has_samples() {
        return;
    }
    let prefixes = model.namespaces.iter().map(|namespace| (namespace.uri.clone(), namespace.prefix.clone())).collect();
    let samples = Samples { schema, bindings, prefixes };
    let of_items = samples.of_items(model);
    let of_operations: Vec<_> = (0..model.operations.len()).map(|at| samples.of_operation(model, at)).collect();
    for (item, sample) in model.items.iter_mut().zip(of_items) {
        let section = sample.and_then(|sample| Section::document("# XML", &sample));
        section.into_iter().for_each(|section| section.add(&mut item.docs));
    }
    for (operation, sections) in model.operations.iter_mut().zip(of_operations) {
        sections.into_iter().for_each(|section| section.add(&mut operation.docs));
    }
}

/// A section of docs with a code block.
struct Section {
    heading: &'static str,
    /// The language after the opening fence.
    language: &'static str,
    lines: Vec<String>,
}

impl Section {
    /// Returns the section of a document, unless it is too long.
    fn document(heading: &'static str, sample: &Node) -> Option<Self> {
        let lines = sample.lines();
        (lines.len() <= MAX_LINES).then_some(Self { heading, language: "xml", lines })
    }

    fn add(self, docs: &mut Vec<String>) {
        docs.extend([String::new(), self.heading.to_owned(), String::new(), format!("```{}", self.language)]);
        docs.extend(self.lines);
        docs.push("```".to_owned());
    }
}

struct Samples<'s> {
    schema: &'s Schema,
    bindings: &'s Bindings,
    prefixes: HashMap<String, String>,
}

impl Samples<'_> {
    fn sampler(&self) -> Sampler<'_> {
        Sampler::new(self.schema, self.bindings, &self.prefixes)
    }

    /// Returns a sample for each item that is a type with enough fields.
    fn of_items(&self, model: &Model) -> Vec<Option<Node>> {
        let types: HashMap<&QName, ComplexTypeId> =
            self.schema.complex_types().filter_map(|(id, ty)| Some((ty.name.as_ref()?, id))).collect();
        let names = self.element_names();
        let messages = self.message_types(model);
        let sample = |item: &Item| {
            let ItemKind::Struct(Struct { qname: Some(qname), is_group: false, .. }) = &item.kind else { return None };
            let fields = fields(model, item);
            let has_attribute = fields.iter().any(|field| matches!(field.row.kind, RowKind::Attribute(_)));
            if fields.len() < MIN_FIELDS[usize::from(!has_attribute)] {
                return None;
            }
            let ty = *types.get(qname)?;
            let sampler = self.sampler();
            let mut sampler = if messages.contains(&ty) { sampler } else { sampler.complete() };
            sampler.ty(ty, names.get(&ty)?)
        };
        model.items.iter().map(sample).collect()
    }

    /// Returns the types of requests and responses.
    fn message_types(&self, model: &Model) -> HashSet<ComplexTypeId> {
        let elements = model.operations.iter().flat_map(|operation| [&operation.request, &operation.response]);
        let ty = |element: &ElementRef| {
            let RowKind::Element(name) = &model.element(element)?.row.kind else { return None };
            match self.schema.element(self.schema.find_element(name)?).ty {
                TypeId::Complex(ty) => Some(ty),
                TypeId::Simple(_) => None,
            }
        };
        elements.filter_map(ty).collect()
    }

    /// Returns for each type the most frequent name of the elements that have the type. If several names are equally frequent, returns
    /// the first in alphabetical order.
    fn element_names(&self) -> HashMap<ComplexTypeId, &QName> {
        let mut counts: BTreeMap<(ComplexTypeId, &QName), usize> = BTreeMap::new();
        for (_, element) in self.schema.elements() {
            match element.ty {
                TypeId::Complex(ty) if !self.schema.complex_type(ty).is_abstract => {
                    *counts.entry((ty, &element.name)).or_default() += 1;
                }
                _ => {}
            }
        }
        let mut names: HashMap<ComplexTypeId, (&QName, usize)> = HashMap::new();
        for ((ty, name), count) in counts {
            let best = names.entry(ty).or_insert((name, count));
            if count > best.1 {
                *best = (name, count);
            }
        }
        names.into_iter().map(|(ty, (name, _))| (ty, name)).collect()
    }

    /// Returns the request, the response and the example of an operation.
    fn of_operation(&self, model: &Model, at: usize) -> Vec<Section> {
        let operation = &model.operations[at];
        let message = operation.response_message.and_then(|(choice, variant)| {
            let ItemKind::Choice { variants, .. } = &model.items[choice.0].kind else { return None };
            match &variants.get(variant)?.row.kind {
                RowKind::Element(name) => Some(name.clone()),
                _ => None,
            }
        });
        let request = self.of_element(model, &operation.request, &mut self.sampler());
        let mut sampler = self.sampler();
        if let Some(message) = message {
            sampler = sampler.preferring(message);
        }
        let response = self.of_element(model, &operation.response, &mut sampler);
        let documents = [("# Request", &request), ("# Response", &response)];
        let documents =
            documents.into_iter().filter_map(|(heading, sample)| Section::document(heading, sample.as_ref()?));
        let mut sections: Vec<Section> = documents.collect();
        if let (2, Some(request), Some(response)) = (sections.len(), &request, &response) {
            let example = example::example(model, &self.prefixes, self.bindings, operation, [request, response]);
            sections.extend(example.map(|lines| Section { heading: EXAMPLE, language: "", lines }));
        }
        sections
    }

    /// Returns a sample of a global element. The root of the sample declares the namespaces.
    fn of_element(&self, model: &Model, element: &ElementRef, sampler: &mut Sampler<'_>) -> Option<Node> {
        let RowKind::Element(name) = &model.element(element)?.row.kind else { return None };
        let mut node = sampler.global(self.schema.find_element(name)?)?;
        let namespaces = model.namespaces.iter().map(|known| (known.prefix.as_str(), known.uri.as_str()));
        let used = namespaces.chain([("xsi", XSI)]).filter(|(prefix, _)| node.has_prefix(prefix));
        let declarations: Vec<_> = used.map(|(prefix, uri)| (format!("xmlns:{prefix}"), uri.to_owned())).collect();
        node.attributes.splice(0..0, declarations);
        Some(node)
    }
}

/// Returns the fields of a struct and of its bases.
fn fields<'m>(model: &'m Model, item: &'m Item) -> Vec<&'m Field> {
    let Some(kind) = item.as_struct() else { return Vec::new() };
    let inherited = kind.base.map_or_else(Vec::new, |base| fields(model, &model.items[base.0]));
    kind.fields.iter().chain(inherited).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;

    use crate::{Bindings, MemoryLoader, Options};

    /// Generates the types of a schema, and compares the document in the docs of `urn:a`'s type `T` with `expected`.
    #[track_caller]
    fn check(schema: &str, samples: &str, expected: Option<&str>) {
        let schema = format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:a='urn:a' targetNamespace='urn:a' \
             elementFormDefault='qualified'>{schema}</xs:schema>"
        );
        let loader = MemoryLoader::new().with("a.xsd", schema);
        let services = crate::load(&["a.xsd".into()], &loader).into_result().unwrap();
        let mut options = Options::new("xml");
        options.bindings =
            Bindings::parse(&format!("[namespaces]\n'urn:a' = {{ module = 'a', prefix = 'a' }}\n[samples]\n{samples}"))
                .unwrap();
        let generated = crate::generate(&services, &options).unwrap();
        let text = &generated.files[Path::new("a/t.rs")];
        let document = text.split_once("/// ```xml\n").map(|(_, rest)| rest.split_once("/// ```").unwrap().0);
        let document = document.map(|document| document.replace("/// ", ""));
        assert_eq!(document.as_deref(), expected, "{text}");
    }

    const SIMPLE: &str = "<xs:element name='E' type='a:T'/><xs:complexType name='T'><xs:sequence>\
        <xs:element name='First' type='xs:int' minOccurs='0'/><xs:element name='Second' type='xs:string'/>\
        </xs:sequence><xs:attribute name='Third' type='xs:date'/></xs:complexType>";

    #[test]
    fn the_first_optional_members_are_shown() {
        let expected = "<a:E Third=\"2026-03-02\">\n  <a:First>1</a:First>\n  <a:Second>second</a:Second>\n</a:E>\n";
        check(SIMPLE, "", Some(expected));
    }

    #[test]
    fn values_are_chosen_by_member_by_type_and_by_name() {
        let expected = "<a:E Third=\"2020-01-01\">\n  <a:First>7</a:First>\n  <a:Second>Ada</a:Second>\n</a:E>\n";
        check(SIMPLE, "'*/Second' = 'Ada'\n'a:T/First' = '7'\n'a:T/@Third' = '2020-01-01'", Some(expected));
    }

    #[test]
    fn members_and_alternatives_are_chosen_by_the_bindings() {
        let schema = "<xs:element name='E' type='a:T'/><xs:complexType name='T'><xs:sequence>\
            <xs:element name='In' type='a:In'/><xs:choice><xs:element name='A' type='xs:int'/>\
            <xs:element name='B' type='xs:boolean'/></xs:choice><xs:element name='C' type='xs:int'/></xs:sequence>\
            </xs:complexType><xs:complexType name='In'><xs:sequence><xs:element name='X' type='xs:int' minOccurs='0'/>\
            <xs:element name='Y' type='xs:int' minOccurs='0'/></xs:sequence></xs:complexType>";
        let shown = |inner: &str, choice: &str| {
            format!("<a:E>\n  <a:In>\n    {inner}\n  </a:In>\n  {choice}\n  <a:C>1</a:C>\n</a:E>\n")
        };
        check(schema, "", Some(&shown("<a:X>1</a:X>", "<a:A>1</a:A>")));
        let chosen = "'a:In' = 'Y'\n'a:T/choice' = 'B'";
        check(schema, chosen, Some(&shown("<a:Y>1</a:Y>", "<a:B>true</a:B>")));
        check(schema, "'a:T/In' = 'Y Y=5'", Some(&shown("<a:Y>5</a:Y>", "<a:A>1</a:A>")));
    }

    #[test]
    fn a_type_that_requires_itself_has_no_document() {
        let member = "<xs:element name='M' type='a:T'/>";
        let schema = format!(
            "<xs:element name='E' type='a:T'/><xs:complexType name='T'><xs:sequence>\
             {member}<xs:element name='N' type='xs:int'/><xs:element name='O' type='xs:int'/></xs:sequence>\
             </xs:complexType>"
        );
        check(&schema, "", None);
    }

    #[test]
    fn alternatives_without_a_document_end() {
        // Each type is a choice between two elements of the next type. The last type requires a wildcard, which has no sample.
        let mut schema = "<xs:element name='E' type='a:T'/><xs:complexType name='T'><xs:sequence>\
            <xs:element name='A' type='a:L0'/><xs:element name='B' type='xs:int'/><xs:element name='C' type='xs:int'/>\
            </xs:sequence></xs:complexType>"
            .to_owned();
        for level in 0..30 {
            let next = level + 1;
            schema += &format!(
                "<xs:complexType name='L{level}'><xs:choice><xs:element name='A' type='a:L{next}'/>\
                 <xs:element name='B' type='a:L{next}'/></xs:choice></xs:complexType>"
            );
        }
        schema += "<xs:complexType name='L30'><xs:sequence><xs:any/></xs:sequence></xs:complexType>";
        check(&schema, "", None);
    }
}

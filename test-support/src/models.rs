//! Random content models, and documents for them.

use std::fmt::Write as _;

use codegen::{MemoryLoader, Options};

use crate::Random;

/// The namespace of the schemas.
const NAMESPACE: &str = "urn:example:models";

/// The names of local elements. All have the same type, so that several elements of a content model can have the same name.
const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// The element `head`, and the members of its substitution group.
const MEMBERS: [&str; 3] = ["head", "first", "second"];

/// An element of another namespace, which documents contain in place of wildcards.
const OTHER: &str = "other";

/// A random content model that satisfies Unique Particle Attribution: each element matches a single particle.
#[derive(Clone, Debug)]
pub struct ContentModel {
    base: Option<Particle>,
    own: Particle,
}

/// The names of the children of an element, in order.
pub type Children = Vec<&'static str>;

#[derive(Clone, Debug)]
struct Particle {
    min: u32,
    max: Option<u32>,
    term: Term,
}

#[derive(Clone, Debug)]
enum Term {
    Element(&'static str),
    Head,
    Wildcard,
    Group(&'static str, Vec<Particle>),
}

impl ContentModel {
    /// Returns a random model that has no ambiguous particles, and whose schema `is_schema` accepts.
    pub fn random(random: &mut Random, is_schema: fn(&str) -> bool) -> Self {
        loop {
            let is_extension = random.below(4) == 0;
            let model = match random.below(12) {
                0 => Self { base: None, own: all(random) },
                _ => Self {
                    base: is_extension.then(|| group(random, "sequence", 2)),
                    own: if random.below(3) == 0 { group(random, "choice", 3) } else { group(random, "sequence", 3) },
                },
            };
            if model.is_unambiguous() && is_schema(&schema(std::slice::from_ref(&model))) {
                return model;
            }
        }
    }

    fn is_unambiguous(&self) -> bool {
        let loader = MemoryLoader::new().with("models.xsd", schema(std::slice::from_ref(self)));
        let loaded = codegen::load(&["models.xsd".into()], &loader);
        loaded.value.is_some() && !loaded.diagnostics.render(&loaded.sources).contains("ambiguous")
    }

    /// Returns a random sequence of children that is valid for the model.
    pub fn children(&self, random: &mut Random) -> Children {
        let mut out = Vec::new();
        if let Some(base) = &self.base {
            base.children(random, &mut out);
        }
        self.own.children(random, &mut out);
        out
    }

    /// Returns whether the model accepts its children in any order.
    pub fn is_unordered(&self) -> bool {
        matches!(self.own.term, Term::Group("all", _))
    }

    fn declare(&self, index: usize, out: &mut String) {
        let own = |out: &mut String| self.own.declare(out);
        match &self.base {
            None => {
                write!(out, "<xs:element name=\"r{index}\"><xs:complexType>").unwrap();
                own(out);
                out.push_str("</xs:complexType></xs:element>\n");
            }
            Some(base) => {
                write!(out, "<xs:complexType name=\"Base{index}\">").unwrap();
                base.declare(out);
                write!(out, "</xs:complexType>\n<xs:element name=\"r{index}\"><xs:complexType><xs:complexContent>")
                    .unwrap();
                write!(out, "<xs:extension base=\"Base{index}\">").unwrap();
                own(out);
                out.push_str("</xs:extension></xs:complexContent></xs:complexType></xs:element>\n");
            }
        }
    }
}

/// Returns a schema with the elements `r0`, `r1` and so on, one for each model.
pub fn schema(models: &[ContentModel]) -> String {
    let mut out = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"{NAMESPACE}\" targetNamespace=\"{NAMESPACE}\" \
         elementFormDefault=\"qualified\">\n<xs:element name=\"head\" type=\"xs:int\"/>\n"
    );
    for member in &MEMBERS[1..] {
        writeln!(out, "<xs:element name=\"{member}\" type=\"xs:int\" substitutionGroup=\"head\"/>").unwrap();
    }
    models.iter().enumerate().for_each(|(index, model)| model.declare(index, &mut out));
    out + "</xs:schema>\n"
}

/// Returns a document on one line: the root element of the model at `index`, with these children. The text of each child is its index,
/// so a comparison of documents detects that two children with the same name were swapped.
pub fn document(index: usize, children: &[&str]) -> String {
    let mut out = format!("<r{index} xmlns=\"{NAMESPACE}\" xmlns:o=\"urn:example:others\">");
    for (number, name) in children.iter().enumerate() {
        let name = if *name == OTHER { "o:other" } else { name };
        write!(out, "<{name}>{number}</{name}>").unwrap();
    }
    out + &format!("</r{index}>")
}

/// Returns the children with one random change: a child is removed, repeated or inserted, or two are swapped.
pub fn mutated(children: &[&'static str], random: &mut Random) -> Children {
    let mut out = children.to_vec();
    let at = random.index(out.len());
    match random.below(4) {
        0 if !out.is_empty() => _ = out.remove(at),
        1 if !out.is_empty() => out.insert(at, out[at]),
        2 if !out.is_empty() => {
            let other = random.index(out.len());
            out.swap(at, other);
        }
        _ => out.insert(random.index(out.len() + 1), leaf(random)),
    }
    out
}

fn leaf(random: &mut Random) -> &'static str {
    match random.below(10) {
        0 => OTHER,
        1 => MEMBERS[random.index(MEMBERS.len())],
        _ => NAMES[random.index(NAMES.len())],
    }
}

/// Returns the code generated from a schema, by path.
pub fn generated(schema: &str, runtime: &str) -> Vec<(std::path::PathBuf, String)> {
    let loader = MemoryLoader::new().with("models.xsd", schema);
    let services =
        codegen::load(&["models.xsd".into()], &loader).into_result().unwrap_or_else(|error| panic!("{error}"));
    let generated = codegen::generate(&services, &Options::new(runtime)).unwrap();
    generated.files.into_iter().collect()
}

// -- particles ------------------------------------------------------------------------------------------------------------

fn group(random: &mut Random, compositor: &'static str, depth: u32) -> Particle {
    let count = 1 + random.below(4);
    let particles = (0..count).map(|_| particle(random, depth - 1)).collect();
    occurring(random, Term::Group(compositor, particles))
}

fn particle(random: &mut Random, depth: u32) -> Particle {
    match random.below(10) {
        0..3 if depth > 0 => group(random, "sequence", depth),
        3..6 if depth > 0 => group(random, "choice", depth),
        6 => occurring(random, Term::Wildcard),
        7 => occurring(random, Term::Head),
        _ => {
            let name = NAMES[random.index(NAMES.len())];
            occurring(random, Term::Element(name))
        }
    }
}

fn all(random: &mut Random) -> Particle {
    let mut members = Vec::new();
    for name in NAMES {
        let min = random.below(4) as u32;
        if min < 2 {
            members.push(Particle { min, max: Some(1), term: Term::Element(name) });
        }
    }
    Particle { min: random.below(2) as u32, max: Some(1), term: Term::Group("all", members) }
}

fn occurring(random: &mut Random, term: Term) -> Particle {
    // No group has `minOccurs="2"`, and no particle a range such as 2 to 3: if an element in a repeated group repeats, too, only a
    // reader that looks ahead can divide the children into occurrences of the group.
    let is_group = matches!(term, Term::Group(..));
    let (min, max) = match random.below(12) {
        4 if is_group => (1, Some(1)),
        0 | 1 => (0, Some(1)),
        2 => (0, None),
        3 => (1, None),
        4 => (2, Some(2)),
        5 => (1, Some(3)),
        6 => (0, Some(2)),
        _ => (1, Some(1)),
    };
    Particle { min, max, term }
}

impl Particle {
    fn declare(&self, out: &mut String) {
        let max = self.max.map_or_else(|| "unbounded".to_owned(), |max| max.to_string());
        let occurs = format!("minOccurs=\"{}\" maxOccurs=\"{max}\"", self.min);
        match &self.term {
            Term::Element(name) => write!(out, "<xs:element name=\"{name}\" type=\"xs:int\" {occurs}/>").unwrap(),
            Term::Head => write!(out, "<xs:element ref=\"head\" {occurs}/>").unwrap(),
            Term::Wildcard => write!(out, "<xs:any namespace=\"##other\" processContents=\"skip\" {occurs}/>").unwrap(),
            Term::Group(compositor, particles) => {
                write!(out, "<xs:{compositor} {occurs}>").unwrap();
                particles.iter().for_each(|particle| particle.declare(out));
                write!(out, "</xs:{compositor}>").unwrap();
            }
        }
    }

    fn children(&self, random: &mut Random, out: &mut Children) {
        let max = self.max.unwrap_or(self.min + 2);
        for _ in 0..u64::from(self.min) + random.below(u64::from(max - self.min) + 1) {
            match &self.term {
                Term::Element(name) => out.push(name),
                Term::Head => out.push(MEMBERS[random.index(MEMBERS.len())]),
                Term::Wildcard => out.push(OTHER),
                Term::Group("choice", particles) => {
                    if let Some(particle) = random.item(particles) {
                        particle.children(random, out);
                    }
                }
                Term::Group("all", particles) => {
                    let start = random.index(particles.len());
                    let (before, after) = particles.split_at(start);
                    after.iter().chain(before).for_each(|particle| particle.children(random, out));
                }
                Term::Group(_, particles) => particles.iter().for_each(|particle| particle.children(random, out)),
            }
        }
    }
}

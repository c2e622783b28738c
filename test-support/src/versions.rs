//! Schemas as older versions have them: without the parts that are newer.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use codegen::{FileLoader, Versions};
use roxmltree::{Document, Node};

use crate::schemas::{ews_schemas, replace};

const PREFIXES: [(&str, &str); 2] = [("types.xsd", "t"), ("messages.xsd", "m")];

/// Writes the schemas of Exchange Web Services without the parts that are newer than a version, and returns their paths.
pub fn ews_schemas_of(version: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let bindings = codegen::load_bindings(&folder.join("bindings.toml"), &FileLoader).into_result().unwrap();
    let position = bindings.versions().iter().position(|known| known.name == version).unwrap();
    let versions = codegen::load_versions(&folder.join("since.toml"), &bindings, &FileLoader).into_result().unwrap();
    let merged = ews_schemas();
    let texts: Vec<(PathBuf, String)> =
        merged.iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect();
    let documents: Vec<(&str, Document<'_>)> = PREFIXES
        .iter()
        .map(|(name, prefix)| {
            let (_, text) = texts.iter().find(|(path, _)| path.ends_with(name)).unwrap();
            (*prefix, Document::parse(text).unwrap())
        })
        .collect();
    let mut reduction =
        Reduction { versions: &versions, version: position, needed: HashSet::new(), users: HashMap::new() };
    // A newer type is needed if an older part has another type today than at that time.
    loop {
        let before = reduction.needed.len();
        for (prefix, document) in &documents {
            reduction.reduce(prefix, document);
        }
        if reduction.needed.len() == before {
            break;
        }
    }
    let out = merged[0].with_file_name(version);
    fs::create_dir_all(&out).unwrap();
    for (path, text) in &texts {
        let name = path.file_name().unwrap().to_str().unwrap();
        let prefix = PREFIXES.iter().position(|(known, _)| *known == name);
        let removed = prefix.map(|at| reduction.reduce(documents[at].0, &documents[at].1)).unwrap_or_default();
        replace(&out.join(name), without(text, removed).as_bytes()).unwrap();
    }
    merged.iter().map(|path| out.join(path.file_name().unwrap())).collect()
}

/// The removal of parts that are newer than a version.
struct Reduction<'v> {
    versions: &'v Versions,
    version: usize,
    /// The newer types to which older parts refer.
    needed: HashSet<String>,
    /// The paths of the elements of each type. The enumerated items of a list have the path of its user.
    users: HashMap<String, HashSet<String>>,
}

impl Reduction<'_> {
    /// Returns the ranges of the newer parts of a schema, and notes the types to which the others refer.
    fn reduce(&mut self, prefix: &str, document: &Document<'_>) -> Vec<Range<usize>> {
        let mut removed = Vec::new();
        for component in document.root_element().children().filter(Node::is_element) {
            let Some(name) = component.attribute("name") else { continue };
            let path = format!("{prefix}:{name}");
            let is_newer = match component.tag_name().name() {
                "element" => self.is_newer_element(&path, component),
                _ => self.since(&path) > self.version && !self.needed.contains(&path),
            };
            match is_newer {
                true => removed.push(component.range()),
                false => self.descend(component, &path, &mut removed),
            }
        }
        removed
    }

    fn since(&self, path: &str) -> usize {
        self.versions.of(path).map_or(0, |since| since.version)
    }

    /// Returns the first version of a part. The enumerated item of a list is as new as for the users of the list.
    fn since_as_used(&self, path: &str) -> usize {
        let own = self.since(path);
        let Some((ty, value)) = path.split_once("/item=") else { return own };
        let users = self.users.get(ty).into_iter().flatten();
        users.map(|user| self.since(&format!("{user}/item={value}"))).fold(own, usize::max)
    }

    fn is_newer_element(&self, path: &str, element: Node<'_, '_>) -> bool {
        let since = self.versions.of(path).or_else(|| self.versions.of(element.attribute("type")?));
        since.is_some_and(|since| since.version > self.version)
    }

    fn descend(&mut self, node: Node<'_, '_>, path: &str, removed: &mut Vec<Range<usize>>) {
        let names = ["type", "base", "itemType", "memberTypes", "ref"].into_iter();
        let names = names.filter_map(|name| node.attribute(name)).flat_map(str::split_whitespace);
        self.needed.extend(names.map(str::to_owned));
        for child in node.children().filter(Node::is_element) {
            let name = child.attribute("name").or_else(|| child.attribute("ref")?.rsplit(':').next());
            let inner = match (child.tag_name().name(), name, child.attribute("value")) {
                ("element", Some(name), _) => format!("{path}/{name}"),
                ("attribute", Some(name), _) => format!("{path}/@{name}"),
                ("enumeration", _, Some(value)) => format!("{path}={value}"),
                ("list", ..) => format!("{path}/item"),
                _ => path.to_owned(),
            };
            if let Some(ty) = child.attribute("type") {
                self.users.entry(ty.to_owned()).or_default().insert(inner.clone());
            }
            let since = self.since_as_used(&inner);
            match since > self.version && since > self.since(path) {
                true => removed.push(child.range()),
                false => self.descend(child, &inner, removed),
            }
        }
    }
}

fn without(text: &str, ranges: Vec<Range<usize>>) -> String {
    let mut rest = 0;
    let mut out = String::new();
    for range in ranges {
        out.push_str(&text[rest..range.start]);
        rest = range.end;
    }
    out + &text[rest..]
}

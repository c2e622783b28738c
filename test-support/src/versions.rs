//! Schemas of older versions: the schemas of this workspace without the parts that newer versions added.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use codegen::{FileLoader, Versions};
use roxmltree::{Document, Node};

use crate::schemas::{ews_schemas, replace};

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

const PREFIXES: [(&str, &str); 2] = [("types.xsd", "t"), ("messages.xsd", "m")];

/// Writes the schemas that [`ews_schemas`] returns, without the parts that are newer than `version`. Returns the paths of the new
/// files.
pub fn ews_schemas_of(version: &str) -> Vec<PathBuf> {
    let merged = ews_schemas();
    let out = merged[0].with_file_name(version);
    let reduction = Reduction::of(version);
    reduction.write(&merged, &out);
    merged.iter().map(|path| out.join(path.file_name().unwrap())).collect()
}

/// For each declaration of `types.xsd` that differs in an older version: the version, a text before the difference, the text in
/// `schemas/types.xsd`, and the text that replaces it in the older version.
const OTHER_FORMS: [(&str, &str, &str, &str); 3] = [
    ("Exchange2007_SP1", "", "</xs:schema>", r#"<xs:element name="MailboxCulture" type="xs:language"/></xs:schema>"#),
    ("Exchange2007_SP1", r#"name="ConnectingSIDType""#, "<xs:choice>", "<xs:sequence>"),
    ("Exchange2007_SP1", r#"name="ConnectingSIDType""#, "</xs:choice>", "</xs:sequence>"),
];

/// Writes the schemas and the WSDL that servers of a version have into the folder `out`.
pub fn ews_server_files_of(version: &str, out: &Path) {
    let schemas = ["xml.xsd", "types.xsd", "messages.xsd"].map(|name| folder().join(name));
    let reduction = Reduction::of(version).write(&schemas, out);
    let path = out.join("types.xsd");
    let mut types = fs::read_to_string(&path).unwrap();
    for (_, part, ours, other) in OTHER_FORMS.iter().filter(|(of, ..)| *of == version) {
        let start = types.find(part).unwrap();
        let place = start + types[start..].find(ours).unwrap();
        types.replace_range(place..place + ours.len(), other);
    }
    replace(&path, types.as_bytes()).unwrap();
    let text = fs::read_to_string(folder().join("services.wsdl")).unwrap();
    replace(&out.join("Services.wsdl"), reduction.wsdl(&text).as_bytes()).unwrap();
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas")
}

/// The removal of parts that are newer than a version.
struct Reduction {
    versions: Versions,
    version: usize,
    /// The names of the remaining global elements, with prefixes, such as `m:GetItem`.
    elements: HashSet<String>,
    /// The names of types and other components to which remaining parts refer, such as `t:ItemType`. These components remain even if
    /// they are newer, except elements.
    needed: HashSet<String>,
    /// For each type, such as `t:MailTipTypes`: the paths of the elements and attributes that have this type. If the type is a list of
    /// enumerated items, since.toml can state the version of an item under such a path:
    /// `m:GetMailTipsType/MailTipsRequested/item=Scope`.
    users: HashMap<String, HashSet<String>>,
}

impl Reduction {
    fn of(version: &str) -> Self {
        let bindings = codegen::load_bindings(&folder().join("bindings.toml"), &FileLoader).into_result().unwrap();
        let position = bindings.versions().iter().position(|known| known.name == version).unwrap();
        let versions = codegen::load_versions(&folder().join("since.toml"), &bindings, &FileLoader).into_result();
        Self {
            versions: versions.unwrap(),
            version: position,
            elements: HashSet::new(),
            needed: HashSet::new(),
            users: HashMap::new(),
        }
    }

    /// Writes the schemas into a folder, without the newer parts. Returns the reduction with the names of the remaining elements,
    /// which [`Self::wsdl`] needs.
    fn write(mut self, schemas: &[PathBuf], out: &Path) -> Self {
        let texts: Vec<(&str, String)> = schemas
            .iter()
            .map(|path| (path.file_name().unwrap().to_str().unwrap(), fs::read_to_string(path).unwrap()))
            .collect();
        let documents: Vec<(&str, Document<'_>)> = PREFIXES
            .iter()
            .map(|(name, prefix)| {
                let (_, text) = texts.iter().find(|(other, _)| other == name).unwrap();
                (*prefix, Document::parse(text).unwrap())
            })
            .collect();
        // An older part can refer to a newer type that has replaced an older type. The newer type can refer to further newer types, so
        // the loop runs until `needed` has all of them.
        loop {
            let before = self.needed.len();
            for (prefix, document) in &documents {
                self.newer_ranges(prefix, document);
            }
            if self.needed.len() == before {
                break;
            }
        }
        fs::create_dir_all(out).unwrap();
        for (name, text) in &texts {
            let prefix = PREFIXES.iter().position(|(known, _)| known == name);
            let removed = prefix.map(|at| self.newer_ranges(documents[at].0, &documents[at].1)).unwrap_or_default();
            replace(&out.join(name), without(text, removed).as_bytes()).unwrap();
        }
        self
    }

    /// Returns a WSDL without newer operations, and without the messages and header parts of newer elements.
    fn wsdl(&self, text: &str) -> String {
        let document = Document::parse(text).unwrap();
        let name = |node: Node<'_, '_>| node.attribute("name").unwrap_or_default().to_owned();
        let is_kept = |part: &Node<'_, '_>| part.attribute("element").is_none_or(|name| self.elements.contains(name));
        let nodes = || document.descendants();
        let is_newer_body = |part: Node<'_, '_>| ["request", "response"].contains(&&*name(part)) && !is_kept(&part);
        let mut removed: Vec<Range<usize>> = Vec::new();
        let mut messages = HashSet::new();
        let mut parts = HashSet::new();
        for message in nodes().filter(|node| node.has_tag_name((WSDL, "message"))) {
            let message_name = name(message);
            let operation = message_name.trim_end_matches("Input").trim_end_matches("Output");
            let is_newer = self.since(&format!("operations/{operation}")) > self.version;
            if is_newer || message.children().any(is_newer_body) {
                messages.insert(format!("m:{message_name}"));
                removed.push(message.range());
                continue;
            }
            for part in message.children().filter(|part| part.is_element() && !is_kept(part)) {
                parts.insert((format!("m:{message_name}"), name(part)));
                removed.push(part.range());
            }
        }
        for operation in nodes().filter(|node| node.has_tag_name((WSDL, "operation"))) {
            let operation_name = name(operation);
            let is_removed = |end: &str| messages.contains(&format!("m:{operation_name}{end}"));
            if is_removed("Input") || is_removed("Output") {
                removed.push(operation.range());
                continue;
            }
            for header in operation.descendants().filter(|node| node.tag_name().name() == "header") {
                let of = |key: &str| header.attribute(key).unwrap_or_default().to_owned();
                if parts.contains(&(of("message"), of("part"))) {
                    removed.push(header.range());
                }
            }
        }
        removed.sort_by_key(|range| range.start);
        without(text, removed)
    }

    /// Returns the ranges of the newer parts in the text of a schema. Also fills `elements`, `needed` and `users`.
    fn newer_ranges(&mut self, prefix: &str, document: &Document<'_>) -> Vec<Range<usize>> {
        let mut removed = Vec::new();
        for component in document.root_element().children().filter(Node::is_element) {
            let Some(name) = component.attribute("name") else { continue };
            let path = format!("{prefix}:{name}");
            let is_newer = match component.tag_name().name() {
                "element" => {
                    let is_newer = self.is_newer_element(&path, component);
                    if !is_newer {
                        self.elements.insert(path.clone());
                    }
                    is_newer
                }
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

    /// Returns the first version of a part. For an enumerated item of a list type, this is the newest of the versions that since.toml
    /// states for the item: in the type, and in the elements and attributes of this type.
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

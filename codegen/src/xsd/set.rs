//! The documents of a schema set: the files given, and what they include and import.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use roxmltree::{Document, Node, NodeId};

use super::document::{parse, read_text, tag_span};
use super::loader::Loader;
use super::namespaces::{WSDL, XML, XS, XSI};
use super::syntax::attribute;
use super::white_space::trim;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Sources, Span};

/// Where a schema document is: one file may hold several, inside a WSDL, and serve several namespaces.
#[derive(Clone, Debug)]
pub(crate) struct SchemaPlace {
    pub(crate) source: SourceId,
    pub(crate) node: NodeId,
    pub(crate) target: Option<Rc<str>>,
    /// It states no namespace and has that of the including one.
    pub(crate) is_chameleon: bool,
}

/// What was found by following the files.
#[derive(Debug, Default)]
pub(crate) struct Set {
    pub(crate) schemas: Vec<SchemaPlace>,
    /// Files whose root is a `definitions` of WSDL.
    pub(crate) wsdls: Vec<SourceId>,
}

struct Follower<'l> {
    loader: &'l dyn Loader,
    sources: &'l mut Sources,
    diagnostics: &'l mut Diagnostics,
    set: Set,
    queue: VecDeque<Wanted>,
    /// The files that were read; `None` if that failed.
    files: HashMap<PathBuf, Option<SourceId>>,
    /// Files with the namespace that they were taken for.
    seen: HashSet<(PathBuf, Option<Rc<str>>)>,
    /// Imports that found no file: fine if some other file has the namespace.
    unresolved: Vec<(Option<Rc<str>>, Diagnostic)>,
}

/// A file to read.
struct Wanted {
    path: PathBuf,
    at: Option<Span>,
    reason: Reason,
}

/// Why a file is read.
enum Reason {
    Given,
    /// Included by a schema of this namespace.
    Include(Option<Rc<str>>),
    /// Imported as this namespace.
    Import(Option<Rc<str>>),
    /// Imported by a WSDL.
    Wsdl,
}

/// Reads the files and all that they lead to.
pub(crate) fn follow(
    paths: &[PathBuf],
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Set {
    let given = |path: &PathBuf| Wanted { path: path.clone(), at: None, reason: Reason::Given };
    let mut follower = Follower {
        loader,
        sources,
        diagnostics,
        set: Set::default(),
        queue: paths.iter().map(given).collect(),
        files: HashMap::new(),
        seen: HashSet::new(),
        unresolved: Vec::new(),
    };
    while let Some(wanted) = follower.queue.pop_front() {
        follower.file(&wanted);
    }
    let known: BTreeSet<Option<Rc<str>>> = follower.set.schemas.iter().map(|schema| schema.target.clone()).collect();
    for (namespace, diagnostic) in follower.unresolved {
        if !known.contains(&namespace) {
            follower.diagnostics.push(diagnostic);
        }
    }
    follower.set
}

impl Follower<'_> {
    fn file(&mut self, wanted: &Wanted) {
        let identity = self.loader.identity(&wanted.path);
        let is_new = !self.files.contains_key(&identity);
        let source = match self.files.get(&identity) {
            Some(source) => *source,
            None => read_text(&wanted.path, wanted.at, self.loader, self.sources, self.diagnostics),
        };
        self.files.insert(identity.clone(), source);
        let Some(source) = source else { return };
        let Some(text) = self.sources.get(source).map(|source| source.text.clone()) else { return };
        let Some(document) = parse(&text, source, self.diagnostics) else {
            self.files.insert(identity, None);
            return;
        };
        let root = document.root_element();
        let name = root.tag_name();
        match (name.namespace(), name.name()) {
            (Some(XS), "schema") => self.schema(root, source, wanted, identity),
            (Some(WSDL), "definitions") if is_new => self.wsdl(root, source, wanted),
            (Some(WSDL), "definitions") => {}
            _ => self.diagnostics.push(
                Diagnostic::error(format!("the root is <{}>, no schema and no WSDL", name.name()))
                    .at(tag_span(root, source))
                    .help(format!("a schema begins with `schema` of {XS}, a WSDL with `definitions` of {WSDL}")),
            ),
        }
    }

    fn schema(&mut self, root: Node<'_, '_>, source: SourceId, wanted: &Wanted, identity: PathBuf) {
        let stated = self.stated_target(root, source);
        let mismatch = match &wanted.reason {
            Reason::Include(including) if stated.is_some() && stated != *including => Some((
                "an included file has the namespace of the including one, or none",
                format!("it has {}; use xs:import", shown(stated.as_ref())),
            )),
            Reason::Import(namespace) if stated != *namespace => Some((
                "the imported file has another namespace",
                format!("it has {}; name that, or another file", shown(stated.as_ref())),
            )),
            _ => None,
        };
        if let (Some((message, help)), Some(at)) = (mismatch, wanted.at) {
            self.diagnostics.push(Diagnostic::error(message).at(at).help(help));
            return;
        }
        let (target, is_chameleon) = match (&stated, &wanted.reason) {
            (None, Reason::Include(Some(including))) => (Some(including.clone()), true),
            _ => (stated, false),
        };
        if !self.seen.insert((identity, target.clone())) {
            return;
        }
        match target.as_deref() {
            // These attributes are known without a file, and the same with one.
            Some(XML) => return,
            Some(XS) => {
                let note = Diagnostic::note("this namespace is built in, and the file is not read");
                self.diagnostics.push(note.at(tag_span(root, source)));
                return;
            }
            _ => {}
        }
        self.links(root, source, target.as_ref(), &wanted.path);
        self.set.schemas.push(SchemaPlace { source, node: root.id(), target, is_chameleon });
    }

    fn stated_target(&mut self, schema: Node<'_, '_>, source: SourceId) -> Option<Rc<str>> {
        let attribute = schema.attribute_node("targetNamespace")?;
        let uri = trim(attribute.value());
        if uri.is_empty() {
            let range = attribute.range();
            self.diagnostics.push(
                Diagnostic::error("an empty targetNamespace is no namespace")
                    .at(Span { source, start: range.start, end: range.end })
                    .help("remove the attribute: the schema then has no namespace"),
            );
            return None;
        }
        Some(uri.into())
    }

    fn wsdl(&mut self, root: Node<'_, '_>, source: SourceId, wanted: &Wanted) {
        self.set.wsdls.push(source);
        for node in root.children().filter(|node| node.tag_name().namespace() == Some(WSDL)) {
            match node.tag_name().name() {
                "import" => self.wsdl_import(node, source, &wanted.path),
                "types" => {
                    for schema in node.children().filter(|child| child.has_tag_name((XS, "schema"))) {
                        self.inline_schema(schema, source, &wanted.path);
                    }
                }
                _ => {}
            }
        }
    }

    fn wsdl_import(&mut self, node: Node<'_, '_>, source: SourceId, path: &Path) {
        let at = tag_span(node, source);
        let Some(location) = attribute(node, "location") else {
            let error = Diagnostic::error("wsdl:import without a location").at(at);
            self.diagnostics.push(error.help("name the file: location=\"...\""));
            return;
        };
        match self.locate(path, location) {
            Some(path) => self.queue.push_back(Wanted { path, at: Some(at), reason: Reason::Wsdl }),
            None => self.diagnostics.push(missing(location, path).at(at)),
        }
    }

    fn inline_schema(&mut self, schema: Node<'_, '_>, source: SourceId, path: &Path) {
        let target = self.stated_target(schema, source);
        self.links(schema, source, target.as_ref(), path);
        let declares = |child: Node<'_, '_>| {
            child.is_element() && !matches!(child.tag_name().name(), "import" | "include" | "annotation")
        };
        // Most only import the files that declare something.
        if target.is_some() || schema.children().any(declares) {
            self.set.schemas.push(SchemaPlace { source, node: schema.id(), target, is_chameleon: false });
        }
    }

    /// Follows the includes and imports of a schema.
    fn links(&mut self, schema: Node<'_, '_>, source: SourceId, target: Option<&Rc<str>>, path: &Path) {
        for node in schema.children().filter(|node| node.tag_name().namespace() == Some(XS)) {
            let at = tag_span(node, source);
            match (node.tag_name().name(), attribute(node, "schemaLocation")) {
                // Without a location it is incomplete, and the grammar says so.
                ("include", Some(location)) => self.include(location, at, target, path),
                ("import", location) => self.import(node, location, at, target, path),
                _ => {}
            }
        }
    }

    fn include(&mut self, location: &str, at: Span, target: Option<&Rc<str>>, path: &Path) {
        let Some(file) = self.locate(path, location) else {
            self.diagnostics.push(missing(location, path).at(at));
            return;
        };
        if self.loader.identity(&file) == self.loader.identity(path) {
            let warning = Diagnostic::warning("the file includes itself").at(at);
            self.diagnostics.push(warning.help("remove the include: it adds nothing"));
            return;
        }
        self.queue.push_back(Wanted { path: file, at: Some(at), reason: Reason::Include(target.cloned()) });
    }

    fn import(&mut self, node: Node<'_, '_>, location: Option<&str>, at: Span, target: Option<&Rc<str>>, path: &Path) {
        let namespace: Option<Rc<str>> = attribute(node, "namespace").map(Rc::from);
        if matches!(namespace.as_deref(), Some(XML | XSI | XS)) {
            return;
        }
        if namespace.as_ref() == target {
            let error = Diagnostic::error("a schema cannot import its own namespace").at(at);
            self.diagnostics.push(error.help("use xs:include for more of the same namespace"));
            return;
        }
        let namespace = namespace.filter(|uri| !uri.is_empty());
        let shown = shown(namespace.as_ref());
        let Some(location) = location else {
            let warning = Diagnostic::warning(format!("no file of this set declares {shown}")).at(at);
            let help = "give the file of that namespace as well, or name it: schemaLocation=\"...\"";
            self.unresolved.push((namespace, warning.help(help)));
            return;
        };
        match self.locate(path, location) {
            Some(path) => self.queue.push_back(Wanted { path, at: Some(at), reason: Reason::Import(namespace) }),
            None => {
                let message = format!("`{location}` is not there, and no other file declares {shown}");
                let error = Diagnostic { message, ..missing(location, path) };
                self.unresolved.push((namespace, error.at(at)));
            }
        }
    }

    /// The file that a location means as seen from another file: as it stands, with its escapes resolved, or, for a location in
    /// a network, the file of that name beside the other.
    fn locate(&self, from: &Path, location: &str) -> Option<PathBuf> {
        let folder = from.parent().unwrap_or(Path::new(""));
        let candidates = match is_remote(location) {
            true => vec![folder.join(file_name(location))],
            false => {
                let plain = location.strip_prefix("file://").unwrap_or(location);
                let bare = plain.split('#').next().unwrap_or(plain);
                vec![folder.join(plain), folder.join(percent_decoded(bare)), folder.join(bare.replace('\\', "/"))]
            }
        };
        candidates.into_iter().find(|path| self.loader.exists(path))
    }
}

fn missing(location: &str, from: &Path) -> Diagnostic {
    let folder = from.parent().unwrap_or(Path::new(""));
    let (message, path) = match is_remote(location) {
        true => (format!("nothing is fetched from a network: `{location}`"), folder.join(file_name(location))),
        false => (format!("there is no file `{location}`"), folder.join(percent_decoded(location))),
    };
    Diagnostic::error(message).help(format!("put the file there: {}", path.display()))
}

fn shown(namespace: Option<&Rc<str>>) -> String {
    namespace.map_or("no namespace".to_owned(), |uri| format!("namespace {uri}"))
}

fn is_remote(location: &str) -> bool {
    location.starts_with("urn:") || location.contains("://") && !location.starts_with("file://")
}

/// The name of the file that holds what is found at an address.
fn file_name(location: &str) -> String {
    let address = location.split(['?', '#']).next().unwrap_or(location).trim_end_matches('/');
    let name = percent_decoded(address.rsplit(['/', ':']).next().unwrap_or(address));
    if name.contains('.') { name } else { format!("{name}.xsd") }
}

/// A location is a URI: `%2E` is a dot.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = (*first == b'%').then(|| behind.get(..2)).flatten();
        let code = code.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Parses every file once more, now that all are known; those that are not well-formed were reported before.
pub(crate) fn documents<'t>(texts: &'t [Rc<str>], sources: &[SourceId]) -> Vec<Option<Document<'t>>> {
    let mut again = Diagnostics::default();
    texts.iter().zip(sources).map(|(text, source)| parse(text, *source, &mut again)).collect()
}

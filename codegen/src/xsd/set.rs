//! The documents of a schema set: the given files and all files that they include, redefine or import.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use roxmltree::{Document, Node, NodeId};

use super::document::{parse, read_text, tag_span};
use super::loader::Loader;
use super::namespaces::{WSDL, XML, XS, XSI, is_built_in_xml};
use super::syntax::{attribute, attribute_node, children};
use super::texts::{End, Texts};
use super::white_space::trim;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Sources, Span};

/// An `xs:schema` element in a file. A WSDL file can contain several. A chameleon schema occurs once for each namespace whose
/// schemas include it.
#[derive(Clone, Debug)]
pub(crate) struct SchemaElement {
    pub(crate) source: SourceId,
    pub(crate) node: NodeId,
    pub(crate) target: Option<Rc<str>>,
    /// True if the document states no target namespace, and `target` is the namespace of the including document.
    pub(crate) is_chameleon: bool,
}

/// The documents of a schema set.
#[derive(Default)]
pub(crate) struct Set<'t> {
    /// The parsed files.
    pub(crate) documents: HashMap<SourceId, Rc<Document<'t>>>,
    pub(crate) schemas: Vec<SchemaElement>,
    /// Files whose root is a `wsdl:definitions` element.
    pub(crate) wsdls: Vec<SourceId>,
    /// The locations of included and redefined files that do not exist.
    pub(crate) missing: Vec<String>,
}

struct DocumentCollector<'l, 't> {
    texts: End<'t>,
    loader: CachingLoader<'l>,
    sources: &'l mut Sources,
    diagnostics: &'l mut Diagnostics,
    set: Set<'t>,
    queue: VecDeque<Request>,
    /// For each file that was read, by [`Loader::identity`]: its id; `None` after an error.
    files: HashMap<PathBuf, Option<SourceId>>,
    /// The schema files that were processed, by [`Loader::identity`], each with a target namespace. A chameleon schema can occur with
    /// several namespaces.
    seen: HashSet<(PathBuf, Option<Rc<str>>)>,
    /// Imported namespaces for which no file was found, each with a warning. The warning is dropped if another file has the namespace.
    unresolved: Vec<(Option<Rc<str>>, Diagnostic)>,
}

/// A loader that caches the results of `exists` and `identity`, because files that include one another name the same paths many times.
struct CachingLoader<'l> {
    loader: &'l dyn Loader,
    found: RefCell<HashMap<PathBuf, bool>>,
    identities: RefCell<HashMap<PathBuf, PathBuf>>,
}

impl CachingLoader<'_> {
    fn exists(&self, path: &Path) -> bool {
        *self.found.borrow_mut().entry(path.to_owned()).or_insert_with(|| self.loader.exists(path))
    }

    fn identity(&self, path: &Path) -> PathBuf {
        self.identities.borrow_mut().entry(path.to_owned()).or_insert_with(|| self.loader.identity(path)).clone()
    }
}

/// A file that is to be read.
struct Request {
    path: PathBuf,
    at: Option<Span>,
    reason: Reason,
}

/// The reason why a file is read.
enum Reason {
    Given,
    /// A schema with this namespace includes the file.
    Include(Option<Rc<str>>),
    /// A schema imports the file for this namespace.
    Import(Option<Rc<str>>),
    /// A WSDL imports the file.
    Wsdl,
}

/// Reads files and all files that they include, redefine or import.
pub(crate) fn follow<'t>(
    paths: &[PathBuf],
    loader: &dyn Loader,
    texts: &'t Texts,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Set<'t> {
    let given = |path: &PathBuf| Request { path: path.clone(), at: None, reason: Reason::Given };
    let mut collector = DocumentCollector {
        texts: texts.end(),
        loader: CachingLoader { loader, found: RefCell::default(), identities: RefCell::default() },
        sources,
        diagnostics,
        set: Set::default(),
        queue: paths.iter().map(given).collect(),
        files: HashMap::new(),
        seen: HashSet::new(),
        unresolved: Vec::new(),
    };
    while let Some(request) = collector.queue.pop_front() {
        collector.file(&request);
    }
    let known: BTreeSet<Option<Rc<str>>> = collector.set.schemas.iter().map(|schema| schema.target.clone()).collect();
    for (namespace, diagnostic) in collector.unresolved {
        if !known.contains(&namespace) {
            collector.diagnostics.push(diagnostic);
        }
    }
    collector.set
}

impl DocumentCollector<'_, '_> {
    fn file(&mut self, request: &Request) {
        let identity = self.loader.identity(&request.path);
        let is_new = !self.files.contains_key(&identity);
        let source = match self.files.get(&identity) {
            Some(source) => *source,
            None => self.parsed(request),
        };
        self.files.insert(identity.clone(), source);
        let document = source.and_then(|source| self.set.documents.get(&source).cloned());
        let (Some(source), Some(document)) = (source, document) else { return };
        let root = document.root_element();
        let name = root.tag_name();
        match (name.namespace(), name.name()) {
            (Some(XS), "schema") => self.schema(root, source, request, identity),
            (Some(WSDL), "definitions") if is_new => self.wsdl(root, source, request),
            (Some(WSDL), "definitions") => {}
            _ => self.diagnostics.push(
                Diagnostic::error(format!("the root element `{}` is neither a schema nor a WSDL", name.name()))
                    .at(tag_span(root, source))
                    .help(format!(
                        "the root element must be `schema` in namespace {XS} or `definitions` in namespace {WSDL}"
                    )),
            ),
        }
    }

    /// Reads and parses a file.
    fn parsed(&mut self, request: &Request) -> Option<SourceId> {
        let source = read_text(&request.path, request.at, self.loader.loader, self.sources, self.diagnostics)?;
        let text = self.texts.push(self.sources.get(source)?.text.clone());
        let document = parse(text, source, self.diagnostics)?;
        self.set.documents.insert(source, Rc::new(document));
        Some(source)
    }

    fn schema(&mut self, root: Node<'_, '_>, source: SourceId, request: &Request, identity: PathBuf) {
        let stated = self.stated_target(root, source);
        let mismatch = match &request.reason {
            Reason::Include(including) if stated.is_some() && stated != *including => Some((
                "an included file must have the namespace of the including file, or none",
                format!("the file has {}; use `xs:import` (src-include.2)", shown(stated.as_ref())),
            )),
            Reason::Import(namespace) if stated != *namespace => Some((
                "the imported file has a different namespace",
                format!(
                    "the file has {}; correct `namespace` or `schemaLocation` (src-import.3)",
                    shown(stated.as_ref())
                ),
            )),
            _ => None,
        };
        if let (Some((message, help)), Some(at)) = (mismatch, request.at) {
            self.diagnostics.push(Diagnostic::error(message).at(at).help(help));
            return;
        }
        let (target, is_chameleon) = match (&stated, &request.reason) {
            (None, Reason::Include(Some(including))) => (Some(including.clone()), true),
            _ => (stated, false),
        };
        if !self.seen.insert((identity, target.clone())) {
            return;
        }
        // Most schemas for the `xml` namespace declare only built-in attributes, and are skipped.
        if target.as_deref() == Some(XML) && !root.children().any(declares_more) {
            return;
        }
        self.links(root, source, target.as_ref(), &request.path);
        self.set.schemas.push(SchemaElement { source, node: root.id(), target, is_chameleon });
    }

    fn stated_target(&mut self, schema: Node<'_, '_>, source: SourceId) -> Option<Rc<str>> {
        let attribute = attribute_node(schema, "targetNamespace")?;
        let uri = trim(attribute.value());
        if uri.is_empty() {
            let range = attribute.range();
            self.diagnostics.push(
                Diagnostic::error("`targetNamespace` is empty")
                    .at(Span { source, start: range.start, end: range.end })
                    .help("remove the attribute for a schema without a namespace"),
            );
            return None;
        }
        Some(uri.into())
    }

    fn wsdl(&mut self, root: Node<'_, '_>, source: SourceId, request: &Request) {
        self.set.wsdls.push(source);
        for node in root.children().filter(|node| node.tag_name().namespace() == Some(WSDL)) {
            match node.tag_name().name() {
                "import" => self.wsdl_import(node, source, &request.path),
                "types" => {
                    for schema in node.children().filter(|child| child.has_tag_name((XS, "schema"))) {
                        self.inline_schema(schema, source, &request.path);
                    }
                }
                _ => {}
            }
        }
    }

    fn wsdl_import(&mut self, node: Node<'_, '_>, source: SourceId, path: &Path) {
        let at = tag_span(node, source);
        let Some(location) = attribute(node, "location") else {
            let error = Diagnostic::error("`wsdl:import` needs a `location`").at(at);
            self.diagnostics.push(error.help("add location=\"...\""));
            return;
        };
        match self.locate(path, location) {
            Some(path) => self.queue.push_back(Request { path, at: Some(at), reason: Reason::Wsdl }),
            None => self.diagnostics.push(missing(location, path).at(at)),
        }
    }

    fn inline_schema(&mut self, schema: Node<'_, '_>, source: SourceId, path: &Path) {
        let target = self.stated_target(schema, source);
        self.links(schema, source, target.as_ref(), path);
        let declares = |child: Node<'_, '_>| {
            child.is_element() && !matches!(child.tag_name().name(), "import" | "include" | "annotation")
        };
        // Many inline schemas have no target namespace and only import or include files. They declare no components and are not added.
        if target.is_some() || schema.children().any(declares) {
            self.set.schemas.push(SchemaElement { source, node: schema.id(), target, is_chameleon: false });
        }
    }

    /// Queues the files that a schema includes, redefines or imports.
    fn links(&mut self, schema: Node<'_, '_>, source: SourceId, target: Option<&Rc<str>>, path: &Path) {
        for node in children(schema) {
            let at = tag_span(node, source);
            match (node.tag_name().name(), attribute(node, "schemaLocation")) {
                // The grammar reports an `xs:include` or `xs:redefine` without a `schemaLocation`.
                ("include" | "redefine", Some(location)) => self.include(location, at, target, path),
                ("import", location) => self.import(node, location, at, target, path),
                _ => {}
            }
        }
    }

    fn include(&mut self, location: &str, at: Span, target: Option<&Rc<str>>, path: &Path) {
        let Some(file) = self.locate(path, location) else {
            // XML Schema does not require that the file exists (part 1, 4.2.1), so a missing file causes only a warning.
            self.diagnostics.push(missing(location, path).at(at));
            self.set.missing.push(location.to_owned());
            return;
        };
        if self.loader.identity(&file) == self.loader.identity(path) {
            let warning = Diagnostic::warning("the file includes itself").at(at);
            self.diagnostics.push(warning.help("remove the include"));
            return;
        }
        self.queue.push_back(Request { path: file, at: Some(at), reason: Reason::Include(target.cloned()) });
    }

    fn import(&mut self, node: Node<'_, '_>, location: Option<&str>, at: Span, target: Option<&Rc<str>>, path: &Path) {
        let namespace: Option<Rc<str>> = attribute(node, "namespace").map(Rc::from);
        // The simple types of XML Schema and four attributes of `xml` are built in, so these namespaces can be imported without a
        // file.
        let is_file = || location.is_some_and(|location| self.locate(path, location).is_some());
        match namespace.as_deref() {
            Some(XSI) => return,
            Some(XS | XML) if !is_file() => return,
            _ => {}
        }
        if namespace.as_ref() == target {
            let error = Diagnostic::error("a schema must not import its own namespace").at(at);
            self.diagnostics.push(error.help("use `xs:include` for files with the same namespace"));
            return;
        }
        let namespace = namespace.filter(|uri| !uri.is_empty());
        let Some(location) = location else {
            let (message, file) = match &namespace {
                Some(uri) => (format!("no file declares namespace {uri}"), "the file with that namespace"),
                None => ("there is no schema without a namespace".to_owned(), "a schema without `targetNamespace`"),
            };
            let help = format!("add {file}, or write schemaLocation=\"...\"");
            self.unresolved.push((namespace, Diagnostic::warning(message).at(at).help(help)));
            return;
        };
        match self.locate(path, location) {
            Some(path) => self.queue.push_back(Request { path, at: Some(at), reason: Reason::Import(namespace) }),
            None => {
                let others = match &namespace {
                    Some(uri) => format!("no other file declares namespace {uri}"),
                    None => "no schema without a namespace".to_owned(),
                };
                let message = format!("there is no file `{location}`, and {others}");
                let warning = Diagnostic { message, ..missing(location, path) };
                self.unresolved.push((namespace, warning.at(at)));
            }
        }
    }

    /// Returns the path of the file at a location, relative to the folder of `from`; `None` if there is no file. Tries the location as
    /// written, then with percent escapes decoded, then with `\` replaced by `/`. For a URL, tries only the file in the folder of
    /// `from` whose name is the last path segment of the URL.
    fn locate(&self, from: &Path, location: &str) -> Option<PathBuf> {
        let folder = from.parent().unwrap_or(Path::new(""));
        let candidates = match is_remote(location) {
            true => vec![folder.join(file_name(location))],
            false => {
                let plain =
                    location.strip_prefix("file:").map_or(location, |path| path.strip_prefix("//").unwrap_or(path));
                let bare = plain.split('#').next().unwrap_or(plain);
                vec![folder.join(plain), folder.join(percent_decoded(bare)), folder.join(bare.replace('\\', "/"))]
            }
        };
        candidates.into_iter().find(|path| self.loader.exists(path))
    }
}

/// Returns whether a child of an `xs:schema` for the `xml` namespace declares a component that is not built in.
fn declares_more(child: Node<'_, '_>) -> bool {
    attribute(child, "name").is_some_and(|name| !is_built_in_xml(name))
}

/// Returns a warning about a missing file. References to its components cause errors elsewhere.
fn missing(location: &str, from: &Path) -> Diagnostic {
    let folder = from.parent().unwrap_or(Path::new(""));
    let (message, path) = match is_remote(location) {
        true => (format!("files are not downloaded: `{location}`"), folder.join(file_name(location))),
        false => (format!("there is no file `{location}`"), folder.join(percent_decoded(location))),
    };
    Diagnostic::warning(message).help(format!("save the file as {}", path.display()))
}

fn shown(namespace: Option<&Rc<str>>) -> String {
    namespace.map_or("no namespace".to_owned(), |uri| format!("namespace {uri}"))
}

fn is_remote(location: &str) -> bool {
    location.starts_with("urn:") || location.contains("://") && !location.starts_with("file://")
}

/// Returns the last path segment of a URL as a file name, with the extension `.xsd` if it has none.
fn file_name(location: &str) -> String {
    let address = location.split(['?', '#']).next().unwrap_or(location).trim_end_matches('/');
    let name = percent_decoded(address.rsplit(['/', ':']).next().unwrap_or(address));
    if name.contains('.') { name } else { format!("{name}.xsd") }
}

/// Decodes the percent escapes of a URI, such as `%2E`.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

//! The documents of a schema set: the files given, and what they include and import.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use roxmltree::{Document, Node, NodeId};

use super::document::{parse, read_text, tag_span};
use super::{Loader, XML, XS, XSI};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Sources, Span};

/// The namespace of WSDL 1.1.
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

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
    seen: HashSet<(PathBuf, Option<Rc<str>>)>,
    /// Imports that found no file: fine if some other file has the namespace.
    unresolved: Vec<(Option<Rc<str>>, Diagnostic)>,
}

struct Wanted {
    path: PathBuf,
    at: Option<Span>,
    /// The namespace of the file that includes it.
    including: Option<Rc<str>>,
}

/// Reads the files and all that they lead to.
pub(crate) fn follow(
    paths: &[PathBuf],
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Set {
    let queue = paths.iter().map(|path| Wanted { path: path.clone(), at: None, including: None }).collect();
    let mut follower = Follower {
        loader,
        sources,
        diagnostics,
        set: Set::default(),
        queue,
        seen: HashSet::new(),
        unresolved: Vec::new(),
    };
    while let Some(wanted) = follower.queue.pop_front() {
        follower.file(&wanted);
    }
    let known: BTreeSet<Option<Rc<str>>> = follower.set.schemas.iter().map(|schema| schema.target.clone()).collect();
    for (namespace, error) in follower.unresolved {
        if !known.contains(&namespace) {
            follower.diagnostics.push(error);
        }
    }
    follower.set
}

impl Follower<'_> {
    fn file(&mut self, wanted: &Wanted) {
        let identity = self.loader.identity(&wanted.path);
        if !self.seen.insert((identity, wanted.including.clone())) {
            return;
        }
        let Some(source) = read_text(&wanted.path, wanted.at, self.loader, self.sources, self.diagnostics) else {
            return;
        };
        let Some(text) = self.sources.get(source).map(|source| source.text.clone()) else { return };
        let Some(document) = parse(&text, source, self.diagnostics) else { return };
        let root = document.root_element();
        let name = root.tag_name();
        match (name.namespace(), name.name()) {
            (Some(XS), "schema") => self.schema(root, source, wanted),
            (Some(WSDL), "definitions") => self.wsdl(root, source, wanted),
            _ => self.diagnostics.push(
                Diagnostic::error(format!("the root is <{}>, no schema and no WSDL", name.name()))
                    .at(tag_span(root, source))
                    .help(format!("a schema begins with `schema` of {XS}, a WSDL with `definitions` of {WSDL}")),
            ),
        }
    }

    fn schema(&mut self, root: Node<'_, '_>, source: SourceId, wanted: &Wanted) {
        let stated: Option<Rc<str>> = root.attribute("targetNamespace").map(|uri| uri.trim().into());
        if let (Some(stated), Some(including)) = (&stated, &wanted.including) {
            if stated != including {
                let error = Diagnostic::error(format!(
                    "an included file has the namespace of the including one, or none; this one has {stated}"
                ));
                self.diagnostics.push(match wanted.at {
                    Some(at) => error.at(at).help("use xs:import"),
                    None => error,
                });
                return;
            }
            // The same file may have been given or imported by itself.
            let identity = self.loader.identity(&wanted.path);
            if !self.seen.insert((identity, None)) {
                return;
            }
        }
        if let Some(stated) = &stated {
            let identity = self.loader.identity(&wanted.path);
            self.seen.insert((identity, Some(stated.clone())));
        }
        let is_chameleon = stated.is_none() && wanted.including.is_some();
        let target = stated.or_else(|| wanted.including.clone());
        if target.as_deref() == Some(XML) {
            // These attributes are known without a file, and the same with one.
            return;
        }
        self.links(root, source, target.as_ref(), &wanted.path);
        self.set.schemas.push(SchemaPlace { source, node: root.id(), target, is_chameleon });
    }

    fn wsdl(&mut self, root: Node<'_, '_>, source: SourceId, wanted: &Wanted) {
        self.set.wsdls.push(source);
        for node in root.children().filter(|node| node.tag_name().namespace() == Some(WSDL)) {
            match node.tag_name().name() {
                "import" => {
                    if let Some(location) = node.attribute("location") {
                        let at = Some(tag_span(node, source));
                        self.queue.push_back(Wanted { path: beside(&wanted.path, location), at, including: None });
                    }
                }
                "types" => {
                    for schema in node.children().filter(|child| child.has_tag_name((XS, "schema"))) {
                        let target: Option<Rc<str>> = schema.attribute("targetNamespace").map(|uri| uri.trim().into());
                        self.links(schema, source, target.as_ref(), &wanted.path);
                        let is_empty = !schema.children().any(|child| {
                            child.is_element()
                                && !matches!(child.tag_name().name(), "import" | "include" | "annotation")
                        });
                        if !is_empty {
                            self.set.schemas.push(SchemaPlace {
                                source,
                                node: schema.id(),
                                target,
                                is_chameleon: false,
                            });
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Follows the includes and imports of a schema.
    fn links(&mut self, schema: Node<'_, '_>, source: SourceId, target: Option<&Rc<str>>, path: &Path) {
        for node in schema.children().filter(|node| node.tag_name().namespace() == Some(XS)) {
            let at = tag_span(node, source);
            let location = node.attribute("schemaLocation").map(str::trim);
            match node.tag_name().name() {
                "include" => match location {
                    Some(location) => {
                        let path = beside(path, location);
                        self.queue.push_back(Wanted { path, at: Some(at), including: target.cloned() });
                    }
                    None => self.diagnostics.push(
                        Diagnostic::error("xs:include without a schemaLocation")
                            .at(at)
                            .help("name the file: schemaLocation=\"...\""),
                    ),
                },
                "import" => self.import(node, location, at, path),
                _ => {}
            }
        }
    }

    fn import(&mut self, node: Node<'_, '_>, location: Option<&str>, at: Span, path: &Path) {
        let namespace: Option<Rc<str>> = node.attribute("namespace").map(|uri| uri.trim().into());
        if matches!(namespace.as_deref(), Some(XML | XSI | XS)) {
            return;
        }
        let shown = namespace.as_deref().unwrap_or("no namespace").to_owned();
        let unresolved =
            |message: String, help: String| (namespace.clone(), Diagnostic::error(message).at(at).help(help));
        match location {
            None => self.unresolved.push(unresolved(
                format!("no file of this set declares {shown}"),
                "give the file of that namespace as well, or name it: schemaLocation=\"...\"".to_owned(),
            )),
            Some(location) => {
                let file = beside(path, location);
                if !is_remote(location) && self.loader.exists(&file) {
                    self.queue.push_back(Wanted { path: file, at: Some(at), including: None });
                    return;
                }
                let name = location.rsplit('/').next().unwrap_or(location);
                self.unresolved.push(unresolved(
                    format!("{location} is not there, and no other file of this set declares {shown}"),
                    format!(
                        "put {name} beside {}, or give it as well; nothing is fetched from a network",
                        path.display()
                    ),
                ));
            }
        }
    }
}

fn is_remote(location: &str) -> bool {
    location.contains("://") && !location.starts_with("file://")
}

/// A location as seen from a file. It is a URI: `%2E` is a dot.
fn beside(path: &Path, location: &str) -> PathBuf {
    let location = location.split('#').next().unwrap_or(location);
    let decoded = percent_decoded(location.strip_prefix("file://").unwrap_or(location));
    path.parent().unwrap_or(Path::new("")).join(decoded)
}

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

/// Parses every file once more, now that all are known; they were found well-formed.
pub(crate) fn documents<'t>(
    texts: &'t [Rc<str>],
    sources: &[SourceId],
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Document<'t>>> {
    texts.iter().zip(sources).map(|(text, source)| parse(text, *source, diagnostics)).collect()
}

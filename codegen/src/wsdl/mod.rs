//! Operations of a WSDL 1.1 file with the SOAP 1.1 binding.

mod binding;

use std::collections::HashSet;
use std::path::PathBuf;
use std::rc::Rc;

use crate::diagnostics::{Diagnostics, SourceId, Sources, Span};
use crate::schema::{ElementId, Loaded, Schema, SchemaDocument, resolve};
use crate::xsd::set::{documents, follow};
use crate::xsd::{Loader, grammar};

/// A schema set and the operations that a WSDL file defines over it.
#[derive(Debug)]
pub struct Services {
    /// The schema: of the files given, of what they import and of the `types` of the WSDL.
    pub schema: Schema,
    /// The operations in the order of the binding; empty where no WSDL was given.
    pub operations: Vec<Operation>,
}

/// An operation of the SOAP 1.1 binding.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// The text of its `wsdl:documentation`.
    pub documentation: Option<String>,
    /// The value of the HTTP header `SOAPAction`; empty where the binding states none.
    pub soap_action: String,
    /// The element in the body of the request; `None` where the body is empty.
    pub request: Option<ElementId>,
    /// The element in the body of the response; `None` for a one-way operation or an empty body.
    pub response: Option<ElementId>,
    /// Headers bound to the request, in order, without repeats.
    pub request_headers: Vec<ElementId>,
    /// Headers bound to the response, in order, without repeats.
    pub response_headers: Vec<ElementId>,
    /// The elements that may stand in the `detail` of a fault, in order, without repeats.
    pub faults: Vec<ElementId>,
    /// Where the binding states it.
    pub span: Span,
}

impl Services {
    /// Reads schema files and WSDL files together; which is which is told by the root element. Files given are found by
    /// their namespace too, so that an import without a usable location resolves to them.
    pub fn load(paths: &[PathBuf], loader: &dyn Loader) -> Loaded<Self> {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let set = follow(paths, loader, &mut sources, &mut diagnostics);
        let ids: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
        let texts: Vec<Rc<str>> = sources.iter().map(|(_, source)| source.text.clone()).collect();
        let documents = documents(&texts, &ids);
        let document = |source: SourceId| {
            let at = ids.iter().position(|id| *id == source)?;
            documents.get(at)?.as_ref()
        };
        let schemas: Vec<SchemaDocument<'_>> = set
            .schemas
            .iter()
            .filter_map(|place| {
                Some(SchemaDocument {
                    root: document(place.source)?.get_node(place.node)?,
                    source: place.source,
                    target: place.target.clone(),
                    is_chameleon: place.is_chameleon,
                })
            })
            .collect();
        let mut checked = HashSet::new();
        for schema in &schemas {
            if checked.insert((schema.source, schema.root.id())) {
                grammar::check(schema.root, schema.source, &mut diagnostics);
            }
        }
        let schema = resolve(&schemas, &mut diagnostics);
        let wsdls: Vec<_> =
            set.wsdls.iter().filter_map(|&source| Some((source, document(source)?.root_element()))).collect();
        let operations = binding::operations(&wsdls, &schema, &mut diagnostics);
        let value = (!diagnostics.has_errors()).then_some(Self { schema, operations });
        Loaded { value, sources, diagnostics }
    }
}

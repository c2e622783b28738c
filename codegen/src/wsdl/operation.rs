//! Operations, with the elements that they exchange.

use crate::diagnostics::Span;
use crate::schema::{ElementId, Schema};

/// The components of a schema set, and the operations of the WSDL files that use these components.
#[derive(Debug)]
pub struct Services {
    /// The components of the given schema files, of the `types` in WSDL files, and of all files to which these refer.
    pub schema: Schema,
    /// The operations in the order of the bindings; empty without a WSDL file.
    pub operations: Vec<Operation>,
    /// The locations of included and redefined files that do not exist. No reference needs a component of these files, but their
    /// global elements and types are missing in `schema`.
    pub missing_files: Vec<String>,
}

/// An operation of the SOAP 1.1 binding.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The name.
    pub name: String,
    /// The text of the `wsdl:documentation`.
    pub documentation: Option<String>,
    /// The value of the HTTP header `SOAPAction`; empty if the binding states none.
    pub soap_action: String,
    /// The element in the body of the request; `None` if the body is empty.
    pub request: Option<ElementId>,
    /// The element in the body of the response; `None` for a one-way operation or an empty body.
    pub response: Option<ElementId>,
    /// The elements of the headers bound to the request, in order, without duplicates.
    pub request_headers: Vec<ElementId>,
    /// The elements of the headers bound to the response, in order, without duplicates.
    pub response_headers: Vec<ElementId>,
    /// The span of the `wsdl:operation` in the binding.
    pub span: Span,
}

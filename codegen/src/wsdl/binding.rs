//! The SOAP 1.1 binding of WSDL 1.1: the elements that each operation exchanges.

use std::collections::HashMap;

use roxmltree::Node;

use super::operation::Operation;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::schema::{ElementId, Schema};
use crate::xsd::document::tag_span;
use crate::xsd::syntax::{addition, attribute_value, text};
use crate::xsd::white_space::{trim, words};
use crate::xsd::{QName, WSDL, WSDL_SOAP, split_prefix};

/// A `wsdl:part` of a message.
struct Part {
    name: String,
    content: PartContent,
    span: Span,
}

/// The attribute `element` or `type` of a part.
enum PartContent {
    Element(ElementId),
    /// An element that no schema declares.
    Unknown {
        name: QName,
        /// True if the WSDL file has `add:optional="true"`: the file is also used with schemas that lack the element.
        is_optional: bool,
    },
    /// The part has no attribute `element`, but a `type`, as in rpc style.
    Type,
}

impl Part {
    /// Returns the element that the part declares.
    ///
    /// # Errors
    /// The reason why there is no code for an operation with this part.
    fn element(&self) -> Result<ElementId, Reason> {
        match &self.content {
            PartContent::Element(id) => Ok(*id),
            PartContent::Unknown { name, is_optional: true } => Err(Reason::Unsupported(
                format!("there is no element {name}"),
                "add the schema that declares the element",
            )),
            PartContent::Unknown { name, is_optional: false } => {
                let error = Diagnostic::error(format!("there is no element {name}")).at(self.span);
                Err(error.help("add the schema that declares the element").into())
            }
            PartContent::Type => Err(Reason::Unsupported(
                format!("part `{}` of a message has a type instead of an element", self.name),
                "use document style: element=\"...\"",
            )),
        }
    }
}

/// The reason why there is no code for an operation.
enum Reason {
    Error(Box<Diagnostic>),
    /// The unsupported construct, and the remedy.
    Unsupported(String, &'static str),
}

impl From<Diagnostic> for Reason {
    fn from(error: Diagnostic) -> Self {
        Self::Error(Box::new(error))
    }
}

struct Messages<'s, 'd> {
    schema: &'s Schema,
    diagnostics: &'d mut Diagnostics,
    parts: HashMap<String, Vec<Part>>,
}

/// The elements in the body and the headers of a request or of a response.
#[derive(Default)]
struct Side {
    body: Option<ElementId>,
    headers: Vec<ElementId>,
}

/// Returns the operations of all SOAP 1.1 bindings. If several operations have the same name, returns only the first of them.
pub(crate) fn operations(
    wsdls: &[(SourceId, Node<'_, '_>)],
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let mut messages = Messages { schema, diagnostics, parts: HashMap::new() };
    for &(source, root) in wsdls {
        for message in elements(root, "message") {
            messages.message(source, message);
        }
    }
    let mut operations: Vec<Operation> = Vec::new();
    for &(source, root) in wsdls {
        for binding in elements(root, "binding") {
            let soap = binding.children().find(|child| child.has_tag_name((WSDL_SOAP, "binding")));
            let Some(soap) = soap else {
                messages.diagnostics.push(
                    Diagnostic::note("not supported: a binding other than SOAP 1.1 is ignored")
                        .at(tag_span(binding, source)),
                );
                continue;
            };
            let port_type = local(attribute_value(binding, "type").unwrap_or_default());
            let port_type = wsdls
                .iter()
                .flat_map(|(_, root)| elements(*root, "portType"))
                .find(|node| attribute_value(*node, "name") == Some(port_type));
            let Some(port_type) = port_type else {
                messages.diagnostics.push(
                    Diagnostic::error("the port type of the binding does not exist")
                        .at(tag_span(binding, source))
                        .help("refer to a `wsdl:portType` in the attribute `type`"),
                );
                continue;
            };
            for operation in elements(binding, "operation") {
                let found = messages.operation(source, soap, operation, port_type);
                operations.extend(found.filter(|found| !operations.iter().any(|known| known.name == found.name)));
            }
        }
    }
    operations
}

impl Messages<'_, '_> {
    fn message(&mut self, source: SourceId, message: Node<'_, '_>) {
        let Some(name) = attribute_value(message, "name") else { return };
        // A WSDL file with `add:optional` is used with schemas of all versions. An operation is skipped if the element of its body is
        // missing. If the element of a header is missing, only the header is left out.
        let is_optional = message.parent().and_then(|root| addition(root, "optional")) == Some("true");
        let part = |part: Node<'_, '_>| {
            let content = attribute_value(part, "element").map_or(PartContent::Type, |value| {
                let (prefix, local) = split_prefix(trim(value));
                let name = QName::new(part.lookup_namespace_uri(prefix), local);
                let found = self.schema.find_element(&name);
                found.map_or(PartContent::Unknown { name, is_optional }, PartContent::Element)
            });
            Part {
                name: attribute_value(part, "name").unwrap_or_default().to_owned(),
                content,
                span: tag_span(part, source),
            }
        };
        let parts = elements(message, "part").map(part).collect();
        self.parts.insert(name.to_owned(), parts);
    }

    /// Returns an operation, or reports the reason why there is no code for it.
    fn operation(
        &mut self,
        source: SourceId,
        soap: Node<'_, '_>,
        bound: Node<'_, '_>,
        port_type: Node<'_, '_>,
    ) -> Option<Operation> {
        let name = attribute_value(bound, "name")?;
        let span = tag_span(bound, source);
        match self.supported(name, source, soap, bound, port_type) {
            Ok(operation) => Some(operation),
            Err(Reason::Error(error)) => {
                self.diagnostics.push(*error);
                None
            }
            Err(Reason::Unsupported(what, help)) => {
                let warning = Diagnostic::warning(format!("operation `{name}` is skipped: {what}"));
                self.diagnostics.push(warning.at(span).help(help));
                None
            }
        }
    }

    fn supported(
        &self,
        name: &str,
        source: SourceId,
        soap: Node<'_, '_>,
        bound: Node<'_, '_>,
        port_type: Node<'_, '_>,
    ) -> Result<Operation, Reason> {
        let span = tag_span(bound, source);
        let soap_operation = bound.children().find(|child| child.has_tag_name((WSDL_SOAP, "operation")));
        let style = soap_operation.and_then(|node| attribute_value(node, "style")).or(attribute_value(soap, "style"));
        if style == Some("rpc") {
            return Err(Reason::Unsupported("it is of rpc style".to_owned(), "use document style"));
        }
        let abstract_operation = elements(port_type, "operation")
            .find(|node| attribute_value(*node, "name") == Some(name))
            .ok_or_else(|| {
                let error = Diagnostic::error(format!("the port type has no operation `{name}`")).at(span);
                Reason::from(error.help("add it, or remove it from the binding"))
            })?;
        let request = self.side(source, bound, abstract_operation, "input")?;
        let response = self.side(source, bound, abstract_operation, "output")?;
        let documentation = elements(abstract_operation, "documentation").next().and_then(text);
        Ok(Operation {
            name: name.to_owned(),
            documentation,
            soap_action: soap_operation
                .and_then(|node| attribute_value(node, "soapAction"))
                .unwrap_or_default()
                .to_owned(),
            request: request.body,
            response: response.body,
            request_headers: request.headers,
            response_headers: response.headers,
            span,
        })
    }

    /// Returns the elements in the body and the headers of the request (`direction` is `input`) or of the response (`output`).
    fn side(
        &self,
        source: SourceId,
        bound: Node<'_, '_>,
        abstract_operation: Node<'_, '_>,
        direction: &'static str,
    ) -> Result<Side, Reason> {
        let (Some(bound), Some(declared)) =
            (elements(bound, direction).next(), elements(abstract_operation, direction).next())
        else {
            return Ok(Side::default());
        };
        let headers = self.headers(source, bound)?;
        let body = self.body(source, bound, declared, &headers)?;
        Ok(Side { body, headers })
    }

    fn headers(&self, source: SourceId, bound: Node<'_, '_>) -> Result<Vec<ElementId>, Reason> {
        let mut headers = Vec::new();
        for header in bound.descendants().filter(|node| node.has_tag_name((WSDL_SOAP, "header"))) {
            let message = local(attribute_value(header, "message").unwrap_or_default());
            let part = attribute_value(header, "part").unwrap_or_default();
            let found = self.parts.get(message).and_then(|parts| parts.iter().find(|known| known.name == part));
            if matches!(found, Some(Part { content: PartContent::Unknown { is_optional: true, .. }, .. })) {
                continue;
            }
            let element = found.map(Part::element).ok_or_else(|| {
                let error = Diagnostic::error(format!("message `{message}` has no part `{part}`"));
                Reason::from(error.at(tag_span(header, source)).help("refer to an existing message and part"))
            })??;
            if !headers.contains(&element) {
                headers.push(element);
            }
        }
        Ok(headers)
    }

    /// Returns the element of the body. If `soap:body` has no attribute `parts`, this is the element of the part that is not a header.
    fn body(
        &self,
        source: SourceId,
        bound: Node<'_, '_>,
        declared: Node<'_, '_>,
        headers: &[ElementId],
    ) -> Result<Option<ElementId>, Reason> {
        let message = local(attribute_value(declared, "message").unwrap_or_default());
        let parts = self.parts.get(message).ok_or_else(|| {
            let error = Diagnostic::error(format!("there is no message `{message}`")).at(tag_span(declared, source));
            Reason::from(error.help("add a `wsdl:message` with this name"))
        })?;
        let body = bound.descendants().find(|node| node.has_tag_name((WSDL_SOAP, "body")));
        if body.and_then(|body| attribute_value(body, "use")) == Some("encoded") {
            return Err(Reason::Unsupported("its messages are encoded".to_owned(), "write use=\"literal\""));
        }
        let selected = body.and_then(|body| attribute_value(body, "parts"));
        let is_header = |part: &str| {
            let mut headers = bound.descendants().filter(|node| node.has_tag_name((WSDL_SOAP, "header")));
            headers.any(|header| {
                local(attribute_value(header, "message").unwrap_or_default()) == message
                    && attribute_value(header, "part") == Some(part)
            })
        };
        let mut found = None;
        for part in parts {
            let is_selected = match (selected, &part.content) {
                (Some(names), _) => words(names).any(|name| name == part.name),
                (None, PartContent::Element(element)) => !headers.contains(element),
                (None, _) => !is_header(&part.name),
            };
            if is_selected && found.replace(part.element()?).is_some() {
                let what = "its body has more than one element".to_owned();
                return Err(Reason::Unsupported(what, "select one part: <soap:body parts=\"...\"/>"));
            }
        }
        Ok(found)
    }
}

fn elements<'t>(node: Node<'t, 't>, name: &'static str) -> impl Iterator<Item = Node<'t, 't>> {
    node.children().filter(move |child| child.has_tag_name((WSDL, name)))
}

fn local(name: &str) -> &str {
    split_prefix(name).1
}

//! The SOAP 1.1 binding of WSDL 1.1: the elements that each operation exchanges.

use std::collections::HashMap;

use roxmltree::Node;

use super::operation::Operation;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId};
use crate::schema::{ElementId, Schema};
use crate::xsd::document::tag_span;
use crate::xsd::syntax::text;
use crate::xsd::white_space::words;
use crate::xsd::{ADDITIONS, QName, WSDL, WSDL_SOAP, split_prefix};

/// A part of a message with its element.
struct Part {
    name: String,
    element: Option<ElementId>,
}

struct Messages<'s, 'd> {
    schema: &'s Schema,
    diagnostics: &'d mut Diagnostics,
    parts: HashMap<String, Vec<Part>>,
}

/// The elements of the request or of the response.
#[derive(Default)]
struct Side {
    body: Option<ElementId>,
    headers: Vec<ElementId>,
}

/// Returns the operations of all SOAP 1.1 bindings.
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
            let port_type = local(binding.attribute("type").unwrap_or_default());
            let port_type = wsdls
                .iter()
                .flat_map(|(_, root)| elements(*root, "portType"))
                .find(|node| node.attribute("name") == Some(port_type));
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
        let Some(name) = message.attribute("name") else { return };
        // A WSDL of additions is used with schemas of all versions. An operation without its elements gets no code.
        let is_optional = message.parent().and_then(|root| root.attribute((ADDITIONS, "optional"))) == Some("true");
        let mut parts = Vec::new();
        for part in elements(message, "part") {
            let element = part.attribute("element").and_then(|value| {
                let (prefix, local) = split_prefix(value);
                let name = QName::new(part.lookup_namespace_uri(prefix), local);
                let found = self.schema.find_element(&name);
                if found.is_none() && !is_optional {
                    self.diagnostics.push(
                        Diagnostic::error(format!("there is no element {name}"))
                            .at(tag_span(part, source))
                            .help("add the schema that declares the element"),
                    );
                }
                found
            });
            if !part.has_attribute("element") {
                self.diagnostics.push(
                    Diagnostic::error("not supported: a message part with a type instead of an element (rpc style)")
                        .at(tag_span(part, source))
                        .help("use document style: element=\"...\""),
                );
            }
            parts.push(Part { name: part.attribute("name").unwrap_or_default().to_owned(), element });
        }
        self.parts.insert(name.to_owned(), parts);
    }

    fn operation(
        &mut self,
        source: SourceId,
        soap: Node<'_, '_>,
        bound: Node<'_, '_>,
        port_type: Node<'_, '_>,
    ) -> Option<Operation> {
        let name = bound.attribute("name")?;
        let span = tag_span(bound, source);
        let soap_operation = bound.children().find(|child| child.has_tag_name((WSDL_SOAP, "operation")));
        let style = soap_operation.and_then(|node| node.attribute("style")).or(soap.attribute("style"));
        if style == Some("rpc") {
            self.diagnostics.push(
                Diagnostic::error(format!("not supported: operation `{name}` is of rpc style"))
                    .at(span)
                    .help("use document style"),
            );
            return None;
        }
        let abstract_operation = elements(port_type, "operation").find(|node| node.attribute("name") == Some(name));
        let Some(abstract_operation) = abstract_operation else {
            self.diagnostics.push(
                Diagnostic::error(format!("the port type has no operation `{name}`"))
                    .at(span)
                    .help("add it, or remove it from the binding"),
            );
            return None;
        };
        let request = self.side(source, bound, abstract_operation, "input");
        let response = self.side(source, bound, abstract_operation, "output");
        let documentation = elements(abstract_operation, "documentation").next().and_then(text);
        Some(Operation {
            name: name.to_owned(),
            documentation,
            soap_action: soap_operation.and_then(|node| node.attribute("soapAction")).unwrap_or_default().to_owned(),
            request: request.body,
            response: response.body,
            request_headers: request.headers,
            response_headers: response.headers,
            span,
        })
    }

    /// Returns the elements of one direction, `input` or `output`.
    fn side(
        &mut self,
        source: SourceId,
        bound: Node<'_, '_>,
        abstract_operation: Node<'_, '_>,
        direction: &'static str,
    ) -> Side {
        let (Some(bound), Some(declared)) =
            (elements(bound, direction).next(), elements(abstract_operation, direction).next())
        else {
            return Side::default();
        };
        let headers = self.headers(source, bound);
        let body = self.body(source, bound, declared, &headers);
        Side { body, headers }
    }

    fn headers(&mut self, source: SourceId, bound: Node<'_, '_>) -> Vec<ElementId> {
        let mut headers = Vec::new();
        for header in bound.descendants().filter(|node| node.has_tag_name((WSDL_SOAP, "header"))) {
            let message = local(header.attribute("message").unwrap_or_default());
            let part = header.attribute("part").unwrap_or_default();
            let found = self.parts.get(message).and_then(|parts| parts.iter().find(|known| known.name == part));
            match found {
                Some(part) => headers.extend(part.element.filter(|element| !headers.contains(element))),
                None => self.diagnostics.push(
                    Diagnostic::error(format!("message `{message}` has no part `{part}`"))
                        .at(tag_span(header, source))
                        .help("refer to an existing message and part"),
                ),
            }
        }
        headers
    }

    /// Returns the element of the body. Without the attribute `parts`, this is the part that is not a header.
    fn body(
        &mut self,
        source: SourceId,
        bound: Node<'_, '_>,
        declared: Node<'_, '_>,
        headers: &[ElementId],
    ) -> Option<ElementId> {
        let message = local(declared.attribute("message").unwrap_or_default());
        let Some(parts) = self.parts.get(message) else {
            self.diagnostics.push(
                Diagnostic::error(format!("there is no message `{message}`"))
                    .at(tag_span(declared, source))
                    .help("add a `wsdl:message` with this name"),
            );
            return None;
        };
        let body = bound.descendants().find(|node| node.has_tag_name((WSDL_SOAP, "body")));
        let selected = body.and_then(|body| body.attribute("parts"));
        let is_in_body = |part: &Part, element: ElementId| match selected {
            Some(names) => words(names).any(|name| name == part.name),
            None => !headers.contains(&element),
        };
        let mut elements = parts.iter().filter_map(|part| part.element.filter(|element| is_in_body(part, *element)));
        let element = elements.next();
        if elements.next().is_some() {
            self.diagnostics.push(
                Diagnostic::error("not supported: a body with more than one element")
                    .at(tag_span(bound, source))
                    .help("select one part: <soap:body parts=\"...\"/>"),
            );
        }
        element
    }
}

fn elements<'t>(node: Node<'t, 't>, name: &'static str) -> impl Iterator<Item = Node<'t, 't>> {
    node.children().filter(move |child| child.has_tag_name((WSDL, name)))
}

fn local(name: &str) -> &str {
    split_prefix(name).1
}

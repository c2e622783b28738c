//! The SOAP 1.1 binding of WSDL 1.1: the elements that each operation exchanges.

use std::collections::HashMap;

use roxmltree::Node;

use super::operation::Operation;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId};
use crate::schema::{ElementId, Schema};
use crate::xsd::document::tag_span;
use crate::xsd::syntax::text;
use crate::xsd::white_space::words;
use crate::xsd::{QName, WSDL, WSDL_SOAP, split_prefix};

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
        let mut parts = Vec::new();
        for part in elements(message, "part") {
            let element = part.attribute("element").and_then(|value| {
                let (prefix, local) = split_prefix(value);
                let name = QName::new(part.lookup_namespace_uri(prefix), local);
                let found = self.schema.find_element(&name);
                if found.is_none() {
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
        let input = self.side(source, bound, abstract_operation, "input");
        let output = self.side(source, bound, abstract_operation, "output");
        let documentation = elements(abstract_operation, "documentation").next().and_then(text);
        Some(Operation {
            name: name.to_owned(),
            documentation,
            soap_action: soap_operation.and_then(|node| node.attribute("soapAction")).unwrap_or_default().to_owned(),
            request: input.body,
            response: output.body,
            request_headers: input.headers,
            response_headers: output.headers,
            span,
        })
    }

    fn side(
        &mut self,
        source: SourceId,
        bound: Node<'_, '_>,
        abstract_operation: Node<'_, '_>,
        direction: &'static str,
    ) -> Side {
        let mut side = Side::default();
        let (Some(bound), Some(declared)) =
            (elements(bound, direction).next(), elements(abstract_operation, direction).next())
        else {
            return side;
        };
        for header in bound.descendants().filter(|node| node.has_tag_name((WSDL_SOAP, "header"))) {
            let message = local(header.attribute("message").unwrap_or_default());
            let part = header.attribute("part").unwrap_or_default();
            let found = self.parts.get(message).and_then(|parts| parts.iter().find(|known| known.name == part));
            match found {
                Some(part) => side.headers.extend(part.element.filter(|element| !side.headers.contains(element))),
                None => self.diagnostics.push(
                    Diagnostic::error(format!("message `{message}` has no part `{part}`"))
                        .at(tag_span(header, source))
                        .help("refer to an existing message and part"),
                ),
            }
        }
        let message = local(declared.attribute("message").unwrap_or_default());
        let Some(parts) = self.parts.get(message) else {
            self.diagnostics.push(
                Diagnostic::error(format!("there is no message `{message}`"))
                    .at(tag_span(declared, source))
                    .help("add a wsdl:message of that name"),
            );
            return side;
        };
        let named = bound
            .descendants()
            .find(|node| node.has_tag_name((WSDL_SOAP, "body")))
            .and_then(|body| body.attribute("parts"));
        let body: Vec<ElementId> = match named {
            Some(names) => parts
                .iter()
                .filter(|part| words(names).any(|name| name == part.name))
                .filter_map(|part| part.element)
                .collect(),
            None => {
                parts.iter().filter_map(|part| part.element).filter(|element| !side.headers.contains(element)).collect()
            }
        };
        if body.len() > 1 {
            self.diagnostics.push(
                Diagnostic::error("not supported: a body with more than one element")
                    .at(tag_span(bound, source))
                    .help("select one part: <soap:body parts=\"...\"/>"),
            );
        }
        side.body = body.first().copied();
        side
    }
}

fn elements<'t>(node: Node<'t, 't>, name: &'static str) -> impl Iterator<Item = Node<'t, 't>> {
    node.children().filter(move |child| child.has_tag_name((WSDL, name)))
}

fn local(name: &str) -> &str {
    split_prefix(name).1
}

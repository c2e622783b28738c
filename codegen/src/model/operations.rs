//! The unit structs of operations.

use std::collections::HashMap;

use super::bindings::Bindings;
use super::coverage::PartKind;
use super::docs::Docs;
use super::documentation::{Documentation, operation_path};
use super::features::Parts;
use super::ir::{ElementRef, Model, Operation, RowKind};
use super::naming::{self, Scope};
use super::versions::Versions;
use crate::diagnostics::Diagnostic;
use crate::schema::{ElementId, QName, Schema};
use crate::wsdl;

/// The sentences and the versions in the docs of operations.
pub(crate) struct Texts<'t> {
    pub(crate) documentation: &'t Documentation,
    pub(crate) versions: &'t Versions,
}

/// Adds operations to the model, sorted by name. Adds a diagnostic to `notes` for each operation that gets no code.
pub(crate) fn add(
    model: &mut Model,
    schema: &Schema,
    operations: &[wsdl::Operation],
    parts: &Parts,
    bindings: &Bindings,
    texts: &Texts<'_>,
    notes: &mut Vec<Diagnostic>,
) {
    let elements = elements(model);
    let find = |id: ElementId| elements.get(&schema.element(id).name).cloned();
    let schema_name =
        |id: Option<ElementId>| id.map(|id| schema.element(id).name.local.to_string()).unwrap_or_default();
    let mut sorted: Vec<&wsdl::Operation> = operations.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut scope = Scope::default();
    for operation in sorted {
        let mut element = |id: Option<ElementId>, message: &str| {
            let found = id.and_then(find);
            if found.is_none() {
                let name = &operation.name;
                let text = format!("no code is generated for operation `{name}`: its {message} contains no element");
                notes.push(Diagnostic::note(text).at(operation.span));
            }
            found
        };
        let Some(request) = element(operation.request, "request") else { continue };
        let Some(response) = element(operation.response, "response") else { continue };
        if let Some(other) = model.operations.iter().find(|other| other.request == request) {
            notes.push(
                Diagnostic::warning(format!(
                    "no code is generated for operation `{}`: its request has the same element as the request of `{}`",
                    operation.name, other.wsdl_name
                ))
                .at(operation.span),
            );
            continue;
        }
        let of_request = model.element(&request).map(|element| element.since);
        let since = texts.versions.of_operation(&operation.name).or(of_request).unwrap_or_default();
        let since_title = texts.versions.title(since);
        let (sentence, more) = texts.documentation.operation(&operation.name);
        let sentence = sentence.or(operation.documentation.as_deref());
        model.coverage.add(PartKind::Operation, &operation_path(&operation.name), "", sentence);
        let docs = Docs::documentation(sentence.map(str::to_owned));
        let docs = match more {
            Some(more) => docs.paragraph(more),
            None => docs,
        };
        let name = scope.take(naming::ty(&operation.name));
        let states_name = sentence.is_none() || name != operation.name;
        let docs = if states_name { docs.line(format!("Operation `{}`.", operation.name)) } else { docs };
        let docs = if since_title.is_empty() { docs } else { docs.line(format!("Since {since_title}.")) };
        let mut request_headers: Vec<ElementRef> = operation.request_headers.iter().copied().filter_map(find).collect();
        for (entry, range) in bindings.request_headers(&operation.name) {
            if let Some(element) = parts.elements.get(entry) {
                bindings.found(range);
                request_headers.push(element.clone());
            }
        }
        request_headers.sort_by(|a, b| a.name.cmp(&b.name));
        request_headers.dedup();
        let mut response_headers: Vec<ElementRef> =
            operation.response_headers.iter().copied().filter_map(find).collect();
        response_headers.sort_by(|a, b| a.name.cmp(&b.name));
        model.operations.push(Operation {
            name,
            wsdl_name: operation.name.clone(),
            action: operation.soap_action.clone(),
            request,
            response_name: schema_name(operation.response),
            response,
            since,
            response_message: None,
            message: None,
            request_headers,
            response_headers,
            docs: docs.build(),
            gate: None,
        });
    }
}

fn elements(model: &Model) -> HashMap<QName, ElementRef> {
    let mut elements = HashMap::new();
    for (module, contents) in model.modules.iter().enumerate() {
        for element in &contents.elements {
            if let RowKind::Element(name) = &element.row.kind {
                elements.insert(name.clone(), ElementRef { module, name: element.name.clone() });
            }
        }
    }
    elements
}

//! Rust examples of operations: statements that build the sample request, and read the sample response.
//!
//! Each example is a doc test. It contains both samples in lines that rustdoc hides. It checks that the built value equals the
//! sample request, and reads the sample response.

use std::collections::HashMap;

use super::expression::Names;
use super::node::{MAX_WIDTH, Node};
use super::reading::Reading;
use crate::model::bindings::Bindings;
use crate::model::ir::{ElementRef, ItemId, Items, MessagePlace, Model, Operation, RowKind};

/// The number of lines above which an example is left out.
const MAX_LINES: usize = 60;

/// Returns the lines of the example of an operation. `None` if bindings.toml names no crate, if the content of a message is not
/// a struct, if a part of the request has no expression, or if the example is too long or imports two items with the same name.
pub(super) fn example(
    model: &Model,
    prefixes: &HashMap<String, String>,
    bindings: &Bindings,
    operation: &Operation,
    samples: [&Node; 2],
) -> Option<Vec<String>> {
    let package = bindings.example("crate")?;
    let [request, response] = samples;
    let mut names = Names::new(model, prefixes);
    let mut code = Vec::new();

    let module = &model.modules[operation.request.module].name;
    let element = names.import(&format!("{module}::elements"), &operation.request.name);
    let content = names.content_of(&operation.request)?;
    let body = names.content(content, false, request)?;
    let prelude = bindings.example("prelude");
    let build = if prelude.is_some() { "build!" } else { "xml::build!" };
    names.print(&body, &format!("let body = {build}({element} "), ");", &mut code);
    let calls: String = operation
        .request_headers
        .iter()
        .filter_map(|header| bindings.example(&path(model, prefixes, header)?))
        .collect();
    code.push(format!("let request = soap::request(&body){calls};"));
    code.push("let response = request.send(post)?;".to_owned());
    code.extend(reading(&mut names, operation, response)?);
    if code.len() > MAX_LINES || !names.are_unique() {
        return None;
    }

    let mut lines = match prelude {
        Some(prelude) => vec![format!("use {package}::{prelude}::*;")],
        None => imports(&names, package),
    };
    lines.extend(hidden(samples));
    lines.push(String::new());
    lines.extend(code);
    lines.push("# assert!(body == xml::from_str(REQUEST)?);".to_owned());
    lines.push("# Ok::<(), Box<dyn std::error::Error>>(())".to_owned());
    Some(lines)
}

/// Returns the path of a global element in bindings.toml.
fn path(model: &Model, prefixes: &HashMap<String, String>, element: &ElementRef) -> Option<String> {
    let RowKind::Element(name) = &model.element(element)?.row.kind else { return None };
    Some(format!("{}:{}", prefixes.get(name.namespace.as_deref()?)?, name.local))
}

/// Returns the statements that read a response.
fn reading(names: &mut Names<'_>, operation: &Operation, response: &Node) -> Option<Vec<String>> {
    let root = names.content_of(&operation.response)?;
    let Some((message, node)) = message(names, operation, root, response) else {
        let mut reading = Reading::new(names, 0);
        reading.structure("response.body", root, None, response);
        return Some(reading.into_lines());
    };
    let base = names.outermost_base(message);
    let mut reading = Reading::new(names, 1);
    reading.structure("result", message, Some(base), node);
    let statements = reading.into_lines();
    let mut lines = vec!["for result in response.results() {".to_owned()];
    if statements.is_empty() {
        lines.push("    result?;".to_owned());
    } else {
        lines.push("    let result = result?;".to_owned());
        lines.extend(statements);
    }
    lines.push("}".to_owned());
    Some(lines)
}

/// Returns the struct of the response messages, and the first message of a response.
fn message<'n>(
    names: &Names<'_>,
    operation: &Operation,
    root: ItemId,
    response: &'n Node,
) -> Option<(ItemId, &'n Node)> {
    let message = operation.message.as_ref()?;
    let field = match &message.place {
        MessagePlace::Response => return Some((message.item, response)),
        MessagePlace::List { field } | MessagePlace::Alternative { field, .. } => field,
        MessagePlace::Several => return None,
    };
    let field = names.fields(root).into_iter().find(|own| own.name == *field)?;
    let node = response.children.iter().find(|child| names.is_part(&field.row, child))?;
    let node = if matches!(field.row.items, Items::Children(_)) { node.children.first()? } else { node };
    Some((message.item, node))
}

/// Returns the `use` declarations for the names in the code.
fn imports(names: &Names<'_>, package: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (module, names) in &names.imports {
        let joined = names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let line = match names.len() {
            1 => format!("use {package}::{module}::{joined};"),
            _ => format!("use {package}::{module}::{{{joined}}};"),
        };
        if line.len() <= MAX_WIDTH {
            lines.push(line);
            continue;
        }
        lines.push(format!("use {package}::{module}::{{"));
        let mut open = String::from("   ");
        for name in names {
            if open.len() + name.len() + 2 > MAX_WIDTH {
                lines.push(std::mem::replace(&mut open, String::from("   ")));
            }
            open += &format!(" {name},");
        }
        lines.extend([open, "};".to_owned()]);
    }
    lines.push(format!("use {package}::{{soap, xml}};"));
    lines
}

/// Returns the lines that rustdoc hides: both samples, and a function `post` that returns the sample response.
fn hidden([request, response]: [&Node; 2]) -> Vec<String> {
    let constant = |name: &str, sample: &Node| {
        let text = sample.lines().join("\n");
        let hashes = "#".repeat(1 + text.matches("\"#").count());
        format!("const {name}: &str = r{hashes}\"{text}\"{hashes};")
    };
    let server = "fn post(_: &[u8], _: &[(&str, String)]) -> std::io::Result<Vec<u8>> {
    let soap = \"http://schemas.xmlsoap.org/soap/envelope/\";
    Ok(format!(\"<s:Envelope xmlns:s='{soap}'><s:Body>{RESPONSE}</s:Body></s:Envelope>\").into())
}";
    let text = [constant("REQUEST", request), constant("RESPONSE", response), server.to_owned()].join("\n");
    text.lines().map(|line| format!("# {line}")).collect()
}

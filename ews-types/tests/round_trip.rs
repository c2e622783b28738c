//! Reads a document with every reader that matches its root element, in default and in strict mode, and writes it again.

use std::fmt::Debug;
use std::sync::OnceLock;

use ews_types::ELEMENTS;
use ews_types::namespaces::NAMESPACES;
use ews_types::operations::{AnyRequest, GetItem, each_operation};
use ews_types::soap::{self, Fault, Operation, OperationVisitor, RequestHeaders, ResponseError, ResponseHeaders};
use ews_types::types::elements as headers;
use ews_types::xml::{
    self, AnyElement, Deviation, DeviationKind, ElementEntry, ErrorKind, GlobalElement, Options, Reader, Row, Step,
    Writer,
};

/// A function that checks one reader and its writer with a document. Returns the number of values that were read, 0 or 1.
type Check = fn(&[u8]) -> Result<usize, String>;

/// The checks of all readers.
#[derive(Default)]
struct Checks {
    /// For each global element whose Rust type is known here: its row, and its check.
    typed: Vec<(&'static Row, Check)>,
    /// The table entries of all other global elements. [`check_entry`] checks these elements without their Rust types.
    entries: Vec<ElementEntry>,
    /// For each operation: its name, the row of its request element, and the check of envelopes with this request.
    requests: Vec<(&'static str, &'static Row, Check)>,
    /// For each operation: its name, the row of its response element, and the check of envelopes with this response.
    responses: Vec<(&'static str, &'static Row, Check)>,
}

impl OperationVisitor for Checks {
    fn visit<O: Operation>(&mut self) {
        self.add_typed::<O::Request>();
        self.add_typed::<O::Response>();
        self.requests.push((O::NAME, O::Request::ROW, check_request::<O>));
        self.responses.push((O::NAME, O::Response::ROW, check_response::<O>));
    }
}

impl Checks {
    fn add_typed<E: GlobalElement>(&mut self) {
        self.typed.push((E::ROW, check_typed::<E>));
    }

    fn get() -> &'static Self {
        static CHECKS: OnceLock<Checks> = OnceLock::new();
        CHECKS.get_or_init(|| {
            let mut checks = Self::default();
            each_operation(&mut checks);
            checks.add_typed::<headers::RequestServerVersion>();
            checks.add_typed::<headers::ExchangeImpersonation>();
            checks.add_typed::<headers::TimeZoneContext>();
            checks.add_typed::<headers::ServerVersionInfo>();
            let is_typed = |entry: &ElementEntry| checks.typed.iter().any(|(row, _)| std::ptr::eq(*row, entry.row));
            checks.entries = ELEMENTS.iter().copied().flatten().copied().filter(|entry| !is_typed(entry)).collect();
            checks
        })
    }
}

/// Checks all readers that match a document. Returns the number of values that were read.
///
/// # Errors
/// The description of a rule that does not hold: see [`check_modes`].
pub(crate) fn check(bytes: &[u8]) -> Result<usize, String> {
    let checks = Checks::get();
    let (root, body) = roots(bytes);
    let mut values = check_any_element(bytes)?;
    for (row, check) in &checks.typed {
        if row.takes(&root) {
            values += check(bytes)?;
        }
    }
    for entry in checks.entries.iter().filter(|entry| entry.row.takes(&root)) {
        values += check_entry(entry, bytes)?;
    }
    if root == "Envelope" {
        values += check_any_request(bytes)?;
        let matching = |known: &[(&str, &'static Row, Check)]| -> Vec<Check> {
            known.iter().filter(|(_, row, _)| row.takes(&body)).map(|(_, _, check)| *check).collect()
        };
        for check in matching(&checks.requests) {
            values += check(bytes)?;
        }
        let responses = matching(&checks.responses);
        // The body contains no response element: it may be a fault. Any operation can respond with a fault, so one check is enough.
        for check in if responses.is_empty() { &[check_response::<GetItem> as Check][..] } else { &responses } {
            values += check(bytes)?;
        }
    }
    Ok(values)
}

/// Returns the local name of the root element and, if the root is an envelope, the local name of the first element in the body.
fn roots(bytes: &[u8]) -> (String, String) {
    let mut names = (String::new(), String::new());
    let Ok(text) = xml::decode(bytes) else { return names };
    let mut reader = Reader::new(&text, NAMESPACES, Options::new());
    let mut is_in_body = false;
    loop {
        match reader.step() {
            Ok(Step::Start) if names.0.is_empty() => {
                names.0 = reader.local_name().to_owned();
                if names.0 != "Envelope" {
                    return names;
                }
            }
            Ok(Step::Start) if is_in_body => {
                names.1 = reader.local_name().to_owned();
                return names;
            }
            Ok(Step::Start) => is_in_body = reader.local_name() == "Body",
            Ok(Step::End | Step::Text(_)) => {}
            Ok(Step::Eof) | Err(_) => return names,
        }
    }
}

/// Checks the rules that hold for each reader and its writer:
///
/// - If strict mode reads a document, default mode reads it, too, and gives the same value.
/// - In a document that strict mode reads, default mode finds no deviations except `xsi:type` attributes on simple types. The number
///   of recorded deviations is limited.
/// - A value that was read can be written, unless a required enumeration is missing. The written document is well-formed and reads
///   back equal.
fn check_modes<V: PartialEq + Debug>(
    name: &str,
    bytes: &[u8],
    read: impl Fn(&[u8], Options) -> Result<(V, Vec<Deviation>), String>,
    write: impl Fn(&V) -> Result<Vec<u8>, String>,
) -> Result<usize, String> {
    let options = Options::new();
    let fail = |rule: &str, detail: &dyn Debug| Err(format!("{name}: {rule}: {detail:?}"));
    let (value, deviations) = match (read(bytes, options), read(bytes, options.strict(true))) {
        (Err(error), Ok(_)) => return fail("strict mode reads what default mode refuses", &error),
        (Err(_), Err(_)) => return Ok(0),
        (Ok((_, deviations)), Ok(_)) if deviations.iter().any(|found| found.kind != DeviationKind::SimpleType) => {
            return fail("strict mode reads a document with deviations", &deviations);
        }
        (Ok((value, _)), Ok((strict, _))) if !is_equal(&value, &strict) => {
            return fail("strict mode reads another value", &(value, strict));
        }
        (Ok(read), _) => read,
    };
    if deviations.len() > Deviation::MAX_KEPT {
        return fail("too many deviations", &deviations.len());
    }
    let written = match write(&value) {
        Ok(written) => written,
        // Requests and answers cannot be written without a required enumeration, which the document may have lacked.
        Err(error) if error.starts_with("a required value has not been set") => return Ok(1),
        Err(error) => return fail("cannot be written", &error),
    };
    let text = String::from_utf8_lossy(&written);
    match roxmltree::Document::parse(&text) {
        // `roxmltree` reports an element with the prefix `xml` as an error, although XML allows it.
        Err(roxmltree::Error::UnknownNamespace(prefix, _)) if prefix == "xml" => {}
        Err(error) => return fail("not well-formed", &(error, &text)),
        Ok(_) => {}
    }
    match read(&written, options) {
        Err(error) => fail("cannot be read back", &(error, &text)),
        Ok((reread, _)) if !is_equal(&reread, &value) => fail("reads back as another value", &(&text, value, reread)),
        Ok(_) => Ok(1),
    }
}

/// Returns whether values are equal. Values that contain NaN, and so do not equal themselves, are compared by their `Debug` output.
#[allow(clippy::eq_op)]
fn is_equal<V: PartialEq + Debug>(one: &V, other: &V) -> bool {
    one == other || (one != one && format!("{one:?}") == format!("{other:?}"))
}

fn to_text<T, E: ToString>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

/// Checks a global element of the Rust type `E`.
fn check_typed<E: GlobalElement>(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options: Options| {
        let document = xml::decode(bytes).and_then(|text| options.read::<E>(&text));
        to_text(document.map(|document| (document.value, document.deviations)))
    };
    check_modes(E::ROW.name(), bytes, read, |value| to_text(xml::to_vec(value)))
}

/// Checks a global element with its table entry. `entry.rewrite` reads and writes the element, but does not return its value. So the
/// written documents are compared instead of values.
fn check_entry(entry: &ElementEntry, bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| {
        rewrite(bytes, options, |reader, writer| {
            reader.adopt_namespace(|reader| entry.is_at(reader))?;
            if !entry.is_at(reader) {
                return Err(reader.error(ErrorKind::Root, "another element"));
            }
            (entry.rewrite)(reader, writer)
        })
    };
    check_modes(entry.row.name(), bytes, read, |written| written.clone().map(String::into_bytes))
}

/// Checks the root element when it is read as an untyped `AnyElement`.
fn check_any_element(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| {
        let text = to_text(xml::decode(bytes))?;
        let mut reader = Reader::new(&text, NAMESPACES, options);
        to_text(to_root(&mut reader))?;
        let element = to_text(reader.any_element())?;
        to_text(to_end(&mut reader))?;
        Ok((element, Vec::new()))
    };
    let write = |element: &AnyElement| {
        let mut writer = Writer::new(NAMESPACES);
        to_text(writer.any_element(element))?;
        Ok(writer.finish().into_bytes())
    };
    check_modes("any element", bytes, read, write)
}

/// Reads and writes the root element. An error of the writer is returned inside of `Ok`, so that [`check_modes`] reports it: values
/// that were read can be written.
fn rewrite(
    bytes: &[u8],
    options: Options,
    element: impl Fn(&mut Reader<'_>, &mut Writer) -> xml::Result<()>,
) -> Result<(Result<String, String>, Vec<Deviation>), String> {
    let text = to_text(xml::decode(bytes))?;
    let mut reader = Reader::new(&text, NAMESPACES, options);
    let mut writer = Writer::new(NAMESPACES);
    to_text(to_root(&mut reader))?;
    match element(&mut reader, &mut writer) {
        Err(error) if error.kind() == ErrorKind::Character => return Ok((Err(error.to_string()), Vec::new())),
        done => to_text(done)?,
    }
    to_text(to_end(&mut reader))?;
    Ok((Ok(writer.finish()), Vec::new()))
}

fn to_root(reader: &mut Reader<'_>) -> xml::Result<()> {
    loop {
        match reader.step()? {
            Step::Start => return Ok(()),
            Step::Text(text) if text.trim().is_empty() => {}
            _ => return Err(reader.error(ErrorKind::Root, "no element")),
        }
    }
}

fn to_end(reader: &mut Reader<'_>) -> xml::Result<()> {
    loop {
        match reader.step()? {
            Step::Eof => return Ok(()),
            Step::Text(text) if text.trim().is_empty() => {}
            _ => return Err(reader.error(ErrorKind::Syntax, "content after the root element")),
        }
    }
}

/// Checks an envelope with the request of an operation.
fn check_request<O: Operation>(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| {
        let request = to_text(soap::incoming_as::<O>(bytes, options))?;
        Ok(((request.headers, request.body), request.deviations))
    };
    let write =
        |(headers, body): &(RequestHeaders, O::Request)| to_text(soap::request(body).headers(headers.clone()).to_vec());
    check_modes(&format!("request of {}", O::NAME), bytes, read, write)
}

/// Checks an envelope with the function that reads requests of any operation. If this function accepts the envelope, the reader of the
/// operation must accept it, too.
fn check_any_request(bytes: &[u8]) -> Result<usize, String> {
    let read = |options| soap::incoming_with(bytes, options);
    let Ok(request) = read(Options::new()) else {
        return match read(Options::new().strict(true)) {
            Ok(request) => Err(format!("strict mode reads what default mode refuses: {:?}", request.body)),
            Err(_) => Ok(0),
        };
    };
    let name = AnyRequest::name(&request.body);
    let known = Checks::get().requests.iter().find(|(known, _, _)| *known == name);
    match known.map(|(_, _, check)| check(bytes)) {
        Some(Ok(1..)) => Ok(1),
        Some(Ok(0)) => Err(format!("{name} is read as a request of any operation, but not as its own")),
        other => other.unwrap_or_else(|| Err(format!("there is no operation {name}"))),
    }
}

/// Checks an envelope with the response of an operation, or with a fault.
fn check_response<O: Operation>(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| match soap::response_with::<O>(bytes, options) {
        Ok(response) => {
            // These methods must not panic for any response.
            let _ = (response.errors(), response.server_version().is_some());
            Ok((Ok((response.headers, response.body)), response.deviations))
        }
        Err(ResponseError::Fault(fault)) => {
            let _ = (fault.to_string(), fault.response_code());
            Ok((Err(fault), Vec::new()))
        }
        Err(error) => Err(error.to_string()),
    };
    let write = |response: &Result<(ResponseHeaders, O::Response), Box<Fault>>| {
        to_text(match response {
            Ok((headers, body)) => soap::answer::<O>(body).headers(headers.clone()).to_vec(),
            Err(fault) => fault.to_vec(),
        })
    };
    check_modes(&format!("response of {}", O::NAME), bytes, read, write)
}

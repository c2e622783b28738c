//! A document of any kind through every way in that fits its root, in default and in strict mode, and out again.

use std::fmt::Debug;
use std::sync::OnceLock;

use ews_types::ELEMENTS;
use ews_types::namespaces::NAMESPACES;
use ews_types::operations::{AnyRequest, each_operation};
use ews_types::soap::{self, Fault, Operation, OperationVisitor, RequestHeaders, ResponseError, ResponseHeaders};
use ews_types::types::elements as headers;
use ews_types::xml::{
    self, AnyElement, Deviation, ElementEntry, ErrorKind, GlobalElement, Options, Reader, Step, Writer,
};

/// A way in: reads, writes, and says what is wrong with that; the number of values that came out.
type Way = fn(&[u8]) -> Result<usize, String>;

/// The ways in by what they take.
#[derive(Default)]
struct Ways {
    /// Typed elements.
    elements: Vec<(&'static xml::Row, Way)>,
    /// Elements that no operation names, by entry.
    entries: Vec<ElementEntry>,
    /// Envelopes, by the element in the body.
    requests: Vec<(&'static str, &'static xml::Row, Way)>,
    answers: Vec<(&'static str, &'static xml::Row, Way)>,
}

impl OperationVisitor for Ways {
    fn visit<O: Operation>(&mut self) {
        self.typed::<O::Request>();
        self.typed::<O::Response>();
        self.requests.push((O::NAME, O::Request::ROW, request::<O>));
        self.answers.push((O::NAME, O::Response::ROW, answer::<O>));
    }
}

impl Ways {
    fn typed<E: GlobalElement>(&mut self) {
        self.elements.push((E::ROW, element::<E>));
    }

    fn get() -> &'static Self {
        static WAYS: OnceLock<Ways> = OnceLock::new();
        WAYS.get_or_init(|| {
            let mut ways = Self::default();
            each_operation(&mut ways);
            ways.typed::<headers::RequestServerVersion>();
            ways.typed::<headers::ExchangeImpersonation>();
            ways.typed::<headers::TimeZoneContext>();
            ways.typed::<headers::ServerVersionInfo>();
            let typed = |entry: &ElementEntry| ways.elements.iter().any(|(field, _)| std::ptr::eq(*field, entry.row));
            ways.entries = ELEMENTS.iter().copied().flatten().copied().filter(|entry| !typed(entry)).collect();
            ways
        })
    }
}

/// Reads a document through every way that fits and writes again what came out.
///
/// # Errors
/// What is wrong with that: see [`judge`].
pub(crate) fn check(bytes: &[u8]) -> Result<usize, String> {
    let ways = Ways::get();
    let (root, body) = roots(bytes);
    let mut values = whatever(bytes)?;
    for (field, way) in &ways.elements {
        if field.takes(&root) {
            values += way(bytes)?;
        }
    }
    for entry in ways.entries.iter().filter(|entry| entry.row.takes(&root)) {
        values += by_entry(entry, bytes)?;
    }
    if root == "Envelope" {
        values += any_request(bytes)?;
        let fitting = |known: &[(&str, &'static xml::Row, Way)]| -> Vec<Way> {
            known.iter().filter(|(_, field, _)| field.takes(&body)).map(|(_, _, way)| *way).collect()
        };
        for way in fitting(&ways.requests) {
            values += way(bytes)?;
        }
        let answers = fitting(&ways.answers);
        // A fault stands for the answer of any operation.
        for way in if answers.is_empty() { &[answer::<ews_types::operations::GetItem> as Way][..] } else { &answers } {
            values += way(bytes)?;
        }
    }
    Ok(values)
}

/// The local name of the root, and of the first element in the body if that is an envelope.
fn roots(bytes: &[u8]) -> (String, String) {
    let mut names = (String::new(), String::new());
    let Ok(text) = xml::decode(bytes) else { return names };
    let mut reader = Reader::new(&text, NAMESPACES, Options::new());
    let mut in_body = false;
    loop {
        match reader.step() {
            Ok(Step::Start) if names.0.is_empty() => {
                names.0 = reader.local_name().to_owned();
                if names.0 != "Envelope" {
                    return names;
                }
            }
            Ok(Step::Start) if in_body => {
                names.1 = reader.local_name().to_owned();
                return names;
            }
            Ok(Step::Start) => in_body = reader.local_name() == "Body",
            Ok(Step::End | Step::Text(_)) => {}
            Ok(Step::Eof) | Err(_) => return names,
        }
    }
}

/// Judges a way in and the way out that belongs to it:
/// strict mode takes nothing that default mode refuses, and gives the same;
/// where strict mode takes it, nothing deviates; no more deviations are kept than there may be;
/// what was read can be written, is well-formed, and is the same value when it is read again.
fn judge<V: PartialEq + Debug>(
    name: &str,
    bytes: &[u8],
    read: impl Fn(&[u8], Options) -> Result<(V, Vec<Deviation>), String>,
    write: impl Fn(&V) -> Result<Vec<u8>, String>,
) -> Result<usize, String> {
    let options = Options::new();
    let wrong = |what: &str, detail: &dyn Debug| Err(format!("{name}: {what}: {detail:?}"));
    let (value, deviations) = match (read(bytes, options), read(bytes, options.strict(true))) {
        (Err(error), Ok(_)) => return wrong("strict mode takes what default mode refuses", &error),
        (Err(_), Err(_)) => return Ok(0),
        (Ok((_, deviations)), Ok(_)) if !deviations.is_empty() => {
            return wrong("strict mode takes what deviates", &deviations[0]);
        }
        (Ok((value, _)), Ok((strict, _))) if !equal(&value, &strict) => {
            return wrong("strict mode reads something else", &(value, strict));
        }
        (Ok(read), _) => read,
    };
    if deviations.len() > Deviation::MOST {
        return wrong("too many deviations", &deviations.len());
    }
    let written = match write(&value) {
        Ok(written) => written,
        Err(error) => return wrong("cannot be written", &error),
    };
    let text = String::from_utf8_lossy(&written);
    match roxmltree::Document::parse(&text) {
        // It knows the prefix `xml` of attributes only.
        Err(roxmltree::Error::UnknownNamespace(prefix, _)) if prefix == "xml" => {}
        Err(error) => return wrong("not well-formed", &(error, &text)),
        Ok(_) => {}
    }
    match read(&written, options) {
        Err(error) => wrong("cannot be read again", &(error, &text)),
        Ok((again, _)) if !equal(&again, &value) => wrong("reads back as something else", &(&text, value, again)),
        Ok(_) => Ok(1),
    }
}

/// Equal, or the same to look at: a number that is none equals nothing, not even itself.
#[allow(clippy::eq_op)]
fn equal<V: PartialEq + Debug>(one: &V, other: &V) -> bool {
    one == other || (one != one && format!("{one:?}") == format!("{other:?}"))
}

fn shown<T, E: ToString>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

/// A typed element.
fn element<E: GlobalElement>(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options: Options| {
        let document = xml::decode(bytes).and_then(|text| options.read::<E>(&text));
        shown(document.map(|document| (document.value, document.deviations)))
    };
    judge(E::ROW.name(), bytes, read, |value| shown(xml::to_vec(value)))
}

/// An element of which only the entry is known: what is written stands for its value.
fn by_entry(entry: &ElementEntry, bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| {
        rewrite(bytes, options, |reader, writer| {
            reader.adopt_namespace(|reader| entry.is_at(reader))?;
            if !entry.is_at(reader) {
                return Err(reader.error(ErrorKind::Root, "another element"));
            }
            (entry.rewrite)(reader, writer)
        })
    };
    judge(entry.row.name(), bytes, read, |written| written.clone().map(String::into_bytes))
}

/// Any element, as it came.
fn whatever(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| {
        let text = shown(xml::decode(bytes))?;
        let mut reader = Reader::new(&text, NAMESPACES, options);
        shown(to_root(&mut reader))?;
        let element = shown(reader.any_element())?;
        shown(to_end(&mut reader))?;
        Ok((element, Vec::new()))
    };
    let write = |element: &AnyElement| {
        let mut writer = Writer::new(NAMESPACES);
        shown(writer.any_element(element))?;
        Ok(writer.finish().into_bytes())
    };
    judge("any element", bytes, read, write)
}

/// What is written of the root; an error in writing is a value, as it shall not happen.
fn rewrite(
    bytes: &[u8],
    options: Options,
    element: impl Fn(&mut Reader<'_>, &mut Writer) -> xml::Result<()>,
) -> Result<(Result<String, String>, Vec<Deviation>), String> {
    let text = shown(xml::decode(bytes))?;
    let mut reader = Reader::new(&text, NAMESPACES, options);
    let mut writer = Writer::new(NAMESPACES);
    shown(to_root(&mut reader))?;
    match element(&mut reader, &mut writer) {
        Err(error) if error.kind() == ErrorKind::Character => return Ok((Err(error.to_string()), Vec::new())),
        done => shown(done)?,
    }
    shown(to_end(&mut reader))?;
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
            _ => return Err(reader.error(ErrorKind::Syntax, "something behind the root")),
        }
    }
}

/// The request of one operation in an envelope.
fn request<O: Operation>(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| {
        let request = shown(soap::incoming_as::<O>(bytes, options))?;
        Ok(((request.headers, request.body), request.deviations))
    };
    let write =
        |(headers, body): &(RequestHeaders, O::Request)| shown(soap::request(body).headers(headers.clone()).to_vec());
    judge(&format!("request of {}", O::NAME), bytes, read, write)
}

/// The request of any operation in an envelope: the same as that of the operation.
fn any_request(bytes: &[u8]) -> Result<usize, String> {
    let read = |options| soap::incoming_with(bytes, options);
    let Ok(request) = read(Options::new()) else {
        return match read(Options::new().strict(true)) {
            Ok(request) => Err(format!("strict mode takes what default mode refuses: {:?}", request.body)),
            Err(_) => Ok(0),
        };
    };
    let name = AnyRequest::name(&request.body);
    let known = Ways::get().requests.iter().find(|(known, _, _)| *known == name);
    match known.map(|(_, _, way)| way(bytes)) {
        Some(Ok(1..)) => Ok(1),
        Some(Ok(0)) => Err(format!("{name} is taken as a request of any operation, not as its own")),
        other => other.unwrap_or_else(|| Err(format!("there is no operation {name}"))),
    }
}

/// The answer of one operation in an envelope, or a fault.
fn answer<O: Operation>(bytes: &[u8]) -> Result<usize, String> {
    let read = |bytes: &[u8], options| match soap::response_with::<O>(bytes, options) {
        Ok(answer) => {
            // What callers ask of every answer.
            let _ = (answer.errors(), answer.server_version().is_some());
            Ok((Ok((answer.headers, answer.body)), answer.deviations))
        }
        Err(ResponseError::Fault(fault)) => {
            let _ = (fault.to_string(), fault.response_code());
            Ok((Err(fault), Vec::new()))
        }
        Err(error) => Err(error.to_string()),
    };
    let write = |answer: &Result<(ResponseHeaders, O::Response), Box<Fault>>| {
        shown(match answer {
            Ok((headers, body)) => soap::answer::<O>(body).headers(headers.clone()).to_vec(),
            Err(fault) => fault.to_vec(),
        })
    };
    judge(&format!("answer of {}", O::NAME), bytes, read, write)
}

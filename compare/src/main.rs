//! Compares the speed and the memory use of `ews-types` with those of other crates, on documents generated from the schema.
//!
//!     cargo run --release --manifest-path compare/Cargo.toml [-- [--quick] [--readme]]
//!
//! Prints a line for each goal, `goal NAME MEASURED WANTED ok` (or `short` if it is missed), and a table of speeds. Times include
//! dropping the result. All programs run alternately in one process; a ratio is the median over all rounds. `--quick` leaves out the
//! large documents, `--readme` writes the table of README.md and `speed.svg`. NOTES.md explains the results.

mod documents;
mod facts;
mod heap;
mod measure;
mod peers;
mod report;
mod schema;
mod values;

use std::hint::black_box;
use std::mem::size_of;
use std::path::Path;
use std::process::ExitCode;

use documents::Documents;
use ews_types::client_access_token::{TokenRequests, TokenType};
use ews_types::messages::CreateItemType;
use ews_types::messages::elements::CreateItem;
use ews_types::types;
use ews_types::xml::{GlobalElement, Writer};
use facts::Facts;
use measure::{Race, Runner, race};
use peers::{ews, loops, ours, roxmltree, serde, yaserde};
use report::Report;

/// The speed at which `ews-types` wrote messages without escaped characters when the goals were set, divided by the speed of serde:
/// 862 to 922 MB/s divided by 338 MB/s. The goals are 1.4 and 2 times this ratio.
const WRITING_TO_SERDE: f64 = 2.6;

fn main() -> ExitCode {
    let has_flag = |flag: &str| std::env::args().any(|argument| argument == flag);
    let is_quick = has_flag("--quick");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let schema = std::fs::read_to_string(root.join("schemas/types.xsd")).unwrap();
    let types = ::roxmltree::Document::parse(&schema).unwrap();
    let documents = Documents::new(&types);
    heap::warm();
    let mut report = Report::default();
    read_find_item(&documents, &mut report);
    read_sync(&documents, &mut report);
    read_mime(&documents, &mut report);
    read_token(&documents, &mut report);
    read_sizes(&documents, &mut report, if is_quick { 5 } else { 6 });
    write_messages(&documents, &mut report);
    memory(&documents, &mut report);
    println!("\n{}", report.table());
    if has_flag("--readme") {
        report.write(&root).unwrap();
    }
    if report.is_short() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Reads a document.
type Read = fn(&str);

/// Reads a document and returns its facts.
type Find = fn(&str) -> Facts;

/// The name of a program in the results, and the function that runs it.
type Named<F> = (&'static str, F);

/// Asserts that all programs find the same facts in a document, and measures how fast they read it.
fn read(text: &str, rounds: usize, ours: (Read, Find), ews: (Read, Find), others: &[Named<Read>]) -> Race {
    let expected = (ours.1)(text);
    let found: [Named<Find>; 5] = [
        ("ews", ews.1),
        ("serde", serde::facts),
        ("roxmltree", roxmltree::facts),
        ("quick-xml", loops::quick_xml_facts),
        ("xml", loops::xml_facts),
    ];
    found.iter().for_each(|(name, facts)| assert_eq!(facts(text), expected, "{name} finds other facts"));
    let programs: [Named<Read>; 6] = [
        ("ours", ours.0),
        ("ns_reader", loops::ns_reader),
        ("ews", ews.0),
        ("quick-xml", loops::quick_xml),
        ("serde", |text| drop(black_box(serde::read(text)))),
        ("roxmltree", |text| drop(black_box(::roxmltree::Document::parse(text)))),
    ];
    let runner = |&(name, run): &Named<Read>| Runner::new(name, text.len(), move || run(text));
    race(programs.iter().chain(others).map(runner).collect(), rounds, 2)
}

fn read_find_item(documents: &Documents<'_>, report: &mut Report) {
    let text = &documents.find_item(1000, true);
    assert_eq!(yaserde::facts(text), ours::find_item_facts(text));
    let ours: (Read, Find) = (|text| drop(black_box(ours::find_item(text))), ours::find_item_facts);
    let ews: (Read, Find) = (|text| drop(black_box(ews::find_item(text))), ews::find_item_facts);
    let others: [Named<Read>; 2] = [("yaserde", |text| drop(black_box(yaserde::read(text)))), ("xml", loops::xml)];
    let race = read(text, 21, ours, ews, &others);
    read_goals("find-item", &race, report);
    report.column(format!("FindItem, {:.1} MB", text.len() as f64 / 1e6), &race);
}

fn read_sync(documents: &Documents<'_>, report: &mut Report) {
    let text = &documents.sync(500);
    let ours: (Read, Find) = (|text| drop(black_box(ours::sync(text))), ours::sync_facts);
    let ews: (Read, Find) = (|text| drop(black_box(ews::sync(text))), ews::sync_facts);
    let race = read(text, 21, ours, ews, &[("xml", loops::xml)]);
    read_goals("sync", &race, report);
    report.column(format!("SyncFolderItems, {:.1} MB", text.len() as f64 / 1e6), &race);
}

fn read_goals(document: &str, race: &Race, report: &mut Report) {
    report.at_least(&format!("read-{document}-to-ns-reader"), race.ratio("ours", "ns_reader"), 1.5);
    report.at_least(&format!("read-{document}-to-ews"), race.ratio("ours", "ews"), 5.0);
    report.at_least(&format!("read-{document}-to-reader-moonshot"), race.ratio("ours", "quick-xml"), 1.5);
}

fn read_mime(documents: &Documents<'_>, report: &mut Report) {
    let text = &documents.mime_content(5 << 20);
    let ours: (Read, Find) = (|text| drop(black_box(ours::get_item(text))), ours::get_item_facts);
    let ews: (Read, Find) = (|text| drop(black_box(ews::get_item(text))), ews::get_item_facts);
    let race = read(text, 41, ours, ews, &[("copy", |text| drop(black_box(text.to_owned())))]);
    report.at_least("read-mime-to-ns-reader", race.ratio("ours", "ns_reader"), 0.55);
    report.at_least("read-mime-to-copy", race.ratio("ours", "copy"), 0.4);
    report.column(format!("GetItem with MIME, {:.1} MB", text.len() as f64 / 1e6), &race);
}

fn read_token(documents: &Documents<'_>, report: &mut Report) {
    let text = &documents.token();
    let request = || TokenRequests::new().token("5ba0c3a8-4a6e-4a32-9b4e-0f2d8d1c7e11", TokenType::CallerIdentity);
    let write = || request().to_vec();
    let requests = request();
    let read = || requests.read(text.as_bytes()).unwrap().into_token();
    assert_eq!(read().unwrap().lifetime.as_secs(), 480 * 60);
    let bytes = text.len();
    let runners = vec![
        Runner::new("request", write().unwrap().len(), write),
        Runner::new("response", bytes, read),
        Runner::new("ns_reader", bytes, || loops::ns_reader_with_attributes(text)),
    ];
    let race = race(runners, 51, 200);
    let (request, response) = (race.seconds("request") * 1e6, race.seconds("response") * 1e6);
    println!("token: {request:.2} us for the request, {response:.2} us for the response of {bytes} bytes");
    println!("token: {:.2} times as fast as NsReader with attributes", race.ratio("response", "ns_reader"));
    report.at_most("token-microseconds", request + response, 5.0);
}

/// Measures reading documents of 1 kB, 10 kB and so on. `sizes` is the number of documents; the sixth has 100 MB.
fn read_sizes(documents: &Documents<'_>, report: &mut Report, sizes: u32) {
    let mut costs = Vec::new();
    for power in 0..sizes {
        let size = 1000 * 10_usize.pow(power);
        let text = &documents.find_item(size / 1160, true);
        let runners = vec![
            Runner::new("ours", text.len(), || ours::find_item(text)),
            Runner::new("ns_reader", text.len(), || loops::ns_reader(text)),
        ];
        let (rounds, repetitions) = if power < 4 { (21, 30_000 / 10_u32.pow(power)) } else { (5, 1) };
        let race = race(runners, rounds, repetitions.max(1));
        let cost = 1e9 / race.speed("ours");
        println!(
            "{} bytes: {cost:.2} ns per byte, {:.2} times as fast as NsReader",
            text.len(),
            race.ratio("ours", "ns_reader")
        );
        costs.push(cost);
    }
    let (least, most) =
        costs.iter().fold((f64::MAX, 0.0), |(least, most): (f64, f64), cost| (least.min(*cost), most.max(*cost)));
    report.at_most("read-flat", most / least, 1.3);
}

fn write_messages(documents: &Documents<'_>, report: &mut Report) {
    for (name, has_special) in [("plain", false), ("escaped", true)] {
        let text = &documents.find_item(1000, has_special);
        let (foreign, trimmed) = (ews::create_item(text), serde::create_item(text));
        let items = ours::found(ours::find_item(text)).into_iter().map(Into::into).collect();
        let request = CreateItem(CreateItemType { items, ..Default::default() });
        let ours = || ews_types::soap::request(&request).to_vec().unwrap();
        let mut buffer = String::new();
        let mut reuse = || {
            buffer.clear();
            let mut writer = Writer::append_to(std::mem::take(&mut buffer), CreateItem::NAMESPACES);
            writer.element(&request).unwrap();
            buffer = writer.finish();
        };
        reuse();
        let bytes = ours().len();
        let foreign_bytes = foreign.as_xml_document().unwrap().len();
        let runners = vec![
            Runner::new("ours", bytes, ours),
            Runner::new("reused", bytes, reuse),
            Runner::new("ews", foreign_bytes, || foreign.as_xml_document().unwrap()),
            Runner::new("serde", serde::write(&trimmed).len(), || serde::write(&trimmed)),
        ];
        let race = race(runners, 41, 3);
        println!(
            "writing {name}: {:.0} MB/s, into a reused buffer {:.0} MB/s",
            race.speed("ours") / 1e6,
            race.speed("reused") / 1e6
        );
        if has_special {
            report.column("writing", &race);
        } else {
            let to_serde = race.ratio("ours", "serde") / WRITING_TO_SERDE;
            report.at_least("write-plain-to-ews", race.ratio("ours", "ews"), 5.0);
            report.at_least("write-plain-to-before", to_serde, 1.4);
            report.at_least("write-plain-to-before-moonshot", to_serde, 2.0);
        }
    }
}

fn memory(documents: &Documents<'_>, report: &mut Report) {
    let text = &documents.find_item(1000, true);
    let times = |bytes: usize| bytes as f64 / text.len() as f64;
    println!(
        "peak heap, as a multiple of the document size: ews {:.2}, serde {:.2}, roxmltree {:.2}",
        times(heap::peak(|| ews::find_item(text))),
        times(heap::peak(|| serde::read(text))),
        times(heap::peak(|| ::roxmltree::Document::parse(text)))
    );
    report.at_most("heap-find-item", times(heap::peak(|| ours::find_item(text))), 3.0);
    let items = [
        size_of::<types::ItemType>(),
        size_of::<types::MessageType>(),
        size_of::<types::CalendarItemType>(),
        size_of::<types::ContactItemType>(),
        size_of::<types::DistributionListType>(),
        size_of::<types::MeetingMessageType>(),
        size_of::<types::MeetingRequestMessageType>(),
        size_of::<types::MeetingResponseMessageType>(),
        size_of::<types::MeetingCancellationMessageType>(),
        size_of::<types::PostItemType>(),
        size_of::<types::SharingMessageType>(),
        size_of::<types::TaskType>(),
    ];
    report.at_most("size-message", items[1] as f64, 1024.0);
    report.at_most("size-calendar-item", items[2] as f64, 1024.0);
    report.at_most("size-largest-item", items.into_iter().max().unwrap_or_default() as f64, 1280.0);
}

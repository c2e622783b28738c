//! Reading in chunks gives the same items, rest, deviations and error as reading the response as a whole, for any document.

use ews_types::operations::FindItem;
use ews_types::soap;
use ews_types::xml::{self, Deviation, DeviationKind, Options};
use test_support::mutation::{Input, MUTATIONS};
use test_support::{Random, settings};

use super::documents::{M, SOAP, T, envelope, find_item, message};
use super::reading::{read, take_found};

fn lines(deviations: &[Deviation]) -> Vec<String> {
    deviations.iter().map(|deviation| format!("{deviation} {:?}", deviation.position)).collect()
}

/// The errors of a document that has several.
#[derive(Clone, Copy, PartialEq)]
enum Errors {
    /// Both ways report the same error.
    Same,
    /// Each way reports the error that it finds first.
    Any,
}

/// Compares reading in chunks with reading as a whole. Returns the difference.
fn difference(bytes: &[u8], options: Options, compared: Errors) -> Result<(), String> {
    let whole = soap::response_with::<FindItem>(bytes, options);
    let mut read = read::<FindItem>([bytes], options);
    let errors = read.errors();
    match (whole, std::mem::replace(&mut read.rest, Err(String::new()))) {
        (Ok(mut whole), Ok(rest)) if errors.is_empty() => {
            let (expected, found) = (take_found(&mut whole.body), read.indexed_items());
            let are_equal = expected == found
                && whole.body == rest.body
                && whole.headers == rest.headers
                && lines(&whole.deviations) == lines(&rest.deviations);
            match are_equal {
                true => Ok(()),
                false => Err(format!(
                    "{expected:#?}\n{found:#?}\n{:#?}\n{:#?}",
                    lines(&whole.deviations),
                    lines(&rest.deviations)
                )),
            }
        }
        (Err(error), rest) => {
            let error = error.to_string();
            let rest = rest.err();
            let is_same = errors.contains(&error) || rest.as_ref() == Some(&error);
            match is_same || compared == Errors::Any && (rest.is_some() || !errors.is_empty()) {
                true => Ok(()),
                false => Err(format!("expected the error {error}\nfound {errors:?} {rest:?}")),
            }
        }
        (Ok(_), rest) => Err(format!("unexpected errors: {errors:?} {:?}", rest.err())),
    }
}

#[track_caller]
fn check(text: impl AsRef<str>) {
    for strict in [false, true] {
        if let Err(difference) = difference(text.as_ref().as_bytes(), Options::new().strict(strict), Errors::Same) {
            panic!("strict: {strict}\n{}\n{difference}", text.as_ref());
        }
    }
}

fn folder(items: &str) -> String {
    format!("<m:RootFolder><t:Items>{items}</t:Items></m:RootFolder>")
}

fn answer(items: &str) -> String {
    let message = message("FindItem", &folder(items));
    format!("<m:FindItemResponse><m:ResponseMessages>{message}</m:ResponseMessages></m:FindItemResponse>")
}

const ITEM: &str = "<t:Message><t:Size>1</t:Size></t:Message>";
const FAULT: &str = "<s:Fault><faultcode>s:Client</faultcode><faultstring>f</faultstring></s:Fault>";

/// Returns an envelope with bodies.
fn bodies(bodies: &[&str]) -> String {
    let bodies: String = bodies.iter().map(|body| format!("<s:Body>{body}</s:Body>")).collect();
    format!("<s:Envelope xmlns:s=\"{SOAP}\" xmlns:m=\"{M}\" xmlns:t=\"{T}\">{bodies}</s:Envelope>")
}

test_support::cases! { check {
    one_answer: (envelope(&answer(ITEM)));
    two_answers: (envelope(&(answer(ITEM) + &answer(ITEM))));
    two_bodies: (bodies(&[&answer(ITEM), &answer(ITEM)]));
    an_empty_body_first: (bodies(&["", &answer(ITEM)]));
    an_unknown_element_before_an_answer: (envelope(&format!("<m:X/>{}", answer(ITEM))));
    a_fault_before_an_answer: (envelope(&(FAULT.to_owned() + &answer(ITEM))));
    a_fault_after_an_answer: (envelope(&(answer(ITEM) + FAULT)));
    a_nil_list: (find_item(ITEM).replace(
        "<t:Items>",
        "<t:Items xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">",
    ));
    a_nil_folder: (find_item(ITEM).replace(
        "<m:RootFolder",
        "<m:RootFolder xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"",
    ));
    a_list_in_another_namespace: (find_item(ITEM).replace("t:Items>", "m:Items>"));
    a_folder_in_another_namespace: (find_item(ITEM).replace("m:RootFolder", "t:RootFolder"));
    a_list_in_a_foreign_namespace: (find_item(ITEM).replace("<t:Items>", "<t:Items xmlns:t=\"urn:other\">"));
    an_answer_in_another_namespace: (find_item(ITEM).replace("m:FindItemResponse>", "t:FindItemResponse>"));
    an_answer_without_a_namespace: (find_item(ITEM).replace("m:FindItemResponse>", "FindItemResponse>"));
    a_body_without_a_namespace: (find_item(ITEM).replace("s:Body", "Body"));
    a_body_in_another_namespace: (find_item(ITEM).replace("s:Body", "t:Body").replace(
        "<t:Body",
        &format!("<t:Body xmlns:t=\"{T}\""),
    ).replace(&format!(" xmlns:t=\"{T}\">"), ">"));
    an_envelope_without_a_namespace: (find_item(ITEM).replace("s:Envelope", "Envelope"));
    a_renamed_answer: (envelope(&answer(ITEM).replace("FindItemResponse>", "FindItemResponseMessage>")));
    blanks_before_the_declaration: (format!(" \n{}", find_item(ITEM)));
    a_comment_before_the_declaration: (format!("<!-- -->{}", find_item(ITEM)));
    hyphens_in_a_comment_outside_of_items: (find_item(ITEM).replace("<m:RootFolder", "<!-- -- --><m:RootFolder"));
    hyphens_in_a_comment_between_items: (find_item(&format!("{ITEM}<!-- -- -->{ITEM}")));
    hyphens_in_a_comment_before_the_envelope: (find_item(ITEM).replace("<!-- <s:Body> -->", "<!-- -- -->"));
    hyphens_in_a_comment_after_the_envelope: (find_item(ITEM) + "<!-- -- -->");
    an_instruction_without_a_target: (find_item(ITEM).replace("<m:RootFolder", "<?1?><m:RootFolder"));
    a_declaration_inside: (find_item(ITEM).replace("<m:RootFolder", "<?xml version=\"1.0\"?><m:RootFolder"));
}}

/// The number of mutants, unless `EWS_MUTANTS` sets another.
const MUTANTS: u64 = 3000;

/// Returns whether the whole reader keeps only the last of several elements, or leaves out a message or a group that lacks
/// something required, whose items a reader of chunks has already returned.
fn is_known_to_differ(bytes: &[u8]) -> bool {
    let Ok(text) = xml::decode(bytes) else { return false };
    let leaves_out = |deviation: &Deviation| {
        let is_left_out = matches!(deviation.kind, DeviationKind::LeftOut | DeviationKind::Missing);
        is_left_out && !deviation.path.contains("Items/")
    };
    if soap::response::<FindItem>(bytes).is_ok_and(|response| response.deviations.iter().any(leaves_out)) {
        return true;
    }
    let document = match roxmltree::Document::parse(text.trim_start()) {
        Ok(document) => document,
        // Tolerated, but not parsed here.
        Err(roxmltree::Error::UnknownNamespace(..)) => return true,
        Err(_) => {
            let tags = ["<m:ResponseMessages", "<m:RootFolder", "<t:Items", "<t:Groups"];
            return tags.iter().any(|tag| text.matches(tag).count() > 1);
        }
    };
    let is_wrapper = |name: &str| matches!(name, "ResponseMessages" | "RootFolder" | "Items" | "Groups");
    document.descendants().any(|parent| {
        let wrappers = parent.children().filter(|child| child.is_element() && is_wrapper(child.tag_name().name()));
        wrappers.count() > 1
    })
}

#[test]
fn mutated_documents() {
    let samples = [
        find_item(&format!("{ITEM}<t:Contact/><!-- c -->{ITEM}")),
        bodies(&[&answer(ITEM)]),
        envelope(&answer("").replace("<t:Items></t:Items>", &format!(
            "<t:Groups><t:GroupedItems><t:GroupIndex>a</t:GroupIndex><t:Items>{ITEM}</t:Items></t:GroupedItems></t:Groups>"
        ))),
    ];
    let mut failures = Vec::new();
    for seed in 0..settings::cases(MUTANTS * 10) {
        let mut random = Random::new(seed);
        let (text, other) = (random.item(&samples).unwrap(), random.item(&samples).unwrap());
        let mut bytes = text.clone().into_bytes();
        for _ in 0..1 + random.below(2) {
            let (_, mutation) = random.item(MUTATIONS).unwrap();
            let Ok(text) = std::str::from_utf8(&bytes) else { break };
            if let Some(mutated) = mutation(&mut Input { text, other, random: &mut random }) {
                bytes = mutated;
            }
        }
        // A second byte order mark is text in a whole document, and nothing in chunks.
        let has_second_mark = xml::decode(&bytes).is_ok_and(|text| text.starts_with('\u{FEFF}'));
        if has_second_mark || is_known_to_differ(&bytes) {
            continue;
        }
        for strict in [false, true] {
            if let Err(difference) = difference(&bytes, Options::new().strict(strict), Errors::Any) {
                failures
                    .push(format!("seed {seed}, strict {strict}: {}\n{difference}", String::from_utf8_lossy(&bytes)));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(5)].join("\n\n"));
}

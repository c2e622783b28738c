//! Reading in chunks gives the same items, rest, deviations and error as reading the response as a whole, for any document.

use ews_types::xml::Options;
use test_support::mutation::{Input, MUTATIONS};
use test_support::{Random, settings};

use super::difference::{Errors, difference, is_known_to_differ};
use super::documents::{M, SOAP, T, envelope, find_item, message};

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
        if is_known_to_differ(&bytes) {
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

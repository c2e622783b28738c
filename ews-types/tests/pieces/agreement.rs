//! Reading in chunks and reading as a whole give the same items, rest, deviations and error, for any document.

use ews_types::xml::Options;
use test_support::mutation::{Input, MUTATIONS};
use test_support::{Random, settings};

use super::difference::{difference, is_known_to_differ};
use super::documents::{M, SOAP, T, envelope, find_item, message, response};

#[track_caller]
fn check(text: impl AsRef<[u8]>) {
    for (strict, skip_doctype) in [(false, false), (true, false), (false, true)] {
        if let Err(difference) = difference(text.as_ref(), Options::new().strict(strict).skip_doctype(skip_doctype)) {
            panic!("strict: {strict}, skip_doctype: {skip_doctype}\n{}\n{difference}", text.as_ref().escape_ascii());
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

/// Returns a response with a response message that contains the elements `folders`.
fn folders(folders: &str) -> String {
    response("FindItem", &message("FindItem", folders))
}

/// Returns a response with a folder of the given content.
fn folder_of(content: &str) -> String {
    folders(&format!("<m:RootFolder>{content}</m:RootFolder>"))
}

fn list(items: &str) -> String {
    format!("<t:Items>{items}</t:Items>")
}

fn groups(lists: &[&str]) -> String {
    let group = |list: &&str| format!("<t:GroupedItems><t:GroupIndex>a</t:GroupIndex>{list}</t:GroupedItems>");
    format!("<t:Groups>{}</t:Groups>", lists.iter().map(group).collect::<String>())
}

/// Adds `xsi:nil="true"` to the first start tag in `text` that begins with `tag`.
fn nil(tag: &str, text: &str) -> String {
    let attribute = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
    text.replacen(tag, &format!("{tag} {attribute}"), 1)
}

const ITEM: &str = "<t:Message><t:Size>1</t:Size></t:Message>";
const FAULT: &str = "<s:Fault><faultcode>s:Client</faultcode><faultstring>f</faultstring></s:Fault>";

/// Returns an envelope with several elements `Body`.
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
    a_nil_list: (nil("<t:Items", &find_item(ITEM)));
    a_nil_folder: (nil("<m:RootFolder", &find_item(ITEM)));
    a_nil_message: (nil("<m:FindItemResponseMessage", &find_item(ITEM)));
    a_nil_list_of_messages: (nil("<m:ResponseMessages", &find_item(ITEM)));
    a_nil_answer: (nil("<m:FindItemResponse", &find_item(ITEM)));
    two_lists_of_messages: (envelope(&{
        let messages = format!("<m:ResponseMessages>{}</m:ResponseMessages>", message("FindItem", &folder(ITEM)));
        format!("<m:FindItemResponse>{messages}{messages}</m:FindItemResponse>")
    }));
    two_messages: (response("FindItem", &message("FindItem", &folder(ITEM)).repeat(2)));
    two_folders: (folders(&folder(ITEM).repeat(2)));
    an_empty_folder_before_another: (folders(&format!("<m:RootFolder/>{}", folder(ITEM))));
    a_nil_folder_before_another: (nil("<m:RootFolder", &folders(&folder(ITEM).repeat(2))));
    a_folder_after_a_code_after_a_folder: (folders(&format!(
        "{}<m:ResponseCode>NoError</m:ResponseCode>{0}",
        folder(ITEM)
    )));
    two_lists: (folder_of(&list(ITEM).repeat(2)));
    an_empty_list_before_another: (folder_of(&(list("") + &list(ITEM))));
    a_nil_list_before_another: (nil("<t:Items", &folder_of(&list(ITEM).repeat(2))));
    a_list_and_groups: (folder_of(&(list(ITEM) + &groups(&[&list(ITEM)]))));
    groups_and_a_list: (folder_of(&(groups(&[&list(ITEM)]) + &list(ITEM))));
    groups_twice: (folder_of(&groups(&[&list(ITEM)]).repeat(2)));
    nil_groups: (nil("<t:Groups", &folder_of(&groups(&[&list(ITEM)]))));
    two_groups: (folder_of(&groups(&[&list(ITEM), &list(ITEM)])));
    a_group_with_two_lists: (folder_of(&groups(&[&list(ITEM).repeat(2)])));
    a_group_with_a_nil_list: (nil("<t:Items", &folder_of(&groups(&[&list(ITEM)]))));
    an_unknown_element_before_two_lists: (folder_of(&format!("<t:Unknown/>{}{0}", list(ITEM))));
    an_unknown_element_between_lists: (folder_of(&format!("{}<t:Unknown/>{0}", list(ITEM))));
    a_list_in_a_list: (folder_of(&list(&list(ITEM))));
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
    text_after_a_comment: ("<!-- c -->text");
    text_after_the_envelope: (find_item(ITEM) + "\n  text\r\n");
    a_forbidden_character_after_the_envelope: (find_item(ITEM) + "\u{FFFE}");
    a_reference_after_the_envelope: (find_item(ITEM) + "&amp;");
    an_end_tag_after_an_envelope_without_a_body: (format!("<s:Envelope xmlns:s=\"{SOAP}\"/></s:Body>"));
    two_byte_order_marks: ("\u{FEFF}\u{FEFF}".to_owned() + &find_item(ITEM));
    a_forbidden_character_in_a_comment: (find_item(ITEM).replace("<m:RootFolder", "<!-- \u{1} --><m:RootFolder"));
    a_forbidden_target: (find_item(ITEM).replace("<m:RootFolder", "<?XML ?><m:RootFolder"));
    a_page_in_an_envelope: (find_item(&format!("<!DOCTYPE html>{ITEM}")));
    a_document_type_before_the_envelope: ("<!DOCTYPE a SYSTEM 'a.dtd'>".to_owned() + &find_item(ITEM));
    a_document_type_that_is_not_closed: (find_item("<!DOCTYPE html "));
    a_document_type_in_an_item: (find_item("<t:Message><t:Size>x</t:Size><!DOCTYPE html "));
    a_stray_bracket_in_an_item: (find_item("<t:Message><t:Size>x</t:Size><!x></t:Message>"));
    a_byte_that_is_not_text: ([find_item(ITEM).as_bytes(), b"\xFF"].concat());
    a_byte_that_is_not_text_in_an_item: ([find_item("<t:Message><t:Size>x</t:Size>").as_bytes(), b"\xFF"].concat());
    a_byte_that_is_not_text_before_the_envelope: (b"<!-- c -->\xFF");
    a_byte_that_is_not_text_after_text: (b"no envelope\xFF");
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
            if let Err(difference) = difference(&bytes, Options::new().strict(strict)) {
                failures
                    .push(format!("seed {seed}, strict {strict}: {}\n{difference}", String::from_utf8_lossy(&bytes)));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(5)].join("\n\n"));
}

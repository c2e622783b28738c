//! The list of mutations, and `without_element`, with which a test that fails for a document finds a smaller document for which it
//! also fails.

use super::attributes::{
    insert_nil_or_type, remove_attribute, rename_attribute, repeat_attribute, replace_value, swap_values,
};
use super::bytes::{flip_bit, remove_byte, repeat_byte, swap_bytes, truncate};
use super::edit::replaced;
use super::elements::{
    nest_element, remove_element, rename_element, repeat_element, replace_element, splice_documents, swap_elements,
    unbalance_tags, wrap_element,
};
use super::encodings::{change_encoding, insert_mark};
use super::input::Input;
use super::namespaces::{change_declaration, change_prefix, remove_declaration};
use super::outline::Outline;
use super::text::{insert_document_type, insert_markup, insert_reference, replace_text};

/// Changes a document. Returns `None` if the mutation does not apply to it.
pub type Mutation = fn(&mut Input<'_>) -> Option<Vec<u8>>;

/// All mutations, by name.
pub const MUTATIONS: &[(&str, Mutation)] = &[
    ("remove byte", remove_byte),
    ("repeat byte", repeat_byte),
    ("swap bytes", swap_bytes),
    ("flip bit", flip_bit),
    ("truncate", truncate),
    ("remove element", remove_element),
    ("repeat element", repeat_element),
    ("swap elements", swap_elements),
    ("rename element", rename_element),
    ("nest element", nest_element),
    ("replace element", replace_element),
    ("remove attribute", remove_attribute),
    ("repeat attribute", repeat_attribute),
    ("rename attribute", rename_attribute),
    ("swap values", swap_values),
    ("replace value", replace_value),
    ("replace text", replace_text),
    ("insert reference", insert_reference),
    ("remove declaration", remove_declaration),
    ("change declaration", change_declaration),
    ("change prefix", change_prefix),
    ("insert markup", insert_markup),
    ("insert document type", insert_document_type),
    ("insert nil or type", insert_nil_or_type),
    ("change encoding", change_encoding),
    ("insert mark", insert_mark),
    ("wrap element", wrap_element),
    ("splice documents", splice_documents),
    ("unbalance tags", unbalance_tags),
];

/// Removes an element from a document. Number 0 is the element that ends last. Returns `None` if there is no such element.
pub fn without_element(text: &str, number: usize) -> Option<Vec<u8>> {
    let element = Outline::new(text).elements.iter().rev().nth(number).cloned()?;
    replaced(text, element, "")
}

//! Constructs that the schemas of EWS do not have, through both engines.
#![allow(dead_code, clippy::module_inception)]

use std::path::Path;

use ews_types::xml::yaserde::deserializer;
use yaserde::{YaDeserialize, YaSerialize};

use super::{Case, Outcome, case, documents};

#[rustfmt::skip]
#[path = "../constructs/abstract_type/generated/mod.rs"]
mod abstract_type;
#[rustfmt::skip]
#[path = "../constructs/any/generated/mod.rs"]
mod any;
#[rustfmt::skip]
#[path = "../constructs/any_attribute/generated/mod.rs"]
mod any_attribute;
#[rustfmt::skip]
#[path = "../constructs/any_type/generated/mod.rs"]
mod any_type;
#[rustfmt::skip]
#[path = "../constructs/built_in_types/generated/mod.rs"]
mod built_in_types;
#[rustfmt::skip]
#[path = "../constructs/group/generated/mod.rs"]
mod group;
#[rustfmt::skip]
#[path = "../constructs/import_xml_namespace/generated/mod.rs"]
mod import_xml_namespace;
#[rustfmt::skip]
#[path = "../constructs/list/generated/mod.rs"]
mod list;
#[rustfmt::skip]
#[path = "../constructs/mixed/generated/mod.rs"]
mod mixed;
#[rustfmt::skip]
#[path = "../constructs/nested_particles/generated/mod.rs"]
mod nested_particles;
#[rustfmt::skip]
#[path = "../constructs/nillable/generated/mod.rs"]
mod nillable;
#[rustfmt::skip]
#[path = "../constructs/no_namespace/generated/mod.rs"]
mod no_namespace;
#[rustfmt::skip]
#[path = "../constructs/recursive/generated/mod.rs"]
mod recursive;
#[rustfmt::skip]
#[path = "../constructs/substitution_concrete_head/generated/mod.rs"]
mod substitution_concrete_head;
#[rustfmt::skip]
#[path = "../constructs/union/generated/mod.rs"]
mod union;

const CASES: &[(&str, Case)] = &[
    ("any", case::<any::any::elements::Envelope>("Envelope")),
    ("any_attribute", case::<any_attribute::any_attribute::elements::Tag>("Tag")),
    ("any_type", case::<any_type::any_type::elements::Bag>("Bag")),
    ("built_in_types", case::<built_in_types::built_in_types::elements::Each>("Each")),
    ("group", case::<group::group::elements::Booking>("Booking")),
    ("group", case::<group::group::elements::Season>("Season")),
    ("list", case::<list::list::elements::Bare>("Bare")),
    ("list", case::<list::list::elements::Palette>("Palette")),
    ("mixed", case::<mixed::mixed::elements::Letter>("Letter")),
    ("mixed", case::<mixed::mixed::elements::Para>("Para")),
    ("nillable", case::<nillable::nillable::elements::Reading>("Reading")),
    ("nested_particles", case::<nested_particles::nested_particles::elements::Recipe>("Recipe")),
    ("no_namespace", case::<no_namespace::no_namespace::elements::Root>("Root")),
    ("recursive", case::<recursive::recursive::elements::Expression>("Expression")),
    ("recursive", case::<recursive::recursive::elements::Tree>("Tree")),
    ("union", case::<union::union::elements::Shirt>("Shirt")),
    ("import_xml_namespace", case::<import_xml_namespace::import_xml_namespace::elements::Motto>("Motto")),
    ("abstract_type", case::<abstract_type::abstract_type::elements::Drawing>("Drawing")),
    (
        "substitution_concrete_head",
        case::<substitution_concrete_head::substitution_concrete_head::elements::Play>("Play"),
    ),
];

#[test]
fn instances() {
    let mut count = 0;
    for (construct, case) in CASES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs").join(construct);
        for (name, text) in documents(&folder) {
            let root = roxmltree::Document::parse(&text).unwrap().root_element().tag_name().name().to_owned();
            if root == case.name && !name.starts_with("refused") {
                let outcome = (case.compare)(&text, 0);
                assert!(matches!(outcome, Ok(Outcome::Same | Outcome::Trimmed)), "{construct}/{name}: {outcome:?}");
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
}

/// A sequence inside of a content model has no element of its own: it gets one, alone or in a choice.
#[test]
fn sequences() {
    use nested_particles::nested_particles::{RecipeChoice, RecipeChoiceDoughAndFilling};
    #[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
    struct Menu {
        recipe: Vec<RecipeChoice>,
        both: RecipeChoiceDoughAndFilling,
    }
    let both = RecipeChoiceDoughAndFilling { dough: " thin".to_owned(), filling: "much".to_owned() };
    let recipe = vec![RecipeChoice::DoughAndFilling(both.clone()), RecipeChoice::Mix("mix".to_owned())];
    let menu = Menu { recipe, both: both.clone() };
    let written = yaserde::ser::to_string(&menu).unwrap();
    assert_eq!(Menu::deserialize(&mut deserializer(written.as_bytes())).unwrap(), menu, "{written}");
    let written = yaserde::ser::to_string(&both).unwrap();
    assert!(written.contains("<RecipeChoiceDoughAndFilling "), "{written}");
    let read = RecipeChoiceDoughAndFilling::deserialize(&mut deserializer(written.as_bytes()));
    assert_eq!(read.unwrap(), both, "{written}");
}

/// Text alone is no document, but reads and writes as yaserde does it with its own types.
#[test]
fn text_of_mixed_content() {
    use mixed::mixed::LetterContent;
    #[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
    struct Letter {
        piece: Vec<LetterContent>,
    }
    let text = LetterContent::Text("Dear <you>".to_owned());
    assert!(yaserde::ser::to_string(&text).unwrap().ends_with("?>Dear &lt;you&gt;"));
    let letter = Letter { piece: vec![text, LetterContent::Name("Ada".to_owned())] };
    let written = yaserde::ser::to_string(&letter).unwrap();
    assert_eq!(yaserde::de::from_str::<Letter>(&written).unwrap(), letter, "{written}");
}

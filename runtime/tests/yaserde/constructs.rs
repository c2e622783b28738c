//! Constructs of XML Schema that the schemas of Exchange Web Services do not use, read and written by `xsd-runtime` and by yaserde.

use test_support::comparison::{Case, Outcome, case};
use test_support::documents;
use xsd_runtime::yaserde::deserializer;
use yaserde::{YaDeserialize, YaSerialize};

use crate::constructs::{folder, mixed, nested_particles};

/// Declares a test for each global element: `xsd-runtime` and yaserde must read the same values from its instances. The number is the
/// expected number of instances.
macro_rules! cases {
    ($($test:ident: $construct:ident::$element:ident, $count:literal;)*) => {
        mod instances_are_read_equally {
            $(
                #[test]
                fn $test() {
                    use crate::constructs::$construct::generated::$construct::elements::$element;
                    super::check(stringify!($construct), &super::case::<$element>(stringify!($element)), $count);
                }
            )*
        }
    };
}

cases! {
    abstract_type_drawing: abstract_type::Drawing, 1;
    any_attribute_tag: any_attribute::Tag, 1;
    any_envelope: any::Envelope, 2;
    any_type_bag: any_type::Bag, 2;
    built_in_types_each: built_in_types::Each, 1;
    group_booking: group::Booking, 1;
    group_season: group::Season, 1;
    import_xml_namespace_motto: import_xml_namespace::Motto, 1;
    list_bare: list::Bare, 1;
    list_palette: list::Palette, 2;
    mixed_letter: mixed::Letter, 1;
    mixed_para: mixed::Para, 1;
    nested_particles_recipe: nested_particles::Recipe, 3;
    nillable_reading: nillable::Reading, 3;
    no_namespace_root: no_namespace::Root, 1;
    recursive_expression: recursive::Expression, 1;
    recursive_tree: recursive::Tree, 1;
    substitution_concrete_head_play: substitution_concrete_head::Play, 2;
    union_shirt: union::Shirt, 3;
}

#[track_caller]
fn check(construct: &str, case: &Case, expected: usize) {
    let mut count = 0;
    for (name, text) in documents(&folder(construct)) {
        let root = roxmltree::Document::parse(&text).unwrap().root_element().tag_name().name().to_owned();
        if root == case.name && !name.starts_with("refused") {
            let outcome = (case.compare)(&text, 0);
            assert!(matches!(outcome, Ok(Outcome::Same | Outcome::Trimmed)), "{name}: {outcome:?}");
            count += 1;
        }
    }
    assert_eq!(count, expected, "instances of {}", case.name);
}

/// A sequence inside a content model has no element of its own. yaserde writes its value inside an element. If the value is the root
/// of a document, this element has the name of the Rust type.
#[test]
fn sequences_are_read_back_equal() {
    use nested_particles::generated::nested_particles::{RecipeChoice, RecipeChoiceDoughAndFilling};
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

/// Checks that yaserde writes a text of mixed content without an element, even where the result is not a well-formed document.
#[test]
fn text_of_mixed_content_is_read_back_equal() {
    use mixed::generated::mixed::LetterContent;
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

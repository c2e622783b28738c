//! Searching for values inside other values, and reading nested fields, with the code generated for the constructs.

use xsd_runtime::{ElementName as _, OrEmpty as _, Search as _, clear_field, copy_field, from_str, get};

use crate::constructs::subset_choice::generated::subset_choice::elements::Town;
use crate::constructs::subset_choice::generated::subset_choice::{Animal, Fish, PetsPet, ShopArticle, ZooAnyAnimal};

const TOWN: &str = "<Town xmlns=\"urn:example:subset-choice\"><Pets><Cat><Name>Tom</Name></Cat><Fish><Name>Nemo</Name></Fish>\
                    </Pets><Wards><Fish><Name>Dory</Name></Fish></Wards><Zoo><Fish><Name>Wanda</Name></Fish></Zoo><Shop><Price>5</Price></Shop></Town>";

fn town() -> Town {
    from_str(TOWN).unwrap()
}

#[test]
fn choices_are_found_by_their_type() {
    let town = town();
    assert_eq!(town.all_of::<PetsPet>(), town.pets.iter().collect::<Vec<_>>());
    assert_eq!(town.all_of::<ZooAnyAnimal>(), [&town.zoo[0]]);
    assert_eq!(town.first_of::<ShopArticle>(), Some(&ShopArticle::Price(5)));
}

#[test]
fn a_base_type_finds_all_that_extend_it_and_unknown_elements() {
    let town = town();
    let names: Vec<String> = town.all_of::<Animal>().iter().map(|animal| animal.name.or_empty().to_string()).collect();
    assert_eq!(names, ["Tom", "Nemo", "Dory", "Wanda"]);
    assert_eq!(town.all_of::<Fish>().len(), 3);
}

#[test]
fn values_of_simple_types_are_found() {
    let town = town();
    assert_eq!(town.all_of::<i32>(), [&5]);
    assert_eq!(town.first_of::<String>().map(String::as_str), Some("Tom"));
    assert_eq!(town.first_of::<bool>(), None);
}

#[test]
fn a_value_is_inside_of_itself_and_is_not_searched() {
    let town = town();
    let pet = &town.pets[0];
    assert!(pet.first_of::<PetsPet>().is_some_and(|found| std::ptr::eq(found, pet)));
    assert_eq!(pet.all_of::<PetsPet>().len(), 1);
}

#[test]
fn a_path_ends_at_an_absent_field() {
    let town = town();
    let pet = &town.pets[1];
    assert_eq!(get!(pet.name).map(String::as_str), Some("Nemo"));
    let animal = Animal::default();
    assert_eq!(get!(animal.name), None);
    let (present, absent) = (get!(pet.name).or_empty(), get!(animal.name).or_empty());
    assert_eq!((present.to_string(), absent.to_string()), ("Nemo".to_owned(), String::new()), "kept in variables");
}

#[test]
fn a_choice_has_the_name_of_its_element() {
    let town = town();
    let names: Vec<&str> = town.pets.iter().map(PetsPet::element_name).collect();
    assert_eq!(names, ["Cat", "Fish"]);
    assert_eq!(PetsPet::default().element_name(), "");
}

#[test]
fn a_field_is_copied_by_its_name_to_a_value_with_the_same_base() {
    let (town, mut other) = (town(), town());
    assert!(copy_field(&town.pets[1], &mut other.pets[0], "Name"), "the common base has the field");
    assert_eq!(other.pets[0].name.as_deref(), Some("Nemo"));
    assert!(!copy_field(&town.pets[1], &mut other.pets[0], "Absent"));
    assert!(!copy_field(&town.shop, &mut other.pets[0], "Name"));
    assert!(copy_field(&Animal::default(), &mut other.pets[0], "Name"));
    assert_eq!(other.pets[0].name.as_deref(), None, "the absent field is removed");
}

#[test]
fn a_field_is_cleared_by_its_name() {
    let mut town = town();
    assert!(clear_field(&mut town.pets[0], "Name"));
    assert_eq!(town.pets[0].name.as_deref(), None);
    assert!(!clear_field(&mut town.pets[0], "Absent"));
    assert!(!clear_field(&mut town.shop, "Name"));
    assert!(clear_field(&mut *town, "Shop"), "a field of a value that is not a choice");
    assert_eq!(town.shop, []);
}

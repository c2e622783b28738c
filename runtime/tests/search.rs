//! Searching values inside other values, and reading nested fields, with the code generated for the constructs.

use xsd_runtime::{OrEmpty as _, Search as _, from_str, get};

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
}

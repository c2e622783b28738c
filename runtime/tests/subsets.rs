//! Conversions between choices, with the code generated for the construct `subset_choice`.

use xsd_runtime::{GlobalElement, from_str, to_string};

use crate::constructs::subset_choice::generated::subset_choice::elements::Town;
use crate::constructs::subset_choice::generated::subset_choice::{
    Animal, Bird, Fish, PetsPet, ShopArticle, WardsWard, ZooAnyAnimal,
};

fn bird() -> Bird {
    Bird { wings: 2, ..Bird::default() }
}

#[test]
fn a_value_of_a_part_becomes_one_of_the_whole_and_comes_back() {
    let pet = PetsPet::from(bird());
    assert_eq!(ZooAnyAnimal::from(pet.clone()), ZooAnyAnimal::from(bird()));
    assert_eq!(PetsPet::try_from(ZooAnyAnimal::from(bird())), Ok(pet.clone()));
    assert_eq!(ShopArticle::from(pet.clone()), ShopArticle::from(bird()));
    assert_eq!(PetsPet::try_from(ShopArticle::from(bird())), Ok(pet));
}

#[test]
fn a_value_outside_of_the_part_is_given_back() {
    let animal = ZooAnyAnimal::from(Animal::default());
    assert_eq!(PetsPet::try_from(animal.clone()), Err(animal));
    let price = ShopArticle::Price(5);
    assert_eq!(PetsPet::try_from(price.clone()), Err(price));
}

#[test]
fn equal_choices_convert_in_both_directions() {
    let ward = WardsWard::from(PetsPet::from(Fish::default()));
    assert_eq!(PetsPet::from(ward), PetsPet::from(Fish::default()));
}

const TOWN: &str = "<Town xmlns=\"urn:example:subset-choice\"><Pets><Cat><Name>Tom</Name>runs<Claws n=\"5\"/></Cat></Pets>\
                    <Wards><Fish/></Wards><Zoo><Fish/></Zoo><Shop><Price>5</Price></Shop></Town>";

/// Writes a town, without the start tag of its root.
fn written<E: GlobalElement>(town: &E) -> String {
    to_string(town).unwrap().split_once('>').unwrap().1.to_owned()
}

#[test]
fn an_unknown_element_is_written_the_same_after_the_conversion() {
    let mut town: Town = from_str(TOWN).unwrap();
    let cat = town.pets.remove(0);
    assert_eq!(cat.name.as_deref(), Some("Tom"));
    let element = "<t:Cat><t:Name>Tom</t:Name>runs<t:Claws n=\"5\"/></t:Cat>";
    // `PetsPet` and `ZooAnyAnimal` have the same base type, so the conversion keeps the fields of this type.
    town.zoo = vec![cat.clone().into()];
    assert_eq!(town.zoo[0].name.as_deref(), Some("Tom"));
    assert!(written(&town).contains(&format!("<t:Zoo>{element}</t:Zoo>")), "{}", written(&town));
    assert_eq!(PetsPet::try_from(town.zoo.remove(0)), Ok(cat.clone()));
    // `ShopArticle` has no base type. So its variant `Unknown` contains an untyped element.
    town.shop = vec![cat.into()];
    assert!(matches!(town.shop[0], ShopArticle::Unknown(_)));
    assert!(written(&town).contains(&format!("<t:Shop>{element}</t:Shop>")), "{}", written(&town));
    let cat = town.shop.remove(0);
    assert_eq!(PetsPet::try_from(cat.clone()), Err(cat));
}

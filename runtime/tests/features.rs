//! Alternatives whose cargo feature is disabled: the code of the construct `features` is compiled without its features.

use crate::constructs::features::generated::features::ShelterAnimal;
use crate::constructs::features::generated::features::elements::Shelter;

#[test]
fn an_alternative_of_a_disabled_feature_is_kept() {
    let text = "<Shelter xmlns=\"urn:example:features\"><Bird><Name>Kea</Name><Wingspan>90</Wingspan></Bird>\
                <Cat><Name>Tom</Name><Fur>long</Fur></Cat></Shelter>";
    let shelter: Shelter = xsd_runtime::from_str(text).unwrap();
    let [ShelterAnimal::Bird(_), ShelterAnimal::Unknown(cat)] = shelter.animals.as_slice() else {
        panic!("{shelter:?}");
    };
    assert_eq!(cat.local, "Cat");
    let written = xsd_runtime::to_string(&shelter).unwrap();
    assert!(written.contains("<t:Cat><t:Name>Tom</t:Name><t:Fur>long</t:Fur></t:Cat>"), "{written}");
}

//! Values whose lexical form the schema restricts with patterns and enumerations, and values of `xs:QName`, with the code generated
//! for the construct `lexical_facets`.

use xsd_runtime::{Decimal, Options, Spelled, Validate as _};

use crate::constructs::lexical_facets::generated::ledger::Sum;
use crate::constructs::lexical_facets::generated::ledger::elements::{Entry, Total};

/// Checks that the attributes and children of an entry are written in the form in which they are read, and that the entry violates
/// exactly the constraints in `violations`.
#[track_caller]
fn check(attributes: &str, children: &str, violations: &[&str]) {
    let text = format!(
        "<ledger:Entry xmlns:ledger=\"urn:example:ledger\" xmlns:ns0=\"urn:example:other\" flag=\"1\"{attributes}>\
         <ledger:Money>1.50</ledger:Money>{children}</ledger:Entry>"
    );
    let options = Options::new().strict(true);
    let entry: Entry = options.from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    let written = xsd_runtime::to_string(&entry).unwrap();
    let comparable = written.replace(" xmlns:ns0=\"urn:example:other\"", "");
    assert!(comparable.contains(attributes) && comparable.contains(children), "{written}");
    let found: Vec<String> = entry.validate().iter().map(|found| found.constraint.to_string()).collect();
    assert_eq!(found, violations, "{written}");
    assert_eq!(options.from_str::<Entry>(&written).unwrap(), entry);
}

macro_rules! entries {
    ($($name:ident: $attributes:literal, $children:literal => $violations:expr;)*) => {
        $(
            #[test]
            fn $name() {
                check($attributes, $children, &$violations);
            }
        )*
    };
}

entries! {
    decimal: "", "<ledger:Small>09.00</ledger:Small>" => [];
    decimal_above_its_bound: "", "<ledger:Small>109.00</ledger:Small>" => ["maxInclusive 99.99"];
    decimal_in_another_form: "", "<ledger:Small>9.0</ledger:Small>" => ["pattern -?[0-9]+\\.[0-9]{2}"];
    binary: " digest=\"0aff\"", "" => [];
    binary_in_another_form: " digest=\"0AFF\"", "" => ["pattern [0-9a-f]+"];
    listed_binary: "", "<ledger:Seal>0AFF</ledger:Seal><ledger:Stamp>AQIDBAUG</ledger:Stamp>" => [];
    unlisted_binary: "", "<ledger:Seal>0A</ledger:Seal><ledger:Stamp>AQI=</ledger:Stamp>" => ["the enumeration", "the enumeration"];
    time_before_a_bound: "", "<ledger:Deadline>2029-12-31T09:59:59</ledger:Deadline>" => [];
    time_that_is_not_certainly_before_a_bound: "", "<ledger:Deadline>2029-12-31T10:00:01</ledger:Deadline>" => ["maxInclusive 2030-01-01T00:00:00Z"];
    items_of_a_list: " accounts=\"00012 00345\"", "" => [];
    item_in_another_form: " accounts=\"00012 345\"", "" => ["pattern [0-9]{5}"];
    list_with_a_pattern: "", "<ledger:Triple>01 02 03</ledger:Triple>" => [];
    list_in_another_form: "", "<ledger:Triple>01 02 3</ledger:Triple>" => ["pattern (0[0-9] ?)+"];
    enumerated_list: "", "<ledger:Bounds>1 2</ledger:Bounds>" => [];
    unlisted_list: "", "<ledger:Bounds>2 1</ledger:Bounds>" => ["the enumeration"];
    union_with_a_pattern: "", "<ledger:Room>007</ledger:Room><ledger:Room>hall</ledger:Room>" => [];
    union_in_another_form: "", "<ledger:Room>7</ledger:Room>" => ["pattern [0-9]{3}|[a-z]+"];
    member_with_a_pattern: "", "<ledger:Amount>012.00</ledger:Amount><ledger:Amount>012</ledger:Amount>" => [];
    member_in_no_form: "", "<ledger:Amount>99999</ledger:Amount>" => ["all members of the union"];
    list_of_a_union_with_a_pattern: " label=\"0099 abc 007\"", "" => [];
    list_of_a_union_in_another_form: " label=\"99 abc\"", "" => ["pattern [0-9]{4}( [a-z0-9]+)*"];
    double: "", "<ledger:Rate>1.500</ledger:Rate>" => [];
    enumerated_name: "", "<ledger:Status>ledger:open</ledger:Status>" => [];
    name_in_another_namespace: "", "<ledger:Status>ns0:open</ledger:Status>" => ["the enumeration"];
    unlisted_name: "", "<ledger:Status>ledger:opened</ledger:Status>" => ["the enumeration"];
    enumerated_names: "", "<ledger:History>ledger:open ledger:closed</ledger:History>" => [];
    names_in_another_namespace: "", "<ledger:History>ledger:open ns0:closed</ledger:History>" => ["the enumeration"];
    unlisted_names: "", "<ledger:History>ledger:closed</ledger:History>" => ["the enumeration"];
    enumerated_name_of_a_union: "", "<ledger:Reply>ledger:open</ledger:Reply>" => [];
    enumerated_number_of_a_union: "", "<ledger:Reply>7</ledger:Reply>" => [];
    unlisted_number_of_a_union: "", "<ledger:Reply>8</ledger:Reply>" => ["the enumeration"];
    unlisted_name_of_a_union: "", "<ledger:Reply>ledger:closed</ledger:Reply>" => ["the enumeration"];
    name_in_a_union: "", "<ledger:StatusOrNumber>ledger:closed</ledger:StatusOrNumber><ledger:StatusOrNumber>4</ledger:StatusOrNumber>" => [];
    unlisted_name_in_a_union: "", "<ledger:StatusOrNumber>ns0:closed</ledger:StatusOrNumber>" => ["all members of the union"];
}

/// Checks that values of type `xs:QName` keep their namespaces if the document has other prefixes than the writer.
#[test]
fn names_keep_their_namespaces() {
    let text = "<Entry xmlns=\"urn:example:ledger\" xmlns:a=\"urn:example:other\" flag=\"0\" names=\"b a:b all(x)\">\
                <Money>0.00</Money><Status>open</Status></Entry>";
    let entry = Options::new().strict(true).from_str::<Entry>(text).unwrap();
    assert_eq!(entry.validate(), []);
    let again = xsd_runtime::from_str::<Entry>(&xsd_runtime::to_string(&entry).unwrap()).unwrap();
    assert_eq!(again, entry);
    assert_eq!(again.status.as_ref().map(ToString::to_string).as_deref(), Some("{urn:example:ledger}open"));
    let names = format!("{:?}", again.names);
    assert!(names.contains("urn:example:ledger") && names.contains("urn:example:other"), "{names}");
}

/// Does not use `check`, which compares the value before and after writing: NaN is not equal to itself.
#[test]
fn not_a_number_is_not_within_a_bound() {
    let text = "<ledger:Entry xmlns:ledger=\"urn:example:ledger\" flag=\"1\"><ledger:Money>1.50</ledger:Money>\
                <ledger:Share>NaN</ledger:Share></ledger:Entry>";
    let entry: Entry = Options::new().strict(true).from_str(text).unwrap();
    let found: Vec<String> = entry.validate().iter().map(|found| found.constraint.to_string()).collect();
    assert_eq!(found, ["minInclusive 0"]);
}

#[test]
fn names_of_two_namespaces_are_unequal_members_of_a_union() {
    use xsd_runtime::QName;

    use crate::constructs::lexical_facets::generated::ledger::StatusOrNumber;

    let [ledger, other] = ["urn:example:ledger", "urn:example:other"].map(|uri| QName::new(uri, "open"));
    assert_eq!(StatusOrNumber::from(ledger.clone()), StatusOrNumber::from(ledger.clone()));
    assert_ne!(StatusOrNumber::from(ledger), StatusOrNumber::from(other));
}

#[test]
fn a_text_with_a_pattern_is_a_parameter_of_new() {
    let sum = Sum::new("7.50".parse::<Spelled<Decimal>>().unwrap());
    assert_eq!(
        xsd_runtime::to_string(&Total(sum)).unwrap(),
        "<ledger:Total xmlns:ledger=\"urn:example:ledger\">7.50</ledger:Total>"
    );
}

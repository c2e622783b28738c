//! Values as JSON, for logs and tools.

use ews_types::messages::elements::{FindItemResponse, GetClientAccessTokenResponse, UpdateItem};
use ews_types::xml::{self, GlobalElement};
use serde::Serialize;

const NS: &str = r#"xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;

/// Reads an element and compares its JSON.
#[track_caller]
fn check<E: GlobalElement + Serialize>(content: &str, expected: &str) {
    check_with::<E>("", content, expected);
}

#[track_caller]
fn check_with<E: GlobalElement + Serialize>(attributes: &str, content: &str, expected: &str) {
    let name = E::ROW.name();
    let value: E = xml::from_str(&format!("<m:{name} {NS} {attributes}>{content}</m:{name}>")).unwrap();
    let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), expected, "{}", serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn elements_are_objects_with_attributes_numbers_and_lists() {
    check::<FindItemResponse>(
        "<m:ResponseMessages><m:FindItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>\
         <m:RootFolder TotalItemsInView=\"2\" IncludesLastItemInRange=\"true\"><t:Items><t:Message>\
         <t:ItemId Id=\"a\"/><t:Subject>s</t:Subject><t:Body BodyType=\"Text\">b</t:Body>\
         <t:DateTimeReceived>2026-03-02T09:15:30Z</t:DateTimeReceived><t:Categories><t:String>x</t:String></t:Categories>\
         </t:Message><t:Item xsi:type=\"t:TaskType\"><t:PercentComplete>0.5</t:PercentComplete></t:Item></t:Items>\
         </m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages>",
        r##"{"ResponseMessages": [{"FindItemResponseMessage": {
            "ResponseClass": "Success", "ResponseCode": "NoError",
            "RootFolder": {"IncludesLastItemInRange": true, "TotalItemsInView": 2, "Items": [
                {"Message": {"ItemId": {"Id": "a"}, "Subject": "s", "Body": {"BodyType": "Text", "#text": "b"},
                    "DateTimeReceived": "2026-03-02T09:15:30Z", "Categories": ["x"]}},
                {"Item": {"xsi:type": "TaskType", "PercentComplete": 0.5}}
            ]}}}]}"##,
    );
}

#[test]
fn secrets_are_not_serialized() {
    check::<GetClientAccessTokenResponse>(
        "<m:ResponseMessages><m:GetClientAccessTokenResponseMessage ResponseClass=\"Success\"><m:Token><t:Id>a</t:Id>\
         <t:TokenType>CallerIdentity</t:TokenType><t:TokenValue>hush</t:TokenValue><t:TTL>480</t:TTL></m:Token>\
         </m:GetClientAccessTokenResponseMessage></m:ResponseMessages>",
        r##"{"ResponseMessages": [{"GetClientAccessTokenResponseMessage": {"ResponseClass": "Success", "Token":
            {"Id": "a", "TokenType": "CallerIdentity", "TokenValue": "(secret)", "TTL": 480}}}]}"##,
    );
}

#[test]
fn repeated_choices_are_lists() {
    check_with::<UpdateItem>(
        "ConflictResolution=\"AutoResolve\"",
        "<m:ItemChanges><t:ItemChange><t:ItemId Id=\"a\"/><t:Updates><t:DeleteItemField><t:FieldURI \
         FieldURI=\"item:Subject\"/></t:DeleteItemField></t:Updates></t:ItemChange></m:ItemChanges>",
        r##"{"ConflictResolution": "AutoResolve", "ItemChanges": [{"ItemId": {"Id": "a"}, "Updates": [
            {"DeleteItemField": {"FieldURI": {"FieldURI": "item:Subject"}}}]}]}"##,
    );
}

#[test]
fn an_unknown_element_has_the_content_of_its_base_and_its_own() {
    check::<FindItemResponse>(
        "<m:ResponseMessages><m:FindItemResponseMessage ResponseClass=\"Success\"><m:RootFolder><t:Items><t:Booking>\
         <t:Staff>s</t:Staff><t:ItemId Id=\"a\"/></t:Booking></t:Items></m:RootFolder></m:FindItemResponseMessage>\
         </m:ResponseMessages>",
        r##"{"ResponseMessages": [{"FindItemResponseMessage": {"ResponseClass": "Success",
            "RootFolder": {"Items": [{"Booking": {"ItemId": {"Id": "a"}, "Staff": "s"}}]}}}]}"##,
    );
}

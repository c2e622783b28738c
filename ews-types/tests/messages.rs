//! Messages of different kinds, read in strict mode and written with equal content.

use std::path::Path;

use ews_types::messages::ResponseMessage;
use ews_types::messages::elements::*;
use ews_types::types::{
    AnyAlternateIdBaseType, ItemChangeDescription, Path as PropertyPath, RealItem, SearchExpression,
};
use ews_types::xml::{self, GlobalElement, Options};

use test_support::content;

/// Reads a message in strict mode, writes it and compares the content. Returns the value.
fn check<E: GlobalElement + PartialEq + std::fmt::Debug>(name: &str) -> E {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messages").join(name).with_extension("xml");
    let text = std::fs::read_to_string(path).unwrap();
    let document = Options::new().strict(true).read::<E>(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(document.deviations.is_empty(), "{name}: {:?}", document.deviations);
    let written = xml::to_string(&document.value).unwrap();
    assert_eq!(content(&text), content(&written), "{name}");
    assert_eq!(xml::from_str::<E>(&written).unwrap(), document.value, "{name}");
    document.value
}

#[test]
fn a_request_for_tokens_is_read() {
    let request: GetClientAccessToken = check("get_client_access_token");
    assert_eq!(request.token_requests.len(), 2);
    assert_eq!(request.token_requests[0].token_type.as_str(), "CallerIdentity");
    assert_eq!(request.token_requests[1].scope.as_deref(), Some("read"));
}

#[test]
fn a_response_with_a_token_is_read() {
    let response: GetClientAccessTokenResponse = check("get_client_access_token_response");
    let [ResponseMessage::GetClientAccessTokenResponseMessage(message)] = response.response_messages.as_slice() else {
        panic!("{response:?}");
    };
    let token = message.token.as_ref().unwrap();
    assert_eq!(token.token_value.expose(), "bm90IGEgdG9rZW4=");
    assert_eq!(token.ttl.to_string(), "480");
    assert!(!format!("{response:?}").contains("bm90"), "the Debug output contains the token");
}

#[test]
fn a_response_without_a_token_is_read() {
    let response: GetClientAccessTokenResponse = check("get_client_access_token_denied");
    let [ResponseMessage::GetClientAccessTokenResponseMessage(message)] = response.response_messages.as_slice() else {
        panic!("{response:?}");
    };
    assert_eq!(message.response_code.as_ref().map(|code| code.as_str()), Some("ErrorInvalidClientAccessTokenRequest"));
    assert_eq!(message.descriptive_link_key, Some(0));
    assert!(message.message_text.is_some() && message.token.is_none());
}

#[test]
fn items_of_different_types_are_read() {
    let response: FindItemResponse = check("find_item_response");
    let [ResponseMessage::FindItemResponseMessage(message)] = response.response_messages.as_slice() else {
        panic!("{response:?}");
    };
    let folder = message.root_folder.as_ref().unwrap();
    let ews_types::types::ItemsOrGroups::Items(items) = &folder.items_or_groups else { panic!("{folder:?}") };
    let [RealItem::Message(mail), RealItem::CalendarItem(meeting), RealItem::Contact(_), RealItem::Task(task)] =
        items.as_slice()
    else {
        panic!("{items:?}");
    };
    assert_eq!(mail.subject.as_deref(), Some("Lunch & <learn>"));
    assert_eq!(mail.categories.as_deref(), Some(&["Red".to_owned(), "Blue  and green".to_owned()][..]));
    assert_eq!(meeting.start.map(|start| start.to_string()).as_deref(), Some("2026-03-02T09:00:00Z"));
    assert_eq!(task.due_date.map(|due| due.to_string()).as_deref(), Some("2026-03-04T00:00:00"));
}

#[test]
fn changes_of_fields_are_read() {
    let request: UpdateItem = check("update_item");
    let [ItemChangeDescription::SetItemField(first), ItemChangeDescription::SetItemField(second), _] =
        request.item_changes[0].updates.as_slice()
    else {
        panic!("{request:?}");
    };
    assert!(matches!(first.path, PropertyPath::FieldUri(_)));
    assert!(matches!(second.path, PropertyPath::ExtendedFieldUri(_)));
}

#[test]
fn nested_restrictions_are_read() {
    let request: FindItem = check("find_item");
    let restriction = request.restriction.as_ref().unwrap();
    let SearchExpression::And(and) = &restriction.search_expression else { panic!("{restriction:?}") };
    let [SearchExpression::Or(or), SearchExpression::Not(not)] = and.search_expression.as_slice() else {
        panic!("{and:?}");
    };
    assert_eq!(or.search_expression.len(), 2);
    assert!(matches!(*not.search_expression, SearchExpression::Contains(_)));
}

#[test]
fn availability_is_read() {
    let response: GetUserAvailabilityResponse = check("get_user_availability_response");
    assert!(response.free_busy_response_array.is_some());
}

#[test]
fn time_zones_with_both_kinds_of_transition_are_read() {
    check::<GetServerTimeZonesResponse>("get_server_time_zones_response");
}

#[test]
fn ids_of_derived_types_are_read() {
    let response: ConvertIdResponse = check("convert_id_response");
    let [ResponseMessage::ConvertIdResponseMessage(first), ResponseMessage::ConvertIdResponseMessage(second)] =
        response.response_messages.as_slice()
    else {
        panic!("{response:?}");
    };
    assert!(matches!(first.alternate_id, Some(AnyAlternateIdBaseType::AlternateIdType(_))));
    assert!(matches!(second.alternate_id, Some(AnyAlternateIdBaseType::AlternatePublicFolderItemIdType(_))));
}

#[test]
fn the_language_of_a_reply_is_read() {
    let request: SetUserOofSettingsRequest = check("set_user_oof_settings_request");
    let reply = request.user_oof_settings.internal_reply.as_ref().unwrap();
    assert_eq!(reply.lang.as_deref(), Some("de-DE"));
}

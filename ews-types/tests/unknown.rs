//! Elements that match no alternative of a choice are kept, and written as they were read.

use ews_types::messages::ResponseMessage;
use ews_types::messages::elements::{
    FindFolderResponse, FindItemResponse, GetAttachmentResponse, GetEventsResponse, GetItemResponse,
    SyncFolderItemsResponse,
};
use ews_types::operations::FindItem;
use ews_types::soap;
use ews_types::types::{
    Attachment, Folder, ItemType, ItemsOrGroups, NotificationEvent, RealItem, SyncFolderItemsChange,
};
use ews_types::xml::{
    self, AnyElement, AnyNode, Constraint, DeviationKind, ErrorKind, GlobalElement, Options, Unknown, Validate,
};

use crate::find_item::{M, T, response};
use crate::pieces::documents::find_item;

/// Returns a response with one response message.
fn message(operation: &str, content: &str) -> String {
    format!(
        "<m:{operation}Response xmlns:m=\"{M}\" xmlns:t=\"{T}\"><m:ResponseMessages><m:{operation}ResponseMessage \
         ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>{content}</m:{operation}ResponseMessage>\
         </m:ResponseMessages></m:{operation}Response>"
    )
}

/// Reads a document. Checks that it is written with the same content, that strict mode refuses it, and that a clone of its value is
/// equal. Returns the value.
#[track_caller]
fn read<E: GlobalElement>(text: &str) -> E {
    let document = Options::new().read::<E>(text).unwrap();
    assert!(document.deviations.iter().all(|deviation| deviation.kind != DeviationKind::LeftOut));
    let written = xml::to_string(&document.value).unwrap();
    assert_eq!(test_support::content(&written), test_support::content(text), "{written}");
    assert_eq!(xml::from_str::<E>(&written).unwrap(), document.value);
    assert_eq!(document.value.clone(), document.value);
    assert!(Options::new().strict(true).from_str::<E>(text).is_err(), "strict mode reads it");
    document.value
}

/// Unknown kinds of item.
mod items {
    use super::*;

    /// Reads an item of an unknown kind. Checks its id, which is a field of the base type, and the children that are kept as elements.
    #[track_caller]
    fn check(content: &str, id: Option<&str>, rest: &[&str]) {
        let text = response(&format!("<t:Message/><t:Booking>{content}</t:Booking><t:Task/>"));
        let mut value = read::<FindItemResponse>(&text);
        let items = items_of(&mut value);
        let [RealItem::Message(_), RealItem::Unknown(unknown), RealItem::Task(_)] = &items[..] else {
            panic!("{items:?}")
        };
        assert_eq!((unknown.rest.local.as_str(), unknown.rest.namespace.as_str()), ("Booking", T));
        assert_eq!(unknown.item_id.as_ref().map(|id| id.id.as_str()), id);
        let nodes = unknown.rest.content.nodes.iter();
        let names: Vec<&str> = nodes
            .filter_map(|node| match node {
                AnyNode::Element(element) => Some(element.local.as_str()),
                AnyNode::Text(_) => None,
            })
            .collect();
        assert_eq!(names, rest);
    }

    test_support::cases! { check {
        empty: ("", None, &[]);
        known_children_only: ("<t:ItemId Id=\"a\" ChangeKey=\"b\"/><t:Subject>s</t:Subject>", Some("a"), &[]);
        unknown_children_between_known_ones: (
            "<t:Staff>x</t:Staff><t:ItemId Id=\"a\"/><t:Room><t:Name/></t:Room><t:Subject>s</t:Subject><t:Staff/>",
            Some("a"),
            &["Staff", "Room", "Staff"],
        );
        known_children_in_another_order: ("<t:Subject>s</t:Subject><t:ItemId Id=\"a\"/>", Some("a"), &[]);
        a_value_in_another_form: ("<t:ItemId Id=\"a\"/><t:Size> 12 </t:Size><t:HasAttachments>1</t:HasAttachments>", Some("a"),
            &["Size", "HasAttachments"]);
        an_invalid_value: ("<t:Size>big</t:Size><t:ItemId Id=\"a\"/>", Some("a"), &["Size"]);
        a_child_with_an_unknown_attribute: ("<t:ItemId Id=\"a\" New=\"1\"/>", None, &["ItemId"]);
        a_child_without_a_required_attribute: ("<t:ItemId ChangeKey=\"b\"/>", None, &["ItemId"]);
        a_child_with_an_unknown_child: (
            "<t:From><t:Mailbox><t:Name>n</t:Name></t:Mailbox></t:From><t:Categories><t:String>c</t:String><t:New/></t:Categories>",
            None,
            &["From", "Categories"],
        );
        a_repeated_child: ("<t:Subject>a</t:Subject><t:Subject>b</t:Subject>", None, &["Subject"]);
        an_unlisted_value: ("<t:Importance>Urgent</t:Importance>", None, &[]);
        white_space_between_children: ("\n  <t:ItemId Id=\"a\"/>\n  <t:Staff/>\n", Some("a"), &["Staff"]);
        text: ("x<t:ItemId Id=\"a\"/>y", Some("a"), &[]);
        children_of_another_namespace: ("<x:ItemId xmlns:x=\"urn:x\" Id=\"a\"/>", None, &["ItemId"]);
        repeated_properties: (
            "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x1\" PropertyType=\"String\"/><t:Value>a</t:Value>\
             </t:ExtendedProperty><t:Staff/><t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x2\" PropertyType=\"String\"/>\
             <t:Value>b</t:Value></t:ExtendedProperty><t:ExtendedProperty/>",
            None,
            &["Staff", "ExtendedProperty"],
        );
    }}
}

/// Items of all kinds, including unknown kinds, give access to the fields of their common base type.
#[test]
fn items_of_all_kinds_have_the_fields_of_the_base() {
    let kinds = ["Item", "Message", "CalendarItem", "Contact", "MeetingRequest", "Task", "PostItem", "Booking"];
    let content: String = kinds.iter().map(|kind| format!("<t:{kind}><t:ItemId Id=\"{kind}\"/></t:{kind}>")).collect();
    let mut value: FindItemResponse = xml::from_str(&response(&content)).unwrap();
    for (kind, item) in kinds.iter().zip(items_of(&mut value)) {
        assert_eq!(item.item_id.as_ref().map(|id| id.id.as_str()), Some(*kind));
        item.subject = Some(format!("{kind} of today"));
    }
    let written = xml::to_string(&value).unwrap();
    assert_eq!(kinds.iter().filter(|kind| written.contains(&format!("<t:Subject>{kind} of today"))).count(), 8);
}

/// An unknown item inside a known alternative, `Create`, does not make the alternative unknown.
#[test]
fn a_created_item_of_an_unknown_kind_is_kept() {
    let text = message(
        "SyncFolderItems",
        "<m:SyncState>s</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes><t:Create><t:Booking>\
         <t:ItemId Id=\"b\" ChangeKey=\"c\"/><t:UID>1</t:UID></t:Booking></t:Create><t:Update><t:Message/></t:Update></m:Changes>",
    );
    let value = read::<SyncFolderItemsResponse>(&text);
    let ResponseMessage::SyncFolderItemsResponseMessage(message) = &value.response_messages[0] else { panic!() };
    let changes = message.changes.as_deref().unwrap();
    let [SyncFolderItemsChange::Create(created), SyncFolderItemsChange::Update(_)] = changes else {
        panic!("{changes:?}")
    };
    let RealItem::Unknown(unknown) = &created.item else { panic!("{created:?}") };
    assert_eq!(unknown.item_id.as_ref().unwrap().id, "b");
    assert_eq!(format!("{unknown:?}").matches("<Booking>").count(), 1);
}

/// Unknown elements in other choices.
mod other_choices {
    use super::*;

    #[test]
    fn folders() {
        let value = read::<FindFolderResponse>(&message(
            "FindFolder",
            "<m:RootFolder><t:Folders><t:BookingsFolder><t:FolderId Id=\"f\"/><t:DisplayName>d</t:DisplayName><t:New/>\
             </t:BookingsFolder><t:Folder/></t:Folders></m:RootFolder>",
        ));
        let ResponseMessage::FindFolderResponseMessage(message) = &value.response_messages[0] else { panic!() };
        let folders = message.root_folder.as_ref().unwrap().folders.as_deref().unwrap();
        let [Folder::Unknown(unknown), Folder::Folder(_)] = folders else { panic!("{folders:?}") };
        assert_eq!(unknown.display_name.as_deref(), Some("d"));
    }

    #[test]
    fn attachments() {
        let value = read::<GetAttachmentResponse>(&message(
            "GetAttachment",
            "<m:Attachments><t:CloudAttachment><t:AttachmentId Id=\"a\"/><t:Name>n</t:Name><t:Url>u</t:Url></t:CloudAttachment>\
             </m:Attachments>",
        ));
        let ResponseMessage::GetAttachmentResponseMessage(message) = &value.response_messages[0] else { panic!() };
        let attachments = message.attachments.as_deref().unwrap();
        let [Attachment::Unknown(unknown)] = attachments else { panic!("{attachments:?}") };
        assert_eq!(unknown.name.as_deref(), Some("n"));
    }

    #[test]
    fn events() {
        let value = read::<GetEventsResponse>(&message(
            "GetEvents",
            "<m:Notification><t:SubscriptionId>s</t:SubscriptionId><t:StatusEvent><t:Watermark>w</t:Watermark></t:StatusEvent>\
             <t:NewerEvent><t:Watermark>x</t:Watermark><t:ItemId Id=\"i\"/></t:NewerEvent></m:Notification>",
        ));
        let ResponseMessage::GetEventsResponseMessage(message) = &value.response_messages[0] else { panic!() };
        let events = &message.notification.as_ref().unwrap().events;
        let [NotificationEvent::StatusEvent(_), NotificationEvent::Unknown(unknown)] = &events[..] else {
            panic!("{events:?}")
        };
        assert_eq!(unknown.watermark.as_deref(), Some("x"));
    }

    #[test]
    fn response_messages() {
        let text = message("GetItem", "<m:Items/>").replace("GetItemResponseMessage", "NewerResponseMessage");
        let value = read::<GetItemResponse>(&text);
        assert!(
            matches!(&value.response_messages[..], [ResponseMessage::Unknown(element)] if element.local == "NewerResponseMessage")
        );
    }
}

/// If a choice contains an unknown element and a known alternative, the value is the known alternative.
#[test]
fn a_known_alternative_replaces_an_unknown_one() {
    let text = message(
        "SyncFolderItems",
        "<m:Changes><t:Create><t:New/><t:Task/></t:Create><t:Create><t:Task/><t:New/></t:Create></m:Changes>",
    );
    let document = Options::new().read::<SyncFolderItemsResponse>(&text).unwrap();
    let kinds: Vec<DeviationKind> = document.deviations.iter().map(|deviation| deviation.kind).collect();
    assert_eq!(kinds, [DeviationKind::UnknownElement; 2]);
    let ResponseMessage::SyncFolderItemsResponseMessage(message) = &document.value.response_messages[0] else {
        panic!()
    };
    for change in message.changes.as_deref().unwrap() {
        let SyncFolderItemsChange::Create(created) = change else { panic!("{change:?}") };
        assert!(matches!(created.item, RealItem::Task(_)), "{created:?}");
    }
}

/// Returns the items of a response to FindItem.
fn items_of(value: &mut FindItemResponse) -> &mut Vec<RealItem> {
    let ResponseMessage::FindItemResponseMessage(message) = &mut value.response_messages[0] else { panic!() };
    let ItemsOrGroups::Items(items) = &mut message.root_folder.as_mut().unwrap().items_or_groups else { panic!() };
    items
}

/// Fields that a program sets are written after the elements that were read, and fields that it clears are not written.
#[test]
fn changed_fields_of_the_base_are_written() {
    let mut value = xml::from_str::<FindItemResponse>(&response(
        "<t:Booking><t:A/><t:ItemId Id=\"a\"/><t:B/><t:Size>1</t:Size></t:Booking>",
    ))
    .unwrap();
    let [RealItem::Unknown(unknown)] = &mut items_of(&mut value)[..] else { panic!() };
    unknown.item_id = None;
    unknown.size = Some(2);
    unknown.subject = Some("s".to_owned());
    let made = Unknown::new(
        ItemType { subject: Some("t".to_owned()), ..ItemType::default() },
        AnyElement { namespace: T.to_owned(), local: "Made".to_owned(), ..AnyElement::default() },
    );
    items_of(&mut value).push(RealItem::Unknown(Box::new(made)));
    let expected = response(
        "<t:Booking><t:A/><t:B/><t:Size>2</t:Size><t:Subject>s</t:Subject></t:Booking><t:Made><t:Subject>t</t:Subject></t:Made>",
    );
    let written = xml::to_string(&value).unwrap();
    assert_eq!(test_support::content(&written), test_support::content(&expected));

    items_of(&mut value).push(RealItem::Unknown(Box::default()));
    assert_eq!(xml::to_string(&value).unwrap_err().kind(), ErrorKind::Missing);
}

/// `validate` reports an element of an unknown kind.
#[test]
fn an_unknown_element_is_a_violation() {
    let value = xml::from_str::<FindItemResponse>(&response("<t:Message/><t:Booking/>")).unwrap();
    let violations = value.validate();
    let found: Vec<_> = violations.iter().map(|violation| (violation.constraint, violation.value.as_str())).collect();
    assert_eq!(found, [(Constraint::Choice, "<Booking>")]);
}

/// Elements that lack required content.
mod incomplete {
    use super::*;

    /// Reads a calendar item with the content `content`. Checks the content that is written, and the kinds of the deviations.
    #[track_caller]
    fn check(content: &str, expected: &str, kinds: &[DeviationKind]) {
        let text = response(&format!("<t:CalendarItem>{content}</t:CalendarItem>"));
        let document = Options::new().read::<FindItemResponse>(&text).unwrap();
        let expected = response(&format!("<t:CalendarItem>{expected}</t:CalendarItem>"));
        let written = xml::to_string(&document.value).unwrap();
        assert_eq!(test_support::content(&written), test_support::content(&expected));
        let found: Vec<DeviationKind> = document.deviations.iter().map(|deviation| deviation.kind).collect();
        assert_eq!(found, kinds);
        for deviation in document.deviations.iter().filter(|deviation| deviation.kind == DeviationKind::LeftOut) {
            assert!(deviation.element.is_some(), "{deviation}");
        }
    }

    test_support::cases! { check {
        an_optional_element: ("<t:Recurrence/>", "", &[DeviationKind::Missing, DeviationKind::Missing, DeviationKind::LeftOut]);
        an_attribute: ("<t:ItemId/><t:Size>1</t:Size>", "<t:Size>1</t:Size>", &[DeviationKind::Missing, DeviationKind::LeftOut]);
        a_nested_element: (
            "<t:Subject>s</t:Subject><t:Organizer/>",
            "<t:Subject>s</t:Subject>",
            &[DeviationKind::Missing, DeviationKind::LeftOut],
        );
        an_invalid_value: (
            "<t:Flag><t:FlagStatus>NotFlagged</t:FlagStatus><t:StartDate>soon</t:StartDate></t:Flag>",
            "<t:Flag><t:FlagStatus>NotFlagged</t:FlagStatus></t:Flag>",
            &[DeviationKind::Value],
        );
        an_item_of_a_list: (
            "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x1\" PropertyType=\"String\"/></t:ExtendedProperty>\
             <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x2\" PropertyType=\"String\"/><t:Value/></t:ExtendedProperty>",
            "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x2\" PropertyType=\"String\"/><t:Value/></t:ExtendedProperty>",
            &[DeviationKind::Missing, DeviationKind::LeftOut],
        );
        an_item_of_a_wrapper: (
            "<t:RequiredAttendees><t:Attendee/><t:Attendee><t:Mailbox/></t:Attendee></t:RequiredAttendees>",
            "<t:RequiredAttendees><t:Attendee><t:Mailbox/></t:Attendee></t:RequiredAttendees>",
            &[DeviationKind::Missing, DeviationKind::LeftOut],
        );
        an_unknown_alternative: (
            "<t:Recurrence><t:New>1</t:New><t:NoEndRecurrence><t:StartDate>2026-01-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>",
            "<t:Recurrence><t:New>1</t:New><t:NoEndRecurrence><t:StartDate>2026-01-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>",
            &[DeviationKind::UnknownElement],
        );
        an_incomplete_alternative: (
            "<t:Recurrence><t:DailyRecurrence><t:Interval>x</t:Interval></t:DailyRecurrence><t:NoEndRecurrence/></t:Recurrence>",
            "<t:Recurrence><t:DailyRecurrence><t:Interval>x</t:Interval></t:DailyRecurrence><t:NoEndRecurrence/></t:Recurrence>",
            &[DeviationKind::Value, DeviationKind::Missing],
        );
    }}

    #[test]
    fn a_root_element_is_an_error() {
        let text = format!("<m:GetItemResponse xmlns:m=\"{M}\"/>");
        let error = xml::from_str::<GetItemResponse>(&text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Missing);
        assert!(error.to_string().contains("missing: ResponseMessages"), "{error}");
    }
}

/// Each item comes with its own deviations.
#[test]
fn items_have_their_deviations() {
    let text = find_item("<t:Message/><t:Message><t:New/></t:Message><t:Booking/>");
    let kinds: Vec<Vec<DeviationKind>> = soap::Items::<FindItem, _>::new(text.as_bytes())
        .map(|item| item.unwrap().deviations.iter().map(|deviation| deviation.kind).collect())
        .collect();
    assert_eq!(kinds, [vec![], vec![DeviationKind::UnknownElement], vec![DeviationKind::UnknownElement]]);
}

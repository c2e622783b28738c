//! The answers to the operations.

use std::ops::{Deref, DerefMut};

use ews_types::messages::{
    AttachmentInfoResponseMessageType, FindFolderResponseMessageType, FindItemResponseMessageType, FindItemType,
    FindItemView, FolderInfoResponseMessageType, GetClientAccessTokenResponseMessageType, GetEventsResponseMessageType,
    GetServerTimeZonesResponseMessageType, GetStreamingEventsResponseMessageType, ItemInfoResponseMessageType,
    ResponseCodeType, ResponseMessage, ResponseMessageType, SubscribeResponseMessageType,
    SyncFolderItemsResponseMessageType, SyncFolderItemsType, UpdateItemResponseMessageType,
};
use ews_types::operations::{self, AnyRequest};
use ews_types::soap::{self, Fault, IncomingRequest, RequestHeaders};
use ews_types::types::{
    BaseItemId, BaseObjectChangedEventType, CalendarItemTypeType, ClientAccessTokenType, ConnectionStatusType,
    FindFolderParentType, FindItemParentItemsOrGroups, FindItemParentType, FolderIdType, ItemChangeDescription,
    ItemChangeItemId, ItemChangeType, ItemIdType, ItemOrResponseObject, NotificationEvent, NotificationType, RealItem,
    ResponseClassType, ServerVersionInfoType, SyncFolderItemsChange, SyncFolderItemsCreateOrUpdateType,
    TimeZoneDefinitionType,
};

use crate::mailbox::{self, Change, Mailbox, folder_id, set_attachment_id, target_id};
use crate::search::{TIME_ZONES, calendar_view, matches, shaped, sort, to_time_zone};

/// The app to which the server issues tokens, and their lifetime in minutes.
const APP: &str = "2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1";
const TTL: i32 = 480;

/// Returns the bytes of an answer with response messages.
macro_rules! respond {
    ($operation:ident, $messages:expr) => {{
        let mut body = <operations::$operation as soap::Operation>::Response::default();
        body.response_messages = $messages;
        soap::answer::<operations::$operation>(&body).server_version(version()).to_vec()
    }};
}

/// Carries out a request, and returns the bytes of the answer.
pub(crate) fn answer(request: &IncomingRequest, mailbox: &mut Mailbox) -> Result<Vec<u8>, Box<Fault>> {
    let bytes = match &request.body {
        AnyRequest::GetFolder(body) => {
            respond!(GetFolder, body.folder_ids.iter().map(|id| get_folder(mailbox, folder_id(id))).collect())
        }
        AnyRequest::FindFolder(body) => {
            respond!(FindFolder, body.parent_folder_ids.iter().map(|id| find_folder(mailbox, folder_id(id))).collect())
        }
        AnyRequest::CreateFolder(body) => {
            let parent = target_id(&body.parent_folder_id.folder_id);
            let create = |folder: &ews_types::types::Folder| {
                let id = mailbox.add_folder(parent, folder.display_name.as_deref().unwrap_or_default());
                get_folder(mailbox, &id)
            };
            respond!(CreateFolder, body.folders.iter().map(create).collect())
        }
        AnyRequest::FindItem(body) => {
            respond!(FindItem, vec![find_item(mailbox, body, &request.headers)])
        }
        AnyRequest::GetItem(body) => {
            let get = |id: &BaseItemId| match id {
                BaseItemId::ItemId(id) => mailbox.item(&id.id).map(|stored| shaped(&stored.item, &body.item_shape)),
                _ => None,
            };
            let messages = body.item_ids.iter().map(|id| match get(id) {
                Some(item) => ResponseMessage::GetItemResponseMessage(with_item(item).into()),
                None => ResponseMessage::GetItemResponseMessage(not_found::<ItemInfoResponseMessageType>().into()),
            });
            respond!(GetItem, messages.collect())
        }
        AnyRequest::CreateItem(body) => {
            let folder = body.saved_item_folder_id.as_ref().map(|target| target_id(&target.folder_id));
            respond!(CreateItem, body.items.iter().map(|item| create_item(mailbox, folder, item)).collect())
        }
        AnyRequest::UpdateItem(body) => {
            respond!(UpdateItem, body.item_changes.iter().map(|change| update_item(mailbox, change)).collect())
        }
        AnyRequest::GetAttachment(body) => {
            respond!(GetAttachment, body.attachment_ids.iter().map(|id| get_attachment(mailbox, &id.id)).collect())
        }
        AnyRequest::CreateAttachment(body) => {
            respond!(CreateAttachment, vec![create_attachment(mailbox, &body.parent_item_id.id, &body.attachments)])
        }
        AnyRequest::SyncFolderItems(body) => {
            respond!(SyncFolderItems, vec![synchronize(mailbox, body)?])
        }
        AnyRequest::Subscribe(_) => {
            mailbox.subscriptions.push(mailbox.changes.len());
            let message = SubscribeResponseMessageType {
                base: success(),
                subscription_id: Some((mailbox.subscriptions.len() - 1).to_string()),
                watermark: Some(mailbox.changes.len().to_string()),
            };
            respond!(Subscribe, vec![ResponseMessage::SubscribeResponseMessage(message)])
        }
        AnyRequest::Unsubscribe(_) => {
            respond!(Unsubscribe, vec![ResponseMessage::UnsubscribeResponseMessage(success().into())])
        }
        AnyRequest::GetEvents(body) => {
            let notification = events(mailbox, &body.subscription_id, position(&body.watermark)?);
            let message = GetEventsResponseMessageType { base: success(), notification: Some(notification) };
            respond!(GetEvents, vec![ResponseMessage::GetEventsResponseMessage(message)])
        }
        AnyRequest::GetStreamingEvents(body) => stream(mailbox, &body.subscription_ids),
        AnyRequest::GetServerTimeZones(body) => {
            let ids = body.ids.as_deref().unwrap_or_default();
            let is_wanted = |id: &str| ids.is_empty() || ids.iter().any(|wanted| wanted == id);
            let zones =
                TIME_ZONES.iter().filter(|zone| is_wanted(zone.0)).map(|(id, name, _)| TimeZoneDefinitionType {
                    id: Some((*id).to_owned()),
                    name: Some((*name).to_owned()),
                    ..Default::default()
                });
            let message =
                GetServerTimeZonesResponseMessageType { base: success(), time_zone_definitions: Some(zones.collect()) };
            respond!(GetServerTimeZones, vec![ResponseMessage::GetServerTimeZonesResponseMessage(message)])
        }
        AnyRequest::GetClientAccessToken(body) => {
            let token = |request: &ews_types::types::ClientAccessTokenRequestType| {
                let mut message = GetClientAccessTokenResponseMessageType::default();
                message.base = match request.id.as_str() {
                    APP => success(),
                    _ => failure(ResponseCodeType::ErrorInvalidClientAccessTokenRequest, "The app is not installed."),
                };
                message.token = (request.id == APP).then(|| ClientAccessTokenType {
                    id: request.id.clone(),
                    token_type: request.token_type.clone(),
                    token_value: "an-example-of-a-token".into(),
                    ttl: TTL.into(),
                });
                ResponseMessage::GetClientAccessTokenResponseMessage(message)
            };
            respond!(GetClientAccessToken, body.token_requests.iter().map(token).collect())
        }
        other => {
            let text = format!("{} is not served here", other.name());
            return Err(Fault::client(ResponseCodeType::ErrorInvalidOperation, &text).into());
        }
    };
    bytes.map_err(|error| Fault::server(ResponseCodeType::ErrorInternalServerError, &error.to_string()).into())
}

fn version() -> ServerVersionInfoType {
    ServerVersionInfoType {
        major_version: Some(15),
        minor_version: Some(2),
        major_build_number: Some(1118),
        minor_build_number: Some(7),
        version: Some("V2017_07_11".to_owned()),
    }
}

fn success() -> ResponseMessageType {
    ResponseMessageType {
        response_class: ResponseClassType::Success,
        response_code: Some(ResponseCodeType::NoError),
        ..Default::default()
    }
}

fn failure(code: ResponseCodeType, text: &str) -> ResponseMessageType {
    ResponseMessageType {
        response_class: ResponseClassType::Error,
        response_code: Some(code),
        message_text: Some(text.to_owned()),
        ..Default::default()
    }
}

/// Returns a message that states that there is no such item or folder.
fn not_found<M: Default + DerefMut + Deref<Target = ResponseMessageType>>() -> M {
    let mut message = M::default();
    *message = failure(ResponseCodeType::ErrorItemNotFound, "The specified object was not found in the store.");
    message
}

fn with_item(item: RealItem) -> ItemInfoResponseMessageType {
    ItemInfoResponseMessageType { base: success(), items: Some(vec![item]) }
}

/// Returns an item that consists of its id.
fn item_of(id: ItemIdType) -> RealItem {
    let mut item = RealItem::from(ews_types::types::MessageType::default());
    item.item_id = Some(id.into());
    item
}

fn get_folder(mailbox: &Mailbox, id: &str) -> ResponseMessage {
    let message = match mailbox.folders.iter().find(|folder| folder.id == id) {
        Some(stored) => {
            FolderInfoResponseMessageType { base: success(), folders: Some(vec![mailbox::folder(mailbox, stored)]) }
        }
        None => not_found(),
    };
    ResponseMessage::GetFolderResponseMessage(message)
}

/// Finds all folders below a folder, at every depth.
fn find_folder(mailbox: &Mailbox, id: &str) -> ResponseMessage {
    let mut found = Vec::new();
    let mut parents = vec![id];
    while let Some(parent) = parents.pop() {
        for stored in mailbox.folders.iter().filter(|stored| stored.parent == parent) {
            found.push(mailbox::folder(mailbox, stored));
            parents.push(&stored.id);
        }
    }
    let root = FindFolderParentType { folders: Some(found), ..Default::default() };
    let message = FindFolderResponseMessageType { base: success(), root_folder: Some(root) };
    ResponseMessage::FindFolderResponseMessage(message)
}

fn find_item(mailbox: &Mailbox, body: &FindItemType, headers: &RequestHeaders) -> ResponseMessage {
    let is_inside = |folder: &str| body.parent_folder_ids.iter().any(|id| folder_id(id) == folder);
    let stored = mailbox.items.iter().filter(|stored| is_inside(&stored.folder));
    let mut items: Vec<RealItem> = stored.map(|stored| stored.item.clone()).collect();
    if let Some(restriction) = &body.restriction {
        items.retain(|item| matches(item, &restriction.search_expression));
    }
    sort(&mut items, body.sort_order.as_deref().unwrap_or_default());
    let mut root = FindItemParentType { includes_last_item_in_range: Some(true), ..Default::default() };
    match &body.view {
        Some(FindItemView::CalendarView(view)) => items = calendar_view(&items, view),
        Some(FindItemView::IndexedPageItemView(page)) => {
            let count = |number: i32| usize::try_from(number).unwrap_or_default();
            root.total_items_in_view = i32::try_from(items.len()).ok();
            let end = (count(page.offset) + page.max_entries_returned.map_or(100, count)).min(items.len());
            root.includes_last_item_in_range = Some(end == items.len());
            root.indexed_paging_offset = i32::try_from(end).ok();
            items = items.drain(..end).skip(count(page.offset)).collect();
        }
        _ => {}
    }
    let mut items: Vec<RealItem> = items.iter().map(|item| shaped(item, &body.item_shape)).collect();
    if let Some(zone) = &headers.time_zone_context {
        items.iter_mut().for_each(|item| to_time_zone(item, &zone.time_zone_definition));
    }
    root.items_or_groups = FindItemParentItemsOrGroups::Items(items);
    let message = FindItemResponseMessageType { base: success(), root_folder: Some(root), ..Default::default() };
    ResponseMessage::FindItemResponseMessage(message)
}

fn create_item(mailbox: &mut Mailbox, folder: Option<&str>, item: &ItemOrResponseObject) -> ResponseMessage {
    let (default, item) = match item.clone() {
        ItemOrResponseObject::Message(message) => ("drafts", RealItem::Message(message)),
        ItemOrResponseObject::CalendarItem(mut item) => {
            let is_series = item.recurrence.is_some();
            let kind = if is_series { CalendarItemTypeType::RecurringMaster } else { CalendarItemTypeType::Single };
            item.calendar_item_type = Some(kind);
            ("calendar", RealItem::CalendarItem(item))
        }
        _ => {
            return ResponseMessage::CreateItemResponseMessage(not_found::<ItemInfoResponseMessageType>().into());
        }
    };
    let id = mailbox.add(folder.unwrap_or(default), item);
    ResponseMessage::CreateItemResponseMessage(with_item(item_of(id)).into())
}

/// Changes the subject of an item.
fn update_item(mailbox: &mut Mailbox, change: &ItemChangeType) -> ResponseMessage {
    let updated = |base| UpdateItemResponseMessageType { base, ..Default::default() };
    let ItemChangeItemId::ItemId(id) = &change.item_id else {
        return ResponseMessage::UpdateItemResponseMessage(updated(not_found()));
    };
    let current = mailbox.item(&id.id).and_then(|stored| stored.item.item_id.as_ref()?.change_key.clone());
    if id.change_key.is_some() && id.change_key != current {
        let text = "The send or update operation could not be performed because the change key passed in the request \
                    does not match the current change key for the item.";
        let base = failure(ResponseCodeType::ErrorIrresolvableConflict, text);
        let base = ItemInfoResponseMessageType { base, ..Default::default() };
        return ResponseMessage::UpdateItemResponseMessage(updated(base));
    }
    let changed = mailbox.change(&id.id, |item| {
        for update in &change.updates {
            if let ItemChangeDescription::SetItemField(set) = update {
                item.subject = set.item.subject.clone();
            }
        }
    });
    ResponseMessage::UpdateItemResponseMessage(updated(changed.map_or_else(not_found, |id| with_item(item_of(id)))))
}

fn get_attachment(mailbox: &Mailbox, id: &str) -> ResponseMessage {
    let mut all = mailbox.items.iter().flat_map(|stored| stored.item.attachments.iter().flatten());
    let found = all.find(|attachment| attachment.attachment_id.as_ref().is_some_and(|own| own.id == id));
    let message = found.map_or_else(not_found, |attachment| AttachmentInfoResponseMessageType {
        base: success(),
        attachments: Some(vec![attachment.clone()]),
    });
    ResponseMessage::GetAttachmentResponseMessage(message)
}

/// Adds attachments to an item, and returns their ids with the new change key of the item.
fn create_attachment(mailbox: &mut Mailbox, item: &str, new: &[ews_types::types::Attachment]) -> ResponseMessage {
    let mut ids = new.to_vec();
    let changed = mailbox.change(item, |stored| {
        let attachments = stored.attachments.get_or_insert_default();
        for attachment in &mut ids {
            set_attachment_id(attachment, item, attachments.len());
            attachments.push(attachment.clone());
        }
    });
    let message = changed.map_or_else(not_found, |id| {
        for attachment in &mut ids {
            if let Some(own) = &mut attachment.attachment_id {
                (own.root_item_id, own.root_item_change_key) = (Some(id.id.clone()), id.change_key.clone());
            }
        }
        AttachmentInfoResponseMessageType { base: success(), attachments: Some(ids) }
    });
    ResponseMessage::CreateAttachmentResponseMessage(message)
}

/// Returns the position that a sync state or a watermark contains.
fn position(text: &str) -> Result<usize, Box<Fault>> {
    let invalid = || Fault::client(ResponseCodeType::ErrorInvalidSyncStateData, "The state is not of this server.");
    text.parse().map_err(|_| invalid().into())
}

fn synchronize(mailbox: &Mailbox, body: &SyncFolderItemsType) -> Result<ResponseMessage, Box<Fault>> {
    let start = body.sync_state.as_deref().map_or(Ok(0), position)?;
    let folder = target_id(&body.sync_folder_id.folder_id);
    let max = usize::try_from(body.max_changes_returned).unwrap_or(1);
    let later = mailbox.changes.iter().enumerate().skip(start).filter(|(_, change)| change.folder == folder);
    let page: Vec<(usize, &Change)> = later.clone().take(max).collect();
    let change = |(_, change): &(usize, &Change)| {
        let item = shaped(&mailbox.item(&change.item)?.item, &body.item_shape);
        let content = SyncFolderItemsCreateOrUpdateType { item };
        Some(if change.is_new {
            SyncFolderItemsChange::Create(content)
        } else {
            SyncFolderItemsChange::Update(content)
        })
    };
    let end = page.last().map_or(start, |(index, _)| index + 1);
    Ok(ResponseMessage::SyncFolderItemsResponseMessage(SyncFolderItemsResponseMessageType {
        base: success(),
        sync_state: Some(end.to_string()),
        includes_last_item_in_range: Some(later.count() <= max),
        changes: Some(page.iter().filter_map(change).collect()),
    }))
}

/// Returns the new items since a watermark.
fn events(mailbox: &Mailbox, subscription: &str, since: usize) -> NotificationType {
    let new = mailbox.changes.iter().enumerate().skip(since).filter(|(_, change)| change.is_new);
    let event = |(index, change): (usize, &Change)| {
        let mut event = BaseObjectChangedEventType::default();
        event.watermark = Some((index + 1).to_string());
        let id = mailbox.item(&change.item).and_then(|stored| stored.item.item_id.clone()).unwrap_or_default();
        event.id = id.into();
        event.parent_folder_id = FolderIdType { id: change.folder.clone(), ..Default::default() };
        NotificationEvent::CreatedEvent(event.into())
    };
    NotificationType {
        subscription_id: subscription.to_owned(),
        previous_watermark: Some(since.to_string()),
        more_events: Some(false),
        events: new.map(event).collect(),
    }
}

/// Returns two envelopes: with the events since the subscription, and with the end of the connection.
fn stream(mailbox: &Mailbox, subscriptions: &[String]) -> ews_types::xml::Result<Vec<u8>> {
    let start = |id: &String| mailbox.subscriptions.get(id.parse::<usize>().ok()?).copied();
    let notifications = subscriptions.iter().filter_map(|id| Some(events(mailbox, id, start(id)?)));
    let message = |notifications, status| GetStreamingEventsResponseMessageType {
        base: success(),
        notifications,
        connection_status: Some(status),
        ..Default::default()
    };
    let messages =
        [message(Some(notifications.collect()), ConnectionStatusType::OK), message(None, ConnectionStatusType::Closed)];
    let mut bytes = Vec::new();
    for message in messages {
        bytes.extend(respond!(GetStreamingEvents, vec![ResponseMessage::GetStreamingEventsResponseMessage(message)])?);
    }
    Ok(bytes)
}

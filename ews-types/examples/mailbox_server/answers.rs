//! The answers to the operations.

use ews_types::messages::elements::GetStreamingEvents;
use ews_types::messages::{
    AttachmentInfoResponseMessageType, FindFolderResponseMessageType, FindItemResponseMessageType, FindItemType,
    FindItemView, FolderInfoResponseMessageType, GetClientAccessTokenResponseMessageType, GetEventsResponseMessageType,
    GetServerTimeZonesResponseMessageType, GetStreamingEventsResponseMessageType, ItemInfoResponseMessageType,
    ResponseCodeType, SubscribeResponseMessageType, SyncFolderItemsResponseMessageType, SyncFolderItemsType,
    UpdateItemResponseMessageType,
};
use ews_types::operations::AnyRequest;
use ews_types::soap::{AnyAnswer, Fault, IncomingRequest, NewResponseMessage, RequestHeaders, Respond as _};
use ews_types::types::{
    Attachment, BaseObjectChangedEventType, CalendarItemTypeType, ClientAccessTokenRequestType, ConnectionStatusType,
    Folder, ItemChangeType, ItemIdType, ItemOrResponseObject, MessageType, NotificationEvent, NotificationType,
    RealItem, SyncFolderItemsChange, SyncFolderItemsCreateOrUpdateType, TimeZoneDefinitionType,
};
use ews_types::xml::{Search, build};

use crate::mailbox::{self, Change, Mailbox, set_attachment_id};
use crate::search::{TIME_ZONES, calendar_view, matches, shaped, sort, to_time_zone};

/// The id of the app to which the server issues tokens, and the lifetime of these tokens in minutes.
const APP: &str = "2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1";
const TTL: i32 = 480;

/// Carries out a request, and returns its answer. A GetStreamingEvents request has several answers.
pub(crate) fn answers(request: &IncomingRequest, mailbox: &mut Mailbox) -> Result<Vec<AnyAnswer>, Box<Fault>> {
    let answer = match &request.body {
        AnyRequest::GetFolder(body) => body.respond(body.folder_ids.iter().map(|id| get_folder(mailbox, text(id)))),
        AnyRequest::FindFolder(body) => {
            body.respond(body.parent_folder_ids.iter().map(|id| find_folder(mailbox, text(id))))
        }
        AnyRequest::CreateFolder(body) => {
            let parent = text(&body.parent_folder_id);
            let create = |folder: &Folder| {
                let id = mailbox.add_folder(parent, folder.display_name.as_deref().unwrap_or_default());
                get_folder(mailbox, &id)
            };
            body.respond(body.folders.iter().map(create))
        }
        AnyRequest::FindItem(body) => body.respond([find_item(mailbox, body, request)]),
        AnyRequest::GetItem(body) => {
            let get = |id| mailbox.item(text(id)).map(|stored| shaped(&stored.item, &body.item_shape));
            body.respond(body.item_ids.iter().map(|id| get(id).map_or_else(not_found, with_item)))
        }
        AnyRequest::CreateItem(body) => {
            let folder = body.saved_item_folder_id.as_ref().map(text);
            body.respond(body.items.iter().map(|item| create_item(mailbox, folder, item)))
        }
        AnyRequest::UpdateItem(body) => {
            body.respond(body.item_changes.iter().map(|change| update_item(mailbox, change)))
        }
        AnyRequest::GetAttachment(body) => {
            body.respond(body.attachment_ids.iter().map(|id| get_attachment(mailbox, &id.id)))
        }
        AnyRequest::CreateAttachment(body) => {
            body.respond([create_attachment(mailbox, &body.parent_item_id.id, &body.attachments)])
        }
        AnyRequest::SyncFolderItems(body) => body.respond([synchronize(mailbox, body)?]),
        AnyRequest::Subscribe(body) => {
            mailbox.subscriptions.push(mailbox.changes.len());
            body.respond([build!(SubscribeResponseMessageType {
                subscription_id: (mailbox.subscriptions.len() - 1).to_string(),
                watermark: mailbox.changes.len().to_string(),
                ..NewResponseMessage::success()
            })])
        }
        AnyRequest::Unsubscribe(body) => body.respond([NewResponseMessage::success()]),
        AnyRequest::GetEvents(body) => body.respond([build!(GetEventsResponseMessageType {
            notification: events(mailbox, &body.subscription_id, position(&body.watermark)?),
            ..NewResponseMessage::success()
        })]),
        AnyRequest::GetStreamingEvents(body) => return Ok(stream(mailbox, body).into()),
        AnyRequest::GetServerTimeZones(body) => {
            let ids = body.ids.as_deref().unwrap_or_default();
            let is_wanted = |id: &str| ids.is_empty() || ids.iter().any(|wanted| wanted == id);
            let zones = TIME_ZONES.iter().filter(|zone| is_wanted(zone.0));
            body.respond([build!(GetServerTimeZonesResponseMessageType {
                time_zone_definitions: zones.map(|&(id, name, _)| build!(TimeZoneDefinitionType { id, name })),
                ..NewResponseMessage::success()
            })])
        }
        AnyRequest::GetClientAccessToken(body) => body.respond(body.token_requests.iter().map(token)),
        other => return Err(Fault::not_served(other.name()).into()),
    };
    Ok(vec![answer])
}

/// Returns the text of an id of any kind, such as the name of a distinguished folder.
fn text(id: &impl Search) -> &str {
    id.required_text().unwrap_or_default()
}

/// Returns a response message with the error that there is no such item or folder.
fn not_found<M: NewResponseMessage>() -> M {
    M::failure(ResponseCodeType::ErrorItemNotFound, "The specified object was not found in the store.")
}

fn with_item(item: RealItem) -> ItemInfoResponseMessageType {
    build!(ItemInfoResponseMessageType { items: [item], ..NewResponseMessage::success() })
}

/// Returns a response message with an item that has only an id.
fn with_id(id: ItemIdType) -> ItemInfoResponseMessageType {
    with_item(build!(MessageType { item_id: id }).into())
}

fn token(request: &ClientAccessTokenRequestType) -> GetClientAccessTokenResponseMessageType {
    if request.id != APP {
        let code = ResponseCodeType::ErrorInvalidClientAccessTokenRequest;
        return NewResponseMessage::failure(code, "The app is not installed.");
    }
    build!(GetClientAccessTokenResponseMessageType {
        token: {
            id: APP,
            token_type: request.token_type.clone(),
            token_value: "an-example-of-a-token",
            ttl: TTL,
        },
        ..NewResponseMessage::success()
    })
}

fn get_folder(mailbox: &Mailbox, id: &str) -> FolderInfoResponseMessageType {
    let Some(stored) = mailbox.folders.iter().find(|folder| folder.id == id) else { return not_found() };
    build!(FolderInfoResponseMessageType {
        folders: [mailbox::folder(mailbox, stored)],
        ..NewResponseMessage::success()
    })
}

/// Finds all folders below a folder, at every depth.
fn find_folder(mailbox: &Mailbox, id: &str) -> FindFolderResponseMessageType {
    let mut found = Vec::new();
    let mut parents = vec![id];
    while let Some(parent) = parents.pop() {
        for stored in mailbox.folders.iter().filter(|stored| stored.parent == parent) {
            found.push(mailbox::folder(mailbox, stored));
            parents.push(&stored.id);
        }
    }
    build!(FindFolderResponseMessageType { root_folder: { folders: found }, ..NewResponseMessage::success() })
}

fn find_item(mailbox: &Mailbox, body: &FindItemType, headers: &RequestHeaders) -> FindItemResponseMessageType {
    let is_inside = |folder: &str| body.parent_folder_ids.iter().any(|id| text(id) == folder);
    let stored = mailbox.items.iter().filter(|stored| is_inside(&stored.folder));
    let mut items: Vec<RealItem> = stored.map(|stored| stored.item.clone()).collect();
    if let Some(restriction) = &body.restriction {
        items.retain(|item| matches(item, &restriction.search_expression));
    }
    sort(&mut items, body.sort_order.as_deref().unwrap_or_default());
    if let Some(FindItemView::CalendarView(view)) = &body.view {
        items = calendar_view(&items, view);
    }
    let answer = |item: &RealItem| {
        let mut item = shaped(item, &body.item_shape);
        if let Some(zone) = headers.time_zone() {
            to_time_zone(&mut item, zone);
        }
        item
    };
    build!(FindItemResponseMessageType { root_folder: body.page_of(&items, answer), ..NewResponseMessage::success() })
}

fn create_item(
    mailbox: &mut Mailbox,
    folder: Option<&str>,
    item: &ItemOrResponseObject,
) -> ItemInfoResponseMessageType {
    let (default, item) = match item.clone() {
        ItemOrResponseObject::Message(message) => ("drafts", RealItem::Message(message)),
        ItemOrResponseObject::CalendarItem(mut item) => {
            let is_series = item.recurrence.is_some();
            let kind = if is_series { CalendarItemTypeType::RecurringMaster } else { CalendarItemTypeType::Single };
            item.calendar_item_type = Some(kind);
            ("calendar", RealItem::CalendarItem(item))
        }
        _ => return not_found(),
    };
    with_id(mailbox.add(folder.unwrap_or(default), item))
}

/// Changes properties of an item.
fn update_item(mailbox: &mut Mailbox, change: &ItemChangeType) -> UpdateItemResponseMessageType {
    let Some(id) = change.item_id.first_of::<ItemIdType>() else { return not_found() };
    let current = mailbox.item(&id.id).and_then(|stored| stored.item.item_id.as_ref()?.change_key.clone());
    if id.change_key.is_some() && id.change_key != current {
        let text = "The send or update operation could not be performed because the change key passed in the request \
                    does not match the current change key for the item.";
        return NewResponseMessage::failure(ResponseCodeType::ErrorIrresolvableConflict, text);
    }
    let changed = mailbox.change(&id.id, |item| {
        change.apply_to(item);
    });
    changed.map_or_else(not_found, |id| build!(UpdateItemResponseMessageType { base: with_id(id) }))
}

fn get_attachment(mailbox: &Mailbox, id: &str) -> AttachmentInfoResponseMessageType {
    let mut all = mailbox.items.iter().flat_map(|stored| stored.item.attachments.iter().flatten());
    let found = all.find(|attachment| attachment.attachment_id.as_ref().is_some_and(|own| own.id == id));
    found.map_or_else(not_found, |attachment| with_attachments(vec![attachment.clone()]))
}

fn with_attachments(attachments: Vec<Attachment>) -> AttachmentInfoResponseMessageType {
    build!(AttachmentInfoResponseMessageType { attachments, ..NewResponseMessage::success() })
}

/// Adds attachments to an item, and returns their ids with the new change key of the item.
fn create_attachment(mailbox: &mut Mailbox, item: &str, new: &[Attachment]) -> AttachmentInfoResponseMessageType {
    let mut ids = new.to_vec();
    let changed = mailbox.change(item, |stored| {
        let attachments = stored.attachments.get_or_insert_default();
        for attachment in &mut ids {
            set_attachment_id(attachment, item, attachments.len());
            attachments.push(attachment.clone());
        }
    });
    changed.map_or_else(not_found, |id| {
        for attachment in &mut ids {
            if let Some(own) = &mut attachment.attachment_id {
                (own.root_item_id, own.root_item_change_key) = (Some(id.id.clone()), id.change_key.clone());
            }
        }
        with_attachments(ids)
    })
}

/// Parses a sync state or a watermark: a position in the changes of the mailbox.
fn position(text: &str) -> Result<usize, Box<Fault>> {
    let invalid = || Fault::client(ResponseCodeType::ErrorInvalidSyncStateData, "The state is not of this server.");
    text.parse().map_err(|_| invalid().into())
}

fn synchronize(
    mailbox: &Mailbox,
    body: &SyncFolderItemsType,
) -> Result<SyncFolderItemsResponseMessageType, Box<Fault>> {
    let start = body.sync_state.as_deref().map_or(Ok(0), position)?;
    let folder = text(&body.sync_folder_id);
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
    Ok(build!(SyncFolderItemsResponseMessageType {
        sync_state: end.to_string(),
        includes_last_item_in_range: later.count() <= max,
        changes: page.iter().filter_map(change),
        ..NewResponseMessage::success()
    }))
}

/// Returns a notification with an event for each item that is new since a watermark.
fn events(mailbox: &Mailbox, subscription: &str, since: usize) -> NotificationType {
    let new = mailbox.changes.iter().enumerate().skip(since).filter(|(_, change)| change.is_new);
    let event = |(index, change): (usize, &Change)| {
        let event = build!(BaseObjectChangedEventType {
            watermark: (index + 1).to_string(),
            time_stamp: u32::try_from(index).ok().and_then(mailbox::day).unwrap_or_default(),
            id: mailbox.item(&change.item).and_then(|stored| stored.item.item_id.clone()).unwrap_or_default(),
            parent_folder_id: change.folder.as_str(),
        });
        NotificationEvent::CreatedEvent(event.into())
    };
    build!(NotificationType {
        subscription_id: subscription,
        previous_watermark: since.to_string(),
        more_events: false,
        events: new.map(event),
    })
}

/// Returns two answers: the first contains the events since the subscriptions began, and the second the connection status `Closed`.
fn stream(mailbox: &Mailbox, body: &GetStreamingEvents) -> [AnyAnswer; 2] {
    let start = |id: &String| mailbox.subscriptions.get(id.parse::<usize>().ok()?).copied();
    let notifications = body.subscription_ids.iter().filter_map(|id| Some(events(mailbox, id, start(id)?)));
    let answer = |notifications: Option<Vec<_>>, connection_status| {
        body.respond([build!(GetStreamingEventsResponseMessageType {
            notifications,
            connection_status,
            ..NewResponseMessage::success()
        })])
    };
    [answer(Some(notifications.collect()), ConnectionStatusType::OK), answer(None, ConnectionStatusType::Closed)]
}

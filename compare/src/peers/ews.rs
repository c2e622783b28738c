//! The crate `ews`.

use ews::create_item::CreateItem;
use ews::find_item::FindItemResponse;
use ews::get_item::GetItemResponse;
use ews::server_version::ExchangeServerVersion;
use ews::soap::{Envelope, Header};
use ews::sync_folder_items::{Change, SyncFolderItemsResponse};
use ews::{MessageDisposition, OperationResponse, RealItem, ResponseClass};

use crate::facts::{Facts, Message};

pub(crate) fn find_item(text: &str) -> FindItemResponse {
    read(text)
}

pub(crate) fn sync(text: &str) -> SyncFolderItemsResponse {
    read(text)
}

pub(crate) fn get_item(text: &str) -> GetItemResponse {
    read(text)
}

fn read<R: OperationResponse>(text: &str) -> R {
    Envelope::from_xml_document(text.as_bytes()).unwrap().body
}

fn one<R: OperationResponse>(answer: R) -> R::Message {
    match answer.into_response_messages().pop() {
        Some(ResponseClass::Success(message)) => message,
        _ => unreachable!("the documents have one response message"),
    }
}

/// Returns a CreateItem request that contains the messages of the FindItem response `text`.
pub(crate) fn create_item(text: &str) -> Envelope<CreateItem> {
    let body = CreateItem {
        message_disposition: Some(MessageDisposition::SaveOnly),
        saved_item_folder_id: None,
        items: one(find_item(text)).root_folder.items.inner,
    };
    let headers = vec![Header::RequestServerVersion { version: ExchangeServerVersion::Exchange2013 }];
    Envelope { headers, body }
}

pub(crate) fn find_item_facts(text: &str) -> Facts {
    facts(&one(find_item(text)).root_folder.items.inner)
}

pub(crate) fn get_item_facts(text: &str) -> Facts {
    facts(&one(get_item(text)).items.inner)
}

pub(crate) fn sync_facts(text: &str) -> Facts {
    let mut facts = Facts::default();
    for change in &one(sync(text)).changes.inner {
        match change {
            Change::Create { item } | Change::Update { item } => add(&mut facts, item),
            Change::Delete { .. } | Change::ReadFlagChange { .. } => facts.add_other_change(),
        }
    }
    facts
}

fn facts(items: &[RealItem]) -> Facts {
    let mut facts = Facts::default();
    items.iter().for_each(|item| add(&mut facts, item));
    facts
}

fn add(facts: &mut Facts, item: &RealItem) {
    let message = item.inner_message();
    let id = message.item_id.as_ref().unwrap();
    let from = message.from.as_ref().map(|from| &from.mailbox);
    facts.add(&Message {
        id: &id.id,
        change_key: id.change_key.as_deref().unwrap_or_default(),
        subject: message.subject.as_deref().unwrap_or_default(),
        sender: [
            from.and_then(|from| from.name.as_deref()).unwrap_or_default(),
            from.and_then(|from| from.email_address.as_deref()).unwrap_or_default(),
        ],
        size: message.size.unwrap_or_default() as u64,
        has_attachments: message.has_attachments.unwrap_or_default(),
        is_read: message.is_read.unwrap_or_default(),
        mime: message.mime_content.as_ref().map_or("", |content| &content.content),
    });
}

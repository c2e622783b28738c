//! `ews-types`, which reads SOAP envelopes in the default, tolerant mode.

use ews_types::operations::{FindItem, GetItem, SyncFolderItems};
use ews_types::soap::{self, Response};
use ews_types::types::{ItemsOrGroups, RealItem, SyncFolderItemsChange};

use crate::facts::{Facts, Message};

pub(crate) fn find_item(text: &str) -> Response<FindItem> {
    soap::response(text.as_bytes()).unwrap()
}

pub(crate) fn sync(text: &str) -> Response<SyncFolderItems> {
    soap::response(text.as_bytes()).unwrap()
}

pub(crate) fn get_item(text: &str) -> Response<GetItem> {
    soap::response(text.as_bytes()).unwrap()
}

/// Returns the items of a FindItem response.
pub(crate) fn found(answer: Response<FindItem>) -> Vec<RealItem> {
    let results = answer.results().into_iter().map(Result::unwrap);
    let items = results.flat_map(|message| match &message.root_folder.as_ref().unwrap().items_or_groups {
        ItemsOrGroups::Items(items) => items.clone(),
        _ => Vec::new(),
    });
    items.collect()
}

pub(crate) fn find_item_facts(text: &str) -> Facts {
    let answer = find_item(text);
    assert!(answer.deviations.is_empty(), "{:?}", answer.deviations);
    facts(&found(answer))
}

pub(crate) fn get_item_facts(text: &str) -> Facts {
    let answer = get_item(text);
    assert!(answer.deviations.is_empty(), "{:?}", answer.deviations);
    facts(answer.one().unwrap().items.as_deref().unwrap_or_default())
}

pub(crate) fn sync_facts(text: &str) -> Facts {
    let answer = sync(text);
    assert!(answer.deviations.is_empty(), "{:?}", answer.deviations);
    let mut facts = Facts::default();
    for change in answer.one().unwrap().changes.as_deref().unwrap_or_default() {
        match change {
            SyncFolderItemsChange::Create(change) | SyncFolderItemsChange::Update(change) => {
                add(&mut facts, &change.item)
            }
            _ => facts.add_other_change(),
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
    let RealItem::Message(message) = item else { return };
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
        size: message.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
        has_attachments: message.has_attachments.unwrap_or_default(),
        is_read: message.is_read.unwrap_or_default(),
        mime: message.mime_content.as_ref().map_or("", |content| &content.value),
    });
}

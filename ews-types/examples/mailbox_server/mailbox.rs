//! The content of a mailbox, and the log of its changes.

use ews_types::types::{
    Attachment, AttachmentIdType, BodyTypeType, CalendarFolderType, CalendarItemType, CalendarItemTypeType,
    DistinguishedPropertySetType, EmailAddressType, FileAttachmentType, Folder, FolderIdType, FolderType, ItemIdType,
    MapiPropertyTypeType, MessageType, RealItem,
};
use ews_types::xml::{DateTime, build};

/// The folders that every mailbox has: id, name and parent.
const FOLDERS: [(&str, &str, &str); 4] = [
    ("msgfolderroot", "Top of Information Store", ""),
    ("inbox", "Inbox", "msgfolderroot"),
    ("drafts", "Drafts", "msgfolderroot"),
    ("calendar", "Calendar", "msgfolderroot"),
];

/// 1 March 2026, 08:00 in UTC.
const START: i64 = 1_772_352_000;
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

pub(crate) struct Mailbox {
    pub(crate) folders: Vec<StoredFolder>,
    pub(crate) items: Vec<StoredItem>,
    /// All changes of items, in order. Sync states and watermarks are positions in this list.
    pub(crate) changes: Vec<Change>,
    /// For each subscription: the length of `changes` when the subscription began.
    pub(crate) subscriptions: Vec<usize>,
    count: u32,
}

pub(crate) struct StoredFolder {
    pub(crate) id: String,
    pub(crate) parent: String,
    pub(crate) name: String,
}

pub(crate) struct StoredItem {
    pub(crate) folder: String,
    pub(crate) item: RealItem,
}

#[derive(Clone)]
pub(crate) struct Change {
    pub(crate) is_new: bool,
    pub(crate) folder: String,
    pub(crate) item: String,
}

impl Mailbox {
    /// Creates a mailbox with some messages in the Inbox, and an appointment.
    pub(crate) fn new(messages: u32) -> Self {
        let folders = FOLDERS.map(|(id, name, parent)| StoredFolder {
            id: id.to_owned(),
            parent: parent.to_owned(),
            name: name.to_owned(),
        });
        let mut mailbox =
            Self { folders: folders.into(), items: vec![], changes: vec![], subscriptions: vec![], count: 0 };
        for number in 1..=messages {
            mailbox.add("inbox", message(number));
        }
        mailbox.add("calendar", appointment());
        mailbox
    }

    fn next(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    /// Adds a folder, and returns its id.
    pub(crate) fn add_folder(&mut self, parent: &str, name: &str) -> String {
        let id = format!("folder-{}", self.next());
        self.folders.push(StoredFolder { id: id.clone(), parent: parent.to_owned(), name: name.to_owned() });
        id
    }

    /// Adds an item, and returns its id with the change key.
    pub(crate) fn add(&mut self, folder: &str, mut item: RealItem) -> ItemIdType {
        let number = self.next();
        let id = format!("item-{number}");
        for (index, attachment) in item.attachments.iter_mut().flatten().enumerate() {
            set_attachment_id(attachment, &id, index);
        }
        let id = build!(ItemIdType { id, change_key: format!("version-{number}") });
        item.item_id = Some(id.clone().into());
        self.items.push(StoredItem { folder: folder.to_owned(), item });
        self.changes.push(Change { is_new: true, folder: folder.to_owned(), item: id.id.clone() });
        id
    }

    pub(crate) fn item(&self, id: &str) -> Option<&StoredItem> {
        self.items.iter().find(|stored| stored.item.item_id.as_ref().is_some_and(|own| own.id == id))
    }

    /// Changes an item, and returns its id with the new change key.
    pub(crate) fn change(&mut self, id: &str, change: impl FnOnce(&mut RealItem)) -> Option<ItemIdType> {
        let version = format!("version-{}", self.next());
        let stored =
            self.items.iter_mut().find(|stored| stored.item.item_id.as_ref().is_some_and(|own| own.id == id))?;
        change(&mut stored.item);
        let id = build!(ItemIdType { id, change_key: version });
        stored.item.item_id = Some(id.clone().into());
        self.changes.push(Change { is_new: false, folder: stored.folder.clone(), item: id.id.clone() });
        Some(id)
    }
}

/// Sets the id of an attachment to the id of its item, a slash and the index of the attachment.
pub(crate) fn set_attachment_id(attachment: &mut Attachment, item: &str, index: usize) {
    attachment.attachment_id = Some(AttachmentIdType::new(format!("{item}/{index}")));
}

/// Returns a folder as a client gets it, with its id, its name and the number of its items.
pub(crate) fn folder(mailbox: &Mailbox, stored: &StoredFolder) -> Folder {
    let items: Vec<_> = mailbox.items.iter().filter(|item| item.folder == stored.id).collect();
    let mut folder: Folder = match stored.id.as_str() {
        "calendar" => CalendarFolderType::default().into(),
        _ => build!(FolderType { unread_count: i32::try_from(items.len()).ok() }).into(),
    };
    folder.folder_id = Some(FolderIdType::new(&stored.id));
    folder.display_name = Some(stored.name.clone());
    folder.total_count = i32::try_from(items.len()).ok();
    folder
}

/// Returns the time of a message or an event: 08:00 in UTC, `number` days after 1 March 2026.
pub(crate) fn day(number: u32) -> Option<DateTime> {
    DateTime::from_unix(START + i64::from(number) * DAY, 0).ok()
}

/// Returns a message whose content depends on its number. Message 2 has an attachment, and a property that a program has defined.
fn message(number: u32) -> RealItem {
    let kind = if number.is_multiple_of(2) { "Report" } else { "Minutes" };
    let mut message = build!(MessageType {
        from: EmailAddressType { email_address: "carol@example.com" },
        subject: format!("{kind} {number}"),
        body: { body_type: BodyTypeType::Text, value: format!("Text {number}\nRegards") },
        date_time_received: day(number - 1),
        has_attachments: number == 2,
    });
    if number == 2 {
        message = build!(MessageType {
            attachments: [FileAttachmentType { name: "figures.csv", content: *b"1,2,3\n" }],
            extended_property: [{
                extended_field_uri: {
                    distinguished_property_set_id: DistinguishedPropertySetType::PublicStrings,
                    property_name: "InvoiceNumber",
                    property_type: MapiPropertyTypeType::String,
                },
                value: "2026-0042",
            }],
            ..message
        });
    }
    message.into()
}

/// Returns an appointment on 20 March 2026, from 01:00 to 02:00 in UTC.
fn appointment() -> RealItem {
    let start = START + 18 * DAY + 17 * HOUR;
    let appointment = build!(CalendarItemType {
        subject: "Call to Tokyo",
        calendar_item_type: CalendarItemTypeType::Single,
        start: DateTime::from_unix(start, 0).ok(),
        end: DateTime::from_unix(start + HOUR, 0).ok(),
    });
    appointment.into()
}

//! Generates the documents to measure: responses as Exchange sends them.

use roxmltree::Document;

use crate::schema::{Fields, Schema};
use crate::values::{Random, value};

/// For each type in FindItem and SyncFolderItems responses: the names of the attributes and children that its elements have.
/// `$message` contains these names for messages.
macro_rules! fields {
    ($message:literal) => {
        &[
            ("MessageType", $message),
            ("ItemIdType", "Id ChangeKey"),
            ("FolderIdType", "Id ChangeKey"),
            ("SingleRecipientType", "Mailbox"),
            ("ArrayOfRecipientsType", "Mailbox"),
            ("EmailAddressType", "Name EmailAddress RoutingType MailboxType"),
            ("ArrayOfStringsType", "String"),
            ("FlagType", "FlagStatus"),
            (
                "EffectiveRightsType",
                "CreateAssociated CreateContents CreateHierarchy Delete Modify Read ViewPrivateItems",
            ),
            ("NonEmptyArrayOfResponseObjectsType", "ReplyToItem ReplyAllToItem ForwardItem"),
            ("SyncFolderItemsDeleteType", "ItemId"),
            ("SyncFolderItemsReadFlagType", "ItemId IsRead"),
        ]
    };
}

/// The properties of a message in FindItem responses: those that a mail client requests to show a list of messages.
const FIND_ITEM: Fields = fields!(
    "ItemId ParentFolderId ItemClass Subject Sensitivity DateTimeReceived Size Categories Importance DateTimeSent \
     DisplayTo HasAttachments Flag From IsRead"
);

/// The properties of a message in SyncFolderItems responses: those of the shape `AllProperties` except bodies, attachments and
/// headers.
const SYNC: Fields = fields!(
    "ItemId ParentFolderId ItemClass Subject Sensitivity DateTimeReceived Size Categories Importance InReplyTo \
     IsSubmitted IsDraft IsFromMe IsResend IsUnmodified DateTimeSent DateTimeCreated ResponseObjects ReminderIsSet \
     ReminderMinutesBeforeStart DisplayCc DisplayTo HasAttachments Culture EffectiveRights LastModifiedName \
     LastModifiedTime IsAssociated WebClientReadFormQueryString ConversationId Flag InstanceKey Preview IsClutter \
     IconIndex Sender ToRecipients CcRecipients IsReadReceiptRequested IsDeliveryReceiptRequested ConversationIndex \
     ConversationTopic From InternetMessageId IsRead IsResponseRequested References ReplyTo ReceivedBy \
     ReceivedRepresenting InferenceClassification"
);

const MESSAGES: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
const TYPES: &str = "http://schemas.microsoft.com/exchange/services/2006/types";
const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Generates documents from the schema.
pub(crate) struct Documents<'s> {
    schema: Schema<'s>,
}

impl<'s> Documents<'s> {
    pub(crate) fn new(types: &'s Document<'s>) -> Self {
        Self { schema: Schema::new(types) }
    }

    /// Returns a FindItem response with `count` messages. If `has_special`, texts contain characters that are escaped, such as `&`.
    pub(crate) fn find_item(&self, count: usize, has_special: bool) -> String {
        let random = &mut Random::new(has_special);
        let mut items = String::new();
        (0..count).for_each(|_| self.schema.element(&mut items, "Message", "MessageType", FIND_ITEM, random));
        let folder = format!(
            "<m:RootFolder IndexedPagingOffset=\"{count}\" TotalItemsInView=\"{count}\" \
             IncludesLastItemInRange=\"true\"><t:Items>{items}</t:Items></m:RootFolder>"
        );
        answer("FindItem", "FindItemResponseMessage", &folder)
    }

    /// Returns a SyncFolderItems response with `count` changes. Of ten changes, six create a message, two update one, one deletes one,
    /// and one changes the read flag of a message.
    pub(crate) fn sync(&self, count: usize) -> String {
        let random = &mut Random::new(true);
        let mut changes = String::new();
        for number in 0..count {
            let (name, ty) = match number % 10 {
                3 => ("Delete", "SyncFolderItemsDeleteType"),
                7 => ("ReadFlagChange", "SyncFolderItemsReadFlagType"),
                5 | 9 => ("Update", ""),
                _ => ("Create", ""),
            };
            if ty.is_empty() {
                changes += &format!("<t:{name}>");
                self.schema.element(&mut changes, "Message", "MessageType", SYNC, random);
                changes += &format!("</t:{name}>");
            } else {
                self.schema.element(&mut changes, name, ty, SYNC, random);
            }
        }
        let content = format!(
            "<m:SyncState>{}</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>\
             <m:Changes>{changes}</m:Changes>",
            random.base64(700)
        );
        answer("SyncFolderItems", "SyncFolderItemsResponseMessage", &content)
    }

    /// Returns a GetItem response with one message. Its MIME content is a base64 text of about `bytes` characters.
    pub(crate) fn mime_content(&self, bytes: usize) -> String {
        let random = &mut Random::new(true);
        let (id, key, subject) = (random.base64(114), random.base64(30), value("Subject", "xs:string", random));
        let mime = random.base64(bytes / 4 * 3);
        let items = format!(
            "<m:Items><t:Message><t:MimeContent CharacterSet=\"UTF-8\">{mime}</t:MimeContent>\
             <t:ItemId Id=\"{id}\" ChangeKey=\"{key}\"/><t:Subject>{subject}</t:Subject><t:Size>{bytes}</t:Size>\
             <t:HasAttachments>false</t:HasAttachments><t:IsRead>true</t:IsRead></t:Message></m:Items>"
        );
        answer("GetItem", "GetItemResponseMessage", &items)
    }

    /// Returns a GetClientAccessToken response.
    pub(crate) fn token(&self) -> String {
        let random = &mut Random::new(true);
        let token = [36, 480, 256].map(|bytes| random.base64(bytes).replace(['+', '/'], "_")).join(".");
        let content = format!(
            "<m:Token><t:Id>5ba0c3a8-4a6e-4a32-9b4e-0f2d8d1c7e11</t:Id><t:TokenType>CallerIdentity</t:TokenType>\
             <t:TokenValue>{token}</t:TokenValue><t:TTL>480</t:TTL></m:Token>"
        );
        answer("GetClientAccessToken", "GetClientAccessTokenResponseMessage", &content)
    }
}

/// Returns a SOAP response of `operation` with one response message: the element `message`, which contains `content`. Prefixes and
/// namespace declarations are those that Exchange writes.
fn answer(operation: &str, message: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"{SOAP}\"><s:Header><h:ServerVersionInfo \
         MajorVersion=\"15\" MinorVersion=\"2\" MajorBuildNumber=\"1544\" MinorBuildNumber=\"4\" \
         Version=\"V2017_07_11\" xmlns:h=\"{TYPES}\" xmlns=\"{TYPES}\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"/></s:Header><s:Body \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\
         <m:{operation}Response xmlns:m=\"{MESSAGES}\" xmlns:t=\"{TYPES}\"><m:ResponseMessages>\
         <m:{message} ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>{content}</m:{message}>\
         </m:ResponseMessages></m:{operation}Response></s:Body></s:Envelope>"
    )
}

//! Valid responses, and responses with deviations: all items are found.

use ews_types::messages::ResponseMessage;
use ews_types::operations::{
    ExportItems, FindFolder, FindItem, GetAttachment, GetItem, SyncFolderHierarchy, SyncFolderItems,
};
use ews_types::soap;
use ews_types::xml::Options;

use super::documents::{T, find_item, message, response};
use super::reading::{check, for_each_cut, read, take_found, with_index};

/// Items of a response to FindItem.
mod found_items {
    use super::*;

    #[track_caller]
    fn check_items(items: impl AsRef<str>, count: usize) {
        check::<FindItem>(&find_item(items.as_ref()), count, take_found);
    }

    test_support::cases! { check_items {
        none: ("", 0);
        white_space: (" \n ", 0);
        one: ("<t:Message/>", 1);
        several_types: ("<t:Message/><t:Contact /><t:Task></t:Task >", 3);
        with_white_space: (
            " <t:Message><t:Subject>a &lt; b ü\u{1F600}</t:Subject>\n<t:Size>12</t:Size></t:Message>\n\t<t:Item/> ",
            2,
        );
        tags_in_comments_and_sections: (
            "<!-- <t:Message> --><?p <t:Message>?><t:Message><!-- </t:Message> --><t:Subject><![CDATA[</t:Message>]]>\
             <?q </t:Message>?></t:Subject></t:Message><!-- </t:Items> --><t:Message \n/><?p </t:Items>?>",
            2,
        );
        tags_in_attributes: ("<t:Message><t:ItemId Id='a>\"b' ChangeKey=\"/t:Message>'\"/></t:Message>", 1);
        equal_names_inside_of_an_item: (
            "<t:Message><t:Message><t:Message/></t:Message><t:Items><t:Message/></t:Items></t:Message><t:Items/><t:Message/>",
            3,
        );
        prefixes_declared_by_an_item: (
            format!(
                "<x:Message xmlns:x=\"{T}\"><x:Size>1</x:Size><t:Size xmlns:t='urn:t'>2</t:Size></x:Message>\
                 <Message xmlns='{T}'/>"
            ),
            2,
        );
        a_prefix_with_another_namespace: ("<t:Message xmlns:t='urn:other'/><t:Message/>", 2);
        no_namespace_and_text_between_items: (
            "<Message><t:Size>1</t:Size></Message>text <t:Message/> &amp; more",
            2,
        );
        a_namespace_with_https_and_unknown_elements: (
            "<t:Message xmlns:t='https://schemas.microsoft.com/exchange/services/2006/types'><t:Size>x</t:Size></t:Message>\
             <u:Message/><t:Unknown/>",
            3,
        );
    }}

    #[test]
    fn in_iso_8859_1() {
        let text = find_item("<t:Message><t:Subject>\u{FC}</t:Subject></t:Message>").replace("utf-8", "iso-8859-1");
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let expected = take_found(&mut soap::response::<FindItem>(&bytes).unwrap().body);
        assert!(format!("{expected:?}").contains("\u{FC}"));
        for_each_cut(&bytes, |chunks, name| {
            assert_eq!(read::<FindItem>(chunks, Options::new()).indexed_items(), expected, "{name}");
        });
    }

    #[test]
    fn in_an_envelope_with_another_namespace_of_types() {
        let text = find_item("<t:Message/>").replace("xmlns:t=\"http:", "xmlns:t=\"https:");
        check::<FindItem>(&text, 1, take_found);
    }

    #[test]
    fn in_elements_without_prefixes() {
        let text = find_item("<Message><Size>1</Size></Message>").replace("<t:", "<").replace("</t:", "</");
        check::<FindItem>(&text, 1, take_found);
    }

    #[test]
    fn in_elements_of_a_default_namespace() {
        let text = find_item("<t:Message/>").replace("<m:", "<").replace("</m:", "</").replace("xmlns:m=", "xmlns=");
        check::<FindItem>(&text, 1, take_found);
    }

    #[test]
    fn in_several_response_messages() {
        let messages = [
            message("FindItem", "<m:RootFolder TotalItemsInView='x'><t:Items><t:Message/></t:Items></m:RootFolder>"),
            "<m:FindItemResponseMessage ResponseClass=\"Error\"><m:MessageText>No.</m:MessageText>\
             <m:ResponseCode>ErrorAccessDenied</m:ResponseCode></m:FindItemResponseMessage>"
                .to_owned(),
            message(
                "FindItem",
                "<m:MessageXml><t:Value Name='a'>1 > <!-- c --> 0<?p?></t:Value><x/></m:MessageXml><m:Unknown/>\
                 <m:RootFolder><t:Items/></m:RootFolder><m:Last>&#x41;</m:Last>",
            ),
            message("FindItem", "<m:RootFolder><t:Items>\n<t:Task/> <t:Item/>\n</t:Items></m:RootFolder>"),
        ];
        check::<FindItem>(&response("FindItem", &messages.concat()), 3, take_found);
    }

    #[test]
    fn in_groups() {
        let group = |index: &str, items: &str| {
            format!("<t:GroupedItems><t:GroupIndex>{index}</t:GroupIndex><t:Items>{items}</t:Items></t:GroupedItems>")
        };
        let groups = [group("a", "<t:Message/><t:Task/>"), group("b", ""), group("c", "<t:Item/>")].concat();
        let folder = format!("<m:RootFolder><t:Groups>{groups}</t:Groups></m:RootFolder>");
        let text = response("FindItem", &message("FindItem", &folder));
        check::<FindItem>(&text, 3, take_found);
        let indexes = |text: &str| -> Vec<_> { read::<FindItem>([text.as_bytes()], Options::new()).indexes };
        assert_eq!(indexes(&text), [(Some(0), Some(0)), (Some(0), Some(0)), (Some(0), Some(2))]);
        assert_eq!(indexes(&find_item("<t:Message/>")), [(Some(0), None)]);
    }
}

/// Items of the other operations.
mod items_of {
    use super::*;

    /// Removes the items from response messages. Returns each item with the index of its message.
    fn take<T>(
        messages: &mut [ResponseMessage],
        list: fn(&mut ResponseMessage) -> Option<&mut Vec<T>>,
    ) -> Vec<(usize, T)> {
        let messages = messages.iter_mut().enumerate();
        messages
            .flat_map(|(index, message)| with_index(index, list(message).map(std::mem::take).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn get_item() {
        let item = message("GetItem", "<m:Items><t:Message><t:Size>1</t:Size></t:Message></m:Items>");
        let error = "<m:GetItemResponseMessage ResponseClass='Error'><m:ResponseCode>ErrorItemNotFound</m:ResponseCode>\
                     <m:Items/></m:GetItemResponseMessage>";
        check::<GetItem>(&response("GetItem", &[&item, error, &item].concat()), 2, |response| {
            take(&mut response.response_messages, |message| match message {
                ResponseMessage::GetItemResponseMessage(message) => message.items.as_mut(),
                _ => None,
            })
        });
    }

    #[test]
    fn sync_folder_items() {
        let changes = "<m:SyncState>H4s=</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes>\
                       <t:Create><t:Message/></t:Create><t:Delete><t:ItemId Id='a'/></t:Delete></m:Changes>";
        let text = response("SyncFolderItems", &message("SyncFolderItems", changes));
        check::<SyncFolderItems>(&text, 2, |response| {
            take(&mut response.response_messages, |message| match message {
                ResponseMessage::SyncFolderItemsResponseMessage(message) => message.changes.as_mut(),
                _ => None,
            })
        });
    }

    #[test]
    fn sync_folder_hierarchy() {
        let changes = "<m:SyncState>H4s=</m:SyncState><m:Changes><t:Delete><t:FolderId Id='a'/></t:Delete></m:Changes>";
        let text = response("SyncFolderHierarchy", &message("SyncFolderHierarchy", changes));
        check::<SyncFolderHierarchy>(&text, 1, |response| {
            take(&mut response.response_messages, |message| match message {
                ResponseMessage::SyncFolderHierarchyResponseMessage(message) => message.changes.as_mut(),
                _ => None,
            })
        });
    }

    #[test]
    fn find_folder() {
        let folders = "<m:RootFolder><t:Folders><t:Folder/><t:SearchFolder/></t:Folders></m:RootFolder>";
        check::<FindFolder>(&response("FindFolder", &message("FindFolder", folders)), 2, |response| {
            take(&mut response.response_messages, |message| match message {
                ResponseMessage::FindFolderResponseMessage(message) => message.root_folder.as_mut()?.folders.as_mut(),
                _ => None,
            })
        });
    }

    #[test]
    fn get_attachment() {
        let files = "<m:Attachments><t:FileAttachment><t:Content>AQID</t:Content></t:FileAttachment></m:Attachments>";
        check::<GetAttachment>(&response("GetAttachment", &message("GetAttachment", files)), 1, |response| {
            take(&mut response.response_messages, |message| match message {
                ResponseMessage::GetAttachmentResponseMessage(message) => message.attachments.as_mut(),
                _ => None,
            })
        });
    }

    #[test]
    fn export_items() {
        let data = message("ExportItems", "<m:ItemId Id='a'/><m:Data>AQID</m:Data>");
        check::<ExportItems>(&response("ExportItems", &data.repeat(2)), 2, |response| {
            std::mem::take(&mut response.response_messages).into_iter().enumerate().collect()
        });
    }
}

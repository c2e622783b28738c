//! The generated items that hand-written code in `src` uses, by module, with the fields and variants that the code uses.
//!
//! `cargo xtask regen` compares this list with the generated code; no crate compiles this file. An item without `#[cfg]` must be in
//! every schema. Code in `src` may use an item with `#[cfg]` only if the feature in the `#[cfg]` is enabled. `regen` leaves out a
//! feature, and reports it, if the schemas lack all items with that feature; for schemas of another version, one missing item is
//! enough. Each group of operations in `bindings.toml` enables each remaining feature whose items are all in the group.

mod elements {}

mod namespaces {
    struct M;
    struct T;
}

mod messages {
    struct ResponseMessageType {
        response_class: types::ResponseClassType,
        message_text: Option<String>,
        response_code: Option<ResponseCodeType>,
        descriptive_link_key: Option<i32>,
        message_xml: Option<Vec<xml::AnyElement>>,
    }

    // Hand-written code compares all other response codes as text, so the list does not contain them.
    enum ResponseCodeType {
        NoError,
    }

    #[cfg(feature = "_has_response_message")]
    enum ResponseMessage {}
    #[cfg(feature = "_has_export_items")]
    enum ResponseMessage {}

    mod elements {
        #[cfg(feature = "_has_client_access_token")]
        struct GetClientAccessToken(super::GetClientAccessTokenType);
        #[cfg(feature = "_has_client_access_token")]
        struct GetClientAccessTokenResponse(super::GetClientAccessTokenResponseType);
        #[cfg(feature = "_has_app_manifests")]
        struct GetAppManifestsResponse(super::GetAppManifestsResponseType);
    }

    #[cfg(feature = "_has_item_pages")]
    struct FindItemType {
        view: Option<FindItemView>,
    }

    #[cfg(feature = "_has_item_pages")]
    enum FindItemView {
        IndexedPageItemView(types::IndexedPageViewType),
        FractionalPageItemView(types::FractionalPageViewType),
    }

    #[cfg(feature = "_has_folder_pages")]
    struct FindFolderType {
        page_folder_view: Option<FindFolderPageFolderView>,
    }

    #[cfg(feature = "_has_folder_pages")]
    enum FindFolderPageFolderView {
        IndexedPageFolderView(types::IndexedPageViewType),
        FractionalPageFolderView(types::FractionalPageViewType),
    }

    #[cfg(feature = "_has_client_access_token")]
    struct GetClientAccessTokenType {
        token_requests: Vec<types::ClientAccessTokenRequestType>,
    }

    #[cfg(feature = "_has_client_access_token")]
    struct GetClientAccessTokenResponseType {
        base: BaseResponseMessageType,
    }

    #[cfg(feature = "_has_client_access_token")]
    struct BaseResponseMessageType {
        response_messages: Vec<ResponseMessage>,
    }

    #[cfg(feature = "_has_client_access_token")]
    enum ResponseMessage {
        GetClientAccessTokenResponseMessage(GetClientAccessTokenResponseMessageType),
    }

    #[cfg(feature = "_has_client_access_token")]
    struct GetClientAccessTokenResponseMessageType {
        base: ResponseMessageType,
        token: Option<types::ClientAccessTokenType>,
    }

    #[cfg(feature = "_has_app_manifests")]
    struct GetAppManifestsResponseType {
        base: ResponseMessageType,
        apps_or_manifests: Option<AppsOrManifests>,
    }

    #[cfg(feature = "_has_app_manifests")]
    enum AppsOrManifests {
        Apps(types::ArrayOfAppsType),
        Manifests(Vec<xml::Base64Binary>),
    }
}

mod types {
    enum ResponseClassType {
        Success,
        Warning,
        Error,
    }

    enum ExchangeVersionType {}

    struct RequestServerVersionType {
        version: ExchangeVersionType,
    }

    struct ServerVersionInfoType {}

    mod elements {
        struct RequestServerVersion(super::RequestServerVersionType);
        struct ServerVersionInfo(super::ServerVersionInfoType);
        #[cfg(feature = "_has_impersonation")]
        struct ExchangeImpersonation(super::ExchangeImpersonationType);
        #[cfg(feature = "_has_mailbox_culture")]
        struct MailboxCulture(super::MailboxCultureType);
        #[cfg(feature = "_has_time_zone")]
        struct TimeZoneContext(super::TimeZoneContextType);
        #[cfg(feature = "_has_management_role")]
        struct ManagementRole(super::ManagementRoleType);
        #[cfg(feature = "_has_date_time_precision")]
        struct DateTimePrecision(super::DateTimePrecisionType);
    }

    #[cfg(feature = "_has_impersonation")]
    struct ExchangeImpersonationType {
        connecting_sid: ConnectingSIDType,
    }

    #[cfg(feature = "_has_impersonation")]
    struct ConnectingSIDType {
        account: Account,
    }

    #[cfg(feature = "_has_impersonation")]
    enum Account {}

    #[cfg(feature = "_has_mailbox_culture")]
    struct MailboxCultureType {
        value: String,
    }

    #[cfg(feature = "_has_time_zone")]
    struct TimeZoneContextType {
        time_zone_definition: TimeZoneDefinitionType,
    }

    #[cfg(feature = "_has_time_zone")]
    struct TimeZoneDefinitionType {}

    #[cfg(feature = "_has_management_role")]
    struct ManagementRoleType {}

    #[cfg(feature = "_has_date_time_precision")]
    enum DateTimePrecisionType {}

    #[cfg(feature = "_has_find_item")]
    enum RealItem {}

    #[cfg(feature = "_has_get_item")]
    enum RealItem {}

    #[cfg(feature = "_has_get_attachment")]
    enum Attachment {}

    #[cfg(feature = "_has_sync_folder_items")]
    enum SyncFolderItemsChange {}

    #[cfg(feature = "_has_find_folder")]
    enum Folder {}

    #[cfg(feature = "_has_sync_folder_hierarchy")]
    enum SyncFolderHierarchyChange {}

    #[cfg(feature = "_has_item_changes")]
    struct ItemChangeType {
        updates: Vec<ItemChangeDescription>,
    }

    #[cfg(feature = "_has_item_changes")]
    enum ItemChangeDescription {
        SetItemField(Box<SetItemFieldType>),
        DeleteItemField(DeleteItemFieldType),
    }

    #[cfg(feature = "_has_item_changes")]
    struct SetItemFieldType {
        item: RealItem,
    }

    #[cfg(feature = "_has_item_changes")]
    struct DeleteItemFieldType {}

    #[cfg(feature = "_has_item_changes")]
    struct PathToUnindexedFieldType {
        field_uri: UnindexedFieldURIType,
    }

    #[cfg(feature = "_has_folder_changes")]
    struct FolderChangeType {
        updates: Vec<FolderChangeDescription>,
    }

    #[cfg(feature = "_has_folder_changes")]
    enum FolderChangeDescription {
        SetFolderField(Box<SetFolderFieldType>),
        DeleteFolderField(DeleteFolderFieldType),
    }

    #[cfg(feature = "_has_folder_changes")]
    struct SetFolderFieldType {
        folder: Folder,
    }

    #[cfg(feature = "_has_folder_changes")]
    struct DeleteFolderFieldType {}

    #[cfg(feature = "_has_folder_changes")]
    struct PathToUnindexedFieldType {
        field_uri: UnindexedFieldURIType,
    }

    #[cfg(feature = "_has_item_pages")]
    struct IndexedPageViewType {
        base: BasePagingType,
        base_point: IndexBasePointType,
        offset: i32,
    }

    #[cfg(feature = "_has_item_pages")]
    enum IndexBasePointType {
        Beginning,
        End,
    }

    #[cfg(feature = "_has_item_pages")]
    struct FractionalPageViewType {
        base: BasePagingType,
        denominator: i32,
        numerator: i32,
    }

    #[cfg(feature = "_has_item_pages")]
    struct BasePagingType {
        max_entries_returned: Option<i32>,
    }

    #[cfg(feature = "_has_item_pages")]
    struct FindItemParentType {
        absolute_denominator: Option<i32>,
        includes_last_item_in_range: Option<bool>,
        indexed_paging_offset: Option<i32>,
        numerator_offset: Option<i32>,
        total_items_in_view: Option<i32>,
        items_or_groups: ItemsOrGroups,
    }

    #[cfg(feature = "_has_item_pages")]
    enum ItemsOrGroups {
        Items(Vec<RealItem>),
    }

    #[cfg(feature = "_has_item_pages")]
    enum RealItem {}

    #[cfg(feature = "_has_folder_pages")]
    struct IndexedPageViewType {
        base: BasePagingType,
        base_point: IndexBasePointType,
        offset: i32,
    }

    #[cfg(feature = "_has_folder_pages")]
    enum IndexBasePointType {
        Beginning,
        End,
    }

    #[cfg(feature = "_has_folder_pages")]
    struct FractionalPageViewType {
        base: BasePagingType,
        denominator: i32,
        numerator: i32,
    }

    #[cfg(feature = "_has_folder_pages")]
    struct BasePagingType {
        max_entries_returned: Option<i32>,
    }

    #[cfg(feature = "_has_folder_pages")]
    struct FindFolderParentType {
        absolute_denominator: Option<i32>,
        includes_last_item_in_range: Option<bool>,
        indexed_paging_offset: Option<i32>,
        numerator_offset: Option<i32>,
        total_items_in_view: Option<i32>,
        folders: Option<Vec<Folder>>,
    }

    #[cfg(feature = "_has_folder_pages")]
    enum Folder {}

    #[cfg(feature = "_has_client_access_token")]
    struct ClientAccessTokenRequestType {
        id: String,
        token_type: ClientAccessTokenTypeType,
    }

    #[cfg(feature = "_has_client_access_token")]
    struct ClientAccessTokenType {
        id: String,
        token_type: ClientAccessTokenTypeType,
        token_value: xml::Secret,
        ttl: xml::Integer,
    }

    #[cfg(feature = "_has_client_access_token")]
    enum ClientAccessTokenTypeType {}

    #[cfg(feature = "_has_scoped_token")]
    enum ClientAccessTokenTypeType {
        ScopedToken,
    }

    #[cfg(feature = "_has_scoped_token")]
    struct ClientAccessTokenRequestType {
        scope: Option<String>,
    }

    #[cfg(feature = "_has_app_manifests")]
    struct ArrayOfAppsType {
        app: Vec<AppType>,
    }

    #[cfg(feature = "_has_app_manifests")]
    struct AppType {
        metadata: Option<AppMetadata>,
        manifest: xml::Base64Binary,
    }

    #[cfg(feature = "_has_app_manifests")]
    struct AppMetadata {}
}

mod operations {
    enum AnyRequest {}
    #[cfg(feature = "_has_client_access_token")]
    struct GetClientAccessToken;
    #[cfg(feature = "_has_app_manifests")]
    struct GetAppManifests;
    #[cfg(feature = "_has_export_items")]
    struct ExportItems;
    #[cfg(feature = "_has_find_item")]
    struct FindItem;
    #[cfg(feature = "_has_get_attachment")]
    struct GetAttachment;
    #[cfg(feature = "_has_get_item")]
    struct GetItem;
    #[cfg(feature = "_has_sync_folder_items")]
    struct SyncFolderItems;
    #[cfg(feature = "_has_find_folder")]
    struct FindFolder;
    #[cfg(feature = "_has_sync_folder_hierarchy")]
    struct SyncFolderHierarchy;
}

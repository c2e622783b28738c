//! Response messages of every operation, which a client reads as values of their Rust types.

use ews_types::messages::*;
use ews_types::operations::{self, OPERATIONS};
use ews_types::soap::{
    self, AddMessage, AnswerError, AnyResponseMessage as _, MessageOperation, NewResponseMessage, Operation,
};
use ews_types::types::{
    BaseItemId, CalendarItemType, ClientAccessTokenType, DistinguishedFolderIdNameType, InferenceClassificationType,
    ItemIdType, ItemType, MessageType, OccurrenceItemIdType, RealItem, TargetFolderIdType,
};
use ews_types::xml::{Search as _, build};

/// Writes an answer as a server does, and reads it as a client does.
fn send<O: Operation>(body: &O::Response) -> soap::Response<O> {
    soap::response::<O>(&soap::answer::<O>(body).to_vec().unwrap()).unwrap()
}

/// Checks that a client reads the response messages of an operation as values of its message type: `success` as `Ok`, and `failure` as
/// `Err`.
fn check_messages<O: AddMessage>(success: O::Message, failure: O::Message) {
    let answer = send::<O>(&soap::response_of::<O>([success]));
    let message: &O::Message = answer.one().unwrap_or_else(|error| panic!("{}: {error}", O::NAME));
    let results = answer.results();
    assert!(matches!(results[..], [Ok(first)] if std::ptr::eq(first, message)), "{}", O::NAME);
    let answer = send::<O>(&soap::response_of::<O>([failure]));
    let error = answer.one().err().unwrap_or_else(|| panic!("{}: no error", O::NAME));
    let code = error.failure().and_then(|error| error.code.clone());
    assert_eq!(code, Some(ResponseCodeType::ErrorAccessDenied), "{}: {error}", O::NAME);
}

/// Checks an operation whose response messages implement `NewResponseMessage`.
fn check<O: AddMessage<Message: NewResponseMessage>>() {
    let failure = NewResponseMessage::failure(ResponseCodeType::ErrorAccessDenied, "no");
    check_messages::<O>(NewResponseMessage::success(), failure);
}

/// Checks an operation like [`check`]. Also checks that a response message of another operation in the list is an error, and that
/// `one` fails if the list is empty or has several messages.
fn check_batch<O: AddMessage<Message: NewResponseMessage, Response: AsMessages>>() {
    check::<O>();
    let mut body = soap::response_of::<O>([NewResponseMessage::success()]);
    let other = match O::NAME {
        "Unsubscribe" => ResponseMessage::SendItemResponseMessage(ResponseMessageType::success().into()),
        _ => ResponseMessage::UnsubscribeResponseMessage(ResponseMessageType::success().into()),
    };
    body.messages().push(other);
    let answer = send::<O>(&body);
    assert!(answer.results()[0].is_ok());
    let error = answer.results()[1].as_ref().err().unwrap().to_string();
    let start = format!("the response of {} contains /{}Response/ResponseMessages/", O::NAME, O::NAME);
    assert!(error.starts_with(&start) && error.ends_with(&format!("; expected {}", O::MESSAGE.unwrap())), "{error}");
    assert!(matches!(answer.one(), Err(AnswerError::Several { count: 2, .. })));
    assert!(matches!(send::<O>(&O::Response::default()).one(), Err(AnswerError::Missing { .. })));
}

/// A response with a list of response messages of any kind.
trait AsMessages {
    fn messages(&mut self) -> &mut Vec<ResponseMessage>;
}

impl<T: std::ops::DerefMut<Target: std::ops::DerefMut<Target = BaseResponseMessageType>>> AsMessages for T {
    fn messages(&mut self) -> &mut Vec<ResponseMessage> {
        &mut self.response_messages
    }
}

/// Declares a table of operations with the types of their response messages, and a test that checks all of them.
macro_rules! tables {
    ($($name:ident: $check:ident { $($operation:ident: $message:ty;)* })*) => {
        $(
            #[test]
            fn $name() {
                $(
                    let _: fn(&<operations::$operation as MessageOperation>::Message) -> &$message = |message| message;
                    $check::<operations::$operation>();
                )*
            }
        )*

        const CHECKED: &[&str] = &[$($(<operations::$operation as Operation>::NAME),*),*];
    };
}

tables! {
    the_alternative_of_a_list: check_batch {
        ApplyConversationAction: ApplyConversationActionResponseMessageType;
        ArchiveItem: ItemInfoResponseMessageType;
        ConvertId: ConvertIdResponseMessageType;
        CopyFolder: FolderInfoResponseMessageType;
        CopyItem: ItemInfoResponseMessageType;
        CreateAttachment: AttachmentInfoResponseMessageType;
        CreateFolder: FolderInfoResponseMessageType;
        CreateFolderPath: FolderInfoResponseMessageType;
        CreateItem: ItemInfoResponseMessageType;
        CreateManagedFolder: FolderInfoResponseMessageType;
        CreateUserConfiguration: ResponseMessageType;
        DeleteAttachment: DeleteAttachmentResponseMessageType;
        DeleteFolder: ResponseMessageType;
        DeleteItem: DeleteItemResponseMessageType;
        DeleteUserConfiguration: ResponseMessageType;
        EmptyFolder: ResponseMessageType;
        ExpandDL: ExpandDLResponseMessageType;
        ExportItems: ExportItemsResponseMessageType;
        FindFolder: FindFolderResponseMessageType;
        FindItem: FindItemResponseMessageType;
        FindMailboxStatisticsByKeywords: FindMailboxStatisticsByKeywordsResponseMessageType;
        GetAttachment: AttachmentInfoResponseMessageType;
        GetClientAccessToken: GetClientAccessTokenResponseMessageType;
        GetConversationItems: GetConversationItemsResponseMessageType;
        GetEvents: GetEventsResponseMessageType;
        GetFolder: FolderInfoResponseMessageType;
        GetItem: ItemInfoResponseMessageType;
        GetServerTimeZones: GetServerTimeZonesResponseMessageType;
        GetSpecificUserConfiguration: GetSpecificUserConfigurationResponseMessageType;
        GetStreamingEvents: GetStreamingEventsResponseMessageType;
        GetUserConfiguration: GetUserConfigurationResponseMessageType;
        MarkAllItemsAsRead: ResponseMessageType;
        MarkAsJunk: MarkAsJunkResponseMessageType;
        MoveFolder: FolderInfoResponseMessageType;
        MoveItem: ItemInfoResponseMessageType;
        ReportMessage: ReportMessageResponseMessageType;
        ResolveNames: ResolveNamesResponseMessageType;
        SearchMailboxes: SearchMailboxesResponseMessageType;
        SendItem: ResponseMessageType;
        Subscribe: SubscribeResponseMessageType;
        SyncFolderHierarchy: SyncFolderHierarchyResponseMessageType;
        SyncFolderItems: SyncFolderItemsResponseMessageType;
        Unsubscribe: ResponseMessageType;
        UpdateFolder: FolderInfoResponseMessageType;
        UpdateItem: UpdateItemResponseMessageType;
        UpdateItemInRecoverableItems: UpdateItemInRecoverableItemsResponseMessageType;
        UpdateUserConfiguration: ResponseMessageType;
        UploadItems: UploadItemsResponseMessageType;
    }
    the_items_of_a_list: check {
        AddDelegate: DelegateUserResponseMessageType;
        GetDelegate: DelegateUserResponseMessageType;
        GetMailTips: MailTipsResponseMessageType;
        GetServiceConfiguration: ServiceConfigurationResponseMessageType;
        RemoveDelegate: DelegateUserResponseMessageType;
        UpdateDelegate: DelegateUserResponseMessageType;
    }
    the_response: check {
        AddDistributionGroupToImList: AddDistributionGroupToImListResponseMessageType;
        AddImContactToGroup: AddImContactToGroupResponseMessageType;
        AddImGroup: AddImGroupResponseMessageType;
        AddNewImContactToGroup: AddNewImContactToGroupResponseMessageType;
        AddNewTelUriContactToGroup: AddNewTelUriContactToGroupResponseMessageType;
        AddTag: AddTagResponseMessageType;
        CreateMeetingInstance: CreateMeetingInstanceResponseMessageType;
        CreateMeetingSpace: CreateMeetingSpaceResponseMessageType;
        DeleteMeetingInstance: DeleteMeetingInstanceResponseMessageType;
        DeleteMeetingSpace: DeleteMeetingSpaceResponseMessageType;
        DeleteSearchSuggestion: DeleteSearchSuggestionResponseMessageType;
        DisableApp: DisableAppResponseType;
        DisconnectPhoneCall: DisconnectPhoneCallResponseMessageType;
        EndInstantSearchSession: ResponseMessageType;
        EndSearchSession: EndSearchSessionResponseMessage;
        ExecuteSearch: ExecuteSearchResponseMessage;
        FindAvailableMeetingTimes: FindAvailableMeetingTimesResponseMessageType;
        FindConversation: FindConversationResponseMessageType;
        FindMeetingSpaceByJoinUrl: FindMeetingSpaceByJoinUrlResponseMessageType;
        FindMeetingTimeCandidates: FindMeetingTimeCandidatesResponseMessageType;
        FindMessageTrackingReport: FindMessageTrackingReportResponseMessageType;
        FindPeople: FindPeopleResponseMessageType;
        FindTags: FindTagsResponseMessageType;
        GetAppManifests: GetAppManifestsResponseType;
        GetAppMarketplaceUrl: GetAppMarketplaceUrlResponseMessageType;
        GetDiscoverySearchConfiguration: GetDiscoverySearchConfigurationResponseMessageType;
        GetHoldOnMailboxes: GetHoldOnMailboxesResponseMessageType;
        GetImItemList: GetImItemListResponseMessageType;
        GetImItems: GetImItemsResponseMessageType;
        GetInboxRules: GetInboxRulesResponseType;
        GetLastPrivateCatalogUpdate: GetLastPrivateCatalogUpdateResponseType;
        GetMeetingInstance: GetMeetingInstanceResponseMessageType;
        GetMeetingSpace: GetMeetingSpaceResponseMessageType;
        GetMessageTrackingReport: GetMessageTrackingReportResponseMessageType;
        GetNonIndexableItemDetails: GetNonIndexableItemDetailsResponseMessageType;
        GetNonIndexableItemStatistics: GetNonIndexableItemStatisticsResponseMessageType;
        GetOMEConfiguration: OMEConfigurationResponseType;
        GetPasswordExpirationDate: GetPasswordExpirationDateResponseMessageType;
        GetPersona: GetPersonaResponseMessageType;
        GetPhoneCallInformation: GetPhoneCallInformationResponseMessageType;
        GetPrivateCatalogAddIns: GetPrivateCatalogAddInsResponseType;
        GetReminders: GetRemindersResponseMessageType;
        GetRoomLists: GetRoomListsResponseMessageType;
        GetRooms: GetRoomsResponseMessageType;
        GetSearchSuggestions: GetSearchSuggestionsResponseMessage;
        GetSearchableMailboxes: GetSearchableMailboxesResponseMessageType;
        GetSharingFolder: GetSharingFolderResponseMessageType;
        GetSharingMetadata: GetSharingMetadataResponseMessageType;
        GetUserPhoto: GetUserPhotoResponseMessageType;
        GetUserRetentionPolicyTags: GetUserRetentionPolicyTagsResponseMessageType;
        HideTag: HideTagResponseMessageType;
        InstallApp: InstallAppResponseType;
        PerformInstantSearch: PerformInstantSearchResponse;
        PerformReminderAction: PerformReminderActionResponseMessageType;
        PlayOnPhone: PlayOnPhoneResponseMessageType;
        RefreshSharingFolder: RefreshSharingFolderResponseMessageType;
        RegisterConsent: RegisterConsentResponseMessageType;
        RemoveContactFromImList: RemoveContactFromImListResponseMessageType;
        RemoveDistributionGroupFromImList: RemoveDistributionGroupFromImListResponseMessageType;
        RemoveImContactFromGroup: RemoveImContactFromGroupResponseMessageType;
        RemoveImGroup: RemoveImGroupResponseMessageType;
        SetHoldOnMailboxes: SetHoldOnMailboxesResponseMessageType;
        SetImGroup: SetImGroupResponseMessageType;
        SetImListMigrationCompleted: SetImListMigrationCompletedResponseMessageType;
        SetOMEConfiguration: SetOMEConfigurationResponseType;
        SetTeamMailbox: SetTeamMailboxResponseMessageType;
        StartSearchSession: StartSearchSessionResponseMessage;
        UninstallApp: UninstallAppResponseType;
        UnpinTeamMailbox: UnpinTeamMailboxResponseMessageType;
        UpdateInboxRules: UpdateInboxRulesResponseType;
        UpdateMeetingInstance: UpdateMeetingInstanceResponseMessageType;
        UpdateMeetingSpace: UpdateMeetingSpaceResponseMessageType;
    }
}

/// The operations that are not in the tables: other tests in this file check them.
const OTHERS: &[&str] = &[
    "CreateOrUpdateFocusedOtherOverride",
    "DeleteFocusedOtherOverride",
    "GetFocusedOtherOverrides",
    "GetUserAvailability",
    "GetUserOofSettings",
    "SetUserOofSettings",
    "SetUserPhoto",
];

#[test]
fn every_operation_is_checked() {
    let mut checked = [CHECKED, OTHERS].concat();
    // SendNotification needs no check, because its response contains no response messages.
    checked.push("SendNotification");
    checked.sort_unstable();
    let mut names: Vec<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(checked, names);
}

#[test]
fn out_of_office_settings_are_the_message() {
    let message = |message: ResponseMessageType| GetUserOofSettingsResponse {
        response_message: message.into(),
        ..Default::default()
    };
    let failure = NewResponseMessage::failure(ResponseCodeType::ErrorAccessDenied, "no");
    check_messages::<operations::GetUserOofSettings>(message(NewResponseMessage::success()), message(failure));
    let message = |message: ResponseMessageType| SetUserOofSettingsResponse { response_message: Some(message.into()) };
    let failure = NewResponseMessage::failure(ResponseCodeType::ErrorAccessDenied, "no");
    check_messages::<operations::SetUserOofSettings>(message(NewResponseMessage::success()), message(failure));
}

/// Checks an operation whose message type is `ResponseMessageType`: its response messages can have any element name, such as
/// `SendItemResponseMessage`.
fn check_any<O: MessageOperation<Message = ResponseMessageType, Response: AsMessages>>(mut body: O::Response) {
    for message in
        [ResponseMessageType::success(), NewResponseMessage::failure(ResponseCodeType::ErrorAccessDenied, "no")]
    {
        body.messages().push(ResponseMessage::SendItemResponseMessage(message.into()));
    }
    let answer = send::<O>(&body);
    let are_ok: Vec<bool> = answer.results().iter().map(Result::is_ok).collect();
    assert_eq!(are_ok, [true, false], "{}", O::NAME);
}

#[test]
fn a_list_without_an_alternative_of_the_operation_has_messages_of_any_kind() {
    let mut created = elements::CreateOrUpdateFocusedOtherOverrideResponse::default();
    created.r#override.always_classify_as = InferenceClassificationType::Focused;
    check_any::<operations::CreateOrUpdateFocusedOtherOverride>(created);
    let mut deleted = elements::DeleteFocusedOtherOverrideResponse::default();
    deleted.r#override.always_classify_as = InferenceClassificationType::Focused;
    check_any::<operations::DeleteFocusedOtherOverride>(deleted);
    check_any::<operations::SetUserPhoto>(Default::default());
    check_any::<operations::GetFocusedOtherOverrides>(Default::default());
}

#[test]
fn availability_has_a_message_for_each_mailbox() {
    let mut body = elements::GetUserAvailabilityResponse::default();
    let mailbox = |message: ResponseMessageType| FreeBusyResponseType {
        response_message: Some(message.into()),
        free_busy_view: None,
    };
    body.free_busy_response_array = Some(vec![
        mailbox(NewResponseMessage::failure(ResponseCodeType::ErrorAccessDenied, "no")),
        mailbox(NewResponseMessage::success()),
    ]);
    let answer = send::<operations::GetUserAvailability>(&body);
    let are_ok: Vec<bool> = answer.results().iter().map(Result::is_ok).collect();
    assert_eq!(are_ok, [false, true]);
}

#[test]
fn one_delegate_of_several_fails() {
    let messages = [
        DelegateUserResponseMessageType::success(),
        NewResponseMessage::failure(ResponseCodeType::ErrorDelegateNoUser, "no such user"),
    ];
    let body = soap::response_of::<operations::AddDelegate>(messages);
    let answer = send::<operations::AddDelegate>(&body);
    let errors: Vec<String> =
        answer.results().into_iter().filter_map(|result| Some(result.err()?.to_string())).collect();
    let path = "/AddDelegateResponse/ResponseMessages/DelegateUserResponseMessageType[2]";
    assert_eq!(errors, [format!("ErrorDelegateNoUser: no such user (at {path})")]);
    let mut refused = elements::AddDelegateResponse::default();
    refused.0.base.base = ResponseMessageType::failure(ResponseCodeType::ErrorAccessDenied, "no");
    let error = send::<operations::AddDelegate>(&refused).one().map(drop).unwrap_err();
    assert_eq!(error.to_string(), "ErrorAccessDenied: no (at /AddDelegateResponse)");
}

#[test]
fn an_unknown_message_is_an_error_that_names_it() {
    let text = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
        xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Body><m:SendItemResponse>
        <m:ResponseMessages><m:SentMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:SentMessage>
        </m:ResponseMessages></m:SendItemResponse></s:Body></s:Envelope>"#;
    let answer = soap::response::<operations::SendItem>(text.as_bytes()).unwrap();
    assert_eq!(
        answer.one().map(|message| message.class().cloned()).unwrap_err().to_string(),
        "the response of SendItem contains /SendItemResponse/ResponseMessages/SentMessage[1]; expected SendItemResponseMessage"
    );
}

fn found(subject: &str) -> FindItemResponseMessageType {
    let item = build!(MessageType { item_id: ItemIdType { id: subject }, subject });
    build!(FindItemResponseMessageType {
        root_folder: { items_or_groups: vec![RealItem::from(item)] },
        ..NewResponseMessage::success()
    })
}

#[test]
fn the_values_of_a_type_in_all_messages() {
    let answer = send::<operations::FindItem>(&soap::response_of::<operations::FindItem>([found("a"), found("b")]));
    let subjects = |items: Vec<&RealItem>| items.iter().filter_map(|item| item.subject.clone()).collect::<Vec<_>>();
    assert_eq!(subjects(answer.all_of().unwrap()), ["a", "b"]);
    assert_eq!(answer.all_of::<ItemType>().unwrap().len(), 2);
    assert_eq!(answer.all_of::<CalendarItemType>().unwrap().len(), 0);
    assert_eq!(answer.first_of::<ItemIdType>().unwrap().id, "a");
    let error = answer.first_of::<CalendarItemType>().unwrap_err();
    assert_eq!(error.to_string(), "the response of FindItem contains no CalendarItemType");
}

#[test]
fn the_values_of_a_type_are_an_error_if_a_message_is() {
    let denied = FindItemResponseMessageType::failure(ResponseCodeType::ErrorAccessDenied, "no");
    let answer = send::<operations::FindItem>(&soap::response_of::<operations::FindItem>([found("a"), denied]));
    let error = answer.all_of::<RealItem>().unwrap_err();
    assert_eq!(error.failure().and_then(|error| error.code.clone()), Some(ResponseCodeType::ErrorAccessDenied));
    assert_eq!(answer.first_of::<RealItem>().unwrap_err(), error);
    let answer = send::<operations::FindItem>(&Default::default());
    assert_eq!(answer.all_of::<RealItem>(), Err(AnswerError::Missing { operation: "FindItem" }));
}

#[test]
fn a_request_reads_its_response() {
    let body = elements::Unsubscribe::default();
    let request = soap::request(&body);
    let success = soap::response_of::<operations::Unsubscribe>([ResponseMessageType::success()]);
    let bytes = soap::answer::<operations::Unsubscribe>(&success).to_vec().unwrap();
    assert!(request.read(&bytes).unwrap().one().is_ok());
    assert!(request.outcome(200, [("Content-Type", "text/xml")], &bytes).into_response().is_ok());
    let twice = [&bytes[..], &bytes[..]].concat();
    assert_eq!(request.envelopes(&twice[..]).filter(|answer| answer.is_ok()).count(), 2);
    let other = soap::answer::<operations::FindItem>(&Default::default()).to_vec().unwrap();
    assert!(request.read(&other).is_err());
    let items = soap::response_of::<operations::FindItem>([found("a"), found("b")]);
    let bytes = soap::answer::<operations::FindItem>(&items).to_vec().unwrap();
    assert_eq!(soap::request(&elements::FindItem::default()).items(&bytes[..]).filter(Result::is_ok).count(), 2);
}

#[test]
fn the_required_text_of_an_id_is_the_id() {
    let item = BaseItemId::from(build!(ItemIdType { id: "AAMk", change_key: "CQ" }));
    assert_eq!(item.required_text(), Some("AAMk"));
    let occurrence = build!(OccurrenceItemIdType { recurring_master_id: "AAMl", change_key: "CQ", instance_index: 3 });
    assert_eq!(BaseItemId::from(occurrence).required_text(), Some("AAMl"));
    let inbox = TargetFolderIdType::from(DistinguishedFolderIdNameType::Inbox);
    assert_eq!(inbox.required_text(), Some("inbox"), "the text of an enumeration");
    assert_eq!(BaseItemId::default().required_text(), None);
    assert_eq!(MessageType::default().required_text(), None, "nothing is required");
    let mut token = ClientAccessTokenType::default();
    token.token_value = "secret".into();
    assert_eq!(token.required_text(), Some(""), "the id instead of the secret");
}

//! Writes and reads messages of FindItem with the code generated from schemas of an older version of Exchange, and messages of
//! GetClientAccessToken if that version has this operation.

use ews_types::messages::elements::{FindItem, FindItemResponse};
use ews_types::operations;
use ews_types::soap::{self, ResponseBody as _};
use ews_types::types::{DistinguishedFolderIdType, ItemQueryTraversalType};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    find_item()?;
    #[cfg(feature = "token")]
    token()?;
    Ok(())
}

fn find_item() -> Result<(), Box<dyn std::error::Error>> {
    let mut find = FindItem::default();
    find.traversal = ItemQueryTraversalType::Shallow;
    find.item_shape.base_shape = "IdOnly".into();
    find.parent_folder_ids.push(DistinguishedFolderIdType { id: "inbox".into(), ..Default::default() }.into());
    let request = soap::request(&find).version("Exchange2007_SP1".into());
    let incoming = soap::incoming_as::<operations::FindItem>(&request.to_vec()?, Default::default())?;
    assert_eq!(incoming.body, find);

    let xml = r#"<m:FindItemResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages>
          <m:FindItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>
            <m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true"><t:Items><t:Message>
              <t:ItemId Id="AAMk" ChangeKey="CQAA"/><t:Subject>Lunch</t:Subject></t:Message></t:Items></m:RootFolder>
          </m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>"#;
    let answer: FindItemResponse = ews_types::xml::from_str(xml)?;
    let envelope = soap::answer::<operations::FindItem>(&answer).to_vec()?;
    let response = soap::response::<operations::FindItem>(&envelope)?;
    response.body.result()?;
    assert_eq!(response.response_messages().len(), 1);
    let mut subjects = Vec::new();
    for item in soap::Items::<operations::FindItem, _>::new(&envelope[..]) {
        subjects.extend(item?.value.subject.clone());
    }
    assert_eq!(subjects, ["Lunch"]);
    println!("FindItem: {subjects:?}");
    Ok(())
}

#[cfg(feature = "token")]
fn token() -> Result<(), Box<dyn std::error::Error>> {
    use ews_types::client_access_token::{TokenRequests, TokenType};
    use ews_types::messages::GetClientAccessTokenResponseMessageType;
    use ews_types::messages::elements::GetClientAccessTokenResponse;
    use ews_types::types::{ClientAccessTokenType, ResponseClassType};

    let requests = TokenRequests::new().token("1-2-3", TokenType::CallerIdentity);
    assert!(requests.to_vec()?.starts_with(b"<?xml"));
    let mut message = GetClientAccessTokenResponseMessageType::default();
    message.response_class = ResponseClassType::Success;
    message.token = Some(ClientAccessTokenType {
        id: "1-2-3".to_owned(),
        token_type: TokenType::CallerIdentity,
        token_value: "made up".into(),
        ttl: 480.into(),
    });
    let mut answer = GetClientAccessTokenResponse::default();
    answer.response_messages.push(message.into());
    let answer = soap::answer::<operations::GetClientAccessToken>(&answer).to_vec()?;
    let token = requests.read(&answer)?.into_token()?;
    println!("token: {} s", token.lifetime.as_secs());
    Ok(())
}

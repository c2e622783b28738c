//! Prints selected properties of messages, including one that another program has added.

mod client;

use client::{Client, Result};
use ews_types::prelude::*;

fn main() -> Result<()> {
    let client = Client::from_env()?;

    let find = build!(FindItem {
        traversal: ItemQueryTraversalType::Shallow,
        item_shape: { base_shape: DefaultShapeNamesType::IdOnly },
        parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
    });
    let mut get = build!(GetItem {
        item_shape: {
            // Only the id, and the additional properties below.
            base_shape: DefaultShapeNamesType::IdOnly,
            body_type: BodyTypeResponseType::Text,
            additional_properties: [
                UnindexedFieldURIType::ItemSubject,
                UnindexedFieldURIType::ItemBody,
                invoice_number(),
            ],
        },
    });
    // FindItem does not return bodies. GetItem returns them, for the ids that FindItem has found.
    let found = client.call(&find)?;
    get.item_ids
        .extend(found.all_of::<ItemIdType>()?.into_iter().map(|id| id.clone().into()));

    for item in client.call(&get)?.all_of::<RealItem>()? {
        // `None` if the item has no subject, or if the shape does not contain the subject.
        println!("{}", item.subject.as_deref().unwrap_or("(no subject)"));
        if let Some(body) = &item.body {
            println!("  {}", body.value.lines().next().unwrap_or_default());
        }
        for property in &item.extended_property {
            let is_number = property.extended_field_uri == invoice_number();
            if let ExtendedPropertyValue::Value(number) = &property.value
                && is_number
            {
                println!("  invoice {number}");
            }
        }
    }
    Ok(())
}

/// Returns the path of a property that a program has defined: set, name and type.
fn invoice_number() -> PathToExtendedFieldType {
    build!(PathToExtendedFieldType {
        distinguished_property_set_id: DistinguishedPropertySetType::PublicStrings,
        property_name: "InvoiceNumber",
        property_type: MapiPropertyTypeType::String,
    })
}

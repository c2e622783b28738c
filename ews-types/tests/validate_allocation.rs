//! `validate` allocates nothing for a valid value. This test runs in a process of its own, because all tests in a process share the
//! allocator.
#![allow(clippy::unwrap_used, missing_docs)]

use ews_types::messages::elements::FindItem;
use ews_types::xml::{Options, Validate};
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const NS: &str = r#"xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types""#;

#[test]
fn validation_of_a_valid_value_does_not_allocate() {
    let text = format!(
        "<m:FindItem {NS} Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
         <t:ExtendedFieldURI PropertySetId=\"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee\" PropertyName=\"n\" PropertyType=\"String\"/>\
         </t:AdditionalProperties></m:ItemShape><m:ParentFolderIds><t:FolderId Id=\"a\"/></m:ParentFolderIds></m:FindItem>"
    );
    let find: FindItem = Options::new().strict(true).from_str(&text).unwrap();
    // The first validation compiles the patterns of the schema, and so allocates.
    assert_eq!(find.validate(), []);
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    for _ in 0..10 {
        assert!(find.validate().is_empty());
    }
    assert_eq!(HEAP.peak_usage(), before);
}

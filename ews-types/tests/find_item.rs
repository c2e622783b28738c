//! A response to FindItem.

pub(crate) const M: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
pub(crate) const T: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// Returns a response with these items. The items can use the prefixes `m`, `t` and `xsi`.
pub(crate) fn response(items: &str) -> String {
    format!(
        "<m:FindItemResponse xmlns:m=\"{M}\" xmlns:t=\"{T}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <m:ResponseMessages><m:FindItemResponseMessage ResponseClass=\"Success\"><m:RootFolder><t:Items>{items}</t:Items>\
         </m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>"
    )
}

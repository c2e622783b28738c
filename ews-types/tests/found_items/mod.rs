//! An answer to FindItem, around items.

pub(crate) const M: &str = "http://schemas.microsoft.com/exchange/services/2006/messages";
pub(crate) const T: &str = "http://schemas.microsoft.com/exchange/services/2006/types";

/// The answer, with the prefixes `m`, `t` and `xsi`.
pub(crate) fn answer(items: &str) -> String {
    format!(
        "<m:FindItemResponse xmlns:m=\"{M}\" xmlns:t=\"{T}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <m:ResponseMessages><m:FindItemResponseMessage ResponseClass=\"Success\"><m:RootFolder><t:Items>{items}</t:Items>\
         </m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>"
    )
}

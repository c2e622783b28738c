//! The pages of FindItem and FindFolder. A client asks for the next page, and a server creates the page that a view asks for:
//!
//! ```
//! use ews_types::prelude::*;
//!
//! let mut find = build!(FindItem {
//!     traversal: ItemQueryTraversalType::Shallow,
//!     item_shape: { base_shape: DefaultShapeNamesType::Default },
//!     view: IndexedPageViewType { max_entries_returned: 3, base_point: IndexBasePointType::Beginning },
//!     parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
//! });
//! let mut sizes = Vec::new();
//! loop {
//!     // What a server answers:
//!     let page = find.page_of(&["a", "b", "c", "d"], |subject| build!(MessageType { subject: *subject }));
//!     sizes.push(page.all_of::<MessageType>().len());
//!     if !find.advance(&page)? {
//!         break;
//!     }
//! }
//! assert_eq!(sizes, [3, 1]);
//! # Ok::<(), ews_types::pages::NoNextPage>(())
//! ```

use std::fmt;
use std::ops::Range;

#[cfg(feature = "_has_folder_pages")]
use crate::messages::{FindFolderPageFolderView, FindFolderType};
#[cfg(feature = "_has_item_pages")]
use crate::messages::{FindItemType, FindItemView};
#[cfg(feature = "_has_folder_pages")]
use crate::types::{FindFolderParentType, Folder};
#[cfg(feature = "_has_item_pages")]
use crate::types::{FindItemParentType, ItemsOrGroups, RealItem};
use crate::types::{FractionalPageViewType, IndexBasePointType, IndexedPageViewType};

#[cfg(feature = "_has_item_pages")]
impl FindItemType {
    /// Changes the view so that the request asks for the page after `page`, the answer to this request. Returns `false` if there is
    /// none, because `page` contains the last item.
    ///
    /// A request without a view gets one, because servers limit pages on their own. With several folders, each has pages of its
    /// own: send a request for each of them.
    ///
    /// # Errors
    /// The page is not the last one, but the view has no offset, or the page states no offset after that of the view.
    pub fn advance(&mut self, page: &FindItemParentType) -> Result<bool, NoNextPage> {
        if page.includes_last_item_in_range == Some(true) {
            return Ok(false);
        }
        let has_moved = match self.view.get_or_insert_with(|| beginning().into()) {
            FindItemView::IndexedPageItemView(view) => advance_offset(view, page.indexed_paging_offset),
            FindItemView::FractionalPageItemView(view) => {
                advance_fraction(view, page.numerator_offset, page.absolute_denominator)
            }
            _ => false,
        };
        if has_moved { Ok(true) } else { Err(NoNextPage) }
    }

    /// Returns the page that the view asks for: the number of all items, whether the page has the last one, and the items, which
    /// `item` creates from those that the server has found. With a view that has an offset or a fraction, the page states that of
    /// the next page, even if it is the last one.
    ///
    /// `found` is what matches the restriction, in order. For views without an offset, such as
    /// [`CalendarViewType`](crate::types::CalendarViewType), the server also selects what the view states; the page has at most
    /// `max_entries_returned` of it. Groups are left to the server.
    pub fn page_of<T, I: Into<RealItem>>(&self, found: &[T], item: impl FnMut(&T) -> I) -> FindItemParentType {
        let page = match &self.view {
            Some(FindItemView::IndexedPageItemView(view)) => Page::indexed(view, found.len()),
            Some(FindItemView::FractionalPageItemView(view)) => Page::fractional(view, found.len()),
            Some(view) => Page::first(view.max_entries_returned, found.len()),
            None => Page::first(None, found.len()),
        };
        let items = found.get(page.range).unwrap_or_default().iter().map(item).map(Into::into);
        FindItemParentType {
            absolute_denominator: page.denominator,
            includes_last_item_in_range: Some(page.is_last),
            indexed_paging_offset: page.next_offset,
            numerator_offset: page.next_numerator,
            total_items_in_view: Some(number(found.len())),
            items_or_groups: ItemsOrGroups::Items(items.collect()),
        }
    }
}

#[cfg(feature = "_has_folder_pages")]
impl FindFolderType {
    /// Changes the view so that the request asks for the page after `page`, the answer to this request. Returns `false` if there is
    /// none, because `page` contains the last folder.
    ///
    /// A request without a view gets one, because servers limit pages on their own.
    ///
    /// # Errors
    /// The page is not the last one, but states no offset after that of the view.
    pub fn advance(&mut self, page: &FindFolderParentType) -> Result<bool, NoNextPage> {
        if page.includes_last_item_in_range == Some(true) {
            return Ok(false);
        }
        let has_moved = match self.page_folder_view.get_or_insert_with(|| beginning().into()) {
            FindFolderPageFolderView::IndexedPageFolderView(view) => advance_offset(view, page.indexed_paging_offset),
            FindFolderPageFolderView::FractionalPageFolderView(view) => {
                advance_fraction(view, page.numerator_offset, page.absolute_denominator)
            }
            FindFolderPageFolderView::Unknown(_) => false,
        };
        if has_moved { Ok(true) } else { Err(NoNextPage) }
    }

    /// Returns the page that the view asks for, as [`FindItemType::page_of`](crate::messages::FindItemType::page_of) does: `folder`
    /// creates the folders from those that the server has found. `found` is what matches the restriction, in order.
    pub fn page_of<T, F: Into<Folder>>(&self, found: &[T], folder: impl FnMut(&T) -> F) -> FindFolderParentType {
        let page = match &self.page_folder_view {
            Some(FindFolderPageFolderView::IndexedPageFolderView(view)) => Page::indexed(view, found.len()),
            Some(FindFolderPageFolderView::FractionalPageFolderView(view)) => Page::fractional(view, found.len()),
            Some(view) => Page::first(view.max_entries_returned, found.len()),
            None => Page::first(None, found.len()),
        };
        let folders = found.get(page.range).unwrap_or_default().iter().map(folder).map(Into::into);
        FindFolderParentType {
            absolute_denominator: page.denominator,
            includes_last_item_in_range: Some(page.is_last),
            indexed_paging_offset: page.next_offset,
            numerator_offset: page.next_numerator,
            total_items_in_view: Some(number(found.len())),
            folders: Some(folders.collect()),
        }
    }
}

/// A page is not the last one, but it is unknown where the next one begins.
///
/// [`CalendarViewType`](crate::types::CalendarViewType) and [`ContactsViewType`](crate::types::ContactsViewType) have no offset: ask for
/// shorter ranges. With the other views, the server has not stated a later offset.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoNextPage;

impl fmt::Display for NoNextPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the result has more entries, but it is unknown where the next page begins; ask for shorter ranges")
    }
}

impl std::error::Error for NoNextPage {}

fn beginning() -> IndexedPageViewType {
    IndexedPageViewType { base_point: IndexBasePointType::Beginning, ..IndexedPageViewType::default() }
}

/// Moves a view to a later offset. Otherwise a server that always states the same one would keep a program asking forever.
fn advance_offset(view: &mut IndexedPageViewType, next: Option<i32>) -> bool {
    let Some(next) = next.filter(|next| *next > view.offset) else { return false };
    view.offset = next;
    true
}

/// Moves a view to a greater fraction.
fn advance_fraction(view: &mut FractionalPageViewType, numerator: Option<i32>, denominator: Option<i32>) -> bool {
    let (Some(numerator), Some(denominator)) = (numerator, denominator.filter(|denominator| *denominator > 0)) else {
        return false;
    };
    let product = |numerator: i32, denominator: i32| i64::from(numerator) * i64::from(denominator);
    if product(numerator, view.denominator) <= product(view.numerator, denominator) {
        return false;
    }
    (view.numerator, view.denominator) = (numerator, denominator);
    true
}

/// The part of a result that a view selects.
struct Page {
    range: Range<usize>,
    is_last: bool,
    /// The offset of the next page, from the base point of the view.
    next_offset: Option<i32>,
    /// The fraction with which the next page begins.
    next_numerator: Option<i32>,
    denominator: Option<i32>,
}

impl Page {
    /// Returns the entries from an offset, or the entries before an offset from the end.
    fn indexed(view: &IndexedPageViewType, total: usize) -> Self {
        let (start, end) = entries_after(count(view.offset), view.max_entries_returned, total);
        let range = match view.base_point {
            IndexBasePointType::End => total - end..total - start,
            _ => start..end,
        };
        let next_offset = Some(number(end));
        Self { range, is_last: end == total, next_offset, next_numerator: None, denominator: None }
    }

    /// Returns the entries from a fraction of all entries.
    fn fractional(view: &FractionalPageViewType, total: usize) -> Self {
        let offset = total.saturating_mul(count(view.numerator)) / count(view.denominator).max(1);
        let (start, end) = entries_after(offset, view.max_entries_returned, total);
        let (next_numerator, denominator) = (Some(number(end)), Some(number(total)));
        Self { range: start..end, is_last: end == total, next_offset: None, next_numerator, denominator }
    }

    /// Returns the first entries, for views that have no offset.
    fn first(max: Option<i32>, total: usize) -> Self {
        let (start, end) = entries_after(0, max, total);
        Self { range: start..end, is_last: end == total, next_offset: None, next_numerator: None, denominator: None }
    }
}

/// Returns the first entry after an offset, and the end of at most `max` entries.
fn entries_after(offset: usize, max: Option<i32>, total: usize) -> (usize, usize) {
    let start = offset.min(total);
    (start, max.map_or(total, |max| start.saturating_add(count(max)).min(total)))
}

/// Returns a number of a request. Numbers below zero are not valid and mean zero.
fn count(number: i32) -> usize {
    usize::try_from(number).unwrap_or_default()
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

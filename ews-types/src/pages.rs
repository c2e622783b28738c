//! The pages of the lists that `FindItem` and `FindFolder` return.
//!
//! A client asks for the next page, and a server creates the page that a view asks for:
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
//!     // The server selects the items of the page:
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
use crate::messages::FindFolderType;
#[cfg(feature = "_has_item_pages")]
use crate::messages::FindItemType;
use crate::types::{BasePagingType, FractionalPageViewType, IndexBasePointType, IndexedPageViewType};
#[cfg(feature = "_has_folder_pages")]
use crate::types::{FindFolderParentType, Folder};
#[cfg(feature = "_has_item_pages")]
use crate::types::{FindItemParentType, ItemsOrGroups, RealItem};
use crate::xml::{Search, Value};

#[cfg(feature = "_has_item_pages")]
impl FindItemType {
    /// Changes the view so that this request asks for the page after `page`, which is in the response to this request. Returns `false`
    /// if `page` contains the last item.
    ///
    /// A request without a view gets a view, because servers limit the length of a page even without a view. Each folder has its own
    /// pages: send a separate request for each folder.
    ///
    /// # Errors
    /// `page` does not contain the last item, but the view has neither an offset nor a fraction, or `page` does not state a greater
    /// offset or fraction for the next page.
    pub fn advance(&mut self, page: &FindItemParentType) -> Result<bool, NoNextPage> {
        let paging = Paging {
            is_last: page.includes_last_item_in_range,
            next_offset: page.indexed_paging_offset,
            next_fraction: page.numerator_offset.zip(page.absolute_denominator),
        };
        paging.advance(&mut self.view)
    }

    /// Creates the page that a server returns for this request: the items in `found` that the view selects, converted by `item`. The
    /// page also states the number of items in `found`, and whether the last item of `found` is in the page. If the view has an
    /// offset or a fraction, even the last page states the offset or fraction of the next page.
    ///
    /// `found` contains all items that match the restriction, in the requested order. If the view has no offset, such as
    /// [`CalendarViewType`](crate::types::CalendarViewType), `found` contains only items in the range of the view; the page has the
    /// first `max_entries_returned` of them. The items are never grouped.
    pub fn page_of<T, I: Into<RealItem>>(&self, found: &[T], item: impl FnMut(&T) -> I) -> FindItemParentType {
        let (range, paging) = Paging::page_at(&self.view, found.len());
        let items = found.get(range).unwrap_or_default().iter().map(item).map(Into::into);
        FindItemParentType {
            absolute_denominator: paging.next_fraction.map(|(_, denominator)| denominator),
            includes_last_item_in_range: paging.is_last,
            indexed_paging_offset: paging.next_offset,
            numerator_offset: paging.next_fraction.map(|(numerator, _)| numerator),
            total_items_in_view: Some(number(found.len())),
            items_or_groups: ItemsOrGroups::Items(items.collect()),
        }
    }
}

#[cfg(feature = "_has_folder_pages")]
impl FindFolderType {
    /// Changes the view so that this request asks for the page after `page`, which is in the response to this request. Returns `false`
    /// if `page` contains the last folder.
    ///
    /// A request without a view gets a view, because servers limit the length of a page even without a view.
    ///
    /// # Errors
    /// `page` does not contain the last folder, but does not state an offset or fraction of the next page that is greater than that of
    /// the view.
    pub fn advance(&mut self, page: &FindFolderParentType) -> Result<bool, NoNextPage> {
        let paging = Paging {
            is_last: page.includes_last_item_in_range,
            next_offset: page.indexed_paging_offset,
            next_fraction: page.numerator_offset.zip(page.absolute_denominator),
        };
        paging.advance(&mut self.page_folder_view)
    }

    /// Creates the page that a server returns for this request, like
    /// [`FindItemType::page_of`](crate::messages::FindItemType::page_of). `found` contains all folders that match the restriction, in
    /// the requested order; `folder` converts each folder of the page.
    pub fn page_of<T, F: Into<Folder>>(&self, found: &[T], folder: impl FnMut(&T) -> F) -> FindFolderParentType {
        let (range, paging) = Paging::page_at(&self.page_folder_view, found.len());
        let folders = found.get(range).unwrap_or_default().iter().map(folder).map(Into::into);
        FindFolderParentType {
            absolute_denominator: paging.next_fraction.map(|(_, denominator)| denominator),
            includes_last_item_in_range: paging.is_last,
            indexed_paging_offset: paging.next_offset,
            numerator_offset: paging.next_fraction.map(|(numerator, _)| numerator),
            total_items_in_view: Some(number(found.len())),
            folders: Some(folders.collect()),
        }
    }
}

/// The error if a page does not state that it is the last page, and it is unknown where the next page begins.
///
/// With a view that has neither an offset nor a fraction, such as [`CalendarViewType`](crate::types::CalendarViewType), ask for
/// shorter ranges. With other views, the cause is a page that states no greater offset or fraction for the next page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoNextPage;

impl fmt::Display for NoNextPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the result has more entries, but it is unknown where the next page begins; ask for shorter ranges")
    }
}

impl std::error::Error for NoNextPage {}

/// The position of a page in the whole result, as the attributes of the page state it: `IndexedPagingOffset="20"`.
struct Paging {
    /// True if the page contains the last entry of the result.
    is_last: Option<bool>,
    /// The offset of the next page, from the base point of the view.
    next_offset: Option<i32>,
    /// The fraction of all entries that precede the next page, as numerator and denominator.
    next_fraction: Option<(i32, i32)>,
}

impl Paging {
    /// Returns the range of entries that `view` selects from `total` entries, and the position of that page.
    fn page_at(view: &impl Search, total: usize) -> (Range<usize>, Self) {
        let indexed = view.first_of::<IndexedPageViewType>();
        let fractional = view.first_of::<FractionalPageViewType>();
        let offset = match (indexed, fractional) {
            (Some(view), _) => count(view.offset),
            (None, Some(view)) => total.saturating_mul(count(view.numerator)) / count(view.denominator).max(1),
            (None, None) => 0,
        };
        let max = view.first_of::<BasePagingType>().and_then(|view| view.max_entries_returned);
        let start = offset.min(total);
        let end = max.map_or(total, |max| start.saturating_add(count(max)).min(total));
        let range = match indexed.map(|view| &view.base_point) {
            Some(IndexBasePointType::End) => total - end..total - start,
            _ => start..end,
        };
        let paging = Self {
            is_last: Some(end == total),
            next_offset: indexed.map(|_| number(end)),
            next_fraction: fractional.map(|_| (number(end), number(total))),
        };
        (range, paging)
    }

    /// Changes `view` so that it selects the page after this page; without a view, creates one. Returns `false` if this page is the
    /// last page.
    ///
    /// Fails if the page does not state a next page that begins after the beginning of `view`. Otherwise, a server that always states
    /// the same offset would cause an endless loop.
    fn advance<V>(&self, view: &mut Option<V>) -> Result<bool, NoNextPage>
    where
        V: Value + Default + From<IndexedPageViewType> + From<FractionalPageViewType>,
    {
        if self.is_last == Some(true) {
            return Ok(false);
        }
        let beginning =
            IndexedPageViewType { base_point: IndexBasePointType::Beginning, ..IndexedPageViewType::default() };
        let current = view.get_or_insert_with(|| beginning.into());
        let next = match (current.first_of::<IndexedPageViewType>(), current.first_of::<FractionalPageViewType>()) {
            (Some(view), _) => self.next_indexed(view).map(V::from),
            (None, Some(view)) => self.next_fractional(view).map(V::from),
            (None, None) => None,
        };
        *current = next.ok_or(NoNextPage)?;
        Ok(true)
    }

    fn next_indexed(&self, view: &IndexedPageViewType) -> Option<IndexedPageViewType> {
        let offset = self.next_offset.filter(|next| *next > view.offset)?;
        Some(IndexedPageViewType { offset, ..view.clone() })
    }

    fn next_fractional(&self, view: &FractionalPageViewType) -> Option<FractionalPageViewType> {
        let (numerator, denominator) = self.next_fraction.filter(|(_, denominator)| *denominator > 0)?;
        let product = |numerator: i32, denominator: i32| i64::from(numerator) * i64::from(denominator);
        let is_later = product(numerator, view.denominator) > product(view.numerator, denominator);
        is_later.then(|| FractionalPageViewType { numerator, denominator, ..view.clone() })
    }
}

/// Converts a number from a request. A negative number, which is not valid, becomes zero.
fn count(number: i32) -> usize {
    usize::try_from(number).unwrap_or_default()
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

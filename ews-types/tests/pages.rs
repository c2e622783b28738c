//! Pages of FindItem and FindFolder: the entries that a view selects, and the beginning of the next page.

use ews_types::messages::{FindFolderPageFolderView, FindFolderType, FindItemType, FindItemView};
use ews_types::pages::NoNextPage;
use ews_types::types::*;
use ews_types::xml::{Search as _, build};

/// Creates a page of a list that has one item for each letter of `letters`. Compares the letters in the page, and the position of the
/// page as a text: `last` or `more`, and then the next offset or fraction. Also checks the number of all items.
fn check_with(letters: &str, view: impl Into<Option<FindItemView>>, expected: (&str, &str)) {
    let found: Vec<String> = letters.chars().map(String::from).collect();
    let find = FindItemType { view: view.into(), ..FindItemType::default() };
    let page = find.page_of(&found, |letter| build!(MessageType { subject: letter }));
    let messages = page.all_of::<MessageType>().into_iter();
    let subjects: String = messages.filter_map(|message| message.subject.as_deref()).collect();
    let numbers = [page.indexed_paging_offset, page.numerator_offset, page.absolute_denominator];
    let numbers: Vec<String> = numbers.iter().flatten().map(i32::to_string).collect();
    let end = if page.includes_last_item_in_range == Some(true) { "last" } else { "more" };
    assert_eq!((subjects.as_str(), format!("{end} {}", numbers.join("/")).as_str()), expected);
    assert_eq!(page.total_items_in_view, i32::try_from(found.len()).ok());
}

fn check(view: impl Into<Option<FindItemView>>, expected: (&str, &str)) {
    check_with("abcdefghij", view, expected);
}

fn indexed(base_point: IndexBasePointType, offset: i32, max: Option<i32>) -> FindItemView {
    build!(IndexedPageViewType { base_point, offset, max_entries_returned: max }).into()
}

fn fraction(numerator: i32, denominator: i32, max: Option<i32>) -> FindItemView {
    build!(FractionalPageViewType { numerator, denominator, max_entries_returned: max }).into()
}

use IndexBasePointType::{Beginning, End};

test_support::cases! { check {
    no_view_selects_all: (None, ("abcdefghij", "last "));
    the_first_page: (indexed(Beginning, 0, Some(4)), ("abcd", "more 4"));
    a_page_in_the_middle: (indexed(Beginning, 4, Some(4)), ("efgh", "more 8"));
    the_last_page: (indexed(Beginning, 8, Some(4)), ("ij", "last 10"));
    a_page_that_ends_with_the_last_entry: (indexed(Beginning, 6, Some(4)), ("ghij", "last 10"));
    an_offset_behind_the_end: (indexed(Beginning, 11, Some(4)), ("", "last 10"));
    no_limit: (indexed(Beginning, 3, None), ("defghij", "last 10"));
    pages_from_the_end: (indexed(End, 0, Some(4)), ("ghij", "more 4"));
    the_next_page_from_the_end: (indexed(End, 4, Some(4)), ("cdef", "more 8"));
    the_last_page_from_the_end: (indexed(End, 8, Some(4)), ("ab", "last 10"));
    half: (fraction(1, 2, Some(3)), ("fgh", "more 8/10"));
    a_fraction_between_two_entries: (fraction(1, 3, Some(3)), ("def", "more 6/10"));
    the_whole: (fraction(1, 1, Some(3)), ("", "last 10/10"));
    a_view_without_offset: (FindItemView::from(build!(ContactsViewType { max_entries_returned: 2 })), ("ab", "more "));
    negative_numbers_of_a_client: (indexed(Beginning, -1, Some(-1)), ("", "more 0"));
    a_fraction_of_nothing: (fraction(1, 0, None), ("", "last 10/10"));
    the_greatest_numbers: (fraction(i32::MAX, 1, Some(i32::MAX)), ("", "last 10/10"));
}}

test_support::cases! { check_with {
    an_empty_folder: ("", indexed(Beginning, 0, Some(4)), ("", "last 0"));
}}

/// Reads a list of ten folders page by page. `server` changes each page before the client gets it. Compares the number of folders in
/// each page, and the last result of `advance`. Also checks that no folder is in two pages.
fn check_pages(
    view: Option<FindFolderPageFolderView>,
    server: fn(&mut FindFolderParentType),
    expected: &[usize],
    end: Result<bool, NoNextPage>,
) {
    let found: Vec<i32> = (0..10).collect();
    let mut find = FindFolderType { page_folder_view: view, ..FindFolderType::default() };
    let (mut seen, mut sizes) = (Vec::new(), Vec::new());
    loop {
        let mut page = find.page_of(&found, |number| build!(FolderType { total_count: *number }));
        server(&mut page);
        let numbers = page.all_of::<FolderType>().into_iter().filter_map(|folder| folder.total_count);
        sizes.push(numbers.clone().count());
        seen.extend(numbers);
        let advanced = find.advance(&page);
        if advanced != Ok(true) {
            assert_eq!(advanced, end);
            break;
        }
    }
    assert_eq!(sizes, expected);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), expected.iter().sum::<usize>(), "an entry is in two pages");
}

fn from_the_end(max: i32) -> FindFolderPageFolderView {
    build!(IndexedPageViewType { base_point: End, offset: 0, max_entries_returned: max }).into()
}

fn from_a_quarter(max: i32) -> FindFolderPageFolderView {
    build!(FractionalPageViewType { numerator: 1, denominator: 4, max_entries_returned: max }).into()
}

/// Changes a page like a server that limits pages to four folders.
fn four_at_most(page: &mut FindFolderParentType) {
    let folders = page.folders.as_mut().unwrap();
    if folders.len() > 4 {
        let left = folders.len() - 4;
        folders.truncate(4);
        page.indexed_paging_offset = i32::try_from(10 - left).ok();
        page.includes_last_item_in_range = Some(false);
    }
}

fn without_offset(page: &mut FindFolderParentType) {
    page.indexed_paging_offset = None;
    page.numerator_offset = None;
}

fn always_at_the_beginning(page: &mut FindFolderParentType) {
    page.indexed_paging_offset = page.indexed_paging_offset.map(|_| 0);
    page.absolute_denominator = page.absolute_denominator.map(|_| 0);
}

fn as_it_is(_: &mut FindFolderParentType) {}

test_support::cases! { check_pages {
    all_pages_from_the_end: (Some(from_the_end(4)), as_it_is, &[4, 4, 2], Ok(false));
    all_pages_from_a_fraction: (Some(from_a_quarter(3)), as_it_is, &[3, 3, 2], Ok(false));
    pages_of_one: (Some(from_the_end(1)), as_it_is, &[1; 10], Ok(false));
    one_page: (Some(from_the_end(10)), as_it_is, &[10], Ok(false));
    a_limit_of_the_server: (None, four_at_most, &[4, 4, 2], Ok(false));
    no_offset: (Some(from_the_end(4)), without_offset, &[4], Err(NoNextPage));
    no_numerator: (Some(from_a_quarter(4)), without_offset, &[4], Err(NoNextPage));
    the_same_offset_each_time: (Some(from_the_end(4)), always_at_the_beginning, &[4], Err(NoNextPage));
    a_fraction_without_denominator: (Some(from_a_quarter(4)), always_at_the_beginning, &[4], Err(NoNextPage));
}}

#[test]
fn items_have_the_same_pages() {
    let mut find = FindItemType { view: Some(indexed(Beginning, 0, Some(4))), ..FindItemType::default() };
    let found = ["a"; 10];
    let page = |find: &FindItemType| find.page_of(&found, |subject| build!(MessageType { subject: *subject }));
    assert_eq!((find.advance(&page(&find)), find.advance(&page(&find))), (Ok(true), Ok(true)));
    assert_eq!(page(&find).all_of::<MessageType>().len(), 2);
    assert_eq!(find.advance(&page(&find)), Ok(false));

    let contacts = build!(ContactsViewType { max_entries_returned: 2 });
    let mut find = FindItemType { view: Some(contacts.into()), ..FindItemType::default() };
    assert_eq!(find.advance(&page(&find)), Err(NoNextPage), "this view has no offset");
}

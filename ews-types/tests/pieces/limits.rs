//! Limits of pieces, depth and memory, and the time that reading takes.

use std::time::{Duration, Instant};

use ews_types::operations::FindItem;
use ews_types::soap;
use ews_types::xml::Options;
use test_support::settings::cases;

use super::documents::find_item;
use super::reading::{check_error, read};

fn options() -> Options {
    Options::new().max_piece(2000)
}

fn item(subject: &str) -> String {
    format!("<t:Message><t:Subject>{subject}</t:Subject></t:Message>")
}

/// Returns an item that is shorter than `max_piece`.
fn short_item() -> String {
    item(&"x".repeat(1900))
}

#[test]
fn items_below_the_limit_are_read() {
    let text = find_item(&short_item().repeat(5));
    assert_eq!(read::<FindItem>([text.as_bytes()], options()).items.len(), 5);
}

/// Checks that `rest`, after one short item, exceeds `max_piece`.
#[track_caller]
fn check_exceeded(rest: &str, expected: &str) {
    let text = find_item(&format!("{}{rest}", short_item()));
    // The position depends on the chunks, so it is not compared.
    let without_position = |error: &String| error.split_once(", at ").unwrap().0.to_owned();
    let error = without_position(&read::<FindItem>([text.as_bytes()], options()).errors()[0]);
    assert!(error.contains(expected) && error.contains("Options::max_piece"), "{error}");
    for size in [1, 100, 1000] {
        let read = read::<FindItem>(text.as_bytes().chunks(size), options());
        let errors: Vec<String> = read.errors().iter().map(without_position).collect();
        assert_eq!((errors, read.items.len()), (vec![error.clone()], 2));
    }
}

test_support::cases! { check_exceeded {
    a_long_item_exceeds_the_limit: (&(item(&"x".repeat(2000)) + &short_item()), "a piece takes more than 2000 bytes");
    a_long_tag_exceeds_the_limit: (
        &format!("<t:Message a='{}'/>{}", "x".repeat(2000), short_item()),
        "a piece takes more than 2000 bytes",
    );
    text_between_items_exceeds_the_limit: (
        &("x".repeat(2000) + &short_item()),
        "what is outside of pieces takes more than 2000 bytes",
    );
    text_and_comments_between_items_exceed_the_limit: (
        &"a<!-- -->".repeat(1000),
        "what is outside of pieces takes more than 2000 bytes",
    );
}}

#[test]
fn white_space_and_comments_between_items_do_not_count() {
    let blank = format!("{}{}", " \n".repeat(5000), "<!-- c -->".repeat(1000));
    let text = find_item(&format!("<t:Item/>{blank}<t:Item/>"));
    assert_eq!(read::<FindItem>(text.as_bytes().chunks(500), options()).items.len(), 2);
}

/// Checks that `max_depth` also counts the elements around an item. `count` is the number of items that are read before the error.
#[track_caller]
fn check_depth(levels: usize, count: usize) {
    let deep = find_item(&format!("<t:Message/><t:Message>{}{}</t:Message>", "<a>".repeat(5), "</a>".repeat(5)));
    let depth = |levels| Options::new().max_depth(levels);
    assert!(soap::response_with::<FindItem>(deep.as_bytes(), depth(13)).is_ok());
    let expected = format!("the response cannot be read: elements are nested more than {levels} levels deep");
    check_error::<FindItem>(deep.as_bytes(), depth(levels), count, &expected);
}

test_support::cases! { check_depth {
    an_element_in_the_second_item_exceeds_the_depth: (12, 1);
    the_first_item_exceeds_the_depth: (7, 0);
    an_element_around_the_items_exceeds_the_depth: (5, 0);
}}

#[test]
fn memory_counts_for_each_item_alone() {
    let item = format!("<t:Message><t:Categories>{}</t:Categories></t:Message>", "<t:String/>".repeat(500));
    let text = find_item(&format!("{item}<t:Item/>{item}"));
    let memory = Options::new().max_memory(700 * size_of::<String>());
    let read = read::<FindItem>([text.as_bytes()], memory);
    assert!(read.items.iter().all(|item| item.is_ok()));
}

/// The reader scans each byte of an item once, even if the item arrives in many chunks. If a chunk contains many items, the reader
/// does not move the rest of the chunk after each item.
#[test]
fn time_is_linear() {
    let long = find_item(&item(&"> ".repeat(cases(4 << 20) as usize)));
    let count = cases(100_000) as usize;
    let many = find_item(&"<t:Message/>".repeat(count));
    let start = Instant::now();
    assert_eq!(read::<FindItem>(long.as_bytes().chunks(512), Options::new()).items.len(), 1);
    assert_eq!(read::<FindItem>([many.as_bytes()], Options::new()).items.len(), count);
    assert_eq!(read::<FindItem>(many.as_bytes().chunks(3), Options::new()).items.len(), count);
    let max = Duration::from_secs(60);
    assert!(start.elapsed() < max, "{:?}", start.elapsed());
}

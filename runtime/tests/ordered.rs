//! Order and hashes of types that consist of attributes only, with the code generated for the construct `conversions`.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};

use crate::constructs::conversions::generated::conversions::{BookKey, Seat};

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn book(isbn: &str, edition: Option<i32>) -> BookKey {
    BookKey { isbn: isbn.to_owned(), edition }
}

/// Checks the order of two values, in both directions, and that it agrees with equality and hashes.
#[track_caller]
fn check<T: Ord + Hash + Debug>(first: T, second: T, expected: Ordering) {
    assert_eq!(first.cmp(&second), expected);
    assert_eq!(second.cmp(&first), expected.reverse());
    assert_eq!(first.partial_cmp(&second), Some(expected));
    assert_eq!(first == second, expected == Ordering::Equal);
    assert_eq!(hash(&first) == hash(&second), expected == Ordering::Equal);
}

test_support::cases! { check {
    equal_values: (book("a", Some(1)), book("a", Some(1)), Ordering::Equal);
    strings_by_their_characters: (book("B", None), book("a", None), Ordering::Less);
    integers_by_their_value: (Seat::new(9, 1), Seat::new(10, 1), Ordering::Less);
    negative_integers: (Seat::new(-10, 1), Seat::new(-9, 1), Ordering::Less);
    // Fields are compared in the order of the struct: `edition` is the first field of `BookKey`.
    earlier_fields_first: (book("b", Some(1)), book("a", Some(2)), Ordering::Less);
    an_absent_field_before_any_other: (book("a", None), book("a", Some(i32::MIN)), Ordering::Less);
    an_absent_field_is_not_an_empty_one: (book("", None), book("", Some(0)), Ordering::Less);
}}

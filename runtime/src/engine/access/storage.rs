//! The functions that can drop values.
//!
//! A function that may have to drop a value, even if only during unwinding, needs the drop code of the value and of all values
//! inside it. The compiler copies this code into each codegen unit with such a function: in a release build, half of the code to
//! optimize was drop code. A method, however, is compiled in the codegen unit of the module that defines its type. So the
//! functions here are methods of `Vec<T>`: they share one copy of the drop code, which `Vec` itself needs as well. Functions in
//! other modules, and generated code, call these methods and do not drop values on their own.

use std::any::Any;

use super::types::Value;

/// Functions that set, replace and drop values of one type in options, lists and boxes.
pub(super) trait Storage {
    type Value;

    /// Removes the value of an option.
    ///
    /// # Safety
    /// `at` is a valid, unique pointer to an `Option<Self::Value>`.
    unsafe fn clear_optional(at: *mut ());

    /// Sets an option to a blank value (see `Value::blank`). Does not drop its old value: callers call `clear_optional` first.
    ///
    /// # Safety
    /// `at` is a valid, unique pointer to an `Option<Self::Value>`.
    unsafe fn set_optional(at: *mut ());

    /// Appends a blank value to a list, and returns a pointer to the value.
    ///
    /// # Safety
    /// `at` is a valid, unique pointer to a `Vec<Self::Value>`.
    unsafe fn push_blank(at: *mut ()) -> *mut ();

    /// Shortens a list to `len` values.
    ///
    /// # Safety
    /// `at` is a valid, unique pointer to a `Vec<Self::Value>`.
    unsafe fn truncate_at(at: *mut (), len: usize);

    /// Returns a default value in a box.
    fn boxed() -> Box<Self::Value>;

    /// Replaces the value in `place`, and drops the old value.
    fn replace(place: &mut Self::Value, value: Self::Value);

    /// Moves the value out of `place` into a box, and leaves a blank value in `place`.
    fn taken(place: &mut Self::Value) -> Box<dyn Any>;
}

impl<T: Value + Default> Storage for Vec<T> {
    type Value = T;

    #[inline(never)]
    unsafe fn clear_optional(at: *mut ()) {
        // SAFETY: by the contract of this method of the trait.
        drop(unsafe { &mut *at.cast::<Option<T>>() }.take());
    }

    #[inline(never)]
    unsafe fn set_optional(at: *mut ()) {
        // SAFETY: by the contract of this method of the trait.
        unsafe { at.cast::<Option<T>>().write(Some(T::blank())) }
    }

    #[inline(never)]
    unsafe fn push_blank(at: *mut ()) -> *mut () {
        // SAFETY: by the contract of this method of the trait.
        let list = unsafe { &mut *at.cast::<Self>() };
        list.push(T::blank());
        let last = list.len() - 1;
        // SAFETY: the list contains the value that was just pushed, so `last` is less than its length.
        unsafe { list.as_mut_ptr().add(last) }.cast()
    }

    #[inline(never)]
    unsafe fn truncate_at(at: *mut (), len: usize) {
        // SAFETY: by the contract of this method of the trait.
        unsafe { &mut *at.cast::<Self>() }.truncate(len);
    }

    #[inline(never)]
    fn boxed() -> Box<T> {
        Box::new(T::default())
    }

    #[inline(never)]
    fn replace(place: &mut T, value: T) {
        *place = value;
    }

    #[inline(never)]
    fn taken(place: &mut T) -> Box<dyn Any> {
        Box::new(std::mem::replace(place, T::blank()))
    }
}

/// Replaces the value in `place`, and drops the old value.
#[inline]
pub fn replace<T: Value + Default>(place: &mut T, value: T) {
    Vec::<T>::replace(place, value);
}

/// Moves the value out of `place` into a box, and leaves a blank value in `place`.
pub(crate) fn taken<T: Value + Default>(place: &mut T) -> Box<dyn Any> {
    Vec::<T>::taken(place)
}

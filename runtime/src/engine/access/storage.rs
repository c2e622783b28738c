//! The functions that can drop values.
//!
//! The compiler copies the code that drops a value into each codegen unit with a function that may have to drop it, also while it
//! unwinds, together with that code of everything in the value. In a release build, that was half of what the compiler had to
//! optimize. It puts a method into the unit of the module that defines its type. So all of these are methods of `Vec<T>`: together
//! they share one copy, which `Vec` itself needs as well. Functions in other modules, and generated code, call them and do not drop
//! values on their own.

use std::any::Any;

use super::types::Value;

/// Options, lists, boxes and places of values of one type.
pub(super) trait Storage {
    type Value;

    /// Removes the value of an option.
    ///
    /// # Safety
    /// The pointer is that of a unique `Option<Self::Value>`.
    unsafe fn clear_optional(at: *mut ());

    /// Sets an option to a blank value. Does not drop the value that was set before: callers clear it first.
    ///
    /// # Safety
    /// The pointer is that of a unique `Option<Self::Value>`.
    unsafe fn set_optional(at: *mut ());

    /// Appends a blank value to a list, and returns it.
    ///
    /// # Safety
    /// The pointer is that of a unique `Vec<Self::Value>`.
    unsafe fn push_blank(at: *mut ()) -> *mut ();

    /// Shortens a list.
    ///
    /// # Safety
    /// The pointer is that of a unique `Vec<Self::Value>`.
    unsafe fn truncate_at(at: *mut (), len: usize);

    /// Returns a default value in a box.
    fn boxed() -> Box<Self::Value>;

    /// Sets a value, and drops the one that was there.
    fn replace(place: &mut Self::Value, value: Self::Value);

    /// Moves a value into a box, and leaves a blank one.
    fn taken(place: &mut Self::Value) -> Box<dyn Any>;
}

impl<T: Value + Default> Storage for Vec<T> {
    type Value = T;

    #[inline(never)]
    unsafe fn clear_optional(at: *mut ()) {
        // SAFETY: by the contract.
        drop(unsafe { &mut *at.cast::<Option<T>>() }.take());
    }

    #[inline(never)]
    unsafe fn set_optional(at: *mut ()) {
        // SAFETY: by the contract.
        unsafe { at.cast::<Option<T>>().write(Some(T::blank())) }
    }

    #[inline(never)]
    unsafe fn push_blank(at: *mut ()) -> *mut () {
        // SAFETY: by the contract.
        let list = unsafe { &mut *at.cast::<Self>() };
        list.push(T::blank());
        let last = list.len() - 1;
        // SAFETY: the list is not empty.
        unsafe { list.as_mut_ptr().add(last) }.cast()
    }

    #[inline(never)]
    unsafe fn truncate_at(at: *mut (), len: usize) {
        // SAFETY: by the contract.
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

/// Sets a value, and drops the one that was there.
#[inline]
pub fn replace<T: Value + Default>(place: &mut T, value: T) {
    Vec::<T>::replace(place, value);
}

/// Moves a value into a box, and leaves a blank one.
pub(crate) fn taken<T: Value + Default>(place: &mut T) -> Box<dyn Any> {
    Vec::<T>::taken(place)
}

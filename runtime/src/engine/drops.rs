//! Dropping deeply nested values without recursion of the same depth.
//!
//! The compiler drops the fields of a value after its `Drop::drop` has returned. So `drop` is called for each nested value from the
//! drop glue of the value around it, and each level needs stack. [`drop_nested`] measures how much stack the levels have used
//! since the outermost one. Beyond a limit, it moves the value to a list and drops the values of the list one after another.
//! Values inside the values of the list are moved to the list as well. Values that are not nested deeply are dropped in place.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ptr;

use super::access::{Value, taken};

/// The number of bytes of stack that dropping nested values may use. By default, a thread has 2 MB of stack.
const MAX_STACK: usize = 128 << 10;

thread_local! {
    static DROPS: Drops = const { Drops::new() };
}

/// The state of dropping values in a thread.
struct Drops {
    /// The stack address of the outermost call so far. Stacks grow towards lower addresses.
    outermost: Cell<usize>,
    /// True while the values of `pending` are dropped.
    is_emptying: Cell<bool>,
    /// True if the next value to drop was just removed from `pending`. Such a value is dropped in place.
    is_taken: Cell<bool>,
    pending: RefCell<Vec<Box<dyn Any>>>,
}

impl Drops {
    const fn new() -> Self {
        Self {
            outermost: Cell::new(0),
            is_emptying: Cell::new(false),
            is_taken: Cell::new(false),
            pending: RefCell::new(Vec::new()),
        }
    }

    /// Returns whether the value that is dropped now has to be moved to the list.
    #[inline(never)]
    fn is_deep(&self) -> bool {
        if self.is_emptying.get() {
            return !self.is_taken.take();
        }
        let local = 0_u8;
        let here = ptr::from_ref(&local).addr();
        if here > self.outermost.get() {
            self.outermost.set(here);
        }
        self.outermost.get() - here > MAX_STACK
    }

    fn push(&self, value: Box<dyn Any>) {
        self.pending.borrow_mut().push(value);
        if self.is_emptying.replace(true) {
            return;
        }
        while let Some(value) = self.pop() {
            self.is_taken.set(true);
            drop(value);
        }
        self.is_emptying.set(false);
    }

    fn pop(&self) -> Option<Box<dyn Any>> {
        self.pending.borrow_mut().pop()
    }
}

/// Implements `Drop::drop` for a type that can contain itself, directly or through other types.
pub fn drop_nested<T: Value + Default>(value: &mut T) {
    // At the end of a thread, its thread-local variables are already gone. Values are then dropped in place.
    if DROPS.try_with(Drops::is_deep).unwrap_or(false) {
        let value = taken(value);
        let _ = DROPS.try_with(|drops| drops.push(value));
    }
}

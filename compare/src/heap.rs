//! The heap: its peak, by an allocator that counts while it is asked to, and its state before measuring.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

struct Counting;

static IS_COUNTING: AtomicBool = AtomicBool::new(false);
static USED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn grow(bytes: usize) {
    let used = USED.fetch_add(bytes, Relaxed) + bytes;
    PEAK.fetch_max(used, Relaxed);
}

// SAFETY: all functions pass their arguments to the allocator of the system.
#[allow(unsafe_code, reason = "an allocator cannot be written without")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if IS_COUNTING.load(Relaxed) {
            grow(layout.size());
        }
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if IS_COUNTING.load(Relaxed) {
            grow(layout.size());
        }
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        if IS_COUNTING.load(Relaxed) {
            USED.fetch_sub(layout.size(), Relaxed);
        }
        unsafe { System.dealloc(at, layout) }
    }

    // A grown allocation counts without the old one, because the system can grow it in place.
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if IS_COUNTING.load(Relaxed) {
            USED.fetch_sub(layout.size(), Relaxed);
            grow(size);
        }
        unsafe { System.realloc(at, layout, size) }
    }
}

/// Returns the peak of the bytes that a function has allocated and not yet freed. Only the calling thread may run.
pub(crate) fn peak<T>(work: impl FnOnce() -> T) -> usize {
    // Large enough that freeing what was allocated before does not go below zero.
    const START: usize = 1 << 40;
    USED.store(START, Relaxed);
    PEAK.store(START, Relaxed);
    IS_COUNTING.store(true, Relaxed);
    let made = work();
    IS_COUNTING.store(false, Relaxed);
    drop(made);
    PEAK.load(Relaxed) - START
}

/// Leaves freed memory in the heap, as in a process that has run for a while: an allocation above it prevents that it is returned to
/// the system. Otherwise, the programs that allocate much would mostly measure page faults, which depend on their order.
pub(crate) fn warm() {
    let blocks: Vec<Vec<u8>> = (0..640).map(|_| vec![1; 100 << 10]).collect();
    std::mem::forget(std::hint::black_box(vec![1_u8; 4096]));
    drop(blocks);
}

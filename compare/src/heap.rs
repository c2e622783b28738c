//! Measures the peak of the heap with a counting global allocator, and prepares the heap before speed is measured.

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

// SAFETY: all functions pass their arguments to `System`, which fulfills the contract of `GlobalAlloc`. The counters do not allocate.
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

    // Subtracts the old size before adding the new one, as if the system always grew a block in place. If the system moves the block
    // instead, both blocks exist while the bytes are copied, but the peak contains only the new block.
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if IS_COUNTING.load(Relaxed) {
            USED.fetch_sub(layout.size(), Relaxed);
            grow(size);
        }
        unsafe { System.realloc(at, layout, size) }
    }
}

/// Returns the maximum number of bytes that `work` has allocated and not yet freed. No other thread may run meanwhile.
pub(crate) fn peak<T>(work: impl FnOnce() -> T) -> usize {
    // Large enough that `USED` does not wrap around if `work` frees memory that was allocated before the call.
    const START: usize = 1 << 40;
    USED.store(START, Relaxed);
    PEAK.store(START, Relaxed);
    IS_COUNTING.store(true, Relaxed);
    let made = work();
    IS_COUNTING.store(false, Relaxed);
    drop(made);
    PEAK.load(Relaxed) - START
}

/// Leaves freed memory in the heap, as in a process that has run for a while. A block above the freed ones is never freed, so the
/// allocator cannot return them to the system. Without this memory, programs that allocate much would spend most of their time on page
/// faults, and times would depend on the order of the programs.
pub(crate) fn warm() {
    let blocks: Vec<Vec<u8>> = (0..640).map(|_| vec![1; 100 << 10]).collect();
    std::mem::forget(std::hint::black_box(vec![1_u8; 4096]));
    drop(blocks);
}

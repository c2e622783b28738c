//! Pseudorandom numbers. The same seed gives the same numbers.

/// A generator of random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Returns a generator that starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number() % end.max(1)
    }

    /// Returns an index of a list with `length` items; 0 if the list is empty.
    pub fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// Returns a number of at most `n` bits, where `n` is a random number from 1 to 64. So small numbers are as likely as large ones.
    pub fn magnitude(&mut self) -> u64 {
        let shift = self.below(64);
        self.number() >> shift
    }

    /// Returns an item of a list; `None` if the list is empty.
    pub fn item<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        let index = self.index(list.len());
        list.get(index)
    }

    /// Returns two different items of a list in the order of the list; `None` if the list has fewer than two items.
    pub fn two_items<'t, T>(&mut self, list: &'t [T]) -> Option<(&'t T, &'t T)> {
        let second = 1 + self.index(list.len().checked_sub(1)?);
        let first = self.index(second);
        Some((list.get(first)?, list.get(second)?))
    }

    /// Returns the offset of a character boundary in a text.
    pub fn position(&mut self, text: &str) -> usize {
        let mut at = self.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Returns 64 to 4063 random bytes, from which `arbitrary` makes a value.
pub fn bytes(seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    (0..64 + seed % 4000).map(|_| random.number().to_le_bytes()[3]).collect()
}

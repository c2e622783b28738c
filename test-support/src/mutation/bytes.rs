//! Mutations of bytes.

use super::input::Input;

pub(super) fn remove_byte(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let mut bytes = input.text.as_bytes().to_vec();
    let at = input.random.index(bytes.len());
    (!bytes.is_empty()).then(|| bytes.remove(at))?;
    Some(bytes)
}

pub(super) fn repeat_byte(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let mut bytes = input.text.as_bytes().to_vec();
    let at = input.random.index(bytes.len());
    bytes.insert(at, *bytes.get(at)?);
    Some(bytes)
}

pub(super) fn swap_bytes(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let mut bytes = input.text.as_bytes().to_vec();
    let (one, other) = (input.random.index(bytes.len()), input.random.index(bytes.len()));
    (!bytes.is_empty()).then(|| bytes.swap(one, other))?;
    Some(bytes)
}

pub(super) fn flip_bit(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let mut bytes = input.text.as_bytes().to_vec();
    let at = input.random.index(bytes.len());
    *bytes.get_mut(at)? ^= 1 << input.random.index(8);
    Some(bytes)
}

pub(super) fn truncate(input: &mut Input<'_>) -> Option<Vec<u8>> {
    let end = input.random.index(input.text.len());
    Some(input.text.as_bytes()[..end].to_vec())
}

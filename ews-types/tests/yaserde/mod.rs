//! Reading and writing with yaserde: the same values and the same content as with the engine of the runtime.

mod agreement;
mod derived;
mod differences;
mod elements;
mod hostile;

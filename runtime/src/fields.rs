//! Conversions for [`build!`](crate::build), access to optional and boxed fields for `build!` and [`get!`](crate::get), and
//! printing of optional fields.
//!
//! `build!` calls `(&&&&&&&conversion(..)).rule()`. Several traits have a method `rule`, and each trait is implemented for conversions
//! with a different number of `&`. The compiler removes one reference after the other, and chooses the first trait whose bounds hold.
//! So the traits have an order of preference although they apply to the same types, and field types need no code of their own.

use std::fmt;
use std::marker::PhantomData;

/// A marker for the conversion of a value of type `V` to a field of type `F`.
#[derive(Debug)]
pub struct Conversion<F, V>(PhantomData<fn(V) -> F>);

/// Returns the [`Conversion`] from the type of a value to the type of a field.
pub const fn conversion<F, V>(_field: &F, _given: &V) -> Conversion<F, V> {
    Conversion(PhantomData)
}

/// Returns the [`Conversion`] from the type of a value to the type of the items of a list.
pub const fn item_conversion<F, V>(_list: &Vec<F>, _given: &V) -> Conversion<F, V> {
    Conversion(PhantomData)
}

/// The trait bound that the compiler reports if no rule applies. No type implements the trait.
#[diagnostic::on_unimplemented(
    message = "`build!` cannot set a field of type `{F}` to a value of type `{Self}`",
    label = "this value does not convert to `{F}`",
    note = "`build!` converts values with `Into`, also inside `Option`, `Box` and lists"
)]
pub trait Fits<F> {
    /// Converts the value.
    fn fit(self) -> F;
}

/// Defines, for each row, the type `$rule` with a method `convert`, and implements the trait `$step` for `$conversion`: the method
/// `rule` of the trait returns `$rule`.
macro_rules! rules {
    ($($(#[$docs:meta])* $step:ident, $rule:ident, $conversion:ty: [$($generics:tt)*] $field:ty, $given:ty, |$value:ident| $convert:expr;)*) => {
        $(
            $(#[$docs])*
            #[derive(Clone, Copy, Debug)]
            pub struct $rule;

            impl $rule {
                /// Converts the value.
                pub fn convert<$($generics)*>(self, $value: $given) -> $field {
                    $convert
                }
            }

            impl<$($generics)*> $step<$rule> for $conversion {
                fn rule(&self) -> $rule {
                    $rule
                }
            }
        )*
    };
}

/// Defines a trait for each step. Implementations of one trait must not overlap, so rules that apply to the same types belong to
/// different steps.
macro_rules! steps {
    ($($step:ident)*) => {
        $(
            /// A step of the search for a rule.
            pub trait $step<R> {
                /// Returns the rule.
                fn rule(&self) -> R;
            }
        )*
    };
}

steps! { First Second Third Fourth Fifth Sixth Last }

rules! {
    /// Converts a value to the type of the field.
    First, Direct, &&&&&&Conversion<F, V>: [F, V: Into<F>] F, V, |given| given.into();
    /// Converts a value to the type inside the `Option` of the field.
    Second, Present, &&&&&Conversion<Option<F>, V>: [F, V: Into<F>] Option<F>, V, |given| Some(given.into());
    /// Converts a value to the type inside the `Box` of the field.
    Second, Boxed, &&&&&Conversion<Box<F>, V>: [F, V: Into<F>] Box<F>, V, |given| Box::new(given.into());
    /// Converts the items of an iterator to the items of the `Vec`.
    Second, Items, &&&&&Conversion<Vec<F>, V>: [F, V: IntoIterator<Item: Into<F>>] Vec<F>, V, |given| {
        given.into_iter().map(Into::into).collect()
    };
    /// Converts the value in an `Option` to the type inside the `Option` of the field.
    Third, Optional, &&&&Conversion<Option<F>, Option<V>>: [F, V: Into<F>] Option<F>, Option<V>, |given| given.map(Into::into);
    /// Converts a value to the type inside the `Option<Box<_>>` of the field.
    Fourth, PresentBoxed, &&&Conversion<Option<Box<F>>, V>: [F, V: Into<F>] Option<Box<F>>, V, |given| Some(Box::new(given.into()));
    /// Converts the value in an `Option` to the type inside the `Option<Box<_>>` of the field.
    Fifth, OptionalBoxed, &&Conversion<Option<Box<F>>, Option<V>>: [F, V: Into<F>] Option<Box<F>>, Option<V>, |given| {
        given.map(|given| Box::new(given.into()))
    };
    /// Converts the items of an iterator to the items of the `Option<Vec<_>>`.
    Sixth, PresentItems, &Conversion<Option<Vec<F>>, V>: [F, V: IntoIterator<Item: Into<F>>] Option<Vec<F>>, V, |given| {
        Some(given.into_iter().map(Into::into).collect())
    };
}

/// The rule that applies if no other rule does. Calls of its `convert` do not compile, because no type implements [`Fits`].
#[derive(Debug)]
pub struct Unfit<F>(PhantomData<fn() -> F>);

impl<F> Unfit<F> {
    /// Converts the value.
    pub fn convert<V: Fits<F>>(self, given: V) -> F {
        given.fit()
    }
}

impl<F, V> Last<Unfit<F>> for Conversion<F, V> {
    fn rule(&self) -> Unfit<F> {
        Unfit(PhantomData)
    }
}

/// A marker for access to the value in a field of type `F`.
#[derive(Debug)]
pub struct Place<F>(PhantomData<fn() -> F>);

/// Returns the [`Place`] for the type of a field.
pub const fn place<F>(_field: &F) -> Place<F> {
    Place(PhantomData)
}

/// Defines rules for access to the value in a field, which may be optional or boxed.
macro_rules! places {
    ($($(#[$docs:meta])* $step:ident, $rule:ident, $place:ty: $field:ty => $content:ty, |$value:ident| $get:expr, $reach:expr;)*) => {
        $(
            $(#[$docs])*
            #[derive(Clone, Copy, Debug)]
            pub struct $rule;

            impl $rule {
                /// Returns the value in the field, if it is present.
                pub fn get<F>(self, $value: &$field) -> Option<&$content> {
                    $get
                }

                /// Returns the value in the field. If the value is absent, the field is first set to the default value.
                pub fn reach<F: Default>(self, $value: &mut $field) -> &mut $content {
                    $reach
                }
            }

            impl<F> $step<$rule> for $place {
                fn rule(&self) -> $rule {
                    $rule
                }
            }
        )*
    };
}

places! {
    /// The value in an optional box.
    First, InOptionalBox, &&Place<Option<Box<F>>>: Option<Box<F>> => F, |field| field.as_deref(), field.get_or_insert_default();
    /// The value in an `Option`.
    Second, InOption, &Place<Option<F>>: Option<F> => F, |field| field.as_ref(), field.get_or_insert_default();
    /// The value in a box.
    Second, InBox, &Place<Box<F>>: Box<F> => F, |field| Some(field), field;
    /// The field itself.
    Last, InField, Place<F>: F => F, |field| Some(field), field;
}

/// Printing of optional values: `item.subject.or_empty()`.
///
/// ```
/// use xsd_runtime::OrEmpty as _;
///
/// let (subject, size) = (Some("Lunch"), None::<i32>);
/// assert_eq!(format!("{} {:>3}|", subject.or_empty(), size.or_empty()), "Lunch    |");
/// ```
pub trait OrEmpty<'v> {
    /// The type of the value.
    type Value: fmt::Display + ?Sized + 'v;

    /// Returns an object that prints the value, or nothing if the value is absent.
    fn or_empty(self) -> Printed<'v, Self::Value>;
}

/// Prints an optional field: `item.subject.or_empty()`.
impl<'v, T: fmt::Display + 'v> OrEmpty<'v> for &'v Option<T> {
    type Value = T;

    fn or_empty(self) -> Printed<'v, T> {
        Printed(self.as_ref())
    }
}

/// Prints the optional reference that [`get!`](crate::get) returns. The returned object borrows the value, not the `Option`.
impl<'v, T: fmt::Display + ?Sized + 'v> OrEmpty<'v> for Option<&'v T> {
    type Value = T;

    fn or_empty(self) -> Printed<'v, T> {
        Printed(self)
    }
}

/// An object that prints an optional value, or nothing if the value is absent: see [`OrEmpty`].
#[derive(Clone, Copy, Debug)]
pub struct Printed<'v, T: ?Sized>(Option<&'v T>);

impl<T: fmt::Display + ?Sized> fmt::Display for Printed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => value.fmt(f),
            None => f.pad(""),
        }
    }
}

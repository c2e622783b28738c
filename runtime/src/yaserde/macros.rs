//! The macro that implements the traits of yaserde.

/// Implements the traits of yaserde for a type.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_yaserde {
    (record $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::described::<$ty>(stringify!($ty)), $crate::yaserde::namespaces_of::<$ty>() }
        $crate::__xml_yaserde! { @traits [] $ty, Typed }
    };
    (choice $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::unqualified(stringify!($ty), stringify!($ty)), $crate::yaserde::namespaces_of::<$ty>() }
        $crate::__xml_yaserde! { @traits [] $ty, OneOf }
    };
    (polymorphic $ty:ty) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::unqualified(stringify!($ty), stringify!($ty)), $crate::yaserde::namespaces_of::<$ty>() }
        $crate::__xml_yaserde! { @traits [] $ty, Typed }
    };
    (simple $ty:ty, $name:literal) => {
        $crate::__xml_yaserde! { @named $ty, $crate::yaserde::unqualified($name, stringify!($ty)), &[] }
        $crate::__xml_yaserde! { @traits [] $ty, Typed }
    };
    (element $ty:ty) => {
        $crate::__xml_yaserde! { @traits [] $ty, Global }
    };
    (@named $ty:ty, $row:expr, $namespaces:expr) => {
        impl $crate::yaserde::Named for $ty {
            const ROW: &'static $crate::Row = {
                static ROW: $crate::Row = $row;
                &ROW
            };
            const NAMESPACES: &'static [$crate::Namespace] = $namespaces;
        }
    };
    (@traits [$($generics:tt)*] $ty:ty, $role:ident) => {
        impl $($generics)* $crate::yaserde::YaDeserialize for $ty {
            fn deserialize<R: ::std::io::Read>(source: &mut $crate::yaserde::Deserializer<R>)
            -> $crate::yaserde::Result<Self> {
                <$crate::yaserde::$role as $crate::yaserde::Role<Self>>::read(source)
            }
        }

        impl $($generics)* $crate::yaserde::YaSerialize for $ty {
            fn serialize<W: ::std::io::Write>(&self, target: &mut $crate::yaserde::Serializer<W>)
            -> $crate::yaserde::Result<()> {
                $crate::yaserde::write(&<$crate::yaserde::$role as $crate::yaserde::Role<Self>>::element(self), target)
            }

            // `#[inline]`, so that this method is compiled in the crates that call it, like the generic methods.
            #[inline]
            fn serialize_attributes(
                &self,
                attributes: $crate::yaserde::Attributes,
                declarations: $crate::yaserde::Declarations,
            ) -> $crate::yaserde::WithAttributes {
                $crate::yaserde::attributes(&<$crate::yaserde::$role as $crate::yaserde::Role<Self>>::element(self), attributes, declarations)
            }
        }
    };
}

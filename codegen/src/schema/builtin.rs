//! The built-in simple types (XML Schema part 2, section 3).

macro_rules! builtins {
    ($($variant:ident $name:literal: $base:ident;)*) => {
        /// The built-in simple types (XML Schema part 2, section 3).
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[allow(missing_docs, reason = "the names are those of the specification")]
        pub enum Builtin { $($variant,)* }

        impl Builtin {
            /// All built-in types, each after its base. The index of a type is its
            /// [`SimpleTypeId`](super::SimpleTypeId).
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the local name in the namespace of XML Schema.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the base type; `anySimpleType` returns itself.
            pub fn base(self) -> Self {
                match self { $(Self::$variant => Self::$base,)* }
            }
        }
    };
}

// Variant, name, base.
builtins! {
    AnySimpleType "anySimpleType": AnySimpleType;
    String "string": AnySimpleType;
    NormalizedString "normalizedString": String;
    Token "token": NormalizedString;
    Language "language": Token;
    NmToken "NMTOKEN": Token;
    NmTokens "NMTOKENS": AnySimpleType;
    Name "Name": Token;
    NcName "NCName": Name;
    Id "ID": NcName;
    IdRef "IDREF": NcName;
    IdRefs "IDREFS": AnySimpleType;
    Entity "ENTITY": NcName;
    Entities "ENTITIES": AnySimpleType;
    Boolean "boolean": AnySimpleType;
    Decimal "decimal": AnySimpleType;
    Integer "integer": Decimal;
    NonPositiveInteger "nonPositiveInteger": Integer;
    NegativeInteger "negativeInteger": NonPositiveInteger;
    NonNegativeInteger "nonNegativeInteger": Integer;
    PositiveInteger "positiveInteger": NonNegativeInteger;
    Long "long": Integer;
    Int "int": Long;
    Short "short": Int;
    Byte "byte": Short;
    UnsignedLong "unsignedLong": NonNegativeInteger;
    UnsignedInt "unsignedInt": UnsignedLong;
    UnsignedShort "unsignedShort": UnsignedInt;
    UnsignedByte "unsignedByte": UnsignedShort;
    Float "float": AnySimpleType;
    Double "double": AnySimpleType;
    Duration "duration": AnySimpleType;
    DateTime "dateTime": AnySimpleType;
    Time "time": AnySimpleType;
    Date "date": AnySimpleType;
    GYearMonth "gYearMonth": AnySimpleType;
    GYear "gYear": AnySimpleType;
    GMonthDay "gMonthDay": AnySimpleType;
    GDay "gDay": AnySimpleType;
    GMonth "gMonth": AnySimpleType;
    HexBinary "hexBinary": AnySimpleType;
    Base64Binary "base64Binary": AnySimpleType;
    AnyUri "anyURI": AnySimpleType;
    QName "QName": AnySimpleType;
    Notation "NOTATION": AnySimpleType;
}

impl Builtin {
    /// Returns the item type of a built-in list type, such as `NMTOKEN` for `NMTOKENS`; `None` for other types.
    pub fn item(self) -> Option<Self> {
        match self {
            Self::NmTokens => Some(Self::NmToken),
            Self::IdRefs => Some(Self::IdRef),
            Self::Entities => Some(Self::Entity),
            _ => None,
        }
    }

    /// Returns the primitive type from which a type is derived, such as `decimal` for `int`. A primitive type, a list type and
    /// `anySimpleType` return themselves.
    pub fn primitive(self) -> Self {
        let mut ancestor = self;
        while ancestor.base() != Self::AnySimpleType && ancestor.base() != ancestor {
            ancestor = ancestor.base();
        }
        ancestor
    }
}

//! The built-in types (part 2, section 3).

use super::Builtin;

impl Builtin {
    /// All of them, each after the one it is derived from; a [`SimpleTypeId`](super::SimpleTypeId) of a built-in type is
    /// its position here.
    pub const ALL: [Self; 45] = [
        Self::AnySimpleType,
        Self::String,
        Self::NormalizedString,
        Self::Token,
        Self::Language,
        Self::NmToken,
        Self::NmTokens,
        Self::Name,
        Self::NcName,
        Self::Id,
        Self::IdRef,
        Self::IdRefs,
        Self::Entity,
        Self::Entities,
        Self::Boolean,
        Self::Decimal,
        Self::Integer,
        Self::NonPositiveInteger,
        Self::NegativeInteger,
        Self::NonNegativeInteger,
        Self::PositiveInteger,
        Self::Long,
        Self::Int,
        Self::Short,
        Self::Byte,
        Self::UnsignedLong,
        Self::UnsignedInt,
        Self::UnsignedShort,
        Self::UnsignedByte,
        Self::Float,
        Self::Double,
        Self::Duration,
        Self::DateTime,
        Self::Time,
        Self::Date,
        Self::GYearMonth,
        Self::GYear,
        Self::GMonthDay,
        Self::GDay,
        Self::GMonth,
        Self::HexBinary,
        Self::Base64Binary,
        Self::AnyUri,
        Self::QName,
        Self::Notation,
    ];

    /// The local name in the namespace of XML Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::AnySimpleType => "anySimpleType",
            Self::String => "string",
            Self::NormalizedString => "normalizedString",
            Self::Token => "token",
            Self::Language => "language",
            Self::NmToken => "NMTOKEN",
            Self::NmTokens => "NMTOKENS",
            Self::Name => "Name",
            Self::NcName => "NCName",
            Self::Id => "ID",
            Self::IdRef => "IDREF",
            Self::IdRefs => "IDREFS",
            Self::Entity => "ENTITY",
            Self::Entities => "ENTITIES",
            Self::Boolean => "boolean",
            Self::Decimal => "decimal",
            Self::Integer => "integer",
            Self::NonPositiveInteger => "nonPositiveInteger",
            Self::NegativeInteger => "negativeInteger",
            Self::NonNegativeInteger => "nonNegativeInteger",
            Self::PositiveInteger => "positiveInteger",
            Self::Long => "long",
            Self::Int => "int",
            Self::Short => "short",
            Self::Byte => "byte",
            Self::UnsignedLong => "unsignedLong",
            Self::UnsignedInt => "unsignedInt",
            Self::UnsignedShort => "unsignedShort",
            Self::UnsignedByte => "unsignedByte",
            Self::Float => "float",
            Self::Double => "double",
            Self::Duration => "duration",
            Self::DateTime => "dateTime",
            Self::Time => "time",
            Self::Date => "date",
            Self::GYearMonth => "gYearMonth",
            Self::GYear => "gYear",
            Self::GMonthDay => "gMonthDay",
            Self::GDay => "gDay",
            Self::GMonth => "gMonth",
            Self::HexBinary => "hexBinary",
            Self::Base64Binary => "base64Binary",
            Self::AnyUri => "anyURI",
            Self::QName => "QName",
            Self::Notation => "NOTATION",
        }
    }

    /// What it is derived from; itself for `anySimpleType`.
    pub fn base(self) -> Self {
        match self {
            Self::NormalizedString => Self::String,
            Self::Token => Self::NormalizedString,
            Self::Language | Self::NmToken | Self::Name => Self::Token,
            Self::NcName => Self::Name,
            Self::Id | Self::IdRef | Self::Entity => Self::NcName,
            Self::Integer => Self::Decimal,
            Self::NonPositiveInteger | Self::NonNegativeInteger | Self::Long => Self::Integer,
            Self::NegativeInteger => Self::NonPositiveInteger,
            Self::PositiveInteger | Self::UnsignedLong => Self::NonNegativeInteger,
            Self::Int => Self::Long,
            Self::Short => Self::Int,
            Self::Byte => Self::Short,
            Self::UnsignedInt => Self::UnsignedLong,
            Self::UnsignedShort => Self::UnsignedInt,
            Self::UnsignedByte => Self::UnsignedShort,
            _ => Self::AnySimpleType,
        }
    }

    /// The item type of the three built-in list types.
    pub fn item(self) -> Option<Self> {
        match self {
            Self::NmTokens => Some(Self::NmToken),
            Self::IdRefs => Some(Self::IdRef),
            Self::Entities => Some(Self::Entity),
            _ => None,
        }
    }

    /// The primitive type it is derived from; itself if it is one, or a list, or `anySimpleType`.
    pub fn primitive(self) -> Self {
        let mut at = self;
        while at.base() != Self::AnySimpleType && at.base() != at {
            at = at.base();
        }
        at
    }
}

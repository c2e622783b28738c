//! The smallest and the largest valid instances of an element, derived from the components of a schema.

use codegen::schema::{
    Builtin, ComplexTypeId, Compositor, Content, ElementDeclaration, ElementId, FacetKind, NamespaceConstraint,
    Particle, Schema, SimpleTypeId, Term, TypeId, ValueConstraint, Variety,
};
use codegen::xsd::{XML, XSI};

use super::pattern::sample;

/// The size of an instance.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Size {
    /// Required attributes and particles only, and the first alternative of each choice.
    Minimal,
    /// All attributes and particles. Particles that may repeat occur at least twice. The last alternative of each choice; for an
    /// unbounded choice, all alternatives.
    Maximal,
}

/// The maximum number of nested complex types with optional particles. Types that are nested more deeply have only required particles.
const MAX_OPTIONAL_DEPTH: usize = 3;

/// Returns an instance of a global element; `None` for an abstract element, and for an element that requires an endless or very deep
/// instance.
pub fn instance(schema: &Schema, element: ElementId, size: Size) -> Option<String> {
    let mut writer = Instance { schema, size, named: None, path: Vec::new(), out: String::new() };
    if schema.element(element).is_abstract {
        return None;
    }
    writer.element(element)?;
    Some(writer.out)
}

/// Returns the largest instance of a global element in which the elements with the type `declared` name the type `derived` by
/// `xsi:type`; `None` if the instance contains no such element, or if [`instance`] returns `None`.
pub fn instance_naming(
    schema: &Schema,
    element: ElementId,
    declared: ComplexTypeId,
    derived: ComplexTypeId,
) -> Option<String> {
    let named = Some(Named { declared, derived, is_used: false });
    let mut writer = Instance { schema, size: Size::Maximal, named, path: Vec::new(), out: String::new() };
    if schema.element(element).is_abstract {
        return None;
    }
    writer.element(element)?;
    Some(writer.out).filter(|_| writer.named.is_some_and(|named| named.is_used))
}

/// The types that [`instance_naming`] gets: elements of the type `declared` name the type `derived` by `xsi:type`. `is_used` is true
/// if there is such an element.
struct Named {
    declared: ComplexTypeId,
    derived: ComplexTypeId,
    is_used: bool,
}

struct Instance<'s> {
    schema: &'s Schema,
    size: Size,
    named: Option<Named>,
    /// The complex types of the open elements.
    path: Vec<ComplexTypeId>,
    out: String,
}

impl Instance<'_> {
    /// Returns the number of occurrences of a particle in this instance.
    fn times(&self, particle: &Particle) -> u32 {
        match self.size {
            _ if self.path.len() > MAX_OPTIONAL_DEPTH => particle.min,
            Size::Minimal => particle.min,
            Size::Maximal => particle.max.unwrap_or(u32::MAX).min(particle.min.max(2)),
        }
    }

    fn element(&mut self, id: ElementId) -> Option<()> {
        let element = self.schema.element(id);
        let prefix = match &element.name.namespace {
            Some(uri) => format!("<e:{} xmlns:e=\"{}\"", element.name.local, escaped(uri)),
            None => format!("<{} xmlns=\"\"", element.name.local),
        };
        let close = match &element.name.namespace {
            Some(_) => format!("</e:{}>", element.name.local),
            None => format!("</{}>", element.name.local),
        };
        self.out.push_str(&prefix);
        match element.ty {
            TypeId::Simple(ty) => {
                self.out.push('>');
                let text = self.value(ty, element.value.as_ref());
                self.out.push_str(&escaped(&text));
            }
            TypeId::Complex(ty) => {
                let types = match &mut self.named {
                    Some(named) if named.declared == ty => {
                        named.is_used = true;
                        vec![named.derived]
                    }
                    _ => self.concrete(ty),
                };
                self.first_of(&types, |this, ty| this.complex(ty, element))?;
            }
        }
        self.out.push_str(&close);
        Some(())
    }

    /// Writes the first candidate that has an instance. For [`Size::Maximal`], the candidates are tried in reverse order.
    fn first_of<T: Copy>(&mut self, candidates: &[T], mut write: impl FnMut(&mut Self, T) -> Option<()>) -> Option<()> {
        let start = self.out.len();
        for index in 0..candidates.len() {
            let index = if self.size == Size::Minimal { index } else { candidates.len() - 1 - index };
            if write(self, candidates[index]).is_some() {
                return Some(());
            }
            self.out.truncate(start);
        }
        None
    }

    /// Returns the type itself. If it is abstract, returns the named types derived from it that are not abstract, sorted by name.
    fn concrete(&self, ty: ComplexTypeId) -> Vec<ComplexTypeId> {
        if !self.schema.complex_type(ty).is_abstract {
            return vec![ty];
        }
        let mut derived = self.schema.derived_types(ty);
        derived.retain(|id| !self.schema.complex_type(*id).is_abstract && self.schema.complex_type(*id).name.is_some());
        derived.sort_by(|a, b| self.schema.complex_type(*a).name.cmp(&self.schema.complex_type(*b).name));
        derived
    }

    fn complex(&mut self, ty: ComplexTypeId, element: &ElementDeclaration) -> Option<()> {
        if let Some(name) = self.schema.complex_type(ty).name.as_ref().filter(|_| element.ty != TypeId::Complex(ty)) {
            let uri = name.namespace.as_deref().unwrap_or_default();
            self.out.push_str(&format!(
                " xmlns:xsi=\"{XSI}\" xmlns:y=\"{}\" xsi:type=\"y:{}\"",
                escaped(uri),
                name.local
            ));
        }
        if self.path.iter().filter(|open| **open == ty).count() > 1 || self.path.len() > 4 * MAX_OPTIONAL_DEPTH {
            return None;
        }
        self.path.push(ty);
        let done = self.content(ty, element);
        self.path.pop();
        done
    }

    fn content(&mut self, ty: ComplexTypeId, element: &ElementDeclaration) -> Option<()> {
        let ty = self.schema.complex_type(ty);
        for attribute in &ty.attributes {
            if !attribute.required && self.size == Size::Minimal {
                continue;
            }
            let declaration = self.schema.attribute(attribute.attribute);
            let value = self.value(declaration.ty, attribute.value.as_ref());
            let name = match declaration.name.namespace.as_deref() {
                None => declaration.name.local.to_string(),
                Some(XML) => format!("xml:{}", declaration.name.local),
                Some(uri) => format!("xmlns:a=\"{}\" a:{}", escaped(uri), declaration.name.local),
            };
            self.out.push_str(&format!(" {name}=\"{}\"", escaped(&value)));
        }
        self.out.push('>');
        match &ty.content {
            Content::Empty => {}
            Content::Simple(text) => {
                let text = self.value(*text, element.value.as_ref());
                self.out.push_str(&escaped(&text));
            }
            Content::Elements { particle, .. } => self.particle(particle)?,
        }
        Some(())
    }

    fn particle(&mut self, particle: &Particle) -> Option<()> {
        for time in 0..self.times(particle) {
            let start = self.out.len();
            if self.term(&particle.term, particle).is_none() {
                self.out.truncate(start);
                // An optional occurrence without an instance is left out. If a required occurrence has no instance, neither has the
                // particle.
                if time >= particle.min {
                    return Some(());
                }
                return None;
            }
        }
        Some(())
    }

    fn term(&mut self, term: &Term, particle: &Particle) -> Option<()> {
        match term {
            Term::Element(id) => {
                let members = self.schema.substitutes(*id);
                self.first_of(&members, |this, member| this.element(member))
            }
            Term::Group(group) if group.compositor == Compositor::Choice => {
                if group.particles.is_empty() {
                    return Some(());
                }
                let all = self.size == Size::Maximal && particle.max.is_none();
                let mut order: Vec<&Particle> = group.particles.iter().collect();
                if self.size == Size::Maximal && !all {
                    order.reverse();
                }
                let mut done = false;
                for alternative in order {
                    let start = self.out.len();
                    match self.particle(alternative) {
                        Some(()) => done = true,
                        None => self.out.truncate(start),
                    }
                    if done && !all {
                        break;
                    }
                }
                done.then_some(())
            }
            Term::Group(group) => group.particles.iter().try_for_each(|particle| self.particle(particle)),
            Term::Wildcard(wildcard) => {
                let uri = match &wildcard.namespaces {
                    NamespaceConstraint::Any | NamespaceConstraint::Not(_) => "urn:example:other".to_owned(),
                    NamespaceConstraint::OneOf(list) => {
                        list.first().cloned().flatten().map(|uri| uri.to_string()).unwrap_or_default()
                    }
                };
                match uri.as_str() {
                    "" => self.out.push_str("<any xmlns=\"\" a=\"1\">text<inner/></any>"),
                    uri => self
                        .out
                        .push_str(&format!("<o:any xmlns:o=\"{}\" a=\"1\">text<o:inner/></o:any>", escaped(uri))),
                }
                Some(())
            }
        }
    }

    fn value(&self, ty: SimpleTypeId, constraint: Option<&ValueConstraint>) -> String {
        if let Some(ValueConstraint::Fixed(value)) = constraint {
            return value.clone();
        }
        let enumeration = self.schema.enumeration(ty);
        let listed = match self.size {
            Size::Minimal => enumeration.first(),
            Size::Maximal => enumeration.last(),
        };
        if let Some(listed) = listed {
            return listed.value.clone();
        }
        match &self.schema.simple_type(ty).variety {
            Variety::Any => "any".to_owned(),
            Variety::List(item) => {
                let item = self.value(*item, None);
                let count = self.facet(ty, FacetKind::Length).or(self.facet(ty, FacetKind::MinLength));
                let count = count.and_then(|count| count.parse().ok()).unwrap_or(match self.size {
                    Size::Minimal => 1,
                    Size::Maximal => 2,
                });
                vec![item; count].join(" ")
            }
            Variety::Union(members) => members.first().map(|member| self.value(*member, None)).unwrap_or_default(),
            Variety::Atomic(builtin) => self.atomic(ty, *builtin),
        }
    }

    fn facet(&self, ty: SimpleTypeId, kind: FacetKind) -> Option<String> {
        self.schema.facets(ty).into_iter().find(|facet| facet.kind == kind).map(|facet| facet.value.clone())
    }

    fn atomic(&self, ty: SimpleTypeId, builtin: Builtin) -> String {
        if let Some(pattern) = self.facet(ty, FacetKind::Pattern) {
            return sample(&pattern);
        }
        let bound = [FacetKind::MinInclusive, FacetKind::MaxInclusive];
        let bound = if self.size == Size::Minimal { bound } else { [bound[1], bound[0]] };
        if let Some(value) = bound.into_iter().find_map(|kind| self.facet(ty, kind)) {
            return value;
        }
        let is_maximal = self.size == Size::Maximal;
        let value = match builtin {
            Builtin::Boolean if is_maximal => "true",
            Builtin::Boolean => "false",
            Builtin::Decimal => "12.50",
            Builtin::NonPositiveInteger | Builtin::NegativeInteger => "-3",
            Builtin::Float | Builtin::Double => "1.5",
            Builtin::Duration => "P1DT2H0M",
            Builtin::DateTime if is_maximal => "2026-02-28T23:59:59.120+02:00",
            Builtin::DateTime => "2026-02-28T12:00:00",
            Builtin::Time => "12:30:00Z",
            Builtin::Date => "2026-02-28",
            Builtin::GYearMonth => "2026-02",
            Builtin::GYear => "2026",
            Builtin::GMonthDay => "--02-28",
            Builtin::GDay => "---28",
            Builtin::GMonth => "--02",
            Builtin::HexBinary => "0AFF",
            Builtin::Base64Binary => "AQIDBA==",
            Builtin::AnyUri => "http://example.com/a?b=c",
            Builtin::Language => "de-CH",
            Builtin::QName | Builtin::Notation => "e:name",
            other if other.primitive() == Builtin::Decimal => "7",
            Builtin::String | Builtin::AnySimpleType if is_maximal => "a <b> & \"c\" \u{e9}\u{1F600}",
            _ => "value",
        };
        if builtin.primitive() != Builtin::String {
            return value.to_owned();
        }
        self.sized(ty, value)
    }

    /// Shortens or repeats a string to a length that the facets allow.
    fn sized(&self, ty: SimpleTypeId, value: &str) -> String {
        let number = |kind| self.facet(ty, kind).and_then(|value| value.trim().parse::<usize>().ok());
        let length = number(FacetKind::Length);
        let min = length.or(number(FacetKind::MinLength)).unwrap_or(0);
        let max = length.or(number(FacetKind::MaxLength)).unwrap_or(usize::MAX);
        if value.chars().count() < min {
            return value.chars().cycle().take(min).collect();
        }
        value.chars().take(max).collect()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//! Tests with schemas whose processing could take very long. Either a limit rejects the schema, or the work is linear in the size of
//! the schema and of the generated code.

use std::cell::Cell;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use crate::work::steps;
use crate::{Loader, MemoryLoader, Options, generate, load};

fn schema(content: &str) -> String {
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:t\" targetNamespace=\"urn:t\">{content}</xs:schema>"
    )
}

/// Repeats a line `count` times. In each copy, `$` is replaced by the number of the copy, counted from 1, and `@` by this number
/// minus 1.
fn lines(count: usize, line: &str) -> String {
    (1..=count).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, "{}", line.replace('$', &at.to_string()).replace('@', &(at - 1).to_string()));
        text
    })
}

/// Generates code from a schema with the declarations `content`. Returns the size of the schema and the code together in bytes, the
/// number of steps, and, as an error, the diagnostics of a rejected schema. Without code, the size is that of the schema.
fn measure(content: &str) -> (usize, usize, Result<(), String>) {
    let text = schema(content);
    let bytes = text.len();
    let loader = MemoryLoader::new().with("a.xsd", text);
    let mut result = Ok(0);
    let steps = steps(|| {
        let loaded = load(&["a.xsd".into()], &loader).into_result().map_err(|error| error.to_string());
        result = loaded.and_then(|services| {
            let generated = generate(&services, &Options::new("runtime")).map_err(|error| error.to_string())?;
            Ok(generated.files.values().map(String::len).sum::<usize>())
        });
    });
    match result {
        Ok(output) => (bytes + output, steps, Ok(())),
        Err(message) => (bytes, steps, Err(message)),
    }
}

/// Checks that a schema is accepted, with at most two steps for each byte of the schema and of the generated code.
#[track_caller]
fn check_linear(content: impl AsRef<str>) {
    let (bytes, steps, result) = measure(content.as_ref());
    assert_eq!(result, Ok(()));
    assert!(steps > 0 && steps <= 2 * bytes, "{steps} steps for {bytes} bytes");
}

/// Checks that a schema is rejected after at most `max_steps` steps, with a message that contains `expected`.
#[track_caller]
fn refused(content: impl AsRef<str>, max_steps: usize, expected: &str) {
    let (_, steps, result) = measure(content.as_ref());
    let message = result.expect_err("the schema is accepted");
    assert!(message.contains(expected), "{message}");
    assert!(steps <= max_steps, "{steps} steps");
}

const UNION: &str = "<xs:simpleType name=\"u0\"><xs:union memberTypes=\"xs:int xs:date\"/></xs:simpleType>";

#[test]
fn unions_that_name_the_one_before_twice() {
    let union = "<xs:simpleType name=\"u$\"><xs:union memberTypes=\"u@ u@\"/></xs:simpleType>";
    check_linear(format!("{UNION}{}", lines(100, union)));
}

#[test]
fn values_of_unions_that_share_members() {
    let unions = "<xs:simpleType name=\"u$\"><xs:union memberTypes=\"u@ v@\"/></xs:simpleType>
                  <xs:simpleType name=\"v$\"><xs:union memberTypes=\"v@ u@\"/></xs:simpleType>
                  <xs:simpleType name=\"r$\"><xs:restriction base=\"u$\"><xs:pattern value=\"1\"/></xs:restriction></xs:simpleType>
                  <xs:element name=\"e$\" type=\"r$\" default=\"1\"/>";
    check_linear(format!("{UNION}{}{}", UNION.replace("u0", "v0"), lines(50, unions)));
}

#[test]
fn a_value_of_no_member_of_nested_unions() {
    let unions = "<xs:simpleType name=\"u$\"><xs:union memberTypes=\"u@ v@\"/></xs:simpleType>
                  <xs:simpleType name=\"v$\"><xs:union memberTypes=\"v@ u@\"/></xs:simpleType>";
    let element = "<xs:element name=\"e\" type=\"u50\" default=\"x\"/>";
    let unions = format!("{UNION}{}{}{element}", UNION.replace("u0", "v0"), lines(50, unions));
    refused(unions, 10_000, "is not a value of");
}

#[test]
fn a_list_of_nested_unions() {
    let unions = "<xs:simpleType name=\"u$\"><xs:union memberTypes=\"u@ u@\"/></xs:simpleType>
                  <xs:simpleType name=\"l$\"><xs:list itemType=\"u$\"/></xs:simpleType>";
    check_linear(format!("{UNION}{}", lines(60, unions)));
}

const RESTRICTION: &str = "<xs:simpleType name=\"s0\"><xs:restriction base=\"xs:string\"/></xs:simpleType>";

fn restrictions(count: usize, facet: &str) -> String {
    let restriction = format!(
        "<xs:simpleType name=\"s$\"><xs:restriction base=\"s@\">{facet}</xs:restriction></xs:simpleType>
         <xs:element name=\"e$\" type=\"s$\"/>"
    );
    format!("{RESTRICTION}{}", lines(count, &restriction))
}

#[test]
fn a_chain_of_restrictions() {
    check_linear(restrictions(199, ""));
    check_linear(restrictions(199, "<xs:pattern value=\"a{$}\"/>"));
}

#[test]
fn a_long_chain_of_restrictions() {
    refused(restrictions(2_000, ""), 20_000, "a chain of more than 200 derived types");
}

fn extensions(count: usize, occurs: &str) -> String {
    let extension = format!(
        "<xs:complexType name=\"t$\"><xs:complexContent><xs:extension base=\"t@\"><xs:sequence>
         <xs:element name=\"a$\" type=\"xs:int\" {occurs}/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"
    );
    format!("<xs:complexType name=\"t0\"><xs:sequence/></xs:complexType>{}", lines(count, &extension))
}

#[test]
fn a_chain_of_extensions() {
    check_linear(extensions(100, ""));
    check_linear(extensions(100, "minOccurs=\"0\""));
}

#[test]
fn a_long_chain_of_extensions_in_any_order() {
    let chain = extensions(1_000, "minOccurs=\"0\"");
    let mut types: Vec<&str> = chain.split_inclusive("</xs:complexType>").collect();
    types.reverse();
    refused(&chain, 200_000, "a chain of more than 200 derived types");
    refused(types.concat(), 200_000, "a chain of more than 200 derived types");
}

fn groups(count: usize, kind: &str, content: &str) -> String {
    lines(count, &format!("<xs:{kind} name=\"g$\">{content}</xs:{kind}>"))
}

#[test]
fn circles_of_groups() {
    let ring = |kind: &str, content: &str| {
        format!("{}<xs:{kind} name=\"g0\">{}</xs:{kind}>", groups(199, kind, content), content.replace('@', "199"))
    };
    let content = "<xs:sequence><xs:element name=\"a$\"/><xs:group ref=\"g@\" minOccurs=\"0\"/></xs:sequence>";
    refused(ring("group", content), 50_000, "contains itself");
    refused(ring("attributeGroup", "<xs:attributeGroup ref=\"g@\"/>"), 50_000, "contains itself");
}

#[test]
fn a_long_chain_of_groups() {
    let content = "<xs:sequence><xs:element name=\"a$\"/><xs:group ref=\"g@\"/></xs:sequence>";
    let chain = groups(400, "group", content).replace("<xs:group ref=\"g0\"/>", "");
    refused(&chain, 100_000, "groups are nested more than 200 deep");
    let reversed: Vec<&str> = chain.lines().rev().collect();
    refused(reversed.concat(), 100_000, "groups are nested more than 200 deep");
    let content = "<xs:attribute name=\"a$\"/><xs:attributeGroup ref=\"g@\"/>";
    let chain = groups(400, "attributeGroup", content).replace("<xs:attributeGroup ref=\"g0\"/>", "");
    refused(&chain, 100_000, "groups are nested more than 200 deep");
}

#[test]
fn groups_that_contain_the_one_before_twice() {
    let content = "<xs:sequence><xs:group ref=\"g@\"/><xs:group ref=\"g@\"/></xs:sequence>";
    let start = "<xs:group name=\"g0\"><xs:sequence><xs:element name=\"a\" type=\"xs:int\"/></xs:sequence></xs:group>";
    let of_type = |group: &str| format!("<xs:complexType name=\"T\"><xs:group ref=\"{group}\"/></xs:complexType>");
    check_linear(format!("{start}{}{}", groups(10, "group", content), of_type("g10")));
    refused(format!("{start}{}", groups(60, "group", content)), 300_000, "more than 200000 particles");
}

#[test]
fn elements_with_the_same_name() {
    let element = "<xs:element name=\"a$\" type=\"xs:int\"/>".replace("a$", "a");
    let particles = lines(2_000, &format!("<xs:sequence>{element}</xs:sequence>"));
    check_linear(format!("<xs:complexType name=\"T\"><xs:sequence>{particles}</xs:sequence></xs:complexType>"));
}

const HEAD: &str = "<xs:element name=\"h0\" type=\"xs:string\"/>";

#[test]
fn a_chain_of_substitutions() {
    let element = "<xs:element name=\"h$\" type=\"xs:string\" substitutionGroup=\"h@\"/>";
    check_linear(format!("{HEAD}{}", lines(100, element)));
    refused(format!("{HEAD}{}", lines(800, element)), 200_000, "a chain of more than 200 substitution groups");
}

#[test]
fn a_chain_of_substitutions_above_many_members() {
    let chain = lines(150, "<xs:element name=\"h$\" type=\"xs:string\" substitutionGroup=\"h@\"/>");
    let members = lines(1_000, "<xs:element name=\"m$\" type=\"xs:string\" substitutionGroup=\"h150\"/>");
    refused(format!("{HEAD}{chain}{members}"), 500_000, "more than 100000 members together");
}

#[test]
fn a_head_to_which_many_particles_refer() {
    let members = lines(400, "<xs:element name=\"m$\" type=\"xs:string\" substitutionGroup=\"h0\"/>");
    let particles = lines(400, "<xs:element name=\"x$\"/><xs:element ref=\"h0\"/>");
    check_linear(format!(
        "{HEAD}{members}<xs:complexType name=\"T\"><xs:sequence>{particles}</xs:sequence></xs:complexType>"
    ));
}

#[test]
fn optional_groups_in_a_sequence() {
    let group = "<xs:sequence minOccurs=\"0\"><xs:element name=\"x$\"/><xs:element name=\"y$\"/></xs:sequence>";
    check_linear(format!(
        "<xs:complexType name=\"T\"><xs:sequence>{}</xs:sequence></xs:complexType>",
        lines(500, group)
    ));
}

fn patterns(count: usize, pattern: &str) -> String {
    let restriction = format!("<xs:restriction base=\"xs:string\"><xs:pattern value=\"{pattern}\"/></xs:restriction>");
    lines(count, &format!("<xs:simpleType name=\"s$\">{restriction}</xs:simpleType>"))
}

#[test]
fn patterns_of_general_categories() {
    check_linear(patterns(20, r"\p{L}{100}"));
    refused(patterns(700, r"\p{L}{100}"), 10_000, "the patterns of all types together are too big");
    refused(patterns(700, r"\p{Nd}{1000}a{$}"), 10_000, "the patterns of all types together are too big");
}

#[test]
fn references_to_many_unknown_types() {
    let types = "<xs:simpleType name=\"s$\"><xs:restriction base=\"xs:string\"/></xs:simpleType><xs:element name=\"e$\" type=\"t$\"/>";
    refused(lines(2_000, types), 250_000, "there is no type");
}

/// A loader that counts the calls of its methods.
struct Counting {
    files: MemoryLoader,
    questions: Cell<usize>,
}

impl Loader for Counting {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.questions.set(self.questions.get() + 1);
        self.files.read(path)
    }

    fn exists(&self, path: &Path) -> bool {
        self.questions.set(self.questions.get() + 1);
        self.files.exists(path)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        self.questions.set(self.questions.get() + 1);
        self.files.identity(path)
    }
}

#[test]
fn files_that_include_one_another() {
    let includes = lines(50, "<xs:include schemaLocation=\"$.xsd\"/>");
    let files = (1..=50).fold(MemoryLoader::new(), |files, at| {
        files.with(format!("{at}.xsd"), schema(&format!("{includes}<xs:element name=\"e{at}\" type=\"xs:int\"/>")))
    });
    let loader = Counting { files, questions: Cell::new(0) };
    assert!(load(&["1.xsd".into()], &loader).value.is_some());
    assert_eq!(loader.questions.get(), 3 * 50, "each file is read, found and identified once");
}

#[test]
fn choices_of_types_that_contain_one_another() {
    let choice = |index: usize, count: usize| {
        let element =
            |place: usize| format!("<xs:element name=\"a{place}\" type=\"t{}\"/>", (index * 7 + place) % count);
        let elements: String = (0..10).map(element).collect();
        format!("<xs:complexType name=\"t{index}\"><xs:choice>{elements}</xs:choice></xs:complexType>")
    };
    check_linear((0..1_000).map(|index| choice(index, 1_000)).collect::<String>());
}

#[test]
fn choices_with_one_common_alternative() {
    let element = "<xs:element name=\"a\" type=\"xs:int\"/><xs:element name=\"b\" type=\"t$\"/>";
    let choice = format!("<xs:complexType name=\"t$\"><xs:choice>{element}</xs:choice></xs:complexType>");
    check_linear(lines(2_500, &choice));
}

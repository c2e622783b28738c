//! Values of recursive types that are nested deeply, with the code generated for the construct `recursive`.

use std::thread;

use xsd_runtime::{ErrorKind, to_string};

use crate::constructs::recursive::generated::recursive::elements::{Book, Expression, Tree};
use crate::constructs::recursive::generated::recursive::{
    Chapter, ChapterTextOrSection, ExpressionExpressionOrNumber, ExpressionType, Node, Note, Section,
};

/// The depth of the values: more than readers accept by default. Miri takes a minute for 260 levels.
const LEVELS: usize = if cfg!(miri) { 260 } else { 30_000 };

/// Runs a function in a thread with the default stack of 2 MB.
fn in_thread(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}

fn nest<T: Default>(around: impl Fn(T) -> T) -> T {
    (0..LEVELS).fold(T::default(), |inner, _| around(inner))
}

fn node_in_a_box(inner: Node) -> Node {
    let mut node = Node::default();
    node.left = Some(Box::new(inner));
    node
}

fn node_in_a_list(inner: Node) -> Node {
    let mut node = Node::default();
    node.also = vec![inner, Node::default()];
    node
}

fn chapter(inner: Chapter) -> Chapter {
    let note = Note { base: inner, ..Note::default() };
    let section = Section { note: vec![note], ..Section::default() };
    Chapter { text_or_sections: vec![ChapterTextOrSection::Section(section)] }
}

fn expression(inner: ExpressionType) -> ExpressionType {
    let inner = ExpressionExpressionOrNumber::Expression(Box::new(inner));
    ExpressionType { expression_or_number: Box::new(inner) }
}

#[test]
fn nested_boxes_are_dropped() {
    in_thread(|| drop(nest(node_in_a_box)));
}

#[test]
fn nested_lists_are_dropped() {
    in_thread(|| drop(nest(node_in_a_list)));
}

#[test]
fn nested_values_of_several_types_are_dropped() {
    in_thread(|| drop(nest(chapter)));
}

#[test]
fn nested_choices_are_dropped() {
    in_thread(|| drop(nest(expression)));
}

#[test]
fn values_are_dropped_in_other_threads_and_at_the_end_of_a_thread() {
    thread_local! {
        static KEPT: std::cell::RefCell<Option<Node>> = const { std::cell::RefCell::new(None) };
    }
    let node = nest(node_in_a_list);
    in_thread(move || drop(node));
    in_thread(|| {
        KEPT.with(|kept| *kept.borrow_mut() = Some((0..100).fold(Node::default(), |inner, _| node_in_a_box(inner))))
    });
}

/// Values are dropped near the beginning of the stack, and 200 calls deeper.
#[test]
fn values_are_dropped_wherever_the_stack_is() {
    fn deeper(levels: usize) -> usize {
        std::hint::black_box([0_u8; 1024]);
        if levels == 0 {
            drop(nest(node_in_a_box));
            return 0;
        }
        deeper(levels - 1) + 1
    }
    in_thread(|| {
        drop(nest(node_in_a_list));
        assert_eq!(deeper(200), 200);
        drop(nest(expression));
    });
}

#[test]
fn writing_reports_the_depth() {
    in_thread(|| {
        let depth = |written: xsd_runtime::Result<String>| assert_eq!(written.unwrap_err().kind(), ErrorKind::Limit);
        depth(to_string(&Tree(nest(node_in_a_box))));
        depth(to_string(&Tree(nest(node_in_a_list))));
        depth(to_string(&Book(nest(chapter).into())));
        depth(to_string(&Expression(nest(expression))));
    });
}

#[cfg(feature = "validate")]
#[test]
fn validation_reports_the_depth() {
    use xsd_runtime::{Constraint, Validate};

    in_thread(|| {
        let is_deep =
            |found: Vec<xsd_runtime::Violation>| found.iter().any(|found| found.constraint == Constraint::Depth);
        assert!(is_deep(Tree(nest(node_in_a_box)).validate()));
        assert!(is_deep(Book(nest(chapter).into()).validate()));
        assert!(is_deep(Expression(nest(expression)).validate()));
    });
}

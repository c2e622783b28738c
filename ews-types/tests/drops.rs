//! Deeply nested values are dropped without recursion, in a thread with the default stack.

use std::thread;

use ews_types::types::{
    AndType, Attachment, ItemAttachmentType, MessageType, MultipleOperandBooleanExpressionType, NotType,
    ProposeNewTimeType, ProtectionRuleCondition, ResponseObject, SearchExpression,
};

/// Nests a value 30,000 times and drops it. `around` puts a value into another value of the same type.
#[track_caller]
fn check<T: Default + 'static>(around: fn(T) -> T) {
    let run = move || drop((0..30_000).fold(T::default(), |inner, _| around(inner)));
    thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}

fn not(inner: SearchExpression) -> SearchExpression {
    NotType { search_expression: Box::new(inner) }.into()
}

fn and(inner: SearchExpression) -> SearchExpression {
    let search_expression = vec![inner, SearchExpression::default()];
    AndType { base: MultipleOperandBooleanExpressionType { search_expression } }.into()
}

fn attachment(inner: MessageType) -> MessageType {
    let mut attachment = ItemAttachmentType::default();
    attachment.item = Some(inner.into());
    let mut message = MessageType::default();
    message.attachments = Some(vec![Attachment::from(attachment)]);
    message
}

fn response_object(inner: MessageType) -> MessageType {
    let mut proposal = ProposeNewTimeType::default();
    proposal.base.base.base = inner;
    let mut message = MessageType::default();
    message.response_objects = Some(vec![ResponseObject::from(proposal)]);
    message
}

fn condition(inner: ProtectionRuleCondition) -> ProtectionRuleCondition {
    ProtectionRuleCondition::And(vec![inner])
}

test_support::cases! { check {
    not_in_not: (not);
    and_in_and: (and);
    not_in_and: (|inner| not(and(inner)));
    attachments_of_attachments: (attachment);
    response_objects_of_response_objects: (response_object);
    conditions_in_conditions: (condition);
}}

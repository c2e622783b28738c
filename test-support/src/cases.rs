//! Macros that declare a test for each row of a table.

/// Declares a test for each case. The test calls a function with the arguments of the case.
#[macro_export]
macro_rules! cases {
    ($check:path { $($name:ident: ($($argument:expr),* $(,)?);)* }) => {
        $(
            #[test]
            fn $name() {
                $check($($argument),*);
            }
        )*
    };
}

/// Calls a macro with the names of the folders in `runtime/tests/constructs`.
#[macro_export]
macro_rules! constructs {
    ($declare:ident) => {
        $declare! {
            abstract_type
            all
            annotation
            anonymous_types
            any
            any_attribute
            any_type
            attribute_group
            bounded_occurs
            built_in_types
            chameleon_include
            choice_with_base
            circular_references
            clashing_names
            complex_extension
            complex_restriction
            content_models
            conversions
            default_and_fixed
            empty
            empty_base
            explicit_types
            features
            form
            global_attributes
            group
            identity_constraints
            impossible_content
            import
            import_xml_namespace
            include
            lexical_facets
            large_content
            list
            mixed
            names
            nested_particles
            nillable
            no_namespace
            own_xml_attributes
            recursive
            repeated_choice
            response_messages
            restricted_by_type
            rings_of_lists
            simple_content_extension
            simple_content_restriction
            simple_restriction
            spoken
            subset_choice
            substitution_abstract_head
            substitution_concrete_head
            union
            versions
        }
    };
}

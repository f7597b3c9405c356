"""How operations are measured, and what counts as too much."""

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import ErrorCode
from hub.web.limits import Limits, Measure, excess, measure, root_fields
from tests.web.village import village_schema

SCHEMA = village_schema()._schema


def size(text: str, schema: GraphQLSchema = SCHEMA, **variables: object) -> Measure:
    query = parse(text)
    operation = next(each for each in query.definitions if isinstance(each, OperationDefinitionNode))
    return measure(schema, query, operation, variables=variables, assumed_list_size=5)


def doubling(levels: int) -> str:
    """Fragments of which each spreads the next one twice: 2 to the power of `levels` fields when written out."""
    links = "".join(
        f"fragment f{n} on Offering{{a:nearest{{...f{n + 1}}} b:nearest{{...f{n + 1}}}}}" for n in range(levels)
    )
    return f"{{offering{{...f0}}}}{links}fragment f{levels} on Offering{{title}}"


def test_each_field_counts_once_where_there_are_no_lists() -> None:
    assert size("{ offering { title nearest { name: title } } }") == Measure(depth=3, aliases=1, fields=4, cost=4)


def test_a_field_repeated_in_one_place_counts_as_an_alias() -> None:
    assert size("{ language language a: language offering { title } }").aliases == 2
    assert size("{ language ... { language } ... on Query { language } }").aliases == 2


def test_what_is_below_a_list_counts_once_per_item() -> None:
    assert size("{ offerings(first: 7) { title } }").cost == 1 + 7
    assert size("{ offerings(first: 7) { similar(first: 3) { title } } }").cost == 1 + 7 * (1 + 3)


def test_a_connection_is_multiplied_by_its_own_size_and_not_again_by_its_edges() -> None:
    schema = build_schema("""
        type Query { offerings(first: Int = 20): Connection! tags: [Tag!]! }
        type Connection { edges: [Edge!]! }
        type Edge { node: Tag! }
        type Tag { name: String! tags: [Tag!]! }
    """)

    assert size("{ offerings(first: 7) { edges { node { name } } } }", schema).cost == 1 + 7 * 3
    fragments = (
        "fragment f on Query { offerings(first: 7) { ...e } } fragment e on Connection { edges { node { name } } }"
    )
    assert size("{ ...f } " + fragments, schema).cost == 1 + 7 * 3
    assert size("{ offerings(first: 7) { edges { node { tags { name } } } } }", schema).cost == 1 + 7 * (3 + 5)
    assert size("{ tags { name } }", schema).cost == 1 + 5


def test_a_list_is_as_long_as_its_variable_or_its_default_says() -> None:
    query = "query ($n: Int = 4) { offerings(first: $n) { title } }"

    assert size(query, n=9).cost == 1 + 9
    assert size(query).cost == 1 + 4
    assert size("{ offerings { title } }").cost == 1 + 20
    assert size(query, n="many").cost == 1 + 20
    assert size(query, n=-5).cost == 1


def test_things_asked_for_by_their_keys_cost_as_many_as_are_asked_for() -> None:
    schema = build_schema("type Query { nodes(ids: [ID!]!): [Thing]! } type Thing { id: ID! name: String! }")
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id name } }"

    assert size('{ nodes(ids: ["a", "b", "c"]) { id name } }', schema).cost == 1 + 3 * 2
    assert size(query, schema, ids=["a"] * 70).cost == 1 + 70 * 2
    assert size(query, schema, ids="a").cost == size(query, schema).cost


def test_a_fragment_costs_the_same_as_its_fields_written_out() -> None:
    spread = size("{ offerings(first: 2) { ...t } } fragment t on Offering { title similar(first: 3) { title } }")

    assert spread == size("{ offerings(first: 2) { ... on Offering { title } similar(first: 3) { title } } }")


def test_nested_fragments_are_measured_once_each() -> None:
    thousand_levels_of_doubling_would_never_end = size(doubling(60))

    assert thousand_levels_of_doubling_would_never_end.fields > 2**60
    assert excess(thousand_levels_of_doubling_would_never_end, Limits()) is not None


def test_a_fragment_that_spreads_itself_is_left_to_validation() -> None:
    assert size("{ offering { ...f } } fragment f on Offering { title ...f }").fields == 2


def test_a_chain_of_fragments_without_fields_is_too_deep_before_it_exhausts_the_stack() -> None:
    chain = "".join(f"fragment f{n} on Query{{...f{n + 1}}}" for n in range(3000)) + "fragment f3000 on Query{language}"

    problem = excess(size("{...f0}" + chain), Limits())

    assert problem is not None
    assert problem.message.key == "web.too_deep"


def test_introspection_is_not_multiplied() -> None:
    assert size("{ __schema { types { fields { name } } } }").cost == 4


def test_unknown_fields_and_fragments_count_like_known_ones() -> None:
    assert size("{ nope { nope ...gone } }") == Measure(depth=2, aliases=0, fields=2, cost=2)


@pytest.mark.parametrize(
    ("measured", "key"),
    [
        (Measure(depth=21), "web.too_deep"),
        (Measure(aliases=101), "web.too_many_aliases"),
        (Measure(fields=501), "web.too_many_fields"),
        (Measure(cost=100_001), "web.too_costly"),
    ],
)
def test_each_limit_names_itself(measured: Measure, key: str) -> None:
    problem = excess(measured, Limits())

    assert problem is not None
    assert (problem.code, problem.message.key) == (ErrorCode.TOO_COMPLEX, key)


def test_exactly_the_limit_is_within_it() -> None:
    assert excess(Measure(depth=20, aliases=100, fields=500, cost=100_000), Limits()) is None


def test_root_fields_are_found_through_fragments() -> None:
    query = parse("{ ...a ... on Query { language } } fragment a on Query { match(facts: {desil: 1}) ...a }")
    operation = query.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)

    assert root_fields(query, operation) == {"language", "match"}


@given(
    st.recursive(
        st.just("title"),
        lambda inner: st.lists(
            st.one_of(
                inner,
                inner.map(lambda text: f"similar(first: 3) {{ {text} }}"),
                inner.map(lambda t: f"nearest {{ {t} }}"),
            ),
            min_size=1,
            max_size=3,
        ).map(" ".join),
        max_leaves=12,
    )
)
def test_wrapping_a_selection_in_a_fragment_never_changes_its_cost(selection: str) -> None:
    plain = size(f"{{ offerings(first: 2) {{ {selection} }} }}")
    spread = size(f"{{ offerings(first: 2) {{ ...all }} }} fragment all on Offering {{ {selection} }}")

    assert spread == plain

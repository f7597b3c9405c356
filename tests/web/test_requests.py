"""What is read from bodies, before anything is believed."""

from collections.abc import AsyncGenerator
from contextlib import suppress

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.web.faults import RequestRefused
from hub.web.limits import Limits
from hub.web.requests import decode, read_body, read_request

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


def key_of(text: bytes) -> str:
    with pytest.raises(RequestRefused) as refused:
        decode(text, Limits())
    return refused.value.faults[0].problem.message.key


@given(JSON)
def test_ordinary_json_is_read_as_it_is(value: object) -> None:
    assert decode(orjson.dumps(value), Limits()) == value


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    with suppress(RequestRefused):
        decode(text, Limits())


def test_nesting_is_refused_before_parsing() -> None:
    assert key_of(b"[" * 50_000) == "web.body_too_deep"
    assert key_of(b'{"a":' * 65 + b"1" + b"}" * 65) == "web.body_too_deep"


def test_brackets_inside_strings_are_no_nesting() -> None:
    text = orjson.dumps({"query": "[" * 1000 + '\\"' + "{" * 1000})

    assert decode(text, Limits()) == {"query": "[" * 1000 + '\\"' + "{" * 1000}


def test_a_string_that_never_ends_is_read_once_only() -> None:
    assert key_of(b'"' + rb"\"" * 120_000) == "web.body_not_json"


def test_a_number_that_is_none_names_its_place() -> None:
    with pytest.raises(RequestRefused) as refused:
        decode(b'{"query": \n NaN}', Limits())

    assert refused.value.faults[0].problem.message.parameters == {"line": 2, "column": 2}


async def test_a_body_without_end_is_left_unread_after_the_limit() -> None:
    async def endless() -> AsyncGenerator[bytes, None]:
        while True:
            yield b" " * 1000

    with pytest.raises(RequestRefused) as refused:
        await read_body(endless(), Limits())

    assert refused.value.status == 413


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ({"query": 5}, "query"),
        ({"query": "{a}", "variables": "x"}, "variables"),
        ({"query": "{a}", "variables": []}, "variables"),
        ({"query": "{a}", "operationName": {}}, "operationName"),
        ({"query": "{a}", "extensions": False}, "extensions"),
        ({"extensions": {"persistedQuery": "x"}}, "extensions.persistedQuery"),
        ({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": 1}}}, "extensions.persistedQuery"),
    ],
)
def test_a_part_of_another_type_is_named(value: object, part: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        read_request(value)

    assert refused.value.faults[0].problem.message.parameters["part"] == part


def test_null_means_left_out() -> None:
    request = read_request({"query": "{a}", "variables": None, "operationName": None, "extensions": None})

    assert (request.variables, request.operation_name, request.persisted, request.cost_only) == ({}, None, None, False)

"""The schema as clients meet it: described throughout, written down as it is, and strict about what it hands out."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    is_introspection_type,
    is_specified_scalar_type,
)
from hypothesis import given
from hypothesis import strategies as st

from hub.auth.seal import Seal
from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.registry import FACTS
from schema.fact_inputs import FamilyFactsInput, MemberFactsInput
from schema.ids import decode_id, encode_id, require_id
from schema.paging import read_cursor, write_cursor
from schema.printing import FACT_INPUTS_FILE, fact_inputs_source

_SDL = Path("schema/schema.graphql")
_SEAL = Seal(b"k" * 32)


@pytest.fixture(scope="module")
def printed() -> GraphQLSchema:
    """The committed SDL; that it is what `simpul schema` prints is tested with the commands."""
    # A subgraph's SDL uses the directives of federation without defining them.
    return build_schema(_SDL.read_text(encoding="utf-8"), assume_valid_sdl=True)


def _undescribed(schema: GraphQLSchema) -> Iterator[str]:
    for name, kind in schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        if not kind.description:
            yield name
        if isinstance(kind, GraphQLInputObjectType):
            yield from (f"{name}.{field}" for field, it in kind.fields.items() if not it.description)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield from (f"{name}.{field}" for field, it in kind.fields.items() if not it.description)


def test_every_type_and_field_has_a_description(printed: GraphQLSchema) -> None:
    assert list(_undescribed(printed)) == []


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def test_a_description_of_an_enum_s_value_says_more_than_its_name(printed: GraphQLSchema) -> None:
    enums = [kind for kind in printed.type_map.values() if isinstance(kind, GraphQLEnumType)]
    repeating = [
        f"{kind.name}.{name}"
        for kind in enums
        if not is_introspection_type(kind) and not kind.name.startswith("link__")
        for name, value in kind.values.items()
        if value.description is not None and _words(value.description) <= _words(name)
    ]

    assert repeating == []


def test_every_argument_has_a_description(printed: GraphQLSchema) -> None:
    missing = [
        f"{name}.{field}({argument})"
        for name, kind in printed.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not is_introspection_type(kind)
        for field, it in kind.fields.items()
        for argument, given_argument in it.args.items()
        if not given_argument.description
    ]

    assert missing == []


def test_every_scalar_of_ours_names_its_specification(printed: GraphQLSchema) -> None:
    ours = [
        kind
        for kind in printed.type_map.values()
        if isinstance(kind, GraphQLScalarType) and not is_specified_scalar_type(kind)
    ]

    assert {kind.name for kind in ours} >= {"RegionCode", "Rupiah", "CriterionRule", "DateTime"}
    assert all(kind.specified_by_url for kind in ours)


def test_the_committed_inputs_of_facts_follow_from_the_registry(tmp_path: Path) -> None:
    fresh = tmp_path / "fact_inputs.py"
    fresh.write_text(fact_inputs_source(), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--quiet", "--config", "pyproject.toml", str(fresh)], check=True
    )

    assert fresh.read_text(encoding="utf-8") == FACT_INPUTS_FILE.read_text(encoding="utf-8")


def test_every_fact_that_can_be_asked_has_a_field() -> None:
    fields = {*FamilyFactsInput.__annotations__, *MemberFactsInput.__annotations__}

    assert {fact.name for fact in FACTS if fact.key.startswith(("family.", "member.")) and not fact.computed} <= fields


@given(record=st.uuids(), home=st.sampled_from(["", "32.73"]))
def test_an_id_gives_back_what_it_was_made_of(record: UUID, home: str) -> None:
    assert decode_id(encode_id("Offering", record, home=home)) == ("Offering", home, record)


@given(st.text(max_size=80))
def test_a_text_that_is_no_id_has_a_code(text: str) -> None:
    with pytest.raises(Refused) as refused:
        decode_id(text)

    assert refused.value.problems[0].code is ErrorCode.BAD_ID


def test_an_id_of_another_type_is_told_apart() -> None:
    with pytest.raises(Refused) as refused:
        require_id(encode_id("Partner", uuid4()), "Offering")

    assert refused.value.problems[0].message.key == "id.wrong_type"


@given(st.lists(st.one_of(st.text(max_size=20), st.integers(), st.booleans()), max_size=4))
def test_a_cursor_belongs_to_its_own_order(place: list[str | int | bool]) -> None:
    cursor = write_cursor(_SEAL, "offerings:NEWEST", place)

    assert read_cursor(_SEAL, "offerings:NEWEST", cursor) == place
    with pytest.raises(Refused) as refused:
        read_cursor(_SEAL, "offerings:TITLE", cursor)
    assert refused.value.problems[0].code is ErrorCode.BAD_CURSOR

"""Simpul as a subgraph: what a gateway may ask for by its key, and under whose rights."""

from uuid import uuid4

import pytest
from graphql import parse

from hub.domain.access import PUBLIC_VIEWER
from hub.domain.errors import Refused
from hub.usecases.hub import Hub
from hub.usecases.offerings import draft
from schema.context import context_for
from schema.ids import encode_id
from schema.root import graphql_schema
from tests.builders import as_partner, offering_content, verified_partner
from tests.schema.conftest import Ask

_ENTITIES = """query ($of: [_Any!]!) { _entities(representations: $of) {
  __typename ... on Need { code } ... on Region { name } ... on Partner { name } ... on Offering { reference } } }"""


async def test_a_gateway_reads_a_schema_that_names_its_entities(ask: Ask) -> None:
    sdl = (await ask("{ _service { sdl } }"))["_service"]["sdl"]

    parse(sdl)
    assert "https://specs.apollo.dev/federation/v2.9" in sdl
    assert 'type Need @key(fields: "code")' in sdl
    assert "type PageInfo @shareable" in sdl


async def test_entities_come_in_the_order_asked_for_with_null_for_each_that_is_absent(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    of = [
        {"__typename": "Need", "code": "FOOD"},
        {"__typename": "Partner", "id": encode_id("Partner", partner.id)},
        {"__typename": "Region", "code": "99"},
        {"__typename": "Need", "code": "NOTHING"},
        {"__typename": "Offering", "id": encode_id("Offering", uuid4())},
        {"__typename": "Region", "code": "32.73"},
    ]

    found = (await ask(_ENTITIES, of=of))["_entities"]

    assert [each and each["__typename"] for each in found] == ["Need", "Partner", None, None, None, "Region"]
    assert found[1]["name"] == partner.name


async def test_a_draft_is_no_entity_for_anybody_but_its_partner(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    mine = (await draft(hub, as_partner(partner), partner.id, offering_content())).value
    of = [{"__typename": "Offering", "id": encode_id("Offering", mine.id)}]

    assert (await ask(_ENTITIES, of=of)) == {"_entities": [None]}
    assert (await ask(_ENTITIES, viewer=as_partner(partner), of=of))["_entities"][0][
        "reference"
    ] == mine.draft.reference


@pytest.mark.parametrize(
    ("representation", "message"),
    [
        ({"__typename": "Viewer", "id": "x"}, "entity.unknown"),
        ({"__typename": "Partner"}, "entity.unknown"),
        ("Partner", "entity.unknown"),
        ({"__typename": ["Need"], "code": "FOOD"}, "entity.unknown"),
        ({"__typename": "Partner", "id": "x"}, "id.malformed"),
        ({"__typename": "Partner", "id": encode_id("Offering", uuid4())}, "id.wrong_type"),
        ({"__typename": "Region", "code": "Dago"}, "region.malformed"),
    ],
)
async def test_what_is_no_entity_is_refused_at_its_place(hub: Hub, representation: object, message: str) -> None:
    answer = await graphql_schema.execute(
        _ENTITIES, variable_values={"of": [representation]}, context_value=context_for(hub, PUBLIC_VIEWER, "en")
    )

    assert answer.errors
    (error,) = answer.errors
    assert isinstance(error.original_error, Refused)
    (problem,) = error.original_error.problems
    assert problem.message.key == message

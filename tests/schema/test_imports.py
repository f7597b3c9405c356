"""Imports as a client meets them: as text or as a workbook, their steps, and refusals for a spreadsheet."""

import base64
import csv
import io
from typing import Any
from uuid import uuid4

import pytest

from hub.domain.access import Viewer
from hub.domain.partner import PartnerKind
from hub.usecases.feeds import ImportOrder, import_document
from hub.usecases.hub import Hub
from schema.context import context_for
from schema.ids import encode_id
from schema.root import graphql_schema
from tests.builders import as_partner, verified_partner
from tests.connectors.workbooks import workbook
from tests.schema.conftest import Ask
from tests.usecases.test_feeds import rice_funds

_WATCH = "subscription ($id: ID!) { importProgress(importId: $id) { step rows of receipt { added state } } }"


_IMPORT = """mutation ($input: ImportOfferingsInput!) { importOfferings(input: $input) {
  receipt { state rows added refused refusals { line } three: refusals(first: 3) { line } spreadsheet }
  problems { message path } } }"""


async def _imported(hub: Hub, ask: Ask, **given: str) -> Any:
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    whole = {"partner": encode_id("Partner", steward.id), "source": "beas_perelek", "idempotencyKey": str(uuid4())}
    return (await ask(_IMPORT, viewer=as_partner(steward), input=whole | given))["importOfferings"]


def _base64(document: bytes) -> str:
    lines = csv.reader(io.StringIO(document.decode(), newline=""))
    return base64.b64encode(workbook(lines)).decode()


async def test_a_workbook_and_its_text_are_imported_alike(hub: Hub, ask: Ask) -> None:
    document = rice_funds(["a", "b"])

    as_text = await _imported(hub, ask, document=document.decode())
    as_workbook = await _imported(hub, ask, workbook=_base64(document))

    assert as_text == as_workbook
    assert (as_text["receipt"]["state"], as_text["receipt"]["added"]) == ("STORED", 2)


@pytest.mark.parametrize(
    ("given", "path", "said"),
    [
        ({}, ["input", "document"], "exactly one"),
        ({"document": "a", "workbook": "YQ=="}, ["input", "document"], "exactly one"),
        ({"workbook": "bukan base64!"}, ["input", "workbook"], "not base64"),
    ],
)
async def test_what_is_not_one_document_is_refused(
    hub: Hub, ask: Ask, given: dict[str, str], path: list[str], said: str
) -> None:
    answer = await _imported(hub, ask, **given)

    assert answer["receipt"] is None
    ((problem),) = answer["problems"]
    assert problem["path"] == path
    assert said in problem["message"]


async def test_refusals_come_as_a_table_in_which_nothing_is_a_formula(hub: Hub, ask: Ask) -> None:
    document = rice_funds(["a"], gram_per_penyaluran="=1+1").decode()

    receipt = (await _imported(hub, ask, document=document))["receipt"]

    header, line = csv.reader(io.StringIO(receipt["spreadsheet"], newline=""))
    assert header == ["line", "column", "value", "place in the cell", "problem", "what to do"]
    assert line[:3] == ["2", "gram_per_penyaluran", "'=1+1"]


async def test_of_many_refusals_the_first_are_shown_and_the_table_holds_all(hub: Hub, ask: Ask) -> None:
    document = rice_funds([f"dana-{number}" for number in range(150)], gram_per_penyaluran="x").decode()

    receipt = (await _imported(hub, ask, document=document))["receipt"]

    assert receipt["refused"] == 150
    assert [each["line"] for each in receipt["refusals"]] == [*range(2, 102)]
    assert [each["line"] for each in receipt["three"]] == [2, 3, 4]
    assert len([*csv.reader(io.StringIO(receipt["spreadsheet"], newline=""))]) == 1 + 150


async def _watched(hub: Hub, viewer: Viewer, receipt: str) -> list[Any]:
    context = context_for(hub, viewer, "en")
    started = await graphql_schema.subscribe(_WATCH, variable_values={"id": receipt}, context_value=context)
    return [answer async for answer in started]


async def test_the_steps_of_an_import_are_told_and_the_last_brings_the_receipt(hub: Hub) -> None:
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    viewer = as_partner(steward)
    order = ImportOrder(source="beas_perelek", partner_id=steward.id, feed="beras", document=rice_funds(["a", "b"]))
    receipt = (await import_document(hub, viewer, order)).value

    answers = await _watched(hub, viewer, encode_id("ImportReceipt", receipt.id))

    assert [answer.data["importProgress"] for answer in answers] == [
        {"step": "READING", "rows": 2, "of": 2, "receipt": None},
        {"step": "COMPARING", "rows": 2, "of": 2, "receipt": None},
        {"step": "STORING", "rows": 2, "of": 2, "receipt": {"added": 2, "state": "STORED"}},
    ]


async def test_a_receipt_of_somebody_else_is_not_found(hub: Hub) -> None:
    stranger = await verified_partner(hub, "Kementerian Lain")
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    order = ImportOrder(source="beas_perelek", partner_id=steward.id, feed="beras", document=rice_funds(["a"]))
    receipt = (await import_document(hub, as_partner(steward), order)).value

    answers = await _watched(hub, as_partner(stranger), encode_id("ImportReceipt", receipt.id))

    (answer,) = answers
    assert answer.errors
    assert "import.not_found" in str(answer.errors[0].original_error)

"""Imports as a client meets them: as text or as a workbook, their steps, and refusals for a spreadsheet."""

import base64
import csv
import io
import zipfile
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from hub.domain.access import Viewer
from hub.domain.partner import PartnerKind
from hub.usecases.feeds import ImportOrder, import_upload
from hub.usecases.hub import Hub
from schema.context import context_for
from schema.ids import encode_id
from schema.root import graphql_schema
from tests.builders import as_partner, rice_funds, verified_partner
from tests.connectors.workbooks import workbook
from tests.schema.conftest import Ask

_WATCH = "subscription ($id: ID!) { importProgress(importId: $id) { step rows of receipt { added state } } }"


_IMPORT = """mutation ($input: ImportOfferingsInput!) { importOfferings(input: $input) {
  receipt { state rows added refused refusals { line column } three: refusals(first: 3) { line } spreadsheet workbook }
  problems { message path } } }"""


async def _imported(hub: Hub, ask: Ask, **given: str) -> Any:
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    whole = {"partner": encode_id("Partner", steward.id), "source": "beas_perelek", "idempotencyKey": str(uuid4())}
    return (await ask(_IMPORT, viewer=as_partner(steward), input=whole | given))["importOfferings"]


def _base64(upload: bytes) -> str:
    lines = csv.reader(io.StringIO(upload.decode(), newline=""))
    return base64.b64encode(workbook(lines)).decode()


async def test_a_workbook_and_its_text_are_imported_alike(hub: Hub, ask: Ask) -> None:
    upload = rice_funds(["a", "b"])

    as_text = await _imported(hub, ask, document=upload.decode())
    as_workbook = await _imported(hub, ask, workbook=_base64(upload))

    assert as_text == as_workbook
    assert (as_text["receipt"]["state"], as_text["receipt"]["added"]) == ("STORED", 2)


@pytest.mark.parametrize(
    ("given", "path", "said"),
    [
        ({}, ["input", "document"], "exactly one"),
        ({"document": "a", "workbook": "YQ=="}, ["input", "document"], "exactly one"),
        ({"workbook": "bukan base64!"}, ["input", "workbook"], "not base64"),
        ({"document": "satu,dua\r1,2\r"}, ["input", "document"], "line end"),
        ({"workbook": "c2F0dQ=="}, ["input", "workbook"], "column"),
        ({"document": "a", "source": "beas_perelk"}, ["input", "source"], "beas_perelk is not known"),
    ],
)
async def test_what_is_not_one_file_of_a_known_source_is_refused_at_its_place(
    hub: Hub, ask: Ask, given: dict[str, str], path: list[str], said: str
) -> None:
    answer = await _imported(hub, ask, **given)

    assert answer["receipt"] is None
    ((problem),) = answer["problems"]
    assert problem["path"] == path
    assert said in problem["message"]


async def test_refusals_come_as_a_table_in_which_nothing_is_a_formula(hub: Hub, ask: Ask) -> None:
    upload = rice_funds(["a"], gram_per_penyaluran="=1+1").decode()

    receipt = (await _imported(hub, ask, document=upload))["receipt"]

    header, line = csv.reader(io.StringIO(receipt["spreadsheet"], newline=""))
    assert header == ["line", "column", "value", "place in the cell", "problem", "what to do"]
    assert line[:3] == ["2", "gram_per_penyaluran", "'=1+1"]


async def test_of_many_refusals_the_first_are_shown_and_the_table_holds_all(hub: Hub, ask: Ask) -> None:
    upload = rice_funds([f"dana-{number}" for number in range(150)], gram_per_penyaluran="x").decode()

    receipt = (await _imported(hub, ask, document=upload))["receipt"]

    assert receipt["refused"] == 150
    assert [each["line"] for each in receipt["refusals"]] == [*range(2, 102)]
    assert [each["line"] for each in receipt["three"]] == [2, 3, 4]
    assert len([*csv.reader(io.StringIO(receipt["spreadsheet"], newline=""))]) == 1 + 150


async def test_a_workbook_of_refusals_marks_each_refused_column_and_holds_no_formula(hub: Hub, ask: Ask) -> None:
    upload = rice_funds(["a"], gram_per_penyaluran="=1+1", judul="").decode()

    receipt = (await _imported(hub, ask, document=upload))["receipt"]

    content = base64.b64decode(receipt["workbook"])
    header, *lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert header == ["line", "column", "value", "place in the cell", "problem", "what to do"]
    assert [line[:3] for line in lines] == [[2, "judul", ""], [2, "gram_per_penyaluran", "=1+1"]]
    assert all(problem and remedy for *_, problem, remedy in lines)
    assert _filled_cells(content) == {"B2", "C2", "B3", "C3"}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


async def test_a_refusal_of_a_whole_row_marks_no_column(hub: Hub, ask: Ask) -> None:
    header, line = rice_funds(["a"]).decode().splitlines()
    upload = "\r\n".join([header, "," * header.count(","), line])

    receipt = (await _imported(hub, ask, document=upload))["receipt"]

    assert [each["column"] for each in receipt["refusals"]] == [None]
    assert _filled_cells(base64.b64decode(receipt["workbook"])) == set()


def _filled_cells(workbook: bytes) -> set[str]:
    """The cells of the first sheet whose style has a background, by what the parts of the file say."""
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    fills = [fill.find(f"{main}patternFill/{main}fgColor") is not None for fill in styles.iter(f"{main}fill")]
    formats = styles.find(f"{main}cellXfs")
    assert formats is not None
    filled = {str(number) for number, each in enumerate(formats) if fills[int(each.attrib["fillId"])]}
    return {cell.attrib["r"] for cell in sheet.iter(f"{main}c") if cell.attrib.get("s") in filled}


async def _watched(hub: Hub, viewer: Viewer, receipt: str) -> list[Any]:
    context = context_for(hub, viewer, "en")
    started = await graphql_schema.subscribe(_WATCH, variable_values={"id": receipt}, context_value=context)
    return [answer async for answer in started]


async def test_the_steps_of_an_import_are_told_and_the_last_brings_the_receipt(hub: Hub) -> None:
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    viewer = as_partner(steward)
    order = ImportOrder(source="beas_perelek", partner_id=steward.id, feed="beras", upload=rice_funds(["a", "b"]))
    receipt = (await import_upload(hub, viewer, order)).value

    answers = await _watched(hub, viewer, encode_id("ImportReceipt", receipt.id))

    assert [answer.data["importProgress"] for answer in answers] == [
        {"step": "READING", "rows": 2, "of": 2, "receipt": None},
        {"step": "COMPARING", "rows": 2, "of": 2, "receipt": None},
        {"step": "STORING", "rows": 2, "of": 2, "receipt": {"added": 2, "state": "STORED"}},
    ]


async def test_an_import_that_stored_nothing_ends_with_the_step_before(hub: Hub) -> None:
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    order = ImportOrder(source="beas_perelek", partner_id=steward.id, feed="beras", upload=rice_funds(["a", "a"]))
    receipt = (await import_upload(hub, as_partner(steward), order)).value

    answers = await _watched(hub, as_partner(steward), encode_id("ImportReceipt", receipt.id))

    assert [answer.data["importProgress"] for answer in answers] == [
        {"step": "READING", "rows": 2, "of": 2, "receipt": None},
        {"step": "COMPARING", "rows": 1, "of": 2, "receipt": {"added": 0, "state": "REFUSED"}},
    ]


async def test_a_receipt_of_somebody_else_is_not_found(hub: Hub) -> None:
    stranger = await verified_partner(hub, "Kementerian Lain")
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    order = ImportOrder(source="beas_perelek", partner_id=steward.id, feed="beras", upload=rice_funds(["a"]))
    receipt = (await import_upload(hub, as_partner(steward), order)).value

    answers = await _watched(hub, as_partner(stranger), encode_id("ImportReceipt", receipt.id))

    (answer,) = answers
    assert answer.errors
    assert "import.not_found" in str(answer.errors[0].original_error)

"""Watching an import: its steps from the receipt, for whoever may see that, and then the end."""

from typing import Any

from hub.domain.access import Viewer
from hub.domain.partner import PartnerKind
from hub.usecases.feeds import ImportOrder, import_document
from hub.usecases.hub import Hub
from schema.context import context_for
from schema.ids import encode_id
from schema.root import graphql_schema
from tests.builders import as_partner, verified_partner
from tests.usecases.test_feeds import rice_funds

_WATCH = "subscription ($id: ID!) { importProgress(importId: $id) { step rows of receipt { added state } } }"


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

"""A withdrawn partner: what leaves the catalogue, what is refused meanwhile, and what comes back."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from hub.database.engine import Database
from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import CatalogueFilter, CatalogueOrder
from hub.domain.offerings.offering import OfferingState
from hub.domain.partner import Partner, PartnerDraft, PartnerKind
from hub.domain.region import RegionCode
from hub.usecases.feeds import ImportOrder, ImportStep, import_upload
from hub.usecases.hub import Hub
from hub.usecases.offerings import by_ids, catalogue, draft, pause, publish, revise
from hub.usecases.offerings import withdraw as withdraw_offering
from hub.usecases.partners import register, verify, withdraw
from tests.builders import ADMINISTRATOR, as_partner, hub_on, offering_content, rice_funds, verified_partner

_REASON = "Izinnya dicabut"


@pytest.fixture
def hub(database: Database) -> Hub:
    return hub_on(database)


@pytest.fixture
async def partner(hub: Hub) -> Partner:
    return await verified_partner(hub, region="32.73")


async def _offered(hub: Hub, partner: Partner, reference: str, **changes: object) -> OfferingId:
    viewer = as_partner(partner)
    drafted = await draft(hub, viewer, partner.id, offering_content(reference, **changes))
    await publish(hub, viewer, drafted.value.id)
    return drafted.value.id


async def _listed(hub: Hub) -> list[str]:
    wanted, order = CatalogueFilter(), CatalogueOrder.NEWEST
    found = await catalogue(hub, PUBLIC_VIEWER, wanted=wanted, search="bantuan", order=order, after=None, limit=10)
    return sorted(f"{each.content.reference} {each.number}" for each in found)


async def test_withdrawing_a_partner_takes_its_offerings_alone_out_of_the_catalogue(hub: Hub, partner: Partner) -> None:
    other = await verified_partner(hub, "Kementerian Lain")
    await _offered(hub, partner, "A")
    await _offered(hub, other, "B")

    withdrawn = (await withdraw(hub, ADMINISTRATOR, partner.id, f"  {_REASON} ")).value

    assert await _listed(hub) == ["B 1"]
    assert withdrawn.withdrawal is not None
    assert (withdrawn.verified_at, withdrawn.withdrawal.because) == (None, _REASON)


async def test_verifying_it_again_brings_back_what_was_published_and_nothing_else(hub: Hub, partner: Partner) -> None:
    viewer = as_partner(partner)
    await _offered(hub, partner, "A")
    paused = await _offered(hub, partner, "PAUSED")
    await pause(hub, viewer, paused)
    await _offered(hub, partner, "SECRET", confidential=True)
    taken_back = await _offered(hub, partner, "TAKEN-BACK")
    await withdraw(hub, ADMINISTRATOR, partner.id, _REASON)
    await withdraw_offering(hub, viewer, taken_back)

    again = (await verify(hub, ADMINISTRATOR, partner.id)).value

    assert await _listed(hub) == ["A 1"]
    assert again.withdrawal is None
    assert again.verified_at is not None


async def _import(hub: Hub, viewer: Viewer, partner: Partner) -> object:
    order = ImportOrder(source="beas_perelek", partner_id=partner.id, feed="beras", upload=rice_funds(["a"]))
    return await import_upload(hub, viewer, order)


@pytest.mark.parametrize(
    "act",
    [
        lambda hub, viewer, partner, kept: draft(hub, viewer, partner.id, offering_content("NEW")),
        lambda hub, viewer, partner, kept: revise(hub, viewer, kept, offering_content("CHANGED")),
        lambda hub, viewer, partner, kept: publish(hub, viewer, kept),
        lambda hub, viewer, partner, kept: _import(hub, viewer, partner),
    ],
    ids=["draft", "revise", "publish or resume", "import"],
)
@pytest.mark.parametrize("as_supervisor", [False, True])
async def test_whatever_would_be_written_for_it_meets_one_message_and_changes_nothing(
    hub: Hub,
    partner: Partner,
    act: Callable[[Hub, Viewer, Partner, OfferingId], Awaitable[object]],
    as_supervisor: bool,
) -> None:
    kept = await _offered(hub, partner, "KEPT")
    await pause(hub, as_partner(partner), kept)
    await withdraw(hub, ADMINISTRATOR, partner.id, _REASON)

    with pytest.raises(Refused) as refused:
        await act(hub, ADMINISTRATOR if as_supervisor else as_partner(partner), partner, kept)

    (problem,) = refused.value.problems
    assert (problem.code, problem.message.key) == (ErrorCode.FORBIDDEN, "partner.withdrawn")
    assert problem.message.parameters == {"since": "2026-11-24"}
    own = (await by_ids(hub, as_partner(partner), [kept]))[kept].own
    assert own is not None
    assert (own.state, own.draft.reference) == (OfferingState.PAUSED, "KEPT")
    assert await _listed(hub) == []


async def test_a_file_for_a_withdrawn_partner_is_not_even_read(hub: Hub, partner: Partner) -> None:
    await withdraw(hub, ADMINISTRATOR, partner.id, _REASON)
    order = ImportOrder(source="beas_perelek", partner_id=partner.id, feed="beras", upload=b"\0 no table at all")

    with pytest.raises(Refused) as refused:
        await import_upload(hub, as_partner(partner), order)

    assert [each.message.key for each in refused.value.problems] == ["partner.withdrawn"]


async def test_a_withdrawal_waits_for_an_import_that_is_storing_and_leaves_nothing_of_it_in_the_catalogue(
    hub: Hub,
) -> None:
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    order = ImportOrder(source="beas_perelek", partner_id=steward.id, feed="beras", upload=rice_funds(["a", "b"]))
    withdrawing: list[asyncio.Task[object]] = []

    def withdraw_meanwhile(step: ImportStep) -> None:
        if step is ImportStep.STORING:
            withdrawing.append(asyncio.create_task(withdraw(hub, ADMINISTRATOR, steward.id, _REASON)))

    receipt = (await import_upload(hub, as_partner(steward), order, watch=withdraw_meanwhile)).value
    await withdrawing[0]

    wanted, title = CatalogueFilter(partner=steward.id), CatalogueOrder.TITLE
    found = await catalogue(hub, PUBLIC_VIEWER, wanted=wanted, search=None, order=title, after=None, limit=10)
    assert (receipt.added, found) == (2, [])


@pytest.mark.parametrize(
    ("viewer", "code"),
    [
        (PUBLIC_VIEWER, ErrorCode.UNAUTHENTICATED),
        (Viewer("elsewhere", Role.SUPERVISOR, region=RegionCode("31.71")), ErrorCode.FORBIDDEN),
        (Viewer("desk", Role.DESK, region=RegionCode("32.73.02.1004")), ErrorCode.FORBIDDEN),
    ],
)
async def test_who_does_not_oversee_its_region_cannot_withdraw_it(
    hub: Hub, partner: Partner, viewer: Viewer, code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        await withdraw(hub, viewer, partner.id, _REASON)
    with pytest.raises(Refused) as itself:
        await withdraw(hub, as_partner(partner), partner.id, _REASON)

    assert refused.value.problems[0].code is code
    assert itself.value.problems[0].code is ErrorCode.FORBIDDEN


async def test_the_supervisor_of_its_region_withdraws_it_and_verifies_it_again(hub: Hub, partner: Partner) -> None:
    supervisor = Viewer("slrt", Role.SUPERVISOR, region=RegionCode("32.73"))
    await _offered(hub, partner, "A")

    withdrawn = (await withdraw(hub, supervisor, partner.id, _REASON)).value
    hidden = await _listed(hub)
    again = (await verify(hub, supervisor, partner.id)).value

    assert withdrawn.withdrawal is not None
    assert (hidden, again.verified_by, await _listed(hub)) == ([], "slrt", ["A 1"])


@pytest.mark.parametrize("because", ["", "  ", "b" * 1_001])
async def test_a_withdrawal_needs_a_short_reason_and_a_partner_that_was_verified(hub: Hub, because: str) -> None:
    unverified = PartnerDraft(kind=PartnerKind.MINISTRY, name="Kementerian Baru", region=RegionCode("32.73"))
    new = (await register(hub, ADMINISTRATOR, unverified)).value

    with pytest.raises(Refused) as refused:
        await withdraw(hub, ADMINISTRATOR, new.id, because)

    assert [(each.message.key, each.path) for each in refused.value.problems] == [
        ("partner.never_verified", ("input", "partner")),
        ("partner.bad_reason", ("input", "because")),
    ]

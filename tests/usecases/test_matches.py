"""Matches on a real database: who may see what is matched, and what changes while it is loaded."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from hub.database.engine import Connection, Database
from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.matching.judgement import Verdict
from hub.domain.offerings.offering import Audience
from hub.usecases import matches
from hub.usecases.hub import Hub
from hub.usecases.matches import match
from hub.usecases.offerings import draft, publish, revise, withdraw
from tests.builders import as_partner, hub_on, offering_content, verified_partner
from tests.domain.builders import TODAY, member, situation

DESK = Viewer(actor="desk", role=Role.DESK)


async def _matched(hub: Hub, viewer: Viewer) -> list[str]:
    found = await match(hub, viewer, situation(member("ibu")), on=TODAY, verdicts=tuple(Verdict))
    return sorted(each.judged.content.reference for each in found.ranked)


@pytest.mark.parametrize("read_before", [False, True])
async def test_what_is_for_desks_is_matched_for_desks_alone(database: Database, read_before: bool) -> None:
    hub = hub_on(database)
    partner = await verified_partner(hub)
    for reference, audience in (("UMUM", Audience.PUBLIC), ("PETUGAS", Audience.DESK)):
        drafted = await draft(hub, as_partner(partner), partner.id, offering_content(reference, audience=audience))
        await publish(hub, as_partner(partner), drafted.value.id)
    if read_before:
        await _matched(hub, PUBLIC_VIEWER)

    assert await _matched(hub, DESK) == ["PETUGAS", "UMUM"]
    assert await _matched(hub, PUBLIC_VIEWER) == ["UMUM"]


def _between_the_reads(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Awaitable[object]]) -> None:
    """Something happens once a match knows which versions it wants, and before it reads them."""
    ids_in_reach: Any = matches.__dict__["ids_in_reach"]

    async def then_acts(connection: Connection, *regions: Any, **conditions: Any) -> Any:
        found = await ids_in_reach(connection, *regions, **conditions)
        await act()
        return found

    monkeypatch.setattr(matches, "ids_in_reach", then_acts)


async def test_what_is_published_anew_between_the_reads_is_matched_once_as_it_is_now(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = hub_on(database)
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    offering = (await draft(hub, viewer, partner.id, offering_content("LAMA"))).value.id
    await publish(hub, viewer, offering)

    async def publish_anew() -> None:
        await revise(hub, viewer, offering, offering_content("BARU"))
        await publish(hub, viewer, offering)

    _between_the_reads(monkeypatch, publish_anew)

    assert await _matched(hub, PUBLIC_VIEWER) == ["BARU"]


async def test_what_is_withdrawn_between_the_reads_is_not_matched(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = hub_on(database)
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    offering = (await draft(hub, viewer, partner.id, offering_content("LAMA"))).value.id
    await publish(hub, viewer, offering)
    _between_the_reads(monkeypatch, lambda: withdraw(hub, viewer, offering))

    assert await _matched(hub, PUBLIC_VIEWER) == []

"""Matches on a real database: who may see what is matched."""

import pytest

from hub.database.engine import Database
from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.matching.judgement import Verdict
from hub.domain.offerings.offering import Audience
from hub.usecases.hub import Hub
from hub.usecases.matches import match
from hub.usecases.offerings import draft, publish
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

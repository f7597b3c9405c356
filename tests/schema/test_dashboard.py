"""A partner's dashboard: what of its own wants attention, for those who may do something about it."""

from datetime import date

import pytest

from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.facts.situation import ProgrammeKey
from hub.domain.offerings.offering import Capacity, OfferingContent
from hub.domain.partner import Partner
from hub.domain.region import RegionCode
from hub.domain.rules.criterion import PartnerCheck
from hub.domain.text import Text
from hub.usecases import dashboards
from hub.usecases.hub import Hub
from hub.usecases.offerings import draft, pause, publish
from schema.ids import encode_id
from tests.builders import ADMINISTRATOR, as_partner, offering_content, verified_partner
from tests.schema.conftest import Ask, Json, statements

_REASONS = ("stale", "expiring", "lowCapacity", "incomplete", "duplicates")
_LISTS = " ".join(f"{reason} {{ count offerings(first: $first) {{ reference }} }}" for reason in _REASONS)
_DASHBOARD = f"""query ($id: ID!, $first: Int = 5) {{ partner(id: $id) {{ dashboard {{
  published examined {_LISTS} }} }} }}"""


async def _dashboard(ask: Ask, partner: Partner, viewer: Viewer | None = None, **page: object) -> Json:
    answer = await ask(_DASHBOARD, viewer=viewer or as_partner(partner), id=encode_id("Partner", partner.id), **page)
    return answer["partner"]["dashboard"]


async def _publish(hub: Hub, partner: Partner, *contents: OfferingContent) -> None:
    for content in contents:
        drafted = await draft(hub, as_partner(partner), partner.id, content)
        await publish(hub, as_partner(partner), drafted.value.id)


def _sound(reference: str, **changes: object) -> OfferingContent:
    """An offering that wants no attention, unless a change does."""
    sound: dict[str, object] = {
        "title": Text(f"Bantuan {reference}", f"Aid {reference}"),
        "checks": (PartnerCheck(key="warga", question=Text("Warga sini?")),),
        "days_to_help": 7,
        "required_documents": (Text("Kartu Keluarga"),),
        "delivery_channel": Text("Kantor pos"),
    }
    return offering_content(reference, **{**sound, **changes})


async def test_each_offering_is_listed_for_what_it_lacks_the_most_pressing_first(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    left = {"unit": "keluarga", "maximum": 100, "as_of": date(2026, 11, 1)}
    await _publish(
        hub,
        partner,
        _sound("baik"),
        _sound("lama", assured_on=date(2025, 6, 1)),
        _sound("terlama", assured_on=date(2025, 1, 1), confidential=True),
        _sound("desember", valid_to=date(2026, 12, 20)),
        _sound("november", valid_to=date(2026, 11, 30)),
        _sound("sisa-9", capacity=Capacity(available=9, **left)),  # type: ignore[arg-type]
        _sound("sisa-0", capacity=Capacity(available=0, **left)),  # type: ignore[arg-type]
        _sound("sisa-50", capacity=Capacity(available=50, **left)),  # type: ignore[arg-type]
        offering_content("kurang", title=Text("Tanpa apa pun")),
    )

    found = await _dashboard(ask, partner)

    assert (found["published"], found["examined"]) == (9, 9)
    assert {reason: [each["reference"] for each in found[reason]["offerings"]] for reason in _REASONS} == {
        "stale": ["terlama", "lama"],
        "expiring": ["november", "desember"],
        "lowCapacity": ["sisa-0", "sisa-9"],
        "incomplete": ["kurang"],
        "duplicates": [],
    }
    assert all(found[reason]["count"] == len(found[reason]["offerings"]) for reason in _REASONS)


async def test_aid_that_somebody_else_publishes_too_is_listed_at_both(hub: Hub, ask: Ask) -> None:
    steward = await verified_partner(hub, "Pengurus RW 5")
    supervisor = await verified_partner(hub, "SLRT Bandung", region="32.73")
    await _publish(hub, steward, _sound("milik", programme=ProgrammeKey("PKH")), _sound("lain"))
    await _publish(hub, supervisor, _sound("salinan", programme=ProgrammeKey("PKH")))

    own, other = await _dashboard(ask, steward), await _dashboard(ask, supervisor)

    assert own["duplicates"] == {"count": 1, "offerings": [{"reference": "milik"}]}
    assert other["duplicates"] == {"count": 1, "offerings": [{"reference": "salinan"}]}


async def test_only_those_who_may_publish_for_a_partner_see_its_dashboard(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub, region="32.73")
    await _publish(hub, partner, _sound("satu"))
    stranger = as_partner(await verified_partner(hub, "Kementerian Lain"))
    desk = Viewer(actor="desk", role=Role.DESK, region=RegionCode("32.73.02.1004"))
    supervisor = Viewer(actor="slrt", role=Role.SUPERVISOR, region=RegionCode("32.73"))
    elsewhere = Viewer(actor="slrt-2", role=Role.SUPERVISOR, region=RegionCode("32.17"))

    for viewer in (PUBLIC_VIEWER, stranger, desk, elsewhere):
        assert await _dashboard(ask, partner, viewer) is None
    for viewer in (as_partner(partner), supervisor, ADMINISTRATOR):
        assert (await _dashboard(ask, partner, viewer))["published"] == 1


async def test_what_is_not_published_now_wants_no_attention(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    await _publish(hub, partner, _sound("terbit", assured_on=date(2025, 1, 1)))
    taken_out = (await draft(hub, as_partner(partner), partner.id, _sound("jeda", assured_on=date(2025, 1, 1)))).value
    await publish(hub, as_partner(partner), taken_out.id)
    await pause(hub, as_partner(partner), taken_out.id)
    await draft(hub, as_partner(partner), partner.id, _sound("rancangan", assured_on=date(2025, 1, 1)))

    found = await _dashboard(ask, partner)

    assert found["published"] == 1
    assert found["stale"] == {"count": 1, "offerings": [{"reference": "terbit"}]}


async def test_a_list_shows_as_many_as_were_asked_for_and_counts_all(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    await _publish(hub, partner, *(_sound(f"{number}", assured_on=date(2025, 1, 1 + number)) for number in range(4)))

    stale = (await _dashboard(ask, partner, first=2))["stale"]

    assert stale == {"count": 4, "offerings": [{"reference": "0"}, {"reference": "1"}]}


async def test_of_very_many_offerings_those_unchanged_for_longest_are_looked_through(
    hub: Hub, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboards, "EXAMINED", 2)
    partner = await verified_partner(hub)
    await _publish(hub, partner, *(_sound(f"{number}", assured_on=date(2025, 1, 1 + number)) for number in range(3)))

    found = await _dashboard(ask, partner)

    assert (found["published"], found["examined"], found["stale"]["count"]) == (3, 2, 2)


async def test_many_dashboards_take_no_more_statements_than_one(hub: Hub, ask: Ask) -> None:
    query = f"""query ($first: Int = 2, $size: Int!) {{
      partners(first: $size) {{ edges {{ node {{ dashboard {{ {_LISTS} }} }} }} }} }}"""
    for name in ("Satu", "Dua", "Tiga"):
        partner = await verified_partner(hub, f"Kementerian {name}")
        await _publish(hub, partner, *(_sound(f"{number}", assured_on=date(2025, 1, 1)) for number in range(3)))

    with statements() as for_one:
        await ask(query, viewer=ADMINISTRATOR, size=1)
    with statements() as for_all:
        await ask(query, viewer=ADMINISTRATOR, size=3)

    assert len(for_all) == len(for_one) > 0

"""An offering's own page: its versions, whether somebody still vouches for it, and what it leaves out."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from strawberry.utils.str_converters import to_camel_case

from hub.domain.access import PUBLIC_VIEWER, Viewer
from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.situation import OfferingId, ProgrammeKey
from hub.domain.offerings.completeness import Part
from hub.domain.offerings.offering import Audience, OfferingContent
from hub.domain.partner import Partner, PartnerKind
from hub.domain.text import Language, Text
from hub.usecases.feeds import ImportOrder, import_upload
from hub.usecases.hub import Hub
from hub.usecases.offerings import draft, pause, publish, revise
from hub.usecases.partners import withdraw
from schema.context import context_for
from schema.ids import encode_id
from schema.offering_inputs import OfferingInput
from schema.root import graphql_schema
from schema.wording.completeness import WHY
from schema.wording.problems import problem_words
from tests.builders import ADMINISTRATOR, NOON, as_partner, offering_content, rice_funds, verified_partner
from tests.schema.conftest import Ask, Json, statements

_VERSIONS = """query ($id: ID!, $first: Int, $after: String) { offering(id: $id) {
  versions(first: $first, after: $after) {
    edges { cursor node { number publishedBy whatChanged title { id } } }
    pageInfo { hasNextPage hasPreviousPage } } } }"""


async def _published(hub: Hub, partner: Partner, *contents: OfferingContent) -> OfferingId:
    """One offering, published with each content in turn."""
    viewer = as_partner(partner)
    offering_id = (await draft(hub, viewer, partner.id, contents[0])).value.id
    for content in contents:
        await revise(hub, viewer, offering_id, content)
        await publish(hub, viewer, offering_id)
    return offering_id


async def _versions(ask: Ask, offering_id: OfferingId, viewer: Viewer = PUBLIC_VIEWER, **page: object) -> Json:
    answer = await ask(_VERSIONS, viewer=viewer, id=encode_id("Offering", offering_id), **page)
    return answer["offering"]["versions"]


async def test_versions_come_newest_first_with_what_changed_as_the_schema_names_it(hub: Hub, ask: Ask) -> None:
    first = offering_content()
    second = replace(first, title=Text("Bantuan baru"), days_to_help=3)
    partner = await verified_partner(hub)
    offering_id = await _published(hub, partner, first, second)

    found = await _versions(ask, offering_id, as_partner(partner))

    by = f"partner:{partner.id}"
    assert [edge["node"] for edge in found["edges"]] == [
        {"number": 2, "publishedBy": by, "whatChanged": ["title", "daysToHelp"], "title": {"id": "Bantuan baru"}},
        {"number": 1, "publishedBy": by, "whatChanged": [], "title": {"id": "Bantuan uji"}},
    ]
    assert found["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": False}


async def test_pages_of_versions_follow_without_gap_or_repeat(hub: Hub, ask: Ask) -> None:
    contents = [replace(offering_content(), days_to_help=days) for days in range(5)]
    offering_id = await _published(hub, await verified_partner(hub), *contents)

    numbers, after, more = [], None, True
    while more:
        page = await _versions(ask, offering_id, first=2, after=after)
        numbers += [edge["node"]["number"] for edge in page["edges"]]
        after, more = page["edges"][-1]["cursor"], page["pageInfo"]["hasNextPage"]

    assert numbers == [5, 4, 3, 2, 1]


async def test_a_cursor_of_another_offering_is_refused(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    one = await _published(hub, partner, offering_content("SATU"))
    other = await _published(hub, partner, offering_content("DUA"))
    (edge,) = (await _versions(ask, one))["edges"]

    answer = await graphql_schema.execute(
        _VERSIONS,
        variable_values={"id": encode_id("Offering", other), "after": edge["cursor"]},
        context_value=context_for(hub, PUBLIC_VIEWER, "en"),
    )

    assert answer.errors
    refused = answer.errors[0].original_error
    assert isinstance(refused, Refused)
    assert refused.problems[0].code is ErrorCode.BAD_CURSOR


async def test_who_published_a_version_is_told_only_to_those_who_may_change_it(hub: Hub, ask: Ask) -> None:
    offering_id = await _published(hub, await verified_partner(hub), offering_content())
    stranger = as_partner(await verified_partner(hub, "Kementerian Lain"))

    async def publisher(viewer: Viewer) -> object:
        (edge,) = (await _versions(ask, offering_id, viewer))["edges"]
        return edge["node"]["publishedBy"]

    assert await publisher(PUBLIC_VIEWER) is None
    assert await publisher(stranger) is None
    assert await publisher(ADMINISTRATOR) is not None


async def test_a_version_that_was_confidential_stays_so(hub: Hub, ask: Ask) -> None:
    secret = replace(offering_content(), confidential=True)
    offering_id = await _published(hub, await verified_partner(hub), secret, replace(secret, confidential=False))

    async def numbers(viewer: Viewer) -> list[int]:
        return [edge["node"]["number"] for edge in (await _versions(ask, offering_id, viewer))["edges"]]

    assert await numbers(PUBLIC_VIEWER) == [2]
    assert await numbers(ADMINISTRATOR) == [2, 1]


async def test_versions_of_many_offerings_are_read_at_once(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    for reference in ("SATU", "DUA"):
        content = offering_content(reference, title=Text(reference))
        await _published(hub, partner, content, replace(content, days_to_help=1))

    found = await ask(
        "{ offerings(orderBy: TITLE) { edges { node { title { id } versions(first: 1) {"
        " edges { node { number title { id } } } pageInfo { hasNextPage } } } } } }"
    )

    for edge in found["offerings"]["edges"]:
        assert edge["node"]["versions"] == {
            "edges": [{"node": {"number": 2, "title": edge["node"]["title"]}}],
            "pageInfo": {"hasNextPage": True},
        }


def test_what_changed_names_fields_that_the_input_has() -> None:
    assert {to_camel_case(each.name) for each in fields(OfferingContent)} == {
        to_camel_case(name) for name in OfferingInput.__annotations__
    }


@pytest.mark.parametrize(
    ("assured_on", "state", "stale", "stale_on"),
    [
        (date(2026, 11, 1), "FRESH", False, "2027-11-03"),
        (date(2025, 11, 23), "FRESH", False, "2026-11-25"),
        (date(2025, 11, 22), "STALE", True, "2026-11-24"),
    ],
)
async def test_an_offering_is_stale_once_its_source_s_cadence_has_passed(
    hub: Hub, ask: Ask, assured_on: date, state: str, stale: bool, stale_on: str
) -> None:
    content = offering_content(assured_on=assured_on)
    offering_id = await _published(hub, await verified_partner(hub), content)

    found = await ask(
        "query ($id: ID!) { offering(id: $id) { stale freshness { state assuredOn staleOn } } }",
        id=encode_id("Offering", offering_id),
    )

    assert found["offering"] == {
        "stale": stale,
        "freshness": {"state": state, "assuredOn": assured_on.isoformat(), "staleOn": stale_on},
    }


async def test_what_an_offering_leaves_out_is_told_with_where_to_say_it_and_why(hub: Hub, ask: Ask) -> None:
    content = offering_content(valid_to=date(2026, 12, 31), required_documents=(Text("Kartu Keluarga"),))
    offering_id = await _published(hub, await verified_partner(hub), content)

    found = await ask(
        "query ($id: ID!) { offering(id: $id) { completeness { score missing { part field why weight } } } }",
        id=encode_id("Offering", offering_id),
    )

    found_completeness = found["offering"]["completeness"]
    assert found_completeness["score"] == 100 - sum(each["weight"] for each in found_completeness["missing"]) == 50
    assert [each["field"] for each in found_completeness["missing"]] == [
        "criteria",
        "daysToHelp",
        "capacity",
        "deliveryChannel",
        "description.en",
    ]
    assert found_completeness["missing"][0] == {
        "part": "CRITERIA",
        "field": "criteria",
        "why": "Without a rule of its own, nobody can say whom the aid fits.",
        "weight": 15,
    }


def test_every_part_says_why_it_is_missed_in_both_languages() -> None:
    assert {*WHY} == {*Part}
    assert all(words.en and words.id.endswith(".") and words.en.endswith(".") for words in WHY.values())


_DUPLICATES = "query ($id: ID!, $first: Int) { offering(id: $id) { duplicates(first: $first) { reference } } }"


async def _duplicates(ask: Ask, offering_id: OfferingId, viewer: Viewer = PUBLIC_VIEWER, **page: object) -> list[str]:
    answer = await ask(_DUPLICATES, viewer=viewer, id=encode_id("Offering", offering_id), **page)
    return [each["reference"] for each in answer["offering"]["duplicates"]]


async def test_aid_that_two_publish_is_shown_at_both(hub: Hub, ask: Ask) -> None:
    steward = await verified_partner(hub, "Pengurus RW 5")
    supervisor = await verified_partner(hub, "SLRT Bandung", region="32.73")
    own = await _published(hub, steward, offering_content("MILIK", programme=ProgrammeKey("PKH")))
    copy = await _published(
        hub, supervisor, offering_content("SALINAN", title=Text("Lain"), programme=ProgrammeKey("PKH"))
    )
    other = await _published(hub, steward, offering_content("LAIN", programme=ProgrammeKey("PIP")))

    assert await _duplicates(ask, own) == ["SALINAN"]
    assert await _duplicates(ask, copy) == ["MILIK"]
    assert await _duplicates(ask, other) == []


async def test_a_draft_is_told_what_it_would_repeat_before_it_is_published(hub: Hub, ask: Ask) -> None:
    await _published(hub, await verified_partner(hub), offering_content("TERBIT"))
    partner = await verified_partner(hub, "Kementerian Lain")
    mine = (await draft(hub, as_partner(partner), partner.id, offering_content("RANCANGAN"))).value

    assert await _duplicates(ask, mine.id, as_partner(partner)) == ["TERBIT"]


async def test_the_public_learns_of_no_duplicate_that_is_for_desks(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    open_to_all = await _published(hub, partner, offering_content("UMUM"))
    for_desks = await _published(hub, partner, offering_content("PETUGAS", audience=Audience.DESK))
    await _published(hub, partner, offering_content("RAHASIA", confidential=True))

    assert await _duplicates(ask, open_to_all) == []
    assert await _duplicates(ask, open_to_all, as_partner(partner)) == ["PETUGAS"]
    assert await _duplicates(ask, for_desks, as_partner(partner)) == ["UMUM"]


async def test_the_first_duplicates_come_first_and_at_most_twenty(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    one, *_ = [await _published(hub, partner, offering_content(f"B-{number}")) for number in range(4)]

    assert len(await _duplicates(ask, one)) == 3
    assert len(await _duplicates(ask, one, first=2)) == 2
    with pytest.raises(AssertionError, match="20"):
        await _duplicates(ask, one, first=21)


async def test_an_assurance_still_to_come_is_refused_on_the_day_that_begins_first_in_papua(hub: Hub) -> None:
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    late = replace(hub, now=lambda: datetime(2026, 11, 24, 15, 30, tzinfo=UTC))
    in_papua, nowhere = [
        (await draft(late, viewer, partner.id, offering_content(f"{day}", assured_on=date(2026, 11, day)))).value.id
        for day in (25, 26)
    ]

    await publish(late, viewer, in_papua)
    with pytest.raises(Refused) as refused:
        await publish(late, viewer, nowhere)

    (problem,) = refused.value.problems
    assert (problem.message.key, problem.path) == ("offering.assured_too_soon", ("input", "offering", "assured_on"))
    assert problem.message.parameters == {"given": "2026-11-26", "today": "2026-11-25"}


async def test_what_a_feed_assures_for_days_to_come_stays_fresh_no_longer_than_from_its_publication(
    hub: Hub, ask: Ask
) -> None:
    steward = await verified_partner(hub, kind=PartnerKind.COMMUNITY_STEWARD)
    order = ImportOrder(
        source="beas_perelek", partner_id=steward.id, feed="f", upload=rice_funds(["a"], diperbarui="2127-01-01")
    )
    await import_upload(hub, as_partner(steward), order)
    later = replace(hub, now=lambda: NOON + timedelta(days=400))

    query = "{ offerings { edges { node { freshness { state staleOn } } } } }"
    answer = await graphql_schema.execute(query, context_value=context_for(later, PUBLIC_VIEWER, "en"))

    assert answer.data is not None
    (edge,) = answer.data["offerings"]["edges"]
    cadence = timedelta(days=hub.sources["beas_perelek"].cadence_days + 1)
    assert edge["node"]["freshness"] == {"state": "STALE", "staleOn": (NOON.date() + cadence).isoformat()}


async def test_its_partner_sees_in_a_list_what_may_happen_to_each_offering(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    await _published(hub, partner, offering_content("1"))
    await _published(hub, partner, offering_content("2"))
    query = "{ offerings { edges { node { allowedEvents hasUnpublishedChanges } } } }"

    own = await ask(query, viewer=as_partner(partner))
    with statements() as sent:
        public = await ask(query)

    assert [edge["node"] for edge in own["offerings"]["edges"]] == [
        {"allowedEvents": ["REVISE", "PUBLISH", "PAUSE", "WITHDRAW"], "hasUnpublishedChanges": False}
    ] * 2
    assert [edge["node"] for edge in public["offerings"]["edges"]] == [
        {"allowedEvents": None, "hasUnpublishedChanges": None}
    ] * 2
    assert len([each for each in sent if "published_offering" in each]) == 1


async def _has_unpublished_changes(ask: Ask, viewer: Viewer, offering_id: OfferingId) -> object:
    query = "query ($id: ID!) { offering(id: $id) { hasUnpublishedChanges } }"
    return (await ask(query, viewer=viewer, id=encode_id("Offering", offering_id)))["offering"]["hasUnpublishedChanges"]


async def test_what_the_catalogue_does_not_show_has_no_unpublished_changes_for_that(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    shown = await _published(hub, partner, offering_content("1"))
    confidential = await _published(hub, partner, offering_content("2", confidential=True))
    paused = await _published(hub, partner, offering_content("3"))
    await pause(hub, viewer, paused)

    asked = [await _has_unpublished_changes(ask, viewer, each) for each in (shown, confidential, paused)]
    await withdraw(hub, ADMINISTRATOR, partner.id, "Tutup")

    assert asked == [False, False, False]
    assert await _has_unpublished_changes(ask, viewer, shown) is False


async def test_a_draft_has_unpublished_changes_until_it_says_again_what_was_published(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    new = (await draft(hub, viewer, partner.id, offering_content("1"))).value.id
    old = await _published(hub, partner, offering_content("2"))

    await revise(hub, viewer, old, offering_content("2", provider="Penyedia lain"))
    assert await _has_unpublished_changes(ask, viewer, new) is True
    assert await _has_unpublished_changes(ask, viewer, old) is True

    await revise(hub, viewer, old, offering_content("2"))
    assert await _has_unpublished_changes(ask, viewer, old) is False


@pytest.mark.parametrize(
    ("wanted", "code", "path", "hint"),
    [
        ({"source": "abpn"}, ErrorCode.UNKNOWN_SOURCE, ("filter", "source"), "Perhaps apbn is meant"),
        ({"region": "32.73.99"}, ErrorCode.UNKNOWN_REGION, ("filter", "region"), "Look its code up"),
        ({"need": "food"}, ErrorCode.UNKNOWN_NEED, ("filter", "need"), "Perhaps FOOD is meant"),
        ({"need": "????"}, ErrorCode.UNKNOWN_NEED, ("filter", "need"), "Choose a code from needs."),
    ],
)
async def test_a_filter_by_what_does_not_exist_is_refused_with_the_nearest(
    hub: Hub, wanted: dict[str, str], code: ErrorCode, path: tuple[str, str], hint: str
) -> None:
    query = "query ($filter: OfferingFilter) { offerings(filter: $filter) { edges { cursor } } }"

    answer = await graphql_schema.execute(
        query, variable_values={"filter": wanted}, context_value=context_for(hub, PUBLIC_VIEWER, "en")
    )

    assert answer.errors is not None
    refused = answer.errors[0].original_error
    assert isinstance(refused, Refused)
    (problem,) = refused.problems
    assert (problem.code, problem.path) == (code, path)
    words = problem_words(problem, Language.EN)
    assert words.hint is not None
    assert words.hint.startswith(hint)

"""What the schema answers of what is stored: drafts not right yet, many things at once, and whom a rule is about."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from hub.domain.facts.need import NeedCode
from hub.domain.offerings.offering import BenefitUnit, Offering
from hub.domain.region import RegionCode, ServiceArea
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion
from hub.domain.rules.criterion_json import read_rule
from hub.domain.text import Text
from hub.usecases.hub import Hub
from hub.usecases.offerings import draft, publish
from schema.ids import encode_id
from tests.builders import as_partner, offering_content, verified_partner
from tests.schema.conftest import Ask, statements

_RULE = Citation(title="Aturan uji", confidence=Confidence.VERIFIED)
_PUBLISH = """mutation ($id: ID!) { publishOffering(input: { id: $id }) { offering { id } problems { code path } } }"""


async def _published(hub: Hub, *references: str, **changes: object) -> list[Offering]:
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    drafts = [await draft(hub, viewer, partner.id, offering_content(each, **changes)) for each in references]
    return [(await publish(hub, viewer, each.value.id)).value for each in drafts]


async def test_a_draft_that_names_what_does_not_exist_can_still_be_read_and_mended(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    areas = (ServiceArea(region=RegionCode("99.99")), ServiceArea(region=RegionCode("32.73")))
    wrong = offering_content(needs=(NeedCode("MONEY"), NeedCode("FOOD")), service_areas=areas)
    offering = (await draft(hub, viewer, partner.id, wrong)).value
    query = "query ($id: ID!) { offering(id: $id) { needs { code } serviceAreas { regionCode region { name } } } }"

    shown = await ask(query, viewer=viewer, id=encode_id("Offering", offering.id))

    assert shown["offering"] == {
        "needs": [{"code": "FOOD"}],
        "serviceAreas": [
            {"regionCode": "99.99", "region": None},
            {"regionCode": "32.73", "region": {"name": "Kota Bandung"}},
        ],
    }


async def test_a_problem_names_the_fields_as_the_client_wrote_them(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    content = offering_content(days_to_help=-1, decided_by=Text(" "), service_areas=())
    offering = (await draft(hub, viewer, partner.id, content)).value

    payload = (await ask(_PUBLISH, viewer=viewer, id=encode_id("Offering", offering.id)))["publishOffering"]

    assert payload["offering"] is None
    assert {".".join(each["path"]) for each in payload["problems"]} == {
        "input.offering.daysToHelp",
        "input.offering.decidedBy",
        "input.offering.serviceAreas",
    }


async def test_a_malformed_neighbourhood_of_an_offering_has_its_path(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    query = """mutation ($partner: ID!, $offering: OfferingInput!) {
      draftOffering(input: { partner: $partner, offering: $offering }) { problems { code path } }
    }"""
    citation = {"title": "Aturan uji", "confidence": "VERIFIED"}
    content = {
        "reference": "UJI-1",
        "source": "apbn",
        "fundingSource": "APBN",
        "provider": "Kementerian Uji",
        "title": {"id": "Bantuan uji"},
        "description": {"id": "Bantuan untuk pengujian."},
        "domain": "SOCIAL_SECURITY",
        "needs": ["FOOD"],
        "form": "MONEY",
        "benefitUnit": "FAMILY",
        "serviceAreas": [
            {"region": "32.73"},
            {"region": "32.73.02.1004", "neighbourhood": {"path": [{"kind": "RW", "name": "0"}]}},
        ],
        "decidedBy": {"id": "Kementerian Uji"},
        "legalBasis": citation,
        "assuredOn": "2026-11-01",
        "assuredBy": "Kementerian Uji",
    }

    answer = await ask(query, viewer=as_partner(partner), partner=encode_id("Partner", partner.id), offering=content)

    assert answer["draftOffering"]["problems"] == [
        {"code": "UNKNOWN_REGION", "path": ["input", "offering", "serviceAreas", "1", "neighbourhood"]}
    ]


async def test_nodes_come_in_the_order_asked_with_null_for_what_is_not_there(hub: Hub, ask: Ask) -> None:
    first, second = await _published(hub, "SATU", "DUA")
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
    ids = [
        encode_id("Offering", second.id),
        encode_id("Partner", uuid4()),
        encode_id("Partner", first.partner_id),
        encode_id("Offering", first.id),
    ]

    nodes = (await ask(query, ids=ids))["nodes"]

    assert [node and (node["id"], node["__typename"]) for node in nodes] == [
        (ids[0], "Offering"),
        None,
        (ids[2], "Partner"),
        (ids[3], "Offering"),
    ]


@pytest.mark.parametrize(
    "selection",
    [
        "id",
        "partner { name }",
        "serviceAreas { region { name } }",
        "source { report { state } }",
        "versions(first: 1) { edges { node { number publishedBy } } }",
        "duplicates { reference }",
    ],
)
async def test_many_offerings_take_no_more_statements_than_one(hub: Hub, ask: Ask, selection: str) -> None:
    offerings = await _published(hub, "SATU", "DUA", "TIGA")
    ids = [encode_id("Offering", each.id) for each in offerings]
    query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Offering {{ {selection} }} }} }}"

    with statements() as for_one:
        await ask(query, ids=ids[:1])
    with statements() as for_all:
        await ask(query, ids=ids)

    assert 0 < len(for_all) <= len(for_one)


async def test_a_source_says_when_it_last_brought_something(hub: Hub, ask: Ask) -> None:
    await _published(hub, "SATU")

    sources = (await ask("{ sources { key report { source state lastImportAt } } }"))["sources"]

    assert all(each["report"]["source"] == each["key"] for each in sources)
    reports = {each["key"]: (each["report"]["state"], each["report"]["lastImportAt"]) for each in sources}
    assert reports.pop("apbn") == ("FRESH", datetime(2026, 11, 24, 5, tzinfo=UTC).isoformat())
    assert set(reports.values()) == {("STALE", None)}


async def test_a_source_gives_a_template_of_its_columns(ask: Ask) -> None:
    for source in (await ask("{ sources { columns { name } template } }"))["sources"]:
        header, filled = source["template"].splitlines()

        assert header.split(";") == [column["name"] for column in source["columns"]]
        assert filled


_MATCH = """query ($input: MatchInput!) { match(input: $input) {
  matches { edges { node { beneficiaries { subject { kind ref } findings { criterion subject { kind ref } } } } } }
  questions { key decides offerings(first: 1) { title { id } } all: offerings(first: 100) { title { id } } }
} }"""


def _rule(key: str, rule: dict[str, object]) -> Criterion:
    return Criterion(key=key, title=Text(key), rule=read_rule(rule), citation=_RULE)


async def test_a_finding_says_whom_its_rule_looks_at(hub: Hub, ask: Ask) -> None:
    rules = (
        _rule("roof", {"fact": "dwelling.roof", "one_of": ["LEAKING"]}),
        _rule("desil", {"fact": "family.desil", "at_most": 3}),
        _rule("age", {"fact": "member.age_years", "at_most": 17}),
        _rule("both", {"all": [{"fact": "family.desil", "at_most": 3}, {"fact": "member.age_years", "at_most": 17}]}),
    )
    await _published(hub, "SATU", benefit=None, benefit_unit=BenefitUnit.INDIVIDUAL, criteria=rules)
    household = {"families": [{"ref": "kk1"}], "members": [{"ref": "anak", "family": "kk1"}]}
    given = {"presentRegion": "32.73.02.1004", "subject": {"household": household}, "needs": []}

    answer = await ask(_MATCH, input=given)

    (edge,) = answer["match"]["matches"]["edges"]
    (child,) = edge["node"]["beneficiaries"]
    about = {each["criterion"]: (each["subject"]["kind"], each["subject"]["ref"]) for each in child["findings"]}
    assert (child["subject"]["kind"], child["subject"]["ref"]) == ("MEMBER", "anak")
    assert about == {
        "area": ("RESIDENCE", None),
        "roof": ("DWELLING", None),
        "desil": ("FAMILY", "kk1"),
        "age": ("MEMBER", "anak"),
        "both": ("MEMBER", "anak"),
        # The standing rule of the source: the child's identity number.
        "apbn.nik": ("MEMBER", "anak"),
    }


async def test_a_question_names_the_offerings_that_its_answer_would_help_to_decide(hub: Hub, ask: Ask) -> None:
    rule = _rule("desil", {"fact": "family.desil", "at_most": 3})
    await _published(hub, "SATU", criteria=(rule,), title=Text("Satu"))
    await _published(hub, "DUA", criteria=(rule,), title=Text("Dua"))
    household = {"families": [{"ref": "kk1"}], "members": [{"ref": "ibu", "family": "kk1"}]}
    given = {"presentRegion": "32.73.02.1004", "subject": {"household": household}, "needs": []}

    questions = (await ask(_MATCH, input=given))["match"]["questions"]

    question = next(each for each in questions if each["key"] == "family.desil")
    assert question["decides"] == 2
    assert len(question["offerings"]) == 1
    assert {each["title"]["id"] for each in question["all"]} == {"Satu", "Dua"}

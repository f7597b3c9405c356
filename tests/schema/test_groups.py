"""A group or an organisation as a client meets it: its match, its questions, and where the answers go; and cash."""

from typing import Any

from hub.domain.offerings.offering import BenefitUnit, Offering
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Binds, Criterion
from hub.domain.rules.criterion_json import read_rule
from hub.domain.text import Text
from hub.usecases.hub import Hub
from hub.usecases.offerings import draft, publish
from schema.ids import encode_id
from tests.builders import as_partner, offering_content, verified_partner
from tests.schema.conftest import Ask

_MATCH = """query ($input: MatchInput!, $other: ID!) { match(input: $input) {
  matches { edges { node {
    offering { reference } verdict verdictText
    beneficiaries { unit subject { kind ref text } }
    findings { kind criterion outcome blocking subject { kind ref } message question { answerWith } }
  } } }
  nearMisses { match { offering { reference } } missing { criterion } }
  questions { kind key answerWith text subject { kind ref } }
  whyNot(offering: $other) { verdict beneficiaries { unit } findings { kind outcome expected subject { kind } } }
} }"""


_OFFICIAL = {"fact": "member.occupation", "is": "CIVIL_SERVANT"}


def _criterion(key: str, rule: dict[str, object], *, binds: Binds = Binds.ELIGIBILITY) -> Criterion:
    citation = Citation(title="Aturan uji", confidence=Confidence.VERIFIED)
    return Criterion(key=key, title=Text(key), rule=read_rule(rule), citation=citation, binds=binds)


async def _published(hub: Hub, reference: str, *criteria: Criterion, **changes: object) -> Offering:
    partner = await verified_partner(hub)
    viewer = as_partner(partner)
    written = await draft(hub, viewer, partner.id, offering_content(reference, criteria=criteria, **changes))
    return (await publish(hub, viewer, written.value.id)).value


async def _answer(hub: Hub, ask: Ask, subject: dict[str, Any]) -> dict[str, Any]:
    """What a match says beside an offering to groups, one to organisations and one to families."""
    nobody_an_official: dict[str, object] = {"members": "none", "where": _OFFICIAL}
    await _published(
        hub,
        "KUBE",
        _criterion("kind", {"fact": "group.kind", "is": "KUBE"}),
        _criterion("officials", nobody_an_official),
        benefit_unit=BenefitUnit.GROUP,
    )
    await _published(
        hub,
        "LKS",
        _criterion("accreditation", {"fact": "organisation.accreditation", "one_of": ["A", "B"]}),
        benefit_unit=BenefitUnit.ORGANISATION,
    )
    family = await _published(hub, "KELUARGA")
    given = {"presentRegion": "32.73.02.1004", "subject": subject, "needs": []}
    answer = await ask(_MATCH, input=given, other=encode_id("Offering", family.id))
    found: dict[str, Any] = answer["match"]
    return found


async def test_a_group_is_matched_and_asked_for_what_is_not_known(hub: Hub, ask: Ask) -> None:
    group = {"facts": {"kind": "KUBE", "people": 5}, "members": [{"ref": "ketua"}]}

    found = await _answer(hub, ask, {"group": group})

    (edge,) = found["matches"]["edges"]
    match = edge["node"]
    assert (match["offering"]["reference"], match["verdict"]) == ("KUBE", "NEEDS_INFORMATION")
    assert match["verdictText"].startswith("Not known yet")
    assert match["beneficiaries"] == [{"unit": "GROUP", "subject": {"kind": "GROUP", "ref": None, "text": "the group"}}]
    assert {each["criterion"]: each["subject"]["kind"] for each in match["findings"]} == {
        "area": "RESIDENCE",
        "kind": "GROUP",
        "officials": "GROUP",
    }
    assert [(each["key"], each["answerWith"], each["subject"]) for each in found["questions"]] == [
        (
            "member.occupation",
            "subject.group.members[0].occupation",
            {"kind": "MEMBER", "ref": "ketua"},
        ),
        ("people", "subject.group.members, membersComplete", {"kind": "GROUP", "ref": None}),
    ]


async def test_a_fact_of_a_group_is_answered_in_its_facts(hub: Hub, ask: Ask) -> None:
    found = await _answer(hub, ask, {"group": {"members": [{"ref": "ketua", "occupation": "NONE"}]}})

    (question,) = found["questions"]
    assert question["answerWith"] == "subject.group.facts.kind"
    assert question["text"] == "The group: What kind of group is it?"


async def test_an_organisation_is_matched_and_asked_for_what_is_not_known(hub: Hub, ask: Ask) -> None:
    found = await _answer(hub, ask, {"organisation": {"facts": {"kind": "LKS"}}})

    (edge,) = found["matches"]["edges"]
    assert edge["node"]["offering"]["reference"] == "LKS"
    assert edge["node"]["beneficiaries"][0]["subject"]["kind"] == "ORGANISATION"
    (question,) = found["questions"]
    assert question["answerWith"] == "subject.organisation.facts.accreditation"


async def test_what_a_group_lacks_by_one_rule_is_a_near_miss(hub: Hub, ask: Ask) -> None:
    group = {"facts": {"kind": "FARMERS"}, "members": [{"ref": "ketua", "occupation": "NONE"}]}

    found = await _answer(hub, ask, {"group": group})

    assert found["nearMisses"] == [{"match": {"offering": {"reference": "KUBE"}}, "missing": {"criterion": "kind"}}]


async def test_aid_for_families_says_to_a_group_whom_it_is_for(hub: Hub, ask: Ask) -> None:
    found = await _answer(hub, ask, {"group": {"facts": {"kind": "KUBE"}}})

    assert found["whyNot"]["verdict"] == "INELIGIBLE"
    assert found["whyNot"]["beneficiaries"] == []
    assert found["whyNot"]["findings"] == [
        {
            "kind": "AREA",
            "outcome": "MET",
            "expected": "lives or is registered in all of Indonesia",
            "subject": {"kind": "RESIDENCE"},
        },
        {
            "kind": "RECIPIENT",
            "outcome": "NOT_MET",
            "expected": "the recipient is a family",
            "subject": {"kind": "GROUP"},
        },
    ]


async def test_whether_cash_may_be_paid_is_a_finding_that_blocks_nobody(hub: Hub, ask: Ask) -> None:
    cash = _criterion("tunai", {"fact": "region.non_cash_infrastructure", "is": False}, binds=Binds.DELIVERY)
    offering = await _published(hub, "TUNAI", cash)
    subject = {
        "household": {"families": [{"ref": "kk1"}], "members": [{"ref": "ibu", "family": "kk1", "nikStatus": "HAS"}]}
    }
    given = {"presentRegion": "32.73.02.1004", "subject": subject, "needs": []}
    own = encode_id("Offering", offering.id)

    unknown = (await ask(_MATCH, input=given, other=own))["match"]
    reached = (await ask(_MATCH, input={**given, "region": {"nonCashInfrastructure": True}}, other=own))["match"]

    for found, outcome, answer_with in (
        (unknown, "UNKNOWN", "region.nonCashInfrastructure"),
        (reached, "NOT_MET", None),
    ):
        (edge,) = found["matches"]["edges"]
        (finding,) = (each for each in edge["node"]["findings"] if each["kind"] == "DELIVERY")
        assert edge["node"]["verdict"] == "ELIGIBLE"
        assert (finding["outcome"], finding["blocking"]) == (outcome, False)
        assert (finding["question"] or {"answerWith": None})["answerWith"] == answer_with
        assert found["questions"] == []


async def test_a_partner_writes_a_rule_about_cash_and_reads_it_again(hub: Hub, ask: Ask) -> None:
    partner = await verified_partner(hub)
    citation = {"title": "Aturan uji", "confidence": "VERIFIED"}
    rule = {
        "key": "tunai",
        "title": {"id": "Tunai"},
        "rule": {"fact": "family.desil", "at_most": 1},
        "citation": citation,
    }
    content = {
        "reference": "SATU",
        "source": "apbn",
        "fundingSource": "APBN",
        "provider": "Kementerian Uji",
        "title": {"id": "Bantuan uji"},
        "description": {"id": "Bantuan untuk pengujian."},
        "domain": "SOCIAL_SECURITY",
        "needs": ["FOOD"],
        "form": "MONEY",
        "benefitUnit": "FAMILY",
        "serviceAreas": [{"region": "32.73"}],
        "criteria": [rule | {"binds": "DELIVERY"}, rule | {"key": "desil"}],
        "decidedBy": {"id": "Kementerian Uji"},
        "legalBasis": citation,
        "assuredOn": "2026-11-01",
        "assuredBy": "Kementerian Uji",
    }
    query = """mutation ($partner: ID!, $offering: OfferingInput!) {
      draftOffering(input: { partner: $partner, offering: $offering }) {
        offering { criteria { key binds standing } } problems { code } } }"""

    answer = await ask(query, viewer=as_partner(partner), partner=encode_id("Partner", partner.id), offering=content)

    assert answer["draftOffering"]["problems"] == []
    read = {
        each["key"]: each["binds"] for each in answer["draftOffering"]["offering"]["criteria"] if not each["standing"]
    }
    assert read == {"tunai": "DELIVERY", "desil": "ELIGIBILITY"}

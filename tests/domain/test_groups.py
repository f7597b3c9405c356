"""Groups and organisations as those who are to be helped: what is asked of them, and what is never theirs."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.errors import Refused
from hub.domain.facts.fact import FactKey, Facts
from hub.domain.facts.need import NeedCode, StatedNeed, Urgency
from hub.domain.facts.situation import Group, Member, Organisation, ProgrammeKey, Situation, check_situation
from hub.domain.facts.situation_on_day import check_consistency, situation_on_day
from hub.domain.matching.explanation import FindingKind
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.matching.near_miss import near_miss
from hub.domain.matching.package import package
from hub.domain.matching.question import asked_in_vain, questions
from hub.domain.matching.ranking import Ranked, ScoreName, rank
from hub.domain.offerings.benefit import Benefit, Component, Period
from hub.domain.offerings.offering import HOUSEHOLD_UNITS, BenefitUnit
from hub.domain.offerings.publishing import check_content
from hub.domain.region import AreaBasis, Place, RegionCode, ServiceArea
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.criterion_json import read_rule
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Text
from tests.domain.answering import answered
from tests.domain.builders import (
    DAGO,
    IN_DAGO,
    REPORTED,
    TODAY,
    VERIFIED,
    candidate,
    criterion,
    explained,
    facts,
    group_situation,
    judged,
    member,
    organisation_situation,
    situation,
)
from tests.domain.strategies import facts_of, group_rules, group_situations, organisation_rules, organisation_situations

_TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "eligibility" / "groups.toml").read_text(encoding="utf-8")
)
GROUP, ORGANISATION = BenefitUnit.GROUP, BenefitUnit.ORGANISATION
KUBE = {"fact": "group.kind", "is": "KUBE"}
NO_OFFICIAL = {"members": "none", "where": {"fact": "member.occupation", "is": "CIVIL_SERVANT"}}


def _offering(name: str) -> Candidate:
    entry = _TABLE["offering"][name]
    citation = VERIFIED if entry.get("verified", True) else REPORTED
    rules = [criterion(json.loads(rule), key, citation=citation) for key, rule in entry["rules"].items()]
    return candidate(name, *rules, benefit_unit=BenefitUnit(entry["unit"]))


OFFERINGS = {name: _offering(name) for name in _TABLE["offering"]}


def _situation(row: dict[str, Any]) -> Situation:
    if "organisation" in row:
        known = {key: tuple(value) if isinstance(value, list) else value for key, value in row["organisation"].items()}
        return organisation_situation(**known)
    members = [member(each.pop("ref"), None, **each) for each in [dict(each) for each in row["members"]]]
    return group_situation(*members, **row["group"])


@pytest.mark.parametrize("name", OFFERINGS)
def test_the_offerings_of_the_table_could_be_published(name: str) -> None:
    assert check_content(OFFERINGS[name].version.content) == ()


@pytest.mark.parametrize("row", _TABLE["situation"], ids=[row["name"] for row in _TABLE["situation"]])
def test_group_or_organisation(row: dict[str, Any]) -> None:
    given = _situation(row)
    check_situation(given)
    judgement = Judgement(given, TODAY)
    check_consistency(judgement.situation_on(TODAY))
    names = {str(offered.version.offering_id): name for name, offered in OFFERINGS.items()}

    for name, expected in row["expect"].items():
        found = judgement.judge(OFFERINGS[name])
        asked = [ask for each in found.beneficiaries for ask in judgement.asks_of(found, each)]
        texts = [f"{ask.kind} {ask.key} {names.get(ask.subject, ask.subject)}" for ask in asked]
        assert {"verdict": found.verdict.value, "asks": texts} == expected, f"{name}: {row['because']}"


@pytest.mark.parametrize(
    ("given_situation", "own"),
    [
        (situation(member("ibu")), HOUSEHOLD_UNITS),
        (group_situation(member("ketua", None)), (GROUP,)),
        (organisation_situation(), (ORGANISATION,)),
    ],
    ids=["household", "group", "organisation"],
)
@pytest.mark.parametrize("unit", BenefitUnit)
def test_aid_goes_to_nobody_but_those_it_is_for(
    given_situation: Situation, own: tuple[BenefitUnit, ...], unit: BenefitUnit
) -> None:
    match = explained(given_situation, candidate("a", benefit_unit=unit))

    assert match.verdict is (Verdict.ELIGIBLE if unit in own else Verdict.INELIGIBLE)
    assert [each.kind for each in match.findings] == (
        [FindingKind.AREA] if unit in own else [FindingKind.AREA, FindingKind.RECIPIENT]
    )
    assert [each.outcome for each in match.findings][1:] == ([] if unit in own else [Outcome.NOT_MET])


@pytest.mark.parametrize("unit", BenefitUnit)
def test_what_is_for_somebody_else_is_no_near_miss(unit: BenefitUnit) -> None:
    refused = candidate("a", criterion({"fact": "region.disaster_declared", "is": True}), benefit_unit=unit)
    calm = facts("region", {"disaster_declared": False})
    given = {
        GROUP: replace(group_situation(), region=calm),
        ORGANISATION: replace(organisation_situation(), region=calm),
    }

    for own, whoever in given.items():
        assert (near_miss(judged(whoever, refused), TODAY) is not None) is (own is unit)


def test_a_group_and_what_it_lacks_is_a_near_miss() -> None:
    found = near_miss(
        judged(group_situation(kind="FARMERS"), candidate("a", criterion(KUBE), benefit_unit=GROUP)), TODAY
    )

    assert found is not None
    assert found.missing == 0


def test_members_of_a_group_are_not_taken_for_people_under_one_roof() -> None:
    alone = situation_on_day(group_situation(member("ketua", None)), TODAY, TODAY)
    together = situation_on_day(
        group_situation(member("a", None, parents=()), member("b", None, parents=())), TODAY, TODAY
    )

    assert alone.group == {FactKey("group.people"): 1}
    assert alone.dwelling == {}
    for on_day in (alone, together):
        assert all(FactKey("member.lives_alone") not in person.values for person in on_day.people)
        assert all(FactKey("member.siblings_at_home") not in person.values for person in on_day.people)


@pytest.mark.parametrize(
    ("given_situation", "open_"),
    [
        (group_situation(), True),
        (group_situation(complete=True), True),
        (group_situation(member("a", None)), False),
        (group_situation(member("a", None), complete=False), True),
        (group_situation(member("a", None), people=2), True),
        (group_situation(member("a", None), member("b", None), people=2), False),
    ],
    ids=["none listed", "none listed and complete", "one", "one and not complete", "one of two", "both"],
)
def test_a_group_may_have_more_members_than_are_listed(given_situation: Situation, open_: bool) -> None:
    on_day = situation_on_day(given_situation, TODAY, TODAY)
    offered = candidate("a", criterion(NO_OFFICIAL), benefit_unit=GROUP)
    honest = tuple(replace(each, facts=facts("member", {"occupation": "NONE"})) for each in given_situation.members)
    assert given_situation.group is not None

    found = judged(replace(given_situation, group=replace(given_situation.group, members=honest)), offered)

    assert on_day.open is open_
    assert found.verdict is (Verdict.NEEDS_INFORMATION if open_ else Verdict.ELIGIBLE)


def test_a_member_of_a_group_is_asked_for_no_family_card() -> None:
    judgement = Judgement(group_situation(member("a", None), people=2), TODAY)
    found = judgement.judge(candidate("a", criterion(NO_OFFICIAL), benefit_unit=GROUP))

    assert judgement.asks_of(found, found.beneficiaries[0]) == (
        Ask(AskKind.FACT, "member.occupation", "a"),
        Ask(AskKind.PEOPLE, "people"),
    )


def test_a_benefit_for_each_member_of_a_group_is_counted() -> None:
    able = read_rule({"fact": "member.able_to_earn", "is": True})
    part = Component(key="modal", title=Text("Modal"), amount=2_000_000, who=able)
    benefit = Benefit(unit="IDR", per=Period.ONCE, components=(part,), citation=VERIFIED)
    given = group_situation(
        member("a", None, able_to_earn=True), member("b", None, able_to_earn=False), member("c", None)
    )

    found = explained(given, candidate("a", benefit_unit=GROUP, benefit=benefit)).benefit

    assert found is not None
    assert (found.at_least, found.at_most) == (2_000_000, 4_000_000)


@pytest.mark.parametrize(
    "given_situation", [group_situation(), organisation_situation(), group_situation(member("a", None))]
)
def test_aid_to_a_group_or_an_organisation_reaches_all_of_it(given_situation: Situation) -> None:
    unit = ORGANISATION if given_situation.organisation else GROUP
    judgement = Judgement(given_situation, TODAY)

    (ranked,) = rank(
        [judgement.judge(candidate("a", benefit_unit=unit))], given_situation.needs, people=given_situation.people
    )

    assert next(part.value for part in ranked.score.parts if part.name is ScoreName.REACH) == 1000


@pytest.mark.parametrize(
    "given_situation", [group_situation(), organisation_situation(), group_situation(member("a", None))]
)
def test_two_offerings_of_one_programme_are_not_packed_together(given_situation: Situation) -> None:
    unit = ORGANISATION if given_situation.organisation else GROUP
    judgement = Judgement(given_situation, TODAY)
    needs = [StatedNeed(NeedCode(code), Urgency.NORMAL) for code in ("LIVELIHOOD", "FOOD")]
    offers = [
        candidate(need.code, benefit_unit=unit, needs=(need.code,), programme=ProgrammeKey("KUBE")) for need in needs
    ]

    found = package(judgement, rank([judgement.judge(each) for each in offers], needs, people=1), needs)

    assert len(found.items) == 1


@pytest.mark.parametrize("basis", AreaBasis)
def test_a_group_elsewhere_is_told_no_remedy_of_a_family(basis: AreaBasis) -> None:
    there, here = RegionCode("32.04.01.2001"), DAGO
    offered = candidate("a", benefit_unit=GROUP, service_areas=(ServiceArea(region=here, basis=basis),))
    for present, registered in ((there, here), (here, there), (there, there)):
        given = replace(group_situation(), present=Place(region=present), registered=Place(region=registered))

        (beneficiary,) = explained(given, offered).beneficiaries

        assert all(each.remedy is None for each in beneficiary.findings)


def _refused(given: Situation) -> list[tuple[str, tuple[str | int, ...]]]:
    def check() -> None:
        check_situation(given)
        check_consistency(situation_on_day(given, TODAY, TODAY))

    with pytest.raises(Refused) as refused:
        check()
    return [(each.message.key, each.path) for each in refused.value.problems]


def test_what_is_wrong_in_a_group_has_its_path() -> None:
    here = ("input", "subject", "group")

    assert _refused(group_situation(member("a"), member("a", None))) == [
        ("situation.repeated_ref", (*here, "members", 1, "ref")),
        ("situation.family_in_group", (*here, "members", 0, "family")),
    ]
    assert _refused(group_situation(*(member(f"m{number}", None) for number in range(41)))) == [
        ("situation.too_many_members", (*here, "members"))
    ]
    assert _refused(group_situation(member("a", None, sex="M", pregnant=True))) == [
        ("fact.contradiction", (*here, "members", 0))
    ]
    assert _refused(group_situation(people=3, people_in_desil_1_to_4=4)) == [("fact.contradiction", (*here, "facts"))]


def test_a_group_may_list_nobody_and_a_household_must_list_somebody() -> None:
    check_situation(group_situation())
    check_situation(organisation_situation())

    assert _refused(Situation(present=IN_DAGO)) == [
        ("situation.no_members", ("input", "subject", "household", "members"))
    ]


@pytest.mark.parametrize(
    "given_situation",
    [
        Situation(group=Group(facts=facts("group", {}, asked_not_known=["group.kind"]))),
        Situation(organisation=Organisation(facts=facts("organisation", {}, asked_not_known=["organisation.kind"]))),
    ],
)
def test_what_nobody_knows_of_a_group_is_not_asked_again(given_situation: Situation) -> None:
    subject = "group" if given_situation.group else "organisation"

    assert asked_in_vain(given_situation, Ask(AskKind.FACT, f"{subject}.kind"))
    assert not asked_in_vain(given_situation, Ask(AskKind.FACT, f"{subject}.bank_account"))


_SLOW = settings(
    max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)
_asking = st.one_of(
    st.tuples(st.just(GROUP), group_situations(), st.lists(group_rules, min_size=1, max_size=3)),
    st.tuples(st.just(ORGANISATION), organisation_situations(), st.lists(organisation_rules, min_size=1, max_size=3)),
)
_Asking = tuple[BenefitUnit, Situation, list[object]]


def _offered(unit: BenefitUnit, rules: Iterable[object], *, verified: bool) -> list[Candidate]:
    citation = VERIFIED if verified else REPORTED
    return [
        candidate(f"offering {number}", criterion(rule, citation=citation), benefit_unit=unit)
        for number, rule in enumerate(rules)
    ]


def _ranked(judgement: Judgement, offered: list[Candidate]) -> list[Ranked]:
    situation = judgement.situation
    return rank([judgement.judge(each) for each in offered], situation.needs, people=situation.people)


@_SLOW
@given(asking=_asking, verified=st.booleans())
def test_the_rules_of_these_tests_could_be_published(asking: _Asking, verified: bool) -> None:
    unit, _, rules = asking

    assert all(check_content(each.version.content) == () for each in _offered(unit, rules, verified=verified))


@_SLOW
@given(asking=_asking, verified=st.booleans(), data=st.data())
def test_answering_every_question_leaves_nothing_unknown(asking: _Asking, verified: bool, data: st.DataObject) -> None:
    unit, given_situation, rules = asking
    offered = _offered(unit, rules, verified=verified)
    for _ in range(200):
        judgement = Judgement(given_situation, TODAY)
        ranked = _ranked(judgement, offered)
        asked = questions(judgement, ranked)
        if not asked:
            break
        given_situation = answered(given_situation, asked[0].ask, lambda below: data.draw(st.integers(0, below - 1)))
    else:
        pytest.fail("the questions never end")

    assert all(each.judged.verdict is not Verdict.NEEDS_INFORMATION for each in ranked)


@_SLOW
@given(
    given_situation=group_situations(),
    rules=st.lists(group_rules, min_size=1, max_size=3),
    more=facts_of(["group.kind", "group.people_in_desil_1_to_4", "group.bank_account"]),
    more_of_members=st.lists(facts_of(["member.age_years", "member.occupation"]), min_size=3, max_size=3),
)
def test_more_facts_of_a_group_never_unmake_a_known_verdict(
    given_situation: Situation, rules: list[object], more: Facts, more_of_members: list[Facts]
) -> None:
    assert given_situation.group is not None

    def richer(known: Facts, added: Facts) -> Facts:
        return replace(known, known={**added.known, **known.known})

    members = tuple(
        replace(each, facts=richer(each.facts, added))
        for each, added in zip(given_situation.members, more_of_members, strict=False)
    )
    group = replace(given_situation.group, facts=richer(given_situation.group.facts, more), members=members)
    for offered in _offered(GROUP, rules, verified=True):
        before = judged(given_situation, offered).verdict
        after = judged(replace(given_situation, group=group), offered).verdict
        assert before is Verdict.NEEDS_INFORMATION or before is after


@_SLOW
@given(given_situation=group_situations(), rules=st.lists(group_rules, min_size=1, max_size=3), data=st.data())
def test_the_order_of_members_and_offerings_changes_nothing(
    given_situation: Situation, rules: list[object], data: st.DataObject
) -> None:
    assert given_situation.group is not None
    offered = _offered(GROUP, rules, verified=False)
    shuffled: list[Candidate] = data.draw(st.permutations(offered))
    members: list[Member] = data.draw(st.permutations(given_situation.members))
    other = replace(given_situation, group=replace(given_situation.group, members=tuple(members)))

    def found(of: Situation, candidates: list[Candidate]) -> tuple[object, ...]:
        judgement = Judgement(of, TODAY)
        ranked = _ranked(judgement, candidates)
        asked = [(question.ask, question.weight) for question in questions(judgement, ranked)]
        return [(each.place, each.judged.verdict) for each in ranked], asked

    assert found(given_situation, offered) == found(other, shuffled)

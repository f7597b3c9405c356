"""What holds for every rule and every family."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hub.domain.benefit import Benefit, Component, Period
from hub.domain.case import Case, ProgrammeKey
from hub.domain.criterion import Rule
from hub.domain.criterion_json import read_rule, write_rule
from hub.domain.errors import Refused
from hub.domain.estimate import Estimate
from hub.domain.evaluation import Scope, compiled
from hub.domain.fact import Facts
from hub.domain.matching import Candidate, Judgement, Verdict, near_miss
from hub.domain.need import NeedCode
from hub.domain.offering import BenefitUnit
from hub.domain.package import excluded_programmes, package
from hub.domain.projection import ProjectedCase, project, project_case
from hub.domain.question import questions
from hub.domain.ranking import rank
from hub.domain.standing import Standing, check_consistency, standing_on
from hub.domain.text import Text
from tests.domain.answering import answered
from tests.domain.builders import REPORTED, TODAY, VERIFIED, candidate, criterion
from tests.domain.strategies import MEMBER_FACTS, cases, facts_of, family_rules, member_rules, own_rules

_SLOW = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)


def _consistent(case: Case) -> Standing:
    standing = standing_on(case, TODAY, TODAY)
    try:
        check_consistency(standing)
    except Refused:
        assume(False)
    return standing


def _family_outcomes(standing: Standing, rule: Rule) -> list[bool | None]:
    judge = compiled(rule.node)
    return [judge(Scope(standing, family, None, {})) for family in standing.families]


@given(document=st.one_of(family_rules, member_rules))
def test_a_rule_reads_the_same_after_it_was_written(document: object) -> None:
    rule = read_rule(document)

    assert read_rule(write_rule(rule)) == rule


@_SLOW
@given(case=cases(), document=family_rules, more=st.lists(facts_of(MEMBER_FACTS), min_size=4, max_size=4))
def test_more_facts_of_listed_members_never_unmake_a_known_outcome(
    case: Case, document: object, more: list[Facts]
) -> None:
    rule = read_rule(document)
    before = _family_outcomes(_consistent(case), rule)
    richer = tuple(
        replace(member, facts=replace(member.facts, known={**added.known, **member.facts.known}))
        for member, added in zip(case.household.members, more, strict=False)
    )

    after = _family_outcomes(_consistent(replace(case, household=replace(case.household, members=richer))), rule)

    assert all(was is None or was is now for was, now in zip(before, after, strict=True))


@_SLOW
@given(case=cases(), document=own_rules)
def test_splitting_facts_over_two_members_never_helps_any_one_of_them(case: Case, document: object) -> None:
    judge = compiled(read_rule(document).node)
    whole = _consistent(case)
    first = case.household.members[0]
    keys = list(first.facts.known)
    parts = [
        replace(
            first,
            ref=ref,
            parents=None,
            facts=Facts({key: first.facts.known[key] for key in keys if keys.index(key) % 2 == odd}),
        )
        for odd, ref in enumerate(("half", "other"))
    ]
    family = next((each for each in whole.families if each.ref == first.family), None)
    apart = _consistent(replace(case, household=replace(case.household, members=tuple(parts))))

    alone = judge(Scope(whole, family, whole.people[0], {}))
    halves = [judge(Scope(apart, person.family, person, {})) for person in apart.people]

    assert alone is not False or True not in halves


def _offered(documents: list[object], *, confidences: list[bool]) -> list[Candidate]:
    return [
        candidate(
            f"offering {index}",
            criterion(document, citation=VERIFIED if verified else REPORTED),
            programme=ProgrammeKey(["PKH", "BPNT", "OTHER"][index % 3]),
            needs=(NeedCode(["FOOD", "SCHOOL_COSTS", "HOUSING_REPAIR"][index % 3]),),
        )
        for index, (document, verified) in enumerate(zip(documents, confidences, strict=True))
    ]


_offers = st.lists(st.tuples(family_rules, st.booleans()), min_size=1, max_size=4)


@_SLOW
@given(case=cases(), offers=_offers, data=st.data())
def test_the_order_of_offerings_and_of_members_changes_nothing(
    case: Case, offers: list[tuple[object, bool]], data: st.DataObject
) -> None:
    _consistent(case)
    offered = _offered([rule for rule, _ in offers], confidences=[sure for _, sure in offers])
    shuffled = data.draw(st.permutations(offered))
    members = tuple(data.draw(st.permutations(case.household.members)))
    other = replace(case, household=replace(case.household, members=members))

    def found(of: Case, candidates: list[Candidate]) -> tuple[object, object]:
        judgement = Judgement(of, TODAY)
        ranked = rank([judgement.judge(each) for each in candidates], of.needs, people=len(members))
        chosen = package(ranked, of.needs)
        return (
            [(each.place, each.judged.verdict) for each in ranked],
            [(item.ranked.place, item.needs, item.role) for item in chosen],
        )

    assert found(case, offered) == found(other, shuffled)


@_SLOW
@given(case=cases(), excluded=st.lists(st.sampled_from(["PKH", "BPNT", "OTHER", "NONE"]), min_size=1, max_size=5))
def test_a_package_never_holds_two_that_exclude_each_other(case: Case, excluded: list[str]) -> None:
    _consistent(case)
    judgement = Judgement(case, TODAY)
    offered = _offered([{"not": {"aid": [key]}} for key in excluded], confidences=[True] * len(excluded))
    ranked = rank([judgement.judge(each) for each in offered], case.needs, people=4)

    items = [item.ranked.judged for item in package(ranked, case.needs)]

    for one in items:
        assert not any(other.content.programme in excluded_programmes(one) for other in items if other is not one)


@_SLOW
@given(case=cases(), offers=_offers, data=st.data())
def test_answering_every_question_leaves_nothing_unknown(
    case: Case, offers: list[tuple[object, bool]], data: st.DataObject
) -> None:
    offered = _offered([rule for rule, _ in offers], confidences=[sure for _, sure in offers])
    for _ in range(200):
        judgement = Judgement(case, TODAY)
        ranked = rank([judgement.judge(each) for each in offered], case.needs, people=4)
        asked = questions(judgement, ranked)
        if not asked:
            break
        case = answered(case, asked[0].ask, lambda below: data.draw(st.integers(0, below - 1)))
    else:
        pytest.fail("the questions never end")

    assert all(each.judged.verdict is not Verdict.NEEDS_INFORMATION for each in ranked)


_counted = st.lists(st.tuples(member_rules, st.integers(1, 9), st.sampled_from([None, 1, 2])), min_size=1, max_size=3)


@_SLOW
@given(case=cases(), parts=_counted, most=st.sampled_from([None, 1, 2]), data=st.data())
def test_the_amount_lies_in_the_interval_whatever_the_answers(
    case: Case, parts: list[tuple[object, int, int | None]], most: int | None, data: st.DataObject
) -> None:
    components = tuple(
        Component(key=f"c{index}", title=Text("c"), amount=amount, who=read_rule(who), at_most=at_most)
        for index, (who, amount, at_most) in enumerate(parts)
    )
    benefit = Benefit(unit="g", per=Period.MONTH, components=components, citation=VERIFIED, counted_at_most=most)
    offered = candidate("rice", benefit=benefit, benefit_unit=BenefitUnit.HOUSEHOLD)

    def estimated(of: Case) -> Estimate:
        judgement = Judgement(of, TODAY)
        benefit = judgement.explain(judgement.judge(offered)).benefit
        assert benefit is not None
        return benefit

    first = estimated(case)
    low, high = first.at_least, first.at_most
    for _ in range(200):
        now = estimated(case)
        assert low <= now.at_least <= now.at_most <= high
        low, high = now.at_least, now.at_most
        if not now.narrowed_by:
            break
        case = answered(case, now.narrowed_by[0], lambda below: data.draw(st.integers(0, below - 1)))


def _failures(offered: Candidate, known: ProjectedCase) -> int:
    """What the catalogue's statement counts, in Python."""
    asked = project(offered.criteria)
    return sum(
        (
            known.desil is not None and asked.desil_max is not None and asked.desil_max < known.desil,
            known.income is not None and asked.income_max is not None and asked.income_max < known.income,
            known.village_kind is not None
            and asked.village_kinds is not None
            and known.village_kind not in asked.village_kinds,
        )
    )


@_SLOW
@given(
    case=cases(),
    desil=st.integers(1, 10),
    income=st.integers(0, 40),
    kind=st.sampled_from(["DESA", "KELURAHAN"]),
    verified=st.booleans(),
    unit=st.sampled_from([BenefitUnit.FAMILY, BenefitUnit.INDIVIDUAL]),
)
def test_the_filter_of_the_database_drops_no_match_and_no_near_miss(
    case: Case, desil: int, income: int, kind: str, verified: bool, unit: BenefitUnit
) -> None:
    _consistent(case)
    citation = VERIFIED if verified else REPORTED
    offered = candidate(
        "filtered",
        criterion({"fact": "family.desil", "at_most": desil}, "desil", citation=citation),
        criterion({"fact": "family.monthly_income", "at_most": income}, "income"),
        criterion({"fact": "region.village_kind", "one_of": [kind]}, "kind"),
        benefit_unit=unit,
    )

    judged = Judgement(case, TODAY).judge(offered)

    if judged.verdict is not Verdict.INELIGIBLE or near_miss(judged, TODAY) is not None:
        assert _failures(offered, project_case(case)) <= 1

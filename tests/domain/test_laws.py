"""What holds for every rule and every family."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hub.domain.errors import Refused
from hub.domain.facts.fact import FactKey, Facts
from hub.domain.facts.need import NeedCode
from hub.domain.facts.situation import Member, ProgrammeKey, Situation
from hub.domain.facts.situation_on_day import SituationOnDay, check_consistency, situation_on_day
from hub.domain.matching.estimate import Estimate
from hub.domain.matching.explanation import explain
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.matching.near_miss import near_miss
from hub.domain.matching.package import package
from hub.domain.matching.question import questions
from hub.domain.matching.ranking import rank
from hub.domain.offerings.benefit import Benefit, Component, Period
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.offerings.publishing import check_scope
from hub.domain.rules.asking import Ask, AskKind, asks
from hub.domain.rules.criterion import All, AnyOf, Criterion, EvaluatedOn, Node, Not, Over, Quantified, Quantifier
from hub.domain.rules.criterion_json import read_rule
from hub.domain.rules.evaluation import Scope, compiled
from hub.domain.text import Text
from tests.domain.answering import answered
from tests.domain.builders import REPORTED, TODAY, VERIFIED, candidate, criterion
from tests.domain.strategies import (
    FAMILY_FACTS,
    MEMBER_FACTS,
    facts_of,
    family_rules,
    member_rules,
    offered_rules,
    own_rules,
    situations,
)

_SLOW = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None
)


def _consistent(situation: Situation) -> SituationOnDay:
    on_day = situation_on_day(situation, TODAY, TODAY)
    try:
        check_consistency(on_day)
    except Refused:
        assume(False)
    return on_day


def _node(written: object) -> Node:
    return read_rule(written).node


def _said(on_day: SituationOnDay, node: Node, unit: BenefitUnit) -> list[bool | None]:
    """What a rule says of each that an offering to such beneficiaries could go to."""
    judge = compiled(node)
    scopes = {
        BenefitUnit.INDIVIDUAL: [Scope(on_day, person.family, person, {}) for person in on_day.people],
        BenefitUnit.FAMILY: [Scope(on_day, family, None, {}) for family in on_day.families],
        BenefitUnit.HOUSEHOLD: [Scope(on_day, None, None, {})],
    }
    return [judge(scope) for scope in scopes[unit]]


@given(offered=offered_rules)
def test_the_rules_of_these_tests_are_rules_that_could_be_published(offered: tuple[BenefitUnit, object]) -> None:
    unit, written = offered

    assert list(check_scope(_node(written), unit, set())) == []


_parts = st.lists(family_rules, min_size=1, max_size=3)


@_SLOW
@given(situation=situations(), parts=_parts, data=st.data())
def test_rules_obey_the_laws_of_three_valued_logic(
    situation: Situation, parts: list[object], data: st.DataObject
) -> None:
    on_day = situation_on_day(situation, TODAY, TODAY)
    nodes = tuple(_node(part) for part in parts)
    shuffled = tuple(data.draw(st.permutations(nodes)))

    def said(node: Node) -> list[bool | None]:
        return _said(on_day, node, BenefitUnit.FAMILY)

    assert said(All(nodes)) == said(All(shuffled))
    assert said(Not(All(nodes))) == said(AnyOf(tuple(Not(each) for each in nodes)))
    assert said(Not(AnyOf(nodes))) == said(All(tuple(Not(each) for each in nodes)))
    assert said(Not(Not(nodes[0]))) == said(All(nodes[:1])) == said(AnyOf((nodes[0], nodes[0])))
    order = [False, None, True]
    columns = list(zip(*(said(each) for each in nodes), strict=True))
    assert said(All(nodes)) == [min(column, key=order.index) for column in columns]
    assert said(AnyOf(nodes)) == [max(column, key=order.index) for column in columns]


@_SLOW
@given(situation=situations(), offered=offered_rules)
def test_what_a_rule_says_and_asks_of_somebody_hangs_on_nobody_that_was_judged_before(
    situation: Situation, offered: tuple[BenefitUnit, object]
) -> None:
    rule = read_rule(offered[1])
    together = situation_on_day(situation, TODAY, TODAY)

    def sayings(on_day: SituationOnDay, index: int) -> tuple[bool | None, list[Ask]]:
        person = on_day.people[index]
        scope = Scope(on_day, person.family, person, {})
        return compiled(rule.node)(scope), [*asks(rule, scope)]

    for index in range(len(together.people)):
        assert sayings(together, index) == sayings(situation_on_day(situation, TODAY, TODAY), index)


@_SLOW
@given(situation=situations(), where=own_rules, count=st.integers(1, 3))
def test_quantifiers_are_one_another_said_differently(situation: Situation, where: object, count: int) -> None:
    on_day = situation_on_day(situation, TODAY, TODAY)

    inner = _node(where)

    def said(quantifier: Quantifier, count: int = 1, *, of: Node = inner) -> list[bool | None]:
        return _said(on_day, Quantified(Over.MEMBERS, quantifier, of, count), BenefitUnit.FAMILY)

    def negated(outcomes: list[bool | None]) -> list[bool | None]:
        return [None if each is None else not each for each in outcomes]

    assert said(Quantifier.ANY) == said(Quantifier.AT_LEAST) == negated(said(Quantifier.NONE))
    assert said(Quantifier.ALL) == said(Quantifier.NONE, of=Not(inner))
    assert said(Quantifier.NONE) == said(Quantifier.EXACTLY, 0)
    exactly, too_many = said(Quantifier.EXACTLY, count), said(Quantifier.AT_LEAST, count + 1)
    assert not any(one and other for one, other in zip(exactly, too_many, strict=True))


@_SLOW
@given(
    situation=situations(),
    offered=offered_rules,
    more=st.lists(facts_of(MEMBER_FACTS), min_size=4, max_size=4),
    more_of_families=st.lists(facts_of(FAMILY_FACTS), min_size=2, max_size=2),
    day=st.sampled_from([TODAY, date(2026, 7, 1), date(2025, 1, 1), date(2027, 6, 1)]),
)
def test_more_facts_of_the_listed_never_unmake_a_known_outcome(
    situation: Situation,
    offered: tuple[BenefitUnit, object],
    more: list[Facts],
    more_of_families: list[Facts],
    day: date,
) -> None:
    unit, written = offered
    _consistent(situation)
    richer = tuple(
        replace(member, facts=replace(member.facts, known={**added.known, **member.facts.known}))
        for member, added in zip(situation.household.members, more, strict=False)
    )
    families = tuple(
        replace(family, facts=replace(family.facts, known={**added.known, **family.facts.known}))
        for family, added in zip(situation.household.families, more_of_families, strict=False)
    )
    told_more = replace(situation, household=replace(situation.household, members=richer, families=families))
    _consistent(told_more)

    before = _said(situation_on_day(situation, TODAY, day), _node(written), unit)
    after = _said(situation_on_day(told_more, TODAY, day), _node(written), unit)

    assert all(was is None or was is now for was, now in zip(before, after, strict=True))


@_SLOW
@given(situation=situations(), written=own_rules)
def test_splitting_facts_over_two_members_never_helps_any_one_of_them(situation: Situation, written: object) -> None:
    judge = compiled(read_rule(written).node)
    whole = _consistent(situation)
    first = situation.household.members[0]
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
    apart = _consistent(replace(situation, household=replace(situation.household, members=tuple(parts))))

    alone = judge(Scope(whole, family, whole.people[0], {}))
    halves = [judge(Scope(apart, person.family, person, {})) for person in apart.people]

    assert alone is not False or True not in halves


@_SLOW
@given(
    situation=situations(),
    where=own_rules,
    quantifier=st.sampled_from(list(Quantifier)),
)
def test_splitting_facts_over_two_members_never_meets_what_one_member_must(
    situation: Situation, where: object, quantifier: Quantifier
) -> None:
    node = Quantified(Over.MEMBERS, quantifier, _node(where))
    first = replace(situation.household.members[0], family="kk0", parents=None, aid={})
    keys = list(first.facts.known)
    halves = tuple(
        replace(first, ref=ref, facts=Facts({key: first.facts.known[key] for key in keys[half::2]}))
        for half, ref in enumerate(("half", "other"))
    )

    def said(*members: Member) -> list[bool | None]:
        household = replace(situation.household, members=members, dwelling=Facts(), members_complete=True)
        return _said(_consistent(replace(situation, household=household)), node, BenefitUnit.FAMILY)[:1]

    if said(first) == [False]:
        assert said(*halves) != [True]


_Offer = tuple[tuple[BenefitUnit, object], bool, date | None]
"""For whom by which rule, whether it is verified, and the day it looks at when that is not the day of the match."""
_days = st.sampled_from([None, date(2025, 5, 1), date(2027, 5, 1)])
_offers: st.SearchStrategy[list[_Offer]] = st.lists(
    st.tuples(offered_rules, st.booleans(), _days), min_size=1, max_size=4
)


def _criterion(written: object, *, verified: bool, day: date | None) -> Criterion:
    plain = criterion(written, citation=VERIFIED if verified else REPORTED)
    return plain if day is None else replace(plain, evaluated_on=EvaluatedOn.FIXED, fixed_date=day)


def _offered(offers: list[_Offer]) -> list[Candidate]:
    return [
        candidate(
            f"offering {index}",
            _criterion(written, verified=verified, day=day),
            programme=ProgrammeKey(["PKH", "BPNT", "OTHER"][index % 3]),
            needs=(NeedCode(["FOOD", "SCHOOL_COSTS", "HOUSING_REPAIR"][index % 3]),),
            benefit_unit=unit,
        )
        for index, ((unit, written), verified, day) in enumerate(offers)
    ]


@_SLOW
@given(situation=situations(), offers=_offers, data=st.data())
def test_the_order_of_offerings_members_and_families_changes_nothing(
    situation: Situation, offers: list[_Offer], data: st.DataObject
) -> None:
    _consistent(situation)
    offered = _offered(offers)
    shuffled = data.draw(st.permutations(offered))
    members = tuple(data.draw(st.permutations(situation.household.members)))
    families = tuple(data.draw(st.permutations(situation.household.families)))
    other = replace(situation, household=replace(situation.household, members=members, families=families))

    def found(of: Situation, candidates: list[Candidate]) -> tuple[object, ...]:
        judgement = Judgement(of, TODAY)
        ranked = rank([judgement.judge(each) for each in candidates], of.needs, people=len(members))
        chosen = package(judgement, ranked, of.needs).items
        missed = [near_miss(each.judged, TODAY) for each in ranked]
        return (
            [(each.place, each.judged.verdict) for each in ranked],
            [each and (each.beneficiary.subject, each.missing) for each in missed],
            [(question.ask, question.weight) for question in questions(judgement, ranked)],
            [(item.ranked.place, item.needs, item.role) for item in chosen],
        )

    assert found(situation, offered) == found(other, shuffled)


@_SLOW
@given(situation=situations(), offers=_offers)
def test_an_offering_is_judged_alike_alone_and_among_others(situation: Situation, offers: list[_Offer]) -> None:
    on_other_days = [(rule, verified, date(2026, 1, 1)) for rule, verified, _ in offers]
    offered = _offered([*offers, *on_other_days, *offers])
    together = Judgement(situation, TODAY)

    for each in offered:
        judged, alone = together.judge(each), Judgement(situation, TODAY).judge(each)
        assert (judged.verdict, judged.beneficiaries) == (alone.verdict, alone.beneficiaries)


@_SLOW
@given(situation=situations(), offers=_offers, data=st.data())
def test_answering_every_question_leaves_nothing_unknown(
    situation: Situation, offers: list[_Offer], data: st.DataObject
) -> None:
    offered = _offered(offers)
    for _ in range(200):
        judgement = Judgement(situation, TODAY)
        ranked = rank([judgement.judge(each) for each in offered], situation.needs, people=4)
        asked = questions(judgement, ranked)
        if not asked:
            break
        situation = answered(situation, asked[0].ask, lambda below: data.draw(st.integers(0, below - 1)))
    else:
        pytest.fail("the questions never end")

    assert all(each.judged.verdict is not Verdict.NEEDS_INFORMATION for each in ranked)


_PEOPLE = FactKey("dwelling.people")
_counted = st.lists(st.tuples(member_rules, st.integers(1, 9), st.sampled_from([None, 1, 2])), min_size=1, max_size=3)


@_SLOW
@given(
    situation=situations(),
    parts=_counted,
    most=st.sampled_from([None, 1, 2]),
    unit=st.sampled_from([BenefitUnit.HOUSEHOLD, BenefitUnit.FAMILY]),
    data=st.data(),
)
def test_the_amount_lies_in_the_interval_whatever_the_answers(
    situation: Situation,
    parts: list[tuple[object, int, int | None]],
    most: int | None,
    unit: BenefitUnit,
    data: st.DataObject,
) -> None:
    components = tuple(
        Component(key=f"c{index}", title=Text("c"), amount=amount, who=read_rule(who), at_most=at_most)
        for index, (who, amount, at_most) in enumerate(parts)
    )
    benefit = Benefit(unit="g", per=Period.MONTH, components=components, citation=VERIFIED, counted_at_most=most)
    offered = candidate("rice", benefit=benefit, benefit_unit=unit)

    def estimated(of: Situation) -> Estimate:
        judgement = Judgement(of, TODAY)
        benefit = explain(judgement, judgement.judge(offered)).benefit
        assert benefit is not None
        return benefit

    first = estimated(situation)
    low, high = first.at_least, first.at_most
    for _ in range(200):
        now = estimated(situation)
        assert low <= now.at_least <= now.at_most <= high
        low, high = now.at_least, now.at_most
        if not now.narrowed_by:
            break
        # Whoever says that nobody is missing, against a larger number, takes back what was known.
        assume(now.narrowed_by[0].kind is not AskKind.PEOPLE or _PEOPLE not in situation.household.dwelling.known)
        situation = answered(situation, now.narrowed_by[0], lambda below: data.draw(st.integers(0, below - 1)))
    else:
        pytest.fail("the questions never end")
    assert low == high

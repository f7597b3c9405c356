"""The registries of facts and needs, and the shape of a situation."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.fact import FactDefinition, FactKey, FactRegistry, FactType, FactValue, Subject, Unit
from hub.domain.facts.need import NEEDS, URGENCY_WEIGHT, ServiceDomain, Urgency
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import AidState, Situation, check_situation
from hub.domain.offerings.offering import BenefitUnit, OfferingEvent, OfferingState, allowed_events, next_state
from hub.domain.offerings.offering import what_changed as names_of_changes
from hub.domain.text import Text
from tests.domain.builders import aid, candidate, family, member, situation
from tests.domain.strategies import values


def refusal(key: str, value: FactValue) -> tuple[ErrorCode, str]:
    with pytest.raises(Refused) as refused:
        FACTS.check_value(FactKey(key), value, "input")
    (problem,) = refused.value.problems
    assert problem.path == ("input",)
    return problem.code, problem.message.key


@pytest.mark.parametrize(
    ("mistyped", "nearest"),
    [
        ("family.desill", "family.desil"),
        ("member.pregnat", "member.pregnant"),
        ("household.roof", "dwelling.roof"),
        ("desil", "family.desil"),
        ("qqqqqqqqqqqq", None),
    ],
)
def test_a_mistyped_fact_is_told_the_nearest(mistyped: str, nearest: str | None) -> None:
    assert FACTS.nearest(mistyped) == nearest


@pytest.mark.parametrize(
    ("key", "value", "code", "message"),
    [
        ("family.desil", 0, ErrorCode.BAD_INPUT, "fact.out_of_bounds"),
        ("family.desil", 11, ErrorCode.BAD_INPUT, "fact.out_of_bounds"),
        ("family.monthly_income", -1, ErrorCode.BAD_AMOUNT, "fact.out_of_bounds"),
        ("family.desil", True, ErrorCode.BAD_INPUT, "fact.bad_value"),
        ("family.desil", "2", ErrorCode.BAD_INPUT, "fact.bad_value"),
        ("member.pregnant", 1, ErrorCode.BAD_INPUT, "fact.bad_value"),
        ("member.sex", "X", ErrorCode.BAD_INPUT, "fact.bad_value"),
        ("member.birth_date", "2020-01-01", ErrorCode.BAD_INPUT, "fact.bad_value"),
        ("member.ppks", "PENGEMIS", ErrorCode.BAD_INPUT, "fact.bad_value"),
        ("member.ppks", ("PENGEMIS", "NOBODY"), ErrorCode.BAD_INPUT, "fact.bad_value"),
        ("member.shoe_size", 42, ErrorCode.UNKNOWN_FACT, "fact.unknown"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(key: str, value: FactValue, code: ErrorCode, message: str) -> None:
    assert refusal(key, value) == (code, message)


def test_bounds_are_part_of_what_is_allowed_and_choices_are_kept_in_order() -> None:
    assert FACTS.check_value(FactKey("family.desil"), 1) == 1
    assert FACTS.check_value(FactKey("family.desil"), 10) == 10
    assert FACTS.check_value(FactKey("member.ppks"), ("PENGEMIS", "PEMULUNG", "PENGEMIS")) == ("PEMULUNG", "PENGEMIS")
    assert FACTS.check_value(FactKey("member.ppks"), ()) == ()


@given(data=st.data(), definition=st.sampled_from(list(FACTS)))
def test_every_value_that_fits_a_fact_is_kept_as_it_is(data: st.DataObject, definition: FactDefinition) -> None:
    value = data.draw(values(definition))

    assert FACTS.check_value(definition.key, value) == value


def test_every_fact_asks_in_both_languages_and_every_number_has_bounds() -> None:
    for definition in FACTS:
        assert definition.question.id.endswith(("?", "."))
        assert definition.question.en
        assert definition.informants
        assert all(choice.name.id and choice.name.en for choice in definition.choices)
        if definition.type is FactType.INTEGER:
            assert definition.minimum is not None
            assert definition.maximum is not None


def test_every_fact_belongs_to_its_subject() -> None:
    assert sum(len(FACTS.of(subject)) for subject in Subject) == len(list(FACTS))
    assert {definition.subject for definition in FACTS.of(Subject.DWELLING)} == {Subject.DWELLING}
    assert FACTS[FactKey("family.desil")].unit is Unit.DESIL
    assert FACTS[FactKey("family.desil")].name == "desil"


@pytest.mark.parametrize(
    ("definitions", "because"),
    [
        ([("member.tall", FactType.BOOLEAN)] * 2, "twice"),
        ([("family.tall", FactType.BOOLEAN)], "begin with its subject"),
        ([("member.tall", FactType.CHOICE)], "choices"),
    ],
)
def test_a_registry_that_contradicts_itself_is_no_registry(
    definitions: list[tuple[str, FactType]], because: str
) -> None:
    made = [
        FactDefinition(key=FactKey(key), subject=Subject.MEMBER, type=kind, question=Text("Tinggi?"))
        for key, kind in definitions
    ]

    with pytest.raises(ValueError, match=because):
        FactRegistry(made)


def test_every_domain_has_needs_and_every_need_two_names() -> None:
    assert {need.domain for need in NEEDS.values()} == set(ServiceDomain)
    assert all(code == need.code and need.name.id and need.name.en for code, need in NEEDS.items())


def test_the_more_urgent_a_need_the_more_it_weighs() -> None:
    weights = [URGENCY_WEIGHT[each] for each in (Urgency.LOW, Urgency.NORMAL, Urgency.HIGH, Urgency.CRITICAL)]

    assert weights == sorted(set(weights))
    assert set(URGENCY_WEIGHT) == set(Urgency)


def wrong(given_situation: Situation) -> list[tuple[str, tuple[str | int, ...]]]:
    try:
        check_situation(given_situation)
    except Refused as refused:
        return [(problem.message.key, problem.path[3:]) for problem in refused.problems]
    return []


@pytest.mark.parametrize(
    ("given_situation", "expected"),
    [
        (situation(member("a")), []),
        (situation(), [("situation.no_members", ("members",))]),
        (situation(*(member(f"m{n}") for n in range(40))), []),
        (situation(*(member(f"m{n}") for n in range(41))), [("situation.too_many_members", ("members",))]),
        (situation(member("a"), member("a")), [("situation.repeated_ref", ("members", 1, "ref"))]),
        (situation(member("a"), families=(family(), family())), [("situation.repeated_ref", ("families", 1, "ref"))]),
        (situation(member("a", "kk9")), [("situation.unknown_family", ("members", 0, "family"))]),
        (situation(member("a", parents=("b",))), [("situation.unknown_member", ("members", 0, "parents"))]),
        (situation(member("a", parents=("a",))), [("situation.unknown_member", ("members", 0, "parents"))]),
        (situation(member("a"), member("b", guardian="c")), [("situation.unknown_member", ("members", 1, "guardian"))]),
        (situation(member("a"), member("b", guardian="a", parents=("a",))), []),
    ],
)
def test_a_situation_holds_together(given_situation: Situation, expected: object) -> None:
    assert wrong(given_situation) == expected


@pytest.mark.parametrize(("whose", "place"), [("family", "families"), ("member", "members")])
def test_aid_does_not_end_before_it_began(whose: str, place: str) -> None:
    backwards = (aid("PKH", AidState.ENDED, since=date(2026, 2, 1), until=date(2026, 1, 31)),)
    of: dict[str, Any] = {"family": (), "member": (), whose: backwards}

    given_situation = situation(member("a", aid=of["member"]), families=(family(aid=of["family"]),))

    assert wrong(given_situation) == [("dates.reversed", (place, 0, "aidReceived"))]


@pytest.mark.parametrize(
    ("state", "event", "then"),
    [
        (OfferingState.DRAFT, OfferingEvent.PUBLISH, OfferingState.PUBLISHED),
        (OfferingState.PUBLISHED, OfferingEvent.REVISE, OfferingState.PUBLISHED),
        (OfferingState.PUBLISHED, OfferingEvent.PAUSE, OfferingState.PAUSED),
        (OfferingState.PAUSED, OfferingEvent.PUBLISH, OfferingState.PUBLISHED),
        (OfferingState.WITHDRAWN, OfferingEvent.PUBLISH, OfferingState.PUBLISHED),
        (OfferingState.DRAFT, OfferingEvent.PAUSE, None),
        (OfferingState.PAUSED, OfferingEvent.PAUSE, None),
        (OfferingState.WITHDRAWN, OfferingEvent.WITHDRAW, None),
    ],
)
def test_the_life_of_an_offering(state: OfferingState, event: OfferingEvent, then: OfferingState | None) -> None:
    if then is not None:
        assert next_state(state, event) is then
        return
    with pytest.raises(Refused) as refused:
        next_state(state, event)

    (problem,) = refused.value.problems
    assert problem.code is ErrorCode.TRANSITION_REFUSED
    assert problem.message.parameters["allowed"] == tuple(each.value for each in allowed_events(state))
    assert event.value not in allowed_events(state)


def test_a_version_names_what_changed() -> None:
    before = candidate("a").version.content
    after = candidate("a", benefit_unit=BenefitUnit.HOUSEHOLD, days_to_help=3).version.content

    assert names_of_changes(before, before) == ()
    assert names_of_changes(before, after) == ("benefit_unit", "days_to_help")

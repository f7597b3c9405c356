"""What follows for certain from stated facts, and which statements contradict one another."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.fact import FactKey, FactValue
from hub.domain.facts.situation import Situation
from hub.domain.facts.situation_on_day import Person, add_months, age_on, check_consistency, situation_on_day
from tests.domain.builders import TODAY, family, member, situation


def person(given_situation: Situation, ref: str = "a", *, day: date = TODAY) -> Person:
    return next(each for each in situation_on_day(given_situation, TODAY, day).people if each.ref == ref)


def value(given_situation: Situation, name: str, ref: str = "a") -> FactValue | None:
    return person(given_situation, ref).values.get(FactKey(f"member.{name}"))


def problems(given_situation: Situation) -> list[tuple[ErrorCode, str, object, tuple[str | int, ...]]]:
    try:
        check_consistency(situation_on_day(given_situation, TODAY, TODAY))
    except Refused as refusal:
        return [(p.code, p.message.key, p.message.parameters["fact"], p.path[-2:]) for p in refusal.problems]
    return []


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), -12, date(2025, 12, 31)),
        (date(2026, 5, 24), -6, date(2025, 11, 24)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_a_birthday_makes_a_year() -> None:
    born = date(2020, 11, 24)

    assert age_on(born, date(2026, 11, 23)) == 5
    assert age_on(born, date(2026, 11, 24)) == 6
    assert age_on(born, date(2020, 1, 1)) == 0


@given(
    years=st.integers(0, 100),
    born_before=st.integers(0, 364),
    stated=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    day=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
)
def test_the_range_of_an_age_on_another_day_holds_the_true_age(
    years: int, born_before: int, stated: date, day: date
) -> None:
    born = date.fromordinal(add_months(stated, -12 * years).toordinal() - born_before)
    stated_age = age_on(born, stated)

    low, high = situation_on_day(situation(member("a", age_years=stated_age)), stated, day).people[0].age or (-1, -1)

    assert low <= age_on(born, day) <= high <= low + 1


def test_an_age_in_years_is_known_on_the_same_day_of_any_year_and_open_on_others() -> None:
    five = situation(member("a", age_years=5))

    assert person(five, day=date(2025, 11, 24)).age == (4, 4)
    assert person(five, day=date(2025, 11, 25)).age == (4, 5)
    assert person(five, day=date(2026, 11, 23)).age == (4, 5)
    assert person(five, day=date(2026, 11, 25)).age == (5, 6)
    assert person(five, day=date(2027, 11, 24)).age == (6, 6)


def test_a_birth_date_gives_one_age_on_every_day() -> None:
    born = situation(member("a", birth_date=date(2019, 7, 1)))

    assert person(born, day=date(2026, 6, 30)).age == (6, 6)
    assert person(born, day=date(2026, 7, 1)).age == (7, 7)


@pytest.mark.parametrize(
    ("known", "name", "follows"),
    [
        ({"sex": "M"}, "pregnant", False),
        ({"age_years": 8}, "pregnant", False),
        ({"age_years": 9}, "pregnant", None),
        ({"age_years": 59}, "pregnant", None),
        ({"age_years": 60}, "pregnant", False),
        ({"age_years": 9}, "marital_status", "SINGLE"),
        ({"age_years": 10}, "marital_status", None),
        ({"age_years": 9}, "occupation", "NONE"),
        ({"age_years": 14}, "completed_twelve_years", False),
        ({"age_years": 15}, "completed_twelve_years", None),
        ({"age_years": 20, "school_level": "SMA"}, "completed_twelve_years", False),
        ({"age_years": 1}, "school_level", "NONE"),
        ({"age_years": 2}, "school_level", None),
        ({"age_years": 1}, "final_class", False),
        ({"school_level": "NONE"}, "final_class", False),
        ({"school_level": "SMP"}, "returning_to_school", False),
        ({"school_level": "NONE"}, "returning_to_school", None),
        ({"orphanhood": "BOTH"}, "surviving_parent_remarried", False),
        ({"orphanhood": "FATHER"}, "surviving_parent_remarried", None),
    ],
)
def test_what_follows_from_age_sex_school_and_orphanhood(
    known: dict[str, Any], name: str, follows: FactValue | None
) -> None:
    assert value(situation(member("a", **known)), name) == follows


def test_a_stated_fact_does_not_contradict_what_followed_from_a_younger_age() -> None:
    """Fifteen since October, through with school in November: on 1 July nothing was certain."""
    given_situation = situation(member("a", birth_date=date(2011, 10, 1)))

    on_first_of_july = person(given_situation, day=date(2026, 7, 1))

    assert on_first_of_july.age == (14, 14)
    assert on_first_of_july.values.get(FactKey("member.completed_twelve_years")) is None


def test_somebody_lives_alone_only_when_nobody_else_is_or_may_be_listed() -> None:
    assert value(situation(member("a")), "lives_alone") is True
    assert value(situation(member("a"), member("b")), "lives_alone") is False
    assert value(situation(member("a"), complete=False), "lives_alone") is None
    assert value(situation(member("a"), dwelling={"people": 2}), "lives_alone") is False
    assert value(situation(member("a"), dwelling={"people": 1}), "lives_alone") is True


def test_brothers_and_sisters_are_counted_once_both_parents_are_listed() -> None:
    parents = (member("ayah", parents=()), member("ibu", parents=()))
    both, half = ("ayah", "ibu"), ("ibu",)
    home = situation(*parents, member("a", parents=both), member("b", parents=both), member("c", parents=half))

    assert value(home, "siblings_at_home") == 2


def test_brothers_whose_parents_live_elsewhere_are_not_taken_for_strangers() -> None:
    with_grandmother = situation(member("nenek", parents=()), member("a", parents=()), member("b", parents=()))
    with_mother = situation(member("ibu", parents=()), member("a", parents=("ibu",)), member("b", parents=()))

    assert value(with_grandmother, "siblings_at_home") is None
    assert value(with_mother, "siblings_at_home") is None


def test_a_family_with_a_desil_is_in_the_register_and_has_as_many_people_as_are_listed() -> None:
    on_day = situation_on_day(
        situation(member("a"), member("b", "kk2"), families=(family("kk1", desil=7), family("kk2"))), TODAY, TODAY
    )

    assert [each.values.get(FactKey("family.in_register")) for each in on_day.families] == [True, None]
    assert [each.values.get(FactKey("family.people")) for each in on_day.families] == [1, 1]
    assert on_day.dwelling[FactKey("dwelling.people")] == 2


def test_a_family_card_with_more_people_than_listed_keeps_that_family_open() -> None:
    on_day = situation_on_day(
        situation(member("a"), member("b", "kk2"), families=(family("kk1", people=3), family("kk2"))), TODAY, TODAY
    )

    assert [each.open for each in on_day.families] == [True, False]
    assert on_day.open is False


@pytest.mark.parametrize("open_", [{"complete": False}, {"dwelling": {"people": 3}}])
def test_how_many_are_on_a_card_does_not_follow_while_somebody_may_be_missing(open_: dict[str, Any]) -> None:
    unlisted = situation_on_day(
        situation(member("a"), families=(family(monthly_income=900_000),), **open_), TODAY, TODAY
    )
    unplaced = situation_on_day(situation(member("a"), member("b", None)), TODAY, TODAY)

    for on_day in (unlisted, unplaced):
        assert on_day.families[0].open is True
        assert FactKey("family.people") not in on_day.families[0].values
        assert FactKey("family.monthly_income_per_person") not in on_day.families[0].values


def test_nothing_is_wrong_with_what_fits_together() -> None:
    assert problems(situation(member("a", sex="F", pregnant=True, age_years=29), families=(family(desil=2),))) == []


@pytest.mark.parametrize(
    ("known", "fact"),
    [
        ({"sex": "M", "pregnant": True}, "member.pregnant"),
        ({"age_years": 7, "marital_status": "MARRIED"}, "member.marital_status"),
        ({"age_years": 30, "birth_date": date(2020, 1, 1)}, "member.age_years"),
        ({"orphanhood": "NONE", "surviving_parent_remarried": True}, "member.surviving_parent_remarried"),
        ({"lives_alone": False}, "member.lives_alone"),
    ],
)
def test_what_cannot_both_be_true_is_refused(known: dict[str, Any], fact: str) -> None:
    assert problems(situation(member("a", **known))) == [
        (ErrorCode.BAD_INPUT, "fact.contradiction", fact, ("members", 0))
    ]


def test_nobody_lives_alone_where_two_are_stated_to_live() -> None:
    both = situation(member("a", lives_alone=True), dwelling={"people": 2})

    assert problems(both) == [(ErrorCode.BAD_INPUT, "fact.contradiction", "member.lives_alone", ("members", 0))]


def test_nobody_is_born_after_today() -> None:
    unborn = situation(member("a", birth_date=date(2027, 1, 1)))

    assert problems(unborn) == [(ErrorCode.DATES_REVERSED, "fact.born_later", "member.birth_date", ("members", 0))]


def test_a_family_outside_the_register_has_no_desil_in_it() -> None:
    families = (family("kk1"), family("kk2", desil=2, in_register=False))

    assert problems(situation(member("a"), families=families)) == [
        (ErrorCode.BAD_INPUT, "fact.contradiction", "family.in_register", ("families", 1))
    ]


def test_an_income_per_person_that_the_income_denies_is_refused() -> None:
    three = (member("a"), member("b"), member("c"))
    rounded = family("kk1", monthly_income=1_000_000, monthly_income_per_person=333_333)
    alone = family("kk1", monthly_income_per_person=900_000)
    denied = family("kk1", monthly_income=1_000_000, monthly_income_per_person=900_000)

    assert problems(situation(*three, families=(rounded,))) == []
    assert problems(situation(*three, families=(alone,))) == []
    assert problems(situation(*three, families=(denied,))) == [
        (ErrorCode.BAD_INPUT, "fact.contradiction", "family.monthly_income_per_person", ("families", 0))
    ]


def test_a_family_has_one_head() -> None:
    two_families = situation(
        member("a", relation_to_head="HEAD"),
        member("b", "kk2", relation_to_head="HEAD"),
        families=(family("kk1"), family("kk2")),
    )
    one_family = situation(member("a", relation_to_head="HEAD"), member("b", relation_to_head="HEAD"))

    assert problems(two_families) == []
    assert problems(one_family) == [
        (ErrorCode.BAD_INPUT, "fact.contradiction", "member.relation_to_head", ("members", 1))
    ]


def test_a_count_of_brothers_that_the_listed_parents_deny_is_refused() -> None:
    both = ("ayah", "ibu")
    home = situation(
        member("ayah", parents=()),
        member("ibu", parents=()),
        member("a", parents=both, siblings_at_home=3),
        member("b", parents=both),
    )

    assert problems(home) == [(ErrorCode.BAD_INPUT, "fact.contradiction", "member.siblings_at_home", ("members", 2))]

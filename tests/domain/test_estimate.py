"""How much a beneficiary can expect: components, caps and variants, and an interval while something is unknown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.facts.situation import Situation
from hub.domain.matching.estimate import Estimate
from hub.domain.offerings.benefit import Benefit, Component, Period, Variant
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.criterion_json import read_rule
from hub.domain.text import Text
from tests.domain.builders import VERIFIED, candidate, criterion, explained, family, member, situation

CHILD = {"fact": "member.age_years", "at_most": 6}
PUPIL = {"fact": "member.school_level", "one_of": ["SD", "SMP", "SMA"]}
SEVERE = {"fact": "member.disability", "is": "SEVERE"}
FINAL_CLASS = {"fact": "member.final_class", "is": True}


def component(
    amount: int,
    who: object = None,
    *,
    key: str = "",
    at_most: int | None = None,
    variants: tuple[tuple[object, int], ...] = (),
) -> Component:
    return Component(
        key=key or f"c{amount}",
        title=Text("bagian"),
        amount=amount,
        who=None if who is None else read_rule(who),
        at_most=at_most,
        variants=tuple(Variant(title=Text("v"), when=read_rule(when), amount=sum_) for when, sum_ in variants),
    )


def benefit(*components: Component, most: int | None = None) -> Benefit:
    return Benefit(
        unit="g", per=Period.MONTH, components=components, citation=VERIFIED, counted_at_most=most, instalments=4
    )


def expected(
    given_situation: Situation, *components: Component, most: int | None = None, **changes: object
) -> Estimate:
    offered = candidate("rice", benefit=benefit(*components, most=most), **changes)
    found = explained(given_situation, offered).benefit
    assert found is not None
    return found


def interval(
    given_situation: Situation, *components: Component, most: int | None = None, **changes: object
) -> tuple[int, int]:
    found = expected(given_situation, *components, most=most, **changes)
    return found.at_least, found.at_most


def test_a_part_for_the_whole_family_is_one_amount() -> None:
    found = expected(situation(member("a"), member("b")), component(5000))

    assert (found.at_least, found.at_most, found.unit, found.per, found.instalments) == (
        5000,
        5000,
        "g",
        Period.MONTH,
        4,
    )
    assert [(line.member, line.at_least, line.at_most) for line in found.working] == [(None, 5000, 5000)]


def test_a_part_per_member_counts_those_for_whom_the_rule_holds() -> None:
    home = situation(member("a", age_years=3), member("b", age_years=7), member("c", age_years=6))

    found = expected(home, component(100, CHILD))

    assert (found.at_least, found.at_most) == (200, 200)
    assert [line.member for line in found.working] == ["a", "c"]


def test_who_only_may_count_makes_an_interval_and_is_asked_about() -> None:
    found = expected(situation(member("a", age_years=3), member("b")), component(100, CHILD))

    assert (found.at_least, found.at_most) == (100, 200)
    assert found.narrowed_by == (Ask(AskKind.FACT, "member.age_years", "b"),)
    assert [(line.member, line.at_least, line.at_most) for line in found.working] == [("a", 100, 100), ("b", 0, 100)]


def test_a_cap_on_a_part_and_one_on_the_people_both_hold() -> None:
    four = situation(*(member(ref, age_years=3) for ref in "abcd"))

    assert interval(four, component(100, CHILD, at_most=2)) == (200, 200)
    assert interval(four, component(100, CHILD), most=3) == (300, 300)
    assert interval(four, component(100, CHILD, at_most=2), component(40, CHILD, at_most=1), most=4) == (240, 240)


def test_a_member_counts_once_in_the_part_that_pays_most() -> None:
    severe_child = situation(member("a", age_years=3, disability="SEVERE"))

    found = expected(severe_child, component(300, CHILD), component(240, SEVERE))

    assert (found.at_least, found.at_most) == (300, 300)
    assert [line.component.key for line in found.working] == ["c300"]


def test_the_best_choice_may_give_a_member_a_part_that_pays_less() -> None:
    """One place in the part that pays 300: if the disabled child took it, nobody else could have 240."""
    home = situation(member("a", age_years=3, disability="SEVERE"), member("b", age_years=4, disability="NONE"))

    assert interval(home, component(300, CHILD, at_most=1), component(240, SEVERE)) == (540, 540)


def test_a_benefit_with_a_hundred_capped_parts_is_worked_out_like_any_other() -> None:
    crowd = situation(*(member(f"m{index}", age_years=3) for index in range(40)))
    parts = [component(1_000 + index, CHILD, key=f"c{index}", at_most=3) for index in range(100)]

    best = 3 * (1_099 + 1_098 + 1_097 + 1_096 + 1_095 + 1_094) + 2 * 1_093
    assert interval(crowd, *parts, most=20) == (best, best)


def test_a_part_that_pays_nothing_is_no_line_of_the_working() -> None:
    assert expected(situation(member("a", age_years=3)), component(0, CHILD)).working == ()


def test_two_parts_that_a_partner_gave_one_key_keep_their_own_caps() -> None:
    three = situation(*(member(ref, age_years=3) for ref in "abc"))
    first, second = component(300, CHILD, key="same", at_most=1), component(100, CHILD, key="same", at_most=1)

    found = expected(three, first, second)

    assert (found.at_least, found.at_most) == (400, 400)
    assert [(line.at_least, line.at_most) for line in found.working] == [(300, 300), (100, 100)]


@pytest.mark.parametrize(
    ("known", "low", "high"),
    [
        ({"school_level": "SMA", "final_class": True}, 900, 900),
        ({"school_level": "SMA", "final_class": False}, 1800, 1800),
        ({"school_level": "SMA"}, 900, 1800),
        ({"school_level": "SD", "final_class": True}, 225, 225),
        ({"final_class": False}, 225, 1800),
        ({}, 225, 1800),
    ],
)
def test_the_first_variant_that_holds_sets_the_amount(known: dict[str, str], low: int, high: int) -> None:
    sma = {"fact": "member.school_level", "is": "SMA"}
    part = component(225, variants=(({"all": [sma, FINAL_CLASS]}, 900), (sma, 1800)))

    found = interval(situation(member("a", **known)), part, benefit_unit=BenefitUnit.INDIVIDUAL)  # type: ignore[arg-type]

    assert found == (low, high)


def test_the_benefits_of_all_who_are_certain_add_up_and_those_of_others_only_may() -> None:
    home = situation(member("a", school_level="SD"), member("b", school_level="NONE"), member("c"))
    pupils = candidate("pip", criterion(PUPIL), benefit=benefit(component(450)), benefit_unit=BenefitUnit.INDIVIDUAL)

    found = explained(home, pupils).benefit

    assert found is not None
    assert (found.at_least, found.at_most) == (450, 900)


def test_when_nobody_is_certain_the_least_that_one_of_them_would_get_is_told() -> None:
    home = situation(member("a"), member("b", final_class=False))
    half = component(450, variants=((FINAL_CLASS, 225),))
    pupils = candidate("pip", criterion(PUPIL), benefit=benefit(half), benefit_unit=BenefitUnit.INDIVIDUAL)

    found = explained(home, pupils).benefit

    assert found is not None
    assert (found.at_least, found.at_most) == (225, 900)


def test_a_child_of_unknown_family_may_count_in_each_family() -> None:
    home = situation(member("ibu", age_years=30), member("anak", None, age_years=3), families=(family("kk1"),))

    found = expected(home, component(100, CHILD))

    assert (found.at_least, found.at_most) == (0, 100)
    assert found.narrowed_by == (Ask(AskKind.FAMILY, "family", "anak"),)
    stranger = situation(member("ibu", age_years=30), member("anak", without_family=True, age_years=3))
    assert interval(stranger, component(100, CHILD)) == (0, 0)


def test_a_check_that_narrows_an_amount_belongs_to_its_offering() -> None:
    found = expected(situation(member("a")), component(100, variants=(({"check": "far"}, 150),)))

    offering = str(candidate("rice").version.offering_id)
    assert (found.at_least, found.at_most) == (100, 150)
    assert found.narrowed_by == (Ask(AskKind.CHECK, "far", offering),)


_caps = st.sampled_from([None, 1, 2])
_home = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=4)
_RULES = (CHILD, SEVERE, PUPIL)


def _most_by_trying_all(
    fits: list[tuple[bool, ...]], amounts: tuple[int, ...], caps: tuple[int | None, ...], most: int | None
) -> int:
    best = 0
    for choice in product([None, 0, 1, 2], repeat=len(fits)):
        counted = [part for part in choice if part is not None]
        allowed = all(part is None or fits[person][part] for person, part in enumerate(choice))
        within = all(cap is None or counted.count(part) <= cap for part, cap in enumerate(caps))
        if allowed and within and (most is None or len(counted) <= most):
            best = max(best, sum(amounts[part] for part in counted))
    return best


@settings(max_examples=80, deadline=None)
@given(
    home=_home,
    amounts=st.tuples(*[st.integers(1, 9)] * 3),
    caps=st.tuples(_caps, _caps, _caps),
    most=_caps,
)
def test_the_amount_is_the_most_that_any_choice_within_the_caps_gives(
    home: list[tuple[bool, bool, bool]],
    amounts: tuple[int, int, int],
    caps: tuple[int | None, int | None, int | None],
    most: int | None,
) -> None:
    people = [
        member(
            f"m{index}",
            age_years=5 if child else 30,
            disability="SEVERE" if severe else "NONE",
            school_level="SD" if pupil else "NONE",
        )
        for index, (child, severe, pupil) in enumerate(home)
    ]
    parts = [
        component(amount, rule, key=f"c{index}", at_most=cap)
        for index, (amount, rule, cap) in enumerate(zip(amounts, _RULES, caps, strict=True))
    ]

    best = _most_by_trying_all([tuple(each) for each in home], amounts, caps, most)

    found = expected(situation(*people), *parts, most=most)
    assert (found.at_least, found.at_most) == (best, best)
    assert sum(line.at_most for line in found.working) == best
    assert len({line.member for line in found.working}) == len(found.working)

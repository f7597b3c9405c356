"""Which offerings go together, in what order, and which needs stay open."""

import pytest

from hub.domain.case import Case, ProgrammeKey
from hub.domain.matching import Candidate, Judgement
from hub.domain.need import NeedCode, StatedNeed, Urgency
from hub.domain.offering import BenefitUnit, Capacity, Duration
from hub.domain.package import PackageRole, excluded_programmes, package, unmet_needs
from hub.domain.ranking import WEIGHTS, Ranked, ScoreName, rank
from hub.domain.region import AreaBasis, Place, RegionCode, ServiceArea
from tests.domain.builders import TODAY, candidate, case, criterion, family, judged, member

_FAMILY = case(member("ibu"), families=(family(desil=2),))
_NOT_PKH = {"not": {"aid": ["PKH"]}}


def offered(name: str, *needs: str, rule: object = None, **changes: object) -> Candidate:
    rules = () if rule is None else (criterion(rule),)
    return candidate(
        name, *rules, needs=tuple(NeedCode(need) for need in needs), programme=ProgrammeKey(name), **changes
    )


def needs(**urgencies: Urgency) -> tuple[StatedNeed, ...]:
    return tuple(StatedNeed(NeedCode(code), urgency) for code, urgency in urgencies.items())


def ranked(*offers: Candidate, wanted: tuple[StatedNeed, ...], given: Case = _FAMILY) -> list[Ranked]:
    judgement = Judgement(given, TODAY)
    return rank([judgement.judge(each) for each in offers], wanted, people=len(given.household.members))


def packed(*offers: Candidate, wanted: tuple[StatedNeed, ...]) -> list[tuple[str, tuple[str, ...], PackageRole]]:
    items = package(ranked(*offers, wanted=wanted), wanted)
    return [(item.ranked.judged.content.reference, item.needs, item.role) for item in items]


def names(found: list[Ranked]) -> list[str]:
    return [each.judged.content.reference for each in found]


FOOD = needs(FOOD=Urgency.NORMAL)
FOOD_AND_SCHOOL = needs(FOOD=Urgency.LOW, SCHOOL_COSTS=Urgency.CRITICAL)


@pytest.mark.parametrize(
    ("rule", "excluded"),
    [
        (_NOT_PKH, {"PKH"}),
        ({"not": {"aid": ["PKH", "BPNT"]}}, {"PKH", "BPNT"}),
        ({"not": {"any": [{"aid": ["PKH"]}, {"aid": ["BPNT"], "same_fiscal_year": True}]}}, {"PKH", "BPNT"}),
        ({"all": [{"fact": "family.desil", "at_most": 4}, _NOT_PKH]}, {"PKH"}),
        ({"not": {"not": _NOT_PKH}}, {"PKH"}),
        ({"members": "none", "where": {"aid": ["YAPI"], "scope": "member"}}, {"YAPI"}),
        ({"members": "all", "where": {"not": {"aid": ["YAPI"], "scope": "member"}}}, {"YAPI"}),
        ({"not": {"members": "any", "where": {"aid": ["YAPI"], "scope": "member"}}}, {"YAPI"}),
        ({"not": {"aid": ["PKH"], "states": ["PROPOSED"]}}, {"PKH"}),
        ({"any": [_NOT_PKH, {"fact": "family.desil", "at_most": 1}]}, set()),
        ({"any": [_NOT_PKH, {"not": {"aid": ["PKH", "BPNT"]}}]}, {"PKH"}),
        ({"not": {"aid": ["PKH"], "states": ["ENDED"]}}, set()),
        ({"aid": ["PKH"]}, set()),
    ],
)
def test_a_rule_that_a_programme_would_break_excludes_it(rule: object, excluded: set[str]) -> None:
    assert excluded_programmes(judged(_FAMILY, candidate("a", criterion(rule)))) == excluded


def test_the_most_urgent_need_is_served_first() -> None:
    chosen = packed(offered("rice", "FOOD"), offered("school", "SCHOOL_COSTS"), wanted=FOOD_AND_SCHOOL)

    assert chosen == [
        ("school", ("SCHOOL_COSTS",), PackageRole.MAIN),
        ("rice", ("FOOD",), PackageRole.MAIN),
    ]


def test_one_offering_that_covers_two_needs_is_enough() -> None:
    chosen = packed(offered("both", "FOOD", "SCHOOL_COSTS"), offered("rice", "FOOD"), wanted=FOOD_AND_SCHOOL)

    assert chosen == [("both", ("SCHOOL_COSTS", "FOOD"), PackageRole.MAIN)]


def test_a_need_is_named_once_by_the_offering_that_serves_it() -> None:
    wanted = needs(SCHOOL_COSTS=Urgency.CRITICAL, FOOD=Urgency.NORMAL, HOUSING_REPAIR=Urgency.LOW)
    school = offered("school", "SCHOOL_COSTS", "FOOD", days_to_help=1)
    house = offered("house", "FOOD", "HOUSING_REPAIR", days_to_help=90)

    assert packed(school, house, wanted=wanted) == [
        ("school", ("SCHOOL_COSTS", "FOOD"), PackageRole.MAIN),
        ("house", ("HOUSING_REPAIR",), PackageRole.MAIN),
    ]


def test_what_a_chosen_offering_excludes_gives_way_to_the_next_best() -> None:
    pkh = offered("PKH", "SCHOOL_COSTS")
    never_beside_pkh = offered("rice", "FOOD", rule=_NOT_PKH, days_to_help=1)
    slower = offered("slow rice", "FOOD", days_to_help=60)
    given = case(member("ibu"), families=(family(aid=()),))

    def chosen(*offers: Candidate) -> list[str]:
        best_first = ranked(*offers, wanted=FOOD_AND_SCHOOL, given=given)
        return names([item.ranked for item in package(best_first, FOOD_AND_SCHOOL)])

    assert chosen(pkh, never_beside_pkh, slower) == ["PKH", "slow rice"]
    assert chosen(pkh, never_beside_pkh) == ["PKH"]
    assert chosen(never_beside_pkh) == ["rice"]


def test_what_the_chosen_offering_itself_does_not_stand_beside_gives_way_too() -> None:
    never_beside_pkh = offered("school", "SCHOOL_COSTS", rule=_NOT_PKH)

    assert packed(never_beside_pkh, offered("PKH", "FOOD"), wanted=FOOD_AND_SCHOOL) == [
        ("school", ("SCHOOL_COSTS",), PackageRole.MAIN)
    ]


def test_two_offerings_of_one_programme_are_not_taken_together() -> None:
    twice = [
        candidate(name, needs=(NeedCode(need),), programme=ProgrammeKey("PKH"))
        for name, need in (("old", "FOOD"), ("new", "SCHOOL_COSTS"))
    ]

    assert len(packed(*twice, wanted=FOOD_AND_SCHOOL)) == 1


def test_quick_help_bridges_the_wait_for_a_sustained_programme() -> None:
    sustained = offered("BPNT", "FOOD", duration=Duration.SUSTAINED)
    rice = offered("rice", "FOOD", days_to_help=14, duration=Duration.TEMPORARY)
    late = offered("late", "FOOD", days_to_help=15, duration=Duration.TEMPORARY)

    def bridging(*offers: Candidate) -> list[tuple[str, PackageRole]]:
        best_first = sorted(ranked(*offers, wanted=FOOD), key=lambda each: names([each]) != ["BPNT"])
        return [(item.ranked.judged.content.reference, item.role) for item in package(best_first, FOOD)]

    assert bridging(sustained, rice) == [("BPNT", PackageRole.MAIN), ("rice", PackageRole.BRIDGING)]
    assert bridging(sustained, late) == [("BPNT", PackageRole.MAIN)]
    never_beside = offered("rice", "FOOD", rule={"not": {"aid": ["BPNT"]}}, days_to_help=1, duration=Duration.TEMPORARY)
    assert bridging(sustained, never_beside) == [("BPNT", PackageRole.MAIN)]


def test_nothing_that_does_not_fit_is_packed_and_its_need_stays_unmet() -> None:
    rich_only = offered("rich", "FOOD", rule={"fact": "family.desil", "at_least": 9})

    assert packed(rich_only, wanted=FOOD) == []
    assert unmet_needs(ranked(rich_only, wanted=FOOD), FOOD) == ("FOOD",)
    assert unmet_needs(ranked(offered("rice", "FOOD"), wanted=FOOD_AND_SCHOOL), FOOD_AND_SCHOOL) == ("SCHOOL_COSTS",)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"rule": {"fact": "family.holds_kks", "is": True}}),
        ({"days_to_help": 3}, {"days_to_help": 90}),
        ({"days_to_help": 30}, {}),
        (
            {"service_areas": (ServiceArea(region=RegionCode("32.73.02.1004")),)},
            {"service_areas": (ServiceArea(region=RegionCode("32.73")),)},
        ),
        (
            {"capacity": Capacity(unit="keluarga", maximum=10, available=5, as_of=TODAY)},
            {"capacity": Capacity(unit="keluarga", maximum=10, available=0, as_of=TODAY)},
        ),
    ],
    ids=["verdict", "speed", "speed known", "nearness", "capacity"],
)
def test_of_two_alike_the_better_in_one_respect_comes_first(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    # By id the worse one would come first, so only the score can put the better one there.
    first, second = sorted(("one", "two"), key=lambda name: str(candidate(name).version.offering_id))

    found = ranked(offered(first, "FOOD", **worse), offered(second, "FOOD", **better), wanted=FOOD)

    assert names(found) == [second, first]


def test_a_more_urgent_need_weighs_more() -> None:
    found = ranked(offered("rice", "FOOD"), offered("school", "SCHOOL_COSTS"), wanted=FOOD_AND_SCHOOL)

    assert names(found) == ["school", "rice"]


def test_who_scores_alike_keeps_a_fixed_order() -> None:
    alike = [offered(f"offer {number}", "FOOD") for number in range(6)]

    assert names(ranked(*alike, wanted=FOOD)) == names(ranked(*reversed(alike), wanted=FOOD))


def test_a_few_places_more_or_less_do_not_shuffle_the_list() -> None:
    def places(available: int) -> int:
        capacity = Capacity(unit="keluarga", maximum=100, available=available, as_of=TODAY)
        return ranked(offered("rice", "FOOD", capacity=capacity), wanted=FOOD)[0].score.total

    assert places(51) == places(74)
    assert places(0) < places(1) < places(30) < places(60) < places(100)


def test_the_parts_of_a_score_add_up_to_its_total_and_the_weights_to_a_hundred() -> None:
    (found,) = ranked(offered("rice", "FOOD", days_to_help=30), wanted=FOOD)

    assert sum(WEIGHTS.values()) == 100
    assert {part.name: part.value for part in found.score.parts} == {
        ScoreName.VERDICT: 1000,
        ScoreName.NEEDS: 1000,
        ScoreName.REACH: 1000,
        ScoreName.SPEED: 500,
        ScoreName.NEARNESS: 250,
        ScoreName.CAPACITY: 500,
    }
    assert found.score.total == 40 * 1000 + 25 * 1000 + 10 * 1000 + 10 * 500 + 10 * 250 + 5 * 500


def test_an_offering_reaches_those_whom_it_fits() -> None:
    """Of two families with two people each: a family stands for its share, an individual for itself."""
    home = case(
        member("a", age_years=70),
        member("b", age_years=40),
        member("c", "kk2", age_years=5),
        member("d", "kk2"),
        families=(family("kk1", desil=2), family("kk2", desil=9)),
    )
    old, poor = {"fact": "member.age_years", "at_least": 60}, {"fact": "family.desil", "at_most": 4}

    def reach(unit: BenefitUnit, *rules: object) -> int:
        each = candidate("a", *(criterion(rule) for rule in rules), benefit_unit=unit)
        found = ranked(each, wanted=FOOD, given=home)[0].score
        return next(part.value for part in found.parts if part.name is ScoreName.REACH)

    assert reach(BenefitUnit.INDIVIDUAL, old) == 500, "one who is old enough, and one whose age is not known, of four"
    assert reach(BenefitUnit.INDIVIDUAL) == 1000
    assert reach(BenefitUnit.FAMILY, poor) == 500
    assert reach(BenefitUnit.FAMILY, {"fact": "family.desil", "at_most": 1}) == 0
    assert reach(BenefitUnit.HOUSEHOLD) == 1000
    assert reach(BenefitUnit.GROUP) == 0


def test_an_offering_elsewhere_scores_nothing_for_nearness() -> None:
    elsewhere = offered("far", "FOOD", service_areas=(ServiceArea(region=RegionCode("51"), basis=AreaBasis.PRESENT),))
    here = case(member("ibu"), present=Place(region=RegionCode("32.73.02.1004")))

    (found,) = ranked(elsewhere, wanted=FOOD, given=here)

    assert {part.name: part.value for part in found.score.parts}[ScoreName.NEARNESS] == 0

"""Which offerings go together, in what order, and which needs stay open."""

import pytest

from hub.domain.facts.need import NeedCode, StatedNeed, Urgency
from hub.domain.facts.situation import AidState, CheckAnswers, ProgrammeKey, Situation
from hub.domain.matching.judgement import Candidate, Judgement
from hub.domain.matching.package import LeftOutReason, Package, PackageRole, package, unmet_needs
from hub.domain.matching.package_search import SEARCH_LIMIT
from hub.domain.matching.ranking import WEIGHTS, Ranked, ScoreName, rank
from hub.domain.offerings.offering import BenefitUnit, Capacity, Duration
from hub.domain.region import AreaBasis, Place, RegionCode, ServiceArea
from tests.domain.builders import REPORTED, TODAY, aid, candidate, criterion, family, member, situation

_FAMILY = situation(member("ibu"), families=(family(desil=2),))
_NOT_PKH = {"not": {"aid": ["PKH"]}}


def offered(name: str, *needs: str, rule: object = None, **changes: object) -> Candidate:
    rules = () if rule is None else (criterion(rule),)
    return candidate(
        name, *rules, needs=tuple(NeedCode(need) for need in needs), programme=ProgrammeKey(name), **changes
    )


def needs(**urgencies: Urgency) -> tuple[StatedNeed, ...]:
    return tuple(StatedNeed(NeedCode(code), urgency) for code, urgency in urgencies.items())


def ranked(*offers: Candidate, wanted: tuple[StatedNeed, ...], given: Situation = _FAMILY) -> list[Ranked]:
    judgement = Judgement(given, TODAY)
    return rank([judgement.judge(each) for each in offers], wanted, people=len(given.household.members))


def plan(
    *offers: Candidate, wanted: tuple[StatedNeed, ...], given: Situation = _FAMILY, limit: int = SEARCH_LIMIT
) -> Package:
    return package(Judgement(given, TODAY), ranked(*offers, wanted=wanted, given=given), wanted, limit=limit)


def items_of(found: Package) -> list[tuple[str, tuple[str, ...], PackageRole]]:
    return [(item.ranked.judged.content.reference, item.needs, item.role) for item in found.items]


def packed(*offers: Candidate, wanted: tuple[StatedNeed, ...]) -> list[tuple[str, tuple[str, ...], PackageRole]]:
    return items_of(plan(*offers, wanted=wanted))


def chosen(
    *offers: Candidate, wanted: tuple[StatedNeed, ...], given: Situation = _FAMILY
) -> dict[str, list[str | None]]:
    """For whom each offering of the package is."""
    items = plan(*offers, wanted=wanted, given=given).items
    return {item.ranked.judged.content.reference: [each.subject for each in item.beneficiaries] for item in items}


def left_out(found: Package) -> dict[str, tuple[LeftOutReason, tuple[str, ...]]]:
    """Why each other one is not in it: the reason with the offerings or programmes that it names."""
    reasons = {each.judged.content.reference: found.why_left_out(each) for each in found.left_out}
    return {
        name: (why.reason, (*(each.judged.content.reference for each in why.because), *why.programmes))
        for name, why in reasons.items()
    }


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
        ({"members": {"exactly": 0}, "where": {"aid": ["YAPI"], "scope": "member"}}, {"YAPI"}),
        ({"not": {"members": {"at_least": 1}, "where": {"aid": ["YAPI"], "scope": "member"}}}, {"YAPI"}),
        ({"not": {"members": {"exactly": 1}, "where": {"aid": ["YAPI"], "scope": "member"}}}, {"YAPI"}),
        ({"members": {"at_least": 2}, "where": {"aid": ["YAPI"], "scope": "member"}}, {"PKH", "BPNT", "YAPI"}),
        ({"not": {"members": "none", "where": {"aid": ["YAPI"], "scope": "member"}}}, {"PKH", "BPNT"}),
        ({"not": {"members": "all", "where": {"aid": ["YAPI"], "scope": "member"}}}, {"YAPI"}),
        ({"not": {"aid": ["PKH"], "states": ["PROPOSED"]}}, {"PKH"}),
        ({"any": [_NOT_PKH, {"fact": "family.desil", "at_most": 1}]}, {"PKH"}),
        ({"any": [_NOT_PKH, {"fact": "family.desil", "at_most": 2}]}, set()),
        ({"any": [_NOT_PKH, {"fact": "family.holds_kks", "is": True}]}, set()),
        ({"any": [_NOT_PKH, {"not": {"aid": ["PKH", "BPNT"]}}]}, {"PKH"}),
        ({"not": {"aid": ["PKH"], "states": ["ENDED"]}}, set()),
        ({"aid": ["PKH"]}, {"BPNT", "YAPI"}),
    ],
)
def test_a_rule_that_a_programme_would_break_keeps_the_two_apart(rule: object, excluded: set[str]) -> None:
    """A programme that is required stands beside nothing but itself here, since only one other is offered."""
    given = situation(member("ibu"), families=(family(desil=2),), complete=True)
    ruled = offered("ruled", "SCHOOL_COSTS", rule=rule)

    def apart(programme: str) -> bool:
        return {"ruled", programme} != {*chosen(ruled, offered(programme, "FOOD"), wanted=FOOD_AND_SCHOOL, given=given)}

    assert {programme for programme in ("PKH", "BPNT", "YAPI") if apart(programme)} == excluded


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


def test_what_excludes_another_gives_way_to_the_next_best() -> None:
    pkh = offered("PKH", "SCHOOL_COSTS")
    never_beside_pkh = offered("rice", "FOOD", rule=_NOT_PKH, days_to_help=1)
    slower = offered("slow rice", "FOOD", days_to_help=60)
    given = situation(member("ibu"), families=(family(aid=()),))

    assert [*chosen(pkh, never_beside_pkh, slower, wanted=FOOD_AND_SCHOOL, given=given)] == ["PKH", "slow rice"]
    assert [*chosen(pkh, never_beside_pkh, wanted=FOOD_AND_SCHOOL, given=given)] == ["PKH"]
    assert [*chosen(never_beside_pkh, wanted=FOOD_AND_SCHOOL, given=given)] == ["rice"]


def test_what_the_chosen_offering_itself_does_not_stand_beside_gives_way_too() -> None:
    never_beside_pkh = offered("school", "SCHOOL_COSTS", rule=_NOT_PKH)

    assert packed(never_beside_pkh, offered("PKH", "FOOD"), wanted=FOOD_AND_SCHOOL) == [
        ("school", ("SCHOOL_COSTS",), PackageRole.MAIN)
    ]


def test_the_best_for_the_most_urgent_need_gives_way_where_that_covers_more() -> None:
    """What a choice need by need would miss: the second best school aid leaves room for food."""
    best = offered("best", "SCHOOL_COSTS", rule={"not": {"aid": ["rice"]}}, days_to_help=1)

    found = plan(best, offered("second", "SCHOOL_COSTS"), offered("rice", "FOOD"), wanted=FOOD_AND_SCHOOL)

    assert [name for name, _, _ in items_of(found)] == ["second", "rice"]
    assert found.exact


def test_a_more_urgent_need_is_not_left_to_chance_for_the_sake_of_a_lesser_one() -> None:
    certain = offered("certain", "SCHOOL_COSTS", rule=_NOT_PKH)
    open_still = offered("PKH", "SCHOOL_COSTS", "FOOD", rule={"fact": "family.holds_kks", "is": True})
    given = situation(member("ibu"), families=(family(aid=[aid("PKH", AidState.NONE)]),))

    assert [*chosen(certain, open_still, wanted=FOOD_AND_SCHOOL, given=given)] == ["certain"]


def test_of_sets_that_cover_as_much_as_well_the_smaller_is_taken() -> None:
    wanted = needs(FOOD=Urgency.NORMAL, CLOTHING=Urgency.NORMAL, SCHOOL_COSTS=Urgency.NORMAL)
    pairs = [("FOOD", "CLOTHING"), ("FOOD", "SCHOOL_COSTS"), ("CLOTHING", "SCHOOL_COSTS")]

    found = plan(*(offered(" ".join(pair), *pair) for pair in pairs), wanted=wanted)

    assert len(found.items) == 2


def test_two_offerings_of_one_programme_are_not_taken_together() -> None:
    twice = [
        candidate(name, needs=(NeedCode(need),), programme=ProgrammeKey("PKH"))
        for name, need in (("old", "FOOD"), ("new", "SCHOOL_COSTS"))
    ]

    found = plan(*twice, wanted=FOOD_AND_SCHOOL)

    assert items_of(found) == [("new", ("SCHOOL_COSTS",), PackageRole.MAIN)]
    assert left_out(found) == {"old": (LeftOutReason.SAME_PROGRAMME, ("new",))}


_TWO_FAMILIES = situation(
    member("ibu"), member("nenek", "kk2"), families=(family("kk1", desil=2), family("kk2", desil=5))
)


def test_what_one_family_receives_keeps_nothing_from_another_under_the_same_roof() -> None:
    """PKH fits the poorer family alone, and the rice goes to the other."""
    pkh = offered("PKH", "SCHOOL_COSTS", rule={"fact": "family.desil", "at_most": 4})
    rice = offered("rice", "FOOD", rule=_NOT_PKH)

    assert chosen(pkh, rice, wanted=FOOD_AND_SCHOOL, given=_TWO_FAMILIES) == {"PKH": ["kk1"], "rice": ["kk2"]}


def test_each_offering_goes_to_all_whom_nothing_in_the_package_keeps_from_it() -> None:
    rice = offered("rice", "FOOD")

    assert chosen(rice, wanted=FOOD, given=_TWO_FAMILIES) == {"rice": ["kk1", "kk2"]}
    assert chosen(rice, offered("x", "SCHOOL_COSTS", rule={"not": {"aid": ["rice"]}}), wanted=FOOD_AND_SCHOOL) == {
        "x": ["kk1"]
    }


def test_of_two_scholarships_that_exclude_each_other_each_child_may_have_one() -> None:
    given = situation(member("adik"), member("kakak"))
    one, other = (
        offered(
            name,
            need,
            rule={"not": {"aid": [without], "scope": "member"}},
            benefit_unit=BenefitUnit.INDIVIDUAL,
        )
        for name, need, without in (("one", "SCHOOL_COSTS", "other"), ("other", "FOOD", "one"))
    )

    assert chosen(one, other, wanted=FOOD_AND_SCHOOL, given=given) == {"one": ["adik"], "other": ["kakak"]}


def test_aid_to_a_child_is_aid_to_its_family_and_aid_to_a_dwelling_is_aid_to_all() -> None:
    child = offered("child", "SCHOOL_COSTS", benefit_unit=BenefitUnit.INDIVIDUAL)
    roof = offered("roof", "SCHOOL_COSTS", benefit_unit=BenefitUnit.HOUSEHOLD)

    for name, first in (("child", child), ("roof", roof)):
        family_rule = offered("rice", "FOOD", rule={"not": {"aid": [name]}})
        assert [*chosen(first, family_rule, wanted=FOOD_AND_SCHOOL)] == [name]
    member_rule = offered(
        "rice", "FOOD", rule={"not": {"aid": ["roof"], "scope": "member"}}, benefit_unit=BenefitUnit.INDIVIDUAL
    )
    assert [*chosen(roof, member_rule, wanted=FOOD_AND_SCHOOL)] == ["roof"]


def test_a_relatives_aid_counts_where_a_rule_looks_at_it() -> None:
    given = situation(
        member("ibu", age_years=30),
        member("adik", age_years=8, parents=("ibu",)),
        member("tamu", age_years=9, parents=()),
    )
    minor = {"fact": "member.age_years", "at_most": 17}
    no_parent_in_care = {"not": {"relative": "parent", "where": {"aid": ["care"], "scope": "member"}}}
    school = offered(
        "school", "SCHOOL_COSTS", rule={"all": [minor, no_parent_in_care]}, benefit_unit=BenefitUnit.INDIVIDUAL
    )
    care = offered("care", "FOOD", rule={"not": minor}, benefit_unit=BenefitUnit.INDIVIDUAL)

    found = chosen(school, care, wanted=FOOD_AND_SCHOOL, given=given)

    assert found == {"school": ["tamu"], "care": ["ibu"]}


def test_what_an_offering_requires_comes_with_it_unless_it_is_received() -> None:
    pkh = offered("PKH", "HOUSING_REPAIR")
    top_up = offered("top-up", "FOOD", rule={"aid": ["PKH"]})
    receiving = situation(member("ibu"), families=(family(aid=[aid("PKH", AidState.RECEIVING)]),))

    assert packed(pkh, top_up, wanted=FOOD) == [
        ("top-up", ("FOOD",), PackageRole.MAIN),
        ("PKH", (), PackageRole.REQUIRED),
    ]
    assert [*chosen(pkh, top_up, wanted=FOOD, given=receiving)] == ["top-up"]
    alone = plan(top_up, wanted=FOOD)
    assert alone.items == ()
    assert left_out(alone) == {"top-up": (LeftOutReason.REQUIREMENT_MISSING, ("PKH",))}


def test_what_requires_one_of_several_comes_with_the_first_that_goes_with_it() -> None:
    top_up = offered("top-up", "FOOD", rule={"all": [{"aid": ["PKH", "BPNT"]}, {"not": {"aid": ["KKS"]}}]})
    pkh = offered("PKH", "HOUSING_REPAIR", rule={"aid": ["KKS"]}, days_to_help=1)

    found = plan(top_up, pkh, offered("BPNT", "CLOTHING"), offered("KKS", "CLOTHING"), wanted=FOOD)

    assert items_of(found) == [("top-up", ("FOOD",), PackageRole.MAIN), ("BPNT", (), PackageRole.REQUIRED)]


def test_what_excludes_its_own_programme_speaks_of_aid_before_it() -> None:
    """Two children may each have what no family that receives it already may have."""
    given = situation(member("adik"), member("kakak"))
    school = offered("PIP", "FOOD", rule={"not": {"aid": ["PIP"]}}, benefit_unit=BenefitUnit.INDIVIDUAL)
    renewal = offered("PKH", "FOOD", rule={"aid": ["PKH"]})

    assert chosen(school, wanted=FOOD, given=given) == {"PIP": ["adik", "kakak"]}
    assert chosen(renewal, wanted=FOOD) == {"PKH": ["kk1"]}


def test_a_rule_that_somebody_confirmed_not_to_hold_keeps_nothing_apart() -> None:
    rumour = candidate("rice", criterion(_NOT_PKH, "not-pkh", citation=REPORTED), programme=ProgrammeKey("rice"))
    pkh = offered("PKH", "SCHOOL_COSTS")
    answered: CheckAnswers = {(rumour.version.offering_id, "confirm:not-pkh"): False}

    assert [*chosen(rumour, pkh, wanted=FOOD_AND_SCHOOL)] == ["PKH"]
    assert [*chosen(rumour, pkh, wanted=FOOD_AND_SCHOOL, given=situation(member("ibu"), answers=answered))] == [
        "PKH",
        "rice",
    ]


def test_a_rule_that_the_facts_alone_break_says_nothing_of_the_package() -> None:
    """It is reported only, so it is asked about; whatever aid comes with it changes nothing."""
    rumour = criterion({"all": [{"fact": "family.desil", "at_most": 1}, _NOT_PKH]}, citation=REPORTED)
    rice = candidate("rice", rumour, programme=ProgrammeKey("rice"))

    assert [*chosen(rice, offered("PKH", "SCHOOL_COSTS"), wanted=FOOD_AND_SCHOOL)] == ["PKH", "rice"]


@pytest.mark.parametrize("state", [AidState.PROPOSED, AidState.RECEIVING])
def test_a_programme_that_is_received_or_proposed_is_not_proposed_again(state: AidState) -> None:
    given = situation(
        member("ibu"), member("nenek", "kk2"), families=(family("kk1", aid=[aid("PKH", state)]), family("kk2"))
    )
    everybody = situation(member("ibu"), families=(family(aid=[aid("PKH", state)]),))
    pkh = offered("PKH", "FOOD")

    assert chosen(pkh, wanted=FOOD, given=given) == {"PKH": ["kk2"]}
    assert left_out(plan(pkh, wanted=FOOD, given=everybody)) == {"PKH": (LeftOutReason.ALREADY_RECEIVED, ())}


def test_what_is_left_out_says_why() -> None:
    found = plan(
        offered("PKH", "SCHOOL_COSTS", days_to_help=1),
        offered("PIP", "SCHOOL_COSTS"),
        offered("rice", "FOOD", rule={"not": {"aid": ["PKH", "PIP"]}}),
        offered("roof", "HOUSING_REPAIR"),
        wanted=FOOD_AND_SCHOOL,
    )

    assert [name for name, _, _ in items_of(found)] == ["PKH"]
    assert found.covered_needs == ("SCHOOL_COSTS",)
    assert left_out(found) == {
        "PIP": (LeftOutReason.NEED_COVERED, ("PKH",)),
        "rice": (LeftOutReason.EXCLUDED, ("PKH",)),
        "roof": (LeftOutReason.NO_STATED_NEED, ()),
    }


def test_what_a_chosen_offering_does_not_stand_beside_is_told_as_excluded_by_it() -> None:
    school = offered("school", "SCHOOL_COSTS", rule={"not": {"all": [{"aid": ["PKH"]}, {"aid": ["rice"]}]}})
    found = plan(school, offered("rice", "FOOD", days_to_help=1), offered("PKH", "FOOD"), wanted=FOOD_AND_SCHOOL)

    assert [name for name, _, _ in items_of(found)] == ["school", "rice"]
    assert left_out(found) == {"PKH": (LeftOutReason.EXCLUDED, ("school",))}


def test_a_search_that_reaches_its_limit_says_so_and_what_it_did_not_weigh() -> None:
    found = plan(offered("rice", "FOOD"), wanted=FOOD, limit=1)

    assert not found.exact
    assert found.items == ()
    assert left_out(found) == {"rice": (LeftOutReason.NOT_WEIGHED, ())}


def test_quick_help_bridges_the_wait_for_a_slower_programme() -> None:
    unknown = offered("BPNT", "FOOD", duration=Duration.SUSTAINED)
    slow = offered("slow", "FOOD", days_to_help=15)
    rice = offered("rice", "FOOD", rule={"fact": "family.holds_kks", "is": True}, days_to_help=14)
    late = offered("late", "FOOD", rule={"fact": "family.holds_kks", "is": True}, days_to_help=15)
    never_beside = offered("rice", "FOOD", rule={"not": {"aid": ["BPNT"]}}, days_to_help=14)

    for main in (unknown, slow):
        name = main.version.content.reference
        assert packed(main, rice, wanted=FOOD) == [
            (name, ("FOOD",), PackageRole.MAIN),
            ("rice", ("FOOD",), PackageRole.BRIDGING),
        ]
        assert packed(main, late, wanted=FOOD) == [(name, ("FOOD",), PackageRole.MAIN)]
    assert packed(unknown, never_beside, wanted=FOOD) == [("BPNT", ("FOOD",), PackageRole.MAIN)]


def test_quick_help_that_is_certain_bridges_what_lasts_and_never_takes_its_place() -> None:
    lasting = offered("BPNT", "FOOD", rule={"fact": "family.holds_kks", "is": True}, duration=Duration.SUSTAINED)
    rice = offered("rice", "FOOD", "CLOTHING", days_to_help=1)
    wanted = needs(FOOD=Urgency.HIGH, CLOTHING=Urgency.LOW)

    assert packed(lasting, rice, wanted=FOOD) == [
        ("BPNT", ("FOOD",), PackageRole.MAIN),
        ("rice", ("FOOD",), PackageRole.BRIDGING),
    ]
    assert packed(lasting, rice, wanted=wanted) == [
        ("rice", ("FOOD", "CLOTHING"), PackageRole.MAIN),
        ("BPNT", ("FOOD",), PackageRole.MAIN),
    ]


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
    home = situation(
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
    here = situation(member("ibu"), present=Place(region=RegionCode("32.73.02.1004")))

    (found,) = ranked(elsewhere, wanted=FOOD, given=here)

    assert {part.name: part.value for part in found.score.parts}[ScoreName.NEARNESS] == 0

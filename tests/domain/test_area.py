"""Whether an offering serves where somebody lives, is registered, or may be."""

import pytest

from hub.domain.matching.area import AreaFinding, Nearness, judge_area, stated_ancestors
from hub.domain.region import AreaBasis, NeighbourhoodKind, Place, RegionCode, ServiceArea, neighbourhood
from hub.domain.rules.criterion import RemedyKind

DAGO, KEBON_GEDANG = RegionCode("32.73.02.1004"), RegionCode("32.73.12.1006")
RW, RT, DUSUN = NeighbourhoodKind.RW, NeighbourhoodKind.RT, NeighbourhoodKind.DUSUN
RW_8 = neighbourhood(KEBON_GEDANG, [(RW, "8")])
PRESENT, REGISTERED, EITHER = AreaBasis.PRESENT, AreaBasis.REGISTERED, AreaBasis.EITHER
NOWHERE = Place()


def place(code: str, *parts: tuple[NeighbourhoodKind, str]) -> Place:
    village = RegionCode(code)
    return Place(region=village, neighbourhood=neighbourhood(village, parts) if parts else None)


def judged(*areas: ServiceArea, present: Place = NOWHERE, registered: Place = NOWHERE) -> AreaFinding:
    return judge_area(areas, present, registered)


def asked(finding: AreaFinding) -> list[str]:
    return [ask.key for ask in finding.asks]


def test_the_nation_serves_everybody_even_without_a_place() -> None:
    assert judged(ServiceArea(region=RegionCode("00"))).holds is True


@pytest.mark.parametrize(
    ("code", "nearness"),
    [
        ("00", Nearness.NATION),
        ("32", Nearness.PROVINCE),
        ("32.73", Nearness.REGENCY),
        ("32.73.02", Nearness.DISTRICT),
        ("32.73.02.1004", Nearness.VILLAGE),
    ],
)
def test_an_area_takes_in_all_below_it_and_says_how_near_it_is(code: str, nearness: Nearness) -> None:
    finding = judged(ServiceArea(region=RegionCode(code)), present=place(DAGO), registered=place(DAGO))

    assert (finding.holds, finding.nearness) == (True, nearness)


def test_the_nearest_of_several_areas_counts() -> None:
    rw = ServiceArea(region=KEBON_GEDANG, neighbourhood=RW_8)

    finding = judged(ServiceArea(region=RegionCode("32")), rw, present=place(KEBON_GEDANG, (RW, "8")))

    assert finding.nearness is Nearness.NEIGHBOURHOOD


def test_an_area_that_may_serve_counts_for_how_near_it_is() -> None:
    rw = ServiceArea(region=KEBON_GEDANG, neighbourhood=RW_8, basis=PRESENT)

    assert judged(rw, present=place(KEBON_GEDANG)).nearness is Nearness.NEIGHBOURHOOD
    assert judged(rw, present=place(KEBON_GEDANG, (RW, "7"))).nearness is Nearness.ELSEWHERE


@pytest.mark.parametrize(
    ("parts", "holds"),
    [
        ([(RW, "8")], True),
        ([(RW, "8"), (RT, "3")], True),
        ([(RW, "7")], False),
        ([], None),
    ],
)
def test_a_neighbourhood_serves_its_own_and_an_unstated_one_is_asked(
    parts: list[tuple[NeighbourhoodKind, str]], holds: bool | None
) -> None:
    area = ServiceArea(region=KEBON_GEDANG, neighbourhood=RW_8, basis=PRESENT)

    finding = judged(area, present=place(KEBON_GEDANG, *parts))

    assert finding.holds is holds
    assert asked(finding) == (["present"] if holds is None else [])


def test_somebody_in_an_rw_may_live_in_the_rt_that_is_served() -> None:
    rt = neighbourhood(KEBON_GEDANG, [(RW, "8"), (RT, "3")])
    area = ServiceArea(region=KEBON_GEDANG, neighbourhood=rt, basis=PRESENT)

    assert judged(area, present=place(KEBON_GEDANG, (RW, "8"))).holds is None
    assert judged(area, present=place(KEBON_GEDANG, (RW, "9"))).holds is False


@pytest.mark.parametrize(
    ("parts", "holds"),
    [
        ([(RT, "3")], None),
        ([(DUSUN, "Cikole")], None),
        ([(DUSUN, "Cikole"), (RW, "8")], True),
        ([(DUSUN, "Cikole"), (RW, "7")], False),
    ],
)
def test_a_place_told_in_other_steps_is_not_taken_for_another(
    parts: list[tuple[NeighbourhoodKind, str]], holds: bool | None
) -> None:
    """Every RW has an RT 003, and a dusun may hold the RW: nobody is refused for the way a place was told."""
    area = ServiceArea(region=KEBON_GEDANG, neighbourhood=RW_8, basis=PRESENT)

    finding = judged(area, present=place(KEBON_GEDANG, *parts))

    assert finding.holds is holds
    assert asked(finding) == (["present"] if holds is None else [])


def test_another_rt_is_another_place_whatever_its_rw() -> None:
    rt = neighbourhood(KEBON_GEDANG, [(RW, "8"), (RT, "3")])
    area = ServiceArea(region=KEBON_GEDANG, neighbourhood=rt, basis=PRESENT)

    assert judged(area, present=place(KEBON_GEDANG, (RT, "3"))).holds is None
    assert judged(area, present=place(KEBON_GEDANG, (RT, "4"))).holds is False
    assert judged(area, present=place(DAGO, (RW, "8"), (RT, "3"))).holds is False


def test_a_place_stated_as_far_as_the_regency_may_turn_out_to_be_the_village_served() -> None:
    area = ServiceArea(region=DAGO, basis=PRESENT)

    assert judged(area, present=place("32.73")).holds is None
    assert judged(area, present=place("00")).holds is None
    assert judged(area, present=place("32.04")).holds is False


def test_a_registered_region_that_is_not_stated_matters_only_to_areas_that_look_at_it() -> None:
    assert judged(ServiceArea(region=DAGO, basis=PRESENT), present=place(DAGO)).holds is True
    assert judged(ServiceArea(region=DAGO, basis=EITHER), present=place(DAGO)).holds is True
    finding = judged(ServiceArea(region=DAGO, basis=REGISTERED), present=place(DAGO))
    assert finding.holds is None
    assert asked(finding) == ["registered"]


@pytest.mark.parametrize(
    ("basis", "remedy"),
    [(REGISTERED, RemedyKind.MOVE_FAMILY_CARD), (PRESENT, RemedyKind.DOMICILE_LETTER), (EITHER, None)],
)
def test_the_wrong_basis_has_a_way_out(basis: AreaBasis, remedy: RemedyKind | None) -> None:
    here, there = place(DAGO), place(KEBON_GEDANG)
    area = ServiceArea(region=DAGO, basis=basis)

    finding = judged(area, present=there if basis is PRESENT else here, registered=here if basis is PRESENT else there)

    assert finding.holds is (basis is EITHER)
    assert finding.remedy is remedy


def test_somewhere_else_altogether_has_no_way_out() -> None:
    finding = judged(ServiceArea(region=DAGO), present=place(KEBON_GEDANG), registered=place(KEBON_GEDANG))

    assert (finding.holds, finding.nearness, finding.remedy) == (False, Nearness.ELSEWHERE, None)


def test_an_exclusion_takes_a_part_out_of_an_area() -> None:
    bandung = ServiceArea(region=RegionCode("32.73"), basis=PRESENT)
    but_dago = ServiceArea(region=DAGO, excluded=True, basis=PRESENT)

    assert judged(bandung, but_dago, present=place(DAGO)).holds is False
    assert judged(bandung, but_dago, present=place(KEBON_GEDANG)).holds is True
    assert judged(bandung, but_dago, present=place("32.73")).holds is None


def test_no_letter_helps_into_an_area_that_excludes_the_place() -> None:
    dago_cards = ServiceArea(region=DAGO, basis=REGISTERED)
    nobody_in_dago = ServiceArea(region=DAGO, excluded=True, basis=PRESENT)

    finding = judged(dago_cards, nobody_in_dago, present=place(DAGO), registered=place(KEBON_GEDANG))

    assert (finding.holds, finding.remedy) == (False, None)


def test_once_taken_in_only_what_could_exclude_is_asked() -> None:
    west_java = ServiceArea(region=RegionCode("32"), basis=PRESENT)
    cards_of_dago = ServiceArea(region=DAGO, basis=REGISTERED)
    but_rw_8 = ServiceArea(region=KEBON_GEDANG, neighbourhood=RW_8, excluded=True, basis=PRESENT)

    finding = judged(west_java, cards_of_dago, but_rw_8, present=place(KEBON_GEDANG))

    assert finding.holds is None
    assert asked(finding) == ["present"]


def test_candidates_are_looked_for_in_every_region_that_holds_a_stated_place() -> None:
    found = stated_ancestors(place(DAGO), place("33.74"))

    assert sorted(found) == ["00", "32", "32.73", "32.73.02", "32.73.02.1004", "33", "33.74"]
    assert stated_ancestors(NOWHERE, NOWHERE) == ("00",)

"""Codes of regions, and neighbourhoods as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import ErrorCode, Refused
from hub.domain.region import (
    NATION,
    NeighbourhoodKind,
    RegionCode,
    RegionLevel,
    VillageKind,
    ancestors_of,
    code_range,
    level_of,
    neighbourhood,
    parse_region_code,
    time_zone_of,
    village_kind_of,
    within,
)

DAGO = RegionCode("32.73.02.1004")
RW, RT, DUSUN = NeighbourhoodKind.RW, NeighbourhoodKind.RT, NeighbourhoodKind.DUSUN
_two = st.integers(1, 99).map(lambda number: f"{number:02}")
_villages = st.tuples(_two, _two, _two, st.integers(1000, 3999).map(str))
codes = st.tuples(_villages, st.integers(1, 4)).map(lambda pair: RegionCode(".".join(pair[0][: pair[1]]))) | st.just(
    NATION
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("00", RegionLevel.NATION),
        ("32", RegionLevel.PROVINCE),
        ("32.73", RegionLevel.REGENCY),
        ("32.73.02", RegionLevel.DISTRICT),
        ("32.73.02.1004", RegionLevel.VILLAGE),
    ],
)
def test_the_number_of_parts_says_the_level(text: str, level: RegionLevel) -> None:
    assert level_of(parse_region_code(text)) is level


@pytest.mark.parametrize(
    "text",
    ["", "3", "3273", "32.7", "32.73.02.4004", "32.73.02.100", "32.73.02.1004.1", "00.01", "32 ", "32\n", "٣٢", "-2"],
)
def test_anything_else_is_no_code(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_region_code(text)

    assert refusal.value.problems[0].code is ErrorCode.UNKNOWN_REGION


def test_every_region_lies_in_each_of_its_ancestors_and_in_no_neighbour() -> None:
    assert set(ancestors_of(DAGO)) == {NATION, "32", "32.73", "32.73.02", DAGO}
    assert all(within(DAGO, RegionCode(ancestor)) for ancestor in ancestors_of(DAGO))
    assert not within(DAGO, RegionCode("32.7"))
    assert not within(DAGO, RegionCode("32.73.12"))
    assert not within(RegionCode("32"), DAGO)


@given(code=codes, area=codes)
def test_the_range_of_an_area_holds_exactly_what_lies_in_it(code: RegionCode, area: RegionCode) -> None:
    low, high = code_range(area)

    assert (low <= code < high) is within(code, area)


@given(code=codes)
def test_a_region_lies_in_the_range_of_each_of_its_ancestors(code: RegionCode) -> None:
    for ancestor in ancestors_of(code):
        low, high = code_range(ancestor)
        assert low <= code < high


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("32.73.02.1004", VillageKind.KELURAHAN),
        ("32.13.23.2005", VillageKind.DESA),
        ("91.03.01.3001", VillageKind.DESA_ADAT),
        ("32.73.02", None),
        ("00", None),
    ],
)
def test_the_last_part_says_what_kind_of_village_it_is(code: str, kind: VillageKind | None) -> None:
    assert village_kind_of(RegionCode(code)) is kind


@pytest.mark.parametrize(("code", "hours"), [("32.73", 7), ("51.71", 8), ("91.03.01", 9), ("00", 7)])
def test_a_region_keeps_the_time_of_its_province(code: str, hours: int) -> None:
    offset = time_zone_of(RegionCode(code)).utcoffset(None)

    assert offset is not None
    assert offset.total_seconds() == hours * 3600


@pytest.mark.parametrize("written", ["8", "08", "008", "RW 8", "rw.08", " RW  008 "])
def test_the_number_of_an_rw_has_three_digits_however_it_is_written(written: str) -> None:
    assert str(neighbourhood(DAGO, [(RW, written)])) == "RW 008"


@pytest.mark.parametrize("written", ["", "0", "000", "1000", "delapan", "8a", "٨", "-8"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        neighbourhood(DAGO, [(RT, written)])

    assert refusal.value.problems[0].message.key == "neighbourhood.bad_number"


def test_a_dusun_has_a_name() -> None:
    assert str(neighbourhood(DAGO, [(DUSUN, "  cikole   wetan ")])) == "DUSUN Cikole Wetan"
    with pytest.raises(Refused):
        neighbourhood(DAGO, [(DUSUN, "  ")])


def test_an_rt_said_before_its_rw_still_lies_in_it() -> None:
    said_backwards = neighbourhood(DAGO, [(RT, "3"), (RW, "8")])

    assert said_backwards == neighbourhood(DAGO, [(RW, "8"), (RT, "3")])
    assert neighbourhood(DAGO, [(RW, "8")]).contains(said_backwards)
    assert neighbourhood(DAGO, [(RT, "3"), (RW, "8"), (DUSUN, "cikole")]).path[0].kind is DUSUN


def test_a_neighbourhood_contains_itself_and_what_is_below_it_in_the_same_village() -> None:
    rw, rt = neighbourhood(DAGO, [(RW, "8")]), neighbourhood(DAGO, [(RW, "8"), (RT, "3")])

    assert rw.contains(rw)
    assert rw.contains(rt)
    assert not rt.contains(rw)
    assert rw.contains(neighbourhood(DAGO, [(DUSUN, "Cikole"), (RW, "8")]))
    assert not neighbourhood(RegionCode("32.73.12.1006"), [(RW, "8")]).contains(rt)


@pytest.mark.parametrize(
    ("village", "parts", "key"),
    [
        ("32.73.02", [(RW, "8")], "neighbourhood.not_in_village"),
        (DAGO, [], "neighbourhood.bad_path"),
        (DAGO, [(RW, "8"), (RW, "9")], "neighbourhood.bad_path"),
    ],
)
def test_a_path_lies_in_a_village_and_names_each_kind_once(
    village: str, parts: list[tuple[NeighbourhoodKind, str]], key: str
) -> None:
    with pytest.raises(Refused) as refusal:
        neighbourhood(RegionCode(village), parts)

    assert refusal.value.problems[0].message.key == key

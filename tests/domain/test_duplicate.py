"""One aid published twice is recognised by what both offerings say, from either side."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.facts.situation import OfferingId, ProgrammeKey
from hub.domain.offerings.duplicate import Offered, same_aid
from hub.domain.offerings.offering import OfferingContent
from hub.domain.region import AreaBasis, NeighbourhoodKind, RegionCode, ServiceArea, neighbourhood
from hub.domain.text import Text
from tests.domain.builders import candidate
from tests.domain.strategies import offered

DAGO = RegionCode("32.73.02.1004")
PKH, PIP = ProgrammeKey("PKH"), ProgrammeKey("PIP")
AID = candidate(
    "bantuan",
    title=Text("Beras Perelek RW 5"),
    provider="Pengurus RW 005, Dago",
    service_areas=(ServiceArea(region=DAGO),),
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 6, 30),
).version.content


def _same(one: OfferingContent, other: OfferingContent) -> bool:
    return same_aid(Offered(OfferingId(UUID(int=1)), one), Offered(OfferingId(UUID(int=2)), other))


def _area(region: str, rw: str | None = None, *, excluded: bool = False) -> ServiceArea:
    code = RegionCode(region)
    place = None if rw is None else neighbourhood(code, [(NeighbourhoodKind.RW, rw)])
    return ServiceArea(region=code, neighbourhood=place, excluded=excluded)


@given(one=offered, other=offered)
def test_it_is_the_same_from_either_side(one: Offered, other: Offered) -> None:
    assert same_aid(one, other) is same_aid(other, one)


@given(offered)
def test_nothing_is_a_duplicate_of_itself_and_a_copy_always_is(one: Offered) -> None:
    copy = Offered(OfferingId(UUID(int=0)), one.content)
    served_somewhere = replace(one.content, service_areas=(ServiceArea(region=RegionCode("32")),))

    assert not same_aid(one, one)
    assert same_aid(Offered(one.id, served_somewhere), replace(copy, content=served_somewhere))


@given(one=offered, other=offered, data=st.data())
def test_the_order_of_areas_never_matters(one: Offered, other: Offered, data: st.DataObject) -> None:
    shuffled = tuple(data.draw(st.permutations(one.content.service_areas)))

    assert same_aid(Offered(one.id, replace(one.content, service_areas=shuffled)), other) is same_aid(one, other)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (None, None, True),
        (PKH, PKH, True),
        (PKH, PIP, False),
        (PKH, None, True),  # the title still says it
    ],
)
def test_two_programmes_are_two_aids_and_without_one_the_title_speaks(
    ours: ProgrammeKey | None, theirs: ProgrammeKey | None, same: bool
) -> None:
    assert _same(replace(AID, programme=ours), replace(AID, programme=theirs)) is same


def test_one_programme_may_have_two_titles() -> None:
    renamed = replace(AID, title=Text("Beras warga"))

    assert not _same(AID, renamed)
    assert _same(replace(AID, programme=PKH), replace(renamed, programme=PKH))
    assert not _same(AID, replace(renamed, programme=PKH))


@pytest.mark.parametrize(
    ("title", "provider", "same"),
    [
        ("BERAS  PERELÉK, RW 5", "pengurus rw 005 dago", True),
        ("Beras perelek RW 6", "Pengurus RW 005, Dago", False),
        ("Beras Perelek RW 5", "Pengurus RW 006, Dago", False),
    ],
)
def test_names_are_compared_as_people_say_them(title: str, provider: str, same: bool) -> None:
    assert _same(AID, replace(AID, title=Text(title), provider=provider)) is same


def test_names_in_another_script_are_compared_as_they_are_written() -> None:
    assert _same(replace(AID, title=Text("ᮘᮦᮃᮞ᮪")), replace(AID, title=Text("ᮘᮦᮃᮞ᮪")))
    assert not _same(replace(AID, title=Text("ᮘᮦᮃᮞ᮪")), replace(AID, title=Text("ᮏᮤᮙ᮪ᮕᮤᮒᮔ᮪")))


@pytest.mark.parametrize(
    ("first", "last", "same"),
    [
        (None, None, True),
        (date(2026, 6, 30), None, True),
        (date(2026, 7, 1), None, False),
        (None, date(2026, 1, 1), True),
        (None, date(2025, 12, 31), False),
    ],
)
def test_aid_of_another_time_is_another_aid(first: date | None, last: date | None, same: bool) -> None:
    assert _same(AID, replace(AID, valid_from=first, valid_to=last)) is same


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ([_area(DAGO)], [_area("00")], True),
        ([_area("32.73")], [_area(DAGO)], True),
        ([_area("32.73")], [_area("32.17")], False),
        ([_area("32.73")], [_area("32.17"), _area(DAGO)], True),
        ([_area("32.73"), _area("32.73.02", excluded=True)], [_area(DAGO)], False),
        ([_area("32.73"), _area(DAGO, excluded=True)], [_area("32.73.02")], True),
        ([_area(DAGO, "5")], [_area(DAGO)], True),
        ([_area(DAGO, "5")], [_area(DAGO, "6")], False),
        ([_area(DAGO), _area(DAGO, "5", excluded=True)], [_area(DAGO, "5")], False),
        ([_area(DAGO), _area(DAGO, "5", excluded=True)], [_area(DAGO)], True),
    ],
)
def test_aid_of_another_place_is_another_aid(ours: list[ServiceArea], theirs: list[ServiceArea], same: bool) -> None:
    assert _same(replace(AID, service_areas=tuple(ours)), replace(AID, service_areas=tuple(theirs))) is same


def test_by_which_address_a_family_counts_makes_no_other_aid() -> None:
    bases = [replace(AID, service_areas=(ServiceArea(region=DAGO, basis=basis),)) for basis in AreaBasis]

    assert all(_same(one, other) for one in bases for other in bases)

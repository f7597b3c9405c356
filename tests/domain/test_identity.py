"""Identity numbers: what cannot exist is refused, what is odd is only pointed out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.identity import IdentityWarning, Nik, Sex, check_kk, masked, read_nik
from hub.domain.region import NATION, RegionCode
from tests.domain.builders import DAGO, TODAY

_MAN, _WOMAN = "3273021508900001", "3273025508900001"


def _read(number: str, **known: object) -> Nik:
    return read_nik(number, today=TODAY, exists=lambda code: code == "32.73.02", **known)  # type: ignore[arg-type]


def test_a_number_tells_place_birth_and_sex() -> None:
    man, woman = _read(_MAN), _read(_WOMAN)

    assert (man.district, man.birth_date, man.sex) == ("32.73.02", date(1990, 8, 15), Sex.M)
    assert (woman.birth_date, woman.sex) == (date(1990, 8, 15), Sex.F)
    assert man.warnings == woman.warnings == ()


def test_a_year_is_the_latest_that_is_not_in_the_future() -> None:
    assert _read("3273022411260001").birth_date == date(2026, 11, 24)
    assert _read("3273022511260001").birth_date == date(1926, 11, 25)
    assert _read("3273022902000001").birth_date == date(2000, 2, 29)


def test_somebody_known_to_be_a_hundred_is_not_taken_for_a_child() -> None:
    elder = _read("3273026408200001", birth_date=date(1920, 8, 24))

    assert (elder.birth_date, elder.warnings) == (date(1920, 8, 24), ())


def test_a_birth_date_to_come_is_never_believed() -> None:
    odd = _read("3273022411260001", birth_date=date(2126, 11, 24))

    assert (odd.birth_date, odd.warnings) == (date(2026, 11, 24), (IdentityWarning.BIRTH_DATE_DIFFERS,))


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("327302150890000", "identity.bad_length"),
        ("32730215089000011", "identity.bad_length"),
        ("", "identity.bad_length"),
        ("327302150890000x", "identity.not_digits"),
        ("32730215089000٠١", "identity.not_digits"),
        ("3273023202900001", "identity.impossible_date"),
        ("3273022902010001", "identity.impossible_date"),
        ("3273024008900001", "identity.impossible_date"),
        ("3273027208900001", "identity.impossible_date"),
        ("3273021513900001", "identity.impossible_date"),
        ("3273020008900001", "identity.impossible_date"),
        ("3273021508900000", "identity.no_serial"),
    ],
)
def test_a_number_that_cannot_exist_is_refused(number: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        _read(number)

    (problem,) = refused.value.problems
    assert (problem.code, problem.message.key) == (ErrorCode.BAD_IDENTITY_NUMBER, key)
    assert not number or number not in str(refused.value)


def test_what_is_odd_is_only_pointed_out() -> None:
    odd = _read("9999995508900001", residence=DAGO, birth_date=date(1991, 8, 15), sex=Sex.M)

    assert set(odd.warnings) == set(IdentityWarning)
    assert _read(_MAN, residence=DAGO, birth_date=date(1990, 8, 15), sex=Sex.M).warnings == ()
    assert _read(_MAN, residence=RegionCode("32.73.12.1006")).warnings == (IdentityWarning.REGION_DIFFERS,)


@pytest.mark.parametrize("residence", [NATION, "32", "32.73", "32.73.02", "32.73.02.1004"])
def test_a_residence_that_may_turn_out_to_be_the_place_of_registration_is_not_odd(residence: RegionCode) -> None:
    assert _read(_MAN, residence=residence).warnings == ()


def test_a_womans_nik_is_no_family_card() -> None:
    check_kk("3273020101150001", today=TODAY)
    with pytest.raises(Refused):
        check_kk(_WOMAN, today=TODAY)


@pytest.mark.parametrize("number", ["", "327302010115000", "327302010115000x", "3273020113150001", "3273020101150000"])
def test_a_family_card_that_cannot_exist_is_refused(number: str) -> None:
    with pytest.raises(Refused) as refused:
        check_kk(number, today=TODAY)

    assert refused.value.problems[0].code is ErrorCode.BAD_IDENTITY_NUMBER


@given(number=st.one_of(st.text(max_size=20), st.from_regex(r"[0-9]{16}", fullmatch=True)))
def test_any_text_is_read_or_refused_and_a_refusal_never_holds_it(number: str) -> None:
    read: Nik | Refused
    try:
        read = _read(number)
    except Refused as refused:
        read = refused

    if isinstance(read, Nik):
        assert read.birth_date <= TODAY
        assert (read.sex is Sex.F) == (number[6] >= "4")
    else:
        assert read.problems[0].code is ErrorCode.BAD_IDENTITY_NUMBER
        assert len(number) < 5 or number not in str(read)


@given(born=st.dates(date(1910, 1, 1), TODAY), woman=st.booleans(), serial=st.integers(1, 9999))
def test_every_number_made_by_the_rules_is_read_back(born: date, woman: bool, serial: int) -> None:
    number = f"327302{born.day + 40 * woman:02}{born.month:02}{born.year % 100:02}{serial:04}"

    found = _read(number, birth_date=born)

    assert (found.sex, found.birth_date, found.warnings) == (Sex.F if woman else Sex.M, born, ())


def test_a_number_is_shown_masked() -> None:
    assert masked(_MAN) == "327302******0001"
    assert masked("12345") == "*****"
    assert masked("327302150890000") == "***************"

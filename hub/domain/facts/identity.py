"""What can be told from an identity number alone: whether a NIK or KK can exist, and what in it to look at again.

A bad number refuses its field, never the person: help does not wait for papers. Stores nothing; numbers are shown
masked.
Source: PP 37/2007 art. 37 for the form of a NIK (general knowledge, not read in the source): place of first
registration, date of birth, serial.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.domain.errors import ErrorCode, refuse
from hub.domain.region import RegionCode, within

_WOMENS_DAY = 40
"""A woman's day of birth is written 41 to 71."""


class Sex(StrEnum):
    """As in the fact `member.sex`."""

    F = "F"
    M = "M"


class IdentityWarning(StrEnum):
    """What is worth a look and refuses nothing: a NIK is permanent, and keeps the place of first registration."""

    UNKNOWN_REGION = "UNKNOWN_REGION"
    """Its first six digits name no district of today."""
    REGION_DIFFERS = "REGION_DIFFERS"
    """It was first registered elsewhere than where its holder lives."""
    BIRTH_DATE_DIFFERS = "BIRTH_DATE_DIFFERS"
    SEX_DIFFERS = "SEX_DIFFERS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nik:
    """A NIK that can exist: where it was first registered, when its holder was born, and the sex in it.

    The number holds two digits of the year only: `birth_date` is the one known of the holder where both can be true,
    else the latest that is past.
    """

    district: RegionCode
    birth_date: date
    sex: Sex
    warnings: tuple[IdentityWarning, ...] = ()


def read_nik(
    number: str,
    *,
    today: date,
    exists: Callable[[RegionCode], bool],
    residence: RegionCode | None = None,
    birth_date: date | None = None,
    sex: Sex | None = None,
) -> Nik:
    """What a NIK says, held against what else is known.

    Raises Refused (BAD_IDENTITY_NUMBER) for a wrong length, anything but digits, an impossible date or serial 0000.
    """
    district, day, month, year = _parts(number)
    written = Sex.F if day > _WOMENS_DAY else Sex.M
    born = _date(day - _WOMENS_DAY if written is Sex.F else day, month, year, today)
    # Somebody of a hundred years or more is not as young as the last two digits allow.
    if birth_date is not None and birth_date <= today and _two_digits(birth_date) == _two_digits(born):
        born = birth_date
    found: list[IdentityWarning] = []
    if not exists(district):
        found.append(IdentityWarning.UNKNOWN_REGION)
    # A residence known to the regency only may still turn out to be in the district.
    if residence is not None and not (within(residence, district) or within(district, residence)):
        found.append(IdentityWarning.REGION_DIFFERS)
    if birth_date is not None and birth_date != born:
        found.append(IdentityWarning.BIRTH_DATE_DIFFERS)
    if sex is not None and sex is not written:
        found.append(IdentityWarning.SEX_DIFFERS)
    return Nik(district=district, birth_date=born, sex=written, warnings=tuple(found))


def check_kk(number: str, *, today: date) -> None:
    """Refused (BAD_IDENTITY_NUMBER) for a family card's number that cannot exist. Its date is that of issue, so no day
    above 31 is possible: such a number is a woman's NIK in the wrong field."""
    _, day, month, year = _parts(number)
    _date(day, month, year, today)


def masked(number: str) -> str:
    """`327302******0001`: enough to tell two apart, not enough to use. A mistyped number is hidden whole, since fewer
    digits would be left to guess."""
    return f"{number[:6]}******{number[-4:]}" if len(number) == 16 else "*" * len(number)


def _parts(number: str) -> tuple[RegionCode, int, int, int]:
    if len(number) != 16:
        raise refuse(ErrorCode.BAD_IDENTITY_NUMBER, "identity.bad_length", given=len(number))
    if not (number.isascii() and number.isdigit()):
        raise refuse(ErrorCode.BAD_IDENTITY_NUMBER, "identity.not_digits")
    if number[12:] == "0000":
        raise refuse(ErrorCode.BAD_IDENTITY_NUMBER, "identity.no_serial")
    district = RegionCode(f"{number[:2]}.{number[2:4]}.{number[4:6]}")
    return district, int(number[6:8]), int(number[8:10]), int(number[10:12])


def _two_digits(born: date) -> tuple[int, int, int]:
    return born.day, born.month, born.year % 100


def _date(day: int, month: int, year: int, today: date) -> date:
    """The latest date, not after today, that two digits of a year allow."""
    century = today.year - today.year % 100
    for full in (century + year, century - 100 + year):
        try:
            found = date(full, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise refuse(ErrorCode.BAD_IDENTITY_NUMBER, "identity.impossible_date")

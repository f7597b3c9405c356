"""What a cell's text means: whole numbers, days, yes or no, codes, places. Strict; guesses nothing.

Each reader raises Refused with one problem when the text does not fit. Empty cells never get here (`rows` decides what
they mean). A feed repeats itself, so where it is slow to find out, a reader remembers what the latest texts meant.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeVar

from hub.domain.errors import ErrorCode, refuse
from hub.domain.facts.fact import FIRST_DAY, LAST_DAY

_Word = TypeVar("_Word", bound=StrEnum)
_Meaning = TypeVar("_Meaning")

_AMOUNT = re.compile(
    r"""(?:[Rr][Pp][.]?[ ]?)?
    (?:
      (?P<plain>[0-9]{1,16})(?:[.,]00?|,-)?
    | (?P<points>[1-9][0-9]{0,2}(?:[.][0-9]{3}){1,5})(?:,00?|,-)?
    | (?P<commas>[1-9][0-9]{0,2}(?:,[0-9]{3}){2,5})(?:[.]00?)?
    | (?P<comma>[1-9][0-9]{0,2},[0-9]{3})[.]00?
    )""",
    re.VERBOSE,
)
_TWO_MEANINGS = re.compile(r"(?:[Rr][Pp][.]?[ ]?)?[1-9][0-9]{0,2},[0-9]{3}")
_FRACTION = re.compile(r"(?:[Rr][Pp][.]?[ ]?)?[0-9][0-9.,]*[.,][0-9]+")
_NEGATIVE = re.compile(r"[-−–(].*[0-9].*")
_DIGITS_LOST = re.compile(r"[0-9]+(?:[.,][0-9]+)?[Ee][+-]?[0-9]+")
_SHEET_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|ERROR!|#+)")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LOCAL_DAY = re.compile(
    r"(?P<day>[0-9]{1,2})(?:(?P<parted>[/-])(?P<month>[0-9]{1,2})(?P=parted)| +(?P<name>[A-Za-z]+) +)(?P<year>[0-9]{4})"
)
_SERIAL_DAY = re.compile(r"[1-9][0-9]{4}(?:[.,][0-9]+)?")
_MONTHS = {
    month: number
    for months in (
        "januari februari maret april mei juni juli agustus september oktober november desember",
        "january february march april may june july august september october november december",
    )
    for number, month in enumerate(months.split(), start=1)
}
_KEY = re.compile(r"[a-z][a-z0-9_.-]{0,59}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YES_NO = {"ya": True, "tidak": False, "yes": True, "no": False}
_SPOILED_BEGINS = frozenset("#0123456789")
_REMEMBERED = 1_000


def refuse_spoiled(text: str) -> None:
    """Refuses what a spreadsheet program left of a cell: an error (`#REF!`), or a number without its last digits
    (`3.20411E+15`), whatever the cell is for."""
    if text[:1] not in _SPOILED_BEGINS:
        return
    if _DIGITS_LOST.fullmatch(text):
        raise refuse(ErrorCode.BAD_INPUT, "cell.digits_lost")
    if _SHEET_ERROR.fullmatch(text):
        raise refuse(ErrorCode.BAD_INPUT, "cell.spreadsheet_error")


@cache
def whole_number(minimum: int = 0, maximum: int = 10**15) -> Callable[[str], int]:
    """A reader of whole numbers within bounds: plain (`200000`), with thousands in the Indonesian way (`200.000`) or,
    where nothing else can be meant, the English one (`1,500,000`), with `Rp` before and no cents (`,00` `,-`) behind.
    """

    @lru_cache(maxsize=_REMEMBERED)
    def read(text: str) -> int:
        matched = _AMOUNT.fullmatch(text)
        if matched is None:
            raise refuse(ErrorCode.BAD_AMOUNT, _why_no_number(text))
        (digits,) = filter(None, matched.groups())
        number = int(digits.replace(".", "").replace(",", ""))
        if not minimum <= number <= maximum:
            raise refuse(ErrorCode.BAD_AMOUNT, "cell.number_out_of_bounds", minimum=minimum, maximum=maximum)
        return number

    return read


def _why_no_number(text: str) -> str:
    if _NEGATIVE.fullmatch(text):
        return "cell.negative_number"
    if _TWO_MEANINGS.fullmatch(text):
        return "cell.number_of_two_meanings"
    return "cell.fractional_number" if _FRACTION.fullmatch(text) else "cell.no_whole_number"


@lru_cache(maxsize=_REMEMBERED)
def day(text: str) -> date:
    """A day as `2026-11-24`, `24/11/2026`, `24-11-2026` or `24 November 2026`, the month in Indonesian or English."""
    if iso := _ISO_DAY.fullmatch(text):
        year, month, number = (int(part) for part in iso.groups())
    elif local := _LOCAL_DAY.fullmatch(text):
        number, month, year = int(local["day"]), _month(local["month"] or local["name"]), int(local["year"])
    elif _SERIAL_DAY.fullmatch(text):
        raise refuse(ErrorCode.BAD_INPUT, "cell.day_as_number")
    else:
        raise refuse(ErrorCode.BAD_INPUT, "cell.no_day")
    try:
        found = date(year, month, number)
    except ValueError:
        raise refuse(ErrorCode.BAD_INPUT, "cell.impossible_day") from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise refuse(ErrorCode.BAD_INPUT, "cell.impossible_day")
    return found


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written.lower() not in _MONTHS:
        raise refuse(ErrorCode.BAD_INPUT, "cell.no_day")
    return _MONTHS[written.lower()]


def yes_no(text: str) -> bool:
    """`ya` or `tidak`, or in English."""
    answer = _YES_NO.get(text.lower())
    if answer is None:
        raise refuse(ErrorCode.BAD_INPUT, "cell.no_yes_or_no")
    return answer


@cache
def one_of(kind: type[_Word]) -> Callable[[str], _Word]:
    """A reader of the codes of an enumeration, as they are written there."""

    return word_for({member.value: member for member in kind})


def word_for(meanings: Mapping[str, _Meaning]) -> Callable[[str], _Meaning]:
    """A reader of a form's own words, each with what it means."""

    def read(text: str) -> _Meaning:
        if text not in meanings:
            raise refuse(ErrorCode.BAD_INPUT, "cell.unknown_word", choices=tuple(meanings))
        return meanings[text]

    return read


def key(text: str) -> str:
    """A key of lower case letters, digits, `_`, `.` and `-`, beginning with a letter, at most 60 long."""
    if not _KEY.fullmatch(text):
        raise refuse(ErrorCode.BAD_INPUT, "cell.bad_key")
    return text


@cache
def words(limit: int) -> Callable[[str], str]:
    """A reader of free text of at most so many characters, without control characters."""

    def read(text: str) -> str:
        if len(text) > limit:
            raise refuse(ErrorCode.BAD_INPUT, "cell.too_long", limit=limit, given=len(text))
        if not text.isprintable() and _CONTROL.search(text):
            raise refuse(ErrorCode.BAD_INPUT, "cell.control_character")
        return text

    return read

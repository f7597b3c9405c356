"""The cells of one row, each handed out once: what it means, or what is wrong with it. Knows no source."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Protocol, TypeVar

from connectors.feeds.cells import one_of, refuse_spoiled, words
from connectors.feeds.columns import Column
from hub.domain.errors import ErrorCode, Message, Parameter, Refused, refuse
from hub.domain.offerings.feed import Refusal, Row
from hub.domain.offerings.offering import SourceKey
from hub.domain.region import RegionCode, parse_region_code
from hub.domain.text import Text

READER_VERSION = 1
"""Raise it whenever a row may come to mean something else than before, whichever source's: until then, rows that are
known from an earlier import are not read again. `tests/connectors/test_reader_version.py` fails when it was forgotten.
"""
MAX_VALUE_SHOWN = 40
REFERENCE_LENGTH = 100
"""Of a partner's own key, in characters."""

_CUT_BEFORE_MASKING = 400
_LIST_SEPARATOR = "|"
_IDENTITY_NUMBER = re.compile(r"([0-9]{6})[0-9]{6}([0-9]{4})")
_Value = TypeVar("_Value")
_Word = TypeVar("_Word", bound=StrEnum)

Origins = Mapping[str, tuple[str, ...]]
"""For each field of a draft that the hub may object to, the columns it comes from: the first is named in the refusal,
and none is given when any of them was already refused."""


class Regions(Protocol):
    """The places that exist; the hub passes its own table."""

    def exists(self, code: RegionCode) -> bool:
        """Whether a well-formed code stands for a region."""


class RowReader:
    """Hands out the cells of one row, each once, and keeps what is wrong with them. A cell is empty when the file
    has no such column; KeyError when it was taken before, or the source does not declare it.

    A refused cell gives a placeholder, so that the rest of the row is judged too; a row with a refusal never becomes a
    draft, so a placeholder never leaves.
    """

    def __init__(self, row: Row, shared: "Shared") -> None:
        self.line = row.line
        self.source = shared.source
        """The key of the source whose row it is."""
        self.refusals: list[Refusal] = []
        self.region = shared.region
        """A reader of the codes of regions that exist."""
        self._cells = {**shared.empty, **row.cells}
        self._above = shared.above
        self._list_of = shared.list_of

    def required(self, column: str, parse: Callable[[str], _Value], placeholder: _Value) -> _Value:
        """The value of a cell that may not be empty."""
        if not self._cells[column]:
            self.refuse(column, None, Message("cell.empty"))
        return self.optional(column, parse, placeholder)

    def optional(self, column: str, parse: Callable[[str], _Value], default: _Value) -> _Value:
        """The value of a cell, or the default when it is empty."""
        text = self._cells.pop(column)
        if not text:
            return default
        above = self._above.get(column)
        if above is not None and above[0] == text and above[1] is parse:
            meaning: _Value = above[2]
            return meaning
        return self._parsed(column, text, parse, default)

    def listed(self, column: str, parse: Callable[[str], _Value], *, required: bool = False) -> tuple[_Value, ...]:
        """The values of a cell of several, separated by `|`, none of them empty."""
        each = self._list_of(parse)
        return self.required(column, each, ()) if required else self.optional(column, each, ())

    def word(self, column: str, kind: type[_Word]) -> _Word:
        """A code of an enumeration that may not be empty."""
        some: _Word = _first(kind)
        return self.required(column, one_of(kind), some)

    def text(self, column: str, *, limit: int = 200) -> str:
        """Free text that may not be empty, of at most so many characters."""
        return self.required(column, words(limit), "")

    def text_in_both(self, id_column: str, en_column: str, *, limit: int = 200) -> Text:
        """Words in Indonesian, which may not be empty, and English, which may."""
        return Text(self.text(id_column, limit=limit), self.optional(en_column, words(limit), None))

    def optional_text_in_both(self, id_column: str, en_column: str, *, limit: int = 200) -> Text | None:
        """Words in both languages, or none at all; English alone is refused."""
        indonesian = self.optional(id_column, words(limit), None)
        english = self.optional(en_column, words(limit), None)
        if indonesian is None and english is not None and not self._refused(id_column):
            self.refuse(id_column, None, Message("cell.empty_beside", {"other": en_column}))
        return None if indonesian is None else Text(indonesian, english)

    def texts_in_both(self, id_column: str, en_column: str) -> tuple[Text, ...]:
        """A list in Indonesian and, when given, as long a list in English."""
        indonesian = self.listed(id_column, words(200))
        english = self.listed(en_column, words(200))
        if self._refused(id_column):
            return ()
        if english and len(english) != len(indonesian):
            parameters: dict[str, Parameter] = {"given": len(english), "expected": len(indonesian), "other": id_column}
            self.refuse(en_column, _LIST_SEPARATOR.join(english), Message("cell.list_length", parameters))
            return ()
        return tuple(Text(*pair) for pair in zip(indonesian, english or (None,) * len(indonesian), strict=True))

    def _refused(self, column: str) -> bool:
        """Whether a cell has been told to be wrong, so that its placeholder says nothing."""
        return any(refusal.column == column for refusal in self.refusals)

    def attempt(self, column: str, value: str, build: Callable[[], _Value]) -> _Value | None:
        """What is built from several cells; a Refused is told of the column given."""
        try:
            return build()
        except Refused as refused:
            for problem in refused.problems:
                self.refuse(column, value, problem.message)
            return None

    def refuse(self, column: str | None, value: str | None, message: Message, place: str | None = None) -> None:
        """One more thing wrong with the row."""
        self.refusals.append(
            Refusal(line=self.line, column=column, value=_short(value), message=_masked(message), place=place)
        )

    def refuse_leftovers(self) -> None:
        """Every cell that nobody took."""
        for column, text in self._cells.items():
            self.refuse(column, text, Message("cell.not_taken"))

    def _parsed(self, column: str, text: str, parse: Callable[[str], _Value], placeholder: _Value) -> _Value:
        try:
            refuse_spoiled(text)
            value = parse(text)
        except Refused as refused:
            for problem in refused.problems:
                self.refuse(column, text, problem.message, place_in_cell(problem.path))
            return placeholder
        self._above[column] = (text, parse, value)
        return value


@cache
def _first(kind: type[_Word]) -> _Word:
    return next(iter(kind))


class Shared:
    """What the rows of a file share. A cell often says what the one above it said, and so means the same."""

    def __init__(self, source: SourceKey, columns: Sequence[Column], regions: Regions) -> None:
        self.source = source
        self.empty = dict.fromkeys((column.name for column in columns), "")
        self.above: dict[str, tuple[str, object, Any]] = {}
        """By column: the text that was last taken, its reader, and its meaning."""

        def region(text: str) -> RegionCode:
            code = parse_region_code(text)
            if not regions.exists(code):
                raise refuse(ErrorCode.UNKNOWN_REGION, "region.unknown", given=code)
            return code

        self.region: Callable[[str], RegionCode] = region
        self.list_of = lru_cache(maxsize=16)(_list_of)
        """The same reader of lists for the same reader of their parts."""


def _list_of(parse: Callable[[str], _Value]) -> Callable[[str], tuple[_Value, ...]]:
    """A reader of several values, separated by `|`, none of them empty."""

    def each(text: str) -> tuple[_Value, ...]:
        parts = [part.strip() for part in text.split(_LIST_SEPARATOR)]
        if not all(parts):
            raise refuse(ErrorCode.BAD_INPUT, "cell.empty_part")
        return tuple(parse(part) for part in parts)

    return each


def place_in_cell(path: Sequence[str | int]) -> str | None:
    """A path inside a cell in the manner of JSONPath; None for the cell as a whole."""
    parts = (f"[{part}]" if isinstance(part, int) else part if part.startswith("[") else f".{part}" for part in path)
    return "$" + "".join(parts) if path else None


def _short(value: str | None) -> str | None:
    if value is None:
        return None
    # A cell may hold 128 KiB; far more than is shown is cut first, so that no identity number is cut in two and shown.
    masked = _mask(" ".join(value[:_CUT_BEFORE_MASKING].split()))
    return masked if len(masked) <= MAX_VALUE_SHOWN else masked[: MAX_VALUE_SHOWN - 1] + "…"


def _masked(message: Message) -> Message:
    """No identity number in a message, whatever stood in the cell."""
    return Message(message.key, {name: _masked_parameter(value) for name, value in message.parameters.items()})


def _masked_parameter(value: Parameter) -> Parameter:
    if isinstance(value, str):
        return _mask(value)
    return tuple(_mask(part) for part in value) if isinstance(value, tuple) else value


def _mask(text: str) -> str:
    return _IDENTITY_NUMBER.sub(r"\1******\2", text)

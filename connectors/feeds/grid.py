"""A file as cells of text, before anybody asks what its columns mean; and how one is refused. Reads no bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from hub.domain.errors import ErrorCode, FeedError, Parameter, problem

MAX_LINE_BYTES = 1_000_000
"""Of one row, however many lines its quoted cells span."""
MAX_CELL_LETTERS = 131_072
"""Where the csv module stops by itself."""
MAX_UPLOAD_BYTES = 200_000_000
MAX_COLUMNS = 500
"""Each is held against the others, and against what may be missing: 40,000 took 8 s, and no form has so many."""
LAST_TITLE_LINE = 20
"""A header that is not in the first line is looked for down to here."""

Line = tuple[int, list[str]]
"""The number that a line has for whoever opens the file, the first being 1, and its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The first line and, read as they are iterated, those below, each with as many cells: iterating may raise
    FeedError."""

    header: list[str]
    lines: Iterator[Line]


def feed_error(key: str, *, line: int | None, column: str | None = None, **parameters: Parameter) -> FeedError:
    """A file that cannot be read, by line (the header being 1) and column where there is one."""
    return FeedError(problem(ErrorCode.FEED_UNREADABLE, key, line=line, column=column, **parameters))


def refuse_lower_header(lines: Iterable[Line], known: set[str]) -> None:
    """Raises FeedError when the first line has no column's name, and one of these lines below has."""
    for line, cells in takewhile(lambda each: each[0] <= LAST_TITLE_LINE, lines):
        if not known.isdisjoint(cell.strip() for cell in cells):
            raise feed_error("feed.header_not_first", line=line)

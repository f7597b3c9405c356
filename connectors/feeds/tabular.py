"""How a partner's file of rows and columns becomes rows by column name. Judges no cell.

What a file is shows in its bytes, not in its name. One that cannot be read raises one FeedError that says where.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from itertools import chain, compress
from operator import eq
from typing import BinaryIO

from connectors.feeds.columns import Column
from connectors.feeds.delimited import read_delimited
from connectors.feeds.grid import LAST_TITLE_LINE, MAX_COLUMNS, Grid, Line, feed_error
from connectors.feeds.spreadsheet import read_spreadsheet
from hub.domain.offerings.feed import Row

_BLOCK_BYTES = 65_536
_EMPTY_ROWS_HELD = 10_000
_ZIP = b"PK\x03\x04"
_LOCKED_OR_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a workbook with a password begins, and one in the form before 2007 (XLS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file with a readable header. `lines` reads on as it is iterated, and may raise FeedError at any line; each
    has a cell, without space around, for each of the `columns`.

    `ignored_columns` are columns the source does not know; their cells are in no line.
    """

    columns: tuple[str, ...]
    ignored_columns: tuple[str, ...]
    lines: Iterator[Line]

    def row(self, line: Line) -> Row:
        """A line by the names of its columns."""
        number, cells = line
        return Row(number, dict(zip(self.columns, cells, strict=True)))


def read_table(content: BinaryIO, columns: Sequence[Column]) -> Table:
    """The rows of a file whose header has the declared columns, in any order and each under its name or an alias. Empty
    rows at the end are none.

    A column that is not required may be left out, but not while a column of another name is there: it may have been
    renamed. Raises FeedError.
    """
    meant = {spelling: column.name for column in columns for spelling in (column.name, *column.aliases)}
    grid = _grid(content, {*meant})
    header = [meant.get(name, name) for name in grid.header]
    ignored = _check_header(header, columns)
    known = tuple(name for name in header if name not in ignored)
    return Table(columns=known, ignored_columns=ignored, lines=_up_to_the_last_filled(_lines(grid, set(ignored))))


def _grid(content: BinaryIO, known: set[str]) -> Grid:
    first = content.read(_BLOCK_BYTES)
    if first.startswith(_LOCKED_OR_OLD):
        raise feed_error("feed.spreadsheet_locked", line=None)
    blocks = chain([first], iter(partial(content.read, _BLOCK_BYTES), b""))
    return read_spreadsheet(blocks, known) if first.startswith(_ZIP) else read_delimited(blocks, known)


def _check_header(header: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
    if len(header) > MAX_COLUMNS:
        raise feed_error("feed.too_many_columns", line=1, given=len(header), maximum=MAX_COLUMNS)
    for position, name in enumerate(header, start=1):
        if not name:
            raise feed_error("feed.unnamed_column", line=1, position=position)
        if header.index(name) != position - 1:
            raise feed_error("feed.repeated_column", line=1, column=name[:60])
    unknown = tuple(name for name in header if name not in {column.name for column in columns})
    missing = [column for column in columns if column.name not in header]
    if missing and unknown:
        for column in missing:
            if near := get_close_matches(column.name, unknown, n=1):
                raise feed_error("feed.renamed_column", line=1, column=column.name, given=near[0][:60])
        raise feed_error("feed.renamed_column", line=1, column=missing[0].name, given=unknown[0][:60])
    for column in missing:
        if column.required:
            raise feed_error("feed.missing_column", line=1, column=column.name)
    return unknown


def _lines(grid: Grid, ignored: set[str]) -> Iterator[Line]:
    names = frozenset(grid.header)
    known = [name not in ignored for name in grid.header]
    for line, written in grid.lines:
        cells = [cell.strip() for cell in written]
        # Near the top a second header may be in capitals. Rarely a cell is the name of a column; then it is looked at
        # which, and how many are.
        words = [cell.lower() for cell in cells] if line <= LAST_TITLE_LINE else cells
        if not names.isdisjoint(words) and sum(map(eq, grid.header, words)) > 1:
            raise feed_error("feed.second_header", line=line)
        yield line, [*compress(cells, known)] if ignored else cells


def _up_to_the_last_filled(lines: Iterator[Line]) -> Iterator[Line]:
    """Without the empty lines that a spreadsheet program leaves at the end.

    Beyond a number that would take memory they are lines like others, to be refused.
    """
    empty: list[Line] = []
    for line in lines:
        filled = any(line[1])
        if not filled:
            empty.append(line)
        if empty and (filled or len(empty) > _EMPTY_ROWS_HELD):
            yield from empty
            empty.clear()
        if filled:
            yield line

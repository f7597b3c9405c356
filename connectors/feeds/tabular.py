"""How the bytes of a CSV document become rows of text: strictly, one line after the other. Judges no cell.

UTF-8 (with or without a byte order mark), comma or semicolon, quotes doubled (RFC 4180). A document that breaks the
form anywhere raises one FeedError that names line and column; nothing else is raised. Cells that begin like a formula
are data and stay as they are.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import BinaryIO

from connectors.contract import Column
from hub.domain.errors import ErrorCode, FeedError, Parameter, problem
from hub.domain.feed import Row

MAX_LINE_BYTES = 1_000_000
"""Of one row, however many lines its quoted cells span."""
MAX_DOCUMENT_BYTES = 200_000_000

_DELIMITERS = ",;"
_ZIP = b"PK\x03\x04"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A document with a readable header. `rows` reads on as it is iterated, and may raise FeedError at any row.

    `ignored_columns` are columns the source does not know; their cells are in no row.
    """

    ignored_columns: tuple[str, ...]
    rows: Iterator[Row]


def read_table(content: BinaryIO, columns: Sequence[Column]) -> Table:
    """The rows of a document whose header has the declared columns, in any order.

    A column that is not required may be left out, but not while a column of another name is there: it may have been
    renamed. Raises FeedError.
    """
    lines = _Lines(content)
    first = next(lines, "")
    if not first.strip():
        raise feed_error("feed.empty", line=1)
    delimiter, header = _header(first, {column.name for column in columns})
    lines.header, lines.delimiter = header, delimiter
    ignored = _check_header(header, columns)
    return Table(ignored_columns=ignored, rows=_rows(lines, header, set(ignored), delimiter))


def feed_error(key: str, *, line: int | None, column: str | None = None, **parameters: Parameter) -> FeedError:
    """A document that cannot be read, by line (the header being 1) and column where there is one."""
    return FeedError(problem(ErrorCode.FEED_UNREADABLE, key, line=line, column=column, **parameters))


class _Lines:
    """The document's lines as text, each checked before it is believed. Knows where it is, for errors."""

    def __init__(self, content: BinaryIO) -> None:
        self._content = content
        self._size = 0
        self.number = 0
        self.row_line = 1
        self.row_bytes = 0
        self.ended = False
        self.terminated = True
        self.header: list[str] = []
        self.delimiter = ","

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._content.readline(MAX_LINE_BYTES + 1)
        if not raw:
            self.ended = True
            raise StopIteration
        self.number += 1
        if self.number == 1:
            if raw.startswith(_ZIP):
                raise feed_error("feed.not_csv", line=1)
            raw = raw.removeprefix(_BYTE_ORDER_MARK)
        self._size += len(raw)
        self.row_bytes += len(raw)
        if self.row_bytes > MAX_LINE_BYTES:
            raise feed_error("feed.line_too_long", line=self.row_line, limit=MAX_LINE_BYTES)
        if self._size > MAX_DOCUMENT_BYTES:
            raise feed_error("feed.document_too_long", line=self.number, limit=MAX_DOCUMENT_BYTES)
        self.terminated = raw.endswith(b"\n")
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            column = self._column_at(raw[: error.start])
            raise feed_error("feed.wrong_encoding", line=self.number, column=column) from None
        if "\0" in text:
            column = self._column_at(raw[: raw.index(b"\0")])
            raise feed_error("feed.nul_character", line=self.number, column=column)
        return text

    def begin_row(self) -> None:
        self.row_line = self.number + 1
        self.row_bytes = 0

    def _column_at(self, before: bytes) -> str | None:
        """The column in which a line stops being readable; not told within a cell of several lines."""
        if not self.header or self.row_line != self.number:
            return None
        try:
            cells = next(csv.reader([before.decode()], delimiter=self.delimiter), [""])
        except csv.Error:
            return None
        return self.header[len(cells) - 1] if 0 < len(cells) <= len(self.header) else None


def _header(first: str, known: set[str]) -> tuple[str, list[str]]:
    """The delimiter under which the header has more of the known columns, and the header."""
    read: list[tuple[int, str, list[str]]] = []
    for delimiter in _DELIMITERS:
        try:
            names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter, strict=True), [])]
        except csv.Error:
            continue
        read.append((len(known.intersection(names)), delimiter, names))
    if not read:
        raise feed_error("feed.bad_quotes", line=1)
    _, delimiter, names = max(read, key=lambda each: each[0])
    return delimiter, names


def _check_header(header: Sequence[str], columns: Sequence[Column]) -> tuple[str, ...]:
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


def _rows(lines: _Lines, header: Sequence[str], ignored: set[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begin_row()
        line = lines.row_line
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _broken_row(lines, line, error) from None
        if cells is None:
            return
        if not cells:
            continue
        if len(cells) != len(header):
            raise _cell_count(lines, line, header, len(cells))
        yield Row(line, {name: cell for name, cell in zip(header, cells, strict=True) if name not in ignored})


def _broken_row(lines: _Lines, line: int, error: csv.Error) -> FeedError:
    if lines.ended:
        return feed_error("feed.cut_off", line=line)
    if "field limit" in str(error):
        return feed_error("feed.cell_too_long", line=line, limit=csv.field_size_limit())
    return feed_error("feed.bad_quotes", line=lines.number)


def _cell_count(lines: _Lines, line: int, header: Sequence[str], given: int) -> FeedError:
    if given < len(header):
        key = "feed.too_few_cells" if lines.terminated else "feed.cut_off"
        return feed_error(key, line=line, column=header[given], given=given, expected=len(header))
    return feed_error("feed.too_many_cells", line=line, column=header[-1], given=given, expected=len(header))

"""How the bytes of a CSV file become lines of cells: strictly, one after the other. Judges no cell.

UTF-8 (with or without a byte order mark) or UTF-16 (with one); comma, semicolon or tab; quotes doubled (RFC 4180). A
file that breaks the form anywhere raises one FeedError that names line and column; nothing else is raised. Cells
that begin like a formula are data and stay as they are.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

from connectors.feeds.grid import (
    MAX_CELL_LETTERS,
    MAX_LINE_BYTES,
    MAX_UPLOAD_BYTES,
    Grid,
    Line,
    feed_error,
    refuse_lower_header,
)
from hub.domain.errors import FeedError

_DELIMITERS = ",;\t"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_delimited(blocks: Iterator[bytes], known: set[str]) -> Grid:
    """The lines of a CSV file that comes block by block. `known` names of columns show how cells are separated.

    Raises FeedError.
    """
    lines = _Lines(_stream(blocks))
    first = next(lines, "")
    if not first.strip():
        raise feed_error("feed.empty", line=1)
    delimiter, header = _header(first, known)
    if not known.intersection(header):
        refuse_lower_header(_below(lines), known)
    lines.header, lines.delimiter = header, delimiter
    return Grid(header=header, lines=_cells(lines, header, delimiter))


class _Blocks(io.RawIOBase):
    """Blocks of bytes, one after the other, as a stream."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = filter(None, blocks)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._blocks, b"")
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _stream(blocks: Iterator[bytes]) -> BinaryIO:
    """The file in UTF-8, if it is text at all."""
    first = next(blocks, b"")
    whole = chain([first], blocks)
    return io.BufferedReader(_Blocks(_from_utf_16(whole) if first.startswith(_UTF_16) else whole))


def _from_utf_16(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """UTF-16 as UTF-8. What is no character becomes what is none in UTF-8 either, so that its line is named later."""
    decoder = codecs.getincrementaldecoder("utf-16")("surrogatepass")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "surrogatepass")
    if decoder.getstate()[0]:
        yield b"\xff"


class _Lines:
    """The file's lines as text, each checked before it is believed. Knows where it is, for errors."""

    def __init__(self, content: BinaryIO) -> None:
        self._content = content
        self._size = 0
        self.number = 0
        self.text = ""
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
            raw = raw.removeprefix(codecs.BOM_UTF8)
        self._size += len(raw)
        self.row_bytes += len(raw)
        if self.row_bytes > MAX_LINE_BYTES:
            raise feed_error("feed.line_too_long", line=self.row_line, limit=MAX_LINE_BYTES)
        if self._size > MAX_UPLOAD_BYTES:
            raise feed_error("feed.upload_too_long", line=self.number, limit=MAX_UPLOAD_BYTES)
        self.terminated = raw.endswith(b"\n")
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            column = self._column_at(raw[: error.start])
            raise feed_error("feed.wrong_encoding", line=self.number, column=column) from None
        if "\0" in text:
            column = self._column_at(raw[: raw.index(b"\0")])
            if self.number == 1:  # in the names of columns it is no slip, but UTF-16 without the mark that tells so
                raise feed_error("feed.wrong_encoding", line=1, column=column)
            raise feed_error("feed.nul_character", line=self.number, column=column)
        self.text = text
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
    read = [(delimiter, names) for delimiter in _DELIMITERS if (names := _names(first, delimiter))]
    if not read:
        raise _bad_form(first, 1)
    return max(read, key=lambda each: len(known.intersection(each[1])))


def _names(text: str, delimiter: str) -> list[str]:
    """A line as names of columns; none when its quotes do not pair."""
    try:
        return [name.strip() for name in next(csv.reader([text], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return []


def _below(lines: _Lines) -> Iterator[Line]:
    """The lines that may be the header when the first is none, by each delimiter."""
    for text in lines:
        lines.begin_row()
        for delimiter in _DELIMITERS:
            yield lines.number, _names(text, delimiter)


def _cells(lines: _Lines, header: Sequence[str], delimiter: str) -> Iterator[Line]:
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
        yield line, cells


def _broken_row(lines: _Lines, line: int, error: csv.Error) -> FeedError:
    if lines.ended:
        return feed_error("feed.cut_off", line=line)
    if "field limit" in str(error):
        return feed_error("feed.cell_too_long", line=line, limit=MAX_CELL_LETTERS)
    return _bad_form(lines.text, lines.number)


def _bad_form(text: str, line: int) -> FeedError:
    """Why a line is no row: its ends are a lone carriage return, as old spreadsheet programs write them, or its quotes
    do not pair."""
    if "\r" in text.removesuffix("\r\n"):
        return feed_error("feed.bad_line_ends", line=line)
    return feed_error("feed.bad_quotes", line=line)


def _cell_count(lines: _Lines, line: int, header: Sequence[str], given: int) -> FeedError:
    if given < len(header):
        key = "feed.too_few_cells" if lines.terminated else "feed.cut_off"
        return feed_error(key, line=line, column=header[given], given=given, expected=len(header))
    return feed_error("feed.too_many_cells", line=line, column=header[-1], given=given, expected=len(header))

"""The process that `spreadsheet` starts: reads a workbook from its standard input, and writes as JSON lines the first
visible sheet with anything in it, or why there is none to be had. Its arguments are names of columns.

A formula is the value that the workbook holds for it. Numbers are written as they are, whole ones without a point, and
with an exponent beyond the 15 digits that a spreadsheet keeps; days as 2026-11-24, yes and no as ya and tidak.
"""

import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

import msgspec
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from connectors.feeds.grid import (
    LAST_TITLE_LINE,
    MAX_CELL_LETTERS,
    MAX_COLUMNS,
    MAX_LINE_BYTES,
    MAX_UPLOAD_BYTES,
    Line,
    feed_error,
    refuse_lower_header,
)
from connectors.feeds.spreadsheet import Refused
from hub.domain.errors import FeedError

_MEMORY_BYTES = 512 * 1024 * 1024
_CPU_SECONDS = 30
_MAX_PARTS = 1_000
_MAX_RATIO = 200
_RATIO_COUNTS_FROM_BYTES = 1_000_000

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ENCRYPTED = 0x1
_BLOCK_BYTES = 65_536
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LIKE_THOUSANDS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")

_Place = tuple[int, int]
"""Row and column of a cell, from zero."""


def limit_this_process() -> None:
    """No more memory, time or output than a workbook of reason needs, and no copy of it when the process dies."""
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MAX_UPLOAD_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read_workbook(content: IO[bytes], known: set[str]) -> Iterator[Line]:
    """The lines of the first visible sheet with anything in it, each with as many cells, the first being the header.

    Raises FeedError for what a partner can mend, and anything at all for a damaged workbook.
    """
    with zipfile.ZipFile(content) as archive:
        _check_parts(archive)
        parts = _sheet_parts(archive)
        content.seek(0)
        with CalamineWorkbook.from_filelike(content) as workbook:
            for sheet in workbook.sheets_metadata:
                if sheet.typ is not SheetTypeEnum.WorkSheet or sheet.visible is not SheetVisibleEnum.Visible:
                    continue
                with archive.open(parts[sheet.name]) as part:
                    errors = _Scan(sheet.name).errors(part)
                worksheet = workbook.get_sheet_by_name(sheet.name)
                _check_start(worksheet)
                lines = partial(_lines, worksheet, errors)
                width = max((_filled(cells) for _, cells in lines()), default=0)
                if width > 0:
                    _check_top(worksheet, lines(), known)
                    return ((line, cells[:width]) for line, cells in lines())
    raise feed_error("feed.empty", line=1)


def _check_parts(archive: zipfile.ZipFile) -> None:
    """What the directory of the archive says, and that no part declares entities of its own, which can grow without
    end: no spreadsheet program writes them."""
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise feed_error("feed.spreadsheet_locked", line=None)
    if not {_WORKBOOK, _RELATIONS} <= {part.filename for part in parts}:
        raise feed_error("feed.not_spreadsheet", line=None)
    if (
        len(parts) > _MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UPLOAD_BYTES
        or any(part.file_size > max(_RATIO_COUNTS_FROM_BYTES, _MAX_RATIO * part.compress_size) for part in parts)
    ):
        raise feed_error("feed.spreadsheet_too_large", line=None, limit=MAX_UPLOAD_BYTES)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as opened:
                _refuse_declarations(opened, part.filename)


def _refuse_declarations(part: IO[bytes], name: str) -> None:
    begun = False

    def refuse(*_: object) -> None:
        raise feed_error("feed.spreadsheet_with_entities", line=None, part=name[:60])

    def begin(*_: object) -> None:
        nonlocal begun
        begun = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    while not begun and (block := part.read(_BLOCK_BYTES)):
        parser.Parse(block)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive for each sheet, by the sheet's name."""
    targets = {
        relation.attrib["Id"]: relation.attrib["Target"]
        for relation in ElementTree.fromstring(archive.read(_RELATIONS))  # noqa: S314  # no entities: checked before
    }
    parts: dict[str, str] = {}
    for element in ElementTree.fromstring(archive.read(_WORKBOOK)).iter():  # noqa: S314  # no entities: checked before
        if element.tag.endswith("}sheet"):
            (relation,) = (value for name, value in element.attrib.items() if name.endswith("}id"))
            target = targets[relation]
            parts[element.attrib["name"]] = target[1:] if target.startswith("/") else f"xl/{target}"
    return parts


class _Scan:
    """What calamine reads as an empty cell although there is something: errors, and formulas without their value."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._errors: dict[_Place, str] = {}
        self._prefix: str | None = None
        self._anchor: str | _Place = (-1, -1)
        self._steps = 0
        self._kind = ""
        self._value: str | None = None
        self._formula = False

    def errors(self, part: IO[bytes]) -> dict[_Place, str]:
        """The cells of a sheet that hold an error, such as `#REF!`. Raises FeedError at a formula without a value."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        parser.EndElementHandler = self._end
        while block := part.read(_BLOCK_BYTES):
            parser.Parse(block)
        return self._errors

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._prefix is None:
            self._prefix = tag.removesuffix("worksheet")
        match tag.removeprefix(self._prefix):
            case "row":
                self._anchor, self._steps = (int(attributes.get("r", self._place()[0] + 2)) - 1, -1), 0
            case "c":
                # A cell may leave out where it is: then it is beside the one before.
                reference = attributes.get("r")
                self._anchor, self._steps = (reference, 0) if reference else (self._anchor, self._steps + 1)
                self._kind, self._value, self._formula = attributes.get("t", ""), None, False
            case "f":
                self._formula = True
            case "v":
                self._value = ""
            case _:
                pass  # nothing else of a sheet says what is in a cell

    def _text(self, text: str) -> None:
        if self._value is not None:
            self._value += text

    def _end(self, tag: str) -> None:
        if not tag.endswith("c") or tag.removeprefix(self._prefix or "") != "c":
            return
        if self._kind == "e":
            self._errors[self._place()] = self._value or "#ERROR!"
        elif self._formula and not (self._value or "").strip() and (self._kind != "str" or self._value is None):
            place = self._place()
            raise feed_error("feed.formula_without_value", line=place[0] + 1, place=f"{self._sheet}!{_name(place)}")

    def _place(self) -> _Place:
        row, column = _place(self._anchor) if isinstance(self._anchor, str) else self._anchor
        return row, column + self._steps


def _place(reference: str) -> _Place:
    """Where `B12` is."""
    matched = _REFERENCE.fullmatch(reference)
    if matched is None:
        raise ValueError("no cell's name")
    column = 0
    for letter in matched[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(matched[2]) - 1, column - 1


def _name(place: _Place) -> str:
    """What a cell is called: `B12`."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def _lines(sheet: CalamineSheet, errors: dict[_Place, str]) -> Iterator[Line]:
    """All lines from the first row on, the cells from the first column on."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    marked = {row for row, _ in errors}
    for row, values in enumerate(sheet.iter_rows()):
        cells = before + [_text(value) for value in values]
        if row in marked:
            cells = [errors.get((row, column), cell) for column, cell in enumerate(cells)]
        yield row + 1, cells


def _filled(cells: list[str]) -> int:
    """How many cells there are up to the last with anything in it."""
    return max((number for number, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _check_start(sheet: CalamineSheet) -> None:
    """A lone cell far below or far to the right has no header, and millions of empty cells before it."""
    row, column = sheet.start or (0, 0)
    if row >= LAST_TITLE_LINE or column >= MAX_COLUMNS:
        raise feed_error("feed.empty", line=1)


def _check_top(sheet: CalamineSheet, lines: Iterator[Line], known: set[str]) -> None:
    _, header = next(lines)
    if known.isdisjoint(name.strip() for name in header):
        refuse_lower_header(lines, known)
    for first, last in sheet.merged_cell_ranges or ():
        raise feed_error("feed.merged_cells", line=first[0] + 1, place=f"{sheet.name}!{_name(first)}:{_name(last)}")


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case bool():
            return "ya" if value else "tidak"
        case int() | float():
            return _number(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float) -> str:
    """A number as the spreadsheet shows it in full. A fraction never looks like thousands: `1.500` is written 1.5, and
    1.234 gets a nought."""
    text = format(value, ".15g")
    return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else text


def write_lines(lines: Iterator[Line], output: IO[bytes]) -> None:
    """Each line as JSON. Raises FeedError at one that is longer than a line may be."""
    for line, cells in lines:
        if any(len(cell) > MAX_CELL_LETTERS for cell in cells):
            raise feed_error("feed.cell_too_long", line=line, limit=MAX_CELL_LETTERS)
        encoded = msgspec.json.encode((line, cells))
        if len(encoded) > MAX_LINE_BYTES:
            raise feed_error("feed.line_too_long", line=line, limit=MAX_LINE_BYTES)
        output.write(encoded + b"\n")


def main() -> None:
    """Read, and tell."""
    limit_this_process()
    output = sys.stdout.buffer
    try:
        write_lines(read_workbook(sys.stdin.buffer, set(sys.argv[1:])), output)
    except FeedError as refused:
        (problem,) = refused.problems
        output.write(msgspec.json.encode(Refused(problem.message.key, problem.message.parameters)))


if __name__ == "__main__":
    main()

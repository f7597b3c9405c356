"""Documents for tests: fixtures as bytes, columns changed, and what was read of them as plain values to compare."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from connectors.contract import Source
from connectors.feeds.tabular import Table
from connectors.feeds.upload import Reading, read_upload
from hub.domain.offerings.feed import Refusal, Row
from hub.domain.offerings.offering import OfferingContent
from hub.domain.region import RegionCode
from hub.domain.rules.criterion import Rule
from hub.domain.rules.criterion_json import Json, write_rule

FIXTURES = Path(__file__).parent / "fixtures"


class KnownRegions:
    """The few places that the fixtures and the demonstration speak of."""

    codes = frozenset(
        {
            *("00", "32", "32.04.06.2006", "32.13", "32.13.23.2004", "32.13.23.2005", "32.16", "32.73", "32.73.02"),
            *("32.73.02.1003", "32.73.02.1004", "32.73.02.1005", "32.73.12", "32.73.12.1006", "32.73.12.1008"),
        }
    )

    def exists(self, code: RegionCode) -> bool:
        return code in self.codes


REGIONS = KnownRegions()


def rows_of(table: Table) -> Iterator[Row]:
    """The lines of a file, each by the names of its columns."""
    return map(table.row, table.lines)


def read(source: Source, upload: bytes) -> Reading:
    """A file read by a source."""
    return read_upload(source, io.BytesIO(upload), REGIONS)


def table(upload: bytes) -> tuple[str, list[list[str]]]:
    """The delimiter and all lines, header first, of a good file."""
    text = upload.decode()
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    return delimiter, list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def upload(lines: list[list[str]], delimiter: str = ",") -> bytes:
    """Lines as a file."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(lines)
    return written.getvalue().encode()


def changed(original: bytes, change: Callable[[list[list[str]]], None]) -> bytes:
    """A good file with something done to its lines."""
    delimiter, lines = table(original)
    change(lines)
    return upload(lines, delimiter)


def one_row(fixture: Path, reference: str, **cells: str) -> bytes:
    """The first row of a fixture that has a reference, some cells changed, as a file of its own."""

    def change(lines: list[list[str]]) -> None:
        header, *rows = lines
        row = next(row for row in rows if row[0] == reference)
        lines[:] = [header, [cells.get(name, cell) for name, cell in zip(header, row, strict=True)]]

    return changed((fixture / "input.csv").read_bytes(), change)


def plain(value: object) -> Json:
    """A value as JSON: rules in their published form, empty and absent parts left out."""
    if isinstance(value, Rule):
        return write_rule(value)
    if is_dataclass(value):
        named = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {
            name: part
            for name, part in named.items()
            if part is not None and part is not False and part not in ([], {})
        }
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    assert value is None or isinstance(value, str | int | bool)
    return value


def summary(reading: Reading) -> Json:
    """All that was read. A draft's `source` is left out: a copy of a source under another name reads the same."""
    drafts = [plain(row) for row in reading.drafts]
    for row in drafts:
        assert isinstance(row, dict)
        del row["draft"]["source"]
    return {"drafts": drafts, "refusals": [plain(refusal) for refusal in reading.refusals]}


def draft(source: Source, reference: str, **cells: str) -> OfferingContent:
    """What becomes of a row of the source's fixture, some cells changed, when nothing stands against it."""
    reading = read(source, one_row(FIXTURES / source.key, reference, **cells))
    assert reading.refusals == ()
    return reading.drafts[0].draft


def refusal(source: Source, reference: str, **cells: str) -> Refusal:
    """The one thing that stands against a row of the source's fixture, some cells changed."""
    reading = read(source, one_row(FIXTURES / source.key, reference, **cells))
    assert reading.drafts == ()
    (found,) = reading.refusals
    return found

"""What one file of one source says: its drafts, its refusals and their number. Stores nothing.

How many rows are believable is the source's own bound; that a feed has shrunk too far is judged by the hub.

A row means what it meant when the same hub read it last, so a row known by its digest is not read again: a feed of a
hundred thousand rows of which ten changed takes seconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import BinaryIO

import msgspec

from connectors.contract import Source
from connectors.feeds.grid import feed_error
from connectors.feeds.reading import read_rows
from connectors.feeds.rows import READER_VERSION, Regions
from connectors.feeds.tabular import Table, read_table
from hub.domain.offerings.feed import Refusal, Row, RowDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole file read. Every row is in `drafts` or `kept`, or has one or more of the `refusals`: `refused_rows`
    counts it once. `ignored_columns` are those the source does not know.

    `kept` are the rows that were known, by their offerings' references; `digests` are those of the drafts' rows, by
    line.
    """

    rows: int
    drafts: tuple[RowDraft, ...]
    refusals: tuple[Refusal, ...]
    ignored_columns: tuple[str, ...]
    digests: Mapping[int, bytes]
    kept: Mapping[str, bytes]

    @property
    def refused_rows(self) -> int:
        return self.rows - len(self.drafts) - len(self.kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRows:
    """The rows of a feed as they were read last: the references of what came of them, by digest. Only rows that said
    just what the feed's offerings say now; `edition` stands for the regions that exist."""

    edition: str = ""
    references: Mapping[bytes, str] = field(default_factory=dict)


_NOTHING_KNOWN = KnownRows()


def read_upload(source: Source, content: BinaryIO, regions: Regions, known: KnownRows = _NOTHING_KNOWN) -> Reading:
    """A source's file, CSV or XLSX, read to its end. A workbook takes another process and up to a minute, and a
    coroutine should read in a thread.

    Raises FeedError, and nothing else, when the file cannot be read or has fewer or more rows than the source
    believes.
    """
    found = _read(source, content, regions, known)
    if found is None:
        content.seek(0)
        found = _read(source, content, regions, replace(known, references={}))
    assert found is not None, "without known rows none is repeated"
    return found


def _read(source: Source, content: BinaryIO, regions: Regions, known: KnownRows) -> Reading | None:
    """None when known rows must be read as well: something is refused, and who repeats whose reference must be told."""
    table = read_table(content, source.columns)
    rows = _Counted(table, source, known)
    drafts: list[RowDraft] = []
    refusals: list[Refusal] = []
    for outcome in read_rows(source, rows, regions):
        if isinstance(outcome, RowDraft):
            drafts.append(outcome)
        else:
            refusals.append(outcome)
    if rows.count < source.minimum_rows:
        raise feed_error("feed.too_few_rows", line=rows.line, given=rows.count, minimum=source.minimum_rows)
    if rows.count != rows.passed_over + len(drafts) + len({refusal.line for refusal in refusals}):
        raise AssertionError(f"the source {source.key} lost a row or told it twice")
    if rows.passed_over and (
        refusals
        or len(rows.kept) < rows.passed_over
        or not rows.kept.keys().isdisjoint(row.draft.reference for row in drafts)
    ):
        return None
    return Reading(
        rows=rows.count,
        drafts=tuple(drafts),
        refusals=tuple(refusals),
        ignored_columns=table.ignored_columns,
        digests=rows.digests,
        kept=rows.kept,
    )


class _Counted:
    """Rows on their way to the source, counted, so that none can vanish; those that are known stay behind."""

    def __init__(self, table: Table, source: Source, known: KnownRows) -> None:
        self._table = table
        self._maximum = source.maximum_rows
        self._references = known.references
        # Whatever may change what a row means changes its digest.
        self._begin = msgspec.json.encode([READER_VERSION, source.key, known.edition, table.columns])
        self.count = 0
        self.line = 1
        self.digests: dict[int, bytes] = {}
        self.kept: dict[str, bytes] = {}
        self.passed_over = 0

    def __iter__(self) -> Iterator[Row]:
        for line in self._table.lines:
            number, cells = line
            self.count += 1
            self.line = number
            if self.count > self._maximum:
                raise feed_error("feed.too_many_rows", line=number, maximum=self._maximum)
            digest = sha256(self._begin + msgspec.json.encode(cells)).digest()
            reference = self._references.get(digest)
            if reference is None:
                self.digests[number] = digest
                yield self._table.row(line)
            else:
                self.passed_over += 1
                self.kept[reference] = digest

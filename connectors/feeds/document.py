"""What one document of one source says: its drafts, its refusals and their number. Stores nothing.

How many rows are believable is the source's own bound; that a feed has shrunk too far is judged by the hub.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from connectors.contract import Regions, Source
from connectors.feeds.grid import feed_error
from connectors.feeds.tabular import read_table
from hub.domain.feed import Refusal, Row, RowDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole document read. Every row is in `drafts`, or has one or more of the `refusals`: `refused_rows` counts it
    once. `ignored_columns` are those the source does not know."""

    rows: int
    drafts: tuple[RowDraft, ...]
    refusals: tuple[Refusal, ...]
    ignored_columns: tuple[str, ...]

    @property
    def refused_rows(self) -> int:
        return self.rows - len(self.drafts)


def read_document(source: Source, content: BinaryIO, regions: Regions) -> Reading:
    """A source's document, CSV or XLSX, read to its end. A workbook takes another process and up to a minute, and a
    coroutine should read in a thread.

    Raises FeedError, and nothing else, when the document cannot be read or has fewer or more rows than the source
    believes.
    """
    table = read_table(content, source.columns)
    rows = _Counted(table.rows, source.maximum_rows)
    drafts: list[RowDraft] = []
    refusals: list[Refusal] = []
    for outcome in source.read(rows, regions):
        if isinstance(outcome, RowDraft):
            drafts.append(outcome)
        else:
            refusals.append(outcome)
    if rows.count < source.minimum_rows:
        raise feed_error("feed.too_few_rows", line=rows.line, given=rows.count, minimum=source.minimum_rows)
    if rows.count != len(drafts) + len({refusal.line for refusal in refusals}):
        raise AssertionError(f"the source {source.key} lost a row or told it twice")
    return Reading(
        rows=rows.count, drafts=tuple(drafts), refusals=tuple(refusals), ignored_columns=table.ignored_columns
    )


class _Counted:
    """Rows on their way to the source, counted, so that none can vanish."""

    def __init__(self, rows: Iterator[Row], maximum: int) -> None:
        self._rows = rows
        self._maximum = maximum
        self.count = 0
        self.line = 1

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            self.line = row.line
            if self.count > self._maximum:
                raise feed_error("feed.too_many_rows", line=row.line, maximum=self._maximum)
            yield row

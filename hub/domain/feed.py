"""What happens to the rows of a partner's document: taken, refused with a remedy, and counted. Reads no bytes.

A row is never half-taken, and no row vanishes: each is a draft or a refusal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from hub.domain.errors import Message
from hub.domain.offering import OfferingDraft, SourceKey
from hub.domain.partner import PartnerId


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a document as text, by column name. `line` is where it begins in the file, the header being line 1."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a row was not taken: line, column, the value in short, and a message whose hint is the remedy.

    `place` is where inside the cell, for a cell that holds JSON: `$.components[0].amount`.
    """

    line: int
    column: str | None
    value: str | None
    message: Message
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDraft:
    """A row that became a draft, and the line it came from."""

    line: int
    draft: OfferingDraft


class ImportState(StrEnum):
    """How an import ended."""

    STORED = "STORED"
    REFUSED = "REFUSED"
    """Some row was refused and nothing was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an import did, row by row where it refused. Counts add up to the rows of the document.

    `ignored_columns` are those of the document that the source does not know; nothing of them was stored.
    """

    id: UUID
    partner_id: PartnerId
    source: SourceKey
    feed: str
    state: ImportState
    rows: int
    added: int
    changed: int
    unchanged: int
    refused: int
    refusals: tuple[Refusal, ...]
    ignored_columns: tuple[str, ...] = ()
    at: datetime
    by: str

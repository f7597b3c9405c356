"""What happens to the rows of a partner's file: taken, refused with a remedy, and counted. Reads no bytes.

A row is never half-taken, and no row vanishes: each is a draft or a refusal.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from hub.domain.errors import ErrorCode, Message, Problem, Refused, problem
from hub.domain.offerings.offering import OfferingContent, SourceKey
from hub.domain.partner import PartnerId

MAX_FEED_LETTERS = 100
MAX_REASON_LETTERS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file as text, by column name, without space around. `line` is where it begins in the file, the
    header being line 1."""

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
    draft: OfferingContent


class ImportMode(StrEnum):
    """What a file says of the offerings that it leaves out."""

    UPSERT = "UPSERT"
    """Nothing: it adds and changes."""
    FULL = "FULL"
    """That they end: it is the feed's whole list."""


class ImportState(StrEnum):
    """How an import ended."""

    STORED = "STORED"
    """All rows that were accepted are stored."""
    REFUSED = "REFUSED"
    """Some row was refused and nothing was stored."""
    UNCONFIRMED = "UNCONFIRMED"
    """It would withdraw offerings and nobody has confirmed which; nothing was stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An offering that the feed's whole list leaves out, by the partner's own reference."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an import did, row by row where it refused. `added` to `refused` add up to the rows of the file.

    `ignored_columns` are those of the file that the source does not know; nothing of them was stored.
    `withdrawals` are the offerings that the file withdrew or, while unconfirmed, would withdraw; `because` is the
    partner's word for a feed that shrank below half.
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
    mode: ImportMode = ImportMode.UPSERT
    withdrawals: tuple[Withdrawal, ...] = ()
    because: str | None = None
    at: datetime
    by: str

    @property
    def confirmation(self) -> str | None:
        """What confirms exactly these withdrawals in another call; None when there are none."""
        return confirmation_of(self.withdrawals)


def confirmation_of(withdrawals: Sequence[Withdrawal]) -> str | None:
    """A short text that stands for these references and no others; None when there are none."""
    if not withdrawals:
        return None
    references = json.dumps(sorted(each.reference for each in withdrawals))
    return hashlib.sha256(references.encode()).hexdigest()[:16]


def check_names(feed: str, because: str | None) -> None:
    """Refused unless a feed has a name that reads the same for everybody, and the word why it shrank is a short one.
    Without a name stand the offerings that partners draft by hand: a whole list would withdraw those."""
    found: list[Problem] = []
    if not 1 <= len(feed) <= MAX_FEED_LETTERS or feed != feed.strip() or not feed.isprintable():
        found.append(problem(ErrorCode.BAD_INPUT, "feed.bad_name", "input", "feed", limit=MAX_FEED_LETTERS))
    if len(because or "") > MAX_REASON_LETTERS:
        limit = MAX_REASON_LETTERS
        found.append(problem(ErrorCode.BAD_INPUT, "feed.long_reason", "input", "shrunkBecause", limit=limit))
    if found:
        raise Refused(*found)


def reason_for_shrinking(listed: int, withdrawn: int, because: str | None) -> str | None:
    """The partner's word why a feed of `listed` offerings loses more than half of them; None when it does not. Refused
    (FEED_SHRANK) when it does without a word: a cut-off export looks just like that."""
    if 2 * withdrawn <= listed:
        return None
    if not (because or "").strip():
        raise Refused(
            problem(ErrorCode.FEED_SHRANK, "feed.shrank", "input", "shrunkBecause", listed=listed, withdrawn=withdrawn)
        )
    return because

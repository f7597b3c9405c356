"""What a source of aid is: the form in which its publishers write, its standing rules, and how it takes a referral.

One module of this package is one source; `registry` finds it. Reads no bytes (`feeds` does) and fetches nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from connectors.feeds.columns import Column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.offerings.offering import FundingSource, OfferingContent, SourceKey
from hub.domain.partner import PartnerKind
from hub.domain.rules.citation import Citation
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Text


class HandOverKind(StrEnum):
    """By which way a referral reaches who decides."""

    IMMEDIATE_AT_POST = "IMMEDIATE_AT_POST"
    """Handed out on the spot by the steward of the neighbours' fund."""
    PROPOSAL_VIA_SIKS_NG = "PROPOSAL_VIA_SIKS_NG"
    """Proposed in SIKS-NG, the welfare ministry's register application, through the regency's SLRT."""
    PROPOSAL_VIA_SLRT = "PROPOSAL_VIA_SLRT"
    """Proposed to the regional government through SLRT, the regency's integrated referral service."""
    VILLAGE_MEETING = "VILLAGE_MEETING"
    """Put before the meeting (musyawarah) of the desa, which decides."""
    LETTER = "LETTER"
    """By a letter to whoever decides."""
    WEBHOOK = "WEBHOOK"
    """Sent to the partner's own system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """How a source takes a referral: the way, who receives it, the steps in order, and what to bring."""

    kind: HandOverKind
    who: Text
    steps: tuple[Text, ...]
    documents: tuple[Text, ...] = ()


_NO_KEY_YET = SourceKey("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source. Its `key` is the name of its file, and set by the registry.

    `publishers` are the kinds of partner that may publish from it. An offering that nobody has assured for
    `cadence_days` is stale. A file has `minimum_rows` to `maximum_rows` rows, else it is not believed. `draft` makes an
    offering of a row, and `origins` tells from which columns each part of it comes; `terms` are the standing rules that
    apply to an offering beside its own; `hand_over` says how a referral to it goes.
    """

    title: Text
    funding_sources: tuple[FundingSource, ...]
    publishers: frozenset[PartnerKind]
    legal_basis: Citation
    cadence_days: int
    minimum_rows: int = 1
    maximum_rows: int
    columns: tuple[Column, ...]
    draft: Callable[[RowReader], OfferingContent]
    origins: Origins
    terms: Callable[[OfferingContent], Sequence[Criterion]]
    hand_over: Callable[[OfferingContent], HandOver]
    key: SourceKey = _NO_KEY_YET

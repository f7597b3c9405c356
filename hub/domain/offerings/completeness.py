"""How much of what a desk must know an offering says, and what it leaves out. Judges no content, refuses nothing.

What publishing demands (`publishing`) is not weighed here; this is the rest, by how much a family loses without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hub.domain.offerings.offering import OfferingContent
from hub.domain.rules.citation import Confidence


class Part(StrEnum):
    """Something that a whole offering says."""

    CRITERIA = "CRITERIA"
    """Rules or checks of its own."""
    BENEFIT = "BENEFIT"
    """What it gives, and how much."""
    DAYS_TO_HELP = "DAYS_TO_HELP"
    """How soon the first help comes."""
    REQUIRED_DOCUMENTS = "REQUIRED_DOCUMENTS"
    """What to bring."""
    CAPACITY = "CAPACITY"
    """How much is left."""
    VALIDITY = "VALIDITY"
    """Its last day."""
    DELIVERY_CHANNEL = "DELIVERY_CHANNEL"
    """Through what it arrives."""
    CITATIONS = "CITATIONS"
    """Rules that somebody has read in their source."""
    ENGLISH_TITLE = "ENGLISH_TITLE"
    """A title for readers of English."""
    ENGLISH_DESCRIPTION = "ENGLISH_DESCRIPTION"
    """A description for readers of English."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    weight: int
    field: str
    said: Callable[[OfferingContent], bool]


def _all_verified(content: OfferingContent) -> bool:
    cited = [content.legal_basis, *(criterion.citation for criterion in content.criteria)]
    if content.benefit is not None:
        cited.append(content.benefit.citation)
    return all(citation.confidence is Confidence.VERIFIED for citation in cited)


_WANTED: Mapping[Part, _Wanted] = {
    # Without these two, nobody can say whom the aid fits, nor whether it is worth the way.
    Part.CRITERIA: _Wanted(15, "criteria", lambda content: bool(content.criteria or content.checks)),
    Part.BENEFIT: _Wanted(15, "benefit", lambda content: content.benefit is not None),
    # What a family plans with: how soon, with what in hand, whether any is left, until when, through what.
    Part.DAYS_TO_HELP: _Wanted(10, "days_to_help", lambda content: content.days_to_help is not None),
    Part.REQUIRED_DOCUMENTS: _Wanted(10, "required_documents", lambda content: bool(content.required_documents)),
    Part.CAPACITY: _Wanted(10, "capacity", lambda content: content.capacity is not None),
    Part.VALIDITY: _Wanted(10, "valid_to", lambda content: content.valid_to is not None),
    Part.DELIVERY_CHANNEL: _Wanted(10, "delivery_channel", lambda content: content.delivery_channel is not None),
    # A rule that is only reported denies nobody: each family is asked about it until somebody has read the source.
    Part.CITATIONS: _Wanted(10, "citation.confidence", _all_verified),
    # Readers of English fall back to the Indonesian.
    Part.ENGLISH_TITLE: _Wanted(5, "title.en", lambda content: content.title.en is not None),
    Part.ENGLISH_DESCRIPTION: _Wanted(5, "description.en", lambda content: content.description.en is not None),
}
"""What each part counts, together 100, the weightiest first; where it stands; and whether a content says it."""

COMPLETE_FROM = 70
"""The score below which a partner is shown an offering as incomplete: it lacks at least three parts of weight."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that is left out, the field of `OfferingContent` that would say it, and what it counts."""

    part: Part
    field: str
    weight: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """From 0 (only what publishing demands) to 100, and what is missing, the weightiest first."""

    score: int
    missing: tuple[Missing, ...]


def completeness(content: OfferingContent) -> Completeness:
    """How much an offering says."""
    missing = tuple(
        Missing(part, wanted.field, wanted.weight) for part, wanted in _WANTED.items() if not wanted.said(content)
    )
    return Completeness(100 - sum(each.weight for each in missing), missing)

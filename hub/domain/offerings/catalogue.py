"""What of the catalogue is asked for, in which order it is listed, and whether somebody still vouches for it.

Finds nothing: `hub.database.catalogue` does.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.facts.situation import OfferingId, ProgrammeKey
from hub.domain.offerings.offering import (
    AidKind,
    BenefitForm,
    BenefitUnit,
    FundingSource,
    OfferingVersion,
    SourceKey,
)
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode

ALWAYS, NEVER = date.min, date.max
"""An open beginning and end of validity, for comparing and ordering."""


class CatalogueOrder(StrEnum):
    """In which order the catalogue is listed."""

    NEWEST = "NEWEST"
    """Last published first."""
    TITLE = "TITLE"
    """By Indonesian title."""
    CLOSING = "CLOSING"
    """The soonest to end first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFilter:
    """Which offerings to list; what is None does not limit. `regions` means "serving one of these"; `valid_on` leaves
    out what has ended or not begun."""

    source: SourceKey | None = None
    funding_source: FundingSource | None = None
    domain: ServiceDomain | None = None
    need: NeedCode | None = None
    kind: AidKind | None = None
    form: BenefitForm | None = None
    benefit_unit: BenefitUnit | None = None
    programme: ProgrammeKey | None = None
    partner: PartnerId | None = None
    regions: tuple[RegionCode, ...] | None = None
    valid_on: date | None = None


CataloguePlace = tuple[datetime | str | date, OfferingId]
"""A place in one of the orders: the value that it sorts by, and the offering's id."""


def place_of(version: OfferingVersion, order: CatalogueOrder) -> CataloguePlace:
    """Where a listed offering stands in an order."""
    match order:
        case CatalogueOrder.NEWEST:
            return version.published_at, version.offering_id
        case CatalogueOrder.TITLE:
            return version.content.title.id, version.offering_id
        case CatalogueOrder.CLOSING:
            return version.content.valid_to or NEVER, version.offering_id


@dataclass(frozen=True, slots=True)
class VersionsAsked:
    """The newest versions of one offering, at most `limit`; with `before`, only those with a lower number."""

    offering_id: OfferingId
    before: int | None
    limit: int


class FreshnessState(StrEnum):
    """Whether somebody still vouches for an offering."""

    FRESH = "FRESH"
    """Somebody assured it within its source's cadence."""
    STALE = "STALE"
    """Nobody assured it within its source's cadence: to be asked again, and shown all the same."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Whether an offering is fresh, and the first day on which it counts as stale unless it is assured again."""

    state: FreshnessState
    stale_on: date


def freshness(assured_on: date, published_on: date | None, *, cadence_days: int, today: date) -> Freshness:
    """Whether somebody assured an offering within its source's cadence; `published_on` is None for a draft.

    An assurance counts from its publication at the latest, since nobody vouches for days to come: a feed may name such
    a day by a slip, and an offering would look fresh for as long.
    """
    vouched_on = assured_on if published_on is None else min(assured_on, published_on)
    stale_on = vouched_on + timedelta(days=cadence_days + 1)
    return Freshness(FreshnessState.STALE if stale_on <= today else FreshnessState.FRESH, stale_on)


class SourceState(StrEnum):
    """How fresh what a source brought is."""

    FRESH = "FRESH"
    """Something came within the source's own cadence."""
    STALE = "STALE"
    """Nothing came within the source's own cadence, or ever."""


def source_state(last_import_at: datetime | None, *, cadence_days: int, now: datetime) -> SourceState:
    """Whether a source has brought something within its cadence, to the second."""
    fresh = last_import_at is not None and last_import_at + timedelta(days=cadence_days) >= now
    return SourceState.FRESH if fresh else SourceState.STALE

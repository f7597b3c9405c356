"""What a partner offers: its content, and its life from draft to withdrawn. What makes a content fit to publish,
`publishing` decides.

Field names follow HSDS 3.1 where it has them. Does not match anybody (`matching` does) and stores nothing.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from hub.domain.errors import ErrorCode, Refused, problem
from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.facts.situation import OfferingId, ProgrammeKey
from hub.domain.offerings.benefit import Benefit
from hub.domain.partner import PartnerId
from hub.domain.region import ServiceArea
from hub.domain.rules.citation import Citation
from hub.domain.rules.criterion import Criterion, PartnerCheck
from hub.domain.text import Text

VersionId = NewType("VersionId", UUID)
SourceKey = NewType("SourceKey", str)
"""The connector module that knows an offering's source, for example `apbn`."""


class FundingSource(StrEnum):
    """Whose money, goods or work it is."""

    APBN = "APBN"
    """The national budget."""
    APBD_PROVINSI = "APBD_PROVINSI"
    """A province's budget."""
    APBD_KABKOTA = "APBD_KABKOTA"
    """A regency's or city's budget."""
    APBDES = "APBDES"
    """A village's budget, Dana Desa included."""
    CSR = "CSR"
    """A company's own responsibility programme."""
    GRANT_INDIVIDUAL = "GRANT_INDIVIDUAL"
    """Given by one person."""
    GRANT_ORGANISATION = "GRANT_ORGANISATION"
    """Given by a foundation or other body."""
    PUB = "PUB"
    """A licensed collection of money or goods."""
    LOTTERY = "LOTTERY"
    """The yield of a licensed draw."""
    BEAS_PERELEK = "BEAS_PERELEK"
    """Rice set aside daily by neighbours."""
    REREONGAN_SARUMPI = "REREONGAN_SARUMPI"
    """Money that neighbours put together for one another."""
    JIMPITAN = "JIMPITAN"
    """Coins or rice collected at night."""
    DONATION = "DONATION"
    """Given freely for no programme in particular."""
    ZAKAT = "ZAKAT"
    """Alms that Muslims owe, by law collected by BAZNAS and LAZ."""


class AidKind(StrEnum):
    """The field's own kinds of aid."""

    DIRECT = "DIRECT"
    """To the people themselves, in money or goods other than food."""
    ACCESSIBILITY = "ACCESSIBILITY"
    """What opens a way: devices, ramps, transport to services."""
    INSTITUTIONAL_STRENGTHENING = "INSTITUTIONAL_STRENGTHENING"
    """For groups and bodies that serve others, not for one person."""
    NON_CASH_FOOD = "NON_CASH_FOOD"
    """Food, or a card that buys only food."""
    OTHER = "OTHER"


class BenefitForm(StrEnum):
    """What reaches the beneficiary."""

    MONEY = "MONEY"
    """In whole rupiah, by hand or through a bank or post office."""
    GOODS = "GOODS"
    """Counted in pieces or in grams."""
    SERVICE = "SERVICE"
    """Something that is done: a treatment, a course, advice."""


class BenefitUnit(StrEnum):
    """To whom one benefit goes."""

    INDIVIDUAL = "INDIVIDUAL"
    """One person; several in a household may each receive it."""
    FAMILY = "FAMILY"
    """Everybody on one family card (KK); two families may share a dwelling."""
    HOUSEHOLD = "HOUSEHOLD"
    """Everybody in one dwelling."""
    GROUP = "GROUP"
    """People who joined for a purpose, such as a joint business group (KUBE)."""
    COMMUNITY = "COMMUNITY"
    """Whoever lives near, as with a well or a road: listed for everybody, and matched with nobody."""
    ORGANISATION = "ORGANISATION"
    """A body that serves others, such as a social welfare institution (LKS)."""


HOUSEHOLD_UNITS = (BenefitUnit.INDIVIDUAL, BenefitUnit.FAMILY, BenefitUnit.HOUSEHOLD)
"""Whom people who live together can receive aid as."""


class Duration(StrEnum):
    """How long the aid lasts."""

    TEMPORARY = "TEMPORARY"
    """Need not recur each fiscal year; may last while the social risk lasts, with a re-assessment."""
    SUSTAINED = "SUSTAINED"
    """Meant to go on from year to year."""


class DeliveryMode(StrEnum):
    """How money arrives."""

    CASH = "CASH"
    """Paid into the hand."""
    NON_CASH = "NON_CASH"
    """Through a bank, a post office's account or a card."""


class Allocation(StrEnum):
    """On what the decision rests once the rules are met."""

    ENTITLEMENT = "ENTITLEMENT"
    """Whoever meets the rules receives it."""
    QUOTA = "QUOTA"
    """Whoever meets the rules receives it while places are left."""
    DISCRETION = "DISCRETION"
    """Somebody chooses among those who meet the rules."""


class Audience(StrEnum):
    """Who may see a published offering."""

    PUBLIC = "PUBLIC"
    """Anybody, signed in or not."""
    DESK = "DESK"
    """Signed-in staff only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Tracked capacity, in beneficiaries or in the benefit's unit. `available` is as the partner last said."""

    unit: str
    maximum: int
    available: int
    waitlist: bool = False
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingContent:
    """The whole content of an offering, whether a partner is still writing it or a version has frozen it.

    `reference` is the partner's own key for it; a feed finds its offerings again by it. `decided_by` names who decides
    on each request. `capacity` None means "not tracked", never "none left".
    """

    reference: str
    source: SourceKey
    funding_source: FundingSource
    provider: str
    programme: ProgrammeKey | None = None
    title: Text
    description: Text
    domain: ServiceDomain
    needs: tuple[NeedCode, ...]
    kind: AidKind = AidKind.DIRECT
    form: BenefitForm
    benefit: Benefit | None = None
    benefit_unit: BenefitUnit
    duration: Duration = Duration.TEMPORARY
    service_areas: tuple[ServiceArea, ...]
    criteria: tuple[Criterion, ...] = ()
    checks: tuple[PartnerCheck, ...] = ()
    ppks: tuple[str, ...] = ()
    required_documents: tuple[Text, ...] = ()
    delivery_mode: DeliveryMode | None = None
    delivery_channel: Text | None = None
    days_to_help: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    fiscal_year: int | None = None
    planned: bool | None = None
    capacity: Capacity | None = None
    allocation: Allocation = Allocation.DISCRETION
    decided_by: Text
    legal_basis: Citation
    consequence: Text | None = None
    """What taking this aid changes for the family, shown before referral."""
    assured_on: date
    assured_by: str
    audience: Audience = Audience.PUBLIC
    confidential: bool = False


class OfferingState(StrEnum):
    """The life of an offering."""

    DRAFT = "DRAFT"
    """Being written; never published yet."""
    PUBLISHED = "PUBLISHED"
    """In the catalogue."""
    PAUSED = "PAUSED"
    """Out of the catalogue until it is published again."""
    WITHDRAWN = "WITHDRAWN"
    """Out of the catalogue for good, unless it is published once more."""


class OfferingEvent(StrEnum):
    """What can happen to an offering."""

    REVISE = "REVISE"
    """Its draft gets another content."""
    PUBLISH = "PUBLISH"
    """Its draft becomes a new version in the catalogue."""
    PAUSE = "PAUSE"
    """It leaves the catalogue for a while."""
    WITHDRAW = "WITHDRAW"
    """It leaves the catalogue for good."""


_TRANSITIONS: dict[tuple[OfferingState, OfferingEvent], OfferingState] = {
    **{(state, OfferingEvent.REVISE): state for state in OfferingState},
    **{(state, OfferingEvent.PUBLISH): OfferingState.PUBLISHED for state in OfferingState},
    (OfferingState.PUBLISHED, OfferingEvent.PAUSE): OfferingState.PAUSED,
    (OfferingState.PUBLISHED, OfferingEvent.WITHDRAW): OfferingState.WITHDRAWN,
    (OfferingState.PAUSED, OfferingEvent.WITHDRAW): OfferingState.WITHDRAWN,
    (OfferingState.DRAFT, OfferingEvent.WITHDRAW): OfferingState.WITHDRAWN,
}


def allowed_events(state: OfferingState) -> tuple[OfferingEvent, ...]:
    """What may happen in a state."""
    return tuple(event for event in OfferingEvent if (state, event) in _TRANSITIONS)


def next_state(state: OfferingState, event: OfferingEvent) -> OfferingState:
    """The state after an event. Refused (TRANSITION_REFUSED, with what is allowed now) when it may not happen."""
    try:
        return _TRANSITIONS[state, event]
    except KeyError:
        allowed = tuple(e.value for e in allowed_events(state))
        raise Refused(
            problem(
                ErrorCode.TRANSITION_REFUSED,
                "offering.transition",
                state=state.value,
                event=event.value,
                allowed=allowed,
            )
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingVersion:
    """One published content, kept for ever. `what_changed` names the fields that differ from the version before."""

    id: VersionId
    offering_id: OfferingId
    number: int
    partner_id: PartnerId
    partner_name: str
    content: OfferingContent
    published_at: datetime
    published_by: str
    what_changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """An offering as its partner sees it: its state and the content being worked on."""

    id: OfferingId
    partner_id: PartnerId
    state: OfferingState
    draft: OfferingContent
    version_id: VersionId | None
    version_number: int
    created_at: datetime
    changed_at: datetime


def what_changed(before: OfferingContent, after: OfferingContent) -> tuple[str, ...]:
    """The names of the fields in which two contents differ."""
    return tuple(f.name for f in fields(OfferingContent) if getattr(before, f.name) != getattr(after, f.name))


EXPIRING_DAYS = 30
"""How long before its last day an offering is shown to its partner as about to end."""


def is_expiring(content: OfferingContent, today: date) -> bool:
    """Whether an offering is open now or later, and ends within the next days."""
    return content.valid_to is not None and today <= content.valid_to <= today + timedelta(days=EXPIRING_DAYS)


def is_running_low(capacity: Capacity | None) -> bool:
    """Whether at most a tenth is left of what is counted. What nobody counts never runs low."""
    return capacity is not None and capacity.available * 10 <= capacity.maximum

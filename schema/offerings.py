"""Offerings in the schema: what a partner publishes, as everybody reads it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import strawberry
from strawberry import field
from strawberry.utils.str_converters import to_camel_case

from hub.domain.access import Role
from hub.domain.errors import ErrorCode, Refused, refuse
from hub.domain.facts.need import NEEDS, NeedCode, ServiceDomain, unknown_need
from hub.domain.facts.situation import OfferingId, ProgrammeKey
from hub.domain.offerings.catalogue import (
    CatalogueFilter,
    CatalogueOrder,
    CataloguePlace,
    FreshnessState,
    VersionsAsked,
    place_of,
)
from hub.domain.offerings.completeness import COMPLETE_FROM
from hub.domain.offerings.duplicate import MAX_COMPARED, Offered
from hub.domain.offerings.offering import (
    EXPIRING_DAYS,
    AidKind,
    Audience,
    BenefitForm,
    BenefitUnit,
    DeliveryMode,
    Duration,
    FundingSource,
    OfferingContent,
    OfferingEvent,
    OfferingState,
    SourceKey,
    allowed_events,
)
from hub.domain.offerings.offering import OfferingVersion as DomainVersion
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode, ancestors_of
from hub.usecases import offerings
from hub.usecases.dashboards import EXAMINED
from hub.usecases.hub import Hub
from hub.usecases.offerings import OfferingView
from schema.contents import (
    Availability,
    Benefit,
    Completeness,
    Criterion,
    Freshness,
    PartnerCheck,
    ServiceArea,
)
from schema.context import Info
from schema.facts import Need
from schema.ids import encode_id, require_id
from schema.paging import (
    After,
    Connection,
    Edge,
    First,
    FirstOfHead,
    head_size,
    order_of,
    page_info,
    page_size,
    read_cursor,
    write_cursor,
)
from schema.partners import Partner
from schema.regions import find_region
from schema.sources import HandOver, Source
from schema.texts import Citation, LocalizedText, Node


@strawberry.type(description="One content of an offering as it was published, kept for ever.")
class OfferingVersion:
    number: int = field(description="Its number, from 1 up.")
    published_at: datetime = field(description="When it was published.")
    what_changed: list[str] = field(
        description="The fields of `OfferingInput` in which it differs from the version before; empty in the first."
    )
    title: LocalizedText = field(description="The offering's name in this version.")
    offering_id: strawberry.Private[OfferingId]
    actor: strawberry.Private[str]

    @strawberry.field(description="Who published it; null when the offering is not the viewer's to change.")
    async def published_by(self, info: Info) -> str | None:
        view = await info.context.loaders.offerings.load(self.offering_id)
        return None if view is None or view.own is None else self.actor

    @staticmethod
    def of(version: DomainVersion) -> "OfferingVersion":
        return OfferingVersion(
            number=version.number,
            published_at=version.published_at,
            what_changed=[to_camel_case(name) for name in version.what_changed],
            title=LocalizedText.of(version.content.title),
            offering_id=version.offering_id,
            actor=version.published_by,
        )


@strawberry.type(description="A page of an offering's versions, the newest first.")
class OfferingVersionConnection(Connection[OfferingVersion]):
    pass


@strawberry.federation.type(keys=["id"], description="Aid that a partner offers.")
class Offering(Node):
    state: OfferingState = field(description="Its place in life; who does not own it only meets published ones.")
    version: int = field(description="The number of the version shown; 0 for a draft that never was published.")
    published_at: datetime | None = field(description="When the version shown was published; null for a draft.")
    reference: str = field(description="The partner's own key for it.")
    provider: str = field(description="Who gives the aid; may differ from the partner that publishes it.")
    programme: str | None = field(description="The key that all offerings of a programme share; null without one.")
    title: LocalizedText = field(description="Its name.")
    description: LocalizedText = field(description="What it is.")
    domain: ServiceDomain = field(description="The domain of social service.")
    funding_source: FundingSource = field(description="Whose money, goods or work it is.")
    kind: AidKind = field(description="The kind of aid.")
    form: BenefitForm = field(description="What reaches the beneficiary.")
    benefit_unit: BenefitUnit = field(description="To whom one benefit goes.")
    duration: Duration = field(description="How long the aid lasts.")
    ppks: list[str] = field(description="The PPKS categories that it is for (people in need of welfare services).")
    delivery_mode: DeliveryMode | None = field(description="How money arrives; null when not said, or no money.")
    days_to_help: int | None = field(description="Days until the first help; null when not said.")
    valid_from: date | None = field(description="Its first day; null for no bound.")
    valid_to: date | None = field(description="Its last day; null for no bound.")
    fiscal_year: int | None = field(description="The budget year; null when it has none.")
    planned: bool | None = field(description="Whether a budget planned it; null where that is no question.")
    audience: Audience = field(description="Who may see it.")
    assured_on: date = field(description="When somebody last said that all this is right.")
    assured_by: str = field(description="Who said so.")
    view: strawberry.Private[OfferingView]
    content: strawberry.Private[OfferingContent]
    partner_id: strawberry.Private[PartnerId]

    @strawberry.field(description="Who publishes it.")
    async def partner(self, info: Info) -> Partner:
        found = await info.context.loaders.partners.load(self.partner_id)
        assert found is not None, "a partner that publishes is verified, so everybody may see it"
        return Partner.of(found)

    @strawberry.field(description="The source that it comes from.")
    def source(self, info: Info) -> Source:
        return Source.of(info.context.hub.sources[self.content.source])

    @strawberry.field(
        description="The needs that it covers. A code of a draft that names no need is left out; publishing refuses it."
    )
    def needs(self) -> list[Need]:
        return [Need.by_code(code) for code in self.content.needs if code in NEEDS]

    @strawberry.field(description="What it gives; null when that is decided case by case.")
    def benefit(self) -> Benefit | None:
        return None if self.content.benefit is None else Benefit.of(self.content.benefit)

    @strawberry.field(description="Where it serves.")
    def service_areas(self) -> list[ServiceArea]:
        return [ServiceArea.of(area) for area in self.content.service_areas]

    @strawberry.field(description="Its rules: its own, then its source's standing ones.")
    def criteria(self, info: Info) -> list[Criterion]:
        terms = info.context.hub.sources[self.content.source].terms(self.content)
        own = [Criterion.of(criterion) for criterion in self.content.criteria]
        return [*own, *(Criterion.of(term, standing=True) for term in terms)]

    @strawberry.field(description="Questions that no fact answers.")
    def checks(self) -> list[PartnerCheck]:
        return [PartnerCheck(key=c.key, question=LocalizedText.of(c.question)) for c in self.content.checks]

    @strawberry.field(description="What to bring.")
    def required_documents(self) -> list[LocalizedText]:
        return [LocalizedText.of(document) for document in self.content.required_documents]

    @strawberry.field(description="Through what it arrives; null when not said.")
    def delivery_channel(self) -> LocalizedText | None:
        channel = self.content.delivery_channel
        return None if channel is None else LocalizedText.of(channel)

    @strawberry.field(description="Whether there is any left.")
    def availability(self) -> Availability:
        return Availability.of(self.content)

    @strawberry.field(description="What it rests on.")
    def legal_basis(self) -> Citation:
        return Citation.of(self.content.legal_basis)

    @strawberry.field(description="What taking it changes for the family; null when nothing is known to change.")
    def consequence(self) -> LocalizedText | None:
        text = self.content.consequence
        return None if text is None else LocalizedText.of(text)

    @strawberry.field(description="Whether nobody assured it within its source's cadence. Stale ones are shown too.")
    def stale(self, info: Info) -> bool:
        return self._freshness(info).state is FreshnessState.STALE

    @strawberry.field(description="Whether somebody still vouches for it, by its source's cadence, and until when.")
    def freshness(self, info: Info) -> Freshness:
        return self._freshness(info)

    def _freshness(self, info: Info) -> Freshness:
        found = offerings.freshness_of(info.context.hub, self.content, self.published_at)
        return Freshness(state=found.state, assured_on=self.assured_on, stale_on=found.stale_on)

    @strawberry.field(description="How much of what a desk must know it says, and what it leaves out.")
    def completeness(self, info: Info) -> Completeness:
        return Completeness.of(self.content, info.context.language)

    @strawberry.field(
        description="Published offerings that look like the same aid: one programme (or title), one provider, and some"
        " place and day on which both are open. The first published first; looked for among the first"
        f" {MAX_COMPARED} that have those names, and places and days to match."
    )
    async def duplicates(self, info: Info, first: FirstOfHead = 5) -> list["Offering"]:
        size = head_size(first)
        found = await info.context.loaders.duplicates.load(Offered(self.view.id, self.content))
        return await Offering.load(info, found[:size])

    @staticmethod
    async def load(info: Info, ids: Sequence[OfferingId]) -> list["Offering"]:
        """The offerings of some ids that the viewer may see, in that order."""
        views = await info.context.loaders.offerings.load_many(ids)
        return [Offering.of(view) for view in views if view is not None]

    @strawberry.field(description="What was published of it, now and before, the newest version first.")
    async def versions(self, info: Info, first: First = 20, after: After = None) -> OfferingVersionConnection:
        seal, size, order = info.context.hub.seal, page_size(first), order_of("versions", self.view.id)
        place = read_cursor(seal, order, after)
        before = None if place is None else int(place[0])
        found = await info.context.loaders.versions.load(VersionsAsked(self.view.id, before, size + 1))
        page = found[:size]
        cursors = [write_cursor(seal, order, [version.number]) for version in page]
        nodes = [OfferingVersion.of(version) for version in page]
        return OfferingVersionConnection(
            edges=[Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
            page_info=page_info(cursors, more=len(found) > size, after=after),
        )

    @strawberry.field(description="How a referral to it goes.")
    def hand_over(self, info: Info) -> HandOver:
        return HandOver.of(info.context.hub.sources[self.content.source].hand_over(self.content))

    @strawberry.field(description="What may happen to it now; null when it is not the viewer's to change.")
    async def allowed_events(self, info: Info) -> list[OfferingEvent] | None:
        view = await self._own(info)
        return None if view is None or view.own is None else list(allowed_events(view.own.state))

    @strawberry.field(
        description="Whether its draft differs from its last version, or was never published; null when it is not the"
        " viewer's to change."
    )
    async def has_unpublished_changes(self, info: Info) -> bool | None:
        own = await self._own(info)
        return None if own is None else own.revised

    async def _own(self, info: Info) -> OfferingView | None:
        """With the partner's own copy. A list brings only what is published: the copy is loaded when it is asked for,
        and None where it is not the viewer's."""
        view: OfferingView | None = self.view
        if self.view.own is None and info.context.viewer.role is not Role.PUBLIC:
            view = await info.context.loaders.offerings.load(self.view.id)
        return None if view is None or view.own is None else view

    @staticmethod
    def published(version: DomainVersion) -> "Offering":
        """The offering as a match shows it: by the version that was matched."""
        return Offering.of(OfferingView(version.offering_id, version, None))

    @staticmethod
    def of(view: OfferingView) -> "Offering":
        published, own = view.published, view.own
        if published is not None:
            content, partner_id, version = published.content, published.partner_id, published.number
        else:
            assert own is not None
            content, partner_id, version = own.draft, own.partner_id, own.version_number
        return Offering(
            id=strawberry.ID(encode_id("Offering", view.id)),
            state=own.state if own else OfferingState.PUBLISHED,
            version=version,
            published_at=published.published_at if published else None,
            reference=content.reference,
            provider=content.provider,
            programme=content.programme,
            title=LocalizedText.of(content.title),
            description=LocalizedText.of(content.description),
            domain=content.domain,
            funding_source=content.funding_source,
            kind=content.kind,
            form=content.form,
            benefit_unit=content.benefit_unit,
            duration=content.duration,
            ppks=list(content.ppks),
            delivery_mode=content.delivery_mode,
            days_to_help=content.days_to_help,
            valid_from=content.valid_from,
            valid_to=content.valid_to,
            fiscal_year=content.fiscal_year,
            planned=content.planned,
            audience=content.audience,
            assured_on=content.assured_on,
            assured_by=content.assured_by,
            view=view,
            content=content,
            partner_id=partner_id,
        )


@strawberry.type(description="A page of published offerings.")
class OfferingConnection(Connection[Offering]):
    pass


_Ids = strawberry.Parent[tuple[OfferingId, ...]]


def _count(ids: _Ids) -> int:
    return len(ids)


async def _most_pressing(ids: _Ids, info: Info, first: FirstOfHead = 5) -> list[Offering]:
    return await Offering.load(info, ids[: head_size(first)])


@strawberry.type(description="Offerings that want attention for one reason.")
class Attention:
    """Shows some ids, the most pressing first."""

    count: int = field(resolver=_count, description="How many there are.")
    offerings: list[Offering] = field(resolver=_most_pressing, description="The most pressing of them.")


@strawberry.type(
    description="What a partner must look after, as its offerings were last published; confidential ones are included."
)
class Dashboard:
    """Shows the fields of the use case's dashboard as they are, which `Partner.dashboard` gives."""

    published: int = field(description="How many offerings it has published now, hidden while it is withdrawn.")
    examined: int = field(
        description=f"How many of them the counts below are about: all, or the {EXAMINED} unchanged for longest."
    )
    stale: Attention = field(description="Not assured within their source's cadence; the longest ago first.")
    expiring: Attention = field(description=f"Ending within {EXPIRING_DAYS} days; the soonest first.")
    low_capacity: Attention = field(description="With at most a tenth left of what is counted; the least left first.")
    incomplete: Attention = field(description=f"With a score of completeness under {COMPLETE_FROM}; the lowest first.")
    duplicates: Attention = field(
        description="Those that look like the same aid as another published offering, by title; see their `duplicates`."
    )


@strawberry.input(description="Which offerings to list; what is left out does not limit.")
class OfferingFilter:
    source: str | None = field(default=None, description="Only from this source.")
    funding_source: FundingSource | None = field(default=None, description="Only of this funding.")
    domain: ServiceDomain | None = field(default=None, description="Only of this domain.")
    need: NeedCode | None = field(default=None, description="Only those that cover this need.")
    kind: AidKind | None = field(default=None, description="Only of this kind.")
    form: BenefitForm | None = field(default=None, description="Only of this form.")
    benefit_unit: BenefitUnit | None = field(default=None, description="Only for this kind of beneficiary.")
    programme: str | None = field(default=None, description="Only of this programme.")
    partner: strawberry.ID | None = field(default=None, description="Only by this partner.")
    region: RegionCode | None = field(default=None, description="Only those that may serve this region.")
    valid_on: date | None = field(default=None, description="Only those that are open on this day.")

    def to_filter(self, hub: Hub) -> CatalogueFilter:
        """The same, for the use case. Refused when its source or need is none: nothing would be found, and why would
        not be told."""
        if self.source is not None:
            hub.sources.require(self.source, "filter", "source")
        if self.need is not None and self.need not in NEEDS:
            raise Refused(unknown_need(self.need, "filter", "need"))
        partner = None if self.partner is None else PartnerId(require_id(self.partner, "Partner", "filter", "partner"))
        return CatalogueFilter(
            source=None if self.source is None else SourceKey(self.source),
            funding_source=self.funding_source,
            domain=self.domain,
            need=self.need,
            kind=self.kind,
            form=self.form,
            benefit_unit=self.benefit_unit,
            programme=None if self.programme is None else ProgrammeKey(self.programme),
            partner=partner,
            regions=None if self.region is None else ancestors_of(self.region),
            valid_on=self.valid_on,
        )


async def find_offering(info: Info, id: strawberry.ID) -> Offering | None:
    found = await info.context.loaders.offerings.load(OfferingId(require_id(id, "Offering", "id")))
    return None if found is None else Offering.of(found)


async def list_offerings(
    info: Info,
    filter: OfferingFilter | None,
    search: str | None,
    order_by: CatalogueOrder,
    first: int | None,
    after: str | None,
) -> OfferingConnection:
    hub, size = info.context.hub, page_size(first)
    wanted = CatalogueFilter() if filter is None else filter.to_filter(hub)
    if filter is not None and filter.region is not None and await find_region(info, filter.region) is None:
        raise refuse(ErrorCode.UNKNOWN_REGION, "region.unknown", "filter", "region", given=filter.region)
    order = order_of("offerings", order_by, search, wanted)
    place = read_cursor(hub.seal, order, after)
    found = await offerings.catalogue(
        hub,
        info.context.viewer,
        wanted=wanted,
        search=search,
        order=order_by,
        after=None if place is None else _place(order_by, place),
        limit=size + 1,
    )
    page = found[:size]
    cursors = [write_cursor(hub.seal, order, [str(part) for part in place_of(each, order_by)]) for each in page]
    nodes = [Offering.of(OfferingView(each.offering_id, each, None)) for each in page]
    return OfferingConnection(
        edges=[Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        page_info=page_info(cursors, more=len(found) > size, after=after),
    )


def _place(order: CatalogueOrder, place: list[str | int | bool]) -> CataloguePlace:
    value, record = str(place[0]), OfferingId(UUID(str(place[1])))
    match order:
        case CatalogueOrder.NEWEST:
            return datetime.fromisoformat(value), record
        case CatalogueOrder.TITLE:
            return value, record
        case CatalogueOrder.CLOSING:
            return date.fromisoformat(value), record

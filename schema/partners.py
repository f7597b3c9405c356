"""Partners in the schema: who publishes, registering, verifying and withdrawing them."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import field
from strawberry.types.lazy_type import LazyType

from hub.domain.access import publishes_for
from hub.domain.partner import MAX_REASON_LETTERS, PartnerDraft, PartnerId, PartnerKind, PartnerWithdrawal
from hub.domain.partner import Partner as DomainPartner
from hub.domain.partner import PartnerFilter as UseCaseFilter
from hub.domain.region import RegionCode
from hub.usecases import partners
from hub.usecases.dashboards import Dashboard
from schema.context import Info
from schema.errors import AnyProblem, as_payload
from schema.idempotency import once
from schema.ids import encode_id, require_id
from schema.paging import Connection, Edge, order_of, page_info, page_size, read_cursor, write_cursor
from schema.regions import Region
from schema.texts import Node


@strawberry.federation.type(keys=["id"], description="An organisation or person that publishes what it offers.")
class Partner(Node):
    kind: PartnerKind = field(description="What the partner is.")
    name: str = field(description="Its name.")
    website: str | None = field(description="Its own page; null when it gave none.")
    verified: bool = field(description="Whether somebody responsible vouched for it; only then can it publish.")
    verified_at: datetime | None = field(description="When that was; null while nobody has.")
    withdrawn_at: datetime | None = field(
        description="When that was taken back; null unless it is withdrawn now. Then none of its offerings is in the"
        " catalogue, and nothing can be published for it until it is verified again."
    )
    region_code: strawberry.Private[RegionCode]
    record: strawberry.Private[PartnerId]
    withdrawal: strawberry.Private[PartnerWithdrawal | None]

    @strawberry.field(description="Where the partner works from; the nation for a ministry.")
    async def region(self, info: Info) -> Region:
        found = await info.context.loaders.regions.load(self.region_code)
        assert found is not None, "a partner's region exists: the table refers to it"
        return Region.of(found)

    @strawberry.field(
        description="Why it is withdrawn; null unless it is, and for a viewer who may not publish for it."
    )
    def withdrawn_because(self, info: Info) -> str | None:
        may_see = publishes_for(info.context.viewer, self.record, self.region_code)
        return self.withdrawal.because if may_see and self.withdrawal is not None else None

    @strawberry.field(
        # By name, since the offerings of a dashboard name their partner.
        graphql_type=LazyType("Dashboard", "schema.offerings") | None,
        description="Which of its published offerings want attention, and why; null when the viewer may not publish"
        " for it.",
    )
    async def dashboard(self, info: Info) -> Dashboard | None:
        return await info.context.loaders.dashboards.load(self.record)

    @staticmethod
    def of(partner: DomainPartner) -> "Partner":
        return Partner(
            id=strawberry.ID(encode_id("Partner", partner.id)),
            kind=partner.kind,
            name=partner.name,
            website=partner.website,
            verified=partner.verified_at is not None,
            verified_at=partner.verified_at,
            withdrawn_at=None if partner.withdrawal is None else partner.withdrawal.at,
            region_code=partner.region,
            record=partner.id,
            withdrawal=partner.withdrawal,
        )


@strawberry.type(description="A page of partners, by name.")
class PartnerConnection(Connection[Partner]):
    pass


@strawberry.input(description="Which partners to list; what is left out does not limit.")
class PartnerFilter:
    kind: PartnerKind | None = field(default=None, description="Only partners of this kind.")
    region: RegionCode | None = field(default=None, description="Only partners of this region or below it.")
    verified: bool | None = field(default=None, description="Only partners that are, or are not, verified.")
    name: str | None = field(default=None, description="Only partners whose name holds each of these words.")


async def find_partner(info: Info, id: strawberry.ID) -> Partner | None:
    found = await info.context.loaders.partners.load(PartnerId(require_id(id, "Partner", "id")))
    return None if found is None else Partner.of(found)


async def list_partners(
    info: Info,
    filter: PartnerFilter | None,
    first: int | None,
    after: str | None,
) -> PartnerConnection:
    hub, size = info.context.hub, page_size(first)
    wanted = UseCaseFilter()
    if filter is not None:
        wanted = UseCaseFilter(kind=filter.kind, region=filter.region, verified=filter.verified, name=filter.name)
    order = order_of("partners", wanted)
    place = read_cursor(hub.seal, order, after)
    found = await partners.listing(
        hub,
        info.context.viewer,
        wanted=wanted,
        after=None if place is None else (str(place[0]), UUID(str(place[1]))),
        limit=size + 1,
    )
    page = found[:size]
    cursors = [write_cursor(hub.seal, order, (each.name, str(each.id))) for each in page]
    return PartnerConnection(
        edges=[Edge(cursor=cursor, node=Partner.of(each)) for cursor, each in zip(cursors, page, strict=True)],
        page_info=page_info(cursors, more=len(found) > size, after=after),
    )


@strawberry.input(description="A partner to be registered.")
class RegisterPartnerInput:
    kind: PartnerKind = field(description="What the partner is.")
    name: str = field(description="Its name, 3 to 200 characters.")
    region: RegionCode = field(description="Where it works from; `00` for the whole nation.")
    email: str | None = field(default=None, description="Where the hub's own staff can reach it. Not public.")
    website: str | None = field(default=None, description="Its own page.")
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")


@strawberry.input(description="A partner to be verified.")
class VerifyPartnerInput:
    partner: strawberry.ID = field(description="The partner.")
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")


@strawberry.input(description="A partner to be withdrawn.")
class WithdrawPartnerInput:
    partner: strawberry.ID = field(description="The partner.")
    because: str = field(
        description=f"Why, for the partner and whoever oversees it; at most {MAX_REASON_LETTERS} characters."
    )
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")


@strawberry.type(description="The partner, or why nothing was done.")
class PartnerPayload:
    partner: Partner | None = field(description="The partner; null when there are problems.")
    problems: list[AnyProblem] = field(description="Why nothing was done; empty when it was.")
    replayed: bool = field(description="Whether this key had acted before, and nothing was done again.")


def _nothing(problems: list[AnyProblem]) -> PartnerPayload:
    return PartnerPayload(partner=None, problems=problems, replayed=False)


async def register_partner(info: Info, input: RegisterPartnerInput) -> PartnerPayload:
    async def act() -> PartnerPayload:
        draft = PartnerDraft(
            kind=input.kind, name=input.name, region=input.region, email=input.email, website=input.website
        )
        key = once(input.idempotency_key, "registerPartner", draft)
        written = await partners.register(info.context.hub, info.context.viewer, draft, key)
        return PartnerPayload(partner=Partner.of(written.value), problems=[], replayed=written.replayed)

    return await as_payload(info.context.language, act, _nothing)


async def verify_partner(info: Info, input: VerifyPartnerInput) -> PartnerPayload:
    async def act() -> PartnerPayload:
        partner_id = PartnerId(require_id(input.partner, "Partner", "input", "partner"))
        key = once(input.idempotency_key, "verifyPartner", partner_id)
        written = await partners.verify(info.context.hub, info.context.viewer, partner_id, key)
        return PartnerPayload(partner=Partner.of(written.value), problems=[], replayed=written.replayed)

    return await as_payload(info.context.language, act, _nothing)


async def withdraw_partner(info: Info, input: WithdrawPartnerInput) -> PartnerPayload:
    async def act() -> PartnerPayload:
        partner_id = PartnerId(require_id(input.partner, "Partner", "input", "partner"))
        key = once(input.idempotency_key, "withdrawPartner", partner_id, input.because)
        written = await partners.withdraw(info.context.hub, info.context.viewer, partner_id, input.because, key)
        return PartnerPayload(partner=Partner.of(written.value), problems=[], replayed=written.replayed)

    return await as_payload(info.context.language, act, _nothing)

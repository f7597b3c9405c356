"""The roots of the schema: every query and mutation by its fixed name. What each does stands in its noun's file."""

from asyncio import gather
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import lru_cache
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import argument, field
from strawberry.schema.config import StrawberryConfig

import schema.enums  # noqa: F401  (gives every enum of the domain its GraphQL type, before types refer to them)
from hub.domain.access import Role
from hub.domain.errors import CATALOGUE, ErrorCode, refuse
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import CatalogueOrder
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode, RegionLevel
from schema import (
    facts,
    federation,
    feeds,
    match_inputs,
    match_results,
    offering_mutations,
    offerings,
    partners,
    regions,
)
from schema.context import Info
from schema.errors import ErrorDefinition, InvalidInput, TransitionRefused
from schema.facts import FactDefinition, Need
from schema.feeds import ImportOfferingsInput, ImportOfferingsPayload, ImportProgress
from schema.ids import decode_id
from schema.offering_inputs import (
    DraftOfferingInput,
    PauseOfferingInput,
    PublishOfferingInput,
    ReviseOfferingInput,
    WithdrawOfferingInput,
)
from schema.offering_mutations import OfferingPayload
from schema.offerings import Offering, OfferingConnection, OfferingFilter
from schema.paging import MAX_PAGE, After, First
from schema.partners import (
    Partner,
    PartnerConnection,
    PartnerFilter,
    PartnerPayload,
    RegisterPartnerInput,
    VerifyPartnerInput,
    WithdrawPartnerInput,
)
from schema.regions import Region, RegionConnection, RegisterNeighbourhoodInput, RegisterNeighbourhoodPayload
from schema.scalars import SCALARS
from schema.sources import Source
from schema.texts import Node
from schema.wording.errors import error_meaning

POST_ONLY_FIELDS = frozenset({"match"})
"""Root fields whose arguments must not stand in a URL, since logs would keep what is told about a family."""


@strawberry.type(description="Who the caller is to the hub.")
class Viewer:
    role: Role = field(description="What the caller is.")
    partner_id: strawberry.Private[PartnerId | None]
    region_code: strawberry.Private[RegionCode | None]

    @strawberry.field(description="The partner that the caller speaks for; null for anybody else.")
    async def partner(self, info: Info) -> Partner | None:
        if self.partner_id is None:
            return None
        found = await info.context.loaders.partners.load(self.partner_id)
        return None if found is None else Partner.of(found)

    @strawberry.field(description="The region that the caller answers for; null for partners and administrators.")
    async def region(self, info: Info) -> Region | None:
        return None if self.region_code is None else await regions.find_region(info, self.region_code)


async def _partner(info: Info, record: UUID) -> Node | None:
    found = await info.context.loaders.partners.load(PartnerId(record))
    return None if found is None else Partner.of(found)


async def _offering(info: Info, record: UUID) -> Node | None:
    found = await info.context.loaders.offerings.load(OfferingId(record))
    return None if found is None else Offering.of(found)


_Load = Callable[[Info, UUID], Awaitable[Node | None]]
_NODES: dict[str, _Load] = {"Partner": _partner, "Offering": _offering}


def _meant(id: strawberry.ID, *path: str | int) -> tuple[_Load, UUID]:
    """How to load what an id stands for. Refused (BAD_ID) when no node has such an id."""
    kind, _, record = decode_id(id, *path)
    if kind not in _NODES:
        raise refuse(ErrorCode.BAD_ID, "id.wrong_type", *path, expected=", ".join(_NODES), given=kind[:40])
    return _NODES[kind], record


Id = Annotated[strawberry.ID, argument(description="The global id.")]
_WHAT = argument(description="What is to be done.")


@strawberry.type(description="Everything that can be read.")
class Query:
    @strawberry.field(description="Anything by its global id; null when it is absent or not the caller's to see.")
    async def node(self, info: Info, id: Id) -> Node | None:
        load, record = _meant(id, "id")
        return await load(info, record)

    @strawberry.field(description="Several things by their global ids, in that order; null for each that is not there.")
    async def nodes(
        self, info: Info, ids: Annotated[list[strawberry.ID], argument(description="Global ids, at most 100.")]
    ) -> list[Node | None]:
        if len(ids) > MAX_PAGE:
            raise refuse(ErrorCode.BAD_INPUT, "page.bad_size", "ids", given=len(ids), maximum=MAX_PAGE)
        wanted = [_meant(each, "ids", index) for index, each in enumerate(ids)]
        # At the same time, so that the loaders ask for all of a kind in one go.
        return await gather(*(load(info, record) for load, record in wanted))

    @strawberry.field(description="Who the caller is to the hub; null for somebody not signed in.")
    def viewer(self, info: Info) -> Viewer | None:
        viewer = info.context.viewer
        if viewer.role is Role.PUBLIC:
            return None
        return Viewer(role=viewer.role, partner_id=viewer.partner, region_code=viewer.region)

    @strawberry.field(description="A region by its code; null when there is none.")
    async def region(
        self, info: Info, code: Annotated[RegionCode, argument(description="The region's code.")]
    ) -> Region | None:
        return await regions.find_region(info, code)

    @strawberry.field(
        description="Regions by the beginnings of words of their names (a parent's name may help: `dago bandung`),"
        " higher levels first; without a search, those directly below `parent`."
    )
    async def regions(
        self,
        info: Info,
        search: Annotated[str | None, argument(description="Beginnings of words, in any order.")] = None,
        level: Annotated[RegionLevel | None, argument(description="Only of this level.")] = None,
        parent: Annotated[RegionCode | None, argument(description="Only below this region.")] = None,
        first: First = 20,
        after: After = None,
    ) -> RegionConnection:
        return await regions.list_regions(info, search, level, parent, first, after)

    @strawberry.field(description="Every fact that can be asked about a situation.")
    def facts(self) -> list[FactDefinition]:
        return facts.all_facts()

    @strawberry.field(description="Every need that can be stated.")
    def needs(self) -> list[Need]:
        return facts.all_needs()

    @strawberry.field(description="Every source of aid that this hub knows.")
    def sources(self, info: Info) -> list[Source]:
        return [Source.of(source) for source in info.context.hub.sources]

    @strawberry.field(description="A partner; null when it is absent or not the caller's to see.")
    async def partner(self, info: Info, id: Id) -> Partner | None:
        return await partners.find_partner(info, id)

    @strawberry.field(description="Partners, by name.")
    async def partners(
        self,
        info: Info,
        filter: Annotated[PartnerFilter | None, argument(description="Which partners.")] = None,
        first: First = 20,
        after: After = None,
    ) -> PartnerConnection:
        return await partners.list_partners(info, filter, first, after)

    @strawberry.field(description="An offering; null when it is absent or not the caller's to see.")
    async def offering(self, info: Info, id: Id) -> Offering | None:
        return await offerings.find_offering(info, id)

    @strawberry.field(description="What is published. `search` takes words of title, description, programme and needs.")
    async def offerings(
        self,
        info: Info,
        filter: Annotated[OfferingFilter | None, argument(description="Which offerings.")] = None,
        search: Annotated[str | None, argument(description="Words, or their beginnings.")] = None,
        order_by: Annotated[CatalogueOrder, argument(description="In which order.")] = CatalogueOrder.NEWEST,
        first: First = 20,
        after: After = None,
    ) -> OfferingConnection:
        return await offerings.list_offerings(info, filter, search, order_by, first, after)

    @strawberry.field(
        description="Which aid fits a family, why, why not, and what to ask next. Facts without names and identity"
        " numbers; never over GET."
    )
    async def match(
        self,
        info: Info,
        input: Annotated[match_inputs.MatchInput, argument(description="What is known of the situation.")],
    ) -> match_results.MatchResult:
        return await match_results.match(info, input)

    @strawberry.field(description="Every code that an error or a problem can have.")
    def error_catalogue(self, info: Info) -> list[ErrorDefinition]:
        return [
            ErrorDefinition(
                code=each.code,
                meaning=error_meaning(each.code, info.context.language),
                retryable=each.retryable,
                http_status=each.http_status,
            )
            for each in CATALOGUE
        ]

    @strawberry.field(name="_entities", description="For gateways: entities by their keys, each null when absent.")
    async def entities(self, info: Info, representations: federation.Representations) -> list[federation.Entity | None]:
        return await federation.entities(info, representations)

    @strawberry.field(name="_service", description="For gateways: this subgraph's own schema.")
    def service(self) -> federation.Service:
        return federation.Service(sdl=subgraph_sdl())


@strawberry.type(description="Everything that can be changed. A refused change says why in `problems`.")
class Mutation:
    @strawberry.mutation(description="Register a partner. It can publish once somebody has verified it.")
    async def register_partner(self, info: Info, input: Annotated[RegisterPartnerInput, _WHAT]) -> PartnerPayload:
        return await partners.register_partner(info, input)

    @strawberry.mutation(description="Vouch for a partner of the caller's region.")
    async def verify_partner(self, info: Info, input: Annotated[VerifyPartnerInput, _WHAT]) -> PartnerPayload:
        return await partners.verify_partner(info, input)

    @strawberry.mutation(
        description="Take back that a partner of the caller's region is vouched for. Its offerings leave the catalogue,"
        " their states and versions stay, and verifying it again brings back what was published."
    )
    async def withdraw_partner(self, info: Info, input: Annotated[WithdrawPartnerInput, _WHAT]) -> PartnerPayload:
        return await partners.withdraw_partner(info, input)

    @strawberry.mutation(description="Record an RW, RT or the like below a village.")
    async def register_neighbourhood(
        self, info: Info, input: Annotated[RegisterNeighbourhoodInput, _WHAT]
    ) -> RegisterNeighbourhoodPayload:
        return await regions.register_neighbourhood(info, input)

    @strawberry.mutation(description="Draft an offering.")
    async def draft_offering(self, info: Info, input: Annotated[DraftOfferingInput, _WHAT]) -> OfferingPayload:
        return await offering_mutations.draft_offering(info, input)

    @strawberry.mutation(description="Publish an offering's draft as a new version.")
    async def publish_offering(self, info: Info, input: Annotated[PublishOfferingInput, _WHAT]) -> OfferingPayload:
        return await offering_mutations.publish_offering(info, input)

    @strawberry.mutation(description="Change an offering's draft.")
    async def revise_offering(self, info: Info, input: Annotated[ReviseOfferingInput, _WHAT]) -> OfferingPayload:
        return await offering_mutations.revise_offering(info, input)

    @strawberry.mutation(description="Take an offering out of the catalogue for a while.")
    async def pause_offering(self, info: Info, input: Annotated[PauseOfferingInput, _WHAT]) -> OfferingPayload:
        return await offering_mutations.pause_offering(info, input)

    @strawberry.mutation(description="Take an offering out of the catalogue for good.")
    async def withdraw_offering(self, info: Info, input: Annotated[WithdrawOfferingInput, _WHAT]) -> OfferingPayload:
        return await offering_mutations.withdraw_offering(info, input)

    @strawberry.mutation(
        description="Import a partner's file: all of it or none of it, unless the valid rows are accepted."
        " It adds and changes; what it leaves out is withdrawn in mode `FULL` only, once that is confirmed."
    )
    async def import_offerings(
        self, info: Info, input: Annotated[ImportOfferingsInput, _WHAT]
    ) -> ImportOfferingsPayload:
        return await feeds.import_offerings(info, input)


@strawberry.type(description="What can be watched, by WebSocket or as server-sent events.")
class Subscription:
    @strawberry.subscription(
        description="The steps of an import, from its receipt; it completes with the last one. The `id` of a receipt."
    )
    async def import_progress(
        self, info: Info, import_id: Annotated[strawberry.ID, argument(description="The `id` of an import's receipt.")]
    ) -> AsyncGenerator[ImportProgress, None]:
        async for step in feeds.import_progress(info, import_id):
            yield step


def _schema(*, sort: bool) -> strawberry.Schema:
    built = strawberry.federation.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[InvalidInput, TransitionRefused],
        config=StrawberryConfig(scalar_map=SCALARS, sort_schema=sort),
        federation_version="2.9",
    )
    return federation.subgraph(built)


graphql_schema = _schema(sort=False)


def sdl() -> str:
    """The schema as SDL, sorted. Only for printing: sorting rebuilds every enum without its Python class, so that a
    sorted schema would hand bare strings to the resolvers."""
    return _schema(sort=True).as_str() + "\n"


@lru_cache(maxsize=1)
def subgraph_sdl() -> str:
    """The schema as a gateway composes it."""
    return graphql_schema.as_str()

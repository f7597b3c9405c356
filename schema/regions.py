"""Regions and neighbourhoods in the schema."""

from dataclasses import replace

import strawberry
from strawberry import field

from hub.domain.errors import Refused
from hub.domain.region import Neighbourhood as DomainNeighbourhood
from hub.domain.region import (
    NeighbourhoodKind,
    RegionCode,
    RegionLevel,
    RegionPlace,
    VillageKind,
    neighbourhood,
    village_kind_of,
)
from hub.domain.region import Region as DomainRegion
from hub.usecases import regions
from schema.context import Info
from schema.errors import AnyProblem, as_payload
from schema.paging import Connection, Edge, order_of, page_info, page_size, read_cursor, write_cursor


@strawberry.type(description="One step of a neighbourhood's path.")
class NeighbourhoodPart:
    kind: NeighbourhoodKind = field(description="RW, RT or another unit below the village.")
    name: str = field(description="A number of three digits for RW and RT, else a name.")


@strawberry.type(description="A place below the village. There is no national code for it: it is the hub's own record.")
class Neighbourhood:
    village: RegionCode = field(description="The village that it lies in.")
    path: list[NeighbourhoodPart] = field(description="From the outside in: RW before RT.")
    name: str = field(description="The path in words, `RW 008 / RT 003`.")

    @staticmethod
    def of(place: DomainNeighbourhood) -> "Neighbourhood":
        parts = [NeighbourhoodPart(kind=part.kind, name=part.name) for part in place.path]
        return Neighbourhood(village=place.village, path=parts, name=str(place))


@strawberry.federation.type(
    keys=["code"],
    description="A region of Indonesia. Names repeat over the country, so it is always shown with its parents.",
)
class Region:
    code: RegionCode = field(description="The code of the Ministry of Home Affairs.")
    name: str = field(description="The official name.")
    level: RegionLevel = field(description="Its level of government.")
    village_kind: VillageKind | None = field(description="What kind of village; null above the village.")
    parents: list["Region"] = field(description="All regions above, nearest first, the nation last.")

    @strawberry.field(description="Recorded neighbourhoods (RW, RT and the like) of a village; none above the village.")
    async def neighbourhoods(self, info: Info) -> list[Neighbourhood]:
        if self.level is not RegionLevel.VILLAGE:
            return []
        found = await regions.neighbourhoods(info.context.hub, info.context.viewer, self.code)
        return [Neighbourhood.of(place) for place in found]

    @staticmethod
    def of(region: DomainRegion) -> "Region":
        return Region(
            code=region.code,
            name=region.name,
            level=region.level,
            village_kind=village_kind_of(region.code),
            parents=[Region.of(parent) for parent in region.parents],
        )


@strawberry.type(description="A page of regions.")
class RegionConnection(Connection[Region]):
    pass


@strawberry.input(description="One step of a neighbourhood's path.")
class NeighbourhoodPartInput:
    kind: NeighbourhoodKind = field(description="RW, RT or another unit below the village.")
    name: str = field(description="A number for RW and RT (`8` and `008` are the same), else a name.")


@strawberry.input(description="A place below the village whose region stands beside it.")
class NeighbourhoodInput:
    path: list[NeighbourhoodPartInput] = field(description="From the outside in: RW before RT.")

    def within(self, village: RegionCode, *path: str | int) -> DomainNeighbourhood:
        """The neighbourhood. Refused, at `path`, when it is malformed or its region is no village."""
        try:
            return neighbourhood(village, [(part.kind, part.name) for part in self.path])
        except Refused as refused:
            raise Refused(*(replace(each, path=path) for each in refused.problems)) from None


async def find_region(info: Info, code: RegionCode) -> Region | None:
    found = await info.context.loaders.regions.load(code)
    return None if found is None else Region.of(found)


async def list_regions(
    info: Info,
    search: str | None,
    level: RegionLevel | None,
    parent: RegionCode | None,
    first: int | None,
    after: str | None,
) -> RegionConnection:
    hub, size = info.context.hub, page_size(first)
    order = order_of("regions", search, level, parent)
    place = read_cursor(hub.seal, order, after)
    found = await regions.search(
        hub,
        info.context.viewer,
        search=search,
        level=level,
        parent=parent,
        after=None
        if place is None
        else RegionPlace(int(place[0]), bool(place[1]), str(place[2]), RegionCode(str(place[3]))),
        limit=size + 1,
    )
    page = found[:size]
    cursors = [
        write_cursor(hub.seal, order, (each.place.level, each.place.inexact, each.place.name, each.place.code))
        for each in page
    ]
    return RegionConnection(
        edges=[Edge(cursor=cursor, node=Region.of(each.region)) for cursor, each in zip(cursors, page, strict=True)],
        page_info=page_info(cursors, more=len(found) > size, after=after),
    )


@strawberry.input(description="A neighbourhood to be recorded.")
class RegisterNeighbourhoodInput:
    village: RegionCode = field(description="The village that it lies in.")
    neighbourhood: NeighbourhoodInput = field(description="Its path.")


@strawberry.type(description="The recorded neighbourhood, or why it was not recorded.")
class RegisterNeighbourhoodPayload:
    neighbourhood: Neighbourhood | None = field(description="The neighbourhood; null when there are problems.")
    problems: list[AnyProblem] = field(description="Why nothing was recorded; empty when it was.")


async def register_neighbourhood(info: Info, input: RegisterNeighbourhoodInput) -> RegisterNeighbourhoodPayload:
    async def act() -> RegisterNeighbourhoodPayload:
        new = input.neighbourhood.within(input.village, "input", "neighbourhood")
        written = await regions.register_neighbourhood(info.context.hub, info.context.viewer, new)
        return RegisterNeighbourhoodPayload(neighbourhood=Neighbourhood.of(written.value), problems=[])

    return await as_payload(
        info.context.language,
        act,
        lambda problems: RegisterNeighbourhoodPayload(neighbourhood=None, problems=problems),
    )

"""Reading regions, and recording the neighbourhoods below them."""

from collections.abc import Iterable

from hub.database.engine import Connection
from hub.database.neighbourhoods import neighbourhoods_of, save_neighbourhood
from hub.database.regions import regions_by_code, search_regions, unknown_codes
from hub.domain.access import Viewer, require_can_register_neighbourhood
from hub.domain.errors import ErrorCode, Refused, problem
from hub.domain.region import FoundRegion, Neighbourhood, Region, RegionCode, RegionLevel, RegionPlace
from hub.usecases.hub import Hub, Written


async def find(hub: Hub, viewer: Viewer, codes: Iterable[RegionCode]) -> dict[RegionCode, Region]:
    """The regions that exist among some codes, with their parents."""
    async with hub.database.reading() as connection:
        return await regions_by_code(connection, codes)


async def search(
    hub: Hub,
    viewer: Viewer,
    *,
    search: str | None,
    level: RegionLevel | None,
    parent: RegionCode | None,
    after: RegionPlace | None,
    limit: int,
) -> list[FoundRegion]:
    """Regions by the beginnings of words of their names, the nation first; without words, all of a level or parent."""
    async with hub.database.reading() as connection:
        return await search_regions(connection, search=search, level=level, parent=parent, after=after, limit=limit)


async def neighbourhoods(hub: Hub, viewer: Viewer, village: RegionCode) -> list[Neighbourhood]:
    """The recorded neighbourhoods of a village."""
    async with hub.database.reading() as connection:
        return await neighbourhoods_of(connection, village)


async def register_neighbourhood(hub: Hub, viewer: Viewer, new: Neighbourhood) -> Written[Neighbourhood]:
    """Record an RW, RT or the like. Once or twice is the same, so no key is needed."""
    require_can_register_neighbourhood(viewer, new.village)
    async with hub.database.transaction(viewer) as connection:
        await require_regions(connection, {("input", "village"): new.village})
        await save_neighbourhood(connection, new, id_=hub.new_id(), at=hub.now())
    return Written(new)


async def require_regions(connection: Connection, codes: dict[tuple[str | int, ...], RegionCode]) -> None:
    """Refused (UNKNOWN_REGION), for every code that names no region, at its path."""
    unknown = await unknown_codes(connection, codes.values())
    if unknown:
        raise Refused(
            *(
                problem(ErrorCode.UNKNOWN_REGION, "region.unknown", *path, given=code)
                for path, code in codes.items()
                if code in unknown
            )
        )

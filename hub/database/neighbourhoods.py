"""Neighbourhoods below the village, as our own record."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.tables import neighbourhood
from hub.domain.region import Neighbourhood, NeighbourhoodKind, NeighbourhoodPart, RegionCode


async def save_neighbourhood(connection: AsyncConnection, new: Neighbourhood, *, id_: UUID, at: datetime) -> None:
    """Record a neighbourhood; nothing when it is already recorded."""
    await connection.execute(
        insert(neighbourhood)
        .values(id=id_, village_code=new.village, path=[str(part) for part in new.path], registered_at=at)
        .on_conflict_do_nothing(index_elements=["village_code", "path"])
    )


async def neighbourhoods_of(connection: AsyncConnection, village: RegionCode) -> list[Neighbourhood]:
    """The recorded neighbourhoods of a village, by path."""
    rows = await connection.execute(
        select(neighbourhood.c.path).where(neighbourhood.c.village_code == village).order_by(neighbourhood.c.path)
    )
    return [Neighbourhood(village, tuple(_part(part) for part in path)) for (path,) in rows]


def _part(text: str) -> NeighbourhoodPart:
    kind, _, name = text.partition(" ")
    return NeighbourhoodPart(NeighbourhoodKind(kind), name)

"""Neighbourhoods are recorded once and come back in order, with their numbers normalised."""

from uuid import uuid4

from hub.database.engine import Database
from hub.database.neighbourhoods import neighbourhoods_of, save_neighbourhood
from hub.domain.access import Role, Viewer
from hub.domain.region import Neighbourhood, NeighbourhoodKind, RegionCode, neighbourhood
from tests.builders import NOON

DAGO = RegionCode("32.73.02.1004")
DESK = Viewer("desk:32.73.02.1004", Role.DESK, region=DAGO)
RW, RT, DUSUN = NeighbourhoodKind.RW, NeighbourhoodKind.RT, NeighbourhoodKind.DUSUN


async def _save(database: Database, *places: Neighbourhood) -> None:
    async with database.transaction(DESK) as connection:
        for place in places:
            await save_neighbourhood(connection, place, id_=uuid4(), at=NOON)


async def test_a_village_lists_its_own_neighbourhoods_once_each(database: Database) -> None:
    eight = neighbourhood(DAGO, [(RW, "8")])
    three = neighbourhood(DAGO, [(RW, "RW 08"), (RT, "3")])
    named = neighbourhood(DAGO, [(DUSUN, "dusun atas / bawah")])
    elsewhere = neighbourhood(RegionCode("32.73.02.1001"), [(RW, "1")])
    await _save(database, three, eight, neighbourhood(DAGO, [(RW, "008")]), elsewhere, named)

    async with database.reading() as connection:
        found = await neighbourhoods_of(connection, DAGO)

    assert found == [named, eight, three]

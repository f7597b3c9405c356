"""Every region of Indonesia is there, can be found by what people type, and always names its parents."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hub.database.engine import Database
from hub.database.regions import regions_by_code, search_regions, unknown_codes
from hub.database.tables import region
from hub.domain.region import RegionCode, RegionLevel, RegionPlace

_SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "regions"


async def _found(database: Database, search: str | None, **wanted: object) -> list[str]:
    query = {"level": None, "parent": None, "after": None, "limit": 10, **wanted}
    async with database.reading() as connection:
        found = await search_regions(connection, search=search, **query)  # type: ignore[arg-type]
    return [
        f"{each.region.name}, {each.region.parents[0].name}" if each.region.parents else each.region.name
        for each in found
    ]


async def test_all_regions_and_the_nation_are_loaded(database: Database) -> None:
    async with database.reading() as connection:
        rows = await connection.execute(select(region.c.level, func.count().label("regions")).group_by(region.c.level))
        counts = {row.level: row.regions for row in rows}

    assert counts == {0: 1, 1: 38, 2: 514, 3: 7_285, 4: 83_762}


async def test_a_region_comes_with_all_its_parents(database: Database) -> None:
    async with database.reading() as connection:
        found = await regions_by_code(connection, [RegionCode("32.73.02.1004")])

    dago = found[RegionCode("32.73.02.1004")]
    assert [dago.name, *(parent.name for parent in dago.parents)] == [
        "Dago",
        "Coblong",
        "Kota Bandung",
        "Jawa Barat",
        "Indonesia",
    ]


async def test_codes_that_name_no_region_are_told(database: Database) -> None:
    async with database.reading() as connection:
        unknown = await unknown_codes(connection, [RegionCode("32.73"), RegionCode("32.99")])

    assert unknown == {RegionCode("32.99")}


async def test_both_villages_called_dago_are_found(database: Database) -> None:
    found = await _found(database, "dago", level=RegionLevel.VILLAGE)

    assert found[:2] == ["Dago, Parungpanjang", "Dago, Coblong"]


async def test_a_word_of_the_parents_tells_two_namesakes_apart(database: Database) -> None:
    assert await _found(database, "dago bandung") == ["Dago, Coblong"]


async def test_the_beginnings_of_words_are_enough_in_any_order_and_spelling(database: Database) -> None:
    assert (await _found(database, "  GEDang   kebón  band"))[0] == "Kebon Gedang, Batununggal"


async def test_higher_levels_come_first_and_an_exact_name_before_a_longer_one(database: Database) -> None:
    found = await _found(database, "bandung", limit=4)

    assert found[:2] == ["Kabupaten Bandung, Jawa Barat", "Kota Bandung, Jawa Barat"]
    assert found[2] == "Kabupaten Bandung Barat, Jawa Barat"


async def test_a_search_of_nothing_but_signs_finds_nothing(database: Database) -> None:
    assert await _found(database, "!!! ' & | :*") == []


async def test_the_children_of_a_region_are_one_level_down(database: Database) -> None:
    assert len(await _found(database, None, parent=RegionCode("32"), limit=100)) == 27
    assert len(await _found(database, None, parent=RegionCode("00"), limit=100)) == 38


async def test_pages_of_a_search_join_without_gap_or_repeat(database: Database) -> None:
    whole = await _found(database, "suka", limit=60)
    pages: list[str] = []
    after: RegionPlace | None = None
    async with database.reading() as connection:
        while len(pages) < 60:
            found = await search_regions(connection, search="suka", level=None, parent=None, after=after, limit=7)
            pages += [f"{each.region.name}, {each.region.parents[0].name}" for each in found]
            after = found[-1].place

    assert pages[:60] == whole


async def test_the_shipped_file_equals_the_source_it_names(database: Database) -> None:
    if not _SHARED.is_dir():
        pytest.skip("the source of the region data is not beside this checkout")
    expected = {("00", "Indonesia")}
    for name in ("provinces", "regencies", "districts", "villages"):
        with (_SHARED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            expected |= {(row["code"], row["name"]) for row in csv.DictReader(file)}
    async with database.reading() as connection:
        rows = await connection.execute(select(region.c.code, region.c.name))

        assert {(code, name) for code, name in rows} == expected

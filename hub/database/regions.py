"""The regions: loading them once from the hub's own file, finding them by code, by name and below one another."""

import csv
import hashlib
import io
import lzma
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import ARRAY, ColumnElement, String, and_, any_, bindparam, case, func, literal, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.searching import MAX_WORDS
from hub.database.tables import loaded_data, region
from hub.domain.region import (
    NATION,
    FoundRegion,
    Region,
    RegionCode,
    RegionLevel,
    RegionPlace,
    ancestors_of,
    level_of,
    parent_of,
)
from hub.domain.text import fold

_FILE = Path(__file__).parent / "region_data" / "regions.csv.xz"
_LEVELS = list(RegionLevel)
_NAME = "regions"


async def load_regions(connection: AsyncConnection, *, on_load: Callable[[], None] = lambda: None) -> None:
    """Bring the table to the shipped file, as the owner; nothing when it already is. About three seconds when new."""
    packed = _FILE.read_bytes()
    # The text search that is derived here is part of what is loaded: the number changes when its making does.
    checksum = hashlib.sha256(b"1" + packed).hexdigest()
    known = await connection.scalar(select(loaded_data.c.checksum).where(loaded_data.c.name == _NAME))
    if known == checksum:
        return
    on_load()
    names = {RegionCode(code): name for code, name in _rows(packed)}
    await connection.execute(
        text(
            "create temporary table loading (code text, parent_code text, level smallint, name text, folded text,"
            " own text, above text) on commit drop"
        )
    )
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    await raw.copy_records_to_table("loading", records=_records(names))
    await connection.execute(
        text(
            "insert into region as r (code, parent_code, level, name, folded, search)"
            " select code, parent_code, level, name, folded,"
            "  setweight(to_tsvector('simple', own), 'A') || setweight(to_tsvector('simple', above), 'D') from loading"
            " on conflict (code) do update set name = excluded.name, folded = excluded.folded, search = excluded.search"
        )
    )
    await connection.execute(text("analyze region"))
    await connection.execute(
        text(
            "insert into loaded_data (name, checksum) values (:name, :checksum)"
            " on conflict (name) do update set checksum = excluded.checksum"
        ),
        {"name": _NAME, "checksum": checksum},
    )


def _rows(packed: bytes) -> Iterable[tuple[str, str]]:
    reader = csv.reader(io.StringIO(lzma.decompress(packed).decode(), newline=""))
    next(reader)
    return ((code, name) for code, name in reader)


def _records(names: dict[RegionCode, str]) -> Iterable[tuple[str, str | None, int, str, str, str, str]]:
    folded = {code: fold(name) for code, name in names.items()}
    for code, name in names.items():
        above = " ".join(folded[parent] for parent in ancestors_of(code)[1:] if parent != NATION)
        yield code, parent_of(code), _LEVELS.index(level_of(code)), name, folded[code], folded[code], above


async def regions_by_code(connection: AsyncConnection, codes: Iterable[RegionCode]) -> dict[RegionCode, Region]:
    """The regions that exist among some codes, each with its parents."""
    wanted = set(codes)
    with_parents = {ancestor for code in wanted for ancestor in ancestors_of(code)}
    rows = await connection.execute(select(region.c.code, region.c.name).where(region.c.code.in_(with_parents)))
    names = {RegionCode(code): name for code, name in rows}
    return {code: _built(code, names) for code in wanted if code in names}


def _built(code: RegionCode, names: dict[RegionCode, str]) -> Region:
    parents = tuple(Region(parent, names[parent]) for parent in ancestors_of(code)[1:])
    return Region(code, names[code], parents)


async def unknown_codes(connection: AsyncConnection, codes: Iterable[RegionCode]) -> set[RegionCode]:
    """Those of some codes that name no region."""
    wanted = set(codes)
    rows = await connection.execute(_KNOWN_CODES, {"codes": list(wanted)})
    return wanted - {RegionCode(code) for (code,) in rows}


_KNOWN_CODES = select(region.c.code).where(region.c.code == any_(bindparam("codes", type_=ARRAY(String))))


async def regions_edition(connection: AsyncConnection) -> str:
    """What stands for the regions that exist: another edition has another."""
    return str(await connection.scalar(select(loaded_data.c.checksum).where(loaded_data.c.name == _NAME)))


async def every_code(connection: AsyncConnection) -> frozenset[RegionCode]:
    """All region codes, for reading a file of many rows."""
    # As one row: ninety thousand of them cost ten times as much.
    codes = (await connection.execute(select(func.array_agg(region.c.code)))).scalar_one()
    return frozenset(map(RegionCode, codes))


async def search_regions(
    connection: AsyncConnection,
    *,
    search: str | None,
    level: RegionLevel | None,
    parent: RegionCode | None,
    after: RegionPlace | None,
    limit: int,
) -> list[FoundRegion]:
    """Regions in order, at most `limit`. Every word of `search` begins a word of the region's name or of a parent's,
    and at least one a word of its own name. `parent` means "directly below" without a search, else "anywhere below".
    """
    words = fold(search or "").split()[:MAX_WORDS]
    if search is not None and not words:
        return []
    conditions: list[ColumnElement[bool]] = []
    inexact: ColumnElement[bool] = literal(False)
    if words:
        everywhere = " & ".join(f"{word}:*" for word in words)
        own = " | ".join(f"{word}:*A" for word in words)
        conditions.append(region.c.search.op("@@")(func.to_tsquery("simple", f"({everywhere}) & ({own})")))
        folded = " ".join(words)
        exact = [folded, *(f"{kind} {folded}" for kind in ("kabupaten", "kota"))]
        inexact = case((region.c.folded.in_(exact), False), else_=True)
    if level is not None:
        conditions.append(region.c.level == _LEVELS.index(level))
    if parent is not None:
        below = region.c.code.startswith(f"{parent}.") if parent != NATION else region.c.code != NATION
        conditions.append(below if words else region.c.parent_code == parent)
    order = (region.c.level, inexact, region.c.name, region.c.code)
    if after is not None:
        place = tuple_(literal(after.level), literal(after.inexact), literal(after.name), literal(after.code))
        conditions.append(tuple_(*order) > place)
    rows = await connection.execute(
        select(region.c.code, region.c.name, region.c.level, inexact.label("inexact"))
        .where(and_(True, *conditions))
        .order_by(*order)
        .limit(limit)
    )
    found = rows.all()
    built = await regions_by_code(connection, [RegionCode(row.code) for row in found])
    return [
        FoundRegion(built[row.code], RegionPlace(row.level, row.inexact, row.name, RegionCode(row.code)))
        for row in found
    ]

"""The published catalogue: one row per offering that is now published, found by area, by words and in order. What is
found is the id of a version; the version holds what it says.

The table has no row-level security, so that its indexes serve; nothing in it is hidden from a desk, and what the public
may not see is left out by `audience`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import starmap
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    Text,
    and_,
    any_,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    not_,
    select,
    text,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import Insert, array, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from hub.database.bulk import Values, among, batches, recordset, types_of
from hub.database.offerings import versions_by_id
from hub.database.searching import MAX_WORDS, all_words, search_words, words_query, words_vector
from hub.database.tables import offering, published_offering
from hub.domain.facts.need import NEEDS
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import ALWAYS, NEVER, CatalogueFilter, CatalogueOrder, CataloguePlace
from hub.domain.offerings.duplicate import MAX_COMPARED, Offered
from hub.domain.offerings.offering import (
    Audience,
    BenefitUnit,
    OfferingContent,
    OfferingVersion,
    VersionId,
)
from hub.domain.offerings.projection import ProjectedSituation, Projection
from hub.domain.partner import PartnerId
from hub.domain.region import NATION, RegionCode, RegionLevel, ancestors_of, level_of

_TABLE = published_offering.c


async def publish_rows(connection: AsyncConnection, versions: Iterable[tuple[OfferingVersion, Projection]]) -> None:
    """Let the catalogue show versions, each in place of the one before, findable by what is projected of its rules."""
    for rows in batches(starmap(catalogue_row, versions)):
        await connection.execute(shown(recordset(rows, types_of(published_offering, rows) | {"search": Text()})))


def shown(given: FromClause) -> Insert:
    """The statement by which the catalogue shows rows such as `catalogue_row` makes."""
    names = [each.name for each in published_offering.c]
    values = [words_vector(given.c.search) if name == "search" else given.c[name] for name in names]
    statement = insert(published_offering).from_select(names, select(*values))
    return statement.on_conflict_do_update(
        index_elements=["offering_id"], set_={name: statement.excluded[name] for name in names}
    )


def catalogue_row(version: OfferingVersion, projection: Projection) -> Values:
    """The row by which the catalogue finds a version."""
    content = version.content
    areas = [area.region for area in content.service_areas if not area.excluded]
    return {
        "offering_id": version.offering_id,
        "version_id": version.id,
        "partner_id": version.partner_id,
        "source": content.source,
        "funding_source": content.funding_source.value,
        "programme": content.programme,
        "domain": content.domain.value,
        "needs": list(content.needs),
        "kind": content.kind.value,
        "form": content.form.value,
        "benefit_unit": content.benefit_unit.value,
        "title": content.title.id,
        "audience": content.audience.value,
        "region_codes": sorted(set(areas)),
        # The driver writes the first and the last day of the calendar as -infinity and infinity.
        "valid_from": content.valid_from or ALWAYS,
        "valid_to": content.valid_to or NEVER,
        "assured_on": content.assured_on,
        "desil_max": projection.desil_max,
        "income_max": projection.income_max,
        "village_kinds": list(projection.village_kinds) if projection.village_kinds is not None else None,
        "search": _searched(version),
        "published_at": version.published_at,
    }


def _searched(version: OfferingVersion) -> str:
    content = version.content
    names = [name for code in content.needs for name in (NEEDS[code].name.id, NEEDS[code].name.en or "")]
    titles = [content.title.id, content.title.en or "", content.programme or ""]
    texts = [content.description.id, content.description.en or "", content.provider, version.partner_name, *names]
    return " ".join(filter(None, map(_words, (*titles, *texts))))


@lru_cache(maxsize=1_000)  # a long feed says the same provider and needs again and again
def _words(sentence: str) -> str:
    return " ".join(search_words(sentence))


async def unpublish_rows(connection: AsyncConnection, ids: Iterable[object]) -> None:
    """Take offerings out of the catalogue."""
    await connection.execute(delete(published_offering).where(among(_TABLE.offering_id, ids)))


async def unpublish_partner(connection: AsyncConnection, partner_id: PartnerId) -> None:
    """Take everything of a partner out of the catalogue."""
    its_own = select(offering.c.id).where(offering.c.partner_id == partner_id)
    await connection.execute(delete(published_offering).where(_TABLE.offering_id.in_(its_own)))


async def ids_in_reach(
    connection: AsyncConnection,
    regions: Iterable[RegionCode],
    *,
    units: Iterable[BenefitUnit],
    on: date,
    until: date,
    situation_known: ProjectedSituation | None,
    public_only: bool,
) -> list[tuple[OfferingId, VersionId]]:
    """(offering, version) of what a match must look at: offerings to some units whose area meets some regions and that
    are valid on a day or open until another. With `situation_known`, those go that fail two projected criteria."""
    known = (
        {}
        if situation_known is None
        else {name: value for name, value in asdict(situation_known).items() if value is not None}
    )
    values = {"regions": list(regions), "units": [unit.value for unit in units], "on": on, "until": until, **known}
    rows = await connection.execute(in_reach(frozenset(known), public_only=public_only), values)
    return [(OfferingId(row[0]), VersionId(row[1])) for row in rows]


@lru_cache(maxsize=16)  # one for each combination: putting the statement together takes longer than running it
def in_reach(known: frozenset[str], *, public_only: bool) -> Select[UUID, UUID]:
    """The statement of `ids_in_reach`, by which of the situation's projected facts are known."""
    conditions: list[ColumnElement[bool]] = [
        _TABLE.region_codes.op("&&")(bindparam("regions", type_=ARRAY(String))),
        _TABLE.valid_from <= bindparam("until", type_=Date),
        _TABLE.valid_to >= bindparam("on", type_=Date),
        _TABLE.benefit_unit == any_(bindparam("units", type_=ARRAY(String))),
    ]
    if public_only:
        conditions.append(_TABLE.audience == Audience.PUBLIC.value)
    failures = [
        case((failing, 1), else_=0)
        for name, failing in (
            ("desil", _TABLE.desil_max < bindparam("desil", type_=Integer)),
            ("income", _TABLE.income_max < bindparam("income", type_=BigInteger)),
            ("village_kind", not_(_TABLE.village_kinds.contains(array([bindparam("village_kind", type_=String)])))),
        )
        if name in known
    ]
    if len(failures) > 1:
        conditions.append(sum(failures[1:], failures[0]) <= 1)
    return select(_TABLE.offering_id, _TABLE.version_id).where(and_(*conditions))


def _codes(regions: Iterable[RegionCode]) -> ColumnElement[object]:
    return cast(list(regions), ARRAY(String))


async def published_by_id(
    connection: AsyncConnection, ids: Iterable[OfferingId], *, public_only: bool
) -> dict[OfferingId, OfferingVersion]:
    """The versions now published of some offerings."""
    statement = select(_TABLE.version_id).where(among(_TABLE.offering_id, ids))
    if public_only:
        statement = statement.where(_TABLE.audience == Audience.PUBLIC.value)
    # A version never changes, so it may be read a moment later.
    versions = await versions_by_id(connection, map(VersionId, await connection.scalars(statement)))
    return {version.offering_id: version for version in versions.values()}


async def possible_duplicates(
    connection: AsyncConnection, offered: Sequence[Offered], *, public_only: bool
) -> dict[OfferingId, list[Offered]]:
    """For each offering, the published ones that may be the same aid, the first published first, at most
    `MAX_COMPARED`; `same_aid` decides.

    One whose provider and title hold no word is a candidate for nothing.
    """
    # Offerings that differ in nothing that is looked for, as in a list of one title, are looked up once.
    alike: dict[LookedFor, list[Offered]] = {}
    for each in offered:
        alike.setdefault(_looked_for(each.content), []).append(each)
    found: dict[LookedFor, list[OfferingId]] = {wanted: [] for wanted in alike}
    asked = [*alike]
    for rows in batches({"place": place, **asdict(wanted)} for place, wanted in enumerate(asked)):
        for row in await connection.execute(duplicates_statement(rows, public_only=public_only)):
            found[asked[row.place]].append(OfferingId(row.offering_id))
    published = await published_by_id(
        connection, {each for ids in found.values() for each in ids}, public_only=public_only
    )
    contents = {each: Offered(each, version.content) for each, version in published.items()}
    weighed = {wanted: [contents[each] for each in ids if each in contents] for wanted, ids in found.items()}
    return {
        each.id: [other for other in weighed[wanted] if other.id != each.id][:MAX_COMPARED]
        for wanted, group in alike.items()
        for each in group
    }


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What a candidate for the same aid as an offering must meet: words of its names, areas above or below, days."""

    words: str
    at_or_above: tuple[str, ...]
    below: tuple[str, ...]
    valid_from: date
    valid_to: date


_LOOKED_FOR: Mapping[str, TypeEngine[Any]] = {
    "place": Integer(),
    "words": Text(),
    "at_or_above": ARRAY(String),
    "below": ARRAY(String),
    "valid_from": Date(),
    "valid_to": Date(),
}


def _looked_for(content: OfferingContent) -> LookedFor:
    areas = {area.region for area in content.service_areas if not area.excluded}
    return LookedFor(
        words=_words_of(content),
        at_or_above=tuple(sorted({code for area in areas for code in ancestors_of(area)})),
        below=tuple(
            f"{area}.%" if area != NATION else "%"
            for area in sorted(areas)
            if level_of(area) is not RegionLevel.VILLAGE
        ),
        valid_from=content.valid_from or ALWAYS,
        valid_to=content.valid_to or NEVER,
    )


def _words_of(content: OfferingContent) -> str:
    """A query for what has the same provider and the same programme or title."""
    provider = all_words(content.provider)
    names = [all_words(name) for name in (content.programme, content.title.id) if name]
    parts = [provider, " | ".join(f"({name})" for name in names) if all(names) else ""]
    return " & ".join(f"({part})" for part in parts if part)


def duplicates_statement(rows: Sequence[Values], *, public_only: bool) -> CompoundSelect[int, UUID, datetime]:
    """The statement behind `possible_duplicates`: (place, offering_id, published_at), each place's in order."""
    # Both arms ask this, so it is worked out once: else each row that is read would have the words parsed for it.
    given = recordset(rows, _LOOKED_FOR).c
    asked = select(*given, func.to_tsquery(text("'simple'"), given.words).label("query")).cte("asked")
    wanted = asked.c
    code = func.unnest(_TABLE.region_codes).column_valued("code")
    lies_below = select(code).where(code.like(any_(wanted.below))).correlate(published_offering, asked).exists()
    conditions = [
        _TABLE.search.op("@@")(wanted.query),
        _TABLE.valid_from <= wanted.valid_to,
        _TABLE.valid_to >= wanted.valid_from,
    ]
    if public_only:
        conditions.append(_TABLE.audience == Audience.PUBLIC.value)
    alike = select(_TABLE.offering_id, _TABLE.published_at).where(*conditions)
    # Apart, since an index serves && but not what lies below: a village has nothing below, and asks the index alone.
    above = _TABLE.region_codes.bool_op("&&")(wanted.at_or_above)
    arms = (
        alike.where(above),
        alike.where(func.cardinality(wanted.below) > 0, not_(above), lies_below),
    )
    return union_all(*(_first_of(arm, wanted.place) for arm in arms)).order_by("place", "published_at", "offering_id")


def _first_of(alike: Select[UUID, datetime], place: ColumnElement[int]) -> Select[int, UUID, datetime]:
    # Not by the column itself: rather than find the few by their words and sort them, the planner would then read the
    # catalogue in its order until it has met enough. One more than are weighed, since an offering is alike to itself.
    order = (_TABLE.published_at + timedelta(), _TABLE.offering_id)
    first = alike.order_by(*order).limit(MAX_COMPARED + 1).lateral("first")
    return select(place.label("place"), first.c.offering_id, first.c.published_at).join(first, true())


async def list_catalogue(
    connection: AsyncConnection,
    wanted: CatalogueFilter,
    *,
    search: str | None,
    order: CatalogueOrder,
    after: CataloguePlace | None,
    limit: int,
    public_only: bool,
) -> list[OfferingVersion]:
    """Published offerings in order, at most `limit`. Every word of `search` begins a word of the offering or has the
    stem of one."""
    words = search_words(search or "")[:MAX_WORDS]
    if search is not None and not words:
        return []
    statement = catalogue_statement(wanted, words=words, order=order, after=after, public_only=public_only)
    ids = [VersionId(each) for each in await connection.scalars(statement.limit(limit))]
    versions = await versions_by_id(connection, ids)
    return [versions[each] for each in ids]


def catalogue_statement(
    wanted: CatalogueFilter,
    *,
    words: Sequence[str],
    order: CatalogueOrder,
    after: CataloguePlace | None,
    public_only: bool,
) -> Select[UUID]:
    """The statement behind `list_catalogue`, without its limit: the ids of versions."""
    conditions = _conditions(wanted)
    if public_only:
        conditions.append(_TABLE.audience == Audience.PUBLIC.value)
    if words:
        conditions.append(_TABLE.search.op("@@")(words_query(words)))
    key: ColumnElement[object] = {
        CatalogueOrder.NEWEST: _TABLE.published_at,
        CatalogueOrder.TITLE: _TABLE.title,
        CatalogueOrder.CLOSING: _TABLE.valid_to,
    }[order]
    newest = order is CatalogueOrder.NEWEST
    if after is not None:
        here, there = tuple_(key, _TABLE.offering_id), tuple_(literal(after[0]), literal(after[1]))
        conditions.append(here < there if newest else here > there)
    ordering = [key.desc(), _TABLE.offering_id.desc()] if newest else [key, _TABLE.offering_id]
    return select(_TABLE.version_id).where(and_(True, *conditions)).order_by(*ordering)


def _conditions(wanted: CatalogueFilter) -> list[ColumnElement[bool]]:
    equal = {
        _TABLE.source: wanted.source,
        _TABLE.funding_source: wanted.funding_source,
        _TABLE.domain: wanted.domain,
        _TABLE.kind: wanted.kind,
        _TABLE.form: wanted.form,
        _TABLE.benefit_unit: wanted.benefit_unit,
        _TABLE.programme: wanted.programme,
        _TABLE.partner_id: wanted.partner,
    }
    conditions = [column == value for column, value in equal.items() if value is not None]
    if wanted.need is not None:
        conditions.append(_TABLE.needs.op("@>")(cast([wanted.need], ARRAY(String))))
    if wanted.regions is not None:
        conditions.append(_TABLE.region_codes.op("&&")(_codes(wanted.regions)))
    if wanted.valid_on is not None:
        conditions.append(and_(_TABLE.valid_from <= wanted.valid_on, _TABLE.valid_to >= wanted.valid_on))
    return conditions

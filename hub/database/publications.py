"""What publishing writes, in one statement for each lot: the offering, the version that it becomes, and its place in
the catalogue."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import FromClause, Insert, Table, Text, Update, insert, not_, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from hub.database.bulk import Values, batches, records
from hub.database.catalogue import catalogue_row, shown, unpublish_rows
from hub.database.offerings import StoredOffering
from hub.database.tables import offering, offering_version, published_offering
from hub.domain.offerings.offering import OfferingVersion
from hub.domain.offerings.projection import Projection


def publication_row(stored: StoredOffering, version: OfferingVersion, content: str, projection: Projection) -> Values:
    """The row of an offering as it is once a version is published, the version's content written as JSON."""
    return {
        **catalogue_row(version, projection),
        "region_code": stored.region,
        "feed": stored.feed,
        "reference": version.content.reference,
        "state": stored.offering.state.value,
        "digest": stored.digest,
        "row_digest": stored.row_digest,
        "withdrawn_by_feed": stored.withdrawn_by_feed,
        "created_at": stored.offering.created_at,
        "number": version.number,
        "partner_name": version.partner_name,
        "content": content,
        "confidential": version.content.confidential,
        "published_by": version.published_by,
        "what_changed": version.what_changed,
    }


async def store_publications(connection: AsyncConnection, rows: Iterable[Values], *, new: bool) -> None:
    """Store what was published; `new` when the offerings are not stored yet. What is confidential the catalogue does
    not show."""
    for lot in batches(rows):
        given = records(lot, {name: _TYPES[name] for name in lot[0]}).cte("given")
        own = _inserted(offering, given, _OFFERING) if new else _updated(given)
        version = _inserted(offering_version, given, _VERSION)
        open_to_some = select(given).where(not_(given.c.confidential)).subquery("open_to_some")
        await connection.execute(shown(open_to_some).add_cte(own.cte("own"), version.cte("version")))
        if any(row["confidential"] for row in lot):
            await unpublish_rows(connection, [row["offering_id"] for row in lot if row["confidential"]])


_OFFERING = {"id": "offering_id", "version_number": "number", "changed_at": "published_at"}
_VERSION = {"id": "version_id"}
"""What the columns of a table are called in a row of a publication, where not alike."""
_TYPES: Mapping[str, TypeEngine[Any]] = {
    each.name: each.type for table in (offering, offering_version, published_offering) for each in table.c
} | {"search": Text()}


def _inserted(table: Table, given: FromClause, renamed: Mapping[str, str]) -> Insert:
    names = [each.name for each in table.c if each.name != "draft"]
    return insert(table).from_select(names, select(*(given.c[renamed.get(name, name)] for name in names)))


def _updated(given: FromClause) -> Update:
    changing = ("state", "digest", "row_digest", "version_id", "version_number", "withdrawn_by_feed", "changed_at")
    values = {name: given.c[_OFFERING.get(name, name)] for name in changing}
    return update(offering).where(offering.c.id == given.c.offering_id).values(draft=null(), **values)

"""When each source of aid last brought something."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.tables import source_state
from hub.domain.offerings.offering import SourceKey


async def record_import(connection: AsyncConnection, source: SourceKey, at: datetime) -> None:
    """The source has brought something."""
    statement = insert(source_state).values(source=source, last_import_at=at)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["source"], set_={"last_import_at": statement.excluded.last_import_at}
        )
    )


async def last_imports(connection: AsyncConnection) -> dict[SourceKey, datetime]:
    """When each source that ever brought something last did."""
    rows = await connection.execute(select(source_state))
    return {SourceKey(row.source): row.last_import_at for row in rows}

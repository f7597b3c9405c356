"""What a token's subject may be: role, partner and region come from here alone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.tables import grants
from hub.domain.access import Role, Viewer
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode


async def viewer_of(connection: AsyncConnection, *, issuer: str, subject: str) -> Viewer | None:
    """The viewer that a subject of an issuer is; None without a grant."""
    rows = await connection.execute(select(grants).where(grants.c.iss == issuer, grants.c.sub == subject))
    row = rows.one_or_none()
    if row is None:
        return None
    return Viewer(
        actor=subject,
        role=Role(row.role),
        partner=None if row.partner_id is None else PartnerId(row.partner_id),
        region=None if row.region_code is None else RegionCode(row.region_code),
    )


async def save_grant(connection: AsyncConnection, viewer: Viewer, *, issuer: str, at: datetime, by: str) -> None:
    """Let a subject be a viewer, in place of what it was."""
    values = {
        "role": viewer.role.value,
        "partner_id": viewer.partner,
        "region_code": viewer.region,
        "granted_at": at,
        "granted_by": by,
    }
    statement = insert(grants).values(iss=issuer, sub=viewer.actor, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["iss", "sub"], set_=values))

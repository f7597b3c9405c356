"""Partners: storing, finding and listing them under the viewer's rights."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, func, insert, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.tables import partner
from hub.domain.partner import Partner, PartnerFilter, PartnerId, PartnerKind, PartnerWithdrawal
from hub.domain.region import RegionCode, code_range
from hub.domain.text import fold


async def insert_partner(connection: AsyncConnection, new: Partner, *, by: str) -> None:
    """Store a partner that has just registered."""
    await connection.execute(
        insert(partner).values(
            id=new.id,
            kind=new.kind.value,
            name=new.name,
            region_code=new.region,
            email=new.email,
            website=new.website,
            registered_at=new.registered_at,
            registered_by=by,
            verified_at=new.verified_at,
            verified_by=new.verified_by,
        )
    )


async def mark_verified(connection: AsyncConnection, partner_id: PartnerId, *, at: datetime, by: str) -> None:
    """Record who verified a partner, once: the first verification stays until it is taken back."""
    await connection.execute(
        update(partner)
        .where(partner.c.id == partner_id, partner.c.verified_at.is_(None))
        .values(verified_at=at, verified_by=by)
    )


async def mark_withdrawn(connection: AsyncConnection, partner_id: PartnerId, withdrawal: PartnerWithdrawal) -> None:
    """Take a partner's verification back and record why, once: the first withdrawal stays until it is verified."""
    await connection.execute(
        update(partner)
        .where(partner.c.id == partner_id, partner.c.verified_at.is_not(None))
        .values(
            verified_at=None,
            verified_by=None,
            withdrawn_at=withdrawal.at,
            withdrawn_by=withdrawal.by,
            withdrawn_because=withdrawal.because,
        )
    )


async def lock_partner(connection: AsyncConnection, partner_id: PartnerId, *, alone: bool = False) -> None:
    """Keep others from verifying or withdrawing a partner until this transaction ends; `alone` for who does so, which
    waits for everybody who is changing its offerings. To be held before any row of these is locked."""
    lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
    await connection.execute(select(lock(func.hashtextextended(f"partner/{partner_id}", 0))))


async def partners_by_id(connection: AsyncConnection, ids: Iterable[PartnerId]) -> dict[PartnerId, Partner]:
    """The partners among some ids that the viewer may see."""
    rows = await connection.execute(select(partner).where(partner.c.id.in_(list(ids))))
    return {PartnerId(row.id): _partner(row) for row in rows}


async def list_partners(
    connection: AsyncConnection, wanted: PartnerFilter, *, after: tuple[str, PartnerId] | None, limit: int
) -> list[Partner]:
    """Partners by name, at most `limit`, after a place in that order."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(partner.c.kind == wanted.kind.value)
    if wanted.region is not None:
        low, high = code_range(wanted.region)
        conditions += [partner.c.region_code >= low, partner.c.region_code < high]
    if wanted.verified is not None:
        conditions.append(partner.c.verified_at.is_not(None) if wanted.verified else partner.c.verified_at.is_(None))
    if wanted.name is not None:
        conditions += [partner.c.name.icontains(word, autoescape=True) for word in fold(wanted.name).split()]
    if after is not None:
        conditions.append(tuple_(partner.c.name, partner.c.id) > tuple_(literal(after[0]), literal(after[1])))
    rows = await connection.execute(
        select(partner).where(and_(True, *conditions)).order_by(partner.c.name, partner.c.id).limit(limit)
    )
    return [_partner(row) for row in rows]


def _partner(row: Row[tuple[object, ...]]) -> Partner:
    return Partner(
        id=PartnerId(row.id),
        kind=PartnerKind(row.kind),
        name=row.name,
        region=RegionCode(row.region_code),
        email=row.email,
        website=row.website,
        registered_at=row.registered_at,
        verified_at=row.verified_at,
        verified_by=row.verified_by,
        last_withdrawal=None
        if row.withdrawn_at is None
        else PartnerWithdrawal(at=row.withdrawn_at, by=row.withdrawn_by, because=row.withdrawn_because),
    )

"""Receipts of imports."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.content_json import read_receipt, write_json
from hub.database.tables import import_receipt
from hub.domain.offerings.feed import Receipt
from hub.domain.region import RegionCode


async def insert_receipt(connection: AsyncConnection, receipt: Receipt, region: RegionCode) -> None:
    """Keep a receipt."""
    await connection.execute(
        insert(import_receipt).values(
            id=receipt.id,
            partner_id=receipt.partner_id,
            region_code=region,
            source=receipt.source,
            feed=receipt.feed,
            receipt=write_json(receipt),
            at=receipt.at,
        )
    )


async def receipts_by_id(connection: AsyncConnection, ids: Iterable[UUID]) -> dict[UUID, Receipt]:
    """The receipts among some ids that the viewer may see."""
    rows = await connection.execute(select(import_receipt).where(import_receipt.c.id.in_(list(ids))))
    return {row.id: read_receipt(row.receipt) for row in rows}

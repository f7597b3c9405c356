"""Keys under which a mutation acts once: claimed first, in the mutation's own transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.tables import mutation_key


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a key already stands for."""

    mutation: str
    input_hmac: bytes
    result_id: UUID | None


async def claim(
    connection: AsyncConnection, *, actor: str, key: UUID, mutation: str, input_hmac: bytes, at: datetime
) -> Claimed | None:
    """Take a key for a mutation; None when it was free, else what it was taken for.

    A second call with the key waits for the first one's transaction to end, so it sees that one's result or none.
    """
    taken = await connection.execute(
        insert(mutation_key)
        .values(actor=actor, key=key, mutation=mutation, input_hmac=input_hmac, at=at)
        .on_conflict_do_nothing()
        .returning(mutation_key.c.key)
    )
    if taken.first() is not None:
        return None
    claimed = await find_claim(connection, actor=actor, key=key)
    assert claimed is not None, "a key is never given back"
    return claimed


async def find_claim(connection: AsyncConnection, *, actor: str, key: UUID) -> Claimed | None:
    """What a key stands for by now, without taking it."""
    rows = await connection.execute(
        select(mutation_key).where(mutation_key.c.actor == actor, mutation_key.c.key == key)
    )
    row = rows.one_or_none()
    return None if row is None else Claimed(row.mutation, bytes(row.input_hmac), row.result_id)


async def keep_result(connection: AsyncConnection, *, actor: str, key: UUID, result_id: UUID) -> None:
    """Remember what the mutation answered with."""
    await connection.execute(
        update(mutation_key).where(mutation_key.c.actor == actor, mutation_key.c.key == key).values(result_id=result_id)
    )

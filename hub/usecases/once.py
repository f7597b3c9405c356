"""Acting once per idempotency key: the row (actor, key) is claimed first, in the same transaction as the effect."""

import hmac
from dataclasses import dataclass
from uuid import UUID

from hub.database.engine import Connection
from hub.database.idempotency import Claimed, claim, find_claim, keep_result
from hub.domain.access import Viewer
from hub.domain.errors import ErrorCode, refuse
from hub.usecases.hub import Hub


@dataclass(frozen=True, slots=True)
class Idempotency:
    """A caller's key, the mutation's name, and the canonical bytes of its input."""

    key: UUID
    mutation: str
    canonical_input: bytes


async def replayed(hub: Hub, viewer: Viewer, connection: Connection, once: Idempotency | None) -> UUID | None:
    """The id that the key's first use answered with; None when the key is new (and now claimed) or there is none.

    Raises Refused (IDEMPOTENCY_CONFLICT) when the key stood for another mutation or another input.
    """
    if once is None:
        return None
    digest = _digest(hub, once)
    earlier = await claim(
        connection, actor=viewer.actor, key=once.key, mutation=once.mutation, input_hmac=digest, at=hub.now()
    )
    return None if earlier is None else _answered(earlier, once, digest)


async def answered(hub: Hub, viewer: Viewer, connection: Connection, once: Idempotency | None) -> UUID | None:
    """The same without claiming the key, for what is slow to prepare: None may mean that its first use still runs, so
    `replayed` is to be asked afterwards."""
    earlier = None if once is None else await find_claim(connection, actor=viewer.actor, key=once.key)
    return None if once is None or earlier is None else _answered(earlier, once, _digest(hub, once))


def _digest(hub: Hub, once: Idempotency) -> bytes:
    return hub.seal.mac("idempotency", once.mutation.encode() + b"\n" + once.canonical_input)


def _answered(earlier: Claimed, once: Idempotency, digest: bytes) -> UUID:
    if earlier.mutation != once.mutation or not hmac.compare_digest(earlier.input_hmac, digest):
        raise refuse(ErrorCode.IDEMPOTENCY_CONFLICT, "idempotency.conflict", "input", "idempotencyKey")
    assert earlier.result_id is not None, "a committed claim has its result"
    return earlier.result_id


async def keep(viewer: Viewer, connection: Connection, once: Idempotency | None, result_id: UUID) -> None:
    """Remember the result for a replay."""
    if once is not None:
        await keep_result(connection, actor=viewer.actor, key=once.key, result_id=result_id)

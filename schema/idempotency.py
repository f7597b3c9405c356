"""How a mutation's input becomes the canonical bytes that a repeated key is held against."""

from uuid import UUID

from hub.usecases.once import Idempotency
from schema.canonical import canonical_json


def once(key: UUID | None, mutation: str, *values: object) -> Idempotency | None:
    """The key with what it stands for; None without a key."""
    return None if key is None else Idempotency(key, mutation, canonical_json(values))

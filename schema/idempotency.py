"""How a mutation's input becomes the canonical bytes that a repeated key is held against."""

from uuid import UUID

from hub.usecases.once import Idempotency


def once(key: UUID | None, mutation: str, *values: object) -> Idempotency | None:
    """The key with what it stands for; None without a key. Values of the domain write themselves the same way each
    time: frozen, with their fields in order."""
    return None if key is None else Idempotency(key, mutation, repr(values).encode())

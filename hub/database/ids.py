"""Fresh ids, for rows that are stored together to lie together."""

from os import urandom
from time import time_ns
from uuid import UUID

_RANDOM_BITS = 62


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562, 5.7): it begins with the millisecond it was made in, so that an index grows at its
    end and a long feed does not touch all of it. The rest is random."""
    random = int.from_bytes(urandom(10))
    milliseconds, first, second = time_ns() // 1_000_000, random >> 68, random & (1 << _RANDOM_BITS) - 1
    return UUID(int=milliseconds << 80 | 7 << 76 | first << 64 | 0b10 << _RANDOM_BITS | second)

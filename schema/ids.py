"""Opaque global ids: the type, the home of the record, and its UUID. Looks nothing up.

Reference records have no home; records of cases will carry their regency's code.
"""

import base64
import binascii
from uuid import UUID

from hub.domain.errors import ErrorCode, refuse


def encode_id(kind: str, record: UUID, *, home: str = "") -> str:
    """The id of a record of a type."""
    return base64.urlsafe_b64encode(f"{kind}:{home}:{record.hex}".encode()).decode().rstrip("=")


def decode_id(text: str, *path: str | int) -> tuple[str, str, UUID]:
    """Type, home and UUID of an id. Refused (BAD_ID) for a text that this hub never wrote."""
    try:
        kind, home, record = (
            base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode().split(":")
        )
        found = kind, home, UUID(record)
    except (UnicodeError, binascii.Error, ValueError):
        raise refuse(ErrorCode.BAD_ID, "id.malformed", *path) from None
    if encode_id(kind, found[2], home=home) != text:
        raise refuse(ErrorCode.BAD_ID, "id.malformed", *path)
    return found


def require_id(text: str, kind: str, *path: str | int) -> UUID:
    """The UUID of an id of one type. Refused (BAD_ID) when it is malformed or of another type."""
    found, _, record = decode_id(text, *path)
    if found != kind:
        raise refuse(ErrorCode.BAD_ID, "id.wrong_type", *path, expected=kind, given=found[:40])
    return record

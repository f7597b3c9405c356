"""Values of the domain as JSON in the database, and back. Strict: what does not fit raises.

Rules are written in their published form, so that a stored offering reads like one that a partner sends.
"""

import hashlib
from functools import lru_cache
from typing import Any

import msgspec

from hub.domain.errors import ErrorCode, refuse
from hub.domain.offerings.feed import Receipt
from hub.domain.offerings.offering import OfferingContent
from hub.domain.rules.criterion import Rule
from hub.domain.rules.criterion_json import read_rule, write_rule
from hub.domain.rules.evaluation import interned


def _encode(value: Any) -> Any:
    if isinstance(value, Rule):
        return _rule(value)
    raise NotImplementedError(type(value).__name__)


@lru_cache(maxsize=5_000)  # offerings of one feed mostly share their rules
def _rule(rule: Rule) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(write_rule(rule)))


def _decode(kind: type, value: Any) -> Any:
    if kind is Rule:
        return interned(read_rule(value))
    raise NotImplementedError(kind.__name__)


_encoder = msgspec.json.Encoder(enc_hook=_encode)
_contents = msgspec.json.Decoder(OfferingContent, dec_hook=_decode)
_receipts = msgspec.json.Decoder(Receipt, dec_hook=_decode)


def write_json(value: OfferingContent | Receipt) -> str:
    """The value as JSON text. Refused with a NUL in it, which PostgreSQL can hold in no text."""
    written = _encoder.encode(value).decode()
    if _NUL in written and _NUL in written.replace(_BACKSLASH, ""):
        raise refuse(ErrorCode.BAD_INPUT, "text.nul_character")
    return written


_NUL, _BACKSLASH = r"\u0000", r"\\"
"""As JSON writes them: after a backslash of the text, `u0000` is text too."""


def digest_of(written: str) -> bytes:
    """What stands for a content: the SHA-256 of its JSON. Equal contents have one digest unless another hub wrote
    them otherwise."""
    return hashlib.sha256(written.encode()).digest()


def read_content(written: str) -> OfferingContent:
    """The content of an offering from its JSON."""
    return _contents.decode(written)


def read_receipt(written: str) -> Receipt:
    """The receipt of an import from its JSON."""
    return _receipts.decode(written)

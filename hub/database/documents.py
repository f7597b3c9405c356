"""Values of the domain as JSON documents in the database, and back. Strict: what does not fit raises.

Rules are written in their published form, so that a stored offering reads like one that a partner sends.
"""

import hashlib
from typing import Any

import msgspec

from hub.domain.criterion import Rule
from hub.domain.criterion_json import read_rule, write_rule
from hub.domain.evaluation import interned
from hub.domain.feed import Receipt
from hub.domain.offering import OfferingDraft


def _encode(value: Any) -> Any:
    if isinstance(value, Rule):
        return write_rule(value)
    raise NotImplementedError(type(value).__name__)


def _decode(kind: type, value: Any) -> Any:
    if kind is Rule:
        return interned(read_rule(value))
    raise NotImplementedError(kind.__name__)


_encoder = msgspec.json.Encoder(enc_hook=_encode)
_drafts = msgspec.json.Decoder(OfferingDraft, dec_hook=_decode)
_receipts = msgspec.json.Decoder(Receipt, dec_hook=_decode)


def write_document(value: OfferingDraft | Receipt) -> str:
    """The value as JSON text."""
    return _encoder.encode(value).decode()


def digest_of(value: OfferingDraft) -> bytes:
    """What stands for a content: the SHA-256 of its document. Equal contents have one digest unless another hub wrote
    them otherwise."""
    return hashlib.sha256(_encoder.encode(value)).digest()


def read_draft(document: str) -> OfferingDraft:
    """The content of an offering from its document."""
    return _drafts.decode(document)


def read_receipt(document: str) -> Receipt:
    """The receipt of an import from its document."""
    return _receipts.decode(document)

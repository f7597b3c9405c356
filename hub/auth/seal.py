"""Text that the hub hands out and recognises again as its own: cursors, and marks of what a key stood for."""

import base64
import binascii
import hashlib
import hmac

_TAG_BYTES = 16
"""128 bits: nobody guesses one, and a cursor stays short."""


class Seal:
    """A secret bound to purposes: what is sealed for one purpose does not open for another."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < 32:
            raise ValueError("the secret of a seal has at least 32 bytes")
        self._secret = secret

    def mac(self, purpose: str, payload: bytes) -> bytes:
        """HMAC-SHA-256 of a payload for a purpose, 32 bytes (RFC 2104)."""
        return hmac.digest(self._secret, purpose.encode() + b"\0" + payload, hashlib.sha256)

    def seal(self, purpose: str, payload: bytes) -> str:
        """The payload with its tag as URL-safe text. The payload is not secret, only unforgeable."""
        return base64.urlsafe_b64encode(self.mac(purpose, payload)[:_TAG_BYTES] + payload).decode().rstrip("=")

    def open(self, purpose: str, text: str) -> bytes | None:
        """The payload that was sealed for the purpose; None for anything forged, cut or malformed."""
        try:
            sealed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        except (UnicodeEncodeError, binascii.Error, ValueError):
            return None
        payload = sealed[_TAG_BYTES:]
        # As text, since the decoder forgives signs that are not of the alphabet: what we did not write is not ours.
        return payload if hmac.compare_digest(self.seal(purpose, payload), text) else None

"""The hub's own secrets on disk: the key that signs its tokens, and the secret of its seal. Made at the first start.

Only the hub's user may read them; a file that others could read is refused, since a copied key speaks for everybody.
"""

import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from hub.auth.seal import Seal
from hub.domain.errors import ErrorCode, Misconfigured, problem

_KEY_FILE, _SEAL_FILE = "token-key.pem", "seal.key"
_SEAL_BYTES = 32


def signing_key(folder: Path) -> ECKey:
    """The ES256 key of the hub, made when there is none; its `kid` is the RFC 7638 thumbprint.

    Raises Misconfigured when the file cannot be used or others could read it.
    """
    pem = _kept(folder / _KEY_FILE, lambda: ECKey.generate_key("P-256").as_pem(private=True))
    try:
        key = ECKey.import_key(pem)
    except (JoseError, ValueError) as broken:
        raise _misconfigured("keys.unreadable", folder / _KEY_FILE) from broken
    if not key.is_private or key.curve_name != "P-256":
        raise _misconfigured("keys.unreadable", folder / _KEY_FILE)
    return ECKey.import_key(pem, {"kid": key.thumbprint(), "alg": "ES256", "use": "sig"})


def seal(folder: Path) -> Seal:
    """The hub's seal, its secret made when there is none. Raises Misconfigured like `signing_key`."""
    secret = _kept(folder / _SEAL_FILE, lambda: secrets.token_bytes(_SEAL_BYTES))
    if len(secret) != _SEAL_BYTES:
        raise _misconfigured("keys.unreadable", folder / _SEAL_FILE)
    return Seal(secret)


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; when there is none, what was made, written so that no second hub sees half of it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
            try:
                with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(make())
                    file.flush()
                    os.fsync(file.fileno())
                # A link, not a rename: whoever comes second keeps the first one's file.
                with suppress(FileExistsError):
                    os.link(new, path)
            finally:
                new.unlink(missing_ok=True)
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise _misconfigured("keys.readable_by_others", path)
        return path.read_bytes()
    except OSError as refused:
        raise _misconfigured("keys.unusable", path, os.strerror(refused.errno or 0)) from refused


def _misconfigured(key: str, path: Path, reason: str | None = None) -> Misconfigured:
    return Misconfigured(problem(ErrorCode.MISCONFIGURED, key, file=str(path), reason=reason))

"""Whether a bearer token was made by this hub, for this hub, and holds now. Grants nothing.

Strict by list: one algorithm, one key, exactly the header fields and claims that `issuer` writes. Whatever else a
token carries (another key, a URL to fetch one from, a confirmation of the sender) makes it somebody else's.
Sources: RFC 9068 §4, RFC 8725 (best practices for JWT), RFC 6750 §2.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError, UnsupportedHeaderError
from joserfc.jwk import ECKey, GuestProtocol

from hub.auth.issuer import AUDIENCE, ISSUER
from hub.domain.errors import ErrorCode, Refused, refuse

MAX_TOKEN_BYTES = 4096
_LEEWAY = timedelta(seconds=30)
_CLAIMS = {"iss", "sub", "aud", "client_id", "iat", "exp", "jti"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a token speaks for, until when."""

    issuer: str
    subject: str
    token_id: str
    expires_at: datetime


def bearer_token(headers: Mapping[str, str]) -> str | None:
    """The token of the one Authorization header (lower-case names); None without the header.

    Raises Refused (UNAUTHENTICATED) for any other scheme, for two headers or tokens, or for none behind the word.
    """
    # Looking a header up hides a second one, which a proxy before us may have been the one to check.
    given = [value for name, value in headers.items() if name == "authorization"]
    if not given:
        return None
    if len(given) > 1:
        raise _refused("token.not_bearer")
    scheme, _, token = given[0].partition(" ")
    token = token.strip(" ")
    if scheme.lower() != "bearer" or not token or any(sign in token for sign in ", \t"):
        raise _refused("token.not_bearer")
    return token


def verify(token: str, *, key: ECKey, now: datetime) -> Identity:
    """The identity that a token proves. Raises Refused (UNAUTHENTICATED) for every token that proves none."""
    if len(token) > MAX_TOKEN_BYTES:
        raise _refused("token.malformed")

    def key_for(sent: GuestProtocol) -> ECKey:
        # Before the signature, so that whoever holds a token of a key since replaced is not told to copy it again.
        if sent.headers() != {"alg": "ES256", "typ": "at+jwt", "kid": key.kid}:
            raise _refused("token.not_ours")
        return key

    try:
        claims = jwt.decode(token, key_for, algorithms=["ES256"]).claims
    except (UnsupportedAlgorithmError, UnsupportedHeaderError) as error:
        raise _refused("token.not_ours") from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _refused("token.malformed") from error
    if set(claims) != _CLAIMS or claims["iss"] != ISSUER or claims["aud"] != AUDIENCE:
        raise _refused("token.not_ours")
    subject, token_id = claims["sub"], claims["jti"]
    issued_at, expires_at = claims["iat"], claims["exp"]
    if not isinstance(subject, str) or not subject or not isinstance(token_id, str) or not token_id:
        raise _refused("token.not_ours")
    if type(issued_at) is not int or type(expires_at) is not int or expires_at <= issued_at:
        raise _refused("token.not_ours")
    moment = now.timestamp()
    if issued_at > moment + _LEEWAY.total_seconds():
        raise _refused("token.not_yet")
    if expires_at <= moment - _LEEWAY.total_seconds():
        raise _refused("token.expired")
    return Identity(ISSUER, subject, token_id, datetime.fromtimestamp(expires_at, tz=UTC))


def _refused(key: str) -> Refused:
    return refuse(ErrorCode.UNAUTHENTICATED, key)

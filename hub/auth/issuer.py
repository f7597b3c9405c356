"""Access tokens of the hub's own issuer: who somebody is, never what they may do (that is in `grants`).

Source: RFC 9068 (JWT profile for access tokens); standard claims only.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

ISSUER = "urn:simpul:hub"
AUDIENCE = "urn:simpul:graphql"
CLIENT = "simpul-command-line"
LIFETIME = timedelta(hours=12)
"""One working day, with the evening: a token on paper is worth nothing tomorrow."""


def issue(subject: str, *, key: ECKey, now: datetime, lifetime: timedelta = LIFETIME) -> str:
    """A signed token for a subject, from now on for `lifetime`."""
    claims = {
        "iss": ISSUER,
        "sub": subject,
        "aud": AUDIENCE,
        "client_id": CLIENT,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "jti": str(uuid4()),
    }
    return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": key.kid}, claims, key, algorithms=["ES256"])

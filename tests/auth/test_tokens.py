"""Only a token that this hub made, for this hub, and that holds now, proves who somebody is."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry
from starlette.datastructures import Headers

from hub.auth.issuer import AUDIENCE, ISSUER, issue
from hub.auth.verifier import bearer_token, verify
from hub.domain.errors import ErrorCode, Refused

_KEY = ECKey.generate_key("P-256")
_KEY = ECKey.import_key(_KEY.as_pem(private=True), {"kid": _KEY.thumbprint()})
_OTHER = ECKey.generate_key("P-256")
_NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
_SECOND = int(_NOW.timestamp())
_CLAIMS: dict[str, object] = {
    "iss": ISSUER,
    "sub": "desk:32.73.02.1004",
    "aud": AUDIENCE,
    "client_id": "simpul-command-line",
    "iat": _SECOND,
    "exp": _SECOND + 600,
    "jti": "one",
}
_HEADER: dict[str, object] = {"alg": "ES256", "typ": "at+jwt", "kid": _KEY.kid}


def _token(
    header: dict[str, object] | None = None, claims: dict[str, object] | None = None, *, key: ECKey = _KEY
) -> str:
    registry = JWSRegistry(algorithms=["ES256"], strict_check_header=False)
    return jwt.encode(header or _HEADER, claims or _CLAIMS, key, registry=registry)


def _without(fields: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in fields.items() if key != name}


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _part(fields: dict[str, object]) -> str:
    return _base64(json.dumps(fields).encode())


def _unsigned() -> str:
    return f"{_part({**_HEADER, 'alg': 'none'})}.{_part(_CLAIMS)}."


def _signed_with_the_public_key() -> str:
    # By hand: the library rightly refuses to sign like this.
    signed = f"{_part({**_HEADER, 'alg': 'HS256'})}.{_part(_CLAIMS)}"
    return f"{signed}.{_base64(hmac.digest(_KEY.as_pem(private=False), signed.encode(), hashlib.sha256))}"


def _by_hand(header: dict[str, object]) -> str:
    """Well signed with the hub's own key, whatever the library thinks of the header."""
    signed = f"{_part(header)}.{_part(_CLAIMS)}"
    return f"{signed}.{_base64(JWSRegistry.algorithms['ES256'].sign(signed.encode(), _KEY))}"


def _with_other_claims() -> str:
    header, _, signature = _token().split(".")
    return f"{header}.{_part({**_CLAIMS, 'sub': 'admin'})}.{signature}"


def _mangled() -> st.SearchStrategy[str]:
    """Three parts of base64, each of some JSON or none, as a forger would try."""
    value = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*_HEADER, "crit"]), inner),
        max_leaves=6,
    )
    header = st.builds(lambda more: {**_HEADER, **more} if isinstance(more, dict) else more, value)
    raw = st.binary(max_size=80) | st.builds(lambda found: json.dumps(found).encode(), header)
    return st.lists(raw.map(_base64), max_size=4).map(".".join)


_ATTACKS: dict[str, tuple[str, Callable[[], str]]] = {
    # The header is not exactly the hub's own
    "no signature at all": ("token.not_ours", _unsigned),
    "the public key as an HMAC secret": ("token.not_ours", _signed_with_the_public_key),
    "another key id": ("token.not_ours", lambda: _token({**_HEADER, "kid": _OTHER.thumbprint()})),
    "another key under its own id": (
        "token.not_ours",
        lambda: _token({**_HEADER, "kid": _OTHER.thumbprint()}, key=_OTHER),
    ),
    "no key id": ("token.not_ours", lambda: _token(_without(_HEADER, "kid"))),
    "an ID token": ("token.not_ours", lambda: _token({**_HEADER, "typ": "JWT"})),
    "no type": ("token.not_ours", lambda: _token(_without(_HEADER, "typ"))),
    "an embedded key": (
        "token.not_ours",
        lambda: _token({**_HEADER, "jwk": _OTHER.as_dict(private=False)}, key=_OTHER),
    ),
    "an embedded key beside a good signature": (
        "token.not_ours",
        lambda: _token({**_HEADER, "jwk": _OTHER.as_dict(private=False)}),
    ),
    "a key to be fetched": ("token.not_ours", lambda: _token({**_HEADER, "jku": "https://evil.example/keys"})),
    "a certificate to be fetched": ("token.not_ours", lambda: _token({**_HEADER, "x5u": "https://evil.example/cert"})),
    "a certificate of its own": ("token.not_ours", lambda: _token({**_HEADER, "x5c": ["MIIB"]})),
    "an extension that must be understood": (
        "token.not_ours",
        lambda: _by_hand({**_HEADER, "crit": ["exp"], "exp": 1}),
    ),
    # The signature does not hold
    "another key": ("token.malformed", lambda: _token(key=_OTHER)),
    "claims changed after signing": ("token.malformed", _with_other_claims),
    "a signature cut short": ("token.malformed", lambda: _token()[:-40]),
    "no signature behind a good header": ("token.malformed", lambda: _token().rpartition(".")[0] + "."),
    # The claims are not what the hub writes
    "another issuer": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "iss": "urn:evil"})),
    "another audience": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "aud": "urn:other"})),
    "two audiences": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "aud": [AUDIENCE, "urn:other"]})),
    "a token bound to its sender": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "cnf": {"jkt": "x"}})),
    "a role of its own": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "role": "ADMINISTRATOR"})),
    "an ID token's nonce": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "nonce": "x"})),
    "a beginning of its own": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "nbf": _SECOND + 3600})),
    "no subject": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "sub": ""})),
    "a subject that is no text": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "sub": 1})),
    "an empty token id": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "jti": ""})),
    "an end before the beginning": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "exp": _SECOND - 3600})),
    "an end that is true": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "exp": True})),
    "an end in text": ("token.not_ours", lambda: _token(claims={**_CLAIMS, "exp": "9999999999"})),
    **{
        f"no {name}": ("token.not_ours", lambda name=name: _token(claims=_without(_CLAIMS, name)))  # type: ignore[misc]
        for name in _CLAIMS
    },
    # It does not hold now
    "an expired token": (
        "token.expired",
        lambda: _token(claims={**_CLAIMS, "iat": _SECOND - 3600, "exp": _SECOND - 3000}),
    ),
    "a token from the future": ("token.not_yet", lambda: _token(claims={**_CLAIMS, "iat": _SECOND + 120})),
    # It is no token
    "a good token too long to read": ("token.malformed", lambda: _token(claims={**_CLAIMS, "jti": "x" * 4000})),
    "an endless text": ("token.malformed", lambda: "a" * 100_000),
    "a header too deep to read": ("token.malformed", lambda: f"{_base64(b'[' * 2500)}.e30.AAAA"),
    "not a token": ("token.malformed", lambda: "one.two.three"),
    "nothing": ("token.malformed", lambda: ""),
}


@pytest.mark.parametrize("attack", _ATTACKS)
def test_a_token_with_anything_wrong_is_refused_for_that(attack: str) -> None:
    key, forged = _ATTACKS[attack]

    with pytest.raises(Refused) as refused:
        verify(forged(), key=_KEY, now=_NOW)

    (problem,) = refused.value.problems
    assert (problem.code, problem.message.key) == (ErrorCode.UNAUTHENTICATED, key)


def test_a_token_of_the_hub_proves_its_subject_until_it_expires() -> None:
    token = issue("desk:32.73.02.1004", key=_KEY, now=_NOW, lifetime=timedelta(hours=1))

    identity = verify(token, key=_KEY, now=_NOW + timedelta(minutes=59))

    assert (identity.subject, identity.issuer) == ("desk:32.73.02.1004", ISSUER)
    assert identity.expires_at == _NOW + timedelta(hours=1)


def test_a_token_names_no_role_and_no_region_of_its_own() -> None:
    payload = issue("supervisor:32.73", key=_KEY, now=_NOW).split(".")[1]

    assert set(json.loads(base64.urlsafe_b64decode(payload + "=="))) == set(_CLAIMS)


@given(position=st.integers(min_value=0), bit=st.integers(0, 7))
def test_any_bit_flipped_spoils_a_token(position: int, bit: int) -> None:
    good = issue("admin", key=_KEY, now=_NOW).encode()
    place = position % len(good)
    spoilt = good[:place] + bytes([good[place] ^ (1 << bit)]) + good[place + 1 :]

    with pytest.raises(Refused):
        verify(spoilt.decode("latin-1"), key=_KEY, now=_NOW)


@pytest.mark.parametrize("sign", [sign for sign in ascii_letters + digits + "-_+/=!\n" if sign not in "AQgw"])
def test_a_token_has_one_spelling(sign: str) -> None:
    # The last sign of a signature of 64 bytes has four bits to spare, which a lenient decoder lets be anything.
    good = _token()

    for spelling in (good[:-1] + sign, good + sign, sign + good):
        with pytest.raises(Refused):
            verify(spelling, key=_KEY, now=_NOW)


@given(st.one_of(st.text(max_size=300), _mangled()))
def test_no_text_whatever_breaks_the_verifier(text: str) -> None:
    with pytest.raises(Refused):
        verify(text, key=_KEY, now=_NOW)


def test_clocks_may_differ_by_half_a_minute() -> None:
    token = issue("admin", key=_KEY, now=_NOW, lifetime=timedelta(minutes=5))

    assert verify(token, key=_KEY, now=_NOW - timedelta(seconds=30)).subject == "admin"
    assert verify(token, key=_KEY, now=_NOW + timedelta(minutes=5, seconds=29)).subject == "admin"
    for moment in (_NOW - timedelta(seconds=31), _NOW + timedelta(minutes=5, seconds=30)):
        with pytest.raises(Refused):
            verify(token, key=_KEY, now=moment)


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer ", "Bearer a b", "Bearer a, Bearer b", "abc", ""])
def test_an_authorization_that_is_not_one_bearer_token_is_refused(header: str) -> None:
    with pytest.raises(Refused):
        bearer_token({"authorization": header})


def test_the_bearer_token_is_read_whatever_the_case_of_the_scheme() -> None:
    assert bearer_token({"authorization": "bEaReR abc.def"}) == "abc.def"
    assert bearer_token({}) is None


def test_two_authorization_headers_are_refused_even_when_the_first_is_good() -> None:
    # As Starlette gives them: looked up by name, only the first would be seen.
    twice = Headers(raw=[(b"authorization", b"Bearer one"), (b"authorization", b"Bearer two")])

    with pytest.raises(Refused):
        bearer_token(twice)

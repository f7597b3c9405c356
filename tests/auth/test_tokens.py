"""Only a token that this hub made, for this hub, and that holds now, proves who somebody is."""

import base64
import hashlib
import hmac
import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from hub.auth.issuer import AUDIENCE, ISSUER, issue
from hub.auth.keys import seal, signing_key
from hub.auth.seal import Seal
from hub.auth.verifier import bearer_token, verify
from hub.domain.errors import ErrorCode, Misconfigured, Refused

_KEY = ECKey.generate_key("P-256")
_KEY = ECKey.import_key(_KEY.as_pem(private=True), {"kid": _KEY.thumbprint()})
_OTHER = ECKey.generate_key("P-256")
_NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
_CLAIMS: dict[str, object] = {
    "iss": ISSUER,
    "sub": "desk:32.73.02.1004",
    "aud": AUDIENCE,
    "client_id": "simpul-command-line",
    "iat": int(_NOW.timestamp()),
    "exp": int(_NOW.timestamp()) + 600,
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


def _part(fields: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(fields).encode()).decode().rstrip("=")


def _unsigned() -> str:
    return f"{_part({**_HEADER, 'alg': 'none'})}.{_part(_CLAIMS)}."


def _signed_with_the_public_key() -> str:
    # By hand: the library rightly refuses to sign like this.
    signed = f"{_part({**_HEADER, 'alg': 'HS256'})}.{_part(_CLAIMS)}"
    tag = hmac.digest(_KEY.as_pem(private=False), signed.encode(), hashlib.sha256)
    return f"{signed}.{base64.urlsafe_b64encode(tag).decode().rstrip('=')}"


_EARLIER = int(_NOW.timestamp()) - 3600
_ATTACKS: dict[str, Callable[[], str]] = {
    "no signature at all": _unsigned,
    "another key": lambda: _token(key=_OTHER),
    "the public key as an HMAC secret": _signed_with_the_public_key,
    "another key id": lambda: _token({**_HEADER, "kid": _OTHER.thumbprint()}),
    "no key id": lambda: _token(_without(_HEADER, "kid")),
    "an ID token": lambda: _token({**_HEADER, "typ": "JWT"}),
    "no type": lambda: _token(_without(_HEADER, "typ")),
    "an embedded key": lambda: _token({**_HEADER, "jwk": _OTHER.as_dict(private=False)}, key=_OTHER),
    "an embedded key beside a good signature": lambda: _token({**_HEADER, "jwk": _OTHER.as_dict(private=False)}),
    "a key to be fetched": lambda: _token({**_HEADER, "jku": "https://evil.example/keys"}),
    "a certificate to be fetched": lambda: _token({**_HEADER, "x5u": "https://evil.example/cert"}),
    "another issuer": lambda: _token(claims={**_CLAIMS, "iss": "urn:evil"}),
    "another audience": lambda: _token(claims={**_CLAIMS, "aud": "urn:other"}),
    "two audiences": lambda: _token(claims={**_CLAIMS, "aud": [AUDIENCE, "urn:other"]}),
    "a token bound to its sender": lambda: _token(claims={**_CLAIMS, "cnf": {"jkt": "x"}}),
    "a role of its own": lambda: _token(claims={**_CLAIMS, "role": "ADMINISTRATOR"}),
    "no subject": lambda: _token(claims={**_CLAIMS, "sub": ""}),
    "an expired token": lambda: _token(claims={**_CLAIMS, "iat": _EARLIER, "exp": _EARLIER + 600}),
    "a token from the future": lambda: _token(claims={**_CLAIMS, "iat": int(_NOW.timestamp()) + 120}),
    "an end before the beginning": lambda: _token(claims={**_CLAIMS, "exp": _EARLIER}),
    "an end that is true": lambda: _token(claims={**_CLAIMS, "exp": True}),
    "an endless text": lambda: "a" * 100_000,
    "not a token": lambda: "one.two.three",
    "nothing": lambda: "",
    **{f"no {name}": lambda name=name: _token(claims=_without(_CLAIMS, name)) for name in _CLAIMS},  # type: ignore[misc]
}


@pytest.mark.parametrize("attack", _ATTACKS)
def test_a_token_with_anything_wrong_is_refused(attack: str) -> None:
    with pytest.raises(Refused) as refused:
        verify(_ATTACKS[attack](), key=_KEY, now=_NOW)

    assert refused.value.problems[0].code is ErrorCode.UNAUTHENTICATED


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
    try:
        identity = verify(spoilt.decode("latin-1"), key=_KEY, now=_NOW)
    except Refused:
        return
    # The last sign of a base64 text carries spare bits: another spelling of the very same token.
    assert identity.subject == "admin"
    assert place in (good.index(b".") - 1, good.rindex(b".") - 1, len(good) - 1)


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer ", "Bearer a b", "Bearer a, Bearer b", "abc"])
def test_an_authorization_that_is_not_one_bearer_token_is_refused(header: str) -> None:
    with pytest.raises(Refused):
        bearer_token({"authorization": header})


def test_the_bearer_token_is_read_whatever_the_case_of_the_scheme() -> None:
    assert bearer_token({"authorization": "bEaReR abc.def"}) == "abc.def"
    assert bearer_token({}) is None


def test_keys_are_made_once_and_only_their_owner_may_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "keys"

    first, again = signing_key(folder), signing_key(folder)
    sealed = seal(folder).seal("cursor", b"x")

    assert first.kid == again.kid == first.thumbprint()
    assert seal(folder).open("cursor", sealed) == b"x"
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 2


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    signing_key(tmp_path)
    (tmp_path / "token-key.pem").chmod(0o640)

    with pytest.raises(Misconfigured) as refused:
        signing_key(tmp_path)

    assert refused.value.problems[0].message.key == "keys.readable_by_others"


def test_a_damaged_key_is_refused_and_not_replaced(tmp_path: Path) -> None:
    signing_key(tmp_path)
    (tmp_path / "token-key.pem").write_bytes(b"not a key")

    with pytest.raises(Misconfigured):
        signing_key(tmp_path)

    assert (tmp_path / "token-key.pem").read_bytes() == b"not a key"


@given(st.binary(max_size=200))
def test_what_is_sealed_opens_for_its_purpose_alone(payload: bytes) -> None:
    one = Seal(b"k" * 32)
    text = one.seal("cursor", payload)

    assert one.open("cursor", text) == payload
    assert one.open("other", text) is None
    assert Seal(b"j" * 32).open("cursor", text) is None


@given(st.text(max_size=60))
def test_what_was_never_sealed_does_not_open(text: str) -> None:
    assert Seal(b"k" * 32).open("cursor", text) is None

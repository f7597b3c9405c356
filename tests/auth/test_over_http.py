"""The hub as a stranger meets it: a token that is not wholly right is 401 with a challenge, over real HTTP."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from hub.asgi import create_app, opened, prepare
from hub.auth.issuer import ISSUER, issue
from hub.auth.keys import signing_key
from hub.domain.access import parse_subject
from hub.usecases.access import grant
from tests.web.village import serving


@pytest.fixture
def keys(app_url: str, tmp_path: Path) -> Path:
    """The keys of a hub that has granted `admin`, and nobody else, something."""

    async def granted() -> None:
        await prepare(database_url=app_url, keys=tmp_path, demonstration=False)
        async with opened(app_url, tmp_path) as hub:
            await grant(hub, parse_subject("admin"), issuer=ISSUER)

    asyncio.run(granted())
    return tmp_path


@pytest.fixture
def hub(app_url: str, keys: Path) -> Iterator[httpx.Client]:
    with (
        serving(create_app(database_url=app_url, keys=keys), lifespan="on") as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


def _asked(hub: httpx.Client, *authorizations: str) -> httpx.Response:
    headers = [("Authorization", value) for value in authorizations]
    return hub.post("/graphql", json={"query": "{ viewer { role } }"}, headers=headers)


def test_only_a_whole_token_of_this_hub_in_one_header_signs_in(hub: httpx.Client, keys: Path) -> None:
    now, key = datetime.now(UTC), signing_key(keys)
    good = issue("admin", key=key, now=now)
    assert key.kid is not None
    stranger = ECKey.generate_key("P-256", {"kid": key.kid})
    signature = {"alg": "ES256", "typ": "at+jwt", "kid": key.kid}
    bound = {**jwt.decode(good, key).claims, "cnf": {"jkt": "x"}}

    assert _asked(hub, f"Bearer {good}").json()["data"] == {"viewer": {"role": "ADMINISTRATOR"}}

    attacks = {
        "two headers, the first of them good": [f"Bearer {good}", "Bearer other"],
        "two headers, the last of them good": ["Bearer other", f"Bearer {good}"],
        "another scheme": [f"Basic {good}"],
        "expired": [f"Bearer {issue('admin', key=key, now=now - timedelta(hours=2), lifetime=timedelta(hours=1))}"],
        "another hub's": [f"Bearer {issue('admin', key=stranger, now=now)}"],
        "bound to its sender": [f"Bearer {jwt.encode(signature, bound, key)}"],
        "no grant": [f"Bearer {issue('supervisor:32.73', key=key, now=now)}"],
    }
    for attack, authorizations in attacks.items():
        refused = _asked(hub, *authorizations)
        assert refused.status_code == 401, attack
        assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED", attack
        assert refused.headers["www-authenticate"] == 'Bearer realm="simpul", error="invalid_token"', attack
        assert "data" not in refused.json(), attack

"""A whole hub behind real HTTP, and the people who come to it."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from hub.asgi import create_app, opened, prepare
from hub.auth.issuer import ISSUER, issue
from hub.auth.keys import signing_key
from hub.domain.access import parse_subject
from hub.usecases.access import grant
from tests.web.village import serving

Json = Any
"""What a GraphQL answer holds; its shape is what the tests look at."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who sends GraphQL to the hub."""

    http: httpx.Client

    def send(self, query: str, **variables: object) -> Json:
        """The whole answer."""
        return self.http.post("/graphql", json={"query": query, "variables": variables}).json()

    def ask(self, query: str, **variables: object) -> Json:
        """The data of an answer without errors."""
        answer = self.send(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


CallerAs = Callable[[str], Caller]
"""`caller_as("supervisor:32.73")` signs in; `caller_as("")` does not."""


@pytest.fixture
def empty_hub(app_url: str, tmp_path: Path) -> Iterator[CallerAs]:
    """A hub with no partners at all."""
    yield from _hub(app_url, tmp_path / "keys", demonstration=False)


@pytest.fixture
def demonstration_hub(app_url: str, tmp_path: Path) -> Iterator[CallerAs]:
    """A hub with the demonstration catalogue."""
    yield from _hub(app_url, tmp_path / "keys", demonstration=True)


def _hub(url: str, keys: Path, *, demonstration: bool) -> Iterator[CallerAs]:
    asyncio.run(prepare(database_url=url, keys=keys, demonstration=demonstration))
    clients: list[httpx.Client] = []
    with serving(create_app(database_url=url, keys=keys), lifespan="on") as address:

        def caller_as(subject: str) -> Caller:
            headers = {"Accept-Language": "en"}
            if subject:
                asyncio.run(_grant(url, keys, subject))
                token = issue(subject, key=signing_key(keys), now=datetime.now(UTC), lifetime=timedelta(minutes=5))
                headers["Authorization"] = f"Bearer {token}"
            clients.append(httpx.Client(base_url=address, headers=headers, timeout=30))
            return Caller(clients[-1])

        yield caller_as
        for client in clients:
            client.close()


async def _grant(url: str, keys: Path, subject: str) -> None:
    async with opened(url, keys) as hub:
        await grant(hub, parse_subject(subject), issuer=ISSUER)

"""Servers and clients for the tests of the web floor."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from tests.web.village import serving, village_app


@pytest.fixture(scope="session")
def village() -> Iterator[str]:
    """The address of the village hub with default limits."""
    with serving(village_app()) as address:
        yield address


@pytest.fixture
def client(village: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=village, timeout=20) as client:
        yield client


@pytest.fixture
def serve() -> Iterator[Callable[..., httpx.Client]]:
    """Starts a village hub of one's own: `serve(limits=Limits(cost=50))` gives a client for it."""
    with ExitStack() as stack:

        def start(**settings: object) -> httpx.Client:
            address = stack.enter_context(serving(village_app(**settings)))  # type: ignore[arg-type]
            return stack.enter_context(httpx.Client(base_url=address, timeout=20))

        yield start

"""What every test may ask for: a real database of its own, cloned from a template that is migrated once."""

import asyncio
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from hypothesis import settings

from hub.database.embedded.cluster import SUPERUSER, EmbeddedServer
from hub.database.embedded.server import embedded_server
from hub.database.engine import Database
from hub.database.migrating import APP_USER, MIGRATION_USER, bootstrap, migrate
from tests.both_ways import every_operation_runs_both_ways

# No deadlines: timing belongs to the benchmarks. In continuous integration the same examples each time, so that a red
# run says something of the change; at a desk new ones each time.
settings.register_profile("simpul", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("simpul")

_TEMPLATE = "template_simpul"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _both_ways() -> Iterator[None]:
    with every_operation_runs_both_ways():
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """One server a worker, gone with it."""
    # Not pytest's own folder: that one is closed to the user whom the server runs as when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="simpul-tests-"))
    folder.chmod(0o755)
    try:
        with embedded_server(folder / "data", durable=False) as running:
            asyncio.run(_prepare(running))
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _prepare(server: EmbeddedServer) -> None:
    await bootstrap(server.url(user=SUPERUSER, database="postgres"), _TEMPLATE)
    await migrate(server.url(user=MIGRATION_USER, database=_TEMPLATE))


@pytest.fixture
def database_name(server: EmbeddedServer) -> Iterator[str]:
    """A clone of the migrated template, dropped afterwards."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    superuser = server.url(user=SUPERUSER, database="postgres")
    # Run to its end each time: tests that are not asynchronous have no loop of their own.
    asyncio.run(_execute(superuser, f'create database "{name}" template {_TEMPLATE} owner hub_owner'))
    yield name
    asyncio.run(_execute(superuser, f'drop database "{name}" with (force)'))


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture
def app_url(server: EmbeddedServer, database_name: str) -> str:
    """The test's database as the hub logs in."""
    return server.url(user=APP_USER, database=database_name)


@pytest.fixture
def migration_url(server: EmbeddedServer, database_name: str) -> str:
    """The test's database as `simpul migrate` logs in."""
    return server.url(user=MIGRATION_USER, database=database_name)


@pytest.fixture
def superuser_url(server: EmbeddedServer, database_name: str) -> str:
    """The test's database as nobody but a test may log in."""
    return server.url(user=SUPERUSER, database=database_name)


@pytest.fixture
async def database(app_url: str) -> AsyncIterator[Database]:
    """The hub's own door to the test's database."""
    opened = await Database.open(app_url)
    yield opened
    await opened.close()

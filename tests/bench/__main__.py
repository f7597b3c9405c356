"""`make bench`: what a match costs, printed beside references of the same interleaved run. Asserts no time.

(a) the candidates' SQL as the application role, (b) the whole match, and the printed query over HTTP, with 290,000
generated offerings (2,900,000 with BENCH_LARGE=1), of which 450 can be seen from Dago; then ten times as dense. Before
that, what GraphQL itself costs, and what importing a file of 100,000 rows costs, step by step.
"""

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from sqlalchemy import text

from hub.asgi import opened
from hub.database.catalogue import ids_in_reach
from hub.database.embedded.cluster import SUPERUSER, EmbeddedServer
from hub.database.embedded.server import embedded_server
from hub.database.migrating import APP_USER, MIGRATION_USER, bootstrap, migrate
from hub.domain.access import PUBLIC_VIEWER
from hub.domain.matching.area import stated_ancestors
from hub.domain.matching.judgement import recipient_units
from hub.domain.matching.near_miss import NEAR_MISS_DAYS
from hub.domain.offerings.projection import project_situation
from hub.operator_words import FIRST_QUERY
from hub.serving import settle_memory
from hub.usecases.hub import Hub
from hub.usecases.matches import match
from tests.bench.importing import measure_imports
from tests.bench.leaves import measure_leaves
from tests.bench.seeding import DENSE, SPARSE, Density, family, seed
from tests.domain.builders import TODAY

_ROWS = 2_900_000 if os.environ.get("BENCH_LARGE") == "1" else 290_000
_IMPORTED_ROWS = 100_000
_PORT = 8399


def _line(name: str, milliseconds: list[float], reference: float | None) -> None:
    ordered = sorted(milliseconds)
    p50, p99 = statistics.median(ordered), ordered[int(len(ordered) * 0.99)]
    ratio = "" if reference is None else f"   {p50 / reference:6.1f} × reference"
    sys.stdout.write(f"  {name:<58} p50 {p50:7.2f} ms   p99 {p99:7.2f} ms{ratio}\n")
    sys.stdout.flush()


async def _timed(act: Callable[[], Awaitable[object]]) -> float:
    start = time.perf_counter()
    await act()
    return (time.perf_counter() - start) * 1000


async def _in_process(hub: Hub, density: Density) -> None:
    situation = family()

    async def reference() -> object:
        async with hub.database.reading() as connection:
            return await connection.execute(text("select 1"))

    async def candidates() -> list[Any]:
        async with hub.database.reading() as connection:
            return await ids_in_reach(
                connection,
                stated_ancestors(situation.present, situation.registered),
                units=recipient_units(situation),
                on=TODAY,
                until=TODAY + timedelta(days=NEAR_MISS_DAYS),
                situation_known=project_situation(situation),
                public_only=True,
            )

    async def whole() -> object:
        return await match(hub, PUBLIC_VIEWER, situation, on=TODAY)

    found = len(await candidates())
    cold = await _timed(whole)
    settle_memory()  # as the hub does when it has started
    times: dict[str, list[float]] = {"select 1": [], "a": [], "b": []}
    for _ in range(density.rounds):
        times["select 1"].append(await _timed(reference))
        times["a"].append(await _timed(candidates))
        times["b"].append(await _timed(whole))
    sys.stdout.write(
        f"{_ROWS:,} offerings, {found} candidates in Dago ({density.name}); {density.rounds} rounds, interleaved\n"
    )
    base = statistics.median(times["select 1"])
    _line("reference: select 1", times["select 1"], None)
    _line("(a) candidates: SQL and rows, as hub_app", times["a"], base)
    _line("(b) the whole match, versions in memory", times["b"], base)
    sys.stdout.write(f"  {'(b) the first match after a start, versions not yet read':<58} {cold:11.2f} ms once\n")


def _over_http(url: str, folder: Path, density: Density) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SIMPUL_")}
    settings = {"SIMPUL_DATABASE_URL": url, "SIMPUL_DATA": str(folder), "SIMPUL_PORT": str(_PORT)}
    hub = subprocess.Popen(
        [sys.executable, "-m", "hub", "serve"], env=environment | settings, stdout=subprocess.DEVNULL
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{_PORT}", timeout=60) as client:
            _wait(client)
            bodies = {"query": FIRST_QUERY}
            assert "errors" not in client.post("/graphql", json=bodies).json()
            times: dict[str, list[float]] = {"health": [], "query": []}
            for _ in range(density.rounds):
                for name, act in (
                    ("health", partial(client.get, "/healthz")),
                    ("query", partial(_post, client, bodies)),
                ):
                    start = time.perf_counter()
                    act()
                    times[name].append((time.perf_counter() - start) * 1000)
        _line("reference: GET /healthz", times["health"], None)
        _line("HTTP: the query that make run prints", times["query"], statistics.median(times["health"]))
    finally:
        hub.terminate()
        hub.wait(30)


def _post(client: httpx.Client, body: dict[str, str]) -> httpx.Response:
    response = client.post("/graphql", json=body)
    assert response.status_code == 200, response.text[:300]
    return response


def _wait(client: httpx.Client) -> None:
    for _ in range(300):
        try:
            client.get("/readyz")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the hub does not serve")


@contextmanager
def _server() -> Iterator[tuple[EmbeddedServer, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="simpul-bench-"))
    folder.chmod(0o755)
    try:
        with embedded_server(folder / "data", durable=False) as server:
            yield server, folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _prepare(server: EmbeddedServer) -> None:
    await bootstrap(server.url(user=SUPERUSER, database="postgres"), "simpul")
    await migrate(server.url(user=MIGRATION_USER, database="simpul"))


async def _seeded(server: EmbeddedServer, density: Density) -> None:
    start = time.perf_counter()
    superuser = await asyncpg.connect(server.url(user=SUPERUSER, database="simpul"))
    await seed(superuser, rows=_ROWS, density=density)
    await superuser.close()
    sys.stdout.write(f"\nseeded by COPY in {time.perf_counter() - start:.1f} s\n")


async def _measured(url: str, keys: Path, density: Density) -> None:
    async with opened(url, keys) as hub:
        await _in_process(hub, density)


def _leaves() -> None:
    times = asyncio.run(measure_leaves())
    sys.stdout.write("\nGraphQL itself: 560 leaves of a result that is already there\n")
    base = statistics.median(next(iter(times.values())))
    for number, (name, each) in enumerate(times.items()):
        _line(name, each, base if number else None)


def main() -> None:
    _leaves()
    with _server() as (server, folder):
        asyncio.run(_prepare(server))
        url = server.url(user=APP_USER, database="simpul")
        owner_url = server.url(user=SUPERUSER, database="simpul")
        asyncio.run(measure_imports(url, _IMPORTED_ROWS, owner_url=owner_url))
        for density in (SPARSE, DENSE):
            asyncio.run(_seeded(server, density))
            asyncio.run(_measured(url, folder / "data" / "keys", density))
            _over_http(url, folder / "data", density)


if __name__ == "__main__":
    main()

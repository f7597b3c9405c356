"""What a database URL means, and what an outage is called: against real servers, poolers and kills."""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select, text

from hub.database.connecting import Address
from hub.database.embedded.cluster import EmbeddedServer
from hub.database.engine import Database
from hub.database.migrating import APP_USER
from hub.database.tables import region
from hub.domain.access import Role, Viewer
from hub.domain.errors import ErrorCode, Misconfigured, Refused, Unavailable
from hub.domain.partner import PartnerId

ADMINISTRATOR = Viewer("admin", Role.ADMINISTRATOR)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_url_keeps_all_that_libpq_knows(scheme: str) -> None:
    given = f"{scheme}://hub:p%40ss@one:5432,two:5433/simpul?sslmode=verify-full&host=/run/here"

    address = Address.parse(given)

    assert address.dsn == "postgresql://hub:p%40ss@one:5432,two:5433/simpul?sslmode=verify-full&host=/run/here"
    assert not address.shared


def test_a_shared_session_is_asked_for_in_the_url_and_not_told_to_the_server() -> None:
    address = Address.parse("postgresql://hub@pooler:6432/simpul?statement_cache_size=0&sslmode=require")

    assert address.shared
    assert address.dsn == "postgresql://hub@pooler:6432/simpul?sslmode=require"


@pytest.mark.parametrize(
    "given",
    [
        "",
        "simpul",
        "mysql://hub@here/simpul",
        "postgresql:simpul",
        "postgresql://hub@[here/simpul",
        "postgresql://hub@here:many/simpul",
        "postgresql://hub@here/simpul?sslmode=perhaps",
    ],
)
async def test_what_is_no_url_of_postgresql_is_refused(given: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        await Database.open(given)

    assert refused.value.problems[0].message.key == "database.bad_url"


async def test_a_database_that_is_not_there_is_the_operators_to_mend(server: EmbeddedServer) -> None:
    for url in ("postgresql://hub@127.0.0.1:1/simpul", server.url(user=APP_USER, database="nowhere")):
        with pytest.raises(Misconfigured) as refused:
            await Database.open(url)

        assert refused.value.problems[0].message.key == "database.unreachable"


async def test_connections_lost_are_an_outage_once_and_the_pool_recovers(
    database: Database, superuser_url: str
) -> None:
    async with database.reading() as connection:
        await connection.execute(select(region.c.code).limit(1))
    superuser = await asyncpg.connect(superuser_url)
    await superuser.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    await superuser.close()

    with pytest.raises(Unavailable) as lost:
        async with database.reading() as connection:
            await connection.execute(select(region.c.code).limit(1))

    assert lost.value.problems[0].message.key == "database.unreachable"
    async with database.reading() as connection:
        assert await connection.scalar(select(region.c.name).where(region.c.code == "32")) == "Jawa Barat"


async def test_a_statement_that_takes_too_long_is_busyness_and_leaves_the_connection_usable(
    database: Database,
) -> None:
    async def sleep() -> None:
        async with database.transaction(ADMINISTRATOR) as connection:
            await connection.execute(text("set local statement_timeout = '20ms'"))
            await connection.execute(text("select pg_sleep(5)"))

    with pytest.raises(Unavailable) as slow:
        await sleep()

    assert slow.value.problems[0].message.key == "database.busy"
    async with database.transaction(ADMINISTRATOR) as connection:
        assert await connection.scalar(text("show statement_timeout")) == "15s"


async def test_a_fault_of_ours_is_no_outage(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table") as fault:
        async with database.reading() as connection:
            await connection.execute(text("select * from no_such_table"))

    assert not isinstance(fault.value, Unavailable)


@pytest.mark.parametrize(
    ("statement", "sent"),
    [("select cast(:sent as text)", "a\0b"), ("select cast(cast(:sent as text) as jsonb)", '"a\\u0000b"')],
)
async def test_a_nul_in_what_somebody_sent_is_refused_and_no_fault_of_ours(
    database: Database, statement: str, sent: str
) -> None:
    with pytest.raises(Refused) as refused:
        async with database.reading() as connection:
            await connection.execute(text(statement), {"sent": sent})

    (problem,) = refused.value.problems
    assert (problem.code, problem.message.key) == (ErrorCode.BAD_INPUT, "text.nul_character")


@pytest.fixture
def pooler(server: EmbeddedServer, database_name: str) -> Iterator[str]:
    """A PgBouncer in transaction mode with two connections to the server, as a URL."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("this system has no pgbouncer")
    folder = Path(tempfile.mkdtemp(prefix="simpul-pooler-"))
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "users").write_text(f'"{APP_USER}" ""\n')
    settings = folder / "pgbouncer.ini"
    settings.write_text(
        f"[databases]\n{database_name} = host={server.socket_folder} port=5432\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {folder / 'users'}\npool_mode = transaction\ndefault_pool_size = 2\n"
    )
    # It refuses to run as root, and may enter the socket's folder only as the server's own user.
    user = server.socket_folder.stat().st_uid
    process = subprocess.Popen([program, "-q", str(settings)], user=user if os.geteuid() == 0 else None)
    try:
        _wait_for(port)
        yield f"postgresql://{APP_USER}@127.0.0.1:{port}/{database_name}?statement_cache_size=0"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


async def test_sessions_that_change_hands_carry_nobodys_rights_and_keep_their_limits(pooler: str) -> None:
    database = await Database.open(pooler, connections=8)
    partners = [PartnerId(UUID(int=number)) for number in range(1, 41)]

    async def ask(partner: PartnerId) -> tuple[str, str]:
        async with database.transaction(Viewer("a partner", Role.PARTNER, partner)) as connection:
            await connection.execute(select(region.c.name).where(region.c.code == "32"))
            row = (
                await connection.execute(text("select hub_partner()::text, current_setting('statement_timeout')"))
            ).one()
            return row[0], row[1]

    answers = await asyncio.gather(*(ask(partner) for partner in partners))
    async with database.reading() as connection:
        afterwards = (
            await connection.execute(
                text("select hub_partner(), current_setting('statement_timeout'), current_setting('plan_cache_mode')")
            )
        ).one()
    await database.close()

    assert answers == [(str(partner), "15s") for partner in partners]
    assert tuple(afterwards) == (None, "15s", "force_custom_plan")

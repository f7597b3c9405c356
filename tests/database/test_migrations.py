"""A migrated database has the shape and the rights that the code counts on, on the oldest PostgreSQL promised too."""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_mock_engine, text

from hub.database.connecting import Address, connect_to
from hub.database.embedded.cluster import SUPERUSER, EmbeddedServer
from hub.database.engine import Database
from hub.database.migrating import APP_USER, MIGRATION_USER, MigrationStep, bootstrap, config, current, head, migrate
from hub.database.tables import metadata
from hub.domain.access import PUBLIC_VIEWER
from hub.domain.errors import Misconfigured
from hub.domain.offerings.catalogue import CatalogueFilter, CatalogueOrder
from hub.usecases.demonstration import load_demonstration
from hub.usecases.offerings import catalogue
from tests.builders import hub_on

# Shared with everybody: nothing in them is anybody's own.
UNGUARDED = {
    "alembic_version",
    "loaded_data",
    "neighbourhood",
    "published_offering",
    "region",
    "source_state",
}


def test_the_head_file_names_the_only_head() -> None:
    directory = ScriptDirectory.from_config(config(create_mock_engine("postgresql://", print)))  # type: ignore[arg-type]

    assert directory.get_heads() == [head()]


async def test_the_migrations_build_exactly_the_tables_of_the_code(migration_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    engine = connect_to(Address.parse(migration_url), limits={})
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []


async def test_every_table_is_shared_with_all_or_guarded_even_from_its_owner(superuser_url: str) -> None:
    superuser = await asyncpg.connect(superuser_url)
    rows = await superuser.fetch(
        "select relname, relowner::regrole::text as owner, relrowsecurity and relforcerowsecurity as guarded"
        " from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    )
    policies = await superuser.fetch("select tablename, policyname, roles, cmd, qual from pg_policies")
    await superuser.close()

    assert {row["relname"] for row in rows if not row["guarded"]} == UNGUARDED
    assert {row["owner"] for row in rows} == {"hub_owner"}
    backfill = {row["tablename"] for row in policies if row["roles"] == ["hub_owner"] and row["qual"] == "true"}
    assert backfill == {row["relname"] for row in rows} - UNGUARDED
    assert all(row["qual"] != "true" for row in policies if row["roles"] != ["hub_owner"])


async def test_codes_of_regions_compare_byte_by_byte_as_the_policies_need(superuser_url: str) -> None:
    superuser = await asyncpg.connect(superuser_url)
    columns = await superuser.fetch(
        "select table_name, column_name, collation_name from information_schema.columns"
        " where table_schema = 'public' and (column_name like '%region_code' or column_name like '%village_code')"
    )
    await superuser.close()

    assert len(columns) >= 6
    assert {collation for _, _, collation in columns} == {"C"}


async def test_no_policy_reads_a_table(superuser_url: str) -> None:
    superuser = await asyncpg.connect(superuser_url)
    policies = await superuser.fetch(
        "select policyname, coalesce(qual, '') || coalesce(with_check, '') from pg_policies"
    )
    await superuser.close()

    assert [name for name, rule in policies if " FROM " in rule.upper()] == []


async def test_the_application_can_change_neither_history_nor_tables(database: Database) -> None:
    forbidden = [
        "update offering_version set number = 2",
        "delete from offering_version",
        "truncate offering_version",
        "update import_receipt set source = ''",
        "delete from import_receipt",
        "delete from partner",
        "delete from offering",
        "delete from mutation_key",
        "delete from grants",
        "update region set name = ''",
        "update loaded_data set checksum = ''",
        "drop table region",
        "create table mine ()",
        "alter table offering disable row level security",
        "set role hub_owner",
    ]
    for statement in forbidden:
        with pytest.raises(Exception, match=r"permission denied|must be owner") as refused:
            async with database.transaction(PUBLIC_VIEWER) as connection:
                await connection.execute(text(statement))

        assert "42501" in str(refused.value.orig.sqlstate), statement  # type: ignore[attr-defined]


async def test_migrating_again_changes_nothing_and_loads_nothing(migration_url: str) -> None:
    steps: list[MigrationStep] = []

    await migrate(migration_url, on_step=steps.append)

    assert steps == [MigrationStep.MIGRATING]


async def test_a_missing_region_file_checksum_loads_the_regions_again(migration_url: str, superuser_url: str) -> None:
    superuser = await asyncpg.connect(superuser_url)
    await superuser.execute("update region set name = 'Old' where code = '32'; delete from loaded_data")
    steps: list[MigrationStep] = []

    await migrate(migration_url, on_step=steps.append)

    assert steps == [MigrationStep.MIGRATING, MigrationStep.LOADING_REGIONS]
    assert await superuser.fetchval("select name from region where code = '32'") == "Jawa Barat"
    await superuser.close()


async def test_hubs_that_start_at_once_migrate_one_after_the_other(server: EmbeddedServer) -> None:
    superuser = server.url(user=SUPERUSER, database="postgres")
    await bootstrap(superuser, "together")
    url = server.url(user=MIGRATION_USER, database="together")

    await asyncio.gather(migrate(url), migrate(url))

    engine = connect_to(Address.parse(url), limits={})
    async with engine.connect() as connection:
        assert await current(connection) == head()
    await engine.dispose()
    await _drop(superuser, "together")


async def test_a_new_database_stands_at_no_migration(server: EmbeddedServer) -> None:
    superuser = server.url(user=SUPERUSER, database="postgres")
    await bootstrap(superuser, "brand new")
    engine = connect_to(Address.parse(server.url(user=MIGRATION_USER, database="brand new")), limits={})

    async with engine.connect() as connection:
        assert await current(connection) is None

    await engine.dispose()
    await _drop(superuser, "brand new")


async def test_who_does_not_own_the_database_cannot_migrate_it(app_url: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        await migrate(app_url)

    assert refused.value.problems[0].message.key == "database.no_owner_role"


async def _drop(superuser_url: str, name: str) -> None:
    superuser = await asyncpg.connect(superuser_url)
    await superuser.execute(f'drop database "{name}" with (force)')
    await superuser.close()


@pytest.fixture
def oldest_server() -> Iterator[EmbeddedServer]:
    """A throwaway PostgreSQL 15, the oldest version that a ministry's own cluster may have."""
    programs = Path("/usr/lib/postgresql/15/bin")
    if not (programs / "initdb").exists():
        pytest.skip("this system has no PostgreSQL 15")
    folder = Path(tempfile.mkdtemp(prefix="simpul-tests-15-"))
    user = pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None
    if user is not None:
        os.chown(folder, user, -1)

    def run(name: str, *arguments: str) -> None:
        subprocess.run(
            [str(programs / name), f"--pgdata={folder / 'data'}", *arguments],
            user=user,
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -p 5432"
    try:
        run("pg_ctl", "start", "--wait", f"--log={folder / 'log'}", f"--options={options}")
        yield EmbeddedServer(socket_folder=folder)
    finally:
        run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(folder)


async def test_postgresql_15_serves_the_same_catalogue(oldest_server: EmbeddedServer) -> None:
    await bootstrap(oldest_server.url(user=SUPERUSER, database="postgres"), "simpul")
    await migrate(oldest_server.url(user=MIGRATION_USER, database="simpul"))
    database = await Database.open(oldest_server.url(user=APP_USER, database="simpul"))
    hub = hub_on(database)

    await load_demonstration(hub)

    found = await catalogue(
        hub,
        PUBLIC_VIEWER,
        wanted=CatalogueFilter(),
        search="keluarga harapan",
        order=CatalogueOrder.TITLE,
        after=None,
        limit=5,
    )
    await database.close()
    assert "PKH" in {each.content.programme for each in found}

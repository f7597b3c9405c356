"""Bringing a database to the hub's own shape: roles, migrations, and the reference data that ships with the hub."""

from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from hub.database.engine import async_url
from hub.database.regions import load_regions
from hub.domain.errors import ErrorCode, Misconfigured, problem

APP_USER = "simpul_app"
MIGRATION_USER = "simpul_migrator"
_LOCK = 7_310_514
"""An advisory lock of the hub's own: two migrations, or two creations of roles, wait for one another."""

_ROLES = """
do $$ begin
  perform pg_advisory_xact_lock(7310514);
  if not exists (select from pg_roles where rolname = 'hub_owner') then create role hub_owner nologin; end if;
  if not exists (select from pg_roles where rolname = 'hub_app') then create role hub_app nologin; end if;
end $$
"""
_LOGINS = """
do $$ begin
  perform pg_advisory_xact_lock(7310514);
  if not exists (select from pg_roles where rolname = 'simpul_app') then
    create role simpul_app login in role hub_app;
  end if;
  if not exists (select from pg_roles where rolname = 'simpul_migrator') then
    create role simpul_migrator login in role hub_owner;
  end if;
end $$
"""


class MigrationStep(StrEnum):
    """What `migrate` is doing."""

    MIGRATING = "MIGRATING"
    LOADING_REGIONS = "LOADING_REGIONS"


def head() -> str:
    """The newest migration, by the HEAD file."""
    return (_folder() / "HEAD").read_text().strip()


def _folder() -> Path:
    found = find_spec("migrations")
    assert found is not None
    assert found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0])


def config(connection: Connection) -> Config:
    """Alembic's settings for one connection."""
    settings = Config()
    settings.set_main_option("script_location", str(_folder()))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


async def bootstrap(superuser_url: str, database: str) -> None:
    """On the embedded server: the roles, one login for serving and one for migrating, and the database itself."""
    engine = create_async_engine(async_url(superuser_url), isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(_ROLES))
            await connection.execute(text(_LOGINS))
            known = await connection.scalar(
                text("select true from pg_database where datname = :name"), {"name": database}
            )
            if not known:
                await connection.execute(text(f'create database "{database}" owner hub_owner'))
                await connection.execute(text(f'revoke all on database "{database}" from public'))
                await connection.execute(
                    text(f'grant connect, temporary on database "{database}" to hub_app, hub_owner')
                )
    finally:
        await engine.dispose()


async def migrate(url: str, *, on_step: Callable[[MigrationStep], None] = lambda step: None) -> None:
    """Bring a database to HEAD and load the regions. The URL logs in as a member of hub_owner.

    Raises Misconfigured when it does not: the roles are an administrator's to create once.
    """
    engine = create_async_engine(async_url(url))
    try:
        async with engine.begin() as connection:
            await _become_owner(connection)
            on_step(MigrationStep.MIGRATING)
            await connection.run_sync(lambda sync: command.upgrade(config(sync), "head"))
            await load_regions(connection, on_load=lambda: on_step(MigrationStep.LOADING_REGIONS))
    except OSError as lost:
        raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.unreachable")) from lost
    finally:
        await engine.dispose()


async def _become_owner(connection: AsyncConnection) -> None:
    await connection.execute(text("set local lock_timeout = '30s'"))
    await connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    try:
        async with connection.begin_nested():
            await connection.execute(text("set local role hub_owner"))
    except DBAPIError as refused:
        raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.no_owner_role")) from refused


async def current(connection: AsyncConnection) -> str | None:
    """The migration that a database stands at; None before the first."""
    if await connection.scalar(text("select to_regclass('public.alembic_version')")) is None:
        return None
    return str(await connection.scalar(text("select version_num from alembic_version")))

"""Bringing a database to the hub's own shape: roles, migrations, and the reference data that ships with the hub."""

from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.connecting import Address, connect_to, translating_errors
from hub.database.regions import load_regions
from hub.domain.errors import ErrorCode, Misconfigured, problem

APP_USER = "simpul_app"
MIGRATION_USER = "simpul_migrator"
_LOCK = 7_310_514
"""An advisory lock of the hub's own: two migrations, or two creations of roles, wait for one another."""
_LIMITS = {"lock_timeout": "30s"}
"""A migration gives way to those who are served, rather than queue them up behind its own wait for a table."""

# `hub_worker` has no rights until there are jobs. It is made here, since a later migration has no right to make roles.
_ROLES = """
do $$ begin
  perform pg_advisory_xact_lock(7310514);
  if not exists (select from pg_roles where rolname = 'hub_owner') then create role hub_owner nologin; end if;
  if not exists (select from pg_roles where rolname = 'hub_app') then create role hub_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'hub_worker') then create role hub_worker nologin; end if;
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
    engine = connect_to(Address.parse(superuser_url), limits=_LIMITS, autocommit=True)
    name = engine.dialect.identifier_preparer.quote_identifier(database)
    try:
        with translating_errors():
            async with engine.connect() as connection:
                await connection.execute(text(_ROLES))
                await connection.execute(text(_LOGINS))
                known = await connection.scalar(
                    text("select true from pg_database where datname = :name"), {"name": database}
                )
                if not known:
                    await connection.execute(text(f"create database {name} owner hub_owner"))
                    await connection.execute(text(f"revoke all on database {name} from public"))
                    await connection.execute(text(f"grant connect on database {name} to hub_app"))
    finally:
        await engine.dispose()


async def migrate(url: str, *, on_step: Callable[[MigrationStep], None] = lambda step: None) -> None:
    """Bring a database to HEAD and load the regions, all of it or nothing. The URL logs in as a member of hub_owner.

    Raises Misconfigured when it does not, or when the roles are missing: they are an administrator's to create once.
    """
    engine = connect_to(Address.parse(url), limits=_LIMITS)
    try:
        with translating_errors(Misconfigured):
            async with engine.begin() as connection:
                await _become_owner(connection)
                on_step(MigrationStep.MIGRATING)
                await connection.run_sync(lambda sync: command.upgrade(config(sync), "head"))
                await load_regions(connection, on_load=lambda: on_step(MigrationStep.LOADING_REGIONS))
    finally:
        await engine.dispose()


async def _become_owner(connection: AsyncConnection) -> None:
    may = await connection.scalar(
        text(
            "select coalesce(pg_has_role(to_regrole('hub_owner'), 'USAGE'), false)"
            " and to_regrole('hub_app') is not null"
        )
    )
    if not may:
        raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.no_owner_role"))
    await connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    await connection.execute(text("set local role hub_owner"))


async def current(connection: AsyncConnection) -> str | None:
    """The migration that a database stands at; None before the first."""
    if await connection.scalar(text("select to_regclass('public.alembic_version')")) is None:
        return None
    return str(await connection.scalar(text("select version_num from alembic_version")))

"""Every table is made right: who may do what to it is said by rules, and `guard` gives a new one all that it needs."""

from collections.abc import AsyncIterator
from datetime import date
from uuid import UUID, uuid4

import asyncpg
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from hub.database.connecting import Address, connect_to
from migrations.policies import OWN_OR_OVERSEEN, guard, share
from tests.database.test_migrations import UNGUARDED

COMMANDS = {"SELECT", "INSERT", "UPDATE", "DELETE"}
BANDUNG, JAKARTA = "32.73", "31.71"


@pytest.fixture
async def superuser(superuser_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(superuser_url)
    yield connection
    await connection.close()


async def _grants(superuser: asyncpg.Connection) -> dict[tuple[str, str], set[str]]:
    rows = await superuser.fetch(
        "select table_name, grantee, privilege_type from information_schema.role_table_grants"
        " where table_schema = 'public' and grantee <> 'hub_owner'"
    )
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        found.setdefault((row["table_name"], row["grantee"]), set()).add(row["privilege_type"])
    return found


async def _rules(superuser: asyncpg.Connection) -> dict[tuple[str, str], set[str]]:
    rows = await superuser.fetch("select tablename, unnest(roles)::text as role, cmd from pg_policies")
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        found.setdefault((row["tablename"], row["role"]), set()).add(row["cmd"])
    return found


async def test_a_role_may_give_just_the_commands_that_a_rule_allows_it(superuser: asyncpg.Connection) -> None:
    grants, rules = await _grants(superuser), await _rules(superuser)

    assert {role for _, role in grants} <= {"hub_app", "hub_worker"}
    guarded = {key: commands for key, commands in grants.items() if key[0] not in UNGUARDED}
    assert guarded == {key: commands for key, commands in rules.items() if key[1] != "hub_owner"}
    assert {commands for commands in map(frozenset, grants.values()) if not commands <= COMMANDS} == set()


async def test_each_table_that_is_guarded_is_so_from_its_owner_too_and_lets_it_backfill(
    superuser: asyncpg.Connection,
) -> None:
    tables = await superuser.fetch(
        "select relname, relrowsecurity, relforcerowsecurity from pg_class"
        " where relkind = 'r' and relnamespace = 'public'::regnamespace"
    )
    rules = await _rules(superuser)

    for table in tables:
        guarded = table["relname"] not in UNGUARDED
        assert (table["relrowsecurity"], table["relforcerowsecurity"]) == (guarded, guarded), table["relname"]
        assert rules.get((table["relname"], "hub_owner"), set()) == ({"ALL"} if guarded else set()), table["relname"]


def _made(connection: Connection) -> None:
    """A new table, as a migration of tomorrow makes it."""
    with Operations.context(MigrationContext.configure(connection)):
        connection.execute(text("set local role hub_owner"))
        connection.execute(
            text("create table promise (id uuid primary key, partner_id uuid, region_code varchar(13), due date)")
        )
        guard("promise", app={"select": OWN_OR_OVERSEEN, "insert": OWN_OR_OVERSEEN}, worker={"select": "due < now()"})
        connection.execute(text("create table measure (code varchar primary key)"))
        share("measure", app=("select",), worker=("select",))


@pytest.fixture
async def made(migration_url: str) -> None:
    engine = connect_to(Address.parse(migration_url), limits={})
    async with engine.begin() as connection:
        await connection.run_sync(_made)
    await engine.dispose()


@pytest.mark.usefixtures("made")
async def test_a_table_made_by_guard_keeps_what_the_tables_there_are_keep(superuser: asyncpg.Connection) -> None:
    grants, rules = await _grants(superuser), await _rules(superuser)

    assert grants["promise", "hub_app"] == rules["promise", "hub_app"] == {"SELECT", "INSERT"}
    assert grants["promise", "hub_worker"] == rules["promise", "hub_worker"] == {"SELECT"}
    assert rules["promise", "hub_owner"] == {"ALL"}
    assert grants["measure", "hub_app"] == grants["measure", "hub_worker"] == {"SELECT"}
    assert ("measure", "hub_app") not in rules


async def _seen(superuser: asyncpg.Connection, login: str, **settings: str) -> int:
    async with superuser.transaction():
        await superuser.execute(f"set local role {login}")
        for name, value in settings.items():
            await superuser.execute("select set_config($1, $2, true)", f"hub.{name}", value)
        return int(await superuser.fetchval("select count(*) from promise"))


@pytest.mark.usefixtures("made")
async def test_a_guarded_row_is_seen_by_its_partner_its_supervisor_the_worker_and_its_owner_alone(
    superuser: asyncpg.Connection,
) -> None:
    mine = uuid4()
    past, later = date(2026, 1, 2), date(9999, 1, 1)
    for partner, region, due in ((mine, BANDUNG, past), (uuid4(), JAKARTA, later)):
        await superuser.execute("insert into promise values ($1, $2, $3, $4)", uuid4(), partner, region, due)

    assert await _seen(superuser, "hub_app") == 0
    assert await _seen(superuser, "hub_app", role="PARTNER", partner=str(mine)) == 1
    in_bandung = {"role": "SUPERVISOR", "region_from": BANDUNG, "region_to": f"{BANDUNG}/"}
    assert await _seen(superuser, "hub_app", **in_bandung) == 1
    assert await _seen(superuser, "hub_app", **{**in_bandung, "role": "DESK"}) == 0
    assert await _seen(superuser, "hub_worker") == 1
    assert await _seen(superuser, "hub_owner") == 2


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "statement",
    [
        "update promise set region_code = '00'",
        "delete from promise",
        "truncate promise",
        "insert into measure values ('g')",
    ],
)
async def test_a_command_without_a_rule_is_denied(superuser: asyncpg.Connection, statement: str) -> None:
    await superuser.execute("set role hub_app")

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await superuser.execute(statement)


@pytest.mark.usefixtures("made")
async def test_a_row_of_somebody_else_cannot_be_written(superuser: asyncpg.Connection) -> None:
    insert = "insert into promise values ($1, $2, $3)"

    async def written(partner: UUID) -> None:
        async with superuser.transaction():
            await superuser.execute("set local role hub_app")
            await superuser.execute("select set_config('hub.partner', $1, true)", str(mine))
            await superuser.execute(insert, uuid4(), partner, BANDUNG)

    mine = uuid4()
    await written(mine)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await written(uuid4())

"""Who may open the hub's database, and whose rights a pooled connection carries."""

import asyncio

import asyncpg
import pytest
from sqlalchemy import select, text

from hub.database.engine import Database
from hub.database.tables import offering
from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.errors import Misconfigured
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode
from hub.usecases.offerings import draft
from tests.builders import as_partner, hub_on, offering_content, verified_partner


async def _refusal(url: str) -> str:
    with pytest.raises(Misconfigured) as refused:
        await Database.open(url)
    return refused.value.problems[0].message.key


async def test_a_superuser_an_owner_and_a_stranger_are_refused(
    superuser_url: str, migration_url: str, app_url: str
) -> None:
    superuser = await asyncpg.connect(superuser_url)
    await superuser.execute("create role stranger login")
    await superuser.execute("create role beyond login bypassrls in role hub_app")
    try:
        assert await _refusal(superuser_url) == "database.superuser"
        assert await _refusal(app_url.replace("simpul_app", "beyond")) == "database.superuser"
        assert await _refusal(migration_url) == "database.owner"
        assert await _refusal(app_url.replace("simpul_app", "stranger")) == "database.not_hub_app"
    finally:
        await superuser.execute("drop role stranger, beyond")
        await superuser.close()


async def test_a_transaction_carries_the_viewers_rights(database: Database) -> None:
    async with database.transaction(Viewer("desk", Role.DESK, region=RegionCode("32.73.02.1004"))) as connection:
        rights = (
            await connection.execute(
                text("select hub_actor(), hub_role(), hub_partner(), hub_region_from(), hub_region_to()")
            )
        ).one()

    assert tuple(rights) == ("desk", "DESK", None, "32.73.02.1004", "32.73.02.1004/")


async def test_the_public_reaches_no_region_and_the_administrator_every_one(database: Database) -> None:
    ranges = text("select hub_region_from(), hub_region_to()")
    async with database.transaction(PUBLIC_VIEWER) as connection:
        assert tuple((await connection.execute(ranges)).one()) == ("", "")
    async with database.transaction(Viewer("admin", Role.ADMINISTRATOR)) as connection:
        assert tuple((await connection.execute(ranges)).one()) == ("", ":")


async def test_a_foreign_key_is_not_planned_again_for_each_row_of_an_import(database: Database) -> None:
    setting = text("show plan_cache_mode")

    async with database.transaction(PUBLIC_VIEWER) as connection:
        assert await connection.scalar(setting) == "auto"
    async with database.reading() as connection:
        assert await connection.scalar(setting) == "force_custom_plan"


async def test_an_exception_undoes_the_transaction(database: Database) -> None:
    claim = text(
        "insert into mutation_key (actor, key, mutation, input_hmac, at)"
        " values ('admin', gen_random_uuid(), 'm', '', now())"
    )
    administrator = Viewer("admin", Role.ADMINISTRATOR)

    async def fail() -> None:
        async with database.transaction(administrator) as connection:
            await connection.execute(claim)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with database.transaction(administrator) as connection:
        assert await connection.scalar(text("select count(*) from mutation_key")) == 0


async def test_two_connections_serve_many_viewers_and_show_nobody_anothers_rows(app_url: str) -> None:
    database = await Database.open(app_url, connections=2)
    hub = hub_on(database)
    partners = [await verified_partner(hub, f"Mitra {number}") for number in range(8)]
    for partner in partners:
        await draft(hub, as_partner(partner), partner.id, offering_content())

    async def seen_by(viewer: Viewer) -> set[PartnerId]:
        async with database.transaction(viewer) as connection:
            return set(await connection.scalars(select(offering.c.partner_id)))

    async def seen_by_nobody() -> set[PartnerId]:
        async with database.reading() as connection:
            return set(await connection.scalars(select(offering.c.partner_id)))

    asked = [partner for _ in range(25) for partner in partners]
    answers = await asyncio.gather(*(seen_by(as_partner(partner)) for partner in asked))
    nothing = await asyncio.gather(*(seen_by_nobody() for _ in range(25)))
    await database.close()

    assert answers == [{partner.id} for partner in asked]
    assert nothing == [set()] * 25

"""A partner sees its own rows, staff what they oversee, and nobody more, whatever a statement asks for."""

from dataclasses import replace
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text

from hub.database.engine import Database
from hub.database.feeds import insert_receipt
from hub.database.grants import save_grant, viewer_of
from hub.database.idempotency import claim
from hub.database.partners import insert_partner, mark_verified
from hub.database.publications import store_publications
from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.feed import ImportState, Receipt
from hub.domain.offerings.offering import Audience, Offering, OfferingState, OfferingVersion, SourceKey, VersionId
from hub.domain.partner import Partner, PartnerId, PartnerKind
from hub.domain.region import RegionCode
from tests.builders import ADMINISTRATOR, NOON, offering_content
from tests.database.publishing import published

# In the order of their codes: what oversees Bandung has a neighbour on either side.
CITIES = {
    "Jakarta": RegionCode("31.71.01.1001"),
    "Bandung": RegionCode("32.73.02.1004"),
    "Surabaya": RegionCode("35.78"),
}
IDS = {city: PartnerId(UUID(int=number)) for number, city in enumerate(CITIES, start=1)}

IN_BANDUNG = Viewer("partner:Bandung", Role.PARTNER, partner=IDS["Bandung"])
WEST_JAVA = Viewer("supervisor:32", Role.SUPERVISOR, region=RegionCode("32"))
BANDUNG_DESK = Viewer("desk:32.73.02.1004", Role.DESK, region=CITIES["Bandung"])

# Whose rows of a table show up, by the city in them.
WHOSE = {
    "partner": "select name from partner",
    "offering": "select reference from offering",
    "offering_version": "select partner_name from offering_version",
    "import_receipt": "select receipt->>'feed' from import_receipt",
    "grants": "select substr(sub, 9) from grants",
    "mutation_key": "select substr(actor, 9) from mutation_key",
}
NOTHING: dict[str, set[str]] = {table: set() for table in WHOSE}


@pytest.fixture(autouse=True)
async def _cities(database: Database) -> None:
    """A partner in each of three cities, not verified yet, with all that a partner can have."""
    for city in CITIES:
        await _settle(database, city)


async def _settle(database: Database, city: str) -> None:
    partner = Partner(
        id=IDS[city],
        kind=PartnerKind.MINISTRY,
        name=city,
        region=CITIES[city],
        email=None,
        website=None,
        registered_at=NOON,
        verified_at=None,
        verified_by=None,
    )
    offering = Offering(
        id=OfferingId(uuid4()),
        partner_id=partner.id,
        state=OfferingState.DRAFT,
        draft=offering_content(reference=city, provider=city),
        version_id=None,
        version_number=0,
        created_at=NOON,
        changed_at=NOON,
    )
    receipt = Receipt(
        id=uuid4(),
        partner_id=partner.id,
        source=SourceKey("apbn"),
        feed=city,
        state=ImportState.STORED,
        rows=0,
        added=0,
        changed=0,
        unchanged=0,
        refused=0,
        refusals=(),
        at=NOON,
        by="admin",
    )
    itself = Viewer(f"partner:{city}", Role.PARTNER, partner=partner.id)
    async with database.transaction(ADMINISTRATOR) as connection:
        await insert_partner(connection, partner, by="admin")
        secret = _version(offering, number=1, confidential=True)
        await store_publications(connection, [published(secret, partner.region)], new=True)
        await insert_receipt(connection, receipt, partner.region)
        await save_grant(connection, itself, issuer="hub", at=NOON, by="admin")
    async with database.transaction(itself) as connection:
        await claim(connection, actor=itself.actor, key=uuid4(), mutation="m", input_hmac=b"", at=NOON)


def _version(offering: Offering, *, number: int, **changes: object) -> OfferingVersion:
    return OfferingVersion(
        id=VersionId(uuid4()),
        offering_id=offering.id,
        number=number,
        partner_id=offering.partner_id,
        partner_name=offering.draft.provider,
        content=replace(offering.draft, **changes),  # type: ignore[arg-type]
        published_at=NOON,
        published_by="admin",
    )


async def _seen_by(database: Database, viewer: Viewer) -> dict[str, set[str]]:
    async with database.transaction(viewer) as connection:
        return {table: set(await connection.scalars(text(question))) for table, question in WHOSE.items()}


async def test_a_partner_sees_its_own_rows_and_no_others(database: Database) -> None:
    assert await _seen_by(database, IN_BANDUNG) == {table: {"Bandung"} for table in WHOSE}


async def test_a_supervisor_sees_the_partners_of_its_region_but_nobodys_grants_and_keys(database: Database) -> None:
    seen = await _seen_by(database, WEST_JAVA)

    assert seen == {table: {"Bandung"} for table in WHOSE} | {"grants": set(), "mutation_key": set()}


async def test_an_administrator_sees_every_partner_and_grant(database: Database) -> None:
    seen = await _seen_by(database, ADMINISTRATOR)

    assert seen == {table: set(CITIES) for table in WHOSE} | {"mutation_key": set()}


@pytest.mark.parametrize("viewer", [PUBLIC_VIEWER, BANDUNG_DESK])
async def test_the_public_and_a_desk_see_no_unpublished_work_not_even_of_their_village(
    database: Database, viewer: Viewer
) -> None:
    assert await _seen_by(database, viewer) == NOTHING


async def test_without_a_viewer_there_are_no_rows(database: Database) -> None:
    async with database.reading() as connection:
        seen = {table: set(await connection.scalars(text(question))) for table, question in WHOSE.items()}

    assert seen == NOTHING


@pytest.mark.parametrize("table", WHOSE)
async def test_with_its_policies_off_a_table_shows_what_is_anothers(
    database: Database, superuser_url: str, table: str
) -> None:
    superuser = await asyncpg.connect(superuser_url)
    await superuser.execute(f"alter table {table} disable row level security")
    await superuser.close()

    seen = await _seen_by(database, IN_BANDUNG)

    assert seen == {each: {"Bandung"} for each in WHOSE} | {table: set(CITIES)}


async def test_a_verified_partner_is_known_to_all(database: Database) -> None:
    async with database.transaction(ADMINISTRATOR) as connection:
        await mark_verified(connection, IDS["Jakarta"], at=NOON, by="admin")

    assert await _seen_by(database, PUBLIC_VIEWER) == NOTHING | {"partner": {"Jakarta"}}


async def test_a_version_is_for_its_audience(database: Database) -> None:
    async with database.transaction(ADMINISTRATOR) as connection:
        found = await connection.execute(text("select id, partner_id from offering order by partner_id"))
        jakarta, bandung, _ = (
            Offering(
                id=OfferingId(id_),
                partner_id=PartnerId(partner_id),
                state=OfferingState.PUBLISHED,
                draft=offering_content(provider=city),
                version_id=None,
                version_number=0,
                created_at=NOON,
                changed_at=NOON,
            )
            for (id_, partner_id), city in zip(found, CITIES, strict=True)
        )
        for_all = _version(bandung, number=2)
        for_desks = _version(jakarta, number=2, audience=Audience.DESK)
        await store_publications(connection, [published(for_all), published(for_desks)], new=False)

    assert (await _seen_by(database, PUBLIC_VIEWER))["offering_version"] == {"Bandung"}
    assert (await _seen_by(database, BANDUNG_DESK))["offering_version"] == {"Bandung", "Jakarta"}


@pytest.mark.parametrize(
    "statement",
    [
        "update partner set name = 'Mine'",
        "update offering set state = 'WITHDRAWN' where partner_id <> hub_partner()",
        "update grants set role = 'ADMINISTRATOR'",
        "update mutation_key set mutation = '' where actor <> hub_actor()",
    ],
)
async def test_a_partner_changes_no_row_that_it_may_not(database: Database, statement: str) -> None:
    async with database.transaction(IN_BANDUNG) as connection:
        changed = await connection.execute(text(statement))

    assert changed.rowcount == 0


@pytest.mark.parametrize(
    "statement",
    [
        (
            "insert into partner (id, kind, name, region_code, registered_at, registered_by)"
            " values (gen_random_uuid(), 'MINISTRY', 'Mine', '32', now(), '')"
        ),
        (
            "insert into grants (iss, sub, role, granted_at, granted_by)"
            " values ('hub', hub_actor() || '2', 'ADMINISTRATOR', now(), '')"
        ),
        (
            "insert into mutation_key (actor, key, mutation, input_hmac, at)"
            " values ('partner:Jakarta', gen_random_uuid(), '', '', now())"
        ),
        (
            "insert into import_receipt (id, partner_id, region_code, source, feed, receipt, at)"
            " values (gen_random_uuid(), '00000000-0000-0000-0000-000000000001', '31', '', '', '{}', now())"
        ),
        "update offering set partner_id = '00000000-0000-0000-0000-000000000001'",
    ],
)
async def test_a_partner_writes_no_row_in_anothers_name(database: Database, statement: str) -> None:
    async def write() -> None:
        async with database.transaction(IN_BANDUNG) as connection:
            await connection.execute(text(statement))

    with pytest.raises(Exception, match="violates row-level security policy"):
        await write()


async def test_a_subject_finds_its_own_grant_and_no_other(database: Database) -> None:
    asking = Viewer("partner:Bandung", Role.PUBLIC)
    async with database.transaction(asking) as connection:
        assert await viewer_of(connection, issuer="hub", subject="partner:Bandung") == IN_BANDUNG
        assert await viewer_of(connection, issuer="elsewhere", subject="partner:Bandung") is None
        assert await viewer_of(connection, issuer="hub", subject="partner:Jakarta") is None

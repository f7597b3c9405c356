"""Partners are listed by name, filtered, verified once, and withdrawn once."""

from datetime import timedelta
from uuid import UUID

import pytest

from hub.database.engine import Database
from hub.database.partners import insert_partner, list_partners, mark_verified, mark_withdrawn, partners_by_id
from hub.domain.access import PUBLIC_VIEWER
from hub.domain.partner import Partner, PartnerFilter, PartnerId, PartnerKind, PartnerWithdrawal
from hub.domain.region import RegionCode
from tests.builders import ADMINISTRATOR, NOON


def _partner(number: int, name: str, **changes: object) -> Partner:
    plain: dict[str, object] = {
        "id": PartnerId(UUID(int=number)),
        "kind": PartnerKind.COMPANY,
        "name": name,
        "region": RegionCode("32.73"),
        "email": None,
        "website": None,
        "registered_at": NOON,
        "verified_at": None,
        "verified_by": None,
    }
    return Partner(**{**plain, **changes})  # type: ignore[arg-type]


STORED = [
    _partner(1, "Yayasan Dago", kind=PartnerKind.FOUNDATION, email="halo@dago.id", website="https://dago.id"),
    _partner(2, "PT Maju", region=RegionCode("31.71"), verified_at=NOON, verified_by="admin"),
    _partner(3, "Yayasan Dago", region=RegionCode("32.73.02.1004")),
    _partner(4, "Baznas 100%"),
]


@pytest.fixture(autouse=True)
async def _stored(database: Database) -> None:
    async with database.transaction(ADMINISTRATOR) as connection:
        for partner in STORED:
            await insert_partner(connection, partner, by="admin")


async def _listed(
    database: Database,
    wanted: PartnerFilter | None = None,
    *,
    after: tuple[str, PartnerId] | None = None,
    limit: int = 10,
) -> list[int]:
    async with database.transaction(ADMINISTRATOR) as connection:
        found = await list_partners(connection, wanted or PartnerFilter(), after=after, limit=limit)
    return [partner.id.int for partner in found]


async def test_a_partner_comes_back_as_it_was_stored(database: Database) -> None:
    async with database.transaction(ADMINISTRATOR) as connection:
        found = await partners_by_id(connection, [partner.id for partner in STORED] + [PartnerId(UUID(int=99))])

    assert found == {partner.id: partner for partner in STORED}


async def test_partners_are_listed_by_name_page_by_page(database: Database) -> None:
    assert await _listed(database, limit=2) == [4, 2]
    assert await _listed(database, after=("PT Maju", PartnerId(UUID(int=2))), limit=1) == [1]
    assert await _listed(database, after=("Yayasan Dago", PartnerId(UUID(int=1))), limit=5) == [3]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (PartnerFilter(kind=PartnerKind.FOUNDATION), [1]),
        (PartnerFilter(region=RegionCode("32")), [4, 1, 3]),
        (PartnerFilter(region=RegionCode("32.73.02")), [3]),
        (PartnerFilter(verified=True), [2]),
        (PartnerFilter(verified=False), [4, 1, 3]),
        (PartnerFilter(name="dago YAY"), [1, 3]),
        (PartnerFilter(name="_"), [4, 2, 1, 3]),
        (PartnerFilter(name="dago", kind=PartnerKind.COMPANY), [3]),
    ],
)
async def test_each_filter_keeps_what_it_names(database: Database, wanted: PartnerFilter, found: list[int]) -> None:
    assert await _listed(database, wanted) == found


async def test_the_first_verification_stays(database: Database) -> None:
    dago = STORED[0].id
    async with database.transaction(ADMINISTRATOR) as connection:
        await mark_verified(connection, dago, at=NOON, by="first")
        await mark_verified(connection, dago, at=NOON + timedelta(days=1), by="second")
        found = await partners_by_id(connection, [dago])

    assert (found[dago].verified_at, found[dago].verified_by) == (NOON, "first")


async def test_the_first_withdrawal_stays_and_everybody_sees_that_there_is_one(database: Database) -> None:
    maju = STORED[1].id
    first, second = (PartnerWithdrawal(at=NOON, by=each, because=each) for each in ("first", "second"))
    async with database.transaction(ADMINISTRATOR) as connection:
        await mark_withdrawn(connection, maju, first)
        await mark_withdrawn(connection, maju, second)
    async with database.transaction(PUBLIC_VIEWER) as connection:
        found = await partners_by_id(connection, [maju])

    assert (found[maju].verified_at, found[maju].withdrawal) == (None, first)
    assert await _listed(database, PartnerFilter(verified=True)) == []


async def test_a_partner_verified_again_keeps_the_record_of_its_withdrawal(database: Database) -> None:
    maju, withdrawal = STORED[1].id, PartnerWithdrawal(at=NOON, by="admin", because="Izin habis")
    async with database.transaction(ADMINISTRATOR) as connection:
        await mark_withdrawn(connection, maju, withdrawal)
        await mark_verified(connection, maju, at=NOON + timedelta(days=1), by="second")
        found = await partners_by_id(connection, [maju])

    assert (found[maju].verified_by, found[maju].withdrawal, found[maju].last_withdrawal) == (
        "second",
        None,
        withdrawal,
    )

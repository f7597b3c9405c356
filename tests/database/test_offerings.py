"""Offerings, their versions and their imports come back as stored, and one feed brings a reference once."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from hub.database.content_json import digest_of, write_json
from hub.database.engine import Database
from hub.database.feeds import insert_receipt, receipts_by_id
from hub.database.offerings import (
    Listed,
    StoredOffering,
    insert_offering,
    lock_feed,
    offerings_by_id,
    update_offerings,
    versions_by_id,
)
from hub.database.publications import store_publications
from hub.database.sources import last_imports, record_import
from hub.domain.errors import Message
from hub.domain.facts.fact import FactKey
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.benefit import RUPIAH, Benefit, Component, Period
from hub.domain.offerings.feed import ImportState, Receipt, Refusal
from hub.domain.offerings.offering import (
    Capacity,
    Offering,
    OfferingContent,
    OfferingState,
    OfferingVersion,
    SourceKey,
    VersionId,
)
from hub.domain.region import (
    NATION,
    AreaBasis,
    NeighbourhoodKind,
    RegionCode,
    ServiceArea,
    neighbourhood,
)
from hub.domain.rules.criterion import Criterion, Operator, Rule
from hub.domain.rules.criterion import Test as OneTest
from hub.domain.text import Text
from tests.builders import ADMINISTRATOR, NOON, OWN_RULE, offering_content
from tests.database.publishing import PUBLISHER, published, register_publisher

DAGO = RegionCode("32.73.02.1004")
RICH = offering_content(
    "RICH",
    service_areas=(
        ServiceArea(region=NATION, basis=AreaBasis.REGISTERED),
        ServiceArea(region=DAGO, neighbourhood=neighbourhood(DAGO, [(NeighbourhoodKind.RW, "8")]), excluded=True),
    ),
    criteria=(
        Criterion(
            key="desil",
            title=Text("Desil 1 sampai 4", "Desil 1 to 4"),
            rule=Rule(OneTest(FactKey("family.desil"), Operator.AT_MOST, 4)),
            citation=OWN_RULE,
        ),
    ),
    benefit=Benefit(
        unit=RUPIAH,
        per=Period.YEAR,
        components=(Component(key="uang", title=Text("Uang"), amount=9_007_199_254_740_993),),
        citation=OWN_RULE,
    ),
    capacity=Capacity(unit="keluarga", maximum=10, available=3, as_of=date(2026, 11, 1)),
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
)
DRAFT = Offering(
    id=OfferingId(UUID(int=1)),
    partner_id=PUBLISHER,
    state=OfferingState.DRAFT,
    draft=RICH,
    version_id=None,
    version_number=0,
    created_at=NOON,
    changed_at=NOON,
)


@pytest.fixture(autouse=True)
async def _publisher(database: Database) -> None:
    await register_publisher(database)


def _version_of(content: OfferingContent) -> OfferingVersion:
    return OfferingVersion(
        id=VersionId(UUID(int=9)),
        offering_id=DRAFT.id,
        number=1,
        partner_id=PUBLISHER,
        partner_name="Kementerian Uji",
        content=content,
        published_at=NOON,
        published_by="admin",
        what_changed=("title", "valid_to"),
    )


async def _store(database: Database, offering: Offering = DRAFT, *, feed: str = "") -> bool:
    async with database.transaction(ADMINISTRATOR) as connection:
        return await insert_offering(connection, StoredOffering(offering, NATION, feed))


async def test_a_draft_comes_back_with_all_its_content(database: Database) -> None:
    await _store(database)

    async with database.transaction(ADMINISTRATOR) as connection:
        found = await offerings_by_id(connection, [DRAFT.id, OfferingId(UUID(int=2))])

    assert found == {DRAFT.id: StoredOffering(DRAFT, NATION, "")}


async def test_a_change_is_kept(database: Database) -> None:
    await _store(database)
    changed = replace(
        DRAFT,
        draft=replace(RICH, reference="OTHER"),
        state=OfferingState.WITHDRAWN,
        version_id=VersionId(UUID(int=5)),
        version_number=3,
        changed_at=NOON + timedelta(hours=1),
    )

    async with database.transaction(ADMINISTRATOR) as connection:
        await update_offerings(connection, [StoredOffering(changed, NATION, "")])
        found = await offerings_by_id(connection, [DRAFT.id])

    assert found[DRAFT.id].offering == changed


async def test_a_published_content_comes_back_from_its_version_to_whoever_waited_for_the_lock(
    database: Database,
) -> None:
    await _store(database)
    version = _version_of(replace(RICH, reference="PUBLISHED"))
    after = replace(
        DRAFT, draft=version.content, state=OfferingState.PUBLISHED, version_id=version.id, version_number=1
    )
    waiting = asyncio.Event()

    async def publish() -> None:
        async with database.transaction(ADMINISTRATOR) as connection:
            await offerings_by_id(connection, [DRAFT.id], lock=True)
            waiting.set()
            await connection.execute(text("select pg_sleep(0.2)"))
            await store_publications(connection, [published(version)], new=False)

    async def look() -> dict[OfferingId, StoredOffering]:
        await waiting.wait()
        async with database.transaction(ADMINISTRATOR) as connection:
            return await offerings_by_id(connection, [DRAFT.id], lock=True)

    _, found = await asyncio.gather(publish(), look())

    digest = digest_of(write_json(version.content))
    assert found == {DRAFT.id: StoredOffering(after, NATION, "", digest=digest)}


async def test_more_offerings_are_looked_up_than_a_statement_has_parameters(database: Database) -> None:
    await _store(database)

    async with database.transaction(ADMINISTRATOR) as connection:
        found = await offerings_by_id(connection, [DRAFT.id, *(OfferingId(uuid4()) for _ in range(40_000))])

    assert [*found] == [DRAFT.id]


async def test_a_reference_is_taken_once_in_a_feed_of_a_partner(database: Database) -> None:
    again = replace(DRAFT, id=OfferingId(UUID(int=2)))
    elsewhere = replace(DRAFT, id=OfferingId(UUID(int=3)))

    assert await _store(database)
    assert not await _store(database, again)
    assert await _store(database, elsewhere, feed="another")


async def test_a_feed_knows_its_offerings_by_reference(database: Database) -> None:
    await _store(database)
    brought = replace(DRAFT, id=OfferingId(UUID(int=2)))
    await _store(database, brought, feed="monthly")

    async with database.transaction(ADMINISTRATOR) as connection:
        found = await lock_feed(connection, PUBLISHER, SourceKey("apbn"), "monthly")

    assert found == {"RICH": Listed(brought.id, "RICH", OfferingState.DRAFT, False, None, None)}


async def test_imports_of_one_feed_wait_for_each_other_and_see_what_the_first_stored(database: Database) -> None:
    seen: list[int] = []

    async def bring() -> None:
        async with database.transaction(ADMINISTRATOR) as connection:
            existing = await lock_feed(connection, PUBLISHER, SourceKey("apbn"), "monthly")
            seen.append(len(existing))
            await connection.execute(text("select pg_sleep(0.05)"))
            if not existing:
                new = replace(DRAFT, id=OfferingId(uuid4()))
                await insert_offering(connection, StoredOffering(new, NATION, "monthly"))

    await asyncio.gather(*(bring() for _ in range(4)))

    assert seen == [0, 1, 1, 1]


async def test_a_version_is_kept_for_ever_and_numbered_once(database: Database) -> None:
    await _store(database)
    version = _version_of(RICH)

    async def insert(new: OfferingVersion) -> None:
        async with database.transaction(ADMINISTRATOR) as connection:
            await store_publications(connection, [published(new)], new=False)

    await insert(version)

    async with database.transaction(ADMINISTRATOR) as connection:
        assert await versions_by_id(connection, [version.id]) == {version.id: version}
    with pytest.raises(Exception, match="offering_version_offering_id_key"):
        await insert(replace(version, id=VersionId(uuid4())))


async def test_a_receipt_comes_back_with_every_refusal(database: Database) -> None:
    receipt = Receipt(
        id=UUID(int=4),
        partner_id=PUBLISHER,
        source=SourceKey("apbn"),
        feed="monthly",
        state=ImportState.REFUSED,
        rows=2,
        added=0,
        changed=0,
        unchanged=0,
        refused=1,
        refusals=(
            Refusal(
                line=3,
                column="jumlah",
                value="-5",
                message=Message("cell.negative", {"given": "-5", "allowed": ("0", "1"), "least": 0, "exact": True}),
                place="$.amount",
            ),
        ),
        ignored_columns=("catatan",),
        at=NOON,
        by="admin",
    )

    async with database.transaction(ADMINISTRATOR) as connection:
        await insert_receipt(connection, receipt, NATION)
        assert await receipts_by_id(connection, [receipt.id, UUID(int=5)]) == {receipt.id: receipt}


async def test_a_source_is_as_fresh_as_its_last_import(database: Database) -> None:
    async with database.transaction(ADMINISTRATOR) as connection:
        await record_import(connection, SourceKey("apbn"), NOON)
        await record_import(connection, SourceKey("apbn"), NOON + timedelta(days=1))

    async with database.reading() as connection:
        assert await last_imports(connection) == {"apbn": NOON + timedelta(days=1)}

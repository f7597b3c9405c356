"""What is published is stored in one go: the offering, its version, and its place in the catalogue."""

from dataclasses import replace
from uuid import UUID

import pytest

from hub.database.catalogue import published_by_id
from hub.database.engine import Database
from hub.database.offerings import offerings_by_id, versions_by_id
from hub.database.publications import store_publications
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.offering import OfferingState, OfferingVersion, VersionId
from tests.builders import ADMINISTRATOR, NOON, offering_content
from tests.database.publishing import PUBLISHER, published, register_publisher


@pytest.fixture(autouse=True)
async def _publisher(database: Database) -> None:
    await register_publisher(database)


def _version(number: int, *, confidential: bool = False) -> OfferingVersion:
    return OfferingVersion(
        id=VersionId(UUID(int=1_000 + number)),
        offering_id=OfferingId(UUID(int=number)),
        number=1,
        partner_id=PUBLISHER,
        partner_name="Kementerian Uji",
        content=offering_content(reference=f"r{number}", confidential=confidential),
        published_at=NOON,
        published_by="admin",
    )


async def _store(database: Database, *versions: OfferingVersion, new: bool) -> None:
    async with database.transaction(ADMINISTRATOR) as connection:
        await store_publications(connection, map(published, versions), new=new)


async def _shown(database: Database, *versions: OfferingVersion) -> dict[OfferingId, OfferingVersion]:
    async with database.reading() as connection:
        return await published_by_id(connection, {each.offering_id for each in versions}, public_only=True)


async def test_new_offerings_are_stored_with_their_versions_and_shown(database: Database) -> None:
    versions = [_version(number) for number in range(1, 1_203)]

    await _store(database, *versions, new=True)

    assert await _shown(database, *versions) == {each.offering_id: each for each in versions}
    async with database.transaction(ADMINISTRATOR) as connection:
        stored = await offerings_by_id(connection, [each.offering_id for each in versions])
    assert {each.offering.version_id for each in stored.values()} == {each.id for each in versions}
    assert {each.offering.state for each in stored.values()} == {OfferingState.PUBLISHED}


async def test_a_later_version_is_shown_in_place_of_the_first_which_stays(database: Database) -> None:
    first = _version(1)
    again = replace(first, id=VersionId(UUID(int=9)), number=2, content=replace(first.content, provider="Dinas Lain"))

    await _store(database, first, new=True)
    await _store(database, again, new=False)

    assert await _shown(database, first) == {first.offering_id: again}
    async with database.transaction(ADMINISTRATOR) as connection:
        assert await versions_by_id(connection, [first.id, again.id]) == {first.id: first, again.id: again}
        stored = (await offerings_by_id(connection, [first.offering_id]))[first.offering_id]
    assert (stored.offering.draft, stored.offering.version_number) == (again.content, 2)


async def test_what_becomes_confidential_is_shown_no_more(database: Database) -> None:
    first, second = _version(1), _version(2)
    secret = replace(first, id=VersionId(UUID(int=9)), number=2, content=replace(first.content, confidential=True))

    await _store(database, first, second, new=True)
    await _store(database, secret, new=False)
    await _store(database, _version(3, confidential=True), new=True)

    assert await _shown(database, first, second, _version(3)) == {second.offering_id: second}

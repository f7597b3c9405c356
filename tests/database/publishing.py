"""Offerings straight into the catalogue, for tests of how it is searched; the use cases are tested elsewhere."""

from datetime import datetime, timedelta
from uuid import UUID

from hub.database.bulk import Values
from hub.database.content_json import digest_of, write_json
from hub.database.engine import Database
from hub.database.offerings import StoredOffering
from hub.database.partners import insert_partner
from hub.database.publications import publication_row, store_publications
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.offering import Offering, OfferingContent, OfferingState, OfferingVersion, VersionId
from hub.domain.offerings.projection import project
from hub.domain.partner import Partner, PartnerId, PartnerKind
from hub.domain.region import NATION, RegionCode
from tests.builders import ADMINISTRATOR, NOON

PUBLISHER = PartnerId(UUID(int=7))


async def register_publisher(database: Database) -> None:
    """The partner whom `put_into_catalogue` publishes for."""
    partner = Partner(
        id=PUBLISHER,
        kind=PartnerKind.MINISTRY,
        name="Kementerian Uji",
        region=NATION,
        email=None,
        website=None,
        registered_at=NOON,
        verified_at=NOON,
        verified_by="admin",
    )
    async with database.transaction(ADMINISTRATOR) as connection:
        await insert_partner(connection, partner, by="admin")


async def put_into_catalogue(database: Database, *drafts: OfferingContent) -> list[OfferingVersion]:
    """One published version of each, a minute apart, with ids that count up."""
    versions = [_version(number, draft) for number, draft in enumerate(drafts, start=1)]
    async with database.transaction(ADMINISTRATOR) as connection:
        await store_publications(connection, map(published, versions), new=True)
    return versions


def published(version: OfferingVersion, region: RegionCode = NATION) -> Values:
    """The row of an offering whose version has just been published, of a partner of a region."""
    offering = Offering(
        id=version.offering_id,
        partner_id=version.partner_id,
        state=OfferingState.PUBLISHED,
        draft=version.content,
        version_id=version.id,
        version_number=version.number,
        created_at=NOON,
        changed_at=version.published_at,
    )
    written = write_json(version.content)
    stored = StoredOffering(offering, region, "", digest=digest_of(written))
    return publication_row(stored, version, written, project(version.content.criteria))


def _version(number: int, draft: OfferingContent) -> OfferingVersion:
    at: datetime = NOON + timedelta(minutes=number)
    return OfferingVersion(
        id=VersionId(UUID(int=10_000 + number)),
        offering_id=OfferingId(UUID(int=number)),
        number=1,
        partner_id=PUBLISHER,
        partner_name="Kementerian Uji",
        content=draft,
        published_at=at,
        published_by="admin",
    )

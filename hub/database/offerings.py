"""Offerings as their partners keep them: drafts, states and versions, under the viewer's rights."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_or_leave
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.database.documents import read_draft, write_document
from hub.database.tables import offering, offering_version
from hub.domain.offering import Offering, OfferingId, OfferingState, OfferingVersion, SourceKey, VersionId
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode


@dataclass(frozen=True, slots=True)
class StoredOffering:
    """An offering and where it belongs: its partner's region, and the feed that brings it ('' when none does)."""

    offering: Offering
    region: RegionCode
    feed: str


async def insert_offering(connection: AsyncConnection, stored: StoredOffering) -> bool:
    """Store a new offering; False when the partner already has one by that reference in the same feed."""
    new = stored.offering
    done = await connection.execute(
        insert_or_leave(offering)
        .values(
            id=new.id,
            partner_id=new.partner_id,
            region_code=stored.region,
            source=new.draft.source,
            feed=stored.feed,
            reference=new.draft.reference,
            created_at=new.created_at,
            **_changing(new),
        )
        .on_conflict_do_nothing(index_elements=["partner_id", "source", "feed", "reference"])
        .returning(offering.c.id)
    )
    return done.first() is not None


async def update_offering(connection: AsyncConnection, changed: Offering) -> None:
    """Store the draft, state and version of an offering."""
    await connection.execute(
        update(offering)
        .where(offering.c.id == changed.id)
        .values(reference=changed.draft.reference, source=changed.draft.source, **_changing(changed))
    )


def _changing(changed: Offering) -> dict[str, object]:
    return {
        "state": changed.state.value,
        "draft": write_document(changed.draft),
        "version_id": changed.version_id,
        "version_number": changed.version_number,
        "changed_at": changed.changed_at,
    }


async def offerings_by_id(
    connection: AsyncConnection, ids: Iterable[OfferingId], *, lock: bool = False
) -> dict[OfferingId, StoredOffering]:
    """The offerings among some ids that are the viewer's own or overseen; `lock` keeps others from changing them."""
    statement = select(offering).where(offering.c.id.in_(list(ids))).order_by(offering.c.id)
    rows = await connection.execute(statement.with_for_update() if lock else statement)
    return {OfferingId(row.id): _stored(row) for row in rows}


async def offerings_of_feed(
    connection: AsyncConnection, partner_id: PartnerId, source: SourceKey, feed: str
) -> dict[str, StoredOffering]:
    """Every offering that a partner's feed has brought, by the partner's reference. Another import of the feed waits
    until this one's transaction ends."""
    await connection.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:feed, 0))"), {"feed": f"{partner_id}/{source}/{feed}"}
    )
    rows = await connection.execute(
        select(offering)
        .where(offering.c.partner_id == partner_id, offering.c.source == source, offering.c.feed == feed)
        .order_by(offering.c.id)
        .with_for_update()
    )
    return {row.reference: _stored(row) for row in rows}


async def insert_version(connection: AsyncConnection, version: OfferingVersion, region: RegionCode) -> None:
    """Store a version for ever."""
    await connection.execute(
        insert(offering_version).values(
            id=version.id,
            offering_id=version.offering_id,
            number=version.number,
            partner_id=version.partner_id,
            region_code=region,
            partner_name=version.partner_name,
            document=write_document(version.content),
            audience=version.content.audience.value,
            confidential=version.content.confidential,
            published_at=version.published_at,
            published_by=version.published_by,
            what_changed=list(version.what_changed),
        )
    )


async def versions_by_id(connection: AsyncConnection, ids: Iterable[VersionId]) -> dict[VersionId, OfferingVersion]:
    """The versions among some ids that the viewer may see."""
    rows = await connection.execute(select(offering_version).where(offering_version.c.id.in_(list(ids))))
    return {VersionId(row.id): _version(row) for row in rows}


def _stored(row: Row[tuple[object, ...]]) -> StoredOffering:
    return StoredOffering(
        Offering(
            id=OfferingId(row.id),
            partner_id=PartnerId(row.partner_id),
            state=OfferingState(row.state),
            draft=read_draft(row.draft),
            version_id=None if row.version_id is None else VersionId(row.version_id),
            version_number=row.version_number,
            created_at=row.created_at,
            changed_at=row.changed_at,
        ),
        region=RegionCode(row.region_code),
        feed=row.feed,
    )


def _version(row: Row[tuple[object, ...]]) -> OfferingVersion:
    return OfferingVersion(
        id=VersionId(row.id),
        offering_id=OfferingId(row.offering_id),
        number=row.number,
        partner_id=PartnerId(row.partner_id),
        partner_name=row.partner_name,
        content=read_draft(row.document),
        published_at=row.published_at,
        published_by=row.published_by,
        what_changed=tuple(row.what_changed),
    )

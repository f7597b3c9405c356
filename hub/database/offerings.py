"""Offerings as their partners keep them: drafts, states and versions, under the viewer's rights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import UUID, ColumnElement, Integer, LargeBinary, Row, func, select, text, true, update
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.dialects.postgresql import insert as insert_or_leave
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from hub.database.bulk import Values, among, batches, recordset, types_of
from hub.database.content_json import read_content, write_json
from hub.database.tables import offering, offering_version
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import VersionsAsked
from hub.domain.offerings.offering import Offering, OfferingState, OfferingVersion, SourceKey, VersionId
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode


@dataclass(frozen=True, slots=True)
class StoredOffering:
    """An offering and where it belongs: its partner's region, and the feed that brings it ('' when none does).
    `withdrawn_by_feed` when it was the feed that withdrew it, by leaving it out: then the feed may bring it back.
    `digest` stands for its content while that is the version's own, and is None while the draft says something else.
    `row_digest` stands for the row of the feed that says this content; None where nobody knows of such a row."""

    offering: Offering
    region: RegionCode
    feed: str
    withdrawn_by_feed: bool = False
    digest: bytes | None = None
    row_digest: bytes | None = None


async def insert_offering(connection: AsyncConnection, stored: StoredOffering) -> bool:
    """Store a new draft, unless its partner has another by that reference in the same feed: then False."""
    statement = insert_or_leave(offering).values({**_values(stored), "created_at": stored.offering.created_at})
    leaving = statement.on_conflict_do_nothing(index_elements=["partner_id", "source", "feed", "reference"])
    return (await connection.execute(leaving)).rowcount == 1


async def update_offerings(connection: AsyncConnection, changed: Iterable[StoredOffering]) -> None:
    """Store the draft, state and version of offerings."""
    for rows in batches(map(_values, changed)):
        new = recordset(rows, types_of(offering, rows))
        changing = {name: new.c[name] for name in rows[0] if name not in _FIXED}
        await connection.execute(update(offering).where(offering.c.id == new.c.id).values(changing))


_FIXED = ("id", "partner_id", "region_code", "feed")


def _values(stored: StoredOffering) -> Values:
    kept = stored.offering
    return {
        "id": kept.id,
        "partner_id": kept.partner_id,
        "region_code": stored.region,
        "source": kept.draft.source,
        "feed": stored.feed,
        "reference": kept.draft.reference,
        "state": kept.state.value,
        "draft": write_json(kept.draft) if stored.digest is None else None,
        "digest": stored.digest,
        "row_digest": stored.row_digest,
        "version_id": kept.version_id,
        "version_number": kept.version_number,
        "withdrawn_by_feed": stored.withdrawn_by_feed,
        "changed_at": kept.changed_at,
    }


@dataclass(frozen=True, slots=True)
class Digests:
    """Of an offering's content, and of the row that says it."""

    content: bytes
    row: bytes


async def keep_digests(connection: AsyncConnection, digests: Mapping[OfferingId, tuple[bytes, Digests]]) -> None:
    """Store other digests of the same contents: how this hub writes, or the feed's row says, what was written or said
    otherwise. Each goes with the content's digest that was found: who has another by now says something else."""
    for rows in batches(
        {"id": each, "found": found, "digest": now.content, "row_digest": now.row}
        for each, (found, now) in digests.items()
    ):
        new = recordset(rows, _DIGESTS)
        same = offering.c.id == new.c.id, offering.c.digest == new.c.found
        changing = {"digest": new.c.digest, "row_digest": new.c.row_digest}
        await connection.execute(update(offering).where(*same).values(changing))


_DIGESTS: Mapping[str, TypeEngine[Any]] = {
    "id": UUID(),
    "found": LargeBinary(),
    "digest": LargeBinary(),
    "row_digest": LargeBinary(),
}


async def offerings_by_id(
    connection: AsyncConnection, ids: Iterable[OfferingId], *, lock: bool = False
) -> dict[OfferingId, StoredOffering]:
    """The offerings among some ids that are the viewer's own or overseen; `lock` keeps others from changing them."""
    statement = select(offering).where(among(offering.c.id, ids)).order_by(offering.c.id)
    rows = (await connection.execute(statement.with_for_update() if lock else statement)).all()
    # Apart, not joined: whoever waits for a lock sees the new offering, but would see the old version beside it.
    elsewhere = [row.version_id for row in rows if row.draft is None]
    contents = await _contents(connection, elsewhere) if elsewhere else {}
    return {OfferingId(row.id): _stored(row, row.draft or contents[row.version_id]) for row in rows}


async def _contents(connection: AsyncConnection, ids: Iterable[VersionId]) -> dict[VersionId, str]:
    version = offering_version.c
    rows = await connection.execute(select(version.id, version.content).where(among(version.id, ids)))
    return {VersionId(row.id): row.content for row in rows}


@dataclass(frozen=True, slots=True)
class Listed:
    """One offering of a feed, without its content."""

    id: OfferingId
    reference: str
    state: OfferingState
    withdrawn_by_feed: bool
    digest: bytes | None
    row_digest: bytes | None

    def comes_of(self, row_digest: bytes) -> bool:
        """Whether it says, for all to find unless its partner took it back, just what a row of its feed says."""
        return self.row_digest == row_digest and not self.withdrawn_by_feed


async def lock_feed(
    connection: AsyncConnection, partner_id: PartnerId, source: SourceKey, feed: str
) -> dict[str, Listed]:
    """Every offering that a partner's feed has brought, by the partner's reference. Another import of the feed waits
    until this one's transaction ends."""
    await connection.execute(
        text("select pg_advisory_xact_lock(hashtextextended(:feed, 0))"), {"feed": f"{partner_id}/{source}/{feed}"}
    )
    rows = await connection.execute(
        select(
            offering.c.id,
            offering.c.reference,
            offering.c.state,
            offering.c.withdrawn_by_feed,
            offering.c.digest,
            offering.c.row_digest,
        ).where(*_of_feed(partner_id, source, feed))
    )
    # By place, not by name: a feed may have a hundred thousand.
    return {
        reference: Listed(OfferingId(id_), reference, _STATES[state], by_feed, digest, row_digest)
        for id_, reference, state, by_feed, digest, row_digest in rows
    }


_STATES = {state.value: state for state in OfferingState}


def _of_feed(partner_id: PartnerId, source: SourceKey, feed: str) -> Sequence[ColumnElement[bool]]:
    return offering.c.partner_id == partner_id, offering.c.source == source, offering.c.feed == feed


async def known_rows(
    connection: AsyncConnection, partner_id: PartnerId, source: SourceKey, feed: str
) -> dict[bytes, str]:
    """The references of a feed's offerings that came of a row that says just what they say now, by its digest."""
    rows = await connection.execute(
        select(offering.c.row_digest, offering.c.reference).where(
            *_of_feed(partner_id, source, feed),
            offering.c.row_digest.is_not(None),
            offering.c.withdrawn_by_feed.is_(False),
        )
    )
    return {digest: reference for digest, reference in rows}  # noqa: C416  # a result is no iterable of pairs for dict


async def titles_by_id(connection: AsyncConnection, ids: Iterable[OfferingId]) -> dict[OfferingId, str]:
    """The Indonesian titles of the offerings among some ids that are the viewer's own or overseen."""
    content = func.coalesce(offering.c.draft, offering_version.c.content, type_=JSON)
    rows = await connection.execute(
        select(offering.c.id, content[("title", "id")].astext.label("title"))
        .outerjoin(offering_version, offering_version.c.id == offering.c.version_id)
        .where(among(offering.c.id, ids))
    )
    return {OfferingId(row.id): row.title for row in rows}


async def versions_by_id(connection: AsyncConnection, ids: Iterable[VersionId]) -> dict[VersionId, OfferingVersion]:
    """The versions among some ids that the viewer may see."""
    rows = await connection.execute(select(offering_version).where(among(offering_version.c.id, ids)))
    return {VersionId(row.id): _version(row) for row in rows}


async def newest_versions(
    connection: AsyncConnection, asked: Sequence[VersionsAsked]
) -> dict[VersionsAsked, list[OfferingVersion]]:
    """For each that was asked, the versions that the viewer may see, the newest first."""
    rows = [
        {"place": place, "offering_id": each.offering_id, "before": each.before, "at_most": each.limit}
        for place, each in enumerate(asked)
    ]
    wanted = recordset(rows, _ASKED).c
    newest = (
        select(offering_version)
        .where(
            offering_version.c.offering_id == wanted.offering_id,
            offering_version.c.number < func.coalesce(wanted.before, _NO_NUMBER),
        )
        .order_by(offering_version.c.number.desc())
        .limit(wanted.at_most)
        .lateral("newest")
    )
    found: dict[VersionsAsked, list[OfferingVersion]] = {each: [] for each in asked}
    statement = select(wanted.place, newest).join(newest, true()).order_by(wanted.place, newest.c.number.desc())
    for row in await connection.execute(statement):
        found[asked[row.place]].append(_version(row))
    return found


async def published_versions(
    connection: AsyncConnection, partners: Sequence[PartnerId], *, limit: int | None
) -> dict[PartnerId, list[OfferingVersion]]:
    """The versions that each partner has published now, at most `limit` of each, the longest unchanged first. Those of
    a withdrawn partner count, though the catalogue does not show them."""
    wanted = recordset([{"partner_id": each} for each in partners], {"partner_id": UUID()})
    published = (
        select(offering_version, offering.c.changed_at)
        .join(offering, offering.c.version_id == offering_version.c.id)
        .where(offering.c.partner_id == wanted.c.partner_id, offering.c.state == OfferingState.PUBLISHED.value)
        .order_by(offering.c.changed_at, offering.c.id)
        .limit(limit)
        .lateral("published")
    )
    found: dict[PartnerId, list[OfferingVersion]] = {each: [] for each in partners}
    statement = select(published).select_from(wanted).join(published, true())
    for row in await connection.execute(statement.order_by(published.c.changed_at, published.c.offering_id)):
        found[PartnerId(row.partner_id)].append(_version(row))
    return found


async def count_published(connection: AsyncConnection, partners: Sequence[PartnerId]) -> dict[PartnerId, int]:
    """How many offerings each partner has published now; those with none are left out."""
    rows = await connection.execute(
        select(offering.c.partner_id, func.count().label("published"))
        .where(offering.c.partner_id.in_(partners), offering.c.state == OfferingState.PUBLISHED.value)
        .group_by(offering.c.partner_id)
    )
    return {PartnerId(row.partner_id): row.published for row in rows}


_ASKED: Mapping[str, TypeEngine[Any]] = {
    "place": Integer(),
    "offering_id": UUID(),
    "before": Integer(),
    "at_most": Integer(),
}
_NO_NUMBER = 2**31 - 1
"""More versions than any offering has."""


def _stored(row: Row[tuple[object, ...]], content: str) -> StoredOffering:
    return StoredOffering(
        Offering(
            id=OfferingId(row.id),
            partner_id=PartnerId(row.partner_id),
            state=OfferingState(row.state),
            draft=read_content(content),
            version_id=None if row.version_id is None else VersionId(row.version_id),
            version_number=row.version_number,
            created_at=row.created_at,
            changed_at=row.changed_at,
        ),
        region=RegionCode(row.region_code),
        feed=row.feed,
        withdrawn_by_feed=row.withdrawn_by_feed,
        digest=row.digest,
        row_digest=row.row_digest,
    )


def _version(row: Row[tuple[object, ...]]) -> OfferingVersion:
    return OfferingVersion(
        id=VersionId(row.id),
        offering_id=OfferingId(row.offering_id),
        number=row.number,
        partner_id=PartnerId(row.partner_id),
        partner_name=row.partner_name,
        content=read_content(row.content),
        published_at=row.published_at,
        published_by=row.published_by,
        what_changed=tuple(row.what_changed),
    )

"""The life of an offering, from draft to withdrawn, and reading the catalogue of what is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from connectors.contract import Source
from hub.database.bulk import Values, lots
from hub.database.catalogue import list_catalogue, possible_duplicates, published_by_id, unpublish_rows
from hub.database.content_json import digest_of, write_json
from hub.database.engine import Connection
from hub.database.offerings import (
    StoredOffering,
    insert_offering,
    newest_versions,
    offerings_by_id,
    update_offerings,
    versions_by_id,
)
from hub.database.publications import publication_row, store_publications
from hub.database.sources import record_import
from hub.domain.access import Role, Viewer
from hub.domain.errors import ErrorCode, Problem, Refused, problem, refuse
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import (
    CatalogueFilter,
    CatalogueOrder,
    CataloguePlace,
    Freshness,
    VersionsAsked,
    freshness,
)
from hub.domain.offerings.duplicate import Offered, same_aid
from hub.domain.offerings.offering import (
    Offering,
    OfferingContent,
    OfferingEvent,
    OfferingState,
    OfferingVersion,
    VersionId,
    next_state,
    what_changed,
)
from hub.domain.offerings.publishing import check_assurance, check_content
from hub.domain.partner import Partner, PartnerId, refuse_withdrawn, require_verified
from hub.domain.region import NATION, RegionCode, time_zone_of
from hub.usecases.hub import Hub, Written
from hub.usecases.once import Idempotency, keep, replayed
from hub.usecases.partners import require_publisher
from hub.usecases.regions import require_regions

_PAPUA = RegionCode("91")


async def draft(
    hub: Hub, viewer: Viewer, partner_id: PartnerId, content: OfferingContent, once: Idempotency | None = None
) -> Written[Offering]:
    """A new offering in draft: nobody but its partner and who oversees it can see it."""
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return Written((await _require(connection, OfferingId(earlier))).offering, replayed=True)
        partner = await require_publisher(connection, viewer, partner_id, "input", "partner")
        refuse_withdrawn(partner, "input", "partner")
        _require_source(hub, content, partner)
        stored = new_offering(hub, partner, content, feed="")
        if not await insert_offering(connection, stored):
            raise refuse(ErrorCode.BAD_INPUT, "offering.reference_taken", "input", "offering", "reference")
        await keep(viewer, connection, once, stored.offering.id)
        return Written(stored.offering)


async def revise(
    hub: Hub, viewer: Viewer, offering_id: OfferingId, content: OfferingContent, once: Idempotency | None = None
) -> Written[Offering]:
    """Another content for an offering's draft. What is published stays until it is published again."""

    async def act(connection: Connection, stored: StoredOffering, partner: Partner) -> StoredOffering:
        refuse_withdrawn(partner)
        _require_source(hub, content, partner)
        state = next_state(stored.offering.state, OfferingEvent.REVISE)
        revised = replace(stored.offering, draft=content, state=state, changed_at=hub.now())
        changed = replace(stored, offering=revised, digest=None, row_digest=None)
        await update_offerings(connection, [changed])
        return changed

    return await _change(hub, viewer, offering_id, once, act)


async def publish(
    hub: Hub, viewer: Viewer, offering_id: OfferingId, once: Idempotency | None = None
) -> Written[Offering]:
    """The draft as a new version, for all to find. Refused with every problem that stands against it."""

    async def act(connection: Connection, stored: StoredOffering, partner: Partner) -> StoredOffering:
        return await publish_stored(hub, viewer, connection, stored, partner)

    return await _change(hub, viewer, offering_id, once, act)


async def pause(
    hub: Hub, viewer: Viewer, offering_id: OfferingId, once: Idempotency | None = None
) -> Written[Offering]:
    """Out of the catalogue until it is published again."""
    return await _take_out(hub, viewer, offering_id, OfferingEvent.PAUSE, once)


async def withdraw(
    hub: Hub, viewer: Viewer, offering_id: OfferingId, once: Idempotency | None = None
) -> Written[Offering]:
    """Out of the catalogue for good, unless its partner publishes it once more. Its versions stay."""
    return await _take_out(hub, viewer, offering_id, OfferingEvent.WITHDRAW, once)


@dataclass(frozen=True, slots=True)
class OfferingView:
    """What a viewer can see of an offering: the version now published, the partner's own copy, or both. `revised` when
    that copy says something else than its last version, or has none."""

    id: OfferingId
    published: OfferingVersion | None
    own: Offering | None
    revised: bool = False


async def by_ids(hub: Hub, viewer: Viewer, ids: Iterable[OfferingId]) -> dict[OfferingId, OfferingView]:
    """The offerings among some ids that the viewer may see in any form."""
    wanted = list(ids)
    async with hub.database.transaction(viewer) as connection:
        published = await published_by_id(connection, wanted, public_only=sees_public_only(viewer))
        own = await offerings_by_id(connection, wanted)
        perhaps = [each.offering for each in own.values() if each.digest is None]
        last = await versions_by_id(connection, filter(None, (each.version_id for each in perhaps))) if perhaps else {}
    contents = {version.offering_id: version.content for version in last.values()}
    revised = {each.id for each in perhaps if contents.get(each.id) != each.draft}
    return {
        each: OfferingView(each, published.get(each), own[each].offering if each in own else None, each in revised)
        for each in wanted
        if each in published or each in own
    }


async def version(hub: Hub, viewer: Viewer, version_id: VersionId) -> OfferingVersion | None:
    """A version, published now or before; None when it is absent or not the viewer's to see."""
    async with hub.database.transaction(viewer) as connection:
        return (await versions_by_id(connection, [version_id])).get(version_id)


async def versions(
    hub: Hub, viewer: Viewer, asked: Sequence[VersionsAsked]
) -> dict[VersionsAsked, list[OfferingVersion]]:
    """The newest versions of some offerings, published now or before, that the viewer may see."""
    async with hub.database.transaction(viewer) as connection:
        return await newest_versions(connection, asked)


async def duplicates(hub: Hub, viewer: Viewer, offered: Sequence[Offered]) -> dict[OfferingId, list[OfferingId]]:
    """For each of some offerings, the published ones that look like the same aid, as far as the viewer may see them,
    the first published first, among the first `MAX_COMPARED` that may be."""
    async with hub.database.reading() as connection:
        found = await possible_duplicates(connection, offered, public_only=sees_public_only(viewer))
    return {each.id: [other.id for other in found[each.id] if same_aid(each, other)] for each in offered}


async def catalogue(
    hub: Hub,
    viewer: Viewer,
    *,
    wanted: CatalogueFilter,
    search: str | None,
    order: CatalogueOrder,
    after: CataloguePlace | None,
    limit: int,
) -> list[OfferingVersion]:
    """What is published, in order."""
    async with hub.database.reading() as connection:
        return await list_catalogue(
            connection,
            wanted,
            search=search,
            order=order,
            after=after,
            limit=limit,
            public_only=sees_public_only(viewer),
        )


def sees_public_only(viewer: Viewer) -> bool:
    """Whether offerings for signed-in staff are hidden from a viewer."""
    return viewer.role is Role.PUBLIC


def today(hub: Hub) -> date:
    """The day by which the catalogue is read: the one in the capital."""
    return day_of(hub.now())


def day_of(moment: datetime) -> date:
    """The day that it is in the capital at a moment."""
    return moment.astimezone(time_zone_of(NATION)).date()


def latest_day(hub: Hub) -> date:
    """The day that it is in Papua, where each begins first: nobody in the country writes a later one as today's."""
    return hub.now().astimezone(time_zone_of(_PAPUA)).date()


def freshness_of(hub: Hub, content: OfferingContent, published_at: datetime | None) -> Freshness:
    """Whether somebody still vouches for an offering today, by its source's cadence."""
    return freshness(
        content.assured_on,
        None if published_at is None else day_of(published_at),
        cadence_days=hub.sources[content.source].cadence_days,
        today=today(hub),
    )


def new_offering(
    hub: Hub, partner: Partner, content: OfferingContent, *, feed: str, row_digest: bytes | None = None
) -> StoredOffering:
    """An offering not stored yet; from a feed, with the digest of its row."""
    now = hub.now()
    offering = Offering(
        id=OfferingId(hub.new_id()),
        partner_id=partner.id,
        state=OfferingState.DRAFT,
        draft=content,
        version_id=None,
        version_number=0,
        created_at=now,
        changed_at=now,
    )
    return StoredOffering(offering, partner.region, feed, row_digest=row_digest)


async def publish_stored(
    hub: Hub, viewer: Viewer, connection: Connection, stored: StoredOffering, partner: Partner
) -> StoredOffering:
    """Publish the draft of a stored offering, within a transaction that the caller holds. Refused with every problem
    that stands against it."""
    content = stored.offering.draft
    require_verified(partner)
    _require_source(hub, content, partner)
    terms = tuple(hub.sources[content.source].terms(content))
    if problems := (*check_content(content, terms), *check_assurance(content, latest_day(hub))):
        raise Refused(*(_in_offering(each) for each in problems))
    await require_regions(connection, _region_paths(content))
    (published,) = await publish_all(hub, viewer, connection, partner, stored=[stored])
    return published


async def publish_all(
    hub: Hub,
    viewer: Viewer,
    connection: Connection,
    partner: Partner,
    *,
    stored: Sequence[StoredOffering] = (),
    new: Sequence[StoredOffering] = (),
) -> list[StoredOffering]:
    """Publish the checked drafts of a partner's offerings of one source, at least one; `new` ones are stored with it,
    in one go."""
    known = [each.offering.version_id for each in stored if each.offering.version_id is not None]
    before = await versions_by_id(connection, known) if known else {}
    now = hub.now()

    def prepare(lot: Sequence[StoredOffering]) -> list[tuple[StoredOffering, Values]]:
        return [_publication(hub, viewer, partner, each, before, now) for each in lot]

    changed: list[StoredOffering] = []
    for offerings, are_new in ((stored, False), (new, True)):
        async for lot in lots(offerings, prepare):
            await store_publications(connection, [row for _, row in lot], new=are_new)
            changed += (each for each, _ in lot)
    await record_import(connection, changed[0].offering.draft.source, now)
    return changed


def _publication(
    hub: Hub,
    viewer: Viewer,
    partner: Partner,
    stored: StoredOffering,
    before: Mapping[VersionId, OfferingVersion],
    now: datetime,
) -> tuple[StoredOffering, Values]:
    """The offering once its draft is published, and the row that says so."""
    offering, content = stored.offering, stored.offering.draft
    last = None if offering.version_id is None else before.get(offering.version_id)
    version = OfferingVersion(
        id=VersionId(hub.new_id()),
        offering_id=offering.id,
        number=offering.version_number + 1,
        partner_id=partner.id,
        partner_name=partner.name,
        content=content,
        published_at=now,
        published_by=viewer.actor,
        what_changed=() if last is None else what_changed(last.content, content),
    )
    written = write_json(content)
    published = replace(
        stored,
        offering=replace(
            offering,
            state=next_state(offering.state, OfferingEvent.PUBLISH),
            version_id=version.id,
            version_number=version.number,
            changed_at=now,
        ),
        withdrawn_by_feed=False,
        digest=digest_of(written),
    )
    return published, publication_row(published, version, written, hub.projected(content))


def _in_offering(found: Problem) -> Problem:
    return replace(found, path=("input", "offering", *found.path))


def _region_paths(content: OfferingContent) -> dict[tuple[str | int, ...], RegionCode]:
    return {
        ("input", "offering", "serviceAreas", index, "region"): area.region
        for index, area in enumerate(content.service_areas)
    }


def require_publishes_from(source: Source, partner: Partner, *path: str | int) -> None:
    """Refused unless the source is one from which partners of this kind publish."""
    if partner.kind not in source.publishers:
        allowed = tuple(sorted(kind.value for kind in source.publishers))
        raise refuse(
            ErrorCode.FORBIDDEN,
            "source.publisher_not_allowed",
            *path,
            source=source.key,
            kind=partner.kind,
            allowed=allowed,
        )


def _require_source(hub: Hub, content: OfferingContent, partner: Partner) -> None:
    path = ("input", "offering", "source")
    source = hub.sources.require(content.source, *path)
    require_publishes_from(source, partner, *path)
    if content.funding_source not in source.funding_sources:
        allowed = tuple(funding.value for funding in source.funding_sources)
        raise Refused(
            problem(
                ErrorCode.BAD_INPUT,
                "source.funding_source_not_its_own",
                *("input", "offering", "fundingSource"),
                source=source.key,
                given=content.funding_source,
                allowed=allowed,
            )
        )


async def _take_out(
    hub: Hub, viewer: Viewer, offering_id: OfferingId, event: OfferingEvent, once: Idempotency | None
) -> Written[Offering]:
    async def act(connection: Connection, stored: StoredOffering, partner: Partner) -> StoredOffering:
        return (await take_out(hub, connection, [stored], event))[0]

    return await _change(hub, viewer, offering_id, once, act)


async def take_out(
    hub: Hub,
    connection: Connection,
    stored: Sequence[StoredOffering],
    event: OfferingEvent,
    *,
    by_feed: bool = False,
) -> list[StoredOffering]:
    """Take stored offerings out of the catalogue, within a transaction that the caller holds; `by_feed` when it is
    their feed that left them out."""
    now = hub.now()
    changed = [
        replace(
            each,
            offering=replace(each.offering, state=next_state(each.offering.state, event), changed_at=now),
            withdrawn_by_feed=by_feed,
        )
        for each in stored
    ]
    await unpublish_rows(connection, [each.offering.id for each in changed])
    await update_offerings(connection, changed)
    return changed


class _Act(Protocol):
    async def __call__(self, connection: Connection, stored: StoredOffering, partner: Partner) -> StoredOffering: ...


async def _change(
    hub: Hub, viewer: Viewer, offering_id: OfferingId, once: Idempotency | None, act: _Act
) -> Written[Offering]:
    """Check that the viewer may act for an offering's partner, lock the offering, act, and remember the key."""
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return Written((await _require(connection, OfferingId(earlier))).offering, replayed=True)
        partner_id = (await _require(connection, offering_id)).offering.partner_id
        partner = await require_publisher(connection, viewer, partner_id)
        stored = await _require(connection, offering_id, lock=True)
        changed = await act(connection, stored, partner)
        await keep(viewer, connection, once, offering_id)
        return Written(changed.offering)


async def _require(connection: Connection, offering_id: OfferingId, *, lock: bool = False) -> StoredOffering:
    found = await offerings_by_id(connection, [offering_id], lock=lock)
    if offering_id not in found:
        raise refuse(ErrorCode.NOT_FOUND, "offering.not_found")
    return found[offering_id]

"""Importing a partner's file: all of it or none of it, unless the caller takes the valid rows; with a receipt."""

import asyncio
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from connectors.contract import Source
from connectors.feeds.upload import KnownRows, Reading, read_upload
from hub.database.content_json import digest_of, write_json
from hub.database.engine import Connection
from hub.database.feeds import insert_receipt, receipts_by_id
from hub.database.offerings import (
    Digests,
    Listed,
    StoredOffering,
    keep_digests,
    known_rows,
    lock_feed,
    offerings_by_id,
    titles_by_id,
    update_offerings,
)
from hub.database.regions import every_code, regions_edition
from hub.domain.access import Viewer
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.feed import (
    ImportMode,
    ImportState,
    Receipt,
    RowDraft,
    Withdrawal,
    check_names,
    confirmation_of,
    reason_for_shrinking,
)
from hub.domain.offerings.offering import OfferingEvent, OfferingState
from hub.domain.partner import Partner, PartnerId, require_verified
from hub.domain.region import RegionCode
from hub.usecases.hub import Hub, Written
from hub.usecases.offerings import new_offering, publish_all, require_publishes_from, take_out
from hub.usecases.once import Idempotency, answered, keep, replayed
from hub.usecases.partners import require_publisher


@dataclass(frozen=True, slots=True)
class _Known:
    codes: frozenset[RegionCode]

    def exists(self, code: RegionCode) -> bool:
        return code in self.codes


class ImportStep(StrEnum):
    """Where an import is, for whoever waits. The last comes only when something is stored."""

    READING = "READING"
    """The rows are read and judged."""
    COMPARING = "COMPARING"
    """What they say is held against what is there."""
    STORING = "STORING"
    """What is new or changed is published, and what is left out withdrawn."""


Watch = Callable[[ImportStep], None]
"""Told as each step begins."""


def _unwatched(step: ImportStep) -> None:
    del step


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """A file of a partner's feed and how to take it.

    `accept_valid` stores the valid rows although others are refused; never in mode FULL, where a refused row may be
    the very offering that its absence would withdraw. `confirmation` is that of an earlier receipt's withdrawals;
    `because` the partner's word for a feed that shrank below half.
    """

    source: str
    partner_id: PartnerId
    feed: str
    upload: bytes
    accept_valid: bool = False
    mode: ImportMode = ImportMode.UPSERT
    confirmation: str | None = None
    because: str | None = None

    def takes(self, reading: Reading) -> bool:
        """Whether anything of a file as it was read may be stored."""
        return not reading.refusals or (self.accept_valid and self.mode is ImportMode.UPSERT)


async def import_upload(
    hub: Hub, viewer: Viewer, order: ImportOrder, once: Idempotency | None = None, *, watch: Watch = _unwatched
) -> Written[Receipt]:
    """Read a file and publish its rows as offerings of the partner's feed.

    Any refused row means that nothing is stored, unless the order accepts the valid ones. Importing the same again
    changes nothing. In mode FULL, what the file leaves out is withdrawn once the caller has confirmed which.
    Raises FeedError when the file cannot be read at all, Refused (FEED_SHRANK) when the feed shrinks below half
    without a word why, Refused (BAD_INPUT) for a feed without a name of its own.
    """
    check_names(order.feed, order.because)
    chosen = hub.sources.require(order.source, "input", "source")
    async with hub.database.transaction(viewer) as connection:
        earlier = await answered(hub, viewer, connection, once)
        if earlier is not None:
            return await _replay(connection, earlier)
        partner = await _partner(connection, viewer, order, chosen)
        regions = _Known(await every_code(connection))
        known_before = KnownRows(
            edition=await regions_edition(connection),
            references=await known_rows(connection, partner.id, chosen.key, order.feed),
        )
    watch(ImportStep.READING)

    async def read(before: KnownRows) -> Reading:
        async with hub.readings:
            return await asyncio.to_thread(read_upload, chosen, io.BytesIO(order.upload), regions, before)

    # A workbook may take a minute: nobody else waits for it, and no transaction stays open meanwhile.
    reading = await read(known_before)
    watch(ImportStep.COMPARING)
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return await _replay(connection, earlier)
        partner = await _partner(connection, viewer, order, chosen)
        plan, state = _Plan(), ImportState.REFUSED
        known = await lock_feed(connection, partner.id, chosen.key, order.feed) if order.takes(reading) else {}
        if not all(ref in known and known[ref].comes_of(row) for ref, row in reading.kept.items()):
            # Somebody was quicker, and what was known of these rows is so no longer.
            reading = await read(replace(known_before, references={}))
        if order.takes(reading):
            plan = await _plan(connection, known, reading, order)
            confirmed = plan.confirmation == order.confirmation or plan.confirmation is None
            state = ImportState.STORED if confirmed else ImportState.UNCONFIRMED
        if state is ImportState.STORED:
            watch(ImportStep.STORING)
            await _store(hub, viewer, connection, partner, order.feed, plan, reading.digests)
        kept = Receipt(
            id=hub.new_id(),
            partner_id=partner.id,
            source=chosen.key,
            feed=order.feed,
            state=state,
            rows=reading.rows,
            added=len(plan.added),
            changed=len(plan.changed),
            unchanged=plan.unchanged,
            refused=reading.refused_rows,
            refusals=reading.refusals,
            ignored_columns=reading.ignored_columns,
            mode=order.mode,
            withdrawals=plan.withdrawals,
            because=plan.because,
            at=hub.now(),
            by=viewer.actor,
        )
        await insert_receipt(connection, kept, partner.region)
        await keep(viewer, connection, once, kept.id)
        return Written(kept)


async def _replay(connection: Connection, receipt_id: UUID) -> Written[Receipt]:
    return Written((await receipts_by_id(connection, [receipt_id]))[receipt_id], replayed=True)


async def _partner(connection: Connection, viewer: Viewer, order: ImportOrder, source: Source) -> Partner:
    """Whose file it is. Refused when the viewer may not publish for it, it is not verified, or its kind does not
    publish from this source."""
    partner = await require_publisher(connection, viewer, order.partner_id, "input", "partner")
    require_verified(partner, "input", "partner")
    require_publishes_from(source, partner, "input", "source")
    return partner


async def receipt(hub: Hub, viewer: Viewer, receipt_id: UUID) -> Receipt | None:
    """The receipt of an import; None when it is absent or not the viewer's to see."""
    async with hub.database.transaction(viewer) as connection:
        return (await receipts_by_id(connection, [receipt_id])).get(receipt_id)


@dataclass(slots=True)
class _Plan:
    """What a file would do to its feed."""

    added: list[RowDraft] = field(default_factory=list)
    changed: list[StoredOffering] = field(default_factory=list)
    """With their new drafts."""
    rewritten: dict[OfferingId, tuple[bytes, Digests]] = field(default_factory=dict)
    """Of the unchanged, those that another hub wrote or another row said otherwise, with the digest of the content that
    they were found with, and those they have now."""
    left_out: list[OfferingId] = field(default_factory=list)
    withdrawals: tuple[Withdrawal, ...] = ()
    """Those left out, by reference and title."""
    unchanged: int = 0
    because: str | None = None
    """Why the feed shrinks below half; None when it does not."""

    @property
    def confirmation(self) -> str | None:
        return confirmation_of(self.withdrawals)


async def _plan(connection: Connection, known: Mapping[str, Listed], reading: Reading, order: ImportOrder) -> _Plan:
    plan = _Plan(added=[row for row in reading.drafts if row.draft.reference not in known])
    met = [(known[row.draft.reference], row) for row in reading.drafts if row.draft.reference in known]
    digests = await asyncio.to_thread(_digests, met, reading.digests)
    different = {
        listed.id: row.draft
        for listed, row in met
        if listed.withdrawn_by_feed or listed.digest != digests[listed.id].content
    }
    plan.rewritten = {
        listed.id: (listed.digest, digests[listed.id])
        for listed, _ in met
        if listed.digest is not None and listed.id not in different and listed.row_digest != digests[listed.id].row
    }
    stored = await offerings_by_id(connection, different, lock=True) if different else {}
    for each in stored.values():
        draft, digest = different[each.offering.id], digests[each.offering.id]
        if each.withdrawn_by_feed or each.offering.draft != draft:
            changed = replace(each, offering=replace(each.offering, draft=draft), digest=None, row_digest=digest.row)
            plan.changed.append(changed)
        elif each.digest is not None:
            plan.rewritten[each.offering.id] = (each.digest, digest)
    plan.unchanged = len(met) + len(reading.kept) - len(plan.changed)
    if order.mode is ImportMode.FULL:
        listed = [each for each in known.values() if each.state is not OfferingState.WITHDRAWN]
        here = {*reading.kept, *(row.draft.reference for row in reading.drafts)}
        leaving = sorted((each for each in listed if each.reference not in here), key=lambda each: each.reference)
        plan.left_out = [each.id for each in leaving]
        titles = await titles_by_id(connection, plan.left_out)
        plan.withdrawals = tuple(Withdrawal(reference=each.reference, title=titles[each.id]) for each in leaving)
        plan.because = reason_for_shrinking(len(listed), len(plan.left_out), order.because)
    return plan


def _digests(met: Sequence[tuple[Listed, RowDraft]], rows: Mapping[int, bytes]) -> dict[OfferingId, Digests]:
    """The digests that offerings of a feed have now. A long feed takes a while."""
    return {listed.id: Digests(digest_of(write_json(row.draft)), rows[row.line]) for listed, row in met}


async def _store(
    hub: Hub,
    viewer: Viewer,
    connection: Connection,
    partner: Partner,
    feed: str,
    plan: _Plan,
    rows: Mapping[int, bytes],
) -> None:
    new = [new_offering(hub, partner, row.draft, feed=feed, row_digest=rows[row.line]) for row in plan.added]
    now = hub.now()
    # What its partner paused or withdrew stays so: a feed brings contents, and takes back only what it withdrew.
    kept = [each for each in plan.changed if _decided(each)]
    await update_offerings(connection, (replace(e, offering=replace(e.offering, changed_at=now)) for e in kept))
    await keep_digests(connection, plan.rewritten)
    # Before anything is published, which locks the source: whoever publishes one of these holds it, and waits for that.
    if plan.left_out:
        leaving = await offerings_by_id(connection, plan.left_out, lock=True)
        to_go = [each for each in leaving.values() if each.offering.state is not OfferingState.WITHDRAWN]
        await take_out(hub, connection, to_go, OfferingEvent.WITHDRAW, by_feed=True)
    changed = [each for each in plan.changed if not _decided(each)]
    if new or changed:
        await publish_all(hub, viewer, connection, partner, stored=changed, new=new)


def _decided(stored: StoredOffering) -> bool:
    state = stored.offering.state
    return state is OfferingState.PAUSED or (state is OfferingState.WITHDRAWN and not stored.withdrawn_by_feed)

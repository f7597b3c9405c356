"""Importing a partner's document: all of it or none of it, unless the caller takes the valid rows; with a receipt."""

import io
from dataclasses import dataclass, replace

from connectors.feeds.document import Reading, read_document
from hub.database.engine import Connection
from hub.database.feeds import insert_receipt, receipts_by_id
from hub.database.offerings import insert_offering, offerings_of_feed, update_offering
from hub.database.regions import every_code
from hub.domain.access import Viewer, may_publish_for
from hub.domain.errors import ErrorCode, refuse
from hub.domain.feed import ImportState, Receipt
from hub.domain.offering import OfferingState
from hub.domain.partner import Partner, PartnerId
from hub.domain.region import RegionCode
from hub.usecases.hub import Hub, Written
from hub.usecases.offerings import new_offering, publish_stored
from hub.usecases.once import Idempotency, keep, replayed
from hub.usecases.partners import require_partner


@dataclass(frozen=True, slots=True)
class _Known:
    codes: frozenset[RegionCode]

    def exists(self, code: RegionCode) -> bool:
        return code in self.codes


@dataclass(slots=True)
class _Counts:
    added: int = 0
    changed: int = 0
    unchanged: int = 0


async def import_document(
    hub: Hub,
    viewer: Viewer,
    *,
    source: str,
    partner_id: PartnerId,
    feed: str,
    document: bytes,
    accept_valid: bool,
    once: Idempotency | None = None,
) -> Written[Receipt]:
    """Read a document and publish its rows as offerings of the partner's feed, adding and changing, never withdrawing.

    Any refused row means that nothing is stored, unless `accept_valid`. Importing the same again changes nothing.
    Raises FeedError when the document cannot be read at all.
    """
    chosen = hub.sources[source]
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return Written((await receipts_by_id(connection, [earlier]))[earlier], replayed=True)
        partner = await require_partner(connection, partner_id, "input", "partner")
        may_publish_for(viewer, partner.id, partner.region)
        if partner.verified_at is None:
            raise refuse(ErrorCode.FORBIDDEN, "offering.partner_unverified")
        reading = read_document(chosen, io.BytesIO(document), _Known(await every_code(connection)))
        stored = not reading.refusals or accept_valid
        counts = _Counts()
        if stored:
            counts = await _store(hub, viewer, connection, partner, feed, reading)
        receipt = Receipt(
            id=hub.new_id(),
            partner_id=partner.id,
            source=chosen.key,
            feed=feed,
            state=ImportState.STORED if stored else ImportState.REFUSED,
            rows=reading.rows,
            added=counts.added,
            changed=counts.changed,
            unchanged=counts.unchanged,
            refused=reading.refused_rows,
            refusals=reading.refusals,
            ignored_columns=reading.ignored_columns,
            at=hub.now(),
            by=viewer.actor,
        )
        await insert_receipt(connection, receipt, partner.region)
        await keep(viewer, connection, once, receipt.id)
        return Written(receipt)


async def _store(
    hub: Hub, viewer: Viewer, connection: Connection, partner: Partner, feed: str, reading: Reading
) -> _Counts:
    counts = _Counts()
    if not reading.drafts:
        return counts
    existing = await offerings_of_feed(connection, partner.id, reading.drafts[0].draft.source, feed)
    for row in reading.drafts:
        known = existing.get(row.draft.reference)
        if known is None:
            new = new_offering(hub, partner, row.draft, feed=feed)
            await insert_offering(connection, new)
            await publish_stored(hub, viewer, connection, new, partner)
            counts.added += 1
        elif known.offering.draft == row.draft:
            counts.unchanged += 1
        else:
            changed = replace(known, offering=replace(known.offering, draft=row.draft, changed_at=hub.now()))
            # What its partner paused or withdrew stays so: a feed brings contents, not decisions.
            if known.offering.state in (OfferingState.PAUSED, OfferingState.WITHDRAWN):
                await update_offering(connection, changed.offering)
            else:
                await publish_stored(hub, viewer, connection, changed, partner)
            counts.changed += 1
    return counts

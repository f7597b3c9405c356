"""Registering partners, verifying them, and reading who they are."""

from collections.abc import Iterable
from uuid import UUID

from hub.database.engine import Connection
from hub.database.partners import PartnerFilter, insert_partner, list_partners, mark_verified, partners_by_id
from hub.domain.access import Viewer, may_register_partner, may_verify_partner
from hub.domain.errors import ErrorCode, refuse
from hub.domain.partner import Partner, PartnerDraft, PartnerId, check_partner
from hub.usecases.hub import Hub, Written
from hub.usecases.once import Idempotency, keep, replayed
from hub.usecases.regions import require_regions

__all__ = ["PartnerFilter"]


async def register(hub: Hub, viewer: Viewer, draft: PartnerDraft, once: Idempotency | None = None) -> Written[Partner]:
    """A new partner, not yet verified."""
    checked = check_partner(draft)
    may_register_partner(viewer, checked.region)
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return Written(await require_partner(connection, PartnerId(earlier)), replayed=True)
        await require_regions(connection, {("input", "region"): checked.region})
        partner = Partner(
            id=PartnerId(hub.new_id()),
            kind=checked.kind,
            name=checked.name,
            region=checked.region,
            email=checked.email,
            website=checked.website,
            registered_at=hub.now(),
            verified_at=None,
            verified_by=None,
        )
        await insert_partner(connection, partner, by=viewer.actor)
        await keep(viewer, connection, once, partner.id)
        return Written(partner)


async def verify(hub: Hub, viewer: Viewer, partner_id: PartnerId, once: Idempotency | None = None) -> Written[Partner]:
    """The partner, verified by the viewer unless somebody was first: from now on it can publish."""
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return Written(await require_partner(connection, PartnerId(earlier)), replayed=True)
        partner = await require_partner(connection, partner_id)
        may_verify_partner(viewer, partner.id, partner.region)
        await mark_verified(connection, partner_id, at=hub.now(), by=viewer.actor)
        await keep(viewer, connection, once, partner_id)
        return Written(await require_partner(connection, partner_id))


async def by_ids(hub: Hub, viewer: Viewer, ids: Iterable[PartnerId]) -> dict[PartnerId, Partner]:
    """The partners among some ids that the viewer may see."""
    async with hub.database.transaction(viewer) as connection:
        return await partners_by_id(connection, ids)


async def listing(
    hub: Hub,
    viewer: Viewer,
    *,
    wanted: PartnerFilter,
    after: tuple[str, UUID] | None,
    limit: int,
) -> list[Partner]:
    """Partners by name."""
    place = None if after is None else (after[0], PartnerId(after[1]))
    async with hub.database.transaction(viewer) as connection:
        return await list_partners(connection, wanted, after=place, limit=limit)


async def require_partner(connection: Connection, partner_id: PartnerId, *path: str | int) -> Partner:
    """The partner; Refused (NOT_FOUND) when it is absent or not the viewer's to see."""
    found = await partners_by_id(connection, [partner_id])
    if partner_id not in found:
        raise refuse(ErrorCode.NOT_FOUND, "partner.not_found", *path)
    return found[partner_id]

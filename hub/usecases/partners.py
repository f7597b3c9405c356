"""Registering partners, verifying and withdrawing them, and reading who they are.

Withdrawing a partner takes its offerings out of the catalogue and leaves their states as they are: so nothing new is
matched or referred to it, its versions stay, and verifying it again brings back exactly what was published, without the
partner publishing anything anew or what it had paused coming back as well.
"""

from collections.abc import Iterable
from uuid import UUID

from hub.database.catalogue import publish_rows, unpublish_partner
from hub.database.engine import Connection
from hub.database.offerings import published_versions
from hub.database.partners import (
    insert_partner,
    list_partners,
    lock_partner,
    mark_verified,
    mark_withdrawn,
    partners_by_id,
)
from hub.domain.access import Viewer, require_can_publish_for, require_can_register_partner, require_can_verify_partner
from hub.domain.errors import ErrorCode, refuse
from hub.domain.partner import (
    Partner,
    PartnerDraft,
    PartnerFilter,
    PartnerId,
    PartnerWithdrawal,
    check_partner,
    check_withdrawal,
)
from hub.usecases.hub import Hub, Written
from hub.usecases.once import Idempotency, keep, replayed
from hub.usecases.regions import require_regions


async def register(hub: Hub, viewer: Viewer, draft: PartnerDraft, once: Idempotency | None = None) -> Written[Partner]:
    """A new partner, not yet verified."""
    checked = check_partner(draft)
    require_can_register_partner(viewer, checked.region)
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
    """The partner, verified by the viewer unless somebody was first: from now on it can publish. What a withdrawn one
    had published is in the catalogue again."""
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return Written(await require_partner(connection, PartnerId(earlier)), replayed=True)
        await lock_partner(connection, partner_id, alone=True)
        partner = await require_partner(connection, partner_id, "input", "partner")
        require_can_verify_partner(viewer, partner.id, partner.region)
        await mark_verified(connection, partner_id, at=hub.now(), by=viewer.actor)
        if partner.withdrawal is not None:
            versions = (await published_versions(connection, [partner_id], limit=None))[partner_id]
            shown = [each for each in versions if not each.content.confidential]
            await publish_rows(connection, ((each, hub.projected(each.content)) for each in shown))
        await keep(viewer, connection, once, partner_id)
        return Written(await require_partner(connection, partner_id))


async def withdraw(
    hub: Hub, viewer: Viewer, partner_id: PartnerId, because: str, once: Idempotency | None = None
) -> Written[Partner]:
    """The partner, withdrawn by the viewer unless somebody was first: until it is verified again nothing of it is in
    the catalogue, and nothing can be written or published for it."""
    async with hub.database.transaction(viewer) as connection:
        earlier = await replayed(hub, viewer, connection, once)
        if earlier is not None:
            return Written(await require_partner(connection, PartnerId(earlier)), replayed=True)
        await lock_partner(connection, partner_id, alone=True)
        partner = await require_partner(connection, partner_id, "input", "partner")
        require_can_verify_partner(viewer, partner.id, partner.region)
        reason = check_withdrawal(partner, because)
        await mark_withdrawn(connection, partner_id, PartnerWithdrawal(at=hub.now(), by=viewer.actor, because=reason))
        await unpublish_partner(connection, partner_id)
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


async def require_publisher(connection: Connection, viewer: Viewer, partner_id: PartnerId, *path: str | int) -> Partner:
    """The partner whose offerings the viewer is about to change; nobody verifies or withdraws it before the transaction
    ends. Refused when it is not the viewer's to see or to publish for."""
    await lock_partner(connection, partner_id)
    partner = await require_partner(connection, partner_id, *path)
    require_can_publish_for(viewer, partner.id, partner.region)
    return partner

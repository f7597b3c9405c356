"""Filling an empty hub with the demonstration catalogue, through the same imports as everybody's."""

from connectors.demonstration import FEEDS
from hub.domain.access import Role, Viewer
from hub.domain.partner import PartnerFilter
from hub.usecases.feeds import ImportOrder, import_upload
from hub.usecases.hub import Hub
from hub.usecases.partners import listing, register, verify

DEMONSTRATOR = Viewer(actor="demonstration", role=Role.ADMINISTRATOR)


async def load_demonstration(hub: Hub) -> bool:
    """Register and verify the demonstration's partners and import their files; False, and nothing done, when the
    hub already has partners."""
    if await listing(hub, DEMONSTRATOR, wanted=PartnerFilter(), after=None, limit=1):
        return False
    known = {}
    for feed in FEEDS:
        if feed.partner not in known:
            partner = (await register(hub, DEMONSTRATOR, feed.partner)).value
            known[feed.partner] = (await verify(hub, DEMONSTRATOR, partner.id)).value
        partner_id = known[feed.partner].id
        order = ImportOrder(source=feed.source, partner_id=partner_id, feed=feed.feed, upload=feed.content())
        await import_upload(hub, DEMONSTRATOR, order)
    return True

"""Who a token's bearer is, by the grants of this hub; and giving such grants."""

from hub.auth.verifier import Identity
from hub.database.grants import save_grant, viewer_of
from hub.domain.access import GrantRequest, Role, Viewer
from hub.domain.errors import ErrorCode, refuse
from hub.usecases.hub import Hub
from hub.usecases.partners import require_partner
from hub.usecases.regions import require_regions

OPERATOR = Viewer(actor="operator", role=Role.ADMINISTRATOR)
"""Whoever runs commands on the hub's own machine."""


async def viewer_for(hub: Hub, identity: Identity) -> Viewer:
    """The viewer that a verified identity is; Refused (UNAUTHENTICATED) when this hub granted it nothing."""
    asking = Viewer(actor=identity.subject, role=Role.PUBLIC)
    async with hub.database.transaction(asking) as connection:
        viewer = await viewer_of(connection, issuer=identity.issuer, subject=identity.subject)
    if viewer is None:
        raise refuse(ErrorCode.UNAUTHENTICATED, "grant.missing")
    return viewer


async def grant(hub: Hub, request: GrantRequest, *, issuer: str) -> Viewer:
    """Let the subject of a token be what was asked for. Raises Refused for a region or partner that does not exist."""
    viewer = Viewer(actor=request.subject, role=request.role, partner=request.partner, region=request.region)
    async with hub.database.transaction(OPERATOR) as connection:
        if request.region is not None:
            await require_regions(connection, {("as",): request.region})
        if request.partner is not None:
            await require_partner(connection, request.partner, "as")
        await save_grant(connection, viewer, issuer=issuer, at=hub.now(), by=OPERATOR.actor)
    return viewer

"""Who may do what: the one place of permission beside the row-level security of the database. Reads no token.

What is not the viewer's to see is NOT_FOUND, like an id that does not exist; what it can see but not do is FORBIDDEN.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from hub.domain.errors import ErrorCode, Refused, refuse
from hub.domain.partner import PartnerId
from hub.domain.region import NATION, RegionCode, parse_region_code, within


class Role(StrEnum):
    """What a viewer is to the hub."""

    PUBLIC = "PUBLIC"
    """Nobody signed in: public reads and anonymous matches."""
    DESK = "DESK"
    """A Puskesos desk, of one village."""
    SUPERVISOR = "SUPERVISOR"
    """SLRT or Dinas Sosial of a regency, or the level above."""
    PARTNER = "PARTNER"
    """Somebody who acts for one partner."""
    ADMINISTRATOR = "ADMINISTRATOR"
    """Whoever runs this hub."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. `partner` belongs to PARTNER, `region` to DESK and SUPERVISOR; both come from `grants`, never from a
    token. `actor` names the grant in trails."""

    actor: str
    role: Role
    partner: PartnerId | None = None
    region: RegionCode | None = None


PUBLIC_VIEWER = Viewer(actor="public", role=Role.PUBLIC)


def oversees(viewer: Viewer, region: RegionCode) -> bool:
    """Whether a viewer answers for all of a region: the administrator for every one, a supervisor for its own."""
    if viewer.role is Role.ADMINISTRATOR:
        return True
    return viewer.role is Role.SUPERVISOR and viewer.region is not None and within(region, viewer.region)


def require_signed_in(viewer: Viewer) -> None:
    """Refused (UNAUTHENTICATED) for the public."""
    if viewer.role is Role.PUBLIC:
        raise refuse(ErrorCode.UNAUTHENTICATED, "access.sign_in")


def require_can_register_partner(viewer: Viewer, region: RegionCode) -> None:
    """SLRT registers partners of its region, an administrator any."""
    require_signed_in(viewer)
    if not oversees(viewer, region):
        raise _forbidden("access.register_partner")


def require_can_verify_partner(viewer: Viewer, partner: PartnerId, region: RegionCode) -> None:
    """Whoever oversees the partner's region, and takes it back as well; never the partner itself."""
    require_signed_in(viewer)
    if viewer.partner == partner or not oversees(viewer, region):
        raise _forbidden("access.verify_partner")


def publishes_for(viewer: Viewer, partner: PartnerId, region: RegionCode) -> bool:
    """Whether a viewer is the partner itself or oversees its region."""
    return viewer.partner == partner if viewer.role is Role.PARTNER else oversees(viewer, region)


def require_can_publish_for(viewer: Viewer, partner: PartnerId, region: RegionCode) -> None:
    """The partner itself; SLRT for a partner of its region that is not here; an administrator.

    Another partner meets NOT_FOUND, since it may not learn of unpublished work.
    """
    require_signed_in(viewer)
    if not publishes_for(viewer, partner, region):
        if viewer.role is Role.PARTNER:
            raise refuse(ErrorCode.NOT_FOUND, "access.not_found")
        raise _forbidden("access.publish")


def require_can_register_neighbourhood(viewer: Viewer, village: RegionCode) -> None:
    """The village's own desk, or whoever oversees it."""
    require_signed_in(viewer)
    if not (viewer.role is Role.DESK and viewer.region == village) and not oversees(viewer, village):
        raise _forbidden("access.register_neighbourhood")


def reach_of(viewer: Viewer) -> RegionCode | None:
    """The region whose rows a viewer may read beyond its own: nothing for the public and partners."""
    if viewer.role is Role.ADMINISTRATOR:
        return NATION
    return viewer.region if viewer.role in (Role.DESK, Role.SUPERVISOR) else None


@dataclass(frozen=True, slots=True)
class GrantRequest:
    """What a token is to stand for."""

    subject: str
    role: Role
    partner: PartnerId | None = None
    region: RegionCode | None = None


_SUBJECT = re.compile(r"(desk|supervisor|partner):(\S+)|admin")


def parse_subject(text: str) -> GrantRequest:
    """`desk:32.73.02.1004`, `supervisor:32.73`, `partner:<id>` or `admin`; Refused (BAD_INPUT) for anything else."""
    found = _SUBJECT.fullmatch(text)
    if found is None:
        raise refuse(ErrorCode.BAD_INPUT, "subject.malformed", given=text[:60])
    kind, value = found.groups()
    if kind is None:
        return GrantRequest(text, Role.ADMINISTRATOR)
    if kind == "partner":
        try:
            partner = PartnerId(UUID(value))
        except ValueError:
            raise refuse(ErrorCode.BAD_INPUT, "subject.bad_partner", given=value[:60]) from None
        # A UUID has several spellings; one partner is one subject, and has one grant.
        return GrantRequest(f"partner:{partner}", Role.PARTNER, partner=partner)
    region = parse_region_code(value)
    if kind == "desk" and region.count(".") != 3:
        raise refuse(ErrorCode.BAD_INPUT, "subject.desk_needs_village", given=value[:20])
    return GrantRequest(text, Role.DESK if kind == "desk" else Role.SUPERVISOR, region=region)


def _forbidden(key: str) -> Refused:
    return refuse(ErrorCode.FORBIDDEN, key)

"""Who publishes offerings: kinds of partner and what is known of one. Permission is decided in `access`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from hub.domain.errors import ErrorCode, Problem, Refused, problem
from hub.domain.region import RegionCode

PartnerId = NewType("PartnerId", UUID)


class PartnerKind(StrEnum):
    """What a partner is."""

    MINISTRY = "MINISTRY"
    PROVINCE = "PROVINCE"
    REGENCY = "REGENCY"
    VILLAGE = "VILLAGE"
    COMPANY = "COMPANY"
    FOUNDATION = "FOUNDATION"
    """A foundation or LKS (private social welfare institution)."""
    ZAKAT_INSTITUTION = "ZAKAT_INSTITUTION"
    """BAZNAS or LAZ."""
    SCHOOL = "SCHOOL"
    CAMPUS = "CAMPUS"
    HEALTH_CENTRE = "HEALTH_CENTRE"
    COMMUNITY_STEWARD = "COMMUNITY_STEWARD"
    """Whoever keeps a fund of neighbours, in an RT or RW."""
    PSKS = "PSKS"
    """Local welfare volunteers: TKSK, PSM, Karang Taruna."""
    INDIVIDUAL_DONOR = "INDIVIDUAL_DONOR"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDraft:
    """What a partner says of itself when it registers."""

    kind: PartnerKind
    name: str
    region: RegionCode
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner as registered; only a verified one can publish."""

    id: PartnerId
    kind: PartnerKind
    name: str
    region: RegionCode
    email: str | None
    website: str | None
    registered_at: datetime
    verified_at: datetime | None
    verified_by: str | None


def check_partner(draft: PartnerDraft) -> PartnerDraft:
    """The draft with tidy spaces; Refused with every problem of name, e-mail address and website."""
    name = " ".join(draft.name.split())
    found: list[Problem] = []
    if not 3 <= len(name) <= 200:
        found.append(problem(ErrorCode.BAD_INPUT, "partner.bad_name", "input", "name", minimum=3, maximum=200))
    if draft.email is not None and (draft.email.count("@") != 1 or len(draft.email) > 200 or " " in draft.email):
        found.append(problem(ErrorCode.BAD_INPUT, "partner.bad_email", "input", "email"))
    if draft.website is not None and not draft.website.startswith(("https://", "http://")):
        found.append(problem(ErrorCode.BAD_INPUT, "partner.bad_website", "input", "website"))
    if found:
        raise Refused(*found)
    return PartnerDraft(kind=draft.kind, name=name, region=draft.region, email=draft.email, website=draft.website)

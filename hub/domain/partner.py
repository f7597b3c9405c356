"""Who publishes offerings: kinds of partner, what is known of one, and whether it may publish at all. Who may act for
it is decided in `access`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from hub.domain.errors import ErrorCode, Problem, Refused, problem, refuse
from hub.domain.region import NATION, RegionCode, time_zone_of

PartnerId = NewType("PartnerId", UUID)
MAX_REASON_LETTERS = 1_000


class PartnerKind(StrEnum):
    """What a partner is."""

    MINISTRY = "MINISTRY"
    """A ministry or another body of the nation."""
    PROVINCE = "PROVINCE"
    """The government of a province."""
    REGENCY = "REGENCY"
    """The government of a kabupaten or kota."""
    VILLAGE = "VILLAGE"
    """The government of a desa or kelurahan."""
    COMPANY = "COMPANY"
    FOUNDATION = "FOUNDATION"
    """A foundation or LKS (private social welfare institution)."""
    ZAKAT_INSTITUTION = "ZAKAT_INSTITUTION"
    """BAZNAS or LAZ."""
    SCHOOL = "SCHOOL"
    CAMPUS = "CAMPUS"
    """A university or another place of higher education."""
    HEALTH_CENTRE = "HEALTH_CENTRE"
    """A Puskesmas, clinic or hospital."""
    COMMUNITY_STEWARD = "COMMUNITY_STEWARD"
    """Whoever keeps a fund of neighbours, in an RT or RW."""
    PSKS = "PSKS"
    """Local welfare volunteers: TKSK, PSM, Karang Taruna."""
    INDIVIDUAL_DONOR = "INDIVIDUAL_DONOR"
    """One person who gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDraft:
    """What a partner says of itself when it registers."""

    kind: PartnerKind
    name: str
    region: RegionCode
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerWithdrawal:
    """When, by whom and why a partner's verification was taken back."""

    at: datetime
    by: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner as registered; only a verified one can publish.

    Withdrawing a partner takes its verification back. Verifying it again gives that back; the last withdrawal stays on
    record.
    """

    id: PartnerId
    kind: PartnerKind
    name: str
    region: RegionCode
    email: str | None
    website: str | None
    registered_at: datetime
    verified_at: datetime | None
    verified_by: str | None
    last_withdrawal: PartnerWithdrawal | None = None

    @property
    def withdrawal(self) -> PartnerWithdrawal | None:
        """The withdrawal that holds now; None for a partner that is verified or never was."""
        return self.last_withdrawal if self.verified_at is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFilter:
    """Which partners to list; what is None does not limit. `region` means there or anywhere below."""

    kind: PartnerKind | None = None
    region: RegionCode | None = None
    verified: bool | None = None
    name: str | None = None


def refuse_withdrawn(partner: Partner, *path: str | int) -> None:
    """Refused (FORBIDDEN) when a partner is withdrawn: nothing of it is written or published meanwhile."""
    if partner.withdrawal is not None:
        since = partner.withdrawal.at.astimezone(time_zone_of(NATION)).date().isoformat()
        raise refuse(ErrorCode.FORBIDDEN, "partner.withdrawn", *path, since=since)


def require_verified(partner: Partner, *path: str | int) -> None:
    """Refused (FORBIDDEN) unless a partner may publish."""
    refuse_withdrawn(partner, *path)
    if partner.verified_at is None:
        raise refuse(ErrorCode.FORBIDDEN, "offering.partner_unverified", *path)


def check_withdrawal(partner: Partner, because: str) -> str:
    """The reason for withdrawing a partner, with tidy spaces. Refused when there is none or it is too long, and for a
    partner that was never verified: there is nothing to take back."""
    reason = " ".join(because.split())
    found: list[Problem] = []
    if partner.verified_at is None and partner.last_withdrawal is None:
        found.append(problem(ErrorCode.BAD_INPUT, "partner.never_verified", "input", "partner"))
    if not 1 <= len(reason) <= MAX_REASON_LETTERS:
        found.append(
            problem(
                ErrorCode.BAD_INPUT, "partner.bad_reason", "input", "because", minimum=1, maximum=MAX_REASON_LETTERS
            )
        )
    if found:
        raise Refused(*found)
    return reason


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

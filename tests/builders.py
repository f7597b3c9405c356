"""Short makers of offerings, partners and hubs for tests above the domain."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from connectors.registry import Registry, load_registry
from hub.auth.seal import Seal
from hub.database.engine import Database
from hub.database.ids import new_id
from hub.domain.access import Role, Viewer
from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.offerings.benefit import RUPIAH, Benefit, Component, Period
from hub.domain.offerings.offering import BenefitForm, BenefitUnit, FundingSource, OfferingContent, SourceKey
from hub.domain.partner import Partner, PartnerDraft, PartnerKind
from hub.domain.region import RegionCode, ServiceArea
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.text import Text
from hub.usecases.hub import Hub
from hub.usecases.partners import register, verify

ADMINISTRATOR = Viewer(actor="admin", role=Role.ADMINISTRATOR)
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
OWN_RULE = Citation(title="Aturan sendiri", confidence=Confidence.VERIFIED)


def hub_on(database: Database, *, sources: Registry | None = None, now: Callable[[], datetime] = lambda: NOON) -> Hub:
    """A hub with its real parts and a clock that stands still."""
    return Hub(
        database=database,
        sources=sources or load_registry(),
        now=now,
        new_id=new_id,
        seal=Seal(b"a secret of the tests, 32 bytes.."),
    )


async def verified_partner(
    hub: Hub, name: str = "Kementerian Uji", *, kind: PartnerKind = PartnerKind.MINISTRY, region: str = "00"
) -> Partner:
    """A partner who may publish."""
    draft = PartnerDraft(kind=kind, name=name, region=RegionCode(region))
    partner = (await register(hub, ADMINISTRATOR, draft)).value
    return (await verify(hub, ADMINISTRATOR, partner.id)).value


def as_partner(partner: Partner) -> Viewer:
    """The viewer that a partner's own token stands for."""
    return Viewer(actor=f"partner:{partner.id}", role=Role.PARTNER, partner=partner.id)


def offering_content(reference: str = "BANTUAN-1", **changes: object) -> OfferingContent:
    """A small national offering of money to families, fit to publish."""
    plain: dict[str, object] = {
        "reference": reference,
        "source": SourceKey("apbn"),
        "funding_source": FundingSource.APBN,
        "provider": "Kementerian Uji",
        "title": Text("Bantuan uji", "Test aid"),
        "description": Text("Bantuan untuk pengujian."),
        "domain": ServiceDomain.SOCIAL_SECURITY,
        "needs": (NeedCode("FOOD"),),
        "form": BenefitForm.MONEY,
        "benefit": Benefit(
            unit=RUPIAH,
            per=Period.MONTH,
            components=(Component(key="uang", title=Text("Uang"), amount=100_000),),
            citation=OWN_RULE,
        ),
        "benefit_unit": BenefitUnit.FAMILY,
        "service_areas": (ServiceArea(region=RegionCode("00")),),
        "decided_by": Text("Kementerian Uji"),
        "legal_basis": OWN_RULE,
        "assured_on": date(2026, 11, 1),
        "assured_by": "Kementerian Uji",
    }
    return OfferingContent(**{**plain, **changes})  # type: ignore[arg-type]


_RICE_COLUMNS = load_registry()["beas_perelek"].columns


def rice_funds(references: Sequence[str], **changed: str) -> bytes:
    """Rice funds as their steward writes them, one for each reference; `changed` cells are the same in every row."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow([column.name for column in _RICE_COLUMNS])
    for reference in references:
        cells = {column.name: column.example for column in _RICE_COLUMNS}
        cells |= {"rujukan": reference, "judul": f"Beras {reference}"} | changed
        table.writerow(cells.values())
    return written.getvalue().encode()

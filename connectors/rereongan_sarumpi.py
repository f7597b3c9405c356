"""Money that neighbours put together for one another's needs (rereongan sarumpi), one short row per fund.

The steward of an RT or RW, a village or a school keeps it, in whole rupiah. Its form of 2025 in West Java is Rereongan
Sapoe Sarebu (Poe Ibu): 1,000 rupiah a day, freely given, for urgent needs of education and health of limited scale.
Each unit has an account of its own and reports on Sapawarga. Counts no household. Not covered: a row serves one
village, so a school whose pupils live in two writes two.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from connectors.contract import HandOver, Source
from connectors.feeds import community
from connectors.feeds.cells import whole_number, word_for, yes_no
from connectors.feeds.columns import column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.errors import Message
from hub.domain.facts.need import NEEDS, NeedCode, ServiceDomain
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Check, Criterion, PartnerCheck, RemedyKind, Rule
from hub.domain.text import Text

_PURPOSES = {
    "pendidikan": NeedCode("SCHOOL_COSTS"),
    "kesehatan": NeedCode("MEDICAL_COSTS"),
    "transportasi_berobat": NeedCode("TRANSPORT_TO_CARE"),
    "pangan": NeedCode("FOOD"),
    "pemakaman": NeedCode("BURIAL"),
    "perbaikan_rumah": NeedCode("HOUSING_REPAIR"),
}

COLUMNS = (
    *community.fund_columns(
        Text("Rereongan RW 008", "Pooled money of RW 008"),
        Text("Uang warga untuk biaya sekolah dan berobat", "Neighbours' money for costs of school and of care"),
    ),
    *community.VILLAGE_OR_PART_COLUMNS,
    column(
        "keperluan",
        "pendidikan, kesehatan, transportasi_berobat, pangan, pemakaman, perbaikan_rumah; dipisah |",
        "education, health, transport to care, food, burial, repair of the house",
        "pendidikan|kesehatan",
        required=True,
    ),
    column("jumlah", "rupiah tiap kali", "rupiah each time", "250.000", required=True),
    community.EVERY_COLUMN,
    *community.for_whom_columns(required=False),
    column("saldo", "sisa rupiah; kosong: tidak dicatat", "rupiah left; empty: not tracked", "1.500.000"),
    column(
        "poe_ibu",
        "dana Rereongan Sapoe Sarebu (Poe Ibu): ya atau tidak; kosong: tidak",
        "a fund of Rereongan Sapoe Sarebu (Poe Ibu): ya or tidak; empty: tidak",
        "ya",
    ),
    *community.HAND_OUT_COLUMNS,
)

_CIRCULAR = Citation(
    title="Surat Edaran Gubernur Jawa Barat 149/PMD.03.04/KESRA tentang Rereongan Sapoe Sarebu, menurut tirto, akurasi,"
    " dan tribun",
    valid_from=date(2025, 10, 1),
    confidence=Confidence.REPORTED,
)
_POE_IBU_DOMAINS = {ServiceDomain.EDUCATION, ServiceDomain.HEALTH}
_POE_IBU_CHECKS = (
    PartnerCheck(
        key="poe-ibu.urgent",
        question=Text(
            "Apakah kebutuhan pendidikan atau kesehatan keluarga ini mendesak?",
            "Is this family's need of education or health urgent?",
        ),
    ),
    PartnerCheck(
        key="poe-ibu.limited",
        question=Text(
            "Apakah kebutuhannya berskala terbatas, sehingga dana sekecil ini dapat menolong?",
            "Is the need limited in scale, so that so small a fund can help?",
        ),
    ),
)
_POE_IBU_TITLES = (
    Text("Kebutuhan yang mendesak", "An urgent need"),
    Text("Kebutuhan berskala terbatas", "A need of limited scale"),
)
_POE_IBU_TERMS = {
    check.key: Criterion(
        key=check.key,
        title=title,
        rule=Rule(Check(check.key)),
        citation=_CIRCULAR,
        remedy=RemedyKind.ASK_COMMUNITY,
    )
    for check, title in zip(_POE_IBU_CHECKS, _POE_IBU_TITLES, strict=True)
}

_ORIGINS: Origins = {**community.ORIGINS, "needs": ("keperluan",), "benefit": ("jumlah",), "capacity": ("saldo",)}


def _draft(row: RowReader) -> OfferingContent:
    needs = tuple(dict.fromkeys(row.listed("keperluan", word_for(_PURPOSES), required=True)))
    poe_ibu = row.optional("poe_ibu", yes_no, False)
    beyond = [word for word, need in _PURPOSES.items() if need in needs and NEEDS[need].domain not in _POE_IBU_DOMAINS]
    if poe_ibu and beyond:
        row.refuse("keperluan", " | ".join(beyond), Message("rereongan_sarumpi.beyond_poe_ibu"))
    made = community.offering(
        row,
        funding_source=FundingSource.REREONGAN_SARUMPI,
        holding=community.MONEY,
        amount=row.required("jumlah", whole_number(minimum=1), 1),
        left=row.optional("saldo", whole_number(), None),
        groups=community.groups_of(row, required=False),
        needs=needs,
        domain=NEEDS[needs[0]].domain if needs else ServiceDomain.SOCIAL_SECURITY,
    )
    return replace(made, checks=(*made.checks, *_POE_IBU_CHECKS)) if poe_ibu else made


def _is_poe_ibu(offering: OfferingContent) -> bool:
    return {check.key for check in offering.checks} >= set(_POE_IBU_TERMS)


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """For Poe Ibu, that the need is urgent and of limited scale: asked of the desk, since no fact says so, by questions
    that the offering carries. Reported only, so a no is confirmed with the steward. Other funds have no term."""
    return tuple(_POE_IBU_TERMS.values()) if _is_poe_ibu(offering) else ()


def hand_over(offering: OfferingContent) -> HandOver:
    """Handed out on the spot; the use of Poe Ibu is then reported, under the eyes of village and district.

    Source: the circular as reported; the steward's own practice comes first.
    """
    handed = community.hand_over(offering, post=Text("rumah pengurus rereongan", "the house of the fund's steward"))
    if not _is_poe_ibu(offering):
        return handed
    report = Text(
        "Pengurus melaporkan penggunaan rekening “Rereongan Poe Ibu” di Sapawarga, diawasi kepala desa atau lurah dan"
        " camat.",
        "The steward reports the use of the account “Rereongan Poe Ibu” on Sapawarga; the heads of village and district"
        " supervise it.",
    )
    return replace(handed, steps=(*handed.steps, report))


SOURCE = Source(
    title=Text("Rereongan sarumpi (uang patungan warga)", "Rereongan sarumpi (neighbours' pooled money)"),
    funding_sources=(FundingSource.REREONGAN_SARUMPI,),
    publishers=frozenset({PartnerKind.COMMUNITY_STEWARD, PartnerKind.VILLAGE, PartnerKind.SCHOOL}),
    legal_basis=community.LEGAL_BASIS,
    cadence_days=community.CADENCE_DAYS,
    maximum_rows=1_000,
    columns=COLUMNS,
    draft=_draft,
    origins=_ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

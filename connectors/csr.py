"""Aid from companies (CSR), as each writes it: what it cares for, where it works, and beside what aid it gives none.

A company's own policy is the rule, as sure as its publisher says. The law binds the company, not who asks for help.
"""

from collections.abc import Sequence
from dataclasses import replace

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution
from connectors.feeds.cells import word_for
from connectors.feeds.columns import column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.errors import Message
from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Text

_FOCUS: dict[str, tuple[ServiceDomain, tuple[str, ...]]] = {
    "beasiswa": (ServiceDomain.EDUCATION, ("SCHOOL_COSTS", "HIGHER_EDUCATION_COSTS")),
    "pelatihan": (ServiceDomain.EDUCATION, ("SKILLS_TRAINING",)),
    "usaha": (ServiceDomain.SOCIAL_SECURITY, ("LIVELIHOOD",)),
    "pangan": (ServiceDomain.SOCIAL_SECURITY, ("FOOD",)),
    "bencana": (ServiceDomain.SOCIAL_SECURITY, ("DISASTER_RELIEF", "EMERGENCY_SHELTER")),
    "gizi": (ServiceDomain.HEALTH, ("UNDER_FIVE_NUTRITION", "MATERNAL_CARE")),
    "pengobatan": (ServiceDomain.HEALTH, ("MEDICAL_COSTS", "TRANSPORT_TO_CARE")),
    "disabilitas": (ServiceDomain.HEALTH, ("ASSISTIVE_DEVICE",)),
    "rumah": (ServiceDomain.HOUSING, ("HOUSING_REPAIR",)),
    "air_bersih": (ServiceDomain.HOUSING, ("WATER_SANITATION",)),
}
"""What companies care for, each with its domain and the needs that it covers."""

COLUMNS = (
    *institution.COLUMNS,
    *institution.SERVED,
    *institution.CITED,
    column(
        "fokus",
        "bidang kepedulian, dipisah |, yang utama lebih dulu: " + ", ".join(_FOCUS),
        "what the company cares for, foremost first: scholarship, training, business, food, disaster, nutrition,"
        " treatment, disability, housing, clean water",
        "beasiswa|pelatihan",
        required=True,
    ),
    column(
        "tidak_bersama",
        "kunci program yang tidak boleh diterima bersamaan, dipisah |",
        "keys of programmes that may not be received beside it, separated by |",
        "PKH",
    ),
)

_ORIGINS: Origins = {
    **institution.ORIGINS,
    "needs": ("fokus",),
    "criteria": (*institution.ORIGINS["criteria"], "tidak_bersama"),
}


def _draft(row: RowReader) -> OfferingContent:
    focus = row.listed("fokus", word_for(_FOCUS), required=True)
    content = institution.draft(
        row,
        funding_source=FundingSource.CSR,
        domain=focus[0][0] if focus else ServiceDomain.CROSS_CUTTING,
        needs=tuple(dict.fromkeys(NeedCode(need) for _, needs in focus for need in needs)),
        # A working area is where people feel the company: who lives there counts, wherever the family card is from.
        areas=institution.areas(row, AreaBasis.PRESENT),
        legal_basis=institution.legal_basis(row),
    )
    excluded = row.listed("tidak_bersama", institution.programme)
    if not excluded:
        return content
    if not institution.to_people(content.benefit_unit):
        row.refuse("tidak_bersama", "|".join(excluded), Message("cell.not_taken"))
        return content
    alone = institution.without_aid("not-beside", content.benefit_unit, excluded, content.legal_basis)
    return replace(content, criteria=(*content.criteria, alone))


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """None: the law obliges the company, and whom it helps is its own rule, which stands in the row."""
    del offering
    return ()


def hand_over(offering: OfferingContent) -> HandOver:
    """A letter to the company; its own way comes first (general knowledge, unverified)."""
    return HandOver(
        kind=HandOverKind.LETTER,
        who=Text(f"unit CSR {offering.provider}", f"the CSR unit of {offering.provider}"),
        steps=(
            Text(
                "Tulis surat permohonan yang diketahui desa atau kelurahan, tanpa NIK.",
                "Write a letter of request that the village countersigns, without identity numbers.",
            ),
            Text(
                "Lampirkan dokumen dan hasil asesmen yang disetujui keluarga.",
                "Attach the documents, and what the family agrees to of the assessment.",
            ),
            Text(
                "Kirim kepada unit CSR; catat tanggal kirim dan nama bagian penerima.",
                "Send it to the CSR unit; record the date and the section that took it.",
            ),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Tanggung jawab sosial perusahaan (CSR)", "Corporate social responsibility (CSR)"),
    funding_sources=(FundingSource.CSR,),
    publishers=frozenset({PartnerKind.COMPANY}),
    legal_basis=Citation(
        title="UU 40/2007 tentang Perseroan Terbatas", article="Pasal 74", confidence=Confidence.UNVERIFIED
    ),
    cadence_days=183,
    maximum_rows=10_000,
    columns=COLUMNS,
    draft=_draft,
    origins=_ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

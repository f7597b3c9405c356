"""Aid from a regional budget (APBD), as provinces, regencies and cities publish it. Fetches nothing.

A government helps its own residents: a family card of the region is what counts. What its budget does not plan (a risk
that nobody foresaw) is the desk's way in an emergency.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution
from connectors.feeds.cells import whole_number, word_for, yes_no
from connectors.feeds.columns import column
from connectors.feeds.rows import RowReader
from hub.domain.errors import Message
from hub.domain.facts.fact import FactKey
from hub.domain.offerings.offering import BenefitUnit, Duration, FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis, RegionLevel, ServiceArea, ancestors_of, level_of
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import AnyOf, Criterion, Node, Operator, Rule, Test
from hub.domain.text import Text

_GOVERNMENTS = {
    "provinsi": (FundingSource.APBD_PROVINSI, RegionLevel.PROVINCE),
    "kabupaten_kota": (FundingSource.APBD_KABKOTA, RegionLevel.REGENCY),
}

COLUMNS = (
    *institution.COLUMNS,
    *institution.SERVED,
    *institution.NEEDED,
    *institution.CITED,
    column(
        "tingkat",
        "provinsi atau kabupaten_kota",
        "whose budget: the province's (provinsi), the regency's or city's (kabupaten_kota)",
        "kabupaten_kota",
        required=True,
    ),
    column(
        "direncanakan",
        "direncanakan dalam APBD: ya, atau tidak (risiko sosial yang tak terduga)",
        "planned in the budget: ya, or tidak (a social risk that nobody foresaw)",
        "ya",
        required=True,
    ),
    column(
        "jangka",
        "sementara atau berkelanjutan; kosong: sementara",
        "temporary (sementara, when empty) or sustained (berkelanjutan)",
        "sementara",
    ),
    column("tahun_anggaran", "tahun anggaran", "fiscal year", "2026", required=True),
)


def _draft(row: RowReader) -> OfferingContent:
    funding_source, level = row.required("tingkat", word_for(_GOVERNMENTS), _GOVERNMENTS["provinsi"])
    content = institution.draft(
        row,
        funding_source=funding_source,
        domain=institution.domain(row),
        needs=institution.needs(row),
        areas=_areas(row, level),
        legal_basis=institution.legal_basis(row),
    )
    content = replace(
        content,
        planned=row.required("direncanakan", yes_no, True),
        duration=row.optional("jangka", word_for(_DURATIONS), Duration.TEMPORARY),
        fiscal_year=row.required("tahun_anggaran", whole_number(1945, 2200), 1945),
    )
    return institution.carrying(content, *_asked_terms(content))


_DURATIONS = {"sementara": Duration.TEMPORARY, "berkelanjutan": Duration.SUSTAINED}


def _areas(row: RowReader, level: RegionLevel) -> tuple[ServiceArea, ...]:
    """Regions of one government, on the basis of the family card."""
    areas = institution.areas(row, AreaBasis.REGISTERED)
    owners = {tuple(code for code in ancestors_of(area.region) if level_of(code) is level) for area in areas}
    if len(owners) > 1 or () in owners:
        codes = "|".join(area.region for area in areas)
        row.refuse("wilayah", codes, Message("apbd.beyond_government"))
    return areas


_LAW = "Permendagri 32/2011, diubah 39/2012, mungkin digantikan Permendagri 77/2020 (belum diperiksa pada naskahnya)"
_REASSESSED = institution.asked_term(
    "apbd-reassessment",
    Text(
        "Bantuan sementara tidak wajib berulang tiap tahun anggaran; boleh selama risiko sosial berlangsung, dengan"
        " asesmen ulang",
        "Temporary aid need not recur each fiscal year; it may while the social risk lasts, with a re-assessment",
    ),
    Text(
        "Apakah bantuan ini baru pertama kali diterima, atau asesmen ulang menunjukkan risiko sosialnya masih ada?",
        "Is this the first time that the aid is received, or does a re-assessment show that the social risk lasts?",
    ),
    Citation(title=_LAW, article="bantuan sosial tidak terus-menerus", confidence=Confidence.UNVERIFIED),
)
_AT_RISK = institution.asked_term(
    "apbd-social-risk",
    Text(
        "Bantuan yang tidak direncanakan hanya untuk risiko sosial yang akan membesar bila penanganannya ditunda",
        "Aid that was not planned is for a social risk that would grow if help were put off",
    ),
    Text(
        "Apakah ada risiko sosial yang akan membesar bila penanganannya ditunda?",
        "Is there a social risk that would grow if help were put off?",
    ),
    Citation(title=_LAW, article="bantuan sosial yang tidak direncanakan", confidence=Confidence.UNVERIFIED),
)
_SIGNS_OF_RISK = ("family.disaster_victim", "family.lost_livelihood", "family.bereaved")


def _asked_terms(offering: OfferingContent) -> Iterator[institution.AskedTerm]:
    if offering.duration is Duration.TEMPORARY:
        yield _REASSESSED
    if offering.planned is False:
        yield replace(_AT_RISK, criterion=_at_risk(offering.benefit_unit))


def _at_risk(unit: BenefitUnit) -> Criterion:
    """What the family has told of a disaster, a death or a livelihood lost spares the question."""
    if not institution.to_people(unit):
        return _AT_RISK.criterion
    signs: list[Node] = [Test(FactKey(fact), Operator.IS, True) for fact in _SIGNS_OF_RISK]
    rule = AnyOf((*(institution.of_family(unit, sign) for sign in signs), _AT_RISK.criterion.rule.node))
    return replace(_AT_RISK.criterion, rule=Rule(rule))


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """A re-assessment for temporary aid, a social risk for unplanned. Residence is the basis of the service area."""
    return institution.carried(offering, *_asked_terms(offering))


def hand_over(offering: OfferingContent) -> HandOver:
    """A written proposal to the head of the region through SLRT; by telephone first when the aid is unplanned.

    Source: general knowledge of the desk's work, unverified; the region's own instructions come first.
    """
    urgent = Text(
        "Hubungi petugas SLRT hari ini juga; berkas boleh menyusul.",
        "Call the officer at SLRT today; the papers may follow.",
    )
    return HandOver(
        kind=HandOverKind.PROPOSAL_VIA_SLRT,
        who=Text(
            f"{offering.decided_by.id}, melalui SLRT kabupaten atau kota",
            f"{offering.decided_by.en or offering.decided_by.id}, through the regency's SLRT",
        ),
        steps=(
            *(() if offering.planned is not False else (urgent,)),
            Text(
                "Periksa bahwa KK terbit di wilayah ini dan lengkapi dokumen.",
                "Check that the family card is of this region, and complete the documents.",
            ),
            Text(
                "Buat usulan tertulis yang diketahui desa atau kelurahan.",
                "Write the proposal and have the village countersign it.",
            ),
            Text(
                "SLRT memeriksa dan meneruskannya kepada perangkat daerah; catat tanggalnya.",
                "SLRT checks it and passes it to the regional office; record the date.",
            ),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Anggaran Pendapatan dan Belanja Daerah (APBD)", "Regional budgets (APBD)"),
    funding_sources=(FundingSource.APBD_PROVINSI, FundingSource.APBD_KABKOTA),
    publishers=frozenset({PartnerKind.PROVINCE, PartnerKind.REGENCY}),
    legal_basis=Citation(title=_LAW, confidence=Confidence.UNVERIFIED),
    cadence_days=366,
    maximum_rows=10_000,
    columns=COLUMNS,
    draft=_draft,
    origins=institution.ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

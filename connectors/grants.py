"""Gifts of people and organisations: each under the donor's own earmark, which is the rule and verified by who gives.

What the earmark's words say beyond plain cells is asked, so that no rule of a donor hides in prose.
"""

from collections.abc import Sequence
from dataclasses import replace

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution
from connectors.feeds.cells import day, word_for
from connectors.feeds.columns import column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Text

_KINDS = {
    "hibah_perorangan": FundingSource.GRANT_INDIVIDUAL,
    "hibah_lembaga": FundingSource.GRANT_ORGANISATION,
    "donasi": FundingSource.DONATION,
}

COLUMNS = (
    *institution.COLUMNS,
    *institution.SERVED,
    *institution.NEEDED,
    column(
        "jenis",
        "hibah_perorangan, hibah_lembaga, atau donasi",
        "grant of one person (hibah_perorangan), of an organisation (hibah_lembaga), or donation (donasi)",
        "hibah_lembaga",
        required=True,
    ),
    column(
        "peruntukan",
        "peruntukan menurut pemberi, dengan kata-katanya sendiri",
        "what the donor gives it for, in the donor's own words",
        "biaya sekolah anak yatim",
        required=True,
    ),
    column(
        "peruntukan_en",
        "peruntukan dalam bahasa Inggris",
        "the earmark in English",
        "school costs of orphaned children",
    ),
    column("tanggal_peruntukan", "tanggal pernyataan pemberi", "day on which the donor said so", "2026-01-05"),
)

_ORIGINS: Origins = {**institution.ORIGINS, "legal_basis": ("peruntukan",)}


def _draft(row: RowReader) -> OfferingContent:
    earmark = row.text_in_both("peruntukan", "peruntukan_en", limit=300)
    said = Citation(
        title=f"Peruntukan dari pemberi: {earmark.id}",
        valid_from=row.optional("tanggal_peruntukan", day, None),
        confidence=Confidence.VERIFIED,
    )
    content = institution.draft(
        row,
        funding_source=row.required("jenis", word_for(_KINDS), FundingSource.DONATION),
        domain=institution.domain(row),
        needs=institution.needs(row),
        areas=institution.areas(row, AreaBasis.EITHER),
        legal_basis=said,
    )
    suits = institution.asked_term(
        "earmark",
        Text(f"Sesuai peruntukan pemberi: {earmark.id}", f"As the donor earmarked it: {earmark.en or earmark.id}"),
        Text(
            f"Apakah kebutuhan ini sesuai dengan peruntukan pemberi: {earmark.id}?",
            f"Does this need suit what the donor gives for: {earmark.en or earmark.id}?",
        ),
        said,
    )
    return institution.carrying(replace(content, criteria=(*content.criteria, suits.criterion)), suits)


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """None: each donor's earmark stands in the row."""
    del offering
    return ()


def hand_over(offering: OfferingContent) -> HandOver:
    """A letter to who keeps the gift; the donor's own way comes first (general knowledge, unverified)."""
    return HandOver(
        kind=HandOverKind.LETTER,
        who=Text(offering.provider),
        steps=(
            Text(
                "Tulis kebutuhan dan kaitannya dengan peruntukan pemberi, tanpa NIK.",
                "Write what is needed and how it suits the earmark, without identity numbers.",
            ),
            Text(
                "Kirim bersama dokumen; sepakati cara penyerahan dan buktinya.",
                "Send it with the documents; agree how it is handed over and proved.",
            ),
            Text(
                "Kabari pemberi setelah bantuan diterima, sejauh disetujui keluarga.",
                "Tell the donor once it has arrived, as far as the family agrees.",
            ),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Hibah dan donasi", "Grants and donations"),
    funding_sources=tuple(_KINDS.values()),
    publishers=frozenset({PartnerKind.FOUNDATION, PartnerKind.INDIVIDUAL_DONOR}),
    legal_basis=Citation(
        title="Kitab Undang-Undang Hukum Perdata (hibah)", article="Pasal 1666", confidence=Confidence.UNVERIFIED
    ),
    cadence_days=183,
    maximum_rows=10_000,
    columns=COLUMNS,
    draft=_draft,
    origins=_ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

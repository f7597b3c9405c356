"""What licensed collections of money or goods (PUB) give: under a permit that names what was collected for.

The permit's last day is the offering's too; a row whose permit had ended before it was brought up to date is refused.
"""

from collections.abc import Sequence
from dataclasses import replace

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution, permit
from connectors.feeds.columns import column
from connectors.feeds.rows import RowReader
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion, PartnerCheck
from hub.domain.text import Text

COLUMNS = (
    *institution.COLUMNS,
    *institution.SERVED,
    *institution.NEEDED,
    *permit.COLUMNS,
    column(
        "tujuan",
        "tujuan pengumpulan yang tertulis dalam izin",
        "what the permit says is collected for",
        "korban gempa bumi",
        required=True,
    ),
    column("tujuan_en", "tujuan dalam bahasa Inggris", "the purpose in English", "victims of the earthquake"),
)


def _draft(row: RowReader) -> OfferingContent:
    content = institution.draft(
        row,
        funding_source=FundingSource.PUB,
        domain=institution.domain(row),
        needs=institution.needs(row),
        areas=institution.areas(row, AreaBasis.EITHER),
        legal_basis=permit.permit(row),
    )
    purpose = row.text_in_both("tujuan", "tujuan_en")
    asked = Text(
        f"Apakah keperluan ini sesuai dengan tujuan pengumpulan: {purpose.id}?",
        f"Does this suit what was collected for: {purpose.en or purpose.id}?",
    )
    suits = replace(_PURPOSE, check=PartnerCheck(key=_PURPOSE.check.key, question=asked))
    return institution.carrying(permit.within(row, content), suits)


_LAW = "UU 9/1961 tentang Pengumpulan Uang atau Barang dan PP 29/1980"
_PURPOSE = institution.asked_term(
    "pub-purpose",
    Text(
        "Hasil pengumpulan dipakai sesuai tujuan dalam izinnya",
        "What was collected is used for the purpose in the permit",
    ),
    Text("Apakah keperluan ini sesuai dengan tujuan pengumpulan?", "Does this suit what was collected for?"),
    Citation(title=f"{_LAW} (belum diperiksa pada naskahnya)", confidence=Confidence.UNVERIFIED),
)


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """That the aid suits the permit's purpose: a question, in the words of the permit."""
    return institution.carried(offering, _PURPOSE)


def hand_over(offering: OfferingContent) -> HandOver:
    """A letter to the committee of the collection, whose own way comes first (general knowledge, unverified)."""
    return HandOver(
        kind=HandOverKind.LETTER,
        who=Text(f"panitia pengumpulan {offering.provider}", f"the collection's committee at {offering.provider}"),
        steps=(
            Text(
                "Tulis surat permohonan yang menyebut tujuan pengumpulan, diketahui desa atau kelurahan.",
                "Write a letter that names the collection's purpose and that the village countersigns.",
            ),
            Text("Kirim dengan dokumen kepada panitia; catat tanggalnya.", "Send it with the documents; note the day."),
            Text(
                "Simpan tanda terima bantuan: panitia harus melaporkan penyalurannya kepada pemberi izin.",
                "Keep the receipt: the committee reports what it gave to who issued the permit.",
            ),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Pengumpulan uang atau barang berizin (PUB)", "Licensed public collections (PUB)"),
    funding_sources=(FundingSource.PUB,),
    publishers=frozenset({PartnerKind.FOUNDATION, PartnerKind.PSKS}),
    legal_basis=Citation(title=_LAW, confidence=Confidence.UNVERIFIED),
    cadence_days=92,
    maximum_rows=1_000,
    columns=COLUMNS,
    draft=_draft,
    origins=permit.ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

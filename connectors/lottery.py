"""What licensed draws (undian) yield for social welfare: under a permit, and not before the draw has been held.

The permit's last day is the offering's too; a row whose permit had ended before it was brought up to date is refused.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution, permit
from connectors.feeds.cells import day
from connectors.feeds.columns import column
from connectors.feeds.rows import RowReader
from hub.domain.errors import ErrorCode, refuse
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Text

COLUMNS = (
    *institution.COLUMNS,
    *institution.SERVED,
    *institution.NEEDED,
    *permit.COLUMNS,
    column("undian", "nama undian", "name of the draw", "Undian gratis berhadiah contoh", required=True),
    column("tanggal_undian", "tanggal penarikan undian", "day of the draw", "2026-06-30", required=True),
)


def _draft(row: RowReader) -> OfferingContent:
    licence = permit.permit(row)
    content = institution.draft(
        row,
        funding_source=FundingSource.LOTTERY,
        domain=institution.domain(row),
        needs=institution.needs(row),
        areas=institution.areas(row, AreaBasis.EITHER),
        legal_basis=replace(licence, article=row.text("undian")),
    )

    def drawn(text: str) -> date:
        found = day(text)
        if not licence.holds_on(found):
            raise refuse(ErrorCode.BAD_INPUT, "lottery.drawn_outside_permit")
        return found

    first = row.required("tanggal_undian", drawn, licence.valid_from or date.min)
    return permit.within(row, content, not_before=first)


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """None: the law binds who holds the draw; for whom its yield is stands in the row."""
    del offering
    return ()


def hand_over(offering: OfferingContent) -> HandOver:
    """A letter through the social affairs office, which watches over draws (general knowledge, unverified)."""
    return HandOver(
        kind=HandOverKind.LETTER,
        who=Text(
            f"{offering.provider}, melalui Dinas Sosial", f"{offering.provider}, through the social affairs office"
        ),
        steps=(
            Text(
                "Tulis surat permohonan yang diketahui desa atau kelurahan, tanpa NIK.",
                "Write a letter of request that the village countersigns, without identity numbers.",
            ),
            Text(
                "Serahkan kepada Dinas Sosial beserta dokumen; sebut nomor izin undiannya.",
                "Hand it to the social affairs office with the documents, and name the permit of the draw.",
            ),
            Text("Catat tanggal surat diteruskan dan jawabannya.", "Record when it was passed on, and the answer."),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Undian berizin", "Licensed lotteries"),
    funding_sources=(FundingSource.LOTTERY,),
    publishers=frozenset({PartnerKind.MINISTRY, PartnerKind.COMPANY, PartnerKind.FOUNDATION}),
    legal_basis=Citation(title="UU 22/1954 tentang Undian", confidence=Confidence.UNVERIFIED),
    cadence_days=92,
    maximum_rows=1_000,
    columns=COLUMNS,
    draft=_draft,
    origins=permit.ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

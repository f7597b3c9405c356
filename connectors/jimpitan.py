"""Rice or coins that a rota of neighbours collects at night from door to door (jimpitan), one short row per fund.

The treasurer of an RT keeps it, in whole grams or whole rupiah. A house puts out some rice or 200 to 2,000
rupiah a night (press: prodesae 2021, sajjacob 2015), so a fund is small, and mostly fast; how fast, only the row says.
Counts no house.
"""

from collections.abc import Sequence

from connectors.contract import HandOver, Source
from connectors.feeds import community
from connectors.feeds.cells import whole_number, word_for
from connectors.feeds.columns import column
from connectors.feeds.community import Group
from connectors.feeds.rows import Origins, RowReader
from hub.domain.facts.need import NeedCode
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Text

_HOLDINGS = {"beras": community.RICE, "uang": community.MONEY}
_NEED_FOR_MONEY = {
    Group.SAKIT: NeedCode("MEDICAL_COSTS"),
    Group.BERDUKA: NeedCode("BURIAL"),
    Group.MISKIN: NeedCode("INCOME_SUPPORT"),
    Group.BALITA_GIZI: NeedCode("UNDER_FIVE_NUTRITION"),
}

COLUMNS = (
    *community.fund_columns(
        Text("Jimpitan RT 003 RW 008", "Nightly collection of RT 003 RW 008"),
        Text("Uang ronda bagi warga RT yang sakit", "Coins of the night rota for neighbours who are ill"),
    ),
    *community.ONE_RT_COLUMNS,
    column("bentuk", "beras atau uang", "rice (beras) or money (uang)", "uang", required=True),
    column("jumlah", "gram atau rupiah tiap kali", "grams or rupiah each time", "50.000", required=True),
    community.EVERY_COLUMN,
    *community.for_whom_columns(required=True),
    column(
        "saldo", "sisa, gram atau rupiah; kosong: tidak dicatat", "grams or rupiah left; empty: not tracked", "400.000"
    ),
    *community.HAND_OUT_COLUMNS,
)

_ORIGINS: Origins = {**community.ORIGINS, "benefit": ("jumlah",), "capacity": ("saldo",)}


def _draft(row: RowReader) -> OfferingContent:
    groups = community.groups_of(row, required=True)
    holding = row.required("bentuk", word_for(_HOLDINGS), community.RICE)
    return community.offering(
        row,
        funding_source=FundingSource.JIMPITAN,
        holding=holding,
        amount=row.required("jumlah", whole_number(minimum=1), 1),
        left=row.optional("saldo", whole_number(), None),
        groups=groups,
        needs=community.food_needs(groups) if holding is community.RICE else _needs_for_money(groups),
        one_rt=True,
    )


def _needs_for_money(groups: Sequence[Group]) -> tuple[NeedCode, ...]:
    return tuple(_NEED_FOR_MONEY[group] for group in groups)


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """None: whoever gives each night lives in the RT, and so does whoever receives. That is the service area, which a
    row cannot leave open, and a term of the same meaning would be asked a second time."""
    del offering
    return ()


def hand_over(offering: OfferingContent) -> HandOver:
    """Handed out on the spot by the treasurer; the RT's own practice comes first."""
    return community.hand_over(
        offering, post=Text("rumah bendahara jimpitan RT", "the house of the RT's jimpitan treasurer")
    )


SOURCE = Source(
    title=Text("Jimpitan (beras atau uang dari ronda malam)", "Jimpitan (rice or coins collected nightly)"),
    funding_sources=(FundingSource.JIMPITAN,),
    publishers=frozenset({PartnerKind.COMMUNITY_STEWARD, PartnerKind.VILLAGE}),
    legal_basis=community.LEGAL_BASIS,
    cadence_days=community.CADENCE_DAYS,
    maximum_rows=1_000,
    columns=COLUMNS,
    draft=_draft,
    origins=_ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

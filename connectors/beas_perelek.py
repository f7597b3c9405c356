"""Rice that neighbours set aside daily (beas perelek), as the steward of an RT or RW keeps it: one short row per fund.

Amounts are whole grams. The neighbours' own agreement is the rule, so it is verified by whoever publishes it. Keeps no
stock and counts no household.
"""

from collections.abc import Sequence

from connectors.contract import HandOver, Source
from connectors.feeds import community
from connectors.feeds.cells import whole_number
from connectors.feeds.columns import column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Text

COLUMNS = (
    *community.fund_columns(
        Text("Beas perelek RW 008", "Rice fund of RW 008"),
        Text("Beras sisihan warga bagi keluarga miskin", "Rice set aside by neighbours for poor families"),
    ),
    *community.VILLAGE_OR_PART_COLUMNS,
    column("gram_per_penyaluran", "gram beras tiap kali", "grams of rice each time", "5.000", required=True),
    community.EVERY_COLUMN,
    *community.for_whom_columns(required=True),
    column("stok_gram", "stok beras, gram; kosong: tidak dicatat", "stock in grams; empty: not tracked", "150.000"),
    *community.HAND_OUT_COLUMNS,
)

_ORIGINS: Origins = {**community.ORIGINS, "benefit": ("gram_per_penyaluran",), "capacity": ("stok_gram",)}


def _draft(row: RowReader) -> OfferingContent:
    groups = community.groups_of(row, required=True)
    return community.offering(
        row,
        funding_source=FundingSource.BEAS_PERELEK,
        holding=community.RICE,
        amount=row.required("gram_per_penyaluran", whole_number(minimum=1), 1),
        left=row.optional("stok_gram", whole_number(), None),
        groups=groups,
        needs=community.food_needs(groups),
    )


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """None: that only those who live there are served is the service area, and the rest is each fund's own rule."""
    del offering
    return ()


def hand_over(offering: OfferingContent) -> HandOver:
    """Handed out on the spot; the steward's own practice comes first."""
    return community.hand_over(offering, post=Text("pos beras RW", "the RW's rice post"))


SOURCE = Source(
    title=Text("Beas perelek (beras sisihan warga)", "Beas perelek (rice set aside daily by neighbours)"),
    funding_sources=(FundingSource.BEAS_PERELEK,),
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

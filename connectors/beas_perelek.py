"""Rice that neighbours set aside daily (beas perelek), as the steward of an RT or RW keeps it: one short row per fund.

Amounts are whole grams. The neighbours' own agreement is the rule, so it is verified by whoever publishes it. Keeps no
stock and counts no household.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from connectors.contract import HandOver, HandOverKind, Regions, Source, column
from connectors.feeds.cells import day, one_of, whole_number, words
from connectors.feeds.rows import REFERENCE_LENGTH, Origins, RowReader, read_rows
from hub.domain.benefit import Benefit, Component, Period
from hub.domain.citation import Citation, Confidence
from hub.domain.criterion import (
    All,
    AnyOf,
    Check,
    Criterion,
    Node,
    Operator,
    Over,
    PartnerCheck,
    Quantified,
    Quantifier,
    RemedyKind,
    Rule,
    Test,
)
from hub.domain.errors import ErrorCode, Message, refuse
from hub.domain.fact import FactKey, Unit
from hub.domain.feed import Refusal, Row, RowDraft
from hub.domain.need import NeedCode, ServiceDomain
from hub.domain.offering import (
    AidKind,
    BenefitForm,
    BenefitUnit,
    Capacity,
    FundingSource,
    OfferingDraft,
    SourceKey,
)
from hub.domain.partner import PartnerKind
from hub.domain.region import (
    NATION,
    AreaBasis,
    NeighbourhoodKind,
    RegionCode,
    RegionLevel,
    ServiceArea,
    level_of,
    neighbourhood,
)
from hub.domain.text import Text

# The file's name, so that a copy of this file is a source of its own.
_KEY = SourceKey(__name__.rpartition(".")[2])


class Group(StrEnum):
    """For whom the neighbours set rice aside, as the steward writes it."""

    SAKIT = "sakit"
    """Somebody in the family is ill."""
    BERDUKA = "berduka"
    """Somebody in the family has just died."""
    MISKIN = "miskin"
    """The family is among the poorest, up to the desil given."""
    BALITA_GIZI = "balita_gizi"
    """An undernourished child under five."""


class Every(StrEnum):
    """How often one family may receive the rice."""

    SEKALI = "sekali"
    HARI = "hari"
    BULAN = "bulan"


_PERIOD = {Every.SEKALI: Period.ONCE, Every.HARI: Period.DAY, Every.BULAN: Period.MONTH}


COLUMNS = (
    column(
        "rujukan", "kunci pengurus untuk dana ini", "the steward's own key of the fund", "beras-rw-008", required=True
    ),
    column("judul", "judul", "title", "Beas perelek RW 008", required=True),
    column("judul_en", "judul dalam bahasa Inggris", "title in English", "Rice fund of RW 008"),
    column("keterangan", "keterangan", "description", "Beras sisihan warga bagi keluarga miskin", required=True),
    column(
        "keterangan_en",
        "keterangan dalam bahasa Inggris",
        "description in English",
        "Rice set aside by neighbours for poor families",
    ),
    column(
        "pengurus",
        "pengurus dana (jabatan, bukan nama orang)",
        "the steward (an office, no name)",
        "Pengurus beas perelek RW 008",
        required=True,
    ),
    column("kode_desa", "kode desa atau kelurahan", "code of the village", "32.73.12.1006", required=True),
    column("rw", "nomor RW; kosong: seluruh desa", "number of the RW; empty: the whole village", "008"),
    column("rt", "nomor RT", "number of the RT"),
    column("gram_per_penyaluran", "gram beras tiap kali", "grams of rice each time", "5.000", required=True),
    column(
        "setiap", "sekali, hari, atau bulan", "once (sekali), a day (hari) or a month (bulan)", "bulan", required=True
    ),
    column(
        "untuk",
        "sakit, berduka, miskin, balita_gizi; dipisah |",
        "ill, bereaved, poor, under-five",
        "miskin|sakit",
        required=True,
    ),
    column("desil_tertinggi", "untuk miskin: desil paling tinggi", "for the poor: the highest desil", "2"),
    column(
        "pertanyaan",
        "satu pertanyaan ya/tidak dari warga",
        "one yes or no question of the neighbours' own",
        "Apakah ketua RT mengenal keluarga ini?",
    ),
    column(
        "pertanyaan_en",
        "pertanyaan dalam bahasa Inggris",
        "the question in English",
        "Does the head of the RT know this family?",
    ),
    column("stok_gram", "stok beras, gram; kosong: tidak dicatat", "stock in grams; empty: not tracked", "150.000"),
    column("hari_sampai", "hari sampai beras diterima", "days until the rice is handed over", "2"),
    column("lokasi_pos", "tempat mengambil beras", "where the rice is handed over", "pos beras RW 008"),
    column(
        "kesepakatan",
        "kesepakatan warga yang mendasari",
        "the neighbours' agreement",
        "Kesepakatan warga RW 008",
        required=True,
    ),
    column("tanggal_kesepakatan", "tanggal kesepakatan", "day of the agreement", "2026-01-05"),
    column(
        "diperbarui",
        "tanggal data diperbarui",
        "day on which the row was brought up to date",
        "2026-11-24",
        required=True,
    ),
)

_ORIGINS: Origins = {
    "reference": ("rujukan",),
    "provider": ("pengurus",),
    "title": ("judul",),
    "description": ("keterangan",),
    "needs": ("untuk",),
    "service_areas": ("kode_desa", "rw", "rt"),
    "criteria": ("untuk", "desil_tertinggi", "pertanyaan"),
    "benefit": ("gram_per_penyaluran",),
    "capacity": ("stok_gram",),
    "days_to_help": ("hari_sampai",),
    "decided_by": ("pengurus",),
    "legal_basis": ("kesepakatan",),
    "assured_by": ("pengurus",),
}

_SOME_DAY = day("2000-01-01")


def read(rows: Iterable[Row], regions: Regions) -> Iterator[RowDraft | Refusal]:
    """Drafts and refusals of a steward's rows."""
    return read_rows(rows, regions, columns=COLUMNS, draft=_draft, origins=_ORIGINS, terms=terms)


def _draft(row: RowReader) -> OfferingDraft:
    steward = row.text("pengurus")
    updated = row.required("diperbarui", day, _SOME_DAY)
    agreement = Citation(
        title=row.text("kesepakatan"),
        valid_from=row.optional("tanggal_kesepakatan", day, None),
        confidence=Confidence.VERIFIED,
    )
    groups = row.listed("untuk", one_of(Group), required=True)
    stock = row.optional("stok_gram", whole_number(), None)
    post = row.optional("lokasi_pos", words(200), None)
    question = row.optional_text_in_both("pertanyaan", "pertanyaan_en", limit=300)
    return OfferingDraft(
        reference=row.text("rujukan", limit=REFERENCE_LENGTH),
        source=_KEY,
        funding_source=FundingSource.BEAS_PERELEK,
        provider=steward,
        title=row.text_in_both("judul", "judul_en"),
        description=row.text_in_both("keterangan", "keterangan_en", limit=2_000),
        domain=ServiceDomain.SOCIAL_SECURITY,
        needs=_needs(groups),
        kind=AidKind.NON_CASH_FOOD,
        form=BenefitForm.GOODS,
        benefit=_benefit(row, agreement),
        benefit_unit=BenefitUnit.FAMILY,
        service_areas=_areas(row),
        criteria=_criteria(row, groups, question, agreement),
        checks=() if question is None else (PartnerCheck(key=_QUESTION, question=question),),
        delivery_channel=None if post is None else Text(post),
        days_to_help=row.optional("hari_sampai", whole_number(0, 3650), None),
        capacity=None if stock is None else Capacity(unit="g", maximum=stock, available=stock, as_of=updated),
        decided_by=Text(steward),
        legal_basis=agreement,
        assured_on=updated,
        assured_by=steward,
    )


_QUESTION = "pertanyaan"


def _needs(groups: Sequence[Group]) -> tuple[NeedCode, ...]:
    nutrition = (NeedCode("UNDER_FIVE_NUTRITION"),) if Group.BALITA_GIZI in groups else ()
    return (NeedCode("FOOD"), *nutrition)


def _benefit(row: RowReader, agreement: Citation) -> Benefit:
    component = Component(
        key="rice", title=Text("Beras", "Rice"), amount=row.required("gram_per_penyaluran", whole_number(minimum=1), 1)
    )
    every = row.word("setiap", Every)
    return Benefit(unit="g", per=_PERIOD[every], components=(component,), citation=agreement)


def _areas(row: RowReader) -> tuple[ServiceArea, ...]:
    def village_code(text: str) -> RegionCode:
        code = row.region(text)
        if level_of(code) is not RegionLevel.VILLAGE:
            raise refuse(ErrorCode.UNKNOWN_REGION, "neighbourhood.not_in_village", given=code)
        return code

    village = row.required("kode_desa", village_code, NATION)
    parts = [(NeighbourhoodKind.RW, row.cell("rw")), (NeighbourhoodKind.RT, row.cell("rt"))]
    stated = [(kind, number) for kind, number in parts if number]
    if village == NATION or not stated:
        return (ServiceArea(region=village, basis=AreaBasis.PRESENT),)
    kind, number = stated[0]
    place = row.attempt(kind.value.lower(), number, lambda: neighbourhood(village, stated))
    return (ServiceArea(region=village, neighbourhood=place, basis=AreaBasis.PRESENT),)


def _criteria(
    row: RowReader, groups: Sequence[Group], question: Text | None, agreement: Citation
) -> tuple[Criterion, ...]:
    highest = row.optional("desil_tertinggi", whole_number(1, 10), None)
    if not groups:
        return ()
    if highest is not None and Group.MISKIN not in groups:
        row.refuse("desil_tertinggi", str(highest), Message("beas_perelek.desil_without_poor"))
    if highest is None and Group.MISKIN in groups:
        row.refuse("desil_tertinggi", None, Message("beas_perelek.poor_without_desil"))
    each = [_for_whom(group, highest or 1) for group in dict.fromkeys(groups)]
    words_id, words_en = "; ".join(text.id for text, _ in each), "; ".join(text.en or text.id for text, _ in each)
    nodes = tuple(node for _, node in each)
    for_whom = Criterion(
        key="for-whom",
        title=Text(f"Diperuntukkan bagi: {words_id}", f"For: {words_en}"),
        rule=Rule(nodes[0] if len(nodes) == 1 else AnyOf(nodes)),
        citation=agreement,
        remedy=RemedyKind.ASK_COMMUNITY,
    )
    if question is None:
        return (for_whom,)
    own = Criterion(
        key="own-question",
        title=question,
        rule=Rule(Check(_QUESTION)),
        citation=agreement,
        remedy=RemedyKind.ASK_COMMUNITY,
    )
    return for_whom, own


def _for_whom(group: Group, highest_desil: int) -> tuple[Text, Node]:
    match group:
        case Group.SAKIT:
            ill = Test(FactKey("member.ill_now"), Operator.IS, True)
            return Text("keluarga dengan anggota sakit", "families with somebody ill"), _anybody(ill)
        case Group.BERDUKA:
            return Text("keluarga yang berduka", "bereaved families"), Test(
                FactKey("family.bereaved"), Operator.IS, True
            )
        case Group.MISKIN:
            poor = Test(FactKey("family.desil"), Operator.AT_MOST, highest_desil, Unit.DESIL)
            return Text(f"keluarga sampai desil {highest_desil}", f"families up to desil {highest_desil}"), poor
        case Group.BALITA_GIZI:
            child = All(
                (
                    Test(FactKey("member.age_years"), Operator.AT_MOST, 4, Unit.YEARS),
                    Test(FactKey("member.undernourished"), Operator.IS, True),
                )
            )
            named = Text("keluarga dengan balita kurang gizi", "families with an undernourished child under five")
            return named, _anybody(child)


def _anybody(node: Node) -> Node:
    return Quantified(Over.MEMBERS, Quantifier.ANY, node)


def terms(offering: OfferingDraft) -> Sequence[Criterion]:
    """None: that only those who live there are served is the service area, and the rest is each fund's own rule."""
    del offering
    return ()


def hand_over(offering: OfferingDraft) -> HandOver:
    """Handed out on the spot; the steward's own practice comes first."""
    post = offering.delivery_channel or Text("pos beras RW", "the RW's rice post")
    return HandOver(
        kind=HandOverKind.IMMEDIATE_AT_POST,
        who=offering.decided_by,
        steps=(
            Text("Kabari pengurus bahwa keluarga akan datang.", "Tell the steward that the family will come."),
            Text(f"Ambil beras di {post.id}.", f"Collect the rice at {post.en or post.id}."),
            Text("Pengurus mencatat berat dan tanggal penyerahan.", "The steward records weight and date."),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    key=_KEY,
    title=Text("Beas perelek (beras sisihan warga)", "Beas perelek (rice set aside daily by neighbours)"),
    funding_sources=(FundingSource.BEAS_PERELEK,),
    publishers=frozenset({PartnerKind.COMMUNITY_STEWARD, PartnerKind.VILLAGE}),
    legal_basis=Citation(
        title="Kesepakatan warga RT atau RW yang dicantumkan pada tiap dana", confidence=Confidence.VERIFIED
    ),
    cadence_days=31,
    minimum_rows=1,
    maximum_rows=1_000,
    columns=COLUMNS,
    read=read,
    terms=terms,
    hand_over=hand_over,
)

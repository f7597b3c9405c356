"""What neighbours' own funds have in common: the columns of their short rows, and how a row becomes an offering.

Amounts are whole grams of rice or whole rupiah. The neighbours' own agreement is the rule, so it is verified by whoever
publishes it. Knows no fund by name, and counts no household.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from connectors.contract import HandOver, HandOverKind
from connectors.feeds.cells import day, one_of, whole_number, word_for, words
from connectors.feeds.columns import VILLAGE_CODE_ALIASES, Column, column
from connectors.feeds.rows import REFERENCE_LENGTH, Origins, RowReader
from hub.domain.errors import ErrorCode, Message, refuse
from hub.domain.facts.fact import FactKey, Unit
from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.offerings.benefit import RUPIAH, Benefit, Component, Period
from hub.domain.offerings.offering import (
    AidKind,
    BenefitForm,
    BenefitUnit,
    Capacity,
    DeliveryMode,
    FundingSource,
    OfferingContent,
)
from hub.domain.region import (
    AreaBasis,
    Neighbourhood,
    NeighbourhoodKind,
    NeighbourhoodPart,
    RegionCode,
    RegionLevel,
    ServiceArea,
    level_of,
    neighbourhood,
)
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import (
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
from hub.domain.text import Text

LEGAL_BASIS = Citation(
    title="Kesepakatan warga RT atau RW yang dicantumkan pada tiap dana", confidence=Confidence.VERIFIED
)
CADENCE_DAYS = 31
"""A steward closes the book once a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a fund holds and hands out, in whole `unit`s; `measure` is what the steward writes down of it."""

    unit: str
    key: str
    name: Text
    measure: Text
    kind: AidKind
    form: BenefitForm
    delivery_mode: DeliveryMode | None = None


RICE = Holding(
    unit="g",
    key="rice",
    name=Text("Beras", "Rice"),
    measure=Text("berat", "weight"),
    kind=AidKind.NON_CASH_FOOD,
    form=BenefitForm.GOODS,
)
MONEY = Holding(
    unit=RUPIAH,
    key="money",
    name=Text("Uang", "Money"),
    measure=Text("jumlah", "amount"),
    kind=AidKind.DIRECT,
    form=BenefitForm.MONEY,
    delivery_mode=DeliveryMode.CASH,
)


class Group(StrEnum):
    """For whom the neighbours set something aside, as the steward writes it."""

    SAKIT = "sakit"
    """Somebody in the family is ill."""
    BERDUKA = "berduka"
    """Somebody in the family has just died."""
    MISKIN = "miskin"
    """The family is among the poorest, up to the desil given."""
    BALITA_GIZI = "balita_gizi"
    """An undernourished child under five."""


_PERIODS = {"sekali": Period.ONCE, "hari": Period.DAY, "bulan": Period.MONTH}


def fund_columns(title: Text, description: Text) -> tuple[Column, ...]:
    """What the fund is and who keeps it; the words given are the examples."""
    return (
        column(
            "rujukan",
            "kunci pengurus untuk dana ini",
            "the steward's own key of the fund",
            "dana-rw-008",
            required=True,
        ),
        column("judul", "judul", "title", title.id, required=True),
        column("judul_en", "judul dalam bahasa Inggris", "title in English", title.en or ""),
        column("keterangan", "keterangan", "description", description.id, required=True),
        column("keterangan_en", "keterangan dalam bahasa Inggris", "description in English", description.en or ""),
        column(
            "pengurus",
            "pengurus dana (jabatan, bukan nama orang)",
            "the steward (an office, no name)",
            f"Pengurus {title.id}",
            required=True,
        ),
    )


_VILLAGE = column(
    "kode_desa",
    "kode desa atau kelurahan",
    "code of the village",
    "32.73.12.1006",
    required=True,
    aliases=VILLAGE_CODE_ALIASES,
)

VILLAGE_OR_PART_COLUMNS = (
    _VILLAGE,
    column("rw", "nomor RW; kosong: seluruh desa", "number of the RW; empty: the whole village", "008"),
    column("rt", "nomor RT", "number of the RT"),
)
ONE_RT_COLUMNS = (
    _VILLAGE,
    column("rw", "nomor RW", "number of the RW", "008", required=True),
    column("rt", "nomor RT", "number of the RT", "003", required=True),
)
EVERY_COLUMN = column(
    "setiap", "sekali, hari, atau bulan", "once (sekali), a day (hari) or a month (bulan)", "bulan", required=True
)


def for_whom_columns(*, required: bool) -> tuple[Column, ...]:
    """Whom the fund is for, and a question that only the neighbours can ask."""
    return (
        column(
            "untuk",
            "sakit, berduka, miskin, balita_gizi; dipisah |",
            "ill, bereaved, poor, under-five",
            "miskin|sakit",
            required=required,
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
    )


HAND_OUT_COLUMNS = (
    column("hari_sampai", "hari sampai bantuan diterima", "days until the aid is handed over", "2"),
    column("lokasi_pos", "tempat mengambil bantuan", "where the aid is handed over", "pos warga RW 008"),
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

ORIGINS: Origins = {
    "reference": ("rujukan",),
    "provider": ("pengurus",),
    "title": ("judul",),
    "description": ("keterangan",),
    "needs": ("untuk",),
    "service_areas": ("kode_desa", "rw", "rt"),
    "criteria": ("untuk", "desil_tertinggi", "pertanyaan"),
    "days_to_help": ("hari_sampai",),
    "delivery_channel": ("lokasi_pos",),
    "decided_by": ("pengurus",),
    "legal_basis": ("kesepakatan",),
    "assured_by": ("pengurus",),
}
"""Without the columns that each source adds: those of `benefit` and `capacity`."""

_SOME_DAY = day("2000-01-01")
_SOME_VILLAGE = RegionCode("11.01.01.2001")
_QUESTION = "pertanyaan"


def groups_of(row: RowReader, *, required: bool) -> tuple[Group, ...]:
    """Whom the row says the fund is for, each once."""
    return tuple(dict.fromkeys(row.listed("untuk", one_of(Group), required=required)))


def food_needs(groups: Sequence[Group]) -> tuple[NeedCode, ...]:
    """What rice is good for, given to these groups."""
    nutrition = (NeedCode("UNDER_FIVE_NUTRITION"),) if Group.BALITA_GIZI in groups else ()
    return (NeedCode("FOOD"), *nutrition)


def offering(
    row: RowReader,
    *,
    funding_source: FundingSource,
    holding: Holding,
    amount: int,
    left: int | None,
    groups: Sequence[Group],
    needs: tuple[NeedCode, ...],
    domain: ServiceDomain = ServiceDomain.SOCIAL_SECURITY,
    one_rt: bool = False,
) -> OfferingContent:
    """The row as an offering to families who live there now.

    `amount` is what one family receives each time and `left` what the fund still holds (None: not tracked), both in the
    holding's unit. `one_rt` means that RW and RT may not be empty.
    """
    steward = row.text("pengurus")
    updated = row.required("diperbarui", day, _SOME_DAY)
    agreement = Citation(
        title=row.text("kesepakatan"),
        valid_from=row.optional("tanggal_kesepakatan", day, None),
        confidence=Confidence.VERIFIED,
    )
    post = row.optional("lokasi_pos", words(200), None)
    question = row.optional_text_in_both("pertanyaan", "pertanyaan_en", limit=300)
    return OfferingContent(
        reference=row.text("rujukan", limit=REFERENCE_LENGTH),
        source=row.source,
        funding_source=funding_source,
        provider=steward,
        title=row.text_in_both("judul", "judul_en"),
        description=row.text_in_both("keterangan", "keterangan_en", limit=2_000),
        domain=domain,
        needs=needs,
        kind=holding.kind,
        form=holding.form,
        benefit=Benefit(
            unit=holding.unit,
            per=row.required("setiap", word_for(_PERIODS), Period.ONCE),
            components=(Component(key=holding.key, title=holding.name, amount=amount),),
            citation=agreement,
        ),
        benefit_unit=BenefitUnit.FAMILY,
        service_areas=(_area(row, one_rt=one_rt),),
        criteria=_criteria(row, groups, question, agreement),
        checks=() if question is None else (PartnerCheck(key=_QUESTION, question=question),),
        delivery_mode=holding.delivery_mode,
        delivery_channel=None if post is None else Text(post),
        days_to_help=row.optional("hari_sampai", whole_number(0, 3650), None),
        capacity=None if left is None else Capacity(unit=holding.unit, maximum=left, available=left, as_of=updated),
        decided_by=Text(steward),
        legal_basis=agreement,
        assured_on=updated,
        assured_by=steward,
    )


def _area(row: RowReader, *, one_rt: bool) -> ServiceArea:
    def village_code(text: str) -> RegionCode:
        code = row.region(text)
        if level_of(code) is not RegionLevel.VILLAGE:
            raise refuse(ErrorCode.UNKNOWN_REGION, "neighbourhood.not_in_village", given=code)
        return code

    village = row.required("kode_desa", village_code, _SOME_VILLAGE)

    def part(kind: NeighbourhoodKind) -> tuple[NeighbourhoodPart, ...]:
        name, parse = kind.value.lower(), _part_of(village, kind)
        return row.required(name, parse, ()) if one_rt else row.optional(name, parse, ())

    path = (*part(NeighbourhoodKind.RW), *part(NeighbourhoodKind.RT))
    return ServiceArea(
        region=village, neighbourhood=Neighbourhood(village, path) if path else None, basis=AreaBasis.PRESENT
    )


@lru_cache
def _part_of(village: RegionCode, kind: NeighbourhoodKind) -> Callable[[str], tuple[NeighbourhoodPart, ...]]:
    """A reader of the RW or RT of a village; the same one for the same village."""
    return lambda text: neighbourhood(village, [(kind, text)]).path


def _criteria(
    row: RowReader, groups: Sequence[Group], question: Text | None, agreement: Citation
) -> tuple[Criterion, ...]:
    for_whom = _for_whom(row, groups)
    rules = [] if for_whom is None else [("for-whom", *for_whom)]
    if question is not None:
        rules.append(("own-question", question, Check(_QUESTION)))
    return tuple(
        Criterion(key=key, title=title, rule=Rule(node), citation=agreement, remedy=RemedyKind.ASK_COMMUNITY)
        for key, title, node in rules
    )


def _for_whom(row: RowReader, groups: Sequence[Group]) -> tuple[Text, Node] | None:
    highest = row.optional("desil_tertinggi", whole_number(1, 10), None)
    groups_refused = any(refusal.column == "untuk" for refusal in row.refusals)
    # A key never changes once it was told: these two are from when rice was the only fund of neighbours.
    if highest is not None and Group.MISKIN not in groups and not groups_refused:
        row.refuse("desil_tertinggi", str(highest), Message("beas_perelek.desil_without_poor"))
    if highest is None and Group.MISKIN in groups:
        row.refuse("desil_tertinggi", None, Message("beas_perelek.poor_without_desil"))
    return _joined(tuple(groups), highest or 1) if groups else None


@lru_cache
def _joined(groups: tuple[Group, ...], highest_desil: int) -> tuple[Text, Node]:
    """The title and the rule of a fund for any of some groups."""
    each = [_rule_of(group, highest_desil) for group in groups]
    words_id, words_en = "; ".join(text.id for text, _ in each), "; ".join(text.en or text.id for text, _ in each)
    nodes = tuple(node for _, node in each)
    title = Text(f"Diperuntukkan bagi: {words_id}", f"For: {words_en}")
    return title, nodes[0] if len(nodes) == 1 else AnyOf(nodes)


def _rule_of(group: Group, highest_desil: int) -> tuple[Text, Node]:
    match group:
        case Group.SAKIT:
            ill = Test(FactKey("member.ill_now"), Operator.IS, True)
            return Text("keluarga dengan anggota sakit", "families with somebody ill"), _anybody(ill)
        case Group.BERDUKA:
            bereaved = Test(FactKey("family.bereaved"), Operator.IS, True)
            return Text("keluarga yang berduka", "bereaved families"), bereaved
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


def hand_over(offering: OfferingContent, *, post: Text) -> HandOver:
    """Handed out on the spot, at `post` where the offering names no place; the steward's own practice comes first."""
    place = offering.delivery_channel or post
    holding = RICE if offering.form is BenefitForm.GOODS else MONEY
    name, measure = holding.name, holding.measure
    return HandOver(
        kind=HandOverKind.IMMEDIATE_AT_POST,
        who=offering.decided_by,
        steps=(
            Text("Kabari pengurus bahwa keluarga akan datang.", "Tell the steward that the family will come."),
            Text(
                f"Ambil {name.id.lower()} di {place.id}.",
                f"Collect the {(name.en or name.id).lower()} at {place.en or place.id}.",
            ),
            Text(
                f"Pengurus mencatat {measure.id} dan tanggal penyerahan.",
                f"The steward records {measure.en or measure.id} and date.",
            ),
        ),
        documents=offering.required_documents,
    )

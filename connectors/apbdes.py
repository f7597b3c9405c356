"""Aid from a village budget (APBDes), of which Dana Desa is the largest part: one row per programme of a desa.

A kelurahan has no Dana Desa: its code is refused, and its people do not match. Rules of Dana Desa are general knowledge
here, so they deny nobody until they are confirmed; the row's own legal basis is as sure as its publisher says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution
from connectors.feeds.cells import word_for
from connectors.feeds.columns import VILLAGE_CODE_ALIASES, column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.errors import ErrorCode, Message, refuse
from hub.domain.facts.fact import FactKey, Unit
from hub.domain.facts.situation import ProgrammeKey
from hub.domain.offerings.offering import BenefitUnit, FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import NATION, AreaBasis, RegionCode, ServiceArea, VillageKind, village_kind_of
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import (
    All,
    AnyOf,
    Criterion,
    Node,
    Operator,
    Over,
    Quantified,
    Quantifier,
    Rule,
    Test,
)
from hub.domain.text import Text

_ILL: Node = AnyOf(
    (
        Test(FactKey("member.chronic_illness"), Operator.IS, True),
        Test(FactKey("member.disability"), Operator.ONE_OF, ("MILD", "SEVERE")),
    )
)
_ALONE: Node = All(
    (
        Test(FactKey("member.lives_alone"), Operator.IS, True),
        # 60: UU 13/1998 art. 1, general knowledge.
        Test(FactKey("member.age_years"), Operator.AT_LEAST, 60, Unit.YEARS),
    )
)
_GROUPS: dict[str, tuple[Text, Node]] = {
    "miskin_ekstrem": (
        Text("keluarga miskin ekstrem", "extremely poor families"),
        Test(FactKey("family.extreme_poverty"), Operator.IS, True),
    ),
    "kehilangan_mata_pencaharian": (
        Text("keluarga yang kehilangan mata pencaharian", "families that lost their livelihood"),
        Test(FactKey("family.lost_livelihood"), Operator.IS, True),
    ),
    "sakit_menahun_atau_disabilitas": (
        Text("ada anggota sakit menahun atau disabilitas", "a member with a chronic illness or a disability"),
        Quantified(Over.MEMBERS, Quantifier.ANY, _ILL),
    ),
    "lansia_sendiri": (
        Text("lanjut usia yang hidup sendiri", "older people living alone"),
        Quantified(Over.MEMBERS, Quantifier.ANY, _ALONE),
    ),
}
"""The groups of BLT Dana Desa, as a village writes them."""

_BLT = ProgrammeKey("BLT_DESA")

COLUMNS = (
    *institution.COLUMNS,
    *institution.NEEDED,
    *institution.CITED,
    column(
        "kode_desa",
        "kode desa (bukan kelurahan)",
        "code of the desa (no kelurahan)",
        "32.13.23.2005",
        required=True,
        aliases=VILLAGE_CODE_ALIASES,
    ),
    column(
        "untuk",
        "kelompok BLT Dana Desa, dipisah |: " + ", ".join(_GROUPS),
        "groups of cash aid (BLT): extremely poor, lost livelihood, chronic illness or disability, old and alone",
        "miskin_ekstrem|lansia_sendiri",
    ),
)

_ORIGINS: Origins = {**institution.ORIGINS, "service_areas": ("kode_desa",)}
_THE_MEETING = Text("musyawarah desa", "the village meeting")


def _draft(row: RowReader) -> OfferingContent:
    def desa(text: str) -> RegionCode:
        code = row.region(text)
        if village_kind_of(code) not in (VillageKind.DESA, VillageKind.DESA_ADAT):
            raise refuse(ErrorCode.UNKNOWN_REGION, "apbdes.no_desa", given=code)
        return code

    content = institution.draft(
        row,
        funding_source=FundingSource.APBDES,
        domain=institution.domain(row),
        needs=institution.needs(row),
        areas=(ServiceArea(region=row.required("kode_desa", desa, NATION), basis=AreaBasis.EITHER),),
        legal_basis=institution.legal_basis(row),
        decided_by=_THE_MEETING,
    )
    groups = dict.fromkeys(row.listed("untuk", word_for({word: word for word in _GROUPS})))
    if groups and not institution.to_people(content.benefit_unit):
        row.refuse("untuk", "|".join(groups), Message("cell.not_taken"))
    elif groups:
        for_whom = _for_whom(groups, content.benefit_unit, content.legal_basis)
        programme = content.programme or _BLT
        content = replace(content, criteria=(*content.criteria, for_whom), programme=programme)
    return institution.carrying(content, _FIXED)


def _for_whom(groups: Iterable[str], unit: BenefitUnit, cited: Citation) -> Criterion:
    titles, nodes = zip(*(_GROUPS[group] for group in groups), strict=True)
    words_id, words_en = "; ".join(text.id for text in titles), "; ".join(text.en or text.id for text in titles)
    asked = tuple(node if isinstance(node, Quantified) else institution.of_family(unit, node) for node in nodes)
    return Criterion(
        key="for-whom",
        title=Text(f"Diperuntukkan bagi: {words_id}", f"For: {words_en}"),
        rule=Rule(asked[0] if len(asked) == 1 else AnyOf(asked)),
        citation=cited,
    )


def _unverified(rule: str) -> Citation:
    return Citation(title=f"{rule} (pengetahuan umum, belum diperiksa)", confidence=Confidence.UNVERIFIED)


_FIXED = institution.asked_term(
    "apbdes-village-meeting",
    Text("Penerima ditetapkan dalam musyawarah desa", "The village meeting has fixed who receives"),
    Text(
        "Apakah penerima ini sudah ditetapkan dalam musyawarah desa?", "Has the village meeting fixed this recipient?"
    ),
    _unverified("UU 6/2014 tentang Desa: penerima ditetapkan dalam musyawarah desa"),
)
_IN_A_DESA = Criterion(
    key="apbdes.desa",
    title=Text("Tinggal di desa atau desa adat, bukan kelurahan", "Lives in a desa or desa adat, not in a kelurahan"),
    rule=Rule(Test(FactKey("region.village_kind"), Operator.ONE_OF, ("DESA", "DESA_ADAT"))),
    citation=_unverified("UU 6/2014 tentang Desa: Dana Desa bagi desa, bukan kelurahan"),
)
_BLT_RULE = _unverified("Aturan BLT Dana Desa: penerima bukan penerima PKH")


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """Aid of a desa is for who lives in one and whom its meeting fixed; BLT besides not for families on PKH."""
    found = (_IN_A_DESA, *institution.carried(offering, _FIXED))
    if offering.programme != _BLT or not institution.to_people(offering.benefit_unit):
        return found
    without_pkh = institution.without_aid("apbdes.pkh", offering.benefit_unit, (ProgrammeKey("PKH"),), _BLT_RULE)
    return (*found, without_pkh)


def hand_over(offering: OfferingContent) -> HandOver:
    """Put before the village meeting; the village's own practice comes first (general knowledge, unverified)."""
    return HandOver(
        kind=HandOverKind.VILLAGE_MEETING,
        who=offering.decided_by,
        steps=(
            Text(
                "Sampaikan data keluarga kepada kepala seksi kesejahteraan di kantor desa.",
                "Give the family's data to the welfare officer at the village office.",
            ),
            Text(
                "Minta keluarga dibahas dalam musyawarah desa berikutnya.",
                "Ask for the family to be discussed at the next village meeting.",
            ),
            Text(
                "Simpan tanggal dan berita acara musyawarah, lalu pantau keputusan kepala desa.",
                "Keep the meeting's date and minutes, and follow the village head's decision.",
            ),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Anggaran Pendapatan dan Belanja Desa (APBDes)", "Village budgets (APBDes)"),
    funding_sources=(FundingSource.APBDES,),
    publishers=frozenset({PartnerKind.VILLAGE}),
    legal_basis=Citation(title="UU 6/2014 tentang Desa", confidence=Confidence.UNVERIFIED),
    cadence_days=366,
    maximum_rows=1_000,
    columns=COLUMNS,
    draft=_draft,
    origins=_ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

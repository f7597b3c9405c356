"""Zakat as BAZNAS or a LAZ distributes it: a row per programme, for some of the eight groups (asnaf) that may receive.

What is known of a family may show that it is poor; the rest of what makes an asnaf is asked. What somebody believes is
never a fact here: whether zakat is for them is the amil's answer to a question.
"""

from collections.abc import Sequence
from dataclasses import replace

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution
from connectors.feeds.cells import word_for
from connectors.feeds.columns import column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.facts.fact import FactKey
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import AnyOf, Check, Criterion, Operator, PartnerCheck, Rule, Test
from hub.domain.text import Text

_ASNAF: dict[str, Text] = {
    "fakir": Text("fakir (tidak punya penghasilan)", "fakir (without income)"),
    "miskin": Text("miskin (penghasilan tidak cukup)", "miskin (income too low)"),
    "amil": Text("amil (pengelola zakat)", "amil (who manages zakat)"),
    "mualaf": Text("mualaf (baru memeluk Islam)", "mualaf (new to Islam)"),
    "riqab": Text("riqab (terbelenggu, mis. korban perdagangan orang)", "riqab (in bondage, such as trafficked)"),
    "gharimin": Text("gharimin (terlilit utang untuk kebutuhan hidup)", "gharimin (in debt for what life takes)"),
    "fisabilillah": Text("fisabilillah (di jalan Allah)", "fisabilillah (in the way of Allah)"),
    "ibnu_sabil": Text("ibnu sabil (kehabisan bekal di perjalanan)", "ibnu sabil (stranded on the way)"),
}
"""The eight groups of Quran 9:60, as BAZNAS names them."""

# What shows an asnaf without a question; its absence shows nothing.
_SIGNS: dict[str, tuple[str, ...]] = {
    "fakir": ("family.extreme_poverty",),
    "miskin": ("family.extreme_poverty", "family.holds_sktm", "family.holds_kks"),
}

COLUMNS = (
    *institution.COLUMNS,
    *institution.SERVED,
    *institution.NEEDED,
    *institution.CITED,
    column(
        "asnaf", "asnaf, dipisah |: " + ", ".join(_ASNAF), "the groups (asnaf) it is for", "fakir|miskin", required=True
    ),
)

_ORIGINS: Origins = {**institution.ORIGINS, "criteria": (*institution.ORIGINS["criteria"], "asnaf")}


def _draft(row: RowReader) -> OfferingContent:
    content = institution.draft(
        row,
        funding_source=FundingSource.ZAKAT,
        domain=institution.domain(row),
        needs=institution.needs(row),
        areas=institution.areas(row, AreaBasis.EITHER),
        legal_basis=institution.legal_basis(row),
    )
    asnaf = tuple(dict.fromkeys(row.listed("asnaf", word_for({word: word for word in _ASNAF}), required=True)))
    if asnaf:
        content = _for(content, asnaf)
    return institution.carrying(content, _MUSTAHIK)


def _for(content: OfferingContent, asnaf: Sequence[str]) -> OfferingContent:
    """The draft for some asnaf: shown by what is known of the family, or else asked."""
    named_id = "; ".join(_ASNAF[each].id for each in asnaf)
    named_en = "; ".join(_ASNAF[each].en or "" for each in asnaf)
    asked = PartnerCheck(
        key="zakat-asnaf",
        question=Text(
            f"Apakah penerima termasuk asnaf ini: {named_id}?", f"Does the recipient belong to these asnaf: {named_en}?"
        ),
    )
    facts = dict.fromkeys(fact for each in asnaf for fact in _SIGNS.get(each, ()))
    signs = [
        institution.of_family(content.benefit_unit, Test(FactKey(fact), Operator.IS, True))
        for fact in (facts if institution.to_people(content.benefit_unit) else ())
    ]
    criterion = Criterion(
        key="asnaf",
        title=Text(f"Untuk asnaf: {named_id}", f"For the asnaf: {named_en}"),
        rule=Rule(AnyOf((*signs, Check(asked.key))) if signs else Check(asked.key)),
        citation=content.legal_basis,
    )
    return replace(content, criteria=(*content.criteria, criterion), checks=(*content.checks, asked))


_LAW = "UU 23/2011 tentang Pengelolaan Zakat"
_MUSTAHIK = institution.asked_term(
    "zakat-mustahik",
    Text("Zakat dibagikan kepada mustahik sesuai syariat Islam", "Zakat goes to those entitled to it under sharia"),
    Text(
        "Apakah amil menetapkan penerima ini sebagai mustahik?", "Does the amil find this recipient entitled to zakat?"
    ),
    Citation(title=f"{_LAW} (belum diperiksa pada naskahnya)", article="Pasal 25", confidence=Confidence.UNVERIFIED),
)


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """That the amil finds the recipient entitled: a question, since nobody's religion is a fact here."""
    return institution.carried(offering, _MUSTAHIK)


def hand_over(offering: OfferingContent) -> HandOver:
    """A letter to BAZNAS or the LAZ, whose own way comes first (general knowledge, unverified)."""
    return HandOver(
        kind=HandOverKind.LETTER,
        who=Text(f"bagian pendistribusian {offering.provider}", f"the distribution section of {offering.provider}"),
        steps=(
            Text(
                "Isi formulir permohonan mustahik bersama keluarga.", "Fill in the institution's form with the family."
            ),
            Text(
                "Lampirkan surat pengantar desa atau kelurahan, atau pengurus masjid, beserta dokumen.",
                "Attach a letter of the village or the mosque's committee, with the documents.",
            ),
            Text(
                "Siapkan keluarga untuk kunjungan petugas; keputusan ada pada amil.",
                "Prepare the family for a visit; the amil decides.",
            ),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Zakat (BAZNAS dan LAZ)", "Zakat (BAZNAS and LAZ)"),
    funding_sources=(FundingSource.ZAKAT,),
    publishers=frozenset({PartnerKind.ZAKAT_INSTITUTION}),
    legal_basis=Citation(title=_LAW, confidence=Confidence.UNVERIFIED),
    cadence_days=183,
    maximum_rows=10_000,
    columns=COLUMNS,
    draft=_draft,
    origins=_ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

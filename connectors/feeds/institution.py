"""The form that institutions share: governments, villages, companies, zakat bodies and donors write one row per
programme, in Indonesian: plain cells as far as those say it, and JSON (`syarat`) for the rest. Knows no source.

A source puts its own columns after these and says what they mean; `draft` reads the shared ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from connectors.feeds import json_cells
from connectors.feeds.cells import day, whole_number, word_for, words, yes_no
from connectors.feeds.columns import column
from connectors.feeds.rows import REFERENCE_LENGTH, Origins, RowReader
from hub.domain.errors import Message
from hub.domain.facts.fact import FactKey, Unit
from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.facts.situation import ProgrammeKey
from hub.domain.offerings.benefit import Benefit, Component, Period
from hub.domain.offerings.offering import BenefitForm, BenefitUnit, Capacity, FundingSource, OfferingContent
from hub.domain.region import AreaBasis, ServiceArea
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import (
    Aid,
    Check,
    Criterion,
    Node,
    Not,
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

_FORMS = {"uang": BenefitForm.MONEY, "barang": BenefitForm.GOODS, "jasa": BenefitForm.SERVICE}
_PERIODS = {
    "sekali": Period.ONCE,
    "hari": Period.DAY,
    "bulan": Period.MONTH,
    "semester": Period.SEMESTER,
    "tahun": Period.YEAR,
}
_RECIPIENTS = {
    "perorangan": BenefitUnit.INDIVIDUAL,
    "keluarga": BenefitUnit.FAMILY,
    "rumah_tangga": BenefitUnit.HOUSEHOLD,
    "kelompok": BenefitUnit.GROUP,
    "masyarakat": BenefitUnit.COMMUNITY,
    "lembaga": BenefitUnit.ORGANISATION,
}
_DOMAINS = {
    "jaminan_sosial": ServiceDomain.SOCIAL_SECURITY,
    "perumahan": ServiceDomain.HOUSING,
    "kesehatan": ServiceDomain.HEALTH,
    "pendidikan": ServiceDomain.EDUCATION,
    "perawatan_sosial": ServiceDomain.PERSONAL_SOCIAL_CARE,
    "lintas_bidang": ServiceDomain.CROSS_CUTTING,
}
_CONFIDENCES = {
    "dibaca": Confidence.VERIFIED,
    "diberitakan": Confidence.REPORTED,
    "belum_diperiksa": Confidence.UNVERIFIED,
}

_EXAMPLE_CRITERIA = (
    '[{"key": "rumah", "title": {"id": "Tidak punya rumah lain", "en": "Owns no other house"},'
    ' "rule": {"fact": "family.owns_other_house", "is": false},'
    ' "citation": {"title": "Pedoman program contoh", "confidence": "VERIFIED"}}]'
)


COLUMNS = (
    column(
        "rujukan",
        "kunci penerbit untuk program ini",
        "the publisher's own key of the programme",
        "bantuan-contoh",
        required=True,
    ),
    column("program", "kunci program, sama dari tahun ke tahun", "programme key, the same over the years", "CONTOH"),
    column("judul", "judul", "title", "Bantuan contoh", required=True),
    column("judul_en", "judul dalam bahasa Inggris", "title in English", "Example aid"),
    column("keterangan", "keterangan", "description", "Bantuan bagi keluarga miskin", required=True),
    column("keterangan_en", "keterangan dalam bahasa Inggris", "description in English", "Aid for poor families"),
    column("penyedia", "lembaga yang memberi", "the body that provides the aid", "Lembaga Contoh", required=True),
    column(
        "bentuk", "uang, barang, atau jasa", "money (uang), goods (barang) or service (jasa)", "uang", required=True
    ),
    column("jumlah", "jumlah tiap kali; kosong: menurut asesmen", "amount each time; empty: by assessment", "300.000"),
    column("satuan", "IDR, g, atau nama satuan barang", "IDR, g or what the goods are counted in", "IDR"),
    column("setiap", "sekali, hari, bulan, semester, atau tahun", "once, or per day, month, semester, year", "bulan"),
    column(
        "penerima",
        "perorangan, keluarga, rumah_tangga, kelompok, masyarakat, atau lembaga",
        "one person, family, household, group, community or organisation",
        "keluarga",
        required=True,
    ),
    column("desil_tertinggi", "desil DTSEN paling tinggi", "the highest desil of the register DTSEN", "4"),
    column("usia_dari", "usia paling muda, tahun", "lowest age in years"),
    column("usia_sampai", "usia paling tua, tahun", "highest age in years"),
    column("syarat", "syarat lain, JSON", "other criteria, as JSON", _EXAMPLE_CRITERIA),
    column(
        "pertanyaan",
        "pertanyaan ya/tidak yang harus dijawab ya, dipisah |",
        "yes or no questions that must be answered yes, separated by |",
        "Apakah sudah dikunjungi petugas?",
    ),
    column("pertanyaan_en", "pertanyaan dalam bahasa Inggris", "in English, as many", "Has there been a visit?"),
    column("dokumen", "dokumen, dipisah |", "documents, separated by |", "KTP|Kartu Keluarga"),
    column("dokumen_en", "dokumen dalam bahasa Inggris", "in English, as many", "identity card|family card"),
    column("hari_sampai", "hari sampai bantuan diterima", "days until the aid arrives", "30"),
    column("berlaku_dari", "berlaku sejak", "first day of validity", "2026-01-01"),
    column("berlaku_sampai", "berlaku sampai", "last day of validity", "2026-12-31"),
    column("kuota_satuan", "satuan kuota", "unit of the capacity", "keluarga"),
    column("kuota", "kuota", "capacity in all", "1.000"),
    column("kuota_sisa", "sisa kuota", "capacity left", "250"),
    column("kuota_per_tanggal", "tanggal sisa kuota", "day of the capacity left", "2026-11-24"),
    column("daftar_tunggu", "ada daftar tunggu: ya atau tidak", "a waiting list: ya or tidak", "tidak"),
    column("penetap", "siapa yang menetapkan penerima", "who decides on each request", "Tim Contoh"),
    column("penetap_en", "siapa yang menetapkan, bahasa Inggris", "who decides, in English", "the example team"),
    column(
        "diperbarui",
        "tanggal data diperbarui",
        "day on which the row was brought up to date",
        "2026-11-24",
        required=True,
    ),
    column("oleh", "jabatan yang memastikan", "office (no name) that assured the row", "Kepala bidang", required=True),
)
"""The columns that `draft` reads."""

SERVED = (
    column(
        "wilayah",
        "kode wilayah layanan, dipisah |",
        "codes of the regions served, separated by |",
        "32.13.23.2005",
        required=True,
    ),
    column("wilayah_dikecualikan", "kode wilayah yang dikecualikan, dipisah |", "codes of regions left out"),
)
"""The columns of `areas`."""

NEEDED = (
    column(
        "bidang",
        "jaminan_sosial, perumahan, kesehatan, pendidikan, perawatan_sosial, atau lintas_bidang",
        "service domain: social security, housing, health, education, social care or cross-cutting",
        "jaminan_sosial",
        required=True,
    ),
    column("kebutuhan", "kode kebutuhan, dipisah |", "codes of needs, separated by |", "INCOME_SUPPORT", required=True),
)
"""The columns of `domain` and `needs`."""

CITED = (
    column("dasar_hukum", "dasar hukum", "law or other source", "Peraturan contoh 1/2026", required=True),
    column("pasal", "pasal", "article", "Pasal 4"),
    column(
        "keyakinan",
        "dibaca, diberitakan, atau belum_diperiksa",
        "read in the source itself (dibaca), reported (diberitakan) or unverified (belum_diperiksa)",
        "dibaca",
        required=True,
    ),
)
"""The columns of `legal_basis`."""

ORIGINS: Origins = {
    "reference": ("rujukan",),
    "provider": ("penyedia",),
    "title": ("judul",),
    "description": ("keterangan",),
    "needs": ("kebutuhan",),
    "service_areas": ("wilayah", "wilayah_dikecualikan"),
    "criteria": ("syarat", "penerima", "pertanyaan"),
    "benefit": ("satuan", "jumlah", "setiap", "bentuk"),
    "capacity": ("kuota_sisa", "kuota"),
    "valid_to": ("berlaku_sampai", "berlaku_dari"),
    "decided_by": ("penetap",),
    "legal_basis": ("dasar_hukum",),
    "assured_by": ("oleh",),
}

_SOME_DAY = day("2000-01-01")


def draft(
    row: RowReader,
    *,
    funding_source: FundingSource,
    domain: ServiceDomain,
    needs: tuple[NeedCode, ...],
    areas: tuple[ServiceArea, ...],
    legal_basis: Citation,
    decided_by: Text | None = None,
) -> OfferingContent:
    """What the shared columns say, with what the source has read of its own.

    Plain criteria rest on the legal basis. When the row names nobody who decides, `decided_by` does; the provider when
    that is left out too.
    """
    unit = row.required("penerima", word_for(_RECIPIENTS), BenefitUnit.FAMILY)
    form = row.required("bentuk", word_for(_FORMS), BenefitForm.MONEY)
    provider = row.text("penyedia")
    questions = row.texts_in_both("pertanyaan", "pertanyaan_en")
    checks = tuple(PartnerCheck(key=f"pertanyaan-{n}", question=text) for n, text in enumerate(questions, 1))
    own: tuple[Criterion, ...] = row.optional("syarat", json_cells.criteria, ())
    return OfferingContent(
        reference=row.text("rujukan", limit=REFERENCE_LENGTH),
        source=row.source,
        funding_source=funding_source,
        provider=provider,
        programme=row.optional("program", programme, None),
        title=row.text_in_both("judul", "judul_en"),
        description=row.text_in_both("keterangan", "keterangan_en", limit=2_000),
        domain=domain,
        needs=needs,
        form=form,
        benefit=_benefit(row, legal_basis),
        benefit_unit=unit,
        service_areas=areas,
        criteria=(*own, *_people(row, unit, legal_basis), *(_asked(check, legal_basis) for check in checks)),
        checks=checks,
        required_documents=row.texts_in_both("dokumen", "dokumen_en"),
        days_to_help=row.optional("hari_sampai", whole_number(0, 3650), None),
        valid_from=row.optional("berlaku_dari", day, None),
        valid_to=row.optional("berlaku_sampai", day, None),
        capacity=capacity(
            row,
            unit="kuota_satuan",
            maximum="kuota",
            available="kuota_sisa",
            as_of="kuota_per_tanggal",
            waitlist="daftar_tunggu",
        ),
        decided_by=row.optional_text_in_both("penetap", "penetap_en") or decided_by or Text(provider),
        legal_basis=legal_basis,
        assured_on=row.required("diperbarui", day, _SOME_DAY),
        assured_by=row.text("oleh"),
    )


def programme(text: str) -> ProgrammeKey:
    """A reader of programme keys."""
    return ProgrammeKey(words(60)(text))


def domain(row: RowReader) -> ServiceDomain:
    """The service domain."""
    return row.required("bidang", word_for(_DOMAINS), ServiceDomain.SOCIAL_SECURITY)


def needs(row: RowReader) -> tuple[NeedCode, ...]:
    """The codes of needs; whether they are known is judged by `publishing`."""
    return row.listed("kebutuhan", NeedCode, required=True)


def legal_basis(row: RowReader) -> Citation:
    """The law or other source that the row cites, and how sure its publisher is of it."""
    return Citation(
        # No empty placeholder: what rests on the legal basis would be told of as uncited, too.
        title=row.required("dasar_hukum", words(500), "-"),
        article=row.optional("pasal", words(200), None),
        confidence=row.required("keyakinan", word_for(_CONFIDENCES), Confidence.UNVERIFIED),
    )


def areas(
    row: RowReader, basis: AreaBasis, *, served: str = "wilayah", excluded: str = "wilayah_dikecualikan"
) -> tuple[ServiceArea, ...]:
    """The regions served and those left out, all on one basis."""
    inside = row.listed(served, row.region, required=True)
    outside = row.listed(excluded, row.region)
    return (
        *(ServiceArea(region=code, basis=basis) for code in inside),
        *(ServiceArea(region=code, excluded=True, basis=basis) for code in outside),
    )


def capacity(row: RowReader, *, unit: str, maximum: str, available: str, as_of: str, waitlist: str) -> Capacity | None:
    """The capacity that five columns tell together; None when all are empty. Told in part it is refused."""
    before = len(row.refusals)
    counted_in = row.optional(unit, words(60), None)
    most = row.optional(maximum, whole_number(), None)
    left = row.optional(available, whole_number(), None)
    counted_on = row.optional(as_of, day, None)
    waits = row.optional(waitlist, yes_no, None)
    if len(row.refusals) > before:
        return None
    if counted_in is not None and most is not None and left is not None and counted_on is not None:
        return Capacity(unit=counted_in, maximum=most, available=left, waitlist=waits or False, as_of=counted_on)
    given = {unit: counted_in, maximum: most, available: left, as_of: counted_on}
    if waits is not None or any(value is not None for value in given.values()):
        missing = tuple(name for name, value in given.items() if value is None)
        row.refuse(missing[0], None, Message("cell.capacity_incomplete", {"missing": missing}))
    return None


def _benefit(row: RowReader, cited: Citation) -> Benefit | None:
    amount = row.optional("jumlah", whole_number(minimum=1), None)
    unit = row.optional("satuan", words(60), None)
    per = row.optional("setiap", word_for(_PERIODS), None)
    given = {"jumlah": amount, "satuan": unit, "setiap": per}
    if amount is not None and unit is not None and per is not None:
        return Benefit(
            unit=unit,
            per=per,
            components=(Component(key="aid", title=Text("Bantuan", "Aid"), amount=amount),),
            citation=cited,
        )
    empty = [name for name, value in given.items() if value is None]
    # A cell that was refused is not empty: it has been told already.
    if len(empty) < len(given) and not {refusal.column for refusal in row.refusals} & set(given):
        filled = next(name for name, value in given.items() if value is not None)
        row.refuse(empty[0], None, Message("cell.empty_beside", {"other": filled}))
    return None


def _people(row: RowReader, unit: BenefitUnit, cited: Citation) -> tuple[Criterion, ...]:
    desil = row.optional("desil_tertinggi", whole_number(1, 10), None)
    youngest = row.optional("usia_dari", whole_number(0, 130), None)
    oldest = row.optional("usia_sampai", whole_number(0, 130), None)
    if not to_people(unit):
        for name, value in (("desil_tertinggi", desil), ("usia_dari", youngest), ("usia_sampai", oldest)):
            if value is not None:
                row.refuse(name, str(value), Message("cell.not_taken"))
        return ()
    found: list[Criterion] = []
    if desil is not None:
        poor = Test(FactKey("family.desil"), Operator.AT_MOST, desil, Unit.DESIL)
        title = Text(f"Keluarga dalam desil 1–{desil} DTSEN", f"The family is in desil 1–{desil} of the register DTSEN")
        found.append(
            Criterion(
                key="desil",
                title=title,
                rule=Rule(of_family(unit, poor)),
                citation=cited,
                remedy=RemedyKind.REGISTER_IN_DTSEN,
            )
        )
    if youngest is not None and oldest is not None and oldest < youngest:
        row.refuse("usia_sampai", str(oldest), Message("institution.ages_reversed", {"youngest": youngest}))
    elif youngest is not None or oldest is not None:
        found.append(_age(unit, youngest, oldest, cited))
    return tuple(found)


def _age(unit: BenefitUnit, youngest: int | None, oldest: int | None, cited: Citation) -> Criterion:
    fact = FactKey("member.age_years")
    if oldest is None:
        test = Test(fact, Operator.AT_LEAST, youngest or 0, Unit.YEARS)
        span = Text(f"{youngest} tahun ke atas", f"{youngest} years or older")
    elif youngest is None:
        test = Test(fact, Operator.AT_MOST, oldest, Unit.YEARS)
        span = Text(f"paling tua {oldest} tahun", f"at most {oldest} years")
    else:
        test = Test(fact, Operator.BETWEEN, (youngest, oldest), Unit.YEARS)
        span = Text(f"{youngest}–{oldest} tahun", f"{youngest}–{oldest} years")
    who = ("Usia penerima", "Age of the recipient")
    if unit is not BenefitUnit.INDIVIDUAL:
        who = ("Usia salah satu anggota", "Age of one of the members")
    title = Text(f"{who[0]}: {span.id}", f"{who[1]}: {span.en}")
    return Criterion(key="age", title=title, rule=Rule(of_member(unit, test)), citation=cited)


def to_people(unit: BenefitUnit) -> bool:
    """Whether aid of that unit goes to people of a household, so that a rule may look at their family."""
    return unit in {BenefitUnit.INDIVIDUAL, BenefitUnit.FAMILY, BenefitUnit.HOUSEHOLD}


def of_family(unit: BenefitUnit, node: Node) -> Node:
    """A rule about a family, asked of those who receive: a household passes when one of its families does."""
    return Quantified(Over.FAMILIES, Quantifier.ANY, node) if unit is BenefitUnit.HOUSEHOLD else node


def of_member(unit: BenefitUnit, node: Node) -> Node:
    """A rule about one person: the recipient, or anybody of the family or household that receives."""
    return node if unit is BenefitUnit.INDIVIDUAL else Quantified(Over.MEMBERS, Quantifier.ANY, node)


def without_aid(key: str, unit: BenefitUnit, programmes: Sequence[ProgrammeKey], cited: Citation) -> Criterion:
    """That the family receives none of some programmes now."""
    named = ", ".join(programmes)
    return Criterion(
        key=key,
        title=Text(f"Keluarga tidak sedang menerima {named}", f"The family does not receive {named}"),
        rule=Rule(Not(of_family(unit, Aid(tuple(programmes))))),
        citation=cited,
    )


def _asked(check: PartnerCheck, cited: Citation) -> Criterion:
    return Criterion(key=check.key, title=check.question, rule=Rule(Check(check.key)), citation=cited)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTerm:
    """A standing rule of a source that data alone cannot say: the question that the source's drafts carry, and the
    criterion that looks at its answer."""

    check: PartnerCheck
    criterion: Criterion


def asked_term(key: str, title: Text, question: Text, citation: Citation) -> AskedTerm:
    """A standing rule that is a question, to be answered yes."""
    check = PartnerCheck(key=key, question=question)
    return AskedTerm(check=check, criterion=Criterion(key=key, title=title, rule=Rule(Check(key)), citation=citation))


def carrying(offering: OfferingContent, *rules: AskedTerm) -> OfferingContent:
    """The draft with the questions of standing rules."""
    return replace(offering, checks=(*offering.checks, *(rule.check for rule in rules)))


def carried(offering: OfferingContent, *rules: AskedTerm) -> tuple[Criterion, ...]:
    """The criteria of those rules whose question the offering carries. One that was drafted by hand without the
    question has no such criterion: nobody could be asked."""
    keys = {check.key for check in offering.checks}
    return tuple(rule.criterion for rule in rules if rule.check.key in keys)

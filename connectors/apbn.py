"""Aid from the national budget (APBN), as ministries publish it: one wide row per programme. Fetches nothing.

Rules, benefit and checks are cells of JSON in the published form (`criterion_json`), each with its own citation.
"""

import re
from collections.abc import Sequence

from connectors.contract import HandOver, HandOverKind, Source
from connectors.feeds import institution, json_cells
from connectors.feeds.cells import day, one_of, whole_number, words, yes_no
from connectors.feeds.columns import column
from connectors.feeds.rows import REFERENCE_LENGTH, Origins, RowReader
from hub.domain.facts.fact import FactKey
from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.offerings.benefit import Benefit
from hub.domain.offerings.offering import (
    AidKind,
    Allocation,
    Audience,
    BenefitForm,
    BenefitUnit,
    DeliveryMode,
    Duration,
    FundingSource,
    OfferingContent,
)
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import (
    All,
    AnyOf,
    Binds,
    Criterion,
    Node,
    Operator,
    Over,
    Quantified,
    Quantifier,
    RemedyKind,
    Rule,
    Test,
)
from hub.domain.text import Text

_EXAMPLE_BENEFIT = (
    '{"unit": "IDR", "per": "MONTH", "components": [{"key": "aid", "title": {"id": "Bantuan"}, "amount": 200000}],'
    ' "citation": {"title": "Keputusan Menteri 1/2026", "confidence": "VERIFIED"}}'
)
_EXAMPLE_CRITERIA = (
    '[{"key": "desil", "title": {"id": "Desil 1–4"}, "rule": {"fact": "family.desil", "at_most": 4, "unit": "DESIL"},'
    ' "citation": {"title": "Keputusan Menteri 1/2026", "confidence": "VERIFIED"}}]'
)

COLUMNS = (
    column(
        "reference",
        "kunci penerbit untuk program ini",
        "the publisher's own key of the programme",
        "bantuan-contoh",
        required=True,
    ),
    column("programme", "kunci program, mis. PKH", "programme key, for example PKH", "BANTUAN_CONTOH"),
    column(
        "provider", "lembaga yang menyalurkan", "the body that provides the aid", "Kementerian Contoh", required=True
    ),
    column("title_id", "judul", "title in Indonesian", "Bantuan contoh", required=True),
    column("title_en", "judul dalam bahasa Inggris", "title in English", "Example aid"),
    column(
        "description_id", "keterangan", "description in Indonesian", "Bantuan tunai bagi keluarga miskin", required=True
    ),
    column("description_en", "keterangan dalam bahasa Inggris", "description in English", "Cash for poor families"),
    column("domain", "bidang layanan", "service domain", "SOCIAL_SECURITY", required=True),
    column(
        "needs", "kode kebutuhan, dipisah |", "codes of needs, separated by |", "INCOME_SUPPORT|FOOD", required=True
    ),
    column("kind", "jenis bantuan; kosong: DIRECT", "kind of aid; empty: DIRECT", "DIRECT"),
    column("form", "bentuk: MONEY, GOODS, atau SERVICE", "form: MONEY, GOODS or SERVICE", "MONEY", required=True),
    column(
        "benefit",
        "besaran, JSON",
        "amounts, as JSON",
        _EXAMPLE_BENEFIT,
    ),
    column("benefit_unit", "satuan penerima", "to whom one benefit goes", "FAMILY", required=True),
    column(
        "duration",
        "TEMPORARY atau SUSTAINED; kosong: TEMPORARY",
        "TEMPORARY or SUSTAINED; empty: TEMPORARY",
        "SUSTAINED",
    ),
    column(
        "regions",
        "kode wilayah layanan, dipisah |; 00: nasional",
        "codes of regions; 00: nation",
        "32",
        required=True,
    ),
    column("excluded_regions", "kode wilayah yang dikecualikan", "codes of regions left out", "32.73"),
    column(
        "area_basis",
        "PRESENT, REGISTERED, EITHER; kosong: EITHER",
        "PRESENT, REGISTERED, EITHER (when empty)",
        "EITHER",
    ),
    column(
        "criteria",
        "syarat, JSON",
        "criteria, as JSON",
        _EXAMPLE_CRITERIA,
    ),
    column("checks", "pertanyaan ya/tidak, JSON", "yes or no questions, as JSON"),
    column("ppks", "kategori PPKS, dipisah |", "PPKS categories, separated by |"),
    column(
        "required_documents_id", "dokumen, dipisah |", "documents in Indonesian, separated by |", "KTP|Kartu Keluarga"
    ),
    column(
        "required_documents_en",
        "dokumen dalam bahasa Inggris",
        "documents in English, as many",
        "identity card|family card",
    ),
    column("delivery_mode", "CASH atau NON_CASH", "CASH or NON_CASH", "NON_CASH"),
    column("delivery_channel_id", "saluran penyerahan", "delivery channel in Indonesian", "kantor pos"),
    column("delivery_channel_en", "saluran dalam bahasa Inggris", "delivery channel in English", "post office"),
    column("days_to_help", "hari sampai bantuan diterima", "days until the aid arrives", "30"),
    column("valid_from", "berlaku sejak", "first day of validity", "2026-01-01"),
    column("valid_to", "berlaku sampai", "last day of validity", "2026-12-31"),
    column("fiscal_year", "tahun anggaran", "fiscal year", "2026"),
    column("planned", "direncanakan: ya atau tidak", "planned: ya or tidak", "ya"),
    column("capacity_unit", "satuan kuota", "unit of the capacity", "keluarga"),
    column("capacity_maximum", "kuota", "capacity in all", "1000"),
    column("capacity_available", "sisa kuota", "capacity left", "250"),
    column("capacity_as_of", "tanggal sisa kuota", "day of the capacity left", "2026-11-24"),
    column("capacity_waitlist", "ada daftar tunggu: ya atau tidak", "a waiting list: ya or tidak", "tidak"),
    column("allocation", "dasar pembagian; kosong: DISCRETION", "allocation; empty: DISCRETION", "QUOTA"),
    column("decided_by_id", "siapa yang menetapkan", "who decides, in Indonesian", "Dinas Sosial", required=True),
    column(
        "decided_by_en", "siapa yang menetapkan, bahasa Inggris", "who decides, in English", "social affairs office"
    ),
    column("legal_title", "dasar hukum atau sumber", "law or other source", "Keputusan Menteri 1/2026", required=True),
    column("legal_article", "pasal", "article", "Pasal 4"),
    column("legal_valid_from", "dasar hukum berlaku sejak", "the law's first day", "2026-01-01"),
    column("legal_valid_to", "dasar hukum berlaku sampai", "the law's last day"),
    column(
        "legal_confidence",
        "VERIFIED, REPORTED, UNVERIFIED",
        "VERIFIED, REPORTED, UNVERIFIED",
        "VERIFIED",
        required=True,
    ),
    column("consequence_id", "akibat bila diterima", "what taking the aid changes, in Indonesian"),
    column("consequence_en", "akibat, bahasa Inggris", "what taking the aid changes, in English"),
    column("assured_on", "tanggal data dipastikan", "day on which the row was assured", "2026-11-24", required=True),
    column("assured_by", "jabatan yang memastikan", "office that assured the row", "Direktur", required=True),
    column("audience", "PUBLIC atau DESK; kosong: PUBLIC", "PUBLIC or DESK; empty: PUBLIC", "PUBLIC"),
)

_ORIGINS: Origins = {
    "reference": ("reference",),
    "provider": ("provider",),
    "title": ("title_id",),
    "description": ("description_id",),
    "needs": ("needs",),
    "ppks": ("ppks",),
    "service_areas": ("regions", "excluded_regions"),
    "criteria": ("criteria", "checks", "benefit_unit"),
    "benefit": ("benefit", "checks", "benefit_unit", "form"),
    "capacity": ("capacity_available", "capacity_maximum"),
    "days_to_help": ("days_to_help",),
    "valid_to": ("valid_to", "valid_from"),
    "delivery_channel": ("delivery_channel_id", "delivery_channel_en"),
    "decided_by": ("decided_by_id",),
    "consequence": ("consequence_id", "consequence_en"),
    "legal_basis": ("legal_title", "legal_valid_from", "legal_valid_to"),
    "assured_by": ("assured_by",),
}


_SOME_DAY = day("2000-01-01")


def _draft(row: RowReader) -> OfferingContent:
    no_benefit: Benefit | None = None
    return OfferingContent(
        reference=row.text("reference", limit=REFERENCE_LENGTH),
        source=row.source,
        funding_source=FundingSource.APBN,
        provider=row.text("provider"),
        programme=row.optional("programme", institution.programme, None),
        title=row.text_in_both("title_id", "title_en"),
        description=row.text_in_both("description_id", "description_en", limit=2_000),
        domain=row.word("domain", ServiceDomain),
        needs=row.listed("needs", NeedCode, required=True),
        kind=row.optional("kind", one_of(AidKind), AidKind.DIRECT),
        form=row.word("form", BenefitForm),
        benefit=row.optional("benefit", json_cells.benefit, no_benefit),
        benefit_unit=row.word("benefit_unit", BenefitUnit),
        duration=row.optional("duration", one_of(Duration), Duration.TEMPORARY),
        service_areas=institution.areas(
            row,
            row.optional("area_basis", one_of(AreaBasis), AreaBasis.EITHER),
            served="regions",
            excluded="excluded_regions",
        ),
        criteria=row.optional("criteria", json_cells.criteria, ()),
        checks=row.optional("checks", json_cells.checks, ()),
        ppks=row.listed("ppks", str),
        required_documents=row.texts_in_both("required_documents_id", "required_documents_en"),
        delivery_mode=row.optional("delivery_mode", one_of(DeliveryMode), None),
        delivery_channel=row.optional_text_in_both("delivery_channel_id", "delivery_channel_en"),
        days_to_help=row.optional("days_to_help", whole_number(0, 3650), None),
        valid_from=row.optional("valid_from", day, None),
        valid_to=row.optional("valid_to", day, None),
        fiscal_year=row.optional("fiscal_year", whole_number(1945, 2200), None),
        planned=row.optional("planned", yes_no, None),
        capacity=institution.capacity(
            row,
            unit="capacity_unit",
            maximum="capacity_maximum",
            available="capacity_available",
            as_of="capacity_as_of",
            waitlist="capacity_waitlist",
        ),
        allocation=row.optional("allocation", one_of(Allocation), Allocation.DISCRETION),
        decided_by=row.text_in_both("decided_by_id", "decided_by_en"),
        legal_basis=_legal_basis(row),
        consequence=row.optional_text_in_both("consequence_id", "consequence_en", limit=500),
        assured_on=row.required("assured_on", day, _SOME_DAY),
        assured_by=row.text("assured_by"),
        audience=row.optional("audience", one_of(Audience), Audience.PUBLIC),
    )


def _legal_basis(row: RowReader) -> Citation:
    return Citation(
        title=row.text("legal_title", limit=500),
        article=row.optional("legal_article", words(200), None),
        valid_from=row.optional("legal_valid_from", day, None),
        valid_to=row.optional("legal_valid_to", day, None),
        confidence=row.word("legal_confidence", Confidence),
    )


_NIK = Test(FactKey("member.nik_status"), Operator.IS, "HAS")
_NIK_CITATION = Citation(
    title="Penyaluran bantuan APBN berdasarkan NIK yang padan dengan data Dukcapil (pengetahuan umum, belum diperiksa)",
    confidence=Confidence.UNVERIFIED,
)
_NIK_DECIDERS = Text("operator SIKS-NG di Dinas Sosial", "the SIKS-NG operator at the social affairs office")
_NIK_OF_MEMBER = Criterion(
    key="apbn.nik",
    title=Text("NIK calon penerima padan dengan data Dukcapil", "The recipient's identity number (NIK) matches"),
    rule=Rule(_NIK),
    citation=_NIK_CITATION,
    decided_by=_NIK_DECIDERS,
    remedy=RemedyKind.OBTAIN_DOCUMENT,
)
_NIK_OF_ANYBODY = Criterion(
    key="apbn.nik",
    title=Text(
        "NIK sedikitnya satu anggota keluarga, sebagai pengurus, padan dengan data Dukcapil",
        "The identity number (NIK) of at least one member, who receives the aid for all, matches",
    ),
    rule=Rule(Quantified(Over.MEMBERS, Quantifier.ANY, _NIK)),
    citation=_NIK_CITATION,
    decided_by=_NIK_DECIDERS,
    remedy=RemedyKind.OBTAIN_DOCUMENT,
)

# The nine groups of art. 7 (2)-(3). Old people who can still earn a living and those who cannot are two of them, so age
# alone decides (60: UU 13/1998 art. 1); infrastructure that a disaster disabled is not available either.
_IN_CASH_GROUP: Node = AnyOf(
    (
        Test(FactKey("member.disability"), Operator.IS, "SEVERE"),
        Test(FactKey("member.age_years"), Operator.AT_LEAST, 60),
        Test(
            FactKey("member.ppks"),
            Operator.ONE_OF,
            ("ANAK_PERLINDUNGAN_KHUSUS", "KOMUNITAS_ADAT_TERPENCIL", "LANJUT_USIA_TERLANTAR"),
        ),
        All(
            (
                Test(FactKey("member.recovered_from_chronic_illness"), Operator.IS, True),
                Test(FactKey("member.able_to_earn"), Operator.IS, False),
            )
        ),
    )
)
_ONLY_CASH_REACHES = Test(FactKey("region.non_cash_infrastructure"), Operator.IS, False)
_SOCIAL_MINISTRY = re.compile(r"(kementerian sosial|kemensos)\b", re.IGNORECASE)
"""How the ministry's own programmes name their provider; the form has no other mark of whose spending it is."""


def _cash(title: Text, rule: Node) -> Criterion:
    return Criterion(
        key="apbn.cash",
        title=title,
        rule=Rule(rule),
        citation=Citation(
            title="Permensos 1/2019 tentang Penyaluran Belanja Bantuan Sosial di Lingkungan Kementerian Sosial"
            " (belum diperiksa pada naskahnya)",
            article="Pasal 7 ayat (2)–(3)",
            confidence=Confidence.UNVERIFIED,
        ),
        binds=Binds.DELIVERY,
        decided_by=Text("Kementerian Sosial", "the Ministry of Social Affairs"),
    )


_CASH_FOR_MEMBER = _cash(
    Text(
        "Penerima atau wilayahnya termasuk sembilan kelompok yang boleh menerima bantuan secara tunai",
        "The recipient or the area is among the nine groups that may be paid in cash",
    ),
    AnyOf((_ONLY_CASH_REACHES, _IN_CASH_GROUP)),
)
_CASH_FOR_ANYBODY = _cash(
    Text(
        "Salah satu anggota atau wilayahnya termasuk sembilan kelompok yang boleh menerima bantuan secara tunai",
        "A member or the area is among the nine groups that may be paid in cash",
    ),
    AnyOf((_ONLY_CASH_REACHES, Quantified(Over.MEMBERS, Quantifier.ANY, _IN_CASH_GROUP))),
)


def terms(offering: OfferingContent) -> Sequence[Criterion]:
    """Aid to people needs an identity number that matches, and money from the social ministry may be cash for nine
    groups only; aid to groups and places has no term."""
    spends = _SOCIAL_MINISTRY.match(offering.provider.strip()) is not None
    may_be_cash = offering.form is BenefitForm.MONEY and offering.delivery_mode is not DeliveryMode.NON_CASH
    match offering.benefit_unit:
        case BenefitUnit.INDIVIDUAL:
            return (_NIK_OF_MEMBER, _CASH_FOR_MEMBER) if spends and may_be_cash else (_NIK_OF_MEMBER,)
        case BenefitUnit.FAMILY | BenefitUnit.HOUSEHOLD:
            return (_NIK_OF_ANYBODY, _CASH_FOR_ANYBODY) if spends and may_be_cash else (_NIK_OF_ANYBODY,)
        case BenefitUnit.GROUP | BenefitUnit.COMMUNITY | BenefitUnit.ORGANISATION:
            return ()


def hand_over(offering: OfferingContent) -> HandOver:
    """Through the school for aid to pupils, else as a proposal in SIKS-NG.

    Source: general knowledge of the desk's work, unverified; the deciding body's own instructions come first.
    """
    if offering.domain is ServiceDomain.EDUCATION:
        return HandOver(
            kind=HandOverKind.LETTER,
            who=Text("sekolah anak (operator Dapodik)", "the child's school (its Dapodik operator)"),
            steps=(
                Text("Minta sekolah memeriksa NIK dan NISN anak.", "Ask the school to check the child's numbers."),
                Text(
                    "Serahkan surat pengantar desa atau kelurahan beserta dokumen.",
                    "Hand in the village's letter with the documents.",
                ),
                Text(
                    "Sekolah mengusulkan anak; catat tanggal usulan.", "The school proposes the child; record the date."
                ),
            ),
            documents=offering.required_documents,
        )
    return HandOver(
        kind=HandOverKind.PROPOSAL_VIA_SIKS_NG,
        who=Text("Dinas Sosial melalui SLRT kabupaten atau kota", "the regency's social affairs office, through SLRT"),
        steps=(
            Text(
                "Periksa data dan dokumen keluarga di Puskesos.", "Check the family's data and documents at the desk."
            ),
            Text(
                "Bahas usulan dalam musyawarah desa atau kelurahan dan simpan berita acaranya.",
                "Discuss the proposal in the village meeting and keep its minutes.",
            ),
            Text(
                "Operator memasukkan usulan di SIKS-NG; SLRT meneruskannya ke Dinas Sosial.",
                "The operator enters the proposal in SIKS-NG; SLRT passes it to the social affairs office.",
            ),
            Text("Pantau status usulan sampai ada penetapan.", "Follow the state of the proposal until it is decided."),
        ),
        documents=offering.required_documents,
    )


SOURCE = Source(
    title=Text("Anggaran Pendapatan dan Belanja Negara (APBN)", "National budget (APBN)"),
    funding_sources=(FundingSource.APBN,),
    publishers=frozenset({PartnerKind.MINISTRY}),
    legal_basis=Citation(
        title="Undang-Undang Nomor 13 Tahun 2011 tentang Penanganan Fakir Miskin", confidence=Confidence.UNVERIFIED
    ),
    cadence_days=366,
    maximum_rows=100_000,
    columns=COLUMNS,
    draft=_draft,
    origins=_ORIGINS,
    terms=terms,
    hand_over=hand_over,
)

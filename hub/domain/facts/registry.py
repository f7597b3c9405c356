"""The registry of facts: each entry says what can be known, of whom, in what unit, and who can find it out.

Covers what the programmes of the demonstration and the product's vocabulary need. `computed` facts follow from other
answers. Sources of the choices: PPKS categories, Permensos 8/2012; nine cash groups, Permensos 1/2019 art. 7.
"""

from hub.domain.facts.fact import Choice, FactDefinition, FactKey, FactRegistry, FactType, Informant, Subject, Unit
from hub.domain.text import Text

_BOOLEAN, _INTEGER, _DATE = FactType.BOOLEAN, FactType.INTEGER, FactType.DATE
_YEARS, _RUPIAH, _PEOPLE = Unit.YEARS, Unit.RUPIAH, Unit.PEOPLE


def _fact(
    key: str,
    kind: FactType,
    question: tuple[str, str],
    *informants: Informant,
    unit: Unit | None = None,
    bounds: tuple[int | None, int | None] = (None, None),
    sensitive: bool = False,
    computed: bool = False,
) -> FactDefinition:
    return FactDefinition(
        key=FactKey(key),
        subject=Subject(key.partition(".")[0].upper()),
        type=kind,
        unit=unit,
        question=Text(*question),
        minimum=bounds[0],
        maximum=bounds[1],
        informants=informants or (Informant.FAMILY,),
        sensitive=sensitive,
        computed=computed,
    )


def _choice(
    key: str,
    question: tuple[str, str],
    choices: tuple[tuple[str, str, str], ...],
    *informants: Informant,
    several: bool = False,
    sensitive: bool = False,
    computed: bool = False,
) -> FactDefinition:
    return FactDefinition(
        key=FactKey(key),
        subject=Subject(key.partition(".")[0].upper()),
        type=FactType.CHOICES if several else FactType.CHOICE,
        question=Text(*question),
        choices=tuple(Choice(code, Text(name_id, name_en)) for code, name_id, name_en in choices),
        informants=informants or (Informant.FAMILY,),
        sensitive=sensitive,
        computed=computed,
    )


_PPKS = (
    ("ANAK_BALITA_TERLANTAR", "anak balita terlantar", "abandoned child under five"),
    ("ANAK_TERLANTAR", "anak terlantar", "neglected child"),
    ("ANAK_BERHADAPAN_DENGAN_HUKUM", "anak berhadapan dengan hukum", "child in conflict with the law"),
    ("ANAK_JALANAN", "anak jalanan", "street child"),
    ("ANAK_DENGAN_KEDISABILITASAN", "anak dengan kedisabilitasan", "child with disability"),
    ("ANAK_KORBAN_KEKERASAN", "anak korban tindak kekerasan", "child victim of violence or mistreatment"),
    (
        "ANAK_PERLINDUNGAN_KHUSUS",
        "anak yang memerlukan perlindungan khusus",
        "child needing special protection",
    ),
    ("LANJUT_USIA_TERLANTAR", "lanjut usia terlantar", "neglected older person"),
    ("PENYANDANG_DISABILITAS", "penyandang disabilitas", "person with disability"),
    ("TUNA_SUSILA", "tuna susila", "person in prostitution"),
    ("GELANDANGAN", "gelandangan", "homeless wanderer"),
    ("PENGEMIS", "pengemis", "beggar"),
    ("PEMULUNG", "pemulung", "scavenger"),
    ("KELOMPOK_MINORITAS", "kelompok minoritas", "minority group"),
    ("BEKAS_WARGA_BINAAN", "bekas warga binaan lembaga pemasyarakatan", "former prisoner"),
    ("ORANG_DENGAN_HIV_AIDS", "orang dengan HIV/AIDS", "person living with HIV/AIDS"),
    ("KORBAN_PENYALAHGUNAAN_NAPZA", "korban penyalahgunaan NAPZA", "victim of substance abuse"),
    ("KORBAN_TRAFFICKING", "korban trafficking", "victim of trafficking"),
    ("KORBAN_TINDAK_KEKERASAN", "korban tindak kekerasan", "victim of violence"),
    (
        "PEKERJA_MIGRAN_BERMASALAH_SOSIAL",
        "pekerja migran bermasalah sosial",
        "migrant worker with social problems",
    ),
    ("KORBAN_BENCANA_ALAM", "korban bencana alam", "victim of natural disaster"),
    ("KORBAN_BENCANA_SOSIAL", "korban bencana sosial", "victim of social disaster"),
    ("PEREMPUAN_RAWAN_SOSIAL_EKONOMI", "perempuan rawan sosial ekonomi", "socio-economically vulnerable woman"),
    ("FAKIR_MISKIN", "fakir miskin", "destitute person"),
    (
        "KELUARGA_BERMASALAH_SOSIAL_PSIKOLOGIS",
        "keluarga bermasalah sosial psikologis",
        "family with psychosocial problems",
    ),
    ("KOMUNITAS_ADAT_TERPENCIL", "komunitas adat terpencil", "remote customary community"),
)
"""Codes and names of Permensos 8/2012."""

_RESIDENCE = (
    _choice(
        "residence.kind",
        ("Bagaimana keluarga menempati tempat tinggalnya?", "On what terms does the family live where it lives?"),
        (
            ("OWNED", "milik sendiri", "own house"),
            ("RENTED", "sewa atau kontrak", "rented"),
            ("STAYING_WITH", "menumpang", "staying with others"),
            ("SHELTER", "hunian sementara", "temporary shelter"),
            ("INSTITUTION", "panti atau lembaga", "institution"),
            ("STREET", "tanpa tempat tinggal", "no home"),
        ),
    ),
    _fact(
        "residence.since",
        _DATE,
        ("Sejak tanggal berapa tinggal di alamat sekarang?", "Since what date have they lived at this address?"),
        Informant.FAMILY,
        Informant.VILLAGE,
    ),
)

_REGION = (
    _choice(
        "region.village_kind",
        ("Apa jenis wilayah terendahnya?", "What kind of village is it?"),
        (
            ("KELURAHAN", "kelurahan", "kelurahan (urban village)"),
            ("DESA", "desa", "desa (rural village)"),
            ("DESA_ADAT", "desa adat", "desa adat (customary village)"),
        ),
        computed=True,
    ),
    _fact(
        "region.disaster_declared",
        _BOOLEAN,
        ("Apakah status bencana sedang ditetapkan di wilayah ini?", "Is a state of disaster declared in the region?"),
        Informant.VILLAGE,
    ),
    _fact(
        "region.non_cash_infrastructure",
        _BOOLEAN,
        ("Apakah penyaluran nontunai tersedia di wilayah ini?", "Can non-cash payment reach people in the region?"),
        Informant.VILLAGE,
    ),
)

_DWELLING = (
    _fact(
        "dwelling.people",
        _INTEGER,
        ("Berapa orang tinggal di rumah ini?", "How many people live in this dwelling?"),
        Informant.FAMILY,
        Informant.FIELD_VISIT,
        unit=_PEOPLE,
        bounds=(1, 99),
    ),
    _choice(
        "dwelling.roof",
        ("Bagaimana keadaan atap rumah?", "What state is the roof in?"),
        (
            ("SOUND", "baik", "sound"),
            ("LEAKING", "bocor", "leaking"),
            ("COLLAPSED", "runtuh", "collapsed"),
        ),
        Informant.FIELD_VISIT,
    ),
    _choice(
        "dwelling.damage",
        ("Seberapa rusak rumahnya?", "How badly is the house damaged?"),
        (
            ("NONE", "tidak rusak", "not damaged"),
            ("LIGHT", "rusak ringan", "light"),
            ("MODERATE", "rusak sedang", "moderate"),
            ("HEAVY", "rusak berat", "heavy"),
        ),
        Informant.FIELD_VISIT,
    ),
    _choice(
        "dwelling.land_proof",
        ("Apa bukti penguasaan tanahnya?", "What proof is there of the right to the land?"),
        (
            ("CERTIFICATE", "sertifikat", "certificate"),
            ("VILLAGE_LETTER", "surat keterangan desa", "letter from the village"),
            ("PERMIT_FROM_OWNER", "izin pemilik tanah", "permission from the owner"),
            ("NONE", "tidak ada", "none"),
        ),
        Informant.VILLAGE,
    ),
    _fact(
        "dwelling.power_volt_ampere",
        _INTEGER,
        ("Berapa daya listrik terpasang (VA)? 0 bila tidak ada.", "What is the electrical rating (VA)? 0 if none."),
        unit=Unit.VOLT_AMPERE,
        bounds=(0, 100_000),
    ),
)

_FAMILY = (
    _fact(
        "family.desil",
        _INTEGER,
        ("Desil berapa keluarga ini di DTSEN?", "Which desil has this family in the welfare register DTSEN?"),
        Informant.SIKS_NG,
        unit=Unit.DESIL,
        bounds=(1, 10),
    ),
    _fact(
        "family.in_register",
        _BOOLEAN,
        ("Apakah keluarga ini tercatat di DTSEN?", "Is this family in the welfare register DTSEN?"),
        Informant.SIKS_NG,
    ),
    _fact(
        "family.has_card",
        _BOOLEAN,
        ("Apakah keluarga ini punya Kartu Keluarga (KK)?", "Does this family have a family card (KK)?"),
        Informant.DISDUKCAPIL,
    ),
    _fact(
        "family.people",
        _INTEGER,
        ("Berapa orang ada di KK ini?", "How many people are on this family card?"),
        Informant.DISDUKCAPIL,
        unit=_PEOPLE,
        bounds=(1, 50),
    ),
    _fact(
        "family.monthly_income",
        _INTEGER,
        ("Berapa pendapatan keluarga sebulan (rupiah)?", "What does the family earn in a month (rupiah)?"),
        unit=_RUPIAH,
        bounds=(0, 1_000_000_000),
    ),
    _fact(
        "family.monthly_income_per_person",
        _INTEGER,
        ("Berapa pendapatan sebulan per orang (rupiah)?", "What does the family earn in a month per person (rupiah)?"),
        unit=_RUPIAH,
        bounds=(0, 1_000_000_000),
    ),
    _fact(
        "family.holds_kks",
        _BOOLEAN,
        ("Apakah keluarga memegang Kartu Keluarga Sejahtera (KKS)?", "Does the family hold a welfare card (KKS)?"),
    ),
    _fact(
        "family.holds_sktm",
        _BOOLEAN,
        ("Apakah ada Surat Keterangan Tidak Mampu (SKTM)?", "Is there a letter of inability to pay (SKTM)?"),
        Informant.VILLAGE,
    ),
    _fact(
        "family.extreme_poverty",
        _BOOLEAN,
        ("Apakah keluarga ditetapkan miskin ekstrem?", "Is the family recorded as extremely poor?"),
        Informant.SIKS_NG,
        Informant.VILLAGE,
    ),
    _fact(
        "family.lost_livelihood",
        _BOOLEAN,
        ("Apakah keluarga kehilangan mata pencaharian?", "Has the family lost its livelihood?"),
    ),
    _fact(
        "family.disaster_victim",
        _BOOLEAN,
        ("Apakah keluarga menjadi korban bencana?", "Is the family a victim of a disaster?"),
        Informant.VILLAGE,
    ),
    _fact(
        "family.owns_other_house",
        _BOOLEAN,
        ("Apakah keluarga punya rumah lain?", "Does the family own another house?"),
        Informant.VILLAGE,
    ),
    _fact(
        "family.bereaved",
        _BOOLEAN,
        ("Apakah ada anggota keluarga yang baru meninggal?", "Has a member of the family just died?"),
        Informant.VILLAGE,
    ),
)

_MEMBER = (
    _fact("member.birth_date", _DATE, ("Kapan tanggal lahirnya?", "What is the date of birth?"), Informant.DISDUKCAPIL),
    _fact(
        "member.age_years",
        _INTEGER,
        ("Berapa umurnya (tahun)?", "How old (years)?"),
        unit=_YEARS,
        bounds=(0, 130),
    ),
    _choice(
        "member.sex", ("Apa jenis kelaminnya?", "What sex?"), (("F", "perempuan", "female"), ("M", "laki-laki", "male"))
    ),
    _choice(
        "member.relation_to_head",
        ("Apa hubungannya dengan kepala keluarga?", "What relation to the head of the family?"),
        (
            ("HEAD", "kepala keluarga", "head"),
            ("SPOUSE", "suami atau istri", "spouse"),
            ("CHILD", "anak", "child"),
            ("PARENT", "orang tua", "parent"),
            ("OTHER", "lainnya", "other"),
        ),
        Informant.DISDUKCAPIL,
    ),
    _choice(
        "member.marital_status",
        ("Apa status perkawinannya?", "What marital status?"),
        (
            ("SINGLE", "belum kawin", "never married"),
            ("MARRIED", "kawin", "married"),
            ("DIVORCED", "cerai hidup", "divorced"),
            ("WIDOWED", "cerai mati", "widowed"),
        ),
        Informant.DISDUKCAPIL,
    ),
    _fact(
        "member.citizen",
        _BOOLEAN,
        ("Apakah warga negara Indonesia?", "An Indonesian citizen?"),
        Informant.DISDUKCAPIL,
    ),
    _choice(
        "member.nik_status",
        ("Bagaimana keadaan NIK-nya?", "What is the state of the identity number (NIK)?"),
        (
            ("HAS", "punya dan padan", "has one that matches"),
            ("LOST", "punya, tetapi hilang", "has one, but lost"),
            ("NEVER_REGISTERED", "belum pernah direkam", "never registered"),
            ("MISMATCH", "tidak padan", "does not match"),
            ("REFUSED", "tidak bersedia memberi", "does not want to give it"),
        ),
        Informant.DISDUKCAPIL,
    ),
    _fact("member.pregnant", _BOOLEAN, ("Apakah sedang hamil?", "Pregnant?"), Informant.PUSKESMAS),
    _choice(
        "member.school_level",
        ("Sedang sekolah di jenjang apa?", "At which level of school?"),
        (
            ("NONE", "tidak sekolah", "not in school"),
            ("PAUD", "PAUD atau TK", "early childhood education"),
            ("SD", "SD sederajat", "primary school (SD)"),
            ("SMP", "SMP sederajat", "junior secondary school (SMP)"),
            ("SMA", "SMA/SMK sederajat", "senior secondary school (SMA/SMK)"),
            ("HIGHER", "perguruan tinggi", "higher education"),
        ),
        Informant.SCHOOL,
    ),
    _fact(
        "member.final_class",
        _BOOLEAN,
        ("Apakah duduk di kelas akhir atau baru masuk jenjang ini?", "In the final class, or in the first term of it?"),
        Informant.SCHOOL,
    ),
    _fact(
        "member.returning_to_school",
        _BOOLEAN,
        ("Apakah putus sekolah dan akan kembali?", "Dropped out and about to return to school?"),
        Informant.SCHOOL,
    ),
    _fact(
        "member.completed_twelve_years",
        _BOOLEAN,
        ("Apakah sudah tamat wajib belajar 12 tahun?", "Completed the twelve years of compulsory schooling?"),
        Informant.SCHOOL,
    ),
    _fact(
        "member.holds_kip", _BOOLEAN, ("Apakah memegang Kartu Indonesia Pintar?", "Holds a KIP card?"), Informant.SCHOOL
    ),
    _fact(
        "member.graduation_year",
        _INTEGER,
        ("Tahun berapa lulus SMA sederajat?", "In which year did they finish senior secondary school?"),
        Informant.SCHOOL,
        bounds=(1950, 2100),
    ),
    _fact(
        "member.admitted_to_university",
        _BOOLEAN,
        ("Apakah diterima di program studi terakreditasi?", "Admitted to an accredited course of study?"),
    ),
    _choice(
        "member.course_accreditation",
        ("Apa akreditasi program studinya?", "What accreditation does the course have?"),
        (
            ("A", "A atau Unggul", "A"),
            ("MEDICINE", "kedokteran, akreditasi A", "medicine, accredited A"),
            ("B", "B atau Baik Sekali", "B"),
            ("C", "C atau Baik", "C"),
        ),
    ),
    _choice(
        "member.living_cost_cluster",
        ("Klaster biaya hidup perguruan tingginya?", "Which cost-of-living cluster is the university in?"),
        tuple((str(n), f"klaster {n}", f"cluster {n}") for n in range(1, 6)),
    ),
    _fact(
        "member.siblings_at_home",
        _INTEGER,
        ("Berapa saudara kandungnya yang tinggal serumah?", "How many brothers and sisters live at home?"),
        unit=_PEOPLE,
        bounds=(0, 30),
    ),
    _choice(
        "member.orphanhood",
        ("Apakah ayah atau ibunya sudah meninggal?", "Has the father or the mother died?"),
        (
            ("NONE", "keduanya hidup", "both alive"),
            ("FATHER", "yatim (ayah meninggal)", "father died"),
            ("MOTHER", "piatu (ibu meninggal)", "mother died"),
            ("BOTH", "yatim piatu", "both died"),
        ),
    ),
    _fact(
        "member.surviving_parent_remarried",
        _BOOLEAN,
        ("Apakah orang tua yang masih hidup sudah menikah lagi?", "Has the surviving parent married again?"),
    ),
    _choice(
        "member.disability",
        ("Apakah menyandang disabilitas?", "Any disability?"),
        (("NONE", "tidak", "none"), ("MILD", "ringan atau sedang", "mild or moderate"), ("SEVERE", "berat", "severe")),
        Informant.PUSKESMAS,
    ),
    _fact(
        "member.chronic_illness",
        _BOOLEAN,
        ("Apakah menderita penyakit menahun?", "A chronic illness?"),
        Informant.PUSKESMAS,
        sensitive=True,
    ),
    _fact(
        "member.recovered_from_chronic_illness",
        _BOOLEAN,
        ("Apakah bekas penderita penyakit kronis?", "Recovered from a chronic illness?"),
        Informant.PUSKESMAS,
        sensitive=True,
    ),
    _fact("member.ill_now", _BOOLEAN, ("Apakah sedang sakit?", "Ill at present?")),
    _fact(
        "member.undernourished",
        _BOOLEAN,
        ("Apakah gizi kurang atau berisiko stunting?", "Undernourished or at risk of stunting?"),
        Informant.PUSKESMAS,
    ),
    _choice(
        "member.health_cover",
        ("Apa jaminan kesehatannya?", "What health cover?"),
        (
            ("NONE", "tidak ada", "none"),
            ("PBI", "PBI aktif", "PBI, active"),
            ("PBI_INACTIVE", "PBI dinonaktifkan", "PBI, deactivated"),
            ("REGIONAL", "dibayar pemerintah daerah", "paid by the regional government"),
            ("EMPLOYER", "pekerja penerima upah", "through an employer"),
            ("SELF_PAID", "mandiri", "self-paid"),
        ),
        Informant.BPJS,
    ),
    _choice(
        "member.occupation",
        ("Apa pekerjaannya?", "What occupation?"),
        (
            ("NONE", "tidak bekerja", "does not work"),
            ("CIVIL_SERVANT", "ASN", "civil servant (ASN)"),
            ("ARMED_FORCES_POLICE", "TNI atau Polri", "armed forces or police"),
            ("EMPLOYEE", "pegawai atau buruh tetap", "employee"),
            ("CASUAL_WORKER", "buruh harian lepas", "casual worker"),
            ("SELF_EMPLOYED", "usaha sendiri", "self-employed"),
            ("FARMER_FISHER", "petani atau nelayan", "farmer or fisher"),
        ),
    ),
    _fact("member.laid_off", _BOOLEAN, ("Apakah terkena PHK?", "Laid off?")),
    _fact(
        "member.able_to_earn",
        _BOOLEAN,
        ("Apakah masih mampu mencari nafkah (potensial)?", "Still able to earn a living (potential)?"),
        Informant.FIELD_VISIT,
    ),
    _fact("member.pensioner", _BOOLEAN, ("Apakah menerima pensiun?", "Receives a pension?")),
    _fact("member.budding_business", _BOOLEAN, ("Apakah sedang merintis usaha?", "Has a budding business?")),
    _fact(
        "member.lives_alone",
        _BOOLEAN,
        ("Apakah tinggal seorang diri?", "Lives alone?"),
        Informant.FAMILY,
        Informant.FIELD_VISIT,
    ),
    _choice(
        "member.ppks",
        ("Termasuk kategori PPKS yang mana?", "Which PPKS categories (people in need of social welfare services)?"),
        _PPKS,
        several=True,
        sensitive=True,
    ),
)

_GROUP = (
    _choice(
        "group.kind",
        ("Kelompok apa ini?", "What kind of group is it?"),
        (
            ("KUBE", "kelompok usaha bersama (KUBE)", "joint business group (KUBE)"),
            ("RUTILAHU", "kelompok perbaikan rumah tidak layak huni (Rutilahu)", "house repair group (Rutilahu)"),
            ("FARMERS", "kelompok tani", "farmers' group"),
            ("FISHERS", "kelompok nelayan", "fishers' group"),
            ("OTHER", "kelompok lain", "another group"),
        ),
        Informant.ADMINISTRATORS,
    ),
    _fact(
        "group.people",
        _INTEGER,
        ("Berapa orang anggota kelompok ini?", "How many members has the group?"),
        Informant.ADMINISTRATORS,
        unit=_PEOPLE,
        bounds=(1, 10_000),
    ),
    _fact(
        "group.people_in_desil_1_to_4",
        _INTEGER,
        (
            "Berapa anggotanya dari keluarga pada desil 1–4 DTSEN?",
            "How many of its members are from families in desil 1–4 of the register DTSEN?",
        ),
        Informant.SIKS_NG,
        unit=_PEOPLE,
        bounds=(0, 10_000),
    ),
    _fact(
        "group.has_administrators",
        _BOOLEAN,
        (
            "Apakah ada pengurusnya (ketua, sekretaris, bendahara)?",
            "Are there administrators (a head, a secretary and a treasurer)?",
        ),
        Informant.ADMINISTRATORS,
    ),
    _fact(
        "group.formed_on",
        _DATE,
        ("Kapan kelompok ini dibentuk?", "When was the group formed?"),
        Informant.ADMINISTRATORS,
        Informant.VILLAGE,
    ),
    _fact(
        "group.village_decree",
        _BOOLEAN,
        (
            "Apakah dikukuhkan dengan keputusan kepala desa atau lurah?",
            "Is it recognised by a decree of the village head?",
        ),
        Informant.VILLAGE,
    ),
    _fact(
        "group.bank_account",
        _BOOLEAN,
        ("Apakah punya rekening atas nama kelompok?", "Has it a bank account in its own name?"),
        Informant.ADMINISTRATORS,
    ),
)

_ORGANISATION = (
    _choice(
        "organisation.kind",
        ("Lembaga apa ini?", "What kind of organisation is it?"),
        (
            ("LKS", "lembaga kesejahteraan sosial (LKS)", "social welfare institution (LKS)"),
            ("PUSKESOS", "pusat kesejahteraan sosial (Puskesos)", "village welfare desk (Puskesos)"),
            ("KARANG_TARUNA", "Karang Taruna", "youth organisation (Karang Taruna)"),
            ("RELIGIOUS", "lembaga keagamaan", "religious body"),
            ("OTHER", "lembaga lain", "another organisation"),
        ),
        Informant.ADMINISTRATORS,
    ),
    _choice(
        "organisation.legal_form",
        ("Apa bentuk hukumnya?", "What is its legal form?"),
        (
            ("FOUNDATION", "yayasan berbadan hukum", "incorporated foundation (yayasan)"),
            ("ASSOCIATION", "perkumpulan berbadan hukum", "incorporated association (perkumpulan)"),
            ("DECREE", "dibentuk dengan keputusan pemerintah", "set up by a government decree"),
            ("NONE", "tidak berbadan hukum", "not incorporated"),
        ),
        Informant.ADMINISTRATORS,
    ),
    _fact(
        "organisation.registered_with_social_office",
        _BOOLEAN,
        ("Apakah terdaftar di Dinas Sosial?", "Is it registered with the social affairs office?"),
        Informant.SOCIAL_OFFICE,
    ),
    _choice(
        "organisation.accreditation",
        ("Apa akreditasinya sebagai LKS?", "What accreditation has it as an LKS?"),
        (("A", "A", "A"), ("B", "B", "B"), ("C", "C", "C"), ("NONE", "belum terakreditasi", "not accredited")),
        Informant.SOCIAL_OFFICE,
    ),
    _fact(
        "organisation.founded_on",
        _DATE,
        ("Kapan lembaga ini didirikan?", "When was the organisation founded?"),
        Informant.ADMINISTRATORS,
    ),
    _choice(
        "organisation.serves",
        ("Kategori PPKS mana yang dilayani?", "Which PPKS categories (people in need of welfare services) are served?"),
        _PPKS,
        Informant.ADMINISTRATORS,
        Informant.SOCIAL_OFFICE,
        several=True,
    ),
    _fact(
        "organisation.bank_account",
        _BOOLEAN,
        ("Apakah punya rekening atas nama lembaga?", "Has it a bank account in its own name?"),
        Informant.ADMINISTRATORS,
    ),
)

FACTS = FactRegistry((*_RESIDENCE, *_REGION, *_DWELLING, *_FAMILY, *_MEMBER, *_GROUP, *_ORGANISATION))

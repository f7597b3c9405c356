"""The typed inputs of facts: written by `simpul schema --facts`, not by hand."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import field

from hub.domain.facts.fact import FactKey
from hub.domain.facts.situation import AidState
from schema.scalars import Rupiah


@strawberry.input(description="How somebody stands to an aid programme.")
class AidReceivedInput:
    programme: str = field(description="The programme's key, for example `PKH`.")
    state: AidState = field(description="How they stand to it; `NONE` says that they never did.")
    since: date | None = field(default=None, description="Since when.")
    until: date | None = field(default=None, description="Until when, for aid that ended.")


@strawberry.enum(description="On what terms does the family live where it lives?")
class ResidenceKind(Enum):
    OWNED = strawberry.enum_value("OWNED", description="own house (milik sendiri).")
    RENTED = strawberry.enum_value("RENTED", description="rented (sewa atau kontrak).")
    STAYING_WITH = strawberry.enum_value("STAYING_WITH", description="staying with others (menumpang).")
    SHELTER = strawberry.enum_value("SHELTER", description="temporary shelter (hunian sementara).")
    INSTITUTION = strawberry.enum_value("INSTITUTION", description="institution (panti atau lembaga).")
    STREET = strawberry.enum_value("STREET", description="no home (tanpa tempat tinggal).")


@strawberry.enum(description="What state is the roof in?")
class DwellingRoof(Enum):
    SOUND = strawberry.enum_value("SOUND", description="sound (baik).")
    LEAKING = strawberry.enum_value("LEAKING", description="leaking (bocor).")
    COLLAPSED = strawberry.enum_value("COLLAPSED", description="collapsed (runtuh).")


@strawberry.enum(description="How badly is the house damaged?")
class DwellingDamage(Enum):
    NONE = strawberry.enum_value("NONE", description="not damaged (tidak rusak).")
    LIGHT = strawberry.enum_value("LIGHT", description="light (rusak ringan).")
    MODERATE = strawberry.enum_value("MODERATE", description="moderate (rusak sedang).")
    HEAVY = strawberry.enum_value("HEAVY", description="heavy (rusak berat).")


@strawberry.enum(description="What proof is there of the right to the land?")
class DwellingLandProof(Enum):
    CERTIFICATE = strawberry.enum_value("CERTIFICATE", description="certificate (sertifikat).")
    VILLAGE_LETTER = strawberry.enum_value(
        "VILLAGE_LETTER", description="letter from the village (surat keterangan desa)."
    )
    PERMIT_FROM_OWNER = strawberry.enum_value(
        "PERMIT_FROM_OWNER", description="permission from the owner (izin pemilik tanah)."
    )
    NONE = strawberry.enum_value("NONE", description="none (tidak ada).")


@strawberry.enum(description="What sex?")
class MemberSex(Enum):
    F = strawberry.enum_value("F", description="female (perempuan).")
    M = strawberry.enum_value("M", description="male (laki-laki).")


@strawberry.enum(description="What relation to the head of the family?")
class MemberRelationToHead(Enum):
    HEAD = strawberry.enum_value("HEAD", description="head (kepala keluarga).")
    SPOUSE = strawberry.enum_value("SPOUSE", description="spouse (suami atau istri).")
    CHILD = strawberry.enum_value("CHILD", description="child (anak).")
    PARENT = strawberry.enum_value("PARENT", description="parent (orang tua).")
    OTHER = strawberry.enum_value("OTHER", description="other (lainnya).")


@strawberry.enum(description="What marital status?")
class MemberMaritalStatus(Enum):
    SINGLE = strawberry.enum_value("SINGLE", description="never married (belum kawin).")
    MARRIED = strawberry.enum_value("MARRIED", description="married (kawin).")
    DIVORCED = strawberry.enum_value("DIVORCED", description="divorced (cerai hidup).")
    WIDOWED = strawberry.enum_value("WIDOWED", description="widowed (cerai mati).")


@strawberry.enum(description="What is the state of the identity number (NIK)?")
class MemberNikStatus(Enum):
    HAS = strawberry.enum_value("HAS", description="has one that matches (punya dan padan).")
    LOST = strawberry.enum_value("LOST", description="has one, but lost (punya, tetapi hilang).")
    NEVER_REGISTERED = strawberry.enum_value("NEVER_REGISTERED", description="never registered (belum pernah direkam).")
    MISMATCH = strawberry.enum_value("MISMATCH", description="does not match (tidak padan).")
    REFUSED = strawberry.enum_value("REFUSED", description="does not want to give it (tidak bersedia memberi).")


@strawberry.enum(description="At which level of school?")
class MemberSchoolLevel(Enum):
    NONE = strawberry.enum_value("NONE", description="not in school (tidak sekolah).")
    PAUD = strawberry.enum_value("PAUD", description="early childhood education (PAUD atau TK).")
    SD = strawberry.enum_value("SD", description="primary school (SD) (SD sederajat).")
    SMP = strawberry.enum_value("SMP", description="junior secondary school (SMP) (SMP sederajat).")
    SMA = strawberry.enum_value("SMA", description="senior secondary school (SMA/SMK) (SMA/SMK sederajat).")
    HIGHER = strawberry.enum_value("HIGHER", description="higher education (perguruan tinggi).")


@strawberry.enum(description="What accreditation does the course have?")
class MemberCourseAccreditation(Enum):
    A = strawberry.enum_value("A")
    MEDICINE = strawberry.enum_value("MEDICINE", description="medicine, accredited A (kedokteran, akreditasi A).")
    B = strawberry.enum_value("B")
    C = strawberry.enum_value("C")


@strawberry.enum(description="Which cost-of-living cluster is the university in?")
class MemberLivingCostCluster(Enum):
    NUMBER_1 = strawberry.enum_value("1", description="cluster 1 (klaster 1).")
    NUMBER_2 = strawberry.enum_value("2", description="cluster 2 (klaster 2).")
    NUMBER_3 = strawberry.enum_value("3", description="cluster 3 (klaster 3).")
    NUMBER_4 = strawberry.enum_value("4", description="cluster 4 (klaster 4).")
    NUMBER_5 = strawberry.enum_value("5", description="cluster 5 (klaster 5).")


@strawberry.enum(description="Has the father or the mother died?")
class MemberOrphanhood(Enum):
    NONE = strawberry.enum_value("NONE", description="both alive (keduanya hidup).")
    FATHER = strawberry.enum_value("FATHER", description="father died (yatim (ayah meninggal)).")
    MOTHER = strawberry.enum_value("MOTHER", description="mother died (piatu (ibu meninggal)).")
    BOTH = strawberry.enum_value("BOTH", description="both died (yatim piatu).")


@strawberry.enum(description="Any disability?")
class MemberDisability(Enum):
    NONE = strawberry.enum_value("NONE", description="none (tidak).")
    MILD = strawberry.enum_value("MILD", description="mild or moderate (ringan atau sedang).")
    SEVERE = strawberry.enum_value("SEVERE", description="severe (berat).")


@strawberry.enum(description="What health cover?")
class MemberHealthCover(Enum):
    NONE = strawberry.enum_value("NONE", description="none (tidak ada).")
    PBI = strawberry.enum_value("PBI", description="PBI, active (PBI aktif).")
    PBI_INACTIVE = strawberry.enum_value("PBI_INACTIVE", description="PBI, deactivated (PBI dinonaktifkan).")
    REGIONAL = strawberry.enum_value(
        "REGIONAL", description="paid by the regional government (dibayar pemerintah daerah)."
    )
    EMPLOYER = strawberry.enum_value("EMPLOYER", description="through an employer (pekerja penerima upah).")
    SELF_PAID = strawberry.enum_value("SELF_PAID", description="self-paid (mandiri).")


@strawberry.enum(description="What occupation?")
class MemberOccupation(Enum):
    NONE = strawberry.enum_value("NONE", description="does not work (tidak bekerja).")
    CIVIL_SERVANT = strawberry.enum_value("CIVIL_SERVANT", description="civil servant (ASN) (ASN).")
    ARMED_FORCES_POLICE = strawberry.enum_value(
        "ARMED_FORCES_POLICE", description="armed forces or police (TNI atau Polri)."
    )
    EMPLOYEE = strawberry.enum_value("EMPLOYEE", description="employee (pegawai atau buruh tetap).")
    CASUAL_WORKER = strawberry.enum_value("CASUAL_WORKER", description="casual worker (buruh harian lepas).")
    SELF_EMPLOYED = strawberry.enum_value("SELF_EMPLOYED", description="self-employed (usaha sendiri).")
    FARMER_FISHER = strawberry.enum_value("FARMER_FISHER", description="farmer or fisher (petani atau nelayan).")


@strawberry.enum(description="Which PPKS categories (people in need of social welfare services)?")
class MemberPpks(Enum):
    ANAK_BALITA_TERLANTAR = strawberry.enum_value(
        "ANAK_BALITA_TERLANTAR", description="abandoned child under five (anak balita terlantar)."
    )
    ANAK_TERLANTAR = strawberry.enum_value("ANAK_TERLANTAR", description="neglected child (anak terlantar).")
    ANAK_BERHADAPAN_DENGAN_HUKUM = strawberry.enum_value(
        "ANAK_BERHADAPAN_DENGAN_HUKUM", description="child in conflict with the law (anak berhadapan dengan hukum)."
    )
    ANAK_JALANAN = strawberry.enum_value("ANAK_JALANAN", description="street child (anak jalanan).")
    ANAK_DENGAN_KEDISABILITASAN = strawberry.enum_value(
        "ANAK_DENGAN_KEDISABILITASAN", description="child with disability (anak dengan kedisabilitasan)."
    )
    ANAK_KORBAN_KEKERASAN = strawberry.enum_value(
        "ANAK_KORBAN_KEKERASAN", description="child victim of violence or mistreatment (anak korban tindak kekerasan)."
    )
    ANAK_PERLINDUNGAN_KHUSUS = strawberry.enum_value(
        "ANAK_PERLINDUNGAN_KHUSUS",
        description="child needing special protection (anak yang memerlukan perlindungan khusus).",
    )
    LANJUT_USIA_TERLANTAR = strawberry.enum_value(
        "LANJUT_USIA_TERLANTAR", description="neglected older person (lanjut usia terlantar)."
    )
    PENYANDANG_DISABILITAS = strawberry.enum_value(
        "PENYANDANG_DISABILITAS", description="person with disability (penyandang disabilitas)."
    )
    TUNA_SUSILA = strawberry.enum_value("TUNA_SUSILA", description="person in prostitution (tuna susila).")
    GELANDANGAN = strawberry.enum_value("GELANDANGAN", description="homeless wanderer (gelandangan).")
    PENGEMIS = strawberry.enum_value("PENGEMIS", description="beggar (pengemis).")
    PEMULUNG = strawberry.enum_value("PEMULUNG", description="scavenger (pemulung).")
    KELOMPOK_MINORITAS = strawberry.enum_value("KELOMPOK_MINORITAS", description="minority group (kelompok minoritas).")
    BEKAS_WARGA_BINAAN = strawberry.enum_value(
        "BEKAS_WARGA_BINAAN", description="former prisoner (bekas warga binaan lembaga pemasyarakatan)."
    )
    ORANG_DENGAN_HIV_AIDS = strawberry.enum_value(
        "ORANG_DENGAN_HIV_AIDS", description="person living with HIV/AIDS (orang dengan HIV/AIDS)."
    )
    KORBAN_PENYALAHGUNAAN_NAPZA = strawberry.enum_value(
        "KORBAN_PENYALAHGUNAAN_NAPZA", description="victim of substance abuse (korban penyalahgunaan NAPZA)."
    )
    KORBAN_TRAFFICKING = strawberry.enum_value(
        "KORBAN_TRAFFICKING", description="victim of trafficking (korban trafficking)."
    )
    KORBAN_TINDAK_KEKERASAN = strawberry.enum_value(
        "KORBAN_TINDAK_KEKERASAN", description="victim of violence (korban tindak kekerasan)."
    )
    PEKERJA_MIGRAN_BERMASALAH_SOSIAL = strawberry.enum_value(
        "PEKERJA_MIGRAN_BERMASALAH_SOSIAL",
        description="migrant worker with social problems (pekerja migran bermasalah sosial).",
    )
    KORBAN_BENCANA_ALAM = strawberry.enum_value(
        "KORBAN_BENCANA_ALAM", description="victim of natural disaster (korban bencana alam)."
    )
    KORBAN_BENCANA_SOSIAL = strawberry.enum_value(
        "KORBAN_BENCANA_SOSIAL", description="victim of social disaster (korban bencana sosial)."
    )
    PEREMPUAN_RAWAN_SOSIAL_EKONOMI = strawberry.enum_value(
        "PEREMPUAN_RAWAN_SOSIAL_EKONOMI",
        description="socio-economically vulnerable woman (perempuan rawan sosial ekonomi).",
    )
    FAKIR_MISKIN = strawberry.enum_value("FAKIR_MISKIN", description="destitute person (fakir miskin).")
    KELUARGA_BERMASALAH_SOSIAL_PSIKOLOGIS = strawberry.enum_value(
        "KELUARGA_BERMASALAH_SOSIAL_PSIKOLOGIS",
        description="family with psychosocial problems (keluarga bermasalah sosial psikologis).",
    )
    KOMUNITAS_ADAT_TERPENCIL = strawberry.enum_value(
        "KOMUNITAS_ADAT_TERPENCIL", description="remote customary community (komunitas adat terpencil)."
    )


@strawberry.enum(description="What kind of group is it?")
class GroupKind(Enum):
    KUBE = strawberry.enum_value("KUBE", description="joint business group (KUBE) (kelompok usaha bersama (KUBE)).")
    RUTILAHU = strawberry.enum_value(
        "RUTILAHU", description="house repair group (Rutilahu) (kelompok perbaikan rumah tidak layak huni (Rutilahu))."
    )
    FARMERS = strawberry.enum_value("FARMERS", description="farmers' group (kelompok tani).")
    FISHERS = strawberry.enum_value("FISHERS", description="fishers' group (kelompok nelayan).")
    OTHER = strawberry.enum_value("OTHER", description="another group (kelompok lain).")


@strawberry.enum(description="What kind of organisation is it?")
class OrganisationKind(Enum):
    LKS = strawberry.enum_value(
        "LKS", description="social welfare institution (LKS) (lembaga kesejahteraan sosial (LKS))."
    )
    PUSKESOS = strawberry.enum_value(
        "PUSKESOS", description="village welfare desk (Puskesos) (pusat kesejahteraan sosial (Puskesos))."
    )
    KARANG_TARUNA = strawberry.enum_value(
        "KARANG_TARUNA", description="youth organisation (Karang Taruna) (Karang Taruna)."
    )
    RELIGIOUS = strawberry.enum_value("RELIGIOUS", description="religious body (lembaga keagamaan).")
    OTHER = strawberry.enum_value("OTHER", description="another organisation (lembaga lain).")


@strawberry.enum(description="What is its legal form?")
class OrganisationLegalForm(Enum):
    FOUNDATION = strawberry.enum_value(
        "FOUNDATION", description="incorporated foundation (yayasan) (yayasan berbadan hukum)."
    )
    ASSOCIATION = strawberry.enum_value(
        "ASSOCIATION", description="incorporated association (perkumpulan) (perkumpulan berbadan hukum)."
    )
    DECREE = strawberry.enum_value(
        "DECREE", description="set up by a government decree (dibentuk dengan keputusan pemerintah)."
    )
    NONE = strawberry.enum_value("NONE", description="not incorporated (tidak berbadan hukum).")


@strawberry.enum(description="What accreditation has it as an LKS?")
class OrganisationAccreditation(Enum):
    A = strawberry.enum_value("A")
    B = strawberry.enum_value("B")
    C = strawberry.enum_value("C")
    NONE = strawberry.enum_value("NONE", description="not accredited (belum terakreditasi).")


@strawberry.enum(description="Which PPKS categories (people in need of welfare services) are served?")
class OrganisationServes(Enum):
    ANAK_BALITA_TERLANTAR = strawberry.enum_value(
        "ANAK_BALITA_TERLANTAR", description="abandoned child under five (anak balita terlantar)."
    )
    ANAK_TERLANTAR = strawberry.enum_value("ANAK_TERLANTAR", description="neglected child (anak terlantar).")
    ANAK_BERHADAPAN_DENGAN_HUKUM = strawberry.enum_value(
        "ANAK_BERHADAPAN_DENGAN_HUKUM", description="child in conflict with the law (anak berhadapan dengan hukum)."
    )
    ANAK_JALANAN = strawberry.enum_value("ANAK_JALANAN", description="street child (anak jalanan).")
    ANAK_DENGAN_KEDISABILITASAN = strawberry.enum_value(
        "ANAK_DENGAN_KEDISABILITASAN", description="child with disability (anak dengan kedisabilitasan)."
    )
    ANAK_KORBAN_KEKERASAN = strawberry.enum_value(
        "ANAK_KORBAN_KEKERASAN", description="child victim of violence or mistreatment (anak korban tindak kekerasan)."
    )
    ANAK_PERLINDUNGAN_KHUSUS = strawberry.enum_value(
        "ANAK_PERLINDUNGAN_KHUSUS",
        description="child needing special protection (anak yang memerlukan perlindungan khusus).",
    )
    LANJUT_USIA_TERLANTAR = strawberry.enum_value(
        "LANJUT_USIA_TERLANTAR", description="neglected older person (lanjut usia terlantar)."
    )
    PENYANDANG_DISABILITAS = strawberry.enum_value(
        "PENYANDANG_DISABILITAS", description="person with disability (penyandang disabilitas)."
    )
    TUNA_SUSILA = strawberry.enum_value("TUNA_SUSILA", description="person in prostitution (tuna susila).")
    GELANDANGAN = strawberry.enum_value("GELANDANGAN", description="homeless wanderer (gelandangan).")
    PENGEMIS = strawberry.enum_value("PENGEMIS", description="beggar (pengemis).")
    PEMULUNG = strawberry.enum_value("PEMULUNG", description="scavenger (pemulung).")
    KELOMPOK_MINORITAS = strawberry.enum_value("KELOMPOK_MINORITAS", description="minority group (kelompok minoritas).")
    BEKAS_WARGA_BINAAN = strawberry.enum_value(
        "BEKAS_WARGA_BINAAN", description="former prisoner (bekas warga binaan lembaga pemasyarakatan)."
    )
    ORANG_DENGAN_HIV_AIDS = strawberry.enum_value(
        "ORANG_DENGAN_HIV_AIDS", description="person living with HIV/AIDS (orang dengan HIV/AIDS)."
    )
    KORBAN_PENYALAHGUNAAN_NAPZA = strawberry.enum_value(
        "KORBAN_PENYALAHGUNAAN_NAPZA", description="victim of substance abuse (korban penyalahgunaan NAPZA)."
    )
    KORBAN_TRAFFICKING = strawberry.enum_value(
        "KORBAN_TRAFFICKING", description="victim of trafficking (korban trafficking)."
    )
    KORBAN_TINDAK_KEKERASAN = strawberry.enum_value(
        "KORBAN_TINDAK_KEKERASAN", description="victim of violence (korban tindak kekerasan)."
    )
    PEKERJA_MIGRAN_BERMASALAH_SOSIAL = strawberry.enum_value(
        "PEKERJA_MIGRAN_BERMASALAH_SOSIAL",
        description="migrant worker with social problems (pekerja migran bermasalah sosial).",
    )
    KORBAN_BENCANA_ALAM = strawberry.enum_value(
        "KORBAN_BENCANA_ALAM", description="victim of natural disaster (korban bencana alam)."
    )
    KORBAN_BENCANA_SOSIAL = strawberry.enum_value(
        "KORBAN_BENCANA_SOSIAL", description="victim of social disaster (korban bencana sosial)."
    )
    PEREMPUAN_RAWAN_SOSIAL_EKONOMI = strawberry.enum_value(
        "PEREMPUAN_RAWAN_SOSIAL_EKONOMI",
        description="socio-economically vulnerable woman (perempuan rawan sosial ekonomi).",
    )
    FAKIR_MISKIN = strawberry.enum_value("FAKIR_MISKIN", description="destitute person (fakir miskin).")
    KELUARGA_BERMASALAH_SOSIAL_PSIKOLOGIS = strawberry.enum_value(
        "KELUARGA_BERMASALAH_SOSIAL_PSIKOLOGIS",
        description="family with psychosocial problems (keluarga bermasalah sosial psikologis).",
    )
    KOMUNITAS_ADAT_TERPENCIL = strawberry.enum_value(
        "KOMUNITAS_ADAT_TERPENCIL", description="remote customary community (komunitas adat terpencil)."
    )


@strawberry.input(description="How and since when the household lives where it lives.")
class ResidenceFactsInput:
    kind: ResidenceKind | None = field(default=None, description="On what terms does the family live where it lives?")
    since: date | None = field(default=None, description="Since what date have they lived at this address?")
    asked_not_known: list[FactKey] | None = field(
        default=None, description="Keys of facts that were asked and that nobody knew; they are not asked again."
    )


@strawberry.input(description="What is known of the present region; left out: what the hub knows.")
class RegionFactsInput:
    disaster_declared: bool | None = field(default=None, description="Is a state of disaster declared in the region?")
    non_cash_infrastructure: bool | None = field(
        default=None, description="Can non-cash payment reach people in the region?"
    )
    asked_not_known: list[FactKey] | None = field(
        default=None, description="Keys of facts that were asked and that nobody knew; they are not asked again."
    )


@strawberry.input(description="The people under one roof, and the roof.")
class DwellingFactsInput:
    people: int | None = field(default=None, description="How many people live in this dwelling?")
    roof: DwellingRoof | None = field(default=None, description="What state is the roof in?")
    damage: DwellingDamage | None = field(default=None, description="How badly is the house damaged?")
    land_proof: DwellingLandProof | None = field(
        default=None, description="What proof is there of the right to the land?"
    )
    power_volt_ampere: int | None = field(default=None, description="What is the electrical rating (VA)? 0 if none.")
    asked_not_known: list[FactKey] | None = field(
        default=None, description="Keys of facts that were asked and that nobody knew; they are not asked again."
    )


@strawberry.input(description="One family card (KK). What is left out or null is not known.")
class FamilyFactsInput:
    ref: str = field(description="Your own short name for this family; members refer to it.")
    aid_received: list[AidReceivedInput] | None = field(
        default=None, description="Aid to the family; a programme left out is not known."
    )
    desil: int | None = field(default=None, description="Which desil has this family in the welfare register DTSEN?")
    in_register: bool | None = field(default=None, description="Is this family in the welfare register DTSEN?")
    has_card: bool | None = field(default=None, description="Does this family have a family card (KK)?")
    people: int | None = field(default=None, description="How many people are on this family card?")
    monthly_income: Rupiah | None = field(default=None, description="What does the family earn in a month (rupiah)?")
    monthly_income_per_person: Rupiah | None = field(
        default=None, description="What does the family earn in a month per person (rupiah)?"
    )
    holds_kks: bool | None = field(default=None, description="Does the family hold a welfare card (KKS)?")
    holds_sktm: bool | None = field(default=None, description="Is there a letter of inability to pay (SKTM)?")
    extreme_poverty: bool | None = field(default=None, description="Is the family recorded as extremely poor?")
    lost_livelihood: bool | None = field(default=None, description="Has the family lost its livelihood?")
    disaster_victim: bool | None = field(default=None, description="Is the family a victim of a disaster?")
    owns_other_house: bool | None = field(default=None, description="Does the family own another house?")
    bereaved: bool | None = field(default=None, description="Has a member of the family just died?")
    asked_not_known: list[FactKey] | None = field(
        default=None, description="Keys of facts that were asked and that nobody knew; they are not asked again."
    )


@strawberry.input(description="One person. No names and no identity numbers. What is left out or null is not known.")
class MemberFactsInput:
    ref: str = field(description="Your own short name for this person; questions refer to it.")
    family: str | None = field(default=None, description="On which family card; null: not known.")
    without_family: bool = field(default=False, description="Whether the person is known to be on no family card.")
    parents: list[str] | None = field(
        default=None, description="Refs of listed parents; empty: none lives here; null: not known."
    )
    guardian: str | None = field(default=None, description="Ref of a listed guardian; null: not known.")
    aid_received: list[AidReceivedInput] | None = field(
        default=None, description="Aid to the person; a programme left out is not known."
    )
    birth_date: date | None = field(default=None, description="What is the date of birth?")
    age_years: int | None = field(default=None, description="How old (years)?")
    sex: MemberSex | None = field(default=None, description="What sex?")
    relation_to_head: MemberRelationToHead | None = field(
        default=None, description="What relation to the head of the family?"
    )
    marital_status: MemberMaritalStatus | None = field(default=None, description="What marital status?")
    citizen: bool | None = field(default=None, description="An Indonesian citizen?")
    nik_status: MemberNikStatus | None = field(
        default=None, description="What is the state of the identity number (NIK)?"
    )
    pregnant: bool | None = field(default=None, description="Pregnant?")
    school_level: MemberSchoolLevel | None = field(default=None, description="At which level of school?")
    final_class: bool | None = field(default=None, description="In the final class, or in the first term of it?")
    returning_to_school: bool | None = field(default=None, description="Dropped out and about to return to school?")
    completed_twelve_years: bool | None = field(
        default=None, description="Completed the twelve years of compulsory schooling?"
    )
    holds_kip: bool | None = field(default=None, description="Holds a KIP card?")
    graduation_year: int | None = field(
        default=None, description="In which year did they finish senior secondary school?"
    )
    admitted_to_university: bool | None = field(default=None, description="Admitted to an accredited course of study?")
    course_accreditation: MemberCourseAccreditation | None = field(
        default=None, description="What accreditation does the course have?"
    )
    living_cost_cluster: MemberLivingCostCluster | None = field(
        default=None, description="Which cost-of-living cluster is the university in?"
    )
    siblings_at_home: int | None = field(default=None, description="How many brothers and sisters live at home?")
    orphanhood: MemberOrphanhood | None = field(default=None, description="Has the father or the mother died?")
    surviving_parent_remarried: bool | None = field(default=None, description="Has the surviving parent married again?")
    disability: MemberDisability | None = field(default=None, description="Any disability?")
    chronic_illness: bool | None = field(default=None, description="A chronic illness?")
    recovered_from_chronic_illness: bool | None = field(default=None, description="Recovered from a chronic illness?")
    ill_now: bool | None = field(default=None, description="Ill at present?")
    undernourished: bool | None = field(default=None, description="Undernourished or at risk of stunting?")
    health_cover: MemberHealthCover | None = field(default=None, description="What health cover?")
    occupation: MemberOccupation | None = field(default=None, description="What occupation?")
    laid_off: bool | None = field(default=None, description="Laid off?")
    able_to_earn: bool | None = field(default=None, description="Still able to earn a living (potential)?")
    pensioner: bool | None = field(default=None, description="Receives a pension?")
    budding_business: bool | None = field(default=None, description="Has a budding business?")
    lives_alone: bool | None = field(default=None, description="Lives alone?")
    ppks: list[MemberPpks] | None = field(
        default=None, description="Which PPKS categories (people in need of social welfare services)?"
    )
    asked_not_known: list[FactKey] | None = field(
        default=None, description="Keys of facts that were asked and that nobody knew; they are not asked again."
    )


@strawberry.input(description="The group as such. What is left out or null is not known.")
class GroupFactsInput:
    kind: GroupKind | None = field(default=None, description="What kind of group is it?")
    people: int | None = field(default=None, description="How many members has the group?")
    people_in_desil_1_to_4: int | None = field(
        default=None, description="How many of its members are from families in desil 1–4 of the register DTSEN?"
    )
    has_administrators: bool | None = field(
        default=None, description="Are there administrators (a head, a secretary and a treasurer)?"
    )
    formed_on: date | None = field(default=None, description="When was the group formed?")
    village_decree: bool | None = field(default=None, description="Is it recognised by a decree of the village head?")
    bank_account: bool | None = field(default=None, description="Has it a bank account in its own name?")
    asked_not_known: list[FactKey] | None = field(
        default=None, description="Keys of facts that were asked and that nobody knew; they are not asked again."
    )


@strawberry.input(description="The organisation as such. What is left out or null is not known.")
class OrganisationFactsInput:
    kind: OrganisationKind | None = field(default=None, description="What kind of organisation is it?")
    legal_form: OrganisationLegalForm | None = field(default=None, description="What is its legal form?")
    registered_with_social_office: bool | None = field(
        default=None, description="Is it registered with the social affairs office?"
    )
    accreditation: OrganisationAccreditation | None = field(
        default=None, description="What accreditation has it as an LKS?"
    )
    founded_on: date | None = field(default=None, description="When was the organisation founded?")
    serves: list[OrganisationServes] | None = field(
        default=None, description="Which PPKS categories (people in need of welfare services) are served?"
    )
    bank_account: bool | None = field(default=None, description="Has it a bank account in its own name?")
    asked_not_known: list[FactKey] | None = field(
        default=None, description="Keys of facts that were asked and that nobody knew; they are not asked again."
    )

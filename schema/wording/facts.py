"""What each fact is called inside a sentence, and what its yes and no say. Asks nothing: the registry has questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.domain.facts.fact import FactKey
from hub.domain.facts.registry import FACTS
from hub.domain.text import Language, Text


@dataclass(frozen=True, slots=True)
class FactWords:
    """`name` is a noun phrase; `yes` and `no` are clauses without their subject, and belong to yes or no facts."""

    name: Text
    yes: Text | None = None
    no: Text | None = None

    def clause(self, answer: bool) -> Text | None:
        """The clause for an answer; None where the fact is no matter of yes or no."""
        return self.yes if answer else self.no


def _named(name_id: str, name_en: str) -> FactWords:
    return FactWords(Text(name_id, name_en))


def _stated(name: tuple[str, str], yes: tuple[str, str], no: tuple[str, str]) -> FactWords:
    return FactWords(Text(*name), Text(*yes), Text(*no))


_WORDS: Mapping[str, FactWords] = {
    "residence.kind": _named("status tempat tinggal", "terms of residence"),
    "residence.since": _named("tanggal mulai tinggal di alamat sekarang", "date of moving to this address"),
    "region.village_kind": _named("jenis wilayah terendah", "kind of village"),
    "region.disaster_declared": _stated(
        ("status bencana", "state of disaster"),
        ("status bencana ditetapkan di wilayah ini", "a state of disaster is declared in the region"),
        ("status bencana tidak ditetapkan di wilayah ini", "no state of disaster is declared in the region"),
    ),
    "region.non_cash_infrastructure": _stated(
        ("penyaluran nontunai", "non-cash payment"),
        ("penyaluran nontunai tersedia di wilayah ini", "non-cash payment reaches people in the region"),
        ("penyaluran nontunai tidak tersedia di wilayah ini", "non-cash payment does not reach people in the region"),
    ),
    "dwelling.people": _named("jumlah penghuni rumah", "number of people in the dwelling"),
    "dwelling.roof": _named("keadaan atap", "state of the roof"),
    "dwelling.damage": _named("kerusakan rumah", "damage to the house"),
    "dwelling.land_proof": _named("bukti penguasaan tanah", "proof of the right to the land"),
    "dwelling.power_volt_ampere": _named("daya listrik", "electrical rating"),
    "family.desil": _named("desil", "desil"),
    "family.in_register": _stated(
        ("pencatatan di DTSEN", "place in the register DTSEN"),
        ("keluarga tercatat di DTSEN", "the family is in the register DTSEN"),
        ("keluarga tidak tercatat di DTSEN", "the family is not in the register DTSEN"),
    ),
    "family.has_card": _stated(
        ("kepemilikan Kartu Keluarga", "family card"),
        ("keluarga punya Kartu Keluarga (KK)", "the family has a family card (KK)"),
        ("keluarga tidak punya Kartu Keluarga (KK)", "the family has no family card (KK)"),
    ),
    "family.people": _named("jumlah orang di KK", "number of people on the family card"),
    "family.monthly_income": _named("pendapatan keluarga sebulan", "family's monthly income"),
    "family.monthly_income_per_person": _named("pendapatan sebulan per orang", "monthly income per person"),
    "family.holds_kks": _stated(
        ("kepemilikan KKS", "welfare card"),
        ("keluarga memegang Kartu Keluarga Sejahtera (KKS)", "the family holds a welfare card (KKS)"),
        ("keluarga tidak memegang Kartu Keluarga Sejahtera (KKS)", "the family holds no welfare card (KKS)"),
    ),
    "family.holds_sktm": _stated(
        ("kepemilikan SKTM", "letter of inability to pay"),
        ("keluarga punya Surat Keterangan Tidak Mampu (SKTM)", "the family has a letter of inability to pay (SKTM)"),
        (
            "keluarga tidak punya Surat Keterangan Tidak Mampu (SKTM)",
            "the family has no letter of inability to pay (SKTM)",
        ),
    ),
    "family.extreme_poverty": _stated(
        ("penetapan miskin ekstrem", "record of extreme poverty"),
        ("keluarga ditetapkan miskin ekstrem", "the family is recorded as extremely poor"),
        ("keluarga tidak ditetapkan miskin ekstrem", "the family is not recorded as extremely poor"),
    ),
    "family.lost_livelihood": _stated(
        ("kehilangan mata pencaharian", "loss of livelihood"),
        ("keluarga kehilangan mata pencaharian", "the family has lost its livelihood"),
        ("keluarga tidak kehilangan mata pencaharian", "the family has not lost its livelihood"),
    ),
    "family.disaster_victim": _stated(
        ("dampak bencana", "harm from a disaster"),
        ("keluarga menjadi korban bencana", "the family is a victim of a disaster"),
        ("keluarga bukan korban bencana", "the family is not a victim of a disaster"),
    ),
    "family.owns_other_house": _stated(
        ("kepemilikan rumah lain", "another house"),
        ("keluarga punya rumah lain", "the family owns another house"),
        ("keluarga tidak punya rumah lain", "the family owns no other house"),
    ),
    "family.bereaved": _stated(
        ("kedukaan", "bereavement"),
        ("ada anggota keluarga yang baru meninggal", "a member of the family has just died"),
        ("tidak ada anggota keluarga yang baru meninggal", "no member of the family has just died"),
    ),
    "member.birth_date": _named("tanggal lahir", "date of birth"),
    "member.age_years": _named("umur", "age"),
    "member.sex": _named("jenis kelamin", "sex"),
    "member.relation_to_head": _named("hubungan dengan kepala keluarga", "relation to the head of the family"),
    "member.marital_status": _named("status perkawinan", "marital status"),
    "member.nik_status": _named("keadaan NIK", "state of the identity number (NIK)"),
    "member.pregnant": _stated(
        ("kehamilan", "pregnancy"), ("sedang hamil", "is pregnant"), ("tidak sedang hamil", "is not pregnant")
    ),
    "member.school_level": _named("jenjang sekolah", "level of school"),
    "member.final_class": _stated(
        ("kelas akhir atau kelas awal", "final class or first term"),
        ("duduk di kelas akhir atau baru masuk jenjang ini", "is in the final class or the first term of the level"),
        (
            "tidak duduk di kelas akhir dan tidak baru masuk jenjang ini",
            "is neither in the final class nor in the first term of the level",
        ),
    ),
    "member.returning_to_school": _stated(
        ("rencana kembali ke sekolah", "return to school"),
        ("putus sekolah dan akan kembali", "dropped out and is about to return to school"),
        ("bukan anak putus sekolah yang akan kembali", "is not about to return to school after dropping out"),
    ),
    "member.completed_twelve_years": _stated(
        ("tamat wajib belajar 12 tahun", "twelve years of schooling"),
        ("sudah tamat wajib belajar 12 tahun", "has completed the twelve years of compulsory schooling"),
        ("belum tamat wajib belajar 12 tahun", "has not completed the twelve years of compulsory schooling"),
    ),
    "member.holds_kip": _stated(
        ("kepemilikan KIP", "KIP card"),
        ("memegang Kartu Indonesia Pintar (KIP)", "holds a KIP card"),
        ("tidak memegang Kartu Indonesia Pintar (KIP)", "holds no KIP card"),
    ),
    "member.graduation_year": _named("tahun lulus SMA sederajat", "year of finishing senior secondary school"),
    "member.admitted_to_university": _stated(
        ("penerimaan di perguruan tinggi", "admission to university"),
        ("diterima di program studi terakreditasi", "is admitted to an accredited course of study"),
        ("tidak diterima di program studi terakreditasi", "is not admitted to an accredited course of study"),
    ),
    "member.course_accreditation": _named("akreditasi program studi", "accreditation of the course"),
    "member.living_cost_cluster": _named("klaster biaya hidup", "cost-of-living cluster"),
    "member.siblings_at_home": _named("jumlah saudara kandung serumah", "number of brothers and sisters at home"),
    "member.orphanhood": _named("orang tua yang sudah meninggal", "parents who have died"),
    "member.surviving_parent_remarried": _stated(
        ("perkawinan lagi orang tua yang masih hidup", "remarriage of the surviving parent"),
        ("orang tua yang masih hidup sudah menikah lagi", "the surviving parent has married again"),
        ("orang tua yang masih hidup tidak menikah lagi", "the surviving parent has not married again"),
    ),
    "member.disability": _named("disabilitas", "disability"),
    "member.chronic_illness": _stated(
        ("penyakit menahun", "chronic illness"),
        ("menderita penyakit menahun", "has a chronic illness"),
        ("tidak menderita penyakit menahun", "has no chronic illness"),
    ),
    "member.recovered_from_chronic_illness": _stated(
        ("riwayat penyakit kronis", "past chronic illness"),
        ("bekas penderita penyakit kronis", "has recovered from a chronic illness"),
        ("bukan bekas penderita penyakit kronis", "has not recovered from a chronic illness"),
    ),
    "member.ill_now": _stated(
        ("keadaan sakit", "present illness"),
        ("sedang sakit", "is ill at present"),
        ("tidak sedang sakit", "is not ill"),
    ),
    "member.undernourished": _stated(
        ("keadaan gizi", "nutrition"),
        ("gizi kurang atau berisiko stunting", "is undernourished or at risk of stunting"),
        ("tidak kurang gizi dan tidak berisiko stunting", "is neither undernourished nor at risk of stunting"),
    ),
    "member.health_cover": _named("jaminan kesehatan", "health cover"),
    "member.occupation": _named("pekerjaan", "occupation"),
    "member.laid_off": _stated(
        ("pemutusan hubungan kerja", "lay-off"),
        ("terkena PHK", "has been laid off"),
        ("tidak terkena PHK", "has not been laid off"),
    ),
    "member.citizen": _stated(
        ("kewarganegaraan Indonesia", "Indonesian citizenship"),
        ("warga negara Indonesia", "is an Indonesian citizen"),
        ("bukan warga negara Indonesia", "is no Indonesian citizen"),
    ),
    "member.able_to_earn": _stated(
        ("kemampuan mencari nafkah", "ability to earn a living"),
        ("masih mampu mencari nafkah", "is still able to earn a living"),
        ("tidak lagi mampu mencari nafkah", "is no longer able to earn a living"),
    ),
    "member.pensioner": _stated(
        ("penerimaan pensiun", "pension"),
        ("menerima pensiun", "receives a pension"),
        ("tidak menerima pensiun", "receives no pension"),
    ),
    "member.budding_business": _stated(
        ("rintisan usaha", "budding business"),
        ("sedang merintis usaha", "has a budding business"),
        ("tidak sedang merintis usaha", "has no budding business"),
    ),
    "member.lives_alone": _stated(
        ("tinggal seorang diri", "living alone"),
        ("tinggal seorang diri", "lives alone"),
        ("tidak tinggal seorang diri", "does not live alone"),
    ),
    "member.ppks": _named("kategori PPKS", "PPKS category"),
    "group.kind": _named("jenis kelompok", "kind of group"),
    "group.people": _named("jumlah anggota kelompok", "number of members of the group"),
    "group.people_in_desil_1_to_4": _named("jumlah anggota pada desil 1–4", "number of members in desil 1–4"),
    "group.has_administrators": _stated(
        ("kepengurusan kelompok", "administrators of the group"),
        ("kelompok ini punya pengurus", "the group has administrators"),
        ("kelompok ini tidak punya pengurus", "the group has no administrators"),
    ),
    "group.formed_on": _named("tanggal pembentukan kelompok", "date on which the group was formed"),
    "group.village_decree": _stated(
        ("pengukuhan oleh desa atau kelurahan", "recognition by the village"),
        ("kelompok ini dikukuhkan kepala desa atau lurah", "the group is recognised by the village head"),
        ("kelompok ini belum dikukuhkan kepala desa atau lurah", "the group is not recognised by the village head"),
    ),
    "group.bank_account": _stated(
        ("rekening kelompok", "bank account of the group"),
        ("kelompok ini punya rekening sendiri", "the group has a bank account of its own"),
        ("kelompok ini tidak punya rekening sendiri", "the group has no bank account of its own"),
    ),
    "organisation.kind": _named("jenis lembaga", "kind of organisation"),
    "organisation.legal_form": _named("bentuk hukum lembaga", "legal form"),
    "organisation.registered_with_social_office": _stated(
        ("pendaftaran di Dinas Sosial", "registration with the social affairs office"),
        ("lembaga ini terdaftar di Dinas Sosial", "the organisation is registered with the social affairs office"),
        (
            "lembaga ini tidak terdaftar di Dinas Sosial",
            "the organisation is not registered with the social affairs office",
        ),
    ),
    "organisation.accreditation": _named("akreditasi LKS", "accreditation as an LKS"),
    "organisation.founded_on": _named("tanggal pendirian lembaga", "date on which the organisation was founded"),
    "organisation.serves": _named("kategori PPKS yang dilayani", "PPKS category that is served"),
    "organisation.bank_account": _stated(
        ("rekening lembaga", "bank account of the organisation"),
        ("lembaga ini punya rekening sendiri", "the organisation has a bank account of its own"),
        ("lembaga ini tidak punya rekening sendiri", "the organisation has no bank account of its own"),
    ),
}

FACT_WORDS: Mapping[FactKey, FactWords] = {definition.key: _WORDS[definition.key] for definition in FACTS}


def fact_name(fact: FactKey, language: Language) -> str:
    """The fact as a noun phrase."""
    return FACT_WORDS[fact].name.in_language(language)

"""Short words for what an enum's members say, and numbers as people write them. Builds no sentence about a
situation."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from hub.domain.facts.fact import Informant, Unit
from hub.domain.facts.situation import AidState
from hub.domain.matching.area import Nearness
from hub.domain.matching.judgement import Verdict
from hub.domain.matching.ranking import ScoreName
from hub.domain.offerings.benefit import Period
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.rules.criterion import RemedyKind
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Language, Text
from schema.wording.wording import say

E = TypeVar("E", bound=StrEnum)

REMEDIES: Mapping[RemedyKind, Text] = {
    RemedyKind.REGISTER_IN_DTSEN: Text(
        "Usulkan keluarga ini ke DTSEN lewat operator SIKS-NG di desa atau kelurahan.",
        "Propose the family for the welfare register DTSEN through the village's SIKS-NG operator.",
    ),
    RemedyKind.DOMICILE_LETTER: Text(
        "Mintalah surat keterangan domisili di desa atau kelurahan tempat tinggal sekarang.",
        "Ask for a letter of domicile in the village where they live now.",
    ),
    RemedyKind.MOVE_FAMILY_CARD: Text(
        "Pindahkan Kartu Keluarga ke alamat sekarang lewat Disdukcapil.",
        "Move the family card to the present address at the civil registration office (Disdukcapil).",
    ),
    RemedyKind.OBTAIN_DOCUMENT: Text(
        "Uruslah dokumen yang belum ada; meja layanan dapat membantu menunjukkan tempatnya.",
        "Obtain the missing document; the desk can say where.",
    ),
    RemedyKind.RENEW_DOCUMENT: Text(
        "Perbarui dokumen yang sudah tidak berlaku.",
        "Renew the document that is no longer valid.",
    ),
    RemedyKind.ASK_COMMUNITY: Text(
        "Bicarakan dengan pengurus setempat; aturan ini kesepakatan warga sendiri.",
        "Talk to the local steward; the neighbours made this rule themselves.",
    ),
    RemedyKind.WAIT: Text("Tunggu sampai waktunya tiba.", "Wait until the time comes."),
}

SCORES: Mapping[ScoreName, Text] = {
    ScoreName.VERDICT: Text("Kecocokan dengan syarat", "How well the rules are met"),
    ScoreName.NEEDS: Text("Kebutuhan yang terjawab", "Needs that it covers"),
    ScoreName.REACH: Text("Banyaknya anggota yang terbantu", "How many of the people it reaches"),
    ScoreName.SPEED: Text("Cepatnya bantuan pertama", "How soon the first help comes"),
    ScoreName.NEARNESS: Text("Dekatnya sumber bantuan", "How near the help is"),
    ScoreName.CAPACITY: Text("Sisa kuota", "How much is left"),
}

VERDICTS: Mapping[Verdict, Text] = {
    Verdict.ELIGIBLE: Text(
        "Memenuhi syarat menurut data; penetapan oleh {decided_by}.",
        "Meets the rules according to the data; {decided_by} decides.",
    ),
    Verdict.NEEDS_INFORMATION: Text(
        "Belum dapat disimpulkan: masih ada yang perlu ditanyakan; penetapan oleh {decided_by}.",
        "Not known yet: something is still to be asked; {decided_by} decides.",
    ),
    Verdict.INELIGIBLE: Text(
        "Tidak memenuhi syarat menurut data; penetapan oleh {decided_by}.",
        "Does not meet the rules according to the data; {decided_by} decides.",
    ),
}

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.MET: Text("terpenuhi", "met"),
    Outcome.NOT_MET: Text("tidak terpenuhi", "not met"),
    Outcome.UNKNOWN: Text("belum diketahui", "not known yet"),
}

INFORMANTS: Mapping[Informant, Text] = {
    Informant.FAMILY: Text("keluarga", "the family"),
    Informant.SIKS_NG: Text("operator SIKS-NG", "the SIKS-NG operator"),
    Informant.SCHOOL: Text("sekolah", "the school"),
    Informant.PUSKESMAS: Text("Puskesmas", "the health centre (Puskesmas)"),
    Informant.DISDUKCAPIL: Text("Disdukcapil", "the civil registration office (Disdukcapil)"),
    Informant.VILLAGE: Text("desa atau kelurahan", "the village office"),
    Informant.BPJS: Text("BPJS Kesehatan", "the health insurance body (BPJS)"),
    Informant.FIELD_VISIT: Text("kunjungan rumah", "a home visit"),
    Informant.ADMINISTRATORS: Text("pengurusnya", "its administrators"),
    Informant.SOCIAL_OFFICE: Text("Dinas Sosial", "the social affairs office (Dinas Sosial)"),
}

PERIODS: Mapping[Period, Text] = {
    Period.ONCE: Text("satu kali", "once"),
    Period.DAY: Text("per hari", "per day"),
    Period.MONTH: Text("per bulan", "per month"),
    Period.SEMESTER: Text("per semester", "per semester"),
    Period.YEAR: Text("per tahun", "per year"),
}

NEARNESSES: Mapping[Nearness, Text] = {
    Nearness.NEIGHBOURHOOD: Text("di lingkungan sendiri", "in the neighbourhood"),
    Nearness.VILLAGE: Text("di desa atau kelurahan sendiri", "in the village"),
    Nearness.DISTRICT: Text("di kecamatan sendiri", "in the district"),
    Nearness.REGENCY: Text("di kabupaten atau kota sendiri", "in the regency or city"),
    Nearness.PROVINCE: Text("di provinsi sendiri", "in the province"),
    Nearness.NATION: Text("di seluruh Indonesia", "all over Indonesia"),
    Nearness.ELSEWHERE: Text("di wilayah lain", "elsewhere"),
}

AID_STATES: Mapping[AidState, Text] = {
    AidState.NONE: Text("tidak menerima", "not receiving"),
    AidState.PROPOSED: Text("diusulkan", "proposed"),
    AidState.RECEIVING: Text("menerima", "receiving"),
    AidState.ENDED: Text("pernah menerima", "received before"),
}

RECIPIENTS: Mapping[BenefitUnit, Text] = {
    BenefitUnit.INDIVIDUAL: Text("perorangan", "a person"),
    BenefitUnit.FAMILY: Text("keluarga", "a family"),
    BenefitUnit.HOUSEHOLD: Text("rumah tangga", "a household"),
    BenefitUnit.GROUP: Text("kelompok", "a group"),
    BenefitUnit.COMMUNITY: Text("masyarakat", "a community"),
    BenefitUnit.ORGANISATION: Text("lembaga", "an organisation"),
}

_UNITS: Mapping[Unit, Text] = {
    Unit.YEARS: Text("{number} tahun", "{number} years"),
    Unit.RUPIAH: Text("Rp{number}", "Rp{number}"),
    Unit.PEOPLE: Text("{number} orang", "{number} people"),
    Unit.DESIL: Text("{number}", "{number}"),
    Unit.VOLT_AMPERE: Text("{number} VA", "{number} VA"),
}
_ONE: Mapping[Unit, Text] = {
    Unit.YEARS: Text("{number} tahun", "{number} year"),
    Unit.PEOPLE: Text("{number} orang", "{number} person"),
}
_THOUSANDS = Text(".", ",")
"""What stands between the thousands of a number."""

_MONTHS = (
    Text("Januari", "January"),
    Text("Februari", "February"),
    Text("Maret", "March"),
    Text("April", "April"),
    Text("Mei", "May"),
    Text("Juni", "June"),
    Text("Juli", "July"),
    Text("Agustus", "August"),
    Text("September", "September"),
    Text("Oktober", "October"),
    Text("November", "November"),
    Text("Desember", "December"),
)


def label(labels: Mapping[E, Text], member: E, language: Language) -> str:
    """The words of one member of a table above."""
    return labels[member].in_language(language)


def remedy_text(kind: RemedyKind, language: Language) -> str:
    """What to do so that a criterion may be met."""
    return label(REMEDIES, kind, language)


def score_text(name: ScoreName, language: Language) -> str:
    """What a part of the score looks at."""
    return label(SCORES, name, language)


def verdict_text(verdict: Verdict, decided_by: str, language: Language) -> str:
    """The verdict in a sentence that names who decides: never a promise."""
    return say(VERDICTS[verdict], language, decided_by=decided_by)


def number_text(number: int, language: Language) -> str:
    """A whole number with its thousands apart: `2.000.000` in Indonesian, `2,000,000` in English."""
    return f"{number:,}".replace(",", _THOUSANDS.in_language(language))


def counted(number: int, unit: Unit | None, language: Language) -> str:
    """A number in its unit: `Rp2.000.000`, `17 tahun`, `1 person`; bare digits without one (a year, say)."""
    if unit is None:
        return str(number)
    pattern = _ONE.get(unit, _UNITS[unit]) if number == 1 else _UNITS[unit]
    return say(pattern, language, number=number_text(number, language))


def day_text(day: date, language: Language) -> str:
    """A date in words: `1 Juli 2025`, `1 July 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1].in_language(language)} {day.year}"


def listed(parts: Sequence[str], language: Language, *, last: Text) -> str:
    """Parts in a row with a word before the last: `a, b, atau c`."""
    if len(parts) < 3:
        return f" {last.in_language(language)} ".join(parts)
    return f"{', '.join(parts[:-1])}, {last.in_language(language)} {parts[-1]}"


AND = Text("dan", "and")
OR = Text("atau", "or")
YES = Text("ya", "yes")
NO = Text("tidak", "no")
NONE = Text("tidak ada", "none")

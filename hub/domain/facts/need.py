"""What a family may need, as a closed list of codes. Knows no programme: assessment begins with needs.

Source: the five service domains follow Suharto; the list itself is Simpul's own.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import NewType

from hub.domain.errors import ErrorCode, Problem, problem
from hub.domain.text import Text

NeedCode = NewType("NeedCode", str)


class ServiceDomain(StrEnum):
    """Domains of social service."""

    SOCIAL_SECURITY = "SOCIAL_SECURITY"
    """Food, income and livelihood."""
    HOUSING = "HOUSING"
    """A roof, water and sanitation."""
    HEALTH = "HEALTH"
    """Health cover, care and devices."""
    EDUCATION = "EDUCATION"
    """School, higher education and training."""
    PERSONAL_SOCIAL_CARE = "PERSONAL_SOCIAL_CARE"
    """Care of children, older people and people with disability; protection; rehabilitation."""
    CROSS_CUTTING = "CROSS_CUTTING"
    """A need that no single domain answers, such as civil documents."""


class Urgency(StrEnum):
    """How soon a need must be met."""

    LOW = "LOW"
    """It can wait for months."""
    NORMAL = "NORMAL"
    """Within weeks."""
    HIGH = "HIGH"
    """Within days."""
    CRITICAL = "CRITICAL"
    """At once: health or safety is at risk."""


URGENCY_WEIGHT = {Urgency.LOW: 1, Urgency.NORMAL: 2, Urgency.HIGH: 3, Urgency.CRITICAL: 4}


@dataclass(frozen=True, slots=True)
class Need:
    """One kind of need."""

    code: NeedCode
    name: Text
    domain: ServiceDomain


@dataclass(frozen=True, slots=True)
class StatedNeed:
    """A stated need and how urgent it is."""

    code: NeedCode
    urgency: Urgency


def _needs(domain: ServiceDomain, *rows: tuple[str, str, str]) -> list[Need]:
    return [Need(NeedCode(code), Text(name_id, name_en), domain) for code, name_id, name_en in rows]


NEEDS: dict[NeedCode, Need] = {
    need.code: need
    for need in [
        *_needs(
            ServiceDomain.SOCIAL_SECURITY,
            ("FOOD", "pangan", "food"),
            ("UNDER_FIVE_NUTRITION", "gizi balita", "nutrition of children under five"),
            ("CLOTHING", "sandang", "clothing"),
            ("INCOME_SUPPORT", "bantuan pendapatan", "income support"),
            ("LIVELIHOOD", "usaha dan pekerjaan", "livelihood"),
            ("DISASTER_RELIEF", "bantuan bencana", "disaster relief"),
            ("BURIAL", "pemakaman", "burial"),
        ),
        *_needs(
            ServiceDomain.HOUSING,
            ("HOUSING_REPAIR", "perbaikan rumah", "housing repair"),
            ("EMERGENCY_SHELTER", "hunian darurat", "emergency shelter"),
            ("RENT_SUPPORT", "bantuan sewa rumah", "support with rent"),
            ("WATER_SANITATION", "air bersih dan sanitasi", "water and sanitation"),
        ),
        *_needs(
            ServiceDomain.HEALTH,
            ("HEALTH_COVER", "jaminan kesehatan", "health cover"),
            ("HEALTH_COVER_REACTIVATION", "pengaktifan kembali jaminan kesehatan", "reactivation of health cover"),
            ("MATERNAL_CARE", "kesehatan ibu hamil dan bersalin", "maternal care"),
            ("MEDICAL_COSTS", "biaya berobat di luar jaminan", "medical costs beyond the cover"),
            ("TRANSPORT_TO_CARE", "transportasi berobat", "transport to care"),
            ("ASSISTIVE_DEVICE", "alat bantu disabilitas", "assistive device"),
        ),
        *_needs(
            ServiceDomain.EDUCATION,
            ("SCHOOL_COSTS", "biaya sekolah", "school costs"),
            ("HIGHER_EDUCATION_COSTS", "biaya kuliah", "costs of higher education"),
            ("RETURN_TO_SCHOOL", "kembali ke sekolah", "return to school"),
            ("SKILLS_TRAINING", "pelatihan keterampilan", "skills training"),
        ),
        *_needs(
            ServiceDomain.PERSONAL_SOCIAL_CARE,
            ("CHILD_CARE", "pengasuhan anak", "child care"),
            ("ELDERLY_CARE", "perawatan lanjut usia", "care of older people"),
            ("DISABILITY_CARE", "perawatan penyandang disabilitas", "care of people with disability"),
            ("PROTECTION_FROM_VIOLENCE", "perlindungan dari kekerasan", "protection from violence"),
            ("PSYCHOSOCIAL_SUPPORT", "dukungan psikososial", "psychosocial support"),
            ("REHABILITATION", "rehabilitasi sosial", "social rehabilitation"),
        ),
        *_needs(
            ServiceDomain.CROSS_CUTTING,
            ("CIVIL_DOCUMENTS", "dokumen kependudukan", "civil documents"),
            ("REGISTER_CORRECTION", "perbaikan data DTSEN", "correction of the welfare register"),
            ("BENEFIT_PAYMENT_PROBLEM", "masalah penyaluran bantuan", "benefit payment problem"),
            ("LEGAL_AID", "bantuan hukum", "legal aid"),
        ),
    ]
}


def unknown_need(code: str, *path: str | int) -> Problem:
    """That a code names no need, with the one that is written most alike."""
    nearest = next(iter(get_close_matches(code[:40].upper(), NEEDS, n=1)), None)
    return problem(ErrorCode.UNKNOWN_NEED, "need.unknown", *path, given=code[:40], nearest=nearest)

"""Which offerings one change away would fit: what to tell a family that gets nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from hub.domain.matching.judgement import BEST_FIRST, Beneficiary, Judged, Verdict

NEAR_MISS_DAYS = 180
"""An offering that opens within so many days is a near miss."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An offering that one change away would fit, for its nearest beneficiary. `missing` is the criterion's position
    among the candidate's criteria; None when it is the area or the opening date."""

    judged: Judged
    beneficiary: Beneficiary
    missing: int | None


def near_miss(judged: Judged, on: date) -> NearMiss | None:
    """Judged on raw outcomes, so a rule that is only reported shows here too. No near miss: an offering that fits, one
    that could fit once facts are known, one elsewhere, one that ended or opens in more than 180 days."""
    if judged.verdict is Verdict.ELIGIBLE or not judged.beneficiaries:
        return None
    outside = (judged.area.holds is False) + (not judged.open_on)
    if judged.area.holds is False and judged.area.remedy is None:
        return None
    if not judged.open_on and (judged.opens_on is None or judged.opens_on > on + timedelta(days=NEAR_MISS_DAYS)):
        return None
    if min([b.raw.count(False) for b in judged.beneficiaries]) + outside != 1:
        return None
    nearest = min(
        judged.beneficiaries, key=lambda b: (b.raw.count(False), BEST_FIRST.index(b.verdict), b.subject or "")
    )
    return NearMiss(judged, nearest, nearest.raw.index(False) if False in nearest.raw else None)

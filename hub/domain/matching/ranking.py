"""In which order matches are shown, with the parts of the score and their weights. Decides no eligibility.

Whole numbers throughout, so that two machines rank alike. Capacity comes last and in coarse steps: it changes by the
minute and must not shuffle a list that somebody is reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import mul

from hub.domain.facts.need import URGENCY_WEIGHT, NeedCode, StatedNeed
from hub.domain.matching.area import Nearness
from hub.domain.matching.judgement import Beneficiary, Judged, Verdict
from hub.domain.offerings.offering import BenefitUnit, Capacity

FULL = 1000
"""The highest value of a part."""


class ScoreName(StrEnum):
    """What a part of the score looks at."""

    VERDICT = "VERDICT"
    """Who is eligible first, then what is not known, then what a rule that nobody verified speaks against."""
    NEEDS = "NEEDS"
    """Urgency and number of the stated needs that the offering covers; covering any of them counts half."""
    REACH = "REACH"
    """How many of the people in the dwelling it would reach: benefit against need, without pricing goods."""
    SPEED = "SPEED"
    """Days to the first help."""
    NEARNESS = "NEARNESS"
    """How small the area is that serves them: neighbours before the nation."""
    CAPACITY = "CAPACITY"
    """How much is left, in coarse steps."""


WEIGHTS: dict[ScoreName, int] = {
    ScoreName.VERDICT: 40,
    ScoreName.NEEDS: 25,
    ScoreName.REACH: 10,
    ScoreName.SPEED: 10,
    ScoreName.NEARNESS: 10,
    ScoreName.CAPACITY: 5,
}

_WEIGHTS = tuple(WEIGHTS.values())
_VERDICT_VALUE = {Verdict.ELIGIBLE: FULL, Verdict.NEEDS_INFORMATION: 500, Verdict.INELIGIBLE: 0}
_SPOKEN_AGAINST = 250
"""A rule that is only reported denies nobody, yet is likelier to hold than not."""
_NEARNESS_VALUE = {
    Nearness.NEIGHBOURHOOD: FULL,
    Nearness.VILLAGE: 850,
    Nearness.DISTRICT: 700,
    Nearness.REGENCY: 550,
    Nearness.PROVINCE: 400,
    Nearness.NATION: 250,
    Nearness.ELSEWHERE: 0,
}
_UNKNOWN_SPEED = 250
_HALF_SPEED_DAYS = 30


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part: its value from 0 to 1000, and its weight in percent."""

    name: ScoreName
    value: int
    weight: int


@dataclass(frozen=True, slots=True)
class Score:
    """`total` is the sum of value × weight, from 0 to 100,000; `values` are those of `WEIGHTS`, in its order."""

    total: int
    values: tuple[int, ...]

    @property
    def parts(self) -> tuple[ScorePart, ...]:
        """Each value with its name and weight: made for those that are shown."""
        return tuple(ScorePart(name, value, WEIGHTS[name]) for name, value in zip(WEIGHTS, self.values, strict=True))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A judged offering in its place."""

    judged: Judged
    score: Score

    @property
    def place(self) -> tuple[int, str]:
        """The sort key, best first: total and, where equal, the offering's id, so that the order is total."""
        return -self.score.total, str(self.judged.candidate.version.offering_id)


def covered_needs(judged: Judged, needs: Sequence[StatedNeed]) -> tuple[NeedCode, ...]:
    """The stated needs that the offering covers, most urgent first."""
    covered = [need for need in needs if need.code in judged.content.needs]
    return tuple(need.code for need in sorted(covered, key=lambda need: (-URGENCY_WEIGHT[need.urgency], need.code)))


def rank(judged: Sequence[Judged], needs: Sequence[StatedNeed], *, people: int) -> list[Ranked]:
    """All in order, best first. `people` is how many are to be helped."""
    ranked = [Ranked(each, score(each, needs, people=people)) for each in judged]
    # The order of `place`, without writing out every id.
    return sorted(ranked, key=lambda each: (-each.score.total, each.judged.candidate.version.offering_id.int))


def score(judged: Judged, needs: Sequence[StatedNeed], *, people: int) -> Score:
    """The score of one judged offering."""
    content = judged.content
    wanted = covered = 0
    for need in needs:
        weight = URGENCY_WEIGHT[need.urgency]
        wanted += weight
        if need.code in content.needs:
            covered += weight
    days = content.days_to_help
    values = (
        _verdict_value(judged),
        (FULL + FULL * covered // wanted) // 2 if covered else 0,
        FULL * min(_reached(judged, people), people) // people,
        _UNKNOWN_SPEED if days is None else FULL * _HALF_SPEED_DAYS // (_HALF_SPEED_DAYS + days),
        _NEARNESS_VALUE[judged.area.nearness],
        _capacity_value(content.capacity),
    )
    return Score(sum(map(mul, values, _WEIGHTS)), values)


def _verdict_value(judged: Judged) -> int:
    if judged.verdict is Verdict.NEEDS_INFORMATION:
        open_ones = (each for each in judged.beneficiaries if each.verdict is Verdict.NEEDS_INFORMATION)
        if all(map(_is_spoken_against, open_ones)):
            return _SPOKEN_AGAINST
    return _VERDICT_VALUE[judged.verdict]


def _is_spoken_against(beneficiary: Beneficiary) -> bool:
    """Whether a rule is not met that counts as not known, since nobody verified it or has said whether it holds."""
    if False not in beneficiary.raw:
        return False
    answers = zip(beneficiary.raw, beneficiary.effective, strict=True)
    return any(raw is False and effective is None for raw, effective in answers)


def _reached(judged: Judged, people: int) -> int:
    fitting = [b for b in judged.beneficiaries if b.verdict is not Verdict.INELIGIBLE]
    if judged.content.benefit_unit is BenefitUnit.INDIVIDUAL:
        return len(fitting)
    families = len(judged.beneficiaries)
    return people * len(fitting) // families if families else 0


def _capacity_value(capacity: Capacity | None) -> int:
    if capacity is None:
        return 500
    if capacity.available <= 0 or capacity.maximum <= 0:
        return 0
    return 250 * min(4, 1 + 4 * capacity.available // capacity.maximum)

"""Which offerings fit a situation, and for whom: verdicts, and what is not known yet. Explains nothing.

Pure: candidates come in as values, whoever loaded them; their order never matters. Explanation, ranking, questions and
package are decided by their own modules from what is judged here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from hub.domain.facts.situation import ProgrammeKey, Situation
from hub.domain.facts.situation_on_day import Kin, Person, SituationOnDay, situation_on_day
from hub.domain.matching.area import AreaFinding, judge_area
from hub.domain.offerings.offering import HOUSEHOLD_UNITS, BenefitUnit, OfferingContent, OfferingVersion
from hub.domain.rules.asking import Ask, AskKind, asks, owned
from hub.domain.rules.citation import Confidence
from hub.domain.rules.criterion import Binds, Criterion, EvaluatedOn
from hub.domain.rules.evaluation import Scope, judge_of, numbered, programmes_in


class Verdict(StrEnum):
    """What the facts say of one beneficiary, never a promise: somebody decides."""

    ELIGIBLE = "ELIGIBLE"
    """Every rule is met, as far as the data say."""
    NEEDS_INFORMATION = "NEEDS_INFORMATION"
    """No rule is against it, and something is still to be asked."""
    INELIGIBLE = "INELIGIBLE"
    """A rule that somebody has verified is not met."""


BEST_FIRST = list(Verdict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A published version and every criterion that applies to it: those that decide for whom it is, and those that
    bind nothing but its delivery.

    What follows from them for every situation is kept beside: `rules` and `areas` as numbers that equal ones share, the
    rules `about_aid` and the `programmes` that they look at, and whether the candidate is `plain`: each rule looks at
    the day of the match, and no citation ends.
    """

    version: OfferingVersion
    criteria: tuple[Criterion, ...]
    delivery: tuple[Criterion, ...] = ()
    rules: tuple[int, ...] = field(init=False, compare=False, repr=False)
    areas: int = field(init=False, compare=False, repr=False)
    about_aid: tuple[int, ...] = field(init=False, compare=False, repr=False)
    programmes: frozenset[ProgrammeKey] = field(init=False, compare=False, repr=False)
    plain: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        plain = all(c.citation.undated and c.evaluated_on is EvaluatedOn.APPLICATION for c in self.criteria)
        object.__setattr__(self, "rules", tuple(numbered(criterion.rule) for criterion in self.criteria))
        object.__setattr__(self, "areas", numbered(self.version.content.service_areas))
        about_aid = [criterion.rule for criterion in self.criteria if programmes_in(criterion.rule)]
        object.__setattr__(self, "about_aid", tuple(map(numbered, about_aid)))
        object.__setattr__(self, "programmes", frozenset().union(*map(programmes_in, about_aid)))
        object.__setattr__(self, "plain", plain)


def candidate_of(version: OfferingVersion, terms: Iterable[Criterion] = ()) -> Candidate:
    """A version with its own criteria and the standing terms of its source."""
    every = (*version.content.criteria, *terms)
    return Candidate(
        version,
        tuple(criterion for criterion in every if criterion.binds is Binds.ELIGIBILITY),
        tuple(criterion for criterion in every if criterion.binds is Binds.DELIVERY),
    )


@dataclass(slots=True)
class Beneficiary:
    """Whom one benefit would go to, and the raw and effective answers, one per criterion in order."""

    unit: BenefitUnit
    subject: str | None
    person: int | None
    family: int | None
    raw: list[bool | None] = field(default_factory=list)
    effective: list[bool | None] = field(default_factory=list)
    verdict: Verdict = Verdict.INELIGIBLE


@dataclass(slots=True)
class Judged:
    """One candidate judged, before anything is explained: what ranking and questions need, and no more."""

    candidate: Candidate
    area: AreaFinding
    open_on: bool
    opens_on: date | None
    beneficiaries: list[Beneficiary]
    verdict: Verdict

    @property
    def content(self) -> OfferingContent:
        return self.candidate.version.content


_Whom = tuple[int | None, int | None]
"""The positions of the member and the family that a rule looks at."""


class Judgement:
    """A situation on a date, ready to be put beside offerings."""

    def __init__(self, situation: Situation, on: date) -> None:
        self.situation = situation
        self.on = on
        self._by_day: dict[date, SituationOnDay] = {}
        # Offerings repeat each other's rules: what a rule said of somebody on the day of the match, it says again.
        self._outcomes: dict[_Whom, dict[int, bool | None]] = {}
        self._open: dict[_Whom, dict[int, tuple[Ask, ...]]] = {}
        self._merged_before: dict[tuple[int | None, int | None, tuple[int, ...]], tuple[Ask, ...]] = {}
        self._areas: dict[int, AreaFinding] = {}
        self._recipients: dict[BenefitUnit, list[tuple[str | None, int | None, int | None]]] = {}

    def situation_on(self, day: date) -> SituationOnDay:
        """The situation as it stands on a day; worked out once a day."""
        found = self._by_day.get(day)
        if found is None:
            found = self._by_day[day] = situation_on_day(self.situation, self.on, day)
        return found

    def judge(self, candidate: Candidate) -> Judged:
        """The verdict on one candidate, beneficiary by beneficiary."""
        content = candidate.version.content
        area = self._areas.get(candidate.areas)
        if area is None:
            area = judge_area(content.service_areas, self.situation.present, self.situation.registered)
            if self.situation.group or self.situation.organisation:  # what could change it is for families alone
                area = replace(area, remedy=None)
            self._areas[candidate.areas] = area
        started = content.valid_from is None or content.valid_from <= self.on
        ended = content.valid_to is not None and content.valid_to < self.on
        beneficiaries = self._beneficiaries(content.benefit_unit)
        checks = self.checks(candidate)
        if not candidate.plain:
            applying = tuple(c for c in candidate.criteria if c.citation.undated or c.citation.holds_on(self.on))
            if len(applying) < len(candidate.criteria):
                candidate = replace(candidate, criteria=applying)
        criteria = candidate.criteria
        gate = False if (ended or not started or area.holds is False or not beneficiaries) else area.holds
        for beneficiary in beneficiaries:
            raw = beneficiary.raw = self._raw(candidate, beneficiary, checks)
            beneficiary.effective = (
                [effective(criterion, holds, checks) for criterion, holds in zip(criteria, raw, strict=True)]
                if False in raw
                else raw
            )
            beneficiary.verdict = _verdict(beneficiary.effective, gate)
        verdicts = [beneficiary.verdict for beneficiary in beneficiaries]
        verdict = next((each for each in BEST_FIRST if each in verdicts), Verdict.INELIGIBLE)
        return Judged(
            candidate=candidate,
            area=area,
            open_on=started and not ended,
            opens_on=None if started else content.valid_from,
            beneficiaries=beneficiaries,
            verdict=verdict,
        )

    def asks_of(self, judged: Judged, beneficiary: Beneficiary) -> tuple[Ask, ...]:
        """What must be answered before this beneficiary's verdict is known; nothing when it is.

        While a rule that nobody verified speaks against somebody, only its confirmation is asked: should it stand, no
        other answer would matter.
        """
        if beneficiary.verdict is not Verdict.NEEDS_INFORMATION:
            return ()
        candidate = judged.candidate
        if False in beneficiary.raw:
            offering = str(candidate.version.offering_id)
            answers = zip(candidate.criteria, beneficiary.raw, beneficiary.effective, strict=True)
            confirmations = [
                Ask(AskKind.CONFIRMATION, criterion.key, offering)
                for criterion, raw, effective in answers
                if raw is False and effective is None
            ]
            if confirmations:
                return tuple(confirmations)
        # A rule that looks at another day may leave something else open on each.
        if self.checks(candidate) or judged.area.asks or not candidate.plain:
            return self._merged(judged, beneficiary)
        open_rules = tuple([rule for rule, holds in zip(candidate.rules, beneficiary.effective) if holds is None])  # noqa: B905
        key = (beneficiary.person, beneficiary.family, open_rules)
        found = self._merged_before.get(key)
        if found is None:
            found = self._merged(judged, beneficiary)
            # A check belongs to its own offering; anything else is asked in the same words for the next one.
            if all(ask.kind is not AskKind.CHECK for ask in found):
                self._merged_before[key] = found
        return found

    def scope(self, judged: Judged, criterion: Criterion, beneficiary: Beneficiary) -> Scope:
        """What a criterion of a judged candidate looks at for one beneficiary."""
        return self._scope(judged.content, criterion, beneficiary, self.checks(judged.candidate))

    def may_deny(self, judged: Judged, criterion: Criterion) -> bool:
        """Whether a criterion may still speak against anybody: not once somebody confirmed that it does not hold."""
        return effective(criterion, False, self.checks(judged.candidate)) is not True

    def _merged(self, judged: Judged, beneficiary: Beneficiary) -> tuple[Ask, ...]:
        candidate = judged.candidate
        found: dict[Ask, None] = dict.fromkeys(judged.area.asks)
        answers = zip(candidate.criteria, candidate.rules, beneficiary.effective, strict=True)
        for criterion, number in ((criterion, number) for criterion, number, holds in answers if holds is None):
            found.update(dict.fromkeys(self.asks_about(judged, criterion, number, beneficiary)))
        return tuple(found)

    def _raw(self, candidate: Candidate, beneficiary: Beneficiary, checks: Mapping[str, bool]) -> list[bool | None]:
        """What the facts say to each criterion."""
        content, known = candidate.version.content, self._outcomes.get((beneficiary.person, beneficiary.family))
        if known is None:
            known = self._outcomes[(beneficiary.person, beneficiary.family)] = {}
        if candidate.plain and not checks:
            try:
                return [known[number] for number in candidate.rules]
            except KeyError:
                pass
        raw: list[bool | None] = []
        for criterion, number in zip(candidate.criteria, candidate.rules, strict=True):
            repeats = not checks and criterion.evaluated_on is EvaluatedOn.APPLICATION
            if repeats and number in known:
                raw.append(known[number])
                continue
            holds = judge_of(criterion.rule)(self._scope(content, criterion, beneficiary, checks))
            if repeats:
                known[number] = holds
            raw.append(holds)
        return raw

    def asks_about(
        self, judged: Judged, criterion: Criterion, number: int, beneficiary: Beneficiary
    ) -> tuple[Ask, ...]:
        """What must be answered before one criterion is known; nothing when it is. `number` is that of its rule."""
        candidate = judged.candidate
        checks, offering = self.checks(candidate), candidate.version.offering_id
        if checks or criterion.evaluated_on is not EvaluatedOn.APPLICATION:
            scope = self._scope(judged.content, criterion, beneficiary, checks)
            return tuple(owned(ask, offering) for ask in asks(criterion.rule, scope))
        known = self._open.setdefault((beneficiary.person, beneficiary.family), {})
        found = known.get(number)
        if found is None:
            scope = self._scope(judged.content, criterion, beneficiary, checks)
            found = known[number] = tuple(asks(criterion.rule, scope))
        return tuple(owned(ask, offering) for ask in found)

    def checks(self, candidate: Candidate) -> Mapping[str, bool]:
        """The answers to a candidate's own checks and confirmations, by their keys."""
        if not self.situation.answers:
            return _NO_CHECKS
        offering = candidate.version.offering_id
        return {key: answer for (about, key), answer in self.situation.answers.items() if about == offering}

    def _beneficiaries(self, unit: BenefitUnit) -> list[Beneficiary]:
        found = self._recipients.get(unit)
        if found is None:
            found = self._recipients[unit] = self._recipients_of(unit)
        return [Beneficiary(unit, subject, person, family) for subject, person, family in found]

    def _recipients_of(self, unit: BenefitUnit) -> list[tuple[str | None, int | None, int | None]]:
        """The ref of each recipient, and the positions of its member and family."""
        here = self.situation_on(self.on)
        if unit not in recipient_units(self.situation):
            return []
        match unit:
            case BenefitUnit.INDIVIDUAL:
                numbers = {id(family): index for index, family in enumerate(here.families)}
                return [(p.ref, p.index, numbers.get(id(p.family))) for p in here.people]
            case BenefitUnit.FAMILY:
                return [(f.ref, None, index) for index, f in enumerate(here.families)]
            case BenefitUnit.HOUSEHOLD | BenefitUnit.GROUP | BenefitUnit.COMMUNITY | BenefitUnit.ORGANISATION:
                return [(None, None, None)]

    def _scope(
        self, content: OfferingContent, criterion: Criterion, beneficiary: Beneficiary, checks: Mapping[str, bool]
    ) -> Scope:
        return self.scope_on(self._day(content, criterion), beneficiary, checks)

    def scope_on(self, day: date, beneficiary: Beneficiary, checks: Mapping[str, bool]) -> Scope:
        """What a rule looks at for one beneficiary on a day."""
        situation = self.situation_on(day)
        person: Person | None = None if beneficiary.person is None else situation.people[beneficiary.person]
        family: Kin | None = None if beneficiary.family is None else situation.families[beneficiary.family]
        return Scope(situation, family, person, checks)

    def _day(self, content: OfferingContent, criterion: Criterion) -> date:
        match criterion.evaluated_on:
            case EvaluatedOn.APPLICATION:
                return self.on
            case EvaluatedOn.CYCLE_START:
                return content.valid_from or self.on
            case EvaluatedOn.SCHOOL_YEAR:
                return date(self.on.year - (self.on.month < 7), 7, 1)
            case EvaluatedOn.FIXED:
                return criterion.fixed_date or self.on


_NO_CHECKS: Mapping[str, bool] = {}
CONFIRMATION_PREFIX = "confirm:"
"""Before a criterion's key, the key under which its confirmation is answered."""


def recipient_units(situation: Situation) -> tuple[BenefitUnit, ...]:
    """To whom aid may go in a situation: never to a community, since that is nobody in particular."""
    if situation.group is not None:
        return (BenefitUnit.GROUP,)
    if situation.organisation is not None:
        return (BenefitUnit.ORGANISATION,)
    return HOUSEHOLD_UNITS


def effective(criterion: Criterion, holds: bool | None, checks: Mapping[str, bool]) -> bool | None:
    """A rule that nobody verified denies nobody: its no counts as "not known" until it is confirmed to stand."""
    if holds is not False or criterion.citation.confidence is Confidence.VERIFIED:
        return holds
    confirmed = checks.get(CONFIRMATION_PREFIX + criterion.key)
    return None if confirmed is None else not confirmed


def _verdict(effective: Sequence[bool | None], gate: bool | None) -> Verdict:
    if gate is False or False in effective:
        return Verdict.INELIGIBLE
    return Verdict.NEEDS_INFORMATION if gate is None or None in effective else Verdict.ELIGIBLE

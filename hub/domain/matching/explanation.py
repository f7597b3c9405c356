"""Why a match is as it is: a finding for each criterion, what is known behind it and on what basis, and the benefit
with its working. Judges nothing anew, and puts nothing into words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from hub.domain.facts.fact import Fact, FactBasis, FactKey, FactValue, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import AidState, ProgrammeKey
from hub.domain.facts.situation_on_day import AGE, BIRTH_DATE
from hub.domain.matching.estimate import Estimate, estimate, total
from hub.domain.matching.judgement import Beneficiary, Candidate, Judged, Judgement, Verdict, effective
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.rules.asking import Ask, AskKind, owned
from hub.domain.rules.citation import Citation
from hub.domain.rules.criterion import (
    Aid,
    All,
    AnyOf,
    Check,
    Criterion,
    Node,
    Not,
    Quantified,
    Related,
    RemedyKind,
    Rule,
    Test,
    children,
    walk,
)
from hub.domain.rules.evaluation import (
    Outcome,
    Scope,
    aid_records,
    judge_of,
    numbered,
    outcome_of,
    range_of,
    relatives_of,
    values_of,
)
from hub.domain.text import Text


class FindingKind(StrEnum):
    """What a finding is about: a criterion, or one of the hub's own three questions to every offering."""

    CRITERION = "CRITERION"
    """A rule of the offering or of its source."""
    DELIVERY = "DELIVERY"
    """A criterion of the delivery: met, cash may be paid; not met, it must not. It never changes a verdict."""
    AREA = "AREA"
    """Whether it serves where they live."""
    VALIDITY = "VALIDITY"
    """Whether it is open on the day."""
    RECIPIENT = "RECIPIENT"
    """Whether anybody here is of the kind it goes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One criterion judged for one beneficiary.

    `raw` is what the facts say; `outcome` counts a NOT_MET that rests on a rule nobody has verified as UNKNOWN until
    somebody confirms it. `blocking` when this alone makes the beneficiary ineligible.
    """

    kind: FindingKind
    key: str
    title: Text
    rule: Rule | None
    scope: Scope | None
    raw: Outcome
    outcome: Outcome
    citation: Citation
    asks: tuple[Ask, ...]
    remedy: RemedyKind | None

    @property
    def blocking(self) -> bool:
        return self.outcome is Outcome.NOT_MET and self.kind is not FindingKind.DELIVERY

    @property
    def fact(self) -> FactKey | None:
        """The one fact that decides; None when there are several or none, or when aid or a check decides with it."""
        return None if self.rule is None else _deciding_fact(self.rule)

    @property
    def known(self) -> "Iterator[Known]":
        """What is known of what the rule looks at, in the rule's order; nothing for the hub's own questions."""
        return iter(()) if self.rule is None or self.scope is None else _known(self.rule.node, self.scope)

    @property
    def basis(self) -> FactBasis | None:
        """How that is known: verified only when all of it is; None when nothing is. What follows from other answers,
        and aid, counts as claimed."""
        bases = set(_bases(self.known))
        if not bases:
            return None
        return FactBasis.VERIFIED if bases == {FactBasis.VERIFIED} else FactBasis.CLAIMED


@dataclass(frozen=True, slots=True)
class KnownFact:
    """The value of a fact."""

    fact: FactKey
    value: FactValue
    basis: FactBasis


@dataclass(frozen=True, slots=True)
class KnownAge:
    """An age in whole years; lowest and highest differ on another day than it was stated for."""

    lowest: int
    highest: int
    basis: FactBasis


@dataclass(frozen=True, slots=True)
class KnownAid:
    """How somebody stands to a programme."""

    programme: ProgrammeKey
    state: AidState


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """The answer to a check."""

    yes: bool


@dataclass(frozen=True, slots=True)
class KnownOfEach:
    """What is known of each of several people or families, by ref. Of whom nothing is known is left out. Worked out
    as it is iterated, and only once: there may be forty, and few are shown."""

    each: "Iterator[tuple[str, tuple[Known, ...]]]"


Known = KnownFact | KnownAge | KnownAid | KnownAnswer | KnownOfEach


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficiaryMatch:
    """One beneficiary with its findings: `subject` is the ref of a member or family, None for the dwelling."""

    unit: BenefitUnit
    subject: str | None
    verdict: Verdict
    findings: tuple[Finding, ...]
    benefit: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One offering put beside the situation, explained in full. `findings` are those that hold for any beneficiary: all
    that is to be said when the situation has none for the offering."""

    candidate: Candidate
    verdict: Verdict
    findings: tuple[Finding, ...]
    beneficiaries: tuple[BeneficiaryMatch, ...]
    benefit: Estimate | None


def explain(judgement: Judgement, judged: Judged) -> Match:
    """The whole of a match: findings with reasons and the benefit with its working."""
    explained = tuple(_explained(judgement, judged, beneficiary) for beneficiary in judged.beneficiaries)
    parts = [
        (b.benefit, b.verdict is Verdict.ELIGIBLE)
        for b in explained
        if b.benefit is not None and (b.verdict is not Verdict.INELIGIBLE or judged.verdict is Verdict.INELIGIBLE)
    ]
    return Match(
        candidate=judged.candidate,
        verdict=judged.verdict,
        findings=tuple(_own_findings(judged)),
        beneficiaries=explained,
        benefit=total(parts),
    )


def _explained(judgement: Judgement, judged: Judged, beneficiary: Beneficiary) -> BeneficiaryMatch:
    content, checks = judged.content, judgement.checks(judged.candidate)
    findings = [
        *_own_findings(judged),
        *(
            _finding(judgement, FindingKind.CRITERION, judged, criterion, beneficiary, holds, number)
            for criterion, number, holds in zip(
                judged.candidate.criteria, judged.candidate.rules, beneficiary.raw, strict=True
            )
        ),
        *(
            _finding(judgement, FindingKind.DELIVERY, judged, criterion, beneficiary, holds, numbered(criterion.rule))
            for criterion in judged.candidate.delivery
            if criterion.citation.holds_on(judgement.on)
            for holds in [judge_of(criterion.rule)(judgement.scope(judged, criterion, beneficiary))]
        ),
    ]
    offering, expected = judged.candidate.version.offering_id, None
    if content.benefit:
        expected = estimate(content.benefit, judgement.scope_on(judgement.on, beneficiary, checks))
        narrowed_by = tuple(owned(ask, offering) for ask in expected.narrowed_by)
        expected = replace(expected, narrowed_by=narrowed_by)
    return BeneficiaryMatch(
        unit=beneficiary.unit,
        subject=beneficiary.subject,
        verdict=beneficiary.verdict,
        findings=tuple(findings),
        benefit=expected,
    )


def _finding(
    judgement: Judgement,
    kind: FindingKind,
    judged: Judged,
    criterion: Criterion,
    beneficiary: Beneficiary,
    holds: bool | None,
    number: int,
) -> Finding:
    counts = effective(criterion, holds, judgement.checks(judged.candidate))
    if counts is not None:
        wanted: tuple[Ask, ...] = ()
    elif holds is False:
        offering = str(judged.candidate.version.offering_id)
        wanted = (Ask(AskKind.CONFIRMATION, criterion.key, offering),)
    else:
        wanted = judgement.asks_about(judged, criterion, number, beneficiary)
    return Finding(
        kind=kind,
        key=criterion.key,
        title=criterion.title,
        rule=criterion.rule,
        scope=judgement.scope(judged, criterion, beneficiary),
        raw=outcome_of(holds),
        outcome=outcome_of(counts),
        citation=criterion.citation,
        asks=wanted,
        remedy=criterion.remedy if holds is False else None,
    )


def _own_findings(judged: Judged) -> Iterable[Finding]:
    content = judged.content

    def own(
        kind: FindingKind,
        title: Text,
        holds: bool | None,
        *,
        wanted: tuple[Ask, ...] = (),
        remedy: RemedyKind | None = None,
    ) -> Finding:
        return Finding(
            kind=kind,
            key=kind.value.lower(),
            title=title,
            rule=None,
            scope=None,
            raw=outcome_of(holds),
            outcome=outcome_of(holds),
            citation=content.legal_basis,
            asks=wanted,
            remedy=remedy,
        )

    area = judged.area
    yield own(
        FindingKind.AREA, Text("Wilayah layanan", "Service area"), area.holds, wanted=area.asks, remedy=area.remedy
    )
    if content.valid_from is not None or content.valid_to is not None:
        wait = RemedyKind.WAIT if judged.opens_on else None
        yield own(FindingKind.VALIDITY, Text("Masa berlaku", "Period of validity"), judged.open_on, remedy=wait)
    if not judged.beneficiaries:
        yield own(FindingKind.RECIPIENT, Text("Jenis penerima", "Kind of recipient"), False)


@lru_cache(maxsize=50_000)
def _deciding_fact(rule: Rule) -> FactKey | None:
    leaves = [each for each in walk(rule.node) if not children(each)]
    keys = {leaf.fact if isinstance(leaf, Test) else None for leaf in leaves}
    return keys.pop() if len(keys) == 1 else None


def _known(node: Node, scope: Scope) -> Iterator[Known]:
    match node:
        case Test(fact):
            if (found := _known_fact(fact, scope)) is not None:
                yield found
        case Aid(programmes):
            records = aid_records(node, scope) or {}
            yield from (KnownAid(each, records[each].state) for each in programmes if each in records)
        case Check(key):
            if key in scope.checks:
                yield KnownAnswer(scope.checks[key])
        case Quantified(over, _, where):
            yield KnownOfEach(_known_of_each(where, range_of(scope, over)[0]))
        case Related(relative, where):
            people = relatives_of(scope, relative) or ()
            scopes = (Scope(scope.situation, person.family, person, scope.checks) for person in people)
            yield KnownOfEach(_known_of_each(where, scopes))
        case All() | AnyOf() | Not():
            for child in children(node):
                yield from _known(child, scope)
        case _:
            assert_never(node)


def _known_of_each(where: Node, scopes: Iterable[Scope]) -> Iterator[tuple[str, tuple[Known, ...]]]:
    for scope in scopes:
        whom, known = scope.person or scope.family, tuple(_known(where, scope))
        if known:
            assert whom is not None, "a quantifier ranges over people or families"
            yield whom.ref, known


def _known_fact(fact: FactKey, scope: Scope) -> KnownFact | KnownAge | None:
    if fact == AGE:
        age = scope.person.age if scope.person else None
        if age is None:
            return None
        return KnownAge(*age, _basis(_stated(AGE, scope) or _stated(BIRTH_DATE, scope)))
    value = (values_of(scope, FACTS[fact].subject) or {}).get(fact)
    return None if value is None else KnownFact(fact, value, _basis(_stated(fact, scope)))


def _basis(stated: Fact | None) -> FactBasis:
    """What was not stated follows from other answers."""
    return FactBasis.CLAIMED if stated is None else stated.basis


def _bases(known: Iterable[Known]) -> Iterator[FactBasis]:
    for found in known:
        match found:
            case KnownFact(basis=basis) | KnownAge(basis=basis):
                yield basis
            case KnownAid() | KnownAnswer():
                yield FactBasis.CLAIMED
            case KnownOfEach(each):
                for _, of_one in each:
                    yield from _bases(of_one)
            case _:
                assert_never(found)


def _stated(fact: FactKey, scope: Scope) -> Fact | None:
    """A fact as it was stated, of whoever the scope is about."""
    stated = scope.situation.stated
    match FACTS[fact].subject:
        case Subject.MEMBER:
            return scope.person.stated.facts.known.get(fact) if scope.person else None
        case Subject.FAMILY:
            ref = scope.family.ref if scope.family else None
            return next((f.facts.known.get(fact) for f in stated.household.families if f.ref == ref), None)
        case Subject.DWELLING:
            return stated.household.dwelling.known.get(fact)
        case Subject.RESIDENCE:
            return stated.residence.known.get(fact)
        case Subject.REGION:
            return stated.region.known.get(fact)
        case Subject.GROUP:
            return stated.group.facts.known.get(fact) if stated.group else None
        case Subject.ORGANISATION:
            return stated.organisation.facts.known.get(fact) if stated.organisation else None

"""Why a match is as it is: a finding for each criterion, and the benefit with its working. Judges nothing anew."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from hub.domain.matching.estimate import Estimate, estimate, total
from hub.domain.matching.judgement import Beneficiary, Candidate, Judged, Judgement, Verdict, effective
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.rules.asking import Ask, AskKind, owned
from hub.domain.rules.citation import Citation
from hub.domain.rules.criterion import Criterion, RemedyKind, Rule
from hub.domain.rules.evaluation import Outcome, Scope, judge_of, numbered, outcome_of
from hub.domain.text import Text


class FindingKind(StrEnum):
    """What a finding is about: a criterion, or one of the hub's own three questions to every offering."""

    CRITERION = "CRITERION"
    DELIVERY = "DELIVERY"
    """A criterion of the delivery: met, cash may be paid; not met, it must not. It never changes a verdict."""
    AREA = "AREA"
    VALIDITY = "VALIDITY"
    RECIPIENT = "RECIPIENT"


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

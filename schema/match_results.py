"""What a match answers, in the schema: put into words only for what is shown."""

import hashlib
from datetime import date, datetime
from typing import Annotated

import strawberry
from strawberry import field

from hub.domain.benefit import Period
from hub.domain.case import Case
from hub.domain.criterion import RemedyKind
from hub.domain.estimate import Estimate
from hub.domain.evaluation import AskKind, Outcome
from hub.domain.fact import FactBasis, FactKey, Informant, Subject
from hub.domain.facts import FACTS
from hub.domain.matching import CONFIRMATION_PREFIX, BeneficiaryMatch, FindingKind, Judgement, Verdict
from hub.domain.matching import Finding as DomainFinding
from hub.domain.matching import Match as DomainMatch
from hub.domain.matching import NearMiss as DomainNearMiss
from hub.domain.offering import BenefitUnit, OfferingId, OfferingVersion
from hub.domain.package import PackageItem as DomainPackageItem
from hub.domain.package import PackageRole
from hub.domain.question import Question as DomainQuestion
from hub.domain.question import asked_in_vain
from hub.domain.evaluation import Ask
from hub.domain.ranking import Ranked, ScoreName, covered_needs, score
from hub.domain.ranking import Score as DomainScore
from hub.domain.text import Language
from hub.usecases import matches as match_cases
from hub.usecases.matches import MatchAnswer
from hub.usecases.offerings import OfferingView
from schema.context import Info
from schema.facts import FactDefinition, Need
from schema.ids import encode_id, require_id
from schema.offerings import Availability, Offering
from schema.paging import Connection, Edge, page_info, page_size, read_cursor, write_cursor
from schema.scalars import Quantity
from schema.sources import SourceReport
from schema.texts import Citation, LocalizedText
from schema.wording.findings import actual, basis_of, expected, fact_of, message
from schema.wording.labels import remedy_text, score_text, verdict_text
from schema.wording.questions import question_text, subject_text


@strawberry.type(description="What a finding or question is about.")
class FindingSubject:
    kind: Subject = field(description="What it is.")
    ref: str | None = field(description="Your ref of the family or member; null for the dwelling, residence and region.")
    text: str = field(description="In words, in the reader's language.")


@strawberry.type(description="What could change a criterion that is not met.")
class Remedy:
    kind: RemedyKind = field(description="The kind of remedy.")
    text: str = field(description="What to do, in the reader's language.")


@strawberry.type(description="Something to ask next.")
class Question:
    kind: AskKind = field(description="What sort of answer is wanted.")
    key: str = field(description="The fact, programme, check or criterion that it is about.")
    fact: FactDefinition | None = field(description="The fact's definition; null when it is no fact.")
    subject: FindingSubject | None = field(description="Whom it is about; null for checks and confirmations.")
    offering: strawberry.ID | None = field(description="The offering that asks; null when it is about the case.")
    text: str = field(description="The question in the reader's language.")
    informants: list[Informant] = field(description="Who can find it out; empty when the partner can.")
    answer_with: str = field(description="Where in `MatchInput` the answer goes.")
    decides: int = field(description="How many offerings the answer would help to decide.")


@strawberry.type(description="One criterion judged for one beneficiary.")
class Finding:
    kind: FindingKind = field(description="A criterion, or one of the hub's own questions to every offering.")
    criterion: str = field(description="The criterion's key.")
    title: LocalizedText = field(description="The rule in its publisher's words.")
    fact: FactKey | None = field(description="The fact that decides; null when there are several or none.")
    outcome: Outcome = field(
        description="Whether it is met. A no that rests on a rule nobody has verified counts as `UNKNOWN`."
    )
    stated: Outcome = field(description="What the facts alone say, whoever verified the rule.")
    blocking: bool = field(description="Whether this alone makes the beneficiary ineligible.")
    subject: FindingSubject = field(description="Whom it is about.")
    expected: str = field(description="What is asked for, in words.")
    actual: str | None = field(description="What is known, in words; null when nothing is.")
    basis: FactBasis | None = field(description="How that is known; null when nothing is.")
    message: str = field(description="Outcome and reason in one sentence.")
    citation: Citation = field(description="Where the rule comes from.")
    remedy: Remedy | None = field(description="What could change a no; null when nothing can, or it is met.")
    question: Question | None = field(description="What to ask first when it is not known; null else.")


@strawberry.type(description="One line of a benefit's working.")
class BenefitLine:
    component: str = field(description="The part of the benefit.")
    title: LocalizedText = field(description="What it is for.")
    member: str | None = field(description="Ref of the member that counts; null for the beneficiary as a whole.")
    at_least: Quantity = field(description="What it adds for certain; 0 while that is open.")
    at_most: Quantity = field(description="What it adds at most.")


@strawberry.type(
    description="What aid comes to, if it is granted: an interval while facts are unknown. Never a promise."
)
class BenefitEstimate:
    at_least: Quantity = field(description="At least so much per period, in the unit.")
    at_most: Quantity = field(description="At most so much per period, for the people listed.")
    unit: str = field(description="`IDR` for rupiah; else what is counted.")
    per: Period = field(description="The period.")
    instalments: int | None = field(description="In how many payments it comes; null when not said.")
    working: list[BenefitLine] = field(description="How it adds up.")
    narrowed_by: list[Question] = field(description="What to ask to make the interval narrower.")


@strawberry.type(description="One whom a benefit would go to.")
class BeneficiaryMatch:
    unit: BenefitUnit = field(description="What the beneficiary is.")
    subject: FindingSubject = field(description="Which one.")
    verdict: Verdict = field(description="What the facts say of this one.")
    findings: list[Finding] = field(description="One per criterion.")
    benefit: BenefitEstimate | None = field(description="What this one could get; null when decided case by case.")


@strawberry.type(description="One part of a score.")
class ScorePart:
    name: ScoreName = field(description="What it looks at.")
    value: int = field(description="From 0 to 1000.")
    weight: int = field(description="In percent.")
    text: str = field(description="In words, in the reader's language.")


@strawberry.type(description="Why a match stands where it stands.")
class Score:
    total: int = field(description="The sum of value × weight, from 0 to 100,000.")
    parts: list[ScorePart] = field(description="The parts.")


@strawberry.type(description="One offering put beside the case.")
class Match:
    offering: Offering = field(description="The offering, as published.")
    verdict: Verdict = field(description="The best of its beneficiaries'.")
    verdict_text: str = field(description="The verdict in a sentence, with who decides.")
    beneficiaries: list[BeneficiaryMatch] = field(description="Everybody whom it could go to.")
    findings: list[Finding] = field(description="Those of the best beneficiary.")
    covered_needs: list[Need] = field(description="Which of the stated needs it covers, most urgent first.")
    benefit: BenefitEstimate | None = field(description="What it comes to; null when decided case by case.")
    availability: Availability = field(description="Whether there is any left.")
    score: Score = field(description="Why it stands where it stands.")


@strawberry.type(description="A page of matches, best first.")
class MatchConnection(Connection[Match]):
    total_count: int = field(description="How many matches there are in all.")


@strawberry.type(description="An offering that one change away would fit.")
class NearMiss:
    match: Match = field(description="The offering beside the case.")
    missing: Finding = field(description="The one criterion that is not met.")
    remedy: Remedy | None = field(description="What could change that; null when nothing can.")
    opens_on: date | None = field(description="When it opens, if that is what is missing; null else.")


@strawberry.type(description="One offering of a package.")
class PackageItem:
    offering: Offering = field(description="The offering.")
    needs: list[Need] = field(description="The needs that it is there for.")
    role: PackageRole = field(description="Why it is in the package.")


@strawberry.type(
    description="Offerings that go together and cover the most urgent needs: the best for each need in turn."
    " A better set may exist."
)
class Package:
    items: list[PackageItem] = field(description="The offerings.")


class _Teller:
    """Puts what was found for one case into the schema's words."""

    def __init__(self, judgement: Judgement, language: Language) -> None:
        self.judgement = judgement
        self.case: Case = judgement.case
        self.language = language

    def match(self, ranked: Ranked) -> Match:
        explained = self.judgement.explain(ranked.judged)
        beneficiaries = [self.beneficiary(explained, each) for each in explained.beneficiaries]
        best = next((each for each in beneficiaries if each.verdict is explained.verdict), None)
        version = explained.candidate.version
        return Match(
            offering=_offering(version),
            verdict=explained.verdict,
            verdict_text=verdict_text(
                explained.verdict, version.content.decided_by.in_language(self.language), self.language
            ),
            beneficiaries=beneficiaries,
            findings=best.findings if best else [],
            covered_needs=[Need.by_code(code) for code in covered_needs(ranked.judged, self.case.needs)],
            benefit=self.estimate(explained, explained.benefit),
            availability=Availability.of(version.content),
            score=self.score(ranked.score),
        )

    def beneficiary(self, match: DomainMatch, one: BeneficiaryMatch) -> "BeneficiaryMatch":
        raise NotImplementedError

"""What a match answers, in the schema: put into words only for what is shown."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, NamedTuple

import strawberry
from strawberry import field

from hub.domain.facts.fact import FactBasis, FactKey, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import OfferingId, Situation
from hub.domain.matching.explanation import BeneficiaryMatch as DomainBeneficiary
from hub.domain.matching.explanation import Finding as DomainFinding
from hub.domain.matching.explanation import FindingKind, explain
from hub.domain.matching.explanation import Match as Explanation
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.matching.near_miss import NearMiss as DomainNearMiss
from hub.domain.matching.ranking import Ranked, ScoreName, covered_needs, score
from hub.domain.matching.ranking import Score as DomainScore
from hub.domain.offerings.offering import BenefitUnit, OfferingContent
from hub.domain.rules.criterion import RemedyKind
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Language
from hub.usecases import matches
from hub.usecases.matches import MatchAnswer
from schema.benefits import BenefitEstimate, estimate
from schema.contents import Availability
from schema.context import Info
from schema.facts import Need
from schema.ids import require_id
from schema.match_inputs import MatchInput, read_situation
from schema.offerings import Offering
from schema.packages import Package, package
from schema.paging import After, Connection, Edge, First, order_of, page_info, page_size, read_cursor, write_cursor
from schema.questions import FindingSubject, Question, Telling, question, recipient, subject
from schema.sources import SourceReport
from schema.texts import Citation, LocalizedText
from schema.wording.findings import actual, expected, message
from schema.wording.labels import remedy_text, score_text, verdict_text
from schema.wording.questions import whole_subject


@strawberry.type(description="What could change a criterion that is not met.")
class Remedy:
    kind: RemedyKind = field(description="The kind of remedy.")
    text: str = field(description="What to do, in the reader's language.")


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
    subject: FindingSubject = field(
        description="Whom the rule looks at; the beneficiary, where it looks at several people or at several facts."
    )
    citation: Citation = field(description="Where the rule comes from.")
    remedy: Remedy | None = field(description="What could change a no; null when nothing can, or it is met.")
    worded_from: strawberry.Private["_WordedFrom"]

    @strawberry.field(description="Outcome and reason in one sentence.")
    def message(self) -> str:
        return message(
            self.worded_from.finding, self.worded_from.candidate.version.content, self.worded_from.telling.language
        )

    @strawberry.field(description="What is asked for, in words.")
    def expected(self) -> str:
        return expected(
            self.worded_from.finding, self.worded_from.candidate.version.content, self.worded_from.telling.language
        )

    @strawberry.field(description="What is known, in words; null when nothing is.")
    def actual(self) -> str | None:
        return actual(self.worded_from.finding, self.worded_from.language)

    @strawberry.field(description="How that is known; null when nothing is.")
    def basis(self) -> FactBasis | None:
        return self.worded_from.finding.basis

    @strawberry.field(description="What to ask first when it is not known; null else.")
    def question(self) -> Question | None:
        asks = self.worded_from.finding.asks
        return question(self.worded_from.telling, self.worded_from.candidate, asks[0]) if asks else None


class _WordedFrom(NamedTuple):
    """What a finding is put into words from, for the words that are asked for."""

    telling: Telling
    candidate: Candidate
    finding: DomainFinding

    @property
    def content(self) -> OfferingContent:
        return self.candidate.version.content

    @property
    def language(self) -> Language:
        return self.telling.language


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


@strawberry.type(description="One offering put beside the situation.")
class Match:
    offering: Offering = field(description="The offering, as published.")
    verdict: Verdict = field(description="The best of its beneficiaries'.")
    verdict_text: str = field(description="The verdict in a sentence, with who decides.")
    ranked: strawberry.Private[Ranked]
    teller: strawberry.Private["_Teller"]

    @strawberry.field(description="Everybody whom it could go to.")
    def beneficiaries(self) -> list[BeneficiaryMatch]:
        return self.teller.beneficiaries(self.ranked)

    @strawberry.field(
        description="Those of the best beneficiary; where nobody here can be one, what the hub itself asks."
    )
    def findings(self) -> list[Finding]:
        return self.teller.findings(self.ranked)

    @strawberry.field(description="Which of the stated needs it covers, most urgent first.")
    def covered_needs(self) -> list[Need]:
        return [Need.by_code(code) for code in covered_needs(self.ranked.judged, self.teller.telling.situation.needs)]

    @strawberry.field(description="What it comes to; null when decided case by case.")
    def benefit(self) -> BenefitEstimate | None:
        explained = self.teller.explained(self.ranked)
        return estimate(self.teller.telling, explained.candidate, explained.benefit)

    @strawberry.field(description="Whether there is any left.")
    def availability(self) -> Availability:
        return Availability.of(self.ranked.judged.content)

    @strawberry.field(description="Why it stands where it stands.")
    def score(self) -> Score:
        return self.teller.score(self.ranked.score)


@strawberry.type(description="A page of matches, best first.")
class MatchConnection(Connection[Match]):
    total_count: int = field(description="How many matches there are in all.")


@strawberry.type(description="An offering that one change away would fit.")
class NearMiss:
    match: Match = field(description="The offering beside the situation.")
    missing: Finding = field(description="The one criterion that is not met.")
    remedy: Remedy | None = field(description="What could change that; null when nothing can.")
    opens_on: date | None = field(description="When it opens, if that is what is missing; null else.")


class _Teller:
    """Puts what was found for one situation into the schema's words."""

    def __init__(self, judgement: Judgement, language: Language) -> None:
        self.judgement = judgement
        self.telling = Telling(judgement.situation, language)
        self._explained: dict[OfferingId, Explanation] = {}

    def match(self, ranked: Ranked) -> Match:
        judged, language = ranked.judged, self.telling.language
        return Match(
            offering=Offering.published(judged.candidate.version),
            verdict=judged.verdict,
            verdict_text=verdict_text(judged.verdict, judged.content.decided_by.in_language(language), language),
            ranked=ranked,
            teller=self,
        )

    def explained(self, ranked: Ranked) -> Explanation:
        """A match explained, once for all that is asked of it."""
        offering = ranked.judged.candidate.version.offering_id
        found = self._explained.get(offering)
        if found is None:
            found = self._explained[offering] = explain(self.judgement, ranked.judged)
        return found

    def beneficiaries(self, ranked: Ranked) -> list[BeneficiaryMatch]:
        explained = self.explained(ranked)
        return [self.beneficiary(explained.candidate, each) for each in explained.beneficiaries]

    def findings(self, ranked: Ranked) -> list[Finding]:
        explained = self.explained(ranked)
        best = next((each for each in explained.beneficiaries if each.verdict is explained.verdict), None)
        if best is not None:
            return self.beneficiary(explained.candidate, best).findings
        whole = subject(self.telling, whole_subject(self.telling.situation))
        return [self.finding(explained.candidate, each, whole) for each in explained.findings]

    def beneficiary(self, candidate: Candidate, one: DomainBeneficiary) -> BeneficiaryMatch:
        subject = recipient(self.telling, one.unit, one.subject)
        return BeneficiaryMatch(
            unit=one.unit,
            subject=subject,
            verdict=one.verdict,
            findings=[self.finding(candidate, each, subject) for each in one.findings],
            benefit=estimate(self.telling, candidate, one.benefit),
        )

    def finding(self, candidate: Candidate, finding: DomainFinding, beneficiary: FindingSubject) -> Finding:
        fact = finding.fact
        return Finding(
            kind=finding.kind,
            criterion=finding.key,
            title=LocalizedText.of(finding.title),
            fact=fact,
            outcome=finding.outcome,
            stated=finding.raw,
            blocking=finding.blocking,
            subject=self.about(finding, fact, beneficiary),
            citation=Citation.of(finding.citation),
            remedy=self.remedy(finding.remedy),
            worded_from=_WordedFrom(self.telling, candidate, finding),
        )

    def about(self, finding: DomainFinding, fact: FactKey | None, beneficiary: FindingSubject) -> FindingSubject:
        """Whom a finding looks at: a rule of one child's aid may look at the family's card or at the roof."""
        if finding.kind is FindingKind.AREA:
            return subject(self.telling, Subject.RESIDENCE)
        kind = None if fact is None else FACTS[fact].subject
        if kind is Subject.FAMILY and finding.scope is not None and finding.scope.family is not None:
            return subject(self.telling, kind, finding.scope.family.ref)
        if kind in (Subject.RESIDENCE, Subject.REGION, Subject.DWELLING):
            return subject(self.telling, kind)
        return beneficiary

    def remedy(self, kind: RemedyKind | None) -> Remedy | None:
        return None if kind is None else Remedy(kind=kind, text=remedy_text(kind, self.telling.language))

    def score(self, found: DomainScore) -> Score:
        parts = [
            ScorePart(name=p.name, value=p.value, weight=p.weight, text=score_text(p.name, self.telling.language))
            for p in found.parts
        ]
        return Score(total=found.total, parts=parts)

    def near_miss(self, miss: DomainNearMiss) -> NearMiss:
        judged, situation = miss.judged, self.telling.situation
        ranked = Ranked(judged, score(judged, situation.needs, people=situation.people))
        explained = self.explained(ranked)
        nearest = explained.beneficiaries[judged.beneficiaries.index(miss.beneficiary)]
        whom = recipient(self.telling, nearest.unit, nearest.subject)
        found = next(each for each in nearest.findings if each.raw is Outcome.NOT_MET)
        missing = self.finding(explained.candidate, found, whom)
        return NearMiss(
            match=self.match(ranked),
            missing=missing,
            remedy=missing.remedy,
            opens_on=judged.opens_on if missing.kind is FindingKind.VALIDITY else None,
        )


@strawberry.type(
    description="What a match found. It is worked out afresh on each call; nothing in it is kept or promised."
)
class MatchResult:
    as_of: datetime = field(description="When it was worked out.")
    on: date = field(description="The day for which it holds.")
    answer: strawberry.Private[MatchAnswer]
    asked: strawberry.Private[tuple[Situation, Sequence[Verdict]]]
    teller: strawberry.Private[_Teller]

    @strawberry.field(
        description='The matches, best first. A cursor means "after this place in the order": what moved between two'
        " calls may repeat or be missed. A cursor belongs to its input and day."
    )
    def matches(self, info: Info, first: First = 20, after: After = None) -> MatchConnection:
        hub, size = info.context.hub, page_size(first)
        order = order_of("match", self.asked, self.on)
        place = read_cursor(hub.seal, order, after)
        start = (int(place[0]), str(place[1])) if place is not None else None
        following = [each for each in self.answer.ranked if start is None or each.place > start]
        page = following[:size]
        cursors = [write_cursor(hub.seal, order, (*each.place, str(each.judged.candidate.version.id))) for each in page]
        return MatchConnection(
            edges=[Edge(cursor=c, node=self.teller.match(each)) for c, each in zip(cursors, page, strict=True)],
            page_info=page_info(cursors, more=len(following) > size, after=after),
            total_count=len(self.answer.ranked),
        )

    @strawberry.field(description="Offerings that one change away would fit; those with a remedy first.")
    def near_misses(self, first: First = 5) -> list[NearMiss]:
        return [self.teller.near_miss(miss) for miss in self.answer.near_misses[: page_size(first, default=5)]]

    @strawberry.field(
        description="Any single published offering beside the situation; null when there is no such offering."
    )
    async def why_not(
        self, info: Info, offering: Annotated[strawberry.ID, strawberry.argument(description="The offering's id.")]
    ) -> Match | None:
        offering_id = OfferingId(require_id(offering, "Offering", "offering"))
        context = info.context
        found = await matches.why_not(context.hub, context.viewer, self.answer.judgement, offering_id)
        return None if found is None else self.teller.match(found)

    @strawberry.field(description="What to ask next, the most decisive first, over all offerings.")
    def questions(self, first: First = 10) -> list[Question]:
        candidates = {each.judged.candidate.version.offering_id: each.judged.candidate for each in self.answer.open}
        return [
            question(
                self.teller.telling,
                candidates[each.offerings[0]],
                each.ask,
                [candidates[offering].version for offering in each.offerings],
            )
            for each in self.answer.questions[: page_size(first, default=10)]
        ]

    @strawberry.field(description="The best set of offerings that go together.")
    def package(self) -> Package:
        return package(self.teller.telling, self.answer.package)

    @strawberry.field(description="Stated needs that nothing here covers.")
    def unmet_needs(self) -> list[Need]:
        return [Need.by_code(code) for code in self.answer.unmet_needs]

    @strawberry.field(description="How every source stands on which this rests.")
    def sources(self) -> list[SourceReport]:
        return [SourceReport.of(report) for report in self.answer.sources]


async def match(info: Info, given: MatchInput) -> MatchResult:
    context = info.context
    situation = read_situation(given)
    verdicts = matches.DEFAULT_VERDICTS if given.verdicts is None else tuple(given.verdicts)
    answer = await matches.match(context.hub, context.viewer, situation, on=given.on, verdicts=verdicts)
    return MatchResult(
        as_of=answer.as_of,
        on=answer.on,
        answer=answer,
        asked=(situation, verdicts),
        teller=_Teller(answer.judgement, context.language),
    )

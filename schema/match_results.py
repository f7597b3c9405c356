"""What a match answers, in the schema: put into words only for what is shown."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, NamedTuple

import strawberry
from strawberry import field
from strawberry.utils.str_converters import to_camel_case

from hub.domain.asking import Ask, AskKind
from hub.domain.benefit import Period
from hub.domain.case import Case
from hub.domain.criterion import RemedyKind
from hub.domain.estimate import Estimate
from hub.domain.evaluation import Outcome
from hub.domain.fact import FactBasis, FactKey, Informant, Subject
from hub.domain.facts import FACTS
from hub.domain.matching import CONFIRMATION_PREFIX, Candidate, FindingKind, Judgement, Verdict
from hub.domain.matching import BeneficiaryMatch as DomainBeneficiary
from hub.domain.matching import Finding as DomainFinding
from hub.domain.matching import NearMiss as DomainNearMiss
from hub.domain.offering import BenefitUnit, OfferingId, OfferingVersion
from hub.domain.package import LeftOutReason, PackageRole
from hub.domain.package import Package as DomainPackage
from hub.domain.package import PackageItem as DomainPackageItem
from hub.domain.question import asked_in_vain
from hub.domain.ranking import Ranked, ScoreName, covered_needs, score
from hub.domain.ranking import Score as DomainScore
from hub.domain.text import Language
from hub.usecases import matches as match_cases
from hub.usecases.matches import MatchAnswer
from hub.usecases.offerings import OfferingView
from schema.context import Info
from schema.facts import FactDefinition, Need
from schema.ids import encode_id, require_id
from schema.match_inputs import MatchInput, read_case
from schema.offerings import Availability, Offering
from schema.paging import After, Connection, Edge, First, page_info, page_size, read_cursor, write_cursor
from schema.scalars import Quantity
from schema.sources import SourceReport
from schema.texts import Citation, LocalizedText
from schema.wording.findings import actual, basis_of, expected, fact_of, message
from schema.wording.labels import remedy_text, score_text, verdict_text
from schema.wording.packages import left_out_text
from schema.wording.questions import question_text, subject_text, whole_subject


@strawberry.type(description="What a finding or question is about.")
class FindingSubject:
    kind: Subject = field(description="What it is.")
    ref: str | None = field(description="Your ref of the family or member; null for anything else.")
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
    versions: strawberry.Private[Sequence[OfferingVersion]]

    @strawberry.field(description="Which offerings those are; at most 100 of them.")
    def offerings(self, first: First = 5) -> list[Offering]:
        return [_offering(version) for version in self.versions[: page_size(first, default=5)]]


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
    told: strawberry.Private["_Told"]

    @strawberry.field(description="Outcome and reason in one sentence.")
    def message(self) -> str:
        return message(self.told.finding, self.told.candidate.version.content, self.told.teller.language)

    @strawberry.field(description="What is asked for, in words.")
    def expected(self) -> str:
        return expected(self.told.finding, self.told.candidate.version.content, self.told.teller.language)

    @strawberry.field(description="What is known, in words; null when nothing is.")
    def actual(self) -> str | None:
        return actual(self.told.finding, self.told.teller.language)

    @strawberry.field(description="How that is known; null when nothing is.")
    def basis(self) -> FactBasis | None:
        return basis_of(self.told.finding)

    @strawberry.field(description="What to ask first when it is not known; null else.")
    def question(self) -> Question | None:
        asks = self.told.finding.asks
        return self.told.teller.question(self.told.candidate, asks[0]) if asks else None


class _Told(NamedTuple):
    """What a finding is put into words from, for the words that are asked for."""

    teller: "_Teller"
    candidate: Candidate
    finding: DomainFinding


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
    findings: list[Finding] = field(
        description="Those of the best beneficiary; where nobody here can be one, what the hub itself asks."
    )
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
    beneficiaries: list[FindingSubject] = field(description="For whom it is: all whom it fits beside the others.")
    verdict: Verdict = field(description="What the facts say of these; the best, if they differ.")
    needs: list[Need] = field(description="The needs that it is there for, most urgent first.")
    role: PackageRole = field(description="Why it is in the package: a bridge says so here.")
    consequence: LocalizedText | None = field(
        description="What taking it changes for the family, to be told before any referral; null when nothing does."
    )


@strawberry.type(description="An offering that fits the case, or may, and is not in the package.")
class LeftOut:
    offering: Offering = field(description="The offering.")
    reason: LeftOutReason = field(description="Why it was left out.")
    because: list[Offering] = field(description="Those of the package for whose sake; empty when it is for no other.")
    programmes: list[str] = field(description="The programmes that it requires and that are missing; else empty.")
    text: str = field(description="The reason in a sentence, in the reader's language.")


@strawberry.type(
    description="The best set of offerings that go together. It covers the most urgent needs first, rather by an"
    " offering whose rules are all met than by one not known yet; then those with the best scores are taken, and as few"
    " as will do. No two of it exclude each other, and nothing is in it without what it requires."
)
class Package:
    items: list[PackageItem] = field(description="The offerings: for the most urgent needs first, bridges last.")
    covered_needs: list[Need] = field(description="The stated needs that it covers, most urgent first.")
    exact: bool = field(
        description="Whether no better set exists. False when so many offerings exclude each other that the search"
        " reached its limit: then a better one may."
    )
    left_out_count: int = field(description="How many offerings fit, or may, and are not in it.")
    found: strawberry.Private[DomainPackage]
    language: strawberry.Private[Language]

    @strawberry.field(description="Why each other offering that fits, or may, is not in it; the best first.")
    def left_out(self, first: First = 10) -> list[LeftOut]:
        return [self._left_out(each) for each in self.found.left_out[: page_size(first, default=10)]]

    def _left_out(self, ranked: Ranked) -> LeftOut:
        why = self.found.why_left_out(ranked)
        return LeftOut(
            offering=_offering(ranked.judged.candidate.version),
            reason=why.reason,
            because=[_offering(each.judged.candidate.version) for each in why.because],
            programmes=list(why.programmes),
            text=left_out_text(why, self.language),
        )


class _Teller:
    """Puts what was found for one case into the schema's words."""

    def __init__(self, judgement: Judgement, language: Language) -> None:
        self.judgement = judgement
        self.case: Case = judgement.case
        self.language = language

    def match(self, ranked: Ranked) -> Match:
        explained = self.judgement.explain(ranked.judged)
        version = explained.candidate.version
        beneficiaries = [self.beneficiary(explained.candidate, each) for each in explained.beneficiaries]
        best = next((each for each in beneficiaries if each.verdict is explained.verdict), None)
        whole = self.subject(whole_subject(self.case), None)
        decided_by = version.content.decided_by.in_language(self.language)
        return Match(
            offering=_offering(version),
            verdict=explained.verdict,
            verdict_text=verdict_text(explained.verdict, decided_by, self.language),
            beneficiaries=beneficiaries,
            findings=best.findings
            if best
            else [self.finding(explained.candidate, f, whole) for f in explained.findings],
            covered_needs=[Need.by_code(code) for code in covered_needs(ranked.judged, self.case.needs)],
            benefit=self.estimate(explained.candidate, explained.benefit),
            availability=Availability.of(version.content),
            score=self.score(ranked.score),
        )

    def beneficiary(self, candidate: Candidate, one: DomainBeneficiary) -> BeneficiaryMatch:
        subject = self.subject(_SUBJECT_OF_UNIT[one.unit], one.subject)
        return BeneficiaryMatch(
            unit=one.unit,
            subject=subject,
            verdict=one.verdict,
            findings=[self.finding(candidate, each, subject) for each in one.findings],
            benefit=self.estimate(candidate, one.benefit),
        )

    def finding(self, candidate: Candidate, finding: DomainFinding, beneficiary: FindingSubject) -> Finding:
        fact = fact_of(finding)
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
            told=_Told(self, candidate, finding),
        )

    def about(self, finding: DomainFinding, fact: FactKey | None, beneficiary: FindingSubject) -> FindingSubject:
        """Whom a finding looks at: a rule of one child's aid may look at the family's card or at the roof."""
        if finding.kind is FindingKind.AREA:
            return self.subject(Subject.RESIDENCE, None)
        kind = None if fact is None else FACTS[fact].subject
        if kind is Subject.FAMILY and finding.scope is not None and finding.scope.family is not None:
            return self.subject(kind, finding.scope.family.ref)
        if kind in (Subject.RESIDENCE, Subject.REGION, Subject.DWELLING):
            return self.subject(kind, None)
        return beneficiary

    def remedy(self, kind: RemedyKind | None) -> Remedy | None:
        return None if kind is None else Remedy(kind=kind, text=remedy_text(kind, self.language))

    def question(self, candidate: Candidate, ask: Ask, versions: Sequence[OfferingVersion] = ()) -> Question:
        """A question that a candidate asks; `versions` are all that it would help to decide, if there are others."""
        fact = FACTS[FactKey(ask.key)] if ask.kind is AskKind.FACT else None
        terms = (*candidate.criteria, *candidate.delivery)
        of_offering = ask.kind in (AskKind.CHECK, AskKind.CONFIRMATION)
        return Question(
            kind=ask.kind,
            key=CONFIRMATION_PREFIX + ask.key if ask.kind is AskKind.CONFIRMATION else ask.key,
            fact=None if fact is None else FactDefinition.of(fact),
            subject=None if of_offering else self.subject(_subject_of_ask(ask, self.case), ask.subject or None),
            offering=strawberry.ID(encode_id("Offering", candidate.version.offering_id)) if of_offering else None,
            text=question_text(ask, self.case, candidate.version.content, self.language, terms=terms),
            informants=[] if fact is None else list(fact.informants),
            answer_with=_answer_with(ask, self.case),
            decides=len(versions) or 1,
            versions=versions or (candidate.version,),
        )

    def subject(self, kind: Subject, ref: str | None) -> FindingSubject:
        return FindingSubject(kind=kind, ref=ref, text=subject_text(kind, ref, self.case, self.language))

    def estimate(self, candidate: Candidate, found: Estimate | None) -> BenefitEstimate | None:
        if found is None:
            return None
        lines = [
            BenefitLine(
                component=line.component.key,
                title=LocalizedText.of(line.component.title),
                member=line.member,
                at_least=Quantity(line.at_least),
                at_most=Quantity(line.at_most),
            )
            for line in found.working
        ]
        return BenefitEstimate(
            at_least=Quantity(found.at_least),
            at_most=Quantity(found.at_most),
            unit=found.unit,
            per=found.per,
            instalments=found.instalments,
            working=lines,
            narrowed_by=[
                self.question(candidate, ask)
                for ask in (found.narrowed_by if found.at_least != found.at_most else ())
                if not asked_in_vain(self.case, ask)
            ],
        )

    def score(self, found: DomainScore) -> Score:
        parts = [
            ScorePart(name=p.name, value=p.value, weight=p.weight, text=score_text(p.name, self.language))
            for p in found.parts
        ]
        return Score(total=found.total, parts=parts)

    def package(self, found: DomainPackage) -> Package:
        return Package(
            items=[self.package_item(item) for item in found.items],
            covered_needs=[Need.by_code(code) for code in found.covered_needs],
            exact=found.exact,
            left_out_count=len(found.left_out),
            found=found,
            language=self.language,
        )

    def package_item(self, item: DomainPackageItem) -> PackageItem:
        version, verdicts = item.ranked.judged.candidate.version, {each.verdict for each in item.beneficiaries}
        return PackageItem(
            offering=_offering(version),
            beneficiaries=[self.subject(_SUBJECT_OF_UNIT[each.unit], each.subject) for each in item.beneficiaries],
            verdict=Verdict.ELIGIBLE if Verdict.ELIGIBLE in verdicts else Verdict.NEEDS_INFORMATION,
            needs=[Need.by_code(code) for code in item.needs],
            role=item.role,
            consequence=LocalizedText.of(version.content.consequence) if version.content.consequence else None,
        )

    def near_miss(self, miss: DomainNearMiss) -> NearMiss:
        judged = miss.judged
        match = self.match(Ranked(judged, score(judged, self.case.needs, people=self.case.people)))
        one = judged.beneficiaries.index(miss.beneficiary)
        missing = next(each for each in match.beneficiaries[one].findings if each.stated is Outcome.NOT_MET)
        return NearMiss(
            match=match,
            missing=missing,
            remedy=missing.remedy,
            opens_on=judged.opens_on if missing.kind is FindingKind.VALIDITY else None,
        )


_SUBJECT_OF_UNIT = {
    BenefitUnit.INDIVIDUAL: Subject.MEMBER,
    BenefitUnit.FAMILY: Subject.FAMILY,
    BenefitUnit.HOUSEHOLD: Subject.DWELLING,
    BenefitUnit.GROUP: Subject.GROUP,
    BenefitUnit.ORGANISATION: Subject.ORGANISATION,
}


def _offering(version: OfferingVersion) -> Offering:
    return Offering.of(OfferingView(version.offering_id, version, None))


def _subject_of_ask(ask: Ask, case: Case) -> Subject:
    match ask.kind:
        case AskKind.FACT:
            return FACTS[FactKey(ask.key)].subject
        case AskKind.AID:
            families = {family.ref for family in case.household.families}
            return Subject.FAMILY if ask.subject in families else Subject.MEMBER
        case AskKind.FAMILY | AskKind.PARENTS:
            return Subject.MEMBER
        case AskKind.PLACE:
            return Subject.RESIDENCE
        case _:
            return Subject.FAMILY if ask.subject else whole_subject(case)


def _answer_with(ask: Ask, case: Case) -> str:
    """The path in `MatchInput` where an answer is to be put."""
    members = {member.ref: index for index, member in enumerate(case.members)}
    families = {family.ref: index for index, family in enumerate(case.household.families)}
    whole = ".".join(case.subject_path[1:])
    if ask.subject in families and _subject_of_ask(ask, case) is Subject.FAMILY:
        place = f"{whole}.families[{families[ask.subject]}]"
    elif ask.subject in members:
        place = f"{whole}.members[{members[ask.subject]}]"
    else:
        place = f"{whole}.dwelling" if whole_subject(case) is Subject.DWELLING else f"{whole}.facts"
    match ask.kind:
        case AskKind.FACT:
            subject, _, name = ask.key.partition(".")
            return f"{subject if subject in ('residence', 'region') else place}.{to_camel_case(name)}"
        case AskKind.AID:
            return f"{place}.aidReceived"
        case AskKind.CHECK | AskKind.CONFIRMATION:
            return "answers"
        case AskKind.PEOPLE:
            return f"{whole}.members, membersComplete"
        case AskKind.FAMILY:
            return f"{place}.family"
        case AskKind.PARENTS:
            return f"{place}.parents"
        case AskKind.PLACE:
            return f"{ask.key}Region, {ask.key}Neighbourhood"


@strawberry.type(
    description="What a match found. It is worked out afresh on each call; nothing in it is kept or promised."
)
class MatchResult:
    as_of: datetime = field(description="When it was worked out.")
    on: date = field(description="The day for which it holds.")
    answer: strawberry.Private[MatchAnswer]
    digest: strawberry.Private[str]
    teller: strawberry.Private[_Teller]

    @strawberry.field(
        description='The matches, best first. A cursor means "after this place in the order": what moved between two'
        " calls may repeat or be missed. A cursor belongs to its input and day."
    )
    def matches(self, info: Info, first: First = 20, after: After = None) -> MatchConnection:
        hub, size = info.context.hub, page_size(first)
        order = f"match:{self.digest}:{self.on}"
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

    @strawberry.field(description="Any single published offering beside the case; null when there is no such offering.")
    async def why_not(
        self, info: Info, offering: Annotated[strawberry.ID, strawberry.argument(description="The offering's id.")]
    ) -> Match | None:
        offering_id = OfferingId(require_id(offering, "Offering", "offering"))
        context = info.context
        found = await match_cases.why_not(context.hub, context.viewer, self.answer.judgement, offering_id)
        return None if found is None else self.teller.match(found)

    @strawberry.field(description="What to ask next, the most decisive first, over all offerings.")
    def questions(self, first: First = 10) -> list[Question]:
        candidates = {each.judged.candidate.version.offering_id: each.judged.candidate for each in self.answer.open}
        return [
            self.teller.question(
                candidates[each.offerings[0]], each.ask, [candidates[offering].version for offering in each.offerings]
            )
            for each in self.answer.questions[: page_size(first, default=10)]
        ]

    @strawberry.field(description="The best set of offerings that go together.")
    def package(self) -> Package:
        return self.teller.package(self.answer.package)

    @strawberry.field(description="Stated needs that nothing here covers.")
    def unmet_needs(self) -> list[Need]:
        return [Need.by_code(code) for code in self.answer.unmet_needs]

    @strawberry.field(description="How every source stands on which this rests.")
    def sources(self) -> list[SourceReport]:
        return [SourceReport.of(report) for report in self.answer.sources]


async def match(info: Info, given: MatchInput) -> MatchResult:
    context = info.context
    case = read_case(given)
    verdicts = match_cases.DEFAULT_VERDICTS if given.verdicts is None else tuple(given.verdicts)
    answer = await match_cases.match(context.hub, context.viewer, case, on=given.on, verdicts=verdicts)
    digest = hashlib.sha256(repr((case, verdicts)).encode()).hexdigest()
    return MatchResult(
        as_of=answer.as_of,
        on=answer.on,
        answer=answer,
        digest=digest,
        teller=_Teller(answer.judgement, context.language),
    )

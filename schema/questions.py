"""What to ask next, in the schema: whom a question or finding is about, and where the answer goes."""

from collections.abc import Sequence
from typing import NamedTuple

import strawberry
from strawberry import field
from strawberry.utils.str_converters import to_camel_case

from hub.domain.facts.fact import FactKey, Informant, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import Situation
from hub.domain.matching.judgement import CONFIRMATION_PREFIX, Candidate
from hub.domain.offerings.offering import BenefitUnit, OfferingVersion
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.text import Language
from schema.facts import FactDefinition
from schema.ids import encode_id
from schema.offerings import Offering
from schema.paging import First, page_size
from schema.wording.questions import question_text, subject_text, whole_subject


class Telling(NamedTuple):
    """What is put into words: of which situation, and in which language."""

    situation: Situation
    language: Language


@strawberry.type(description="What a finding or question is about.")
class FindingSubject:
    kind: Subject = field(description="What it is.")
    ref: str | None = field(description="Your ref of the family or member; null for anything else.")
    text: str = field(description="In words, in the reader's language.")


@strawberry.type(description="Something to ask next.")
class Question:
    kind: AskKind = field(description="What sort of answer is wanted.")
    key: str = field(description="The fact, programme, check or criterion that it is about.")
    fact: FactDefinition | None = field(description="The fact's definition; null when it is no fact.")
    subject: FindingSubject | None = field(description="Whom it is about; null for checks and confirmations.")
    offering: strawberry.ID | None = field(description="The offering that asks; null when it is about the situation.")
    text: str = field(description="The question in the reader's language.")
    informants: list[Informant] = field(description="Who can find it out; empty when the partner can.")
    answer_with: str = field(description="Where in `MatchInput` the answer goes.")
    decides: int = field(description="How many offerings the answer would help to decide.")
    versions: strawberry.Private[Sequence[OfferingVersion]]

    @strawberry.field(description="Which offerings those are; at most 100 of them.")
    def offerings(self, first: First = 5) -> list[Offering]:
        return [Offering.published(version) for version in self.versions[: page_size(first, default=5)]]


def subject(telling: Telling, kind: Subject, ref: str | None = None) -> FindingSubject:
    """What a question or finding is about, in words."""
    return FindingSubject(kind=kind, ref=ref, text=subject_text(kind, ref, telling.situation, telling.language))


def recipient(telling: Telling, unit: BenefitUnit, ref: str | None) -> FindingSubject:
    """One to whom a benefit would go, in words."""
    return subject(telling, _SUBJECT_OF_UNIT[unit], ref)


def question(telling: Telling, candidate: Candidate, ask: Ask, versions: Sequence[OfferingVersion] = ()) -> Question:
    """A question that a candidate asks; `versions` are all that it would help to decide, if there are others."""
    fact = FACTS[FactKey(ask.key)] if ask.kind is AskKind.FACT else None
    terms = (*candidate.criteria, *candidate.delivery)
    of_offering = ask.kind in (AskKind.CHECK, AskKind.CONFIRMATION)
    return Question(
        kind=ask.kind,
        key=CONFIRMATION_PREFIX + ask.key if ask.kind is AskKind.CONFIRMATION else ask.key,
        fact=None if fact is None else FactDefinition.of(fact),
        subject=None if of_offering else subject(telling, _subject_of_ask(ask, telling.situation), ask.subject or None),
        offering=strawberry.ID(encode_id("Offering", candidate.version.offering_id)) if of_offering else None,
        text=question_text(ask, telling.situation, candidate.version.content, telling.language, terms=terms),
        informants=[] if fact is None else list(fact.informants),
        answer_with=_answer_with(ask, telling.situation),
        decides=len(versions) or 1,
        versions=versions or (candidate.version,),
    )


_SUBJECT_OF_UNIT = {
    BenefitUnit.INDIVIDUAL: Subject.MEMBER,
    BenefitUnit.FAMILY: Subject.FAMILY,
    BenefitUnit.HOUSEHOLD: Subject.DWELLING,
    BenefitUnit.GROUP: Subject.GROUP,
    BenefitUnit.ORGANISATION: Subject.ORGANISATION,
}


def _subject_of_ask(ask: Ask, situation: Situation) -> Subject:
    match ask.kind:
        case AskKind.FACT:
            return FACTS[FactKey(ask.key)].subject
        case AskKind.AID:
            families = {family.ref for family in situation.household.families}
            return Subject.FAMILY if ask.subject in families else Subject.MEMBER
        case AskKind.FAMILY | AskKind.PARENTS:
            return Subject.MEMBER
        case AskKind.PLACE:
            return Subject.RESIDENCE
        case AskKind.PEOPLE | AskKind.CHECK | AskKind.CONFIRMATION:
            return Subject.FAMILY if ask.subject else whole_subject(situation)


def _answer_with(ask: Ask, situation: Situation) -> str:
    """The path in `MatchInput` where an answer is to be put."""
    members = {member.ref: index for index, member in enumerate(situation.members)}
    families = {family.ref: index for index, family in enumerate(situation.household.families)}
    whole = ".".join(situation.subject_path[1:])
    if ask.subject in families and _subject_of_ask(ask, situation) is Subject.FAMILY:
        place = f"{whole}.families[{families[ask.subject]}]"
    elif ask.subject in members:
        place = f"{whole}.members[{members[ask.subject]}]"
    else:
        place = f"{whole}.dwelling" if whole_subject(situation) is Subject.DWELLING else f"{whole}.facts"
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

"""From what a client knows of a family to a situation of the domain: every wrong value is told at once, with its
path."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import TypeVar

import strawberry
from strawberry import UNSET
from strawberry.utils.str_converters import to_camel_case

from hub.domain.errors import ErrorCode, Problem, Refused, problem, refuse
from hub.domain.facts.fact import Fact, FactKey, Facts, FactType, FactValue, Subject
from hub.domain.facts.need import NEEDS, StatedNeed, unknown_need
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import (
    MAX_MEMBERS,
    AidReceived,
    AidRecords,
    Family,
    Group,
    Household,
    Member,
    OfferingId,
    Organisation,
    ProgrammeKey,
    Situation,
)
from hub.domain.matching.judgement import Verdict
from hub.domain.region import Place, RegionCode
from schema.fact_inputs import (
    AidReceivedInput,
    DwellingFactsInput,
    FamilyFactsInput,
    GroupFactsInput,
    MemberFactsInput,
    OrganisationFactsInput,
    RegionFactsInput,
    ResidenceFactsInput,
)
from schema.facts import NeedInput
from schema.ids import require_id
from schema.regions import NeighbourhoodInput

T = TypeVar("T")
Path = tuple[str | int, ...]
_MEMBERS_READ = 100
"""Beyond this a list is refused whole instead of being read; the domain's own bound is lower."""


@strawberry.input(description="People living together, in one or more families.")
class HouseholdInput:
    dwelling: DwellingFactsInput | None = strawberry.field(default=None, description="What is known of the dwelling.")
    families: list[FamilyFactsInput] | None = strawberry.field(
        default=None, description="The family cards among them; left out: none is known."
    )
    members: list[MemberFactsInput] = strawberry.field(description="The people, at least one.")
    members_complete: bool | None = strawberry.field(
        default=None,
        description="Whether these are all. Left out: yes, unless a stated number of people is larger.",
    )


@strawberry.input(description="People who joined for a purpose, such as a joint business group (KUBE).")
class GroupInput:
    facts: GroupFactsInput | None = strawberry.field(default=None, description="What is known of the group as such.")
    members: list[MemberFactsInput] | None = strawberry.field(
        default=None, description="The people in it, without families; left out: none is listed, and nothing known."
    )
    members_complete: bool | None = strawberry.field(
        default=None,
        description="Whether those listed are all. Left out: yes, unless a stated number of members is larger.",
    )


@strawberry.input(description="A body that serves others, such as a social welfare institution (LKS).")
class OrganisationInput:
    facts: OrganisationFactsInput | None = strawberry.field(
        default=None, description="What is known of the organisation."
    )


@strawberry.input(one_of=True, description="Who is to be helped.")
class MatchSubjectInput:
    household: HouseholdInput | None = strawberry.field(default=UNSET, description="People living together.")
    group: GroupInput | None = strawberry.field(default=UNSET, description="A group.")
    organisation: OrganisationInput | None = strawberry.field(default=UNSET, description="An organisation.")


@strawberry.input(description="The answer to a partner check or a confirmation.")
class CheckAnswerInput:
    offering: strawberry.ID = strawberry.field(description="The offering that asks.")
    check: str = strawberry.field(
        description="The check's key; `confirm:` and a criterion's key for the confirmation of its rule."
    )
    answer: bool = strawberry.field(description="Yes or no.")


@strawberry.input(description="What is known of a situation, without names and identity numbers.")
class MatchInput:
    present_region: RegionCode = strawberry.field(description="Where they live; best the village.")
    registered_region: RegionCode | None = strawberry.field(default=None, description="Where their card (KK) is from.")
    present_neighbourhood: NeighbourhoodInput | None = strawberry.field(
        default=None, description="RW, RT or the like where they live; needs the village in `presentRegion`."
    )
    registered_neighbourhood: NeighbourhoodInput | None = strawberry.field(
        default=None, description="RW, RT or the like of their card; needs the village in `registeredRegion`."
    )
    residence: ResidenceFactsInput | None = strawberry.field(default=None, description="How they live there.")
    region: RegionFactsInput | None = strawberry.field(default=None, description="What is known of the region.")
    subject: MatchSubjectInput = strawberry.field(description="Who is to be helped.")
    needs: list[NeedInput] = strawberry.field(description="What they need.")
    on: date | None = strawberry.field(default=None, description="The day; left out: today where they live.")
    answers: list[CheckAnswerInput] | None = strawberry.field(
        default=None, description="Answers to partner checks and confirmations."
    )
    verdicts: list[Verdict] | None = strawberry.field(
        default=None, description="Which verdicts to list; left out: `ELIGIBLE` and `NEEDS_INFORMATION`."
    )


@dataclass(slots=True)
class _Reading:
    """Collects what is wrong while everything is read."""

    problems: list[Problem] = field(default_factory=list)

    def take(self, path: Path, make: Callable[[], T], otherwise: T) -> T:
        try:
            return make()
        except Refused as refused:
            self.problems += [replace(each, path=each.path or path) for each in refused.problems]
            return otherwise


def read_situation(match: MatchInput) -> Situation:
    """The situation. Refused with every problem of every value, each with its path in the arguments."""
    reading = _Reading()
    subject = match.subject
    if not (subject.household or subject.group or subject.organisation):
        raise refuse(ErrorCode.BAD_INPUT, "subject.missing", "input", "subject")
    situation = Situation(
        household=_household(reading, subject.household) if subject.household else Household(),
        group=_group(reading, subject.group) if subject.group else None,
        organisation=_organisation(reading, subject.organisation) if subject.organisation else None,
        present=_place(reading, match.present_region, match.present_neighbourhood, "presentNeighbourhood"),
        registered=_place(reading, match.registered_region, match.registered_neighbourhood, "registeredNeighbourhood"),
        residence=_facts(reading, match.residence, Subject.RESIDENCE, ("input", "residence")),
        region=_facts(reading, match.region, Subject.REGION, ("input", "region")),
        needs=tuple(_needs(reading, match.needs)),
        answers=_answers(reading, match.answers or []),
    )
    if reading.problems:
        raise Refused(*reading.problems)
    return situation


def _household(reading: _Reading, given: HouseholdInput) -> Household:
    path: Path = ("input", "subject", "household")
    families = given.families or []
    _bounded(max(len(given.members), len(families)), path)
    return Household(
        dwelling=_facts(reading, given.dwelling, Subject.DWELLING, (*path, "dwelling")),
        families=tuple(_family(reading, family, (*path, "families", index)) for index, family in enumerate(families)),
        members=_members(reading, given.members, path),
        members_complete=given.members_complete,
    )


def _group(reading: _Reading, given: GroupInput) -> Group:
    path: Path = ("input", "subject", "group")
    members = given.members or []
    _bounded(len(members), path)
    return Group(
        facts=_facts(reading, given.facts, Subject.GROUP, (*path, "facts")),
        members=_members(reading, members, path),
        members_complete=given.members_complete,
    )


def _organisation(reading: _Reading, given: OrganisationInput) -> Organisation:
    path: Path = ("input", "subject", "organisation", "facts")
    return Organisation(facts=_facts(reading, given.facts, Subject.ORGANISATION, path))


def _bounded(given: int, path: Path) -> None:
    if given > _MEMBERS_READ:
        raise refuse(ErrorCode.BAD_INPUT, "situation.too_many_members", *path, given=given, limit=MAX_MEMBERS)


def _place(reading: _Reading, region: RegionCode | None, below: NeighbourhoodInput | None, name: str) -> Place:
    if below is None:
        return Place(region=region)
    if region is None:
        reading.problems.append(problem(ErrorCode.UNKNOWN_REGION, "neighbourhood.without_village", "input", name))
        return Place()
    return Place(region=region, neighbourhood=reading.take(("input", name), lambda: below.within(region), None))


_FactsInput = (
    ResidenceFactsInput
    | RegionFactsInput
    | DwellingFactsInput
    | FamilyFactsInput
    | MemberFactsInput
    | GroupFactsInput
    | OrganisationFactsInput
    | None
)


def _facts(reading: _Reading, given: _FactsInput, subject: Subject, path: Path) -> Facts:
    if given is None:
        return Facts()
    known: dict[FactKey, Fact] = {}
    for definition in FACTS.of(subject):
        value = None if definition.computed else getattr(given, definition.name)
        if value is None:
            continue
        here = (*path, to_camel_case(definition.name))
        plain = _plain(value, definition.type)
        checked = reading.take(here, lambda: FACTS.check_value(definition.key, plain, *here), None)  # noqa: B023
        if checked is not None:
            known[definition.key] = Fact(checked)
    asked = [
        reading.take((*path, "askedNotKnown", index), lambda: FACTS.require(key).key, None)  # noqa: B023
        for index, key in enumerate(given.asked_not_known or [])
    ]
    return Facts(known=known, asked_not_known=frozenset(key for key in asked if key is not None))


def _plain(value: object, kind: FactType) -> FactValue:
    if kind is FactType.CHOICES:
        assert isinstance(value, list)
        return tuple(sorted(str(each.value) for each in value))
    if isinstance(value, Enum):
        return str(value.value)
    assert isinstance(value, bool | int | str | date)
    return value


def _family(reading: _Reading, given: FamilyFactsInput, path: Path) -> Family:
    facts = _facts(reading, given, Subject.FAMILY, path)
    return Family(ref=given.ref, facts=facts, aid=_aid(reading, given.aid_received or [], (*path, "aidReceived")))


def _members(reading: _Reading, given: list[MemberFactsInput], path: Path) -> tuple[Member, ...]:
    return tuple(_member(reading, member, (*path, "members", index)) for index, member in enumerate(given))


def _member(reading: _Reading, given: MemberFactsInput, path: Path) -> Member:
    return Member(
        ref=given.ref,
        family=given.family,
        without_family=given.without_family,
        parents=None if given.parents is None else tuple(given.parents),
        guardian=given.guardian,
        facts=_facts(reading, given, Subject.MEMBER, path),
        aid=_aid(reading, given.aid_received or [], (*path, "aidReceived")),
    )


def _aid(reading: _Reading, given: list[AidReceivedInput], path: Path) -> AidRecords:
    records: dict[ProgrammeKey, AidReceived] = {}
    for index, each in enumerate(given):
        key = ProgrammeKey(each.programme)
        if key in records:
            found = problem(ErrorCode.BAD_INPUT, "situation.repeated_aid", *path, index, "programme", given=key[:40])
            reading.problems.append(found)
        records[key] = AidReceived(programme=key, state=each.state, since=each.since, until=each.until)
    return records


def _needs(reading: _Reading, given: list[NeedInput]) -> Iterable[StatedNeed]:
    seen: set[str] = set()
    for index, each in enumerate(given):
        path = ("input", "needs", index, "need")
        if each.need not in NEEDS:
            reading.problems.append(unknown_need(each.need, *path))
        elif each.need in seen:
            reading.problems.append(problem(ErrorCode.BAD_INPUT, "need.repeated", *path, given=each.need[:40]))
        else:
            seen.add(each.need)
            yield StatedNeed(each.need, each.urgency)


def _answers(reading: _Reading, given: list[CheckAnswerInput]) -> dict[tuple[OfferingId, str], bool]:
    answers: dict[tuple[OfferingId, str], bool] = {}
    for index, each in enumerate(given):
        path = ("input", "answers", index, "offering")
        offering = reading.take(path, lambda: OfferingId(require_id(each.offering, "Offering", *path)), None)  # noqa: B023
        if offering is not None:
            answers[offering, each.check] = each.answer
    return answers

"""Answering a match's questions as a family could: any valid value, put where the question says."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from hub.domain.facts.fact import Fact, FactDefinition, FactKey, Facts, FactType, FactValue, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import (
    AidReceived,
    AidState,
    Case,
    Group,
    Member,
    OfferingId,
    Organisation,
    ProgrammeKey,
)
from hub.domain.matching.judgement import CONFIRMATION_PREFIX
from hub.domain.region import NeighbourhoodKind, Place, RegionCode, neighbourhood
from hub.domain.rules.asking import Ask, AskKind

Pick = Callable[[int], int]
"""Chooses a number from 0 below a count: who answers decides how."""


def answered(case: Case, ask: Ask, pick: Pick) -> Case:
    """The case with one question answered by a value."""
    match ask.kind:
        case AskKind.FACT:
            definition = FACTS[FactKey(ask.key)]
            return _with_fact(case, definition, ask.subject, _value(definition, pick))
        case AskKind.AID:
            return _with_aid(case, ask, pick)
        case AskKind.CHECK:
            return _with_answer(case, ask.subject, ask.key, pick)
        case AskKind.CONFIRMATION:
            return _with_answer(case, ask.subject, CONFIRMATION_PREFIX + ask.key, pick)
        case AskKind.PEOPLE:
            return _everybody_listed(case, ask.subject)
        case AskKind.FAMILY:
            return _in_family(case, ask.subject, pick)
        case AskKind.PARENTS:
            return _with_parents(case, ask.subject, pick)
        case AskKind.PLACE:
            return _placed(case, ask.key, pick)


def _value(definition: FactDefinition, pick: Pick) -> FactValue:
    match definition.type:
        case FactType.BOOLEAN:
            return pick(2) == 1
        case FactType.INTEGER:
            low, high = definition.minimum or 0, definition.maximum or 0
            return low + pick(min(high - low, 130) + 1)
        case FactType.DATE:
            return date(1950 + pick(76), 1 + pick(12), 1 + pick(28))
        case FactType.CHOICE:
            return definition.choices[pick(len(definition.choices))].code
        case FactType.CHOICES:
            return tuple(sorted(choice.code for choice in definition.choices if pick(4) == 0))


def _known(facts: Facts, key: FactKey, value: FactValue) -> Facts:
    return replace(facts, known={**facts.known, key: Fact(value)})


def _with_fact(case: Case, definition: FactDefinition, ref: str, value: FactValue) -> Case:
    key, household = definition.key, case.household
    match definition.subject:
        case Subject.RESIDENCE:
            return replace(case, residence=_known(case.residence, key, value))
        case Subject.REGION:
            return replace(case, region=_known(case.region, key, value))
        case Subject.DWELLING:
            return replace(case, household=replace(household, dwelling=_known(household.dwelling, key, value)))
        case Subject.FAMILY:
            families = tuple(
                replace(each, facts=_known(each.facts, key, value)) if each.ref == ref else each
                for each in household.families
            )
            return replace(case, household=replace(household, families=families))
        case Subject.MEMBER:
            return _with_members(
                case,
                (
                    replace(each, facts=_known(each.facts, key, value)) if each.ref == ref else each
                    for each in case.members
                ),
            )
        case Subject.GROUP:
            assert case.group is not None
            return replace(case, group=replace(case.group, facts=_known(case.group.facts, key, value)))
        case Subject.ORGANISATION:
            assert case.organisation is not None
            return replace(case, organisation=Organisation(facts=_known(case.organisation.facts, key, value)))


def _with_members(case: Case, members: Iterable[Member]) -> Case:
    if case.group is not None:
        return replace(case, group=replace(case.group, members=tuple(members)))
    return replace(case, household=replace(case.household, members=tuple(members)))


def _with_aid(case: Case, ask: Ask, pick: Pick) -> Case:
    state = list(AidState)[pick(len(AidState))]
    until = date(2024 + pick(3), 1 + pick(10), 1) if state is AidState.ENDED else None
    record = AidReceived(programme=ProgrammeKey(ask.key), state=state, until=until)
    families = tuple(
        replace(each, aid={**each.aid, record.programme: record}) if each.ref == ask.subject else each
        for each in case.household.families
    )
    members = (
        replace(each, aid={**each.aid, record.programme: record}) if each.ref == ask.subject else each
        for each in case.members
    )
    return _with_members(replace(case, household=replace(case.household, families=families)), members)


def _with_answer(case: Case, offering: str, key: str, pick: Pick) -> Case:
    return replace(case, answers={**case.answers, (OfferingId(UUID(offering)), key): pick(2) == 1})


def _everybody_listed(case: Case, family_ref: str) -> Case:
    """They say that nobody is missing: the stated numbers are put right."""
    if case.group is not None:
        members = case.group.members or (Member(ref="m0"),)
        facts = _known(case.group.facts, FactKey("group.people"), len(members))
        return replace(case, group=Group(facts=facts, members=members, members_complete=True))
    household = case.household
    known = {**household.dwelling.known, FactKey("dwelling.people"): Fact(len(household.members))}
    families = tuple(
        replace(each, facts=_known(each.facts, FactKey("family.people"), max(1, _listed(case, each.ref))))
        if FactKey("family.people") in each.facts.known
        else each
        for each in household.families
    )
    dwelling = replace(household.dwelling, known=known)
    return replace(case, household=replace(household, dwelling=dwelling, families=families, members_complete=True))


def _listed(case: Case, family_ref: str) -> int:
    return sum(member.family == family_ref for member in case.household.members)


def _in_family(case: Case, ref: str, pick: Pick) -> Case:
    families = [family.ref for family in case.household.families]
    chosen = pick(len(families) + 1)
    change = {"without_family": True} if chosen == len(families) else {"family": families[chosen]}
    return _with_members(case, (replace(each, **change) if each.ref == ref else each for each in case.members))


def _with_parents(case: Case, ref: str, pick: Pick) -> Case:
    others = [member.ref for member in case.members if member.ref != ref]
    parents = tuple(other for other in others if pick(3) == 0)[:2]
    return _with_members(case, (replace(each, parents=parents) if each.ref == ref else each for each in case.members))


def _placed(case: Case, which: str, pick: Pick) -> Case:
    place = case.present if which == "present" else case.registered
    village = place.region or RegionCode("32.73.02.1004")
    if village.count(".") < 3:
        village = RegionCode("32.73.02.1004")
    below = neighbourhood(village, [(NeighbourhoodKind.RW, str(1 + pick(9))), (NeighbourhoodKind.RT, str(1 + pick(5)))])
    known = Place(region=village, neighbourhood=below)
    return replace(case, present=known) if which == "present" else replace(case, registered=known)

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
    Group,
    Member,
    OfferingId,
    Organisation,
    ProgrammeKey,
    Situation,
)
from hub.domain.matching.judgement import CONFIRMATION_PREFIX
from hub.domain.region import NeighbourhoodKind, Place, RegionCode, neighbourhood
from hub.domain.rules.asking import Ask, AskKind

Pick = Callable[[int], int]
"""Chooses a number from 0 below a count: who answers decides how."""


def answered(situation: Situation, ask: Ask, pick: Pick) -> Situation:
    """The situation with one question answered by a value."""
    match ask.kind:
        case AskKind.FACT:
            definition = FACTS[FactKey(ask.key)]
            return _with_fact(situation, definition, ask.subject, _value(definition, pick))
        case AskKind.AID:
            return _with_aid(situation, ask, pick)
        case AskKind.CHECK:
            return _with_answer(situation, ask.subject, ask.key, pick)
        case AskKind.CONFIRMATION:
            return _with_answer(situation, ask.subject, CONFIRMATION_PREFIX + ask.key, pick)
        case AskKind.PEOPLE:
            return _everybody_listed(situation, ask.subject)
        case AskKind.FAMILY:
            return _in_family(situation, ask.subject, pick)
        case AskKind.PARENTS:
            return _with_parents(situation, ask.subject, pick)
        case AskKind.PLACE:
            return _placed(situation, ask.key, pick)


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


def _with_fact(situation: Situation, definition: FactDefinition, ref: str, value: FactValue) -> Situation:
    key, household = definition.key, situation.household
    match definition.subject:
        case Subject.RESIDENCE:
            return replace(situation, residence=_known(situation.residence, key, value))
        case Subject.REGION:
            return replace(situation, region=_known(situation.region, key, value))
        case Subject.DWELLING:
            return replace(situation, household=replace(household, dwelling=_known(household.dwelling, key, value)))
        case Subject.FAMILY:
            families = tuple(
                replace(each, facts=_known(each.facts, key, value)) if each.ref == ref else each
                for each in household.families
            )
            return replace(situation, household=replace(household, families=families))
        case Subject.MEMBER:
            return _with_members(
                situation,
                (
                    replace(each, facts=_known(each.facts, key, value)) if each.ref == ref else each
                    for each in situation.members
                ),
            )
        case Subject.GROUP:
            assert situation.group is not None
            return replace(situation, group=replace(situation.group, facts=_known(situation.group.facts, key, value)))
        case Subject.ORGANISATION:
            assert situation.organisation is not None
            return replace(situation, organisation=Organisation(facts=_known(situation.organisation.facts, key, value)))


def _with_members(situation: Situation, members: Iterable[Member]) -> Situation:
    if situation.group is not None:
        return replace(situation, group=replace(situation.group, members=tuple(members)))
    return replace(situation, household=replace(situation.household, members=tuple(members)))


def _with_aid(situation: Situation, ask: Ask, pick: Pick) -> Situation:
    state = list(AidState)[pick(len(AidState))]
    until = date(2024 + pick(3), 1 + pick(10), 1) if state is AidState.ENDED else None
    record = AidReceived(programme=ProgrammeKey(ask.key), state=state, until=until)
    families = tuple(
        replace(each, aid={**each.aid, record.programme: record}) if each.ref == ask.subject else each
        for each in situation.household.families
    )
    members = (
        replace(each, aid={**each.aid, record.programme: record}) if each.ref == ask.subject else each
        for each in situation.members
    )
    return _with_members(replace(situation, household=replace(situation.household, families=families)), members)


def _with_answer(situation: Situation, offering: str, key: str, pick: Pick) -> Situation:
    return replace(situation, answers={**situation.answers, (OfferingId(UUID(offering)), key): pick(2) == 1})


def _everybody_listed(situation: Situation, family_ref: str) -> Situation:
    """They say that nobody is missing: the stated numbers are put right."""
    if situation.group is not None:
        members = situation.group.members or (Member(ref="m0"),)
        facts = _known(situation.group.facts, FactKey("group.people"), len(members))
        return replace(situation, group=Group(facts=facts, members=members, members_complete=True))
    household = situation.household
    known = {**household.dwelling.known, FactKey("dwelling.people"): Fact(len(household.members))}
    families = tuple(
        replace(each, facts=_known(each.facts, FactKey("family.people"), max(1, _listed(situation, each.ref))))
        if FactKey("family.people") in each.facts.known
        else each
        for each in household.families
    )
    dwelling = replace(household.dwelling, known=known)
    return replace(situation, household=replace(household, dwelling=dwelling, families=families, members_complete=True))


def _listed(situation: Situation, family_ref: str) -> int:
    return sum(member.family == family_ref for member in situation.household.members)


def _in_family(situation: Situation, ref: str, pick: Pick) -> Situation:
    families = [family.ref for family in situation.household.families]
    chosen = pick(len(families) + 1)
    change = {"without_family": True} if chosen == len(families) else {"family": families[chosen]}
    return _with_members(
        situation, (replace(each, **change) if each.ref == ref else each for each in situation.members)
    )


def _with_parents(situation: Situation, ref: str, pick: Pick) -> Situation:
    others = [member.ref for member in situation.members if member.ref != ref]
    parents = tuple(other for other in others if pick(3) == 0)[:2]
    return _with_members(
        situation, (replace(each, parents=parents) if each.ref == ref else each for each in situation.members)
    )


def _placed(situation: Situation, which: str, pick: Pick) -> Situation:
    place = situation.present if which == "present" else situation.registered
    village = place.region or RegionCode("32.73.02.1004")
    if village.count(".") < 3:
        village = RegionCode("32.73.02.1004")
    below = neighbourhood(village, [(NeighbourhoodKind.RW, str(1 + pick(9))), (NeighbourhoodKind.RT, str(1 + pick(5)))])
    known = Place(region=village, neighbourhood=below)
    return replace(situation, present=known) if which == "present" else replace(situation, registered=known)

"""What to ask about a rule whose outcome is not known: compiled once per rule. Orders no questions, and words none."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from hub.domain.facts.fact import FactKey, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import OfferingId
from hub.domain.facts.situation_on_day import AGE, BIRTH_DATE, RELATION_TO_HEAD
from hub.domain.rules.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Check,
    Node,
    Not,
    Over,
    Quantified,
    Related,
    Relative,
    Rule,
    Test,
)
from hub.domain.rules.evaluation import Scope, aid_records, compiled, has_check, in_state, range_of, relatives_of


class AskKind(StrEnum):
    """What sort of answer a question wants."""

    FACT = "FACT"
    """The value of a fact."""
    AID = "AID"
    """How the subject stands to a programme."""
    CHECK = "CHECK"
    """A partner check, yes or no."""
    CONFIRMATION = "CONFIRMATION"
    """Whether a rule that is only reported does hold, yes or no."""
    PEOPLE = "PEOPLE"
    """Who else lives here: list them, or state that the list is complete."""
    FAMILY = "FAMILY"
    """On which family card a member is."""
    PARENTS = "PARENTS"
    """Which listed members are the parents."""
    PLACE = "PLACE"
    """The region or neighbourhood: `key` is present or registered."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is not known. `key` is the fact, programme, check or criterion; `subject` the ref of a member or
    family, or the offering's id for a check or confirmation; empty for the dwelling, residence and region."""

    kind: AskKind
    key: str
    subject: str = ""

    def __hash__(self) -> int:
        # The kind is left out: an enum's hash costs more than the rare collision, and a match hashes thousands.
        return hash((self.key, self.subject))


_Asker = Callable[[Scope], Iterable[Ask]]


def owned(ask: Ask, offering: OfferingId) -> Ask:
    """What an offering asks: a check is its own, anything else is asked about the situation."""
    return Ask(ask.kind, ask.key, str(offering)) if ask.kind is AskKind.CHECK else ask


def asks(rule: Rule, scope: Scope) -> Iterable[Ask]:
    """What would have to be answered for a rule whose outcome is UNKNOWN; nothing where it is known."""
    return _asker_of(rule)(scope)


@lru_cache(maxsize=50_000)
def _asker_of(rule: Rule) -> _Asker:
    return _asker(rule.node)


@lru_cache(maxsize=50_000)
def _asker(node: Node) -> _Asker:
    """What a rule asks as a function, shared like what it says."""
    judge, wanted = compiled(node), _wanted(node)
    return lambda scope: wanted(scope) if judge(scope) is None else ()


def _wanted(node: Node) -> _Asker:
    """What to ask where the outcome of a rule is known to be UNKNOWN."""
    match node:
        case Test(fact):
            return lambda scope: _fact_asks(fact, scope)
        case All(parts) | AnyOf(parts):
            askers = [_asker(part) for part in parts]
            return lambda scope: [ask for asker in askers for ask in asker(scope)]
        case Not(part):
            return _asker(part)
        case Quantified(over, _, where):
            return _asker_of_all(over, where)
        case Related(relative, where):
            asker = _asker(where)
            return lambda scope: _related_asks(relative, asker, scope)
        case Aid():
            return lambda scope: _aid_asks(node, scope)
        case Check(key):
            ask = Ask(AskKind.CHECK, key)
            return lambda scope: (ask,)
        case _:
            assert_never(node)


def _asker_of_all(over: Over, where: Node) -> _Asker:
    asker, about_offering = _asker(where), has_check(where)

    def wanted(scope: Scope) -> Iterable[Ask]:
        if scope.family is None or about_offering:
            return _range_asks(over, asker, scope)
        # Whichever member of the family asks, the same people are asked about.
        asked = scope.family.asked
        if wanted not in asked:
            asked[wanted] = tuple(_range_asks(over, asker, scope))
        return asked[wanted]

    return wanted


def _range_asks(over: Over, asker: _Asker, scope: Scope) -> Iterator[Ask]:
    scopes, more = range_of(scope, over)
    for each in scopes:
        yield from asker(each)
    if more:
        yield from _people_asks(scope)


def _related_asks(relative: Relative, asker: _Asker, scope: Scope) -> Iterator[Ask]:
    people = relatives_of(scope, relative)
    if people is None:
        yield from _relative_asks(relative, scope)
    for person in people or ():
        yield from asker(Scope(scope.situation, person.family, person, scope.checks))


def _fact_asks(fact: FactKey, scope: Scope) -> Iterator[Ask]:
    match FACTS[fact].subject:
        case Subject.MEMBER:
            assert scope.person is not None
            key = BIRTH_DATE if fact == AGE and scope.person.age is not None else fact
            yield Ask(AskKind.FACT, key, scope.person.ref)
        case Subject.FAMILY:
            if scope.family is not None:
                yield Ask(AskKind.FACT, fact, scope.family.ref)
            elif scope.person is not None:
                yield Ask(AskKind.FAMILY, "family", scope.person.ref)
        case Subject.REGION if FACTS[fact].computed:
            yield Ask(AskKind.PLACE, "present")
        case Subject.DWELLING | Subject.RESIDENCE | Subject.REGION | Subject.GROUP | Subject.ORGANISATION:
            yield Ask(AskKind.FACT, fact)


def _people_asks(scope: Scope) -> Iterator[Ask]:
    apart = scope.situation.stated.group is not None
    unplaced = [p for p in scope.situation.people if p.family is None and not p.stated.without_family and not apart]
    for person in unplaced:
        yield Ask(AskKind.FAMILY, "family", person.ref)
    if scope.situation.open:
        yield Ask(AskKind.PEOPLE, "people")
    elif scope.family is not None and not unplaced:
        yield Ask(AskKind.PEOPLE, "people", scope.family.ref)


def _relative_asks(relative: Relative, scope: Scope) -> Iterator[Ask]:
    person = scope.person
    assert person is not None
    if relative is not Relative.HEAD:
        yield Ask(AskKind.PARENTS, "parents", person.ref)
    elif person.family is None:
        yield Ask(AskKind.FAMILY, "family", person.ref)
    else:
        unknown = [p for p in person.family.members if RELATION_TO_HEAD not in p.values]
        for each in unknown:
            yield Ask(AskKind.FACT, RELATION_TO_HEAD, each.ref)
        if not unknown:
            yield from _people_asks(scope)


def _aid_asks(aid: Aid, scope: Scope) -> Iterator[Ask]:
    records = aid_records(aid, scope)
    if records is None:
        if scope.person is not None:
            yield Ask(AskKind.FAMILY, "family", scope.person.ref)
        return
    holder = scope.person if aid.scope is AidScope.MEMBER else scope.family
    assert holder is not None
    for programme in aid.programmes:
        if in_state(aid, records.get(programme), scope.situation.day) is None:
            yield Ask(AskKind.AID, programme, holder.ref)

"""Whether a rule holds for somebody: three-valued (Kleene), compiled once per rule. Asks nothing, weighs no offering.

Law: one more fact of a listed member never turns a known outcome into another or into UNKNOWN.
Source of the logic: S. C. Kleene, Introduction to Metamathematics (1952), §64.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import count
from typing import assert_never, cast

from hub.domain.facts.fact import FactKey, FactType, FactValue, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import AidReceived, AidRecords, AidState, ProgrammeKey
from hub.domain.facts.situation_on_day import AGE, RELATION_TO_HEAD, Kin, Person, SituationOnDay, add_months
from hub.domain.rules.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Check,
    Node,
    Not,
    Operator,
    Over,
    Quantified,
    Quantifier,
    Related,
    Relative,
    Rule,
    Test,
    walk,
)


class Outcome(StrEnum):
    """Whether a criterion is met."""

    MET = "MET"
    """The facts say yes."""
    NOT_MET = "NOT_MET"
    """The facts say no."""
    UNKNOWN = "UNKNOWN"
    """The facts do not say."""


def outcome_of(holds: bool | None) -> Outcome:
    """The outcome for Kleene's true, false and None."""
    return Outcome.UNKNOWN if holds is None else Outcome.MET if holds else Outcome.NOT_MET


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule looks at: the situation on a day, the member and family meant (if any), and answers to the checks of
    the offering it stands in."""

    situation: SituationOnDay
    family: Kin | None
    person: Person | None
    checks: Mapping[str, bool]


Judge = Callable[[Scope], bool | None]


@lru_cache(maxsize=50_000)
def judge_of(rule: Rule) -> Judge:
    """The rule as a function, found again by the hash that the rule keeps: its tree is not walked."""
    return compiled(rule.node)


@lru_cache(maxsize=50_000)
def interned(rule: Rule) -> Rule:
    """One object for all equal rules, so that what was worked out for one is found for the others at once."""
    return rule


_NUMBERS = count()


@lru_cache(maxsize=50_000)
def numbered(value: Hashable) -> int:
    """A number that equal values share, so that what was worked out for one is found for the others without walking
    their trees again. A value not met for long gets another number: what was found is found anew, never mistaken."""
    return next(_NUMBERS)


@lru_cache(maxsize=50_000)
def compiled(node: Node) -> Judge:
    """The rule as a function. Equal rules share one, since offerings of a source repeat them."""
    match node:
        case Test():
            return _compile_test(node)
        case All(parts):
            return _all_of(tuple(compiled(part) for part in parts))
        case AnyOf(parts):
            return _any_of(tuple(compiled(part) for part in parts))
        case Not(part):
            inner = compiled(part)
            return lambda scope: None if (holds := inner(scope)) is None else not holds
        case Quantified():
            return _compile_quantified(node)
        case Related(relative, where):
            inner = compiled(where)
            return lambda scope: _related(scope, relative, inner)
        case Aid():
            return lambda scope: _aid(node, scope)
        case Check(key):
            return lambda scope: scope.checks.get(key)
        case _:
            assert_never(node)


def _all_of(parts: tuple[Judge, ...]) -> Judge:
    def judge(scope: Scope) -> bool | None:
        result: bool | None = True
        for part in parts:
            holds = part(scope)
            if holds is False:
                return False
            if holds is None:
                result = None
        return result

    return judge


def _any_of(parts: tuple[Judge, ...]) -> Judge:
    def judge(scope: Scope) -> bool | None:
        result: bool | None = False
        for part in parts:
            holds = part(scope)
            if holds is True:
                return True
            if holds is None:
                result = None
        return result

    return judge


def _compile_test(test: Test) -> Judge:
    if test.fact == AGE:
        compare = _comparison(test)

        def judge_age(scope: Scope) -> bool | None:
            age = scope.person.age if scope.person else None
            if age is None:
                return None
            # On another day than it was stated for, an age in years may be either of two.
            youngest, oldest = compare(age[0], scope.situation.day), compare(age[1], scope.situation.day)
            return youngest if youngest == oldest else None

        return judge_age
    key, compare, subject = test.fact, _comparison(test), FACTS[test.fact].subject

    def judge(scope: Scope) -> bool | None:
        values = values_of(scope, subject)
        if values is None:
            return _without_family(scope)
        value = values.get(key)
        return None if value is None else compare(value, scope.situation.day)

    return judge


def values_of(scope: Scope, subject: Subject) -> Mapping[FactKey, FactValue] | None:
    """What is known of one subject of a scope, by fact; None where the scope has no such subject."""
    match subject:
        case Subject.MEMBER:
            return scope.person.values if scope.person else None
        case Subject.FAMILY:
            return scope.family.values if scope.family else None
        case Subject.DWELLING:
            return scope.situation.dwelling
        case Subject.RESIDENCE:
            return scope.situation.residence
        case Subject.REGION:
            return scope.situation.region
        case Subject.GROUP:
            return scope.situation.group
        case Subject.ORGANISATION:
            return scope.situation.organisation


def _without_family(scope: Scope) -> bool | None:
    """A rule about the family of somebody who is stated to be on no family card is not met; else it is not known."""
    return False if scope.person is not None and scope.person.stated.without_family else None


def _comparison(test: Test) -> Callable[[FactValue, date], bool]:
    expected, several = test.expected, FACTS[test.fact].type is FactType.CHOICES
    match test.operator:
        case Operator.AT_MOST:
            return lambda value, day: value <= expected  # type: ignore[operator]
        case Operator.AT_LEAST:
            return lambda value, day: value >= expected  # type: ignore[operator]
        case Operator.BETWEEN:
            low, high = cast("tuple[int, int]", expected)  # or two dates: whatever the fact's type is
            return lambda value, day: low <= cast("int", value) <= high
        case Operator.ONE_OF | Operator.NONE_OF:
            codes, wanted = frozenset(expected), test.operator is Operator.ONE_OF  # type: ignore[arg-type]
            if several:
                return lambda value, day: (not codes.isdisjoint(value)) is wanted  # type: ignore[arg-type]
            return lambda value, day: (value in codes) is wanted
        case Operator.IS:
            return lambda value, day: value == expected
        case Operator.EXISTS:
            return lambda value, day: (value != ()) is expected
        case Operator.WITHIN_LAST_MONTHS:
            months = int(str(expected))
            return lambda value, day: add_months(day, -months) <= value <= day  # type: ignore[operator]
        case Operator.WITHIN_NEXT_MONTHS:
            months = int(str(expected))
            return lambda value, day: day <= value <= add_months(day, months)  # type: ignore[operator]


def range_of(scope: Scope, over: Over) -> tuple[list[Scope], bool]:
    """The scopes that a quantifier ranges over, and whether more may exist than are listed."""
    situation = scope.situation
    if over is Over.FAMILIES:
        families = [Scope(situation, family, None, scope.checks) for family in situation.families]
        unplaced = any(person.family is None and not person.stated.without_family for person in situation.people)
        return families, situation.open or unplaced
    if scope.family is None:
        if scope.person is not None and scope.person.stated.without_family:
            return [Scope(situation, None, scope.person, scope.checks)], False
        if scope.person is not None:
            return [Scope(situation, None, scope.person, scope.checks)], True
        people = [Scope(situation, person.family, person, scope.checks) for person in situation.people]
        return people, situation.open
    return [Scope(situation, scope.family, p, scope.checks) for p in scope.family.members], scope.family.open


def _compile_quantified(node: Quantified) -> Judge:
    inner, over, quantifier, count = compiled(node.where), node.over, node.quantifier, node.count

    def judge_all(scope: Scope) -> bool | None:
        scopes, more = range_of(scope, over)
        outcomes = [inner(each) for each in scopes]
        met, unknown = outcomes.count(True), outcomes.count(None)
        return _quantify(quantifier, count, met=met, unknown=unknown, listed=len(outcomes), more=more)

    def judge(scope: Scope) -> bool | None:
        if scope.family is None:
            return judge_all(scope)
        # Whichever member of the family asks, the same people are looked at.
        outcomes = scope.family.outcomes
        if judge not in outcomes:
            outcomes[judge] = judge_all(scope)
        return outcomes[judge]

    return judge_all if has_check(node.where) else judge


def has_check(node: Node) -> bool:
    """Whether a rule looks at a check, which each offering has answered for itself."""
    return any(isinstance(each, Check) for each in walk(node))


def _quantify(quantifier: Quantifier, count: int, *, met: int, unknown: int, listed: int, more: bool) -> bool | None:
    if quantifier is Quantifier.ALL:
        if met + unknown < listed:
            return False
        return None if unknown or more else True
    if quantifier is Quantifier.NONE:
        return False if met else None if unknown or more else True
    if quantifier is Quantifier.EXACTLY:
        if met > count or (met + unknown < count and not more):
            return False
        return None if unknown or more else met == count
    needed = 1 if quantifier is Quantifier.ANY else count
    if met >= needed:
        return True
    return None if more or met + unknown >= needed else False


def relatives_of(scope: Scope, relative: Relative) -> tuple[Person, ...] | None:
    """The listed relatives of the scope's member; None when not known who they are."""
    person = scope.person
    if person is None:
        return None
    match relative:
        case Relative.PARENT:
            return person.parents
        case Relative.GUARDIAN:
            return person.guardians
        case Relative.HEAD:
            if person.family is None:
                return () if person.stated.without_family else None
            heads = tuple(p for p in person.family.members if p.values.get(RELATION_TO_HEAD) == "HEAD")
            undecided = any(RELATION_TO_HEAD not in p.values for p in person.family.members)
            return heads if heads or not (undecided or person.family.open) else None


def _related(scope: Scope, relative: Relative, inner: Judge) -> bool | None:
    people = relatives_of(scope, relative)
    if people is None:
        return None
    outcomes = [inner(Scope(scope.situation, person.family, person, scope.checks)) for person in people]
    return True if True in outcomes else None if None in outcomes else False


def aid_records(aid: Aid, scope: Scope) -> AidRecords | None:
    """What is known of the aid of whom a rule about aid looks at; None when there is nobody."""
    holder = scope.person if aid.scope is AidScope.MEMBER else scope.family
    return None if holder is None else holder.aid


def _aid(aid: Aid, scope: Scope) -> bool | None:
    records = aid_records(aid, scope)
    if records is None:
        return _without_family(scope)
    outcomes = [in_state(aid, records.get(programme), scope.situation.day) for programme in aid.programmes]
    return True if True in outcomes else None if None in outcomes else False


def in_state(aid: Aid, record: AidReceived | None, day: date) -> bool | None:
    """Whether one record is in a wanted state within the window; None without a record or the date that decides."""
    if record is None:
        return None
    if record.state not in aid.states:
        # Aid that ended was received before: it still counts where receiving within a window is asked for.
        if not (record.state is AidState.ENDED and AidState.RECEIVING in aid.states):
            return False
        if aid.last_months is None and not aid.same_fiscal_year:
            return False
    if record.state is not AidState.ENDED:
        return True
    start = (
        date(day.year, 1, 1) if aid.same_fiscal_year else add_months(day, -aid.last_months) if aid.last_months else None
    )
    if start is None:
        return True
    return None if record.until is None else record.until >= start


def programmes_of(node: Node) -> frozenset[ProgrammeKey]:
    """Every programme that a rule looks at."""
    return frozenset(programme for each in walk(node) if isinstance(each, Aid) for programme in each.programmes)


@lru_cache(maxsize=50_000)
def programmes_in(rule: Rule) -> frozenset[ProgrammeKey]:
    """The same, found again by the hash that the rule keeps."""
    return programmes_of(rule.node)

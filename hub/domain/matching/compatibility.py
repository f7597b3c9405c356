"""Which aid can be taken up together: what the rules about aid demand of a package once the facts are known. Ranks
nothing, chooses nothing.

A package is weighed as if all of it were granted, and as if nothing else were received than what is stated.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import assert_never

from hub.domain.facts.situation import AidState, ProgrammeKey
from hub.domain.matching.judgement import Beneficiary, Judged, Judgement, Verdict
from hub.domain.matching.ranking import Ranked
from hub.domain.offerings.offering import OfferingContent
from hub.domain.rules.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Check,
    Node,
    Not,
    Quantified,
    Quantifier,
    Related,
    Test,
)
from hub.domain.rules.evaluation import Scope, compiled, programmes_in, programmes_of, range_of, relatives_of

_TAKEN_UP = frozenset({AidState.PROPOSED, AidState.RECEIVING})
"""What a family is to a programme once a package brings it there."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Some programmes are (or, if not `wanted`, are not) taken up by somebody. `bits` are those of the aid that would
    be it."""

    programmes: tuple[ProgrammeKey, ...]
    bits: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of the parts hold."""

    count: int
    parts: "tuple[Condition, ...]"


Condition = bool | Taken | AtLeast
"""What a rule demands of the aid around it; a bool when the facts alone decide. An unknown fact stands in no way."""


@dataclass(slots=True, eq=False)
class Award:
    """One offering for one beneficiary; for all whom it fits, where they need not be told apart.

    `gives` are the bits of the aid taken up by it, as far as a rule or another offering looks at them. `demands` has
    to hold in the package that it is in; it looks at the bits in `looks_at`.
    """

    offer: "Offer"
    beneficiaries: tuple[Beneficiary, ...]
    sure: bool
    """All rules are met for one of them at least."""
    gives: int
    demands: tuple[Condition, ...]
    looks_at: int = field(init=False)

    def __post_init__(self) -> None:
        parts = (part.bits for demand in self.demands for part in literals(demand))
        self.looks_at = reduce(or_, parts, 0) if self.demands else 0

    @property
    def content(self) -> OfferingContent:
        return self.offer.ranked.judged.content


@dataclass(slots=True, eq=False)
class Offer:
    """A ranked offering and its awards, in the order of the beneficiaries' refs; none when everybody whom it fits
    receives the programme or is proposed for it."""

    ranked: Ranked
    awards: tuple[Award, ...] = ()


def allows(condition: Condition, given: int, possible: int) -> bool:
    """Whether a condition holds, or still may, when the aid in `given` is taken up and no more than `possible` will
    be. With both the same: whether it holds."""
    if isinstance(condition, Taken):
        return bool(possible & condition.bits) if condition.wanted else not given & condition.bits
    if isinstance(condition, AtLeast):
        return sum(allows(part, given, possible) for part in condition.parts) >= condition.count
    return condition


def literals(condition: Condition) -> Iterator[Taken]:
    """Everything that a condition looks at."""
    if isinstance(condition, Taken):
        yield condition
    elif isinstance(condition, AtLeast):
        for part in condition.parts:
            yield from literals(part)


class Compatibility:
    """What each of the offerings that fit a situation gives and demands; worked out for those that are looked at.

    Aid to a member is aid to its family, and aid to a family or a dwelling is aid to each of its members: in doubt, two
    do not go together. One bit stands for one programme taken up by one member, or by a family as such.
    """

    def __init__(self, judgement: Judgement, fitting: Sequence[Ranked]) -> None:
        self._judgement = judgement
        situation = judgement.situation_on(judgement.on)
        # A group or an organisation of which nobody is listed is one by itself.
        self._width = max(1, len(situation.people) + len(situation.families))
        self._families = [
            1 << len(situation.people) + number | sum(1 << member.index for member in family.members)
            for number, family in enumerate(situation.families)
        ]
        self._family_of = {family.ref: bits for family, bits in zip(situation.families, self._families, strict=True)}
        self.received: dict[ProgrammeKey | None, int] = {}
        """What somebody receives or is proposed for, with the bits of those people."""
        holders = [(person.aid, 1 << person.index) for person in situation.people]
        for aid, bits in [*holders, *zip((family.aid for family in situation.families), self._families, strict=True)]:
            for programme, record in aid.items():
                if record.state in _TAKEN_UP:
                    self.received[programme] = self.received.get(programme, 0) | bits
        offered = Counter(each.judged.content.programme for each in fitting)
        self.mentioned = frozenset().union(*{each.judged.candidate.programmes for each in fitting})
        """The programmes that the rules of some offering look at."""
        distinct = sorted(self.mentioned | {key for key, times in offered.items() if key and times > 1})
        self._offered = frozenset(offered)
        self._shift = {key: number * self._width for number, key in enumerate(distinct)}
        self._known: dict[tuple[object, ...], tuple[Condition, ...]] = {}
        self._offers: dict[int, Offer] = {}

    def offer(self, ranked: Ranked) -> Offer:
        """One of the offerings with its awards."""
        found = self._offers.get(id(ranked))
        if found is None:
            found = self._offers[id(ranked)] = self._offer(ranked)
        return found

    def likeness(self, ranked: Ranked) -> Hashable:
        """What two offerings share that are for the same people, as certainly, and demand the same."""
        judged = ranked.judged
        if self._judgement.situation.answers or not judged.candidate.plain:
            return id(ranked)
        verdicts = [each.verdict for each in judged.beneficiaries]
        return judged.candidate.about_aid, judged.content.benefit_unit, *verdicts

    def _offer(self, ranked: Ranked) -> Offer:
        offer, judged = Offer(ranked), ranked.judged
        programme = judged.content.programme
        received = self.received.get(programme, 0)
        fitting = [
            each
            for each in judged.beneficiaries
            if each.verdict is not Verdict.INELIGIBLE and (not received or self._people(each) & ~received)
        ]
        shift = self._shift.get(programme) if programme else None
        demands = [self._demands(judged, each) for each in fitting] if judged.candidate.programmes else []
        if shift is None and not any(demands):
            sure = any(each.verdict is Verdict.ELIGIBLE for each in fitting)
            offer.awards = (Award(offer, tuple(fitting), sure, 0, ()),) if fitting else ()
            return offer
        awards = [
            Award(
                offer,
                (each,),
                each.verdict is Verdict.ELIGIBLE,
                0 if shift is None else self._people(each) << shift,
                demanded,
            )
            for each, demanded in zip(fitting, demands or [()] * len(fitting), strict=True)
        ]
        offer.awards = tuple(sorted(awards, key=lambda award: award.beneficiaries[0].subject or ""))
        return offer

    def _people(self, beneficiary: Beneficiary) -> int:
        if beneficiary.person is not None:
            return 1 << beneficiary.person
        return (1 << self._width) - 1 if beneficiary.family is None else self._families[beneficiary.family]

    def _demands(self, judged: Judged, beneficiary: Beneficiary) -> tuple[Condition, ...]:
        """What cannot fail on the facts alone, but can with the aid around it."""
        candidate, own = judged.candidate, judged.content.programme
        repeats = candidate.plain and not self._judgement.situation.answers
        looks_at_itself = own if own in candidate.programmes else None
        key = (candidate.about_aid, beneficiary.person, beneficiary.family, looks_at_itself)
        found = self._known.get(key) if repeats else None
        if found is None:
            conditions = (
                self._condition(
                    criterion.rule.node, self._judgement.scope(judged, criterion, beneficiary), own, holds=True
                )
                for criterion in candidate.criteria
                if programmes_in(criterion.rule) and self._judgement.may_deny(judged, criterion)
            )
            found = tuple(dict.fromkeys(each for each in conditions if not isinstance(each, bool)))
            if repeats:
                self._known[key] = found
        return found

    def _condition(self, node: Node, scope: Scope, own: ProgrammeKey | None, *, holds: bool) -> Condition:
        """When a rule is not refuted; or, if not `holds`, when its opposite is not."""
        if not programmes_of(node):
            return compiled(node)(scope) is not (not holds)
        match node:
            case Aid():
                return self._aid(node, scope, own, holds=holds)
            case Not(part):
                return self._condition(part, scope, own, holds=not holds)
            case All(parts) | AnyOf(parts):
                each = [self._condition(part, scope, own, holds=holds) for part in parts]
                return _at_least(len(each) if isinstance(node, All) is holds else 1, each)
            case Quantified():
                return self._quantified(node, scope, own, holds=holds)
            case Related(relative, where):
                people = relatives_of(scope, relative)
                if people is None:
                    return True
                scopes = [Scope(scope.situation, person.family, person, scope.checks) for person in people]
                each = [self._condition(where, every, own, holds=holds) for every in scopes]
                return _at_least(1 if holds else len(each), each)
            case Test() | Check():
                raise AssertionError("a test or a check looks at no programme")
            case _:
                assert_never(node)

    def _quantified(self, node: Quantified, scope: Scope, own: ProgrammeKey | None, *, holds: bool) -> Condition:
        scopes, more = range_of(scope, node.over)

        def met(count: int, *, holds: bool = True) -> Condition:
            """At least so many, listed or not, satisfy the subtree, or fail it."""
            each = [self._condition(node.where, every, own, holds=holds) for every in scopes]
            return True if more and count > 0 else _at_least(count, each)

        def at_most(count: int) -> Condition:
            """Nobody but so many satisfies it, whoever is not listed."""
            each = [self._condition(node.where, every, own, holds=False) for every in scopes]
            return _at_least(len(scopes) - count, each)

        count = node.count
        match node.quantifier:
            case Quantifier.ANY:
                return met(1) if holds else at_most(0)
            case Quantifier.NONE:
                return at_most(0) if holds else met(1)
            case Quantifier.AT_LEAST:
                return met(count) if holds else at_most(count - 1)
            case Quantifier.ALL:
                each = [self._condition(node.where, every, own, holds=True) for every in scopes]
                return _at_least(len(each), each) if holds else met(1, holds=False)
            case Quantifier.EXACTLY if holds:
                return _at_least(2, [met(count), at_most(count)])
            case Quantifier.EXACTLY:
                return _at_least(1, [met(count + 1), at_most(count - 1)])

    def _aid(self, aid: Aid, scope: Scope, own: ProgrammeKey | None, *, holds: bool) -> Condition:
        """What stands beside the aid is what a rule looks at: of its own programme, only what the facts say."""
        outcome = compiled(aid)(scope)
        holder = scope.person if aid.scope is AidScope.MEMBER else scope.family
        if holder is None or _TAKEN_UP.isdisjoint(aid.states):
            return outcome is not (not holds)
        records = [holder.aid.get(programme) for programme in aid.programmes]
        if outcome or any(record is not None and record.state in _TAKEN_UP for record in records):
            return holds
        if holds and own in aid.programmes and own not in holder.aid:
            return True
        people = 1 << scope.person.index if aid.scope is AidScope.MEMBER and scope.person else 0
        if aid.scope is AidScope.FAMILY:
            people = self._family_of[holder.ref]
        others = tuple(programme for programme in aid.programmes if programme != own)
        if not holds and self._offered.isdisjoint(others):
            return True
        return Taken(others, reduce(or_, (people << self._shift[programme] for programme in others), 0), holds)


def _at_least(count: int, parts: Iterable[Condition]) -> Condition:
    """So many of some parts, of which those that the facts decide are counted at once."""
    open_parts = []
    for part in parts:
        if isinstance(part, bool):
            count -= part
        else:
            open_parts.append(part)
    if count <= 0 or count > len(open_parts):
        return count <= 0
    return open_parts[0] if count == len(open_parts) == 1 else AtLeast(count, tuple(open_parts))


def given_by(awards: Iterable[Award]) -> int:
    """The aid that some awards take up together, as bits."""
    return reduce(or_, (award.gives for award in awards), 0)


def all_hold(demands: Iterable[Condition], given: int) -> bool:
    """Whether conditions hold once just this aid is taken up."""
    return all(allows(demand, given, given) for demand in demands)

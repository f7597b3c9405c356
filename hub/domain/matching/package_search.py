"""The best compatible set of offerings for some wants, found exactly by branch and bound. Which wants there are, and
what is done with the set, `package` decides.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from hub.domain.facts.need import URGENCY_WEIGHT, NeedCode, StatedNeed
from hub.domain.facts.situation import ProgrammeKey
from hub.domain.matching.compatibility import Award, Compatibility, allows, given_by, literals
from hub.domain.matching.judgement import Verdict
from hub.domain.matching.ranking import FULL, WEIGHTS, Ranked
from hub.domain.offerings.offering import OfferingContent

SEARCH_LIMIT = 1_000
"""A search ends after so many steps, each a set looked at: a situation of twelve needs beside 450 offerings of which
each excludes five others takes some 150. It bounds how long one match can keep the hub busy."""


class Want(NamedTuple):
    """A need that is to be covered, and by what sort of help."""

    need: StatedNeed
    by: Callable[[OfferingContent], bool]


Server = tuple[NeedCode, Award]


class Found(NamedTuple):
    """What a search took, which of it serves each need that is covered, and whether nothing better exists."""

    taken: tuple[Award, ...]
    servers: tuple[Server, ...]
    exact: bool


class _Step(NamedTuple):
    """A set that is being built: the places of its awards in the pool; as bits, those that may still be in it, all
    awards of its offerings, and the aid it takes up; and how many offerings it adds."""

    taken: tuple[int, ...]
    alive: int
    offered: int
    given: int
    offers: int


def best_set(
    wants: Sequence[Want], fitting: Sequence[Ranked], compatibility: Compatibility, base: Sequence[Award], limit: int
) -> Found:
    """The best set beside the base; where the limit is reached before any was found, want by want."""
    found = _Search(wants, fitting, compatibility, base, limit).best()
    if found.exact or found.taken:
        return found
    taken: list[Award] = []
    servers: list[Server] = []
    for want in wants:
        code = want.need.code
        server = next((each for each in taken if code in each.content.needs and want.by(each.content)), None)
        if server is None:
            part = _Search([want], fitting, compatibility, [*base, *taken], limit // len(wants)).best()
            taken += part.taken
            servers += part.servers
        else:
            servers.append((code, server))
    return Found(tuple(taken), tuple(servers), exact=False)


class _Search:
    """Branch and bound over the wants, the most urgent first: each is served by one of the awards that cover it, taken
    in their order, or by none.

    Sets are cut off that could reach neither a higher value nor the same with fewer offerings than the best one found:
    the first found of several equals stays, so the order of the awards decides among them.
    """

    def __init__(
        self,
        wants: Sequence[Want],
        fitting: Iterable[Ranked],
        compatibility: Compatibility,
        base: Sequence[Award],
        limit: int,
    ) -> None:
        self._wants = wants
        self._base = base
        self._steps = limit
        pool = _worthwhile(wants, fitting, compatibility, base) if wants else []
        self._pool = [award for award, _ in pool]
        self._covering = [
            sum(1 << place for place, (_, mask) in enumerate(pool) if mask >> n & 1) for n in range(len(wants))
        ]
        self._siblings: dict[int, int] = {}
        alike: dict[tuple[bool, int], int] = {}
        merit = [(award.sure, award.offer.ranked.score.total) for award in self._pool]
        for place, award in enumerate(self._pool):
            self._siblings[id(award.offer)] = self._siblings.get(id(award.offer), 0) | 1 << place
            alike[merit[place]] = alike.get(merit[place], 0) | 1 << place
        self._equals = [alike[each] for each in merit]
        self._worth = _worth([want.need for want in wants])
        self._possible = given_by([*base, *self._pool])
        self._touching = [
            (place, award.gives, award.gives | award.looks_at)
            for place, award in enumerate(self._pool)
            if award.gives or award.looks_at
        ]
        self._apart: dict[int, int] = {}
        self._best, self._found = (0, 0), Found((), (), exact=True)

    def best(self) -> Found:
        """The best set beside the base, without it."""
        if self._pool:
            given = given_by(self._base)
            alive = (1 << len(self._pool)) - 1
            for award in self._base:
                alive &= ~self._apart_from(award)
            self._visit(0, _Step((), alive, 0, given, 0), (), 0)
        return self._found if self._steps else self._found._replace(exact=False)

    def _visit(self, number: int, step: _Step, servers: tuple[int | None, ...], value: int) -> None:
        """Serve the wants from `number` on in every way that may be better."""
        if number == len(self._wants):
            self._settle(step, servers, value)
            return
        if not self._may_improve(number, step, value):
            return
        rest = self._bound(number + 1, step)[0]
        options = self._covering[number] & step.alive
        for place in _bits(options):
            served = value + self._value(number, place)
            if served + rest < self._best[0]:
                break
            following = step if place in step.taken else self._joined(step, place)
            if following is not None:
                self._visit(number + 1, following, (*servers, place), served)
        self._visit(number + 1, step, (*servers, None), value)

    def _settle(self, step: _Step, servers: tuple[int | None, ...], value: int) -> None:
        """Add what the set requires, in every way; keep it if it is the best."""
        if not self._may_improve(len(self._wants), step, value):
            return
        awards = [self._pool[place] for place in step.taken]
        demands = [demand for award in (*self._base, *awards) for demand in award.demands]
        open_demand = next((demand for demand in demands if not allows(demand, step.given, step.given)), None)
        if open_demand is None:
            self._best = value, -step.offers
            served = [(want.need.code, place) for want, place in zip(self._wants, servers, strict=True)]
            self._found = Found(
                tuple(awards),
                tuple((code, self._pool[place]) for code, place in served if place is not None),
                exact=True,
            )
            return
        required = reduce(or_, (part.bits for part in literals(open_demand) if part.wanted), 0)
        for place, gives, _ in self._touching:
            helping = gives & required and step.alive >> place & 1 and place not in step.taken
            following = self._joined(step, place) if helping else None
            if following is not None:
                self._settle(following, servers, value)

    def _may_improve(self, number: int, step: _Step, value: int) -> bool:
        if not self._steps:
            return False
        self._steps -= 1
        rest, fewest = self._bound(number, step)
        return (value + rest, -fewest) > self._best

    def _bound(self, number: int, step: _Step) -> tuple[int, int]:
        """The most that the wants from `number` on can add, and how few offerings the whole takes at least for it."""
        most, fewest, counted = 0, step.offers, 0
        for want in range(number, len(self._wants)):
            options = self._covering[want] & step.alive
            if options:
                best = (options & -options).bit_length() - 1
                most += self._value(want, best)
                # Only one of those as good as the best adds as much, and two needs that share none take two offerings.
                equals = options & self._equals[best]
                if not equals & (step.offered | counted):
                    fewest += 1
                    counted |= equals
        return most, fewest

    def _value(self, want: int, place: int) -> int:
        covered, sure, weight = self._worth[want]
        award = self._pool[place]
        return covered + (sure if award.sure else 0) + weight * award.offer.ranked.score.total

    def _joined(self, step: _Step, place: int) -> _Step | None:
        """The set with one more award; None when that breaks a rule that nothing still at hand could mend."""
        award = self._pool[place]
        awards = [*self._base, *(self._pool[each] for each in step.taken)]
        given = step.given | award.gives
        alive = step.alive & ~(self._apart_from(award) & ~(1 << place))
        unmet = [demand for each in (*awards, award) for demand in each.demands if not allows(demand, given, given)]
        if unmet:
            possible = reduce(or_, (gives for other, gives, _ in self._touching if alive >> other & 1), given)
            if not all(allows(demand, given, possible) for demand in unmet):
                return None
        return _Step(
            (*step.taken, place),
            alive,
            step.offered | self._siblings[id(award.offer)],
            given,
            step.offers + all(each.offer is not award.offer for each in awards),
        )

    def _apart_from(self, award: Award) -> int:
        """Those of the pool that can never stand beside an award, as bits."""
        found = self._apart.get(id(award))
        if found is None:
            found, mine, seen = 0, award.gives, award.looks_at
            for place, gives, touched in self._touching:
                if mine & touched or gives & seen:
                    demands = (*award.demands, *self._pool[place].demands)
                    if mine & gives or not all(allows(each, mine | gives, self._possible) for each in demands):
                        found |= 1 << place
            self._apart[id(award)] = found
        return found


def _bits(number: int) -> Iterator[int]:
    while number:
        yield (number & -number).bit_length() - 1
        number &= number - 1


def _worthwhile(
    wants: Sequence[Want], fitting: Iterable[Ranked], compatibility: Compatibility, base: Sequence[Award]
) -> list[tuple[Award, int]]:
    """The awards that a best set may need, with the wants that each covers as bits: those whose rules are met first,
    in the order of the ranking.

    An offering whose programme no rule looks at is passed over, before anything else of it is looked at, when one
    before it covers as much, is as certain, and neither gives nor demands anything. So it is when enough before it
    cover as much and demand the very same: others of the same programme can stand in the way of one of them each, and
    each of those in the set serves a want or belongs to the base.
    """
    numbers = {want.need.code: number for number, want in enumerate(wants)}
    enough = len(wants) + len(base)
    sure: list[tuple[Award, int]] = []
    unsure: list[tuple[Award, int]] = []
    free: dict[Verdict, list[int]] = {Verdict.ELIGIBLE: [], Verdict.NEEDS_INFORMATION: []}
    alike: dict[object, list[tuple[int, ProgrammeKey | None]]] = {}
    for each in fitting:
        content, mask = each.judged.content, 0
        for code in content.needs:
            number = numbers.get(code)
            if number is not None and wants[number].by(content):
                mask |= 1 << number
        programme, unseen = content.programme, content.programme not in compatibility.mentioned
        if unseen:
            if not mask or any(mask | other == other for other in free[each.judged.verdict]):
                continue
            like = alike.setdefault(compatibility.likeness(each), [])
            programmes = {key for other, key in like if mask | other == other}
            if None in programmes or len(programmes - {programme}) >= enough:
                continue
            if programme not in compatibility.received:
                like.append((mask, programme))
        for award in compatibility.offer(each).awards:
            (sure if award.sure else unsure).append((award, mask))
            if not award.gives and not award.demands:
                free[Verdict.NEEDS_INFORMATION].append(mask)
                if award.sure:
                    free[Verdict.ELIGIBLE].append(mask)
    return sure + unsure


_TOP_SCORE = FULL * sum(WEIGHTS.values())


def _worth(needs: Sequence[StatedNeed]) -> list[tuple[int, int, int]]:
    """For each need what it is worth to cover it, to do so by an offering whose rules are all met, and per point of its
    score: in whole numbers so far apart that no sum of lesser ones reaches a greater one."""
    weights = [URGENCY_WEIGHT[need.urgency] for need in needs]
    above_scores, above_counts = 1 + _TOP_SCORE * sum(weights), 1 + len(needs)
    return [
        (above_scores * above_counts ** (2 * weight + 1), above_scores * above_counts ** (2 * weight), weight)
        for weight in weights
    ]

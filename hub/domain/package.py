"""The best compatible set of offerings for the needs of a case, found exactly by branch and bound.

Of all sets in which every rule about aid still holds once all of it is granted, the best is the one that

1. covers the most needs of the highest urgency and, of those, the most by an offering whose rules are all met; then
   likewise at the next urgency, down to the lowest;
2. has the highest scores, summed over the covered needs, each weighted by its urgency and served by its best offering;
3. takes the fewest offerings;
4. and, where all that is equal, serves need by need, the most urgent first, by the offering that stands first: those
   whose rules are met before those not known yet, each in the order of the ranking.

Then it is completed in the same way and as exactly: a need that only slow help covers is **bridged** by quick temporary
help, and a need that only such help covers gets a sustained programme, so that a bag of rice never takes the place of
one. Last, each offering goes to everybody else whom it fits and whom nothing in the package keeps from it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import NamedTuple

from hub.domain.case import ProgrammeKey
from hub.domain.compatibility import Award, Compatibility, Condition, Offer, allows, literals
from hub.domain.matching import Beneficiary, Judgement, Verdict
from hub.domain.need import URGENCY_WEIGHT, NeedCode, StatedNeed
from hub.domain.offering import Duration, OfferingDraft
from hub.domain.ranking import FULL, WEIGHTS, Ranked

BRIDGING_DAYS = 14
"""Help within so many days is quick. Simpul's own choice: neighbours' funds help within days, and a programme's next
payment is a month away or more, so two weeks tell the two apart."""

SEARCH_LIMIT = 1_000
"""A search ends after so many steps, each a set looked at: a case of twelve needs beside 450 offerings of which each
excludes five others takes some 150. It bounds how long one match can keep the hub busy."""


class PackageRole(StrEnum):
    """Why an offering is in the package."""

    MAIN = "MAIN"
    """It serves a need."""
    REQUIRED = "REQUIRED"
    """Another offering of the package is only for those who take up this one too."""
    BRIDGING = "BRIDGING"
    """Quick help for a need until another, slower or sustained offering of the package serves it."""


class LeftOutReason(StrEnum):
    """Why an offering that fits is not in the package."""

    NO_STATED_NEED = "NO_STATED_NEED"
    """It covers none of the needs that were stated."""
    ALREADY_RECEIVED = "ALREADY_RECEIVED"
    """Everybody whom it fits receives this programme, or is proposed for it."""
    SAME_PROGRAMME = "SAME_PROGRAMME"
    """Another offering of the same programme is in the package."""
    EXCLUDED = "EXCLUDED"
    """A rule forbids it beside an offering of the package."""
    REQUIREMENT_MISSING = "REQUIREMENT_MISSING"
    """It requires a programme that is neither received nor in the package."""
    NEED_COVERED = "NEED_COVERED"
    """It could be taken up as well, but the needs that it is for are covered without it."""
    NOT_WEIGHED = "NOT_WEIGHED"
    """The search reached its limit before; only where the package is not exact."""


@dataclass(frozen=True, slots=True)
class PackageItem:
    """One offering of the package: for whom, and the needs that it is there for, most urgent first."""

    ranked: Ranked
    beneficiaries: tuple[Beneficiary, ...]
    needs: tuple[NeedCode, ...]
    role: PackageRole


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why one offering is not in the package: `because` of these offerings in it, or for want of these programmes."""

    reason: LeftOutReason
    because: tuple[Ranked, ...] = ()
    programmes: tuple[ProgrammeKey, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Package:
    """The best set. `exact` unless a search reached its limit: then a better set may exist."""

    items: tuple[PackageItem, ...]
    covered_needs: tuple[NeedCode, ...]
    """Those of the stated needs that some item covers, most urgent first."""
    left_out: tuple[Ranked, ...]
    """Every other offering that fits, or may, best first."""
    exact: bool
    _needs: frozenset[NeedCode]
    _awards: tuple[Award, ...]
    _compatibility: Compatibility

    def why_left_out(self, ranked: Ranked) -> LeftOut:
        """The reason against one of `left_out`; worked out for those that are shown. Where it could go to several,
        that for whom the reason stands first in `LeftOutReason`."""
        wanted = self._needs.intersection(ranked.judged.content.needs)
        if not wanted:
            return LeftOut(LeftOutReason.NO_STATED_NEED)
        awards = self._compatibility.offer(ranked).awards
        if not awards:
            return LeftOut(LeftOutReason.ALREADY_RECEIVED)
        against = [self._against(award) for award in awards]
        barred = [each for each in against if each is not None]
        if len(barred) == len(against):
            return min(barred, key=lambda each: list(LeftOutReason).index(each.reason))
        covering = [item for item in self.items if not wanted.isdisjoint(item.needs)]
        if not wanted.issubset(code for item in covering for code in item.needs):
            return LeftOut(LeftOutReason.NOT_WEIGHED)
        return LeftOut(LeftOutReason.NEED_COVERED, tuple(item.ranked for item in covering))

    def _against(self, award: Award) -> LeftOut | None:
        """What keeps an award from being added; None when nothing does."""
        same = [each for each in self._awards if each.gives & award.gives]
        if same:
            return LeftOut(LeftOutReason.SAME_PROGRAMME, self._offerings(same))
        given = _given([*self._awards, award])
        excluding = [each for each in self._awards if not _holds(each.demands, given)]
        lacking: dict[ProgrammeKey, None] = {}
        for demand in award.demands:
            if allows(demand, given, given):
                continue
            parts = list(literals(demand))
            if allows(demand, given, _EVERYTHING):
                lacking.update(dict.fromkeys(key for part in parts if part.wanted for key in part.programmes))
            else:
                forbidden = reduce(or_, (part.bits for part in parts if not part.wanted), 0)
                excluding += [each for each in self._awards if each.gives & forbidden]
        if excluding:
            return LeftOut(LeftOutReason.EXCLUDED, self._offerings(excluding))
        return LeftOut(LeftOutReason.REQUIREMENT_MISSING, (), tuple(lacking)) if lacking else None

    def _offerings(self, awards: Iterable[Award]) -> tuple[Ranked, ...]:
        meant = {id(award.offer.ranked) for award in awards}
        return tuple(item.ranked for item in self.items if id(item.ranked) in meant)


def package(
    judgement: Judgement, ranked: Iterable[Ranked], needs: Iterable[StatedNeed], *, limit: int = SEARCH_LIMIT
) -> Package:
    """The best set among offerings in the order of `rank`. Each of its two searches ends after `limit` steps."""
    fitting = [each for each in ranked if each.judged.verdict is not Verdict.INELIGIBLE]
    compatibility = Compatibility(judgement, fitting)
    by_urgency = sorted(needs, key=lambda need: (-URGENCY_WEIGHT[need.urgency], need.code))
    main = _best([_Want(need, _by_anything) for need in by_urgency], fitting, compatibility, (), limit)
    completing = [_Want(need, by) for need in by_urgency if (by := _completing(need.code, main.taken))]
    more = _best(completing, fitting, compatibility, main.taken, limit)
    taken = _extended([*main.taken, *more.taken])
    chosen = {id(award.offer.ranked) for award in taken}
    return Package(
        items=tuple(_items(taken, [need.code for need in by_urgency], [*main.servers, *more.servers])),
        covered_needs=tuple(code for code, _ in main.servers),
        left_out=tuple(each for each in fitting if id(each) not in chosen),
        exact=main.exact and more.exact,
        _needs=frozenset(need.code for need in by_urgency),
        _awards=tuple(taken),
        _compatibility=compatibility,
    )


def unmet_needs(ranked: Sequence[Ranked], needs: Sequence[StatedNeed]) -> tuple[NeedCode, ...]:
    """The stated needs that no fitting offering covers."""
    covered = {
        code for each in ranked if each.judged.verdict is not Verdict.INELIGIBLE for code in each.judged.content.needs
    }
    return tuple(need.code for need in needs if need.code not in covered)


def _by_anything(_: OfferingDraft) -> bool:
    return True


def _is_quick(content: OfferingDraft) -> bool:
    return content.days_to_help is not None and content.days_to_help <= BRIDGING_DAYS


def _is_bridge(content: OfferingDraft) -> bool:
    return _is_quick(content) and content.duration is Duration.TEMPORARY


def _is_sustained(content: OfferingDraft) -> bool:
    return content.duration is Duration.SUSTAINED


def _completing(need: NeedCode, taken: Iterable[Award]) -> Callable[[OfferingDraft], bool] | None:
    """What a covered need still lacks: quick help, or something that lasts."""
    covering = [award.content for award in taken if need in award.content.needs]
    if not covering:
        return None
    if not any(_is_quick(content) for content in covering):
        return _is_bridge
    return _is_sustained if all(_is_bridge(content) for content in covering) else None


def _extended(taken: list[Award]) -> list[Award]:
    """Each offering for everybody else whom it fits and whom nothing in the package keeps from it."""
    for offer in list({id(award.offer): award.offer for award in taken}.values()):
        for award in offer.awards:
            given = _given([*taken, award])
            fits = not any(each is award or each.gives & award.gives for each in taken)
            if fits and all(_holds(each.demands, given) for each in (*taken, award)):
                taken.append(award)
    return taken


def _items(taken: Sequence[Award], needs: Sequence[NeedCode], servers: Iterable["_Server"]) -> list[PackageItem]:
    """The offerings: those that serve the most urgent needs first, those that bridge last."""
    there_for: dict[NeedCode, list[Offer]] = {code: [] for code in needs}
    for code, award in servers:
        there_for[code].append(award.offer)
    whom: dict[int, list[Beneficiary]] = {}
    for award in taken:
        whom.setdefault(id(award.offer), []).extend(award.beneficiaries)
    items = []
    for offer in {id(award.offer): award.offer for award in taken}.values():
        mine = [code for code in needs if offer in there_for[code]]
        alone = [code for code in mine if len(there_for[code]) == 1]
        role = PackageRole.MAIN if mine else PackageRole.REQUIRED
        if mine and not alone and _is_bridge(offer.ranked.judged.content):
            role = PackageRole.BRIDGING
        beneficiaries = sorted(whom[id(offer)], key=lambda each: each.subject or "")
        items.append(PackageItem(offer.ranked, tuple(beneficiaries), tuple(mine), role))

    def order(item: PackageItem) -> tuple[int, int, tuple[int, str]]:
        first = needs.index(item.needs[0]) if item.needs else len(needs)
        return list(PackageRole).index(item.role), first, item.ranked.place

    return sorted(items, key=order)


class _Want(NamedTuple):
    """A need that is to be covered, and by what sort of help."""

    need: StatedNeed
    by: Callable[[OfferingDraft], bool]


_Server = tuple[NeedCode, Award]


class _Found(NamedTuple):
    """What a search took, which of it serves each need that is covered, and whether nothing better exists."""

    taken: tuple[Award, ...]
    servers: tuple[_Server, ...]
    exact: bool


class _Step(NamedTuple):
    """A set that is being built: the places of its awards in the pool; as bits, those that may still be in it, all
    awards of its offerings, and the aid it takes up; and how many offerings it adds."""

    taken: tuple[int, ...]
    alive: int
    offered: int
    given: int
    offers: int


def _best(
    wants: Sequence[_Want], fitting: Sequence[Ranked], compatibility: Compatibility, base: Sequence[Award], limit: int
) -> _Found:
    """The best set beside the base; where the limit is reached before any was found, want by want."""
    found = _Search(wants, fitting, compatibility, base, limit).best()
    if found.exact or found.taken:
        return found
    taken: list[Award] = []
    servers: list[_Server] = []
    for want in wants:
        code = want.need.code
        server = next((each for each in taken if code in each.content.needs and want.by(each.content)), None)
        if server is None:
            part = _Search([want], fitting, compatibility, [*base, *taken], limit // len(wants)).best()
            taken += part.taken
            servers += part.servers
        else:
            servers.append((code, server))
    return _Found(tuple(taken), tuple(servers), exact=False)


class _Search:
    """Branch and bound over the wants, the most urgent first: each is served by one of the awards that cover it, taken
    in their order, or by none.

    Sets are cut off that could reach neither a higher value nor the same with fewer offerings than the best one found:
    the first found of several equals stays, so the order of the awards decides among them.
    """

    def __init__(
        self,
        wants: Sequence[_Want],
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
        self._possible = _given([*base, *self._pool])
        self._touching = [
            (place, award.gives, award.gives | award.looks_at)
            for place, award in enumerate(self._pool)
            if award.gives or award.looks_at
        ]
        self._apart: dict[int, int] = {}
        self._best, self._found = (0, 0), _Found((), (), exact=True)

    def best(self) -> _Found:
        """The best set beside the base, without it."""
        if self._pool:
            given = _given(self._base)
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
            self._found = _Found(
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
    wants: Sequence[_Want], fitting: Iterable[Ranked], compatibility: Compatibility, base: Sequence[Award]
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


def _given(awards: Iterable[Award]) -> int:
    return reduce(or_, (award.gives for award in awards), 0)


def _holds(demands: Iterable[Condition], given: int) -> bool:
    return all(allows(demand, given, given) for demand in demands)


_EVERYTHING = -1
"""Every bit that there can be."""

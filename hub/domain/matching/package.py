"""The best compatible set of offerings for the needs of a situation, found exactly by branch and bound.

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

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from hub.domain.facts.need import URGENCY_WEIGHT, NeedCode, StatedNeed
from hub.domain.facts.situation import ProgrammeKey
from hub.domain.matching.compatibility import Award, Compatibility, Offer, all_hold, allows, given_by, literals
from hub.domain.matching.judgement import Beneficiary, Judgement, Verdict
from hub.domain.matching.package_search import SEARCH_LIMIT, Server, Want, best_set
from hub.domain.matching.ranking import Ranked
from hub.domain.offerings.offering import Duration, OfferingContent

BRIDGING_DAYS = 14
"""Help within so many days is quick. Simpul's own choice: neighbours' funds help within days, and a programme's next
payment is a month away or more, so two weeks tell the two apart."""


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
        given = given_by([*self._awards, award])
        excluding = [each for each in self._awards if not all_hold(each.demands, given)]
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
    main = best_set([Want(need, _by_anything) for need in by_urgency], fitting, compatibility, (), limit)
    completing = [Want(need, by) for need in by_urgency if (by := _completing(need.code, main.taken))]
    more = best_set(completing, fitting, compatibility, main.taken, limit)
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


def _by_anything(_: OfferingContent) -> bool:
    return True


def _is_quick(content: OfferingContent) -> bool:
    return content.days_to_help is not None and content.days_to_help <= BRIDGING_DAYS


def _is_bridge(content: OfferingContent) -> bool:
    return _is_quick(content) and content.duration is Duration.TEMPORARY


def _is_sustained(content: OfferingContent) -> bool:
    return content.duration is Duration.SUSTAINED


def _completing(need: NeedCode, taken: Iterable[Award]) -> Callable[[OfferingContent], bool] | None:
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
            given = given_by([*taken, award])
            fits = not any(each is award or each.gives & award.gives for each in taken)
            if fits and all(all_hold(each.demands, given) for each in (*taken, award)):
                taken.append(award)
    return taken


def _items(taken: Sequence[Award], needs: Sequence[NeedCode], servers: Iterable[Server]) -> list[PackageItem]:
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


_EVERYTHING = -1
"""Every bit that there can be."""

"""A compatible set of offerings for the needs of a case: greedy, so a better set may exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.domain.case import AidState, ProgrammeKey
from hub.domain.criterion import Aid, All, AnyOf, Node, Not, Quantified, Quantifier
from hub.domain.matching import Judged, Verdict
from hub.domain.need import URGENCY_WEIGHT, NeedCode, StatedNeed
from hub.domain.offering import Duration
from hub.domain.ranking import Ranked, covered_needs

BRIDGING_DAYS = 14
"""Help within so many days can bridge the wait for a slower programme."""


class PackageRole(StrEnum):
    """Why an offering is in the package."""

    MAIN = "MAIN"
    BRIDGING = "BRIDGING"
    """Quick help for a need that a slower, sustained offering of the package will cover."""


@dataclass(frozen=True, slots=True)
class PackageItem:
    """One offering of the package and the needs it is there for."""

    ranked: Ranked
    needs: tuple[NeedCode, ...]
    role: PackageRole


def package(ranked: Sequence[Ranked], needs: Sequence[StatedNeed]) -> tuple[PackageItem, ...]:
    """Needs are served from the most urgent on, each by the best offering that no chosen one excludes."""
    fitting = [each for each in ranked if each.judged.verdict is not Verdict.INELIGIBLE]
    chosen: list[PackageItem] = []
    open_needs = [n.code for n in sorted(needs, key=lambda need: (-URGENCY_WEIGHT[need.urgency], need.code))]
    while open_needs:
        need = open_needs[0]
        best = next((e for e in fitting if need in e.judged.content.needs and _compatible(e, chosen)), None)
        if best is None:
            open_needs.pop(0)
            continue
        served = tuple(code for code in covered_needs(best.judged, needs) if code in open_needs)
        chosen.append(PackageItem(best, served, PackageRole.MAIN))
        open_needs = [code for code in open_needs if code not in served]
    for item in tuple(chosen):
        if item.ranked.judged.content.duration is Duration.SUSTAINED:
            chosen += _bridge(item, fitting, chosen)
    return tuple(chosen)


def unmet_needs(ranked: Sequence[Ranked], needs: Sequence[StatedNeed]) -> tuple[NeedCode, ...]:
    """The stated needs that no fitting offering covers."""
    covered = {
        code for each in ranked if each.judged.verdict is not Verdict.INELIGIBLE for code in each.judged.content.needs
    }
    return tuple(need.code for need in needs if need.code not in covered)


def excluded_programmes(judged: Judged) -> frozenset[ProgrammeKey]:
    """The programmes beside which an offering cannot be received, by its criteria."""
    return frozenset().union(*(_decisive(c.rule.node, holds=False) for c in judged.candidate.criteria))


_TAKEN_UP = {AidState.PROPOSED, AidState.RECEIVING}
"""What a family is to a programme once a package brings it there."""


def _decisive(node: Node, *, holds: bool) -> frozenset[ProgrammeKey]:
    """The programmes that alone, once taken up, make a rule hold (or fail), whatever else is known."""
    match node:
        case Aid(programmes, states) if holds and not _TAKEN_UP.isdisjoint(states):
            return frozenset(programmes)
        case Not(part):
            return _decisive(part, holds=not holds)
        case All(parts) | AnyOf(parts):
            each = [_decisive(part, holds=holds) for part in parts]
            # One part makes "any" hold and "all" fail; else it takes every part.
            alone = isinstance(node, AnyOf) is holds
            return frozenset().union(*each) if alone else each[0].intersection(*each)
        case Quantified(quantifier=Quantifier.ANY, where=where):
            return _decisive(where, holds=True) if holds else frozenset()
        case Quantified(quantifier=Quantifier.NONE, where=where):
            return frozenset() if holds else _decisive(where, holds=True)
        case Quantified(quantifier=Quantifier.ALL, where=where):
            return frozenset() if holds else _decisive(where, holds=False)
        case _:
            return frozenset()


def _compatible(one: Ranked, chosen: Sequence[PackageItem]) -> bool:
    mine, excluded = one.judged.content.programme, excluded_programmes(one.judged)
    for item in chosen:
        other = item.ranked.judged
        if other.content.programme in excluded or (mine is not None and mine in excluded_programmes(other)):
            return False
        if one is item.ranked or (mine is not None and other.content.programme == mine):
            return False
    return True


def _bridge(item: PackageItem, fitting: Sequence[Ranked], chosen: Sequence[PackageItem]) -> list[PackageItem]:
    for each in fitting:
        content = each.judged.content
        served = tuple(code for code in item.needs if code in content.needs)
        quick = content.days_to_help is not None and content.days_to_help <= BRIDGING_DAYS
        if served and quick and content.duration is Duration.TEMPORARY and _compatible(each, chosen):
            return [PackageItem(each, served, PackageRole.BRIDGING)]
    return []

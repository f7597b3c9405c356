"""Whether an offering serves where somebody lives, as a finding like any other. Knows no list of regions."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hub.domain.region import (
    NATION,
    AreaBasis,
    Place,
    RegionCode,
    RegionLevel,
    ServiceArea,
    ancestors_of,
    level_of,
    within,
)
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.criterion import RemedyKind


class Nearness(StrEnum):
    """How near to the people the smallest area that serves them is, nearest first."""

    NEIGHBOURHOOD = "NEIGHBOURHOOD"
    """An RW, RT or the like."""
    VILLAGE = "VILLAGE"
    DISTRICT = "DISTRICT"
    REGENCY = "REGENCY"
    PROVINCE = "PROVINCE"
    NATION = "NATION"
    """All of Indonesia."""
    ELSEWHERE = "ELSEWHERE"
    """Nowhere near: no area serves them."""


@dataclass(frozen=True, slots=True)
class AreaFinding:
    """Kleene's answer, how near the area is, what to ask when not known, and what could change a no."""

    holds: bool | None
    nearness: Nearness
    asks: tuple[Ask, ...] = ()
    remedy: RemedyKind | None = None


def judge_area(areas: Iterable[ServiceArea], present: Place, registered: Place) -> AreaFinding:
    """Whether any area takes the people in and no exclusion takes them out.

    An area on basis EITHER is met by either place. A registered region that is not stated is UNKNOWN only for areas
    that look at it; an unstated neighbourhood only where an area is smaller than the village.
    """
    taken: bool | None = False
    excluded: bool | None = False
    nearest = Nearness.ELSEWHERE
    asks: dict[Ask, None] = {}
    excluding: dict[Ask, None] = {}
    remedy = None
    for area in areas:
        outcome = _by_basis(area, present, registered)
        if area.excluded:
            excluded = _either(excluded, outcome)
            excluding.update(dict.fromkeys(_asks(area, present, registered) if outcome is None else ()))
        else:
            taken = _either(taken, outcome)
            if outcome is not False:
                nearest = min(nearest, _nearness(area), key=list(Nearness).index)
            else:
                remedy = remedy or _remedy(area, present, registered)
            asks.update(dict.fromkeys(_asks(area, present, registered) if outcome is None else ()))
    holds = False if taken is False or excluded is True else None if taken is None or excluded is None else True
    return AreaFinding(
        holds=holds,
        nearness=nearest if holds is not False else Nearness.ELSEWHERE,
        # Once one area takes them in, only what may exclude it is left to ask.
        asks=() if holds is not None else tuple(excluding if taken else asks | excluding),
        remedy=remedy if taken is False and excluded is not True else None,
    )


def stated_ancestors(present: Place, registered: Place) -> tuple[RegionCode, ...]:
    """Every region that holds a stated place, at least the nation: a match's candidates have an area among them."""
    found: dict[RegionCode, None] = {}
    for place in (present, registered):
        if place.region is not None:
            found.update(dict.fromkeys(ancestors_of(place.region)))
    return tuple(found) or (NATION,)


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one is True or other is True:
        return True
    return None if one is None or other is None else False


def _by_basis(area: ServiceArea, present: Place, registered: Place) -> bool | None:
    match area.basis:
        case AreaBasis.PRESENT:
            return _in(area, present)
        case AreaBasis.REGISTERED:
            return _in(area, registered)
        case AreaBasis.EITHER:
            return _either(_in(area, present), _in(area, registered))


def _in(area: ServiceArea, place: Place) -> bool | None:
    if place.region is None:
        return True if level_of(area.region) is RegionLevel.NATION else None
    if not within(place.region, area.region):
        # A region stated only as far as the regency may still turn out to hold the area's village.
        return None if within(area.region, place.region) else False
    if area.neighbourhood is None:
        return True
    if place.neighbourhood is None:
        return None
    if area.neighbourhood.contains(place.neighbourhood):
        return True
    return False if area.neighbourhood.apart_from(place.neighbourhood) else None


def _asks(area: ServiceArea, present: Place, registered: Place) -> Iterable[Ask]:
    looks_at = {
        AreaBasis.PRESENT: (("present", present),),
        AreaBasis.REGISTERED: (("registered", registered),),
        AreaBasis.EITHER: (("present", present), ("registered", registered)),
    }[area.basis]
    for name, place in looks_at:
        if _in(area, place) is None:
            yield Ask(AskKind.PLACE, name)


def _nearness(area: ServiceArea) -> Nearness:
    return Nearness.NEIGHBOURHOOD if area.neighbourhood else Nearness(level_of(area.region).value)


def _remedy(area: ServiceArea, present: Place, registered: Place) -> RemedyKind | None:
    """The wrong basis has a way out: a letter of domicile where the family lives, or moving its card there."""
    if area.basis is AreaBasis.REGISTERED and _in(area, present) is True:
        return RemedyKind.MOVE_FAMILY_CARD
    if area.basis is AreaBasis.PRESENT and _in(area, registered) is True:
        return RemedyKind.DOMICILE_LETTER
    return None

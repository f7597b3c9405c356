"""Whether two offerings are one aid published twice: by a partner itself and by somebody who published for it.

Decided from what both say, not from who publishes: SLRT may have done so under either name. Merges and hides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.offering import OfferingContent
from hub.domain.region import ServiceArea, within
from hub.domain.text import fold

MAX_COMPARED = 100
"""How many published offerings are compared with each one as perhaps the same aid: more than any list of them shows,
and a bound on what a partner costs that publishes a thousand under one name."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An offering and its content as far as this question goes, published or about to be."""

    id: OfferingId
    content: OfferingContent


def same_aid(one: Offered, other: Offered) -> bool:
    """Whether two offerings look like the same aid: one programme (or title, unless both name a programme), one
    provider, and some place and day on which both are open."""
    a, b = one.content, other.content
    return (
        one.id != other.id
        and _named_alike(a.provider, b.provider)
        and (a.programme == b.programme if a.programme and b.programme else _named_alike(a.title.id, b.title.id))
        and (a.valid_from is None or b.valid_to is None or a.valid_from <= b.valid_to)
        and (b.valid_from is None or a.valid_to is None or b.valid_from <= a.valid_to)
        and _share_a_place(a.service_areas, b.service_areas)
    )


def _named_alike(one: str, other: str) -> bool:
    # Names in another script have nothing left when they are folded.
    return (fold(one) or one) == (fold(other) or other)


def _share_a_place(ones: Sequence[ServiceArea], others: Sequence[ServiceArea]) -> bool:
    """Whether some place lies in an area of both and neither excludes all of it. Which of a family's two addresses an
    area looks at is not asked: it is one aid all the same."""
    excluded = [area for area in (*ones, *others) if area.excluded]
    return any(
        _meet(area, another) and not any(_holds(each, area) or _holds(each, another) for each in excluded)
        for area in ones
        if not area.excluded
        for another in others
        if not another.excluded
    )


def _meet(one: ServiceArea, other: ServiceArea) -> bool:
    if not (within(one.region, other.region) or within(other.region, one.region)):
        return False
    return not (one.neighbourhood and other.neighbourhood and one.neighbourhood.apart_from(other.neighbourhood))


def _holds(outer: ServiceArea, inner: ServiceArea) -> bool:
    if outer.neighbourhood is None:
        return within(inner.region, outer.region)
    return inner.neighbourhood is not None and outer.neighbourhood.contains(inner.neighbourhood)

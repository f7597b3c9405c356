"""What a partner must look after: which of its published offerings are out of date, nearly used up, or twice there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hub.database.catalogue import possible_duplicates
from hub.database.offerings import count_published, published_versions
from hub.database.partners import partners_by_id
from hub.domain.access import Viewer, publishes_for
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import FreshnessState
from hub.domain.offerings.completeness import COMPLETE_FROM, completeness
from hub.domain.offerings.duplicate import Offered, same_aid
from hub.domain.offerings.offering import OfferingVersion, is_expiring, is_running_low
from hub.domain.partner import PartnerId
from hub.usecases.hub import Hub
from hub.usecases.offerings import freshness_of, today

EXAMINED = 500
"""How many offerings of a partner are looked through, the longest unchanged first: less than a second, whatever names
and places they have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """The offerings that want attention, by reason, the most pressing first, among the `examined` of those published.

    As last published, confidential ones included: what is being drafted meanwhile changes nothing here.
    """

    published: int
    examined: int
    stale: tuple[OfferingId, ...]
    expiring: tuple[OfferingId, ...]
    low_capacity: tuple[OfferingId, ...]
    incomplete: tuple[OfferingId, ...]
    duplicates: tuple[OfferingId, ...]


async def of_partners(hub: Hub, viewer: Viewer, ids: Sequence[PartnerId]) -> dict[PartnerId, Dashboard]:
    """The dashboards of those partners that the viewer may publish for."""
    async with hub.database.transaction(viewer) as connection:
        partners = await partners_by_id(connection, ids)
        own = [each.id for each in partners.values() if publishes_for(viewer, each.id, each.region)]
        if not own:
            return {}
        counted = await count_published(connection, own)
        published = await published_versions(connection, own, limit=EXAMINED)
        offered = [Offered(each.offering_id, each.content) for found in published.values() for each in found]
        alike = await possible_duplicates(connection, offered, public_only=False)
    doubled = {each.id for each in offered if any(same_aid(each, other) for other in alike[each.id])}
    return {each: _dashboard(hub, counted.get(each, 0), published[each], doubled) for each in own}


def _dashboard(hub: Hub, published: int, examined: Sequence[OfferingVersion], doubled: set[OfferingId]) -> Dashboard:
    day = today(hub)
    scores = {each.offering_id: completeness(each.content).score for each in examined}

    def stale(each: OfferingVersion) -> bool:
        return freshness_of(hub, each.content, each.published_at).state is FreshnessState.STALE

    return Dashboard(
        published=published,
        examined=len(examined),
        stale=_ids(filter(stale, examined), lambda each: each.content.assured_on),
        expiring=_ids(
            (each for each in examined if is_expiring(each.content, day)), lambda each: each.content.valid_to
        ),
        low_capacity=_ids((each for each in examined if is_running_low(each.content.capacity)), _share_left),
        incomplete=_ids(
            (each for each in examined if scores[each.offering_id] < COMPLETE_FROM),
            lambda each: scores[each.offering_id],
        ),
        duplicates=_ids((each for each in examined if each.offering_id in doubled), lambda each: each.content.title.id),
    )


def _ids(found: Iterable[OfferingVersion], pressing: Callable[[OfferingVersion], Any]) -> tuple[OfferingId, ...]:
    return tuple(each.offering_id for each in sorted(found, key=pressing))


def _share_left(version: OfferingVersion) -> float:
    capacity = version.content.capacity
    return capacity.available / capacity.maximum if capacity and capacity.maximum else 0

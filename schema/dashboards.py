"""A partner's dashboard in the schema: which of its offerings want attention, and why."""

import strawberry
from strawberry import field

from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.completeness import COMPLETE_FROM
from hub.domain.offerings.offering import EXPIRING_DAYS
from hub.usecases.dashboards import EXAMINED
from hub.usecases.dashboards import Dashboard as UseCaseDashboard
from schema.context import Info
from schema.offerings import Offering
from schema.paging import FirstOfHead, head_size


@strawberry.type(description="Offerings that want attention for one reason.")
class Attention:
    count: int = field(description="How many there are.")
    ids: strawberry.Private[tuple[OfferingId, ...]]

    @strawberry.field(description="The most pressing of them.")
    async def offerings(self, info: Info, first: FirstOfHead = 5) -> list[Offering]:
        return await Offering.load(info, self.ids[: head_size(first)])

    @staticmethod
    def of(ids: tuple[OfferingId, ...]) -> "Attention":
        return Attention(count=len(ids), ids=ids)


@strawberry.type(
    description="What a partner must look after, as its offerings were last published; confidential ones are included."
)
class Dashboard:
    published: int = field(description="How many offerings it has published now, hidden while it is withdrawn.")
    examined: int = field(
        description=f"How many of them the counts below are about: all, or the {EXAMINED} unchanged for longest."
    )
    stale: Attention = field(description="Not assured within their source's cadence; the longest ago first.")
    expiring: Attention = field(description=f"Ending within {EXPIRING_DAYS} days; the soonest first.")
    low_capacity: Attention = field(description="With at most a tenth left of what is counted; the least left first.")
    incomplete: Attention = field(description=f"With a score of completeness under {COMPLETE_FROM}; the lowest first.")
    duplicates: Attention = field(
        description="Those that look like the same aid as another published offering, by title; see their `duplicates`."
    )

    @staticmethod
    def of(found: UseCaseDashboard) -> "Dashboard":
        return Dashboard(
            published=found.published,
            examined=found.examined,
            stale=Attention.of(found.stale),
            expiring=Attention.of(found.expiring),
            low_capacity=Attention.of(found.low_capacity),
            incomplete=Attention.of(found.incomplete),
            duplicates=Attention.of(found.duplicates),
        )

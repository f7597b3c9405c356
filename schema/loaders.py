"""Loading the same kind of thing once for many places of an answer, each batch through one use case."""

from strawberry.dataloader import DataLoader

from hub.domain.access import Viewer
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.catalogue import VersionsAsked
from hub.domain.offerings.duplicate import Offered
from hub.domain.offerings.offering import OfferingVersion, SourceKey
from hub.domain.partner import Partner, PartnerId
from hub.domain.region import Region, RegionCode
from hub.usecases import dashboards, offerings, partners, regions
from hub.usecases.dashboards import Dashboard
from hub.usecases.hub import Hub
from hub.usecases.offerings import OfferingView
from hub.usecases.sources import SourceReport, source_reports


class Loaders:
    """The loaders of one operation, under one viewer's rights: what the viewer may not see loads as None."""

    def __init__(self, hub: Hub, viewer: Viewer) -> None:
        async def load_regions(codes: list[RegionCode]) -> list[Region | None]:
            found = await regions.find(hub, viewer, codes)
            return [found.get(code) for code in codes]

        async def load_partners(ids: list[PartnerId]) -> list[Partner | None]:
            found = await partners.by_ids(hub, viewer, ids)
            return [found.get(each) for each in ids]

        async def load_offerings(ids: list[OfferingId]) -> list[OfferingView | None]:
            found = await offerings.by_ids(hub, viewer, ids)
            return [found.get(each) for each in ids]

        async def load_versions(asked: list[VersionsAsked]) -> list[list[OfferingVersion]]:
            found = await offerings.versions(hub, viewer, asked)
            return [found[each] for each in asked]

        async def load_duplicates(offered: list[Offered]) -> list[list[OfferingId]]:
            found = await offerings.duplicates(hub, viewer, offered)
            return [found[each.id] for each in offered]

        async def load_dashboards(ids: list[PartnerId]) -> list[Dashboard | None]:
            found = await dashboards.of_partners(hub, viewer, ids)
            return [found.get(each) for each in ids]

        async def load_source_reports(keys: list[SourceKey]) -> list[SourceReport]:
            found = {report.source: report for report in await source_reports(hub)}
            return [found[key] for key in keys]

        self.regions: DataLoader[RegionCode, Region | None] = DataLoader(load_regions)
        self.partners: DataLoader[PartnerId, Partner | None] = DataLoader(load_partners)
        self.offerings: DataLoader[OfferingId, OfferingView | None] = DataLoader(load_offerings)
        self.versions: DataLoader[VersionsAsked, list[OfferingVersion]] = DataLoader(load_versions)
        self.duplicates: DataLoader[Offered, list[OfferingId]] = DataLoader(
            load_duplicates, cache_key_fn=lambda offered: offered.id
        )
        self.dashboards: DataLoader[PartnerId, Dashboard | None] = DataLoader(load_dashboards)
        self.source_reports: DataLoader[SourceKey, SourceReport] = DataLoader(load_source_reports)

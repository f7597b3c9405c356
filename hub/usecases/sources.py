"""How fresh each source of aid is: part of every answer that rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.database.sources import last_imports
from hub.domain.offerings.catalogue import SourceState, source_state
from hub.domain.offerings.offering import SourceKey
from hub.usecases.hub import Hub


@dataclass(frozen=True, slots=True)
class SourceReport:
    """The state of one source, and when it last brought something (None: never)."""

    source: SourceKey
    state: SourceState
    last_import_at: datetime | None


async def source_reports(hub: Hub) -> tuple[SourceReport, ...]:
    """The state of every source now."""
    async with hub.database.reading() as connection:
        return reports(hub, await last_imports(connection), hub.now())


def reports(hub: Hub, last: Mapping[SourceKey, datetime], now: datetime) -> tuple[SourceReport, ...]:
    """The state of every source at a moment, by when each that ever brought something last did."""
    return tuple(
        SourceReport(each.key, source_state(at, cadence_days=each.cadence_days, now=now), at)
        for each in hub.sources
        for at in [last.get(each.key)]
    )

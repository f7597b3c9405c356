"""What every use case may reach, wired once by floor 5."""

from asyncio import Semaphore
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from connectors.registry import Registry
from hub.auth.seal import Seal
from hub.database.engine import Database
from hub.domain.matching.judgement import Candidate
from hub.domain.offerings.offering import OfferingContent, VersionId
from hub.domain.offerings.projection import Projection, project

T = TypeVar("T")
_READINGS = 2
"""How many files are read at a time: a workbook takes up to a minute and half a gigabyte, in a thread that others
want too."""
_PREPARED_KEPT = 20_000
"""Compiled versions kept in memory: some 10 kB each, and far more than any region's own."""


class PreparedOfferings:
    """Published versions made ready for matching, kept by version id: a version never changes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[VersionId, Candidate] = OrderedDict()

    def get(self, version_id: VersionId) -> Candidate | None:
        """The candidate, if it is still kept."""
        found = self._kept.get(version_id)
        if found is not None:
            self._kept.move_to_end(version_id)
        return found

    def keep(self, candidate: Candidate) -> None:
        """Keep a candidate, and let go of those not used for longest."""
        self._kept[candidate.version.id] = candidate
        while len(self._kept) > _PREPARED_KEPT:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Hub:
    """The database, the sources, the clock, fresh ids and the seal for cursors and keys."""

    database: Database
    sources: Registry
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
    seal: Seal
    prepared: PreparedOfferings = field(default_factory=PreparedOfferings)
    readings: Semaphore = field(default_factory=lambda: Semaphore(_READINGS))
    """Whose turn it is to have a file read: others wait, first come first served."""

    def projected(self, content: OfferingContent) -> Projection:
        """What the catalogue finds an offering by, of its own rules and its source's standing ones."""
        return project([*content.criteria, *self.sources[content.source].terms(content)])


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """What a mutation wrote, or (replayed) had written when its key was used first."""

    value: T
    replayed: bool = False

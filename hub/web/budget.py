"""How much cost a caller may still ask for now: a bucket that refills evenly. Kept in this process only.

Several processes each give a caller a budget of its own; a shared one waits until somebody needs it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.web.recent import Recent

_CALLERS = 10_000
_WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a caller has left: `remaining` cost, full again at `reset_at` (UTC). `granted` says whether the last
    request was paid."""

    granted: bool
    remaining: int
    reset_at: datetime


@dataclass(slots=True)
class _Bucket:
    level: float
    since: datetime


class Budgets:
    """A bucket of `per_minute` cost for each caller. `now` gives aware UTC times."""

    def __init__(self, per_minute: int, now: Callable[[], datetime]) -> None:
        self._per_minute = per_minute
        self._now = now
        self._buckets: Recent[str, _Bucket] = Recent(_CALLERS)

    def time(self) -> datetime:
        return self._now()

    def charge(self, caller: str, cost: int) -> Balance:
        """Take `cost` from the caller's bucket when it holds that much; otherwise nothing is taken."""
        now = self._now()
        bucket = self._buckets.get(caller) or _Bucket(self._per_minute, now)
        # A clock that was set back must not empty the bucket.
        passed = max(now - bucket.since, timedelta())
        level = min(float(self._per_minute), bucket.level + self._per_minute * (passed / _WINDOW))
        granted = cost <= level
        if granted:
            level -= cost
        self._buckets.keep(caller, _Bucket(level, now))
        missing = self._per_minute - level
        return Balance(granted=granted, remaining=int(level), reset_at=now + _WINDOW * (missing / self._per_minute))

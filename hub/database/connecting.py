"""How the hub reaches PostgreSQL: what a database URL means, how long anything may take, what an outage is called.

Knows nothing of roles, viewers or tables.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from hub.domain.errors import ErrorCode, Misconfigured, SimpulError, Unavailable, problem, refuse

_CONNECT_SECONDS = 5.0
_QUEUE_SECONDS = 10.0

# SQLSTATE. Away: connection lost, login refused, no such database, shutdown. Busy: serialization failures and
# deadlocks, shortage of memory, disk or connections; timeouts of a statement, a lock, an idle transaction.
_AWAY_CLASSES = {"08", "28", "3D", "57"}
_BUSY_CLASSES = {"40", "53"}
_BUSY_STATES = {"57014", "55P03", "25P03"}
# A NUL in a text, and in JSON: the one character of JSON that PostgreSQL cannot hold, in whichever field it came.
_NUL_STATES = {"22021", "22P05"}

LIMITS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    # The planner must see the array of regions: a generic plan for && has no idea how few rows it leaves.
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
    # Disks without moving parts: at PostgreSQL's own 4.0 a match with thousands of candidates scans the whole catalogue
    # (measured: 157 ms in place of 9 ms).
    "random_page_cost": "1.1",
}
"""Settings of every session that serves: no query, lock or forgotten transaction holds the others up."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is, as libpq's URLs say it. `shared` (written `?statement_cache_size=0`): behind a PgBouncer in
    transaction mode, where sessions change hands, so that nothing may be prepared or set for a whole session."""

    dsn: str
    shared: bool

    @classmethod
    def parse(cls, url: str) -> "Address":
        """Raises Misconfigured for what is no URL of PostgreSQL. SQLAlchemy's own form is accepted too."""
        try:
            parts = urlsplit(url)
        except ValueError:
            raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.bad_url")) from None
        if parts.scheme not in ("postgres", "postgresql", "postgresql+asyncpg") or not url.count("://"):
            raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.bad_url"))
        query = parse_qsl(parts.query, keep_blank_values=True)
        kept = [(name, value) for name, value in query if name != "statement_cache_size"]
        return cls(
            dsn=urlunsplit(("postgresql", parts.netloc, parts.path, urlencode(kept, safe="/"), "")),
            shared=("statement_cache_size", "0") in query,
        )


def connect_to(
    address: Address,
    *,
    limits: Mapping[str, str],
    connections: int = 1,
    autocommit: bool = False,
    json_as_text: bool = False,
) -> AsyncEngine:
    """An engine on a database; `connections` are kept, and no more are opened. It reaches out when first used."""

    async def connect() -> asyncpg.Connection:
        # asyncpg reads the URL itself, so that sslmode, several hosts and a password file mean what they mean to libpq.
        try:
            return await asyncpg.connect(
                address.dsn,
                timeout=_CONNECT_SECONDS,
                server_settings=None if address.shared else {"application_name": "simpul", **limits},
                statement_cache_size=0 if address.shared else 100,
            )
        except ValueError as malformed:
            raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.bad_url")) from malformed

    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        # Names of our own: another hub's statement may still be there on the server's side of a PgBouncer.
        connect_args={
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: f"simpul_{uuid4().hex}",
        }
        if address.shared
        else {},
        pool_size=connections,
        max_overflow=0,
        pool_timeout=_QUEUE_SECONDS,
        **({"json_serializer": str, "json_deserializer": str} if json_as_text else {}),
        **({"isolation_level": "AUTOCOMMIT"} if autocommit else {}),
    )


@contextmanager
def translating_errors(kind: type[SimpulError] = Unavailable) -> Iterator[None]:
    """Trouble with the connection or with time, as an error of ours, and a NUL in what was sent as a refusal; anything
    else that a statement did wrong stays a fault."""
    code = ErrorCode.MISCONFIGURED if kind is Misconfigured else ErrorCode.UNAVAILABLE
    try:
        yield
    except OSError as lost:
        raise kind(problem(code, "database.unreachable")) from lost
    except PoolTimeoutError as crowded:
        raise kind(problem(code, "database.busy")) from crowded
    except DBAPIError as failed:
        state = str(getattr(failed.orig, "sqlstate", None) or "")
        if state[:2] in _BUSY_CLASSES or state in _BUSY_STATES:
            raise kind(problem(code, "database.busy")) from failed
        if state in _NUL_STATES:
            raise refuse(ErrorCode.BAD_INPUT, "text.nul_character") from failed
        if failed.connection_invalidated or state[:2] in _AWAY_CLASSES:
            raise kind(problem(code, "database.unreachable")) from failed
        raise

"""One pool of connections and the one hook through which every transaction begins, with the viewer's rights set.

No context, no rows: outside `transaction` a connection of the application role sees only tables without row-level
security. Decides nothing about who may do what; the policies of the migrations and `hub.domain.access` do.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from hub.domain.access import Viewer, reach_of
from hub.domain.errors import ErrorCode, Misconfigured, SimpulError, Unavailable, problem
from hub.domain.region import code_range

Connection = AsyncConnection
"""What the noun files work on, and use cases pass to them: one connection in one transaction."""

_SETTINGS = {
    "application_name": "simpul",
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    # The planner must see the array of regions: a generic plan for && has no idea how few rows it leaves.
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
}

_BEGIN = text(
    "select set_config('hub.actor', :actor, true), set_config('hub.role', :role, true),"
    " set_config('hub.partner', :partner, true),"
    " set_config('hub.region_from', :region_from, true), set_config('hub.region_to', :region_to, true)"
)

_RIGHTS = text(
    "select rolsuper or rolbypassrls as beyond,"
    " exists(select from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
    "   and pg_has_role(c.relowner, 'USAGE')) as owns,"
    " exists(select from pg_roles where rolname = 'hub_app') and pg_has_role('hub_app', 'MEMBER') as member"
    " from pg_roles where rolname = current_user"
)


def async_url(url: str) -> str:
    """The URL with the driver that the hub uses; whatever follows the scheme stays."""
    scheme, separator, rest = url.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+asyncpg") or not separator:
        raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.bad_url", scheme=scheme[:20]))
    return f"postgresql+asyncpg://{rest}"


class Database:
    """The hub's database as the application role."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, url: str, *, connections: int = 10) -> "Database":
        """A pool on the database.

        Raises Misconfigured for a role that row-level security would not hold (a superuser, an owner), for one that
        is no member of hub_app, or for a URL that leads nowhere.
        """
        pooled = "pgbouncer" in urlsplit(url).query
        engine = create_async_engine(
            async_url(url),
            pool_size=connections,
            max_overflow=0,
            # JSON stays text on the way: the noun files read it straight into values of the domain.
            json_serializer=str,
            json_deserializer=str,
            connect_args={
                "server_settings": _SETTINGS,
                "timeout": 5,
                **({"statement_cache_size": 0} if pooled else {}),
            },
        )
        async with _told(Misconfigured, "database.unreachable"), engine.connect() as connection:
            rights = (await connection.execute(_RIGHTS)).one()
        if rights.beyond:
            await engine.dispose()
            raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.superuser"))
        if rights.owns or not rights.member:
            await engine.dispose()
            key = "database.owner" if rights.owns else "database.not_hub_app"
            raise Misconfigured(problem(ErrorCode.MISCONFIGURED, key))
        return cls(engine)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def transaction(self, viewer: Viewer) -> AsyncIterator[AsyncConnection]:
        """One transaction under a viewer's rights: committed at the end, rolled back by any exception."""
        reach = reach_of(viewer)
        region_from, region_to = ("", "") if reach is None else code_range(reach)
        async with _told(Unavailable, "database.unreachable"), self._engine.begin() as connection:
            await connection.execute(
                _BEGIN,
                {
                    "actor": viewer.actor,
                    "role": viewer.role.value,
                    "partner": str(viewer.partner or ""),
                    "region_from": region_from,
                    "region_to": region_to,
                },
            )
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for single reads of tables without row-level security; anything else shows no rows."""
        async with _told(Unavailable, "database.unreachable"), self._engine.connect() as connection:
            yield await connection.execution_options(isolation_level="AUTOCOMMIT")


@asynccontextmanager
async def _told(kind: type[SimpulError], key: str) -> AsyncIterator[None]:
    """Trouble with the connection itself, as an error of ours; what a statement did wrong stays a fault."""
    try:
        yield
    except OSError as lost:
        raise kind(problem(ErrorCode.UNAVAILABLE, key)) from lost
    except DBAPIError as failed:
        if failed.connection_invalidated or _is_trouble(failed):
            raise kind(problem(ErrorCode.UNAVAILABLE, key)) from failed
        raise


def _is_trouble(failed: DBAPIError) -> bool:
    """Connection exceptions, wrong credentials or database, shortage, shutdown, and timeouts of statements or locks."""
    state = str(getattr(failed.orig, "sqlstate", None) or getattr(failed.orig, "pgcode", "") or "")
    return state[:2] in ("08", "28", "3D", "53", "57") or state == "55P03"

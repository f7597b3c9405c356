"""One pool of connections and the one hook through which every transaction begins, with the viewer's rights set.

No context, no rows: outside `transaction` a connection of the application role sees only tables without row-level
security, and versions that any desk may see. Decides nothing about who may do what; the policies of the migrations and
`hub.domain.access` do.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from hub.database.connecting import LIMITS, Address, connect_to, translating_errors
from hub.domain.access import Viewer, reach_of
from hub.domain.errors import ErrorCode, Misconfigured, problem
from hub.domain.region import code_range

Connection = AsyncConnection
"""What the noun files work on, and use cases pass to them: one connection in one transaction."""

# Local to the transaction: a pooled connection never carries a viewer's rights to the next one.
_VIEWER = (
    "set_config('hub.actor', :actor, true), set_config('hub.role', :role, true),"
    " set_config('hub.partner', :partner, true),"
    " set_config('hub.region_from', :region_from, true), set_config('hub.region_to', :region_to, true)"
)
# Foreign keys are checked by a statement a row: planned again for each, they would be a third of what storing costs.
_PLANS = {"plan_cache_mode": "auto"}

_RIGHTS = text(
    "select rolsuper or rolbypassrls as beyond,"
    " exists(select from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
    "   and pg_has_role(c.relowner, 'USAGE')) as owns,"
    " exists(select from pg_roles where rolname = 'hub_app' and pg_has_role(oid, 'USAGE')) as member"
    " from pg_roles where rolname = current_user"
)


def _local(settings: Mapping[str, str]) -> str:
    return ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())


class Database:
    """The hub's database as the application role."""

    def __init__(self, engine: AsyncEngine, *, sessions_keep_limits: bool) -> None:
        self._engine = engine
        settings = _PLANS if sessions_keep_limits else LIMITS | _PLANS
        self._begin = text(f"select {_VIEWER}, {_local(settings)}")
        self._begin_reading = None if sessions_keep_limits else text(f"select {_local(LIMITS)}")

    @classmethod
    async def open(cls, url: str, *, connections: int = 10) -> "Database":
        """A pool of at most `connections`.

        Raises Misconfigured for a URL that leads nowhere, for a role that row-level security would not hold (a
        superuser, an owner), and for one that is no member of hub_app.
        """
        address = Address.parse(url)
        # The noun files read JSON straight into values of the domain, so it stays text on the way.
        engine = connect_to(address, connections=connections, limits=LIMITS, json_as_text=True)
        try:
            with translating_errors(Misconfigured):
                async with engine.connect() as connection:
                    rights = (await connection.execute(_RIGHTS)).one()
            if rights.beyond:
                raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.superuser"))
            if rights.owns:
                raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.owner"))
            if not rights.member:
                raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.not_hub_app"))
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine, sessions_keep_limits=not address.shared)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def transaction(self, viewer: Viewer) -> AsyncIterator[AsyncConnection]:
        """One transaction under a viewer's rights: committed at the end, rolled back by any exception.

        Raises Unavailable when the database is away or too busy; nothing was written then, unless the connection was
        lost in the very commit (that is what idempotency keys are for).
        """
        reach = reach_of(viewer)
        region_from, region_to = ("", "") if reach is None else code_range(reach)
        rights = {
            "actor": viewer.actor,
            "role": viewer.role.value,
            "partner": str(viewer.partner or ""),
            "region_from": region_from,
            "region_to": region_to,
        }
        with translating_errors():
            async with self._engine.begin() as connection:
                await connection.execute(self._begin, rights)
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for single reads of tables without row-level security, and of the versions that are open to any
        desk; all others show no rows. Who may see a version is decided by what the catalogue lists.

        Raises Unavailable when the database is away or too busy.
        """
        with translating_errors():
            async with self._engine.connect() as connection:
                if self._begin_reading is None:
                    yield await connection.execution_options(isolation_level="AUTOCOMMIT")
                else:  # a session that changes hands keeps no limits: only a transaction does
                    await connection.execute(self._begin_reading)
                    yield connection

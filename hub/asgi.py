"""The only place where the floors meet: what is below is opened here, and handed to the web as plain values."""

import asyncpg
from starlette.applications import Starlette

from hub.domain.errors import ErrorCode, Unavailable, problem
from hub.web.health import health_routes

_ANSWER_SECONDS = 3.0


def create_app(*, database_url: str) -> Starlette:
    """The ASGI application on one database."""

    async def ready() -> None:
        try:
            connection = await asyncpg.connect(database_url, timeout=_ANSWER_SECONDS)
            await connection.close(timeout=_ANSWER_SECONDS)
        except (OSError, TimeoutError, asyncpg.PostgresError) as silent:
            raise Unavailable(problem(ErrorCode.UNAVAILABLE, "database.unreachable")) from silent

    return Starlette(routes=health_routes(ready))

"""The only place where the floors meet: what is below is opened here, and handed to the web as plain values."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from joserfc.jwk import ECKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from connectors.registry import load_registry
from hub.auth.keys import seal, signing_key
from hub.auth.verifier import bearer_token, verify
from hub.database.engine import Database
from hub.database.ids import new_id
from hub.database.migrating import current, head
from hub.domain.access import PUBLIC_VIEWER, Role, Viewer
from hub.domain.errors import ErrorCode, Misconfigured, Problem, Unavailable, problem
from hub.domain.rules.criterion_json import json_schema
from hub.domain.text import Language
from hub.usecases.access import viewer_for
from hub.usecases.demonstration import load_demonstration
from hub.usecases.hub import Hub
from hub.web.application import create_web_app
from hub.web.limits import Limits
from schema.context import context_for
from schema.printing import SCHEMA_FILE
from schema.root import POST_ONLY_FIELDS, graphql_schema
from schema.wording.problems import problem_words


def open_hub(database: Database, keys: Path) -> Hub:
    """The hub on an open database, with every source of this installation and the secrets kept in a folder."""
    return Hub(
        database=database,
        sources=load_registry(),
        now=lambda: datetime.now(UTC),
        new_id=new_id,
        seal=seal(keys),
    )


@asynccontextmanager
async def opened(database_url: str, keys: Path) -> AsyncIterator[Hub]:
    """A hub for as long as the block runs. Raises Misconfigured for a database that cannot be served from."""
    database = await Database.open(database_url)
    try:
        yield open_hub(database, keys)
    finally:
        await database.close()


async def prepare(*, database_url: str, keys: Path, demonstration: bool) -> None:
    """Everything that can keep a hub from serving, tried once; with `demonstration`, an empty hub is filled."""
    signing_key(keys)
    async with opened(database_url, keys) as hub:
        await _require_head(hub.database)
        if demonstration:
            await load_demonstration(hub)


def create_app(
    *,
    database_url: str,
    keys: Path,
    language: Language = Language.ID,
    limits: Limits | None = None,
) -> Starlette:
    """The ASGI application. The database, which `prepare` has looked at, is opened when it starts."""
    key = signing_key(keys)
    served: list[Hub] = []

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with opened(database_url, keys) as hub:
            served.append(hub)
            yield
            served.clear()

    async def ready() -> None:
        if not served:
            raise Unavailable(problem(ErrorCode.UNAVAILABLE, "database.unreachable"))
        await _require_head(served[0].database)

    async def authenticate(headers: Mapping[str, str]) -> Viewer:
        return await _viewer(served[0], key, headers)

    return create_web_app(
        graphql_schema,
        authenticate=authenticate,
        budget_name=lambda viewer: None if viewer.role is Role.PUBLIC else viewer.actor,
        get_context=lambda viewer, reader: context_for(served[0], viewer, reader),
        word=_word,
        ready=ready,
        now=lambda: datetime.now(UTC),
        languages=[each.value for each in Language],
        default_language=language.value,
        limits=limits,
        post_only_fields=POST_ONLY_FIELDS,
        routes=[Route("/schemas/rule.json", _rule_schema), Route("/schema.graphql", _sdl)],
        lifespan=lifespan,
    )


async def _require_head(database: Database) -> None:
    async with database.reading() as connection:
        found = await current(connection)
    if found != head():
        raise Misconfigured(problem(ErrorCode.MISCONFIGURED, "database.not_migrated", found=found, expected=head()))


async def _viewer(hub: Hub, key: ECKey, headers: Mapping[str, str]) -> Viewer:
    token = bearer_token(headers)
    return PUBLIC_VIEWER if token is None else await viewer_for(hub, verify(token, key=key, now=hub.now()))


def _word(found: Problem, language: str) -> tuple[str, str | None]:
    words = problem_words(found, Language(language))
    return words.message, words.hint


async def _rule_schema(request: Request) -> Response:
    return Response(json_schema(), media_type="application/schema+json")


async def _sdl(request: Request) -> Response:
    return FileResponse(SCHEMA_FILE, media_type="text/plain")

"""How the web floor is put together: routes, headers, errors outside GraphQL. Knows no use case and no schema.

Floor 5 passes plain callables and values; see `create_web_app`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Lifespan

from hub.domain.errors import ErrorCode, Problem, problem
from hub.web.budget import Budgets
from hub.web.callers import Callers
from hub.web.documentation import documentation_routes
from hub.web.faults import Fault, faults_of_failure
from hub.web.graphiql import ENDPOINT, graphiql_files
from hub.web.graphql import GraphQLEndpoint
from hub.web.headers import LastResort, SecurityHeaders
from hub.web.health import health_routes
from hub.web.limits import Limits
from hub.web.operations import Operations, V


def create_web_app(
    schema: strawberry.Schema,
    *,
    authenticate: Callable[[Mapping[str, str]], Awaitable[V]],
    budget_name: Callable[[V], str | None],
    get_context: Callable[[V, str], object],
    word: Callable[[Problem, str], tuple[str, str | None]],
    ready: Callable[[], Awaitable[None]],
    now: Callable[[], datetime],
    languages: Sequence[str],
    default_language: str,
    limits: Limits | None = None,
    post_only_fields: frozenset[str] = frozenset(),
    allowed_origins: Sequence[str] = (),
    routes: Sequence[BaseRoute] = (),
    lifespan: Lifespan[Starlette] | None = None,
    planned: bool = True,
) -> Starlette:
    """The ASGI application: `/graphql`, GraphiQL, the documentation, `/healthz`, `/readyz`, and the `routes` given.

    - `authenticate(headers)` gives the viewer for lower-case header names; without `authorization` it is anonymous. It
      raises `Refused` (`UNAUTHENTICATED` becomes 401) or `Unavailable`. For a socket it is asked at the start and
      again for each operation, so that a token that ran out or was withdrawn stops working there too.
    - `budget_name(viewer)` names whose cost budget is spent; None means the client's address.
    - `get_context(viewer, language)` makes the context of one operation; loaders belong in it.
    - `word(problem, language)` gives the message and the hint.
    - `ready()` raises `SimpulError` while the hub cannot serve.
    - `post_only_fields` are root query fields that a GET may not ask for (their variables would be logged).
    - `allowed_origins` are the other origins whose pages may call the endpoint and open sockets to it.
    - `planned`: whether queries run by plans (`hub.web.plans`), or all by graphql-core.

    Raises `ValueError` for a schema with extensions or operation directives of Strawberry's, which would not run.
    """
    if schema.extensions or schema.directives:
        raise ValueError("schema extensions and custom operation directives do not run here: see hub.web.operations")
    limits = limits or Limits()
    callers = Callers(
        authenticate=authenticate,
        budget_name=budget_name,
        word=word,
        languages=languages,
        default_language=default_language,
    )
    operations = Operations(
        schema._schema,
        get_context=get_context,
        word=word,
        limits=limits,
        budgets=Budgets(limits.cost_per_minute, now),
        post_only_fields=post_only_fields,
        planned=planned,
    )
    endpoint = GraphQLEndpoint(
        schema, operations=operations, callers=callers, limits=limits, allowed_origins=allowed_origins
    )

    def answer_error(request: Request, fault: Fault, status: int) -> Response:
        language = callers.language(request.headers.get("accept-language"))
        headers = {"Content-Language": language, "Vary": "Accept-Language"}
        return JSONResponse({"errors": callers.as_json([fault], language)}, status, headers)

    async def http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            fault = Fault(problem=problem(ErrorCode.NOT_FOUND, "web.no_such_page"))
        else:
            fault = Fault(problem=problem(ErrorCode.BAD_REQUEST, "web.method_refused", method=request.method))
        response = answer_error(request, fault, error.status_code)
        response.headers.update(error.headers or {})
        return response

    def failure(request: Request, error: Exception) -> Response:
        return answer_error(request, faults_of_failure(error)[0], 500)

    middleware = [Middleware(SecurityHeaders)]
    if allowed_origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(allowed_origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type", "Accept-Language"],
                expose_headers=["Content-Language", "Retry-After", "WWW-Authenticate"],
            )
        )
    middleware.append(Middleware(LastResort, answer=failure))
    return Starlette(
        routes=[
            Route(ENDPOINT, endpoint),
            WebSocketRoute(ENDPOINT, endpoint),
            graphiql_files(),
            *documentation_routes(lambda request: callers.language(request.headers.get("accept-language"))),
            *health_routes(ready),
            *routes,
        ],
        middleware=middleware,
        exception_handlers={HTTPException: http_error},
        lifespan=lifespan,
    )

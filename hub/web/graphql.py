"""What the GraphQL endpoint answers over HTTP: media type, language, status. Runs operations through `Operations`.

Subclasses Strawberry's view for its WebSocket half (subprotocol, Origin check, message loop; see `sockets.py`) and
answers HTTP itself, since GraphQL over HTTP asks for more than the view does. A subscription is answered as
server-sent events where Accept lists them (see `events.py`); queries and mutations get JSON unless it lists no other.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Generic

import orjson
import strawberry
from graphql import OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UnsetType

from hub.domain.errors import ErrorCode, SimpulError
from hub.web.callers import Callers, has_token_in_url
from hub.web.events import events
from hub.web.faults import Json, RequestRefused, faults_of_failure, refusal, status_of
from hub.web.graphiql import page
from hub.web.limits import Limits
from hub.web.negotiation import MediaType, choose_media_type
from hub.web.operations import Asker, Operations, Prepared, V
from hub.web.requests import GraphQLRequest, decode, read_batch, read_body, read_parameters, read_request
from hub.web.sockets import Connection, SocketHandler

VARY = "Accept, Accept-Language, Authorization"
_INIT_TIMEOUT = timedelta(seconds=10)


class GraphQLEndpoint(GraphQL[Connection[V], None], Generic[V]):
    """The ASGI application behind `/graphql`."""

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        operations: Operations[V],
        callers: Callers[V],
        limits: Limits,
        allowed_origins: Sequence[str],
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=_INIT_TIMEOUT,
            allowed_origins=allowed_origins,
        )
        self.graphql_transport_ws_handler_class = SocketHandler
        self.operations = operations
        self.callers = callers
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            response = await self._answer(Request(scope, receive))
            await response(scope, receive, send)
        elif has_token_in_url(scope):
            await WebSocket(scope, receive, send).close()
        else:
            await super().__call__(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Connection[V]:
        return Connection(
            headers=request.headers, client=_address(request), callers=self.callers, operations=self.operations
        )

    async def on_ws_connect(self, context: Connection[V]) -> UnsetType:
        try:
            await context.identify()
        except (RequestRefused, SimpulError) as error:
            raise ConnectionRejectionError from error
        return UnsetType()

    def decode_json(self, data: str | bytes) -> object:
        try:
            return decode(data.encode() if isinstance(data, str) else data, self.limits)
        except RequestRefused as error:
            # The socket closes on this exception with 4400, as the protocol says of invalid messages.
            raise json.JSONDecodeError("refused", "", 0) from error

    def encode_json(self, data: object) -> str:
        return orjson.dumps(data).decode()

    async def _answer(self, request: Request) -> Response:
        language = self.callers.language(request.headers.get("accept-language"))
        media = MediaType.JSON
        asker: Asker[V] | None = None
        try:
            media = self._media_type(request)
            if media is MediaType.PAGE:
                return page(language, vary=VARY)
            asker = await self.callers.identify(request.headers, client=_address(request), in_url=request.scope)
            answer = await self._execute(request, asker, streams=_takes_events(request), only=media is MediaType.EVENTS)
            if isinstance(answer, AsyncIterator):
                return StreamingResponse(answer, 200, _headers(language), media_type=MediaType.EVENTS.value)
            return _reply(answer, 200, media, language)
        except RequestRefused as refused:
            status = 200 if refused.well_formed and media is MediaType.JSON else refused.status
            return self._refuse(refused, status, media, asker, language)
        except ClientDisconnect:
            return Response(status_code=400)  # which nobody reads
        except Exception as error:  # the last place where something can be said
            faults = faults_of_failure(error)
            return self._refuse(RequestRefused(faults, status_of(faults)), status_of(faults), media, asker, language)

    def _media_type(self, request: Request) -> MediaType:
        if request.method not in ("GET", "POST"):
            raise refusal(
                ErrorCode.BAD_REQUEST,
                "web.method_refused",
                status=405,
                headers={"Allow": "GET, POST"},
                method=request.method,
            )
        offers = [MediaType.JSON, MediaType.GRAPHQL]
        if request.method == "GET":
            offers.append(MediaType.PAGE)
        # Many clients list event streams on every request: they get one for a subscription, or when they take no other.
        chosen = choose_media_type(request.headers.get("accept"), offers) or (
            MediaType.EVENTS if _takes_events(request) else None
        )
        if chosen is None:
            raise refusal(ErrorCode.BAD_REQUEST, "web.not_acceptable", status=406)
        return chosen

    async def _execute(
        self, request: Request, asker: Asker[V], *, streams: bool, only: bool
    ) -> Json | list[Json] | AsyncIterator[bytes]:
        if request.method == "GET":
            asked = read_parameters(dict(request.query_params), self.limits)
            return await self._single(self.operations.prepare(asked, over_get=True), asker, streams=streams, only=only)
        _require_json(request.headers.get("content-type"))
        body = decode(await read_body(request.stream(), self.limits), self.limits)
        if isinstance(body, list):
            return await self._batch(read_batch(body, self.limits), asker)
        return await self._single(self.operations.prepare(read_request(body)), asker, streams=streams, only=only)

    async def _single(
        self, prepared: Prepared, asker: Asker[V], *, streams: bool, only: bool
    ) -> Json | AsyncIterator[bytes]:
        if not streams:
            _refuse_subscription(prepared)
        balance = self.operations.pay([prepared], asker)
        if only or (streams and prepared.operation.operation is OperationType.SUBSCRIPTION):
            answers = self.operations.stream(prepared, asker, balance)
            return events(answers, lambda refused: self.operations.refused(refused, asker))
        return await self.operations.run(prepared, asker, balance)

    async def _batch(self, requests: Sequence[GraphQLRequest], asker: Asker[V]) -> list[Json]:
        """Each operation on its own, under one cost limit: those refused say so in their place. Queries run at the
        same time; as soon as one is a mutation, all run in the order given."""
        answers: list[Prepared | Json] = []
        for request in requests:
            try:
                prepared = self.operations.prepare(request)
                _refuse_subscription(prepared)
                answers.append(prepared)
            except RequestRefused as refused:
                answers.append(self.operations.refused(refused, asker))
        balance = self.operations.pay([each for each in answers if isinstance(each, Prepared)], asker)

        async def settle(answer: Prepared | Json) -> Json:
            if not isinstance(answer, Prepared):
                return answer
            try:
                return await self.operations.run(answer, asker, balance)
            except RequestRefused as refused:
                return self.operations.refused(refused, asker)

        if any(isinstance(each, Prepared) and each.operation.operation is OperationType.MUTATION for each in answers):
            return [await settle(each) for each in answers]
        return list(await asyncio.gather(*(settle(each) for each in answers)))

    def _refuse(
        self, refused: RequestRefused, status: int, media: MediaType, asker: Asker[V] | None, language: str
    ) -> Response:
        if asker is None:
            body: Json = {"errors": self.callers.as_json(refused.faults, language)}
        else:
            body = self.operations.refused(refused, asker)
        response = _reply(body, status, media, language)
        response.headers.update(refused.headers)
        return response


def _address(request: Request | WebSocket) -> str:
    return request.client.host if request.client else ""


def _require_json(content_type: str | None) -> None:
    kind, _, parameters = (content_type or "").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip().strip('"')
    if kind.strip() != "application/json" or charset not in ("", "utf-8", "utf8"):
        raise refusal(ErrorCode.BAD_REQUEST, "web.content_type_refused", status=415, given=(content_type or "")[:100])


def _refuse_subscription(prepared: Prepared) -> None:
    if prepared.operation.operation is OperationType.SUBSCRIPTION and not prepared.request.cost_only:
        raise refusal(ErrorCode.BAD_REQUEST, "web.subscription_needs_socket", cost=prepared.measure.cost)


def _takes_events(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    return (
        choose_media_type(accept, [MediaType.EVENTS]) is MediaType.EVENTS and MediaType.EVENTS.value in accept.lower()
    )


def _headers(language: str) -> dict[str, str]:
    return {"Vary": VARY, "Content-Language": language, "Cache-Control": "no-store"}


def _reply(body: Json | list[Json], status: int, media: MediaType, language: str) -> Response:
    # A refusal comes before any event: there is no stream yet.
    shown = MediaType.JSON if media is MediaType.EVENTS else media
    return Response(orjson.dumps(body), status, _headers(language), media_type=f"{shown.value}; charset=utf-8")

"""What happens on a WebSocket: `graphql-transport-ws`, and nothing but it. Runs operations through `Operations`.

Strawberry's handler keeps the protocol (acknowledgement, ids, close codes); here each operation gets a context of its
own and its rights anew, and an operation that is wrong in itself answers `error` for its id, where Strawberry would
close the socket under all others.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Generic, Literal, cast

from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    SubscribeMessage,
)

from hub.domain.errors import ErrorCode
from hub.web.callers import Callers
from hub.web.faults import Json, RequestRefused, faults_of_failure, refusal
from hub.web.operations import Asker, Operations, V
from hub.web.requests import GraphQLRequest, read_request


@dataclass(slots=True, kw_only=True)
class Connection(Generic[V]):
    """One socket's caller: the handshake's headers, and what `connection_init` brought. (Strawberry's handler writes
    `connection_params`; that is why it is not frozen.)"""

    headers: Mapping[str, str]
    client: str
    callers: Callers[V]
    operations: Operations[V]
    connection_params: Mapping[str, object] = field(default_factory=dict)

    async def identify(self) -> Asker[V]:
        """The asker as of now. Raises `RequestRefused` when the token is not, or no longer, good."""
        return await self.callers.identify(self._credentials(), client=self.client, wished=self._wished_language())

    async def answers(self, request: GraphQLRequest) -> AsyncGenerator[Json, None]:
        """The answers to one operation. Raises `RequestRefused`."""
        asker = await self.identify()
        prepared = self.operations.prepare(request)
        balance = self.operations.pay([prepared], asker)
        async with aclosing(self.operations.stream(prepared, asker, balance)) as answers:
            async for answer in answers:
                yield answer

    def as_json(self, refused: RequestRefused) -> list[Json]:
        language = self.callers.language(self.headers.get("accept-language"), self._wished_language())
        return self.callers.as_json(refused.faults, language)

    def _credentials(self) -> Mapping[str, str]:
        """The handshake's headers with the token of `connection_init`, since a page can send no headers here."""
        for name, value in self.connection_params.items():
            if name.lower() == "authorization" and isinstance(value, str):
                return {**self.headers, "authorization": value}
        return self.headers

    def _wished_language(self) -> str | None:
        wished = self.connection_params.get("language")
        return wished if isinstance(wished, str) else None


class _SocketOperation(Operation[Connection[V], None]):
    """An operation on a socket with everything that its request said (Strawberry's drops `extensions`)."""

    __slots__ = ("request",)

    def __init__(self, handler: "SocketHandler[V]", identifier: str, request: GraphQLRequest) -> None:
        super().__init__(handler, identifier, request.query or "", None, request.operation_name)
        self.request = request


class SocketHandler(BaseGraphQLTransportWSHandler[Connection[V], None]):
    """One socket."""

    async def handle_message(self, message: Message) -> None:
        if isinstance(message, dict):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Message must be an object")

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        if message.get("payload", {}) is None:
            message = {"type": "connection_init"}
        await super().handle_connection_init(message)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        if not self.connection_acknowledged:
            await self.websocket.close(code=4401, reason="Unauthorized")
            return
        identifier: object = message["id"]
        if not isinstance(identifier, str) or not identifier:
            await self.handle_invalid_message("Message id must be a string")
            return
        if identifier in self.operations:
            await self.websocket.close(code=4409, reason="Subscriber for this id already exists")
            return
        try:
            self._refuse_one_too_many()
            request = read_request(message["payload"])
        except RequestRefused as refused:
            await self.send_message(_message("error", identifier, self.context.as_json(refused)))
            return
        operation = _SocketOperation(self, identifier, request)
        operation.task = asyncio.create_task(self.run_operation(operation))
        operation.task.add_done_callback(self._task_done)
        self.operations[identifier] = operation

    async def run_operation(self, operation: Operation[Connection[V], None]) -> None:
        assert isinstance(operation, _SocketOperation)
        try:
            async with aclosing(self.context.answers(operation.request)) as answers:
                async for answer in answers:
                    await operation.send_operation_message(_message("next", operation.id, answer))
            await operation.send_operation_message({"id": operation.id, "type": "complete"})
        except WebSocketDisconnected:
            return
        except RequestRefused as refused:
            await self._send_error(operation, refused)
        except Exception as error:  # the last place where something can be said
            await self._send_error(operation, RequestRefused(faults_of_failure(error), 500))

    def _refuse_one_too_many(self) -> None:
        limit = self.max_subscriptions_per_connection
        if limit is not None and len(self.operations) >= limit:
            raise refusal(ErrorCode.TOO_COMPLEX, "web.too_many_operations", given=len(self.operations) + 1, limit=limit)

    async def _send_error(self, operation: Operation[Connection[V], None], refused: RequestRefused) -> None:
        await operation.send_operation_message(_message("error", operation.id, self.context.as_json(refused)))


def _message(kind: Literal["next", "error"], identifier: str, payload: Json | list[Json]) -> Message:
    # Strawberry types payloads by its own result classes; ours are JSON already.
    return cast("Message", {"id": identifier, "type": kind, "payload": payload})

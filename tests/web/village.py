"""A small village schema behind a real server, as floor 5 would wire it."""

import asyncio
import socket
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Literal

import strawberry
import uvicorn
from starlette.applications import Starlette
from strawberry.types import Info

from hub.domain.errors import ErrorCode, Problem, Unavailable, problem, refuse
from hub.web.application import create_web_app
from hub.web.limits import Limits

HELD: list[int] = []
"""What was held, in the order in which it was."""

_numbers = count(1)


@dataclass
class Desk:
    """A viewer in these tests: a name from the token, or nobody."""

    name: str | None


@dataclass
class OperationContext:
    viewer: Desk
    language: str
    number: int = field(default_factory=lambda: next(_numbers))


Asking = Info[OperationContext, None]


@strawberry.type
class Offering:
    title: str

    @strawberry.field
    def similar(self, first: int = 20) -> "list[Offering]":
        return [Offering(title=f"{self.title} {place}") for place in range(min(first, 3))]

    @strawberry.field
    def nearest(self) -> "Offering":
        return self


@strawberry.input
class Facts:
    desil: int
    note: str | None = None


@strawberry.type
class Query:
    @strawberry.field
    def offering(self) -> Offering:
        return Offering(title="Rice")

    @strawberry.field
    def offerings(self, first: int = 20) -> list[Offering]:
        return [Offering(title=f"Rice {place}") for place in range(min(first, 3))]

    @strawberry.field
    def match(self, facts: Facts) -> str:
        return f"desil {facts.desil}"

    @strawberry.field
    def viewer(self, info: Asking) -> str | None:
        return info.context.viewer.name

    @strawberry.field
    def language(self, info: Asking) -> str:
        return info.context.language

    @strawberry.field
    def context_number(self, info: Asking) -> int:
        return info.context.number

    @strawberry.field
    def forbidden(self) -> str | None:
        raise refuse(ErrorCode.FORBIDDEN, "village.forbidden", "input", "desk")

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("duplicate key (nik)=(3273010101900001)")

    @strawberry.field
    def away(self) -> str | None:
        raise Unavailable(problem(ErrorCode.UNAVAILABLE, "village.away"))

    @strawberry.field
    def too_large_a_number(self) -> int | None:
        return 2**40


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def hold(self, places: int) -> int:
        """The fewer places, the longer it takes: mutations that run side by side end in another order."""
        await asyncio.sleep(0.05 / places)
        HELD.append(places)
        return places


@strawberry.type
class Tick:
    @strawberry.field
    def context_number(self, info: Asking) -> int:
        return info.context.number


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def countdown(self, start: int) -> AsyncGenerator[int, None]:
        for number in range(start, 0, -1):
            yield number

    @strawberry.subscription
    async def ticks(self) -> AsyncGenerator[Tick, None]:
        while True:
            yield Tick()
            await asyncio.sleep(0.01)

    @strawberry.subscription
    async def breaks(self) -> AsyncGenerator[int, None]:
        yield 1
        raise RuntimeError("the source is gone")


def village_schema() -> strawberry.Schema:
    return strawberry.Schema(Query, Mutation, Subscription)


def say(problem: Problem, language: str) -> tuple[str, str | None]:
    parameters = ", ".join(f"{name}={value}" for name, value in problem.message.parameters.items())
    return f"[{language}] {problem.message.key} {parameters}".strip(), f"[{language}] what to do"


async def by_token(headers: Mapping[str, str]) -> Desk:
    given = headers.get("authorization")
    if given is None:
        return Desk(name=None)
    if given.startswith("Bearer desk-"):
        return Desk(name=given.removeprefix("Bearer "))
    raise refuse(ErrorCode.UNAUTHENTICATED, "village.bad_token")


async def is_ready() -> None:
    return None


def village_app(
    *,
    schema: strawberry.Schema | None = None,
    limits: Limits | None = None,
    allowed_origins: tuple[str, ...] = (),
    ready: Callable[[], Awaitable[None]] = is_ready,
    authenticate: Callable[[Mapping[str, str]], Awaitable[Desk]] = by_token,
) -> Starlette:
    return create_web_app(
        schema or village_schema(),
        authenticate=authenticate,
        budget_name=lambda desk: desk.name,
        get_context=OperationContext,
        word=say,
        ready=ready,
        now=lambda: datetime.now(UTC),
        languages=("id", "en"),
        default_language="id",
        limits=limits,
        post_only_fields=frozenset({"match"}),
        allowed_origins=allowed_origins,
    )


class _Announced(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def serving(app: Starlette, *, lifespan: Literal["on", "off"] = "off") -> Iterator[str]:
    """The address of a real server in a thread, such as `http://127.0.0.1:40123`."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        server = _Announced(uvicorn.Config(app, log_level="error", ws="websockets-sansio", lifespan=lifespan))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert server.listening.wait(20)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)

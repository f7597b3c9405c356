"""Answers as server-sent events: `next` for each, `complete` at the end (GraphQL over SSE, distinct connections mode).

Source: https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverSSE.md. Runs nothing.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing

import orjson

from hub.web.faults import Json, RequestRefused, faults_of_failure

STILL_HERE_SECONDS = 12.0
"""Proxies close what stays silent for a minute or so."""


async def events(
    answers: AsyncGenerator[Json, None],
    refused: Callable[[RequestRefused], Json],
    *,
    still_here_seconds: float = STILL_HERE_SECONDS,
) -> AsyncIterator[bytes]:
    """The stream's bytes. What breaks on the way is told as a last answer, since the status was sent long ago."""
    async with aclosing(answers):
        while True:
            following = asyncio.ensure_future(anext(answers, None))
            try:
                while not (await asyncio.wait([following], timeout=still_here_seconds))[0]:
                    yield b":\n\n"
                answer = await following
            except RequestRefused as refusal:
                yield _event(b"next", orjson.dumps(refused(refusal)))
                break
            except Exception as error:  # the last place where something can be said
                yield _event(b"next", orjson.dumps(refused(RequestRefused(faults_of_failure(error), 500))))
                break
            finally:
                # The reader may leave while the source is at work: it must have stopped before it is closed.
                following.cancel()
                await asyncio.wait([following])
            if answer is None:
                break
            yield _event(b"next", orjson.dumps(answer))
    yield _event(b"complete", b"")


def _event(name: bytes, data: bytes) -> bytes:
    return b"event: " + name + b"\ndata: " + data + b"\n\n"

"""Subscriptions over HTTP as server-sent events: when there is a stream, what it says, and that it ends."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable

import httpx
import pytest

from hub.web.events import events
from hub.web.faults import Json, RequestRefused

_EVENTS = "text/event-stream"
_URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed"
)


def _ask(client: httpx.Client, query: str, accept: str = _EVENTS) -> httpx.Response:
    return client.post("/graphql", json={"query": query}, headers={"accept": accept})


def _read(body: str) -> list[tuple[str, object]]:
    found = []
    for event in body.removesuffix("\n\n").split("\n\n"):
        name, data = event.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: ") or "null")))
    return found


def _data(body: str) -> list[object]:
    return [answer["data"] for name, answer in _read(body) if name == "next" and isinstance(answer, dict)]


@pytest.mark.parametrize("accept", [_EVENTS, _URQL, f"{_EVENTS};q=0.1, application/json"])
def test_a_subscription_is_a_stream_wherever_accept_lists_one(client: httpx.Client, accept: str) -> None:
    response = _ask(client, "subscription { countdown(start: 3) }", accept)

    assert response.status_code == 200
    assert response.headers["content-type"].startswith(_EVENTS)
    assert _data(response.text) == [{"countdown": 3}, {"countdown": 2}, {"countdown": 1}]
    assert _read(response.text)[-1] == ("complete", None)


def test_a_query_is_no_stream_because_accept_lists_one_too(client: httpx.Client) -> None:
    response = _ask(client, "{ offering { title } }", _URQL)

    assert response.headers["content-type"].startswith("application/graphql-response+json")
    assert response.json()["data"] == {"offering": {"title": "Rice"}}


def test_a_query_of_a_client_that_takes_nothing_else_is_a_stream_of_one(client: httpx.Client) -> None:
    response = _ask(client, "{ offering { title } }")

    assert _data(response.text) == [{"offering": {"title": "Rice"}}]
    assert _read(response.text)[-1] == ("complete", None)


@pytest.mark.parametrize("accept", ["application/json", "*/*", f"{_EVENTS};q=0, application/json"])
def test_a_subscription_is_refused_where_no_stream_is_taken(client: httpx.Client, accept: str) -> None:
    response = _ask(client, "subscription { countdown(start: 1) }", accept)

    assert response.headers["content-type"].startswith("application/json")
    assert "web.subscription_needs_socket" in response.json()["errors"][0]["message"]


def test_what_is_wrong_before_anything_ran_is_no_stream(client: httpx.Client) -> None:
    response = _ask(client, "subscription { nothing }")

    assert response.status_code == 400
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_a_source_that_breaks_is_told_as_the_last_answer_without_its_reason(client: httpx.Client) -> None:
    response = _ask(client, "subscription { breaks }")

    *answers, (last, _) = _read(response.text)
    assert answers[0][1]["data"] == {"breaks": 1}  # type: ignore[index]
    assert answers[-1][1]["errors"][0]["extensions"]["code"] == "INTERNAL"  # type: ignore[index]
    assert "gone" not in response.text
    assert last == "complete"


async def test_a_silent_stream_says_that_it_is_still_there_and_ends_its_source_with_the_reader() -> None:
    ended = asyncio.Event()

    async def slow() -> AsyncGenerator[Json, None]:
        try:
            await asyncio.sleep(0.03)
            yield {"data": 1}
            await asyncio.sleep(3600)
        finally:
            ended.set()

    refused: Callable[[RequestRefused], Json] = lambda _: {}  # noqa: E731
    stream = events(slow(), refused, still_here_seconds=0.01)

    said = [await anext(stream) for _ in range(6)]
    await stream.aclose()  # type: ignore[attr-defined]

    assert said[0] == b":\n\n"
    assert b'event: next\ndata: {"data":1}\n\n' in said
    assert ended.is_set()

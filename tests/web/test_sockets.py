"""GraphQL over WebSocket (graphql-transport-ws), against a real server."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from hub.domain.errors import ErrorCode, refuse
from tests.web.village import Desk

MODERN = Subprotocol("graphql-transport-ws")


@contextmanager
def opened(
    address: str,
    path: str = "/graphql",
    protocol: Subprotocol = MODERN,
    origin: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Iterator[ClientConnection]:
    url = address.replace("http", "ws") + path
    with connect(
        url,
        subprotocols=[protocol],
        origin=Origin(origin) if origin else None,
        additional_headers=headers,
        proxy=None,
    ) as socket:
        yield socket


def say(socket: ClientConnection, **message: object) -> None:
    socket.send(json.dumps(message))


def hear(socket: ClientConnection) -> dict[str, object]:
    message = json.loads(socket.recv(timeout=20))
    assert isinstance(message, dict)
    return message


def start(socket: ClientConnection, **payload: object) -> None:
    say(socket, type="connection_init", payload=payload)
    assert hear(socket) == {"type": "connection_ack"}


def subscribe(socket: ClientConnection, name: str, query: str, **parts: object) -> None:
    say(socket, id=name, type="subscribe", payload={"query": query, **parts})


def answer(socket: ClientConnection, query: str, **parts: object) -> dict[str, object]:
    """The data of a query or mutation."""
    subscribe(socket, "q", query, **parts)
    message = hear(socket)
    assert message["type"] == "next", message
    assert hear(socket) == {"id": "q", "type": "complete"}
    payload = message["payload"]
    assert isinstance(payload, dict)
    return dict(payload["data"])


def error_of(message: dict[str, object]) -> dict[str, str]:
    assert message["type"] == "error", message
    payload = message["payload"]
    assert isinstance(payload, list)
    return {"message": payload[0]["message"], "code": payload[0]["extensions"]["code"]}


def closing_code(socket: ClientConnection) -> int | None:
    """The code with which the server closes, after whatever it still had to say."""
    with suppress(ConnectionClosed):
        while socket.recv(timeout=20):
            pass
    return socket.close_code


@pytest.fixture
def socket(village: str) -> Iterator[ClientConnection]:
    with opened(village) as socket:
        yield socket


def test_a_subscription_sends_its_events_and_completes(socket: ClientConnection) -> None:
    start(socket)

    subscribe(socket, "1", "subscription { countdown(start: 3) }")

    events = [hear(socket)["payload"] for _ in range(3)]
    assert [event["data"] for event in events if isinstance(event, dict)] == [
        {"countdown": 3},
        {"countdown": 2},
        {"countdown": 1},
    ]
    assert all(event["extensions"]["cost"]["requested"] == 1 for event in events if isinstance(event, dict))
    assert hear(socket) == {"id": "1", "type": "complete"}


def test_queries_and_mutations_are_answered_too(socket: ClientConnection) -> None:
    start(socket)

    assert answer(socket, "{ offering { title } }") == {"offering": {"title": "Rice"}}
    assert answer(socket, "mutation ($n: Int!) { hold(places: $n) }", variables={"n": 2}) == {"hold": 2}


def test_each_operation_has_a_context_of_its_own(socket: ClientConnection) -> None:
    start(socket)

    assert answer(socket, "{ contextNumber }") != answer(socket, "{ contextNumber }")


def test_each_event_of_a_subscription_has_a_context_of_its_own(socket: ClientConnection) -> None:
    start(socket)
    subscribe(socket, "1", "subscription { ticks { contextNumber } }")

    numbers = {json.dumps(hear(socket)["payload"]) for _ in range(3)}

    assert len(numbers) == 3


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { offerings(first: $n) { title } }", "BAD_VARIABLES"),
        ("subscription ($n: Int!) { countdown(start: $n) }", "BAD_VARIABLES"),
        ("{ a: offerings(first: 100000) { title } }", "TOO_COMPLEX"),
        ("", "BAD_REQUEST"),
    ],
)
def test_a_wrong_operation_answers_an_error_for_its_id_and_the_socket_stays_open(
    socket: ClientConnection, query: str, code: str
) -> None:
    start(socket)

    subscribe(socket, "wrong", query)
    message = hear(socket)

    assert message["id"] == "wrong"
    assert error_of(message)["code"] == code
    assert answer(socket, "{ language }") == {"language": "id"}


def test_a_source_that_breaks_ends_its_own_operation_only(socket: ClientConnection) -> None:
    start(socket)
    subscribe(socket, "1", "subscription { breaks }")

    first, last = hear(socket), hear(socket)

    assert first["type"] == "next"
    assert error_of(last)["code"] == "INTERNAL"
    assert "source" not in json.dumps(last)
    assert answer(socket, "{ language }") == {"language": "id"}


def test_a_subscription_ends_when_the_client_says_so(socket: ClientConnection) -> None:
    start(socket)
    subscribe(socket, "1", "subscription { ticks { contextNumber } }")
    assert hear(socket)["id"] == "1"

    say(socket, id="1", type="complete")
    say(socket, type="ping")

    while hear(socket) != {"type": "pong"}:
        pass
    assert answer(socket, "{ language }") == {"language": "id"}


def test_the_token_and_the_language_come_with_the_first_message(socket: ClientConnection) -> None:
    start(socket, authorization="Bearer desk-dago", language="en")

    assert answer(socket, "{ viewer language }") == {"viewer": "desk-dago", "language": "en"}

    subscribe(socket, "1", "{")
    assert error_of(hear(socket))["message"].startswith("[en]")


def test_the_handshakes_headers_count_where_the_first_message_says_nothing(village: str) -> None:
    headers = {"Authorization": "Bearer desk-dago", "Accept-Language": "en"}

    with opened(village, headers=headers) as socket:
        start(socket)

        assert answer(socket, "{ viewer language }") == {"viewer": "desk-dago", "language": "en"}


def test_a_bad_token_closes_the_socket(socket: ClientConnection) -> None:
    say(socket, type="connection_init", payload={"Authorization": "Bearer stolen"})

    assert closing_code(socket) == 4403


def test_a_token_that_ran_out_meanwhile_opens_no_further_operation(serve: Callable[..., httpx.Client]) -> None:
    valid = [True]

    async def authenticate(headers: Mapping[str, str]) -> Desk:
        if not valid[0]:
            raise refuse(ErrorCode.UNAUTHENTICATED, "village.expired")
        return Desk(name="desk-dago")

    client = serve(authenticate=authenticate)
    with opened(str(client.base_url).rstrip("/")) as socket:
        start(socket)
        assert answer(socket, "{ viewer }") == {"viewer": "desk-dago"}

        valid[0] = False
        subscribe(socket, "1", "{ viewer }")

        assert error_of(hear(socket))["code"] == "UNAUTHENTICATED"


def test_a_token_in_the_url_opens_no_socket(village: str) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        opened(village, path="/graphql?access_token=desk-dago"),
    ):
        pass

    assert refused.value.response.status_code == 403


def test_the_legacy_protocol_is_refused(village: str) -> None:
    with opened(village, protocol=Subprotocol("graphql-ws")) as socket:
        assert closing_code(socket) == 4406


def test_pages_of_other_origins_open_no_socket(village: str) -> None:
    with pytest.raises(InvalidStatus) as refused, opened(village, origin="https://evil.example"):
        pass

    assert refused.value.response.status_code == 403


def test_pages_of_this_origin_and_of_those_configured_do(village: str, serve: Callable[..., httpx.Client]) -> None:
    client = serve(allowed_origins=("https://desk.example",))

    with opened(village, origin=village) as socket:
        start(socket)
    with opened(str(client.base_url).rstrip("/"), origin="https://desk.example") as socket:
        start(socket)


def test_a_persisted_query_works_on_a_socket(socket: ClientConnection) -> None:
    query = "{ offering { nearest { nearest { title } } } }"
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(query.encode()).hexdigest()}}
    start(socket)

    say(socket, id="1", type="subscribe", payload={"extensions": extensions})
    assert error_of(hear(socket)) == {"message": "PersistedQueryNotFound", "code": "PERSISTED_QUERY_NOT_FOUND"}

    data = answer(socket, query, extensions=extensions)
    say(socket, id="2", type="subscribe", payload={"extensions": extensions})
    payload = hear(socket)["payload"]
    assert isinstance(payload, dict)
    assert payload["data"] == data


def test_an_id_in_use_closes_the_socket(socket: ClientConnection) -> None:
    start(socket)
    subscribe(socket, "1", "subscription { ticks { contextNumber } }")
    subscribe(socket, "1", "subscription { ticks { contextNumber } }")

    assert closing_code(socket) == 4409


def test_operations_before_the_first_message_close_the_socket(socket: ClientConnection) -> None:
    subscribe(socket, "1", "{ language }")

    assert closing_code(socket) == 4401


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        '"text"',
        "[]",
        '{"type": "nope"}',
        "{}",
        "[" * 50_000,
        '{"type": "ping", "payload": {"a": "' + "a" * 262_144 + '"}}',
    ],
)
def test_messages_that_are_none_close_the_socket(socket: ClientConnection, text: str) -> None:
    socket.send(text)

    assert closing_code(socket) == 4400


@pytest.mark.parametrize("payload", [None, [], "text", {"query": 5}, {"query": "{ language }", "variables": []}])
def test_a_payload_that_is_none_answers_an_error(socket: ClientConnection, payload: object) -> None:
    start(socket)

    say(socket, id="1", type="subscribe", payload=payload)

    assert error_of(hear(socket))["code"] == "BAD_REQUEST"
    assert answer(socket, "{ language }") == {"language": "id"}


def test_the_hundred_and_first_operation_at_once_is_refused(socket: ClientConnection) -> None:
    start(socket)
    for number in range(101):
        subscribe(socket, str(number), "subscription { ticks { contextNumber } }")

    message = hear(socket)
    while message["type"] != "error":
        message = hear(socket)

    assert message["id"] == "100"
    assert error_of(message)["code"] == "TOO_COMPLEX"

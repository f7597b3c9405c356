"""GraphQL over HTTP, against a real server. (The essential rules of the graphql-http audit are here too, so that the
suite needs no Node.)"""

import hashlib
import json
import logging
from collections.abc import Callable

import httpx
import pytest
import strawberry

from hub.domain.errors import ErrorCode, Unavailable, problem
from tests.both_ways import one_way_only
from tests.web.village import HELD

GRAPHQL = "application/graphql-response+json"
BOTH = {"Accept": f"{GRAPHQL}, application/json;q=0.9"}
OLD = {"Accept": "application/json"}


def ask(client: httpx.Client, query: str, **parts: object) -> httpx.Response:
    return client.post("/graphql", json={"query": query, **parts}, headers=BOTH)


def code(response: httpx.Response) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


def test_a_query_is_answered_in_the_media_type_asked_for(client: httpx.Client) -> None:
    new = client.post("/graphql", json={"query": "{ offering { title } }"}, headers=BOTH)
    old = client.post("/graphql", json={"query": "{ offering { title } }"}, headers={"Accept": "*/*"})

    assert (new.status_code, new.headers["content-type"]) == (200, f"{GRAPHQL}; charset=utf-8")
    assert (old.status_code, old.headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert new.json()["data"] == {"offering": {"title": "Rice"}}
    assert "errors" not in new.json()


def test_an_accept_that_also_lists_event_streams_gets_json(client: httpx.Client) -> None:
    urql = f"{GRAPHQL}, application/graphql+json, application/json, text/event-stream, multipart/mixed"

    response = client.post("/graphql", json={"query": "{ offering { title } }"}, headers={"Accept": urql})

    assert response.json()["data"] == {"offering": {"title": "Rice"}}


def test_an_accept_that_nothing_fits_is_told_so_in_json(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "{ language }"}, headers={"Accept": "image/png"})

    assert (response.status_code, code(response)) == (406, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("request_parts", "error_code", "line"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED", 1),
        ({"query": "{\n nope }"}, "GRAPHQL_VALIDATION_FAILED", 2),
        (
            {"query": "query ($f: Facts!) { match(facts: $f) }", "variables": {"f": {"desil": "two"}}},
            "BAD_VARIABLES",
            1,
        ),
    ],
)
def test_a_wrong_query_is_400_without_data_in_the_new_type_and_200_in_the_old(
    client: httpx.Client, request_parts: dict[str, object], error_code: str, line: int
) -> None:
    new = client.post("/graphql", json=request_parts, headers=BOTH)
    old = client.post("/graphql", json=request_parts, headers=OLD)

    assert (new.status_code, old.status_code) == (400, 200)
    for response in (new, old):
        assert code(response) == error_code
        assert response.json()["errors"][0]["locations"][0]["line"] == line
        assert "data" not in response.json()


@pytest.mark.parametrize(
    ("content", "content_type", "status", "error_code"),
    [
        (b'{ "not a JSON', "application/json", 400, "BAD_REQUEST"),
        (b"", "application/json", 400, "BAD_REQUEST"),
        (b"\xff\xfe{", "application/json", 400, "BAD_REQUEST"),
        (b'"text"', "application/json", 400, "BAD_REQUEST"),
        (b"{}", "application/json", 400, "BAD_REQUEST"),
        (b'{"query": ""}', "application/json", 400, "BAD_REQUEST"),
        (b'{"query": ["array"]}', "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "{ language }", "variables": 0}', "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "{ language }"}', "text/plain", 415, "BAD_REQUEST"),
        (b'{"query": "{ language }"}', "application/json; charset=utf-16", 415, "BAD_REQUEST"),
        (b"[" * 50_000, "application/json", 400, "BAD_REQUEST"),
        (b" " * (256 * 1024 + 1), "application/json", 413, "TOO_LARGE"),
        (b"[]", "application/json", 400, "BAD_REQUEST"),
    ],
)
def test_a_body_that_is_not_graphql_gets_a_json_error(
    client: httpx.Client, content: bytes, content_type: str, status: int, error_code: str
) -> None:
    response = client.post("/graphql", content=content, headers={"Content-Type": content_type})

    assert (response.status_code, code(response)) == (status, error_code)
    assert response.headers["content-type"].startswith("application/json")
    assert response.json()["errors"][0]["message"]


def test_a_body_without_content_type_is_refused(client: httpx.Client) -> None:
    assert client.post("/graphql", content=b'{"query": "{ language }"}').status_code == 415


def test_text_outside_ascii_is_utf_8(client: httpx.Client) -> None:
    response = ask(client, '{ match(facts: {desil: 2, note: "Ciumbuleuit 🌾"}) }')

    assert response.json()["data"] == {"match": "desil 2"}


def test_null_parts_are_parts_left_out(client: httpx.Client) -> None:
    response = ask(client, "{ language }", variables=None, operationName=None, extensions=None)

    assert response.json()["data"] == {"language": "id"}


def test_the_operation_named_is_the_one_that_runs(client: httpx.Client) -> None:
    two = "query a { language } query b { offering { title } }"

    assert ask(client, two, operationName="b").json()["data"] == {"offering": {"title": "Rice"}}
    assert (ask(client, two).status_code, code(ask(client, two))) == (400, "BAD_REQUEST")
    assert code(ask(client, two, operationName="c")) == "BAD_REQUEST"


def test_a_get_asks_queries_with_variables(client: httpx.Client) -> None:
    parameters = {"query": "query ($n: Int!) { offerings(first: $n) { title } }", "variables": '{"n": 1}'}

    response = client.get("/graphql", params=parameters, headers={"Accept": GRAPHQL})

    assert response.json()["data"] == {"offerings": [{"title": "Rice 0"}]}


@pytest.mark.parametrize(
    "query",
    [
        "mutation { hold(places: 1) }",
        "subscription { countdown(start: 1) }",
        "{ match(facts: {desil: 1}) }",
        "{ ...f } fragment f on Query { ... on Query { m: match(facts: {desil: 1}) } }",
    ],
)
def test_a_get_changes_nothing_and_carries_no_households(client: httpx.Client, query: str) -> None:
    response = client.get("/graphql", params={"query": query})

    assert (response.status_code, response.headers["allow"], code(response)) == (405, "POST", "BAD_REQUEST")
    assert "data" not in response.json()


def test_other_methods_are_told_which_there_are(client: httpx.Client) -> None:
    response = client.put("/graphql", json={"query": "{ language }"})

    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


def test_a_subscription_over_http_is_sent_to_the_socket(client: httpx.Client) -> None:
    response = ask(client, "subscription { countdown(start: 1) }")

    assert response.status_code == 400
    assert "web.subscription_needs_socket" in response.json()["errors"][0]["message"]


def test_messages_follow_the_reader_and_codes_do_not(client: httpx.Client) -> None:
    indonesian = client.post("/graphql", json={"query": "{"})
    english = client.post("/graphql", json={"query": "{"}, headers={"Accept-Language": "fr, en-GB;q=0.8"})

    assert indonesian.json()["errors"][0]["message"].startswith("[id]")
    assert english.json()["errors"][0]["message"].startswith("[en]")
    assert code(indonesian) == code(english)
    assert (indonesian.headers["content-language"], english.headers["content-language"]) == ("id", "en")
    assert english.headers["vary"] == "Accept, Accept-Language, Authorization"


def test_the_context_knows_viewer_and_language(client: httpx.Client) -> None:
    headers = {"Authorization": "Bearer desk-dago", "Accept-Language": "en"}

    response = client.post("/graphql", json={"query": "{ viewer language }"}, headers=headers)

    assert response.json()["data"] == {"viewer": "desk-dago", "language": "en"}


def test_a_bad_token_is_401_with_a_challenge(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"query": "{ viewer }"}, headers={"Authorization": "Bearer stolen"})

    assert (response.status_code, code(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"] == 'Bearer realm="simpul", error="invalid_token"'
    assert "data" not in response.json()


def test_a_token_in_the_url_is_401_even_when_it_is_good(client: httpx.Client) -> None:
    parameters = {"query": "{ viewer }", "access_token": "desk-dago"}

    response = client.get("/graphql", params=parameters)

    assert (response.status_code, code(response)) == (401, "UNAUTHENTICATED")
    assert 'error="invalid_request"' in response.headers["www-authenticate"]


def test_a_resolver_that_refuses_gives_its_code_hint_and_place(client: httpx.Client) -> None:
    response = ask(client, "{ forbidden language }")

    assert response.status_code == 200
    assert response.json()["data"] == {"forbidden": None, "language": "id"}
    assert response.json()["errors"] == [
        {
            "message": "[id] village.forbidden",
            "locations": [{"line": 1, "column": 3}],
            "path": ["forbidden"],
            "extensions": {"code": "FORBIDDEN", "hint": "[id] what to do", "inputPath": ["input", "desk"]},
        }
    ]


def test_an_outage_says_that_it_is_one(client: httpx.Client) -> None:
    assert code(ask(client, "{ away }")) == "UNAVAILABLE"


def test_a_query_that_fails_asks_its_root_fields_and_waits_for_an_outage_but_once(
    serve: Callable[..., httpx.Client],
) -> None:
    asked: list[str] = []

    @strawberry.type
    class Query:
        @strawberry.field
        async def slow(self) -> list[int]:
            asked.append("slow")
            return [1]

        @strawberry.field
        async def away(self) -> str | None:
            asked.append("away")
            raise Unavailable(problem(ErrorCode.UNAVAILABLE, "village.away"))

        @strawberry.field
        async def read_once(self) -> list[int]:
            return iter([1, 2])  # type: ignore[return-value]  # which Strawberry takes

    client = serve(schema=strawberry.Schema(Query))
    with one_way_only():
        response = ask(client, "{ slow gone: away readOnce }")

    assert asked == ["slow", "away"]
    assert response.json()["data"] == {"slow": [1], "gone": None, "readOnce": [1, 2]}
    [error] = response.json()["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["gone"], "UNAVAILABLE")


@pytest.mark.parametrize("field", ["broken", "tooLargeANumber"])
def test_anything_else_shows_a_reference_number_and_nothing_more(
    client: httpx.Client, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    with caplog.at_level(logging.ERROR, "hub.web"):
        response = ask(client, f"{{ {field} }}")

    [error] = response.json()["errors"]
    reference = error["extensions"]["reference"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["message"] == f"[id] web.internal reference={reference}"
    assert reference in caplog.text
    for secret in ("3273010101900001", "duplicate", "1099511627776"):
        assert secret not in response.text
        assert secret not in caplog.text


def test_a_null_that_only_execution_can_find_wrong_is_a_variable_error(client: httpx.Client) -> None:
    query = "query ($d: Int = 1) { match(facts: {desil: $d}) }"

    response = ask(client, query, variables={"d": None})

    assert code(response) == "BAD_VARIABLES"


def test_a_batch_is_answered_in_order_each_for_itself(client: httpx.Client) -> None:
    batch = [
        {"query": "{ contextNumber }"},
        {"query": "{ nope }"},
        {"query": "query ($n: Int!) { offerings(first: $n) { title } }"},
        {"query": "{ contextNumber }"},
    ]

    first, wrong, unfilled, last = client.post("/graphql", json=batch, headers=BOTH).json()

    assert first["data"]["contextNumber"] != last["data"]["contextNumber"]
    assert wrong["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "data" not in wrong
    assert unfilled["errors"][0]["extensions"]["code"] == "BAD_VARIABLES"


def test_a_batch_with_a_mutation_runs_in_the_order_given(client: httpx.Client) -> None:
    batch = [
        {"query": "mutation { hold(places: 1) }"},
        {"query": "{ language }"},
        {"query": "mutation { hold(places: 2) }"},
    ]

    HELD.clear()
    answers = client.post("/graphql", json=batch, headers=BOTH).json()

    assert HELD == [1, 2]
    assert [answer["data"] for answer in answers] == [{"hold": 1}, {"language": "id"}, {"hold": 2}]


def test_a_batch_of_eleven_is_refused(client: httpx.Client) -> None:
    response = client.post("/graphql", json=[{"query": "{ language }"}] * 11, headers=BOTH)

    assert (response.status_code, code(response)) == (400, "TOO_COMPLEX")


def test_a_persisted_query_is_asked_for_once_and_then_known_by_its_hash(client: httpx.Client) -> None:
    query = "{ offering { nearest { title } } }"
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(query.encode()).hexdigest()}}

    unknown = client.post("/graphql", json={"extensions": extensions})
    answered = client.post("/graphql", json={"query": query, "extensions": extensions})
    known = client.get("/graphql", params={"extensions": json.dumps(extensions)})

    assert unknown.status_code == 200
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert code(unknown) == "PERSISTED_QUERY_NOT_FOUND"
    assert answered.json()["data"] == known.json()["data"] == {"offering": {"nearest": {"title": "Rice"}}}


def test_a_persisted_query_under_another_hash_is_refused(client: httpx.Client) -> None:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(b"other").hexdigest()}}

    response = ask(client, "{ language }", extensions=extensions)

    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")


def test_the_same_wrong_query_is_wrong_every_time(client: httpx.Client) -> None:
    answers = [ask(client, "{ language ").json()["errors"] for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]

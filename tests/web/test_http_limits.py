"""What an answer says of its cost, and what too much costs: an answer, quickly."""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from hub.web.limits import Limits
from tests.web.test_limits import doubling

FIELDS = (
    "language",
    "viewer",
    "contextNumber",
    "away",
    "broken",
    "forbidden",
    "tooLargeANumber",
    "__typename",
    "match",
    "x",
)
NEW = {"Accept": "application/graphql-response+json"}


def ask(client: httpx.Client, query: str, **parts: object) -> httpx.Response:
    return client.post("/graphql", json={"query": query, **parts}, headers=NEW)


def test_every_answer_says_what_it_cost_and_what_is_left(client: httpx.Client) -> None:
    asked_at = datetime.now(UTC).replace(microsecond=0)

    cost = ask(client, "{ offerings(first: 3) { title } }").json()["extensions"]["cost"]

    assert (cost["requested"], cost["limit"]) == (4, 100_000)
    assert 0 < cost["remaining"] < 20_000_000
    assert datetime.fromisoformat(cost["resetAt"]) >= asked_at


def test_a_refusal_says_it_too(client: httpx.Client) -> None:
    not_json = client.post("/graphql", content=b"{", headers={"Content-Type": "application/json"})

    for response in (ask(client, "{ nope }"), not_json):
        assert response.json()["extensions"]["cost"]["requested"] == 0


def test_a_dry_run_gives_the_cost_and_runs_nothing(client: httpx.Client) -> None:
    response = ask(client, "{ broken offerings(first: 100) { title } }", extensions={"costOnly": True})

    assert response.status_code == 200
    assert response.json()["data"] is None
    assert "errors" not in response.json()
    assert response.json()["extensions"]["cost"]["requested"] == 102


def test_a_dry_run_shows_a_cost_over_the_limit(client: httpx.Client) -> None:
    response = ask(client, "{ offerings(first: 200000) { title } }", extensions={"costOnly": True})

    assert "errors" not in response.json()
    assert response.json()["extensions"]["cost"]["requested"] == 200_001


@pytest.mark.parametrize(
    ("query", "key"),
    [
        (doubling(25), "web.too_deep"),
        (doubling(9), "web.too_many_aliases"),
        ("{" + "offering{" + "nearest{" * 25 + "title" + "}" * 27, "web.too_deep"),
        ("{" + " ".join(f"a{n}: language" for n in range(400)) + "}", "web.too_many_aliases"),
        ("{" + "language " * 1000 + "}", "web.too_many_aliases"),
        ("{" + "... { language }" * 400 + "}", "web.too_many_aliases"),
        ("{" + "...f " * 51 + "} fragment f on Query { " + " ".join(FIELDS) + "}", "web.too_many_fields"),
        ("query ($n: Int) { offerings(first: $n) { similar(first: $n) { title } } }", "web.too_costly"),
    ],
)
def test_too_much_is_refused_before_anything_runs(client: httpx.Client, query: str, key: str) -> None:
    response = ask(client, query, variables={"n": 1000})

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "TOO_COMPLEX"
    assert key in response.json()["errors"][0]["message"]
    assert "data" not in response.json()


@pytest.mark.parametrize(
    "query",
    [
        "{" * 50_000,
        "{ match(facts: " + "[" * 5_000,
        "{" + "language " * 5_000 + "}",
        "{ language }" + "#\n" * 5_000,
        "{ language " + "@include(if: true) " * 300 + "}",
        "{ ...f } fragment f on Query { ...f }",
        "".join(f"fragment f{n} on Query {{ ...f{n + 1} }} " for n in range(300)) + "{ ...f0 }",
    ],
)
def test_an_abusive_query_is_an_ordinary_error(client: httpx.Client, query: str) -> None:
    response = ask(client, query)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] in (
        "GRAPHQL_PARSE_FAILED",
        "GRAPHQL_VALIDATION_FAILED",
        "TOO_COMPLEX",
    )


def test_a_batch_shares_one_cost_limit(serve: Callable[..., httpx.Client]) -> None:
    client = serve(limits=Limits(cost=50))
    query = {"query": "{ offerings(first: 20) { title } }"}

    assert len(client.post("/graphql", json=[query, query]).json()) == 2
    refused = client.post("/graphql", json=[query, query, query], headers=NEW)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["extensions"]["code"] == "TOO_COMPLEX"
    assert refused.json()["extensions"]["cost"]["requested"] == 63


def test_a_caller_who_spent_the_budget_waits_while_others_do_not(serve: Callable[..., httpx.Client]) -> None:
    client = serve(limits=Limits(cost_per_minute=30))
    desk = {"Authorization": "Bearer desk-dago"}
    query = {"query": "{ offerings(first: 20) { title } }"}

    first = client.post("/graphql", json=query, headers=desk)
    second = client.post("/graphql", json=query, headers=desk)
    other = client.post("/graphql", json=query, headers={"Authorization": "Bearer desk-coblong"})

    assert (first.status_code, second.status_code, other.status_code) == (200, 429, 200)
    assert int(second.headers["retry-after"]) in range(1, 61)
    assert second.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


def test_only_so_many_bytes_are_read_of_a_body_without_a_length(serve: Callable[..., httpx.Client]) -> None:
    client = serve(limits=Limits(body_bytes=1000))

    response = client.post(
        "/graphql", content=(b" " * 100 for _ in range(50)), headers={"Content-Type": "application/json"}
    )

    assert response.status_code == 413

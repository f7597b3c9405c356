"""What stands around the endpoint: health, headers, other origins, pages that do not exist."""

from collections.abc import Callable

import httpx
import pytest
import strawberry
from strawberry.extensions import SchemaExtension

from hub.domain.errors import ErrorCode, Unavailable, problem
from tests.web.village import Query, village_app


def test_the_process_lives_and_is_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_a_hub_that_cannot_serve_lives_but_is_not_ready(serve: Callable[..., httpx.Client]) -> None:
    async def database_is_away() -> None:
        raise Unavailable(problem(ErrorCode.UNAVAILABLE, "village.database_away"))

    client = serve(ready=database_is_away)

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/readyz").json() == {"status": "not ready", "codes": ["UNAVAILABLE"]}


def test_a_check_that_breaks_shows_nothing(
    serve: Callable[..., httpx.Client], caplog: pytest.LogCaptureFixture
) -> None:
    async def breaks() -> None:
        raise RuntimeError("password=secret")

    response = serve(ready=breaks).get("/readyz")

    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "secret" not in response.text
    assert "secret" not in caplog.text


def test_every_answer_is_kept_apart_from_other_pages(client: httpx.Client) -> None:
    for response in (client.get("/healthz"), client.post("/graphql", json={"query": "{ language }"}), client.get("/x")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_a_page_that_does_not_exist_says_so_in_the_readers_language(client: httpx.Client) -> None:
    response = client.get("/nowhere", headers={"Accept-Language": "en"})

    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert response.json()["errors"][0]["message"] == "[en] web.no_such_page"


def test_no_other_origin_is_let_in_unless_configured(client: httpx.Client, serve: Callable[..., httpx.Client]) -> None:
    preflight = {"Origin": "https://desk.example", "Access-Control-Request-Method": "POST"}

    closed = client.options("/graphql", headers=preflight)
    open_to_desk = serve(allowed_origins=("https://desk.example",)).options("/graphql", headers=preflight)

    assert "access-control-allow-origin" not in closed.headers
    assert open_to_desk.status_code == 200
    assert open_to_desk.headers["access-control-allow-origin"] == "https://desk.example"


def test_an_answer_to_a_page_of_a_configured_origin_can_be_read_there(serve: Callable[..., httpx.Client]) -> None:
    client = serve(allowed_origins=("https://desk.example",))

    known = client.post("/graphql", json={"query": "{ language }"}, headers={"Origin": "https://desk.example"})
    unknown = client.post("/graphql", json={"query": "{ language }"}, headers={"Origin": "https://evil.example"})

    assert known.headers["access-control-allow-origin"] == "https://desk.example"
    assert "Accept-Language" in known.headers["vary"]
    assert "access-control-allow-origin" not in unknown.headers


def test_a_schema_whose_extensions_would_not_run_is_refused() -> None:
    schema = strawberry.Schema(Query, extensions=[SchemaExtension])

    with pytest.raises(ValueError, match="extensions"):
        village_app(schema=schema)

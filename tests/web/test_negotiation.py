"""Which media type and language a header asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.web.negotiation import MediaType, choose_language, choose_media_type

ANY = (MediaType.JSON, MediaType.GRAPHQL)
WITH_PAGE = (*ANY, MediaType.PAGE)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, MediaType.JSON),
        ("", MediaType.JSON),
        ("*/*", MediaType.JSON),
        ("application/*", MediaType.JSON),
        ("application/graphql-response+json", MediaType.GRAPHQL),
        ("application/graphql-response+json, application/json;q=0.9", MediaType.GRAPHQL),
        ("application/json;q=0.9, application/graphql-response+json", MediaType.GRAPHQL),
        ("application/graphql-response+json;q=0.5, application/json", MediaType.JSON),
        ("application/graphql-response+json, application/json", MediaType.GRAPHQL),
        ("application/json, application/graphql-response+json", MediaType.JSON),
        ("APPLICATION/JSON ; Q=0.4 , */*;q=0.1", MediaType.JSON),
        ("application/json;q=0, */*", MediaType.GRAPHQL),
        ("application/graphql-response+json, application/json, text/event-stream", MediaType.GRAPHQL),
        ("text/event-stream, application/json;q=0.5", MediaType.JSON),
        ("text/event-stream", None),
        ("application/json;q=0", None),
        ("application/json;q=often", None),
    ],
)
def test_the_media_type_follows_weight_then_order(accept: str | None, chosen: MediaType | None) -> None:
    assert choose_media_type(accept, ANY) is chosen


def test_a_browser_gets_the_page() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

    assert choose_media_type(browser, WITH_PAGE) is MediaType.PAGE
    assert choose_media_type("*/*", WITH_PAGE) is MediaType.JSON


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "id"),
        ("", "id"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN-us;q=0.8", "en"),
        ("su, en;q=0.5", "en"),
        ("en;q=0.3, id;q=0.7", "id"),
        ("in-ID, en;q=0.9", "id"),
        ("en;q=0", "id"),
        ("*", "id"),
        ("fr, *;q=0.1, en;q=0.5", "en"),
        ("nonsense;;;=,", "id"),
    ],
)
def test_the_language_is_the_readers_best_that_exists(header: str | None, language: str) -> None:
    assert choose_language(header, ("id", "en"), "id") == language


@given(st.text(alphabet="application/json*text,;q=0.915 xen-id+", max_size=80))
def test_no_header_is_too_odd_to_answer(header: str) -> None:
    assert choose_media_type(header, ANY) in (*ANY, None)
    assert choose_language(header, ("id", "en"), "en") in ("id", "en")

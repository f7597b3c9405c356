"""What a caller asks, read from bytes: one GraphQL request or a batch. Checks size, nesting and shape, not meaning."""

import re
from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field

import orjson

from hub.domain.errors import ErrorCode
from hub.web.faults import RequestRefused, refusal
from hub.web.limits import Limits

_PERSISTED_VERSION = 1
# Strings are swallowed whole (closed or not; possessive, so that no input makes it walk back), then brackets count.
_STRINGS_AND_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQLRequest:
    """One operation to answer. `query` may be missing when `persisted` (the SHA-256 of a known text) is given;
    `cost_only` asks for the cost without running anything."""

    query: str | None
    operation_name: str | None = None
    variables: Mapping[str, object] = field(default_factory=dict)
    persisted: str | None = None
    cost_only: bool = False


async def read_body(chunks: AsyncIterable[bytes], limits: Limits) -> bytes:
    """The whole body. Raises `RequestRefused` (413) at the first byte over the limit, whatever length was declared."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > limits.body_bytes:
            raise refusal(ErrorCode.TOO_LARGE, "web.body_too_large", limit_bytes=limits.body_bytes)
    return bytes(body)


def decode(text: bytes, limits: Limits) -> object:
    """The JSON value in `text`. Raises `RequestRefused` when it is too long, nested too deeply or not JSON.

    Nesting is counted before parsing: deep values cost a stack frame per level in everything that walks them later.
    """
    if len(text) > limits.body_bytes:
        raise refusal(ErrorCode.TOO_LARGE, "web.body_too_large", limit_bytes=limits.body_bytes)
    depth = 0
    for match in _STRINGS_AND_BRACKETS.finditer(text):
        token = match.group()
        if token in (b"[", b"{"):
            depth += 1
            if depth > limits.body_nesting:
                raise refusal(ErrorCode.BAD_REQUEST, "web.body_too_deep", limit=limits.body_nesting)
        elif token in (b"]", b"}"):
            depth -= 1
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise refusal(ErrorCode.BAD_REQUEST, "web.body_not_json", line=error.lineno, column=error.colno) from error


def read_request(value: object) -> GraphQLRequest:
    """One request from its JSON object. Raises `RequestRefused` (400) naming the part that has another type than
    GraphQL over HTTP gives it; null means left out, and parts that we do not know are ignored, as it asks."""
    if not isinstance(value, dict):
        raise refusal(ErrorCode.BAD_REQUEST, "web.body_not_object")
    query = _text(value, "query")
    extensions = _object(value, "extensions")
    persisted = _persisted(extensions)
    if not query and persisted is None:
        raise refusal(ErrorCode.BAD_REQUEST, "web.query_missing")
    return GraphQLRequest(
        query=query,
        operation_name=_text(value, "operationName"),
        variables=_object(value, "variables"),
        persisted=persisted,
        cost_only=extensions.get("costOnly") is True,
    )


def read_batch(value: list[object], limits: Limits) -> list[GraphQLRequest]:
    """The requests of a batch, in order. Raises `RequestRefused` (400) when there are none or more than `batch`."""
    if not value:
        raise refusal(ErrorCode.BAD_REQUEST, "web.batch_empty")
    if len(value) > limits.batch:
        raise refusal(ErrorCode.TOO_COMPLEX, "web.batch_too_long", given=len(value), limit=limits.batch)
    return [read_request(item) for item in value]


def read_parameters(parameters: Mapping[str, str], limits: Limits) -> GraphQLRequest:
    """One request from a URL's query string, where variables and extensions are JSON text."""
    value: dict[str, object] = {name: parameters.get(name) for name in ("query", "operationName")}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            value[name] = decode(parameters[name].encode(), limits)
    return read_request(value)


def _text(value: Mapping[str, object], part: str) -> str | None:
    given = value.get(part)
    if given is None or isinstance(given, str):
        return given
    raise _wrong_type(part, "string")


def _object(value: Mapping[str, object], part: str) -> Mapping[str, object]:
    given = value.get(part)
    if given is None:
        return {}
    if isinstance(given, dict):
        return given
    raise _wrong_type(part, "object")


def _persisted(extensions: Mapping[str, object]) -> str | None:
    """The hash of an automatic persisted query, as Apollo and urql send it (version 1, SHA-256 in hexadecimal)."""
    given = extensions.get("persistedQuery")
    if given is None:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("sha256Hash"), str):
        raise _wrong_type("extensions.persistedQuery", "object")
    if given.get("version") != _PERSISTED_VERSION:
        raise refusal(ErrorCode.BAD_REQUEST, "web.persisted_query_version", supported=_PERSISTED_VERSION)
    return str(given["sha256Hash"]).lower()


def _wrong_type(part: str, expected: str) -> RequestRefused:
    return refusal(ErrorCode.BAD_REQUEST, "web.part_has_wrong_type", part=part, expected=expected)

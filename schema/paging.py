"""Keyset connections: how a page is asked for, and how a place in an order becomes a cursor that cannot be forged."""

import json
from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

import strawberry

from hub.auth.seal import Seal
from hub.domain.errors import ErrorCode, refuse
from schema.canonical import digest

MAX_PAGE = 100
DEFAULT_PAGE = 20
MAX_HEAD = 20
DEFAULT_HEAD = 5

T = TypeVar("T")
First = Annotated[int | None, strawberry.argument(description="How many, from 1 to 100.")]
FirstOfHead = Annotated[int | None, strawberry.argument(description="How many, from 1 to 20.")]
After = Annotated[str | None, strawberry.argument(description="Only what follows this cursor of the same list.")]
Place = Sequence[str | int | bool]


@strawberry.federation.type(shareable=True, description="Whether there is more, and from where on.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follows.")
    has_previous_page: bool = strawberry.field(description="Whether this page began after a cursor.")
    start_cursor: str | None = strawberry.field(description="The first edge's cursor; null on an empty page.")
    end_cursor: str | None = strawberry.field(
        description="The last edge's cursor, to be given as `after`; null on an empty page."
    )


@strawberry.type(description="One item and its place in the order.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="The item's place, for `after`. Opaque.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list in a stable order.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The items of the page with their places.")
    page_info: PageInfo = strawberry.field(description="Whether there is more.")


def page_size(first: int | None, *, default: int = DEFAULT_PAGE, maximum: int = MAX_PAGE) -> int:
    """How many items were asked for. Refused (BAD_INPUT) outside 1 to `maximum`."""
    if first is None:
        return default
    if not 1 <= first <= maximum:
        raise refuse(ErrorCode.BAD_INPUT, "page.bad_size", "first", given=first, maximum=maximum)
    return first


def head_size(first: int | None) -> int:
    """How many items of the head of a list were asked for. Refused (BAD_INPUT) outside 1 to 20."""
    return page_size(first, default=DEFAULT_HEAD, maximum=MAX_HEAD)


def order_of(name: str, *depends_on: object) -> str:
    """The name of an order with all that it depends on, so that a cursor of another filter or search opens nothing."""
    return f"{name}:{digest(*depends_on)}"


def write_cursor(seal: Seal, order: str, place: Place) -> str:
    """The cursor of a place in an order; `order` names it and everything that the order depends on."""
    return seal.seal(f"cursor:{order}", json.dumps(list(place), separators=(",", ":")).encode())


def read_cursor(seal: Seal, order: str, cursor: str | None) -> list[str | int | bool] | None:
    """The place of a cursor; None without one. Refused (BAD_CURSOR) when it is forged or of another order."""
    if cursor is None:
        return None
    payload = seal.open(f"cursor:{order}", cursor)
    if payload is None:
        raise refuse(ErrorCode.BAD_CURSOR, "cursor.forged", "after")
    found = json.loads(payload)
    assert isinstance(found, list)
    return found


def page_info(cursors: Sequence[str], *, more: bool, after: str | None) -> PageInfo:
    """The page's own description, from the cursors of its edges."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )

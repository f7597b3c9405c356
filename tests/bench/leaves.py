"""What GraphQL itself costs: 560 leaves of a result that is already there, by plan, by graphql-core, and by hand.
Asserts no time."""

import time
from collections.abc import Awaitable, Callable

import orjson
import strawberry
from graphql import parse
from graphql.execution import Executor

from hub.web.plans import Plans

ROUNDS = 200


@strawberry.type
class Words:
    id: str
    en: str | None


@strawberry.type
class Publisher:
    id: strawberry.ID
    name: str


@strawberry.type
class Item:
    id: strawberry.ID
    title: Words
    number: int
    open: bool
    publisher: Publisher


_ITEMS = [
    Item(
        id=strawberry.ID(str(number)),
        title=Words(id=f"Bantuan {number}", en=None),
        number=number,
        open=True,
        publisher=Publisher(id=strawberry.ID("p"), name="Dinas Sosial"),
    )
    for number in range(80)
]


@strawberry.type
class Query:
    @strawberry.field
    def items(self) -> list[Item]:
        return _ITEMS


_SCHEMA = strawberry.Schema(Query)._schema
_TEXT = "{ items { id title { id en } number open publisher { id name } } }"
_UPLOAD = parse(_TEXT)
_PLANS = Plans()


async def _by_plan() -> bytes:
    executor = Executor.build(_SCHEMA, _UPLOAD)
    assert isinstance(executor, Executor)
    return orjson.dumps({"data": await _PLANS.plan(_TEXT, _UPLOAD, executor).run(executor)})


async def _by_graphql_core() -> bytes:
    executor = Executor.build(_SCHEMA, _UPLOAD)
    assert isinstance(executor, Executor)
    result = executor.execute_operation()
    assert not isinstance(result, Awaitable)
    return orjson.dumps({"data": result.data})  # type: ignore[union-attr]  # never incremental


async def _by_hand() -> bytes:
    items = [
        {
            "id": item.id,
            "title": {"id": item.title.id, "en": item.title.en},
            "number": item.number,
            "open": item.open,
            "publisher": {"id": item.publisher.id, "name": item.publisher.name},
        }
        for item in _ITEMS
    ]
    return orjson.dumps({"data": {"items": items}})


WAYS: dict[str, Callable[[], Awaitable[bytes]]] = {
    "reference: written out by hand": _by_hand,
    "by plan": _by_plan,
    "by graphql-core": _by_graphql_core,
}


async def measure_leaves() -> dict[str, list[float]]:
    """Milliseconds of each way, interleaved."""
    assert len({await way() for way in WAYS.values()}) == 1
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(ROUNDS):
        for name, way in WAYS.items():
            start = time.perf_counter()
            await way()
            times[name].append((time.perf_counter() - start) * 1000)
    return times

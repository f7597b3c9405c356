"""A plan answers as graphql-core would, whatever the query; what it cannot answer, graphql-core does."""

import asyncio
import gc
import logging
import weakref
from collections.abc import Awaitable
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any

import pytest
import strawberry
from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    get_introspection_query,
    get_named_type,
    parse,
    validate,
)
from graphql.execution import Executor
from hypothesis import assume, given
from hypothesis import strategies as st
from strawberry import BasePermission
from strawberry.dataloader import DataLoader
from strawberry.extensions import FieldExtension
from strawberry.types import Info

from hub.web.budget import Budgets
from hub.web.limits import Limits
from hub.web.operations import Asker, Operations
from hub.web.plans import Fallbacks, Plan, Plans, Unplanned
from hub.web.requests import GraphQLRequest
from hub.web.resolving import resolver
from tests.both_ways import assert_same, one_way_only, planned

pytestmark = pytest.mark.anyio


class Context:
    def __init__(self) -> None:
        self.batches: list[list[int]] = []

        async def load(keys: list[int]) -> list[str]:
            self.batches.append(keys)
            return [f"village {key}" for key in keys]

        self.villages = DataLoader(load)


Asking = Info[Context, None]


@strawberry.enum
class Level(Enum):
    VILLAGE = "desa"
    TOWN = "kota"


@strawberry.input
class Person:
    ref: str
    age_years: int | None = None
    lives_in: list[Level] = strawberry.field(default_factory=lambda: [Level.TOWN])
    nickname: str | None


@strawberry.input
class Household:
    members: list[Person]
    by_family: list[list[Person | None]] | None = None
    note: strawberry.Maybe[str]


@strawberry.input
class Strict:
    head: Person | None = None
    levels: list[Level] | None = strawberry.UNSET


@strawberry.input
class Tree:
    name: str
    below: "list[Tree] | None" = None


class Refusing(BasePermission):
    message = "not yours"

    def has_permission(self, source: Any, info: Any, **kwargs: Any) -> bool:
        return kwargs.get("key") == "open"


class Louder(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> str:
        return str(next_(source, info, **kwargs)).upper()


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Fund(Named):
    level: Level
    kilograms: int
    ratio: float
    open: bool
    aliases: list[str]
    gaps: list[int | None]
    patron: "Patron | None" = None

    @strawberry.field
    def title(self) -> str:
        return f"Fund {self.name}"

    @strawberry.field
    async def village(self, info: Asking, number: int = 1) -> str:
        return await info.context.villages.load(number)

    @strawberry.field
    def village_later(self, info: Asking) -> str:
        return info.context.villages.load(self.kilograms)  # type: ignore[return-value]  # Strawberry awaits it

    @strawberry.field
    def greeting(self, whom: str | None = None, times: int = 2) -> str:
        return " ".join([f"salam {whom}"] * times)

    @strawberry.field
    def beside(self) -> "list[Fund | None]":
        return [FUNDS[0], None]

    @strawberry.field
    def villages_near(self, info: Asking) -> list[str]:
        return [info.context.villages.load(number) for number in (8, 9)]  # type: ignore[misc]  # awaited one by one

    @strawberry.field
    def lost(self) -> str:
        raise LookupError("lost")

    @strawberry.field
    async def lost_later(self) -> str | None:
        await asyncio.sleep(0)
        raise LookupError("lost later")


@strawberry.type
class Patron(Named):
    since: int | None

    @strawberry.field
    async def funds(self) -> list[Fund]:
        await asyncio.sleep(0)
        return FUNDS


@strawberry.type
class Sealed:
    name: str = "sealed"

    @classmethod
    def is_type_of(cls, value: object, info: object) -> bool:
        return isinstance(value, cls)


async def _later(value: Any) -> Any:
    await asyncio.sleep(0)
    return value


FUNDS = [
    Fund(name="rice", level=Level.VILLAGE, kilograms=3, ratio=0.5, open=True, aliases=["beras"], gaps=[1, None]),
    Fund(
        name="coins",
        level=Level.TOWN,
        kilograms=4,
        ratio=1.0,
        open=False,
        aliases=[],
        gaps=[],
        patron=Patron(name="Siti", since=None),
    ),
]


@strawberry.type
class Query:
    @strawberry.field
    def funds(self, first: int = 2) -> list[Fund]:
        return FUNDS[:first]

    @strawberry.field
    async def patron(self) -> Patron:
        return Patron(name="Siti", since=1999)

    @strawberry.field
    def anything(self) -> list[Annotated[Fund | Patron, strawberry.union(name="Anything")]]:
        return [*FUNDS, Patron(name="Siti", since=1999)]

    @strawberry.field
    def named(self) -> list[Named]:
        return [*FUNDS, Patron(name="Siti", since=1999)]

    @strawberry.field
    def promised(self) -> list[int]:
        return [_later(1), 2, _later(3)]  # type: ignore[list-item]

    @strawberry.field
    async def promised_later(self) -> list[list[str | None]]:
        return [[_later("a"), _later(None)], []]  # type: ignore[list-item]

    @strawberry.field
    async def promised_funds(self) -> list[Fund]:
        return [_later(FUNDS[0]), FUNDS[1]]  # type: ignore[list-item]

    @strawberry.field
    async def promised_in_part(self) -> list[int]:
        return [_later(1), "two", _later(3)]  # type: ignore[list-item]  # as a mistake of ours would

    @strawberry.field
    def nothing(self) -> Fund | None:
        return None

    @strawberry.field
    def missing(self) -> Fund:
        return None  # type: ignore[return-value]  # as a mistake of ours would

    @strawberry.field
    def told(self, household: Household) -> str:
        return repr(household)

    @strawberry.field
    def strictly(self, given: Strict, times: int | None = 1) -> str:
        return repr((given, times))

    @strawberry.field
    def grown(self, tree: Tree) -> str:
        return repr(tree)

    @strawberry.field
    def sealed(self, broken: bool = False) -> Sealed:
        return FUNDS[0] if broken else Sealed()  # type: ignore[return-value]  # as a mistake of ours would

    @strawberry.field
    async def endless(self) -> int:
        await asyncio.Event().wait()
        return 1

    @strawberry.field
    async def called_off(self, really: bool = True) -> Fund:
        if really:
            raise asyncio.CancelledError
        return FUNDS[0]

    @strawberry.field(permission_classes=[Refusing])  # type: ignore[untyped-decorator]
    def guarded(self, key: str) -> str | None:
        return key

    @strawberry.field(extensions=[Louder()])  # type: ignore[untyped-decorator]
    def loud(self, word: str = "salam") -> str:
        return word

    @strawberry.field
    @staticmethod
    def by_root(root: strawberry.Parent[None], info: Asking, level: Level = Level.TOWN) -> str:
        return f"{root} {info.field_name} {level}"

    @strawberry.field
    def too_large(self) -> int | None:
        return 2**40


SCHEMA = strawberry.Schema(Query)._schema


def _executor(text: str, context: object = None, **variables: object) -> Executor[Any]:
    query = parse(text)
    assert validate(SCHEMA, query) == []
    built = Executor.build(SCHEMA, query, context_value=context or Context(), raw_variable_values=variables)
    assert isinstance(built, Executor)
    return built


async def _by_graphql_core(text: str, **variables: object) -> Any:
    result = _executor(text, **variables).execute_operation()
    return await result if isinstance(result, Awaitable) else result


async def _by_plan(text: str, context: object = None, **variables: object) -> Any:
    return await planned(SCHEMA, text, parse(text), variables, context or Context())


@pytest.mark.parametrize(
    "text",
    [
        "{ funds { name level kilograms ratio open aliases gaps title } }",
        "{ funds { village title villageLater name } }",
        "{ nothing { name } patron { since funds { patron { name } } } }",
        "{ funds { __typename beside { name __typename } } __typename }",
        "{ anything { __typename ... on Fund { title } ... on Patron { since } } }",
        "{ named { name ... on Fund { level } ...Since } } fragment Since on Patron { since funds { name } }",
        "{ one: funds(first: 1) { called: name } two: funds { name } funds { beside { name } beside { title } } }",
        '{ funds { greeting a: greeting(whom: "Budi") b: greeting(whom: null, times: 1) } }',
        "{ funds { ...A ...B } } fragment A on Fund { patron { name } } fragment B on Fund { patron { since } }",
        "{ funds { name @skip(if: true) title @include(if: true) } }",
        '{ strictly(given: {head: {ref: "a", livesIn: [VILLAGE]}, levels: []}) }',
        '{ strictly(given: {head: {ref: "a", nickname: null}, levels: null}, times: null) }',
        "{ strictly(given: {}) }",
        '{ told(household: {members: [{ref: "a", ageYears: 3}], byFamily: [[{ref: "b"}, null]]}) }',
        '{ told(household: {members: [], note: "x"}) }',
        '{ grown(tree: {name: "a", below: [{name: "b", below: []}, {name: "c"}]}) }',
        "{ sealed { name } }",
        '{ guarded(key: "open") loud word: loud(word: "rice") byRoot two: byRoot(level: VILLAGE) }',
        "{ promised promisedLater promisedFunds { name title } }",
        "{ funds { villagesNear } again: promised }",
        get_introspection_query(),
    ],
)
async def test_a_plan_answers_as_graphql_core_does(text: str) -> None:
    expected = await _by_graphql_core(text)

    assert expected.errors is None
    assert_same(await _by_plan(text), expected.data)


@pytest.mark.parametrize(
    "text",
    [
        "{ missing { name } }",
        "{ tooLarge }",
        "{ sealed(broken: true) { name } }",
        "{ funds { lost } }",
        "{ funds { lostLater } }",
        '{ guarded(key: "shut") }',
        "{ promisedInPart }",
        "{ promised funds { lost } }",
        "{ patron { name funds { name lost village } } funds { village } }",
    ],
)
async def test_a_plan_gives_up_where_graphql_core_tells_errors(text: str) -> None:
    assert (await _by_graphql_core(text)).errors

    with pytest.raises((Unplanned, LookupError, GraphQLError)):
        await _by_plan(text)


async def test_what_had_begun_when_a_plan_gave_up_is_waited_for() -> None:
    context = Context()

    with pytest.raises(LookupError):
        await _by_plan("{ funds { village(number: 7) lost } }", context)

    assert context.batches == [[7]]  # and no warning of a coroutine that nobody awaited


async def test_what_had_begun_when_a_resolver_was_called_off_is_waited_for() -> None:
    context = Context()

    with pytest.raises(asyncio.CancelledError):
        await _by_plan("{ first: calledOff(really: false) { village(number: 7) } calledOff { name } }", context)

    assert context.batches == [[7]]


async def test_nothing_of_a_query_outlives_a_request_that_was_cut_off() -> None:
    before = asyncio.all_tasks()
    asking = asyncio.create_task(_by_plan("{ endless patron { since } }"))
    await asyncio.sleep(0.01)
    assert len(asyncio.all_tasks() - before) > 1

    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    assert asyncio.all_tasks() == before


def test_what_a_field_takes_is_worked_out_once_however_often_it_is_asked_for() -> None:
    assert SCHEMA.query_type is not None
    field = SCHEMA.query_type.fields["told"]

    assert resolver(field) is resolver(field)


async def test_loaders_see_the_keys_of_one_depth_together() -> None:
    context = Context()

    await _by_plan("{ funds { village(number: 1) } more: funds { village(number: 2) villageLater } }", context)

    assert [sorted(batch) for batch in context.batches] == [[1, 2, 3, 4]]


async def test_one_plan_serves_other_values_of_its_variables() -> None:
    text, plans = "query ($n: Int! $to: String) { funds(first: $n) { greeting(whom: $to) } }", Plans()
    query = parse(text)

    def ask(**variables: object) -> Any:
        return plans.plan(text, query, _executor(text, **variables)), _executor(text, **variables)

    first, first_executor = ask(n=1, to="Budi")
    second, second_executor = ask(n=2, to=None)

    assert first is second
    assert await first.run(first_executor) == {"funds": [{"greeting": "salam Budi salam Budi"}]}
    assert await second.run(second_executor) == {"funds": [{"greeting": "salam None salam None"}] * 2}


async def test_variables_that_steer_which_fields_are_asked_for_have_a_plan_each() -> None:
    text, plans = "query ($a: Boolean!) { funds(first: 1) { name title @include(if: $a) } }", Plans()
    query = parse(text)
    planned_answers = []
    for value in (True, False, True):
        executor = _executor(text, a=value)
        planned_answers.append(await plans.plan(text, query, executor).run(executor))

    assert planned_answers[0] == planned_answers[2] == {"funds": [{"name": "rice", "title": "Fund rice"}]}
    assert planned_answers[1] == {"funds": [{"name": "rice"}]}


async def test_operations_of_one_query_have_a_plan_each() -> None:
    text, plans = "query A { funds(first: 1) { name } } query B { patron { name } }", Plans()
    query = parse(text)
    planned_answers = []
    for name in ("A", "B"):
        executor = Executor.build(SCHEMA, query, context_value=Context(), operation_name=name)
        assert isinstance(executor, Executor)
        planned_answers.append(await plans.plan(text, query, executor).run(executor))

    assert planned_answers == [{"funds": [{"name": "rice"}]}, {"patron": {"name": "Siti"}}]


async def test_a_plan_keeps_nothing_of_whom_it_was_made_for() -> None:
    text, plans, context = "query ($n: Int!) { named { ... on Fund { village(number: $n) } } }", Plans(), Context()
    executor = _executor(text, context, n=1)
    await plans.plan(text, parse(text), executor).run(executor)
    gone = weakref.ref(context)

    del context, executor
    gc.collect()

    assert gone() is None


def _write(draw: st.DrawFn, type_: GraphQLOutputType, depth: int) -> str:
    """A selection set of a type, written in any of the ways in which queries write them."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLUnionType | GraphQLInterfaceType):
        chosen = draw(st.lists(st.sampled_from(SCHEMA.get_possible_types(named)), max_size=2))
        return " ".join(["{ __typename", *(f"... on {each.name} {_write(draw, each, depth)}" for each in chosen), "}"])
    if not isinstance(named, GraphQLObjectType):
        return ""
    names = [name for name, each in named.fields.items() if name not in _FAILING and (depth or _is_leaf(each.type))]
    parts = ["__typename"]
    for name in draw(st.lists(st.sampled_from(names), max_size=4)) if names else []:
        alias = draw(st.sampled_from(["", "a: ", "b: ", "c: "]))
        parts.append(f"{alias}{name} {_write(draw, named.fields[name].type, depth - 1)}")
    return " ".join(["{", *parts, "}"])


_FAILING = (
    "missing",
    "promisedInPart",
    "tooLarge",
    "lost",
    "lostLater",
    "told",
    "strictly",
    "guarded",
    "grown",
    "endless",
    "calledOff",
)


def _is_leaf(type_: GraphQLOutputType) -> bool:
    return not hasattr(get_named_type(type_), "fields") and not isinstance(get_named_type(type_), GraphQLUnionType)


@st.composite
def _queries(draw: st.DrawFn) -> str:
    assert SCHEMA.query_type is not None
    return _write(draw, SCHEMA.query_type, 4)


@given(_queries())
async def test_any_query_is_answered_as_graphql_core_does(text: str) -> None:
    assume(not validate(SCHEMA, parse(text)))  # one alias for two fields

    assert_same(await _by_plan(text), (await _by_graphql_core(text)).data)


def _operations(*, planned: bool = True) -> Operations[None]:
    return Operations(
        SCHEMA,
        get_context=lambda viewer, language: Context(),
        word=lambda problem, language: (problem.message.key, None),
        limits=Limits(),
        budgets=Budgets(1_000_000, lambda: datetime(2026, 11, 24, tzinfo=UTC)),
        post_only_fields=frozenset(),
        planned=planned,
    )


async def _asked(operations: Operations[None], text: str) -> dict[str, Any]:
    asker: Asker[None] = Asker(viewer=None, language="en", budget="test")
    prepared = operations.prepare(GraphQLRequest(query=text))
    with one_way_only():
        return await operations.run(prepared, asker, operations.pay([prepared], asker))


async def test_what_a_plan_cannot_answer_is_counted_apart_from_what_failed(caplog: pytest.LogCaptureFixture) -> None:
    operations = _operations()

    await _asked(operations, "{ patron { name } }")
    assert operations.fallbacks == Fallbacks()

    await _asked(operations, "{ missing { name } }")
    assert operations.fallbacks == Fallbacks(unplanned=1)
    assert not [each for each in caplog.records if "by its plan" in each.getMessage()]

    with caplog.at_level(logging.INFO, logger="hub.web"):
        await _asked(operations, "{ funds { lost } }")
    assert operations.fallbacks == Fallbacks(unplanned=1, failed=1)
    (record,) = [each for each in caplog.records if "by its plan" in each.getMessage()]
    assert record.levelno == logging.INFO  # graphql-core met it, too
    assert "LookupError" in record.getMessage()
    assert "lost" not in record.getMessage()


async def test_a_failure_of_the_plan_alone_is_answered_by_graphql_core_and_warned_of(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run(*_: object) -> dict[str, Any]:
        raise RuntimeError("a mistake in a plan")

    monkeypatch.setattr(Plan, "run", run)
    operations = _operations()

    answer = await _asked(operations, "{ patron { name } }")

    assert answer["data"] == {"patron": {"name": "Siti"}}
    assert operations.fallbacks == Fallbacks(failed=1)
    assert [each.levelno for each in caplog.records] == [logging.WARNING]


async def test_without_plans_graphql_core_runs_all_and_nothing_is_counted() -> None:
    operations = _operations(planned=False)

    answer = await _asked(operations, "{ missing { name } }")

    assert answer["errors"]
    assert operations.fallbacks == Fallbacks()


async def test_what_the_root_promised_is_asked_for_again_where_a_plan_gave_up() -> None:
    operations = _operations()

    answer = await _asked(operations, "{ promisedLater funds { lost } }")

    assert [each["path"] for each in answer["errors"]] == [["funds", 0, "lost"]]
    only = await _asked(operations, "{ promisedLater tooLarge }")
    assert only["data"] == {"promisedLater": [["a", None], []], "tooLarge": None}

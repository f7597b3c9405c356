"""Every query of the suite runs both ways, by its plan and by graphql-core, and the answers must be the same."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any

from graphql import DocumentNode, GraphQLSchema, OperationType, get_operation_ast
from graphql.execution import Executor

from hub.web.operations import Operations
from hub.web.plans import Plans

_paused: list[bool] = []


@contextmanager
def one_way_only() -> Iterator[None]:
    """Meanwhile queries run once: for tests that count what a query does."""
    _paused.append(True)
    try:
        yield
    finally:
        _paused.pop()


def is_compared(query: DocumentNode, name: str | None = None) -> bool:
    operation = get_operation_ast(query, name)
    return not _paused and operation is not None and operation.operation is OperationType.QUERY


async def planned(
    schema: GraphQLSchema, text: str, query: DocumentNode, variables: Mapping[str, object], context: object
) -> dict[str, Any]:
    """The data that a plan answers with."""
    executor = Executor.build(schema, query, context_value=context, raw_variable_values=dict(variables))
    assert isinstance(executor, Executor)
    return await Plans().plan(text, query, executor).run(executor)


def assert_same(by_plan: object, by_graphql_core: object) -> None:
    """The same values with their fields in the same order."""
    assert json.dumps(by_plan) == json.dumps(by_graphql_core)


@contextmanager
def every_operation_runs_both_ways() -> Iterator[None]:
    """Patches the one place where the endpoint runs queries; servers in a process of their own are left alone."""
    run = Operations.run

    async def both_ways(self: Operations[Any], prepared: Any, asker: Any, balance: Any) -> Any:
        answer = await run(self, prepared, asker, balance)
        if prepared.request.cost_only or not is_compared(prepared.query, prepared.request.operation_name):
            return answer
        without = copy(self)
        without._planned = False
        core, again = [await run(without, prepared, asker, balance) for _ in range(2)]
        assert core.get("errors") == answer.get("errors")
        if json.dumps(core["data"]) == json.dumps(again["data"]):  # and not, say, the time of day
            assert_same(answer["data"], core["data"])
        if "errors" not in core:
            executor = self._executor(prepared, asker)
            await self._plans.plan(prepared.text, prepared.query, executor).run(executor)
        return answer

    Operations.run = both_ways  # type: ignore[method-assign]
    try:
        yield
    finally:
        Operations.run = run  # type: ignore[method-assign]

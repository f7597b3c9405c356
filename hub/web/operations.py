"""How one operation is answered: read, limited, paid, and run by its plan or by graphql-core. Knows no transport.

It runs on graphql-core directly, not through `strawberry.Schema.execute`, so that a query is parsed once, limited
before it is validated, and validated once for all requests; Strawberry's schema extensions therefore do not run.
"""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Generic, TypeVar

from graphql import DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode, OperationType
from graphql.execution import Executor, create_source_event_stream, execute_subscription_event
from graphql.execution.execute import map_source_to_response_event

from hub.domain.errors import ErrorCode
from hub.web.budget import Balance, Budgets
from hub.web.faults import (
    Fault,
    Json,
    RequestRefused,
    Word,
    faults_of_execution,
    graphql_refusal,
    refusal,
    traces,
)
from hub.web.known_queries import KnownQueries, choose_operation
from hub.web.limits import Limits, Measure, excess, measure, root_fields
from hub.web.plans import Fallbacks, Plans, Unplanned, with_met
from hub.web.requests import GraphQLRequest

V = TypeVar("V")
_log = logging.getLogger("hub.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker(Generic[V]):
    """Who asks: the viewer that authentication found, the language to answer in, and the name of the budget."""

    viewer: V
    language: str
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An operation that may run: valid, within the limits, and what it will cost."""

    request: GraphQLRequest
    text: str
    query: DocumentNode
    operation: OperationDefinitionNode
    measure: Measure


class Operations(Generic[V]):
    """The operations of one schema.

    `get_context` makes a context for each operation, never for a connection, so that loaders and what they remember end
    with the operation (for a subscription: with the event). `planned`: whether queries run by plans; without,
    graphql-core runs them all.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        get_context: Callable[[V, str], object],
        word: Word,
        limits: Limits,
        budgets: Budgets,
        post_only_fields: frozenset[str],
        planned: bool = True,
    ) -> None:
        self.fallbacks = Fallbacks()
        self._planned = planned
        self._schema = schema
        self._get_context = get_context
        self._word = word
        self._limits = limits
        self._budgets = budgets
        self._post_only = post_only_fields
        self._queries = KnownQueries(schema, limits)
        self._plans = Plans()

    def prepare(self, request: GraphQLRequest, *, over_get: bool = False) -> Prepared:
        """Everything before execution but the payment. Raises `RequestRefused`."""
        text = self._queries.text(request)
        query = self._queries.parse(text)
        operation = choose_operation(query, request.operation_name)
        if over_get:
            self._refuse_over_get(query, operation)
        size = measure(
            self._schema,
            query,
            operation,
            variables=request.variables,
            assumed_list_size=self._limits.assumed_list_size,
        )
        too_much = excess(size, self._limits)
        if too_much is not None and not request.cost_only:
            raise RequestRefused([Fault(problem=too_much)], 400, well_formed=True, cost=size.cost)
        if too_much is None:
            self._queries.validate(text, query)
            self._queries.remember(request, text)
        return Prepared(request=request, text=text, query=query, operation=operation, measure=size)

    def pay(self, prepared: Sequence[Prepared], asker: Asker[V]) -> Balance:
        """Charge the asker for operations sent together, which share one limit. Raises `RequestRefused`."""
        cost = sum(each.measure.cost for each in prepared if not each.request.cost_only)
        if cost > self._limits.cost:
            too_much = excess(Measure(cost=cost), self._limits)
            assert too_much is not None
            raise RequestRefused([Fault(problem=too_much)], 400, well_formed=True, cost=cost)
        balance = self._budgets.charge(asker.budget, cost)
        if not balance.granted:
            seconds = max(1, round((balance.reset_at - self._budgets.time()).total_seconds()))
            raise refusal(
                ErrorCode.RATE_LIMITED,
                "web.budget_spent",
                status=429,
                headers={"Retry-After": str(seconds)},
                cost=cost,
                requested=cost,
                remaining=balance.remaining,
                seconds=seconds,
            )
        return balance

    async def run(self, prepared: Prepared, asker: Asker[V], balance: Balance) -> Json:
        """The answer to a query or mutation. Raises `RequestRefused` for variables that do not fit."""
        if prepared.request.cost_only:
            return {"data": None, "extensions": self.extensions(prepared.measure.cost, balance)}
        return self._answer(await self._result(prepared, asker), prepared, asker, balance)

    async def stream(self, prepared: Prepared, asker: Asker[V], balance: Balance) -> AsyncGenerator[Json, None]:
        """The answers to any operation, one after another: one for a query or mutation, one per event of a
        subscription. Raises `RequestRefused` when a subscription cannot start."""
        if prepared.operation.operation is not OperationType.SUBSCRIPTION or prepared.request.cost_only:
            yield await self.run(prepared, asker, balance)
            return
        executor = self._executor(prepared, asker)
        started = create_source_event_stream(executor)
        source = await started if isinstance(started, Awaitable) else started
        if isinstance(source, ExecutionResult):
            raise RequestRefused(faults_of_execution(source.errors or ()), 400, cost=prepared.measure.cost)

        def with_own_context(event: Executor[object]) -> Awaitable[ExecutionResult] | ExecutionResult:
            event.context_value = self._get_context(asker.viewer, asker.language)
            return execute_subscription_event(event)

        async with aclosing(map_source_to_response_event(executor, source, with_own_context)) as results:
            async for result in results:
                yield self._answer(result, prepared, asker, balance)

    def refused(self, refusal: RequestRefused, asker: Asker[V]) -> Json:
        """The answer of which nothing ran: errors and no `data`."""
        balance = self._budgets.charge(asker.budget, 0)
        return {
            "errors": [fault.as_json(self._word, asker.language) for fault in refusal.faults],
            "extensions": self.extensions(refusal.cost, balance),
        }

    def extensions(self, cost: int, balance: Balance) -> Json:
        """What an answer says of its cost and of what the caller has left."""
        return {
            "cost": {
                "requested": cost,
                "limit": self._limits.cost,
                "remaining": balance.remaining,
                "resetAt": balance.reset_at.isoformat(timespec="seconds"),
            }
        }

    async def _result(self, prepared: Prepared, asker: Asker[V]) -> ExecutionResult:
        met: dict[str, object] = {}
        failure: Exception | None = None
        if self._planned and prepared.operation.operation is OperationType.QUERY:
            executor = self._executor(prepared, asker)
            try:
                plan = self._plans.plan(prepared.text, prepared.query, executor)
                return ExecutionResult(await plan.run(executor, met))
            except Unplanned:
                self.fallbacks.unplanned += 1
            except Exception as error:  # whatever it is: graphql-core meets it again, and tells it
                self.fallbacks.failed += 1
                failure = error
        result = self._executor(prepared, asker, met).execute_operation()
        if not isinstance(result, ExecutionResult):
            result = await result  # type: ignore[misc]  # never incremental: the schema has no @defer
        assert isinstance(result, ExecutionResult)
        if failure is not None:
            if result.errors:
                # Its kind alone: what a refusal says repeats what was asked, a family's words among it.
                _log.info("a query failed by its plan: %s", type(failure).__name__)
            else:  # graphql-core did not meet it: one of the plan's own
                _log.warning("a query failed by its plan: %s", " <- ".join(traces(failure)))
        return result

    def _executor(
        self, prepared: Prepared, asker: Asker[V], met: Mapping[str, object] | None = None
    ) -> Executor[object]:
        name = prepared.operation.name
        built = Executor.build(
            self._schema,
            prepared.query,
            context_value=self._get_context(asker.viewer, asker.language),
            raw_variable_values=dict(prepared.request.variables),
            operation_name=name.value if name else None,
            middleware=[with_met(met)] if met else None,
        )
        if isinstance(built, list):
            raise graphql_refusal(ErrorCode.BAD_VARIABLES, "web.variables_refused", built)
        return built

    def _answer(self, result: ExecutionResult, prepared: Prepared, asker: Asker[V], balance: Balance) -> Json:
        answer: Json = {}
        if result.errors:
            faults = faults_of_execution(result.errors)
            answer["errors"] = [fault.as_json(self._word, asker.language) for fault in faults]
        answer["data"] = result.data
        answer["extensions"] = self.extensions(prepared.measure.cost, balance)
        return answer

    def _refuse_over_get(self, query: DocumentNode, operation: OperationDefinitionNode) -> None:
        """A GET is for queries, and not for those whose variables would leave a household's facts in access logs."""
        allow = {"Allow": "POST"}
        kind = operation.operation.value
        if kind != "query":
            raise refusal(ErrorCode.BAD_REQUEST, "web.only_queries_over_get", status=405, headers=allow, kind=kind)
        for name in sorted(root_fields(query, operation) & self._post_only):
            raise refusal(ErrorCode.BAD_REQUEST, "web.field_not_over_get", status=405, headers=allow, field=name)

"""The schema asked directly, on a hub with a real database: what stands between it and HTTP is tested with the web."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from graphql import parse
from sqlalchemy import event
from sqlalchemy.engine import Engine

from hub.database.engine import Database
from hub.domain.access import PUBLIC_VIEWER, Viewer
from hub.usecases.hub import Hub
from schema.context import context_for
from schema.root import graphql_schema
from tests.both_ways import assert_same, is_compared, one_way_only, planned
from tests.builders import hub_on

Json = Any
"""What a GraphQL answer holds; its shape is what the tests look at."""

Ask = Callable[..., Awaitable[Json]]
"""`await ask(query, viewer=…, **variables)` gives the data of an answer without errors."""


@pytest.fixture
def hub(database: Database) -> Hub:
    return hub_on(database)


@pytest.fixture
def ask(hub: Hub) -> Ask:
    async def asked(query: str, *, viewer: Viewer = PUBLIC_VIEWER, **variables: object) -> Json:
        context = context_for(hub, viewer, "en")
        answer = await graphql_schema.execute(query, variable_values=variables, context_value=context)
        assert answer.errors is None, answer.errors
        parsed = parse(query)
        if is_compared(parsed):
            context = context_for(hub, viewer, "en")
            assert_same(await planned(graphql_schema._schema, query, parsed, variables, context), answer.data)
        return answer.data

    return asked


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that is sent to the database meanwhile."""
    sent: list[str] = []

    def record(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", record)
    with one_way_only():
        yield sent
    event.remove(Engine, "before_cursor_execute", record)

"""What of graphql-core and Strawberry the hub leans on without being promised it, by name.

When a newer version breaks one of these, raise the upper bound in pyproject.toml only with the code that needs it.
"""

import inspect
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import strawberry
from graphql import GraphQLResolveInfo, parse
from graphql.execution import Executor, create_source_event_stream, execute_subscription_event
from graphql.execution.collect_fields import FieldDetails, collect_fields, collect_subfields
from graphql.execution.execute import map_source_to_response_event
from graphql.execution.values import get_argument_values
from graphql.pyutils import is_awaitable
from strawberry.asgi import GraphQL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from strawberry.types.lazy_type import LazyType

from hub.web.resolving import described
from schema.root import graphql_schema


def parameters(function: Callable[..., Any]) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name != "self"]


@pytest.mark.parametrize("name", ["strawberry-graphql", "graphql-core"])
def test_both_have_an_upper_bound(name: str) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    (requirement,) = [each for each in project["dependencies"] if each.startswith(name)]

    assert ",<" in requirement


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (collect_fields, ["schema", "fragments", "variable_values", "runtime_type", "operation"]),
        (
            collect_subfields,
            ["schema", "fragments", "variable_values", "operation", "return_type", "field_details_list"],
        ),
        (get_argument_values, ["type_def", "node", "variable_values", "fragment_variable_values"]),
        (create_source_event_stream, ["executor"]),
        (execute_subscription_event, ["executor"]),
        (Executor.build_resolve_info, ["field_def", "field_nodes", "parent_type", "path"]),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_functions_of_graphql_core_take_what_plans_give_them(function: Any, expected: list[str]) -> None:
    assert parameters(function)[: len(expected)] == expected


def test_an_executor_holds_what_a_plan_reads() -> None:
    executor = Executor.build(graphql_schema._schema, parse("{ sources { key } }"), context_value=None)

    assert isinstance(executor, Executor)
    for name in ("schema", "fragments", "operation", "root_value", "context_value", "execute_operation"):
        assert hasattr(executor, name), name
    assert executor.variable_values.coerced == {}
    root = executor.schema.query_type
    assert root is not None
    collected = collect_fields(executor.schema, executor.fragments, executor.variable_values, root, executor.operation)
    ((_, (details,)),) = collected.grouped_field_set.items()
    assert isinstance(details, FieldDetails)
    assert (details.node.name.value, details.fragment_variable_values) == ("sources", None)
    assert is_awaitable(create_source_event_stream) is False
    assert callable(map_source_to_response_event)
    assert "path" in GraphQLResolveInfo.__annotations__


def test_strawberry_keeps_with_a_field_what_calling_its_resolver_needs() -> None:
    query = graphql_schema._schema.query_type
    assert query is not None
    field = described(query.fields["offering"])

    assert isinstance(field, StrawberryField)
    assert (field.python_name, field.is_basic_field, list(field.extensions)) == ("offering", False, [])
    resolver = field.base_resolver
    assert isinstance(resolver, StrawberryResolver)
    assert (resolver.info_parameter is not None, resolver.self_parameter is not None) == (True, True)
    assert (resolver.parent_parameter, resolver.root_parameter) == (None, None)
    assert parameters(strawberry.Info.__init__) == ["_raw_info", "_field"]


def test_strawberry_keeps_with_an_input_what_building_it_needs() -> None:
    definition = described(graphql_schema._schema.type_map["MatchInput"])

    assert isinstance(definition, StrawberryObjectDefinition)
    assert definition.from_input is None
    assert {"present_region", "subject"} <= {each.python_name for each in definition.fields}
    assert definition.origin.__name__ == "MatchInput"


def test_strawberry_s_view_and_its_sockets_are_built_as_ours_expect() -> None:
    expected = {"graphql_ide", "subscription_protocols", "connection_init_wait_timeout", "allowed_origins"}
    assert expected <= {*parameters(GraphQL.__init__)}
    assert hasattr(GraphQL, "graphql_transport_ws_handler_class")
    assert parameters(Operation.__init__)[:4] == ["handler", "id", "query", "variables"]
    for name in ("handle_connection_init", "handle_subscribe", "handle_invalid_message", "send_message"):
        assert hasattr(BaseGraphQLTransportWSHandler, name), name


def test_a_lazy_type_is_found_by_its_name() -> None:
    assert LazyType("Dashboard", "schema.offerings").resolve_type().__name__ == "Dashboard"


def test_strawberry_keeps_the_values_of_an_enum_where_their_descriptions_are_set() -> None:
    definition = described(graphql_schema._schema.type_map["Verdict"])

    assert [value.name for value in definition.values] == ["ELIGIBLE", "NEEDS_INFORMATION", "INELIGIBLE"]

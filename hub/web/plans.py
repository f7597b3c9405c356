"""How a query is executed: by functions that are compiled once from its text, or else by graphql-core.

Most of what graphql-core does for a field depends on the query alone: which field is meant, who resolves it, how its
type is written. A plan works that out once; then it only reads, resolves and writes. Resolvers run as Strawberry built
them, those of one depth at the same time, so that loaders see all their keys together.

A plan knows no errors. Where a value does not fit its type, or anything raises, graphql-core runs the query again, and
tells the errors and nulls that clients know: a query changes nothing, so that running twice does no harm. What the
root's fields were awaited for is handed on to it, so that neither their work nor a wait in vain is done twice.
"""

from asyncio import gather
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLAbstractType,
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    VariableNode,
    Visitor,
    default_type_resolver,
    is_leaf_type,
    is_object_type,
    is_specified_scalar_type,
    visit,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetails, collect_fields, collect_subfields
from graphql.execution.values import get_argument_values
from graphql.pyutils import is_awaitable, is_iterable

from hub.web.known_queries import LONGEST_KEPT
from hub.web.recent import Recent
from hub.web.resolving import plain_attribute, resolver

_KEPT = 128
_UNCHANGED = {"String": str, "ID": str, "Boolean": bool}
"""Of these scalars, values of just this class are written as they are."""


_NO_INFO: Any = None
"""What a type is told that is asked whether a value is of it: one that looked would fail, and graphql-core answer. To
say where it stands would take a tenth of a short object's time, and Strawberry's own do not look."""


class Unplanned(Exception):
    """A plan has no answer here; what it should be, graphql-core says."""


@dataclass(slots=True)
class Fallbacks:
    """How many queries graphql-core ran in place of their plan: `unplanned` where the plan had no answer, `failed`
    where anything else was raised."""

    unplanned: int = 0
    failed: int = 0


class Plans:
    """The plans of one schema's queries: those used last."""

    def __init__(self) -> None:
        self._steering: Recent[str, Sequence[str]] = Recent(_KEPT)
        self._plans: Recent[object, Plan] = Recent(_KEPT)

    def plan(self, text: str, query: DocumentNode, executor: Executor[Any]) -> "Plan":
        """The plan of an operation of a valid query; `executor` is about to run it."""
        if len(text) > LONGEST_KEPT:
            return Plan(executor)
        steering = self._steering.get(text)
        if steering is None:
            steering = _steering(query)
            self._steering.keep(text, steering)
        name = executor.operation.name
        key = (text, name and name.value, *(executor.variable_values.coerced.get(each) for each in steering))
        plan = self._plans.get(key)
        if plan is None:
            plan = Plan(executor)
            self._plans.keep(key, plan)
        return plan


class Plan:
    """One operation, for one choice of the variables that steer `@skip` and `@include`."""

    def __init__(self, executor: Executor[Any]) -> None:
        root = executor.schema.query_type
        assert root is not None
        found = collect_fields(
            executor.schema, executor.fragments, executor.variable_values, root, executor.operation
        ).grouped_field_set
        self._root = _object(root, found, executor)

    async def run(self, executor: Executor[Any], met: dict[str, Any] | None = None) -> dict[str, Any]:
        """The data of the answer. Raises Unplanned, or whatever a resolver raised; `met` then holds what the root's
        fields that had to be awaited gave or raised."""
        run = _Run(executor, {} if met is None else met)
        try:
            run.root = self._root(executor.root_value, run)
            while run.later:
                await run.settle()
        except BaseException:
            # What has begun is waited for, so that nothing of it outlives the request. (One that was cancelled waits
            # for nothing here: it left all that had begun to `settle`.)
            ended = await gather(*(each.value for each in run.later), return_exceptions=True)
            await gather(*_promised([*run.settled, *ended]), return_exceptions=True)
            raise
        assert isinstance(run.root, dict)
        return run.root


def with_met(met: Mapping[str, Any]) -> Callable[..., Any]:
    """Middleware by which graphql-core takes what a plan met at the root, errors too, in place of asking again."""

    def resolve(next_: Callable[..., Any], source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        key = str(info.path.key)
        if info.path.prev is None and key in met:
            return met[key]
        return next_(source, info, **arguments)

    return resolve


class _Later(NamedTuple):
    """A value that is still awaited, and where it goes: under a key of an object, or in a place of a list."""

    value: Awaitable[Any]
    answer: Any
    key: str | int
    write: "_Write"


@dataclass(slots=True)
class _Run:
    """One execution of a plan."""

    executor: Executor[Any]
    met: dict[str, Any]
    later: list[_Later] = field(default_factory=list)
    settled: list[Any] = field(default_factory=list)
    """What was awaited last."""
    root: dict[str, Any] | None = None

    async def settle(self) -> None:
        """Await all that is awaited now, and write it down."""
        later, self.later = self.later, []
        values = await gather(*(each.value for each in later), return_exceptions=True)
        self.settled = values
        for each, value in zip(later, values, strict=True):
            if each.answer is self.root and not _read_once(value):
                self.met[str(each.key)] = value
        for each, value in zip(later, values, strict=True):
            if isinstance(value, BaseException):
                raise value
            each.answer[each.key] = each.write(value, self)


def _read_once(value: Any) -> bool:
    """Whether a value is used up by writing it, so that graphql-core must ask for it again."""
    return isinstance(value, Iterator) or any(True for _ in _promised([value]))


def _promised(values: Iterable[Any]) -> Iterator[Awaitable[Any]]:
    """What is still to be awaited in some lists, and in lists within them."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from (each for each in value if is_awaitable(each))
            yield from _promised(value)


_Write = Callable[[Any, _Run], Any]
"""Gives what JSON shows of a value of a type. What must be awaited is put down for later."""
_Resolve = Callable[[Any, _Run], Any]
"""Gives the value of a field of an object, or an awaitable of it."""


class _Place(NamedTuple):
    """A field of an object type, as a query asks for it."""

    parent: GraphQLObjectType
    definition: GraphQLField
    details: list[FieldDetails]

    @property
    def node(self) -> FieldNode:
        return self.details[0].node

    def info(self, run: _Run) -> GraphQLResolveInfo[Any]:
        """What a resolver is told. It has no path: one that asked for it would fail, and graphql-core would answer."""
        nodes = [each.node for each in self.details]
        return run.executor.build_resolve_info(self.definition, nodes, self.parent, None)  # type: ignore[arg-type]


def _object(type_: GraphQLObjectType, fields: Mapping[str, list[FieldDetails]], executor: Executor[Any]) -> _Write:
    """Writes objects of a type. The fields stand in the order asked for, whichever is known first."""
    blank: dict[str, Any] = dict.fromkeys(fields)
    plain: list[tuple[str, str, _Write]] = []
    resolved: list[tuple[str, _Resolve, _Write]] = []
    for key, details in fields.items():
        name = details[0].node.name.value
        definition = executor.schema.get_field(type_, name)
        if definition is None:
            raise Unplanned
        if name == "__typename":
            blank[key] = type_.name
            continue
        place = _Place(type_, definition, details)
        write, attribute = _value(definition.type, place, executor), plain_attribute(definition)
        if attribute is not None:
            plain.append((key, attribute, write))
        else:
            resolved.append((key, _resolver(place), write))

    def object_(source: Any, run: _Run) -> dict[str, Any]:
        answer = blank.copy()
        for key, name, write in plain:
            answer[key] = write(getattr(source, name), run)
        for key, resolve, write in resolved:
            value = resolve(source, run)
            if is_awaitable(value):
                run.later.append(_Later(value, answer, key, write))
            else:
                answer[key] = write(value, run)
        return answer

    return object_


def _resolver(place: _Place) -> _Resolve:
    """Calls the resolver of a field with its arguments."""
    definition, call = place.definition, resolver(place.definition)
    if not definition.args:
        return lambda source, run: call(source, lambda: place.info(run), {})

    def resolved(source: Any, run: _Run) -> Any:
        detail, executor = place.details[0], run.executor
        given = get_argument_values(definition, detail.node, executor.variable_values, detail.fragment_variable_values)
        return call(source, lambda: place.info(run), given)

    return resolved


def _value(type_: GraphQLOutputType, place: _Place, executor: Executor[Any]) -> _Write:
    if isinstance(type_, GraphQLNonNull):
        written = _present(type_.of_type, place, executor)

        def required(value: Any, run: _Run) -> Any:
            if value is None:
                raise Unplanned
            return written(value, run)

        return required
    present = _present(type_, place, executor)
    return lambda value, run: None if value is None else present(value, run)


def _present(type_: GraphQLOutputType, place: _Place, executor: Executor[Any]) -> _Write:
    """Writes values of a type that are not null."""
    if isinstance(type_, GraphQLList):
        return _list(_value(type_.of_type, place, executor))
    if is_leaf_type(type_):
        return _leaf(type_)
    if is_object_type(type_):
        return _object_at(place, type_, executor)
    assert isinstance(type_, GraphQLAbstractType)
    return _abstract(type_, place)


def _object_at(place: _Place, type_: GraphQLObjectType, executor: Executor[Any]) -> _Write:
    """Writes objects of a type in a place, where the type itself does not deny that they are of it."""
    fields = collect_subfields(
        executor.schema, executor.fragments, executor.variable_values, executor.operation, type_, place.details
    ).grouped_field_set
    write, is_type_of = _object(type_, fields, executor), type_.is_type_of
    if is_type_of is None:
        return write

    def checked(value: Any, run: _Run) -> Any:
        if is_type_of(value, _NO_INFO) is not True:
            raise Unplanned
        return write(value, run)

    return checked


def _list(write: _Write) -> _Write:
    def list_(values: Any, run: _Run) -> list[Any]:
        if not is_iterable(values):
            raise Unplanned
        items = list(values)
        # Put down before any other is written, so that none is left behind should that fail.
        later = [_Later(each, items, place, write) for place, each in enumerate(items) if is_awaitable(each)]
        run.later += later
        awaited = {each.key for each in later}
        for place, each in enumerate(items):
            if place not in awaited:
                items[place] = write(each, run)
        return items

    return list_


def _leaf(type_: GraphQLLeafType) -> _Write:
    unchanged = _UNCHANGED.get(type_.name) if is_specified_scalar_type(type_) else None
    members: dict[Enum, Any] = {}  # Strawberry looks through all members of an enum for each value

    def leaf(value: Any, run: _Run) -> Any:
        if type(value) is unchanged:
            return value
        if isinstance(value, Enum) and value in members:
            return members[value]
        written = type_.coerce_output_value(value)
        if written is None:
            raise Unplanned
        if isinstance(value, Enum):
            members[value] = written
        return written

    return leaf


def _abstract(type_: GraphQLAbstractType, place: _Place) -> _Write:
    """Writes objects of an interface or union, each as what it is; compiled when the first of a type is met."""
    written: dict[str, _Write] = {}
    resolve_type = type_.resolve_type or default_type_resolver

    def abstract(value: Any, run: _Run) -> Any:
        name = resolve_type(value, place.info(run), type_)
        if not isinstance(name, str):
            raise Unplanned
        if name not in written:
            schema = run.executor.schema
            found = schema.get_type(name)
            if not isinstance(found, GraphQLObjectType) or not schema.is_sub_type(type_, found):
                raise Unplanned
            written[name] = _object_at(place, found, run.executor)
        return written[name](value, run)

    return abstract


def _steering(query: DocumentNode) -> Sequence[str]:
    """The variables on which it depends which fields of a query are asked for."""

    class Collect(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            found.update(each.value.name.value for each in node.arguments or () if isinstance(each.value, VariableNode))

    found: set[str] = set()
    visit(query, Collect())
    return sorted(found)

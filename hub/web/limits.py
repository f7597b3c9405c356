"""How large an operation is: its depth, aliases, fields and cost, and whether that is too much. Runs nothing.

One pass over the parsed query, before validation and execution. Each fragment is measured once, however often it
is spread (Strawberry's own limiters walk it again at every spread: 0.9 kB of nested fragments took 13 s), and one
that spreads itself counts as empty there, since validation refuses it. Unknown fields count like known ones.

Cost: each field is 1, and what is selected below a list counts once per item. A list is as long as its `first` or
`last` (argument, variable or default) says, else `assumed_list_size`. Introspection is not multiplied: its lists are
as long as the schema, whoever asks. A field repeated in one place counts as an alias: it too asks the same thing again,
and validation compares each repetition with every other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_list_type,
)

from hub.domain.errors import ErrorCode, Problem, problem

_DEEPEST_NESTING = 150  # selection sets inside one another, spreads included: keeps the recursion below Python's limit
_SIZES = ("first", "last")
_KEYS = ("ids", "representations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one request may ask, and the most that is read of it."""

    depth: int = 20
    aliases: int = 100
    fields: int = 500
    cost: int = 100_000
    assumed_list_size: int = 5
    tokens: int = 2_000
    batch: int = 10
    body_bytes: int = 256 * 1024
    body_nesting: int = 64
    cost_per_minute: int = 20_000_000  # per caller: one core's minute at 3 µs a leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How large an operation is once its fragments are spread; `cost` also counts the items of its lists."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    cost: int = 0


def excess(measure: Measure, limits: Limits) -> Problem | None:
    """The first limit that `measure` exceeds, as a problem; None when it stays within all."""
    for key, given, limit in (
        ("web.too_deep", measure.depth, limits.depth),
        ("web.too_many_aliases", measure.aliases, limits.aliases),
        ("web.too_many_fields", measure.fields, limits.fields),
        ("web.too_costly", measure.cost, limits.cost),
    ):
        if given > limit:
            return problem(ErrorCode.TOO_COMPLEX, key, given=given, limit=limit)
    return None


def measure(
    schema: GraphQLSchema,
    query: DocumentNode,
    operation: OperationDefinitionNode,
    *,
    variables: Mapping[str, object],
    assumed_list_size: int,
) -> Measure:
    """The size of `operation`; `variables` as the caller sent them, not yet coerced."""
    fragments = {
        definition.name.value: definition
        for definition in query.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    walk = _Walk(schema, fragments, {**_defaults(operation), **variables}, assumed_list_size)
    return walk.selections(operation.selection_set, schema.get_root_type(operation.operation), _Place())


def root_fields(query: DocumentNode, operation: OperationDefinitionNode) -> frozenset[str]:
    """Names of the fields that `operation` selects at its root, through fragments as well."""
    fragments = {
        definition.name.value: definition.selection_set
        for definition in query.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    names: set[str] = set()
    spread: set[str] = set()
    waiting: list[SelectionSetNode] = [operation.selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                names.add(selection.name.value)
            elif isinstance(selection, InlineFragmentNode):
                waiting.append(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
                spread.add(selection.name.value)
                if selection.name.value in fragments:
                    waiting.append(fragments[selection.name.value])
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a selection set stands: how deep, and whether the field above already said how long the next list is
    (`edges` of a connection is as long as the connection's own `first`)."""

    nesting: int = 0
    sized: bool = False
    introspection: bool = False


@dataclass(slots=True)
class _Walk:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, object]
    assumed_list_size: int
    known: dict[tuple[str, bool, bool], Measure] = field(default_factory=dict)

    def selections(
        self, node: SelectionSetNode, parent: object, place: _Place, asked: set[str] | None = None
    ) -> Measure:
        """The size of a selection set; `asked` are the fields that were asked for in the same place before it."""
        if place.nesting > _DEEPEST_NESTING:
            return Measure(depth=_DEEPEST_NESTING)
        depth = aliases = fields = cost = 0
        asked = set() if asked is None else asked
        for selection in node.selections:
            if isinstance(selection, FieldNode):
                part = self._field(selection, parent, place)
                aliases += 1 if selection.alias or selection.name.value in asked else 0
                asked.add(selection.name.value)
            elif isinstance(selection, FragmentSpreadNode):
                part = self._spread(selection.name.value, place)
            else:
                assert isinstance(selection, InlineFragmentNode)
                named = selection.type_condition
                inside = self.schema.get_type(named.name.value) if named else parent
                part = self.selections(selection.selection_set, inside, self._below(place), asked)
            depth = max(depth, part.depth)
            aliases += part.aliases
            fields += part.fields
            cost += part.cost
        return Measure(depth=depth, aliases=aliases, fields=fields, cost=cost)

    def _field(self, node: FieldNode, parent: object, place: _Place) -> Measure:
        if node.selection_set is None:
            return Measure(depth=1, fields=1, cost=1)
        definition = self._definition(parent, node.name.value)
        introspection = place.introspection or node.name.value in ("__schema", "__type")
        items, sized = (1, False) if introspection else self._items(node, definition, place)
        below = self.selections(
            node.selection_set,
            get_named_type(definition.type) if definition else None,
            _Place(place.nesting + 1, sized, introspection),
        )
        return Measure(
            depth=1 + below.depth,
            aliases=below.aliases,
            fields=1 + below.fields,
            cost=1 + items * below.cost,
        )

    def _spread(self, name: str, place: _Place) -> Measure:
        key = (name, place.sized, place.introspection)
        if key not in self.known:
            fragment = self.fragments.get(name)
            if fragment is None:
                return Measure()
            self.known[key] = Measure()  # what it counts for inside itself
            inside = self.schema.get_type(fragment.type_condition.name.value)
            self.known[key] = self.selections(fragment.selection_set, inside, self._below(place))
        return self.known[key]

    def _items(self, node: FieldNode, definition: GraphQLField | None, place: _Place) -> tuple[int, bool]:
        """How many items stand below a field, and whether it spoke for the list under it."""
        if definition is None:
            return 1, False
        is_list = is_list_type(_nullable(definition))
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        sizes = [
            self._number(given.get(name), definition.args[name].default_value)
            for name in _SIZES
            if name in definition.args
        ]
        sizes += [self._length(given.get(name)) for name in _KEYS if name in definition.args]
        known = [size for size in sizes if size is not None]
        if known:
            return max(known), not is_list
        if not is_list or place.sized:
            return 1, False
        return self.assumed_list_size, False

    def _number(self, given: ValueNode | None, default: object) -> int | None:
        """A size as given, else its default; what is no number here is refused later, or means the default."""
        asked: object = None
        if isinstance(given, VariableNode):
            asked = self.variables.get(given.name.value)
        elif isinstance(given, IntValueNode):
            asked = _whole(given)
        for number in (asked, default):
            if isinstance(number, int) and not isinstance(number, bool):
                return max(number, 0)
        return None

    def _length(self, given: ValueNode | None) -> int | None:
        """How many things are asked for by their keys."""
        asked = self.variables.get(given.name.value) if isinstance(given, VariableNode) else given
        if isinstance(asked, ListValueNode):
            return len(asked.values)
        return len(asked) if isinstance(asked, list) else None

    @staticmethod
    def _definition(parent: object, name: str) -> GraphQLField | None:
        return parent.fields.get(name) if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else None

    @staticmethod
    def _below(place: _Place) -> _Place:
        return _Place(place.nesting + 1, place.sized, place.introspection)


def _nullable(definition: GraphQLField) -> object:
    return definition.type.of_type if isinstance(definition.type, GraphQLNonNull) else definition.type


def _defaults(operation: OperationDefinitionNode) -> dict[str, object]:
    """The operation's own default sizes: of a variable's defaults only whole numbers matter here."""
    return {
        definition.variable.name.value: _whole(definition.default_value)
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }


def _whole(node: IntValueNode) -> int | None:
    # Python refuses to read integers of thousands of digits, and GraphQL's Int ends at ten.
    return int(node.value) if len(node.value) < 20 else None

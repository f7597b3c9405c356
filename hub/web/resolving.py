"""How the resolver of a field is called: as Strawberry calls it, with what it looks up each time looked up once.

What Strawberry would do beyond that (extensions, permissions, inputs that build themselves, `Maybe`) is left to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLResolveInfo,
    default_field_resolver,
)
from strawberry import Info
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryMaybe, StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

Tell = Callable[[], GraphQLResolveInfo[Any]]
Resolve = Callable[[Any, Tell, Mapping[str, Any]], Any]
"""Gives the value of a field, or an awaitable of it, for an object, what the resolver is told if it asks where it
stands, and the arguments as graphql-core coerced them."""

_Convert = Callable[[Any], Any]
_KEPT = "simpul-resolver"


class _LeftToStrawberry(Exception):
    pass


def described(thing: Any) -> Any:
    """What Strawberry knows of a field, type or argument of the schema; None of what is not its own."""
    return thing.extensions.get("strawberry-definition")


def plain_attribute(field: GraphQLField) -> str | None:
    """The attribute that a field without a resolver shows; None for any other field."""
    own = described(field)
    return own.python_name if isinstance(own, StrawberryField) and own.is_basic_field else None


def resolver(field: GraphQLField) -> Resolve:
    """What to call for a field that has a resolver. Worked out once a field and kept with it, not once a query: what
    a family's facts are made of takes a millisecond, and a query may ask for it a hundred times."""
    if _KEPT not in field.extensions:
        field.extensions[_KEPT] = _worked_out(field)
    return cast("Resolve", field.extensions[_KEPT])


def _worked_out(field: GraphQLField) -> Resolve:
    own = described(field)
    try:
        if not isinstance(own, StrawberryField) or own.base_resolver is None or own.extensions:
            raise _LeftToStrawberry
        function, converted = own.base_resolver, _arguments(field)
    except _LeftToStrawberry:
        resolve = field.resolve or default_field_resolver
        return lambda source, tell, given: resolve(source, tell(), **given)
    about = [each.name for each in (function.parent_parameter, function.root_parameter) if each is not None]
    info_name = function.info_parameter.name if function.info_parameter else None

    def call(source: Any, tell: Tell, given: Mapping[str, Any]) -> Any:
        taken = converted(given)
        taken.update(dict.fromkeys(about, source))
        if info_name:
            taken[info_name] = Info(_raw_info=tell(), _field=own)
        return function(source, **taken) if function.self_parameter else function(**taken)

    return call


def _arguments(field: GraphQLField) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """What turns arguments as graphql-core coerced them into those of the resolver, by their names in Python."""
    begun: dict[str, _Convert] = {}
    known = {name: (_python_name(each), _convert(each.type, begun)) for name, each in field.args.items()}

    def arguments(given: Mapping[str, Any]) -> dict[str, Any]:
        taken = {}
        for name, value in given.items():
            python_name, convert = known[name]
            taken[python_name] = convert(value)
        return taken

    return arguments


def _python_name(argument: GraphQLArgument | GraphQLInputField) -> str:
    own = described(argument)
    if not isinstance(own, StrawberryArgument | StrawberryField) or isinstance(own.type, StrawberryMaybe):
        raise _LeftToStrawberry
    return own.python_name


def _convert(type_: GraphQLInputType, begun: dict[str, _Convert]) -> _Convert:
    """What turns a coerced value of a type into what a resolver takes: input objects become those of Python. `begun`
    are the input types met so far, since one may hold itself."""
    if isinstance(type_, GraphQLNonNull):
        return _convert(type_.of_type, begun)
    if isinstance(type_, GraphQLList):
        item = _convert(type_.of_type, begun)
        # Copied: a default is the same list for all requests.
        return lambda value: None if value is None else [item(each) for each in value]
    if isinstance(type_, GraphQLInputObjectType):
        return begun[type_.name] if type_.name in begun else _input_object(type_, begun)
    return lambda value: value


def _input_object(type_: GraphQLInputObjectType, begun: dict[str, _Convert]) -> _Convert:
    own = described(type_)
    if not isinstance(own, StrawberryObjectDefinition) or own.from_input is not None:
        raise _LeftToStrawberry
    known: dict[str, tuple[str, _Convert]] = {}
    absent = {
        each.python_name: None
        for each in own.fields
        if each.default_value is MISSING and each.default_factory is MISSING
    }

    def input_object(value: Any) -> Any:
        if value is None:
            return None
        taken: dict[str, Any] = dict(absent)
        for name, part in value.items():
            python_name, convert = known[name]
            taken[python_name] = convert(part)
        return own.origin(**taken)

    begun[type_.name] = input_object
    known.update({name: (_python_name(each), _convert(each.type, begun)) for name, each in type_.fields.items()})
    return input_object

"""The published JSON form of a rule: reading it strictly against the fact registry, writing it, and its JSON Schema.

    {"all": [{"fact": "family.desil", "at_most": 4},
             {"members": "any", "where": {"fact": "member.pregnant", "is": true}}]}

Whether a rule suits the offering it stands in is checked by `publishing`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar, assert_never

from hub.domain.errors import ErrorCode, Parameter, refuse
from hub.domain.facts.fact import FactDefinition, FactType, FactValue, Unit
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import AidState, ProgrammeKey
from hub.domain.rules.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Check,
    Node,
    Not,
    Operator,
    Over,
    Quantified,
    Quantifier,
    Related,
    Relative,
    Rule,
    Test,
)

MAX_DEPTH = 8
MAX_NODES = 200
MAX_MONTHS = 600

_NUMERIC = {FactType.INTEGER, FactType.DATE}
_FITS: dict[Operator, set[FactType]] = {
    Operator.AT_MOST: _NUMERIC,
    Operator.AT_LEAST: _NUMERIC,
    Operator.BETWEEN: _NUMERIC,
    Operator.ONE_OF: {FactType.CHOICE, FactType.CHOICES},
    Operator.NONE_OF: {FactType.CHOICE, FactType.CHOICES},
    Operator.IS: {FactType.BOOLEAN, FactType.INTEGER, FactType.CHOICE},
    Operator.EXISTS: {FactType.DATE, FactType.CHOICES},
    Operator.WITHIN_LAST_MONTHS: {FactType.DATE},
    Operator.WITHIN_NEXT_MONTHS: {FactType.DATE},
}
_KEY = re.compile(r"[0-9A-Za-z_-]{1,60}")
_PLAIN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = {Operator.WITHIN_LAST_MONTHS, Operator.WITHIN_NEXT_MONTHS}

Path = tuple[str | int, ...]
_Word = TypeVar("_Word", Relative, AidScope, AidState)


def read_rule(written: object, *path: str | int) -> Rule:
    """A rule from parsed JSON.

    Raises Refused with the path of the place: UNKNOWN_FACT (with the nearest key), what the registry says of a value
    that no such fact can have, or BAD_CRITERION for anything else that does not fit.
    """
    return Rule(_Reader().node(written, path, depth=1, quantified=False))


class _Reader:
    """Counts the nodes of one rule while reading it, so that it cannot grow without bound."""

    def __init__(self) -> None:
        self.nodes = 0

    def node(self, written: object, path: Path, *, depth: int, quantified: bool) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _bad("criterion.too_large", path, depth=MAX_DEPTH, nodes=MAX_NODES)
        if not isinstance(written, Mapping) or not all(isinstance(key, str) for key in written):
            raise _bad("criterion.not_an_object", path)
        keys = set(written)
        deeper = depth + 1
        if "fact" in keys:
            return self._test(written, path)
        if keys == {"all"}:
            return All(self._parts(written["all"], (*path, "all"), depth=deeper, quantified=quantified))
        if keys == {"any"}:
            return AnyOf(self._parts(written["any"], (*path, "any"), depth=deeper, quantified=quantified))
        if keys == {"not"}:
            return Not(self.node(written["not"], (*path, "not"), depth=deeper, quantified=quantified))
        if keys == {"check"}:
            return Check(_key(written["check"], (*path, "check")))
        if "aid" in keys:
            return _aid(written, path)
        if keys == {"relative", "where"}:
            relative = _enum(Relative, written["relative"], (*path, "relative"))
            where = self.node(written["where"], (*path, "where"), depth=deeper, quantified=True)
            return Related(relative, where)
        for over in Over:
            if keys == {over.value, "where"}:
                if quantified:
                    raise _bad("criterion.nested_quantifier", path)
                quantifier, count = _quantifier(written[over.value], (*path, over.value))
                where = self.node(written["where"], (*path, "where"), depth=deeper, quantified=True)
                return Quantified(over, quantifier, where, count)
        raise _bad("criterion.unknown_shape", path, keys=tuple(sorted(keys))[:8])

    def _parts(self, written: object, path: Path, *, depth: int, quantified: bool) -> tuple[Node, ...]:
        if not isinstance(written, Sequence) or isinstance(written, str) or not written:
            raise _bad("criterion.empty_parts", path)
        return tuple(
            self.node(part, (*path, index), depth=depth, quantified=quantified) for index, part in enumerate(written)
        )

    def _test(self, written: Mapping[str, object], path: Path) -> Test:
        definition = FACTS.require(str(written["fact"]), *path, "fact")
        operators = [operator for operator in Operator if operator.value in written]
        extra = set(written) - {"fact", "unit"} - {operator.value for operator in operators}
        if len(operators) != 1 or extra:
            raise _bad("criterion.one_operator", path, fact=definition.key, extra=tuple(sorted(extra))[:8])
        operator = operators[0]
        if definition.type not in _FITS[operator]:
            raise _bad("criterion.wrong_operator", path, fact=definition.key, operator=operator.value)
        expected = _expected(definition, operator, written[operator.value], (*path, operator.value))
        unit = _unit(definition, written["unit"], (*path, "unit")) if "unit" in written else None
        return Test(definition.key, operator, expected, unit)


def _expected(
    definition: FactDefinition, operator: Operator, value: object, path: Path
) -> FactValue | tuple[int, int] | tuple[date, date]:
    wrong = _bad("criterion.wrong_value", path, fact=definition.key, operator=operator.value)
    if operator in _MONTHS:
        if not _is_int(value) or not 1 <= int(str(value)) <= MAX_MONTHS:
            raise wrong
        return int(str(value))
    if operator is Operator.EXISTS:
        if not isinstance(value, bool):
            raise wrong
        return value
    if operator in (Operator.ONE_OF, Operator.NONE_OF):
        if not isinstance(value, list | tuple) or not value or not all(isinstance(code, str) for code in value):
            raise wrong
        known = {choice.code for choice in definition.choices}
        if unknown := sorted(set(value) - known):
            raise _bad(
                "criterion.unknown_choice", path, fact=definition.key, given=unknown[0], choices=tuple(sorted(known))
            )
        return tuple(sorted(set(value)))
    if operator is Operator.BETWEEN:
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise wrong
        low, high = (_scalar(definition, part, path) for part in value)
        if low > high:  # type: ignore[operator]
            raise _bad("criterion.reversed", path, fact=definition.key)
        return low, high  # type: ignore[return-value]
    return _scalar(definition, value, path)


def _scalar(definition: FactDefinition, value: object, path: Path) -> bool | int | str | date:
    if definition.type is FactType.DATE and isinstance(value, str):
        try:
            # Python reads `20260101` and `2026-W01-4` as well; the published form is the plain one alone.
            if _PLAIN_DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise _bad("criterion.wrong_date", path, fact=definition.key, given=value[:20])
    if not isinstance(value, bool | int | str):
        raise _bad("criterion.wrong_value", path, fact=definition.key, operator="")
    checked = FACTS.check_value(definition.key, value, *path)
    assert not isinstance(checked, tuple)
    return checked


def _unit(definition: FactDefinition, value: object, path: Path) -> Unit:
    if definition.unit is None or value != definition.unit:
        expected = definition.unit.value if definition.unit else None
        raise _bad("criterion.wrong_unit", path, fact=definition.key, given=str(value)[:20], expected=expected)
    return definition.unit


def _aid(written: Mapping[str, object], path: Path) -> Aid:
    extra = set(written) - {"aid", "states", "scope", "last_months", "same_fiscal_year"}
    programmes, states = written["aid"], written.get("states", [AidState.RECEIVING.value])
    if extra or not isinstance(programmes, list | tuple) or not programmes:
        raise _bad("criterion.bad_aid", path)
    if not isinstance(states, list | tuple) or not states:
        raise _bad("criterion.bad_aid", (*path, "states"))
    months, same_year = written.get("last_months"), written.get("same_fiscal_year", False)
    if "last_months" in written and (not _is_int(months) or not 1 <= int(str(months)) <= MAX_MONTHS):
        raise _bad("criterion.bad_aid", (*path, "last_months"))
    if not isinstance(same_year, bool) or (same_year and months is not None):
        raise _bad("criterion.bad_aid", (*path, "same_fiscal_year"))
    return Aid(
        programmes=tuple(ProgrammeKey(_key(key, (*path, "aid", index))) for index, key in enumerate(programmes)),
        states=tuple(_enum(AidState, state, (*path, "states")) for state in states),
        scope=_enum(AidScope, written.get("scope", AidScope.FAMILY.value), (*path, "scope")),
        last_months=None if months is None else int(str(months)),
        same_fiscal_year=same_year,
    )


def _quantifier(value: object, path: Path) -> tuple[Quantifier, int]:
    if value in (Quantifier.ANY, Quantifier.ALL, Quantifier.NONE):
        return Quantifier(str(value)), 1
    if isinstance(value, Mapping) and len(value) == 1:
        ((name, count),) = value.items()
        if name in (Quantifier.AT_LEAST, Quantifier.EXACTLY) and _is_int(count) and 0 <= count <= 40:
            return Quantifier(name), count
    raise _bad("criterion.bad_quantifier", path)


def _enum(kind: type[_Word], value: object, path: Path) -> _Word:
    try:
        return kind(str(value))
    except ValueError:
        choices = tuple(member.value for member in kind)
        raise _bad("criterion.unknown_word", path, given=str(value)[:40], choices=choices) from None


def _key(value: object, path: Path) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise _bad("criterion.bad_key", path)
    return value


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _bad(key: str, path: Path, **parameters: Parameter) -> Exception:
    return refuse(ErrorCode.BAD_CRITERION, key, *path, **parameters)


Json = bool | int | str | None | Sequence["Json"] | Mapping[str, "Json"]


def write_rule(rule: Rule) -> Json:
    """The JSON form of a rule; `read_rule` gives an equal rule back."""
    return _write(rule.node)


def _write(node: Node) -> Json:
    match node:
        case Test(fact, operator, expected, unit):
            written: dict[str, Json] = {"fact": fact, operator.value: _plain(expected)}
            return {**written, "unit": unit.value} if unit else written
        case All(parts):
            return {"all": [_write(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_write(part) for part in parts]}
        case Not(part):
            return {"not": _write(part)}
        case Quantified(over, quantifier, where, count):
            counted = quantifier in (Quantifier.AT_LEAST, Quantifier.EXACTLY)
            return {over.value: {quantifier.value: count} if counted else quantifier.value, "where": _write(where)}
        case Related(relative, where):
            return {"relative": relative.value, "where": _write(where)}
        case Check(key):
            return {"check": key}
        case Aid():
            return _write_aid(node)
        case _:
            assert_never(node)


def _write_aid(aid: Aid) -> Json:
    written: dict[str, Json] = {"aid": list(aid.programmes), "states": [state.value for state in aid.states]}
    written["scope"] = aid.scope.value
    if aid.last_months is not None:
        written["last_months"] = aid.last_months
    if aid.same_fiscal_year:
        written["same_fiscal_year"] = True
    return written


def _plain(value: object) -> Json:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, bool | int | str)
    return value


def json_schema() -> str:
    """The JSON Schema (2020-12) of a rule, from the registry, as JSON text.

    It says all of the form that JSON Schema can; bounds on depth and count, the order of two bounds, and quantifiers
    that must not nest are checked by `read_rule` alone. Whole numbers are written without a fraction.
    """
    key = {"type": "string", "pattern": f"^{_KEY.pattern}$"}
    months = {"type": "integer", "minimum": 1, "maximum": MAX_MONTHS}
    node = {"$ref": "#/$defs/node"}
    parts = {"type": "array", "minItems": 1, "items": node}
    quantifier = {
        "oneOf": [
            {"enum": ["any", "all", "none"]},
            *({"type": "object", "properties": {name: {"type": "integer", "minimum": 0, "maximum": 40}},
               "required": [name], "additionalProperties": False} for name in ("at_least", "exactly")),
        ]
    }  # fmt: skip

    def shape(**properties: object) -> object:
        return {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    aid_properties = {
        "aid": {"type": "array", "minItems": 1, "items": key},
        "states": {"type": "array", "minItems": 1, "items": {"enum": [state.value for state in AidState]}},
        "scope": {"enum": [scope.value for scope in AidScope]},
        "last_months": months,
        "same_fiscal_year": {"type": "boolean"},
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Simpul rule",
        "description": "Tests on facts joined by all, any and not; the rule of a criterion, component or variant.",
        "$ref": "#/$defs/node",
        "$defs": {
            "node": {
                "oneOf": [
                    {"$ref": "#/$defs/test"},
                    shape(all=parts),
                    shape(any=parts),
                    shape(**{"not": node}),
                    shape(check=key),
                    {"type": "object", "properties": aid_properties, "required": ["aid"],
                     "additionalProperties": False,
                     "not": {"properties": {"same_fiscal_year": {"const": True}},
                             "required": ["last_months", "same_fiscal_year"]}},
                    shape(relative={"enum": [relative.value for relative in Relative]}, where=node),
                    *(shape(**{over.value: quantifier, "where": node}) for over in Over),
                ]
            },
            "test": {"oneOf": [_test_schema(definition, operator) for definition in FACTS for operator in Operator
                               if definition.type in _FITS[operator]]},
        },
    }  # fmt: skip
    return json.dumps(schema, indent=1, ensure_ascii=False)


def _test_schema(definition: FactDefinition, operator: Operator) -> object:
    scalar: dict[str, object]
    match definition.type:
        case FactType.BOOLEAN:
            scalar = {"type": "boolean"}
        case FactType.DATE:
            scalar = {"type": "string", "format": "date"}
        case FactType.INTEGER:
            bounds = {"minimum": definition.minimum, "maximum": definition.maximum}
            scalar = {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
        case FactType.CHOICE | FactType.CHOICES:
            scalar = {"enum": [choice.code for choice in definition.choices]}
    value: object = scalar
    if operator in _MONTHS:
        value = {"type": "integer", "minimum": 1, "maximum": MAX_MONTHS}
    elif operator is Operator.EXISTS:
        value = {"type": "boolean"}
    elif operator in (Operator.ONE_OF, Operator.NONE_OF):
        value = {"type": "array", "minItems": 1, "items": scalar}
    elif operator is Operator.BETWEEN:
        value = {"type": "array", "minItems": 2, "maxItems": 2, "items": scalar}
    properties: dict[str, object] = {"fact": {"const": definition.key}, operator.value: value}
    if definition.unit:
        properties["unit"] = {"const": definition.unit.value}
    return {
        "type": "object",
        "properties": properties,
        "required": ["fact", operator.value],
        "additionalProperties": False,
    }

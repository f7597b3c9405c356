"""Many rows in one statement: sent as one array for each column, for one row as for thousands.

No staging table and no COPY: under row-level security COPY is refused, and a temporary table for each publication
would grow the catalogue of the server. Not as one JSON array: there, what all rows say alike goes with each.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    FromClause,
    Select,
    Table,
    Text,
    any_,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.types import TypeEngine

Values = Mapping[str, object]
_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_AT_ONCE = 500
"""Rows of one statement: a megabyte or so, and far beyond where a round trip counts."""


def batches(rows: Iterable[Values]) -> Iterator[list[Values]]:
    """The rows in lots that one statement carries."""
    rest = iter(rows)
    while lot := list(islice(rest, _AT_ONCE)):
        yield lot


async def lots(items: Sequence[_Item], prepare: Callable[[Sequence[_Item]], _Made]) -> AsyncIterator[_Made]:
    """What is made of some items, in lots that one statement carries: each is made while the server stores the one
    before, since of many items that takes as long."""
    starts = range(0, len(items), _AT_ONCE)

    def coming(start: int) -> asyncio.Task[_Made]:
        return asyncio.create_task(asyncio.to_thread(prepare, items[start : start + _AT_ONCE]))

    next_lot = coming(0) if items else None
    try:
        for start in starts:
            assert next_lot is not None
            made = await next_lot
            # Begun only when this one is on its way, since whoever takes it does not wait before.
            next_lot = coming(start + _AT_ONCE) if start != starts[-1] else None
            yield made
    finally:
        if next_lot is not None:
            next_lot.cancel()


def among(key: ColumnElement[Any], values: Iterable[object]) -> ColumnElement[bool]:
    """That a column has one of some values, however many."""
    return key == any_(literal(list(values), ARRAY(key.type)))


def recordset(rows: Sequence[Values], types: Mapping[str, TypeEngine[Any]]) -> FromClause:
    """The rows, at least one, as a table of a statement, its columns with these types."""
    return records(rows, types).subquery("written")


def records(rows: Sequence[Values], types: Mapping[str, TypeEngine[Any]]) -> Select[Any]:
    """The rows, at least one, as what a statement selects, its columns with these types."""
    # The server takes arrays of arrays apart to the last, so arrays go as text; JSON is text already.
    sent: dict[str, TypeEngine[Any]] = {
        name: Text() if isinstance(kind, ARRAY | JSON) else kind for name, kind in types.items()
    }
    columns = {name: [row[name] for row in rows] for name in types}
    # What all rows say alike goes once. Not in the first column, by which the server knows how many there are.
    first = next(iter(types))
    alike = {name: each[0] for name, each in columns.items() if name != first and each.count(each[0]) == len(each)}
    written = {
        name: [_written(value, types[name]) for value in each] for name, each in columns.items() if name not in alike
    }
    arrays = func.unnest(*(literal(each, ARRAY(sent[name])) for name, each in written.items()))
    given = arrays.table_valued(*(column(name, sent[name]) for name in written)).render_derived("given").c

    def value(name: str, kind: TypeEngine[Any]) -> ColumnElement[Any]:
        said = literal(_written(alike[name], kind), sent[name]) if name in alike else given[name]
        return (said if sent[name] is kind else cast(said, kind)).label(name)

    return select(*(value(name, kind) for name, kind in types.items()))


def _written(value: Any, kind: TypeEngine[Any]) -> Any:
    return _array(value) if isinstance(kind, ARRAY) else value


def _array(values: Any) -> str | None:
    """Texts as PostgreSQL reads an array of them."""
    if values is None:
        return None
    return "{" + ",".join(f'"{_SPECIAL.sub(_ESCAPED, value)}"' for value in values) + "}"


_SPECIAL, _ESCAPED = re.compile(r'(["\\])'), r"\\\1"


def types_of(table: Table, rows: Sequence[Values]) -> dict[str, TypeEngine[Any]]:
    """The types of the columns that the rows fill."""
    return {name: table.c[name].type for name in rows[0]}

"""Many rows in one statement: written as one JSON array that the server takes apart, for one row as for thousands.

No staging table and no COPY: under row-level security COPY is refused, and a temporary table for each publication
would grow the catalogue of the server. Documents go beside the array: inside it the server would read each twice.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    FromClause,
    Integer,
    Table,
    TableValuedAlias,
    Text,
    any_,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

Values = Mapping[str, object]
_Item = TypeVar("_Item")
_AT_ONCE = 500
"""Rows of one statement: a megabyte or so, and far beyond where a round trip counts."""


def batches(rows: Sequence[Values]) -> Iterator[list[Values]]:
    """The rows in lots that one statement carries."""
    rest = iter(rows)
    while lot := list(islice(rest, _AT_ONCE)):
        yield lot


async def lots(items: Sequence[_Item], row_of: Callable[[_Item], Values]) -> AsyncIterator[list[Values]]:
    """The rows of some items in lots that one statement carries, each written while the server stores the one before:
    of many rows, writing takes as long as storing."""

    def written(start: int) -> list[Values]:
        return [row_of(item) for item in items[start : start + _AT_ONCE]]

    coming = None if len(items) <= _AT_ONCE else asyncio.create_task(asyncio.to_thread(written, 0))
    if coming is None and items:
        yield written(0)
    try:
        for start in range(_AT_ONCE, len(items), _AT_ONCE):
            assert coming is not None
            rows = await coming
            coming = asyncio.create_task(asyncio.to_thread(written, start))
            yield rows
        if coming is not None:
            yield await coming
    finally:
        if coming is not None:
            coming.cancel()


def among(key: ColumnElement[Any], values: Iterable[object]) -> ColumnElement[bool]:
    """That a column has one of some values, however many."""
    return key == any_(literal(list(values), ARRAY(key.type)))


def recordset(rows: Sequence[Values], types: Mapping[str, TypeEngine[Any]]) -> FromClause:
    """The rows as a table of a statement, its columns with these types; what a row leaves out is null. At most one
    column holds documents, as JSON text."""
    documents = [name for name, kind in types.items() if isinstance(kind, JSONB)]
    if not documents:
        return _recordset(rows, types)
    (document,) = documents
    others = {name: kind for name, kind in types.items() if name != document}
    numbered = [
        {name: row[name] for name in others if name in row} | {_PLACE: place} for place, row in enumerate(rows, start=1)
    ]
    given = _recordset(numbered, {**others, _PLACE: Integer()})
    texts = func.unnest(literal([row[document] for row in rows], ARRAY(Text)))
    beside = texts.table_valued(column(document, Text), with_ordinality=_PLACE).render_derived("documents")
    taken = (cast(beside.c[name], JSONB).label(name) if name == document else given.c[name] for name in types)
    return select(*taken).join(beside, given.c[_PLACE] == beside.c[_PLACE]).subquery("with_documents")


_PLACE = "place_of_row"


def _recordset(rows: Sequence[Values], types: Mapping[str, TypeEngine[Any]]) -> TableValuedAlias:
    text = msgspec.json.encode(rows).decode()
    columns = [column(name, kind) for name, kind in types.items()]
    written = func.json_to_recordset(cast(literal(text, Text), JSON))
    return written.table_valued(*columns).render_derived("written", with_types=True)


def types_of(table: Table, rows: Sequence[Values]) -> dict[str, TypeEngine[Any]]:
    """The types of the columns that the rows fill."""
    return {name: table.c[name].type for name in rows[0]}

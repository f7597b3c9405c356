"""Many rows in one statement: written as one JSON array that the server takes apart, for one row as for thousands.

No staging table and no COPY: under row-level security COPY is refused, and a temporary table for each publication
would grow the catalogue of the server.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import JSON, Table, TableValuedAlias, Text, cast, column, func, literal
from sqlalchemy.types import TypeEngine

Values = Mapping[str, object]
_AT_ONCE = 500
"""Rows of one statement: a megabyte or so, and far beyond where a round trip counts."""


def batches(rows: Sequence[Values]) -> Iterator[list[Values]]:
    """The rows in lots that one statement carries."""
    rest = iter(rows)
    while lot := list(islice(rest, _AT_ONCE)):
        yield lot


def recordset(rows: Sequence[Values], types: Mapping[str, TypeEngine[Any]]) -> TableValuedAlias:
    """The rows as a table of a statement, its columns with these types; what a row leaves out is null."""
    text = msgspec.json.encode(rows).decode()
    columns = [column(name, kind) for name, kind in types.items()]
    written = func.json_to_recordset(cast(literal(text, Text), JSON))
    return written.table_valued(*columns).render_derived("written", with_types=True)


def types_of(table: Table, rows: Sequence[Values]) -> dict[str, TypeEngine[Any]]:
    """The types of the columns that the rows fill."""
    return {name: table.c[name].type for name in rows[0]}

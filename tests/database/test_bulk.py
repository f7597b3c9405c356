"""Rows sent in one statement come back as they were sent, one or many, alike or not."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import ARRAY, Date, FromClause, Integer, LargeBinary, Select, String, select
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.types import TypeEngine

from hub.database.bulk import Values, recordset
from hub.database.engine import Database

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5) | st.sampled_from(
    ["", "NULL", '"', "\\", "{,}", "{}", "a b"]
)
_TYPES: dict[str, TypeEngine[Any]] = {
    "place": Integer(),
    "words": String(),
    "codes": ARRAY(String),
    "day": Date(),
    "digest": LargeBinary(),
    "content": JSON(),
}
_ROW = st.fixed_dictionaries(
    {
        "words": st.none() | _TEXT,
        "codes": st.none() | st.lists(_TEXT, max_size=3),
        "day": st.none() | st.sampled_from([date.min, date(2026, 11, 24), date.max]),
        "digest": st.none() | st.binary(max_size=3),
        "content": st.none() | st.sampled_from(["null", "1", '{"b": 1,  "a": "\\u00e9"}']),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_ROW, min_size=1, max_size=4))
async def test_rows_come_back_as_they_were_sent(database: Database, rows: list[dict[str, object]]) -> None:
    sent: list[Values] = [{"place": place, **row} for place, row in enumerate(rows)]

    async with database.reading() as connection:
        found = await connection.execute(_all(recordset(sent, _TYPES)).order_by("place"))

    assert [dict(row) for row in found.mappings()] == sent


def _all(rows: FromClause) -> Select[Any]:
    return select(*rows.c)


async def test_rows_that_say_all_the_same_are_as_many_as_were_sent(database: Database) -> None:
    same: Values = {"place": 1, "words": "bantuan"}
    written = recordset([same] * 3, {"place": Integer(), "words": String()})

    async with database.reading() as connection:
        assert len((await connection.execute(_all(written))).all()) == 3


@pytest.mark.parametrize("kind", [Integer(), String(), ARRAY(String), Date(), JSON()])
async def test_a_column_without_any_value_is_null(database: Database, kind: TypeEngine[Any]) -> None:
    rows: list[Values] = [{"place": 1, "empty": None}, {"place": 2, "empty": None}]
    written = recordset(rows, {"place": Integer(), "empty": kind})

    async with database.reading() as connection:
        found = await connection.execute(_all(written).where(written.c.empty.is_(None)))
        assert len(found.all()) == 2

"""Rows that are known from the last time are not read again, and nobody can tell by what comes of the file."""

import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.feeds import upload
from connectors.feeds.rows import READER_VERSION
from connectors.feeds.upload import KnownRows, Reading, read_upload
from connectors.registry import load_registry
from tests.connectors.uploads import REGIONS
from tests.connectors.uploads import upload as as_file

SOURCE = load_registry()["beas_perelek"]
NAMES = [column.name for column in SOURCE.columns]

Line = tuple[str, str]
"""The reference and the grams of a fund: what its row says beside the example."""


def written(lines: Sequence[Line]) -> bytes:
    rows = [NAMES]
    for reference, grams in lines:
        cells = {column.name: column.example for column in SOURCE.columns}
        rows.append([*(cells | {"rujukan": reference, "gram_per_penyaluran": grams}).values()])
    return as_file(rows)


def read(lines: Sequence[Line], known: KnownRows) -> Reading:
    return read_upload(SOURCE, io.BytesIO(written(lines)), REGIONS, known)


def known_from(reading: Reading, edition: str = "1") -> KnownRows:
    references = {reading.digests[row.line]: row.draft.reference for row in reading.drafts}
    return KnownRows(edition=edition, references=references)


NOTHING = KnownRows(edition="1")
FEED = [("a", "2000"), ("b", "3000"), ("c", "4000")]


def test_only_what_changed_is_read() -> None:
    known = known_from(read(FEED, NOTHING))

    reading = read([("a", "2000"), ("b", "2500"), ("c", "4000"), ("d", "1000")], known)

    assert [row.draft.reference for row in reading.drafts] == ["b", "d"]
    assert [*reading.kept] == ["a", "c"]
    assert (reading.rows, reading.refused_rows) == (4, 0)


def test_all_is_read_where_other_regions_exist() -> None:
    known = known_from(read(FEED, NOTHING), edition="2")

    assert not read(FEED, NOTHING).kept
    assert [*read(FEED, KnownRows(edition="2", references=known.references)).kept] == []


def test_all_is_read_by_another_version_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    known = known_from(read(FEED, NOTHING))
    monkeypatch.setattr(upload, "READER_VERSION", READER_VERSION + 1)

    assert not read(FEED, known).kept


def test_a_known_row_that_stands_there_twice_is_refused_as_repeated() -> None:
    known = known_from(read(FEED, NOTHING))

    reading = read([*FEED, FEED[0]], known)

    assert [(refusal.line, refusal.message.key) for refusal in reading.refusals] == [(5, "row.repeated_reference")]


def test_a_known_row_below_a_new_one_of_its_reference_is_the_one_refused() -> None:
    known = known_from(read(FEED, NOTHING))

    reading = read([("a", "9000"), ("a", "2000")], known)

    assert [(refusal.line, refusal.message.key) for refusal in reading.refusals] == [(3, "row.repeated_reference")]


_LINES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["2000", "2.000", "3000", "-1"])), max_size=5)


@given(first=_LINES, second=_LINES)
def test_whatever_was_known_a_file_says_what_it_says(first: list[Line], second: list[Line]) -> None:
    before, unread = read([*first, ("z", "1")], NOTHING), read([*second, ("z", "1")], NOTHING)

    reading = read([*second, ("z", "1")], known_from(before))

    drafts = {row.draft.reference: row.draft for row in before.drafts}
    said = {row.draft.reference: row.draft for row in reading.drafts} | {each: drafts[each] for each in reading.kept}
    assert said == {row.draft.reference: row.draft for row in unread.drafts}
    assert reading.refusals == unread.refusals
    assert (reading.rows, reading.refused_rows) == (unread.rows, unread.refused_rows)

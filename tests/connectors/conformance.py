"""The laws that every source must pass, each a function of the source and its fixture folder. Knows no source.

A fixture folder holds `input.csv`, which fills every column at least once and has rows to refuse, and `expected.json`.
"""

import ast
import inspect
import io
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.contract import Source
from connectors.feeds.grid import MAX_LINE_BYTES
from connectors.feeds.reading import read_rows
from connectors.feeds.tabular import read_table
from connectors.feeds.template import template
from connectors.feeds.upload import read_upload
from hub.domain.errors import FeedError
from hub.domain.offerings.feed import RowDraft
from hub.domain.offerings.publishing import check_content
from tests.connectors.uploads import REGIONS, changed, read, rows_of, summary, table, upload
from tests.connectors.workbooks import workbook

Law = Callable[[Source, Path], None]


def _input(fixture: Path) -> bytes:
    return (fixture / "input.csv").read_bytes()


def _file(source: Source) -> Path:
    return Path(inspect.getsourcefile(source.draft) or "")


def _feed_error(source: Source, content: bytes) -> FeedError:
    with pytest.raises(FeedError) as raised:
        read(source, content)
    (problem,) = raised.value.problems
    assert problem.message.key.startswith("feed.")
    assert {"line", "column"} <= set(problem.message.parameters)
    return raised.value


def the_key_is_the_name_of_the_file(source: Source, fixture: Path) -> None:
    assert source.key == _file(source).stem == fixture.name


def the_fixture_is_read_to_exactly_what_is_expected(source: Source, fixture: Path) -> None:
    expected = json.loads((fixture / "expected.json").read_text())

    assert summary(read(source, _input(fixture))) == expected


def the_fixture_fills_every_column_and_has_rows_to_refuse(source: Source, fixture: Path) -> None:
    _, (header, *lines) = table(_input(fixture))

    assert header == [column.name for column in source.columns]
    assert {name for line in lines for name, cell in zip(header, line, strict=True) if cell} == set(header)
    assert 0 < read(source, _input(fixture)).refused_rows < len(lines)


def the_template_is_one_row_that_can_be_read(source: Source, fixture: Path) -> None:
    filled = template(source).encode()

    reading = read(source, filled)

    assert (len(reading.drafts), reading.refusals) == (1, ())
    assert table(filled)[1][0] == [column.name for column in source.columns]
    assert read(source, workbook(table(filled)[1])) == reading


def a_spreadsheet_reads_like_the_same_lines_of_text(source: Source, fixture: Path) -> None:
    # A cell of several lines would shift the numbers of those below it in text only.
    lines = [[" ".join(cell.split()) for cell in line] for line in table(_input(fixture))[1]]

    assert read(source, workbook(lines)) == read(source, upload(lines))


def every_encoding_and_separator_reads_the_same(source: Source, fixture: Path) -> None:
    good = read(source, _input(fixture))
    text = _input(fixture).decode()

    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert read(source, f"\ufeff{text}".encode(encoding)) == good
    for delimiter in ",;\t":
        assert read(source, upload(table(_input(fixture))[1], delimiter)).drafts == good.drafts


def reading_twice_gives_the_same(source: Source, fixture: Path) -> None:
    assert read(source, _input(fixture)) == read(source, _input(fixture))


def every_row_is_a_draft_or_refused_and_never_both(source: Source, fixture: Path) -> None:
    rows = list(rows_of(read_table(io.BytesIO(_input(fixture)), source.columns)))

    outcomes = list(read_rows(source, rows, REGIONS))

    taken = [outcome.line for outcome in outcomes if isinstance(outcome, RowDraft)]
    refused = {outcome.line for outcome in outcomes if not isinstance(outcome, RowDraft)}
    assert sorted([*taken, *refused]) == [row.line for row in rows]


def a_reference_that_comes_twice_is_refused_the_second_time(source: Source, fixture: Path) -> None:
    once = read(source, _input(fixture))

    twice = read(source, changed(_input(fixture), lambda lines: lines.extend(lines[1:])))

    references = [row.draft.reference for row in twice.drafts]
    assert references == [row.draft.reference for row in once.drafts]
    assert len(set(references)) == len(references)


def a_renamed_column_raises(source: Source, fixture: Path) -> None:
    for position, column in enumerate(source.columns):

        def rename(lines: list[list[str]], position: int = position) -> None:
            lines[0][position] += "_baru"

        error = _feed_error(source, changed(_input(fixture), rename))

        assert error.problems[0].message.key == "feed.renamed_column"
        assert error.problems[0].message.parameters["column"] == column.name


def a_required_column_left_out_raises_and_another_does_not(source: Source, fixture: Path) -> None:
    for position, column in enumerate(source.columns):

        def leave_out(lines: list[list[str]], position: int = position) -> None:
            for line in lines:
                del line[position]

        without = changed(_input(fixture), leave_out)
        if column.required:
            assert _feed_error(source, without).problems[0].message.key == "feed.missing_column"
        else:
            assert read(source, without).rows == read(source, _input(fixture)).rows


def a_spelling_stands_for_one_column(source: Source, fixture: Path) -> None:
    spellings = [spelling for column in source.columns for spelling in (column.name, *column.aliases)]

    assert len(set(spellings)) == len(spellings)


def every_alias_of_a_column_reads_like_its_name(source: Source, fixture: Path) -> None:
    for position, column in enumerate(source.columns):
        for alias in column.aliases:

            def rename(lines: list[list[str]], position: int = position, alias: str = alias) -> None:
                lines[0][position] = alias

            assert read(source, changed(_input(fixture), rename)) == read(source, _input(fixture))


def an_added_column_is_reported_and_changes_nothing(source: Source, fixture: Path) -> None:
    def add(lines: list[list[str]]) -> None:
        for number, line in enumerate(lines):
            line.insert(1, f"tambahan {number}" if number else "kolom_tambahan")

    reading = read(source, changed(_input(fixture), add))

    assert reading.ignored_columns == ("kolom_tambahan",)
    assert summary(reading) == summary(read(source, _input(fixture)))


def a_cell_of_a_column_nobody_declared_is_reported(source: Source, fixture: Path) -> None:
    rows = list(rows_of(read_table(io.BytesIO(_input(fixture)), source.columns)))
    row = type(rows[0])(rows[0].line, {**rows[0].cells, "kolom_tambahan": "x"})

    (refusal,) = read_rows(source, [row], REGIONS)

    assert not isinstance(refusal, RowDraft)
    assert (refusal.column, refusal.message.key) == ("kolom_tambahan", "cell.not_taken")


def a_file_that_cannot_be_read_raises_one_feed_error(source: Source, fixture: Path) -> None:
    good = _input(fixture)
    header, _, rest = good.partition(b"\n")
    long_cell = b"x" * (MAX_LINE_BYTES // len(source.columns))

    assert _feed_error(source, b"").problems[0].message.key == "feed.empty"
    assert _feed_error(source, b"\xef\xbb\xbf\n").problems[0].message.key == "feed.empty"
    assert _feed_error(source, header + b"\n").problems[0].message.key == "feed.too_few_rows"
    assert _feed_error(source, good.rstrip(b"\n") + b'\n"').problems[0].message.key == "feed.cut_off"
    assert _feed_error(source, header + b"\nkunci").problems[0].message.key == "feed.cut_off"
    assert _feed_error(source, header + b"\n\xe9" + rest).problems[0].message.key == "feed.wrong_encoding"
    assert _feed_error(source, header + b"\n\0" + rest).problems[0].message.key == "feed.nul_character"
    assert _feed_error(source, b"PK\x03\x04" + good).problems[0].message.key == "feed.spreadsheet_unreadable"
    long_line = b",".join([long_cell + b"x"] * len(source.columns))
    assert _feed_error(source, header + b"\n" + long_line).problems[0].message.key == "feed.line_too_long"


def a_file_of_more_than_200_megabytes_raises_a_feed_error(source: Source, fixture: Path) -> None:
    delimiter, (header, *_) = table(_input(fixture))
    cell = "x" * (MAX_LINE_BYTES // len(header) - 2)
    row = upload([[cell] * len(header)], delimiter)

    with pytest.raises(FeedError) as raised:
        read_upload(source, io.BufferedReader(_Repeated(upload([header], delimiter), row, 210)), REGIONS)

    assert raised.value.problems[0].message.key == "feed.upload_too_long"


def a_file_of_more_rows_than_the_source_believes_raises(source: Source, fixture: Path) -> None:
    rows = read(source, _input(fixture)).rows

    assert read(replace(source, maximum_rows=rows), _input(fixture)).rows == rows
    error = _feed_error(replace(source, maximum_rows=rows - 1), _input(fixture))
    assert error.problems[0].message.key == "feed.too_many_rows"


class _Repeated(io.RawIOBase):
    """A long file that is never held as a whole."""

    def __init__(self, first: bytes, row: bytes, times: int) -> None:
        self._parts = iter([first, *[row] * times])
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._parts, b"")
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def drafts_are_fit_to_publish(source: Source, fixture: Path) -> None:
    for row in read(source, _input(fixture)).drafts:
        draft = row.draft
        assert check_content(draft, source.terms(draft)) == ()
        assert draft.source == source.key
        assert draft.funding_source in source.funding_sources
        assert all(REGIONS.exists(area.region) for area in draft.service_areas)


def every_term_has_a_citation_and_a_key_of_its_own(source: Source, fixture: Path) -> None:
    assert source.legal_basis.title.strip()
    for row in read(source, _input(fixture)).drafts:
        terms = source.terms(row.draft)
        assert all(term.citation.title.strip() for term in terms)
        assert len({term.key for term in terms}) == len(terms)


def a_referral_has_somebody_to_go_to_and_steps(source: Source, fixture: Path) -> None:
    for row in read(source, _input(fixture)).drafts:
        hand_over = source.hand_over(row.draft)
        assert hand_over.who.id
        assert hand_over.steps


def a_source_imports_nothing_but_the_ground_it_stands_on(source: Source, fixture: Path) -> None:
    imported = set(_imports(ast.parse(_file(source).read_text())))

    allowed = {name for name in imported if name.split(".")[0] in sys.stdlib_module_names}
    allowed |= {name for name in imported if name.startswith(("connectors.", "hub.domain."))}
    assert imported - allowed - {"connectors"} == set()


def _imports(tree: ast.Module) -> Iterable[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def damage_anywhere_ends_in_a_feed_error_or_in_rows(source: Source, fixture: Path) -> None:
    good = _input(fixture)
    byte = st.sampled_from(b'",;\n\r\0\xef\xff0-[{}|') | st.integers(0, 255)
    damages = st.lists(
        st.tuples(st.integers(0, len(good)), st.integers(0, 3), st.lists(byte, max_size=3)), min_size=1, max_size=4
    )

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.nested_given])
    @given(damages)
    def law(damages: list[tuple[int, int, list[int]]]) -> None:
        damaged = bytearray(good)
        for start, removed, put in damages:
            damaged[start : start + removed] = bytes(put)
        try:
            reading = read(source, bytes(damaged))
        except FeedError:
            return
        assert reading.rows == len(reading.drafts) + len({refusal.line for refusal in reading.refusals})

    law()


LAWS: tuple[Law, ...] = (
    the_key_is_the_name_of_the_file,
    the_fixture_is_read_to_exactly_what_is_expected,
    the_fixture_fills_every_column_and_has_rows_to_refuse,
    the_template_is_one_row_that_can_be_read,
    every_encoding_and_separator_reads_the_same,
    a_spreadsheet_reads_like_the_same_lines_of_text,
    reading_twice_gives_the_same,
    every_row_is_a_draft_or_refused_and_never_both,
    a_reference_that_comes_twice_is_refused_the_second_time,
    a_renamed_column_raises,
    a_required_column_left_out_raises_and_another_does_not,
    a_spelling_stands_for_one_column,
    every_alias_of_a_column_reads_like_its_name,
    an_added_column_is_reported_and_changes_nothing,
    a_cell_of_a_column_nobody_declared_is_reported,
    a_file_that_cannot_be_read_raises_one_feed_error,
    a_file_of_more_than_200_megabytes_raises_a_feed_error,
    a_file_of_more_rows_than_the_source_believes_raises,
    drafts_are_fit_to_publish,
    every_term_has_a_citation_and_a_key_of_its_own,
    a_referral_has_somebody_to_go_to_and_steps,
    a_source_imports_nothing_but_the_ground_it_stands_on,
    damage_anywhere_ends_in_a_feed_error_or_in_rows,
)

"""Bytes become rows of text, or one error that says where."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.feeds.columns import Column
from connectors.feeds.grid import MAX_LINE_BYTES
from connectors.feeds.tabular import Table, read_table
from hub.domain.errors import ErrorCode, FeedError
from hub.domain.offerings.feed import Row
from hub.domain.text import Text
from tests.connectors.uploads import rows_of, upload

COLUMNS = (
    Column(name="kunci", meaning=Text("kunci"), required=True),
    Column(name="judul", meaning=Text("judul"), required=True),
    Column(name="catatan", meaning=Text("catatan")),
)


def _table(content: bytes) -> Table:
    return read_table(io.BytesIO(content), COLUMNS)


def _rows(content: bytes) -> list[Row]:
    return list(rows_of(_table(content)))


def _refused(content: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(FeedError) as raised:
        _rows(content)
    (problem,) = raised.value.problems
    assert problem.code is ErrorCode.FEED_UNREADABLE
    return problem.message.key, dict(problem.message.parameters)


def test_rows_know_the_line_where_they_begin() -> None:
    rows = _rows(b'kunci,judul\na,"dua\nbaris"\n\nb,satu\n')

    assert rows == [
        Row(2, {"kunci": "a", "judul": "dua\nbaris"}),
        Row(5, {"kunci": "b", "judul": "satu"}),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"kunci,judul\na,x\n",
        b"kunci;judul\na;x\n",
        b"\xef\xbb\xbfkunci,judul\r\na,x\r\n",
        b"judul,kunci\nx,a\n",
        b'"kunci", judul \na,x',
        b"kunci\tjudul\r\na\tx\r\n",
        codecs.BOM_UTF16_LE + "kunci\tjudul\na\tx\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "kunci;judul\na;x\n".encode("utf-16-be"),
        b"kunci,judul\na,x\n,\n , \n\n",
    ],
    ids=[
        "comma",
        "semicolon",
        "byte order mark and CRLF",
        "another order",
        "spaces and no last line end",
        "tab",
        "UTF-16, little end first",
        "UTF-16, big end first",
        "empty rows at the end",
    ],
)
def test_the_usual_kinds_of_csv_read_the_same(content: bytes) -> None:
    assert _rows(content) == [Row(2, {"kunci": "a", "judul": "x"})]


VILLAGE = (
    Column(name="kode_desa", meaning=Text("desa"), required=True, aliases=("kemendagri_kode_desa",)),
    Column(name="judul", meaning=Text("judul")),
)


def test_a_column_is_read_under_its_alias_and_called_by_its_name() -> None:
    table = read_table(io.BytesIO(b"judul,kemendagri_kode_desa\nx,32.13.23.2005\n"), VILLAGE)

    assert [*rows_of(table)] == [Row(2, {"judul": "x", "kode_desa": "32.13.23.2005"})]
    assert table.ignored_columns == ()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"kode_desa,kemendagri_kode_desa\n1,2\n", "feed.repeated_column"),
        (b"kemendagri_kode_des,judul\n1,x\n", "feed.renamed_column"),
        (b"Daftar\nkemendagri_kode_desa,judul\n1,x\n", "feed.header_not_first"),
    ],
)
def test_an_alias_is_held_to_what_a_name_is_held_to(content: bytes, key: str) -> None:
    with pytest.raises(FeedError) as raised:
        list(rows_of(read_table(io.BytesIO(content), VILLAGE)))

    assert raised.value.problems[0].message.key == key


def test_one_cell_that_is_called_like_its_column_is_no_second_header() -> None:
    rows = _rows(b"kunci,judul,catatan\na,judul,x\nkunci,b,y\n")

    assert [row.cells for row in rows] == [
        {"kunci": "a", "judul": "judul", "catatan": "x"},
        {"kunci": "kunci", "judul": "b", "catatan": "y"},
    ]


def test_a_cell_that_looks_like_a_formula_is_data() -> None:
    assert _rows(b"kunci,judul\na,=1+1\nb,@SUM(A1)\n")[0].cells["judul"] == "=1+1"


def test_a_comma_inside_a_semicolon_file_is_data() -> None:
    assert _rows(b"kunci;judul\na;satu, dua\n")[0].cells["judul"] == "satu, dua"


def test_an_added_column_is_named_and_its_cells_are_in_no_row() -> None:
    table = _table(b"kunci,judul,catatan,harga\na,x,,9\n")

    assert table.ignored_columns == ("harga",)
    assert [*rows_of(table)] == [Row(2, {"kunci": "a", "judul": "x", "catatan": ""})]


def test_an_added_column_while_another_is_missing_may_be_a_renamed_one() -> None:
    assert _refused(b"kunci,judul,cattan\na,x,\n") == (
        "feed.renamed_column",
        {"line": 1, "column": "catatan", "given": "cattan"},
    )


@pytest.mark.parametrize(
    ("content", "key", "line", "column"),
    [
        (b"", "feed.empty", 1, None),
        (b"\n\n", "feed.empty", 1, None),
        (b"kunci\na\n", "feed.missing_column", 1, "judul"),
        (b"kunci,judl\na,x\n", "feed.renamed_column", 1, "judul"),
        (b"kunci,judul,judul\na,x,y\n", "feed.repeated_column", 1, "judul"),
        (b"kunci," + b",".join(b"c%d" % number for number in range(100_000)), "feed.too_many_columns", 1, None),
        (b"kunci,judul,\na,x,\n", "feed.unnamed_column", 1, None),
        (b'"kunci,judul\na,x\n', "feed.bad_quotes", 1, None),
        (b"kunci,judul\na,x\nb\n", "feed.too_few_cells", 3, "judul"),
        (b"kunci,judul\na,x\nb", "feed.cut_off", 3, "judul"),
        (b'kunci,judul\na,x\nb,"y\n', "feed.cut_off", 3, None),
        (b"kunci,judul\na,x,y\n", "feed.too_many_cells", 2, "judul"),
        (b'kunci,judul\na,"x"y\n', "feed.bad_quotes", 2, None),
        (b"kunci,judul\na,x\rb,y\n", "feed.bad_line_ends", 2, None),
        (b"kunci,judul\ra,x\rb,y\r", "feed.bad_line_ends", 1, None),
        (b'kunci,judul\r\na,"x"y\r\n', "feed.bad_quotes", 2, None),
        (b"kunci,judul\na,caf\xe9\n", "feed.wrong_encoding", 2, "judul"),
        (b"kunci,judul\na\0,x\n", "feed.nul_character", 2, "kunci"),
        ("kunci,judul\n".encode("utf-16-le"), "feed.wrong_encoding", 1, None),
        ("kunci,judul\na,é\n".encode("cp1252"), "feed.wrong_encoding", 2, "judul"),
        ("kunci,judul\na,\ud800x\n".encode("utf-16", "surrogatepass"), "feed.wrong_encoding", 2, "judul"),
        ("kunci,judul\na,x".encode("utf-16") + b"y", "feed.wrong_encoding", 2, "judul"),
        (b"Daftar bantuan\n\nkunci;judul\na;x\n", "feed.header_not_first", 3, None),
        (b"Pokok,,\nkunci,judul,catatan\na,x,\n", "feed.header_not_first", 2, None),
        (b"nomor,nama\na,x\n", "feed.renamed_column", 1, "kunci"),
        (b"kunci,judul\na,x\nkunci, judul\nb,y\n", "feed.second_header", 3, None),
        (b"kunci,judul\nKUNCI,Judul\na,x\n", "feed.second_header", 2, None),
        (b"kunci,judul\na," + b"x" * 200_000 + b"\n", "feed.cell_too_long", 2, None),
        (b"kunci,judul\na," + b"x" * MAX_LINE_BYTES, "feed.line_too_long", 2, None),
        (b'kunci,judul\na,"' + b"x\n" * (MAX_LINE_BYTES // 2), "feed.cell_too_long", 2, None),
        (b"kunci,judul\na" + b',"\n"' * (MAX_LINE_BYTES // 4), "feed.line_too_long", 2, None),
    ],
)
def test_a_broken_file_is_refused_by_line_and_column(content: bytes, key: str, line: int, column: str | None) -> None:
    found, parameters = _refused(content)

    assert (found, parameters["line"], parameters["column"]) == (key, line, column)


def test_an_empty_row_between_others_is_a_row() -> None:
    assert [row.line for row in _rows(b"kunci,judul\na,x\n,\nb,y\n,\n")] == [2, 3, 4]


def test_empty_rows_without_end_are_told_as_rows_rather_than_held() -> None:
    assert len(_rows(b"kunci,judul\n" + b",\n" * 25_000)) == 20_002


@given(st.lists(st.tuples(*[st.text(st.characters(blacklist_characters="\0\r", codec="utf-8"))] * 3), min_size=1))
def test_what_was_written_is_what_is_read_without_space_around(lines: list[tuple[str, str, str]]) -> None:
    header = [column.name for column in COLUMNS]
    last = ["terakhir", "", ""]

    rows = _rows(upload([header, *map(list, lines), last]))

    assert [list(row.cells.values()) for row in rows] == [[cell.strip() for cell in line] for line in (*lines, last)]

"""A workbook reads like text, whatever its cells are made of; one that is made to harm, or by mistake, is refused."""

import io
import random
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Mapping

import pytest

from connectors.feeds import spreadsheet
from connectors.feeds.columns import Column
from connectors.feeds.tabular import read_table
from connectors.feeds.template import template
from connectors.registry import load_registry
from hub.domain.errors import FeedError
from hub.domain.offerings.feed import Row
from hub.domain.text import Text
from tests.connectors.uploads import read, rows_of, table
from tests.connectors.workbooks import DAY, MOMENT, cell, number, of_sheet, packed, parts, row, sheet, text_sheet

COLUMNS = (
    Column(name="kunci", meaning=Text("kunci"), required=True),
    Column(name="judul", meaning=Text("judul"), required=True),
    Column(name="catatan", meaning=Text("catatan")),
)
HEADER = row(1, cell("A1", "kunci"), cell("B1", "judul"))
GOOD = sheet(HEADER, row(2, cell("A2", "a"), cell("B2", "x")))


def _rows(content: bytes) -> list[Row]:
    return list(rows_of(read_table(io.BytesIO(content), COLUMNS)))


def _value(cells: str) -> str:
    """What the cell B2 says as text."""
    (only,) = _rows(of_sheet(sheet(HEADER, row(2, cell("A2", "a"), cells))))
    return only.cells["judul"]


def _refused(content: bytes) -> tuple[str, object, object]:
    with pytest.raises(FeedError) as raised:
        _rows(content)
    (problem,) = raised.value.problems
    parameters = problem.message.parameters
    return problem.message.key, parameters["line"], parameters.get("place", parameters["column"])


def test_rows_know_the_number_that_the_sheet_gives_them() -> None:
    content = sheet(HEADER, row(2, cell("A2", "a"), cell("B2", "dua\nbaris")), row(5, cell("A5", "b"), cell("B5", "x")))

    assert _rows(of_sheet(content)) == [
        Row(2, {"kunci": "a", "judul": "dua\nbaris"}),
        Row(3, {"kunci": "", "judul": ""}),
        Row(4, {"kunci": "", "judul": ""}),
        Row(5, {"kunci": "b", "judul": "x"}),
    ]


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (cell("B2", " 0812 & “x” "), "0812 & “x”"),
        (number("B2", "5000"), "5000"),
        (number("B2", "5.0E3"), "5000"),
        (number("B2", "999999999999999"), "999999999999999"),
        (number("B2", "-7"), "-7"),
        (number("B2", "32.73"), "32.73"),
        (number("B2", "1.5"), "1.5"),
        (number("B2", "0.30000000000000004"), "0.3"),
        (number("B2", "46350", DAY), "2026-11-24"),
        (number("B2", "46350", MOMENT), "2026-11-24"),
        (number("B2", "46350.25", MOMENT), "2026-11-24 06:00:00"),
        ('<c r="B2" t="b"><v>1</v></c>', "ya"),
        ('<c r="B2" t="b"><v>0</v></c>', "tidak"),
        ('<c r="B2"><f>2*3</f><v>6</v></c>', "6"),
        ('<c r="B2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
    ],
)
def test_a_cell_is_the_text_that_a_person_would_write(cells: str, text: str) -> None:
    assert _value(cells) == text


def test_a_fraction_is_never_taken_for_thousands() -> None:
    assert _value(number("B2", "1.234")) == "1.2340"


@pytest.mark.parametrize("digits", ["3204115006780001", "3.20411500678E+15", "12345678901234567890"])
def test_a_number_beyond_what_a_spreadsheet_keeps_shows_that_digits_are_lost(digits: str) -> None:
    assert "e+" in _value(number("B2", digits))


def test_what_a_spreadsheet_program_leaves_at_the_end_is_ignored() -> None:
    filled = row(2, cell("A2", "a"), cell("B2", "x"), cell("C2", " "), '<c r="Z2" s="1"/>')
    left = sheet(HEADER, filled, row(900, cell("A900", " ")), row(1_000_000, '<c r="A1000000" s="1"/>'))

    assert _rows(of_sheet(left)) == [Row(2, {"kunci": "a", "judul": "x"})]


def test_the_first_visible_sheet_with_anything_in_it_is_read() -> None:
    sheets = {"Daftar": sheet(row(1, cell("A1", "rahasia"))), "Kosong": sheet(), "Isi": GOOD, "Lain": sheet(HEADER)}

    assert len(_rows(packed(parts(sheets, hidden=["Daftar"])))) == 1


def test_programs_that_write_with_prefixes_absolute_parts_and_no_places_are_understood() -> None:
    error = '<c t="e"><v>#N/A</v></c>'
    written = sheet(HEADER, row(2, cell("A2", "a"), error), row(3, error, cell("B3", "x"))).replace(' r="', ' q="')
    prefixed = written.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    workbook = parts({"Isi": prefixed})
    relations = workbook["xl/_rels/workbook.xml.rels"].replace('Target="worksheets', 'Target="/xl/worksheets')

    assert _rows(packed({**workbook, "xl/_rels/workbook.xml.rels": relations})) == [
        Row(2, {"kunci": "a", "judul": "#N/A"}),
        Row(3, {"kunci": "#N/A", "judul": "x"}),
    ]


def _merged(cells: str) -> str:
    return sheet(HEADER, after=f'<mergeCells><mergeCell ref="{cells}"/></mergeCells>')


def _noise(letters: int) -> str:
    """Text that does not pack well."""
    return random.Random(letters).randbytes(letters // 2).hex()


NAMES = [column.name for column in COLUMNS]
WIDE = "DEFGHIJK"


@pytest.mark.parametrize(
    ("content", "key", "line", "place"),
    [
        (sheet(), "feed.empty", 1, None),
        (sheet(row(1_048_576, cell("XFD1048576", "x"))), "feed.empty", 1, None),
        (sheet(row(1, cell("XFD1", "kunci"))), "feed.empty", 1, None),
        (sheet(row(3, cell("A3", "kunci"), cell("B3", "judul"))), "feed.header_not_first", 3, None),
        (sheet(row(1, cell("A1", "Pokok")), row(2, cell("B2", "kunci"))), "feed.header_not_first", 2, None),
        (_merged("A1:B1"), "feed.merged_cells", 1, "Bantuan!A1:B1"),
        (_merged("B2:AB9"), "feed.merged_cells", 2, "Bantuan!B2:AB9"),
        (sheet(row(1, *(cell(f"{c}1", "judul") for c in "AB"))), "feed.repeated_column", 1, "judul"),
        (sheet(row(1, cell("A1", "kunci"), cell("B1", "judl"))), "feed.renamed_column", 1, "judul"),
        (sheet(HEADER, row(2, cell("C2", "y"))), "feed.unnamed_column", 1, None),
        (sheet(row(1, cell("B1", "kunci"), cell("C1", "judul"))), "feed.unnamed_column", 1, None),
        (sheet(HEADER, HEADER.replace("1", "2")), "feed.second_header", 2, None),
        (sheet(HEADER, row(2, '<c r="AB2"><f>1+1</f></c>')), "feed.formula_without_value", 2, "Bantuan!AB2"),
        (sheet(HEADER, row(2, '<c r="B2"><f>1+1</f><v> </v></c>')), "feed.formula_without_value", 2, "Bantuan!B2"),
        (sheet(HEADER, row(2, cell("A2", _noise(10_000_000)))), "feed.cell_too_long", 2, None),
        (
            sheet(
                row(1, *map(cell, ("A1", "B1", "C1"), NAMES), *(cell(f"{c}1", c) for c in WIDE)),
                row(2, *(cell(f"{c}2", _noise(130_000)) for c in WIDE)),
            ),
            "feed.line_too_long", 2, None,
        ),
    ],
)  # fmt: skip
def test_a_sheet_that_is_no_table_is_refused_by_row_and_cell(content: str, key: str, line: int, place: object) -> None:
    assert _refused(of_sheet(content)) == (key, line, place)


def _workbook(changed: Mapping[str, str | bytes]) -> bytes:
    return packed({**parts({"Bantuan": GOOD}), **changed})


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>{}]>".format(
    "".join(f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefgh", "bcdefghi", strict=True))
)


@pytest.mark.parametrize(
    "changed",
    [
        {SHEET: ENTITIES + GOOD.replace(">a<", ">&i;<")},
        {SHEET: f"<?xml version='1.0' encoding='utf-16'?>{ENTITIES}{GOOD}".encode("utf-16")},
        {"xl/sharedStrings.xml": f"<!-- {_noise(200_000)} -->{ENTITIES}<sst/>"},
        {"xl/_rels/workbook.xml.rels": "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"},
    ],
    ids=["in the sheet", "in UTF-16", "behind a long comment", "from outside"],
)
def test_a_workbook_that_declares_entities_is_refused(changed: Mapping[str, str | bytes]) -> None:
    assert _refused(_workbook(changed))[0] == "feed.spreadsheet_with_entities"


DIRECTORY_ENTRY = bytes.fromhex("504b010214031400")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (_workbook({"xl/media/a": bytes(201_000_000)}), "feed.spreadsheet_too_large"),
        (_workbook({"xl/media/a": bytes(2_000_000)}), "feed.spreadsheet_too_large"),
        (_workbook({f"xl/media/{n}": b"" for n in range(1_000)}), "feed.spreadsheet_too_large"),
        (packed({"word/document.xml": "<a/>"}), "feed.not_spreadsheet"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "feed.spreadsheet_locked"),
        (of_sheet(GOOD).replace(DIRECTORY_ENTRY + b"\0", DIRECTORY_ENTRY + b"\1"), "feed.spreadsheet_locked"),
        (of_sheet(GOOD)[:-30], "feed.spreadsheet_unreadable"),
        (of_sheet(GOOD.replace("</row>", "", 1)), "feed.spreadsheet_unreadable"),
        (of_sheet(sheet(HEADER, row(60_000, cell("ALL60000", "x")))), "feed.spreadsheet_unreadable"),
    ],
    ids=[
        "zip bomb",
        "packed beyond reason",
        "a thousand parts",
        "another file",
        "old or locked",
        "encrypted",
        "cut off",
        "broken XML",
        "two gigabytes of empty cells",
    ],
)
def test_a_workbook_that_cannot_be_opened_is_refused(content: bytes, key: str) -> None:
    assert _refused(content)[0] == key


@pytest.mark.parametrize(
    ("column", "content", "why"),
    [
        ("rujukan", number("{}", "3204115006780001"), "cell.digits_lost"),
        ("judul", '<c r="{}" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "cell.spreadsheet_error"),
        ("gram_per_penyaluran", number("{}", "1.234"), "cell.fractional_number"),
        ("diperbarui", number("{}", "46350"), "cell.day_as_number"),
        ("diperbarui", number("{}", "46350.25", MOMENT), "cell.no_day"),
    ],
)
def test_a_cell_that_a_spreadsheet_program_spoiled_is_refused_alone(column: str, content: str, why: str) -> None:
    source = load_registry()["beas_perelek"]
    names = [each.name for each in source.columns]
    place = f"{chr(ord('A') + names.index(column))}2"
    _, lines = table(template(source).encode())
    good = cell(place, lines[1][names.index(column)])
    spoiled = text_sheet(lines).replace(good, content.format(place))

    reading = read(source, of_sheet(spoiled))

    assert [(refusal.line, refusal.column, refusal.message.key) for refusal in reading.refusals] == [(2, column, why)]


def test_a_workbook_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_SECONDS", 0.001)

    assert _refused(of_sheet(GOOD))[0] == "feed.spreadsheet_unreadable"


def test_a_file_larger_than_any_may_be_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_UPLOAD_BYTES", 1_000)

    assert _refused(of_sheet(GOOD))[0] == "feed.spreadsheet_too_large"


def test_the_hub_itself_takes_little_memory_for_a_large_workbook() -> None:
    lines = [row(line, cell(f"A{line}", _noise(2_000)), cell(f"B{line}", "x")) for line in range(2, 10_002)]
    content = io.BytesIO(of_sheet(sheet(HEADER, *lines)))
    tracemalloc.start()

    count = sum(1 for _ in rows_of(read_table(content, COLUMNS)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 10_000
    assert peak < 2_000_000


def test_a_sheet_with_cells_far_apart_ends_its_process_and_nothing_else() -> None:
    """A grid between two corners takes far more than the 512 MB that the process may have."""
    far = row(400_000, cell("AV400000", "x"))

    assert _refused(of_sheet(sheet(HEADER, far)))[0] == "feed.spreadsheet_unreadable"


def test_a_process_that_works_longer_than_it_may_is_ended() -> None:
    endless = (
        "from connectors.feeds import spreadsheet_child as child\n"
        "child._CPU_SECONDS = 1\n"
        "child.limit_this_process()\n"
        "while True: pass\n"
    )

    ended = subprocess.run([sys.executable, "-c", endless], timeout=60, check=False)

    assert ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL)

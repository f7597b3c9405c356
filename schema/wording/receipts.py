"""The refusals of an import as a table that a spreadsheet opens: what to mend, where, in the reader's language."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from xlsxwriter import Workbook

from hub.domain.errors import ErrorCode, Problem
from hub.domain.offerings.feed import Receipt
from hub.domain.text import Language, Text
from schema.wording.problems import problem_words

MARKED = 10_000
"""How many refusals a workbook holds: more than anybody mends one by one, and written in a second."""

_HEADER = (
    Text("baris", "line"),
    Text("kolom", "column"),
    Text("nilai", "value"),
    Text("tempat dalam sel", "place in the cell"),
    Text("masalah", "problem"),
    Text("yang perlu dilakukan", "what to do"),
)
_WIDTHS = (8, 24, 24, 24, 60, 60)
_COLUMN, _VALUE = 1, 2
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def refusals_table(receipt: Receipt, language: Language) -> str:
    """One line for each refusal, as CSV. Text that a spreadsheet would take for a formula begins with an apostrophe."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(title.in_language(language) for title in _HEADER)
    for line, *texts in _lines(receipt, language):
        table.writerow([line, *(_safe(text) for text in texts)])
    return written.getvalue()


def refusals_workbook(receipt: Receipt, language: Language) -> bytes:
    """One line for each of the first refusals, as XLSX, with the refused column and what stood there marked. All text
    is written as text: a spreadsheet takes none of it for a formula or a link."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": receipt.at})
        heading, marked = workbook.add_format({"bold": True}), workbook.add_format({"bg_color": "#F8CBAD"})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        for place, (title, width) in enumerate(zip(_HEADER, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title.in_language(language), heading)
        for row, (line, *texts) in enumerate(islice(_lines(receipt, language), MARKED), start=1):
            sheet.write_number(row, 0, line)
            for place, text in enumerate(texts, start=1):
                sheet.write_string(row, place, text, marked if texts[0] and place in (_COLUMN, _VALUE) else None)
    return written.getvalue()


def _lines(receipt: Receipt, language: Language) -> Iterator[tuple[int, str, str, str, str, str]]:
    for refusal in receipt.refusals:
        words = problem_words(Problem(ErrorCode.ROW_REFUSED, refusal.message), language)
        cells = (refusal.column, refusal.value, refusal.place)
        column, value, place = (cell or "" for cell in cells)
        yield refusal.line, column, value, place, words.message, words.hint or ""


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

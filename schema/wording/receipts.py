"""The refusals of an import as a table that a spreadsheet opens: what to mend, where, in the reader's language."""

import csv
import io

from hub.domain.errors import ErrorCode, Problem
from hub.domain.feed import Receipt
from hub.domain.text import Language
from schema.wording.problems import problem_words

_HEADER = {
    Language.ID: ("baris", "kolom", "nilai", "tempat dalam sel", "masalah", "yang perlu dilakukan"),
    Language.EN: ("line", "column", "value", "place in the cell", "problem", "what to do"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def refusals_table(receipt: Receipt, language: Language) -> str:
    """One line for each refusal, as CSV. Text that a spreadsheet would take for a formula begins with an apostrophe."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(_HEADER[language])
    for refusal in receipt.refusals:
        words = problem_words(Problem(ErrorCode.ROW_REFUSED, refusal.message), language)
        cells = (refusal.column, refusal.value, refusal.place, words.message, words.hint)
        table.writerow([refusal.line, *(_safe(cell or "") for cell in cells)])
    return written.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

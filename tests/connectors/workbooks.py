"""Workbooks for tests: XLSX as a spreadsheet program writes it, part by part, so that any part may be made wrong."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMATS = '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>'
DAY, MOMENT = 1, 2
"""The styles that show a number as a day, and as a day with a time."""


def cell(place: str, content: str) -> str:
    """A cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(content)}</t></is></c>'


def number(place: str, value: str, style: int = 0) -> str:
    """A cell with a number, as its digits stand in the file."""
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def row(line: int, *cells: str) -> str:
    """A row of such cells."""
    return f'<row r="{line}">{"".join(cells)}</row>'


def sheet(*rows: str, after: str = "") -> str:
    """A sheet of such rows, and what follows them."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def parts(sheets: Mapping[str, str], hidden: Sequence[str] = ()) -> dict[str, str]:
    """The parts of a workbook by their names, from its sheets by theirs."""
    named = list(enumerate(sheets.items(), start=1))
    states = dict.fromkeys(hidden, ' state="hidden"')
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="s{number}"{states.get(name, "")}/>'
        for number, (name, _) in named
    )
    relations = "".join(
        f'<Relationship Id="s{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in named
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="book" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs>{_FORMATS}</cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{number}.xml": content for number, (_, content) in named},
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts as the bytes of a workbook."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def of_sheet(content: str) -> bytes:
    """A workbook of one sheet, `Bantuan`."""
    return packed(parts({"Bantuan": content}))


def text_sheet(lines: Iterable[Iterable[str]]) -> str:
    """A sheet with lines of text."""
    return sheet(
        *(
            row(line, *(cell(f"{_letters(column)}{line}", text) for column, text in enumerate(cells) if text))
            for line, cells in enumerate(lines, start=1)
        )
    )


def workbook(lines: Iterable[Iterable[str]]) -> bytes:
    """A workbook of one sheet with lines of text."""
    return of_sheet(text_sheet(lines))


def _letters(column: int) -> str:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)

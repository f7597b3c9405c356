"""Whether a row becomes a draft: every cell is taken or reported, and all that is wrong with a row is told at once."""

from collections.abc import Iterable, Iterator, Sequence

from connectors.contract import Source
from connectors.feeds.rows import Regions, RowReader, Shared, place_in_cell
from hub.domain.errors import Message
from hub.domain.offerings.feed import Refusal, Row, RowDraft
from hub.domain.offerings.offering import OfferingContent
from hub.domain.offerings.publishing import check_content
from hub.domain.rules.criterion import Criterion


def read_rows(source: Source, rows: Iterable[Row], regions: Regions) -> Iterator[RowDraft | Refusal]:
    """A draft for each row that is fit to publish, else every refusal of it, in the order of rows and columns.

    A reference that an earlier row had is refused. A row whose cells are all empty has one refusal.
    """
    lines: dict[str, int] = {}
    shared = Shared(source.key, source.columns, regions)
    for row in rows:
        if not any(row.cells.values()):
            yield Refusal(line=row.line, column=None, value=None, message=Message("row.empty"))
            continue
        reader = RowReader(row, shared)
        made = source.draft(reader)
        reader.refuse_leftovers()
        _check(reader, row, made, source, source.terms(made))
        first = lines.setdefault(made.reference, row.line)
        if made.reference and first != row.line:
            repeated = Message("row.repeated_reference", {"first_line": first})
            reader.refuse(source.origins["reference"][0], made.reference, repeated)
        if reader.refusals:
            order = [None, *row.cells, *(column.name for column in source.columns)]
            yield from sorted(reader.refusals, key=lambda refusal: order.index(refusal.column))
        else:
            yield RowDraft(line=row.line, draft=made)


def _check(reader: RowReader, row: Row, draft: OfferingContent, source: Source, terms: Sequence[Criterion]) -> None:
    """What stands against publishing, told of the columns it comes from, unless a cell of theirs is refused already."""
    refused = {refusal.column for refusal in reader.refusals}
    for problem in check_content(draft, terms):
        columns = source.origins.get(str(problem.path[0]), ()) if problem.path else ()
        if refused.intersection(columns):
            continue
        column = columns[0] if columns else None
        text = row.cells.get(column, "") if column else ""
        place = place_in_cell(problem.path[1:]) if text.startswith(("[", "{")) else None
        message = _of_column(problem.message, column)
        # A cell may stand for several fields, and is told once of what is wrong with each.
        if all((column, message, place) != (each.column, each.message, each.place) for each in reader.refusals):
            reader.refuse(column, text, message, place)


def _of_column(message: Message, column: str | None) -> Message:
    """The message, naming a field of the draft by the column that its writer knows."""
    if column is None or "field" not in message.parameters:
        return message
    return Message(message.key, {**message.parameters, "field": column})

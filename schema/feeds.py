"""Imports in the schema: a partner's upload, what became of each of its rows, and how far it is."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import field

from hub.domain.errors import ErrorCode, FeedError, refuse
from hub.domain.errors import Problem as DomainProblem
from hub.domain.offerings.feed import ImportMode, ImportState, Refusal
from hub.domain.offerings.feed import Receipt as DomainReceipt
from hub.domain.partner import PartnerId
from hub.domain.text import Language
from hub.usecases import feeds
from hub.usecases.feeds import ImportOrder, ImportStep
from schema.context import Info
from schema.errors import AnyProblem, as_payload
from schema.idempotency import once
from schema.ids import encode_id, require_id
from schema.paging import MAX_PAGE, First, page_size
from schema.wording.problems import problem_words
from schema.wording.receipts import MARKED, refusals_table, refusals_workbook


@strawberry.input(description="A partner's file to be imported.")
class ImportOfferingsInput:
    partner: strawberry.ID = field(description="Whose file it is.")
    source: str = field(description="A key of `sources`; its `columns` say what the file holds.")
    feed: str = field(default="default", description="The partner's name for this series of files.")
    document: str | None = field(
        default=None,
        description="The file as CSV text; or give `workbook`. A request holds 256 KiB at most: what is longer goes"
        " by `simpul import`.",
    )
    workbook: str | None = field(default=None, description="The file as an XLSX file in base64; or give `document`.")
    accept_valid: bool = field(
        default=False,
        description="Whether to store the valid rows when some are refused; else nothing is stored. Never in mode"
        " `FULL`, where a refused row may be the very offering that would be withdrawn.",
    )
    mode: ImportMode = field(
        default=ImportMode.UPSERT, description="What the file says of the offerings that it leaves out."
    )
    confirmation: str | None = field(
        default=None, description="The `confirmation` of an earlier receipt: withdraw exactly what that one listed."
    )
    shrunk_because: str | None = field(
        default=None, description="Why the feed shrinks below half; without a word it is refused."
    )
    idempotency_key: UUID = field(description="Makes a repeated call act once.")

    def to_order(self) -> ImportOrder:
        """The same, for the use case. Refused unless it has one file, as text or as a workbook."""
        if (self.document is None) is (self.workbook is None):
            raise refuse(ErrorCode.BAD_INPUT, "import.one_upload", "input", "document")
        return ImportOrder(
            source=self.source,
            partner_id=PartnerId(require_id(self.partner, "Partner", "input", "partner")),
            feed=self.feed,
            upload=_workbook(self.workbook) if self.document is None else self.document.encode(),
            accept_valid=self.accept_valid,
            mode=self.mode,
            confirmation=self.confirmation,
            because=self.shrunk_because,
        )


def _workbook(text: str | None) -> bytes:
    try:
        return base64.b64decode(text or "", validate=True)
    except ValueError:
        raise refuse(ErrorCode.BAD_INPUT, "import.not_base64", "input", "workbook") from None


@strawberry.type(description="Why a row was not taken.")
class RowRefusal:
    line: int = field(description="The line in the file; the column names are line 1.")
    column: str | None = field(description="The column; null when it is the whole row.")
    value: str | None = field(description="What stood there, shortened; null when nothing did.")
    place: str | None = field(description="Where inside a cell of JSON; null for any other.")
    message: str = field(description="What is wrong, in the reader's language.")
    remedy: str | None = field(description="What to do about it; null when nothing can be done.")

    @staticmethod
    def of(refusal: Refusal, language: Language) -> "RowRefusal":
        words = problem_words(DomainProblem(ErrorCode.ROW_REFUSED, refusal.message), language)
        return RowRefusal(
            line=refusal.line,
            column=refusal.column,
            value=refusal.value,
            place=refusal.place,
            message=words.message,
            remedy=words.hint,
        )


@strawberry.type(description="An offering that the feed's whole list leaves out.")
class Withdrawal:
    reference: str = field(description="The partner's own key for it.")
    title: str = field(description="Its title in Indonesian.")


@strawberry.type(description="What an import did. The counts add up to the rows of the file.")
class ImportReceipt:
    id: strawberry.ID = field(description="The receipt's id.")
    source: str = field(description="The source's key.")
    feed: str = field(description="The partner's name for the series.")
    state: ImportState = field(description="Whether anything was stored.")
    rows: int = field(description="Rows in the file.")
    added: int = field(description="Offerings that are new.")
    changed: int = field(description="Offerings with another content.")
    unchanged: int = field(description="Offerings that were already so.")
    refused: int = field(description="Rows that were not taken.")
    ignored_columns: list[str] = field(description="Columns that the source does not know; nothing of them was stored.")
    mode: ImportMode = field(description="What the file said of the offerings that it left out.")
    withdrawals: list[Withdrawal] = field(
        description="What the file withdrew or, while `UNCONFIRMED`, would withdraw, by reference."
    )
    confirmation: str | None = field(
        description="Sent with the same file, it withdraws exactly these; null when nothing would be withdrawn."
    )
    shrunk_because: str | None = field(description="Why the feed shrank below half; null when it did not.")
    at: datetime = field(description="When it was imported.")
    kept: strawberry.Private[DomainReceipt]

    @strawberry.field(description="Why rows were refused, in the order of the file; `spreadsheet` holds all.")
    def refusals(self, info: Info, first: First = MAX_PAGE) -> list[RowRefusal]:
        shown = self.kept.refusals[: page_size(first, default=MAX_PAGE)]
        return [RowRefusal.of(refusal, info.context.language) for refusal in shown]

    @strawberry.field(
        description="All refusals as a CSV table: line, column, value, problem and remedy, in the reader's language."
    )
    async def spreadsheet(self, info: Info) -> str:
        # There may be a hundred thousand: nobody else waits for them.
        return await asyncio.to_thread(refusals_table, self.kept, info.context.language)

    @strawberry.field(
        description="The same table as an XLSX workbook in base64, with each refused column and what stood there marked"
        f" by a colour; of more than {MARKED} refusals the first."
    )
    async def workbook(self, info: Info) -> str:
        written = await asyncio.to_thread(refusals_workbook, self.kept, info.context.language)
        return base64.b64encode(written).decode()

    @staticmethod
    def of(receipt: DomainReceipt) -> "ImportReceipt":
        return ImportReceipt(
            id=strawberry.ID(encode_id("ImportReceipt", receipt.id)),
            source=receipt.source,
            feed=receipt.feed,
            state=receipt.state,
            rows=receipt.rows,
            added=receipt.added,
            changed=receipt.changed,
            unchanged=receipt.unchanged,
            refused=receipt.refused,
            ignored_columns=list(receipt.ignored_columns),
            mode=receipt.mode,
            withdrawals=[Withdrawal(reference=each.reference, title=each.title) for each in receipt.withdrawals],
            confirmation=receipt.confirmation,
            shrunk_because=receipt.because,
            at=receipt.at,
            kept=receipt,
        )


@strawberry.type(description="The receipt, or why the file could not be read at all.")
class ImportOfferingsPayload:
    receipt: ImportReceipt | None = field(description="What happened, row by row; null when nothing could be read.")
    problems: list[AnyProblem] = field(description="Why nothing was read; empty when there is a receipt.")
    replayed: bool = field(description="Whether this key had acted before, and nothing was done again.")


@strawberry.type(description="How far an import is.")
class ImportProgress:
    step: ImportStep = field(description="What is being done, or was done last.")
    rows: int = field(description="How many rows this step has dealt with.")
    of: int = field(description="How many rows the file has.")
    receipt: ImportReceipt | None = field(description="The receipt; null before the last step has ended.")


async def import_progress(info: Info, import_id: strawberry.ID) -> AsyncGenerator[ImportProgress, None]:
    """The steps of an import, replayed from its receipt. Refused (NOT_FOUND) when there is none for the viewer."""
    kept = await feeds.receipt(
        info.context.hub, info.context.viewer, require_id(import_id, "ImportReceipt", "importId")
    )
    if kept is None:
        raise refuse(ErrorCode.NOT_FOUND, "import.not_found", "importId")
    steps = [(ImportStep.READING, kept.rows), (ImportStep.COMPARING, kept.rows - kept.refused)]
    if kept.state is ImportState.STORED:
        steps.append((ImportStep.STORING, kept.added + kept.changed))
    for number, (step, rows) in enumerate(steps, start=1):
        receipt = ImportReceipt.of(kept) if number == len(steps) else None
        yield ImportProgress(step=step, rows=rows, of=kept.rows, receipt=receipt)


async def import_offerings(info: Info, input: ImportOfferingsInput) -> ImportOfferingsPayload:
    async def act() -> ImportOfferingsPayload:
        order = input.to_order()
        key = once(input.idempotency_key, "importOfferings", order)
        try:
            written = await feeds.import_upload(info.context.hub, info.context.viewer, order, key)
        except FeedError as unreadable:
            raise unreadable.at("input", "document" if input.workbook is None else "workbook") from unreadable
        receipt = ImportReceipt.of(written.value)
        return ImportOfferingsPayload(receipt=receipt, problems=[], replayed=written.replayed)

    return await as_payload(
        info.context.language,
        act,
        lambda problems: ImportOfferingsPayload(receipt=None, problems=problems, replayed=False),
    )

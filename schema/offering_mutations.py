"""The mutations of an offering's life and of imports, each through one use case."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Protocol

import strawberry
from strawberry import field

from hub.domain.access import Viewer
from hub.domain.errors import ErrorCode, FeedError, refuse
from hub.domain.errors import Problem as DomainProblem
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.feed import ImportMode, ImportState, Refusal
from hub.domain.offerings.feed import Receipt as DomainReceipt
from hub.domain.offerings.offering import Offering as DomainOffering
from hub.domain.partner import PartnerId
from hub.domain.text import Language
from hub.usecases import feeds, offerings
from hub.usecases.feeds import ImportStep
from hub.usecases.hub import Hub, Written
from hub.usecases.once import Idempotency
from schema.context import Info
from schema.errors import AnyProblem, told
from schema.idempotency import once
from schema.ids import encode_id, require_id
from schema.offering_inputs import (
    DraftOfferingInput,
    ImportOfferingsInput,
    PauseOfferingInput,
    PublishOfferingInput,
    ReviseOfferingInput,
    WithdrawOfferingInput,
)
from schema.offerings import Offering
from schema.paging import MAX_PAGE, First, page_size
from schema.wording.problems import problem_words
from schema.wording.receipts import MARKED, refusals_table, refusals_workbook


@strawberry.type(description="The offering, or why nothing was done.")
class OfferingPayload:
    offering: Offering | None = field(description="The offering; null when there are problems.")
    problems: list[AnyProblem] = field(description="Why nothing was done; empty when it was.")
    replayed: bool = field(description="Whether this key had acted before, and nothing was done again.")


def _nothing(problems: list[AnyProblem]) -> OfferingPayload:
    return OfferingPayload(offering=None, problems=problems, replayed=False)


async def _payload(info: Info, written: Written[DomainOffering]) -> OfferingPayload:
    found = await offerings.by_ids(info.context.hub, info.context.viewer, [written.value.id])
    return OfferingPayload(offering=Offering.of(found[written.value.id]), problems=[], replayed=written.replayed)


async def draft_offering(info: Info, input: DraftOfferingInput) -> OfferingPayload:
    async def act() -> OfferingPayload:
        partner_id = PartnerId(require_id(input.partner, "Partner", "input", "partner"))
        content = input.offering.to_draft()
        key = once(input.idempotency_key, "draftOffering", partner_id, content)
        written = await offerings.draft(info.context.hub, info.context.viewer, partner_id, content, key)
        return await _payload(info, written)

    return await told(info.context.language, act, _nothing)


async def revise_offering(info: Info, input: ReviseOfferingInput) -> OfferingPayload:
    async def act() -> OfferingPayload:
        offering_id = OfferingId(require_id(input.id, "Offering", "input", "id"))
        content = input.offering.to_draft()
        key = once(input.idempotency_key, "reviseOffering", offering_id, content)
        written = await offerings.revise(info.context.hub, info.context.viewer, offering_id, content, key)
        return await _payload(info, written)

    return await told(info.context.language, act, _nothing)


class _Event(Protocol):
    async def __call__(
        self, hub: Hub, viewer: Viewer, offering_id: OfferingId, once: Idempotency | None = None
    ) -> Written[DomainOffering]: ...


async def _happen(
    info: Info, input: PublishOfferingInput | PauseOfferingInput | WithdrawOfferingInput, mutation: str, event: _Event
) -> OfferingPayload:
    async def act() -> OfferingPayload:
        offering_id = OfferingId(require_id(input.id, "Offering", "input", "id"))
        key = once(input.idempotency_key, mutation, offering_id)
        return await _payload(info, await event(info.context.hub, info.context.viewer, offering_id, key))

    return await told(info.context.language, act, _nothing)


async def publish_offering(info: Info, input: PublishOfferingInput) -> OfferingPayload:
    return await _happen(info, input, "publishOffering", offerings.publish)


async def pause_offering(info: Info, input: PauseOfferingInput) -> OfferingPayload:
    return await _happen(info, input, "pauseOffering", offerings.pause)


async def withdraw_offering(info: Info, input: WithdrawOfferingInput) -> OfferingPayload:
    return await _happen(info, input, "withdrawOffering", offerings.withdraw)


@strawberry.type(description="Why a row was not taken.")
class RowRefusal:
    line: int = field(description="The line in the document; the column names are line 1.")
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


@strawberry.type(description="What an import did. The counts add up to the rows of the document.")
class ImportReceipt:
    id: strawberry.ID = field(description="The receipt's id.")
    source: str = field(description="The source's key.")
    feed: str = field(description="The partner's name for the series.")
    state: ImportState = field(description="Whether anything was stored.")
    rows: int = field(description="Rows in the document.")
    added: int = field(description="Offerings that are new.")
    changed: int = field(description="Offerings with another content.")
    unchanged: int = field(description="Offerings that were already so.")
    refused: int = field(description="Rows that were not taken.")
    ignored_columns: list[str] = field(description="Columns that the source does not know; nothing of them was stored.")
    mode: ImportMode = field(description="What the document said of the offerings that it left out.")
    withdrawals: list[Withdrawal] = field(
        description="What the document withdrew or, while `UNCONFIRMED`, would withdraw, by reference."
    )
    confirmation: str | None = field(
        description="Sent with the same document, it withdraws exactly these; null when nothing would be withdrawn."
    )
    shrunk_because: str | None = field(description="Why the feed shrank below half; null when it did not.")
    at: datetime = field(description="When it was imported.")
    kept: strawberry.Private[DomainReceipt]

    @strawberry.field(description="Why rows were refused, in the order of the document; `spreadsheet` holds all.")
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


@strawberry.type(description="The receipt, or why the document could not be read at all.")
class ImportOfferingsPayload:
    receipt: ImportReceipt | None = field(description="What happened, row by row; null when nothing could be read.")
    problems: list[AnyProblem] = field(description="Why nothing was read; empty when there is a receipt.")
    replayed: bool = field(description="Whether this key had acted before, and nothing was done again.")


@strawberry.type(description="How far an import is.")
class ImportProgress:
    step: ImportStep = field(description="What is being done, or was done last.")
    rows: int = field(description="How many rows this step has dealt with.")
    of: int = field(description="How many rows the document has.")
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
            written = await feeds.import_document(info.context.hub, info.context.viewer, order, key)
        except FeedError as unreadable:
            raise unreadable.at("input", "document" if input.workbook is None else "workbook") from unreadable
        receipt = ImportReceipt.of(written.value)
        return ImportOfferingsPayload(receipt=receipt, problems=[], replayed=written.replayed)

    return await told(
        info.context.language,
        act,
        lambda problems: ImportOfferingsPayload(receipt=None, problems=problems, replayed=False),
    )

"""The mutations of an offering's life, each through one use case."""

from typing import Protocol

import strawberry
from strawberry import field

from hub.domain.access import Viewer
from hub.domain.facts.situation import OfferingId
from hub.domain.offerings.offering import Offering as DomainOffering
from hub.domain.partner import PartnerId
from hub.usecases import offerings
from hub.usecases.hub import Hub, Written
from hub.usecases.once import Idempotency
from schema.context import Info
from schema.errors import AnyProblem, as_payload
from schema.idempotency import once
from schema.ids import require_id
from schema.offering_inputs import (
    DraftOfferingInput,
    PauseOfferingInput,
    PublishOfferingInput,
    ReviseOfferingInput,
    WithdrawOfferingInput,
)
from schema.offerings import Offering


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
        content = input.offering.to_content()
        key = once(input.idempotency_key, "draftOffering", partner_id, content)
        written = await offerings.draft(info.context.hub, info.context.viewer, partner_id, content, key)
        return await _payload(info, written)

    return await as_payload(info.context.language, act, _nothing)


async def revise_offering(info: Info, input: ReviseOfferingInput) -> OfferingPayload:
    async def act() -> OfferingPayload:
        offering_id = OfferingId(require_id(input.id, "Offering", "input", "id"))
        content = input.offering.to_content()
        key = once(input.idempotency_key, "reviseOffering", offering_id, content)
        written = await offerings.revise(info.context.hub, info.context.viewer, offering_id, content, key)
        return await _payload(info, written)

    return await as_payload(info.context.language, act, _nothing)


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

    return await as_payload(info.context.language, act, _nothing)


async def publish_offering(info: Info, input: PublishOfferingInput) -> OfferingPayload:
    return await _happen(info, input, "publishOffering", offerings.publish)


async def pause_offering(info: Info, input: PauseOfferingInput) -> OfferingPayload:
    return await _happen(info, input, "pauseOffering", offerings.pause)


async def withdraw_offering(info: Info, input: WithdrawOfferingInput) -> OfferingPayload:
    return await _happen(info, input, "withdrawOffering", offerings.withdraw)

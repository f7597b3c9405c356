"""What a partner writes: an offering's content as an input, and the mutations of its life."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry import field

from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.facts.situation import ProgrammeKey
from hub.domain.offerings.benefit import Benefit, Component, Period, Variant
from hub.domain.offerings.offering import (
    AidKind,
    Allocation,
    Audience,
    BenefitForm,
    BenefitUnit,
    Capacity,
    DeliveryMode,
    Duration,
    FundingSource,
    OfferingContent,
    SourceKey,
)
from hub.domain.region import AreaBasis, RegionCode, ServiceArea
from hub.domain.rules.criterion import Binds, Criterion, EvaluatedOn, PartnerCheck, RemedyKind, Rule
from schema.regions import NeighbourhoodInput
from schema.scalars import Quantity
from schema.texts import CitationInput, LocalizedTextInput


@strawberry.input(description="Where the offering serves, or (excluded) does not.")
class ServiceAreaInput:
    region: RegionCode = field(description="A region.")
    neighbourhood: NeighbourhoodInput | None = field(default=None, description="A smaller place; needs a village.")
    excluded: bool = field(default=False, description="Whether this takes a place out of the others.")
    basis: AreaBasis = field(default=AreaBasis.EITHER, description="Which region of a situation it looks at.")

    def to_area(self, *path: str | int) -> ServiceArea:
        """The area. Refused, at its path, where a place below the village is malformed."""
        place = None if self.neighbourhood is None else self.neighbourhood.within(self.region, *path, "neighbourhood")
        return ServiceArea(region=self.region, neighbourhood=place, excluded=self.excluded, basis=self.basis)


@strawberry.input(description="A rule of the offering. Its data is checked against the registry of facts.")
class CriterionInput:
    key: str = field(description="A key within the offering: lower-case letters, digits, `_`, `.`, `-`.")
    title: LocalizedTextInput = field(description="The rule in words.")
    rule: Rule = field(description="The rule as data.")
    citation: CitationInput = field(description="Where it comes from.")
    binds: Binds = field(
        default=Binds.ELIGIBILITY,
        description="What hangs on it: for whom the aid is, or only whether money may come as cash.",
    )
    evaluated_on: EvaluatedOn = field(default=EvaluatedOn.APPLICATION, description="The day it looks at the facts.")
    fixed_date: date | None = field(default=None, description="That day, for `FIXED`.")
    decided_by: LocalizedTextInput | None = field(default=None, description="Who can confirm the rule.")
    remedy: RemedyKind | None = field(default=None, description="What could change a no.")

    def to_criterion(self) -> Criterion:
        return Criterion(
            key=self.key,
            title=self.title.to_text(),
            rule=self.rule,
            citation=self.citation.to_citation(),
            binds=self.binds,
            evaluated_on=self.evaluated_on,
            fixed_date=self.fixed_date,
            decided_by=self.decided_by.to_text() if self.decided_by else None,
            remedy=self.remedy,
        )


@strawberry.input(description="A yes or no question that no fact answers.")
class PartnerCheckInput:
    key: str = field(description="A key within the offering; rules name it.")
    question: LocalizedTextInput = field(description="The question.")


@strawberry.input(description="Another amount for those whom a rule describes.")
class BenefitVariantInput:
    title: LocalizedTextInput = field(description="For whom, in words.")
    when: Rule = field(description="For whom, as data.")
    amount: Quantity = field(description="The amount, in the benefit's unit.")


@strawberry.input(description="One part of a benefit.")
class BenefitComponentInput:
    key: str = field(description="A key within the benefit.")
    title: LocalizedTextInput = field(description="What it is for.")
    amount: Quantity = field(description="The amount, in the benefit's unit.")
    who: Rule | None = field(default=None, description="Which members count; left out: the beneficiary as a whole.")
    at_most: int | None = field(default=None, description="How many members count at most.")
    variants: list[BenefitVariantInput] = field(default_factory=list, description="Other amounts, in order.")

    def to_component(self) -> Component:
        return Component(
            key=self.key,
            title=self.title.to_text(),
            amount=self.amount,
            who=self.who,
            at_most=self.at_most,
            variants=tuple(Variant(title=v.title.to_text(), when=v.when, amount=v.amount) for v in self.variants),
        )


@strawberry.input(description="What the offering gives.")
class BenefitInput:
    unit: str = field(description="`IDR` for rupiah; else what is counted, such as `g` for grams.")
    per: Period = field(description="For how long an amount lasts.")
    components: list[BenefitComponentInput] = field(description="Its parts.")
    counted_at_most: int | None = field(default=None, description="How many members count in all.")
    instalments: int | None = field(default=None, description="In how many payments a period's amount comes.")
    citation: CitationInput = field(description="Where the amounts come from.")

    def to_benefit(self) -> Benefit:
        return Benefit(
            unit=self.unit,
            per=self.per,
            components=tuple(component.to_component() for component in self.components),
            counted_at_most=self.counted_at_most,
            instalments=self.instalments,
            citation=self.citation.to_citation(),
        )


@strawberry.input(description="Tracked capacity, as the partner knows it.")
class CapacityInput:
    unit: str = field(description="What is counted: beneficiaries, or the benefit's unit.")
    maximum: Quantity = field(description="How many or much there is in all.")
    available: Quantity = field(description="How many or much is left.")
    waitlist: bool = field(default=False, description="Whether one can wait when nothing is left.")
    as_of: date = field(description="The day that this was counted.")


@strawberry.input(description="The whole content of an offering.")
class OfferingInput:
    reference: str = field(description="The partner's own key for it.")
    source: str = field(description="A key of `sources`.")
    funding_source: FundingSource = field(description="Whose money, goods or work it is.")
    provider: str = field(description="Who gives the aid.")
    programme: str | None = field(default=None, description="The key that all offerings of a programme share.")
    title: LocalizedTextInput = field(description="Its name.")
    description: LocalizedTextInput = field(description="What it is.")
    domain: ServiceDomain = field(description="The domain of social service.")
    needs: list[NeedCode] = field(description="The needs that it covers, at least one.")
    kind: AidKind = field(default=AidKind.DIRECT, description="The kind of aid.")
    form: BenefitForm = field(description="What reaches the beneficiary.")
    benefit: BenefitInput | None = field(default=None, description="What it gives; left out when decided case by case.")
    benefit_unit: BenefitUnit = field(description="To whom one benefit goes.")
    duration: Duration = field(default=Duration.TEMPORARY, description="How long the aid lasts.")
    service_areas: list[ServiceAreaInput] = field(description="Where it serves, at least one place.")
    criteria: list[CriterionInput] = field(default_factory=list, description="Its own rules.")
    checks: list[PartnerCheckInput] = field(default_factory=list, description="Questions that no fact answers.")
    ppks: list[str] = field(default_factory=list, description="The PPKS categories that it is for.")
    required_documents: list[LocalizedTextInput] = field(default_factory=list, description="What to bring.")
    delivery_mode: DeliveryMode | None = field(default=None, description="How money arrives.")
    delivery_channel: LocalizedTextInput | None = field(default=None, description="Through what it arrives.")
    days_to_help: int | None = field(default=None, description="Days until the first help.")
    valid_from: date | None = field(default=None, description="Its first day.")
    valid_to: date | None = field(default=None, description="Its last day.")
    fiscal_year: int | None = field(default=None, description="The budget year.")
    planned: bool | None = field(default=None, description="Whether a budget planned it.")
    capacity: CapacityInput | None = field(default=None, description="What is left; left out when nobody counts.")
    allocation: Allocation = field(default=Allocation.DISCRETION, description="On what the decision rests.")
    decided_by: LocalizedTextInput = field(description="Who decides.")
    legal_basis: CitationInput = field(description="What it rests on.")
    consequence: LocalizedTextInput | None = field(default=None, description="What taking it changes for the family.")
    assured_on: date = field(description="The day on which all this was checked.")
    assured_by: str = field(description="Who checked it.")
    audience: Audience = field(default=Audience.PUBLIC, description="Who may see it.")
    confidential: bool = field(default=False, description="Whether it never enters the catalogue.")

    def to_content(self) -> OfferingContent:
        """The content as the domain knows it. Raises Refused where a place below the village is malformed."""
        return OfferingContent(
            reference=self.reference.strip(),
            source=SourceKey(self.source),
            funding_source=self.funding_source,
            provider=self.provider.strip(),
            programme=ProgrammeKey(self.programme) if self.programme else None,
            title=self.title.to_text(),
            description=self.description.to_text(),
            domain=self.domain,
            needs=tuple(self.needs),
            kind=self.kind,
            form=self.form,
            benefit=self.benefit.to_benefit() if self.benefit else None,
            benefit_unit=self.benefit_unit,
            duration=self.duration,
            service_areas=tuple(
                area.to_area("input", "offering", "serviceAreas", index)
                for index, area in enumerate(self.service_areas)
            ),
            criteria=tuple(criterion.to_criterion() for criterion in self.criteria),
            checks=tuple(PartnerCheck(key=c.key, question=c.question.to_text()) for c in self.checks),
            ppks=tuple(self.ppks),
            required_documents=tuple(document.to_text() for document in self.required_documents),
            delivery_mode=self.delivery_mode,
            delivery_channel=self.delivery_channel.to_text() if self.delivery_channel else None,
            days_to_help=self.days_to_help,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            fiscal_year=self.fiscal_year,
            planned=self.planned,
            capacity=self._capacity(),
            allocation=self.allocation,
            decided_by=self.decided_by.to_text(),
            legal_basis=self.legal_basis.to_citation(),
            consequence=self.consequence.to_text() if self.consequence else None,
            assured_on=self.assured_on,
            assured_by=self.assured_by.strip(),
            audience=self.audience,
            confidential=self.confidential,
        )

    def _capacity(self) -> Capacity | None:
        given = self.capacity
        if given is None:
            return None
        return Capacity(
            unit=given.unit,
            maximum=given.maximum,
            available=given.available,
            waitlist=given.waitlist,
            as_of=given.as_of,
        )


@strawberry.input(description="An offering to be drafted. Nobody else sees it until it is published.")
class DraftOfferingInput:
    partner: strawberry.ID = field(description="For which partner.")
    offering: OfferingInput = field(description="Its content.")
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")


@strawberry.input(description="Another content for an offering. What is published stays until it is published again.")
class ReviseOfferingInput:
    id: strawberry.ID = field(description="The offering.")
    offering: OfferingInput = field(description="Its new content, whole.")
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")


@strawberry.input(description="An offering to be published as it is drafted.")
class PublishOfferingInput:
    id: strawberry.ID = field(description="The offering.")
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")


@strawberry.input(description="An offering to be taken out of the catalogue for a while.")
class PauseOfferingInput:
    id: strawberry.ID = field(description="The offering.")
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")


@strawberry.input(description="An offering to be taken out of the catalogue for good. Its versions stay.")
class WithdrawOfferingInput:
    id: strawberry.ID = field(description="The offering.")
    idempotency_key: UUID | None = field(default=None, description="Makes a repeated call act once.")

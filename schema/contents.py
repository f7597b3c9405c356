"""What an offering says, in the schema: areas, rules, benefit, what is left, how fresh and complete that is."""

from datetime import date

import strawberry
from strawberry import field
from strawberry.utils.str_converters import to_camel_case

from hub.domain.offerings.benefit import Benefit as DomainBenefit
from hub.domain.offerings.benefit import Component, Period
from hub.domain.offerings.catalogue import FreshnessState
from hub.domain.offerings.completeness import Part, completeness
from hub.domain.offerings.offering import Allocation, OfferingContent
from hub.domain.region import AreaBasis, RegionCode
from hub.domain.region import ServiceArea as DomainServiceArea
from hub.domain.rules.criterion import Binds, EvaluatedOn, RemedyKind, Rule
from hub.domain.rules.criterion import Criterion as DomainCriterion
from hub.domain.text import Language
from schema.context import Info
from schema.regions import Neighbourhood, Region
from schema.scalars import Quantity
from schema.texts import Citation, LocalizedText
from schema.wording.completeness import WHY


@strawberry.type(description="Where an offering serves, or (excluded) does not.")
class ServiceArea:
    region_code: RegionCode = field(description="The region's code.")
    neighbourhood: Neighbourhood | None = field(description="A smaller place in it; null for all of the region.")
    excluded: bool = field(description="Whether this takes a place out of the others.")
    basis: AreaBasis = field(description="Whether it looks at where people live or at where they are registered.")

    @strawberry.field(
        description="The region with its parents; null in a draft whose code names no region. Nothing of the kind is"
        " published."
    )
    async def region(self, info: Info) -> Region | None:
        found = await info.context.loaders.regions.load(self.region_code)
        return None if found is None else Region.of(found)

    @staticmethod
    def of(area: DomainServiceArea) -> "ServiceArea":
        place = None if area.neighbourhood is None else Neighbourhood.of(area.neighbourhood)
        return ServiceArea(region_code=area.region, neighbourhood=place, excluded=area.excluded, basis=area.basis)


@strawberry.type(description="A rule of an offering or its source, in words and as data.")
class Criterion:
    key: str = field(description="The criterion's key within its offering.")
    title: LocalizedText = field(description="The rule in the publisher's words.")
    rule: Rule = field(description="The rule as data.")
    citation: Citation = field(description="Where it comes from.")
    binds: Binds = field(description="What hangs on it: for whom the aid is, or only whether money may come as cash.")
    evaluated_on: EvaluatedOn = field(description="The day on which it looks at the facts.")
    fixed_date: date | None = field(description="That day, for `FIXED`; null else.")
    remedy: RemedyKind | None = field(description="What could change a no; null when nothing can.")
    standing: bool = field(description="Whether it is the source's standing rule, not the offering's own.")

    @staticmethod
    def of(criterion: DomainCriterion, *, standing: bool = False) -> "Criterion":
        return Criterion(
            key=criterion.key,
            title=LocalizedText.of(criterion.title),
            rule=criterion.rule,
            citation=Citation.of(criterion.citation),
            binds=criterion.binds,
            evaluated_on=criterion.evaluated_on,
            fixed_date=criterion.fixed_date,
            remedy=criterion.remedy,
            standing=standing,
        )


@strawberry.type(description="A yes or no question of one offering, answered by the desk or the partner.")
class PartnerCheck:
    key: str = field(description="The key that an answer names.")
    question: LocalizedText = field(description="The question.")


@strawberry.type(description="Another amount for those whom a rule describes.")
class BenefitVariant:
    title: LocalizedText = field(description="For whom, in words.")
    when: Rule = field(description="For whom, as data. The first variant that holds sets the amount.")
    amount: Quantity = field(description="The amount, in the benefit's unit.")


@strawberry.type(description="One part of a benefit.")
class BenefitComponent:
    key: str = field(description="The part's key.")
    title: LocalizedText = field(description="What it is for.")
    amount: Quantity = field(description="The amount, in the benefit's unit, unless a variant holds.")
    who: Rule | None = field(description="Which members count; null: it goes to the beneficiary as a whole.")
    at_most: int | None = field(description="How many members count at most; null for no limit.")
    variants: list[BenefitVariant] = field(description="Other amounts, in order.")

    @staticmethod
    def of(component: Component) -> "BenefitComponent":
        return BenefitComponent(
            key=component.key,
            title=LocalizedText.of(component.title),
            amount=Quantity(component.amount),
            who=component.who,
            at_most=component.at_most,
            variants=[
                BenefitVariant(title=LocalizedText.of(v.title), when=v.when, amount=Quantity(v.amount))
                for v in component.variants
            ],
        )


@strawberry.type(description="What an offering gives.")
class Benefit:
    unit: str = field(description="`IDR` for rupiah; else what is counted, such as `g` for grams.")
    per: Period = field(description="For how long an amount lasts.")
    components: list[BenefitComponent] = field(description="Its parts.")
    counted_at_most: int | None = field(description="How many members count in all; null for no limit.")
    instalments: int | None = field(description="In how many payments a period's amount comes; null when not said.")
    citation: Citation = field(description="Where the amounts come from.")

    @staticmethod
    def of(benefit: DomainBenefit) -> "Benefit":
        return Benefit(
            unit=benefit.unit,
            per=benefit.per,
            components=[BenefitComponent.of(component) for component in benefit.components],
            counted_at_most=benefit.counted_at_most,
            instalments=benefit.instalments,
            citation=Citation.of(benefit.citation),
        )


@strawberry.type(description="Whether there is any left: as the partner last said.")
class Availability:
    tracked: bool = field(description="Whether the partner keeps count. If not, nothing is known about what is left.")
    unit: str | None = field(description="What is counted; null when not tracked.")
    maximum: Quantity | None = field(description="How many or much there is in all; null when not tracked.")
    left: Quantity | None = field(description="How many or much is left; null when not tracked.")
    waitlist: bool = field(description="Whether one can wait when nothing is left.")
    as_of: date = field(description="The day that this was said.")
    allocation: Allocation = field(description="On what the decision rests once the rules are met.")
    decided_by: LocalizedText = field(description="Who decides.")

    @staticmethod
    def of(content: OfferingContent) -> "Availability":
        capacity = content.capacity
        return Availability(
            tracked=capacity is not None,
            unit=capacity.unit if capacity else None,
            maximum=Quantity(capacity.maximum) if capacity else None,
            left=Quantity(capacity.available) if capacity else None,
            waitlist=capacity.waitlist if capacity else False,
            as_of=capacity.as_of if capacity else content.assured_on,
            allocation=content.allocation,
            decided_by=LocalizedText.of(content.decided_by),
        )


@strawberry.type(description="Whether somebody still vouches for an offering.")
class Freshness:
    state: FreshnessState = field(description="How it stands today.")
    assured_on: date = field(description="When somebody last said that all of it is right.")
    stale_on: date = field(description="The first day on which it counts as stale unless it is assured again.")


@strawberry.type(description="Something that an offering leaves out.")
class MissingPart:
    part: Part = field(description="What it is.")
    why: str = field(description="Why it is missed, in the reader's language.")
    weight: int = field(description="By how much the score would rise.")
    field: str = field(
        description="Where a partner says it: a field of `OfferingInput`, after a point a field within; a `citation` is"
        " that of each rule, of the benefit and of the legal basis."
    )


@strawberry.type(description="How much of what a desk must know an offering says.")
class Completeness:
    score: int = field(description="From 0, only what publishing demands, to 100.")
    missing: list[MissingPart] = field(description="What it leaves out, the weightiest first.")

    @staticmethod
    def of(content: OfferingContent, language: Language) -> "Completeness":
        found = completeness(content)
        return Completeness(
            score=found.score,
            missing=[
                MissingPart(
                    part=each.part,
                    field=to_camel_case(each.field),
                    why=WHY[each.part].in_language(language),
                    weight=each.weight,
                )
                for each in found.missing
            ],
        )

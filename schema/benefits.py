"""What aid comes to, in the schema."""

import strawberry
from strawberry import field

from hub.domain.matching.estimate import Estimate
from hub.domain.matching.judgement import Candidate
from hub.domain.matching.question import asked_in_vain
from hub.domain.offerings.benefit import Period
from schema.questions import Question, Telling, question
from schema.scalars import Quantity
from schema.texts import LocalizedText


@strawberry.type(description="One line of a benefit's working.")
class BenefitLine:
    component: str = field(description="The part of the benefit.")
    title: LocalizedText = field(description="What it is for.")
    member: str | None = field(description="Ref of the member that counts; null for the beneficiary as a whole.")
    at_least: Quantity = field(description="What it adds for certain; 0 while that is open.")
    at_most: Quantity = field(description="What it adds at most.")


@strawberry.type(
    description="What aid comes to, if it is granted: an interval while facts are unknown. Never a promise."
)
class BenefitEstimate:
    at_least: Quantity = field(description="At least so much per period, in the unit.")
    at_most: Quantity = field(description="At most so much per period, for the people listed.")
    unit: str = field(description="`IDR` for rupiah; else what is counted.")
    per: Period = field(description="The period.")
    instalments: int | None = field(description="In how many payments it comes; null when not said.")
    working: list[BenefitLine] = field(description="How it adds up.")
    narrowed_by: list[Question] = field(description="What to ask to make the interval narrower.")


def estimate(telling: Telling, candidate: Candidate, found: Estimate | None) -> BenefitEstimate | None:
    """An estimate in words; null when the benefit is decided case by case."""
    if found is None:
        return None
    lines = [
        BenefitLine(
            component=line.component.key,
            title=LocalizedText.of(line.component.title),
            member=line.member,
            at_least=Quantity(line.at_least),
            at_most=Quantity(line.at_most),
        )
        for line in found.working
    ]
    return BenefitEstimate(
        at_least=Quantity(found.at_least),
        at_most=Quantity(found.at_most),
        unit=found.unit,
        per=found.per,
        instalments=found.instalments,
        working=lines,
        narrowed_by=[
            question(telling, candidate, ask)
            for ask in (found.narrowed_by if found.at_least != found.at_most else ())
            if not asked_in_vain(telling.situation, ask)
        ],
    )

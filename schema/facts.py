"""What can be asked and needed, in the schema: the registries of facts and needs."""

import strawberry
from strawberry import field

from hub.domain.facts.fact import FactDefinition as DomainFactDefinition
from hub.domain.facts.fact import FactKey, FactType, Informant, Subject, Unit
from hub.domain.facts.need import NEEDS, NeedCode, ServiceDomain, Urgency
from hub.domain.facts.need import Need as DomainNeed
from hub.domain.facts.registry import FACTS
from schema.texts import LocalizedText


@strawberry.type(description="One possible value of a fact.")
class FactChoice:
    code: str = field(description="The value as it is sent.")
    name: LocalizedText = field(description="The value as people say it.")


@strawberry.type(description="A fact that can be known about a situation. Forms are built from these.")
class FactDefinition:
    key: FactKey = field(description="Subject and name; the name is the field in the subject's input.")
    subject: Subject = field(description="What the fact is about.")
    type: FactType = field(description="The shape of its value.")
    unit: Unit | None = field(description="What a number counts; null for a bare one and for other types.")
    question: LocalizedText = field(description="How to ask for it.")
    choices: list[FactChoice] = field(description="The possible values of a choice; empty for other types.")
    minimum: int | None = field(description="The lowest number taken; null without a bound.")
    maximum: int | None = field(description="The highest number taken; null without a bound.")
    informants: list[Informant] = field(description="Who can find it out.")
    sensitive: bool = field(description="Whether it may be shown only where it is needed.")
    computed: bool = field(description="Whether the hub works it out; such a fact is never asked and has no input.")

    @staticmethod
    def of(definition: DomainFactDefinition) -> "FactDefinition":
        return FactDefinition(
            key=definition.key,
            subject=definition.subject,
            type=definition.type,
            unit=definition.unit,
            question=LocalizedText.of(definition.question),
            choices=[FactChoice(code=c.code, name=LocalizedText.of(c.name)) for c in definition.choices],
            minimum=definition.minimum,
            maximum=definition.maximum,
            informants=list(definition.informants),
            sensitive=definition.sensitive,
            computed=definition.computed,
        )


@strawberry.federation.type(keys=["code"], description="Something a family may need.")
class Need:
    code: NeedCode = field(description="The need's code.")
    name: LocalizedText = field(description="The need as people say it.")
    domain: ServiceDomain = field(description="The domain of social service that answers it.")

    @staticmethod
    def of(need: DomainNeed) -> "Need":
        return Need(code=need.code, name=LocalizedText.of(need.name), domain=need.domain)

    @staticmethod
    def by_code(code: NeedCode) -> "Need":
        return Need.of(NEEDS[code])


@strawberry.input(description="A need that was stated.")
class NeedInput:
    need: NeedCode = field(description="A code of `needs`.")
    urgency: Urgency = field(description="How soon it must be met.")


def all_facts() -> list[FactDefinition]:
    return [FactDefinition.of(definition) for definition in FACTS]


def all_needs() -> list[Need]:
    return [Need.of(need) for need in NEEDS.values()]

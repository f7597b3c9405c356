"""The typed inputs of facts, written from the registry: mypy cannot see types that are made while the hub runs.

`simpul schema --facts` writes the file; a test fails while the committed one differs.
"""

import json
from pathlib import Path

from hub.domain.facts.fact import FactDefinition, FactType, Subject, Unit
from hub.domain.facts.registry import FACTS

FACT_INPUTS_FILE = Path(__file__).parent / "fact_inputs.py"
SCHEMA_FILE = Path(__file__).parent / "schema.graphql"
"""The printed SDL: committed, reviewed like code, and served."""

_INPUTS: dict[Subject, tuple[str, str, tuple[str, ...]]] = {
    Subject.RESIDENCE: ("ResidenceFactsInput", "How and since when the household lives where it lives.", ()),
    Subject.REGION: ("RegionFactsInput", "What is known of the present region; left out: what the hub knows.", ()),
    Subject.DWELLING: ("DwellingFactsInput", "The people under one roof, and the roof.", ()),
    Subject.FAMILY: (
        "FamilyFactsInput",
        "One family card (KK). What is left out or null is not known.",
        (
            'ref: str = field(description="Your own short name for this family; members refer to it.")',
            (
                "aid_received: list[AidReceivedInput] | None = field("
                'default=None, description="Aid to the family; a programme left out is not known.")'
            ),
        ),
    ),
    Subject.GROUP: ("GroupFactsInput", "The group as such. What is left out or null is not known.", ()),
    Subject.ORGANISATION: (
        "OrganisationFactsInput",
        "The organisation as such. What is left out or null is not known.",
        (),
    ),
    Subject.MEMBER: (
        "MemberFactsInput",
        "One person. No names and no identity numbers. What is left out or null is not known.",
        (
            'ref: str = field(description="Your own short name for this person; questions refer to it.")',
            'family: str | None = field(default=None, description="On which family card; null: not known.")',
            (
                "without_family: bool = field("
                'default=False, description="Whether the person is known to be on no family card.")'
            ),
            (
                "parents: list[str] | None = field("
                'default=None, description="Refs of listed parents; empty: none lives here; null: not known.")'
            ),
            'guardian: str | None = field(default=None, description="Ref of a listed guardian; null: not known.")',
            (
                "aid_received: list[AidReceivedInput] | None = field("
                'default=None, description="Aid to the person; a programme left out is not known.")'
            ),
        ),
    ),
}

_HEADER = '''"""The typed inputs of facts: written by `simpul schema --facts`, not by hand."""

from datetime import date
from enum import Enum

import strawberry
from strawberry import field

from hub.domain.facts.fact import FactKey
from hub.domain.facts.situation import AidState
from schema.scalars import Rupiah


@strawberry.input(description="How somebody stands to an aid programme.")
class AidReceivedInput:
    programme: str = field(description="The programme's key, for example `PKH`.")
    state: AidState = field(description="How they stand to it; `NONE` says that they never did.")
    since: date | None = field(default=None, description="Since when.")
    until: date | None = field(default=None, description="Until when, for aid that ended.")
'''


def fact_inputs_source() -> str:
    """The text of `schema/fact_inputs.py`, as `ruff format` leaves it."""
    parts = [_HEADER]
    for subject in Subject:
        parts += [_enum_source(each) for each in FACTS.of(subject) if each.choices and not each.computed]
    parts += [_input_source(subject) for subject in Subject]
    return "\n\n".join(parts)


def _enum_name(definition: FactDefinition) -> str:
    return definition.key.replace(".", "_").title().replace("_", "")


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _enum_source(definition: FactDefinition) -> str:
    lines = [f"@strawberry.enum(description={_literal(definition.question.en or definition.question.id)})"]
    lines.append(f"class {_enum_name(definition)}(Enum):")
    for choice in definition.choices:
        # GraphQL names cannot begin with a digit.
        name = choice.code if choice.code[0].isalpha() else f"NUMBER_{choice.code}"
        said = (
            ""
            if choice.name.en == choice.code
            else f", description={_literal(f'{choice.name.en} ({choice.name.id}).')}"
        )
        lines.append(f"    {name} = strawberry.enum_value({_literal(choice.code)}{said})")
    return "\n".join(lines) + "\n"


def _input_source(subject: Subject) -> str:
    name, description, own = _INPUTS[subject]
    lines = [f"@strawberry.input(description={_literal(description)})", f"class {name}:"]
    lines += [f"    {line}" for line in own]
    for definition in FACTS.of(subject):
        if definition.computed:
            continue
        text = _literal(definition.question.en or definition.question.id)
        kind = _python_type(definition)
        lines.append(f"    {definition.name}: {kind} | None = field(default=None, description={text})")
    asked = "Keys of facts that were asked and that nobody knew; they are not asked again."
    lines.append(f"    asked_not_known: list[FactKey] | None = field(default=None, description={_literal(asked)})")
    return "\n".join(lines) + "\n"


def _python_type(definition: FactDefinition) -> str:
    match definition.type:
        case FactType.BOOLEAN:
            return "bool"
        case FactType.INTEGER:
            return "Rupiah" if definition.unit is Unit.RUPIAH else "int"
        case FactType.DATE:
            return "date"
        case FactType.CHOICE:
            return _enum_name(definition)
        case FactType.CHOICES:
            return f"list[{_enum_name(definition)}]"

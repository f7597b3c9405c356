"""Every enum of the schema: the domain's own, with the descriptions that stand beside their members there.

A member's description is the docstring under it in the domain; where the name says it all there is none. Those of error
codes are what the catalogue says that they mean.
"""

import ast
import inspect
import textwrap
from enum import Enum
from typing import TypeVar

import strawberry

from connectors.contract import HandOverKind
from hub.domain.access import Role
from hub.domain.errors import ErrorCode
from hub.domain.facts.fact import FactBasis, FactType, Informant, Subject, Unit
from hub.domain.facts.need import ServiceDomain, Urgency
from hub.domain.facts.situation import AidState
from hub.domain.matching.area import Nearness
from hub.domain.matching.explanation import FindingKind
from hub.domain.matching.judgement import Verdict
from hub.domain.matching.package import LeftOutReason, PackageRole
from hub.domain.matching.ranking import ScoreName
from hub.domain.offerings.benefit import Period
from hub.domain.offerings.catalogue import CatalogueOrder, FreshnessState, SourceState
from hub.domain.offerings.completeness import Part
from hub.domain.offerings.feed import ImportMode, ImportState
from hub.domain.offerings.offering import (
    AidKind,
    Allocation,
    Audience,
    BenefitForm,
    BenefitUnit,
    DeliveryMode,
    Duration,
    FundingSource,
    OfferingEvent,
    OfferingState,
)
from hub.domain.partner import PartnerKind
from hub.domain.region import AreaBasis, NeighbourhoodKind, RegionLevel, VillageKind
from hub.domain.rules.asking import AskKind
from hub.domain.rules.citation import Confidence
from hub.domain.rules.criterion import Binds, EvaluatedOn, RemedyKind
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Language
from hub.usecases.feeds import ImportStep
from schema.wording.errors import error_meaning

E = TypeVar("E", bound=type[Enum])

_NAMES: dict[type[Enum], str] = {
    AskKind: "QuestionKind",
    Part: "OfferingPart",
    Role: "ViewerRole",
    Subject: "FactSubject",
    Unit: "FactUnit",
}


def described(enum: E) -> E:
    """The enum as a GraphQL type, each value with the description that it has."""
    strawberry.enum(enum, name=_NAMES.get(enum), description=_first_paragraph(inspect.getdoc(enum) or ""))
    meanings = {code.name: error_meaning(code, Language.EN) for code in ErrorCode}
    texts = meanings if issubclass(enum, ErrorCode) else _member_docstrings(enum)
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = texts.get(value.name)
    return enum


def _first_paragraph(text: str) -> str:
    return text.partition("\n\n")[0].replace("\n", " ")


def _member_docstrings(enum: type[Enum]) -> dict[str, str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(enum))).body
    assert isinstance(definition, ast.ClassDef)
    texts: dict[str, str] = {}
    for before, after in zip(definition.body, definition.body[1:], strict=False):
        if (
            isinstance(before, ast.Assign)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            (target,) = before.targets
            assert isinstance(target, ast.Name)
            texts[target.id] = _first_paragraph(after.value.value)
    return texts


for each in (
    AidKind,
    AidState,
    Allocation,
    AreaBasis,
    AskKind,
    Audience,
    BenefitForm,
    BenefitUnit,
    Binds,
    CatalogueOrder,
    Confidence,
    DeliveryMode,
    Duration,
    ErrorCode,
    EvaluatedOn,
    FactBasis,
    FactType,
    FindingKind,
    FreshnessState,
    FundingSource,
    HandOverKind,
    ImportMode,
    ImportState,
    ImportStep,
    Informant,
    LeftOutReason,
    Nearness,
    NeighbourhoodKind,
    OfferingEvent,
    OfferingState,
    Outcome,
    PackageRole,
    Part,
    PartnerKind,
    Period,
    RegionLevel,
    RemedyKind,
    Role,
    ScoreName,
    ServiceDomain,
    SourceState,
    Subject,
    Unit,
    Urgency,
    Verdict,
    VillageKind,
):
    described(each)

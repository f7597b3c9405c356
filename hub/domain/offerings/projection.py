"""Which criteria can be asked of the database in advance, so that a match loads few offerings and misses none.

Law: the filter leaves in every offering that the exact rule would match or call a near miss. So only a whole criterion
that is one simple test of who is eligible, verified and without dates, counts; and an offering goes only when two of
them fail for all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.domain.facts.fact import FactKey
from hub.domain.facts.situation import Situation
from hub.domain.region import village_kind_of
from hub.domain.rules.citation import Confidence
from hub.domain.rules.criterion import Binds, Criterion, Operator, Test

_DESIL = FactKey("family.desil")
_INCOME = FactKey("family.monthly_income")
_VILLAGE_KIND = FactKey("region.village_kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What an offering asks for, as columns; None where it asks nothing that can be projected."""

    desil_max: int | None = None
    income_max: int | None = None
    village_kinds: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectedSituation:
    """What is known of a situation, to be held against the columns: the lowest desil and income among its families,
    when those of all are known; None where something is not known."""

    desil: int | None
    income: int | None
    village_kind: str | None


def project(criteria: Iterable[Criterion]) -> Projection:
    """The columns of an offering's criteria."""
    desil = income = kinds = None
    for criterion in criteria:
        citation, node = criterion.citation, criterion.rule.node
        dated = citation.valid_from is not None or citation.valid_to is not None
        if not isinstance(node, Test) or dated or citation.confidence is not Confidence.VERIFIED:
            continue
        if criterion.binds is not Binds.ELIGIBILITY:
            continue
        at_most = node.expected if node.operator is Operator.AT_MOST and isinstance(node.expected, int) else None
        if node.fact == _DESIL and at_most is not None:
            desil = at_most
        elif node.fact == _INCOME and at_most is not None:
            income = at_most
        elif node.fact == _VILLAGE_KIND and node.operator is Operator.ONE_OF and isinstance(node.expected, tuple):
            kinds = tuple(str(code) for code in node.expected)
    return Projection(desil_max=desil, income_max=income, village_kinds=kinds)


def project_situation(situation: Situation) -> ProjectedSituation:
    """What the filter may know of a situation."""
    placed = all(member.family is not None for member in situation.household.members)
    kind = village_kind_of(situation.present.region) if situation.present.region else None
    return ProjectedSituation(
        desil=_lowest(situation, _DESIL) if placed else None,
        income=_lowest(situation, _INCOME) if placed else None,
        village_kind=kind.value if kind else None,
    )


def _lowest(situation: Situation, key: FactKey) -> int | None:
    facts = [family.facts.known.get(key) for family in situation.household.families]
    values = [int(str(fact.value)) for fact in facts if fact is not None]
    return min(values) if values and len(values) == len(facts) else None

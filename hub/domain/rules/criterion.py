"""What a criterion is: tests on facts joined by all, any and not, as data with a citation. Evaluates nothing.

`criterion_json` reads and writes the published JSON form; `evaluation` judges.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from hub.domain.facts.fact import FactKey, FactValue, Unit
from hub.domain.facts.situation import AidState, ProgrammeKey
from hub.domain.rules.citation import Citation
from hub.domain.text import Text


class Operator(StrEnum):
    """How a test compares a fact with what is expected."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    IS = "is"
    EXISTS = "exists"
    WITHIN_LAST_MONTHS = "within_last_months"
    WITHIN_NEXT_MONTHS = "within_next_months"


@dataclass(frozen=True, slots=True)
class Test:
    """One fact compared. `expected`: a number for at most, at least and the months; (low, high) for between, both
    inclusive; codes for one of and none of; the value for is; True or False for exists."""

    fact: FactKey
    operator: Operator
    expected: FactValue | tuple[int, int] | tuple[date, date]
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Node"


class Quantifier(StrEnum):
    """How many must satisfy a subtree."""

    ANY = "any"
    ALL = "all"
    NONE = "none"
    AT_LEAST = "at_least"
    EXACTLY = "exactly"


class Over(StrEnum):
    """Whom a quantifier ranges over. Members are those of the family for an offering to families or individuals, and
    those of the dwelling for one to households."""

    MEMBERS = "members"
    FAMILIES = "families"


@dataclass(frozen=True, slots=True)
class Quantified:
    """A whole subtree evaluated on one member (or family) at a time. `count` belongs to AT_LEAST and EXACTLY."""

    over: Over
    quantifier: Quantifier
    where: "Node"
    count: int = 1


class Relative(StrEnum):
    """To whom a subtree about a member may look."""

    PARENT = "parent"
    GUARDIAN = "guardian"
    HEAD = "head"
    """Of the same family."""


@dataclass(frozen=True, slots=True)
class Related:
    """The subtree holds for at least one such relative of the member who is listed."""

    relative: Relative
    where: "Node"


class AidScope(StrEnum):
    """Whose aid counts."""

    MEMBER = "member"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Aid:
    """Whether one of some programmes stands in one of some states.

    `last_months` None means now; a number means at any time in the last so many months; `same_fiscal_year` means at any
    time in the calendar year of the day (the fiscal year in Indonesia, UU 17/2003 art. 4).
    """

    programmes: tuple[ProgrammeKey, ...]
    states: tuple[AidState, ...] = (AidState.RECEIVING,)
    scope: AidScope = AidScope.FAMILY
    last_months: int | None = None
    same_fiscal_year: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A partner check of the offering was answered yes."""

    key: str


Node = Test | All | AnyOf | Not | Quantified | Related | Aid | Check


def children(node: Node) -> "tuple[Node, ...]":
    """The nodes right below a node; none below a test, a rule about aid or a check."""
    match node:
        case All(parts) | AnyOf(parts):
            return parts
        case Not(part):
            return (part,)
        case Quantified(where=where) | Related(where=where):
            return (where,)
        case Test() | Aid() | Check():
            return ()
        case _:
            assert_never(node)


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, from the top down."""
    yield node
    for child in children(node):
        yield from walk(child)


class EvaluatedOn(StrEnum):
    """The day on which a criterion looks at the facts."""

    APPLICATION = "APPLICATION"
    """The date of the match."""
    CYCLE_START = "CYCLE_START"
    """The day from which the offering is valid."""
    SCHOOL_YEAR = "SCHOOL_YEAR"
    """The latest 1 July, when the school year begins."""
    FIXED = "FIXED"
    """The date given."""


class RemedyKind(StrEnum):
    """What could change an unmet criterion."""

    REGISTER_IN_DTSEN = "REGISTER_IN_DTSEN"
    """Be proposed for the welfare register DTSEN."""
    DOMICILE_LETTER = "DOMICILE_LETTER"
    """Get a letter that says where one lives now."""
    MOVE_FAMILY_CARD = "MOVE_FAMILY_CARD"
    """Have the family card moved to the present address."""
    OBTAIN_DOCUMENT = "OBTAIN_DOCUMENT"
    """Get a paper that is missing."""
    RENEW_DOCUMENT = "RENEW_DOCUMENT"
    """Have a paper renewed that is out of date."""
    ASK_COMMUNITY = "ASK_COMMUNITY"
    """Talk to the steward: the rule is the neighbours' own."""
    WAIT = "WAIT"
    """Time alone brings it."""


class Binds(StrEnum):
    """What hangs on a criterion."""

    ELIGIBILITY = "ELIGIBILITY"
    """Whether the aid is for somebody."""
    DELIVERY = "DELIVERY"
    """Only whether money may come as cash: where it is not met, the aid must come in another way. It refuses nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCheck:
    """A yes or no question of one offering, answered by the desk or the partner."""

    key: str
    question: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One rule of an offering or its source, in words and as data."""

    key: str
    title: Text
    rule: "Rule"
    citation: Citation
    binds: Binds = Binds.ELIGIBILITY
    evaluated_on: EvaluatedOn = EvaluatedOn.APPLICATION
    fixed_date: date | None = None
    decided_by: Text | None = None
    """Who can confirm a rule that is only reported; the offering's decider when left out."""
    remedy: RemedyKind | None = None


class Rule:
    """A whole tree of nodes: what a criterion, a component or a variant asks. Immutable, compared by its tree.

    No dataclass, so that a codec meets it as one value with a JSON form of its own, not as fields.
    """

    __slots__ = ("_hash", "node")
    node: Node
    _hash: int

    def __init__(self, node: Node) -> None:
        object.__setattr__(self, "node", node)
        object.__setattr__(self, "_hash", hash(node))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a rule cannot be changed")

    def __eq__(self, other: object) -> bool:
        return self.node == other.node if isinstance(other, Rule) else NotImplemented

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Rule({self.node!r})"

"""What an offering gives, as data. How much of it a beneficiary can expect, `estimate` works out.

Looks no price up and never turns goods into money.
"""

from dataclasses import dataclass
from enum import StrEnum

from hub.domain.rules.citation import Citation
from hub.domain.rules.criterion import Rule
from hub.domain.text import Text

RUPIAH = "IDR"
"""The unit of money, whole rupiah. Other units are named goods or services: `g` (whole grams), `meal`, `visit` …"""


class Period(StrEnum):
    """For how long the amount of a benefit lasts."""

    ONCE = "ONCE"
    DAY = "DAY"
    MONTH = "MONTH"
    SEMESTER = "SEMESTER"
    """Half a year, mostly half a school year."""
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another amount of a component for those whom a rule describes: a class, a cluster, a damage level."""

    title: Text
    when: Rule
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of a benefit.

    With `who`, each member for whom the rule holds counts, at most `at_most` of them; without, the part is for the
    beneficiary as a whole. The first variant that holds sets the amount, else `amount` does.
    """

    key: str
    title: Text
    amount: int
    who: Rule | None = None
    at_most: int | None = None
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """Amounts in one unit per period. At most `counted_at_most` members count in all, each in one component, so that
    the sum is as high as the caps allow. `instalments` is how many payments a period's amount comes in."""

    unit: str
    per: Period
    components: tuple[Component, ...]
    citation: Citation
    counted_at_most: int | None = None
    instalments: int | None = None

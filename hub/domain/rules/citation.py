"""Where a rule comes from, from when to when it holds, and how sure we are of it. Judges nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How a rule came to us."""

    VERIFIED = "VERIFIED"
    """Read in the source itself, or the partner's own rule."""
    REPORTED = "REPORTED"
    """Told by the press or another page."""
    UNVERIFIED = "UNVERIFIED"
    """General knowledge that nobody has checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A law, circular, report or a partner's own rule. Dates are inclusive; a missing one means "no bound known"."""

    title: str
    article: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: Confidence

    @property
    def undated(self) -> bool:
        """Whether no bound of its validity is known."""
        return self.valid_from is None and self.valid_to is None

    def holds_on(self, day: date) -> bool:
        """Whether the cited rule is in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

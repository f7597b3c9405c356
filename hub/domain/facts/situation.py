"""The situation of those who ask for aid, as it was stated on one day: who lives together, in which families, where,
and what they need; or which group or organisation asks, instead.

Plain values without names or identity numbers. Whether anything follows from them is decided in `matching`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType
from uuid import UUID

from hub.domain.errors import ErrorCode, Problem, Refused, problem
from hub.domain.facts.fact import Facts
from hub.domain.facts.need import StatedNeed
from hub.domain.region import Place

OfferingId = NewType("OfferingId", UUID)
"""Of an offering whose partner checks are answered here."""
ProgrammeKey = NewType("ProgrammeKey", str)
"""A stable key that offerings of one programme share across years and versions, for example `PKH`."""

MAX_MEMBERS = 40
"""More people than any dwelling met so far; a bound, so that one match cannot occupy the hub. A larger group states how
many it has, and lists some of them or none."""


class AidState(StrEnum):
    """How a family or member stands to a programme."""

    NONE = "NONE"
    """Stated: neither receiving nor proposed, now or before."""
    PROPOSED = "PROPOSED"
    """Somebody asked for it on their behalf, and nobody has decided yet."""
    RECEIVING = "RECEIVING"
    """They receive it now."""
    ENDED = "ENDED"
    """They received it before, and no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AidReceived:
    """Aid as a fact: one programme, its state and dates (inclusive). `until` belongs to aid that ended."""

    programme: ProgrammeKey
    state: AidState
    since: date | None = None
    until: date | None = None


AidRecords = Mapping[ProgrammeKey, AidReceived]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of a dwelling or a group. `family` None means "not known" unless `without_family`; `parents` None
    likewise, and an empty tuple says that no parent is listed here."""

    ref: str
    family: str | None = None
    without_family: bool = False
    parents: tuple[str, ...] | None = None
    guardian: str | None = None
    facts: Facts = field(default_factory=Facts)
    aid: AidRecords = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The people on one family card."""

    ref: str
    facts: Facts = field(default_factory=Facts)
    aid: AidRecords = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A dwelling with its families and members. The members are a closed list unless `members_complete` is False or a
    stated number of people is larger."""

    dwelling: Facts = field(default_factory=Facts)
    families: tuple[Family, ...] = ()
    members: tuple[Member, ...] = ()
    members_complete: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who joined for a purpose. They live where they live: their family cards and dwellings are not looked at.
    Listed members are all of them unless `members_complete` is False or a stated number is larger; when none is listed,
    nothing is known of them."""

    facts: Facts = field(default_factory=Facts)
    members: tuple[Member, ...] = ()
    members_complete: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that serves others; nobody in it is looked at."""

    facts: Facts = field(default_factory=Facts)


CheckAnswers = Mapping[tuple[OfferingId, str], bool]
"""Answers to partner checks and confirmations, by offering id and key of the check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything a match may look at. Who is to be helped is a household, unless a group or an organisation asks."""

    household: Household = field(default_factory=Household)
    group: Group | None = None
    organisation: Organisation | None = None
    present: Place = field(default_factory=Place)
    registered: Place = field(default_factory=Place)
    residence: Facts = field(default_factory=Facts)
    region: Facts = field(default_factory=Facts)
    needs: tuple[StatedNeed, ...] = ()
    answers: CheckAnswers = field(default_factory=dict)

    @property
    def members(self) -> tuple[Member, ...]:
        """The people who are listed: of the household, or of the group that asks."""
        return self.group.members if self.group else self.household.members

    @property
    def people(self) -> int:
        """How many people are to be helped, as far as they are listed; 1 where nobody is."""
        return max(1, len(self.members))

    @property
    def subject_path(self) -> tuple[str, str, str]:
        """Where whoever is to be helped stands in the input."""
        name = "group" if self.group else "organisation" if self.organisation else "household"
        return ("input", "subject", name)


def check_situation(situation: Situation) -> None:
    """Refused, with every problem at once, when references dangle or repeat, dates are reversed, or there are too many
    members."""
    problems = [*_reference_problems(situation), *_aid_problems(situation)]
    if problems:
        raise Refused(*problems)


def _reference_problems(situation: Situation) -> list[Problem]:
    found: list[Problem] = []
    here = situation.subject_path
    families = [family.ref for family in situation.household.families]
    members = [member.ref for member in situation.members]
    if not members and situation.group is None and situation.organisation is None:
        found.append(problem(ErrorCode.BAD_INPUT, "situation.no_members", *here, "members"))
    if len(members) > MAX_MEMBERS:
        found.append(
            problem(
                ErrorCode.BAD_INPUT,
                "situation.too_many_members",
                *here,
                "members",
                given=len(members),
                limit=MAX_MEMBERS,
            )
        )
    for kind, refs in (("families", families), ("members", members)):
        for index, ref in enumerate(refs):
            if ref in refs[:index]:
                found.append(
                    problem(ErrorCode.BAD_INPUT, "situation.repeated_ref", *here, kind, index, "ref", given=ref[:40])
                )
    for index, member in enumerate(situation.members):
        if member.family is not None and member.family not in families:
            path, given = (*here, "members", index, "family"), member.family[:40]
            found.append(
                problem(ErrorCode.BAD_INPUT, "situation.family_in_group", *path, given=given)
                if situation.group
                else problem(ErrorCode.BAD_INPUT, "situation.unknown_family", *path, given=given)
            )
        guardian = (member.guardian,) if member.guardian else ()
        for name, relatives in (("parents", member.parents or ()), ("guardian", guardian)):
            for ref in relatives:
                if ref not in members or ref == member.ref:
                    path = (*here, "members", index, name)
                    found.append(problem(ErrorCode.BAD_INPUT, "situation.unknown_member", *path, given=ref[:40]))
    return found


def _aid_problems(situation: Situation) -> list[Problem]:
    subjects: list[tuple[str, int, AidRecords]] = [
        *(("families", index, family.aid) for index, family in enumerate(situation.household.families)),
        *(("members", index, member.aid) for index, member in enumerate(situation.members)),
    ]
    return [
        problem(
            ErrorCode.DATES_REVERSED,
            "dates.reversed",
            *(*situation.subject_path, kind, index, "aidReceived"),
            first=str(record.since),
            last=str(record.until),
        )
        for kind, index, records in subjects
        for record in records.values()
        if record.since and record.until and record.until < record.since
    ]

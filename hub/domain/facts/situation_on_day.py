"""A situation as it stands on one day: stated facts, and what follows from them for certain. Judges no rule.

A value that follows is only ever added where it could never be taken back by one more stated fact; a statement that
contradicts what follows is refused by `check_consistency`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hub.domain.errors import ErrorCode, Problem, Refused, problem
from hub.domain.facts.fact import FactKey, Facts, FactValue
from hub.domain.facts.situation import AidRecords, Member, Situation
from hub.domain.region import village_kind_of

AGE = FactKey("member.age_years")
BIRTH_DATE = FactKey("member.birth_date")
DWELLING_PEOPLE = FactKey("dwelling.people")
FAMILY_PEOPLE = FactKey("family.people")
DESIL = FactKey("family.desil")
INCOME = FactKey("family.monthly_income")
INCOME_PER_PERSON = FactKey("family.monthly_income_per_person")
IN_REGISTER = FactKey("family.in_register")
LIVES_ALONE = FactKey("member.lives_alone")
GROUP_PEOPLE = FactKey("group.people")
GROUP_PEOPLE_POOR = FactKey("group.people_in_desil_1_to_4")
SIBLINGS = FactKey("member.siblings_at_home")
RELATION_TO_HEAD = FactKey("member.relation_to_head")

Values = dict[FactKey, FactValue]


@dataclass(slots=True, eq=False)
class Kin:
    """A family on the day: its values, aid and listed members. `open` when somebody unlisted, or listed without a
    known family, may belong to it. `outcomes` and `asked` keep what rules about all of it said and asked, since they do
    so again for each member."""

    ref: str
    values: Values
    aid: AidRecords
    members: "list[Person]" = field(default_factory=list)
    open: bool = False
    outcomes: dict[object, bool | None] = field(default_factory=dict)
    asked: dict[object, tuple[Any, ...]] = field(default_factory=dict)  # each an Ask, which stands above this module


@dataclass(slots=True, eq=False)
class Person:
    """A member on the day. `age` is (lowest, highest) in whole years, None when not known at all; `ages` spans the day
    and the one on which the facts were stated."""

    ref: str
    index: int
    values: Values
    aid: AidRecords
    age: tuple[int, int] | None
    ages: tuple[int, int] | None
    stated: Member
    family: Kin | None = None
    parents: "tuple[Person, ...] | None" = None
    guardians: "tuple[Person, ...] | None" = None


@dataclass(slots=True, eq=False)
class SituationOnDay:
    """The whole situation on the day. `open` when more people live here, or belong to the group, than are listed, or
    may."""

    day: date
    stated: Situation
    dwelling: Values
    residence: Values
    region: Values
    group: Values
    organisation: Values
    families: list[Kin]
    people: list[Person]
    open: bool


def add_months(day: date, months: int) -> date:
    """The same day some months later (earlier if negative), or the last of that month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def age_on(born: date, day: date) -> int:
    """Whole years from birth to a day, never below zero."""
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def situation_on_day(situation: Situation, stated_on: date, day: date) -> SituationOnDay:
    """The situation on a day, from facts stated on another (the date of the match). An age given in years becomes a
    range on any other day, since the birthday is not known."""
    household = situation.household
    listed = len(situation.members)
    is_open = _is_open(situation)
    families = [Kin(ref=f.ref, values=_values(f.facts), aid=f.aid, open=is_open) for f in household.families]
    by_family = {family.ref: family for family in families}
    people = [_person(member, index, stated_on, day) for index, member in enumerate(situation.members)]
    by_ref = {person.ref: person for person in people}
    for person in people:
        member = person.stated
        if member.family is not None:
            person.family = by_family[member.family]
            person.family.members.append(person)
        elif not member.without_family:
            for family in families:
                family.open = True
        if member.parents is not None:
            person.parents = tuple(by_ref[ref] for ref in member.parents)
        person.guardians = (by_ref[member.guardian],) if member.guardian else person.parents
    dwelling, group = _values(household.dwelling), _values(situation.group.facts) if situation.group else {}
    if not is_open:
        (group if situation.group else dwelling).setdefault(
            GROUP_PEOPLE if situation.group else DWELLING_PEOPLE, listed
        )
    for family in families:
        stated = family.values.get(FAMILY_PEOPLE)
        family.open = family.open or (stated is not None and int(str(stated)) > len(family.members))
        if not family.open:
            family.values.setdefault(FAMILY_PEOPLE, len(family.members))
        per_person = _income_per_person(family)
        if per_person is not None:
            family.values.setdefault(INCOME_PER_PERSON, per_person)
        if DESIL in family.values:
            family.values.setdefault(IN_REGISTER, True)
    on_day = SituationOnDay(
        day=day,
        stated=situation,
        dwelling=dwelling,
        residence=_values(situation.residence),
        region=_region_values(situation),
        group=group,
        organisation=_values(situation.organisation.facts) if situation.organisation else {},
        families=families,
        people=people,
        open=is_open,
    )
    for person in people:
        for key, value in _follows(person, on_day):
            person.values.setdefault(key, value)
    return on_day


def _is_open(situation: Situation) -> bool:
    """Whether there are more people than are listed, or may be."""
    listed, group = len(situation.members), situation.group
    if group is not None:
        stated, complete = group.facts.known.get(GROUP_PEOPLE), group.members_complete
        if not listed:
            return True
    else:
        stated, complete = situation.household.dwelling.known.get(DWELLING_PEOPLE), situation.household.members_complete
    return complete is False or (stated is not None and int(str(stated.value)) > listed)


def _income_per_person(family: Kin) -> int | None:
    """What follows in whole rupiah, rounded down; None without an income or while nobody is known to be on the card."""
    income, people = family.values.get(INCOME), family.values.get(FAMILY_PEOPLE)
    return income // people if isinstance(income, int) and isinstance(people, int) and people > 0 else None


def _values(facts: Facts) -> Values:
    return {key: fact.value for key, fact in facts.known.items()}


def _region_values(situation: Situation) -> Values:
    values = _values(situation.region)
    kind = village_kind_of(situation.present.region) if situation.present.region else None
    if kind is not None:
        values[FactKey("region.village_kind")] = kind.value
    return values


def _person(member: Member, index: int, stated_on: date, day: date) -> Person:
    values = _values(member.facts)
    age, then = _age(values, stated_on, day), _age(values, stated_on, stated_on)
    # What follows from an age must follow on both days: a stated fact counts on both.
    ages = (min(age[0], then[0]), max(age[1], then[1])) if age and then else None
    return Person(ref=member.ref, index=index, values=values, aid=member.aid, age=age, ages=ages, stated=member)


def _age(values: Mapping[FactKey, FactValue], stated_on: date, day: date) -> tuple[int, int] | None:
    born = values.get(BIRTH_DATE)
    if isinstance(born, date):
        return (age_on(born, day),) * 2
    years = values.get(AGE)
    if not isinstance(years, int):
        return None
    if day == stated_on:
        return years, years
    youngest = add_months(stated_on, -12 * years)
    oldest = add_months(stated_on, -12 * (years + 1)) + timedelta(days=1)
    return age_on(youngest, day), age_on(oldest, day)


def _follows(person: Person, on_day: SituationOnDay) -> Iterator[tuple[FactKey, FactValue]]:
    for key, value, holds in _IMPLICATIONS:
        if holds(person):
            yield key, value
    if on_day.stated.group is not None:  # its members live apart
        return
    living_here = on_day.dwelling.get(DWELLING_PEOPLE)
    if len(on_day.people) > 1 or (isinstance(living_here, int) and living_here > 1):
        yield LIVES_ALONE, False
    elif not on_day.open:
        yield LIVES_ALONE, True
    # With one parent elsewhere, brothers and sisters may share just that one: only two listed parents settle it.
    both_listed = person.parents is not None and len(person.parents) > 1
    if not on_day.open and both_listed and all(other.parents is not None for other in on_day.people):
        mine = {parent.ref for parent in person.parents or ()}
        others = (other for other in on_day.people if other is not person)
        yield SIBLINGS, sum(any(parent.ref in mine for parent in other.parents or ()) for other in others)


def _heads(family: Kin) -> list[Person]:
    return [person for person in family.members if person.values.get(RELATION_TO_HEAD) == "HEAD"]


def _younger_than(years: int) -> Callable[[Person], bool]:
    return lambda person: person.ages is not None and person.ages[1] < years


def _is(name: str, *codes: str) -> Callable[[Person], bool]:
    key = FactKey(name)
    return lambda person: person.values.get(key) in codes


_IMPLICATIONS: tuple[tuple[FactKey, FactValue, Callable[[Person], bool]], ...] = tuple(
    (FactKey(key), value, holds)
    for key, value, holds in (
        ("member.pregnant", False, _is("member.sex", "M")),
        ("member.pregnant", False, _younger_than(9)),
        ("member.pregnant", False, lambda person: person.ages is not None and person.ages[0] >= 60),
        ("member.marital_status", "SINGLE", _younger_than(10)),
        ("member.budding_business", False, _younger_than(10)),
        ("member.pensioner", False, _younger_than(10)),
        ("member.laid_off", False, _younger_than(10)),
        ("member.occupation", "NONE", _younger_than(10)),
        ("member.admitted_to_university", False, _younger_than(14)),
        ("member.completed_twelve_years", False, _younger_than(15)),
        ("member.completed_twelve_years", False, _is("member.school_level", "PAUD", "SD", "SMP", "SMA")),
        ("member.returning_to_school", False, _is("member.school_level", "SD", "SMP", "SMA", "HIGHER")),
        ("member.school_level", "NONE", _younger_than(2)),
        ("member.returning_to_school", False, _younger_than(6)),
        ("member.final_class", False, _is("member.school_level", "NONE")),
        ("member.surviving_parent_remarried", False, _is("member.orphanhood", "NONE", "BOTH")),
    )
)


def check_consistency(on_day: SituationOnDay) -> None:
    """Refused when stated facts contradict one another: a father who is pregnant, an age that is not that of the birth
    date, a family with two heads."""
    found: list[Problem] = []
    here = on_day.stated.subject_path
    for person in on_day.people:
        path = (*here, "members", person.index)
        stated = {key: fact.value for key, fact in person.stated.facts.known.items()}
        years = stated.get(AGE)
        if isinstance(years, int) and person.age is not None and not person.age[0] <= years <= person.age[1]:
            found.append(problem(ErrorCode.BAD_INPUT, "fact.contradiction", *path, fact=AGE, other=BIRTH_DATE))
        born = stated.get(BIRTH_DATE)
        if isinstance(born, date) and born > on_day.day:
            found.append(problem(ErrorCode.DATES_REVERSED, "fact.born_later", *path, fact=BIRTH_DATE))
        for key, value in _follows(person, on_day):
            if key in stated and stated[key] != value:
                found.append(problem(ErrorCode.BAD_INPUT, "fact.contradiction", *path, fact=key, other=None))
    for index, family in enumerate(on_day.families):
        for person in _heads(family)[1:]:
            path = (*here, "members", person.index)
            found.append(problem(ErrorCode.BAD_INPUT, "fact.contradiction", *path, fact=RELATION_TO_HEAD, other=None))
        path = (*here, "families", index)
        if DESIL in family.values and family.values.get(IN_REGISTER) is False:
            found.append(problem(ErrorCode.BAD_INPUT, "fact.contradiction", *path, fact=IN_REGISTER, other=DESIL))
        per_person = _income_per_person(family)
        if per_person is not None and family.values.get(INCOME_PER_PERSON) != per_person:
            found.append(
                problem(ErrorCode.BAD_INPUT, "fact.contradiction", *path, fact=INCOME_PER_PERSON, other=INCOME)
            )
    poor, people = on_day.group.get(GROUP_PEOPLE_POOR), on_day.group.get(GROUP_PEOPLE)
    if isinstance(poor, int) and isinstance(people, int) and poor > people:
        facts = (GROUP_PEOPLE_POOR, GROUP_PEOPLE)
        found.append(problem(ErrorCode.BAD_INPUT, "fact.contradiction", *here, "facts", fact=facts[0], other=facts[1]))
    if found:
        raise Refused(*found)

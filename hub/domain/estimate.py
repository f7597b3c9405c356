"""How much of a benefit a beneficiary can expect: an interval with its working, narrowing as facts become known.

Law: whatever the unknown facts turn out to be, the amount lies in the interval.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.domain.benefit import Benefit, Component, Period
from hub.domain.evaluation import Ask, AskKind, Scope, asks, judge_of
from hub.domain.standing import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One line of the working: a component, for whom (None: the beneficiary as a whole), and what it adds at least
    (zero while not certain) and at most."""

    component: Component
    member: str | None
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An amount per period in the benefit's unit; `at_least` equals `at_most` when nothing is open. The lines of the
    working are those that count towards `at_most`."""

    unit: str
    per: Period
    at_least: int
    at_most: int
    instalments: int | None
    working: tuple[Counted, ...]
    narrowed_by: tuple[Ask, ...]


_Option = tuple[int, Component, int, int]
"""(index of the member, component, certain amount, possible amount); a certain amount of zero is not certain at all."""


def estimate(benefit: Benefit, scope: Scope) -> Estimate:
    """What the beneficiary of a scope can expect: an individual when it has a member; a family when it has a family
    only; else everybody in the dwelling."""
    people, unplaced = _people(scope)
    found: dict[Ask, None] = {}
    options: list[_Option] = []
    lines: list[Counted] = []
    for component in benefit.components:
        if component.who is None:
            low, high = _amounts(component, scope, found)
            lines.append(Counted(component=component, member=None, at_least=low, at_most=high))
            continue
        who = judge_of(component.who)
        for index, person in enumerate(people):
            maybe = person in unplaced
            one = Scope(scope.standing, scope.family if maybe else person.family, person, scope.checks)
            holds = who(one)
            if holds is False:
                continue
            if maybe:
                found[Ask(AskKind.FAMILY, "family", person.ref)] = None
                holds = None
            elif holds is None:
                found.update(dict.fromkeys(asks(component.who.node, one)))
            low, high = _amounts(component, one, found)
            options.append((index, component, low if holds else 0, high))
    certain, chosen_low = _best(benefit, [(i, c, low) for i, c, low, _ in options if low > 0])
    possible, chosen = _best(benefit, [(i, c, high) for i, c, _, high in options])
    sure = {(index, id(component)): amount for index, component, amount in chosen_low}
    lines += [
        Counted(
            component=component,
            member=people[index].ref,
            at_least=sure.get((index, id(component)), 0),
            at_most=amount,
        )
        for index, component, amount in chosen
    ]
    whole = [line for line in lines if line.member is None]
    return Estimate(
        unit=benefit.unit,
        per=benefit.per,
        at_least=certain + sum(line.at_least for line in whole),
        at_most=possible + sum(line.at_most for line in whole),
        instalments=benefit.instalments,
        working=tuple(lines),
        narrowed_by=tuple(found),
    )


def total(parts: Iterable[tuple[Estimate, bool]]) -> Estimate | None:
    """The estimates of several beneficiaries as one. Those not certain to be eligible add nothing to `at_least`; when
    none is certain, it is the least that any of them would get, should the aid be granted at all."""
    known = list(parts)
    if not known:
        return None
    first = known[0][0]
    sure = [part.at_least for part, certain in known if certain]
    return Estimate(
        unit=first.unit,
        per=first.per,
        at_least=sum(sure) if sure else min(part.at_least for part, _ in known),
        at_most=sum(part.at_most for part, _ in known),
        instalments=first.instalments,
        working=tuple(line for part, _ in known for line in part.working),
        narrowed_by=tuple(dict.fromkeys(ask for part, _ in known for ask in part.narrowed_by)),
    )


def _people(scope: Scope) -> tuple[Sequence[Person], Sequence[Person]]:
    """Who may count, and who of them only may: those of whom nobody knows on which family card they are."""
    if scope.person is not None:
        return (scope.person,), ()
    if scope.family is None:
        return scope.standing.people, ()
    unplaced = [p for p in scope.standing.people if p.family is None and not p.stated.without_family]
    return [*scope.family.members, *unplaced], unplaced


def _amounts(component: Component, scope: Scope, found: dict[Ask, None]) -> tuple[int, int]:
    """The lowest and highest amount that the variants leave open."""
    open_amounts: list[int] = []
    for variant in component.variants:
        holds = judge_of(variant.when)(scope)
        if holds is None:
            found.update(dict.fromkeys(asks(variant.when.node, scope)))
        if holds is not False:
            open_amounts.append(variant.amount)
        if holds is True:
            break
    else:
        open_amounts.append(component.amount)
    return min(open_amounts), max(open_amounts)


def _best(
    benefit: Benefit, options: Sequence[tuple[int, Component, int]]
) -> tuple[int, list[tuple[int, Component, int]]]:
    """The choice of at most one component a member, within the caps, with the highest sum.

    Exact, by dynamic programming over members: the state is how often each capped component was used and how many
    members were counted. "Highest first" alone would let a capped component take a member that another could have.
    """
    # By identity: nothing keeps a partner from giving two components one key.
    capped = {id(c): position for position, c in enumerate(c for c in benefit.components if c.who and c.at_most)}
    limits = [c.at_most or 0 for c in benefit.components if c.who and c.at_most]
    most = benefit.counted_at_most
    by_member: dict[int, list[tuple[int, Component, int]]] = {}
    for option in options:
        by_member.setdefault(option[0], []).append(option)
    start: tuple[int, ...] = (0,) * (len(limits) + 1)
    states: dict[tuple[int, ...], tuple[int, tuple[tuple[int, Component, int], ...]]] = {start: (0, ())}
    for member_options in by_member.values():
        reached = dict(states)
        for used, (amount, chosen) in states.items():
            if most is not None and used[-1] >= most:
                continue
            for option in member_options:
                position = capped.get(id(option[1]))
                if position is not None and used[position] >= limits[position]:
                    continue
                counts = list(used)
                if position is not None:
                    counts[position] += 1
                # Without a cap on members the count is no part of the state: it would only multiply the states.
                counts[-1] += 1 if most is not None else 0
                key, better = tuple(counts), amount + option[2]
                if key not in reached or reached[key][0] < better:
                    reached[key] = (better, (*chosen, option))
        states = reached
    best, chosen = max(states.values(), key=lambda state: state[0])
    return best, list(chosen)

"""How much of a benefit a beneficiary can expect: an interval with its working, narrowing as facts become known.

Law: whatever the unknown facts turn out to be, the amount lies in the interval.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from hub.domain.facts.situation_on_day import Person
from hub.domain.offerings.benefit import Benefit, Component, Period
from hub.domain.rules.asking import Ask, AskKind, asks
from hub.domain.rules.evaluation import Scope, judge_of


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
            one = Scope(scope.situation, scope.family if maybe else person.family, person, scope.checks)
            holds = who(one)
            if holds is False:
                continue
            if maybe:
                found[Ask(AskKind.FAMILY, "family", person.ref)] = None
                holds = None
            elif holds is None:
                found.update(dict.fromkeys(asks(component.who, one)))
            low, high = _amounts(component, one, found)
            options.append((index, component, low if holds else 0, high))
    certain, chosen_low = _best(benefit, [(i, c, low) for i, c, low, _ in options])
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
        return scope.situation.people, ()
    unplaced = [p for p in scope.situation.people if p.family is None and not p.stated.without_family]
    return [*scope.family.members, *unplaced], unplaced


def _amounts(component: Component, scope: Scope, found: dict[Ask, None]) -> tuple[int, int]:
    """The lowest and highest amount that the variants leave open."""
    open_amounts: list[int] = []
    for variant in component.variants:
        holds = judge_of(variant.when)(scope)
        if holds is None:
            found.update(dict.fromkeys(asks(variant.when, scope)))
        if holds is not False:
            open_amounts.append(variant.amount)
        if holds is True:
            break
    else:
        open_amounts.append(component.amount)
    return min(open_amounts), max(open_amounts)


_Pays = Mapping[int, Mapping[int, int]]
"""What each member would add in each component that they may count in, by the component's place in the benefit."""


def _best(
    benefit: Benefit, options: Sequence[tuple[int, Component, int]]
) -> tuple[int, list[tuple[int, Component, int]]]:
    """The choice of at most one component a member, within the caps, with the highest sum.

    Where each member's best fits the caps, that is it. Else exact, one member more at a time: whoever joins may take a
    place from another, who moves on to the next best (successive longest paths in the flow from members to
    components). "Highest first" alone would let a capped component take a member that another could have; trying out
    how often each cap is used took minutes for a benefit with many.
    """
    # By place: nothing keeps a partner from giving two components one key.
    place = {id(component): index for index, component in enumerate(benefit.components)}
    pays: dict[int, dict[int, int]] = {}
    for member, component, amount in options:
        if amount > 0:
            pays.setdefault(member, {})[place[id(component)]] = amount
    most = len(pays) if benefit.counted_at_most is None else benefit.counted_at_most
    counted = {member: max(amounts, key=amounts.__getitem__) for member, amounts in pays.items()}
    if len(counted) > most or any(used > _cap(benefit, index) for index, used in Counter(counted.values()).items()):
        counted = {}
        while len(counted) < most and (moves := _moves(benefit, pays, counted)):
            counted.update(moves)
    chosen = [
        (member, benefit.components[counted[member]], pays[member][counted[member]]) for member in sorted(counted)
    ]
    return sum(amount for _, _, amount in chosen), chosen


def _moves(benefit: Benefit, pays: _Pays, counted: Mapping[int, int]) -> Sequence[tuple[int, int]]:
    """How one more member counts with the highest gain: who then counts in which component. Empty when nothing is
    gained."""
    gains: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {}
    """For each component, the most that one member more in it would add before anybody leaves it, and the moves."""

    def offer(component: int, gain: int, moves: tuple[tuple[int, int], ...]) -> bool:
        if gain <= gains.get(component, (0, ()))[0]:
            return False
        gains[component] = gain, moves
        return True

    for member, amounts in pays.items():
        if member not in counted:
            for component, amount in amounts.items():
                offer(component, amount, ((member, component),))
    moving = True
    while moving:
        moving = False
        for member, left in counted.items():
            if left in gains:
                gain, moves = gains[left]
                for component, amount in pays[member].items():
                    moved = (*moves, (member, component))
                    moving = offer(component, gain - pays[member][left] + amount, moved) or moving
    used = Counter(counted.values())
    free = [gain for component, gain in gains.items() if used[component] < _cap(benefit, component)]
    return max(free, key=lambda gain: gain[0], default=(0, ()))[1]


def _cap(benefit: Benefit, place: int) -> float:
    """How often the component in a place of the benefit may count; infinite when nothing is said."""
    cap = benefit.components[place].at_most
    return inf if cap is None else cap

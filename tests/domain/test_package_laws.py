"""What holds for every package: nothing better exists, and all of it can be received together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.facts.need import URGENCY_WEIGHT, NeedCode, StatedNeed, Urgency
from hub.domain.facts.situation import AidReceived, AidState, Family, Member, ProgrammeKey, Situation
from hub.domain.matching.compatibility import Award, Compatibility, allows
from hub.domain.matching.judgement import Beneficiary, Candidate, Judgement, Verdict
from hub.domain.matching.package import BRIDGING_DAYS, LeftOutReason, Package, package
from hub.domain.matching.package_search import SEARCH_LIMIT
from hub.domain.matching.ranking import Ranked, rank
from hub.domain.offerings.offering import BenefitUnit, Duration
from tests.domain.builders import IN_DAGO, TODAY, aid, candidate, criterion, family, member, situation

_MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
_PROGRAMMES = ["A", "B", "C", "D"]
_NEVER_LOOKED_AT = ["E", "F", "G"]
_NEEDS = ["FOOD", "SCHOOL_COSTS", "CLOTHING"]

_aid = st.lists(st.sampled_from(_PROGRAMMES), min_size=1, max_size=2, unique=True).map(lambda keys: {"aid": keys})
_own_aid = _aid.map(lambda written: {**written, "scope": "member"})
_unknown = st.just({"fact": "family.holds_kks", "is": True})


def _rules(leaves: st.SearchStrategy[Mapping[str, object]]) -> st.SearchStrategy[object]:
    """Rules about aid such as occur: exclusions above all, some requirements, some of either kind."""
    either = st.one_of(leaves.map(lambda each: {"not": each}), leaves)
    return st.one_of(
        st.none(),
        leaves.map(lambda each: {"not": each}),
        leaves.map(lambda each: {"not": each}),
        leaves,
        _unknown,
        st.lists(st.one_of(either, _unknown), min_size=2, max_size=2).map(lambda parts: {"any": parts}),
        st.lists(st.one_of(either, _unknown), min_size=2, max_size=2).map(lambda parts: {"all": parts}),
    )


_for_some_member = _own_aid.flatmap(
    lambda where: st.sampled_from(["any", "none", "all"]).map(lambda how: {"members": how, "where": where})
)
_offered = st.one_of(
    st.tuples(st.just(BenefitUnit.FAMILY), _rules(st.one_of(_aid, _for_some_member))),
    st.tuples(st.just(BenefitUnit.INDIVIDUAL), _rules(st.one_of(_aid, _own_aid))),
    st.tuples(st.just(BenefitUnit.HOUSEHOLD), _rules(_for_some_member)),
)


@st.composite
def _offers(draw: st.DrawFn, *, completing: bool = True) -> list[Candidate]:
    """A few offerings. Unless `completing`, each is quick and lasts, so that no need asks for a second one."""
    found = []
    programmes = st.sampled_from([*_PROGRAMMES, *_NEVER_LOOKED_AT])
    for number in range(draw(st.integers(1, 6))):
        unit, rule = draw(_offered)
        needs = draw(st.lists(st.sampled_from([*_NEEDS, "BURIAL"]), min_size=1, max_size=2, unique=True))
        found.append(
            candidate(
                f"offering {number}",
                *(() if rule is None else (criterion(rule),)),
                programme=ProgrammeKey(draw(programmes)) if draw(st.integers(0, 3)) else None,
                needs=tuple(NeedCode(need) for need in needs),
                benefit_unit=unit,
                days_to_help=draw(st.sampled_from([None, 3, 30])) if completing else draw(st.sampled_from([3, 10])),
                duration=draw(st.sampled_from(list(Duration))) if completing else Duration.SUSTAINED,
            )
        )
    return found


@st.composite
def _families(draw: st.DrawFn) -> Situation:
    """One to three people in one or two families, who may receive something, with needs."""
    states = st.sampled_from([AidState.NONE, AidState.RECEIVING, AidState.ENDED])
    records = st.dictionaries(st.sampled_from(_PROGRAMMES), states, max_size=2)

    def received() -> list[AidReceived]:
        return [aid(key, state) for key, state in draw(records).items()]

    refs = ["kk1", "kk2"][: draw(st.integers(1, 2))]
    people = [member(f"m{n}", draw(st.sampled_from(refs)), aid=received()) for n in range(draw(st.integers(1, 3)))]
    plain = situation(
        *people, families=tuple(family(ref, aid=received()) for ref in refs), complete=True, present=IN_DAGO
    )
    urgency = st.sampled_from(list(Urgency))
    return replace(plain, needs=tuple(StatedNeed(NeedCode(code), draw(urgency)) for code in _NEEDS))


def _ranked(given: Situation, offers: Iterable[Candidate]) -> list[Ranked]:
    judgement = Judgement(given, TODAY)
    return rank([judgement.judge(each) for each in offers], given.needs, people=len(given.household.members))


def _package(given: Situation, offers: Iterable[Candidate], *, limit: int = SEARCH_LIMIT) -> Package:
    return package(Judgement(given, TODAY), _ranked(given, offers), given.needs, limit=limit)


_Key = tuple[list[tuple[int, int]], int, int, list[int]]


def _worth(taken: tuple[Award, ...], places: dict[int, int], needs: Iterable[StatedNeed]) -> _Key:
    """How good a set is, said as the docstring of `package` says it: greater is better."""
    covered = {urgency: [0, 0] for urgency in reversed(Urgency)}
    scores, servers = 0, []
    for need in sorted(needs, key=lambda need: (-URGENCY_WEIGHT[need.urgency], need.code)):
        covering = [award for award in taken if need.code in award.content.needs]
        if not covering:
            servers.append(-len(places))
            continue
        best = min(covering, key=lambda award: places[id(award)])
        covered[need.urgency][0] += 1
        covered[need.urgency][1] += best.sure
        scores += URGENCY_WEIGHT[need.urgency] * best.offer.ranked.score.total
        servers.append(-places[id(best)])
    levels = [(count, certain) for count, certain in covered.values()]
    return levels, scores, -len({id(award.offer) for award in taken}), servers


def _all_sets(awards: list[Award]) -> Iterator[tuple[Award, ...]]:
    """Every set that can be received together, by trying all."""
    for choice in product((False, True), repeat=len(awards)):
        taken = tuple(award for award, wanted in zip(awards, choice, strict=True) if wanted)
        together = 0
        for award in taken:
            if together & award.gives:
                break
            together |= award.gives
        else:
            if all(allows(demand, together, together) for award in taken for demand in award.demands):
                yield taken


@_MANY
@given(given=_families(), offers=_offers(completing=False))
def test_no_better_set_exists(given: Situation, offers: list[Candidate]) -> None:
    fitting = [each for each in _ranked(given, offers) if each.judged.verdict is not Verdict.INELIGIBLE]
    compatibility = Compatibility(Judgement(given, TODAY), fitting)
    awards = [award for each in fitting for award in compatibility.offer(each).awards]
    awards = [award for award in awards if award.sure] + [award for award in awards if not award.sure]
    places = {id(award): place for place, award in enumerate(awards)}
    best = max((_worth(taken, places, given.needs) for taken in _all_sets(awards[:12])), default=None)

    found = _package(given, offers)

    assert found.exact
    if len(awards) > 12 or best is None:
        return
    by_offering = {id(award.content): award for award in reversed(awards)}
    needs = sorted(given.needs, key=lambda need: (-URGENCY_WEIGHT[need.urgency], need.code))
    levels, scores, offerings, servers = best
    assert -offerings == len(found.items)
    serving = {code: item.ranked.judged.content for item in found.items for code in item.needs}
    assert scores == sum(
        URGENCY_WEIGHT[need.urgency] * by_offering[id(serving[need.code])].offer.ranked.score.total
        for need in needs
        if need.code in serving
    )
    expected = [awards[-place].content if place > -len(awards) else None for place in servers]
    assert [serving.get(need.code) for need in needs] == expected
    assert sum(count for count, _ in levels) == len(found.covered_needs)


@_MANY
@given(given=_families(), offers=_offers(), data=st.data())
def test_the_order_of_offerings_changes_nothing(given: Situation, offers: list[Candidate], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(offers))
    members = tuple(data.draw(st.permutations(given.household.members)))
    other = replace(given, household=replace(given.household, members=members))

    def summary(found: Package) -> object:
        return (
            [(i.ranked.place, {b.subject for b in i.beneficiaries}, i.needs, i.role) for i in found.items],
            [
                (each.place, why.reason, [r.place for r in why.because], why.programmes)
                for each in found.left_out
                for why in [found.why_left_out(each)]
            ],
        )

    assert summary(_package(given, offers)) == summary(_package(other, shuffled))


_Taken = tuple[ProgrammeKey | None, Beneficiary]


def _people(given: Situation, whom: Beneficiary) -> set[str]:
    """The refs of everybody who is reached: a family's own ref with those of its members."""
    members, families = given.household.members, given.household.families
    if whom.person is not None:
        return {members[whom.person].ref}
    reached = families if whom.family is None else families[whom.family : whom.family + 1]
    refs = {each.ref for each in reached}
    everybody = whom.family is None
    return refs | {person.ref for person in members if everybody or person.family in refs}


def _holds(given: Situation, candidate: Candidate, whom: Beneficiary, beside: Iterable[_Taken]) -> bool:
    """Whether no rule fails once all the aid beside is stated as received and all other as not received."""
    own = candidate.version.content.programme
    taken = [(programme, _people(given, other)) for programme, other in beside if programme not in (None, own)]

    def stated(of: Member | Family, refs: set[str]) -> dict[ProgrammeKey, AidReceived]:
        records = dict(of.aid)
        for key in map(ProgrammeKey, _PROGRAMMES):
            if any(programme == key and refs & people for programme, people in taken):
                records[key] = aid(key, AidState.RECEIVING)
            elif key != own:
                records.setdefault(key, aid(key, AidState.NONE))
        return records

    home = given.household
    families = tuple(
        replace(each, aid=stated(each, {each.ref, *(m.ref for m in home.members if m.family == each.ref)}))
        for each in home.families
    )
    members = tuple(replace(each, aid=stated(each, {each.ref})) for each in home.members)
    then = Judgement(replace(given, household=replace(home, families=families, members=members)), TODAY)
    judged = then.judge(candidate)
    (same,) = [each for each in judged.beneficiaries if each.subject == whom.subject]
    return False not in same.raw


_limits = st.sampled_from([SEARCH_LIMIT, 5, 2])


@_MANY
@given(given=_families(), offers=_offers(), limit=_limits)
def test_all_of_a_package_can_be_received_together_with_what_it_requires(
    given: Situation, offers: list[Candidate], limit: int
) -> None:
    found = _package(given, offers, limit=limit)
    taken = [
        (item.ranked.judged, (item.ranked.judged.content.programme, whom))
        for item in found.items
        for whom in item.beneficiaries
    ]

    for judged, (programme, whom) in taken:
        beside = [other for _, other in taken if other[1] is not whom]
        assert _holds(given, judged.candidate, whom, beside)
        for other, reached in beside:
            assert programme is None or other != programme or not _people(given, whom) & _people(given, reached)


@_MANY
@given(given=_families(), offers=_offers(), limit=_limits)
def test_each_offering_that_is_left_out_has_a_true_reason(
    given: Situation, offers: list[Candidate], limit: int
) -> None:
    found = _package(given, offers, limit=limit)
    taken = [(item.ranked.judged, whom) for item in found.items for whom in item.beneficiaries]
    fitting = [each.place for each in _ranked(given, offers) if each.judged.verdict is not Verdict.INELIGIBLE]
    assert sorted(fitting) == sorted(each.place for each in (*(i.ranked for i in found.items), *found.left_out))

    def received(programme: ProgrammeKey | None, whom: Beneficiary) -> bool:
        home, people = given.household, _people(given, whom)
        having: set[str] = set()
        holders: tuple[Family | Member, ...] = (*home.families, *home.members)
        for each in holders:
            if programme and programme in each.aid and each.aid[programme].state is AidState.RECEIVING:
                having |= {each.ref, *(m.ref for m in home.members if m.family == each.ref)}
        return people <= having

    def can_be_added(candidate: Candidate, whom: Beneficiary) -> bool:
        mine = candidate.version.content.programme
        for judged, other in taken:
            same = mine is not None and judged.content.programme == mine
            if same and _people(given, whom) & _people(given, other):
                return False
        beside = [(judged.content.programme, other) for judged, other in taken]
        return _holds(given, candidate, whom, beside) and all(
            _holds(given, judged.candidate, other, [(mine, whom), *(each for each in beside if each[1] is not other)])
            for judged, other in taken
        )

    for each in found.left_out:
        judged, why = each.judged, found.why_left_out(each)
        whom = [b for b in judged.beneficiaries if b.verdict is not Verdict.INELIGIBLE]
        new = [b for b in whom if not received(judged.content.programme, b)]
        wanted = {need.code for need in given.needs} & {*judged.content.needs}
        because = {id(other) for other in why.because}
        assert because <= {id(item.ranked) for item in found.items}
        if why.reason is LeftOutReason.NO_STATED_NEED:
            assert not wanted
        elif why.reason is LeftOutReason.ALREADY_RECEIVED:
            assert not new
        elif why.reason is LeftOutReason.NEED_COVERED:
            assert any(can_be_added(judged.candidate, b) for b in new)
            assert wanted <= {code for item in found.items if id(item.ranked) in because for code in item.needs}
        elif why.reason is LeftOutReason.NOT_WEIGHED:
            assert not found.exact
            assert any(can_be_added(judged.candidate, b) for b in new)
        else:
            assert not any(can_be_added(judged.candidate, b) for b in new)
            assert because or why.programmes


@_MANY
@given(given=_families(), offers=_offers())
def test_no_covered_need_waits_for_slow_help_while_quick_help_could_be_added(
    given: Situation, offers: list[Candidate]
) -> None:
    found = _package(given, offers)

    def quick(of: Ranked) -> bool:
        days = of.judged.content.days_to_help
        return days is not None and days <= BRIDGING_DAYS

    def lasts(of: Ranked) -> bool:
        return of.judged.content.duration is Duration.SUSTAINED

    for need in found.covered_needs:
        covering = [item.ranked for item in found.items if need in item.ranked.judged.content.needs]
        spare = [
            each
            for each in found.left_out
            if need in each.judged.content.needs and found.why_left_out(each).reason is LeftOutReason.NEED_COVERED
        ]
        assert any(map(quick, covering)) or not any(quick(each) and not lasts(each) for each in spare)
        assert any(lasts(each) or not quick(each) for each in covering) or not any(map(lasts, spare))

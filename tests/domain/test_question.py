"""What is asked next: the most decisive question first, each offering's own, and nothing that was asked in vain."""

from dataclasses import replace
from datetime import date

from hub.domain.facts.situation import Family, Situation
from hub.domain.matching.judgement import Candidate, Judgement
from hub.domain.matching.question import Question, questions
from hub.domain.matching.ranking import rank
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.criterion import Criterion, EvaluatedOn
from tests.domain.builders import REPORTED, TODAY, candidate, criterion, facts, family, member, situation

DESIL = criterion({"fact": "family.desil", "at_most": 4}, "desil")
KKS = criterion({"fact": "family.holds_kks", "is": True}, "kks")
DISTANCE = criterion({"check": "far"}, "far")
SOMEBODY_OLD = {"members": "any", "where": {"fact": "member.age_years", "at_least": 60}}


def asked(given: Situation, *offered: Candidate) -> list[Question]:
    judgement = Judgement(given, TODAY)
    ranked = rank([judgement.judge(each) for each in offered], given.needs, people=len(given.household.members))
    return questions(judgement, ranked)


def keys(given: Situation, *offered: Candidate) -> list[str]:
    return [question.ask.key for question in asked(given, *offered)]


def on_fixed(written: object, day: date) -> Criterion:
    return replace(criterion(written), evaluated_on=EvaluatedOn.FIXED, fixed_date=day)


def test_what_decides_more_offerings_is_asked_first() -> None:
    offered = (candidate("a", KKS), candidate("b", DESIL), candidate("c", DESIL))

    found = asked(situation(member("ibu")), *offered)

    assert [question.ask.key for question in found] == ["family.desil", "family.holds_kks"]
    assert found[0].weight == 2 * found[1].weight
    assert set(found[0].offerings) == {each.version.offering_id for each in offered[1:]}


def test_the_score_of_an_offering_is_shared_among_what_it_leaves_open() -> None:
    alone = asked(situation(member("ibu")), candidate("a", DESIL))
    shared = asked(situation(member("ibu")), candidate("a", DESIL, KKS))

    assert [question.weight for question in shared] == [alone[0].weight // 2] * 2


def test_questions_that_weigh_alike_keep_a_fixed_order() -> None:
    found = asked(
        situation(member("b", None), member("a", None)), candidate("a", criterion(SOMEBODY_OLD), DISTANCE, KKS)
    )

    assert [(each.ask.kind, each.ask.subject) for each in found if each.ask.kind is AskKind.FAMILY] == [
        (AskKind.FAMILY, "a"),
        (AskKind.FAMILY, "b"),
    ]
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)
    assert found[0].ask.kind is AskKind.FACT


def test_nothing_is_asked_of_an_offering_that_cannot_fit_or_does_already() -> None:
    given = situation(member("ibu"), families=(family(desil=9),))

    assert keys(given, candidate("a", DESIL, KKS)) == []
    assert keys(given, candidate("a")) == []


def test_what_was_asked_in_vain_is_not_asked_again_but_of_somebody_else_it_is() -> None:
    vain = Family(ref="kk1", facts=facts("family", {}, asked_not_known=["family.desil"]))

    found = asked(
        situation(member("ibu"), member("bibi", "kk2"), families=(vain, family("kk2"))), candidate("a", DESIL)
    )

    assert [question.ask for question in found] == [Ask(AskKind.FACT, "family.desil", "kk2")]


def test_a_member_who_does_not_know_does_not_answer_for_another() -> None:
    nobody_knows = replace(member("a"), facts=facts("member", {}, asked_not_known=["member.age_years"]))

    found = asked(situation(nobody_knows, member("b")), candidate("a", criterion(SOMEBODY_OLD)))

    assert [question.ask for question in found] == [Ask(AskKind.FACT, "member.age_years", "b")]


def test_a_check_and_a_confirmation_are_asked_for_their_own_offering() -> None:
    reported = criterion({"fact": "family.desil", "at_most": 4}, "limit", citation=REPORTED)
    offered = (candidate("a", DISTANCE), candidate("b", DISTANCE), candidate("c", reported))

    found = {question.ask for question in asked(situation(member("ibu"), families=(family(desil=5),)), *offered)}

    first, second, third = (str(each.version.offering_id) for each in offered)
    assert found == {
        Ask(AskKind.CHECK, "far", first),
        Ask(AskKind.CHECK, "far", second),
        Ask(AskKind.CONFIRMATION, "limit", third),
    }


def test_one_rule_on_two_days_asks_on_each_day_what_is_open_then() -> None:
    """Who is 59 may be 60 in half a year; who is 61 may have been 60 a year and a half ago."""
    home = situation(member("a", age_years=59), member("b", age_years=61))
    somebody_is_sixty = {"members": "any", "where": {"fact": "member.age_years", "is": 60}}
    later = candidate("later", on_fixed(somebody_is_sixty, date(2027, 5, 1)))
    earlier = candidate("earlier", on_fixed(somebody_is_sixty, date(2025, 5, 1)))

    for offered in ((later, earlier), (earlier, later)):
        found = {question.offerings: question.ask.subject for question in asked(home, *offered)}
        assert found == {(later.version.offering_id,): "a", (earlier.version.offering_id,): "b"}

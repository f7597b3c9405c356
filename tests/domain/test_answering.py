"""A family in Dago is asked one question after another until nothing is left to ask."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.errors import Refused
from hub.domain.facts.situation import Family, Situation
from hub.domain.facts.situation_on_day import check_consistency
from hub.domain.matching.area import stated_ancestors
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.matching.question import questions
from hub.domain.matching.ranking import rank
from tests.domain.answering import answered
from tests.domain.builders import TODAY, facts, family, member, situation
from tests.domain.demonstration import demonstration

_FAMILY = situation(
    member("ibu", age_years=29, sex="F", pregnant=True),
    member("kakak", age_years=13, school_level="SMP"),
    member("adik", age_years=8, school_level="SD"),
    families=(family(desil=2),),
    dwelling={"roof": "LEAKING"},
    needs=("FOOD", "MATERNAL_CARE", "SCHOOL_COSTS", "HEALTH_COVER", "HOUSING_REPAIR"),
)


def _near(stated: Situation) -> list[Candidate]:
    """What a hub puts beside the situation: offerings with an area around one of its places."""
    around = stated_ancestors(stated.present, stated.registered)
    return [
        each
        for each in demonstration().values()
        if any(area.region in around for area in each.version.content.service_areas)
    ]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_answering_the_questions_one_by_one_ends_with_nothing_unknown(data: st.DataObject) -> None:
    stated = _FAMILY
    asked = 0
    while asked < 300:
        asked += 1
        judgement = Judgement(stated, TODAY)
        ranked = rank([judgement.judge(each) for each in _near(stated)], stated.needs, people=3)
        open_questions = questions(judgement, ranked)
        if not open_questions:
            break
        changed = answered(stated, open_questions[0].ask, lambda below: data.draw(st.integers(0, below - 1)))
        try:
            check_consistency(Judgement(changed, TODAY).situation_on(TODAY))
        except Refused:
            continue  # an answer that contradicts what is known is refused: they are asked again
        stated = changed

    assert 5 < asked < 300
    assert all(each.judged.verdict is not Verdict.NEEDS_INFORMATION for each in ranked)
    assert all(one.verdict is not Verdict.NEEDS_INFORMATION for each in ranked for one in each.judged.beneficiaries)


def test_what_was_asked_in_vain_is_not_asked_again() -> None:
    def keys(asked_not_known: tuple[str, ...]) -> set[str]:
        known = facts("family", {}, asked_not_known=asked_not_known)
        given_situation = situation(member("ibu"), families=(Family(ref="kk1", facts=known),))
        judgement = Judgement(given_situation, TODAY)
        ranked = rank([judgement.judge(each) for each in demonstration().values()], given_situation.needs, people=1)
        return {question.ask.key for question in questions(judgement, ranked)}

    assert "family.desil" in keys(())
    assert "family.desil" not in keys(("family.desil",))

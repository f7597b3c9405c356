"""In which order offerings are shown: what was asked for first."""

from hub.domain.facts.need import NeedCode
from hub.domain.facts.situation import CheckAnswers
from hub.domain.matching.judgement import Judgement
from hub.domain.matching.ranking import rank
from hub.domain.region import RegionCode, ServiceArea
from tests.domain.builders import DAGO, REPORTED, TODAY, candidate, criterion, family, member, situation


def test_aid_for_what_was_asked_comes_before_quicker_and_nearer_aid_for_something_else() -> None:
    given = situation(member("ibu"), needs=("FOOD", "SCHOOL_COSTS", "HOUSING_REPAIR", "HEALTH_COVER", "LEGAL_AID"))
    asked_for = candidate("beras", days_to_help=90, service_areas=(ServiceArea(region=RegionCode("00")),))
    near = candidate("ongkos", needs=(NeedCode("BURIAL"),), days_to_help=1, service_areas=(ServiceArea(region=DAGO),))
    judgement = Judgement(given, TODAY)

    ranked = rank([judgement.judge(each) for each in (near, asked_for)], given.needs, people=1)

    assert [each.judged.candidate for each in ranked] == [asked_for, near]


def test_covering_more_of_what_was_asked_comes_first() -> None:
    given = situation(member("ibu"), needs=("FOOD", "SCHOOL_COSTS"))
    one, both = candidate("satu"), candidate("dua", needs=(NeedCode("FOOD"), NeedCode("SCHOOL_COSTS")))
    judgement = Judgement(given, TODAY)

    ranked = rank([judgement.judge(each) for each in (one, both)], given.needs, people=1)

    assert [each.judged.candidate for each in ranked] == [both, one]


def test_what_only_a_rumour_speaks_against_comes_after_what_nobody_knows_until_it_is_put_right() -> None:
    """Desil 6: a reported rule for desil 1 to 4 is not met, and nothing is known of the income."""
    rich, poor = {"fact": "family.desil", "at_most": 4}, {"fact": "family.monthly_income", "at_most": 1_000_000}
    open_rule = criterion(poor, "income")
    unknown, met = candidate("belum", open_rule), candidate("cukup")
    rumour = candidate("kabar", criterion(rich, citation=REPORTED), open_rule)
    denied = candidate("tidak", criterion(rich))

    def ranked(answers: CheckAnswers) -> dict[str, int]:
        given = situation(member("ibu"), families=(family(desil=6),), answers=answers)
        judgement = Judgement(given, TODAY)
        judged = [judgement.judge(each) for each in (denied, rumour, unknown, met)]
        found = rank(judged, given.needs, people=1)
        return {each.judged.content.reference: each.score.parts[0].value for each in found}

    put_right: CheckAnswers = {(rumour.version.offering_id, "confirm:rule"): False}
    assert [*ranked({}).items()] == [("cukup", 1000), ("belum", 500), ("kabar", 250), ("tidak", 0)]
    assert ranked(put_right)["kabar"] == 500


def test_one_family_that_nothing_speaks_against_is_enough() -> None:
    given = situation(member("a", "kk1"), member("b", "kk2"), families=(family("kk1", desil=6), family("kk2")))
    offered = candidate("kabar", criterion({"fact": "family.desil", "at_most": 4}, citation=REPORTED))

    (ranked,) = rank([Judgement(given, TODAY).judge(offered)], given.needs, people=2)

    assert ranked.score.parts[0].value == 500

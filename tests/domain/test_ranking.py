"""In which order offerings are shown: what was asked for first."""

from hub.domain.matching import Judgement
from hub.domain.need import NeedCode
from hub.domain.ranking import rank
from hub.domain.region import RegionCode, ServiceArea
from tests.domain.builders import DAGO, TODAY, candidate, case, member


def test_aid_for_what_was_asked_comes_before_quicker_and_nearer_aid_for_something_else() -> None:
    given = case(member("ibu"), needs=("FOOD", "SCHOOL_COSTS", "HOUSING_REPAIR", "HEALTH_COVER", "LEGAL_AID"))
    asked_for = candidate("beras", days_to_help=90, service_areas=(ServiceArea(region=RegionCode("00")),))
    near = candidate("ongkos", needs=(NeedCode("BURIAL"),), days_to_help=1, service_areas=(ServiceArea(region=DAGO),))
    judgement = Judgement(given, TODAY)

    ranked = rank([judgement.judge(each) for each in (near, asked_for)], given.needs, people=1)

    assert [each.judged.candidate for each in ranked] == [asked_for, near]


def test_covering_more_of_what_was_asked_comes_first() -> None:
    given = case(member("ibu"), needs=("FOOD", "SCHOOL_COSTS"))
    one, both = candidate("satu"), candidate("dua", needs=(NeedCode("FOOD"), NeedCode("SCHOOL_COSTS")))
    judgement = Judgement(given, TODAY)

    ranked = rank([judgement.judge(each) for each in (one, both)], given.needs, people=1)

    assert [each.judged.candidate for each in ranked] == [both, one]

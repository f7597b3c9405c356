"""What is particular to the funds that neighbours keep: who is served, with what, and how it is handed over."""

import shutil
from pathlib import Path

import pytest

from connectors.contract import HandOverKind
from connectors.registry import PACKAGE, load_registry
from hub.domain.matching.judgement import CONFIRMATION_PREFIX, Judgement, Verdict
from hub.domain.offerings.offering import DeliveryMode, OfferingContent
from hub.domain.partner import PartnerKind
from hub.domain.region import Place, RegionCode
from hub.domain.rules.asking import AskKind
from hub.domain.rules.citation import Confidence
from tests.connectors.uploads import FIXTURES, draft, read, refusal, summary
from tests.domain.builders import TODAY, candidate, family, member, situation

REGISTRY = load_registry()
JIMPITAN, REREONGAN = REGISTRY["jimpitan"], REGISTRY["rereongan_sarumpi"]
ANY_ROW = {"beas_perelek": "seluruh-desa", "jimpitan": "uang", "rereongan_sarumpi": "patungan"}


@pytest.mark.parametrize("key", ANY_ROW)
def test_a_copy_under_another_name_is_a_source_that_reads_the_same(key: str, tmp_path: Path) -> None:
    shutil.copy(PACKAGE / f"{key}.py", tmp_path / "dana_lain.py")
    upload = (FIXTURES / key / "input.csv").read_bytes()

    copied = load_registry(tmp_path)["dana_lain"]

    assert {row.draft.source for row in read(copied, upload).drafts} == {"dana_lain"}
    assert summary(read(copied, upload)) == summary(read(REGISTRY[key], upload))


@pytest.mark.parametrize("key", ANY_ROW)
@pytest.mark.parametrize(("column", "kind"), [("rw", "RW"), ("rt", "RT")])
def test_a_wrong_number_is_told_of_its_own_column(key: str, column: str, kind: str) -> None:
    refused = refusal(REGISTRY[key], ANY_ROW[key], **{"rw": "1", "rt": "2", column: "dua"})

    assert (refused.column, refused.value) == (column, "dua")
    assert refused.message.parameters["kind"] == kind


@pytest.mark.parametrize("key", ANY_ROW)
def test_a_wrong_group_is_not_told_of_the_desil_as_well(key: str) -> None:
    assert refusal(REGISTRY[key], ANY_ROW[key], untuk="kaya", desil_tertinggi="2").column == "untuk"


@pytest.mark.parametrize("column", ["rw", "rt"])
def test_jimpitan_without_its_rt_is_refused(column: str) -> None:
    refused = refusal(JIMPITAN, "uang", **{column: ""})

    assert (refused.column, refused.message.key) == (column, "cell.empty")


def test_jimpitan_serves_those_who_live_in_the_rt_now_and_asks_for_nothing_more() -> None:
    made = draft(JIMPITAN, "uang")
    (area,) = made.service_areas

    assert (area.basis, str(area.neighbourhood)) == ("PRESENT", "RW 008 / RT 003")
    assert JIMPITAN.terms(made) == ()


def test_coins_are_cash_in_whole_rupiah_and_cover_what_each_group_needs() -> None:
    made = draft(JIMPITAN, "uang", untuk="sakit|berduka", desil_tertinggi="")

    assert made.benefit is not None
    assert made.capacity is not None
    assert (made.benefit.unit, made.capacity.unit, made.capacity.available) == ("IDR", "IDR", 412_500)
    assert made.delivery_mode is DeliveryMode.CASH
    assert made.needs == ("MEDICAL_COSTS", "BURIAL")


def test_rice_of_the_night_rota_is_food_in_whole_grams() -> None:
    made = draft(JIMPITAN, "uang", bentuk="beras", jumlah="2.500")

    assert made.benefit is not None
    assert made.capacity is not None
    assert (made.benefit.unit, made.capacity.unit, made.delivery_mode) == ("g", "g", None)
    assert made.needs == ("FOOD", "UNDER_FIVE_NUTRITION")


def test_how_fast_jimpitan_helps_is_said_by_the_row_alone() -> None:
    assert draft(JIMPITAN, "uang").days_to_help == 0
    assert draft(JIMPITAN, "uang", hari_sampai="").days_to_help is None


@pytest.mark.parametrize(
    ("form", "steps"),
    [
        ("uang", ("Ambil uang di pos ronda.", "mencatat jumlah")),
        ("beras", ("Ambil beras di pos ronda.", "mencatat berat")),
    ],
)
def test_the_treasurer_hands_out_what_there_is_and_writes_it_down(form: str, steps: tuple[str, str]) -> None:
    hand_over = JIMPITAN.hand_over(draft(JIMPITAN, "uang", bentuk=form))

    assert hand_over.kind is HandOverKind.IMMEDIATE_AT_POST
    assert hand_over.who.id == "Bendahara RT"
    assert hand_over.steps[1].id == steps[0]
    assert steps[1] in hand_over.steps[2].id


def test_jimpitan_is_collected_at_the_treasurers_where_no_place_is_named() -> None:
    hand_over = JIMPITAN.hand_over(draft(JIMPITAN, "beras"))

    assert hand_over.steps[1].en == "Collect the rice at the house of the RT's jimpitan treasurer."


def test_what_money_was_pooled_for_are_the_needs_and_the_first_gives_the_domain() -> None:
    made = draft(REREONGAN, "patungan", keperluan="transportasi_berobat|pendidikan")

    assert (made.needs, made.domain) == (("TRANSPORT_TO_CARE", "SCHOOL_COSTS"), "HEALTH")


def test_pooled_money_may_be_for_everybody_who_lives_there() -> None:
    made = draft(REREONGAN, "patungan")
    (area,) = made.service_areas

    assert made.criteria == ()
    assert (area.basis, area.neighbourhood) == ("PRESENT", None)


def test_a_question_of_the_neighbours_stands_without_a_group() -> None:
    made = draft(REREONGAN, "patungan", pertanyaan="Dikenal ketua RT?")

    assert [rule.key for rule in made.criteria] == ["own-question"]


def test_a_desil_without_the_poor_is_refused_where_no_group_is_named() -> None:
    assert refusal(REREONGAN, "patungan", desil_tertinggi="2").message.key == "beas_perelek.desil_without_poor"


def test_a_school_may_publish_pooled_money_and_no_other_fund_of_neighbours() -> None:
    may = {key for key in ANY_ROW if PartnerKind.SCHOOL in REGISTRY[key].publishers}

    assert may == {"rereongan_sarumpi"}


@pytest.mark.parametrize("poe_ibu", ["", "tidak"])
def test_pooled_money_outside_poe_ibu_has_no_standing_term(poe_ibu: str) -> None:
    made = draft(REREONGAN, "poe-ibu", poe_ibu=poe_ibu)

    assert REREONGAN.terms(made) == ()
    assert len(REREONGAN.hand_over(made).steps) == 3


def test_poe_ibu_is_for_urgent_needs_of_limited_scale_as_the_circular_is_reported() -> None:
    made = draft(REREONGAN, "poe-ibu")

    terms = REREONGAN.terms(made)

    assert [term.key for term in terms] == ["poe-ibu.urgent", "poe-ibu.limited"]
    assert {term.citation.confidence for term in terms} == {Confidence.REPORTED}
    assert all("149/PMD.03.04/KESRA" in term.citation.title for term in terms)
    # The desk can only be asked what the offering words as a question.
    assert {term.key for term in terms} <= {check.key for check in made.checks}


def test_the_use_of_poe_ibu_is_reported_on_sapawarga() -> None:
    *_, last = REREONGAN.hand_over(draft(REREONGAN, "poe-ibu")).steps

    assert "Sapawarga" in last.id


def test_poe_ibu_for_anything_but_education_and_health_is_refused() -> None:
    refused = refusal(REREONGAN, "poe-ibu", keperluan="pangan|kesehatan|pemakaman")

    assert (refused.column, refused.value) == ("keperluan", "pangan | pemakaman")
    assert refused.message.key == "rereongan_sarumpi.beyond_poe_ibu"


@pytest.mark.parametrize(
    ("answers", "verdict", "asked"),
    [
        ({}, Verdict.NEEDS_INFORMATION, {"poe-ibu.urgent", "poe-ibu.limited"}),
        ({"poe-ibu.urgent": True}, Verdict.NEEDS_INFORMATION, {"poe-ibu.limited"}),
        ({"poe-ibu.urgent": True, "poe-ibu.limited": True}, Verdict.ELIGIBLE, set()),
        ({"poe-ibu.urgent": False, "poe-ibu.limited": True}, Verdict.NEEDS_INFORMATION, set()),
        (
            {"poe-ibu.urgent": False, "poe-ibu.limited": True, f"{CONFIRMATION_PREFIX}poe-ibu.urgent": True},
            Verdict.INELIGIBLE,
            set(),
        ),
    ],
)
def test_a_need_that_is_not_urgent_is_denied_only_once_the_steward_says_so(
    answers: dict[str, bool], verdict: Verdict, asked: set[str]
) -> None:
    made = draft(REREONGAN, "poe-ibu", rw="", rt="", pertanyaan="", pertanyaan_en="")
    content = {name: getattr(made, name) for name in OfferingContent.__dataclass_fields__}
    fund = candidate("poe-ibu", **{**content, "criteria": (*made.criteria, *REREONGAN.terms(made))})
    ill = situation(
        member("ibu", ill_now=True),
        families=(family(desil=5),),
        present=Place(region=RegionCode("32.73.12.1006")),
        answers={(fund.version.offering_id, key): answer for key, answer in answers.items()},
    )
    judgement = Judgement(ill, TODAY)

    judged = judgement.judge(fund)

    asks = [ask for each in judged.beneficiaries for ask in judgement.asks_of(judged, each)]
    assert judged.verdict is verdict
    assert {ask.key for ask in asks if ask.kind is AskKind.CHECK} == asked

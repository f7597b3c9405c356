"""What is particular to the funds that neighbours keep: who is served, with what, and how it is handed over."""

import shutil
from pathlib import Path

import pytest

from connectors.contract import HandOverKind
from connectors.registry import PACKAGE, load_registry
from hub.domain.feed import Refusal
from hub.domain.offering import DeliveryMode, OfferingDraft
from tests.connectors.documents import FIXTURES, one_row, read, summary

REGISTRY = load_registry()
ANY_ROW = {"beas_perelek": "seluruh-desa", "jimpitan": "uang"}


def _draft(key: str, reference: str, **cells: str) -> OfferingDraft:
    reading = read(REGISTRY[key], one_row(FIXTURES / key, reference, **cells))
    assert reading.refusals == ()
    return reading.drafts[0].draft


def _refusal(key: str, reference: str, **cells: str) -> Refusal:
    reading = read(REGISTRY[key], one_row(FIXTURES / key, reference, **cells))
    assert reading.drafts == ()
    (refusal,) = reading.refusals
    return refusal


@pytest.mark.parametrize("key", ANY_ROW)
def test_a_copy_under_another_name_is_a_source_that_reads_the_same(key: str, tmp_path: Path) -> None:
    shutil.copy(PACKAGE / f"{key}.py", tmp_path / "dana_lain.py")
    document = (FIXTURES / key / "input.csv").read_bytes()

    copied = load_registry(tmp_path)["dana_lain"]

    assert {row.draft.source for row in read(copied, document).drafts} == {"dana_lain"}
    assert summary(read(copied, document)) == summary(read(REGISTRY[key], document))


@pytest.mark.parametrize("key", ANY_ROW)
@pytest.mark.parametrize(("column", "kind"), [("rw", "RW"), ("rt", "RT")])
def test_a_wrong_number_is_told_of_its_own_column(key: str, column: str, kind: str) -> None:
    refusal = _refusal(key, ANY_ROW[key], **{"rw": "1", "rt": "2", column: "dua"})

    assert (refusal.column, refusal.value) == (column, "dua")
    assert refusal.message.parameters["kind"] == kind


@pytest.mark.parametrize("key", ANY_ROW)
def test_a_wrong_group_is_not_told_of_the_desil_as_well(key: str) -> None:
    assert _refusal(key, ANY_ROW[key], untuk="kaya", desil_tertinggi="2").column == "untuk"


@pytest.mark.parametrize("column", ["rw", "rt"])
def test_jimpitan_without_its_rt_is_refused(column: str) -> None:
    refusal = _refusal("jimpitan", "uang", **{column: ""})

    assert (refusal.column, refusal.message.key) == (column, "cell.empty")


def test_jimpitan_serves_those_who_live_in_the_rt_now_and_asks_for_nothing_more() -> None:
    draft = _draft("jimpitan", "uang")
    (area,) = draft.service_areas

    assert (area.basis, str(area.neighbourhood)) == ("PRESENT", "RW 008 / RT 003")
    assert REGISTRY["jimpitan"].terms(draft) == ()


def test_coins_are_cash_in_whole_rupiah_and_cover_what_each_group_needs() -> None:
    draft = _draft("jimpitan", "uang", untuk="sakit|berduka", desil_tertinggi="")

    assert draft.benefit is not None
    assert draft.capacity is not None
    assert (draft.benefit.unit, draft.capacity.unit, draft.capacity.available) == ("IDR", "IDR", 412_500)
    assert draft.delivery_mode is DeliveryMode.CASH
    assert draft.needs == ("MEDICAL_COSTS", "BURIAL")


def test_rice_of_the_night_rota_is_food_in_whole_grams() -> None:
    draft = _draft("jimpitan", "uang", bentuk="beras", jumlah="2.500")

    assert draft.benefit is not None
    assert draft.capacity is not None
    assert (draft.benefit.unit, draft.capacity.unit, draft.delivery_mode) == ("g", "g", None)
    assert draft.needs == ("FOOD", "UNDER_FIVE_NUTRITION")


def test_how_fast_jimpitan_helps_is_said_by_the_row_alone() -> None:
    assert _draft("jimpitan", "uang").days_to_help == 0
    assert _draft("jimpitan", "uang", hari_sampai="").days_to_help is None


@pytest.mark.parametrize(
    ("form", "steps"),
    [
        ("uang", ("Ambil uang di pos ronda.", "mencatat jumlah")),
        ("beras", ("Ambil beras di pos ronda.", "mencatat berat")),
    ],
)
def test_the_treasurer_hands_out_what_there_is_and_writes_it_down(form: str, steps: tuple[str, str]) -> None:
    hand_over = REGISTRY["jimpitan"].hand_over(_draft("jimpitan", "uang", bentuk=form))

    assert hand_over.kind is HandOverKind.IMMEDIATE_AT_POST
    assert hand_over.who.id == "Bendahara RT"
    assert hand_over.steps[1].id == steps[0]
    assert steps[1] in hand_over.steps[2].id


def test_jimpitan_is_collected_at_the_treasurers_where_no_place_is_named() -> None:
    hand_over = REGISTRY["jimpitan"].hand_over(_draft("jimpitan", "beras"))

    assert hand_over.steps[1].en == "Collect the rice at the house of the RT's jimpitan treasurer."

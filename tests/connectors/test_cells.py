"""What a cell's text means, and what it never means."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.feeds import json_cells
from connectors.feeds.cells import day, key, one_of, refuse_spoiled, whole_number, words, yes_no
from hub.domain.errors import ErrorCode, Refused
from hub.domain.offerings.benefit import Period
from hub.domain.rules.criterion import Binds
from hub.domain.rules.criterion_json import read_rule


def _refusal(refused: pytest.ExceptionInfo[Refused]) -> str:
    (problem,) = refused.value.problems
    return problem.message.key


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("200000", 200_000),
        ("200.000", 200_000),
        ("1.250.000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("200,000.00", 200_000),
        ("1.250.000,00", 1_250_000),
        ("1,250,000.00", 1_250_000),
        ("5000.0", 5_000),
        ("5000,00", 5_000),
        ("Rp1.250.000", 1_250_000),
        ("Rp 200.000", 200_000),
        ("rp. 200.000,-", 200_000),
        ("Rp1,250,000.00", 1_250_000),
    ],
)
def test_a_whole_number_is_written_as_people_write_it(text: str, number: int) -> None:
    assert whole_number()(text) == number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-5", "cell.negative_number"),
        ("−5", "cell.negative_number"),
        ("(5)", "cell.negative_number"),
        ("1.5", "cell.fractional_number"),
        ("1,5", "cell.fractional_number"),
        ("200.000,50", "cell.fractional_number"),
        ("200,000.50", "cell.fractional_number"),
        ("0.500", "cell.fractional_number"),
        ("1.2340", "cell.fractional_number"),
        ("Rp1,5", "cell.fractional_number"),
        ("1,500", "cell.number_of_two_meanings"),
        ("Rp 200,000", "cell.number_of_two_meanings"),
        ("1.500,000", "cell.fractional_number"),
        ("1.50.000", "cell.fractional_number"),
        ("Rp", "cell.no_whole_number"),
        ("$200", "cell.no_whole_number"),
        ("2E+05", "cell.no_whole_number"),
        ("٣", "cell.no_whole_number"),
        ("9" * 5000, "cell.no_whole_number"),
        ("1.000.000.000.000.001", "cell.number_out_of_bounds"),
    ],
)
def test_anything_else_is_no_whole_number(text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        whole_number()(text)

    assert _refusal(refused) == why
    assert refused.value.problems[0].code is ErrorCode.BAD_AMOUNT


def test_a_number_out_of_bounds_is_refused_with_the_bounds() -> None:
    with pytest.raises(Refused) as refused:
        whole_number(1, 10)("11")

    assert refused.value.problems[0].message.parameters == {"minimum": 1, "maximum": 10}


@given(st.integers(0, 10**15))
def test_a_number_written_with_thousands_reads_back(number: int) -> None:
    assert whole_number()(f"{number:,}".replace(",", ".")) == number
    assert whole_number()(f"Rp{number:,}.00") == number
    assert whole_number()(str(number)) == number


@pytest.mark.parametrize("text", ["2026-11-24", "24/11/2026", "24-11-2026", "24 November 2026", "24 NOVEMBER 2026"])
def test_a_day_is_written_in_any_usual_way(text: str) -> None:
    assert day(text) == date(2026, 11, 24)


def test_a_month_has_its_name_in_either_language() -> None:
    assert [day(f"1 {month} 2026").month for month in ("Mei", "May", "Agustus", "August", "Desember")] == [
        5,
        5,
        8,
        8,
        12,
    ]


@pytest.mark.parametrize("text", ["46350", "46350.25"])
def test_a_day_that_a_spreadsheet_program_made_a_number_is_told_so(text: str) -> None:
    with pytest.raises(Refused) as refused:
        day(text)

    assert _refusal(refused) == "cell.day_as_number"


@pytest.mark.parametrize("text", ["2026-02-30", "31/02/2026", "2026-13-01", "24/11/0026", "2026-00-10"])
def test_a_day_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        day(text)

    assert _refusal(refused) == "cell.impossible_day"


@pytest.mark.parametrize(
    "text", ["24-11/2026", "11/2026", "20261124", "24 Nov 2026", "2026-W48-2", "besok", "24/11/26"]
)
def test_a_day_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        day(text)

    assert _refusal(refused) == "cell.no_day"


def test_yes_and_no_in_both_languages() -> None:
    assert [yes_no(text) for text in ("ya", "Ya", "yes", "tidak", "no")] == [True, True, True, False, False]


@pytest.mark.parametrize("text", ["y", "1", "benar", "tidak tahu"])
def test_nothing_else_is_yes_or_no(text: str) -> None:
    with pytest.raises(Refused) as refused:
        yes_no(text)

    assert _refusal(refused) == "cell.no_yes_or_no"


def test_an_unknown_word_is_refused_with_the_choices() -> None:
    assert one_of(Period)("MONTH") is Period.MONTH
    with pytest.raises(Refused) as refused:
        one_of(Period)("month")

    assert refused.value.problems[0].message.parameters == {"choices": ("ONCE", "DAY", "MONTH", "SEMESTER", "YEAR")}


@pytest.mark.parametrize("text", ["Kunci", "1a", "a b", "a" * 61])
def test_a_key_has_one_plain_form(text: str) -> None:
    assert key("a.b-c_1") == "a.b-c_1"
    with pytest.raises(Refused):
        key(text)


def test_words_have_a_limit_and_no_control_characters() -> None:
    assert words(5)("=1+1") == "=1+1"
    with pytest.raises(Refused) as long:
        words(5)("abcdef")
    with pytest.raises(Refused) as control:
        words(5)("a\x07b")

    assert (_refusal(long), _refusal(control)) == ("cell.too_long", "cell.control_character")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3.20411E+15", "cell.digits_lost"),
        ("3,20411500678e+15", "cell.digits_lost"),
        ("3E+15", "cell.digits_lost"),
        ("#REF!", "cell.spreadsheet_error"),
        ("#N/A", "cell.spreadsheet_error"),
        ("#####", "cell.spreadsheet_error"),
    ],
)
def test_what_a_spreadsheet_program_spoiled_is_refused_whatever_it_was(text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_spoiled(text)

    assert _refusal(refused) == why


@pytest.mark.parametrize("text", ["3204115006780001", "RW 3E", "E5", "#5", "1E", "#beras"])
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    refuse_spoiled(text)


CITATION = '{"title": "Aturan", "confidence": "VERIFIED"}'


def _criteria(rule: str, more: str = "") -> str:
    return f'[{{"key": "a", "title": {{"id": "A"}}, "rule": {rule}, "citation": {CITATION}{more}}}]'


def test_criteria_become_the_domains_own() -> None:
    (criterion,) = json_cells.criteria(_criteria('{"fact": "family.desil", "at_most": 4, "unit": "DESIL"}'))

    assert criterion.rule == read_rule({"fact": "family.desil", "at_most": 4, "unit": "DESIL"})
    assert criterion.citation.title == "Aturan"
    assert criterion.binds is Binds.ELIGIBILITY


def test_a_criterion_may_bind_the_delivery_alone() -> None:
    (criterion,) = json_cells.criteria(_criteria('{"fact": "family.desil", "at_most": 4}', ', "binds": "DELIVERY"'))

    assert criterion.binds is Binds.DELIVERY


@pytest.mark.parametrize(
    ("text", "why", "path"),
    [
        ("[", "cell.no_json", ()),
        (_criteria('{"a":' * 50_000), "cell.json_too_deep", ()),
        ('{"key": "a"}', "cell.json_does_not_fit", ()),
        (_criteria("{}", ', "lain": 1'), "cell.json_does_not_fit", ("[0]",)),
        (_criteria("{}", ', "fixed_date": "2026-02-30"'), "cell.json_does_not_fit", ("[0].fixed_date",)),
        (_criteria('{"fact": "family.desl", "at_most": 4}'), "fact.unknown", (0, "rule", "fact")),
        (
            _criteria('{"fact": "family.desil", "at_most": 4, "unit": "YEARS"}'),
            "criterion.wrong_unit",
            (0, "rule", "unit"),
        ),
        (_criteria('{"all": [{"fact": "family.desil"}]}'), "criterion.one_operator", (0, "rule", "all", 0)),
        (_criteria("null"), "criterion.not_an_object", (0, "rule")),
        (_criteria("{}").replace('"A"', '"A\\u0000"'), "cell.control_character", ()),
    ],
)
def test_criteria_that_do_not_fit_are_refused_with_their_place(
    text: str, why: str, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(Refused) as refused:
        json_cells.criteria(text)

    assert (_refusal(refused), refused.value.problems[0].path) == (why, path)


@pytest.mark.parametrize("amount", ["1.5", "-1", "1e3", '"1000"', "1000000000000001", "9" * 6000])
def test_an_amount_in_a_benefit_is_a_whole_number_within_reason(amount: str) -> None:
    component = f'{{"key": "a", "title": {{"id": "A"}}, "amount": {amount}}}'
    with pytest.raises(Refused) as refused:
        json_cells.benefit(f'{{"unit": "IDR", "per": "MONTH", "components": [{component}], "citation": {CITATION}}}')

    assert _refusal(refused) in ("cell.json_does_not_fit", "cell.no_json")


def test_two_checks_with_one_key_are_refused() -> None:
    check = '{"key": "a", "question": {"id": "A?"}}'
    with pytest.raises(Refused) as refused:
        json_cells.checks(f"[{check}, {check}]")

    assert _refusal(refused) == "cell.repeated_key"


@given(st.text())
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    for read in (
        json_cells.benefit,
        json_cells.criteria,
        json_cells.checks,
        whole_number(),
        day,
        yes_no,
        key,
        words(9),
    ):
        with suppress(Refused):
            read(text)

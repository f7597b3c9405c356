"""Rules as JSON: what is read, what is refused and where, and a published schema that says the same."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from hub.domain.errors import ErrorCode, Problem, Refused
from hub.domain.facts.fact import FactType
from hub.domain.facts.registry import FACTS
from hub.domain.rules.criterion import Operator, Quantified, Quantifier, Rule
from hub.domain.rules.criterion import Test as FactTest
from hub.domain.rules.criterion_json import MAX_DEPTH, MAX_NODES, json_schema, read_rule, write_rule
from tests.domain.strategies import family_rules, member_rules, values

_VALIDATOR = Draft202012Validator(json.loads(json_schema()), format_checker=FormatChecker())
_BEYOND_A_SCHEMA = {"criterion.too_large", "criterion.nested_quantifier", "criterion.reversed"}
PREGNANT = {"fact": "member.pregnant", "is": True}


def refused(written: object) -> Problem:
    with pytest.raises(Refused) as refusal:
        read_rule(written, "rule")
    (problem,) = refusal.value.problems
    return problem


@pytest.mark.parametrize(
    ("written", "key", "path"),
    [
        (None, "criterion.not_an_object", ("rule",)),
        ([PREGNANT], "criterion.not_an_object", ("rule",)),
        ({}, "criterion.unknown_shape", ("rule",)),
        ({"all": [PREGNANT], "any": [PREGNANT]}, "criterion.unknown_shape", ("rule",)),
        ({"all": []}, "criterion.empty_parts", ("rule", "all")),
        ({"any": "member.pregnant"}, "criterion.empty_parts", ("rule", "any")),
        ({"all": [PREGNANT, {"not": 3}]}, "criterion.not_an_object", ("rule", "all", 1, "not")),
        ({"fact": "member.pregnant"}, "criterion.one_operator", ("rule",)),
        ({**PREGNANT, "exists": True}, "criterion.one_operator", ("rule",)),
        ({**PREGNANT, "because": "x"}, "criterion.one_operator", ("rule",)),
        ({"fact": "member.pregnant", "at_most": 1}, "criterion.wrong_operator", ("rule",)),
        ({"fact": "member.ppks", "is": "PENGEMIS"}, "criterion.wrong_operator", ("rule",)),
        ({"fact": "family.desil", "at_most": 4.5}, "criterion.wrong_value", ("rule", "at_most")),
        ({"fact": "family.desil", "at_most": "4"}, "fact.bad_value", ("rule", "at_most")),
        ({"fact": "family.desil", "at_most": 11}, "fact.out_of_bounds", ("rule", "at_most")),
        ({"fact": "family.monthly_income", "at_most": -1}, "fact.out_of_bounds", ("rule", "at_most")),
        ({"fact": "family.desil", "between": [4, 1]}, "criterion.reversed", ("rule", "between")),
        ({"fact": "family.desil", "between": [1, 2, 3]}, "criterion.wrong_value", ("rule", "between")),
        ({"fact": "family.desil", "at_most": 4, "unit": "RUPIAH"}, "criterion.wrong_unit", ("rule", "unit")),
        ({"fact": "member.pregnant", "is": True, "unit": "YEARS"}, "criterion.wrong_unit", ("rule", "unit")),
        ({"fact": "member.pregnant", "is": 1}, "fact.bad_value", ("rule", "is")),
        ({"fact": "member.school_level", "one_of": []}, "criterion.wrong_value", ("rule", "one_of")),
        ({"fact": "member.school_level", "one_of": ["TK"]}, "criterion.unknown_choice", ("rule", "one_of")),
        ({"fact": "member.birth_date", "at_least": "2026-02-30"}, "criterion.wrong_date", ("rule", "at_least")),
        ({"fact": "member.birth_date", "at_least": "20260230"}, "criterion.wrong_date", ("rule", "at_least")),
        (
            {"fact": "residence.since", "within_last_months": 0},
            "criterion.wrong_value",
            ("rule", "within_last_months"),
        ),
        ({"members": "some", "where": PREGNANT}, "criterion.bad_quantifier", ("rule", "members")),
        ({"members": {"at_least": 41}, "where": PREGNANT}, "criterion.bad_quantifier", ("rule", "members")),
        ({"members": {"at_least": True}, "where": PREGNANT}, "criterion.bad_quantifier", ("rule", "members")),
        ({"relative": "uncle", "where": PREGNANT}, "criterion.unknown_word", ("rule", "relative")),
        ({"check": "the visit"}, "criterion.bad_key", ("rule", "check")),
        ({"aid": []}, "criterion.bad_aid", ("rule",)),
        ({"aid": ["PKH"], "states": []}, "criterion.bad_aid", ("rule", "states")),
        ({"aid": ["PKH"], "states": ["STOPPED"]}, "criterion.unknown_word", ("rule", "states")),
        ({"aid": ["PKH"], "scope": "dwelling"}, "criterion.unknown_word", ("rule", "scope")),
        ({"aid": ["PKH"], "last_months": 601}, "criterion.bad_aid", ("rule", "last_months")),
        ({"aid": ["PKH"], "since": "2026"}, "criterion.bad_aid", ("rule",)),
        (
            {"aid": ["PKH"], "last_months": 3, "same_fiscal_year": True},
            "criterion.bad_aid",
            ("rule", "same_fiscal_year"),
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_place(written: object, key: str, path: tuple[str | int, ...]) -> None:
    problem = refused(written)

    assert (problem.message.key, problem.path) == (key, path)


def test_an_unknown_fact_is_refused_with_the_nearest_one() -> None:
    problem = refused({"any": [{"fact": "famly.desill", "at_most": 4}]})

    assert (problem.code, problem.path) == (ErrorCode.UNKNOWN_FACT, ("rule", "any", 0, "fact"))
    assert problem.message.parameters["nearest"] == "family.desil"


@pytest.mark.parametrize(
    "written",
    [
        {"members": "any", "where": {"members": "any", "where": PREGNANT}},
        {"families": "any", "where": {"not": {"members": "any", "where": PREGNANT}}},
        {"relative": "parent", "where": {"members": "any", "where": PREGNANT}},
        {"members": "any", "where": {"relative": "parent", "where": {"families": "any", "where": PREGNANT}}},
    ],
)
def test_quantifiers_do_not_nest(written: object) -> None:
    assert refused(written).message.key == "criterion.nested_quantifier"


def test_a_rule_is_neither_too_deep_nor_too_wide() -> None:
    deep: object = PREGNANT
    for _ in range(MAX_DEPTH - 1):
        deep = {"not": deep}

    read_rule(deep)
    assert refused({"not": deep}).message.key == "criterion.too_large"
    read_rule({"all": [PREGNANT] * (MAX_NODES - 1)})
    assert refused({"all": [PREGNANT] * MAX_NODES}).message.key == "criterion.too_large"


def test_choices_are_kept_once_and_in_order() -> None:
    assert read_rule({"fact": "member.school_level", "one_of": ["SMP", "SD", "SMP"]}) == read_rule(
        {"fact": "member.school_level", "one_of": ["SD", "SMP"]}
    )


def test_dates_and_counts_are_read_as_what_they_are() -> None:
    assert read_rule({"fact": "member.birth_date", "between": ["2020-01-01", "2020-12-31"]}).node == FactTest(
        FACTS.require("member.birth_date").key, Operator.BETWEEN, (date(2020, 1, 1), date(2020, 12, 31))
    )
    quantified = read_rule({"members": {"at_least": 2}, "where": PREGNANT}).node
    assert isinstance(quantified, Quantified)
    assert (quantified.quantifier, quantified.count) == (Quantifier.AT_LEAST, 2)


def test_the_parts_of_a_rule_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        read_rule(PREGNANT).node = read_rule({"check": "x"}).node


_months = st.integers(1, 600)
_keys = st.text("abcXYZ019_-", min_size=1, max_size=8)


@st.composite
def _tests(draw: st.DrawFn) -> object:
    """One test on any fact of the registry, with any operator that its type takes."""
    definition = draw(st.sampled_from(list(FACTS)))
    value = values(definition).map(lambda one: one.isoformat() if isinstance(one, date) else one)
    codes = st.lists(st.sampled_from([choice.code for choice in definition.choices] or ["X"]), min_size=1, max_size=3)
    by_type: dict[FactType, dict[str, st.SearchStrategy[Any]]] = {
        FactType.BOOLEAN: {"is": value},
        FactType.INTEGER: {
            "is": value,
            "at_most": value,
            "at_least": value,
            "between": st.tuples(value, value).map(sorted),
        },
        FactType.DATE: {
            "at_most": value,
            "at_least": value,
            "between": st.tuples(value, value).map(sorted),
            "exists": st.booleans(),
            "within_last_months": _months,
            "within_next_months": _months,
        },
        FactType.CHOICE: {"is": value, "one_of": codes, "none_of": codes},
        FactType.CHOICES: {"one_of": codes, "none_of": codes, "exists": st.booleans()},
    }
    operators = by_type[definition.type]
    operator = draw(st.sampled_from(sorted(operators)))
    written = {"fact": definition.key, operator: draw(operators[operator])}
    if definition.unit and draw(st.booleans()):
        written["unit"] = definition.unit.value
    return written


_aid = st.fixed_dictionaries(
    {"aid": st.lists(_keys, min_size=1, max_size=2)},
    optional={
        "states": st.lists(st.sampled_from(["NONE", "PROPOSED", "RECEIVING", "ENDED"]), min_size=1, max_size=2),
        "scope": st.sampled_from(["member", "family"]),
        "same_fiscal_year": st.just(False),
        "last_months": _months,
    },
)
rules = st.one_of(family_rules, member_rules, _tests(), _aid, st.fixed_dictionaries({"check": _keys}))
_strange = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 41, 601, 1.5, "", "is", "any", "all", "PKH", "SD", "2026-02-30", "20260101"),
        *([], {}, [1], ["SD"], {"at_least": 1}, {"exactly": -1}, {"check": "ok"}, "2026-01-01", "a b", "é", "x" * 61),
    ]
)
_words = st.sampled_from(
    ["fact", "is", "unit", "all", "not", "where", "members", "aid", "scope", "last_months", "same_fiscal_year", "x"]
)


@st.composite
def _spoilt(draw: st.DrawFn) -> object:
    """A rule with one thing in it changed: most are no rules any more, some still are."""
    written: Any = copy.deepcopy(draw(rules))
    place = written
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return written
        key = draw(st.sampled_from(keys))
        inner = place[key]
        if not (isinstance(inner, dict | list) and draw(st.booleans())):
            break
        place = inner
    match draw(st.sampled_from(["replace", "remove", "add"])):
        case "replace":
            place[key] = draw(_strange)
        case "remove":
            del place[key]
        case _ if isinstance(place, dict):
            place[draw(_words)] = draw(_strange)
        case _:
            place.append(draw(_strange))
    return written


def _problem(written: object) -> str | None:
    try:
        read_rule(written)
    except Refused as refusal:
        return refusal.problems[0].message.key
    return None


def test_a_unit_is_written_where_it_was_said() -> None:
    said = {"fact": "family.monthly_income", "at_most": 2_000_000, "unit": "RUPIAH"}
    unsaid = {"fact": "family.monthly_income", "at_most": 2_000_000}

    assert [write_rule(read_rule(each)) for each in (said, unsaid)] == [said, unsaid]


@settings(max_examples=60, deadline=None)
@given(written=rules)
def test_a_rule_reads_the_same_after_it_was_written(written: object) -> None:
    rule: Rule = read_rule(written)
    written = write_rule(rule)

    assert read_rule(json.loads(json.dumps(written))) == rule
    assert _VALIDATOR.is_valid(written)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=st.one_of(rules, _spoilt()))
@example(written={"aid": ["PKH"], "last_months": None})
@example(written={"aid": ["PKH"], "last_months": 3, "same_fiscal_year": True})
@example(written={"fact": "family.desil", "at_most": 4, "unit": None})
@example(written={"fact": "member.birth_date", "at_least": "20260101"})
@example(written={"check": "-"})
@example(written={"check": "é"})
@example(written={"all": []})
@example(written={"any": []})
@example(written={"aid": []})
@example(written={"aid": ["PKH"], "states": []})
@example(written={"fact": "member.school_level", "one_of": []})
@example(written={"fact": "member.age_years", "between": [1, 2, 3]})
@example(written={"fact": "member.birth_date", "within_last_months": 0})
@example(written={"fact": "family.desil", "is": 11})
@example(written={"members": {"at_least": 41}, "where": {"check": "ok"}})
def test_the_published_schema_takes_exactly_what_the_hub_reads(written: object) -> None:
    problem = _problem(written)

    if problem not in _BEYOND_A_SCHEMA:
        assert _VALIDATOR.is_valid(written) is (problem is None), problem


def test_the_schema_says_itself_which_kind_it_is() -> None:
    Draft202012Validator.check_schema(json.loads(json_schema()))

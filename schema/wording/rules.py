"""A rule, whatever its shape, as words: for readers who want to know what exactly is asked. Judges nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from hub.domain.facts.fact import FactDefinition, FactType, FactValue, Unit
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import AidState
from hub.domain.rules.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Check,
    Node,
    Not,
    Operator,
    Over,
    PartnerCheck,
    Quantified,
    Quantifier,
    Related,
    Relative,
    Test,
)
from hub.domain.text import Language, Text
from schema.wording.facts import FACT_WORDS, fact_name
from schema.wording.labels import AND, NO, NONE, OR, YES, counted, day_text, listed
from schema.wording.wording import say

_RELATIVES: Mapping[Relative, Text] = {
    Relative.PARENT: Text("orang tuanya", "a parent"),
    Relative.GUARDIAN: Text("walinya", "the guardian"),
    Relative.HEAD: Text("kepala keluarganya", "the head of the family"),
}
_QUANTITIES: Mapping[Quantifier, Text] = {
    Quantifier.ANY: Text("salah satu {one}: {rule}", "at least one {one}: {rule}"),
    Quantifier.ALL: Text("setiap {one}: {rule}", "every {one}: {rule}"),
    Quantifier.NONE: Text("tidak satu pun {one}: {rule}", "no {one}: {rule}"),
    Quantifier.AT_LEAST: Text("sedikitnya {count} {one}: {rule}", "at least {count} {some}: {rule}"),
    Quantifier.EXACTLY: Text("tepat {count} {one}: {rule}", "exactly {count} {some}: {rule}"),
}
_ONE: Mapping[Over, Text] = {
    Over.MEMBERS: Text("anggota", "member"),
    Over.FAMILIES: Text("keluarga di rumah ini", "family in the dwelling"),
}
_SOME: Mapping[Over, Text] = {
    Over.MEMBERS: Text("anggota", "members"),
    Over.FAMILIES: Text("keluarga di rumah ini", "families in the dwelling"),
}
_AID_STATES: Mapping[AidState, Text] = {
    AidState.NONE: Text("bukan penerima", "does not receive"),
    AidState.PROPOSED: Text("calon penerima", "is proposed for"),
    AidState.RECEIVING: Text("penerima", "receives"),
    AidState.ENDED: Text("bekas penerima", "received before"),
}
_SCOPES: Mapping[AidScope, Text] = {
    AidScope.FAMILY: Text("keluarga", "family"),
    AidScope.MEMBER: Text("orangnya sendiri", "the person"),
}
_THIS_YEAR = Text("{aid} dalam tahun anggaran ini", "{aid} in this fiscal year")
_LAST_MONTHS = Text("{what} dalam {months} bulan terakhir", "{what} within the last {months} months")
_NEXT_MONTHS = Text("{what} dalam {months} bulan mendatang", "{what} within the next {months} months")
_NOT = Text("tidak: {rule}", "not: {rule}")
_NOT_RECEIVING = Text("bukan penerima", "does not receive")
_ANSWER = Text("jawaban “{answer}” atas pertanyaan “{question}”", "the answer “{answer}” to the question “{question}”")
_NONE_OF = Text("{name} bukan: {names}", "{name} none of: {names}")
_BETWEEN = Text("{name} {low} sampai {high}", "{name} from {low} to {high}")


@dataclass(frozen=True, slots=True)
class _Comparison:
    at_most: Text
    at_least: Text


_LEVEL = _Comparison(Text("paling tinggi", "at most"), Text("paling rendah", "at least"))
_COUNT = _Comparison(Text("paling banyak", "at most"), Text("paling sedikit", "at least"))
_DAY = _Comparison(Text("paling lambat", "no later than"), Text("paling awal", "no earlier than"))


def rule_text(node: Node, language: Language, checks: Iterable[PartnerCheck] = ()) -> str:
    """The rule in words; partner checks by their question where it is among `checks`, else by their key."""
    return _Saying(language, {check.key: check.question for check in checks}).node(node)


def value_text(definition: FactDefinition, value: FactValue, language: Language) -> str:
    """A fact's value: numbers in their unit, choices by name, no choice at all as none."""
    if isinstance(value, bool):
        return (YES if value else NO).in_language(language)
    if isinstance(value, int):
        return counted(value, definition.unit, language)
    if isinstance(value, date):
        return day_text(value, language)
    codes = value if isinstance(value, tuple) else (value,)
    names = [_choice(definition, code, language) for code in codes]
    return listed(names, language, last=AND) or NONE.in_language(language)


def _choice(definition: FactDefinition, code: str, language: Language) -> str:
    return next((c.name.in_language(language) for c in definition.choices if c.code == code), code)


@dataclass(frozen=True, slots=True)
class _Saying:
    """One language at work."""

    language: Language
    questions: Mapping[str, Text]

    def say(self, text: Text, **gaps: object) -> str:
        return say(text, self.language, **gaps)

    def node(self, node: Node) -> str:
        match node:
            case Test():
                return self.test(node)
            case All(parts):
                return f" {self.say(AND)} ".join(self.parts(parts))
            case AnyOf(parts):
                return f" {self.say(OR)} ".join(self.parts(parts))
            case Not(part):
                return self.negated(part)
            case Quantified(over, quantifier, where, count):
                one, some = self.say(_ONE[over]), self.say(_SOME[over] if count != 1 else _ONE[over])
                return self.say(_QUANTITIES[quantifier], one=one, some=some, count=count, rule=self.node(where))
            case Related(relative, where):
                return f"{self.say(_RELATIVES[relative])}: {self.node(where)}"
            case Aid():
                return self.aid(node, f" {self.say(OR)} ".join(self.say(_AID_STATES[state]) for state in node.states))
            case Check(key):
                return self.check(key, YES)
            case _:
                assert_never(node)

    def parts(self, parts: tuple[Node, ...]) -> list[str]:
        """Each part so that its end shows: what holds several, or has a colon of its own, stands in brackets."""
        if len(parts) == 1:
            return [self.node(parts[0])]
        return [
            f"({self.node(p)})" if isinstance(p, All | AnyOf | Quantified | Related) else self.node(p) for p in parts
        ]

    def negated(self, node: Node) -> str:
        """A no where there is a plain word for it."""
        match node:
            case Not(part):
                return self.node(part)
            case Test(fact, Operator.IS, bool(expected)):
                return self.node(Test(fact, Operator.IS, not expected))
            case Test(fact, Operator.ONE_OF, expected):
                return self.node(Test(fact, Operator.NONE_OF, expected))
            case Aid(states=(AidState.RECEIVING,)):
                return self.aid(node, self.say(_NOT_RECEIVING))
            case Check(key):
                return self.check(key, NO)
            case Test() | Aid():
                return self.say(_NOT, rule=self.node(node))
            case All() | AnyOf() | Quantified() | Related():
                return self.say(_NOT, rule=f"({self.node(node)})")
            case _:
                assert_never(node)

    def check(self, key: str, answer: Text) -> str:
        question = self.questions.get(key)
        return self.say(
            _ANSWER, answer=self.say(answer), question=question.in_language(self.language) if question else key
        )

    def aid(self, aid: Aid, stands: str) -> str:
        said = f"{stands} {f' {self.say(OR)} '.join(aid.programmes)} ({self.say(_SCOPES[aid.scope])})"
        if aid.same_fiscal_year:
            return self.say(_THIS_YEAR, aid=said)
        return self.say(_LAST_MONTHS, what=said, months=aid.last_months) if aid.last_months else said

    def test(self, test: Test) -> str:
        definition, name, expected = FACTS[test.fact], fact_name(test.fact, self.language), test.expected
        compare = _comparison(definition)

        def value(one: FactValue) -> str:
            return value_text(definition, one, self.language)

        match test.operator, expected:
            case Operator.IS, bool(yes) if (clause := FACT_WORDS[test.fact].clause(yes)) is not None:
                return self.say(clause)
            case Operator.AT_MOST, int() | date():
                return f"{name} {self.say(compare.at_most)} {value(expected)}"
            case Operator.AT_LEAST, int() | date():
                return f"{name} {self.say(compare.at_least)} {value(expected)}"
            case Operator.BETWEEN, (low, high):
                return self.say(_BETWEEN, name=name, low=value(low), high=value(high))
            case Operator.NONE_OF, tuple(codes):
                return self.say(_NONE_OF, name=name, names=self.choices(definition, codes))
            case Operator.ONE_OF, tuple(codes):
                return f"{name}: {self.choices(definition, codes)}"
            case Operator.EXISTS, _:
                return self.say(_exists(definition, wanted=bool(expected)), name=name)
            case Operator.WITHIN_LAST_MONTHS, _:
                return self.say(_LAST_MONTHS, what=name, months=expected)
            case Operator.WITHIN_NEXT_MONTHS, _:
                return self.say(_NEXT_MONTHS, what=name, months=expected)
            case _, bool() | int() | str() | date():
                return f"{name}: {value(expected)}"
            case _:
                raise AssertionError(f"no reader lets {test} through")

    def choices(self, definition: FactDefinition, codes: Iterable[object]) -> str:
        # Names of choices hold commas and words for "or" themselves; a slash parts them without doubt.
        return " / ".join(_choice(definition, str(code), self.language) for code in codes)


def _comparison(definition: FactDefinition) -> _Comparison:
    if definition.unit is None:  # a date, or a year
        return _DAY
    return _COUNT if definition.unit in (Unit.PEOPLE, Unit.RUPIAH, Unit.VOLT_AMPERE) else _LEVEL


def _exists(definition: FactDefinition, *, wanted: bool) -> Text:
    if definition.type is FactType.CHOICES:
        return Text("ada {name}", "some {name}") if wanted else Text("tidak ada {name}", "no {name}")
    return (
        Text("{name} tercatat", "{name} on record") if wanted else Text("{name} tidak tercatat", "{name} not on record")
    )

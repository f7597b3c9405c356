"""What means the same has the same digest: whatever the order it was said in, and whichever process asks."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.facts.fact import Fact, FactKey, Facts
from hub.domain.facts.situation import AidReceived, AidState, Member, OfferingId, ProgrammeKey, Situation
from hub.domain.offerings.catalogue import CatalogueFilter, CatalogueOrder
from hub.domain.region import RegionCode
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion
from hub.domain.rules.criterion_json import read_rule
from hub.domain.text import Text
from schema.canonical import canonical_json, digest
from tests.builders import offering_content
from tests.domain.strategies import situations

_ASKED = [FactKey(f"member.{name}") for name in ("pregnant", "ill_now", "disability", "occupation", "marital_status")]
_PROGRAM = """
from datetime import date
from random import Random
from hub.domain.facts.fact import FactKey, Facts
from hub.domain.facts.situation import Household, Member, Situation
from schema.canonical import digest
asked = frozenset(map(FactKey, {keys!r}))
members = (Member(ref="a", facts=Facts(asked_not_known=asked)),)
situation = Situation(household=Household(members=members))
print(digest(situation, date(2026, 11, 24)), repr(situation) if {shown} else "")
"""


def _in_a_process_with(seed: str, *, shown: bool = False) -> str:
    program = _PROGRAM.format(keys=[*_ASKED], shown=shown)
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return ended.stdout


def test_two_processes_with_other_hash_seeds_give_one_digest() -> None:
    assert len({_in_a_process_with(seed) for seed in "123"}) == 1
    # The seeds do differ in what they write of a set, so that the law above is not empty.
    assert len({_in_a_process_with(seed, shown=True) for seed in "123"}) > 1


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_said_changes_nothing(situation: Situation, random: Random) -> None:
    def shuffled(facts: Facts) -> Facts:
        known = [*facts.known.items()]
        random.shuffle(known)
        return Facts(dict(known), frozenset(reversed([*facts.asked_not_known])))

    members = tuple(replace(member, facts=shuffled(member.facts)) for member in situation.household.members)
    said_otherwise = replace(situation, household=replace(situation.household, members=members))

    assert canonical_json(said_otherwise) == canonical_json(situation)


@given(situations(), situations())
def test_other_situations_have_other_digests(one: Situation, other: Situation) -> None:
    assert (digest(one) == digest(other)) == (one == other)


@pytest.mark.parametrize(
    "changed",
    [
        Situation(answers={(OfferingId(UUID(int=1)), "visit"): True}),
        Situation(answers={(OfferingId(UUID(int=1)), "visit"): False}),
        Situation(residence=Facts({FactKey("residence.since"): Fact(date(2026, 1, 1))})),
        Situation(residence=Facts({FactKey("residence.since"): Fact("2026-01-02")})),
        Situation(residence=Facts(asked_not_known=frozenset([FactKey("residence.since")]))),
    ],
    ids=repr,
)
def test_every_difference_shows(changed: Situation) -> None:
    assert digest(changed) != digest(Situation())


def test_aid_is_told_by_its_key_state_and_dates() -> None:
    pkh = AidReceived(programme=ProgrammeKey("PKH"), state=AidState.ENDED, until=date(2026, 1, 1))
    later = replace(pkh, until=date(2026, 1, 2))

    assert digest(Member(ref="a", aid={pkh.programme: pkh})) != digest(Member(ref="a", aid={pkh.programme: later}))


def test_a_search_that_holds_the_signs_of_a_filter_is_another_order() -> None:
    assert digest("a:VILLAGE", None) != digest("a", "VILLAGE")
    assert digest(CatalogueOrder.NEWEST, None, CatalogueFilter(regions=(RegionCode("32"),))) != digest(
        CatalogueOrder.NEWEST, None, CatalogueFilter()
    )


def test_an_offering_s_content_is_canonical_with_its_rules() -> None:
    citation = Citation(title="Sumber", confidence=Confidence.VERIFIED)
    rule = read_rule({"fact": "family.desil", "at_most": 4})
    criterion = Criterion(key="desil", title=Text("Desil"), rule=rule, citation=citation)

    written = canonical_json(replace(offering_content(), criteria=(criterion,)))

    assert b'"reference":"BANTUAN-1"' in written
    assert b'"rule":{"at_most":4,"fact":"family.desil"}' in written


def test_an_upload_stands_there_by_its_digest() -> None:
    assert len(canonical_json(b"x" * 1_000_000)) == 66


def test_what_has_no_canonical_form_is_not_guessed_at() -> None:
    with pytest.raises(TypeError, match="object has no canonical JSON"):
        canonical_json(object())

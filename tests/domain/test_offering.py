"""When an offering is about to end, and when little of it is left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.domain.offerings.offering import EXPIRING_DAYS, Capacity, is_expiring, is_running_low
from tests.domain.builders import TODAY, candidate

AID = candidate("bantuan").version.content


@pytest.mark.parametrize(
    ("valid_to", "expiring"),
    [
        (None, False),
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (TODAY + timedelta(days=EXPIRING_DAYS), True),
        (TODAY + timedelta(days=EXPIRING_DAYS + 1), False),
    ],
)
def test_what_ends_soon_is_expiring_and_what_has_ended_no_longer(valid_to: date | None, expiring: bool) -> None:
    assert is_expiring(replace(AID, valid_to=valid_to), TODAY) is expiring


@pytest.mark.parametrize(
    ("maximum", "available", "low"), [(100, 11, False), (100, 10, True), (9, 1, False), (9, 0, True)]
)
def test_a_tenth_that_is_left_is_little(maximum: int, available: int, low: bool) -> None:
    assert is_running_low(Capacity(unit="keluarga", maximum=maximum, available=available, as_of=TODAY)) is low


def test_what_nobody_counts_never_runs_low() -> None:
    assert not is_running_low(None)

"""What a caller may still spend."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.web.budget import Budgets

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def test_what_is_spent_comes_back_evenly_within_a_minute() -> None:
    clock = Clock()
    budgets = Budgets(600, clock)

    spent = budgets.charge("desk", 300)
    clock.time += timedelta(seconds=10)
    later = budgets.charge("desk", 0)

    assert (spent.granted, spent.remaining, spent.reset_at) == (True, 300, NOON + timedelta(seconds=30))
    assert (later.remaining, later.reset_at) == (400, NOON + timedelta(seconds=30))


def test_a_request_over_what_is_left_takes_nothing() -> None:
    budgets = Budgets(600, Clock())
    budgets.charge("desk", 500)

    refused = budgets.charge("desk", 101)

    assert (refused.granted, refused.remaining) == (False, 100)
    assert budgets.charge("desk", 100).granted


def test_callers_do_not_share_a_budget() -> None:
    budgets = Budgets(600, Clock())
    budgets.charge("desk", 600)

    assert budgets.charge("other desk", 600).granted


def test_a_clock_set_back_empties_no_budget() -> None:
    clock = Clock()
    budgets = Budgets(600, clock)
    budgets.charge("desk", 100)

    clock.time -= timedelta(hours=1)

    assert budgets.charge("desk", 0).remaining == 500


@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 90)), max_size=30))
def test_nobody_spends_more_than_the_bucket_and_what_refilled_it(steps: list[tuple[int, int]]) -> None:
    clock = Clock()
    budgets = Budgets(600, clock)
    granted = 0

    for cost, seconds in steps:
        balance = budgets.charge("desk", cost)
        granted += cost if balance.granted else 0
        assert 0 <= balance.remaining <= 600
        assert granted <= 600 + (clock.time - NOON).total_seconds() * 10 + 1e-6
        clock.time += timedelta(seconds=seconds)

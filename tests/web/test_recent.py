"""What is kept and what has to go."""

from hub.web.recent import Recent


def test_the_entry_unused_longest_makes_room() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.keep("a", 1)
    recent.keep("b", 2)

    assert recent.get("a") == 1
    recent.keep("c", 3)

    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)

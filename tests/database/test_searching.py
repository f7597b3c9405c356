"""What is stored and what is typed fold to the same words."""

from hypothesis import given
from hypothesis import strategies as st

from hub.database.searching import STOP_WORDS, search_words
from hub.domain.text import fold


def test_case_marks_and_signs_do_not_matter() -> None:
    assert fold("  Kébón GEDANG, Jum'at—(Baru) ") == "kebon gedang jumat baru"
    assert fold("Straße №12") == "strasse no12"


def test_words_without_meaning_are_left_out() -> None:
    assert search_words("Bantuan untuk anak dan yang lain") == ["bantuan", "anak"]


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii")))
def test_plain_words_fold_alike_beside_others(text: str) -> None:
    assert f"{fold(text)} e".strip() == fold(f"{text} é")


@given(st.text())
def test_a_folded_word_is_safe_to_ask_the_database_with(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word not in STOP_WORDS for word in search_words(text))

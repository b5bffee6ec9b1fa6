"""What a function said of an object is remembered by which object it is."""

from __future__ import annotations

from app.domain.remembering import remembered


def test_a_function_is_asked_once_of_an_object_and_anew_of_its_equal() -> None:
    asked: list[tuple[str, ...]] = []

    @remembered(2)
    def length(words: tuple[str, ...]) -> int:
        asked.append(words)
        return len(words)

    one, equal = tuple("abc"), tuple("abc")

    assert [length(one), length(one), length(equal)] == [3, 3, 3]
    assert len(asked) == 2


def test_what_was_not_asked_of_for_long_is_forgotten() -> None:
    asked: list[list[str]] = []

    @remembered(1)
    def first(words: list[str]) -> str:
        asked.append(words)
        return words[0]

    one, other = ["a"], ["b"]

    assert [first(one), first(other), first(one)] == ["a", "b", "a"]
    assert len(asked) == 3

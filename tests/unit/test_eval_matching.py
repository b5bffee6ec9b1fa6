"""What counts as the same words, by example and by property."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.text.normalise import matching_form
from eval.matching import WINDOW, coverage, gain, lies_inside, says

texts = st.text(alphabet="abcdeåäöÆØß 12.,-–\n*|", max_size=80)
quotes = texts.filter(lambda text: bool(matching_form(text)))


@given(quotes, texts, texts)
def test_a_quote_is_covered_by_any_text_that_holds_it(quote: str, before: str, after: str) -> None:
    assert coverage(quote, f"{before} {quote} {after}") == 1.0


@given(quotes, texts)
def test_coverage_is_a_share(quote: str, text: str) -> None:
    assert 0.0 <= coverage(quote, text) <= 1.0


@given(quotes, texts, texts)
def test_more_text_never_covers_less(quote: str, text: str, more: str) -> None:
    assert coverage(quote, text) <= coverage(quote, text, more)
    assert coverage(quote, text) <= coverage(quote, f"{text} {more}")


@given(quotes, texts)
def test_bullets_case_and_white_space_never_matter(quote: str, text: str) -> None:
    dressed = "\n".join(f"- **{word.upper()}**" for word in text.split())

    assert coverage(quote, dressed) == coverage(quote, text)


@given(quotes, texts)
def test_coverage_is_full_exactly_when_common_substrings_fill_the_quote(quote: str, text: str) -> None:
    """Against a definition without a shortcut: every long common substring, marked character by character."""
    wanted, given_text = matching_form(quote), matching_form(text)
    shortest = min(WINDOW, len(wanted))
    marked: set[int] = set()
    for start in range(len(wanted)):
        for end in range(start + shortest, len(wanted) + 1):
            if wanted[start:end] in given_text:
                marked.update(range(start, end))

    assert coverage(quote, text) == len(marked) / len(wanted)


@given(texts)
def test_nothing_covers_a_quote_without_letters(text: str) -> None:
    assert coverage(" – ", text) == 0.0


@given(quotes, quotes)
def test_a_part_lies_inside_what_it_is_part_of(part: str, rest: str) -> None:
    assert lies_inside(part, f"{rest} {part} {rest}")
    assume(len(matching_form(part)) > len(matching_form(rest)))
    assert not lies_inside(part, rest)


@given(quotes)
def test_a_text_says_itself(text: str) -> None:
    assert says(text, text)


def test_scattered_short_words_are_no_coverage() -> None:
    quote = "att vara en del av det som är"

    assert coverage(quote, "det som en del kan vara, att av är") == 0.0


@pytest.mark.parametrize(
    ("kept", "expected"),
    [(20, 2), (18, 2), (17, 1), (12, 1), (11, 0)],  # 90 % of 20 is 18; 11 are fewer than the window
)
def test_gain_is_two_from_90_percent_and_one_from_half(kept: int, expected: int) -> None:
    quote = "abcdefghijklmnopqrst"

    assert gain(quote, quote[:kept] + "/" + "x" * 5) == expected


def test_half_of_a_long_quote_is_covered_by_half_of_its_characters() -> None:
    quote = "abcdefghijklmnopqrstuvwxyzåäö1"

    assert (gain(quote, quote[:15]), gain(quote, quote[:14])) == (1, 0)


def test_two_citations_cover_a_quote_together() -> None:
    quote = "Bygg en kultur med takhøyde. Slutt med silotenkning."

    assert gain(quote, "Bygg en kultur med takhøyde.", "Slutt med silotenkning.") == 2


def test_a_short_quote_counts_as_a_whole_or_not_at_all() -> None:
    assert coverage("empati.", "logik och empati") == 1.0
    assert coverage("empati.", "empa") == 0.0


@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("hösten 2019", "2019", True),
        ("14 råd", "14", True),
        ("hösten 2014", "14", False),
        ("20 14 råd", "14", True),
        ("1 000 kronor", "1000", True),
        ("Tilliten ökar", "tillit", True),
        ("den administrativa\nbördan", "Administrativa bördan", True),
        ("tillit", "tillsyn", False),
        ("tillit", "–", False),
    ],
)
def test_words_may_be_inflected_and_numbers_may_not(text: str, wanted: str, expected: bool) -> None:
    assert says(text, wanted) is expected

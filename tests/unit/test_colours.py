"""Contrast, and which accents are legible."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.colours import DARK, LIGHT, Colour, Ground, contrast, legible_accent, read_colour
from app.domain.errors import InvalidSettings
from app.settings import load_settings
from app.web.accent import theme_colours
from tests.locks import ROOT


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0b5364", "#ffffff", 8.62),
        ("#0b5364", "#f5f4f0", 7.83),
        ("#7fc8d6", "#0e181c", 9.55),
        ("#04232b", "#7fc8d6", 8.70),
    ],
)
def test_contrast_is_that_of_the_definition(one: str, other: str, ratio: float) -> None:
    """Figures of common contrast checkers, to two decimals."""
    assert contrast(read_colour(one), read_colour(other)) == pytest.approx(ratio, abs=0.006)
    assert contrast(read_colour(other), read_colour(one)) == contrast(read_colour(one), read_colour(other))


@pytest.mark.parametrize(
    "text", ["red", "#12", "#12345", "#1234567", "0b5364", "#0b536g", "#0b5364;}", "var(--x)", " "]
)
def test_only_a_hexadecimal_colour_is_read(text: str) -> None:
    with pytest.raises(ValueError, match="must be a colour such as #0b5364"):
        read_colour(text)


@pytest.mark.parametrize("accent", ["#0b5364", "#8A1538", "#00f"])
def test_a_legible_accent_is_kept(accent: str) -> None:
    assert contrast(legible_accent(accent, LIGHT), LIGHT.on_accent) >= 4.5


def test_an_illegible_accent_is_refused_with_its_figures() -> None:
    with pytest.raises(InvalidSettings) as refused:
        load_settings(accent="#ff9900", accent_dark="#0b5364")

    assert refused.value.faults == (
        "TILDA_ACCENT: #ff9900 has a contrast of 2.14:1 with the text on it, #ffffff (at least 4.5:1), and of 1.94:1 "
        "with the page, #f5f4f0 (at least 3:1)",
        "TILDA_ACCENT_DARK: #0b5364 has a contrast of 1.90:1 with the text on it, #04232b (at least 4.5:1), and of "
        "2.08:1 with the page, #0e181c (at least 3:1)",
    )


def test_a_contrast_just_below_is_not_rounded_up() -> None:
    with pytest.raises(ValueError, match=r"4\.47:1 with the text"):
        legible_accent("#777777", LIGHT)


def tokens(name: str) -> list[str]:
    """A token's value in light and in dark mode."""
    styles = (ROOT / "app" / "widget" / "tokens.css").read_text(encoding="utf-8")
    [both] = re.findall(rf"--{name}: light-dark\((#\w+), (#\w+)\);", styles)
    return [str(read_colour(value)) for value in both]


def test_the_grounds_are_those_of_the_page() -> None:
    assert tokens("on-accent") == [str(LIGHT.on_accent), str(DARK.on_accent)]
    assert tokens("text") == [str(LIGHT.text), str(DARK.text)]
    assert tokens("canvas") == [str(LIGHT.page), str(DARK.page)]
    assert tokens("surface") == [str(LIGHT.card), str(DARK.card)]


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from((LIGHT, DARK)))
def test_what_is_made_of_a_legible_accent_is_legible(parts: tuple[int, int, int], ground: Ground) -> None:
    try:
        accent = legible_accent(str(Colour(*parts)), ground)
    except ValueError:
        return
    made = theme_colours(accent, ground)

    assert all(tokens(name) for name in made)
    assert contrast(made["accent-hover"], ground.on_accent) >= 4.5
    for behind in (made["accent-soft"], made["user"]):
        assert contrast(ground.text, behind) >= 7
        assert contrast(made["link"], behind) >= 4.5
    assert contrast(made["link"], ground.card) >= 4.5
    assert contrast(made["link"], ground.page) >= 4.5


PAIRS = [
    ("text", ("canvas", "surface", "sunken", "user", "accent-soft", "mark"), 4.5),
    ("muted", ("canvas", "surface", "sunken", "user"), 4.5),
    ("link", ("canvas", "surface", "user", "accent-soft"), 4.5),
    ("visited", ("canvas", "surface"), 4.5),
    ("on-accent", ("accent", "accent-hover"), 4.5),
    ("danger", ("danger-bg", "surface"), 4.5),
    ("warn", ("warn-bg",), 4.5),
    ("ok", ("ok-bg", "surface"), 4.5),
    ("control", ("canvas", "surface", "sunken"), 3.0),
    ("accent", ("canvas", "surface"), 3.0),
    ("mark-line", ("mark", "surface", "sunken"), 3.0),
    ("focus", ("canvas", "surface", "focus-gap"), 3.0),
    ("focus-gap", ("accent",), 3.0),
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("token", "grounds", "ratio"), PAIRS, ids=lambda value: str(value)[:20])
def test_every_pair_of_colours_has_its_contrast(
    token: str, grounds: tuple[str, ...], ratio: float, theme: int
) -> None:
    """A11 A15: text 4.5:1, borders, marks and rings 3:1, as the stylesheet's tokens are."""
    styles = (ROOT / "app" / "widget" / "tokens.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([a-z-]+): light-dark\(([^)]*)\);", styles))

    def colour(name: str) -> Colour:
        return read_colour(tokens[name].split(", ")[theme])

    low = {ground: contrast(colour(token), colour(ground)) for ground in grounds}
    assert {ground: round(value, 2) for ground, value in low.items() if value < ratio} == {}

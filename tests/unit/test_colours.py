"""Contrast, and which accents are legible."""

from __future__ import annotations

import re

import pytest

from app.colours import DARK, LIGHT, contrast, legible_accent, read_colour
from app.domain.errors import InvalidSettings
from app.settings import load_settings
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
    assert contrast(legible_accent(accent, LIGHT), LIGHT.text) >= 4.5


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


def test_the_grounds_are_those_of_the_page() -> None:
    styles = (ROOT / "app" / "widget" / "tokens.css").read_text(encoding="utf-8")

    def values(token: str) -> list[str]:
        [both] = re.findall(rf"--{token}: light-dark\((#\w+), (#\w+)\);", styles)
        return [str(read_colour(value)) for value in both]

    assert values("on-accent") == [str(LIGHT.text), str(DARK.text)]
    assert values("canvas") == [str(LIGHT.page), str(DARK.page)]
    assert len(values("accent")) == len(values("accent-hover")) == 2

"""Colours and their contrast, as WCAG 2.2 defines it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MIN_WITH_TEXT = 4.5
MIN_WITH_PAGE = 3.0
COMFORTABLE = 7.0
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Colour:
    """sRGB, each part 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    def mixed(self, other: Colour, share: float) -> Colour:
        """With `share` of the other colour, 0 to 1."""
        pairs = ((self.red, other.red), (self.green, other.green), (self.blue, other.blue))
        return Colour(*(round(own * (1 - share) + its * share) for own, its in pairs))

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
        return 0.2126 * _linear(self.red) + 0.7152 * _linear(self.green) + 0.0722 * _linear(self.blue)


@dataclass(frozen=True, slots=True)
class Ground:
    """What an accent stands between in one theme.

    `on_accent` is the text on it, `text` other text, `page` and `card` lie behind both. An accent is made easier
    to tell from the page by going `towards` black or white.
    """

    on_accent: Colour
    text: Colour
    page: Colour
    card: Colour
    towards: Colour


def read_colour(text: str) -> Colour:
    """Raises `ValueError` unless the text is `#rgb` or `#rrggbb`."""
    match = _HEX.fullmatch(text)
    if match is None:
        raise ValueError("must be a colour such as #0b5364")
    digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
    return Colour(*(int(digits[at : at + 2], 16) for at in (0, 2, 4)))


LIGHT = Ground(*map(read_colour, ("#ffffff", "#1a2a30", "#f5f4f0", "#ffffff", "#000000")))
DARK = Ground(*map(read_colour, ("#04232b", "#e7eef0", "#0e181c", "#152329", "#ffffff")))


def contrast(one: Colour, other: Colour) -> float:
    """1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def legible_accent(text: str, ground: Ground) -> Colour:
    """Raises `ValueError`, with the figures, for an accent that is not told apart from its text or the page."""
    accent = read_colour(text)
    with_text, with_page = contrast(accent, ground.on_accent), contrast(accent, ground.page)
    if with_text < MIN_WITH_TEXT or with_page < MIN_WITH_PAGE:
        raise ValueError(
            f"{accent} has a contrast of {_ratio(with_text)} with the text on it, {ground.on_accent} (at least "
            f"{MIN_WITH_TEXT}:1), and of {_ratio(with_page)} with the page, {ground.page} "
            f"(at least {MIN_WITH_PAGE:g}:1)"
        )
    return accent


def tinted(card: Colour, accent: Colour, text: Colour, share: float) -> Colour:
    """The card with a share of the accent, less where the text on it would get hard to read."""
    while contrast(card.mixed(accent, share), text) < COMFORTABLE and share > 0.01:
        share *= 0.8
    return card.mixed(accent, share)


def legible_on(colour: Colour, grounds: Sequence[Colour], towards: Colour) -> Colour:
    """The colour itself, or as near to it as can be read on all the grounds."""
    steps = (colour.mixed(towards, step / 20) for step in range(20))
    return next((made for made in steps if min(contrast(made, g) for g in grounds) >= MIN_WITH_TEXT), towards)


def _ratio(contrast: float) -> str:
    """Rounded down, so that what is refused never seems to be enough."""
    return f"{int(contrast * 100) / 100:.2f}:1"


def _linear(part: int) -> float:
    value = part / 255
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

"""The operator's accent colours as a stylesheet, since no style stands in a page."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.colours import DARK, LIGHT, Colour, Ground, legible_on, read_colour, tinted
from app.settings import Settings

PATH = "/widget/accent.css"
HOVER, CHIP, BUBBLE = 0.25, 0.12, 0.16  # how far a colour goes towards another


def accent_router(stylesheet: str) -> APIRouter:
    router = APIRouter()

    @router.api_route(PATH, methods=["GET", "HEAD"], response_model=None)
    async def get_accent() -> Response:
        return Response(stylesheet, headers={"Cache-Control": "no-cache"}, media_type="text/css")

    return router


def accent_stylesheet(settings: Settings) -> str:
    """Empty where no accent is set. That each is legible in its theme was checked with the settings."""
    themes = (("light", "dark", settings.accent, LIGHT), ("dark", "light", settings.accent_dark, DARK))
    return "".join(_rules(theme, other, accent, ground) for theme, other, accent, ground in themes if accent)


def _rules(theme: str, other: str, accent: str, ground: Ground) -> str:
    """For readers whose system has the theme, unless they chose the other one, and for those who chose it."""
    colours = theme_colours(read_colour(accent), ground)
    tokens = " ".join(f"--{name}: {colour};" for name, colour in colours.items())
    by_system = f':root:root:not([data-theme="{other}"]) {{ {tokens} }}'
    by_choice = f':root:root[data-theme="{theme}"] {{ {tokens} }}'
    return f"@media (prefers-color-scheme: {theme}) {{ {by_system} }}\n{by_choice}\n"


def theme_colours(accent: Colour, ground: Ground) -> dict[str, Colour]:
    """By token: the accent, and what is made of it for chips, question bubbles and links."""
    chip = tinted(ground.card, accent, ground.text, CHIP)
    bubble = tinted(ground.card, accent, ground.text, BUBBLE)
    return {
        "accent": accent,
        "accent-hover": accent.mixed(ground.towards, HOVER),
        "accent-soft": chip,
        "user": bubble,
        "link": legible_on(accent, (ground.card, ground.page, chip, bubble), ground.towards),
    }

"""The operator's accent colours as a stylesheet, since no style stands in a page."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.colours import DARK, LIGHT, Ground, read_colour
from app.settings import Settings

PATH = "/widget/accent.css"
HOVER = 0.25


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
    colour = read_colour(accent)
    tokens = f"{{ --accent: {colour}; --accent-hover: {colour.mixed(ground.towards, HOVER)}; }}"
    by_system = f':root:root:not([data-theme="{other}"]) {tokens}'
    return f'@media (prefers-color-scheme: {theme}) {{ {by_system} }}\n:root:root[data-theme="{theme}"] {tokens}\n'

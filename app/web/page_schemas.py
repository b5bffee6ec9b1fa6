"""The JSON that pages of ours and of others need before anything is asked."""

from __future__ import annotations

from app.domain.sources import Language
from app.web.schemas import Shown
from app.web.views import Mode, Theme


class StatementLinks(Shown):
    accessibility: str
    privacy: str


class PageConfig(Shown):
    """What the page's script must know before it asks: the JSON in the element `config`.

    `allowed_origins` are those of `frame-ancestors`, so the host of a message may be checked against the same
    list; "https://*.x.se" stands for all below x.se. The page's own origin is allowed wherever any is.
    With 0 `retention_days` nothing is kept, and there is nothing to rate or to delete.
    """

    version: str
    languages: tuple[Language, ...]
    theme: Theme
    mode: Mode
    allowed_origins: tuple[str, ...]
    retention_days: int
    statements: dict[Language, StatementLinks]


class BuildOut(Shown):
    """A loader whose bytes never change; `integrity` goes into the script tag."""

    version: str
    path: str
    integrity: str
    bytes: int


class ManifestOut(Shown):
    version: str
    floating: str
    builds: tuple[BuildOut, ...]

"""All settings in one frozen object: the only reader of the environment."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.colours import DARK, LIGHT, Ground, legible_accent
from app.domain.errors import InvalidSettings
from app.domain.sources import Language
from app.origins import parse_origins

PREFIX = "TILDA_"
SQLITE = "sqlite:///"


def _canonical_origins(text: str) -> str:
    return ",".join(parse_origins(text))


def _sqlite_url(url: str) -> str:
    if url and (not url.startswith(SQLITE) or url == SQLITE or "?" in url):
        raise ValueError("must be sqlite:///FILE, such as sqlite:////var/lib/tilda/store.sqlite")
    return url


def _accent(ground: Ground) -> Callable[[str], str]:
    return lambda text: str(legible_accent(text, ground)) if text else ""


def _contact(text: str) -> str:
    if text and not re.fullmatch(
        r"https://[^\s\"<>]+|[^\s@\"<>:/?&]+@[^\s@\"<>:/?&]+\.[^\s@\"<>:/?&]+", text
    ):
        raise ValueError("must be an e-mail address or an address that begins with https://")
    return text


class Settings(BaseSettings):
    """Read from `TILDA_…` variables; command-line flags arrive as keyword arguments and win."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    data: Path = Field(default=Path("var"), description="folder for the index, models and embedding cache")
    corpus: Path = Field(
        default=Path("corpus"), description="folder or file that `tilda ingest` reads by default"
    )
    embedding_model: str = Field(
        default="multilingual-e5-small",
        min_length=1,
        description="the bundled model, a local folder, or a hub id",
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="address to serve on")
    port: int = Field(default=8000, ge=0, le=65_535, description="port to serve on; 0 picks a free one")
    name: str = Field(default="Tilda", min_length=1, max_length=40, description="the assistant's name")
    language: Language = Field(
        default=Language.SV, description="language when a question does not show its own"
    )
    threads: int = Field(
        default_factory=lambda: min(2, os.cpu_count() or 1), ge=1, le=64, description="threads of the model"
    )
    keep_generations: int = Field(
        default=3, ge=1, le=100, description="index generations kept for permalinks"
    )
    embed_allowed_origins: Annotated[str, AfterValidator(_canonical_origins)] = Field(
        default="",
        description="sites that may show the chat in a frame, separated by commas; none when empty",
    )
    store_url: Annotated[str, AfterValidator(_sqlite_url)] = Field(
        default="",
        description="`sqlite:///FILE` for conversations and feedback; a file in `TILDA_DATA` when empty",
    )
    retention_days: int = Field(
        default=30, ge=0, le=3_650, description="days that conversations and feedback are kept; 0 keeps none"
    )
    organisation: str = Field(
        default="", max_length=200, description="who offers the service, named in the statements"
    )
    contact: Annotated[str, AfterValidator(_contact)] = Field(
        default="", description="e-mail address or https:// address for questions about the service"
    )
    accent: Annotated[str, AfterValidator(_accent(LIGHT))] = Field(
        default="", description="the page's accent colour in light mode, such as `#0b5364`"
    )
    accent_dark: Annotated[str, AfterValidator(_accent(DARK))] = Field(
        default="", description="the page's accent colour in dark mode"
    )
    demo: bool = Field(
        default=False, description="serves `/demo`: every answer shape and state, and how to embed the chat"
    )

    @property
    def store_file(self) -> Path:
        return Path(self.store_url.removeprefix(SQLITE)) if self.store_url else self.data / "store.sqlite"

    @property
    def embed_origins(self) -> tuple[str, ...]:
        """Each as browsers write an origin; a host may begin with "*."."""
        return tuple(self.embed_allowed_origins.split(",")) if self.embed_allowed_origins else ()

    @property
    def index_folder(self) -> Path:
        return self.data / "index"

    @property
    def models_folder(self) -> Path:
        return self.data / "models"


def load_settings(**flags: object) -> Settings:
    """Settings from the environment and from flags that are not None.

    Raises `InvalidSettings` naming every unknown or unfit setting at once.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    faults = unknown_settings(os.environ)
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        faults += tuple(
            _describe(str(item["loc"][0]), line)
            for item in error.errors()
            for line in item["msg"].removeprefix("Value error, ").split("\n")
        )
        raise InvalidSettings(faults) from None
    if faults:
        raise InvalidSettings(faults)
    return settings


def unknown_settings(environment: Mapping[str, str]) -> tuple[str, ...]:
    """One fault for each `TILDA_…` variable that is no setting, with the nearest right name."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    return tuple(
        f"{name} is no setting; {_suggestion(name.upper(), known)}"
        for name in sorted(environment)
        if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def _suggestion(name: str, known: list[str]) -> str:
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {nearest[0]}?" if nearest else f"the settings are {', '.join(known)}"


def _describe(name: str, message: str) -> str:
    return f"{PREFIX}{name.upper()}: {message[0].lower()}{message[1:]}"

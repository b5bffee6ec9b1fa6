"""All settings in one frozen object: the only reader of the environment."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.colours import DARK, LIGHT, Ground, legible_accent
from app.domain.errors import InvalidSettings
from app.domain.sources import Language
from app.origins import parse_origins
from app.providers import Provider, parse_hosts, parse_key, parse_model, provider_of

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


def _masked_key(key: SecretStr) -> SecretStr:
    return SecretStr(parse_key(key.get_secret_value()))


class Settings(BaseSettings):
    """Read from `TILDA_…` variables; command-line flags arrive as keyword arguments and win."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        frozen=True,
        extra="forbid",
        protected_namespaces=(),
        hide_input_in_errors=True,
    )

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
    model: Annotated[str, AfterValidator(parse_model)] = Field(
        default="", description="language model that drafts answers, `openai:NAME` or `ollama:NAME`"
    )
    model_base_url: str = Field(
        default="", description="address of the language model; the provider's own when empty"
    )
    model_allowed_hosts: Annotated[str, AfterValidator(parse_hosts)] = Field(
        default="localhost,127.0.0.1,::1",
        description="hosts that questions and passages may be sent to, separated by commas",
    )
    model_api_key: Annotated[SecretStr, AfterValidator(_masked_key)] = Field(
        default=SecretStr(""), description="key for the language model"
    )
    model_api_key_file: Path | None = Field(default=None, description="file that holds the key, in its place")
    model_rewrites: bool = Field(
        default=False, description="whether the language model makes follow-up questions self-contained"
    )

    model_drafts: int = Field(
        default=64,
        ge=1,
        le=10_000,
        description="answers drafted at once; any more are given in the sources' own words",
    )

    @model_validator(mode="after")
    def _check_language_model(self) -> Settings:
        faults: list[str] = []
        try:
            _ = self.language_model
        except ValueError as fault:
            faults.append(f"{PREFIX}MODEL_BASE_URL: {fault}")
        if self.model_api_key.get_secret_value() and self.model_api_key_file is not None:
            faults.append(f"{PREFIX}MODEL_API_KEY_FILE: the key is given twice; keep one of the two")
        elif unfit := _fault_of_key_file(self.model_api_key_file):
            faults.append(f"{PREFIX}MODEL_API_KEY_FILE: {unfit}")
        if faults:
            raise ValueError("\n".join(faults))
        return self

    @property
    def language_model(self) -> Provider | None:
        """Where answers are drafted; None without a model."""
        if not self.model:
            return None
        return provider_of(self.model, self.model_base_url, self.model_allowed_hosts)

    @property
    def passed_on_to(self) -> str:
        """The other host that questions are sent to, or "" where they stay on this machine."""
        provider = self.language_model
        return "" if provider is None or provider.is_local else provider.host

    def read_model_key(self) -> SecretStr:
        """The key from the environment or from its file, read anew so that it can be changed there."""
        if self.model_api_key_file is None:
            return self.model_api_key
        return SecretStr(parse_key(self.model_api_key_file.read_text(encoding="utf-8")))

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
            _describe(str(item["loc"][0]), line) if item["loc"] else line
            for item in error.errors(include_input=False)
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


def _fault_of_key_file(path: Path | None) -> str | None:
    """What is wrong with the file that holds the key; says nothing of what is in it."""
    if path is None:
        return None
    try:
        return None if parse_key(path.read_text(encoding="utf-8")) else "the file is empty"
    except UnicodeDecodeError:
        return "the file is no text"
    except OSError as error:
        return f"the file cannot be read ({(error.strerror or 'unknown reason').lower()})"
    except ValueError as fault:
        return f"the file {fault}"

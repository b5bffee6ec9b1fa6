"""A model's address is used only when nobody can be surprised by where questions go, and a key is never told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import InvalidSettings
from app.providers import parse_hosts, provider_of
from app.settings import load_settings

LOCAL = "localhost,127.0.0.1,::1"
CANARY = "sk-CANARY-0123456789"


@pytest.mark.parametrize(
    ("url", "allowed", "host"),
    [
        ("http://127.0.0.1:8001/v1", LOCAL, "127.0.0.1"),
        ("http://localhost:8001/v1/", LOCAL, "localhost"),
        ("http://[::1]:8001/v1", LOCAL, "::1"),
        ("https://LLM.example.org/v1", "llm.example.org", "llm.example.org"),
        ("", "api.openai.com", "api.openai.com"),
    ],
)
def test_an_address_on_this_machine_or_an_allowed_one_over_tls_is_taken(
    url: str, allowed: str, host: str
) -> None:
    assert provider_of("openai:m", url, allowed).host == host


@pytest.mark.parametrize(
    ("url", "allowed", "fault"),
    [
        ("http://llm.example.org/v1", "llm.example.org", "plain HTTP"),
        ("http://127.1/v1", "127.1", "plain HTTP"),
        ("http://127.0.0.1.example.org/v1", "127.0.0.1.example.org", "plain HTTP"),
        ("https://llm.example.org/v1", LOCAL, "not in TILDA_MODEL_ALLOWED_HOSTS"),
        ("https://evil.llm.example.org", "llm.example.org", "not in TILDA_MODEL_ALLOWED_HOSTS"),
        ("", LOCAL, "not in TILDA_MODEL_ALLOWED_HOSTS"),
        ("ftp://127.0.0.1", LOCAL, "must be an address"),
        ("127.0.0.1:8001", LOCAL, "must be an address"),
        ("http://", LOCAL, "must be an address"),
        ("http://127.0.0.1:99999/v1", LOCAL, "must be an address"),
        ("http://127.0.0.1\\@ond.example/v1", LOCAL, "must be an address"),
        (f"http://user:{CANARY}@127.0.0.1/v1", LOCAL, "must be an address"),
        (f"https://127.0.0.1/v1?key={CANARY}", LOCAL, "must be an address"),
        ("http://[::1/v1", LOCAL, "must be an address"),
    ],
)
def test_any_other_address_is_refused_without_repeating_a_secret(url: str, allowed: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault) as caught:
        provider_of("openai:m", url, allowed)

    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("text", ["*", "*.example.org", "https://example.org", "example.org/v1", "a b"])
def test_hosts_are_names_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="host names"):
        parse_hosts(text)


def faults_with(monkeypatch: pytest.MonkeyPatch, **settings: str) -> tuple[str, ...]:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSettings) as caught:
        load_settings()
    return caught.value.faults


def test_every_fault_is_told_in_one_line_and_no_key_in_any(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text(f"{CANARY}\n{CANARY}", encoding="utf-8")

    assert faults_with(
        monkeypatch,
        TILDA_MODEL="openai:m",
        TILDA_MODEL_BASE_URL="http://llm.example.org",
        TILDA_MODEL_API_KEY_FILE=str(tmp_path / "key"),
    ) == (
        "TILDA_MODEL_BASE_URL: plain HTTP is for this machine only; use https:// for any other host",
        "TILDA_MODEL_API_KEY_FILE: the file must be one word of plain ASCII characters",
    )


@pytest.mark.parametrize("model", ["gpt", "openai:", "anthropic:x", "openai:a b", "http://127.0.0.1"])
def test_a_model_is_a_provider_and_a_name(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    assert faults_with(monkeypatch, TILDA_MODEL=model) == (
        "TILDA_MODEL: must be openai:NAME or ollama:NAME, or empty for no language model",
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "the file is empty"), (b"\xff\xfe", "the file is no text"), (None, "the file cannot be read")],
)
def test_a_key_file_that_holds_no_key_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, fault: str
) -> None:
    if content is not None:
        (tmp_path / "key").write_bytes(content)

    (told,) = faults_with(monkeypatch, TILDA_MODEL_API_KEY_FILE=str(tmp_path / "key"))

    assert told.startswith(f"TILDA_MODEL_API_KEY_FILE: {fault}")


def test_a_key_is_given_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(CANARY, encoding="utf-8")

    (fault,) = faults_with(
        monkeypatch, TILDA_MODEL_API_KEY=CANARY, TILDA_MODEL_API_KEY_FILE=str(tmp_path / "key")
    )

    assert fault == "TILDA_MODEL_API_KEY_FILE: the key is given twice; keep one of the two"


def test_a_key_shows_in_no_form_of_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{CANARY}\n", encoding="utf-8")
    monkeypatch.setenv("TILDA_MODEL_API_KEY_FILE", str(tmp_path / "key"))

    settings = load_settings()

    assert settings.read_model_key().get_secret_value() == CANARY
    assert CANARY not in f"{settings!r} {settings} {settings.model_dump()} {settings.read_model_key()}"

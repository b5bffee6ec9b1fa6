"""What `tilda doctor` and the start tell of a language model that does not answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import trustme

from app.answering.drafting import language_model
from app.domain.errors import InvalidSettings
from app.providers import provider_of
from app.settings import load_settings
from app.wiring import language_model_failure
from tests.certificates import certificate
from tests.model_faults import WRONG_BODIES
from tests.model_replies import Script, refusing, saying
from tests.ollama_replies import saying_line_by_line
from tests.scripted_model import MODEL, scripted_model, unreachable_url

KEY = "sk-CANARY"
ANSWERS: Mapping[str, tuple[Script, str | None]] = {
    "well": (saying("Hej!"), None),
    "wrong key": (refusing(401, "invalid api key"), "refused"),
    "unknown model": (refusing(404, "no such model"), "not-found"),
    "elsewhere": (WRONG_BODIES["a redirect"], "not-found"),
    "a login page": (WRONG_BODIES["html"], "malformed"),
    "mute": (saying(""), "empty"),
    "broken": (refusing(500), "broken"),
}


def failure_at(base_url: str, monkeypatch: pytest.MonkeyPatch, **more: str) -> str | None:
    given = {"MODEL": f"openai:{MODEL}", "MODEL_BASE_URL": base_url, "MODEL_API_KEY": KEY} | more
    for name, value in given.items():
        monkeypatch.setenv(f"TILDA_{name}", value)
    settings = load_settings()
    assert settings.language_model is not None
    return language_model_failure(settings, settings.language_model)


@pytest.mark.parametrize("name", ANSWERS)
def test_each_answer_has_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script, failure = ANSWERS[name]
    with scripted_model(script) as model:
        assert failure_at(model.base_url, monkeypatch) == failure


def test_ollama_is_asked_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted_model(saying_line_by_line(lambda _: "Hej!")) as model:
        assert failure_at(model.address, monkeypatch, MODEL=f"ollama:{MODEL}") is None

    assert model.requests[0].path == "/api/chat"


def test_a_path_that_leads_nowhere_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted_model(saying("Hej!")) as model:
        assert failure_at(f"{model.address}/wrong", monkeypatch) == "not-found"


def test_nobody_there_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    with unreachable_url() as url:
        assert failure_at(url, monkeypatch) == "unreachable"


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_list_of_authorities_that_cannot_be_read_trusts_nobody(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "authority.pem").write_text(content, encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))

    with scripted_model(saying("Hej!"), tls=certificate(trustme.CA())) as model:
        assert failure_at(model.base_url, monkeypatch) == "untrusted"


def test_a_package_that_is_missing_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_model, "find_spec", lambda name: None)

    with pytest.raises(InvalidSettings, match="pip install langchain-ollama"):
        language_model.require_package(provider_of("ollama:m", "", "127.0.0.1"))

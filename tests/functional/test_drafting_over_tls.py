"""A model over TLS is believed only if somebody we trust signed its certificate; real TLS, throw-away authorities."""

from __future__ import annotations

import logging
from pathlib import Path

import httpx
import pytest
import trustme

from app.answering.pipeline import ExtractiveAnswerer
from app.providers import ProviderKind
from tests.certificates import certificate
from tests.drafter import copying, right_draft
from tests.drafting import PATIENT, drafting_with, hash_index, willing
from tests.model_replies import Script
from tests.ollama_replies import saying_line_by_line
from tests.scripted_model import ScriptedModel, scripted_model
from tests.served import served
from tests.web import make_app

BODY = {"question": "Vilka råd ger Louise Bringselius?"}
KINDS: dict[ProviderKind, Script] = {
    ProviderKind.OPENAI: copying(),
    ProviderKind.OLLAMA: saying_line_by_line(right_draft),
}


@pytest.fixture(scope="module")
def extractive(tmp_path_factory: pytest.TempPathFactory) -> ExtractiveAnswerer:
    return willing(hash_index(tmp_path_factory.mktemp("tls")))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the README tells how to trust an authority of one's own."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def ask(model: ScriptedModel, kind: ProviderKind, extractive: ExtractiveAnswerer) -> httpx.Response:
    base_url = model.base_url if kind is ProviderKind.OPENAI else model.address
    answerer = drafting_with(base_url, extractive, PATIENT, key="sk-CANARY", kind=kind)
    with served(make_app(answerer)) as url:
        return httpx.post(f"{url}/api/v1/answers", json=BODY, timeout=30)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("trusted")
def test_a_private_authority_that_is_trusted_will_do(
    extractive: ExtractiveAnswerer, authority: trustme.CA, kind: ProviderKind
) -> None:
    with scripted_model(KINDS[kind], tls=certificate(authority)) as model:
        response = ask(model, kind, extractive)

    assert (response.status_code, response.json()["mode"]) == (200, "generated")


def assert_sources_own_words(
    response: httpx.Response, model: ScriptedModel, log: pytest.LogCaptureFixture
) -> None:
    """And nothing was sent, and one line of the log says why."""
    answer = response.json()
    assert (response.status_code, answer["mode"]) == (200, "extractive")
    assert answer["drafting"]["failure"] == "untrusted"
    assert answer["blocks"][0]["type"] == "notice" and len(answer["citations"]) > 0
    assert answer["timings"]["draft"] < 1000
    assert model.exchanges == []
    lines = [record.getMessage() for record in log.records if record.name.startswith("app.answering")]
    assert len(lines) == 1 and "untrusted" in lines[0]
    assert "CANARY" not in log.text and "Bringselius" not in log.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("trusted")
def test_an_unknown_authority_hears_nothing(
    extractive: ExtractiveAnswerer, caplog: pytest.LogCaptureFixture, kind: ProviderKind
) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted_model(KINDS[kind], tls=certificate(trustme.CA())) as model:
        assert_sources_own_words(ask(model, kind, extractive), model, caplog)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_host_is_none(
    extractive: ExtractiveAnswerer,
    authority: trustme.CA,
    caplog: pytest.LogCaptureFixture,
    kind: ProviderKind,
) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted_model(KINDS[kind], tls=certificate(authority, "llm.example.org")) as model:
        assert_sources_own_words(ask(model, kind, extractive), model, caplog)


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_word_about_it_no_private_authority_is_trusted(
    extractive: ExtractiveAnswerer,
    authority: trustme.CA,
    caplog: pytest.LogCaptureFixture,
    kind: ProviderKind,
) -> None:
    with scripted_model(KINDS[kind], tls=certificate(authority)) as model, caplog.at_level(logging.DEBUG):
        assert_sources_own_words(ask(model, kind, extractive), model, caplog)

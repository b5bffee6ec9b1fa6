"""Problems speak the caller's language, and say what to do."""

from __future__ import annotations

import pytest

from app.domain.sources import Language
from app.messages import load_texts
from app.web.languages import accepted_language
from tests.fakes import BrokenLibrary
from tests.web import SSE, Browser, make_app

EMPTY = {"sv": "Frågan är tom", "nb": "Spørsmålet er tomt", "nn": "Spørsmålet er tomt"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("sv", Language.SV),
        ("nb-NO,nb;q=0.9", Language.NB),
        ("no", Language.NB),
        ("no-NO-x-a, en;q=0.5", Language.NB),
        ("da-DK", Language.NB),
        ("nn", Language.NN),
        ("fi, sv-FI;q=0.8, en;q=0.7", Language.SV),
        ("en;q=0.2, nn;q=0.3", Language.NN),
        ("sv;q=0, en;q=0.1", Language.EN),
        ("EN-gb", Language.EN),
        ("*", None),
        ("", None),
        ("fi", None),
        ("sv;q=nan, ;;;, \x7f, sv;q=9", None),
    ],
)
def test_the_best_of_the_four_languages_is_taken(header: str, language: Language | None) -> None:
    assert accepted_language(header) is language


@pytest.mark.parametrize("language", ["sv", "nb", "nn", "en"])
def test_a_problem_is_told_in_the_language_the_caller_accepts(language: str) -> None:
    response = Browser().ask("", {"Accept-Language": language})

    assert response.headers["content-language"] == language
    expected = load_texts("problems").say(Language(language), "question-empty-title")
    assert response.json()["title"] == expected == EMPTY.get(language, "The question is empty")


@pytest.mark.parametrize(
    "body", [{"question": ""}, {"question": 1}, {"question": "a", "x": 1}, {"question": "Hej index?"}]
)
def test_the_language_that_the_request_names_goes_first(body: dict[str, object]) -> None:
    browser = Browser()

    response = browser.request(
        "POST", "/api/v1/answers", json={**body, "language": "nn"}, headers={"Accept-Language": "en"}
    )

    assert response.headers["content-language"] == "nn"


def test_a_caller_without_preference_gets_the_language_of_the_settings() -> None:
    assert Browser().get("/nowhere").json()["title"] == "Sidan finns inte"


def test_a_search_is_refused_in_the_language_it_names() -> None:
    assert Browser().get("/api/v1/search?q=&language=en").json()["title"] == "The question is empty"
    assert Browser().get("/api/v1/search?q=a&k=0&language=nb").headers["content-language"] == "nb"


def test_every_problem_fits_into_a_kilobyte_in_every_language() -> None:
    texts = load_texts("problems")
    for language in Language:
        for key, text in texts.all(language).items():
            assert len(text.encode()) <= 400, key


@pytest.mark.parametrize(
    "path", ["/api/v1/sources", "/api/v1/sources/idebanken-rad", "/readyz", "/kilde/a@0123456789abcdef"]
)
def test_without_an_index_the_command_that_helps_is_named(path: str) -> None:
    response = Browser(library=BrokenLibrary()).get(path)

    assert response.status_code == 503
    assert "tilda ingest" in response.text


@pytest.mark.parametrize("headers", [{}, SSE])
def test_a_damaged_index_answers_503_and_when_to_come_back(headers: dict[str, str]) -> None:
    browser = Browser(library=BrokenLibrary())

    response = browser.ask("Hur mår index?", headers)

    assert response.status_code == 503
    assert response.json()["type"] == "/problems/index-unavailable"
    assert int(response.headers["retry-after"]) > 0


def test_the_service_is_ready_once_the_model_is_loaded() -> None:
    import anyio
    import httpx

    async def readiness(is_ready: bool) -> httpx.Response:
        transport = httpx.ASGITransport(make_app(is_ready=lambda: is_ready))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.get("/readyz")

    assert anyio.run(readiness, True).json() == {"status": "ready"}
    starting = anyio.run(readiness, False)
    assert (starting.status_code, starting.json()["type"]) == (503, "/problems/starting")

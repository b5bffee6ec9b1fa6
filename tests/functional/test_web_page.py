"""The page without JavaScript."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import pytest

from app.domain.answers import Turn
from app.domain.sources import Language
from app.messages import load_texts
from app.web.forms import MAX_CARRIED_BYTES, carried
from app.web.request_edge import MAX_BODY
from tests.fakes import HOSTILE
from tests.web import Browser

PROJECT = Path(__file__).resolve().parents[2]


def hidden(page: str, name: str) -> list[str]:
    """The values of the composer's hidden fields."""
    composer = page[page.index('id="composer"') :].partition("</form>")[0]
    return [html.unescape(value) for value in re.findall(f'name="{name}" value="([^"]*)"', composer)]


@pytest.mark.parametrize("language", list(Language))
def test_the_page_greets_and_discloses_in_each_language(language: Language) -> None:
    page = Browser().get(f"/?lang={language}").text

    texts = load_texts("page")
    assert f'<html lang="{language}"' in page
    for key in ("greeting", "scope", "ai_short", "ai_long", "privacy_short", "starter_1", "starter_4"):
        assert html.escape(texts.say(language, key, name="Tilda"), quote=False) in page
    for other, own_name in (
        ("sv", "Svenska"),
        ("nb", "Norsk bokmål"),
        ("nn", "Norsk nynorsk"),
        ("en", "English"),
    ):
        assert re.search(f'<a href="/\\?lang={other}" lang="{other}"[^>]*>{own_name}</a>', page)


def test_the_page_follows_the_browser_until_a_language_is_chosen() -> None:
    browser = Browser()

    assert '<html lang="nn"' in browser.get("/", **{"Accept-Language": "nn-NO,en"}).text
    assert '<html lang="en"' in browser.get("/?lang=en", **{"Accept-Language": "nn-NO"}).text
    assert '<html lang="sv"' in browser.get("/?lang=kanarie").text


def test_an_asked_question_comes_back_with_its_answer_and_sources() -> None:
    page = Browser().post_form([("lang", "sv"), ("question", "Vilka råd ger Louise?")]).text

    assert '<p class="text">Vilka råd ger Louise?</p>' in page
    assert 'aria-label="Källa 1: Det må være tillit mellom ledelse og ansatte">1</a>' in page
    assert '<blockquote lang="nb">' in page
    assert "<mark>Rydd opp i mål og regelverk.</mark>" in page
    assert page.count("<ol>") == 2
    assert '<span class="tag">norska, bokmål</span>' in page
    assert 'rel="noopener noreferrer"' in page


def test_every_chip_leads_to_a_passage() -> None:
    page = Browser().post_form([("question", "Vad är skillnaden?")]).text

    targets = re.findall(r'class="chip" href="#([^"]+)"', page)
    assert targets == [f"passage-1-{number}" for number in (1, 2, 3, 4)]
    assert all(f'id="{target}"' in page for target in targets)


def test_a_table_answer_is_a_table_with_a_header_row() -> None:
    page = Browser().post_form([("question", "Vad är skillnaden?")]).text

    assert '<th scope="col">Område</th>' in page
    assert "<td>Många och detaljerade</td>" in page
    assert "Så tolkade jag frågan: skillnaden mellan kontroll och tillit" in page


def test_a_refusal_names_what_comes_closest() -> None:
    page = Browser().post_form([("question", "Vad kostar det?")]).text

    assert 'class="answer no_support"' in page
    assert "Det hittar jag inget svar på i källorna." in page
    assert '<a href="/kilde/styrning-jamforelse@' in page
    assert 'class="chip"' not in page


def test_earlier_turns_ride_along_so_that_follow_ups_need_no_storage() -> None:
    browser = Browser()
    first = browser.post_form([("question", "Vilka råd ger Louise?")]).text

    fields = [("lang", "sv"), ("question", "Och skillnaden?")]
    for question, answer in zip(
        hidden(first, "earlier_question"), hidden(first, "earlier_answer"), strict=True
    ):
        fields += [("earlier_question", question), ("earlier_answer", answer)]
    second = browser.post_form(fields).text

    [turn] = browser.answerer.asked[1].history
    assert turn.question == "Vilka råd ger Louise?"
    assert turn.answer.startswith("Louise Bringselius ger de här råden: Rydd opp")
    assert hidden(second, "earlier_question") == ["Vilka råd ger Louise?", "Och skillnaden?"]
    assert "Din fråga 2" in second


def test_a_long_conversation_stays_below_the_limit_of_a_body() -> None:
    turns = tuple(Turn(f"{number} {'å' * 1_900}", "ö" * 4_000) for number in range(20))

    kept = carried(turns)

    assert 0 < len(kept) < 20
    assert kept[-1] == turns[-1]
    assert all(int(a.question.split()[0]) + 1 == int(b.question.split()[0]) for a, b in pairwise(kept))
    longest_question = 2_000 * len("%F0%9F%98%80")
    assert MAX_CARRIED_BYTES + longest_question < MAX_BODY


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("", "Skriv en fråga först."),
        ("?", "Skriv frågan med ord."),
        ("å" * 2_003, "Frågan är 3 tecken för lång."),
        ("Hej\x07 du", "Frågan innehåller tecken som inte är text."),
    ],
)
def test_a_question_at_fault_stays_in_its_field(question: str, detail: str) -> None:
    response = Browser().post_form([("question", question)])

    assert response.status_code == 422
    assert detail in response.text
    assert 'aria-invalid="true"' in response.text
    kept = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", response.text, re.DOTALL)
    assert kept is not None
    assert kept[1] == question.replace("\x07", "")


def test_line_breaks_of_a_form_do_not_count_twice() -> None:
    question = "\r\n".join(["å" * 99] * 20)  # 1,999 characters with LF, 2,018 with CR LF

    assert Browser().post_form([("question", question)]).status_code == 200


def test_without_an_index_the_page_keeps_the_question() -> None:
    response = Browser().post_form([("lang", "en"), ("question", "Hur mår index?")])

    assert response.status_code == 503
    assert "retry-after" in response.headers
    assert "The search index is missing or damaged." in response.text
    assert "Hur mår index?</textarea>" in response.text


def test_hostile_text_is_shown_as_text() -> None:
    page = Browser().post_form([("question", f"fientlig {HOSTILE}")]).text

    assert "<img" not in page
    assert "<script>window" not in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript:' not in page
    assert page.count("<script") == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Origin": "http://testserver.example.org"},
    ],
)
def test_another_site_cannot_put_words_into_the_conversation(headers: dict[str, str]) -> None:
    browser = Browser()
    fields = [("question", "Hej?"), ("earlier_question", "a"), ("earlier_answer", "påhittat")]

    response = browser.post_form(fields, headers)

    assert response.status_code == 403
    assert browser.answerer.asked == []


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "null"}, {"Origin": "http://testserver"}]
)
def test_the_page_itself_may_ask(headers: dict[str, str]) -> None:
    assert Browser().post_form([("question", "Vilka råd?")], headers).status_code == 200


def test_every_word_of_the_page_is_used() -> None:
    web, widget = PROJECT / "app/web", PROJECT / "app/widget"
    files = [*web.rglob("*.html"), *web.glob("*.py"), *widget.glob("*.js")]
    code = "".join(file.read_text(encoding="utf-8") for file in files)

    unused = [
        key
        for key in load_texts("page").all(Language.SV)
        if f'"{re.sub("_(one|other)$", "", key)}"' not in code
        and f"'{key}'" not in code
        and not re.match("(lang|own_name|theme|readout)_|fb_r[1-6]", key)
    ]
    assert unused == []


def test_the_script_never_parses_markup() -> None:
    for file in (PROJECT / "app/widget").glob("*.js"):
        code = file.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\(", code
        )

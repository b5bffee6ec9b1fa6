"""Search, sources and permalinks."""

from __future__ import annotations

import pytest

from tests.fakes import (
    ADVICE_TEXT,
    DEFINITION,
    GENERATION,
    fake_library,
    span_in,
    table_document,
)
from tests.web import Browser


def test_search_gives_ranked_passages_with_the_parts_of_their_scores() -> None:
    found = Browser().get("/api/v1/search?q=tillit&k=2&language=sv").json()

    assert found["generation"] == GENERATION
    assert [passage["rank"] for passage in found["passages"]] == [1, 2]
    assert found["passages"][0]["signals"] == {"dense": 0.5, "stems": 0.25}
    for passage in found["passages"]:
        document = fake_library().find(passage["source"]["id"])
        assert document is not None
        assert document.text[passage["span"]["start"] : passage["span"]["end"]] == passage["text"]


def test_the_sources_are_listed_in_order_of_their_ids() -> None:
    listed = Browser().get("/api/v1/sources").json()

    assert [source["id"] for source in listed["sources"]] == [
        "fientlig",
        "idebanken-rad",
        "styrning-jamforelse",
    ]
    assert listed["sources"][1]["characters"] == len(ADVICE_TEXT)
    assert listed["sources"][1]["licence"] == "CC-BY-4.0"


def test_a_source_is_its_whole_text_with_headings() -> None:
    source = Browser().get("/api/v1/sources/idebanken-rad").json()

    assert source["text"] == ADVICE_TEXT
    [heading] = source["headings"]
    assert (heading["text"], heading["level"]) == ("Praktiske råd", 1)
    assert ADVICE_TEXT[heading["span"]["start"] : heading["span"]["end"]] == "Praktiske råd"


def test_a_permalink_shows_the_text_with_the_passage_marked() -> None:
    citation = Browser().ask("Vilka råd ger Louise?").json()["citations"][2]

    page = Browser().get(citation["permalink"].partition("#")[0])

    assert page.status_code == 200
    assert '<mark id="passage" tabindex="-1">Start i førstelinjen.</mark>' in page.text
    assert page.text.count("<mark") == 1
    assert "Administrasjonen skal støtte – ikke styre." in page.text
    assert "Til hovedinnhold" not in page.text
    assert '<div class="source-text" lang="nb">' in page.text


def test_a_passage_over_several_blocks_has_one_anchor() -> None:
    text = table_document().text
    start = span_in(text, DEFINITION).start
    end = span_in(text, "Få och tydliga").end

    page = Browser().get(f"{permalink(table_document().sha256)}?start={start}&end={end}").text

    assert page.count('id="passage"') == 1
    assert page.index('id="passage"') < page.index(DEFINITION)
    assert "<mark>Få och tydliga</mark>" in page


def test_the_table_of_a_source_is_a_table() -> None:
    page = Browser().get(permalink(table_document().sha256)).text

    assert '<th scope="col">Kontroll</th>' in page
    assert "<td>Av varje steg</td>" in page


def permalink(sha256: str, source: str = "styrning-jamforelse") -> str:
    return f"/kilde/{source}@{sha256[:16]}"


def test_the_text_of_a_kept_older_generation_still_resolves() -> None:
    older = fake_library().older[0]

    page = Browser().get(permalink(older.sha256, "idebanken-rad"))

    assert page.status_code == 200


@pytest.mark.parametrize("query", ["", "?start=1&end=2"])
def test_a_text_that_is_gone_leads_to_the_current_one(query: str) -> None:
    page = Browser().get(f"{permalink('0' * 16)}{query}", **{"Accept-Language": "nb"})

    assert page.status_code == 404
    assert "Teksten er endret siden avsnittet ble sitert" in page.text
    assert f'href="{permalink(table_document().sha256)}"' in page.text


@pytest.mark.parametrize(
    "query",
    ["start=5&end=5", "start=9&end=3", "start=0&end=99999999", "start=-1&end=5", "start=a&end=b", "start=1"],
)
def test_a_span_outside_the_text_is_not_shown(query: str) -> None:
    page = Browser().get(f"{permalink(table_document().sha256)}?{query}")

    assert page.status_code == 404
    assert "<mark" not in page.text


@pytest.mark.parametrize(
    "reference", ["nope@0123456789abcdef", "nope", "@", "a@b", "idebanken-rad@ABCDEF0123456789"]
)
def test_a_permalink_to_nothing_is_a_page_that_says_so(reference: str) -> None:
    page = Browser().get(f"/kilde/{reference}")

    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "Det finns ingen källa med den beteckningen." in page.text

"""Text of a source inside Markdown stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.web.markdown import escape, link

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
LINES = st.text(st.sampled_from("aå1 *_`[]()<>!#-+=~|&;:\\/\"'.@{}^x"), max_size=40).map(str.strip)


def shown(markdown: str) -> str:
    """What is read, and proof that it is one paragraph of nothing but text."""
    tokens = MARKDOWN.parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


@given(LINES.filter(bool))
def test_any_line_is_shown_as_it_stands(text: str) -> None:
    assert shown(escape(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![spår](https://evil.example/?q=1)",
        "[länk](javascript:alert(1))",
        "[länk][1]",
        "<https://evil.example>",
        "&lt;script&gt;",
        "# Rubrik",
        "12. Tolfte punkten",
        "- en punkt",
        "> citat",
        "| a | b |",
        "=====",
        "~~~",
        "```python",
        "***",
    ],
)
def test_what_markdown_would_act_on_is_shown(text: str) -> None:
    assert shown(escape(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Se https://evil.example/?q=1 och www.evil.example",
        "skriv till namn@example.org",
        "HTTP://EVIL.EXAMPLE",
        "mailto:namn",
    ],
)
def test_addresses_are_broken_for_front_ends_that_link_them(text: str) -> None:
    escaped = escape(text)

    assert shown(escaped) == text
    for address in ("https://", "http://", "www.", "mailto:"):
        assert address not in escaped.lower()
    assert "n@e" not in escaped


def test_ordinary_prose_is_left_as_it_is() -> None:
    text = "Tillit – inte kontroll – är 1,5 gånger viktigare (enligt 3 av 4); «så är det»!"

    assert escape(text) == text


def test_text_is_not_turned_around() -> None:
    assert escape("a\u202eb\u2066c") == "abc"


def test_a_link_goes_where_it_says_whatever_its_text() -> None:
    tokens = MARKDOWN.parse(link("a](javascript:1) [b", "http://127.0.0.1/kilde/a@b?start=1&end=2#passage"))

    children = tokens[1].children or []
    assert [child.type for child in children if child.type.startswith("link")] == ["link_open", "link_close"]
    assert children[0].attrs["href"] == "http://127.0.0.1/kilde/a@b?start=1&end=2#passage"

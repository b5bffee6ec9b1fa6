"""Properties of what the web layer parses and lays out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.web.json_body import parse_json
from app.web.languages import accepted_language
from app.web.permalinks import read_span
from app.web.problems import Problem
from app.web.shapes import Branch, branches, shortened

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@dataclass(frozen=True)
class Leaf:
    name: int
    depth: int


@given(st.binary(max_size=400))
def test_any_bytes_are_json_or_a_problem(body: bytes) -> None:
    with suppress(Problem):
        parse_json(body)


@given(JSON_VALUES)
def test_what_json_can_write_is_read_back(value: object) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.text(max_size=200))
def test_any_accept_language_is_readable(header: str) -> None:
    accepted_language(header)


@given(st.text(max_size=12), st.text(max_size=12), st.integers(0, 1_000))
def test_a_span_from_an_address_lies_in_the_text(start: str, end: str, length: int) -> None:
    span = read_span(start, end, length)
    assert span is None or 0 <= span.start < span.end <= length


@given(st.lists(st.integers(0, 4), max_size=30))
def test_nesting_a_list_loses_and_reorders_nothing(depths: list[int]) -> None:
    leaves = [Leaf(number, depth) for number, depth in enumerate(depths)]

    assert list(_flat(branches(leaves))) == leaves


@given(st.lists(st.integers(0, 4), max_size=30))
def test_children_lie_deeper_than_their_parent(depths: list[int]) -> None:
    leaves = [Leaf(number, depth) for number, depth in enumerate(depths)]

    assert all(
        child.item.depth > parent.item.depth for parent in _all(branches(leaves)) for child in parent.children
    )


@given(st.text(max_size=300), st.integers(1, 100))
def test_a_shortened_text_is_one_line_and_not_longer(text: str, length: int) -> None:
    short = shortened(text, length)

    assert len(short) <= length + 1
    assert "\n" not in short


def _flat(tree: tuple[Branch[Leaf], ...]) -> Iterator[Leaf]:
    return (branch.item for branch in _all(tree))


def _all(tree: tuple[Branch[Leaf], ...]) -> Iterator[Branch[Leaf]]:
    for branch in tree:
        yield branch
        yield from _all(branch.children)

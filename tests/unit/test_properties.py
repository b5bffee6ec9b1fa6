"""What holds for every document: 10,000 generated ones, each made of all kinds of blocks in one format."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.answers import Citation, touches_chrome
from app.domain.errors import UnverifiedQuote
from app.domain.sources import BlockKind, Document, Span, Unit, UnitKind
from app.text.normalise import normalise
from ingest.chunk import chunk_document
from ingest.structure import faults_of_structure
from tests.builders import document_of

# Times three formats: each property is shown on 10,000 documents.
_EACH = settings(
    max_examples=3_334,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
_WORDS = """tillit är inte kontroll utan ett förhållningssätt og ledere må gi handlingsrom til ansatte i
førstelinjen f.eks. bl.a. 14 råd 2019 SOU 2018:38 Louise Bringselius a\u030angstro\u0308m **fet** *kursiv* (se bilaga)
”citat” – ikkje ikke not [länk](https://example.org/x) 1. 2) - * | > # _ ` & < dela hjelpe…""".split()
_CHROME = ("Til hovedinnhold", "Dela", "Hei, jeg heter Frøya. Hva kan jeg hjelpe deg med?", "Annons", ";")
_ENDINGS = (".", "?", "!", ".”", ":", "", "…")


class _Writer:
    """Writes random blocks; one seed, one document, which is much faster than drawing each word."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def sentence(self, longest: int = 14) -> str:
        words = self.random.choices(_WORDS, k=self.random.randint(1, longest))
        return " ".join(words).capitalize() + self.random.choice(_ENDINGS)

    def prose(self) -> str:
        long = self.random.random() < 0.03
        return " ".join(self.sentence(400 if long else 14) for _ in range(self.random.randint(1, 6)))

    def items(self) -> list[str]:
        long = self.random.random() < 0.05
        return [self.sentence(300 if long else 8) for _ in range(self.random.randint(1, 15))]

    def rows(self) -> list[list[str]]:
        width = self.random.randint(1, 4)
        return [
            [self.sentence(4).replace("|", "/") for _ in range(width)]
            for _ in range(self.random.randint(1, 6))
        ]

    def document(self, block: Callable[[str], str], separators: tuple[str, ...]) -> str:
        kinds = self.random.choices(
            ("heading", "prose", "list", "table", "chrome", "odd"),
            (3, 5, 3, 2, 2, 1),
            k=self.random.randint(1, 9),
        )
        return "".join(block(kind) + self.random.choice(separators) for kind in kinds)

    def odd(self) -> str:
        characters = " \t\n\u00a0.*_-–|<>#>`~[]()&;1a\u0301å\u200b\ufeff"
        return "".join(self.random.choices(characters, k=self.random.randint(1, 40)))


def _markdown(seed: int) -> str:
    write = _Writer(seed)

    def block(kind: str) -> str:
        match kind:
            case "heading":
                return "#" * write.random.randint(1, 4) + " " + write.sentence(5)
            case "prose":
                return write.random.choice(("", "", "> ")) + write.prose()
            case "list":
                markers = write.random.choice((("- ",), ("1. ", "2. "), ("* ", "  - ", "    1. ")))
                return "\n".join(write.random.choice(markers) + item for item in write.items())
            case "table":
                first, *rest = ("| " + " | ".join(row) + " |" for row in write.rows())
                return "\n".join((first, "|" + "---|" * (first.count("|") - 1), *rest))
            case "chrome":
                return write.random.choice((*_CHROME, "<div>Meny</div>"))
            case _:
                return write.odd()

    return write.document(block, ("\n\n", "\n\n", "\n", "\r\n\r\n"))


def _plain(seed: int) -> str:
    write = _Writer(seed)

    def block(kind: str) -> str:
        match kind:
            case "heading":
                return write.sentence(5).rstrip(".!?:…”")
            case "prose":
                return write.random.choice(("", "", "– ")) + write.prose()
            case "list":
                markers = write.random.choice((("- ",), ("• ", "   – "), ("{}. ", "{}) ")))
                return "\n".join(
                    write.random.choice(markers).format(number) + item
                    for number, item in enumerate(write.items(), start=1)
                )
            case "table":
                return "\n".join("\t".join(row) for row in write.rows())
            case "chrome":
                return write.random.choice(_CHROME)
            case _:
                return write.odd()

    return write.document(block, ("\n\n", "\n\n\n", "\n", "\r\n", "\f\n"))


def _page(seed: int) -> str:
    write = _Writer(seed)

    def block(kind: str) -> str:
        match kind:
            case "heading":
                return f"<h{write.random.randint(1, 6)}>{write.sentence(5)}</h2>"
            case "prose":
                return write.random.choice(
                    ("<p>{}</p>", "<p>{}", "<div>{}</div>", "{}", "<pre>{}</pre>")
                ).format(write.prose())
            case "list":
                items = "".join(f"<li>{item}" for item in write.items())
                return write.random.choice(
                    ("<ul>{}</ul>", "<ol>{}</ol>", "<ul>{}", "<li><ul>{}</ul>")
                ).format(items)
            case "table":
                rows = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in write.rows())
                return write.random.choice(
                    ("<table>{}</table>", "<table>{}", "<td><table>{}</table>")
                ).format(rows)
            case "chrome":
                around = (
                    "<nav>{}</nav>",
                    "<footer>{}</footer>",
                    "<p>{}</p>",
                    "<td><nav>{}</nav></td>",
                    "<form>{}",
                )
                return write.random.choice(around).format(write.random.choice(_CHROME))
            case _:
                return write.odd()

    return write.document(block, ("\n", "", " ", "<hr>"))


_FORMATS: dict[str, Callable[[int], str]] = {"md": _markdown, "txt": _plain, "html": _page}
_SEEDS = st.integers(0, 2**40)


def _document(suffix: str, seed: int) -> Document:
    written = _FORMATS[suffix](seed)
    content = normalise(written)
    assert normalise(content) == content
    return document_of(content if not content.startswith("---\n") else f"x {content}", suffix)


def _units(document: Document) -> list[Unit]:
    return [unit for block in document.blocks for unit in block.units]


def _offsets(spans: Iterator[Span], text: str) -> list[int]:
    return [at for span in spans for at in range(span.start, span.end) if not text[at].isspace()]


@pytest.mark.parametrize("suffix", _FORMATS)
@_EACH
@given(seed=_SEEDS)
def test_spans_slice_increase_and_never_overlap(suffix: str, seed: int) -> None:
    document = _document(suffix, seed)

    units = _units(document)

    assert faults_of_structure(document) == ()
    assert all(a.span.end <= b.span.start for a, b in pairwise(units))
    assert all(unit.span.end <= len(document.text) for unit in units)
    assert all(unit.span.of(document.text).strip() == unit.span.of(document.text) for unit in units)
    assert unicodedata.is_normalized("NFC", document.text)
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert all(0 <= block.section < len(document.sections) for block in document.blocks)
    covered = bytearray(len(document.text))
    for block in document.blocks:
        covered[block.span.start : block.span.end] = b"x" * (block.span.end - block.span.start)
    lost = [at for at, character in enumerate(document.text) if character.isalpha() and not covered[at]]
    assert not lost, "letters stand outside every block"
    for block in document.blocks:
        assert (block.kind is BlockKind.NOT_CITABLE) == (block.reason is not None)
        assert not (block.units and block.kind is BlockKind.NOT_CITABLE)
        if block.lead_in is not None:
            assert block.lead_in.end <= block.span.start


@pytest.mark.parametrize("suffix", _FORMATS)
@_EACH
@given(seed=_SEEDS)
def test_every_citable_character_is_in_exactly_one_chunk(suffix: str, seed: int) -> None:
    document = _document(suffix, seed)

    chunks = chunk_document(document)

    text = document.text
    in_units = _offsets((unit.span for unit in _units(document)), text)
    in_chunks = _offsets((unit.span for chunk in chunks for unit in chunk.units), text)
    assert in_chunks == in_units
    assert all(a.span.end <= b.span.start for a, b in pairwise(chunks))
    chrome = [block.span for block in document.blocks if block.kind is BlockKind.NOT_CITABLE]
    sections = {unit: block.section for block in document.blocks for unit in block.units}
    whole = {unit for unit in sections if unit.kind is not UnitKind.SENTENCE}
    cut = {unit for chunk in chunks for unit in chunk.units if unit.kind is not UnitKind.SENTENCE}
    assert cut == whole, "an item, a row or a heading was cut"
    for chunk in chunks:
        assert chunk.text == chunk.span.of(text)
        assert chunk.span == Span(chunk.units[0].span.start, chunk.units[-1].span.end)
        assert not any(span.start < chunk.span.end and chunk.span.start < span.end for span in chrome)
        assert len({sections[unit] for unit in chunk.units if unit in sections}) <= 1
        assert chunk.context.startswith("Prov")


@pytest.mark.parametrize("suffix", _FORMATS)
@_EACH
@given(seed=_SEEDS)
def test_a_quote_is_cited_exactly_or_not_at_all(suffix: str, seed: int) -> None:
    document = _document(suffix, seed)
    rng = random.Random(seed)
    units = _units(document)

    for unit in rng.sample(units, k=min(3, len(units))):
        quote = unit.span.of(document.text)
        assert Citation(1, document, unit.span, quote).quote == quote
        for mutated in _mutations(quote, rng):
            with pytest.raises(UnverifiedQuote):
                Citation(1, document, unit.span, mutated)
        for shifted in _shifts(unit.span):
            if shifted.of(document.text) != quote:
                with pytest.raises(UnverifiedQuote):
                    Citation(1, document, shifted, quote)
    for block in document.blocks:
        if block.kind is BlockKind.NOT_CITABLE:
            assert touches_chrome(document, block.span)
            with pytest.raises(UnverifiedQuote):
                Citation(1, document, block.span, block.span.of(document.text))


def _mutations(quote: str, rng: random.Random) -> Iterator[str]:
    """The quote with one word swapped, negated, dropped or respelled; only texts that differ from it."""
    words = quote.split(" ")
    at = rng.randrange(len(words))
    negation = rng.choice(("inte", "ikke", "ikkje", "not"))
    candidates = [
        " ".join((*words[:at], "kontroll", *words[at + 1 :])),
        " ".join((*words[:at], negation, *words[at:])),
        " ".join(word for word in words if word not in ("inte", "ikke", "ikkje", "not")),
        " ".join((*words[:at], *words[at + 1 :])),
        quote.swapcase(),
        quote + " ",
        quote[:-1],
        quote + ".",
        unicodedata.normalize("NFD", quote),
        quote.replace("\n", " "),
        "",
    ]
    letter = rng.randrange(len(quote))
    candidates.append(quote[:letter] + chr(ord(quote[letter]) + 1) + quote[letter + 1 :])
    if len(words) > 1:
        other = (at + 1) % len(words)
        swapped = list(words)
        swapped[at], swapped[other] = swapped[other], swapped[at]
        candidates.append(" ".join(swapped))
    return (candidate for candidate in candidates if candidate != quote)


def _shifts(span: Span) -> Iterator[Span]:
    for start, end in ((-1, -1), (1, 1), (-1, 0), (0, 1), (10**7, 10**7)):
        if span.start + start >= 0:
            yield Span(span.start + start, span.end + end)

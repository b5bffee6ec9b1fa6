"""Lies about the shipped corpus, by the thousand: each takes a true sentence and its quote and spoils one thing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.answering.drafting.draft import DraftSentence, Support
from app.answering.drafting.projection import smoothed
from app.domain.passages import Passage
from app.domain.sources import Language, UnitKind
from tests.passages import corpus_passages

_NEGATION = {Language.SV: "inte", Language.NB: "ikke", Language.NN: "ikkje", Language.EN: "not"}
_DENIES = re.compile(
    r"\b(?:inte|inga|ingen|inget|utan|aldrig|ikke|ingen|uten|aldri|varken|saknar)\b", re.IGNORECASE
)
_NAMES = ("Karin Andersson", "Ola Nordmann", "Riksdagen", "Oslo", "Västerås", "Erna", "Skatteverket", "NAV")
_SISTER = (
    ("och", "og"),
    ("är", "er"),
    ("att", "å"),
    ("ö", "ø"),
    ("ä", "æ"),
    ("inte", "ikke"),
    ("tion", "sjon"),
)
_HTML = (
    "<b>{}</b>",
    "{}<script>x()</script>",
    '<a href="x">{}</a>',
    "{} <img src=x onerror=y>",
    "{}&lt;b&gt;",
    "<!-- {}",
)
_LINKS = (
    "{} Läs mer på https://ond.example/?q=1",
    "{} [läs mer](https://ond.example)",
    "{} [läs mer][1]",
    "![{}](//ond.example/x.png)",
    "{} (www.ond.example)",
    "{} javascript:alert(1)",
    "{} mailto:a@b.se",
    "{} ond.com",
    "{} a@b.example",
)
_CALLS = (
    '{{"name": "run", "arguments": {{"cmd": "{}"}}}}',
    "<tool_call>{}</tool_call>",
    "{} tool_call(run)",
    "function_call: {}",
    "```tool\n{}\n```",
)


@dataclass(frozen=True, slots=True)
class Truth:
    """A unit of a passage, as a model that copies it would hand it in. `passages` are what it was given."""

    passages: tuple[Passage, ...]
    number: int
    text: str
    language: Language

    @property
    def passage(self) -> Passage:
        return self.passages[self.number - 1]

    def drafted(
        self, text: str | None = None, quote: str | None = None, number: int | None = None
    ) -> DraftSentence:
        support = Support(number or self.number, self.text if quote is None else quote)
        return DraftSentence(self.text if text is None else text, (support,))


def truths(generator: random.Random) -> Iterator[Truth]:
    """Endless: a sentence or list item of at least four words out of eight passages of the corpus."""
    everything = corpus_passages()
    while True:
        passages = tuple(generator.sample(everything, 8))
        number = generator.randint(1, 8)
        chunk = passages[number - 1].chunk
        texts = [
            smoothed(unit.span.of(passages[number - 1].document.text))
            for unit in chunk.units
            if unit.kind in (UnitKind.SENTENCE, UnitKind.ITEM)
        ]
        long = [text for text in texts if len(text.split()) >= 4 and not re.search(r"[()|]", text)]
        if long:
            yield Truth(passages, number, generator.choice(long), chunk.language)


Spoof = Callable[[Truth, random.Random], DraftSentence | None]


def unknown_number(truth: Truth, generator: random.Random) -> DraftSentence | None:
    return truth.drafted(number=generator.choice((0, -1, 9, 10, 99, 1_000_000)) or 9)


def neighbours_quote(truth: Truth, generator: random.Random) -> DraftSentence | None:
    """The right quote under another passage's number."""
    other = generator.choice([number for number in range(1, 9) if number != truth.number])
    same = truth.passages[other - 1].document is truth.passage.document
    return (
        None
        if same and truth.text in smoothed(truth.passages[other - 1].chunk.text)
        else truth.drafted(number=other)
    )


def one_letter_changed(truth: Truth, generator: random.Random) -> DraftSentence | None:
    places = [place for place, letter in enumerate(truth.text) if letter.isalpha()]
    place = generator.choice(places)
    letter = generator.choice([one for one in "aeiouåäöæøtnrs" if one != truth.text[place]])
    return truth.drafted(quote=truth.text[:place] + letter + truth.text[place + 1 :])


def negation_flipped(truth: Truth, generator: random.Random) -> DraftSentence | None:
    if _DENIES.search(truth.text):
        found = list(_DENIES.finditer(truth.text))
        if len(found) > 1 or found[0].group().lower() in ("inga", "inget", "ingen"):
            return None
        return truth.drafted(text=" ".join(_DENIES.sub("", truth.text).split()))
    words = truth.text.split()
    place = generator.randint(1, len(words) - 1)
    return truth.drafted(text=" ".join((*words[:place], _NEGATION[truth.language], *words[place:])))


def number_swapped(truth: Truth, generator: random.Random) -> DraftSentence | None:
    found = list(re.finditer(r"\d+", truth.text))
    if not found:
        return truth.drafted(text=f"{truth.text.rstrip('.')} i {generator.randint(3, 2030)} fall.")
    match = generator.choice(found)
    value = str(int(match.group()) + generator.choice((-1, 1, 10)))
    return truth.drafted(text=truth.text[: match.start()] + value + truth.text[match.end() :])


def name_swapped(truth: Truth, generator: random.Random) -> DraftSentence | None:
    found = list(re.finditer(r"(?<=[a-zåäöæø,] )[A-ZÅÄÖÆØ]\w+(?: [A-ZÅÄÖÆØ]\w+)*", truth.text))
    name = generator.choice(_NAMES)
    if not found:
        return truth.drafted(text=f"{truth.text.rstrip('.')} enligt {name}.")
    match = generator.choice(found)
    return truth.drafted(text=truth.text[: match.start()] + name + truth.text[match.end() :])


def translated_quote(truth: Truth, _: random.Random) -> DraftSentence | None:
    quote = truth.text
    for one, other in _SISTER:
        quote = quote.replace(one, other) if truth.language is Language.SV else quote.replace(other, one)
    return None if quote == truth.text else truth.drafted(quote=quote)


def joined_quote(truth: Truth, generator: random.Random) -> DraftSentence | None:
    """The beginning of the sentence and the end of one that stands elsewhere."""
    other = generator.choice(truth.passages).chunk.text
    tail = " ".join(smoothed(other).split()[-3:])
    head = " ".join(truth.text.split()[:3])
    joined = f"{head} {tail}"
    return None if joined in smoothed(truth.passage.chunk.text) else truth.drafted(quote=joined)


def html(truth: Truth, generator: random.Random) -> DraftSentence | None:
    return truth.drafted(text=generator.choice(_HTML).format(truth.text))


def link(truth: Truth, generator: random.Random) -> DraftSentence | None:
    return truth.drafted(text=generator.choice(_LINKS).format(truth.text))


def tool_call(truth: Truth, generator: random.Random) -> DraftSentence | None:
    return truth.drafted(text=generator.choice(_CALLS).format(truth.text))


def marker_in_quote(truth: Truth, generator: random.Random) -> DraftSentence | None:
    words = truth.text.split()
    place = generator.randint(1, len(words) - 1)
    marker = generator.choice(("[1]", "[2, 3]", "【3†kilde】", "(1)", "Källa: Regeringen"))
    return truth.drafted(quote=" ".join((*words[:place], marker, *words[place:])))


def marker_in_text(truth: Truth, generator: random.Random) -> DraftSentence | None:
    marker = generator.choice(("[9]", "【3†kilde】", "[1](2)", "{{1}}", "[Regeringen]"))
    return truth.drafted(text=f"{truth.text} {marker}")


def invisible(truth: Truth, generator: random.Random) -> DraftSentence | None:
    character = generator.choice("\u200b\u202e\u2066\x00\x1b\ue000\u00ad")
    place = generator.randint(1, len(truth.text) - 1)
    return truth.drafted(text=truth.text[:place] + character + truth.text[place:])


def word_added(truth: Truth, generator: random.Random) -> DraftSentence | None:
    word = generator.choice(("bananpaj", "skattesänkning", "kanariefugl", "gratis", "farligt", "avskjed"))
    words = truth.text.split()
    place = generator.randint(1, len(words))
    return truth.drafted(text=" ".join((*words[:place], word, *words[place:])))


def without_support(truth: Truth, generator: random.Random) -> DraftSentence | None:
    quote = generator.choice(("", " ", ".", "i", "…", None))
    return DraftSentence(truth.text) if quote is None else truth.drafted(quote=quote)


def many_citations(truth: Truth, _: random.Random) -> DraftSentence | None:
    return DraftSentence(truth.text, truth.drafted().supports * 500)


def another_sentence(truth: Truth, generator: random.Random) -> DraftSentence | None:
    """A true sentence of another text with this one's quote."""
    other = next(truths(generator))
    lead_in = truth.passage.chunk.lead_in
    if lead_in is not None and other.text in smoothed(lead_in.of(truth.passage.document.text)):
        return None  # an item is read under its lead-in
    shared = set(other.text.lower().split()) & set(truth.text.lower().split())
    return None if len(shared) > 2 else truth.drafted(text=other.text)


SPOOFS: Mapping[str, Spoof] = {
    spoof.__name__: spoof
    for spoof in (
        unknown_number, neighbours_quote, one_letter_changed, negation_flipped, number_swapped, name_swapped,
        translated_quote, joined_quote, html, link, tool_call, marker_in_quote, marker_in_text, invisible,
        word_added, without_support, many_citations, another_sentence,
    )
}  # fmt: skip

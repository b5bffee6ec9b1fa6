"""Numbers as texts write them, in digits and in words."""

from __future__ import annotations

from app.text.words import words

_NUMBERS = {
    number: frozenset(names.split())
    for number, names in {
        2: "två to two tvenne",
        3: "tre three",
        4: "fyra fire four",
        5: "fem five",
        6: "sex seks six",
        7: "sju syv seven",
        8: "åtta åtte eight",
        9: "nio ni nine",
        10: "tio ti ten",
        11: "elva elleve eleven",
        12: "tolv twelve",
        13: "tretton tretten thirteen",
        14: "fjorton fjorten fourteen",
    }.items()
}

_TWO = "to"  # in English it is another word
_ENGLISH = frozenset("the what which how who of are was does did with from can should".split())

NUMBER_WORDS = frozenset[str]().union(*_NUMBERS.values())


def numbers_in(text: str) -> frozenset[int]:
    """The numbers that a text names in digits or, up to fourteen, in words."""
    found = frozenset(words(text))
    if found & _ENGLISH:
        found -= {_TWO}
    named = (number for word in found & NUMBER_WORDS for number, names in _NUMBERS.items() if word in names)
    return frozenset((*named, *(int(word) for word in found if word.isdigit() and len(word) <= 4)))

"""Words, stems and skeletons: how texts are compared, never how they are shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

from app.domain.sources import Language
from app.text.stop_words import STOP_WORDS_AS_TYPED

GRAM_LENGTH = 4
_SHORTEST_PAST_TENSE = 5

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STEMMER_NAMES = {
    Language.SV: "swedish",
    Language.NB: "norwegian",
    Language.NN: "norwegian",
    Language.EN: "english",
}
_STEMMERS = {language: Stemmer.Stemmer(name, 0) for language, name in _STEMMER_NAMES.items()}
_FOLDED = str.maketrans({"å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o"})
_PAST_TENSE = re.compile(r"(?<=[aeiouyåäöæø])(?:dde|tt)$")  # uppnådde, oppnått: Snowball leaves these
_ONE_ALPHABET = str.maketrans({"ä": "æ", "ö": "ø"})
_VOWEL = re.compile(r"[aeiouy]")
_SOUNDS = {"c": "k", "ck": "k", "q": "k", "x": "ks", "z": "s", "w": "v", "hv": "v", "ph": "f", "th": "t"}
# A group is named after what it sounds like, the other spellings stand in the table.
_SPELT = re.compile(r"(?P<sjon>[ts]sion|tion)|(?P<s>c(?=[eiy]))|ck|[cqxzw]|hv|ph|th")
_DOUBLED = re.compile(r"(\w)\1")


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, NFC and lower case; hyphens inside a word stay."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def is_stop_word(word: str) -> bool:
    """Whether a word carries no content in any of the four languages.

    One list for all, since a question in one language is matched against texts in the others.
    """
    return word in STOP_WORDS_AS_TYPED


def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that are no stop words, in order."""
    return tuple(word for word in words(text) if not is_stop_word(word))


def fold(word: str) -> str:
    """å ä æ to a, ö ø to o, other accents away: for matching only, since är and år fall together."""
    plain = word.translate(_FOLDED)
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFD", plain)
    return "".join(character for character in plain if not unicodedata.combining(character))


@lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """The folded Snowball stem (Porter, 2001) of a lower-case word."""
    return fold(_stem(word, language))


@lru_cache(maxsize=200_000)
def strict_stem(word: str, language: Language) -> str:
    """The stem with å kept apart from a, and ö from o; ä and æ, ö and ø are one letter in two alphabets."""
    return _stem(word, language).translate(_ONE_ALPHABET)


def _stem(word: str, language: Language) -> str:
    if language is not Language.EN and len(word) > _SHORTEST_PAST_TENSE:
        word = _PAST_TENSE.sub("", word)
    return str(_STEMMERS[language].stemWord(word))


def stems(text: str, language: Language) -> tuple[str, ...]:
    """The stems of a text's content words, in order."""
    return tuple(stem(word, language) for word in content_words(text))


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """A spelling that Swedish and Norwegian share more often: folded, ck and x spelt out, doubles single."""
    plain = fold(word).replace("ck", "kk").replace("x", "ks").replace("hv", "v")
    return _DOUBLED.sub(r"\1", plain)


@lru_cache(maxsize=200_000)
def consonants(word: str) -> str:
    """A folded word's consonants as Swedish and Norwegian both sound them, doubles single."""
    plain = _SPELT.sub(lambda found: found.lastgroup or _SOUNDS[found[0]], fold(word))
    return _DOUBLED.sub(r"\1", _VOWEL.sub("", plain))


@lru_cache(maxsize=200_000)
def grams(word: str) -> tuple[str, ...]:
    """The character 4-grams of a word's skeleton with its edges marked; a short word is one gram."""
    marked = f"_{skeleton(word)}_"
    if len(marked) <= GRAM_LENGTH:
        return (marked,)
    return tuple(marked[start : start + GRAM_LENGTH] for start in range(len(marked) - GRAM_LENGTH + 1))


def text_grams(text: str) -> tuple[str, ...]:
    """The grams of a text's content words, in order."""
    return tuple(gram for word in content_words(text) for gram in grams(word))

"""Whether a text is in none of the languages that Tilda answers in."""

from __future__ import annotations

import unicodedata

from app.text.languages import telling_votes
from app.text.words import words

_LEAST_SHARE = 0.12
_MOST_OTHER_LETTERS = 0.5

# Function words that Swedish, Norwegian, Danish and English do not have: one line a language.
_TELLING_WORDS = frozenset(
    """
    der die das und sagt man ist nicht wie was wer warum welche welches ich sie wir ein eine einen mit für
    auf zu sind werden kann über bei gibt
    de het een niet wat hoe wie waarom welke zijn wordt voor met naar ook maar ik jij wij deze
    mikä mitä miten miksi kuka ovat ja ei että kuinka tämä se hän minä sinä olen onko missä milloin mitkä
    joka tai
    qué es el la los las cómo quién por para una son cuáles dónde cuándo del con está y
    qui que qu est-ce est le les des une comment pourquoi quels quelles où avec pour dans sur c'est qu'est
    che cosa è il gli come chi perché quali sono della dei con una per
    co jest czym jak kto dlaczego które czy nie są się w z na do
    hvað hvernig hver hvers vegna eru ekki og er það
    waa maxay sidee kuwee waxa iyo ka ku oo
    kas ir kā kāpēc vai un kur yra kaip kodėl ar
    ne nedir nasıl kim neden hangi ve bir mi
    što šta je kako tko ko zašto koji su i li
    o que é como quem por quais são uma dos das
    mis on kuidas kes miks ja ei kas
    mii lea mo gii manne ja ii
    """.split()
) - frozenset(
    """de het den die i o er e og en ett ei in on for over is an to do was mot man ta en men dei co el la ja
    ne ve mi ko ar ha per
    o que for bei w z y i se su ku ka oo vegna hver das dos con are un ir vai ei te je ik met on mo om to na
    nie na mis li ma sur
    dans las son para por des como una sidee une les with wordt code est""".split()
)

# Letters of words that are neither Swedish, Norwegian nor English. Names hold them, too: one alone outvotes nothing.
_TELLING_LETTERS = frozenset("ąćęłńśźżčďěňřšťůžőűğşıțăđŋŧõñ")


def is_foreign(text: str) -> bool:
    """Whether a text is mostly written in another script, or mostly in words of another language.

    A quotation or a name in another language does not make a question foreign.
    """
    letters = [character for character in text if character.isalpha()]
    other = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if letters and other / len(letters) > _MOST_OTHER_LETTERS:
        return True
    found = words(text)
    telling = sum(word in _TELLING_WORDS or not _TELLING_LETTERS.isdisjoint(word) for word in found)
    own = max(telling_votes(text).values(), default=0)
    return telling > own and telling >= _LEAST_SHARE * len(found)

"""A question's content words, each with everything that counts as the same word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from app.domain.sources import Language
from app.retrieval.concepts import Concept, ConceptLayer, Phrase, stem_variants
from app.retrieval.dense import Vectors
from app.retrieval.sister_words import SisterWords
from app.text.derivation import kin
from app.text.expressions import Expression, expressed, expressions, sign
from app.text.words import grams, is_stop_word, words

OWN_WORD = 1.0
SAME_CONCEPT = 0.85
SAME_ROOT = 0.6
_NORWEGIAN = frozenset((Language.NB, Language.NN))


@dataclass(frozen=True, slots=True)
class Term:
    """One content word. `named` are stems with their weight: its own ones, then its concepts'; `sisters` are
    stems of the corpus that seem to mean nearly the same.
    """

    word: str
    named: Mapping[str, float]
    sisters: Mapping[str, float] = field(default_factory=dict)

    @property
    def alternatives(self) -> Mapping[str, float]:
        """All of them, each with its larger weight."""
        return {
            one: max(self.named.get(one, 0.0), self.sisters.get(one, 0.0))
            for one in (*self.named, *self.sisters)
        }


def question_terms(
    question: str, concepts: ConceptLayer, language: Language, corpus: Collection[Language]
) -> tuple[Term, ...]:
    """The terms of a question in order, each word once; of a question of stop words only, all words.

    Every word of a phrase that names a concept gets the concept's terms, since they mean it together; those in
    the languages of the corpus, since an English word may be another one in Norwegian. Of Norwegian both forms
    count: a text in the one borrows words of the other. Words of the same root count for less, and only single ones.
    An expression ("kom … till") means what it means, not what its words do; one of stop words only is a term by its
    first word.
    """
    written = {*corpus, *_NORWEGIAN} if _NORWEGIAN & set(corpus) else corpus
    meant = [one for one in expressions(question, language) if concepts.by_id.keys() >= {*one.concepts}]
    alternatives = {
        word: dict.fromkeys(sorted(stem_variants(word)), OWN_WORD)
        for word in _words_that_say(question, meant)
    }
    plain = [word for word in alternatives if not any(word in one.words for one in meant)]
    for span, concept in concepts.found_in(plain, language):
        for at in span:
            add_concept(alternatives[plain[at]], concept, concepts, written)
    for one in meant:
        for word, id in product(alternatives.keys() & set(one.words), one.concepts):
            alternatives[word][sign(id)] = OWN_WORD
            add_concept(alternatives[word], concepts.by_id[id], concepts, written)
    return tuple(Term(word, alternative) for word, alternative in alternatives.items())


def _words_that_say(question: str, meant: Sequence[Expression]) -> Sequence[str]:
    """The words that are terms, in order: content words, but for those of an expression that says nothing, and the
    first word of one that has no content word."""
    silent = {word for one in meant if not one.concepts for word in one.words}
    bearing = {one.words[0] for one in meant if all(map(is_stop_word, one.words))} - silent
    spoken = words(question)
    return [
        word
        for word in dict.fromkeys(spoken)
        if word in bearing or not (is_stop_word(word) or word in silent)
    ] or spoken


def add_concept(
    alternatives: dict[str, float], concept: Concept, concepts: ConceptLayer, written: Collection[Language]
) -> None:
    """Adds a concept's terms, those of its root, and the signs of the expressions that name them."""
    said = _weighed_stems(concept, written)
    for other in concepts.same_root.get(concept.id, ()):
        said += [
            (stemmed, SAME_ROOT) for one in written for (stemmed, *more) in other.phrases[one] if not more
        ]
    if concept.id in expressed():
        said.append((sign(concept.id), SAME_CONCEPT))
    for stemmed, weight in sorted(said):
        alternatives[stemmed] = max(alternatives.get(stemmed, 0.0), weight)


def _weighed_stems(concept: Concept, written: Collection[Language]) -> list[tuple[str, float]]:
    return [
        (stemmed, SAME_CONCEPT / len(phrase))
        for one in written
        for phrase in _said(concept.phrases[one])
        for stemmed in phrase
    ]


def _said(phrases: Collection[Phrase]) -> Collection[Phrase]:
    """A concept's single words in a language, its longer phrases only where it has none: of "upper secondary school"
    each word alone says too little.
    """
    return [phrase for phrase in phrases if len(phrase) == 1] or phrases


def gram_groups(terms: Sequence[Term]) -> list[dict[str, float]]:
    """The character grams of the question's own words, each a group of its own."""
    return [{gram: 1.0} for gram in dict.fromkeys(gram for term in terms for gram in grams(term.word))]


def with_kin(terms: Sequence[Term], knows: Callable[[str], bool]) -> tuple[Term, ...]:
    """The terms with the nouns and verbs of their own words' roots that the corpus knows."""
    return tuple(_with_kin(term, knows) for term in terms)


def _with_kin(term: Term, knows: Callable[[str], bool]) -> Term:
    own = [one for one, weight in term.named.items() if weight == OWN_WORD]
    found = {
        one: SAME_ROOT for stemmed in own for one in kin(stemmed) if one not in term.named and knows(one)
    }
    return replace(term, named={**term.named, **found}) if found else term


def with_sisters(
    terms: Sequence[Term], known: SisterWords, vectors: Mapping[str, Vectors]
) -> tuple[Term, ...]:
    """The terms with their sister words; `vectors` holds the embeddings (d,) of words that the corpus lacks."""
    sisters = known.of([term.word for term in terms], vectors)
    return tuple(replace(term, sisters=found) for term, found in zip(terms, sisters, strict=True))

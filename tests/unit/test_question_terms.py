"""What a question's words stand for besides themselves: nouns of their verbs, parts of compounds."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from app.domain.sources import Language
from app.retrieval.compounds import with_parts
from app.retrieval.concepts import NO_CONCEPTS, load_concepts
from app.retrieval.terms import question_terms, with_kin
from app.text.derivation import kin

ALL = frozenset(Language)


def kin_of(word: str, corpus: Collection[str]) -> set[str]:
    terms = question_terms(word, NO_CONCEPTS, Language.SV, ALL)
    (term,) = with_kin(terms, corpus.__contains__)
    return {one for one, weight in term.named.items() if weight < 1}


def parts_of(word: str, corpus: Collection[str]) -> set[str]:
    concepts = load_concepts()
    terms = question_terms(word, concepts, Language.NB, ALL)
    (term,) = with_parts(terms, concepts, ALL, corpus.__contains__)
    return {one for one, weight in term.named.items() if weight < 1}


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("inriktar", "inriktning"),
        ("innføre", "innforing"),
        ("registreringen", "registrer"),
        ("organisere", "organisasjon"),
        ("ærlegheit", "ærleg"),
    ],
)
def test_a_verb_and_its_noun_stand_for_each_other(word: str, other: str) -> None:
    assert other.replace("æ", "a") in kin_of(word, {other.replace("æ", "a")})


def test_only_what_the_corpus_has_is_kin() -> None:
    assert kin_of("inriktat", {"annat"}) == set()
    assert "ing" not in set(kin("ting"))


def test_an_unknown_compound_is_what_its_parts_are() -> None:
    assert {"turnus", "mot"} <= parts_of("turnusmøtet", {"turnus", "mot"})
    assert "tenest" in parts_of("nattenesta", {"natt", "tenest"})


@pytest.mark.parametrize("word", ["turnusmøtet", "hjemmekontor"])
def test_a_compound_is_left_whole_where_a_part_or_all_of_it_is_known(word: str) -> None:
    known = {"turnus", "hjemm", "kontor"}
    assert not parts_of(word, known) & known

"""Questions to go on with and to begin with, made from the sources' own headings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from app.answering.suggesting.telling_headings import telling
from app.domain.answers import Answerer, AnswerStatus, Citation, Question
from app.domain.passages import Passage
from app.domain.sources import Document, Language
from app.messages import Texts
from app.text.display import display
from app.text.normalise import matching_form

MOST_FOLLOWUPS = 3
MOST_STARTERS = 4
_MOST_TRIED = 12
_NEAR = 12  # passages: what lies farther has little to do with the question
# Below the best passage's score, for another source than those cited: in the reader's language, and in others.
_FARTHEST, _FARTHEST_FOREIGN = 1.25, 0.5
_NORWEGIAN = {Language.NB, Language.NN}
_TELLING_LENGTH = 24  # letters and digits: a shorter text may stand in an answer by chance

# Asks one question of a product: may it be suggested?
Answers = Callable[[str, Language], bool]


def followups(
    passages: Sequence[Passage],
    citations: Sequence[Citation],
    reader: Language,
    texts: Texts,
    said: Sequence[str] = (),
) -> tuple[str, ...]:
    """Up to three questions about other sections that were found: of the sources cited first, then nearest first.

    Each names a section by its heading between quotation marks, which is how anyone can ask for that section
    (`app.answering.sections`). Headings that say nothing by themselves, those of the passages cited, and those
    of sections that were `said` before, in questions or answers, are left out. So are other sources that lie far
    from the question, the sooner if in another language: few questions are better than some about anything.
    """
    before = matching_form(" ".join(said))
    told = {(citation.source.id, citation.headings[-1:]) for citation in citations}
    found: dict[str, None] = {}
    for passage in _worth_reading(passages[:_NEAR], {citation.source.id for citation in citations}, reader):
        chunk = passage.chunk
        if not chunk.headings or (chunk.source_id, chunk.headings[-1:]) in told:
            continue
        if _is_told(passage, before):
            continue
        if question := _question_about(chunk.headings[-1], chunk.language, reader, texts):
            found[question] = None
        if len(found) == MOST_FOLLOWUPS:
            break
    return tuple(found)


def _worth_reading(passages: Sequence[Passage], cited: Collection[str], reader: Language) -> list[Passage]:
    going_on = [passage for passage in passages if passage.chunk.source_id in cited]
    others = [passage for passage in passages if passage.chunk.source_id not in cited]
    near = [one for one in others if passages[0].score - one.score <= _farthest(one, reader)]
    return going_on + sorted(near, key=lambda one: _is_foreign(one.chunk.language, reader))


def _farthest(passage: Passage, reader: Language) -> float:
    return _FARTHEST_FOREIGN if _is_foreign(passage.chunk.language, reader) else _FARTHEST


def _is_foreign(language: Language, reader: Language) -> bool:
    return language is not reader and {language, reader} != _NORWEGIAN


def _is_told(passage: Passage, before: str) -> bool:
    """Whether the heading was asked for or named, or something of its text was quoted."""
    texts = (unit.span.of(passage.document.text) for unit in passage.chunk.units)
    quotes = (form for text in texts if len(form := matching_form(display(text))) >= _TELLING_LENGTH)
    return matching_form(passage.chunk.headings[-1]) in before or any(form in before for form in quotes)


def starters(
    documents: Iterable[Document], usual: Sequence[str], reader: Language, texts: Texts, answers: Answers
) -> tuple[str, ...]:
    """Up to four questions to begin with, each of which the product itself answers.

    First the usual ones, then one about a section of each source in turn.
    """
    chosen: list[str] = []
    for question in [*usual, *_by_turns(documents, reader, texts)][: len(usual) + _MOST_TRIED]:
        if len(chosen) < MOST_STARTERS and question not in chosen and answers(question, reader):
            chosen.append(question)
    return tuple(chosen)


def is_answered_by(answerer: Answerer) -> Answers:
    def answers(question: str, reader: Language) -> bool:
        return answerer.answer(Question(question, language=reader)).status is AnswerStatus.ANSWERED

    return answers


def _by_turns(documents: Iterable[Document], reader: Language, texts: Texts) -> list[str]:
    """The first section of each source, then the second of each, and so on."""
    columns = [list(_questions_about(document, reader, texts)) for document in documents]
    longest = max(map(len, columns), default=0)
    return [column[row] for row in range(longest) for column in columns if row < len(column)]


def _questions_about(document: Document, reader: Language, texts: Texts) -> Iterable[str]:
    for section in range(len(document.sections)):
        headings = document.headings_of(section)
        if headings and (question := _question_about(headings[-1], document.source.language, reader, texts)):
            yield question


def _question_about(heading: str, language: Language, reader: Language, texts: Texts) -> str | None:
    """A heading that is a question is asked as it stands, to a reader of its language."""
    plain = telling(heading)
    if plain is None:
        return None
    if plain.endswith("?"):
        return plain if language is reader else None
    return texts.say(reader, "ask_about", heading=plain)

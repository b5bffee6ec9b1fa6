"""The two things an assistant can have Tilda do: search and answer. Both only read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from app.domain.answers import MAX_QUESTION_LENGTH, Answerer, Question
from app.domain.passages import Retriever
from app.domain.sources import Language
from app.web.asking import Asking
from app.web.markdown import escape, escape_inline, link
from app.web.presenting import present_answer, present_search
from app.web.prose import answer_pieces
from app.web.requests import validate
from app.web.schemas import AnswerOut, PassageOut, Request, SearchOut, Shown
from app.web.workers import Workers

INSTRUCTIONS = (
    "Tilda answers questions about trust-based governance (tillitsbaserad styrning, tillitsbasert ledelse) from "
    "Swedish and Norwegian texts. What she returns are verbatim quotations, or sentences checked against them, with "
    "their sources: keep the quotations as they are, name the sources, and do not add what they do not say. When "
    "she says that the texts hold no answer, say so too."
)
MAX_FOUND = 20

_LanguageArgument = Annotated[
    Language | None,
    Field(description="Language to answer in: sv, nb, nn or en. Left out, it is that of the question."),
]


class AnswerArguments(Request):
    question: Annotated[
        str,
        Field(
            description="A whole question that stands on its own, in Swedish, Norwegian or English; "
            f"at most {MAX_QUESTION_LENGTH} characters."
        ),
    ]
    language: _LanguageArgument = None


class SearchArguments(Request):
    query: Annotated[str, Field(description="What to look for, in Swedish, Norwegian or English.")]
    k: Annotated[int, Field(ge=1, le=MAX_FOUND, description="How many passages at most.")] = 5
    language: _LanguageArgument = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool returns: the same as data and as Markdown."""

    shown: Shown
    text: str


@dataclass(frozen=True, slots=True)
class Tool:
    """`call` raises `Problem` or `TildaError` for arguments it cannot use and for what is not there."""

    name: str
    title: str
    description: str
    arguments: type[Request]
    result: type[Shown]
    call: Callable[[object], Awaitable[Told]]


def read_only_tools(
    answerer: Answerer, retriever: Retriever, workers: Workers, base_url: str | None
) -> tuple[Tool, ...]:
    """`base_url` is where the passages can be read, or None where they cannot."""
    asking = Asking(answerer, workers)

    async def answer(arguments: object) -> Told:
        asked = validate(AnswerArguments, arguments)
        question = Question(asked.question, language=asked.language)
        answered = present_answer(await asking.whole(question))
        return Told(answered, "".join(piece.text for piece in answer_pieces(answered, base_url)))

    async def search(arguments: object) -> Told:
        asked = validate(SearchArguments, arguments)
        question = Question(asked.query, language=asked.language)
        found = await workers.run(retriever.search, question.text, question.language, asked.k)
        shown = present_search(found)
        return Told(shown, "\n\n".join(_as_text(passage, base_url) for passage in shown.passages))

    return (
        Tool(
            name="search",
            title="Search the texts",
            description="Find the passages on trust-based governance that are nearest to a query, best first, "
            "with their source. Nothing is summarised.",
            arguments=SearchArguments,
            result=SearchOut,
            call=search,
        ),
        Tool(
            name="answer",
            title="Answer from the texts",
            description="Answer a question on trust-based governance with cited sentences, lists and table rows "
            "from Swedish and Norwegian texts, or say that they hold no answer.",
            arguments=AnswerArguments,
            result=AnswerOut,
            call=answer,
        ),
    )


def _as_text(passage: PassageOut, base_url: str | None) -> str:
    where = " – ".join(dict.fromkeys((passage.source.title, *passage.headings)))
    title = escape(where) if base_url is None else link(where, base_url + passage.permalink)
    quoted = "\n".join(f"> {escape_inline(line)}" for line in passage.text.splitlines())
    return f"{passage.rank}. {title}\n\n{quoted}"

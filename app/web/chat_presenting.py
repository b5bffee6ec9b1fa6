"""An answer as OpenAI's chat completion, whole or in chunks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.web.chat_schemas import (
    Annotation,
    ChoiceOut,
    ChunkChoice,
    Completion,
    CompletionChunk,
    Delta,
    MessageOut,
    TildaOut,
    UrlCitation,
    Usage,
)
from app.web.prose import Piece, block_pieces, closing_pieces
from app.web.schemas import AnswerOut, CitationOut


class GrowingMessage:
    """The message of a completion as its answer grows: each delta says what the ones before have not said."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._blocks = 0
        self._characters = 0

    def grow(self, answer: AnswerOut) -> Iterator[Delta]:
        """`answer` begins with the blocks of the one before."""
        yield from self._deltas(block_pieces(answer.blocks, self._blocks), answer)
        self._blocks = len(answer.blocks)

    def close(self, answer: AnswerOut) -> Iterator[Delta]:
        yield from self._deltas(closing_pieces(answer, self._base_url), answer)

    def _deltas(self, pieces: Iterable[Piece], answer: AnswerOut) -> Iterator[Delta]:
        by_number = {citation.number: citation for citation in answer.citations}
        for piece in pieces:
            annotations = tuple(self._annotation(by_number[number], piece) for number in piece.citations)
            yield Delta(content=piece.text, annotations=annotations or None)
            self._characters += len(piece.text)

    def _annotation(self, citation: CitationOut, piece: Piece) -> Annotation:
        """Its indexes count from the beginning of the whole content."""
        cited = UrlCitation(
            start_index=self._characters + piece.start,
            end_index=self._characters + piece.end,
            url=self._base_url + citation.permalink,
            title=citation.source.title,
            number=citation.number,
            quote=citation.quote,
            language=citation.source.language,
            source=citation.source.id,
            sha256=citation.sha256,
        )
        return Annotation(url_citation=cited)


def present_completion(answer: AnswerOut, created: int, base_url: str) -> Completion:
    message = GrowingMessage(base_url)
    deltas = (*message.grow(answer), *message.close(answer))
    content = "".join(delta.content or "" for delta in deltas)
    annotations = tuple(annotation for delta in deltas for annotation in delta.annotations or ())
    return Completion(
        id=_id(answer),
        created=created,
        system_fingerprint=answer.generation,
        tilda=_tilda(answer),
        choices=(ChoiceOut(message=MessageOut(content=content, annotations=annotations)),),
    )


def opening_chunk(answer: AnswerOut, created: int) -> CompletionChunk:
    opening = Delta(role="assistant", content="")
    return _chunk(answer, created, ChunkChoice(delta=opening), tilda=_tilda(answer))


def content_chunk(answer: AnswerOut, created: int, delta: Delta) -> CompletionChunk:
    return _chunk(answer, created, ChunkChoice(delta=delta))


def final_chunk(answer: AnswerOut, created: int) -> CompletionChunk:
    return _chunk(answer, created, ChunkChoice(delta=Delta(), finish_reason="stop"), tilda=_tilda(answer))


def usage_chunk(answer: AnswerOut, created: int) -> CompletionChunk:
    return _chunk(answer, created, usage=Usage())


def _chunk(
    answer: AnswerOut,
    created: int,
    *choices: ChunkChoice,
    usage: Usage | None = None,
    tilda: TildaOut | None = None,
) -> CompletionChunk:
    return CompletionChunk(
        id=_id(answer),
        created=created,
        system_fingerprint=answer.generation,
        choices=choices,
        usage=usage,
        tilda=tilda,
    )


def _id(answer: AnswerOut) -> str:
    return f"chatcmpl-{answer.id}"


def _tilda(answer: AnswerOut) -> TildaOut:
    return TildaOut.model_validate(answer.model_dump(include=set(TildaOut.model_fields)))

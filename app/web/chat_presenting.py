"""An answer as OpenAI's chat completion, whole or in chunks."""

from __future__ import annotations

from collections.abc import Iterator

from app.web.chat_schemas import (
    Annotation,
    ChoiceOut,
    ChunkChoice,
    Completion,
    CompletionChunk,
    Delta,
    MessageOut,
    UrlCitation,
    Usage,
)
from app.web.prose import Piece, answer_pieces
from app.web.schemas import AnswerHead, AnswerOut, CitationOut


def present_completion(answer: AnswerOut, created: int, base_url: str) -> Completion:
    deltas = tuple(_deltas(answer, base_url))
    message = MessageOut(
        content="".join(delta.content or "" for delta in deltas),
        annotations=tuple(annotation for delta in deltas for annotation in delta.annotations or ()),
    )
    return Completion(
        id=_id(answer),
        created=created,
        system_fingerprint=answer.generation,
        tilda=_head(answer),
        choices=(ChoiceOut(message=message),),
    )


def present_chunks(
    answer: AnswerOut, created: int, base_url: str, includes_usage: bool
) -> Iterator[CompletionChunk]:
    """The role, each sentence with its annotations, the end, and the usage where it is asked for."""

    def chunk(
        *choices: ChunkChoice, usage: Usage | None = None, head: AnswerHead | None = None
    ) -> CompletionChunk:
        return CompletionChunk(
            id=_id(answer),
            created=created,
            system_fingerprint=answer.generation,
            choices=choices,
            usage=usage,
            tilda=head,
        )

    yield chunk(ChunkChoice(delta=Delta(role="assistant", content="")), head=_head(answer))
    for delta in _deltas(answer, base_url):
        yield chunk(ChunkChoice(delta=delta))
    yield chunk(ChunkChoice(delta=Delta(), finish_reason="stop"))
    if includes_usage:
        yield chunk(usage=Usage())


def _deltas(answer: AnswerOut, base_url: str) -> Iterator[Delta]:
    """The annotations' indexes count from the beginning of the whole content."""
    by_number = {citation.number: citation for citation in answer.citations}
    offset = 0
    for piece in answer_pieces(answer, base_url):
        annotations = tuple(
            _annotation(by_number[number], piece, offset, base_url) for number in piece.citations
        )
        yield Delta(content=piece.text, annotations=annotations or None)
        offset += len(piece.text)


def _annotation(citation: CitationOut, piece: Piece, offset: int, base_url: str) -> Annotation:
    cited = UrlCitation(
        start_index=offset + piece.start,
        end_index=offset + piece.end,
        url=base_url + citation.permalink,
        title=citation.source.title,
        number=citation.number,
        quote=citation.quote,
        language=citation.source.language,
        source=citation.source.id,
        sha256=citation.sha256,
    )
    return Annotation(url_citation=cited)


def _id(answer: AnswerOut) -> str:
    return f"chatcmpl-{answer.id}"


def _head(answer: AnswerOut) -> AnswerHead:
    return AnswerHead.model_validate(answer.model_dump(include=set(AnswerHead.model_fields)))

"""From the domain to what goes over HTTP. Nothing is decided here, only named."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.domain.answers import Answer, AnswerBlock, Citation, ReadingTip
from app.domain.passages import Passage, SearchResult
from app.domain.sources import Document, Original, Source, Span
from app.version import VERSION
from app.web.permalinks import passage_path, text_path
from app.web.schemas import (
    AnswerOut,
    BlockOut,
    CitationOut,
    DraftingOut,
    HeadingOut,
    ItemOut,
    OriginalOut,
    PassageOut,
    ReadingTipOut,
    SearchOut,
    SourceEntry,
    SourceOut,
    SourceText,
    SpanOut,
)


def present_answer(answer: Answer, conversation: str | None = None) -> AnswerOut:
    return AnswerOut(
        id=answer.id,
        version=VERSION,
        conversation=conversation,
        status=answer.status,
        mode=answer.mode,
        language=answer.language,
        interpreted_question=answer.interpreted_question,
        blocks=tuple(map(_block, answer.blocks)),
        citations=tuple(map(_citation, answer.citations)),
        nearest=tuple(map(_reading_tip, answer.nearest)),
        followups=answer.followups,
        confidence=answer.confidence,
        generation=answer.generation,
        spoken=answer.spoken,
        timings=dict(answer.timings),
        drafting=_drafting(answer),
    )


def present_search(result: SearchResult) -> SearchOut:
    passages = tuple(_passage(rank, passage) for rank, passage in enumerate(result.passages, start=1))
    return SearchOut(generation=result.generation, passages=passages)


def present_source(document: Document) -> SourceEntry:
    return SourceEntry.model_validate(_entry(document))


def present_text(document: Document) -> SourceText:
    """A heading's level is its place in the heading path, from 1 on."""
    levels = {span: level for section in document.sections for level, span in enumerate(section.headings, 1)}
    headings = tuple(
        HeadingOut(text=span.of(document.text), level=level, span=_span(span))
        for span, level in sorted(levels.items(), key=lambda entry: entry[0].start)
    )
    return SourceText.model_validate(_entry(document) | {"text": document.text, "headings": headings})


def safe_url(url: str | None) -> str | None:
    """The address if a browser may follow it: http or https with a host, else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:  # an unclosed IPv6 bracket
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _entry(document: Document) -> dict[str, object]:
    source = document.source
    return dict(_source(source)) | {
        "author": source.author,
        "licence": source.licence,
        "sha256": document.sha256,
        "characters": len(document.text),
        "permalink": text_path(document),
    }


def _source(source: Source) -> SourceOut:
    return SourceOut(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        language=source.language,
        kind=source.kind,
        url=safe_url(source.url),
        restates=_original(source.restates) if source.restates else None,
    )


def _original(original: Original) -> OriginalOut:
    return OriginalOut(
        title=original.title,
        publisher=original.publisher,
        author=original.author,
        published=original.published,
        kind=original.kind,
        url=safe_url(original.url),
    )


def _drafting(answer: Answer) -> DraftingOut | None:
    drafting = answer.drafting
    if drafting is None:
        return None
    return DraftingOut(
        model=drafting.model,
        prompt=drafting.prompt,
        kept=drafting.kept,
        dropped=drafting.dropped,
        kept_share=round(drafting.kept_share, 4),
        complete=answer.is_complete,
        failure=drafting.failure,
    )


def _block(block: AnswerBlock) -> BlockOut:
    items = tuple(
        ItemOut(
            text=sentence.text,
            citations=sentence.citations,
            own_words=sentence.own_words,
            cells=sentence.cells,
            depth=sentence.depth,
        )
        for sentence in block.items
    )
    return BlockOut(
        type=block.type, language=block.language, items=items, ordered=block.ordered, header=block.header
    )


def _citation(citation: Citation) -> CitationOut:
    return CitationOut(
        number=citation.number,
        source=_source(citation.source),
        headings=citation.headings,
        quote=citation.quote,
        before=citation.before,
        after=citation.after,
        permalink=passage_path(citation.document, citation.span),
        span=_span(citation.span),
        sha256=citation.document.sha256,
    )


def _reading_tip(tip: ReadingTip) -> ReadingTipOut:
    return ReadingTipOut(
        source=_source(tip.document.source),
        headings=tip.headings,
        text=tip.span.of(tip.document.text),
        permalink=passage_path(tip.document, tip.span),
    )


def _passage(rank: int, passage: Passage) -> PassageOut:
    chunk = passage.chunk
    return PassageOut(
        rank=rank,
        score=passage.score,
        signals=dict(passage.signals),
        source=_source(passage.source),
        headings=chunk.headings,
        language=chunk.language,
        kind=chunk.kind,
        span=_span(chunk.span),
        text=chunk.text,
        permalink=passage_path(passage.document, chunk.span),
    )


def _span(span: Span) -> SpanOut:
    return SpanOut(start=span.start, end=span.end)

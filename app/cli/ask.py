"""`tilda ask`: a question on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from rich.markup import escape
from rich.table import Table

from app.cli.console import out, say, talk
from app.cli.exits import Exit
from app.cli.options import DataOption
from app.domain.answers import (
    MAX_QUESTION_LENGTH,
    Answer,
    AnswerBlock,
    BlockType,
    Question,
    Sentence,
    Turn,
)
from app.domain.errors import InvalidQuestion
from app.domain.sources import Language
from app.messages import load_texts
from app.settings import Settings, load_settings
from app.text.display import display
from app.text.languages import detect_language


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the answer as the HTTP API gives it.")
    ] = False,
    language: Annotated[
        Language | None, typer.Option(help="Language of the answer; detected when left out.")
    ] = None,
    history: Annotated[
        Path | None, typer.Option(help='Earlier turns: a JSON list of {"question": …, "answer": …}.')
    ] = None,
    data: DataOption = None,
) -> int:
    """Answer a question from the sources, with citations."""
    settings = load_settings(data=data)
    turns = _read_history(history)
    if turns is None:
        return Exit.USAGE
    try:
        asked = Question(question, turns, language)
    except InvalidQuestion as error:
        talk.print(escape(_explain(error, question, language, settings)))
        return Exit.USAGE
    from app.wiring import build_service

    answer = build_service(settings).answerer.answer(asked)
    if as_json:
        from app.web.presenting import present_answer

        out.print(present_answer(answer).model_dump_json(indent=2), markup=False, soft_wrap=True)
    else:
        print_answer(answer)
    return Exit.DONE


def _read_history(path: Path | None) -> tuple[Turn, ...] | None:
    if path is None:
        return ()
    try:
        return TypeAdapter(tuple[Turn, ...]).validate_json(path.read_bytes())
    except ValidationError:
        talk.print(f'{escape(str(path))}: expected a JSON list of {{"question": "…", "answer": "…"}}')
        return None


def _explain(error: InvalidQuestion, question: str, language: Language | None, settings: Settings) -> str:
    plain = question.encode("utf-8", "replace").decode()
    reader = language or detect_language(plain, settings.language)
    texts = load_texts("problems")
    return texts.say(reader, f"question-{error.fault}-detail", n=error.excess, limit=MAX_QUESTION_LENGTH)


def print_answer(answer: Answer) -> None:
    for block in answer.blocks:
        _print_block(block)
    if answer.citations and out.is_terminal:
        out.rule(style="dim")
    for citation in answer.citations:
        where = " – ".join((citation.source.title, *citation.headings[-1:]))
        say(f"[bold]{escape(f'[{citation.number}]')}[/bold] {escape(where)}")
        say(escape(f"«{display(citation.quote)}»"), indent=4, style="dim")
    for tip in answer.nearest:
        where = " – ".join((tip.document.source.title, *tip.headings[-1:]))
        say(f"• {escape(where)}")


def _print_block(block: AnswerBlock) -> None:
    match block.type:
        case BlockType.LIST:
            for position, item in enumerate(block.items, start=1):
                marker = f"{position}." if block.ordered else "•"
                say(f"{marker} {_marked(item)}", indent=2 + 2 * item.depth)
        case BlockType.TABLE if out.is_terminal:
            out.print(_table(block))
        case _:
            style = "bold" if block.type is BlockType.LEAD else None
            separator = "\n" if block.type is BlockType.TABLE else " "
            say(separator.join(_marked(item) for item in block.items), style=style)
    out.print()


def _table(block: AnswerBlock) -> Table:
    width = max(len(item.cells) for item in block.items)
    rows = [("",) * (width - len(item.cells)) + item.cells for item in block.items]
    table = Table(show_header=block.header, show_lines=True)
    for cell in rows[0] if block.header else ("",) * width:
        table.add_column(escape(cell))
    table.add_column("")
    for item, row in list(zip(block.items, rows, strict=True))[block.header :]:
        table.add_row(*map(escape, row), escape(_numbers(item)))
    return table


def _marked(item: Sentence) -> str:
    return escape(" ".join(filter(None, (item.text, _numbers(item)))))


def _numbers(item: Sentence) -> str:
    return "".join(f"[{number}]" for number in item.citations)

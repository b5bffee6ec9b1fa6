"""The page's form as it arrives without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from app.domain.answers import Turn, is_plain_character
from app.domain.sources import Language
from app.web.languages import read_language
from app.web.problems import Problem
from app.web.requests import media_type
from app.web.schemas import MAX_TURN_LENGTH, MAX_TURNS

FORM_TYPE = "application/x-www-form-urlencoded"
FIELDS = ("lang", "question", "earlier_question", "earlier_answer")

# Earlier turns ride along in hidden fields; with the next question they must stay below the body's limit.
MAX_CARRIED_BYTES = 40 * 1024


@dataclass(frozen=True, slots=True)
class AskedForm:
    """`question` is judged by `Question`; browsers send its line breaks as CR LF."""

    question: str
    turns: tuple[Turn, ...]
    language: Language | None


async def read_form(request: Request) -> AskedForm:
    """Raises `Problem` for what the page itself never sends."""
    if comes_from_another_site(request):
        raise Problem("cross-site", 403)
    if media_type(request) != FORM_TYPE:
        raise Problem("unsupported-media-type", 415, {"expected": FORM_TYPE})
    fields = _parse(await request.body())
    earlier = tuple(zip(fields["earlier_question"], fields["earlier_answer"], strict=False))
    if not _is_wellformed(fields) or len(earlier) > MAX_TURNS:
        raise Problem("unexpected-fields", 422, {"fields": ", ".join(FIELDS)})
    question, language = "".join(fields["question"]), "".join(fields["lang"])
    turns = tuple(Turn(asked, answered) for asked, answered in earlier)
    return AskedForm(question.replace("\r\n", "\n"), turns, read_language(language))


def comes_from_another_site(request: Request) -> bool:
    """A form on another site could put words into the earlier turns, and so into the assistant's mouth."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")  # our own no-referrer policy makes browsers send "null"
    return origin != "null" and origin.partition("://")[2] != request.headers.get("host")


def carried(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The latest turns that fit into the next form, oldest first."""
    kept: list[Turn] = []
    size = 0
    for turn in reversed(turns[-MAX_TURNS:]):
        cut = Turn(turn.question[:MAX_TURN_LENGTH], turn.answer[:MAX_TURN_LENGTH])
        size += len(urlencode({"earlier_question": cut.question, "earlier_answer": cut.answer}))
        if size > MAX_CARRIED_BYTES:
            break
        kept.insert(0, cut)
    return tuple(kept)


def _parse(body: bytes) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {name: [] for name in FIELDS}
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:  # bytes that are no text, or more fields than the page has
        raise Problem("malformed-form", 400) from None
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _is_wellformed(fields: dict[str, list[str]]) -> bool:
    return (
        len(fields) == len(FIELDS)
        and len(fields["question"]) == 1
        and len(fields["lang"]) <= 1
        and len(fields["earlier_question"]) == len(fields["earlier_answer"])
        and all(_is_turn_text(text) for text in fields["earlier_question"] + fields["earlier_answer"])
    )


def _is_turn_text(text: str) -> bool:
    # Line breaks arrive as CR LF, so a text may come back longer than it was sent.
    return len(text.replace("\r\n", "\n")) <= MAX_TURN_LENGTH and all(map(is_plain_character, text))

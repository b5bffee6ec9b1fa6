"""The page's forms as they arrive without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from pydantic import ValidationError
from starlette.requests import Request

from app.domain.answers import Turn, is_plain_character
from app.domain.sources import Language
from app.web.conversation_schemas import FeedbackRequest
from app.web.languages import read_language
from app.web.problems import Problem
from app.web.requests import media_type
from app.web.schemas import MAX_TURN_LENGTH, MAX_TURNS

FORM_TYPE = "application/x-www-form-urlencoded"
CARRIED = ("lang", "conversation", "earlier_question", "earlier_answer")
ASKING = (*CARRIED, "question")
RATING = (*CARRIED, "answer", "rating", "reason", "comment")

# Earlier turns ride along in hidden fields; with the next question they must stay below the body's limit.
MAX_CARRIED_BYTES = 40 * 1024

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class CarriedTalk:
    """What every form of the page brings back. `conversation` is "" where the page had none."""

    turns: tuple[Turn, ...]
    conversation: str
    language: Language | None


@dataclass(frozen=True, slots=True)
class AskedForm(CarriedTalk):
    """`question` is judged by `Question`; browsers send its line breaks as CR LF."""

    question: str


@dataclass(frozen=True, slots=True)
class RatingForm(CarriedTalk):
    rating: FeedbackRequest


async def read_asked_form(request: Request) -> AskedForm:
    """This and the next two raise `Problem` for what the page itself never sends."""
    fields = await _read(request, ASKING)
    if len(fields["question"]) != 1:
        raise _unexpected(ASKING)
    talk = _talk(fields, ASKING)
    return AskedForm(talk.turns, talk.conversation, talk.language, _text(fields["question"][0]))


async def read_rating_form(request: Request) -> RatingForm:
    fields = await _read(request, RATING)
    talk = _talk(fields, RATING)
    try:
        rating = FeedbackRequest.model_validate(
            {
                "answer": "".join(fields["answer"]),
                "rating": "".join(fields["rating"]),
                "reasons": fields["reason"],
                "comment": _text("".join(fields["comment"])),
                "conversation": talk.conversation,
            }
        )
    except ValidationError:
        raise _unexpected(RATING) from None
    return RatingForm(talk.turns, talk.conversation, talk.language, rating)


async def read_deletion_form(request: Request) -> CarriedTalk:
    return _talk(await _read(request, CARRIED), CARRIED)


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


async def _read(request: Request, names: Sequence[str]) -> Fields:
    if comes_from_another_site(request):
        raise Problem("cross-site", 403)
    if media_type(request) != FORM_TYPE:
        raise Problem("unsupported-media-type", 415, {"expected": FORM_TYPE})
    fields: Fields = {name: [] for name in names}
    for name, value in _pairs(await request.body()):
        if name not in fields:
            raise _unexpected(names)
        fields[name].append(value)
    return fields


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=64)
    except ValueError:  # bytes that are no text, or more fields than the page has
        raise Problem("malformed-form", 400) from None


def _talk(fields: Fields, names: Sequence[str]) -> CarriedTalk:
    asked, answered = fields["earlier_question"], fields["earlier_answer"]
    is_wellformed = (
        len(asked) == len(answered) <= MAX_TURNS
        and len(fields["lang"]) <= 1
        and len(fields["conversation"]) <= 1
        and all(map(_is_turn_text, asked + answered))
    )
    if not is_wellformed:
        raise _unexpected(names)
    turns = tuple(
        Turn(_text(question), _text(answer)) for question, answer in zip(asked, answered, strict=True)
    )
    return CarriedTalk(turns, "".join(fields["conversation"]), read_language("".join(fields["lang"])))


def _is_turn_text(text: str) -> bool:
    # Line breaks arrive as CR LF, so a text may come back longer than it was sent.
    return len(_text(text)) <= MAX_TURN_LENGTH and all(map(is_plain_character, text))


def _text(sent: str) -> str:
    return sent.replace("\r\n", "\n")


def _unexpected(names: Sequence[str]) -> Problem:
    return Problem("unexpected-fields", 422, {"fields": ", ".join(names)})

"""The page at `/`. Without JavaScript its forms come here; with it, the script asks the API instead."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response

from app.domain.answers import Question, Turn, is_plain_character
from app.domain.conversations import Conversation, Conversations
from app.domain.errors import StoreUnavailable, TildaError
from app.domain.sources import Language
from app.web.asking import Asking
from app.web.chat_page import ChatPage, ShownExchange, Talk
from app.web.conversation_schemas import CONVERSATION_ID
from app.web.forms import CarriedTalk, read_asked_form, read_deletion_form, read_rating_form
from app.web.presenting import present_answer
from app.web.problems import Problem, problem_of
from app.web.records import Record
from app.web.requests import caller_language
from app.web.schemas import MAX_TURN_LENGTH, AnswerOut
from app.web.views import page_view


class PageRoutes:
    """Ask, rate and delete. What the reader sees rides along in the forms, so it outlives store and server."""

    def __init__(
        self,
        asking: Asking,
        conversations: Conversations,
        waiting: CapacityLimiter,
        page: ChatPage,
        default_language: Language,
    ) -> None:
        self._asking = asking
        self._conversations = conversations
        self._waiting = waiting
        self._page = page
        self._default_language = default_language

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/", self.get_page, methods=["GET", "HEAD"], response_model=None)
        router.add_api_route("/", self.ask, methods=["POST"], response_model=None)
        router.add_api_route("/rate", self.rate, methods=["POST"], response_model=None)
        router.add_api_route("/delete", self.delete, methods=["POST"], response_model=None)
        return router

    async def get_page(self, request: Request) -> Response:
        return self._show(request, None, self._blank())

    async def ask(self, request: Request) -> Response:
        form = await read_asked_form(request)
        conversation = self._conversation_id(form.conversation)
        record = Record(conversation or None, form.question)
        earlier = shown_again(form.turns, await self._found(conversation))
        try:
            question = Question(form.question, form.turns)
            answer = present_answer(await self._asking.whole_for(request, question), conversation or None)
        except (Problem, TildaError) as error:
            draft = "".join(filter(is_plain_character, form.question))
            return self._show(request, form, Talk(earlier, conversation, draft, fault=problem_of(error)))
        record.keep(self._conversations, answer)
        latest = ShownExchange(Turn(form.question, answer.spoken), answer)
        return self._show(request, form, Talk((*earlier, latest), conversation))

    async def rate(self, request: Request) -> Response:
        """Redrawn from what is kept: the form brings the answers' text, but not their sources."""
        form = await read_rating_form(request)
        fault = None
        try:
            feedback = form.rating.to_feedback()
            await to_thread.run_sync(
                self._conversations.rate, feedback, form.conversation, limiter=self._waiting
            )
        except TildaError as error:
            fault = problem_of(error)
        shown = shown_again(form.turns, await self._found(form.conversation))
        return self._show(request, form, Talk(shown, form.conversation, fault=fault))

    async def delete(self, request: Request) -> Response:
        form = await read_deletion_form(request)
        try:
            if CONVERSATION_ID.fullmatch(form.conversation):
                await to_thread.run_sync(self._conversations.delete, form.conversation, limiter=self._waiting)
        except TildaError as error:
            shown = shown_again(form.turns, Conversation())
            return self._show(request, form, Talk(shown, form.conversation, fault=problem_of(error)))
        return self._show(request, form, self._blank("delete_done"))

    def _show(self, request: Request, form: CarriedTalk | None, talk: Talk) -> Response:
        chosen = form.language if form else None
        language = chosen or caller_language(request, self._default_language)
        return self._page.show(page_view(request.query_params), language, talk)

    def _blank(self, notice: str | None = None) -> Talk:
        """The id stands in the form before it is sent, so that a form sent twice asks in one conversation."""
        return Talk(conversation=self._conversation_id(""), notice=notice)

    def _conversation_id(self, given: str) -> str:
        """The form's own, a new one, or none where nothing is kept."""
        if not self._conversations.keeps:
            return ""
        return given if CONVERSATION_ID.fullmatch(given) else secrets.token_urlsafe(16)

    async def _found(self, conversation: str) -> Conversation:
        """What is kept makes the page richer; without it the page is drawn from the form alone."""
        if not CONVERSATION_ID.fullmatch(conversation):
            return Conversation()
        try:
            return await to_thread.run_sync(self._conversations.find, conversation, limiter=self._waiting)
        except StoreUnavailable:
            return Conversation()


def shown_again(turns: Sequence[Turn], kept: Conversation) -> tuple[ShownExchange, ...]:
    """The turns that a form brought, with the whole answer where it is kept."""
    answers = [AnswerOut.model_validate_json(exchange.answer) for exchange in kept.exchanges]
    by_text = {answer.spoken[:MAX_TURN_LENGTH]: answer for answer in answers}
    rated = {given.answer_id for given in kept.feedback}
    found = [(turn, by_text.get(turn.answer)) for turn in turns]
    return tuple(
        ShownExchange(turn, answer, answer is not None and answer.id in rated) for turn, answer in found
    )

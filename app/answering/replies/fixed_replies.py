"""What needs no search: each sort of text that is no question to the sources has its own fixed, polite reply.

The patterns are wide where a wrong reply costs little and narrow where a real question might be lost: a
question about trust between "my manager and me" is one for the sources, a question about my own pay is not.
"""

from __future__ import annotations

import re
from enum import StrEnum

from app.answering.replies.about_tilda import Topic, topic_of
from app.answering.replies.distress import is_about_the_boss, tells_of_danger, tells_of_distress
from app.answering.replies.orders import is_order
from app.answering.replies.own_case import is_own_case
from app.answering.replies.small_talk import is_greeting, is_own_statement, is_thanks
from app.text.foreign import is_foreign
from app.text.words import words

LONGEST_QUESTION_WORDS = 120


class FixedReply(StrEnum):
    """The values are the keys of the texts."""

    ORDER = "out_of_scope"
    EMERGENCY = "emergency"
    DISTRESS = "distress"
    DISTRESS_FROM_BOSS = "distress_from_boss"
    ABUSE = "abuse"
    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT = "about_tilda"
    ABOUT_OWNER = "about_owner"
    ABOUT_SOURCES = "about_sources"
    ABOUT_KEEPING = "about_keeping"
    ABOUT_OPINION = "about_opinion"
    ABOUT_TRUST = "about_trust"
    ABOUT_FORM = "about_form"
    ABOUT_USE = "about_use"
    ABOUT_LANGUAGE = "about_language"
    ABOUT_WRONG = "about_wrong"
    ABOUT_AGE = "about_age"
    PERSONAL = "personal"
    ERRAND = "errand"
    PASTED_TEXT = "pasted_text"
    FOREIGN = "foreign_language"
    UNCLEAR = "needs_clarification"


_ABOUT = {
    Topic.WHO: FixedReply.ABOUT,
    Topic.OWNER: FixedReply.ABOUT_OWNER,
    Topic.SOURCES: FixedReply.ABOUT_SOURCES,
    Topic.KEEPING: FixedReply.ABOUT_KEEPING,
    Topic.OPINION: FixedReply.ABOUT_OPINION,
    Topic.TRUST: FixedReply.ABOUT_TRUST,
    Topic.FORM: FixedReply.ABOUT_FORM,
    Topic.USE: FixedReply.ABOUT_USE,
    Topic.LANGUAGE: FixedReply.ABOUT_LANGUAGE,
    Topic.WRONG: FixedReply.ABOUT_WRONG,
    Topic.AGE: FixedReply.ABOUT_AGE,
}
ABOUT_HERSELF = frozenset(_ABOUT.values())
_BARE_REPLY = re.compile(r"(?:ja|jo|japp|jepp|jadå|ja da|yes|yep|yeah|nej|nei|nope|no|niks)")
_ABUSE = re.compile(
    r"\b(?:idiot\w*|jävla \w+|jävlig\w*|fan ta dig|dra åt helvete|håll käften|skitkärring|hora|fitta|kuken?"
    r"|cp-skadad"
    r"|dum i huvudet|jævla \w+|faen(?: ta deg)?|dra til helvete|hold kjeft|hald kjeft|drittsekk\w*"
    r"|dust(?:en)?|hore|fitte"
    r"|korka(?:de|t)? (?:bot|robot|maskin)|teit(?:e)? (?:bot|robot|maskin)|fuck\w*|asshole|bitch|shut up"
    r"|stupid bot"
    r"|you suck|moron|go to hell|värdelös(?:a)? (?:bot|robot|skit)\w*|verdiløs(?:e)? (?:bot|robot))\b",
    re.IGNORECASE,
)
_SWEARING = re.compile(
    r"\b(?:vad i helvete|vad fan|hva faen|hva i helvete|kva faen|what the hell|what the fuck|wtf|for faen|for helvete"
    r"|(?:what a|this is|är det för|er det for|er dette for|det här är|dette er|det er|it s) (?:\w+ ){0,2}(?:rubbish"
    r"|crap|bullshit|skitsnack|skräp|søppel|dritt|tull|skit|piss|garbage))\b"
)
_DOMAIN = re.compile(
    r"tillit|styrning|styring|trust|governance|medarbetarskap|medleder|självledar", re.IGNORECASE
)
_ERRAND = re.compile(
    r"\b(?:skriv|dikta|komponera|write|compose|lag|gjør|gje|fortell|berätta|tell me)\b.{0,25}"
    r"\b(?:dikt\w*|poem|vers|limerick|sång|song|sang|rap|vits\w*|skämt|joke|saga|eventyr|story|novell\w*"
    r"|kod|kode|code"
    r"|program|script|function|funktion|funksjon|mejl|brev|letter|mail|e-post|epost|email|tale|tal|cv|jobbansökan|uppsats|stil)\b"
    r"|\b(?:översätt|oversett|omset|translate)\b"
    r"|\b(?:kan|kunne|vil|vill|skulle) (?:du|ni|dere|de)\b.{0,20}\b(?:översätta|oversette|oversetja|omset[tj]e)\b"
    r"|\b(?:recept|oppskrift|recipe)\b"
    r"|\b(?:vädret|været|vêret|weather|väderprognos\w*|værmelding\w*|hur mycket är klockan"
    r"|hva er klokka|what time is it)\b"
    r"|^\W*(?:vad|hva|kva|what)?\W*(?:är|er|blir|is)?\W*\d+\s*(?:gånger|ganger|gonger|plus|pluss|minus"
    r"|times|delat med|delt på|[x*+/×÷-])\s*\d+\W*$",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(
    r"\b(?:select|insert into|update|delete)\b.+\b(?:from|values|set|where)\b.*|\w+\([^)]*\)[;:]?"
    r"|https?://\S+|www\.\S+|\S*[{}<>=;\\|$^~`]\S*",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERS = re.compile(r"[\s.,;!?]*\d[\d\s.,;!?]*")  # "2018:47" may be a report's


def fixed_reply(question: str) -> FixedReply | None:
    """The reply that a text gets whatever the sources say, or None for a question to them."""
    plain = " ".join(words(question))
    if tells_of_danger(question):
        return FixedReply.EMERGENCY
    if tells_of_distress(question):
        return FixedReply.DISTRESS_FROM_BOSS if is_about_the_boss(question) else FixedReply.DISTRESS
    if small := _small_talk(question):
        return small
    if _ABUSE.search(plain) or (_SWEARING.search(plain) and not _DOMAIN.search(plain)):
        return FixedReply.ABUSE
    if is_order(question):
        return FixedReply.ORDER
    if _is_unclear(question):
        return FixedReply.UNCLEAR
    if len(words(question)) > LONGEST_QUESTION_WORDS:
        return FixedReply.PASTED_TEXT
    is_personal = is_own_case(question)
    if is_foreign(question) and not is_personal:  # short sentences look like other languages, too
        return FixedReply.FOREIGN
    if _ERRAND.search(question):
        return FixedReply.ERRAND
    if (is_personal or is_own_statement(question)) and not _DOMAIN.search(plain):
        return FixedReply.PERSONAL
    return None


def is_bare_reply(text: str) -> bool:
    """Whether a text is a yes or a no, which says nothing unless something was asked."""
    return _BARE_REPLY.fullmatch(" ".join(words(text))) is not None


def _is_unclear(text: str) -> bool:
    """Whether nothing but addresses, code, numbers or single letters was typed."""
    if _NUMBERS.fullmatch(text):
        return True
    left = _NO_WORDS.sub(" ", text)
    return (left != text and not words(left)) or all(len(word) == 1 for word in words(left))


def _small_talk(text: str) -> FixedReply | None:
    if is_greeting(text):
        return FixedReply.GREETING
    if is_thanks(text):
        return FixedReply.THANKS
    topic = topic_of(text)
    return _ABOUT[topic] if topic else None

"""Which elements of a web page are furniture, by their tag, their role or what their author calls them."""

from __future__ import annotations

import re

_CHROME = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "side column",
    "form": "form",
    "button": "button",
    "dialog": "dialog",
}
# What a page is about stands in these; a form or a class name around them does not make them chrome.
MAIN_TEXT = frozenset(("main", "article"))
_MAIN_TEXT_OR_TITLE = frozenset(("main", "article", "h1"))
_CHROME_ROLES = {"navigation": "navigation", "banner": "banner", "search": "search", "contentinfo": "footer"}
_CHROME_NAMES = (
    (
        re.compile(r"\b(doc)?nav(bar|igation|header|footer)?\b|\bbreadcrumbs?\b|\bmenu\b|\btoc\b"),
        "navigation",
    ),
    (re.compile(r"\bcookies?\b|\bconsent\b"), "cookie notice"),
    (re.compile(r"\bshare\b|\bsharing\b|\bsocial\b"), "share bar"),
    (re.compile(r"\bside-?menu\b|\brelated\b"), "side column"),
    (re.compile(r"\btop-?bar\b|\btool-?bar\b|\blogo\b"), "page header"),
    (re.compile(r"\bskip\b|\bskip-?link\b"), "skip link"),
    (re.compile(r"\badvert\w*\b|\bads?\b|\bpromo\b|\bpaywall\b"), "advert"),
    (re.compile(r"(?:^|\s)(?:site-|page-|top-)?banner(?:\s|$)"), "banner"),
)
_STATE_NAMES = re.compile(r"\b(?:has|no|with|without|is|js)-[\w-]+")
_WORD_PARTS = re.compile(r"[_\s]+")


def element_chrome(
    tag: str, attributes: dict[str, str | None], in_main_text: bool
) -> tuple[str, frozenset[str]] | None:
    """The reason why an element is chrome, and the elements inside that would show it is not.

    The header of the whole page is, up to the page's title; that of its main text is not.
    """
    if tag in ("html", "body", "main", "article"):
        return None
    if tag == "header" and not in_main_text:
        return "page header", _MAIN_TEXT_OR_TITLE
    if reason := _CHROME.get(tag) or _CHROME_ROLES.get(attributes.get("role") or ""):
        return reason, _MAIN_TEXT_OR_TITLE if tag == "form" else frozenset()
    names = _WORD_PARTS.sub(" ", f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower())
    names = _STATE_NAMES.sub("", names)
    reason = next((reason for pattern, reason in _CHROME_NAMES if pattern.search(names)), None)
    if reason is None:
        return None
    return reason, _MAIN_TEXT_OR_TITLE if reason == "banner" else MAIN_TEXT

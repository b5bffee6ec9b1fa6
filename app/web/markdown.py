"""Source text inside Markdown: a chat front end shows the text itself, never a link, an image or an element."""

from __future__ import annotations

import re

_INLINE = re.compile(r"[\\`*_\[\]<>~|]|&(?=[#\w]+;)")
_ADDRESS = re.compile(r"(?i)(?<![^\W_])(?:(?:https?|ftp|mailto|xmpp)(?=:)|www(?=\.))|(?<=\w)(?=@\w)")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # would turn the words after the quotation around
_LINE_START = re.compile(r"^\s*(?:(?=[#+=-])|\d+(?=[.)]))")


def escape(text: str) -> str:
    """`text`, which has no line breaks, written so that Markdown shows it as it stands.

    Addresses are shown but not made into links: the only links in an answer are to its sources.
    """
    return _LINE_START.sub(r"\g<0>\\", escape_inline(text))


def escape_inline(text: str) -> str:
    """As `escape`, but a text that begins as a list item, a heading or a quotation stays one."""
    text = _INLINE.sub(r"\\\g<0>", _BIDI.sub("", text))
    return _ADDRESS.sub(r"\g<0>\\", text)


def link(text: str, url: str) -> str:
    """`url` is one of our own: it holds no blank, bracket or parenthesis."""
    return f"[{escape(text)}]({url})"

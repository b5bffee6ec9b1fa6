"""Dates in one form, whichever way they are written: 2022/12/02."""

from __future__ import annotations

import re

_MONTHS = (
    "januari januar january", "februari februar february", "mars march", "april", "maj mai may", "juni june",
    "juli july", "augusti august", "september", "oktober october", "november", "desember december",
)  # fmt: skip
_NUMBER_OF = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(_NUMBER_OF)})"
_FORMS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})\b"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|:e|:a)? (?:of )?{_MONTH},? (?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<year>\d{{4}})\b", re.IGNORECASE),
)


def with_plain_dates(text: str) -> str:
    """The text with each date as year/month/day, or year/month; one that leaves out the year stays."""
    for form in _FORMS:
        text = form.sub(_plain, text)
    return text


def is_within(date: str, other: str) -> bool:
    """Whether a number is the other one, or a date that leaves out its day, or its month as well."""
    return date == other or other.startswith(f"{date}/")


def _plain(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = parts["month"].lower()
    number = _NUMBER_OF[month] if month in _NUMBER_OF else int(month)
    day = f"/{int(parts['day']):02}" if parts.get("day") else ""
    return f"{parts['year']}/{number:02}{day}"

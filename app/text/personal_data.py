"""Identity numbers, e-mail addresses and telephone numbers in what people type, replaced by what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from app.domain.sources import Span

ID_NUMBER, EMAIL, PHONE = "[id-number]", "[e-mail]", "[phone]"

_GAP = r"[\s.,+/_\-\u00ad\u2010-\u2015\u2212]{0,3}"
_EMAIL = re.compile(r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?(?:[\w-]{1,63}\.){1,8}\w{2,24}", re.IGNORECASE)
_PHONE = re.compile(
    rf"(?<![\w.])(?:(?:\+|00)4[67](?:{_GAP}\(0\))?(?:{_GAP}\d){{7,11}}"  # with the country's number
    r"|0\d{1,3}\s?[-–/]\s?\d{2,4}(?:\s?\d{2,3}){1,3}"  # Swedish, the area's number set off
    r"|07[02369](?:\s?\d){7}"  # Swedish mobile
    r"|[2-9]\d(?:\s\d{2}){3}|[489]\d{2}\s\d{2}\s\d{3}"  # Norwegian, in groups
    r")(?!\d)"
)
_NORWEGIAN_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))


def mask(text: str) -> str:
    """The text with each piece of personal data replaced by its kind in brackets; other text is not touched."""
    for find, kind in ((_id_numbers, ID_NUMBER), (_matches(_EMAIL), EMAIL), (_matches(_PHONE), PHONE)):
        for span in sorted(find(text), key=lambda span: -span.start):
            text = text[: span.start] + kind + text[span.end :]
    return text


def _matches(pattern: re.Pattern[str]) -> Callable[[str], list[Span]]:
    return lambda text: [Span(*match.span()) for match in pattern.finditer(text)]


def _id_numbers(text: str) -> list[Span]:
    """The longest first, so that none is left half."""
    found: list[Span] = []
    for length, is_valid in ((12, _is_swedish), (11, _is_norwegian), (10, _is_swedish)):
        for span in _runs(text, length):
            is_new = all(span.end <= other.start or other.end <= span.start for other in found)
            if is_new and is_valid([unicodedata.digit(c) for c in span.of(text) if c.isdecimal()]):
                found.append(span)
    return found


def _runs(text: str, length: int) -> Iterator[Span]:
    """Every run of so many digits, of any script, with little between them; runs may overlap."""
    pattern = rf"(?<!\d)(?=(\d(?:{_GAP}\d){{{length - 1}}})(?!\d))"
    return (Span(*match.span(1)) for match in re.finditer(pattern, text))


def _is_swedish(digits: Sequence[int]) -> bool:
    """A personnummer, or a samordningsnummer, whose day has 60 added: Luhn's check over its last ten digits."""
    *_, y, z, m1, m2, d1, d2, a, b, c, check = digits
    doubled = [
        sum(divmod(2 * n, 10)) if i % 2 == 0 else n for i, n in enumerate((y, z, m1, m2, d1, d2, a, b, c))
    ]
    day = 10 * d1 + d2
    is_date = 1 <= 10 * m1 + m2 <= 12 and 1 <= (day - 60 if day > 60 else day) <= 31
    return is_date and (sum(doubled) + check) % 10 == 0 and (len(digits) == 10 or digits[0] in (1, 2))


def _is_norwegian(digits: Sequence[int]) -> bool:
    """A fødselsnummer, or one with 40 added to the day (D), or 40, 65 or 80 to the month (H, synthetic)."""
    day, month = 10 * digits[0] + digits[1], 10 * digits[2] + digits[3]
    is_date = 1 <= day % 40 <= 31 and day < 72 and any(1 <= month - added <= 12 for added in (0, 40, 65, 80))
    return is_date and all(
        sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 == 0
        for weights in _NORWEGIAN_WEIGHTS
    )

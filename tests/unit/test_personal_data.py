"""Personal data is found however it is written, and numbers that are none are left alone."""

from __future__ import annotations

import random

import pytest

from app.text.personal_data import mask


def swedish(chance: random.Random, day_added: int = 0) -> str:
    date = f"{chance.randint(0, 99):02}{chance.randint(1, 12):02}{chance.randint(1, 28) + day_added:02}"
    nine = f"{date}{chance.randint(0, 999):03}"
    total = sum(sum(divmod(int(n) * (2 - i % 2), 10)) for i, n in enumerate(nine))
    return nine + str(-total % 10)


def norwegian(chance: random.Random, day_added: int = 0, month_added: int = 0) -> str:
    """By the definition of the two check digits; some series have none and are drawn again."""
    while True:
        nine = (
            f"{chance.randint(1, 28) + day_added:02}{chance.randint(1, 12) + month_added:02}"
            f"{chance.randint(0, 99):02}{chance.randint(0, 999):03}"
        )
        first = -sum(w * int(n) for w, n in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), nine, strict=True)) % 11
        ten = f"{nine}{first}"
        second = -sum(w * int(n) for w, n in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), ten, strict=False)) % 11
        if first < 10 and second < 10:
            return f"{ten}{second}"


FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SPELLINGS = (
    lambda n: n,
    lambda n: f"{n[:-4]}-{n[-4:]}",
    lambda n: f"{n[:-4]}+{n[-4:]}",
    lambda n: f"{n[:6]} {n[6:]}",
    lambda n: f"{n[:6]}\u00a0{n[6:]}",
    lambda n: f"{n[:6]}–{n[6:]}",
    lambda n: f"{n[:2]}.{n[2:4]}.{n[4:6]} {n[6:]}",
    lambda n: f"{n[:2]}/{n[2:4]}/{n[4:6]} - {n[6:]}",
    lambda n: " ".join(n),
    lambda n: n.translate(FULL_WIDTH),
    lambda n: f"nr:{n}.",
    lambda n: f"({n})",
)


@pytest.mark.parametrize("spell", SPELLINGS)
def test_no_spelling_of_an_identity_number_is_missed(spell: object) -> None:
    assert callable(spell)
    chance = random.Random(16)
    numbers = [
        *(swedish(chance) for _ in range(10)),
        *(swedish(chance, 60) for _ in range(10)),
        *(f"19{swedish(chance)}" for _ in range(10)),
        *(norwegian(chance) for _ in range(10)),
        *(norwegian(chance, 40) for _ in range(5)),
        *(norwegian(chance, 0, added) for added in (40, 65, 80) for _ in range(5)),
    ]

    for number in numbers:
        masked = mask(f"Min chef {spell(number)} sa 2018 att")
        assert "[id-number]" in masked, spell(number)
        assert not any(character.isdigit() for character in masked.replace("2018", "")), masked
        assert masked.startswith("Min chef ")
        assert masked.endswith(" sa 2018 att")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("skriv till anna.berg+tillit@kommun.se.", "skriv till [e-mail]."),
        ("anna (at) kommun.se", "[e-mail]"),
        ("ring 070-123 45 67 nu", "ring [phone] nu"),
        ("ring 0701234567", "ring [phone]"),
        ("08-508 290 00", "[phone]"),
        ("+46 (0)8 508 290 00", "[phone]"),
        ("+4722334455 eller 0047 22 33 44 55", "[phone] eller [phone]"),
        ("ring 22 33 44 55 eller 912 34 567", "ring [phone] eller [phone]"),
    ],
)
def test_addresses_and_telephone_numbers_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "SFS 2017:900, prop. 2009/10:175 och SOU 2018:47 s. 54",
        "dnr 2021/01234 och KS 2019-00123",
        "1 250 000 kronor år 2018–2020, 12 345 678 kr",
        "de 14 råden, 3.2.1, 2024-11-22 kl. 13.40",
        "§ 3-4 i forskriften fra 2016",
    ],
)
def test_numbers_of_public_administration_are_left_alone(text: str) -> None:
    assert mask(text) == text


def test_few_random_numbers_are_taken_for_identity_numbers() -> None:
    chance = random.Random(3)
    ten = [f"{chance.randrange(10**10):010}" for _ in range(1_000)]
    eleven = [f"{chance.randrange(10**11):011}" for _ in range(1_000)]

    assert sum(mask(number) == "[id-number]" for number in ten + eleven) <= 20  # 1 %


def test_a_long_text_of_digits_takes_little_time() -> None:
    assert len(mask("1 " * 5_000)) <= 10_000

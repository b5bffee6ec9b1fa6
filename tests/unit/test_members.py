"""Of a list that is called otherwise, the items that are what is asked for."""

from __future__ import annotations

from app.answering.lists.members import members
from tests.asked import read
from tests.builders import document_of
from tests.weighed import weighed

EXAMPLES = """# Tre exempel

Så gick det i länet:

- Granviks bibliotek lånar ut verktyg.
- Simhallen har öppet på natten.
- Lindbys bibliotek har slutat med avgifter.
"""


def test_the_items_of_the_kind_asked_for_are_given() -> None:
    evidence = weighed(document_of(EXAMPLES), scores={"Lindbys": 2.0, "Granviks": 1.5})

    found = members(read("Vilka bibliotek har prövat något nytt?"), evidence)

    assert [item.text.split()[0] for item in found] == ["Granviks", "Lindbys"]


def test_one_alone_is_no_list() -> None:
    evidence = weighed(document_of(EXAMPLES), scores={"Simhallen": 2.0})

    assert members(read("Vilka simhallar har öppet på natten?"), evidence) == ()


def test_what_an_item_only_mentions_is_no_member() -> None:
    evidence = weighed(document_of(EXAMPLES), scores={"Lindbys": 2.0})

    assert members(read("Vilka avgifter finns det?"), evidence) == ()

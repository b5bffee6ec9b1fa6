"""What is asked about Tilda herself is told apart from what is asked of the sources."""

from __future__ import annotations

import pytest

from app.answering.replies.about_tilda import Topic, topic_of


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Vem är du?", Topic.WHO),
        ("vad kan man fråga dig om", Topic.WHO),
        ("Er du en robot eller et menneske?", Topic.WHO),
        ("vem betalar för dig", Topic.OWNER),
        ("hvem står bak deg?", Topic.OWNER),
        ("Where does your information come from?", Topic.SOURCES),
        ("hur många källor har du", Topic.SOURCES),
        ("Kor hentar du svara frå?", Topic.SOURCES),
        ("How do you know that?", Topic.SOURCES),
        ("do you store what I write", Topic.KEEPING),
        ("Lagrer du det jeg skriver?", Topic.KEEPING),
        ("är det anonymt", Topic.KEEPING),
        ("Kan chefen se vad jag skriver?", Topic.KEEPING),
        ("Vad tycker du själv om tillitsbaserad styrning?", Topic.OPINION),
        ("har du nokon eigne meiningar", Topic.OPINION),
        ("Can I trust you?", Topic.TRUST),
        ("men stämmer det verkligen?", Topic.TRUST),
        ("bevis det", Topic.TRUST),
        ("Kan jag få det som en tabell?", Topic.FORM),
        ("summarise everything", Topic.FORM),
        ("förklara det enklare", Topic.FORM),
        ("I don't get it", Topic.FORM),
        ("simpler, I don't get it", Topic.FORM),
        ("Oppsummer referatet", Topic.FORM),
        ("can one trust the figures", Topic.TRUST),
        ("Är källorna tillförlitliga?", Topic.TRUST),
        ("hvem har skrevet svarene", Topic.SOURCES),
        ("kan jag skicka det här till min chef", Topic.USE),
        ("Får jag citera dig?", Topic.USE),
        ("Is this the official answer?", Topic.USE),
        ("Er dette kommunen sitt offisielle svar", Topic.USE),
        ("why do you answer in Swedish", Topic.LANGUAGE),
        ("hvorfor er svaret på svensk?", Topic.LANGUAGE),
        ("kan du nynorsk", Topic.LANGUAGE),
        ("you answered the wrong thing", Topic.WRONG),
        ("Det var inte det jag frågade om!", Topic.WRONG),
        ("nei, feil svar", Topic.WRONG),
        ("that is not correct", Topic.WRONG),
        ("Det stemmer ikke!", Topic.WRONG),
        ("are you ever wrong", Topic.TRUST),
        ("tar du feil noen gang?", Topic.TRUST),
        ("in your own words", Topic.FORM),
        ("vilken källa är nyast", Topic.AGE),
        ("du skjønner ikke spørsmålet", Topic.WRONG),
        ("Är informationen uppdaterad?", Topic.AGE),
        ("hvor gamle er kildene", Topic.AGE),
    ],
)
def test_what_is_asked_about_her(text: str, topic: Topic) -> None:
    assert topic_of(text) is topic


@pytest.mark.parametrize(
    "question",
    [
        "Hva mener du med tillit?",
        "Vad tycker medarbetarna om förslaget?",
        "Kan man lita på medarbetarna?",
        "Can managers trust their employees?",
        "Är det sant att kontrollen avskaffas?",
        "Hur många källor bygger rapporten på?",
        "Vem driver tillitsreformen?",
        "Hur fungerar tillitsbaserad styrning?",
        "What can managers do?",
        "Hur vet man att det fungerar?",
        "Var kommer begreppet ifrån?",
        "Kan chefen läsa min e-post?",
        "Sammanfatta råden från Bringselius",
        "Kan man dela ansvaret med andra?",
        "Får chefen använda det mot mig?",
        "Vad är den officiella definitionen?",
        "Är riktlinjerna bindande?",
        "Hur gamla är riktlinjerna?",
        "När uppdaterades planen?",
        "Vad var fel med målstyrningen?",
        "svara på svenska",
        "Vilken källa nämner Sundsvall?",
        "Vad är inte sant om tillit?",
        "kan du svare på norsk",
        "Varför är rapporten på engelska?",
        "berätta allt om Sundsvall",
        "",
    ],
)
def test_what_is_asked_of_the_sources_is_not_about_her(question: str) -> None:
    assert topic_of(question) is None

"""What of a page is chrome, seen on many sites, and what merely sounds like it."""

from __future__ import annotations

import time

import pytest

from ingest.clean import chrome_reason

_CHROME = {
    "skip link": """
        Hopp til innhold
        Hopp til hovedinnhold
        Hopp over til hovedinnholdet
        Til hovedinnhold
        Gå til hovudinnhald
        Til innhaldet
        Hoppa till innehåll
        Hoppa till huvudinnehållet
        Gå direkt till innehållet
        Gå direkt till huvudinnehåll
        Hopp til navigasjon
        Hopp til søk
        Hoppa till sökrutan
        Skip to content
        Skip to main content
        Skip to the main content
        Skip to navigation
        Jump to content
    """,
    "share bar": """
        Share
        Add to list
        Like
        Rate
        Dela
        Dela på Facebook
        Dela på LinkedIn
        Dela sidan
        Dela den här sidan
        Dela artikeln
        Del
        Del på Facebook
        Del denne siden
        Del denne artikkelen
        Del artikkelen
        Del på X
        Share on X
        Share this page
        Share via e-mail
        Facebook | Twitter | LinkedIn
        Facebook Twitter LinkedIn E-post
        Dela: Facebook, X
        Skriv ut
        Skriv ut sidan
        Skriv ut siden
        Kopiera länk
        Kopier lenke
        Tips en venn
        Gilla
        Lyssna
        Lytt
        Følg oss
        Följ oss på LinkedIn
        Print
        Lagre
        Spara
    """,
    "chat greeting": """
        Hei, jeg heter Frøya. Hva kan jeg hjelpe deg med?
        Hei! Jeg er Kommune-Kari. Hva kan jeg hjelpe med?
        Hei, eg heiter Tilda. Kva kan eg hjelpe deg med?
        Hej! Jag heter Kim. Vad kan jag hjälpa dig med?
        Hej, jag är din digitala assistent. Vad kan jag hjälpa till med idag?
        Hi, I'm Ada. How can I help you today?
    """,
    "cookie notice": """
        Vi använder kakor (cookies) för att webbplatsen ska fungera på ett bra sätt.
        Vi använder nödvändiga cookies.
        Den här webbplatsen använder kakor
        Webbplatsen använder cookies för statistik och för att du ska få en bättre upplevelse.
        Denne nettsiden bruker informasjonskapsler.
        Denne siden bruker cookies for å gi deg en bedre opplevelse.
        Nettstedet bruker informasjonskapslar
        Vi bruker informasjonskapsler (cookies)
        Vi brukar informasjonskapslar
        Acceptera alla kakor
        Godta alle informasjonskapsler
        Avvis alle cookies
        Tillåt endast nödvändiga kakor
        This site uses cookies to improve your experience.
        We use cookies
        Accept all cookies
        Reject cookies
    """,
    "advert": """
        Annons
        Annonse
        Annonsørinnhold
        Advertisement
        Reklam
        Reklame
        Sponsrat innehåll
        Prenumerera
        Prenumerera nu
        Abonner
        Abonner på nyhetsbrev
        Bli medlem
        Kvalitetsmagasinet Premium
        Köp Premium
        Full tillgång till strategiska artiklar och smarta verktyg för ledare.
        Ubegrenset tilgang til alle artikler
        Läs vidare med ett konto
        Testa gratis i 30 dagar
    """,
    "navigation": """
        Meny
        Menu
        Sök
        Søk
        Hem
        Hjem
        Startsida
        Logga in
        Logg inn
        Sign in
        Kontakta oss
        Kontakt oss
        Contact us
        Till toppen
        Til toppen
        Back to top
        Tillbaka
        Tilbake
        Nästa →
        ‹ Forrige
        Läs mer
        Les mer
        Les meir
        Read more »
        Visa fler
        Vis alle
    """,
    "page number": """
        7
        14
        Sida 3 av 12
        Side 4
        3/12
    """,
    "credit line": """
        Foto: Privat
        Tekst: Ola Normann
        Text och foto: Eva Prov
        Illustrasjon: Kari Eksempel
    """,
    "see also": """
        Les også: Slik lykkes du med møter
        Läs också: Så ber du om hjälp
        Läs mer: Chefens nya vardag
        Relaterade artiklar
        Flere saker
    """,
    "feedback question": """
        Hittade du det du sökte?
        Fant du det du lette etter? Ja Nei
        Var den här sidan till hjälp?
    """,
    "lone punctuation": """
        ;
        —
        * * *
        ______
        »
        |
    """,
}
_POSITIVE = [
    (reason, line.strip()) for reason, lines in _CHROME.items() for line in lines.splitlines() if line.strip()
]


@pytest.mark.parametrize(("reason", "line"), _POSITIVE)
def test_page_chrome_is_recognised_with_its_reason(reason: str, line: str) -> None:
    assert chrome_reason(line) == reason
    assert chrome_reason(f"  {line.upper()} ") == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Att dela kunskap är en del av tilliten.",
        "Dela ansvaret mellan chef och medarbetare",
        "Dela information öppet",
        "Del kunnskap på tvers",
        "Del av ett större arbete",
        "Del 1",
        "Like viktig er det at ledelsen lytter.",
        "Lytt til de ansatte",
        "Lyssna på medarbetarna",
        "Følg opp med dialog",
        "Följ upp resultatet tillsammans",
        "Spara tid åt verksamheten",
        "Skriv ut målen i klartext",
        "Rate of change",
        "Vi bjuder på kaffe och kakor när vi träffas.",
        "Vi använder fikapausen med kaffe och kakor till att lära känna varandra.",
        "Myndigheten beslutade att förbjuda cookies som spårar besökare.",
        "Godta at noen gjør feil",
        "Acceptera att misstag sker",
        "Tillåt medarbetarna att pröva",
        "Annonserna gav 40 nya sökande till tjänsterna.",
        "Reklamationerna har minskat med 40 procent.",
        "Full tillgång till information är en förutsättning för tillit.",
        "Fri tilgang til data gir bedre tjenester.",
        "Fri tillgång till forskning",
        "Premium betalas för varje avtal som hålls.",
        "Bli medlem i ett team som litar på dig, sa chefen.",
        "Bli medledare",
        "Søk om midler til tillitsreformen innen 1. mai.",
        "Sök stöd hos kollegor",
        "Hem och skola samarbetar i Gislaved.",
        "Hjemmetjenesten i Oslo har team",
        "Start i førstelinjen",
        "Starta i liten skala",
        "Kontakt med brukerne skal belønnes",
        "Meny av styrmedel",
        "Innehållet i betänkandet är lätt att följa.",
        "Til hovedstaden kom tilliten sent.",
        "Gå til kjernen av problemet",
        "Hopp til neste trinn når alle er enige",
        "Hej, jag är ny chef, sade hon, och vad gör ni här?",
        "Hva kan jeg hjelpe deg med, er spørsmålet en leder stiller.",
        "Vis overbærenhet med små feil",
        "Visa tillit",
        "Läs mer om Tillitsdelegationens arbete i SOU 2018:38.",
        "Tillbaka till tilliten",
        "Neste steg er evaluering",
        "Testa gratis är inte en strategi för offentlig sektor, menar hon.",
        "Upp till bevis",
        "E-post er ikke en møteplass",
        "Tillit",
        "2018",
        "Text som alla förstår",
        "Foto ersätter inte samtal",
        "Les også gjennom målene en gang i året.",
        "Flere saker ble løst raskere.",
        "Sida 3 beskriver målen",
        "35 procent",
        "Hittade du felet själv?",
        "3.",
        "a)",
    ],
)
def test_a_sentence_that_only_mentions_such_words_stays_citable(sentence: str) -> None:
    assert chrome_reason(sentence) is None


@pytest.mark.parametrize(
    "unit",
    [
        "x ",
        "del ",
        "dela på facebook ",
        "del x e-post ",
        "share, ",
        "e-post/",
        "vi bruker ",
        "vi använder cookies ",
        "hei jeg er hva ",
        "til hoved hoved ",
        "les mer med ",
        "full tillgång till ",
        "annonsannons",
        "a premium ",
        "meny »",
        "_ ",
    ],
)
def test_no_rule_blows_up(unit: str) -> None:
    """Nested repetition that can split a line in many ways would take years for 300 characters."""
    for ending in ("", "!", "1", " \u00e5!"):
        line = (unit * 300)[: 300 - len(ending)] + ending
        began = time.process_time()

        chrome_reason(line)

        assert time.process_time() - began < 0.5


def test_a_long_rule_of_punctuation_is_chrome_too() -> None:
    assert chrome_reason("_" * 400) == "lone punctuation"


def test_a_long_paragraph_is_never_chrome() -> None:
    assert chrome_reason("Vi använder cookies " + "för att minnas " * 30) is None

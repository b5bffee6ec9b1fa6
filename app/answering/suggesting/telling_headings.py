"""Headings that say by themselves what stands under them, so that a question about them makes sense.

"Kontakt", "Next steps", "Bilaga 1 Blankett", "§ 8 Övriga frågor" and "Steg 5: Följ upp" do not; what has one word of
its own says too little.
"""

from __future__ import annotations

import re

from app.answering.sections import without_number
from app.text.words import content_words

_LONGEST = 70  # characters
_FEWEST_WORDS = 2  # content words that are no furniture
_QUOTED = re.compile(r"^[\"”“«'](?P<inner>[^\"”“«»']+)[\"”»']$")
_LABELLED = re.compile(
    r"^(?:bilaga|bilagor|vedlegg|appendix|annex|tabell|table|figur|figure|steg|step|trinn|fas|fase|phase|punkt|del|part"
    r"|kapitel|kapittel|chapter|avsnitt|episod\w*|episode|nr|no\.?)\s*[\dIVXa-d]+\b",
    re.IGNORECASE,
)
_CASE = re.compile(r"^(?:sak|ärende|item|punkt)\s*\d+(?:/\d+)?[.:]?\s+", re.IGNORECASE)
_PERSON = re.compile(r"^[A-ZÅÄÖÆØ][\w-]+(?: [A-ZÅÄÖÆØ][\w-]+)+, [a-zåäöæø]")
_ADDRESS = re.compile(
    r"^(?:till|til|to|kjære|kära|käre|dear|hej|hei|hello|(?:med )?(?:vänliga?|vennlig|venleg)|med hels\w+|med hilsen"
    r"|(?:kind|best|yours|warm)\b.*\b(?:regards|sincerely|wishes)|tack|takk|thank)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"^[A-ZÅÄÖÆØ][\w.-]*(?: [A-ZÅÄÖÆØ][\w.-]*){0,3}(?: \([^)]*\))?:\s")
_FIGURES = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[.:]\d{2}|@|https?:|www\.|\d{5,}|\b\d+ ?min")
# Words that head any text: parts of documents, pages and meetings.
_FURNITURE = frozenset(
    """
    kontakt kontakta kontakter kontaktperson kontaktpersoner kontaktuppgifter kontaktinformasjon contact
    contacts nästa neste next steg steget stegen stega step steps vidare videre vegen veien vägen fortsatt
    framåt framover way forward liknande lignande lignende related jobb jobs lediga ledige innehåll innhold
    innhald content contents läs les read mer meir mere more också også övriga övrigt øvrige anna annet other
    frågor fråga spørsmål spurnader question questions svar answers faq ärenden saker business matters items
    eventuelt ymse any diverse val valg election justerare dagordning dagordningen dagsorden saksliste agenda
    godkännande godkjenning approval minutes protokoll protokollet møteprotokoll mötet møtet møte möte meeting
    närvarande til stede present deltagare deltakere deltakarar participants plats tid place time beslut vedtak
    decision decisions bilaga bilagor vedlegg appendix appendices annex blankett skjema form forms mall mal
    template kort korthet korte fakta facts faktaruta faktaboks brief briefly overview översikt oversikt oversyn
    summary sammanfattning sammendrag samandrag inledning innledning innleiing introduction bakgrund bakgrunn
    background syfte formål føremål purpose avslutning avslutting conclusion conclusions metod metode method
    methods resultat resultater results slutsatser konklusjon konklusjoner diskussion diskusjon discussion
    definitioner definisjoner referenser referanser references källor kilder kjelder sources litteratur
    literature noter notes fotnoter innledande program dagens programme utgångspunkt utgångspunkter utgangspunkt
    utgangspunkter omfattning omfang scope ikraftträdande giltighet om about hem hjem home start nyheter
    nyheiter nyhende news nyhetsbrev newsletter meny menu sök søk search logga inn login dela del share skriv ut
    print publicerad publisert published uppdaterad oppdatert updated författare forfatter author taggar tags
    ämnen emner topics cookies kakor personvern integritet privacy tillgänglighet tilgjengelighet accessibility
    adress adresse address telefon phone öppettider åpningstider hours vänlig vänliga hälsning hälsningar
    vennlig hilsen venleg helsing regards exempel eksempel døme example examples viktiga viktige important
    vanliga vanlege vanlige common lyssna lytt listen ladda ned last download länkar lenker lenkjer links
    informasjon information info veckans månadens årets ukens ukas vekas månedens månaden årets weekly monthly week
    month year vits vitsen skämt joke quiz tävling konkurranse konkurransar
    """.split()
)


def telling(heading: str) -> str | None:
    """The heading as anyone would name it, without number and quotation marks; None for one that tells nothing."""
    plain = without_number(" ".join(heading.split()))
    if quoted := _QUOTED.match(plain):
        plain = quoted["inner"]
    says_nothing = (
        len(plain) > _LONGEST
        or any(kind.search(plain) for kind in (_LABELLED, _ADDRESS, _SPEAKER, _PERSON, _FIGURES))
        or plain == plain.upper()
    )
    own = [word for word in content_words(_CASE.sub("", plain)) if word not in _FURNITURE]
    return None if says_nothing or len(own) < _FEWEST_WORDS else plain

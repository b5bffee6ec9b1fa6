"""Page chrome: text that stands on a page without belonging to what its author says.

Chrome is marked as not citable with its reason and never deleted; `tilda ingest --explain` shows it.
Each rule must match a whole line or block, so that a sentence that merely mentions sharing stays citable.
"""

from __future__ import annotations

import re

PAGE_NUMBER = "page number"
NAVIGATION = "navigation"
# An advert offers something, a statement says something of it.
_NO_STATEMENT = (
    r"(?![\s\S]*\b(är|er|ger|gir|gjev|blir|kan|ska|skal|skapar|skaper|måste|må|krävs|kreves|behövs|trengs)\b)"
)
_RULES: tuple[tuple[str, str], ...] = (
    (
        "skip link",
        r"(gå direkt till|gå vidare till|gå til|hopp over til|hopp til|hoppa till|skip to|jump to|skip|til)"
        r"( the| main| page| hoved| huvud| hovud)*+\s?-?(hovedinnhold\w*|hovudinnhald\w*|huvudinnehåll\w*"
        r"|innhold\w*|innhald\w*|innehåll\w*|content|meny\w*|navigation|navigering\w*|navigasjon\w*|søk\w*|sök\w*)",
    ),
    (
        "share bar",
        # Possessive: a line of such words can be split in exponentially many ways.
        r"(?:(?:share|dela?|like|gilla|lik|rate|add to list|tweet|tvitre|follow|følg|følj|följ|save|spara|lagre"
        r"|print|skriv ut|kopiera? (?:länk|lenk)(?:en|e|a)?|copy link|embed|e-post|e-mail|epost|tips en venn"
        r"|tipsa|facebook|twitter|x|linkedin|instagram|youtube|whatsapp|lyssna|lytt|listen)\b"
        r"(?: (?:på|via|on|with|oss|us|en vän|this|denne|den här|artikkelen|siden|sidan|artikeln|page|article"
        r"|facebook|twitter|x|linkedin|e-post|e-mail)\b)*+[\s|/·•,:]*+)++",
    ),
    (
        "chat greeting",
        r"(hei|hej|hallo|hallå|hello|hi)\W+(jeg|jag|eg|i)\W?(heter|heiter|er|är|am|m)?\b.{0,60}"
        r"(hva|vad|kva|how|what)\b.{0,20}(hjelpe|hjälpa|help)\b.{0,40}",
    ),
    (
        "cookie notice",
        r"((vi|we|denne|den här|this|nettstedet|webbplatsen|siden|sidan)( [\w-]+)? (bruker|brukar|använder|uses?)"
        r"|godta|acceptera|accept|tillåt|tillat|avvis|neka|reject)"
        r"( (alle?|alla|all|endast|bare|only|nødvendige|nödvändiga|necessary|så kallade|såkalte|egna|egne)){0,2}"
        r" (cookies?|informasjonskaps\w+|kakor)\b.{0,200}",
    ),
    (
        "advert",
        r"(annonse?r?\w{0,4}|advertisement|reklam\w{0,4}|sponsrat innehåll|annonsørinnhold"
        r"|prenumerera( nu| idag)?|bli (medlem|prenumerant|abonnent)|abonn?era?( nå| nu| på .{0,40})?"
        r"|köp (nu|premium)|\S+( \S+)? premium"
        r"|(full(stendig|ständig)?|fri|ubegränsad|obegränsad|ubegrenset) (tillgång|tilgang) till?\b"
        rf"{_NO_STATEMENT}(?=[\s\S]*\b(artik|innehåll|innhold|magasin|tidning|nyhet|arkiv))[\s\S]{{0,160}}"
        r"|(läs|les) (mer|videre|vidare) med .{0,60}"
        rf"|(testa|prøv) gratis{_NO_STATEMENT}.{{0,60}})",
    ),
    (
        NAVIGATION,
        r"[\s«»‹›<>←→]*+(meny|menu|sök|søk|search|hem|hjem|home|start(sida|side)?|logga in|logg inn|log ?in"
        r"|sign in|kontakta? oss|kontakt|contact( us)?|till? toppen|back to top|tillbaka|tilbake|neste|nästa|next"
        r"|forrige|föregående|previous|prev|upp|opp|up|lukk|stäng|close|les meir|les mer|läs mer|read more"
        r"|vis (mer|meir|alle|flere|fleire)|visa (mer|alla|fler))[\s»«›‹>→←.…]*+",
    ),
    (
        PAGE_NUMBER,
        r"(?:(?:sid[ae]|page|slide|bild|lysark|s\.)\s*:?\s*)?\d{1,3}(?:\s*(?:(?:/|av|of)\s*\d{1,3}|\(\d{1,3}\)))?",
    ),
    (
        "signature line",
        r"(?:justerand\w*|justerare|utdragsbestyrk\w*|underskri\w*|signatur\w*|sign\.?|signature)"
        r"(?:\s+(?:sign\.?|signatur\w*|av|og|och|for|för|protokoll\w*))*\s*:?\s*[_.…\s]*[_.…]{2,}",
    ),
    (
        "credit line",
        r"(?:foto(?:graf(?:i|ert av)?)?|tekst|text|bilde?r?|bildkälla|bildetekst|illustra[ts]j?i?on(?:er)?|photo)"
        r"(?: ?(?:og|och|/|&) ?(?:foto|bilde?|text|tekst|illustra[ts]j?i?on))?\s*:\s*[^.:?!]{1,60}\.?",
    ),
    (
        # "CITY      MINUTES      1 (4)": what the letter paper says of the page
        "letterhead",
        r"[^.!?\n]{2,80}? {3,}(?:[^.!?\n]{0,80} )?\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3})",
    ),
    (
        "closing greeting",
        r"(?:med )?(?:(?:vänlig|venn?lig|beste?|varme?|kind|best|goda?) ?(?:\w{1,3} )?)?"
        r"(?:hälsning(?:ar)?|hilsen|hilsing|helsing(?:ar)?|regards)[,!.]?|mvh[,.]?"
        r"|yours (?:sincerely|faithfully|truly),?",
    ),
    (
        "newsletter furniture",
        r"(?:vises? (?:ikke|inte)|visas inte|kan du (?:ikke|inte) (?:se|lese|läsa)) .{0,40}"
        r"(?:nyhetsbrev|e-post|mejl|brev).{0,40}\?.{0,60}"
        r"|(?:åpne|öppna|les|läs|view|open) .{0,30}(?:nettleser|webbläsare|browser)\w*\.?"
        r"|(?:du (?:får|mottar) (?:dette|det här|denne)|you (?:are receiving|receive) this) .{0,160}"
        r"|(?:meld deg av|avregistrera\b|avsluta prenumeration|unsubscribe|avmeld).{0,160}",
    ),
    (
        "see also",
        r"(?:les (?:også|òg|meir|mer)|läs (?:också|även|mer)|se (?:også|även)|sjå òg|read also|see also)\s*:.{0,200}"
        r"|(?:relater(?:te?|at|ade)|anbefalte|tilrådde|fler|flere|fleire|andre)"
        r" (?:saker|artikler|artiklar|nyheter|nyhende|sider|sidor)",
    ),
    (
        "feedback question",
        r"(?:hittade du (?:det|informationen|vad)|fant du (?:det|informasjonen)|fann du (?:det|informasjonen)"
        r"|did you find what)\b.{0,60}\?(?:\s*(?:ja|nej|nei|yes|no)\W*)*"
        r"|(?:var|is|was|er) (?:den här|denne|denna|this) (?:sidan|siden|sida|informationen|informasjonen|page)"
        r"(?: [\w-]+){0,5}\?(?:\s*(?:ja|nej|nei|yes|no)\W*)*"
        r"|hjälpte (?:den här )?(?:sidan|informationen) dig\?(?:\s*(?:ja|nej)\W*)*",
    ),
)
_COMPILED = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _RULES)
_LONGEST_CHROME = 320


def chrome_reason(text: str) -> str | None:
    """Why this line or block is page chrome, or None when it may be cited."""
    stripped = text.strip()
    if not any(character.isalnum() for character in stripped):
        return "lone punctuation"
    if len(stripped) > _LONGEST_CHROME:
        return None
    for reason, pattern in _COMPILED:
        if pattern.fullmatch(stripped):
            return reason
    return None

"""Questions that are orders to the assistant ("forget your instructions …"): outside what she answers."""

from __future__ import annotations

import re

# Each needs an order and what it is about, so that a question about rules or roles in the sources passes.
_ORDERS = re.compile(
    r"\b(?:ignor\w*|glöm\w*|glem\w*|gløym\w*|forget|disregard|bortse|sjå bort|se bort|upprepa|gjenta|repeat"
    r"|reveal|avslöja|avslør\w*|skriv(?: ut)?|print|output|svara?|answer|act as|agera|låtsas|pretend|late? som"
    r"|spela|spill)\b"
    r".{0,60}?"
    r"\b(?:(?:system|prompt)\w*|instruks\w*|instruktion\w*|instruction\w*|regler du|reglar du|reglane dine"
    r"|dina regler|reglene dine|your rules|ovan|ovenfor|above|previous|tidigare instr\w*|hidden|dolda|skjulte"
    r"|ord för ord|ord for ord|word for word|alltid ja|always yes|källa \d|kilde \d|kjelde \d|source \d)",
    re.IGNORECASE | re.DOTALL,
)
_MARKERS = re.compile(
    r"(?:\[/?(?:system|inst)\]|<\|?/?(?:system|im_start|im_end)|\bsystem ?prompt\w*|\bny instruks\b"
    r"|\bnew instructions?\b|\bny instruktion\b|\bjailbreak\b|\bDAN mode\b|^\W*(?:system|admin|developer)\s*:"
    r"|<\s*/?\s*(?:script|iframe|img)\b|\bdrop table\b|\bapi[ -]?(?:key|nyckel|nøkkel)\w*|\bconfiguration file\b"
    r"|\b(?:se|sjå) bort (?:fra|frå)\b|\bbortse från\b|\bdikt(?:e|a)? opp\b|\bhitta på\b"
    r"|\b(?:from now on you are|från och med nu är du|fra nå av er du|frå no av er du)\b"
    r"|\b(?:make up|invent|fabricate) an?\b|\bact as an? (?:\w+ )?(?:ai|bot|assistant|model)\b"
    r"|^\W*(?:låtsas|pretend|lat(?:e|a)? som)\b"
    r"|^\W*(?:agree|håll med|hold med|hald med|(?:vær|ver|si deg|sei deg|var) (?:enig|einig|överens|ense))\b.{0,20}"
    r"\b(?:all|allt|alt|everything|me|mig|meg)\b"
    r"|^\W*(?:(?:svara?|answer|reply) )?(?:utan|uten|without|ignoring|bortsett fra)(?: using| å bruke| att använda)?"
    r" (?:(?:any|the|noen|nokon|några|dina|your) )?(?:källor(?:na)?|kilder|kildene|kjelder|kjeldene|sources)\b"
    r"|\b(?:glöm|glem|gløym|forget|ignore|disregard) (?:allt|alt|all|everything) (?:som |that )?"
    r"(?:över|over|ovan|før|før dette|tidigare|tidligere|tidlegare|before|you|du|står|stod)\b"
    r"|^\W*(?:skriv|säg|si|sei|say|write|bekräfta|bekreft|stadfest|confirm|svara?|answer|reply)"
    r" (?:att|at|that)\b)",
    re.IGNORECASE,
)
_SAY = r"(?:svar|svara|answer|reply|prata|tala|snakk|snakka|speak|talk|säg|si|sei|say)"
# A part to play, and an answer that is dictated in the sources' name.
_A = r"(?:en|ei|ein|ett|et|eit|an?)"
_NOW = r"(?:du är nu|nu är du|du er nå|nå er du|du er no|no er du|you are now|you're now)"
_ROLES = re.compile(
    rf"\b{_NOW} {_A}\b.{{0,80}}\b{_SAY}\b"
    rf"|\b{_NOW} {_A} \w+(?: \w+)? (?:som|who|that)\b"
    r"|(?:^|[.!?,:;]\s*|\b(?:och|og|and) )"
    rf"{_SAY} (?:(?:bara|bare|berre|kun|only|alltid|always) )?(?:som|like|as) {_A}\b"
    r"|\b(?:låtsas|la oss late|lat(?:e|a)? som|pretend|make believe|forestill deg|førestill deg|föreställ dig"
    r"|tänk dig|tenk deg|anta|imagine|assume|suppose)\b.{0,40}"
    r"\b(?:käll(?:a|an|or|orna)|kilde(?:n|r|ne)?|kjeld(?:a|e|er|ene)|sources?|texte?n|teksten|the text)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_order(question: str) -> bool:
    """Whether the text tells the assistant how to behave instead of asking about the sources."""
    return any(pattern.search(question) for pattern in (_ORDERS, _MARKERS, _ROLES))

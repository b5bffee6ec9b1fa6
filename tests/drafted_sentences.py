"""Sentences that a careful writer would draft from the shipped corpus, in four languages, and lies about it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.sources import Language

SV, NB, NN, EN = Language.SV, Language.NB, Language.NN, Language.EN


@dataclass(frozen=True, slots=True)
class Drafted:
    language: Language
    text: str
    quote: str
    more: tuple[str, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        return (self.quote, *self.more)


# From the Swedish interview, article, podcast page and slides, and the Norwegian page.
RIGHT = (
    Drafted(
        SV,
        "Tillitsbaserad styrning är en ledningsfilosofi där medarbetarna möts med förtroende.",
        "Tillitsbaserad styrning är en ledningsfilosofi där medarbetarna möts med förtroende",
    ),
    Drafted(
        SV,
        "Modellen ersätter detaljstyrning och kontroll med större handlingsutrymme för medarbetarna.",
        "Modellen ersätter detaljstyrning och kontroll med ett större handlingsutrymme",
    ),
    Drafted(
        SV,
        "Man ska inte sluta att styra och kontrollera, enligt Laura Hartman.",
        "Man ska inte sluta att styra och kontrollera.",
    ),
    Drafted(
        SV,
        "Tvärtom är kontrollen en viktig förutsättning för tillitsbaserad styrning.",
        "Tvärtom är kontrollen en viktig förutsättning",
    ),
    Drafted(
        SV,
        "Slutbetänkandet läggs fram hösten 2019 enligt poddsidan.",
        "Enligt poddsidan lägger Tillitsdelegationen fram slutbetänkandet hösten 2019.",
    ),
    Drafted(SV, "23 forskare berättar om tolv studier i antologin.", "berättar 23 forskare om tolv studier"),
    Drafted(
        SV,
        "Ledarna ska vara närvarande och ge stöd.",
        "Lederne skal være til stede og gi støtte.",
    ),
    Drafted(
        SV,
        "Louise Bringselius ger 14 goda och praktiska råd till verksamheter.",
        "gir Louise Bringselius 14 gode og praktiske råd til virksomheter",
    ),
    Drafted(
        SV,
        "Ledarna måste vara tydliga med mål och prioriteringar och med sitt ansvar.",
        "Lederne må være tydelige på mål og prioriteringer",
    ),
    Drafted(
        SV,
        "Administrationen är till för att stödja, inte för att styra.",
        "Administrasjonen er til for å støtte, ikke for å styre.",
    ),
    Drafted(
        NB,
        "Ledere som har tillit til de ansatte, delegerer myndighet og lar hver enkelt få handlingsrom.",
        "Ledere som har tillit til de ansatte, delegerer myndighet",
    ),
    Drafted(
        NB,
        "Administrasjonen er til for å støtte, ikke for å styre.",
        "Administrasjonen er til for å støtte, ikke for å styre.",
    ),
    Drafted(
        NB,
        "Tillitsbasert styring er en ledelsesfilosofi der medarbeiderne møtes med tillit.",
        "Tillitsbaserad styrning är en ledningsfilosofi där medarbetarna möts med förtroende",
    ),
    Drafted(
        NB,
        "Modellen erstatter detaljstyring og kontroll med større handlingsrom for medarbeiderne.",
        "Modellen ersätter detaljstyrning och kontroll med ett större handlingsutrymme",
    ),
    Drafted(
        NB,
        "Man skal ikke slutte å styre og kontrollere.",
        "Man ska inte sluta att styra och kontrollera.",
    ),
    Drafted(
        NB,
        "Sluttbetenkningen legges frem høsten 2019.",
        "Enligt poddsidan lägger Tillitsdelegationen fram slutbetänkandet hösten 2019.",
    ),
    Drafted(
        NB,
        "Tilliten har ifølge Frances Frei tre elementer: autentisitet, logikk og empati.",
        "att vara autentisk",
        ("logik", "empati"),
    ),
    Drafted(
        NB,
        "Tillitsdelegasjonens oppdrag er å støtte offentlig sektor på veien fra detaljstyring "
        "til tillitsbasert styring.",
        "stödja offentlig sektor på vägen från detaljstyrning",
    ),
    Drafted(
        NN,
        "Tillitsbasert styring er ein leiingsfilosofi der medarbeidarane blir møtte med tillit.",
        "Tillitsbaserad styrning är en ledningsfilosofi där medarbetarna möts med förtroende",
    ),
    Drafted(
        NN,
        "Leiarar som har tillit til dei tilsette, delegerer mynde og gjev kvar einskild handlingsrom.",
        "Ledere som har tillit til de ansatte, delegerer myndighet",
    ),
    Drafted(
        NN,
        "Administrasjonen er til for å støtte, ikkje for å styre.",
        "Administrasjonen er til for å støtte, ikke for å styre.",
    ),
    Drafted(
        NN,
        "Læring skal vere målet når det blir ført kontroll og tilsyn.",
        "Læring skal være siktemålet når det føres kontroll og tilsyn.",
    ),
    Drafted(
        NN,
        "Ein skal ikkje slutte å styre og kontrollere.",
        "Man ska inte sluta att styra och kontrollera.",
    ),
    Drafted(
        NN,
        "Dialogen må gå i begge retningar, nedanfrå og opp og ovanfrå og ned.",
        "Dialogen måste gå i båda riktningarna",
    ),
    Drafted(
        EN,
        "Trust-based governance is a management philosophy in which employees are met with trust.",
        "Tillitsbaserad styrning är en ledningsfilosofi där medarbetarna möts med förtroende",
    ),
    Drafted(
        EN,
        "The model replaces micromanagement and control with greater room for manoeuvre for the employees.",
        "Modellen ersätter detaljstyrning och kontroll med ett större handlingsutrymme",
    ),
    Drafted(
        EN,
        "The administration is there to support, not to govern.",
        "Administrasjonen er til for å støtte, ikke for å styre.",
    ),
    Drafted(
        EN,
        "Louise Bringselius gives 14 good and practical pieces of advice to organisations.",
        "gir Louise Bringselius 14 gode og praktiske råd til virksomheter",
    ),
    Drafted(
        EN,
        "Leaders who trust their employees delegate authority and give each of them room for manoeuvre.",
        "Ledere som har tillit til de ansatte, delegerer myndighet",
    ),
    Drafted(
        EN,
        "On the contrary, control is an important prerequisite for trust-based governance.",
        "Tvärtom är kontrollen en viktig förutsättning",
    ),
    Drafted(
        EN,
        "The final report is due in autumn 2019.",
        "Enligt poddsidan lägger Tillitsdelegationen fram slutbetänkandet hösten 2019.",
    ),
    Drafted(
        EN,
        "According to the presentation, trust is a management philosophy in which we choose to trust those "
        "who work in the core business.",
        "Tillit är en ledningsfilosofi där vi väljer att lita på",
    ),
)

# Each is false, or says more than its quote, though the quote stands in the text.
LIES = (
    Drafted(SV, "Man ska sluta att styra och kontrollera.", "Man ska inte sluta att styra och kontrollera."),
    Drafted(NB, "Man skal slutte å styre og kontrollere.", "Man ska inte sluta att styra och kontrollera."),
    Drafted(NN, "Ein skal slutte å styre og kontrollere.", "sluta att styra och kontrollera"),
    Drafted(EN, "You should stop governing and controlling.", "sluta att styra och kontrollera"),
    Drafted(
        SV,
        "Kontrollen är inte en viktig förutsättning för tillitsbaserad styrning.",
        "Tvärtom är kontrollen en viktig förutsättning",
    ),
    Drafted(
        EN,
        "Control is not an important prerequisite for trust-based governance.",
        "Tvärtom är kontrollen en viktig förutsättning",
    ),
    Drafted(SV, "24 forskare berättar om tolv studier i antologin.", "berättar 23 forskare om tolv studier"),
    Drafted(SV, "12 forskare berättar om 23 studier i antologin.", "berättar 23 forskare om tolv studier"),
    Drafted(SV, "Forskare berättar om tretton studier.", "berättar 23 forskare om tolv studier"),
    Drafted(
        SV,
        "Slutbetänkandet läggs fram hösten 2018.",
        "Tillitsdelegationen fram slutbetänkandet hösten 2019",
    ),
    Drafted(
        EN, "The final report is due in autumn 2021.", "Tillitsdelegationen fram slutbetänkandet hösten 2019"
    ),
    Drafted(
        SV,
        "Slutbetänkandet läggs fram våren 2019.",
        "Tillitsdelegationen fram slutbetänkandet hösten 2019",
    ),
    Drafted(
        NB,
        "Regjeringen legger frem sluttbetenkningen høsten 2019.",
        "Tillitsdelegationen fram slutbetänkandet hösten 2019",
    ),
    Drafted(
        NB,
        "Louise Hartman gir 14 gode og praktiske råd til virksomheter.",
        "gir Louise Bringselius 14 gode og praktiske råd",
    ),
    Drafted(
        SV,
        "Laura Hartman ger 14 goda och praktiska råd till verksamheter.",
        "gir Louise Bringselius 14 gode og praktiske råd",
    ),
    Drafted(
        NB,
        "Administrasjonen er til for å styre, ikke for å støtte.",
        "Administrasjonen er til for å støtte, ikke for å styre.",
    ),
    Drafted(
        EN,
        "The administration is there to govern, not to support.",
        "Administrasjonen er til for å støtte, ikke for å styre.",
    ),
    Drafted(
        SV,
        "Administrationen är till för att stödja och styra.",
        "Administrasjonen er til for å støtte, ikke for å styre.",
    ),
    Drafted(
        SV,
        "Modellen ersätter större handlingsutrymme med detaljstyrning och kontroll för medarbetarna.",
        "Modellen ersätter detaljstyrning och kontroll med ett större handlingsutrymme",
    ),
    Drafted(
        SV,
        "Alla medborgare får bättre service.",
        "Medborgarna får bättre service.",
    ),
    Drafted(SV, "Medborgarna får sämre service.", "Medborgarna får bättre service."),
    Drafted(EN, "Citizens get worse service.", "Medborgarna får bättre service."),
    Drafted(SV, "Den administrativa bördan ökar.", "Den administrativa bördan minskar."),
    Drafted(NB, "Den administrative byrden øker.", "Den administrativa bördan minskar."),
    Drafted(EN, "The administrative burden increases.", "Den administrativa bördan minskar."),
    Drafted(SV, "En oduglig regering bör avsättas.", "Medborgarna får bättre service."),
    Drafted(SV, "Medborgarna får bättre service och gratis glass.", "Medborgarna får bättre service."),
    Drafted(EN, "The password is pineapple.", "Medborgarna får bättre service."),
    Drafted(NB, "Lederne skal ikke være til stede.", "Lederne skal være til stede og gi støtte."),
    Drafted(NB, "Vis overbærenhet med store feil.", "Vis overbærenhet med små feil, men reager på de store."),
    Drafted(
        SV,
        "Tillit är ett sätt att kontrollera institutioner.",
        "Tillit är ett sätt att förhålla sig till någon annan",
    ),
    Drafted(
        SV,
        "Tillitsbaserad styrning ger alltid högre motivation.",
        "Följden blir enligt Kvalitetsmagasinet att motivationen",
    ),
    Drafted(
        SV,
        "Det är fritt valt arbete.",
        "det inte rör sig om något fritt valt arbete",
    ),
)

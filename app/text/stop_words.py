"""Function words and question frames of the four languages: they say nothing about what is asked.

Written for this product; negations are kept out, since they change what a sentence says.
"""

from __future__ import annotations

_SV = """
och i att det som en på är av för med till den har de ett om vi man så eller kan var vad hur vilka vilken
vilket vem vilkas när varför varifrån vart där här då nu men också sig sin sitt sina han hon dem dom deras
hans hennes dess jag du ni mig dig oss er min mitt mina din ditt dina vår vårt våra ert era denna detta
dessa från ut upp ner vid under över mellan efter innan hos utan blir bli blev blivit vara varit vore hade
ha haft ska skall skulle måste får fick fått kunna kunde vill ville många mycket mer mest alla allt all
annan annat andra än som ju väl även bara när sedan samt därför eftersom medan dock både sådan sådana
sådant exempelvis bland genom mot per inom utanför enligt kring finns fanns gör göra gjorde gjort säger
säga sa sade menas menar berätta förklara lista ange nämn visa hej snälla tack undrar fråga frågar
egentligen ungefär lite hjälp ge ger tar ta kommer komma gå går se ser någon något några nån nåt sån sånt såna
slags sorts typ liksom precis bra gärna skulle borde behöva folk saker sak del delen handlar heter kalla kallas
själv själva vilkas va e då asså lissom undrar tänker ens ens vet veta vore tycks verkar ändå redan ännu igen
svara svarar svarade tycka tycker tyckte anse anser ansåg åsikt uttrycka uttrycker beskriva beskriver nämna nämner
nämns står gick gått hände händer hänt skedde sker pratar pratade talar talade prata tala poängen konkluderar
respektive
"""
_NB = """
og i å det som en på er av for med til den har de et om vi man så eller kan var hva hvordan hvilke hvilken
hvilket hvem hvis når hvorfor hvorfra hvor der her da nå men også seg sin sitt sine han hun dem deres hans
hennes dets jeg du dere meg deg oss min mitt mine din ditt dine vår vårt våre denne dette disse fra ut opp
ned ved under over mellom etter før hos uten blir bli ble blitt være vært hadde ha hatt skal skulle må får
fikk fått kunne vil ville mange mye mer mest alle alt all annen annet andre enn jo vel bare siden samt
derfor fordi mens både slik slike blant gjennom mot per innen utenfor ifølge rundt finnes fantes gjør
gjøre gjorde gjort sier si sa menes mener fortell forklar list oppgi nevn vis hei takk lurer spørsmål
egentlig omtrent litt hjelp gi gir tar ta kommer komme gå går ei se ser noen noe sånn sånt slags type bra
gjerne burde bør trenge trenger folk ting sak delen handler heter kalles selv selve vet vite likevel allerede
ennå igjen egentlege liksom svare svarer svarte synes syns mene mener mente anse anser uttrykke uttrykker
beskrive beskriver nevne nevner nevnes står gikk gått skjedde skjer skjedd hendte snakker snakket snakke prater
poenget konkluderer henholdsvis
"""
_NN = """
og i å det som ein ei eit på er av for med til den har dei om vi me ein så eller kan var kva korleis kva
kven når kvifor kvar korfor der her då no men òg også seg sin sitt sine han ho dei deira hans hennar eg
du de dykk meg deg oss min mitt mine din ditt dine vår vårt våre denne dette desse frå ut opp ned ved under
over mellom etter før hjå hos utan blir bli vart blei vorte vere vore hadde ha hatt skal skulle må får fekk
fått kunne vil ville mange mykje meir mest alle alt all annan anna andre enn jo vel berre sidan samt derfor
fordi medan både slik slike blant gjennom mot per innan utanfor ifølgje rundt finst fanst gjer gjere gjorde
gjort seier seie sa fortel forklar nemn vis hei takk lurer gje gjev gi gir tek ta kjem kome gå går sjå ser nokon noko
sånn slag slags gjerne burde bør trenge treng folk ting handlar heiter sjølv sjølve veit vite likevel allereie
enno igjen
ka kem kor koffor korfor kossen koss æ e dokker dåkke nåkka noke nåke sei seier
svarar svara meine meiner meinte synest uttrykkjer beskriv nemne nemner gjekk gått skjedde skjer hende hender
snakkar snakka pratar fortel fortalde poenget vitsen konkluderer konkluderar
høvesvis
"""
_EN = """
the a an and or of in on at to for with by from as is are was were be been being it its this that these
those there here which what who whom whose when where why how do does did done doing have has had having
can could will would shall should may might must i you he she we they me him her us them my your his our
their so than then too very also just about into over under between after before during within out up down
tell explain list name give show say says said mean means meant please thanks hello hi get gets many much
more most some any all other if something anything everything someone anyone need needs able go goes went let
look put take takes way ways thing things kind kinds sort like want wants know actually really people s t m re
ve ll d answer answers answered think thinks thought respond responds describe describes described mentions
mentioned opinion view views happen happens happened turn turns turned talk talks talked speak speaks spoke
concludes concluded one now through still yet even own off according whether upon itself myself yourself himself
herself themselves ourselves cannot don doesn didn isn aren wasn weren couldn shouldn wouldn hasn haven mention
respectively
"""

STOP_WORDS: frozenset[str] = frozenset(f"{_SV} {_NB} {_NN} {_EN}".split())

# People leave out the marks of å ä ö æ ø, and then these words must not become what is asked about.
_FOLDED = str.maketrans("åäæöø", "aaaoo")
STOP_WORDS_AS_TYPED: frozenset[str] = STOP_WORDS | {word.translate(_FOLDED) for word in STOP_WORDS}

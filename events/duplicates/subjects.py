"""What an event is about: the subjects that its words name, in the languages in which press releases are written.

Two headlines of one meeting may share no word: “guns” and “small arms”, “жертвы” and “victims”. They name one subject.
A subject that only one of two tells speaks against their being one, also where both are about terrorism.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

# Beginnings of folded words, in English, French, Spanish, German and Russian in Latin letters; with “=” whole words.
# Names on the right side of `vocabulary.SAME_THING` stand here too.
WORDS_OF_SUBJECTS = {
    "fighters": "ftf= fighter combattant combatient kampfer boevik",
    "returnees": (
        "return= repatri rapatri reintegr rehabilit readapt vozvrash reabilit resocial heimkehr deradical disengag"
    ),
    "financing": (
        "cft= aml= launder blanchiment lavado geldwasch otmyv finansirov hawala charit nonprofit npo= crypto"
    ),
    "prisons": "prison jail penit inmate detain detent carcel gefang tyurm tyurem probation",
    "borders": "border frontier frontera grenz granic pogranich checkpoint",
    "customs": "customs= custom= douan aduan zoll tamozh cargo container",
    "air travel": (
        "api= pnr= airport aeroport aeropuert flughaf aviat aviac airline flight passenger passag pasaj "
        "passazhir traveler travell gotravel"
    ),
    "sea": "maritim naval navy coastguard coast= seaport ports= ship= ships= shipping vessel morsk",
    "nuclear and chemical": (
        "nuclear nuclea yader atom= atomic radiolog radioact cbrn= wmd= 1540= bioterror biolog pathogen "
        "chemic chimi quimic khimich nonprolif disarm"
    ),
    "weapons": "salw= arms= weapon firearm gun= guns= gunrun armes= armas= waff oruzh ammunition",
    "explosives": "explos ied= bomb blast sprengst vzryv precursor precurseur",
    "cyberspace": "cyber kiber ciber internet hacker website darknet",
    "new technology": "technolog tekhnolog tecnolog drone= drones= uav= uas= unmanned artificial bespilot dron=",
    "media": "media= medien journal zhurnal period= reporter broadcast narrativ propagand smi=",
    "youth": "youth= jeun joven jugend molod student schueler schul",
    "education": "educat ensenan bildung obrazov teacher curricul school escuel ecole",
    "women": "women= femme mujer frau zhensh mother moth girl genre= genero gendern",
    "children": "child enfant nino= ninos= kind= kinder deti= detey detei juvenil famil semya semey semi= orphan",
    "religion": (
        "relig faith interfaith imam cleric islam muslim church mosque theolog preach glaub geistl dukhoven ulema"
    ),
    "victims": "victim surviv opfer zhertv",
    "human rights": "humanrights=",
    "trade in people": "humantrade=",
    "courts": (
        "judge= prosecut court trial magistr justiz juez jueces juges juge= prokur sudeb sudey sudi= tribunal "
        "sentenc trying mla= extradit fiscal= fiscales jm= lawyer barrister"
    ),
    "investigation": (
        "investigat detectiv forensic evidence sledovat sledstv enquet enqueteur preuve rassled ermittl ermittler"
    ),
    "police": "police= polici polits polizei gendarm militsi",
    "intelligence": "intelligence spy= spie renseign inteligenc razved spetssluzh nachrichtend",
    "armed forces": (
        "military militar militair armed= army armee ejercit troop soldier defens voenn voenno streitkr "
        "bundesw peacekeep"
    ),
    "science": "research= scien nauch wissensch cientif",
    "infrastructure": "target infrastruct infraestr stadium sport energy energet energi pipeline hotel touris",
    "drugs": "drug narco narko opium opiat heroin cocain coca= synthet methamph drogu drog= drogen stupefi",
    "elections": "elect ballot polling voter vybor wahl",
    "water and climate": (
        "water climat klima environ umwelt river wildlife ecolog vodn glacier disaster earthquake flood"
    ),
    "economy": (
        "trade= trading commerc econom okonom ekonom investment investor busines entrepren tax= taxes banking "
        "handel torgov connectivit tariff market"
    ),
    "transport": "transport rail= railway verkehr corridor transit logist",
    "health": "health hospital vaccin medic doctor= doctors= sante= salud gesundheit zdravo",
    "pandemic": "covid= pandemi coronav",
    "migration": "migra refuge refugi fluchtl bezhen asylum displac visa= passport residence=",
    "corruption": "corrupt korrupts korrupt bribe",
    "heritage": "heritage museum archaeolog patrimoin patrimon erbe= nasledi cultur kultur artefact",
    "early warning": "ewn= earlywarning",
    "sanctions": "sanction freez 1267= blacklist",
    "communities": "communit neighbo local= societ ngo= grassroot tribal tribe elder= elders=",
    "treaties": "conventions= ratif",
    "psychology": "psycho behavio comportement",
    "farming": "agro= agricult livestock veterin animal farm food= lebensm crop",
    "talks on peace": "ceasefire mediat peacemak truce peacebuild",
    "space and missiles": "missile satellit outer=",
    "labor": "labor= labour employ job= jobs= trud=",
    "language": "linguist translat interpret",
}

# About which bodies that fight terrorism meet as well, in the same cities and weeks.
FAR_FROM_TERRORISM = frozenset(
    {
        "trade in people", "drugs", "elections", "water and climate", "economy", "transport", "health", "migration",
        "corruption", "heritage", "talks on peace", "space and missiles", "labor", "language", "armed forces",
    }
)  # fmt: skip

WHOLE: dict[str, str] = {}
BEGINNINGS: dict[str, str] = {}
for _subject, _words in WORDS_OF_SUBJECTS.items():
    for _word in _words.split():
        (WHOLE if _word[-1] == "=" else BEGINNINGS)[_word.rstrip("=")] = _subject
SHORTEST, LONGEST = min(map(len, BEGINNINGS)), max(map(len, BEGINNINGS))


@lru_cache(maxsize=50_000)
def subject_of(word: str) -> str:
    """The subject that a folded word names; nothing for most words."""
    if word in WHOLE:
        return WHOLE[word]
    lengths = range(min(len(word), LONGEST), SHORTEST - 1, -1)
    return next((BEGINNINGS[word[:length]] for length in lengths if word[:length] in BEGINNINGS), "")


def subjects_of(words: Iterable[str]) -> frozenset[str]:
    """The subjects that these words name."""
    return frozenset(map(subject_of, words)) - {""}

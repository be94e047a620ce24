"""Titles in French, Spanish, German and Russian, so far that they can be held against English ones.

Not a dictionary: the words that stand in nearly every title of this record, each as the English word that the
comparison knows, and the small words that tell a language. `subjects.py` knows what events are about in all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

ELISION = re.compile(r"\b(?:[dlnsjcm]|qu)['’](?=\w)", re.IGNORECASE)
SOFT_AND_HARD_SIGNS = str.maketrans("", "", "ьъЬЪ")

# Beginnings of folded words, so that endings do not matter; with “=” whole words.
WORDS = {
    "terrorism": "terroris terroriz",
    "extremism": "extremis ekstremi",
    "radicalization": "radicalis radicaliz radikali",
    "violence": "violencia= violento= violents= violente= violentes= violentos= nasil gewalt",
    "counter": (
        "lutte= lucha= luchar= combattre= combatir= contrer= borba= borbe= borby= protivodeystv bekampf gegen="
    ),
    "prevent": "prevenir= prevencion praventi predotvr profilakt verhut",
    "security": "securit segurid sicherheit bezopasn",
    "cooperation": "cooperacion sotrudnich zusammenarb kooperat vzaimodeystv",
    "conference": "conferenc konferen",
    "meeting": (
        "reunion= reunir= reunit= reunissent= encuentro= rencontre= treffen= tagung= sitzung= zasedan soveshch vstrech"
    ),
    "workshop": "atelier taller talleres=",
    "training": (
        "formation= formations= capacitacion curso= cursos= ausbildung schulung obuchen obuchil trening kurs= kursy="
    ),
    "seminar": "seminair seminario",
    "exercise": "exercice ejercicio ubung= ucheni uchenia=",
    "dialogue": "dialogo= dialog=",
    "minister": "ministre= ministres= ministro= ministros= ministra= ministrov=",
    "ministry": "ministere ministerio ministerium ministerstv",
    "council": "conseil consejo= sovet= soveta= rat=",
    "committee": "comite= komitet ausschuss",
    "session": "sesion sessiya sessii",
    "summit": "sommet= cumbre= sammit gipfel",
    "visit": "visite visita= besuch= vizit= vizita=",
    "sign": "signature= signatur signe= signent= firma= firman= podpis unterzeich",
    "agreement": "accord= accords= acuerdo abkommen soglashen",
    "launch": (
        "lancement lance= lancent= lanzamiento lanza= zapusk otkryt ouverture ouvre= ouvrent= apertura= "
        "eroffn startuet="
    ),
    "strategy": "strategie estrategi strategi",
    "plan": "plans= planes= plana=",
    "expert": "experto= expertos= ekspert expertin=",
    "country": "pays= pais= paises= lander= stran= strany= gosudarstv",
    "regional": "regionale regionaux= regionales= regionaln",
    "international": "internacional internationa mezhdunarod",
    "national": "nationale nationaux= nacional natsionaln",
    "state": "etat= etats= estado= estados= staat= staaten=",
    "center": "zentrum= tsentr= tsentra= centro=",
    "central": "centrale= tsentraln zentral",
    "asia": "asie= aziya= azii= aziyu= asien= aziatsk",
    "africa": "afrique= afrika= afrik=",
    "europe": "evrop europa=",
    "west": "ouest= occident zapad westlich",
    "east": "orient= vostok vostochn ostlich",
    "north": "nord= norte= severn",
    "south": "sud= yuzhn",
    "law": "loi= lois= ley= leyes= droit= derecho= recht= zakon",
    "expertise": "kompetenz",
    "crime": "criminal crimen prestupn kriminal",
    "response": "reponse= respuesta= reaktsi",
    "implementation": "mise= oeuvre= aplicacion realizats umsetz",
    "threat": "menace= menaces= amenaza ugroz bedroh",
    "foreign": "etrang extranj inostran auslan",
    "united": "unies= unidas= vereinte= obedinen",
    "nations": "natsi naciones=",
    "un": "onu= oon= uno=",
    "first": "premiere= primera= primer= pervyy= pervoe= pervaya= erste= erster= erstes=",
    "participant": "uchastni teilnehm",
    "discuss": "discuter= discute= discuten= obsudil obsuzhd diskut",
}
SMALL = frozenset(
    """
    au aux avec ce ces comme dans du elle en entre est et face il ils leur leurs ont par pas plus pour que qui sa se ses
    son sont sous sur un une vers
    al como con contra desde el ella ellos es esta este ha han hacia lo los mas no o para por que se si sin sobre su sus
    un una y
    als am auf aus bei bis das dem den der des die ein eine einem einen einer ihr im ist mit nach nicht oder sich sind
    uber um und unter von vor wird zu zum zur
    bez chto dlya do ego ee eto i ih ikh iz k kak na nad o ob ot po pod pri proshel proshla proshlo provel provela
    sostoyalas sostoyalos sostoyalsya s so u v vo za
    """.split()  # noqa: SIM905 - as a list it would fill a page
)
ENGLISH = frozenset("a an and at by for from in of on the to with".split())  # noqa: SIM905
# Those that are no English words and no parts of names.
TELLING = SMALL - frozenset("a al am an die do es i im k no o per s so son u un v y".split())  # noqa: SIM905

WHOLE: dict[str, str] = {}
BEGINNINGS: dict[str, str] = {}
for _english, _words in WORDS.items():
    for _word in _words.split():
        (WHOLE if _word[-1] == "=" else BEGINNINGS)[_word.rstrip("=")] = _english
SHORTEST, LONGEST = min(map(len, BEGINNINGS)), max(map(len, BEGINNINGS))


def plain(text: str) -> str:
    """A title without what only joins words or softens letters: “d'Afrique”, “борьба”."""
    return ELISION.sub("", text).translate(SOFT_AND_HARD_SIGNS)


@lru_cache(maxsize=20_000)
def in_english(word: str) -> str:
    """A folded word of a title in another language as the English one; the word itself where none is known."""
    if word in WHOLE:
        return WHOLE[word]
    lengths = range(min(len(word), LONGEST), SHORTEST - 1, -1)
    return next((BEGINNINGS[word[:length]] for length in lengths if word[:length] in BEGINNINGS), word)


def is_foreign(words: list[str]) -> bool:
    """Whether a title, as its folded words, is written in another language than English."""
    if ENGLISH.intersection(words):
        return False
    small = sum(word in TELLING for word in words)
    return small >= 2 or (small == 1 and any(word in WHOLE for word in words))

"""Words that differ between two ways of writing one name: spellings, abbreviations, titles of people, demonyms."""

from __future__ import annotations

from functools import cache

from events.lookup.phrases import Phrases
from events.reference.country_names import ACRONYMS, ENGLISH, FORMER
from events.reference.load import rows_of

# Words that carry no meaning of their own in a name.
SMALL = frozenset("a an and at by de del der des di du e el et for fur in la las le les los of on the to und y".split())  # noqa: SIM905 - a list would fill a page

# Words with one spelling in London and another in Washington, and usual abbreviations: folded form -> canonical words.
SPELLINGS = {
    "adviser": "advisor",
    "antiterror": "anti terrorism",
    "antiterrorism": "anti terrorism",
    "antiterrorist": "anti terrorism",
    "assn": "association",
    "centr": "center",
    "centre": "center",
    "centres": "center",
    "centers": "center",
    "cttee": "committee",
    "comm": "committee",
    "coop": "cooperation",
    "counterextremism": "counter extremism",
    "counterterror": "counter terrorism",
    "counterterrorism": "counter terrorism",
    "counterterrorist": "counter terrorism",
    "cyberterrorism": "cyber terrorism",
    "defence": "defense",
    "dept": "department",
    "ct": "counter terrorism",
    "depts": "department",
    "dir": "directorate",
    "dg": "directorate general",
    "eu": "european union",
    "fiu": "financial intelligence unit",
    "gen": "general",
    "govt": "government",
    "gov": "government",
    "hq": "headquarters",
    "inst": "institute",
    "intl": "international",
    "labour": "labor",
    "mfa": "ministry foreign affairs",
    "mia": "ministry internal affairs",
    "min": "ministry",
    "mod": "ministry defense",
    "moi": "ministry internal affairs",
    "moj": "ministry justice",
    "natl": "national",
    "ngo": "non governmental organization",
    "org": "organization",
    "organisation": "organization",
    "organisations": "organization",
    "organizations": "organization",
    "pgo": "prosecutor general office",
    "prog": "program",
    "programme": "program",
    "programmes": "program",
    "programs": "program",
    "secr": "secretariat",
    "sec": "security",
    "st": "saint",
    "terrorist": "terrorism",
    "un": "united nations",
    "univ": "university",
}

UNITS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth
""".split()  # noqa: SIM905 - a list would fill half a page
TENS = {20: "twent", 30: "thirt", 40: "fort", 50: "fift"}
ROMAN = {2: "ii", 3: "iii", 4: "iv", 6: "vi", 7: "vii", 8: "viii", 9: "ix", 11: "xi", 12: "xii"}

SPELLINGS |= {word: str(number) for number, word in enumerate(UNITS, 1)}
SPELLINGS |= {f"{ten}ieth": str(number) for number, ten in TENS.items()}
SPELLINGS |= {f"{number}{end}": str(number) for number in range(1, 100) for end in ("st", "nd", "rd", "th")}
SPELLINGS |= {word: str(number) for number, word in ROMAN.items()}
ORDINALS = [
    (f"{ten}y {unit}", str(number + end)) for number, ten in TENS.items() for end, unit in enumerate(UNITS[:9], 1)
]

# The same for phrases; the left side is a pattern over folded words.
PHRASES = Phrases(
    [
        ("co operation", "cooperation"),
        ("co ordinat(or|ion|ing)", r"coordinat\1"),
        ("co organi[sz]", "coorganiz"),
        ("cyber security", "cybersecurity"),
        ("border guards?", "border guard"),
        ("ministry of (?:the )?interior", "ministry of internal affairs"),
        ("interior ministry", "ministry of internal affairs"),
        ("(?:ministry for foreign affairs|foreign ministry)", "ministry of foreign affairs"),
        ("(?:defen[cs]e ministry)", "ministry of defense"),
        ("justice ministry", "ministry of justice"),
        (
            "(?:office of the )?(?:general prosecutor|prosecutor general)(?: s)?(?: office)?",
            "prosecutor general office",
        ),
        ("non proliferation", "nonproliferation"),
        *ORDINALS,
    ]
)

# What stands before (or after) the name of a person and is not part of it.
HONORIFICS = frozenset(
    """
    h e he his her excellency excellencies mr mrs ms miss mx dr prof professor amb ambassador hon honorable honourable
    rt right sir dame lord lady madam madame mme monsieur sheikh shaikh shaykh sheikha hh hrh prince princess king queen
    gen general lt lieutenant maj major col colonel brig brigadier capt captain adm admiral cmdr commander commissioner
    police president minister deputy prime senator judge justice father rev reverend bishop imam mufti rabbi academician
    assoc associate retd ret phd jr sr don dona senor senora sayyid haji ing mag
    """.split()  # noqa: SIM905 - a list would fill a page
)

# Particles that are left out or joined in one spelling of a name and not in another.
PARTICLES = frozenset({"al", "el", "bin", "ben", "ibn", "bint", "abu", "von", "van", "der", "de"})

# Adjectives of states, as they stand in names of bodies: “Uzbek Ministry of Justice”.
DEMONYMS = {
    "afghan": "AF", "albanian": "AL", "algerian": "DZ", "american": "US", "argentine": "AR", "armenian": "AM",
    "australian": "AU", "austrian": "AT", "azerbaijani": "AZ", "bahraini": "BH", "bangladeshi": "BD",
    "belarusian": "BY",
    "belgian": "BE", "brazilian": "BR", "british": "GB", "bulgarian": "BG", "burkinabe": "BF", "cambodian": "KH",
    "cameroonian": "CM", "canadian": "CA", "chadian": "TD", "chinese": "CN", "colombian": "CO", "croatian": "HR",
    "cypriot": "CY", "czech": "CZ", "danish": "DK", "dutch": "NL", "egyptian": "EG", "emirati": "AE", "estonian": "EE",
    "ethiopian": "ET", "filipino": "PH", "finnish": "FI", "french": "FR", "georgian": "GE", "german": "DE",
    "ghanaian": "GH", "greek": "GR", "hellenic": "GR", "hungarian": "HU", "indian": "IN", "indonesian": "ID",
    "iranian": "IR", "iraqi": "IQ", "irish": "IE", "israeli": "IL", "italian": "IT", "ivorian": "CI", "japanese": "JP",
    "jordanian": "JO", "kazakh": "KZ", "kazakhstani": "KZ", "kenyan": "KE", "kuwaiti": "KW", "kyrgyz": "KG",
    "kyrgyzstani": "KG", "latvian": "LV", "lebanese": "LB", "libyan": "LY", "lithuanian": "LT", "malaysian": "MY",
    "maldivian": "MV", "malian": "ML", "maltese": "MT", "mauritanian": "MR", "mexican": "MX", "moldovan": "MD",
    "mongolian": "MN", "moroccan": "MA", "mozambican": "MZ", "nepalese": "NP", "nigerian": "NG", "nigerien": "NE",
    "norwegian": "NO", "omani": "OM", "pakistani": "PK", "palestinian": "PS", "philippine": "PH", "polish": "PL",
    "portuguese": "PT", "qatari": "QA", "romanian": "RO", "russian": "RU", "rwandan": "RW", "saudi": "SA",
    "senegalese": "SN", "serbian": "RS", "singaporean": "SG", "slovak": "SK", "slovenian": "SI", "somali": "SO",
    "spanish": "ES", "sudanese": "SD", "swedish": "SE", "swiss": "CH", "syrian": "SY", "tajik": "TJ",
    "tajikistani": "TJ", "tanzanian": "TZ", "thai": "TH", "togolese": "TG", "tunisian": "TN", "turkish": "TR",
    "turkmen": "TM", "ugandan": "UG", "ukrainian": "UA", "uzbek": "UZ", "uzbekistani": "UZ", "vietnamese": "VN",
    "yemeni": "YE", "zambian": "ZM", "zimbabwean": "ZW",
}  # fmt: skip

# Names of states that mean something else in the name of a body, or in lower case.
NOT_IN_A_NAME = frozenset({"america", "car", "nz", "britain", "emirates", "victoria"})


@cache
def country_phrases() -> dict[str, str]:
    """English names of states, folded, with the code that stands for them within the name of a body."""
    from events.lookup.letters import folded, without_article

    names = {(row["alpha2"], row["name"]) for row in rows_of("countries.csv")}
    for table in (ENGLISH, FORMER, ACRONYMS):
        names |= {(code, name) for code, found in table.items() for name in found}
    phrases = {without_article(folded(name)): f"@{code.lower()}" for code, name in names}
    phrases |= {adjective: f"@{code.lower()}" for adjective, code in DEMONYMS.items()}
    phrases["us"] = "@us"
    return {phrase: code for phrase, code in phrases.items() if phrase not in NOT_IN_A_NAME}


def longest_country_from(word: str) -> int:
    """How many words the longest name of a state has that begins with this word."""
    return _longest_by_beginning().get(word, 0)


@cache
def _longest_by_beginning() -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in country_phrases():
        words = phrase.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest

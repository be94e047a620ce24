"""Names of months and weekdays in the languages of the sources (CLDR, through Babel), to read typed dates."""

from __future__ import annotations

from functools import cache

from babel import Locale

# English first: where a short form means different months in two languages, the earlier language wins.
LANGUAGES = ("en", "ru", "uz", "uz_Cyrl", "kk", "tg", "ky", "tk", "fr", "es", "de", "tr")
CONTEXTS = ("format", "stand-alone")
WIDTHS = ("wide", "abbreviated")
# Forms that sources print and CLDR does not have; the last line is Kazakh in Latin letters.
OTHER_FORMS = {
    "sept": 9, "мая": 5, "сент": 9, "фев": 2, "нояб": 11, "мае": 5,
    "qañtar": 1, "qantar": 1, "aqpan": 2, "nauryz": 3, "säuir": 4, "sauir": 4, "mamyr": 5, "mausym": 6,
    "shilde": 7, "tamyz": 8, "qyrküiek": 9, "qyrkuiek": 9, "qazan": 10, "qarasha": 11, "jeltoqsan": 12,
    "zheltoqsan": 12,
}  # fmt: skip
# “In March”: the endings that Turkic languages of the region, and Russian, hang on the month.
ENDINGS = ("ында", "інде", "да", "де", "та", "те", "ida", "da", "ta", "е")


def month_of(word: str) -> int | None:
    """The number of a month by its name, in any of the languages and whatever its case."""
    folded = _folded(word)
    if found := _months().get(folded):
        return found
    for ending in ENDINGS:
        if folded.endswith(ending) and (found := _months().get(folded.removesuffix(ending))):
            return found
    return None


@cache
def weekdays() -> frozenset[str]:
    """The names of the days of the week, folded, in all languages."""
    return frozenset(
        _folded(name)
        for language in LANGUAGES
        for context in CONTEXTS
        for width in WIDTHS
        for name in Locale.parse(language).days[context][width].values()
    )


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = dict(OTHER_FORMS)
    for width in WIDTHS:
        for language in LANGUAGES:
            for context in CONTEXTS:
                for number, name in Locale.parse(language).months[context][width].items():
                    found.setdefault(_folded(name), number)
    return found


def _folded(word: str) -> str:
    return word.casefold().strip(". ")

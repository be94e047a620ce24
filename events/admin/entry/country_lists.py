"""Country lists pasted as text: “Kazakhstan, the Kyrgyz Republic, Tajikistan and Türkiye”."""

from __future__ import annotations

from dataclasses import dataclass, field

from events.lookup import Kind, Names, Verdict, split_names
from events.models import Country

LONGEST = 20_000  # letters
MOST = 300  # names; there are fewer countries
MOST_SUGGESTED = 3


@dataclass(frozen=True)
class CountryList:
    """A pasted list as it was read. A name that is not certain is among the unknown, with what it may mean."""

    found: list[Country] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)  # as typed -> names that it may mean


def read_countries(text: str) -> CountryList:
    """Read a list of countries; raise ValueError, with a sentence, when it is none. Three queries at most."""
    typed = split_names(text[:LONGEST])[:MOST]
    if not typed:
        return CountryList()
    names = Names.of(Kind.COUNTRY)
    codes: dict[str, None] = {}
    unknown: dict[str, list[str]] = {}
    for name in typed:
        answer = names.find(name)
        if answer.verdict == Verdict.SURE and answer.match:
            codes[str(answer.match.pk)] = None
        else:
            unknown[name] = [match.label for match in answer.matches[:MOST_SUGGESTED]]
    countries = Country.objects.in_bulk(list(codes))
    return CountryList([countries[code] for code in codes], unknown)

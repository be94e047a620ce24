"""A selection in words: its heading, and its active filters one by one.

Both are made from the cleaned values that made the query, so what is said can't differ from what is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from events import partial_dates
from events.filters import NOT_RECORDED, EventFilters, RecordFilters, Repeated
from events.filters.actors import Actor
from events.filters.cities import City
from events.models import Release
from events.partial_dates import PartialDate

NOUNS = {
    "events": gettext_lazy("Events"),
    "organizations": gettext_lazy("Organizations"),
    "people": gettext_lazy("People"),
    "countries": gettext_lazy("Countries"),
    "frameworks": gettext_lazy("Frameworks"),
    "quotes": gettext_lazy("Quotes"),
    "themes": gettext_lazy("Themes"),
}


@dataclass(frozen=True)
class Restriction:
    """One value of one parameter, as a reader would say it."""

    parameter: str
    value: str  # as it stands in the address
    label: str  # "Country", or "or", "and", "without" for what follows it
    words: str  # "Uzbekistan"


def restrictions(filters: RecordFilters) -> list[Restriction]:
    """Every active restriction in the order of the parameters, one for each value."""
    asked = filters.form.cleaned_data
    found: list[Restriction] = []
    for name, parameter in filters.filters.items():
        value = asked.get(name)
        if value in (None, "", []):
            continue
        label = str(parameter.label or name)
        label = label[0].upper() + label[1:]
        if isinstance(parameter, Repeated):
            for position, one in enumerate(value):
                found.append(
                    Restriction(name, key(one), _label(label, parameter, position, asked), spoken(parameter, one))
                )
        elif isinstance(value, PartialDate):
            found.append(Restriction(name, value.text, label, partial_dates.in_words(value.text)))
        elif name == "q":
            found.append(Restriction(name, value, label, f"“{value}”"))
        elif name == "dates" and value == "certain":
            found.append(Restriction(name, value, _("Period"), _("certainly in it")))
    return found


def key(value: Any) -> str:
    """A value as it stands in the address: slug, code or number."""
    if isinstance(value, models.Model):
        return str(getattr(value, "slug", value.pk))
    return str(value)


def spoken(parameter: Repeated, value: Any) -> str:
    """A value as a reader says it."""
    if value == NOT_RECORDED:
        return _("not recorded")
    if isinstance(value, models.Model | Actor | City):
        return str(getattr(value, "short_name", value))
    return str(dict(getattr(parameter, "vocabulary", ())).get(value, value))


def _label(label: str, parameter: Repeated, position: int, asked: dict[str, Any]) -> str:
    name, match = str(parameter.field_name), parameter.match(asked)
    if position:
        return {"any": _("or"), "all": _("and"), "none": _("nor")}[match]
    if match == "none":
        label = _("%(label)s, none of") % {"label": label}
    roles = role_words(name, asked)
    return _("%(label)s, as %(roles)s") % {"label": label, "roles": roles} if roles else label


ROLE_PARAMETERS = {"country": "country_role", "region": "country_role", "organization": "organization_role"}


def _roles(name: str, asked: dict[str, Any]) -> list[str]:
    """The asked roles; a region takes those of its countries."""
    return asked.get(ROLE_PARAMETERS.get(name, "")) or []


def role_words(name: str, asked: dict[str, Any]) -> str:
    """The asked roles in words, '' for any."""
    roles = _roles(name, asked)
    if not roles:
        return ""
    choices = dict(EventFilters.base_filters[ROLE_PARAMETERS[name]].vocabulary)
    return _any_of([str(choices[role]).lower() for role in roles])


def description(kind: str, filters: RecordFilters) -> str:
    """The selection as a heading: “Events with Uzbekistan and UNODC, 2019–2024, on Rehabilitation”."""
    noun = str(NOUNS[kind])
    asked = filters.form.cleaned_data
    phrases = [phrase for phrase in (_phrase(name, filters, asked) for name in filters.filters) if phrase]
    companions = [phrase for phrase in (_companions(name, filters, asked) for name in COMPANIONS) if phrase]
    if companions:
        noun = _("%(events)s with %(companions)s") % {"events": noun, "companions": _all_of(companions)}
    period = _period(asked)
    return ", ".join(part for part in (noun, period, *phrases) if part)


def of_release(heading: str, release: Release | None) -> str:
    """“Events with Uzbekistan, as of release 2026.12”."""
    return heading if release is None else _("%(records)s, as of release %(release)s") % {
        "records": heading, "release": release.name,
    }  # fmt: skip


COMPANIONS = ("country", "organization", "person")


def _companions(name: str, filters: RecordFilters, asked: dict[str, Any]) -> str:
    """Actors that take part in the sentence's “with”; those with a role or a negation get a phrase of their own."""
    values = asked.get(name)
    if not values or not _is_plain(name, filters, values, asked):
        return ""
    return _joined(name, filters, values, asked)


def _is_plain(name: str, filters: RecordFilters, values: list[Any], asked: dict[str, Any]) -> bool:
    is_actor = isinstance(filters, EventFilters) and name in COMPANIONS
    positive = (asked.get(f"{name}_match") or "any") != "none" and NOT_RECORDED not in values
    return is_actor and positive and not _roles(name, asked)


def _joined(name: str, filters: RecordFilters, values: list[Any], asked: dict[str, Any]) -> str:
    parameter = filters.filters[name]
    assert isinstance(parameter, Repeated)
    words = [spoken(parameter, value) for value in values]
    return _all_of(words) if parameter.match(asked) == "all" else _any_of(words)


PHRASES = {
    "country": gettext_lazy("country: %s"),
    "region": gettext_lazy("in or with %s"),
    "city": gettext_lazy("in %s"),
    "organization": gettext_lazy("organization: %s"),
    "person": gettext_lazy("person: %s"),
    "together": gettext_lazy("in which %s took part"),
    "theme": gettext_lazy("on %s"),
    "pillar": gettext_lazy("on %s"),
    "framework": gettext_lazy("framework: %s"),
    "source": gettext_lazy("resting on “%s”"),
    "type": gettext_lazy("type: %s"),
    "mode": gettext_lazy("mode: %s"),
    "state": gettext_lazy("state: %s"),
    "precision": gettext_lazy("start known %s"),
    "kind": gettext_lazy("kind: %s"),
}


ROLE_PHRASES = {
    "host": gettext_lazy("hosted by %s"),
    "located-in": gettext_lazy("held in %s"),
    "organizer": gettext_lazy("organized by %s"),
    "funder": gettext_lazy("funded by %s"),
    "took-part": gettext_lazy("with %s taking part"),
}


def _phrase(name: str, filters: RecordFilters, asked: dict[str, Any]) -> str:
    values = asked.get(name)
    if name == "q" and values:
        return str(_("mentioning “%s”") % values)
    if not values or name not in PHRASES or _is_plain(name, filters, values, asked):
        return ""
    words = _joined(name, filters, values, asked)
    absent = asked.get(f"{name}_match") == "none"
    is_actor = isinstance(filters, EventFilters) and name in (*COMPANIONS, "region") and NOT_RECORDED not in values
    if is_actor and (absent or _roles(name, asked)):
        return _with_roles(name, words, asked)
    if name == "precision":
        words = words.lower()
    if absent:
        words = _("none of %s") % words
    if NOT_RECORDED in values:
        return f"{filters.filters[name].label}: {words}"
    return str(PHRASES[name]).replace("%s", words)


def _with_roles(name: str, actors: str, asked: dict[str, Any]) -> str:
    """Actors in a role, or actors that must be absent: “hosted by Uzbekistan”, “without UNODC as organizer”."""
    roles = _roles(name, asked)
    absent = asked.get(f"{name}_match") == "none"
    if len(roles) == 1 and roles[0] in ROLE_PHRASES and not absent:
        return str(ROLE_PHRASES[roles[0]]).replace("%s", actors)
    phrase = _("without %s") if absent else _("with %s")
    words = _("%(actor)s as %(roles)s") % {"actor": actors, "roles": role_words(name, asked)} if roles else actors
    return phrase.replace("%s", words)


def _period(asked: dict[str, Any]) -> str:
    first, last = asked.get("from"), asked.get("to")
    parts = []
    if years := asked.get("year"):
        parts.append(_any_of([str(year) for year in years]))
    if first and last and first.text == last.text:
        parts.append(partial_dates.in_words(first.text))
    elif first and last:
        both_years = len(first.text) == len(last.text) == 4
        dash = "–" if both_years else " – "
        parts.append(f"{partial_dates.in_words(first.text)}{dash}{partial_dates.in_words(last.text)}")
    elif first:
        parts.append(_("since %s") % partial_dates.in_words(first.text))
    elif last:
        parts.append(_("until %s") % partial_dates.in_words(last.text))
    if parts and asked.get("dates") == "certain":
        parts.append(_("certain dates only"))
    return ", ".join(parts)


def _any_of(words: list[str]) -> str:
    return _list(words, pgettext("between the last two of a list", "or"))


def _all_of(words: list[str]) -> str:
    return _list(words, pgettext("between the last two of a list", "and"))


def _list(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


MOST_IN_NAME = 80


def file_stem(heading: str, release: Release | None = None, table: str = "") -> str:
    """The description as a file name of at most 80 letters, without the extension, cut between words.

    Neither the table, where only one is taken, nor a release is cut off.
    """
    named = release.name.replace(".", "-") if release else ""
    words = slugify(heading.replace("–", "-").replace(release.name if release else "–", named)) or "selection"
    ending = f"-{table}" if table else ""
    if named and f"-release-{named}" not in _cut(words, MOST_IN_NAME - len(ending)):
        ending += f"-release-{named}"
    return _cut(words, MOST_IN_NAME - len(ending)) + ending


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most + 1].rpartition("-")[0] or words[:most]

"""What each parameter asks, in one sentence for whoever writes an address by hand."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.filters import FILTERS

NAMES_ONLY = _(
    "Words that must all stand in one name of the record; they may be cut short at their end. Quotation marks, minus "
    "and “or” as for events."
)

MEANINGS: dict[str, dict[str, str | Promise]] = {
    "events": {
        "q": _(
            "Words that must all stand somewhere: in its title, summary or note on the dates, "
            "in a quote, or in a name of a place, country, organization, person or framework. Quotation marks hold a "
            "phrase together; a minus in front excludes; of two words beside “or” one is enough."
        ),
        "country": _("Countries that took part or in which it took place; country_role tells these apart."),
        "country_role": _("The ways in which country and region count; without it, any role and the place."),
        "region": _(
            "Regions of UN M49, through the countries of the event; country_role counts here too. Not recorded is the "
            "region of an event without a country."
        ),
        "city": _("Cities in which it took place, each with the code of its country: UZ.Tashkent."),
        "organization": _("Organizations that took part."),
        "organization_role": _("The roles in which organization counts; without it, any."),
        "person": _("People who took part."),
        "together": _(
            "Actors that all took part, in whatever role, each written with its kind: organization.unodc, country.UZ, "
            "person.SLUG. It leaves the meaning of all other parameters as it is; ties of the network ask so."
        ),
        "theme": _("What the event was about."),
        "pillar": _("Pillars of the UN Global Counter-Terrorism Strategy that one of its themes serves."),
        "framework": _("What it was held under, adopted, signed, presented ..."),
        "source": _("Sources on which facts or quotes of the event rest."),
        "type": _("What kind of event it is."),
        "mode": _("How the participants met."),
        "state": _("Whether it took place; without it, events of every state are found."),
        "year": _("Calendar years that the event touches; dates says how surely."),
        "from": _("Beginning of a period that the event touches; a month or year counts from its first day."),
        "to": _("End of that period; a month or year counts to its last day."),
        "dates": _(
            "possible: events whose dates can touch the period. certain: only those that touch it, whichever of the "
            "possible days was the real one."
        ),
        "precision": _("How much of the start is known."),
    },
    "organizations": {
        "q": NAMES_ONLY,
        "kind": _("What kind of body it is."),
        "country": _("For national bodies: the state whose body it is."),
    },
    "people": {
        "q": NAMES_ONLY,
        "country": _("States that the person represented at an event."),
        "organization": _("Organizations that the person represented at an event."),
    },
    "countries": {
        "q": NAMES_ONLY,
        "region": _("Regions, sub-regions and intermediate regions of UN M49; a few countries are in none."),
    },
    "frameworks": {
        "q": _(
            "Words that must all stand in its title, acronym, reference or summary; they may be cut short at their end."
        ),
        "kind": _("What kind of thing it is."),
    },
    "quotes": {
        "q": _("Words that must all stand in the quote, its translation or its attribution."),
        "person": _("Who said it."),
        "organization": _("The body for which it was said."),
    },
    "themes": {
        "q": _("Words that must all stand in the name."),
        "pillar": _("The pillar of the UN Global Counter-Terrorism Strategy that it serves most."),
    },
}


def meaning(kind: str, parameter: str) -> str:
    """The sentence for a parameter; KeyError when `MEANINGS` lacks it."""
    qualified = parameter.removesuffix("_match")
    if parameter not in MEANINGS[kind] and qualified in FILTERS[kind].base_filters:
        return str(_("How several values of %s are joined; without it, any.") % qualified)
    return str(MEANINGS[kind][parameter])

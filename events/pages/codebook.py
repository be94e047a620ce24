"""The codes and columns of the record with their meanings, as the data page prints them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events import choices
from events.columns import COLUMNS, Column
from events.columns.hanging import HANGING
from events.selection.words import NOUNS

VOCABULARIES: list[tuple[str, str | Promise, type[choices.ExplainedChoices]]] = [
    ("event-types", _("Types of event"), choices.EventType),
    ("event-states", _("States of an event"), choices.EventState),
    ("modes", _("Modes"), choices.Mode),
    ("organization-roles", _("Roles of organizations"), choices.OrganizationRole),
    ("country-roles", _("Roles of countries"), choices.CountryRole),
    ("person-roles", _("Roles of people"), choices.PersonRole),
    ("framework-relations", _("Relations of events to frameworks"), choices.FrameworkRelation),
    ("organization-kinds", _("Kinds of organization"), choices.OrganizationKind),
    ("framework-kinds", _("Kinds of framework"), choices.FrameworkKind),
    ("source-kinds", _("Kinds of source"), choices.SourceKind),
    ("name-kinds", _("Kinds of name"), choices.NameKind),
    ("count-units", _("Units of a participant count"), choices.CountUnit),
    ("count-qualifiers", _("Qualifiers of a participant count"), choices.CountQualifier),
    ("date-precisions", _("How much of a date is known"), choices.DatePrecision),
    ("facts", _("Facts that a source supports"), choices.Fact),
    ("regions", _("Regions of UN M49"), choices.Region),
]


@dataclass(frozen=True)
class File:
    """A list that can be downloaded, with its columns."""

    kind: str  # with what hangs on events: "events-participations"
    name: str | Promise
    columns: list[tuple[Column, str]]  # each with the anchor of its codes, '' when it has none


@dataclass(frozen=True)
class Vocabulary:
    """A list of codes."""

    anchor: str
    name: str | Promise
    codes: list[choices.ExplainedChoices]


def files() -> list[File]:
    """Every list, in the order of the masthead, then what hangs on events."""
    anchors: dict[object, str] = {codes: anchor for anchor, _name, codes in VOCABULARIES}
    lists = [(kind, NOUNS[kind], columns) for kind, columns in COLUMNS.items()]
    hanging = [(f"events-{name}", one.label, one.columns) for name, one in HANGING.items()]
    return [
        File(kind, name, [(column, anchors.get(column.codes, "") if column.codes else "") for column in columns])
        for kind, name, columns in lists + hanging
    ]


def vocabularies() -> list[Vocabulary]:
    """Every vocabulary of codes with its meanings."""
    return [Vocabulary(anchor, name, list(codes)) for anchor, name, codes in VOCABULARIES]

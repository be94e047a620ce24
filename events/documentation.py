"""The documents that are made from the code: the data dictionary and the tables of the codebook.

What a column, parameter, field or code means is said where it is declared; here it is only set in Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django import forms
from django.db import models
from django.utils import translation

from events import choices as vocabulary_module
from events.choices import ExplainedChoices, FormerSlugKind, ReleaseChangeKind, StepKind
from events.columns import COLUMNS, Column
from events.columns.hanging import HANGING, Hanging
from events.facets import find_parameters
from events.filters import FILTERS, NOT_RECORDED, Cities, Together
from events.filters.meanings import meaning
from events.filters.parameters import PeriodEnd, Records, Years
from events.models import (
    Citation,
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    EventTheme,
    Framework,
    Organization,
    OrganizationName,
    OrganizationParticipation,
    Person,
    PersonName,
    PersonParticipation,
    Quote,
    Source,
)
from events.selection import PAGE_SIZE
from events.selection.orders import SORTS

# What an analyst fills, in the order in which a press release is read.
FILLED: list[type[models.Model]] = [
    Event,
    EventPlace,
    CountryParticipation,
    OrganizationParticipation,
    PersonParticipation,
    Quote,
    EventTheme,
    EventFramework,
    Citation,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Framework,
    Source,
]

DICTIONARY_HEAD = """\
<!-- Made by `make docs` from events/columns and events/filters. Not edited by hand. -->

# Data dictionary

What each list publishes, and what it can be asked. Files and pages of a list take the same parameters and hold the same
records. A key is a promise: columns are added, never renamed or given another meaning.

## Reading the files

- Beside `.csv` each list has the formats of [files](files.md); all hold the same rows and columns.
- CSV is UTF-8 with a byte-order mark; the first line holds the keys of the columns, in the order of the tables below.
- An empty cell means that nothing is recorded. It never means no.
- `list`: several values in one cell, with `; ` between them. In a pair such as `unodc:organizer` a colon stands between
  the record and its role.
- `partial date`: ISO 8601 at the precision that is known: `2022`, `2022-03` or `2022-03-03`.
- `date`: a day, `2022-03-03`.
- `integer`, `number`, `text`, `url`: what they say. A number has a point before its decimals.
- A text that a spreadsheet would run as a formula has an apostrophe in front.
- In JSON, JSON Lines and Parquet a `list` is a list, and what is not recorded is null.
- Countries are ISO 3166-1 alpha-2 codes, and `XK` for Kosovo. Codes are explained in the [codebook](codebook.md).

## Asking

- Parameters that take several values are given once for each: `country=UZ&country=KZ`.
- An unknown parameter or value is an error: the page says what is wrong and shows no rows, a file answers 400.
- `{not_recorded}` stands for events (or organizations, quotes ...) of which nothing of this kind is recorded.
"""


def data_dictionary() -> str:
    """Every published column and every parameter of each list."""
    with translation.override("en"):
        parts = [DICTIONARY_HEAD.replace("{not_recorded}", NOT_RECORDED)]
        for kind, columns in COLUMNS.items():
            rows = [_column_row(column) for column in columns]
            parts += [f"## {kind.capitalize()}\n\n`/{kind}/` · `/{kind}.csv`\n"]
            parts += [f"### Columns of {kind}\n\n" + _table(("key", "label", "type", "meaning", "codes"), rows)]
            parts += [f"### Parameters of {kind}\n\n" + _table(("parameter", "values", "meaning"), _asked(kind))]
            if kind == "events":
                parts += [part for name, hanging in HANGING.items() for part in _hanging(name, hanging)]
        return "\n".join(parts)


def _hanging(name: str, hanging: Hanging) -> Iterator[str]:
    """One file of what hangs on events."""
    yield f"### {hanging.label}\n\n`/events/{name}.csv`, with the parameters of events. {hanging.description}\n"
    yield _table(("key", "label", "type", "meaning", "codes"), [_column_row(column) for column in hanging.columns])


def codebook(text: str) -> str:
    """The codebook with its generated parts made anew; ValueError when a mark is missing or not known."""
    parts = {"fields": _fields, "codes": _codes}
    found = re.findall(r"<!-- generated: ([a-z]+) -->", text)
    if sorted(found) != sorted(parts) or text.count("<!-- end -->") != len(parts):
        raise ValueError(
            f"The codebook needs the marks <!-- generated: NAME --> ... <!-- end --> for {', '.join(parts)}."
        )
    with translation.override("en"):
        for name, write in parts.items():
            mark, end = f"<!-- generated: {name} -->", "<!-- end -->"
            before, _mark, rest = text.partition(mark)
            text = f"{before}{mark}\n\n{write()}\n{end}{rest.partition(end)[2]}"
    return text


UNSEEN = (ExplainedChoices, FormerSlugKind, ReleaseChangeKind, StepKind)


def vocabularies() -> Iterator[type[models.Choices]]:
    """The vocabularies that people meet, in the order in which they are written."""
    for candidate in vars(vocabulary_module).values():
        is_own = isinstance(candidate, type) and candidate.__module__ == vocabulary_module.__name__
        if is_own and issubclass(candidate, models.Choices) and candidate not in UNSEEN:
            yield candidate


def filled_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model that somebody fills: those with a help text and a place in a form."""
    return [field for field in model._meta.fields if field.help_text and field.editable]


# The tables


def _column_row(column: Column) -> tuple[str, ...]:
    return (f"`{column.key}`", str(column.label), column.datatype, str(column.description), _link(column.codes))


def _asked(kind: str) -> Iterator[tuple[str, ...]]:
    for name, parameter in FILTERS[kind].base_filters.items():
        yield f"`{name}`", _accepted(parameter), meaning(kind, name)
    yield "`sort`", _joined(value for value, _label in SORTS[kind]), "The order; the first one by default."
    yield (
        "`columns`",
        "keys",
        "The columns of a file, in any order: `columns=slug,title`. All of them when none is named.",
    )
    yield "`page`", "a number", f"The page of {PAGE_SIZE} records. Refused by files, which hold all."
    for name in sorted(find_parameters(kind)):
        narrowed = name.removeprefix("find_")
        yield f"`{name}`", "text", f"Words that find choices for {narrowed} on the page. Refused by files."


def _accepted(parameter: object) -> str:
    """The values that a parameter takes, read off the filter itself."""
    if isinstance(parameter, Years):
        return "years from 1900 to 2999, several"
    if isinstance(parameter, Cities | Together):
        is_city = isinstance(parameter, Cities)
        return "`CODE.City`, several" if is_city else "`organization.SLUG`, `country.CODE` or `person.SLUG`, several"
    if isinstance(parameter, PeriodEnd):
        return "a partial date"
    if isinstance(parameter, Records):
        key = "alpha-2 codes" if parameter.key == "code" else "slugs"
        return f"{key} of {parameter.records._meta.verbose_name_plural}, several; or `{NOT_RECORDED}`"
    extra = getattr(parameter, "extra", {})
    if "choices" not in extra:
        return f"text of at most {extra['max_length']} letters"
    several = "several of " if issubclass(parameter.field_class, forms.MultipleChoiceField) else "one of "  # type: ignore[attr-defined]
    return several + _joined(value for value, _label in extra["choices"]())


def _fields() -> str:
    parts = []
    for model in FILLED:
        rows = [_field_row(field) for field in filled_fields(model)]
        title = str(model._meta.verbose_name).capitalize()
        says = (model.__doc__ or "").split("\n\n")[0].strip()
        parts.append(
            f"### {title} (`{model.__name__}`)\n\n{says}\n\n" + _table(("field", "key", "needed", "meaning"), rows)
        )
    return "\n".join(parts)


def _field_row(field: models.Field) -> tuple[str, ...]:
    preset = field.default if field.has_default() and isinstance(field.default, str) else ""
    needed = "" if field.blank else f"`{preset}` unless chosen" if preset else "yes"
    means = str(field.help_text)
    codes = next((one for one in vocabularies() if field.choices and one.choices == field.choices), None)
    return (str(field.verbose_name), f"`{field.name}`", needed, f"{means} Codes: {_link(codes)}." if codes else means)


def _codes() -> str:
    parts = []
    for vocabulary in vocabularies():
        rows = [(f"`{member.value}`", str(member.label), str(getattr(member, "meaning", ""))) for member in vocabulary]
        says = " ".join((vocabulary.__doc__ or "").split())
        parts.append(f"### {_title(vocabulary)}\n\n{says}\n\n" + _table(("code", "label", "meaning"), rows))
    return "\n".join(parts)


def _title(vocabulary: type[models.Choices]) -> str:
    """`EventType` as “Event type”."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f" {match[1].lower()}", vocabulary.__name__)


def _link(vocabulary: type[models.Choices] | None) -> str:
    if vocabulary is None:
        return ""
    title = _title(vocabulary)
    return f"[{title.lower()}](codebook.md#{title.lower().replace(' ', '-')})"


def _joined(values: Iterable[object]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _cell in head), *rows]
    return "".join(
        f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in line)} |\n" for line in lines
    )

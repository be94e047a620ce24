"""What several models share: time stamps, slugs, partial-date columns and ways to write constraints."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex, HashIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from events.partial_dates import validate_partial_date

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
WEB_ADDRESS_PATTERN = r"^https?://[^\s]+$"

# Text-search configurations made by migration 0001. Prose is stemmed (English, and Russian for Cyrillic words),
# names are not; both are folded to bare letters.
PROSE = "cooperation_prose"
NAMES = "cooperation_names"

# A text-search vector holds at most 1 MB: two texts of this length in any script fit into one. Forms and imports
# hold every text to it that has no length of its own.
LONGEST_TEXT = 100_000


class TimeStamped(models.Model):
    """When a row was made and last saved through the ORM."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last saved"), auto_now=True)

    class Meta:
        abstract = True


class Slugged(models.Model):
    """A record with a permanent address. A changed slug stays behind as a `FormerSlug` (by a trigger)."""

    slug = models.CharField(
        _("slug"),
        max_length=120,
        unique=True,
        validators=[
            RegexValidator(
                SLUG_PATTERN,
                _("Write lower-case letters a to z, digits and single hyphens, like tashkent-seminar-2025."),
            )
        ],
        help_text=_("The permanent key and last part of the address: lower-case letters, digits and hyphens."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG_PATTERN),
                name="%(class)s_slug_is_well_formed",
                violation_error_message=_("A slug is made of lower-case letters, digits and single hyphens."),
            ),
        ]


class PartialDateField(models.CharField):
    """ISO 8601 text of a date at its known precision; '' when unknown. The table checks what it can hold."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.validators = [*self.validators, validate_partial_date]

    def deconstruct(self):  # type: ignore[no-untyped-def]
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs


class Earliest(Func):
    """The first day that a partial date can stand for; NULL when the text is no partial date."""

    function = "partial_date_earliest"
    output_field = models.DateField()


class Latest(Func):
    """The last day that a partial date can stand for; NULL when the text is no partial date."""

    function = "partial_date_latest"
    output_field = models.DateField()


def generated_date(expression: Func, label: str | _StrPromise) -> models.GeneratedField:
    return models.GeneratedField(
        expression=expression,
        output_field=models.DateField(null=True),
        db_persist=True,
        verbose_name=label,
    )


def end_or_start() -> Coalesce:
    """The recorded end; an event without one ends when it starts."""
    return Coalesce(NullIf(F("end"), Value("")), F("start"))


def search_field(*, prose: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> models.GeneratedField:
    """A stored text-search vector over columns of the same row, names before prose."""
    vectors: list[SearchVector] = []
    if names:
        vectors.append(SearchVector(*names, config=NAMES, weight="A"))
    if prose:
        vectors.append(SearchVector(*prose, config=PROSE, weight="B"))
    expression: Any = reduce(add, vectors)
    return models.GeneratedField(expression=expression, output_field=SearchVectorField(), db_persist=True)


class Folded(Func):
    """A name in bare small Latin letters, words apart by one space: “Мирзиёев” becomes “mirzieev” (migration 0021)."""

    function = "events_folded"
    output_field = models.TextField()


def folded_indexes(model: str, column: str) -> list[models.Index]:
    """Find names that are spelled like one, and those that are the same when folded."""
    return [
        GinIndex(OpClass(Folded(column), name="gin_trgm_ops"), name=f"{model}_{column}_folded"),
        HashIndex(Folded(column), name=f"{model}_{column}_same"),
    ]


def known_code(model: str, field: str, choices: type[models.Choices], *, blank: bool = False) -> models.CheckConstraint:
    """The database refuses a code that is not in its vocabulary."""
    values = [*choices.values, ""] if blank else list(choices.values)
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=f"{model}_{field}_is_known",
        violation_error_message=_("This code is not in the vocabulary."),
    )


def not_empty(model: str, *fields: str) -> list[models.CheckConstraint]:
    """The database refuses empty or blank text where a record makes no sense without it."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__regex": r"\S"}),
            name=f"{model}_{field}_is_not_empty",
            violation_error_message=_("This text must not be empty."),
        )
        for field in fields
    ]


def partial_date(model: str, field: str, *, blank: bool) -> models.CheckConstraint:
    """The database refuses text that is no partial date, the 30th of February included."""
    is_date: Q = Q(IsNull(Earliest(F(field)), False))
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | is_date if blank else is_date,
        name=f"{model}_{field}_is_a_partial_date",
        violation_error_message=_("Write a year, a month or a day: 2022, 2022-03 or 2022-03-03."),
    )


def not_itself(model: str, field: str) -> models.CheckConstraint:
    """The database refuses a record that hangs on itself."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("pk")}),
        name=f"{model}_{field}_is_another",
        violation_error_message=_("A record can't be part of itself."),
    )


def language_code(model: str, field: str, *, blank: bool = False) -> models.CheckConstraint:
    """The database refuses what is not shaped like a BCP 47 language tag."""
    shaped = Q(**{f"{field}__regex": LANGUAGE_PATTERN})
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | shaped if blank else shaped,
        name=f"{model}_{field}_is_a_tag",
        violation_error_message=_("Write a language tag (BCP 47), like en, ru or uz-Cyrl."),
    )


def web_address(model: str, field: str) -> models.CheckConstraint:
    """The database refuses addresses that are not of the web, `javascript:` above all."""
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": WEB_ADDRESS_PATTERN}),
        name=f"{model}_{field}_is_of_the_web",
        violation_error_message=_("Write an address that begins with https:// or http://."),
    )

"""The steps that events took on their way to the public: by whom, when, and with which words."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import StepKind
from events.models.base import known_code

SPOKEN = (StepKind.RETURN, StepKind.WITHDRAW, StepKind.CHANGE)
"""Steps that somebody else has to understand later: none of them is taken without a word."""


class EventStepQuerySet(models.QuerySet["EventStep"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def last_of_their_event(self) -> Self:
        """Only steps after which their event took no other; changes of a public event do not count."""
        later = EventStep.objects.filter(event=OuterRef("event"), pk__gt=OuterRef("pk")).exclude(step=StepKind.CHANGE)
        return self.exclude(step=StepKind.CHANGE).filter(~Exists(later))


class EventStep(models.Model):
    """Somebody took an event a step further, sent it back, or changed it while everybody could see it.

    Events that an import brought have none: they came as they are.
    """

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=8, choices=StepKind.choices, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    comment = models.TextField(
        _("comment"),
        blank=True,
        help_text=_("What the next person should know; of a withdrawal what readers are told."),
    )

    objects = EventStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        default_permissions = ()  # nobody writes them by hand, and who sees the event sees its steps
        indexes = [
            models.Index(fields=["event", "-id"], name="eventstep_of_event"),
            models.Index(fields=["by", "step"], name="eventstep_by_person"),
        ]
        constraints = [
            known_code("eventstep", "step", StepKind),
            models.CheckConstraint(
                condition=~Q(step__in=SPOKEN) | Q(comment__regex=r"\S"),
                name="eventstep_says_why",
                violation_error_message=_("This step needs a comment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.at:%Y-%m-%d}"

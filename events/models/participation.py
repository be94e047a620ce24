"""Who took part in an event, and in which role: countries, organizations, people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.choices import CountryRole, OrganizationRole, PersonRole
from events.models.base import known_code


class CountryParticipation(models.Model):
    """A state took part in an event. A state with two roles has two rows."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="country_participations")
    country = models.ForeignKey(
        "events.Country",
        models.PROTECT,
        related_name="participations",
        verbose_name=_("country"),
        help_text=_("The state that took part; start typing a name in any of ten languages."),
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=CountryRole.choices,
        default=CountryRole.PARTICIPANT,
        help_text=_("A host receives the participants; that a place lies in a state is recorded as the place."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries that took part")
        indexes = [
            models.Index(
                fields=["country", "role", "event"],
                name="countryparticipation_by_actor",
            )
        ]
        constraints = [
            known_code("countryparticipation", "role", CountryRole),
            models.UniqueConstraint(
                fields=["event", "country", "role"],
                name="countryparticipation_once_per_role",
                violation_error_message=_("This country is already there in this role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id}, {self.get_role_display()}"


class OrganizationParticipation(models.Model):
    """An organization took part in an event. An organization with two roles has two rows."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="organization_participations")
    organization = models.ForeignKey(
        "events.Organization",
        models.PROTECT,
        related_name="participations",
        verbose_name=_("organization"),
        help_text=_("The body that acted; start typing its name, an acronym or a former name."),
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=OrganizationRole.choices,
        default=OrganizationRole.PARTICIPANT,
        help_text=_("What the source says that it did; the codebook explains each role."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations that took part")
        indexes = [
            models.Index(
                fields=["organization", "role", "event"],
                name="organizationpart_by_actor",
            )
        ]
        constraints = [
            known_code("organizationparticipation", "role", OrganizationRole),
            models.UniqueConstraint(
                fields=["event", "organization", "role"],
                name="organizationparticipation_once_per_role",
                violation_error_message=_("This organization is already there in this role."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class PersonParticipation(models.Model):
    """A person took part in an event in a public function, held at the time."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="person_participations")
    person = models.ForeignKey(
        "events.Person",
        models.PROTECT,
        null=True,  # of somebody whose name was removed on request (docs/decisions/0027); forms ask for one
        related_name="participations",
        verbose_name=_("person"),
        help_text=_("Somebody who appears in a public role; nobody is recorded as a private person."),
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=PersonRole.choices,
        default=PersonRole.SPEAKER,
        help_text=_("What the person did at the event."),
    )
    position = models.CharField(
        _("position"),
        max_length=300,
        blank=True,
        help_text=_("The post held at the time, as the source prints it."),
    )
    organization = models.ForeignKey(
        "events.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="represented_by",
        verbose_name=_("organization"),
        help_text=_("The body for which the person was there."),
    )
    country = models.ForeignKey(
        "events.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="represented_by",
        verbose_name=_("state represented"),
        help_text=_("The state for which the person spoke, if any."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people who took part")
        indexes = [models.Index(fields=["person", "role", "event"], name="personparticipation_by_actor")]
        constraints = [
            known_code("personparticipation", "role", PersonRole),
            models.UniqueConstraint(
                fields=["event", "person", "role"],
                name="personparticipation_once_per_role",
                violation_error_message=_("This person is already there in this role."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.get_role_display(), self.position) if part)

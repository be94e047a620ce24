"""The application of the project: cooperation events and everything around them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Registers the application under the label `events`."""

    name = "events"
    verbose_name = _("Cooperation events")
    default_auto_field = "django.db.models.BigAutoField"

"""The application of the project: cooperation events and everything around them."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Registers the application under the label `events`."""

    name = "events"
    verbose_name = _("Cooperation events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the tables of releases follow the migrations of the live ones (docs/decisions/0022)."""
        post_migrate.connect(_follow_migrations, sender=self)


def _follow_migrations(**options: object) -> None:
    from events.freezing.upkeep import follow_migrations  # the models are there only now

    follow_migrations()

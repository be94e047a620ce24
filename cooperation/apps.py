"""The project as an application, for its commands, and the admin with a site of our own."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class TrackerAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS in place of `django.contrib.admin`."""

    default_site = "events.admin_site.TrackerAdminSite"


class ProjectConfig(AppConfig):
    """What the site needs around the record."""

    name = "cooperation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A sign-in is Django's own event, and this is how Django tells of it."""
        from django.apps import apps
        from django.contrib.auth.signals import user_logged_in

        from cooperation.accounts.sessions import begin

        apps.get_app_config("axes").verbose_name = _("Sign-ins")
        user_logged_in.connect(begin, dispatch_uid="begin a session")

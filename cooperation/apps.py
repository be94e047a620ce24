"""The admin application with the project's own site."""

from django.contrib.admin.apps import AdminConfig


class TrackerAdminConfig(AdminConfig):
    """Stands in INSTALLED_APPS in place of `django.contrib.admin`."""

    default_site = "events.admin_site.TrackerAdminSite"

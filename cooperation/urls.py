"""The addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from cooperation.headers import csp_report
from cooperation.watching import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("cooperation.accounts.urls")),
    path("health/", health.ready, name="health"),
    path("csp-report", csp_report, name="csp-report"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("api/", include("events.api.urls")),
    path("", include("events.urls")),
]

handler400 = "events.views.errors.bad_request"
handler403 = "events.views.errors.forbidden"
handler404 = "events.views.errors.not_found"
handler500 = "cooperation.away.failed"

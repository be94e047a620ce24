"""The addresses of the whole site."""

from django.contrib import admin
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Tell a monitor whether the site can answer: 200 when the database does, 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever it is, the answer to the monitor is the same
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", health, name="health"),
    path("api/", include("events.api.urls")),
    path("", include("events.urls")),
]

handler400 = "events.views.errors.bad_request"
handler403 = "events.views.errors.forbidden"
handler404 = "events.views.errors.not_found"
handler500 = "events.views.errors.server_error"

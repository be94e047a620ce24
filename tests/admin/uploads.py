"""Uploads for tests: sent, confirmed, and what became of them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse, reverse_lazy

from events.models import Upload
from tests.imports.sheets import as_csv

ADD = reverse_lazy("admin:events_upload_add")


def page_of(upload):
    return reverse("admin:events_upload_change", args=[upload.pk])


def upload(client, *rows, name="events.csv", content=None):
    """Upload a file; the answer leads to its preview."""
    content = as_csv(*rows).encode() if content is None else content
    response = client.post(ADD, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.context["form"].errors
    found = Upload.objects.latest("pk")
    assert response["Location"] == page_of(found)
    return found


def send(client, found, button, **data):
    return client.post(page_of(found), {button: "1", **data}, follow=True)


def confirm(client, found, **data):
    found.refresh_from_db()
    return send(client, found, "_confirm", digest=found.preview["digest"], **data)


def told(response):
    return [str(message) for message in response.context["messages"]]


def rows(found):
    return list(found.rows.order_by("line").values_list("line", "slug", "status"))

"""The figures for a monitor."""

import os
import tempfile
from collections.abc import Iterable
from io import BytesIO

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from cooperation.server import FIGURES
from cooperation.watching import metrics

PRIVATE = "127.0.0.1:9464"


@pytest.fixture
def counted():
    """Counting switched on. The package takes its folder when it is loaded, so a process of tests has but one."""
    os.environ.setdefault(FIGURES, tempfile.mkdtemp())
    with override_settings(METRICS_ADDRESS=PRIVATE):
        yield


def asked(port: str, path: str) -> tuple[str, str]:
    """Status and text of an answer of the whole application, asked at a port."""
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": port,
        "HTTP_HOST": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    answer: Iterable[bytes] = metrics.beside(get_wsgi_application())(environ, lambda status, _: said.append(status))
    text = b"".join(answer).decode()
    if hasattr(answer, "close"):
        answer.close()
    return said[0], text


def requests_of(route: str) -> float:
    line = f'cooperation_requests_total{{method="GET",route="{route}",status="200"}} '
    text = asked("9464", "/metrics")[1]
    return sum(float(one.removeprefix(line)) for one in text.splitlines() if one.startswith(line))


@pytest.mark.django_db
def test_answers_are_counted_by_the_name_of_their_address(counted, client):
    before = requests_of("events:theme-list")

    client.get("/themes/")
    client.get("/themes/?q=returnees")

    assert requests_of("events:theme-list") - before == 2
    text = asked("9464", "/metrics")[1]
    assert 'cooperation_request_seconds_bucket{le="0.5",route="events:theme-list"}' in text
    assert "returnees" not in text


@pytest.mark.django_db
def test_the_figures_are_at_their_own_port_and_nothing_else_is(counted):
    assert asked("8000", "/metrics")[0] == "404 Not Found"
    assert [asked("9464", path)[0] for path in ("/", "/events/", "/health/live")] == ["404 Not Found"] * 3
    assert asked("9464", "/metrics")[0] == "200 OK"


def test_without_an_address_nothing_stands_before_the_application():
    application = get_wsgi_application()

    with override_settings(METRICS_ADDRESS=""):
        assert metrics.beside(application) is application


@pytest.mark.django_db
def test_a_method_that_somebody_made_up_is_no_figure_of_its_own(counted, client):
    client.generic("MADE-UP", "/themes/")
    text = asked("9464", "/metrics")[1]

    assert "MADE-UP" not in text
    assert 'cooperation_requests_total{method="other",route="events:theme-list",status="405"}' in text

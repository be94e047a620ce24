"""The picture of a network: drawn where it can be read, the same each time, every mark a link to its events."""

import re
from html import unescape
from itertools import combinations

import numpy as np
import pytest
from django.http import QueryDict

from events.network import picture
from events.network.layout import LINE, WIDTH, labels, positions
from events.selection import Selection
from tests import factories as make
from tests.network.asking import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def some_network(number, seed=1):
    """Ties of a made-up network, everybody joined to an earlier actor and some others."""
    rng = np.random.default_rng(seed)
    pairs = {tuple(sorted((int(rng.integers(0, actor)), actor))) for actor in range(1, number)}
    pairs |= {tuple(sorted(rng.choice(number, 2, replace=False).tolist())) for _ in range(3 * number)}
    first, second = np.array(sorted(pairs)).T
    return first, second, rng.random(len(first)) + 0.01


def test_the_same_network_is_laid_out_the_same():
    first, second, weights = some_network(120)
    once, again = (positions(first, second, weights, np.full(120, 5.0), 700) for _ in range(2))

    assert once.tolist() == again.tolist()


def test_300_actors_stand_apart_inside_the_picture():
    radius = np.linspace(15, 4, 300)
    first, second, weights = some_network(300)
    places = positions(first, second, weights, radius, 900)

    assert (places >= 0).all()
    assert (places <= [WIDTH, 900]).all()
    overlaps = [
        pair
        for pair in combinations(range(300), 2)
        if np.hypot(*(places[pair[0]] - places[pair[1]])) < radius[pair[0]] + radius[pair[1]]
    ]
    assert overlaps == []


def test_labels_touch_neither_each_other_nor_a_mark():
    radius = np.linspace(15, 4, 200)
    first, second, weights = some_network(200)
    places = positions(first, second, weights, radius, 860)
    names = [f"Body {number}" for number in range(200)]
    boxes = []
    for name, label in zip(names, labels(names, places, radius, 860), strict=True):
        if label:
            width = 6 * len(name)  # narrower than any font: what is reserved is more
            left = {"start": label.x, "end": label.x - width, "middle": label.x - width / 2}[label.anchor]
            boxes.append((left, label.y - LINE + 4, left + width, label.y + 2))

    assert len(boxes) > 30
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_of_300_actors_the_24_most_central_are_named_however_dense_their_middle():
    pairs = [(one, other) for one in range(25) for other in range(one + 1, 300)]
    weights = np.array([20.0 if other < 25 else 1.0 for _one, other in pairs])
    radius = np.linspace(15, 4, 300)
    first, second = np.array(pairs).T
    places = positions(first, second, weights, radius, 900)

    assert None not in labels([f"Republic {number}" for number in range(300)], places, radius, 900)[:24]


def test_each_mark_and_line_leads_to_the_events_it_tells(client, record):
    page = client.get("/network/?year=2022&actors=all").content.decode()
    drawing = page.split('<svg class="network"')[1].split("</svg>")[0]
    links = re.findall(r'<a href="/events/\?([^"]+)"[^>]*><title>([^<]+): (\d+) events?</title><(\w+)', drawing)

    assert [shape for _query, _name, _number, shape in links].count("line") == len(page_of("actors=all").ties) == 10
    assert sorted(shape for *_rest, shape in links if shape != "line") == [
        "circle", "circle", "polygon", "rect", "rect",
    ]  # fmt: skip
    for query, _name, number, _shape in links:
        assert Selection("events", QueryDict(unescape(query))).counts.total == int(number)


def test_the_drawing_holds_no_style_and_no_decimal_comma(client, record, settings):
    settings.LANGUAGE_CODE = "ru"
    drawing = client.get("/network/").content.decode().split('<svg class="network"')[1].split("</svg>")[0]

    assert "style" not in drawing
    assert re.findall(r'\s(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height)="(?!-?\d+(?:\.\d+)?")', drawing) == []


def make_crowd(number):
    """An event of many bodies, and two of them together a second time."""
    many = [make.make_organization(slug=f"body-{place}", name=f"Body {place}") for place in range(number)]
    crowd, pair = make.make_event(), make.make_event()
    for body in many:
        make.add_organization(event=crowd, organization=body)
    for body in many[:2]:
        make.add_organization(event=pair, organization=body)


@pytest.mark.usefixtures("empty")
def test_a_large_event_is_drawn_by_its_strongest_ties(client, monkeypatch):
    monkeypatch.setattr(picture, "MOST_TIES", 60)
    make_crowd(40)
    drawn = page_of("").picture

    assert len(drawn.marks) == 40
    assert 40 <= len(drawn.lines) <= 100
    assert drawn.lines[-1].words == "Body 0 – Body 1: 2 events"
    assert {actor.key for line in drawn.lines for actor in line.together} == {mark.actor.key for mark in drawn.marks}
    page = client.get("/network/").content.decode()
    assert "of 780 ties: the strongest, and the strongest of each of 40 actors" in page


@pytest.mark.usefixtures("empty")
def test_of_a_network_too_large_to_draw_the_most_central_are_drawn(client, monkeypatch):
    monkeypatch.setattr(picture, "MOST_ACTORS", 30)
    monkeypatch.setattr(picture, "CORE", 12)
    make_crowd(31)
    drawn = page_of("").picture
    page = client.get("/network/").content.decode()

    assert {"Body 0", "Body 1"} < {mark.actor.full_name for mark in drawn.marks}
    assert (len(drawn.marks), len(drawn.lines)) == (12, 66)
    assert "The 12 most central of 31 actors" in page
    assert "less central actor" not in page
    assert 'href="/network/?least=2">Draw those with ties of at least 2 shared events</a>' in page
    assert 'aria-label="2 events with Body 0 and Body 1"' in page
    assert 'href="/network.gexf"' in page
    assert "most central of" not in client.get("/network/?least=2").content.decode()


@pytest.mark.usefixtures("empty")
def test_a_network_whose_most_central_never_met_gives_tables_and_files(client, monkeypatch):
    monkeypatch.setattr(picture, "MOST_ACTORS", 1)
    monkeypatch.setattr(picture, "CORE", 1)
    make_crowd(3)
    page = client.get("/network/?least=2").content.decode()

    assert (page_of("least=2").picture, page_of("least=2").least_to_draw) == (None, None)
    assert "This network is too large to draw" in page
    assert '<svg class="network"' not in page
    assert 'aria-label="2 events with Body 0 and Body 1"' in page


def test_names_in_the_drawing_are_never_read_as_markup(client):
    event = make.make_event()
    make.add_organization(event=event, organization=make.make_organization(slug="bad", name='</title><script>"x'))
    make.add_country(event=event)
    page = client.get("/network/").content.decode()

    assert "<title>&lt;/title&gt;&lt;script&gt;&quot;x: 1 event</title>" in page
    assert "<script>" not in page

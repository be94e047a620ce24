"""All pictures of one selection, as the page `/events/pictures/` shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from events.pages.charts import BarChart
from events.pages.pictures import cities, matrix, world, years
from events.pages.pictures.narrow import Question
from events.pages.pictures.world import Map
from events.selection import Selection


@dataclass(frozen=True)
class Pictures:
    """What is drawn of a selection that found something."""

    per_year: BarChart | None
    by_type: years.Split
    by_theme: years.Split
    world: world.World
    cities: Map | None
    matrix: matrix.Matrix


def pictures_of(selection: Selection, *, today: date) -> Pictures | None:
    """None where nothing was found. Costs the query of the sets, one for the themes and one for the countries."""
    if selection.errors or not selection.counts.total:
        return None
    question = Question(selection)
    found = years.years_of(question, today)
    return Pictures(
        per_year=years.per_year(question, found),
        by_type=years.by_type(question, found),
        by_theme=years.by_theme(question, found),
        world=world.by_country(question),
        cities=cities.by_city(question),
        matrix=matrix.matrix_of(question),
    )

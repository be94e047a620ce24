"""All that is measured on 100,000 events."""

import shutil
import sys
from pathlib import Path

from bench import beside, database, measures, peer, throughput
from bench.report import Figure
from bench.site import Site


def psql() -> Path:
    """The program that belongs to the embedded server, or one of the system."""
    from cooperation.database import EmbeddedError, program

    try:
        return program("psql")
    except EmbeddedError:
        found = shutil.which("psql")
        if found is None:
            raise
        return Path(found)


def measured(url: str, *, seed: int, is_quick: bool) -> tuple[list[Figure], measures.Timed]:
    """All figures, and the questions that took longest."""
    figures: list[Figure] = []
    with Site(url):
        pass  # the first start compresses the static files; the second is what is measured
    with Site(url) as site:
        figures.append(
            Figure("Second start to first page", site.seconds_to_first_page, "s", measures.START_TARGET_SECONDS)
        )
        lists, timed = measures.list_pages(site, number=76 if is_quick else 209, seed=seed)
        figures += lists
        figures += measures.api_pages(site, number=38 if is_quick else 114, seed=seed)
        figures += measures.detail_pages(site, number=15 if is_quick else 60, seed=seed)
        figures += measures.searches(site, rounds=1 if is_quick else 4)
        figures += measures.networks(site, rounds=5 if is_quick else 20)
    figures += throughput.measured(url, seconds=3 if is_quick else 10)
    with Site(url) as site:  # a fresh process: what pages left in memory is not the file's
        rounds = 1 if is_quick else 3
        figures += measures.csv_of_all(site, url, psql(), rounds=rounds, part=measures.PART)
    with Site(url) as site:
        figures += measures.files_of_all(site, part=measures.PART)
    if peer.is_there():
        with Site(url) as site:
            figures += beside.beside(site, number=10 if is_quick else 40, rounds=1 if is_quick else 3, seed=seed)
    else:
        sys.stderr.write("Datasette is not installed (`make peer`): nothing is measured beside it.\n")
    figures += measures.importing(
        database.address(f"{database.NAME}_import"), events=1_000 if is_quick else 10_000, seed=seed
    )
    return figures, timed

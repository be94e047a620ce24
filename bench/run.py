"""Measures the site on the scale data and prints one table: `python -m bench.run [--quick] [--write-docs]`.

Needs `python -m bench.data` first. The same questions on every run; a few minutes, with `--quick` one.
"""

import argparse
import shutil
import sys
from pathlib import Path

from bench import database, report
from bench.data import SEED


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer questions and rounds, a smaller import")
    parser.add_argument("--write-docs", action="store_true", help="write docs/performance.md as well")
    return parser.parse_args()


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


def main() -> int:
    chosen = arguments()
    url = database.use()

    from bench import beside, measures, peer
    from bench.site import Site
    from events.models import Event

    if not Event.objects.exists():
        sys.stderr.write("There is nothing to measure on: run `make bench-data` first.\n")
        return 1
    facts = report.machine()
    figures: list[report.Figure] = []
    with Site(url):
        pass  # the first start compresses the static files; the second is what is measured
    with Site(url) as site:
        figures.append(
            report.Figure("Second start to first page", site.seconds_to_first_page, "s", measures.START_TARGET_SECONDS)
        )
        lists, timed = measures.list_pages(site, number=76 if chosen.quick else 209, seed=SEED)
        figures += lists
        figures += measures.api_pages(site, number=38 if chosen.quick else 114, seed=SEED)
        figures += measures.detail_pages(site, number=15 if chosen.quick else 60, seed=SEED)
        figures += measures.searches(site, rounds=1 if chosen.quick else 4)
        figures += measures.networks(site, rounds=5 if chosen.quick else 20)
    with Site(url) as site:  # a fresh process: what pages left in memory is not the file's
        rounds = 1 if chosen.quick else 3
        figures += measures.csv_of_all(site, url, psql(), rounds=rounds, part="year=2019")
    with Site(url) as site:
        figures += measures.files_of_all(site, part="year=2019")
    if peer.is_there():
        with Site(url) as site:
            figures += beside.beside(
                site, number=10 if chosen.quick else 40, rounds=1 if chosen.quick else 3, seed=SEED
            )
    else:
        sys.stderr.write("Datasette is not installed (`make peer`): nothing is measured beside it.\n")
    figures += measures.importing(
        database.address(f"{database.NAME}_import"), events=1_000 if chosen.quick else 10_000, seed=SEED
    )
    slowest = [(one.question.path, one.wall) for one in timed]
    print("\n".join(f"{name}: {value}" for name, value in facts.items()), end="\n\n")
    print(report.table(figures), end="\n\nThe slowest questions:\n")
    print("\n".join(f"{milliseconds:6.0f} ms  {path}" for path, milliseconds in slowest))
    print(f"\nWritten: {report.save(facts, figures, slowest)}")
    if chosen.write_docs:
        print(f"Written: {report.write_page(facts, figures, slowest)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

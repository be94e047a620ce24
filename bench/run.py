"""Measures the site on the scale data and prints a table: `python -m bench.run [--quick] [--million] [--write-docs]`.

Needs `python -m bench.data` first, with `--million` for a million events. The same questions on every run; some ten
minutes, with `--quick` two, with `--million` half an hour, of which `--pages` takes three.
"""

import argparse
import sys

from bench import database, report
from bench.data import SEED


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer questions and rounds, a smaller import")
    parser.add_argument("--million", action="store_true", help="measure on a million events, fewer things")
    parser.add_argument("--pages", action="store_true", help="with --million: no files, whose last figures stay")
    parser.add_argument("--write-docs", action="store_true", help="write docs/performance.md as well")
    return parser.parse_args()


def main() -> int:
    chosen = arguments()
    url = database.use(database.MILLION if chosen.million else database.NAME)

    from bench import million, whole
    from events.models import Event

    if not Event.objects.exists():
        sys.stderr.write("There is nothing to measure on: run `make bench-data` first.\n")
        return 1
    facts = report.machine()
    if chosen.million:
        figures, timed = million.measured(url, seed=SEED, is_quick=chosen.quick, has_files=not chosen.pages)
        if chosen.pages:
            figures = report.with_the_rest(figures, report.MILLION)
    else:
        figures, timed = whole.measured(url, seed=SEED, is_quick=chosen.quick)
    slowest = [(one.question.path, one.wall) for one in timed]
    print("\n".join(f"{name}: {value}" for name, value in facts.items()), end="\n\n")
    print(report.table(figures), end="\n\nThe slowest questions:\n")
    print("\n".join(f"{milliseconds:6.0f} ms  {path}" for path, milliseconds in slowest))
    print(f"\nWritten: {report.save(report.MILLION if chosen.million else report.FILE, facts, figures, slowest)}")
    if chosen.write_docs:
        print(f"Written: {report.write_page()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

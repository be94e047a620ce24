"""Measures duplicates on the scale data: `python -m bench.duplicates_speed [--all]`, after `python -m bench.data`."""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time

from bench import database

SEED = 2026


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.duplicates_speed", description=__doc__)
    parser.add_argument("--all", action="store_true", help="look through the whole record as well")
    chosen = parser.parse_args()
    database.use()

    from events.duplicates.events import candidates, candidates_of, pairs
    from events.duplicates.recorded import facts_of
    from events.models import Event

    keys = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    sample = random.Random(SEED).sample(keys, 60)
    facts = list(facts_of(sample).values())
    took = []
    for event in facts:
        began = time.perf_counter()
        candidates(event)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    sys.stdout.write(f"candidates for one event among {len(keys)}: median {took[30]:.0f} ms, p95 {took[57]:.0f} ms\n")
    began = time.perf_counter()
    list(candidates_of(facts))
    sys.stdout.write(f"candidates for {len(facts)} events at once: {time.perf_counter() - began:.1f} s\n")
    if chosen.all:
        began = time.perf_counter()
        number = sum(1 for _pair in pairs())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"all of them: {number} pairs in {time.perf_counter() - began:.0f} s, {memory} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

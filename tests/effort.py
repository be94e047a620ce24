"""How many made-up cases a test tries: few in each run, many where somebody has the time (`THOROUGH=1 make test`)."""

import os

from hypothesis import HealthCheck, settings

THOROUGH = bool(os.environ.get("THOROUGH"))


def examples(few: int, many: int) -> int:
    return many if THOROUGH else few


def tried(few: int) -> settings:
    """Settings of a test on rows that are the same for each example. Many are 25 times as many."""
    known = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=examples(few, 25 * few), deadline=None, suppress_health_check=known)

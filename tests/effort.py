"""How many made-up cases a test tries: few in each run, many where somebody has the time (`THOROUGH=1 make test`)."""

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def examples(few: int, many: int) -> int:
    return many if THOROUGH else few

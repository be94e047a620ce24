"""`python -m torture [faults] [replicas] [load]`: the parts that are named, or all of them, one after the other.

All but the image, which needs an engine for containers.
"""

import argparse
import os
import signal
import sys
import time


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help="faults (all of them without one)")
    parser.add_argument("--kills", type=int, default=500, help="how often something is killed (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=5, help="how long the load lasts (default: %(default)s)")
    parser.add_argument("--readers", type=int, default=200, help="how many readers there are (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="another number, other moments")
    return parser.parse_args()


def main() -> int:
    chosen = arguments()
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the site and the database are stopped too
    from torture import backups, clock, faults, full_disk, hostile_input, image, load, recovery, reload, replicas

    parts = {
        "faults": lambda: faults.run(kills=chosen.kills, seed=chosen.seed),
        "load": lambda: load.run(seed=chosen.seed, minutes=chosen.minutes, readers=chosen.readers),
        "replicas": lambda: replicas.run(seed=chosen.seed),
        "clock": lambda: clock.run(seed=chosen.seed),
        "disk": lambda: full_disk.run(seed=chosen.seed),
        "backups": lambda: backups.run(kills=min(chosen.kills, 20)),
        "recovery": recovery.run,
        "reload": lambda: reload.run(seconds=60),
        "input": hostile_input.run,
        "image": image.run,
    }
    if unknown := set(chosen.parts) - set(parts):
        sys.stderr.write(f"No part is called {', '.join(sorted(unknown))}. There are: {', '.join(parts)}.\n")
        return 2
    return max([parts[name]() for name in chosen.parts or set(parts) - {"image"}])


if __name__ == "__main__":
    sys.exit(main())

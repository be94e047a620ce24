"""Fills the database `bench` with made events: `python -m bench.data [--events 100000] [--seed 2026]`.

The same number and seed make the same rows, always. `--million` fills `bench_million` with a million of them;
`--write FOLDER` writes the exchange format instead.
"""

import argparse
import csv
import json
import time
from pathlib import Path

from tqdm import tqdm

from bench import database
from bench.load import COLUMNS, NUMBERED, Checksum, batches
from bench.make import FULL_SIZE, Maker
from bench.sample import Sample

SAMPLE = database.PROJECT / "events" / "sample"
SEED = 2026


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.data", description=__doc__)
    parser.add_argument("--million", action="store_true", help="a million events, in a database of their own")
    parser.add_argument("--events", type=int, default=FULL_SIZE, help="how many events (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="another number makes other events (%(default)s)")
    parser.add_argument("--sample", type=Path, default=SAMPLE, help="folder of the sample data")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write files of the exchange format instead")
    return parser.parse_args()


def load(maker: Maker, *, seed: int) -> Checksum:
    """Empty the tables, fill them and return the checksum of the rows."""
    from django.db import connection, transaction

    checksum = Checksum()
    with connection.cursor() as cursor, tqdm(total=maker.size, unit=" events", desc="Loading") as progress:
        with transaction.atomic():
            cursor.execute("SET LOCAL cooperation.truncate = on")
            cursor.execute(f"TRUNCATE {', '.join(f'events_{table}' for table in COLUMNS)} RESTART IDENTITY CASCADE")
            cursor.execute(f"TRUNCATE {', '.join(_history())} RESTART IDENTITY")
            # Made rows keep all rules, and nobody asks for their history: a million events load in a third of the time
            # without the triggers that check and keep them. Only a superuser may leave them out.
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            cursor.execute(
                "SET LOCAL session_replication_role = replica"
                if cursor.fetchone()[0]
                else "SET LOCAL cooperation.index_later = on"
            )
            for number, tables in batches(maker, seed=seed):
                checksum.add(tables)
                for table, rows in tables.items():
                    columns = ", ".join(f'"{column}"' for column in COLUMNS[table].split())
                    with cursor.copy(f"COPY events_{table} ({columns}) FROM STDIN") as copy:
                        copy.write(rows)
                progress.update(number)
            progress.set_description("Indexing")
            cursor.execute("SELECT events_index_events(ARRAY(SELECT id FROM events_event))")
            for table in NUMBERED:
                cursor.execute(f"SELECT setval('events_{table}_id_seq', (SELECT max(id) FROM events_{table}))")
        progress.set_description("Analyzing")
        cursor.execute("VACUUM (ANALYZE)")
    return checksum


def _history() -> list[str]:
    """The tables that say what the rows were before."""
    from events.models import SNAPSHOTS, PublicChange

    return [model._meta.db_table for model in [*SNAPSHOTS.values(), PublicChange]]


def write(maker: Maker, folder: Path) -> None:
    """Write the made record as files of the exchange format."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "organizations": maker.organizations,
        "people": maker.people,
        "frameworks": maker.frameworks,
        "sources": maker.sources,
        "events": maker.events(),
    }
    for name, records in files.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    with (folder / "themes.csv").open("w", encoding="utf-8", newline="") as file:
        themes = csv.DictWriter(file, ["slug", "name", "pillar"])
        themes.writeheader()
        themes.writerows(maker.sample.themes)


def main() -> None:
    chosen = arguments()
    began = time.monotonic()
    database.use(database.MILLION if chosen.million else database.NAME)
    events = 1_000_000 if chosen.million else chosen.events

    from django.core.management import call_command

    from events.models import Country

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    sample = Sample(chosen.sample)
    countries = list(Country.objects.values_list("code", flat=True))
    maker = Maker(sample, countries, events=events, seed=chosen.seed)
    if chosen.write:
        write(maker, chosen.write)
        return
    checksum = load(maker, seed=chosen.seed)
    seconds = time.monotonic() - began
    print(f"{events} events, seed {chosen.seed}, checksum {checksum}, {seconds:.0f} s")


if __name__ == "__main__":
    main()

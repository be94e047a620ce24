"""Turns the events of a database into spreadsheets and takes them away: `python -m bench.sheet FOLDER`.

Run by `bench.measures` on the database of the import, which is named by DATABASE_URL. The actors stay.
"""

import os
import sys
from pathlib import Path

PREVIEWED = 2_000


def main() -> None:
    folder = Path(sys.argv[1])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

    import django

    django.setup()

    from django.db import connection

    from events.columns import COLUMNS
    from events.exports import csv_file
    from events.exports.tables import Given
    from events.models import Event

    first = Event.objects.order_by("pk").values("pk")[:PREVIEWED]
    for name, events in (("all.csv", Event.objects.all()), ("first.csv", Event.objects.filter(pk__in=first))):
        with (folder / name).open("wb") as file:
            file.writelines(csv_file.write(Given(events, COLUMNS["events"])))
    with connection.cursor() as cursor:
        cursor.execute("SET cooperation.truncate = on")
        cursor.execute("TRUNCATE events_event CASCADE")


if __name__ == "__main__":
    main()

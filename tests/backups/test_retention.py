"""Which backups are kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cooperation.backups.archive import Kept, file_name, kept_in
from cooperation.backups.retention import Keep, to_delete

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday


def kept(*days, state=""):
    return [Kept(Path(f"{day}{state}"), NOON - timedelta(days=day), state) for day in days]


def test_last_ones_and_one_of_each_week_and_month_are_kept():
    backups = kept(*range(100))

    deleted = to_delete(backups, Keep(last=3, weeks=3, months=3), now=NOON)

    left = [NOON - (NOON - one.made_at) for one in backups if one not in deleted]
    assert [f"{at:%m-%d}" for at in left] == ["11-22", "11-21", "11-20", "11-15", "11-08", "10-31", "09-30"]


def test_newest_proved_one_is_never_deleted():
    backups = kept(0, 1, state="failed") + kept(2, state="unproved") + kept(300, 400)

    assert to_delete(backups, Keep(last=1, weeks=0, months=0), now=NOON) == kept(400)


def test_of_what_is_kept_aside_the_newest_two_stay():
    backups = kept(0, 1, 2, 3, state="failed") + kept(4, 5, 6, state="unproved") + kept(7)

    assert to_delete(backups, Keep(last=1, weeks=0, months=0), now=NOON) == kept(2, 3, state="failed") + kept(
        6, state="unproved"
    )


def test_a_clock_ten_years_ahead_or_behind_costs_no_backup():
    ahead = kept(*range(-3652, -3632))  # made each day while it was wrong
    right = kept(*range(30))
    keep = Keep(last=3, weeks=0, months=0)

    assert to_delete(ahead + right, keep, now=NOON) == kept(*range(3, 30))
    made = kept(3652)
    assert to_delete(right + made, keep, now=made[0].made_at) == []


def test_only_files_of_our_names_are_backups(tmp_path):
    names = [file_name(NOON), file_name(NOON, state="failed"), file_name(NOON, encrypted=True)]
    for name in [*names, "cooperation.tar", "cooperation-20261122T120000Z.tar.part", "notes.txt"]:
        (tmp_path / name).write_text("")

    assert {one.path.name for one in kept_in(tmp_path)} == set(names)
    assert {one.state for one in kept_in(tmp_path)} == {"", "failed"}
    assert {one.made_at for one in kept_in(tmp_path)} == {NOON}


def test_backup_deletes_what_it_makes_needless_and_says_so(small, make):
    made = [make(at=NOON - timedelta(days=day), prove=False) for day in (2, 1, 0)]

    assert [one.deleted for one in made] == [[], [], [made[0].path]]
    assert [one.path.exists() for one in made] == [False, True, True]

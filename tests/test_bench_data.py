"""The scale data are the same on every machine."""

from bench.data import SAMPLE
from bench.load import Checksum, batches
from bench.make import Maker
from bench.sample import Sample


def checksum(*, seed: int) -> str:
    rows = Checksum()
    for _, tables in batches(Maker(Sample(SAMPLE), ["KZ", "TJ", "UZ"], events=200, seed=seed), seed=seed):
        rows.add(tables)
    return str(rows)


def test_one_seed_makes_the_same_rows_every_time():
    assert checksum(seed=7) == checksum(seed=7)


def test_another_seed_makes_other_rows():
    assert checksum(seed=7) != checksum(seed=8)

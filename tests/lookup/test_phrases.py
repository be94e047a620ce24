"""Patterns that are only tried where they can begin do what trying all of them in turn does."""

import json
import re

import pytest

from events.duplicates.vocabulary import SAME_THING
from events.lookup.letters import folded
from events.lookup.phrases import Phrases, phrases_of
from events.lookup.vocabulary import PHRASES
from tests.test_exchange import SAMPLE


def test_all_that_a_pattern_matches_is_listed():
    assert sorted(phrases_of("co organi[sz](?:e|ing)?|(a )?b")) == [
        "a b", "b", "co organis", "co organise", "co organising", "co organiz", "co organize", "co organizing",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="b"):
        phrases_of("a)b")


def test_what_one_pattern_puts_in_the_next_one_finds():
    assert Phrases([("b", "c"), ("a", "b"), ("b b", "d")]).replaced("a b a b") == "b c b c"


@pytest.mark.parametrize("phrases", [PHRASES, SAME_THING])
def test_titles_are_read_as_by_all_patterns_in_turn(phrases):
    lines = (SAMPLE / "events.jsonl").read_text(encoding="utf-8").splitlines()
    titles = [folded(json.loads(line)["title"]) for line in lines]

    assert [phrases.replaced(title) for title in titles] == [one_by_one(phrases, title) for title in titles]


def one_by_one(phrases, text):
    for pattern, stands in phrases.rules:
        text = re.sub(pattern, stands, text)
    return text

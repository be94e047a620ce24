"""docs/researchers.md: every address of it answers, on the sample record, in the words that stand beside it."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.test_exchange import SAMPLE

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "researchers.md").read_text()
QUESTIONS = re.split(r"^## \d+\. ", PAGE, flags=re.MULTILINE)[1:]
ANSWER = re.compile(r"`(/[^`]+)`\s+“([^”]+)”")
OUTSIDE = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def words_of(response):
    """What a reader sees of a page; of a file its text, and its number of rows where that is told."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "replace")
    if response["Content-Type"].startswith("text/html"):
        return " ".join(unescape(OUTSIDE.sub(" ", text)).split())
    return f"{response.get('X-Rows', '')} rows {text}"


def test_ten_questions_are_asked_and_each_address_has_its_answer_beside_it():
    addresses = re.findall(r"`(/[^`]+)`", PAGE)

    assert len(QUESTIONS) == 10
    assert [bool(ANSWER.search(question)) for question in QUESTIONS] == [True] * 10
    assert [address for address, _words in ANSWER.findall(PAGE)] == addresses


@pytest.mark.django_db
def test_every_address_answers_in_the_words_beside_it(client):
    call_command("import_events", str(SAMPLE), verbosity=0)
    told = {address: words_of(client.get(address, follow=True)) for address, _words in ANSWER.findall(PAGE)}

    assert [(address, words) for address, words in ANSWER.findall(PAGE) if words not in told[address]] == []

"""Reading a bibliography back with the libraries of its format."""

import json

import rispy
from pybtex.database import parse_string

ENDINGS = ["ris", "bib", "csl.json"]


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def as_ris(text):
    return {entry["id"]: entry for entry in rispy.loads(text)}


def as_bibtex(text):
    """Its entries, with the fields' LaTeX as it stands."""
    return dict(parse_string(text, "bibtex").entries)


def as_csl(text):
    return {entry["id"]: entry for entry in json.loads(text)}


READERS = {"ris": as_ris, "bib": as_bibtex, "csl.json": as_csl}

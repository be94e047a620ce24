"""Asks for a network as its page does."""

from django.http import QueryDict

from events.network.gathered import Network
from events.network.page import NetworkPage
from events.network.question import NetworkQuestion


def ask(query):
    question = NetworkQuestion(QueryDict(query))
    assert question.errors == []
    return question


def page_of(query):
    return NetworkPage(ask(query))


def ties_by_name(query):
    """Every tie with both weights, by the names of its actors in addresses."""
    network = Network(ask(query))
    named = network.named(network.joined)
    ties = network.ties
    rows = zip(ties.first.tolist(), ties.second.tolist(), ties.events.tolist(), ties.shared.tolist(), strict=True)
    return {frozenset({named[one].key, named[other].key}): (events, shared) for one, other, events, shared in rows}

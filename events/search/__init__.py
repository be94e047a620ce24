"""What typed words find: events by everything that hangs on them, actors by all their names, and names spelled wrong.

Words are folded by the database's own text-search configurations (migration 0001): accents and case never matter,
English and Russian prose is stemmed, names are not. Every box takes the same grammar, `read`. Layers, each importing
only from those left of it: `grammar < conditions, names < marks`.
"""

from events.search.conditions import events_matching, index_conditions, matching
from events.search.grammar import MAX_TERMS, Question, Term, read

__all__ = ["MAX_TERMS", "Question", "Term", "events_matching", "index_conditions", "matching", "read"]

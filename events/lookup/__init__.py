"""What a typed name stands for: the recorded countries, organizations, people ... that it can mean, and why.

Two ways in, one way of deciding:

    find(Kind.ORGANIZATION, "UN Office on Drugs and Crime")    one name; asks the database for its likely candidates
    Names.of(Kind.ORGANIZATION).find("UNODC")                  many names; loads all names of the kind once

Each answers with a `Found`: its `verdict`, and `matches` with score and reason, the best first. `split_names` takes
a pasted list of names apart.
"""

from events.lookup.kinds import Kind
from events.lookup.lists import split_names
from events.lookup.names import Names
from events.lookup.one import find
from events.lookup.results import Found, Match, Verdict

__all__ = ["Found", "Kind", "Match", "Names", "Verdict", "find", "split_names"]

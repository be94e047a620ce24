"""A selection of events that is followed: as a feed (`atom`) or as a calendar (`calendar`).

Both say what they hold in words, how many of the events that is, and give each event an identity that outlasts its
address. What a calendar does with dates of which the day is not known: docs/following.md.
"""

"""Who cooperates with whom: actors joined by the events that they share.

Layers, each importing only from those left of it:
`ties, layout < measures < question < gathered < picture < page, files`. The first
three are plain mathematics on arrays.
"""

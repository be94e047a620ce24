"""Pictures of any selection of events: per year, by type and theme, on a map, countries by organizations.

Everything is counted over the sets in memory that the list is counted from, so that a number in a picture is the
number of the list that its link opens. Layers, each importing only from those left of it:
`narrow, land < years, world, matrix < cities < page`.
"""

from events.pages.pictures.page import Pictures, pictures_of

__all__ = ["Pictures", "pictures_of"]

"""Reading the exchange format into the database: all of it or nothing, and every problem told at once.

`read` turns files into lines; `schema`, `rules` and `references` say what is wrong with them; `plan` says
what is new or changed; `write` puts that into the database; `report` tells people; `importer` is the way
through all of them.
"""

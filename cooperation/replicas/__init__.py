"""Copies of the database that PostgreSQL keeps itself: readers are answered from them (docs/decisions/0026).

Which database answers is decided once for each request (`middleware`), holds for all that is read for it (`router`),
and falls on a replica only while that is up to date (`health`).
"""

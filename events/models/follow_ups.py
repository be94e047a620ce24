"""Events that follow up each other, as the database finds them in one query."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

LONGEST = 500  # events of a chain; what is recorded has ten

# Back to the first, then on to all that came of it. Each event enters once, so that a ring ends too, and a link that
# leads over an event that is not among the known ones leads nowhere.
CHAIN = """
    WITH RECURSIVE known (id, earlier) AS NOT MATERIALIZED ({known}),
    back (id) AS (
        SELECT %s::bigint
        UNION
        SELECT before.id FROM back
        JOIN known AS here ON here.id = back.id
        JOIN known AS before ON before.id = here.earlier
    ),
    forth (id) AS (
        SELECT id FROM back
        UNION
        SELECT known.id FROM forth JOIN known ON known.earlier = forth.id
    )
    SELECT id FROM forth LIMIT {longest}
"""


def chain(known: QuerySet, key: int) -> RawSQL:
    """The keys of the known events in one chain with this one, itself among them: for `pk__in`."""
    sql, values = known.order_by().values_list("pk", "follow_up_to").query.sql_with_params()
    return RawSQL(CHAIN.format(known=sql, longest=LONGEST), (*values, key))  # noqa: S611 - of our own making

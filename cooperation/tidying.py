"""What nobody needs any more: ended sessions, old sign-ins, what the cache had for a while.

Never anything of the record.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

FROM_THE_FUTURE = timedelta(days=1)  # longer than anything is cached, and than any two clocks differ
DAYS_OF_SIGN_INS = 90  # administrators look for what was strange; longer than that nobody's coming and going is kept


@transaction.atomic
def tidy() -> dict[str, int]:
    """Delete it, and say how much of each went."""
    now = timezone.now()
    before, ahead = now - timedelta(days=DAYS_OF_SIGN_INS), now + FROM_THE_FUTURE
    last = ahead + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    signed_in = [
        model.objects.filter(attempt_time__lt=before).delete()[0]
        for model in (AccessLog, AccessFailureLog, AccessAttempt)
    ]
    # Made while the clock was ahead: they would lock somebody out until it gets there again.
    signed_in += [AccessAttempt.objects.filter(attempt_time__gt=ahead).delete()[0]]
    return {
        "sessions": Session.objects.filter(Q(expire_date__lt=now) | Q(expire_date__gt=last)).delete()[0],
        "sign-ins": sum(signed_in),
        "rows of the cache": _forget(now),
    }


def _forget(now: datetime) -> int:
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires NOT BETWEEN %s AND %s",  # noqa: S608 - a name of ours
            [now, now + FROM_THE_FUTURE],
        )
        return int(cursor.rowcount)

"""What the script of the event's form says, and what it has to know: handed over as JSON on the page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from events.admin.entry.saved import COOKIE, FIELD
from events.admin.entry.state import TOKEN


def for_the_script(request: HttpRequest) -> dict[str, Any]:
    return {
        "user": request.user.pk,
        "draftField": FIELD,
        "stateField": TOKEN,
        "savedCookie": COOKIE,
        "newRecord": reverse("admin:events_event_entry_new", args=["MODEL"]),
        "signIn": reverse("admin:index"),
        "texts": {
            "restored": _("What you had typed here and not saved (%s) is back in the form."),
            "found": _("There is work of yours here that was not saved (%s)."),
            "restore": _("Put it back"),
            "drop": _("Drop it"),
            "sessionEnded": _(
                "Your session has ended. What you type is kept in this browser: sign in in another tab, then save here."
            ),
            "signIn": _("Sign in"),
            "offline": _("The server does not answer. What you type is kept in this browser."),
            "notKept": _("This browser can't keep what you type: save often."),
            "recorded": _("Recorded already."),
            "citedBy": _("Cited by:"),
            "notCited": _("Not cited by any event yet."),
            "newSource": _(
                "Not recorded yet: describe it here, and it is recorded when you save. "
                "Quotes that name no source take it."
            ),
            "suggested": _("Publisher, kind and language are those of the last page from this site."),
            "up": _("Move up"),
            "down": _("Move down"),
            "moved": _("Row %s of %s"),
            "makeRows": _("Make rows"),
            "rowsMade": _("Rows made: %s."),
            "noRows": _("No new rows."),
            "quotesRead": _("Quotes read into the rows below: %s. %s."),
            "tookPart": _("Added to who took part: %s."),
            "addNew": _("Record “%s” as a new one …"),
            "close": _("Cancel"),
            "noMatch": _("Nobody has this name yet."),
        },
    }

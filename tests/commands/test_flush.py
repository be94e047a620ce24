"""Emptying the database by Django's own command."""

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_what_would_leave_no_trace_is_refused_with_the_cure():
    with pytest.raises(CommandError, match=r"^Nothing was emptied: .*\nPGOPTIONS='-c cooperation.truncate=on' python"):
        call_command("flush", interactive=False, verbosity=0)

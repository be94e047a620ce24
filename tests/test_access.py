"""Every address of the resolver, tried by every role with every method, against one table.

The table is a file, `tests/expected/access.txt`, that `make expected` writes anew: whoever adds an address reads there
who may do what with it. Each run tries some lines of it, others each time; `THOROUGH=1` and `make torture` try all.
"""

import os
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from events.freezing.make import make_release
from events.models import Person
from tests import factories as make
from tests.effort import THOROUGH
from tests.expected import FOLDER, same_as_expected
from tests.one_of_each import MAKERS
from tests.people import make_user
from tests.record import make_record

pytestmark = pytest.mark.django_db

ROLES = {"anonymous": "", "disabled": "administrators", "analyst": "analysts", "reviewer": "reviewers",
         "administrator": "administrators"}  # fmt: skip
METHODS = ["get", "head", "options", "post", "put", "patch", "delete"]
FEW = 4  # lines

HEADING = f"""\
Who may do what at which address: {", ".join(ROLES)}, a letter for each in this order.

o  answered, be it with a question about what was sent
s  sent to sign in
f  forbidden
-  nothing there for whoever asks
n  no such method

"""
PAST_THE_TABLE = {
    "admin:logout": "whoever asks is somebody else afterwards",
    "account_logout": "likewise",
    "admin:None": "leads to others",
    "api:nothing": "is every other address",
}

SIGN_IN = ("/accounts/sign-in/", "/admin/login/")  # the second leads on to the first

NOBODY = "999999999"

# What stands in an address in the place of its keys, and elsewhere by the name of the address.
KEYS = {"slug": "both", "number": "1", "name": "2026.12", "file": "data-dictionary.md", "form": "ris", "kind": "events",
        "code": "UZ", "event": "both", "content_type_id": NOBODY, "merge_id": NOBODY,
        "model_name": "organization", "ending": "csv"}  # fmt: skip
OF_A_ROW = {"object_id", "pk", "key", "id"}
OWN = {
    "organization": "unodc", "person": "vladimir-voronkov", "framework": "jpoa", "theme": "prisons", "named": "kept",
}  # fmt: skip


def patterns(resolver: Any, before: str = "/", name: str = "") -> Iterator[tuple[str, str]]:
    """Name and address of each pattern, with the keys still in it."""
    for one in resolver.url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, address, f"{one.app_name}:" if one.app_name else name)
        elif isinstance(one, URLPattern):
            yield f"{name}{one.name}", address


@pytest.fixture
def addresses() -> dict[str, str]:
    """The address of each name, with keys of records that exist: there is one of everything."""
    both = make_record()["both"]
    make.add_quote(event=both, speaker=Person.objects.get(slug="vladimir-voronkov"))
    make.make_named_selection(slug="kept", title="Kept", query="country=UZ")
    User.objects.create_superuser("root")
    made, second = ({model._meta.label_lower: maker().pk for model, maker in MAKERS.items()} for _ in range(2))
    make_release(name="2026.12")
    return {
        name: filled(name, address, made, second)
        for name, address in patterns(get_resolver())
        if name not in PAST_THE_TABLE
    }


def filled(name: str, address: str, made: dict[str, Any], second: dict[str, Any]) -> str:
    kind = name.partition(":")[2].partition("-")[0]
    of_the_admin = ".".join(name.partition(":")[2].split("_")[:2])

    def key(found: re.Match[str]) -> str:
        if found[1] == "slug":
            return OWN.get(kind, KEYS["slug"])
        if found[1] == "other":
            return str(second.get(of_the_admin, NOBODY))
        return str(made.get(of_the_admin, NOBODY)) if found[1] in OF_A_ROW else KEYS[found[1]]

    address = re.sub(r"\^?\(\?P<app_label>[^)]*\)/\$", "events/", address)
    return re.sub(r"<(?:\w+:)?(\w+)>", key, address)


@pytest.fixture
def clients() -> dict[str, Client]:
    """Somebody of each role."""
    found = {}
    for role, group in ROLES.items():
        found[role] = Client()
        if group:
            user = make_user(group, username=role)
            found[role].force_login(user)
            if role == "disabled":
                user.is_active = False
                user.save()
    return found


def close(response: Any) -> None:
    """Let go of what a file holds, as a server does; Django would close the connection of the test with it."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def letter(client: Client, method: str, address: str) -> str:
    """What comes of a request; what it did is undone."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        if response.streaming:
            b"".join(response.streaming_content)
            close(response)
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith(SIGN_IN):
        return "s"
    return {403: "f", 404: "-", 410: "-", 405: "n"}.get(
        response.status_code, "o" if response.status_code < 500 else "E"
    )


def line(name: str, address: str, clients: dict[str, Client]) -> str:
    """One line of the table; methods with the same answers stand together."""
    answers: dict[str, list[str]] = {}
    for method in METHODS:
        letters = "".join(letter(client, method, address) for client in clients.values())
        answers.setdefault(letters, []).append(method)
    return f"{name}  " + "  ".join(f"{letters} {','.join(methods)}" for letters, methods in answers.items())


@pytest.mark.expected
def test_every_role_is_answered_as_the_table_says(addresses, clients):
    if THOROUGH or os.environ.get("UPDATE_EXPECTED") == "1":
        lines = [line(name, address, clients) for name, address in addresses.items()]
        same_as_expected("access.txt", HEADING + "\n".join(lines) + "\n")
    known = (FOLDER / "access.txt").read_text().removeprefix(HEADING).splitlines()

    assert [one.split()[0] for one in known] == list(addresses)
    tried = random.sample(known, FEW)
    assert [line(name, addresses[name], clients) for name in (one.split()[0] for one in tried)] == tried

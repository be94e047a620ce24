"""Signed-in clients for each role."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.people import make_user


@pytest.fixture
def sign_in(db: None) -> Callable[[str], Client]:
    """`sign_in("reviewers")` is the browser of a member of that group; `sign_in("superuser")` may do everything."""

    def signed_in(group: str) -> Client:
        if group == "superuser":
            user = User.objects.create_superuser("root", password="a long password")
        else:
            user = make_user(group)
        client = Client()
        client.force_login(user)
        return client

    return signed_in

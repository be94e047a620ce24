"""Signing in with a passkey alone: whatever is sent, by whoever, however often."""

import json
from base64 import urlsafe_b64encode

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.cache import cache

pytestmark = pytest.mark.django_db

ADDRESS = "/accounts/second-factor/webauthn/login/"
KEY = {"id": "AA", "rawId": "AA", "type": "public-key"}
ANSWER = {"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}


def as_sent(text):
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


READABLE = ANSWER | {
    "clientDataJSON": as_sent('{"type": "webauthn.get", "challenge": "AA", "origin": "http://localhost"}'),
    "authenticatorData": as_sent("\0" * 37),
}


@pytest.fixture(autouse=True)
def nobody_counted():
    cache.clear()


def question(client):
    return client.get(ADDRESS, headers={"x-requested-with": "XMLHttpRequest"})


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "1",
        '"x"',
        "[" * 50_000,
        "9" * 5_000,
        "{}",
        json.dumps(KEY),
        json.dumps(KEY | {"response": []}),
        json.dumps(KEY | {"response": ANSWER}),
        json.dumps(KEY | {"response": ANSWER | {"userHandle": 1}}),
        json.dumps(KEY | {"response": ANSWER | {"userHandle": "__"}}),
        json.dumps(KEY | {"response": ANSWER | {"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}),
        json.dumps(KEY | {"response": ANSWER | {"clientDataJSON": "W10", "authenticatorData": "A" * 60}}),
        json.dumps(KEY | {"id": "%", "rawId": "%", "response": ANSWER}),
    ],
    ids=lambda credential: credential[:40],
)
def test_whatever_is_sent_for_a_passkey_leads_back_to_the_sign_in(client, credential):
    question(client)

    response = client.post(ADDRESS, {"credential": credential})

    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/sign-in/")


@pytest.mark.parametrize(("asked_for", "is_let_in"), [("required", True), ("preferred", False)])
def test_an_answer_to_the_question_for_a_second_factor_is_none_to_this_one(client, monkeypatch, asked_for, is_let_in):
    """That question does without finger and PIN: a key that somebody has found must not be enough."""
    owner = User.objects.create_user("owner", is_staff=True)
    key = Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"})
    monkeypatch.setattr(auth, "complete_authentication", lambda user, answer: key)
    question(client)
    session = client.session
    session[auth.STATE_SESSION_KEY] |= {"user_verification": asked_for}
    session.save()

    answer = READABLE | {"userHandle": as_sent(user_pk_to_url_str(owner))}
    client.post(ADDRESS, {"credential": json.dumps(KEY | {"response": answer})})

    assert ("_auth_user_id" in client.session) is is_let_in


def test_one_address_cannot_fill_the_table_of_sessions(client):
    answers = []
    for _ in range(32):
        client.cookies.clear()
        answers.append(question(client).status_code)

    assert (answers[:30], answers[-1]) == ([200] * 30, 429)
    assert Session.objects.count() <= 31

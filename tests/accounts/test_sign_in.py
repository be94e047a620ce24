"""The one way in: a password, a second factor where there is one, and a lock on guessing."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings

from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/sign-in/"
FEW = {"login_failed": "60/m/ip,6/15m/key"}  # of the usual twenty: each costs a page


@pytest.fixture(autouse=True)
def nobody_counted():
    cache.clear()


def sent(client, name, password, **more):
    return client.post(SIGN_IN, {"login": name, "password": password}, **more)


def test_password_leads_to_the_desk(client):
    make_user("analysts")

    response = sent(client, "analysts", PASSWORD)

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_after_signing_in_one_is_where_one_wanted_to_be_and_never_on_another_site(client):
    make_user("analysts")
    asked = client.get("/admin/events/event/add/", follow=True)
    assert asked.redirect_chain[-1][0] == f"{SIGN_IN}?next=/admin/events/event/add/"

    response = client.post(f"{SIGN_IN}?next=https://evil.example/", {"login": "analysts", "password": PASSWORD})

    assert response.headers["Location"] == "/admin/"


def test_the_admin_has_no_sign_in_of_its_own(client):
    make_user("analysts")

    shown = client.get("/admin/login/?next=/admin/events/")
    tried = client.post("/admin/login/", {"username": "analysts", "password": PASSWORD})

    assert [(one.status_code, one.headers["Location"]) for one in (shown, tried)] == [
        (302, f"{SIGN_IN}?next=/admin/events/"),
        (302, f"{SIGN_IN}?next=/admin/"),
    ]
    assert client.get("/admin/").status_code == 302


def test_who_is_not_of_the_staff_is_told_so_and_led_round_no_circle(client):
    client.force_login(User.objects.create_user("reader"))

    assert client.get("/admin/", follow=True).status_code == 403


def test_nobody_can_sign_up_or_have_mail_sent(client):
    for address in ("signup/", "sign-up/", "password/reset/", "email/", "login/code/"):
        assert client.get(f"/accounts/{address}").status_code == 404


def test_the_fifth_wrong_password_locks_this_account_from_this_address(client):
    make_user("analysts")
    make_user("reviewers")
    answers = [sent(client, "analysts", "wrong").status_code for _ in range(5)]

    locked = sent(client, "analysts", PASSWORD)
    other_account = sent(Client(), "reviewers", PASSWORD)
    other_address = sent(Client(), "analysts", PASSWORD, REMOTE_ADDR="203.0.113.9")

    assert answers == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert "Too many wrong passwords" in locked.content.decode()
    assert (other_account.status_code, other_address.status_code) == (302, 302)


def test_a_made_up_address_does_not_get_round_the_lock(client):
    make_user("analysts")
    for number in range(5):
        sent(client, "analysts", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")

    assert sent(client, "analysts", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429


@override_settings(TRUST_PROXY=True)
def test_behind_a_proxy_what_the_proxy_saw_is_the_address(client):
    make_user("analysts")
    for number in range(5):
        sent(client, "analysts", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.7")

    assert sent(client, "analysts", PASSWORD, HTTP_X_FORWARDED_FOR="10.0.0.99, 203.0.113.7").status_code == 429
    assert sent(client, "analysts", PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8").status_code == 302


def test_an_unknown_name_and_a_wrong_password_are_told_in_the_same_words(client):
    make_user("analysts")
    told = [re.findall(r'class="errorlist[^"]*".*?</ul>', sent(client, name, "wrong").content.decode(), re.DOTALL)
            for name in ("analysts", "nobody-here")]  # fmt: skip

    assert told[0] == told[1] != []


def test_sign_ins_and_failures_are_listed_for_administrators_alone(client):
    make_user("analysts")
    sent(Client(), "analysts", "wrong")
    sent(Client(), "analysts", PASSWORD)
    lists = ["accessattempt", "accessfailurelog", "accesslog"]

    client.force_login(make_user("administrators"))
    assert [client.get(f"/admin/axes/{name}/").status_code for name in lists] == [200, 200, 200]
    assert [AccessFailureLog.objects.count(), AccessLog.objects.filter(username="analysts").count()] == [1, 1]
    client.force_login(make_user("reviewers"))
    assert [client.get(f"/admin/axes/{name}/").status_code for name in lists] == [403, 403, 403]


def test_no_password_is_kept_with_a_failure(client):
    sent(client, "analysts", "my real passw0rd")

    [attempt] = AccessAttempt.objects.all()
    assert "my real passw0rd" not in f"{attempt.get_data}{attempt.post_data}"


def test_whoever_has_a_second_factor_is_asked_for_it(client):
    user = make_user("analysts")
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user).get_unused_codes()

    first = sent(client, "analysts", PASSWORD)
    before = client.get("/admin/").status_code
    second = client.post(first.headers["Location"], {"code": codes[0]})

    assert first.headers["Location"] == "/accounts/second-factor/authenticate/"
    assert (before, second.headers["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
    again = Client()
    sent(again, "analysts", PASSWORD)
    assert again.post(first.headers["Location"], {"code": codes[0]}).status_code == 200  # used up


def test_codes_cannot_be_guessed_for_long(client):
    user = make_user("analysts")
    TOTP.activate(user, generate_totp_secret())
    right = RecoveryCodes.activate(user).get_unused_codes()[0]
    sent(client, "analysts", PASSWORD)
    for number in range(20):
        client.post("/accounts/second-factor/authenticate/", {"code": f"{number:06}"})

    client.post("/accounts/second-factor/authenticate/", {"code": right})

    assert client.get("/admin/").status_code == 302


def test_the_secret_of_an_app_is_not_readable_in_the_database():
    user, secret = make_user("analysts"), generate_totp_secret()

    TOTP.activate(user, secret)

    kept = str(Authenticator.objects.get(user=user).data)
    assert secret not in kept


def test_a_secret_outlives_a_change_of_the_key_of_the_site(settings):
    from cooperation.accounts.adapters import SecondFactorAdapter

    kept = SecondFactorAdapter().encrypt("the secret")
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the site " * 4
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(ValueError, match="SECRET_KEY_FALLBACKS"):
        SecondFactorAdapter().decrypt(kept)
    settings.SECRET_KEY_FALLBACKS = [former]

    assert SecondFactorAdapter().decrypt(kept) == "the secret"


def test_the_session_gets_a_new_number_at_sign_in(client):
    make_user("analysts")
    client.get("/admin/events/event/", follow=True)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key

    sent(client, "analysts", PASSWORD)

    assert client.session.session_key != session.session_key


def test_pages_of_signing_in_are_kept_out_of_search_engines_and_are_not_compressed(client):
    response = client.get(SIGN_IN, headers={"accept-encoding": "gzip"})

    assert 'name="robots" content="noindex, nofollow"' in response.content.decode()
    assert "Content-Encoding" not in response.headers
    assert "Disallow: /accounts/" in client.get("/robots.txt").content.decode()


@override_settings(ACCOUNT_RATE_LIMITS=FEW)
def test_a_stranger_cannot_lock_an_account_for_its_owner(client):
    """However many wrong passwords come from one address, the owner signs in from another one."""
    make_user("analysts")
    for _ in range(7):
        sent(client, "analysts", "wrong", REMOTE_ADDR="203.0.113.9")

    refused = sent(client, "analysts", PASSWORD, REMOTE_ADDR="203.0.113.9")
    let_in = sent(Client(), "analysts", PASSWORD)

    assert (refused.status_code, let_in.status_code) == (200, 302)


@override_settings(ACCOUNT_RATE_LIMITS=FEW)
def test_the_addresses_of_one_ipv6_network_guess_together(client):
    make_user("analysts")
    for number in range(6):
        sent(client, "analysts", "wrong", REMOTE_ADDR=f"2001:db8:1:1::{number:x}")

    assert sent(client, "analysts", PASSWORD, REMOTE_ADDR="2001:db8:1:1::ffff").status_code == 200
    assert sent(Client(), "analysts", PASSWORD, REMOTE_ADDR="2001:db8:1:2::1").status_code == 302


def test_who_tries_many_names_has_no_counts_forgotten():
    for number in range(400):
        cache.set(f"somebody-{number}", [1.0], 900)

    assert len([number for number in range(400) if cache.get(f"somebody-{number}")]) == 400


@pytest.mark.parametrize("cookie", ['"\\000bcdefgh"', "x" * 5_000, "abc", "%00" * 9, "'; DROP TABLE x; --"])
def test_a_session_that_was_made_up_is_none(client, cookie):
    assert client.get("/", HTTP_COOKIE=f"sessionid={cookie}").status_code == 200
    assert client.get("/admin/", HTTP_COOKIE=f"sessionid={cookie}").status_code == 302


def test_the_log_says_neither_who_mistyped_a_password_nor_from_where(client, caplog):
    """A name typed in the wrong field may be a password."""
    with caplog.at_level("INFO"):
        sent(client, "my real passw0rd", "wrong", REMOTE_ADDR="203.0.113.9")

    told = " ".join(record.getMessage() for record in caplog.records)
    assert "New login failure" in told
    assert "passw0rd" not in told
    assert "203.0.113" not in told

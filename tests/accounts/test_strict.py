"""A second factor for accounts worth stealing, and a fresh sign-in before dangerous acts."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings

from events.models import Organization
from tests import factories as make
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def strict():
    cache.clear()
    with override_settings(STRICT_SIGN_IN=True):
        yield


def with_second_factor(user: User) -> User:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


@pytest.mark.parametrize("group", ["reviewers", "administrators"])
def test_who_may_publish_or_manage_accounts_is_led_to_set_up_a_second_factor(client, group):
    client.force_login(make_user(group))

    for address in ("/admin/", "/admin/events/event/", "/admin/events/event/add/"):
        assert client.get(address).headers["Location"] == "/accounts/second-factor/"
    assert client.post("/admin/events/event/add/", {}).headers["Location"] == "/accounts/second-factor/"
    assert "Set up a second factor first" in client.get("/accounts/second-factor/").content.decode()
    assert client.get("/admin/password_change/").headers["Location"].startswith("/accounts/confirm/?next=")


def test_a_superuser_needs_one_too(client):
    client.force_login(User.objects.create_superuser("root"))

    assert client.get("/admin/").headers["Location"] == "/accounts/second-factor/"


def test_with_a_second_factor_the_admin_opens(client):
    client.force_login(with_second_factor(make_user("reviewers")))

    assert client.get("/admin/").status_code == 200


def test_analysts_may_go_without(client):
    client.force_login(make_user("analysts"))

    assert client.get("/admin/").status_code == 200


def test_deleting_asks_who_is_there_and_then_goes_on(client: Client):
    user = with_second_factor(make_user("reviewers"))
    client.force_login(user)
    organization = make.make_organization()
    address = f"/admin/events/organization/{organization.pk}/delete/"

    asked = client.get(address)
    assert (
        asked.headers["Location"]
        == f"/accounts/confirm/?next=%2Fadmin%2Fevents%2Forganization%2F{organization.pk}%2Fdelete%2F"
    )
    client.post(asked.headers["Location"], {"password": "wrong"})
    assert client.get(address).status_code == 302
    confirmed = client.post(asked.headers["Location"], {"password": PASSWORD})

    assert confirmed.headers["Location"] == address
    assert client.get(address).status_code == 200
    client.post(address, {"post": "yes"})
    assert Organization.objects.count() == 0


def test_deleting_many_at_once_asks_too_and_nothing_is_gone_before(client):
    client.force_login(with_second_factor(make_user("reviewers")))
    organization = make.make_organization()
    sent = {"action": "delete_selected", "_selected_action": [organization.pk], "post": "yes"}

    asked = client.post("/admin/events/organization/", sent)

    assert asked.headers["Location"].startswith("/accounts/confirm/?next=")
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["auth/user/add/", "auth/user/{}/change/", "auth/user/{}/password/", "auth/group/add/"]
)
def test_accounts_and_groups_are_changed_after_a_fresh_sign_in_only(client, address):
    user = with_second_factor(make_user("administrators"))
    client.force_login(user)

    response = client.get(f"/admin/{address.format(user.pk)}")

    assert response.headers["Location"].startswith("/accounts/confirm/?next=%2Fadmin%2Fauth%2F")


def test_the_second_factor_itself_is_taken_away_after_a_fresh_sign_in_only(client):
    client.force_login(with_second_factor(make_user("reviewers")))

    response = client.get("/accounts/second-factor/totp/deactivate/")

    assert response.headers["Location"].startswith("/accounts/confirm/?next=")


def test_entering_records_asks_nothing_again(client):
    client.force_login(with_second_factor(make_user("reviewers")))

    assert client.get("/admin/events/event/add/").status_code == 200
    assert client.get("/admin/events/organization/add/").status_code == 200


def test_a_second_choice_of_an_action_hides_no_deleting(client):
    """A list sends the choice above and below it; the button says which counts."""
    client.force_login(with_second_factor(make_user("reviewers")))
    organization = make.make_organization()
    sent = {"action": ["delete_selected", ""], "index": "0", "_selected_action": [organization.pk], "post": "yes"}

    asked = client.post("/admin/events/organization/", sent)

    assert asked.headers["Location"].startswith("/accounts/confirm/?next=")
    assert Organization.objects.count() == 1


def test_a_new_password_does_not_wait_in_the_session(client):
    """What is confirmed afterwards is kept with the session meanwhile: readable for whoever reads the database."""
    user = with_second_factor(make_user("administrators"))
    client.force_login(user)
    sent = {"password1": "a new passw0rd", "password2": "a new passw0rd"}

    asked = client.post(f"/admin/auth/user/{user.pk}/password/", sent)

    assert asked.headers["Location"].startswith("/accounts/confirm/?next=")
    assert "passw0rd" not in str(dict(client.session))


def test_whoever_finds_a_session_open_cannot_guess_its_password(client):
    """Wrong passwords are counted where one confirms who one is, and on the form of a new one they were not."""
    user = make_user("reviewers")
    client.force_login(user)
    sent = {"old_password": PASSWORD, "new_password1": "another passw0rd", "new_password2": "another passw0rd"}

    asked = client.post("/admin/password_change/", sent)
    client.post(asked.headers["Location"], {"password": PASSWORD})
    changed = client.post("/admin/password_change/", sent)

    assert asked.headers["Location"] == "/accounts/confirm/?next=/admin/password_change/"
    assert changed.headers["Location"] == "/admin/password_change/done/"
    user.refresh_from_db()
    assert user.check_password("another passw0rd")

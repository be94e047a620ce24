"""The demo accounts of a machine of one's own."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import override_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    with override_settings(BASE_DIR=tmp_path, LOCAL=True):
        yield tmp_path


def printed(capsys) -> dict[str, str]:
    call_command("make_demo_accounts")
    return dict(line.split() for line in capsys.readouterr().out.splitlines())


def test_each_role_has_an_account_that_can_sign_in(folder, capsys):
    passwords = printed(capsys)

    assert list(passwords) == ["analyst", "reviewer", "administrator"]
    for name, password in passwords.items():
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert (user.is_staff, user.is_superuser) == (True, False)
        assert list(user.groups.all()) == [Group.objects.get(name=f"{name}s")]


def test_second_time_makes_nothing_and_prints_the_same(folder, capsys):
    first = printed(capsys)

    assert printed(capsys) == first
    assert User.objects.count() == 3


def test_password_that_was_changed_is_set_back_to_the_one_printed(folder, capsys):
    printed(capsys)
    analyst = User.objects.get(username="analyst")
    analyst.set_password("something else")
    analyst.save()

    password = printed(capsys)["analyst"]

    analyst.refresh_from_db()
    assert analyst.check_password(password)


def test_passwords_are_for_their_owner_only(folder, capsys):
    printed(capsys)

    assert (folder / "var" / "demo-accounts.txt").stat().st_mode & 0o777 == 0o600


def test_damaged_file_of_passwords_says_what_to_do(folder):
    (folder / "var").mkdir()
    (folder / "var" / "demo-accounts.txt").write_text("analyst\n")

    with pytest.raises(CommandError, match="Remove it"):
        call_command("make_demo_accounts")


def test_site_that_others_can_reach_gets_no_demo_accounts(folder):
    with override_settings(LOCAL=False), pytest.raises(CommandError, match="LOCAL is not true"):
        call_command("make_demo_accounts")

    assert not User.objects.exists()

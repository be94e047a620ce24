"""One account for each role, to try the site out."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

# Account name -> group of the role. The groups and what they may do come from a migration.
ROLES = {"analyst": "analysts", "reviewer": "reviewers", "administrator": "administrators"}


def passwords(path: Path) -> dict[str, str]:
    """Return the password of each account, made on the first call and the same ever after."""
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        made = "".join(f"{name} {secrets.token_urlsafe(9)}\n" for name in ROLES)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(made)
    try:
        kept = dict(line.split() for line in path.read_text().splitlines())
        return {name: kept[name] for name in ROLES}
    except (KeyError, ValueError):
        raise CommandError(f"{path} cannot be read. Remove it, and new passwords are made.") from None


@transaction.atomic
def make_accounts(kept: dict[str, str]) -> None:
    """Make the accounts that are missing and set back passwords that no longer are the ones on file."""
    for name, password in kept.items():
        user, _ = User.objects.get_or_create(username=name)
        user.is_staff, user.is_active = True, True
        if not user.check_password(password):
            user.set_password(password)
        user.save()
        user.groups.set([Group.objects.get(name=ROLES[name])])


class Command(BaseCommand):
    """Makes the demo accounts; refuses on a site that other people can reach."""

    help = "Make one account for each role and print their passwords. For this machine only (LOCAL=true)."

    def handle(self, *args: object, **options: object) -> None:
        """Make the accounts, or those that are missing, and print all of them."""
        if not settings.LOCAL:
            raise CommandError("Demo accounts are for a machine of your own: LOCAL is not true here.")
        kept = passwords(settings.BASE_DIR / "var" / "demo-accounts.txt")
        make_accounts(kept)
        for name, password in kept.items():
            self.stdout.write(f"  {name:<14} {password}")

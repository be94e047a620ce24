"""People with accounts, for tests of what each role may do."""

from django.contrib.auth.models import Group, User

PASSWORD = "a long password"


def make_user(*groups: str, username: str = "") -> User:
    """Return a member of staff who belongs to the groups that the migration made."""
    name = username or "-".join(groups) or "nobody"
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.set([Group.objects.get(name=group) for group in groups])
    return user

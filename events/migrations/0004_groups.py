"""The groups of people who keep the record, and what each may do.

Django makes permissions only after the last migration, so on a new database they are not there yet: they are
made here, with the names and codenames that Django would give them.
"""

from django.db import migrations

GROUPS = ["analysts", "reviewers", "administrators"]

STANDARD_LISTS = ["country", "countryname", "theme"]
RECORDS = ["event", "framework", "organization", "person", "quote", "source"]
ROWS_OF_A_RECORD = [
    "citation",
    "countryparticipation",
    "eventframework",
    "eventplace",
    "eventtheme",
    "organizationname",
    "organizationparticipation",
    "personname",
    "personparticipation",
]
WRITTEN_BY_THE_DATABASE = ["formerslug"]

ALL = ["add", "change", "delete", "view"]


def permissions_of(group):
    """What a group may do: (application, model) -> actions."""
    is_analyst = group == "analysts"
    is_administrator = group == "administrators"
    allowed = {("events", model): ["view"] for model in [*STANDARD_LISTS, *WRITTEN_BY_THE_DATABASE]}
    # Whether a record or a row may go at a given moment depends on its publication: the admin decides that.
    allowed |= {("events", model): ["add", "change", "view"] if is_analyst else ALL for model in RECORDS}
    allowed |= {("events", model): ALL for model in ROWS_OF_A_RECORD}
    if not is_analyst:
        allowed["events", "event"] = [*ALL, "publish"]
    if is_administrator:
        allowed |= {("events", model): ALL for model in [*STANDARD_LISTS, *WRITTEN_BY_THE_DATABASE]}
        allowed |= {("auth", model): ALL for model in ["user", "group"]}
    return allowed


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group, _ = Group.objects.get_or_create(name=name)
        permissions = [
            get_permission(apps, application, model, action)
            for (application, model), actions in permissions_of(name).items()
            for action in actions
        ]
        group.permissions.set(permissions)


def get_permission(apps, application, model, action):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    options = apps.get_model(application, model)._meta
    content_type, _ = ContentType.objects.get_or_create(app_label=application, model=model)
    names = dict(options.permissions)
    codename = f"{action}_{model}"
    permission, _ = Permission.objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": names.get(codename, f"Can {action} {options.verbose_name_raw}")},
    )
    return permission


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_former_slugs"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]

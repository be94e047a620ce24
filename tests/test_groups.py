"""The groups that a migration makes, and what each may do."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db

RECORDS = ["event", "framework", "organization", "person", "quote", "source"]
ROWS = [
    "citation", "countryparticipation", "eventframework", "eventplace", "eventtheme", "organizationname",
    "organizationparticipation", "personname", "personparticipation",
]  # fmt: skip
LISTS = ["country", "countryname", "formerslug", "theme"]
NAMED = ["namedselection"]
# What the code and the database keep, and no form shows.
KEPT = ["eventindex", "eventwords", "headingmemory", "upload", "uploadrow"]
ACTIONS = ["add", "change", "delete", "view"]


def permissions_of(group: str) -> set[str]:
    found = Permission.objects.filter(group__name=group).values_list("content_type__app_label", "codename")
    return {f"{application}.{codename}" for application, codename in found}


def each(actions: list[str], models: list[str], application: str = "events") -> set[str]:
    return {f"{application}.{action}_{model}" for action in actions for model in models}


ANALYSTS = each(["add", "change", "view"], RECORDS) | each(ACTIONS, ROWS) | each(["view"], LISTS + NAMED)
REVIEWERS = (
    ANALYSTS | each(["delete"], RECORDS) | each(ACTIONS, NAMED) | {"events.publish_event", "events.merge_records"}
)
ADMINISTRATORS = REVIEWERS | each(ACTIONS, LISTS) | each(ACTIONS, ["user", "group"], "auth")
ADMINISTRATORS |= each(["view"], ["accessattempt", "accessfailurelog", "accesslog"], "axes")
ADMINISTRATORS |= each(["delete"], ["accessattempt"], "axes")


@pytest.mark.parametrize(
    ("group", "expected"),
    [("analysts", ANALYSTS), ("reviewers", REVIEWERS), ("administrators", ADMINISTRATORS)],
    ids=["analysts", "reviewers", "administrators"],
)
def test_group_has_exactly_its_permissions(group: str, expected: set[str]):
    assert permissions_of(group) == expected


def test_administrators_may_do_everything_that_can_be_done_with_the_record():
    everything = Permission.objects.filter(content_type__app_label="events").exclude(content_type__model__in=KEPT)
    codenames = everything.exclude(content_type__model__endswith="snapshot").values_list("codename", flat=True)

    assert {f"events.{codename}" for codename in codenames} - permissions_of("administrators") == set()


def test_nobody_may_touch_what_the_code_and_the_database_keep():
    touched = [
        f"{group}: {permission}"
        for group in ("analysts", "reviewers", "administrators")
        for permission in permissions_of(group)
        if permission.split("_")[-1] in KEPT or permission.endswith("snapshot")
    ]

    assert touched == []


def test_permissions_have_the_names_that_django_gives():
    names = dict(Permission.objects.filter(content_type__app_label="events").values_list("codename", "name"))

    assert names["add_organizationname"] == "Can add other name"
    assert names["publish_event"] == "Can publish, return and withdraw events"
    assert len(names) == Permission.objects.filter(content_type__app_label="events").count()


def test_all_that_migrations_do_can_be_taken_back():
    every = MigrationExecutor(connection).loader.disk_migrations.values()

    assert [
        f"{migration.name}: {operation.describe()}"
        for migration in every
        if migration.app_label == "events"
        for operation in migration.operations
        if not operation.reversible
    ] == []


def test_groups_can_be_taken_back_and_made_again():
    """What migrations run for groups, back and forth. To take back whole migrations takes half a minute."""
    names = {"analysts", "reviewers", "administrators"}
    loader = MigrationExecutor(connection).loader
    [leaf] = loader.graph.leaf_nodes("events")
    plan = [loader.get_migration(*node) for node in loader.graph.forwards_plan(leaf) if node[0] == "events"]
    steps = [operation for each in plan for operation in each.operations if isinstance(operation, RunPython)]
    apps = loader.project_state(leaf).apps

    with connection.schema_editor() as editor:
        for step in reversed(steps):
            (step.reverse_code or RunPython.noop)(apps, editor)
        between = set(Group.objects.filter(name__in=names).values_list("name", flat=True))
        for step in steps:
            step.code(apps, editor)

    assert between == set()
    assert set(Group.objects.filter(name__in=names).values_list("name", flat=True)) == names
    assert permissions_of("reviewers") == REVIEWERS

"""Where wrong codes of a second factor are counted, and who may look at sign-ins.

The table has the shape that Django's cache in a database asks for. It is not logged: after a crash it is empty, and
counting begins anew.
"""

from django.db import migrations

TABLE = """
    CREATE UNLOGGED TABLE cooperation_cache (
        cache_key varchar(255) PRIMARY KEY,
        value text NOT NULL,
        expires timestamp with time zone NOT NULL
    );
    CREATE INDEX cooperation_cache_expires ON cooperation_cache (expires);
"""
SIGN_INS = ["accessattempt", "accessfailurelog", "accesslog"]


def let_administrators_look(apps, schema_editor):
    """Django makes permissions only after the last migration, so on a new database they are made here."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    administrators = apps.get_model("auth", "Group").objects.filter(name="administrators").first()
    if administrators is None:
        return
    for model in SIGN_INS:
        options = apps.get_model("axes", model)._meta
        content_type, _ = ContentType.objects.get_or_create(app_label="axes", model=model)
        # To delete attempts is to unlock whoever made them.
        for action in ["view", "delete"] if model == "accessattempt" else ["view"]:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {options.verbose_name_raw}"},
            )
            administrators.permissions.add(permission)


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("axes", "0010_accessattemptexpiration"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("events", "0004_groups"),
    ]
    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE cooperation_cache;"),
        migrations.RunPython(let_administrators_look, migrations.RunPython.noop),
    ]

"""Where the pages were that a release names: its addresses stay as they are, wherever the site moves."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0023_history_of_country_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="site",
            field=models.CharField(default=settings.SITE_URL, editable=False, max_length=200),
            preserve_default=False,
        ),
    ]

import sohotich.foundation.database.keys
from django.db import migrations, models

from sohotich.foundation.database.append_only import append_only


class Migration(migrations.Migration):
    initial = True
    dependencies = [("database", "0002_append_only_and_cache")]
    operations = [
        migrations.CreateModel(
            name="BackupRun",
            fields=[
                ("key", models.UUIDField(default=sohotich.foundation.database.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("folder", models.TextField()),
                ("name", models.TextField(blank=True)),
                ("good", models.BooleanField()),
                ("message", models.TextField(blank=True)),
                ("files", models.IntegerField(default=0)),
                ("stored", models.BigIntegerField(default=0)),
                ("by", models.UUIDField()),
                ("by_name", models.TextField()),
            ],
            options={"ordering": ["-ended_at", "-key"]},
        ),
        append_only("administration_backuprun"),
    ]

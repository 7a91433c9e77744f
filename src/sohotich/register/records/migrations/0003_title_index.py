from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_title")]
    # The index itself followed its column when that was renamed.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("record", "record_unit_title"),
                migrations.AddIndex(
                    "record",
                    models.Index(fields=["unit_code", "title_key"], name="record_unit_title"),
                ),
            ]
        )
    ]

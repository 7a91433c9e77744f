from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.RemoveIndex("entry", "entry_book_state"),
        migrations.AddIndex(
            "entry",
            models.Index(fields=["book", "state", "year", "number"], name="entry_book_state"),
        ),
    ]

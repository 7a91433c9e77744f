from django.db import migrations, models


class Migration(migrations.Migration):
    """The form of a book, as an officer confirmed it on one of its pages."""

    dependencies = [("books", "0001_initial")]

    operations = [
        migrations.AddField("book", "form_overrides", models.JSONField(default=dict)),
        migrations.AddField(
            "book", "form_confirmed_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField("book", "form_confirmed_by", models.UUIDField(blank=True, null=True)),
    ]

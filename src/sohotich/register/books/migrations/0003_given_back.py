from django.db import migrations, models


class Migration(migrations.Migration):
    """Why the chair gave a book back, kept with the book until it is submitted again."""

    dependencies = [("books", "0002_book_form")]

    operations = [
        migrations.AddField(
            "book",
            "given_back",
            models.CharField(
                blank=True,
                choices=[("returned", "trả lại"), ("reopened", "mở lại")],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "book",
            "given_back_reason",
            models.CharField(blank=True, default="", max_length=500),
            preserve_default=False,
        ),
        migrations.AddField(
            "book",
            "given_back_by_name",
            models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField("book", "given_back_at", models.DateTimeField(blank=True, null=True)),
    ]

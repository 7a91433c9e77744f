from django.db import migrations


class Migration(migrations.Migration):
    """The name in lists is of whomever the record is about, in every type."""

    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RenameField("record", "nks_ho_ten", "title"),
        migrations.RenameField("record", "nks_ho_ten_key", "title_key"),
        migrations.RenameIndex("record", new_name="record_unit_title", old_name="record_unit_name"),
    ]

from django.db import migrations

from sohotich.foundation.database.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("database", "0002_append_only_and_cache")]
    operations = [append_only("ledger_ledgerevent")]

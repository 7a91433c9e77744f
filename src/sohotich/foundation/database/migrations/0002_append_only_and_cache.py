from django.db import migrations

from sohotich.foundation.database.append_only import make_function


class Migration(migrations.Migration):
    dependencies = [("database", "0001_initial")]
    operations = [
        make_function,
        # The table of Django's database cache: sign-in limits are shared by all processes.
        migrations.RunSQL(
            sql="""
            CREATE TABLE database_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX database_cache_expires ON database_cache (expires);
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]

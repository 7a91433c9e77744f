"""A final sheet stays as it is: that another takes its place is all that is ever written of it."""

from django.db import migrations

from sohotich.foundation.database.append_only import FUNCTION

_ON_PAPER = (
    "key",
    "unit_code",
    "number",
    "from_day",
    "to_day",
    "ground",
    "rates",
    "terms",
    "entries",
    "fields",
    "amount",
    "prepared_by",
    "replaces_id",
    "content",
    "content_sha256",
    "final_by",
    "final_at",
)
_CHANGED = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _ON_PAPER)


class Migration(migrations.Migration):
    dependencies = [
        ("pay", "0001_initial"),
        ("database", "0002_append_only_and_cache"),
    ]
    operations = [
        migrations.RunSQL(
            sql=f"""
            CREATE TRIGGER kept_once_final BEFORE DELETE ON pay_paysheet
            FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION {FUNCTION}();
            CREATE TRIGGER fixed_once_final BEFORE UPDATE ON pay_paysheet
            FOR EACH ROW WHEN (OLD.state <> 'draft'
                AND (OLD.state = 'superseded' OR NEW.state = 'draft' OR {_CHANGED}))
            EXECUTE FUNCTION {FUNCTION}()
            """,
            reverse_sql=migrations.RunSQL.noop,
        )
    ]

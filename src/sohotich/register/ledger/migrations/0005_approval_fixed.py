"""What was signed stays as it was signed: of an approval only its revocation is written, once."""

from django.db import migrations

from sohotich.foundation.database.append_only import FUNCTION

_SIGNED = (
    "key",
    "book_id",
    "version",
    "content",
    "content_sha256",
    "figures",
    "statement",
    "signer_key",
    "signer_name",
    "signer_title",
    "signed_at",
    "campaign_at",
)
_CHANGED = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _SIGNED)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_gap_indexes"),
        ("database", "0002_append_only_and_cache"),
    ]
    operations = [
        migrations.RunSQL(
            sql=f"""
            CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON ledger_bookapproval
            FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}();
            CREATE TRIGGER fixed_once_signed BEFORE UPDATE ON ledger_bookapproval
            FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL OR {_CHANGED})
            EXECUTE FUNCTION {FUNCTION}()
            """,
            reverse_sql=migrations.RunSQL.noop,
        )
    ]

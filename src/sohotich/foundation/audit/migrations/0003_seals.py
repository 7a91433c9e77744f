import sohotich.foundation.database.keys
from django.db import migrations, models

from sohotich.foundation.database.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            sql="CREATE SEQUENCE audit_number AS bigint",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="auditentry",
            name="number",
            field=models.BigIntegerField(
                db_default=models.Func(models.Value("audit_number"), function="nextval"),
                editable=False,
                unique=True,
            ),
        ),
        migrations.RunSQL(
            sql="ALTER SEQUENCE audit_number OWNED BY audit_auditentry.number",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("key", models.UUIDField(default=sohotich.foundation.database.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.TextField()),
                ("members", models.TextField()),
                ("top", models.BigIntegerField()),
                ("entries", models.IntegerField()),
                ("digests", models.BinaryField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"ordering": ["number"]},
        ),
        append_only("audit_auditseal"),
    ]

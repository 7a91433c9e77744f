"""Whoever writes to the log chooses neither a number nor a moment, and seals only what is true.

Without this a statement run as the application could take numbers before their entries came, or
close the chain with a seal over nothing, and no later entry would be sealed.
"""

from django.db import migrations

# The owner is left out: restoring brings entries and seals as they were.
_BY_OWNER = """pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID),
        'MEMBER')"""

_ENTRY = f"""
CREATE FUNCTION audit_entry_is_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_BY_OWNER} THEN
        RETURN NEW;
    END IF;
    IF NEW.number <> currval('audit_number')
       OR NEW.at NOT BETWEEN transaction_timestamp() AND clock_timestamp() THEN
        RAISE EXCEPTION 'number and moment of an audit entry are the database''s own'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_is_new BEFORE INSERT ON audit_auditentry
FOR EACH ROW EXECUTE FUNCTION audit_entry_is_new();
"""

# The digests are those of foundation.audit.chain, computed from what is stored.
_SEAL = f"""
CREATE FUNCTION audit_seal_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last audit_auditseal%ROWTYPE;
    found_count bigint;
    found_top bigint;
    found_digests bytea;
    lines text;
BEGIN
    IF {_BY_OWNER} THEN
        RETURN NEW;
    END IF;
    SELECT * INTO last FROM audit_auditseal ORDER BY number DESC LIMIT 1;
    SELECT count(*), max(number), string_agg(digest, ''::bytea ORDER BY number)
    INTO found_count, found_top, found_digests
    FROM (
        SELECT e.number, sha256(convert_to(jsonb_build_array(
            e.number, e.key, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            e.actor_key, e.actor_name, e.action, e.unit, e.subject, e.subject_key, e.purpose,
            e.facts)::text, 'UTF8')) AS digest
        FROM unnest(NEW.members::int8multirange) AS r
        JOIN audit_auditentry e ON e.number >= lower(r) AND e.number < upper(r)
    ) AS held;
    lines := NEW.number || E'\\n' || NEW.previous || E'\\n'
        || to_char(NEW.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || E'\\n'
        || NEW.made_by || E'\\n' || NEW.members || E'\\n'
        || encode(sha256(NEW.digests), 'hex') || E'\\n';
    IF NEW.number <> coalesce(last.number, 0) + 1
       OR NEW.previous <> coalesce(last.digest, repeat('0', 64))
       OR NEW.made_at NOT BETWEEN clock_timestamp() - interval '10 minutes'
                              AND clock_timestamp() + interval '10 minutes'
       OR found_count = 0 OR NEW.entries <> found_count OR NEW.digests <> found_digests
       OR (SELECT sum(upper(r) - lower(r)) FROM unnest(NEW.members::int8multirange) AS r)
          <> found_count
       OR NEW.top <> greatest(found_top, coalesce(last.top, 0))
       OR NEW.digest <> encode(sha256(convert_to(lines, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'not the seal that follows' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seal_is_true BEFORE INSERT ON audit_auditseal
FOR EACH ROW EXECUTE FUNCTION audit_seal_is_true();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_seals")]
    operations = [
        migrations.RunSQL(sql=_ENTRY, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=_SEAL, reverse_sql=migrations.RunSQL.noop),
    ]

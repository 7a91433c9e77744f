"""The database as the application role meets it."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.clock import campaign_now, campaign_today, now
from sohotich.foundation.people.actors import service_actor

pytestmark = pytest.mark.django_db


def test_the_application_role_is_an_ordinary_one():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolname = current_user"
            " FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False, True)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.mine (x int)",
        "ALTER TABLE people_user ADD COLUMN x int",
        "DROP TABLE audit_auditentry",
        "TRUNCATE people_unit",
        "TRUNCATE audit_auditentry",
        "UPDATE audit_auditentry SET action = 'x'",
        "DELETE FROM audit_auditentry",
        "DELETE FROM policies_policyoverride",
        "DELETE FROM django_migrations",
    ],
)
def test_the_application_role_may_not(statement):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_not_even_the_owner_changes_the_audit_log(transactional_db):
    from tests import database

    record(actor=service_actor("installer"), action="book.view", unit="09508", subject="book")
    name = connection.settings_dict["NAME"]
    with psycopg.connect(database.address("owner", name)) as owner:
        for statement in ("UPDATE audit_auditentry SET unit = ''", "DELETE FROM audit_auditentry"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
                owner.execute(statement)
    assert AuditEntry.objects.get().unit == "09508"


def test_campaign_time_is_real_time_and_an_offset(campaign):
    assert abs(campaign_now() - now() - campaign.offset) < timedelta(seconds=1)
    assert campaign_today().isoformat() == "2025-01-07"

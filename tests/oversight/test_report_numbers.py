"""Two letters of a unit issued at the same moment do not get one number."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep

import pytest
from django.db import connection

from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import acting
from sohotich.oversight.reports import documents
from sohotich.oversight.reports.models import DocumentKind, IssuedDocument
from sohotich.oversight.reports.services import Said, report_confirm
from tests.oversight.test_reports import HERE, close

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_number_once_however_many_issue_at_once(clock, people, monkeypatch) -> None:
    days = [date(2025, 1, 7), date(2025, 1, 8)]
    for day in days:
        clock("15:00", day=day.day)
        with acting(people.commune):
            report_confirm(actor=people.commune, unit=HERE, day=day, said=Said())
        clock("17:00", day=day.day)
        close()
    keep = documents._keep

    def keep_later(*given):
        sleep(0.5)
        return keep(*given)

    monkeypatch.setattr(documents, "_keep", keep_later)

    def issue(day: date) -> bool:
        try:
            with acting(people.commune):
                kind = DocumentKind.DAILY
                documents.letter_issue(
                    actor=people.commune, unit=HERE, day=day, kind=kind, number="12"
                )
        except UserError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as clerks:
        assert sorted(clerks.map(issue, days)) == [False, True]
    assert IssuedDocument.objects.filter(number="12").count() == 3, "one letter in three forms"

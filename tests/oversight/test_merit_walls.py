"""What somebody may not write of themselves, whatever the code says."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from sohotich.foundation.people.acting import acting
from sohotich.oversight.merit.models import MeritLine, Opinion
from tests.oversight.merit_rows import merit_rows

pytestmark = pytest.mark.django_db


def test_one_s_own_line_is_read_and_not_written(campaign, person) -> None:
    keyer = person("nhap", "nguoi_nhap_lieu", unit="09508")
    merit_rows("09508", "27")
    mine = {"subject": "person", "person_key": keyer.key}
    MeritLine.objects.update(**mine)
    Opinion.objects.update(**mine)
    with acting(keyer):
        line = MeritLine.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            MeritLine.objects.update(choice="taken", choice_reason="tôi", score=100)
        assert Opinion.objects.create(
            line=line, unit_code="09508", **mine, appeal=False, text="Tôi có ý kiến",
            by=keyer.key, by_name="Nhập", at=line.merit_list.drawn_at,
        )  # fmt: skip

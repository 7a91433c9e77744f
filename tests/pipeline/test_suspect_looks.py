"""A look that a doubtful value drew keeps its slip and measures nobody."""

from __future__ import annotations

import pytest

from sohotich.pipeline.keying.queues import FIRST
from sohotich.register.accuracy.amending import look_amend
from sohotich.register.accuracy.models import Look, LookPlan, Slip
from sohotich.register.accuracy.selectors import errors_by_class
from sohotich.register.ledger.models import Entry
from tests.pipeline.test_second_look import HEAD, book, key_all, look, risk

__all__ = ["book", "risk"]
pytestmark = pytest.mark.django_db
TABLE = (
    f"{HEAD}\nhọ tên | – | – | – | – | người khác xem\nmọi loại | – | – | có | – | người khác xem"
)


def test_a_warned_value_says_nothing_of_how_often_its_keyer_is_wrong(
    risk, book, team, key_entry
) -> None:
    risk(TABLE)
    # Born after the day of registration: warned, and looked at for that alone.
    key_all(key_entry, team.first, nksNgaySinh="07.05.1999")
    entry = Entry.objects.get(book=book, number=1)
    plan = LookPlan.objects.get(entry=entry)
    assert "nksNgaySinh" in plan.suspect
    assert not {"nksHoTen", "meHoTen"} & set(plan.suspect)
    look(team.officer, entry, wrong={"nksNgaySinh": "05.05.1998"})
    said = errors_by_class(keyer=team.first.key)
    assert said["name"].looks >= 3
    assert "date" not in said
    slip = Slip.objects.get(field="nksNgaySinh")
    seen: Look = slip.look
    assert "nksNgaySinh" in seen.suspect
    # Found right after all, as after a contest: the slip goes, and still nothing is counted.
    done = look_amend(
        unit="09508", occasion=seen.occasion, reading=seen.reading, field="nksNgaySinh", wrong=False
    )
    assert done
    assert not Slip.objects.filter(field="nksNgaySinh").exists()
    assert "date" not in errors_by_class(keyer=team.first.key)
    assert key_all(key_entry, team.first, queue=FIRST)

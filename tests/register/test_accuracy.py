"""What somebody else found in a reading: once an occasion, taken back whole, with intervals."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db.models import Sum

from sohotich.register.accuracy.models import Look, Slip, Source, Tally
from sohotich.register.accuracy.selectors import (
    Rate,
    error_of,
    errors_by_class,
    errors_by_field,
)
from sohotich.register.accuracy.services import Judged, Place, looks_record, looks_withdraw

pytestmark = pytest.mark.django_db
UNIT = Place("09508")
FIELDS = ("nksHoTen", "meHoTen", "nksNgaySinh", "nksGioiTinh")


def told(keyer, occasion, wrong=(), source=Source.SECOND_KEY, reading=None, aids=None, by=None):
    one = Judged(reading or uuid4(), keyer, "KS", FIELDS, wrong, aids or {})
    return looks_record(
        by=by or uuid4(), source=source, occasion=occasion, place=UNIT, judged=[one]
    )


def test_an_occasion_counts_once_however_often_it_is_told() -> None:
    keyer, occasion, reading = uuid4(), uuid4(), uuid4()
    assert told(keyer, occasion, ["nksHoTen"], reading=reading) == 1
    assert told(keyer, occasion, ["nksHoTen"], reading=reading) == 0
    assert error_of(keyer=keyer, field_class="name") == Rate.of(1, 2)
    assert error_of(keyer=keyer, field_class="date") == Rate.of(0, 1)
    assert error_of(keyer=keyer, field_class="place").looks == 0
    assert [slip.field for slip in Slip.objects.all()] == ["nksHoTen"]
    # Another occasion for the same reading is another look.
    assert told(keyer, uuid4(), reading=reading) == 1
    assert error_of(keyer=keyer, field_class="name") == Rate.of(1, 4)


def test_what_is_withdrawn_leaves_nothing_behind() -> None:
    keyer, kept, taken = uuid4(), uuid4(), uuid4()
    told(keyer, kept, ["meHoTen"])
    told(keyer, taken, ["nksHoTen", "nksNgaySinh"])
    assert looks_withdraw(unit="09508", occasion=taken) == 1
    assert looks_withdraw(unit="09508", occasion=taken) == 0
    assert errors_by_class(keyer=keyer) == {
        "name": Rate.of(1, 2),
        "date": Rate.of(0, 1),
        "code": Rate.of(0, 1),
    }
    assert [one.field for one in errors_by_field(keyer=keyer)] == ["meHoTen"]
    # As if it had been the other order: told again, it counts again.
    assert told(keyer, taken, ["nksHoTen"]) == 1


def test_corrections_name_fields_and_leave_the_rate_alone() -> None:
    keyer = uuid4()
    told(keyer, uuid4())
    told(keyer, uuid4(), ["nksHoTen"], source=Source.REVIEW)
    assert error_of(keyer=keyer, field_class="name") == Rate.of(0, 2)
    found = errors_by_field(keyer=keyer)
    assert [(one.field, one.errors, one.rate.looks) for one in found] == [("nksHoTen", 1, 2)]


def test_a_carried_value_counts_in_its_own_class() -> None:
    keyer = uuid4()
    told(keyer, uuid4(), ["nksHoTen"], aids={"nksHoTen": "carried", "meHoTen": "completed"})
    assert errors_by_class(keyer=keyer)["carried"] == Rate.of(1, 1)
    assert errors_by_class(keyer=keyer)["name"] == Rate.of(0, 1)


def test_the_sums_are_those_of_the_single_looks() -> None:
    people = [uuid4(), uuid4()]
    for number in range(12):
        wrong = FIELDS[: number % 3]
        told(people[number % 2], uuid4(), wrong, source=list(Source)[number % 5])
    summed = Tally.objects.aggregate(looks=Sum("looks"), errors=Sum("errors"))
    counts = [pair for look in Look.objects.all() for pair in look.counts.values()]
    assert summed == {
        "looks": sum(looks for looks, _ in counts),
        "errors": sum(errors for _, errors in counts),
    }
    assert summed["errors"] == Slip.objects.count()


def test_intervals_narrow_with_the_looks_and_hold_the_share() -> None:
    nothing, few, many = Rate.of(0, 0), Rate.of(1, 20), Rate.of(50, 1000)
    assert (nothing.share, nothing.low, nothing.high) == (None, 0.0, 1.0)
    assert few.low < many.low < 0.05 < many.high < few.high
    assert few.exact[0] < few.low < few.high < few.exact[1]
    assert few + few == Rate.of(2, 40)


def test_two_readings_of_one_keyer_are_told_at_once() -> None:
    keyer = uuid4()
    judged = [Judged(uuid4(), keyer, "KS", FIELDS, wrong) for wrong in (["nksHoTen"], ["meHoTen"])]
    assert (
        looks_record(
            by=uuid4(), source=Source.SECOND_KEY, occasion=uuid4(), place=UNIT, judged=judged
        )
        == 2
    )
    assert error_of(keyer=keyer, field_class="name") == Rate.of(2, 4)

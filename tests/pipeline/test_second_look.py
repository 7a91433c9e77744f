"""By the table of risks: accepted, looked at, keyed twice in part, drawn; whole ways through."""

from __future__ import annotations

import pytest

from sohotich.domain.workflow import STAGES
from sohotich.foundation.people.acting import acting
from sohotich.foundation.policies.models import PolicyOverride
from sohotich.pipeline.keying.deciding import decision_letter, settle_letter
from sohotich.pipeline.keying.keying_data import record_data
from sohotich.pipeline.keying.queues import FIRST, SECOND
from sohotich.pipeline.keying.screens import values_waiting
from sohotich.pipeline.keying.selectors import keying_payload
from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish
from sohotich.pipeline.keying.taking_back import reading_take_back
from sohotich.pipeline.keying.verify_data import values_asked
from sohotich.pipeline.keying.verifying import (
    next_to_verify,
    verify_finish,
    verify_letter,
)
from sohotich.register.accuracy.models import LookPlan, Slip
from sohotich.register.accuracy.selectors import errors_by_class
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.selectors import counts
from sohotich.register.records.errors import NotBlind, ReadingError
from sohotich.register.records.models import Reading, Record

pytestmark = pytest.mark.django_db
HEAD = "loại trường | lỗi của người nhập từ | ảnh từ | cảnh báo | cách nhập | thì"
ACCEPT_ALL = f"{HEAD}\ngiữ từ trước | – | – | – | – | người khác xem"
LOOK_AT_NAMES = f"{HEAD}\nhọ tên | – | – | – | – | người khác xem"
DATES_TWICE = LOOK_AT_NAMES + "\nngày | – | – | – | – | nhập lần hai"
DRAW_ALL = f"rút ngẫu nhiên: 100 %\n{ACCEPT_ALL}"
NAMES = ["nksHoTen", "meHoTen", "chaHoTen"]
DATES = ["ngayDangKy", "nksNgaySinh", "meNgaySinh", "chaNgaySinh"]


@pytest.fixture
def risk(db):
    """`risk(table)`: from today on the table decides."""
    from uuid import uuid4

    from sohotich.domain.policies import validate
    from sohotich.foundation.database.clock import campaign_today

    def decide(table: str) -> None:
        for name, value in (("second_key", "risk"), ("second_key_table", table)):
            PolicyOverride.objects.create(
                name=f"keying.{name}",
                value=validate(f"keying.{name}", value),
                from_date=campaign_today(),
                reason="thử",
                decided_by=uuid4(),
                decided_by_name="",
            )

    return decide


@pytest.fixture
def book(make_book, with_images, tmp_path):
    made = make_book(last=3)
    with_images(made, tmp_path)
    return made


def key_all(key_entry, actor, times=1, queue=FIRST, **changes):
    return [key_entry(actor, queue, **changes) for _ in range(times)]


def events(entry) -> list[str]:
    return list(
        LedgerEvent.objects.filter(entry=entry)
        .order_by("at", "key")
        .values_list("action", flat=True)
    )


def look(actor, entry, wrong=None, ask=(), seq=1):
    """Answer every value that is asked: right, but for `wrong` (field → value) and `ask`."""
    with acting(actor):
        for asked in values_asked(actor=actor, entry=entry):
            key = asked.field.key
            choice = "H" if key in ask else "S" if key in (wrong or {}) else "A"
            value = (wrong or {}).get(key, "")
            verify_letter(actor=actor, entry=entry, field=key, choice=choice, value=value, seq=seq)
        return verify_finish(actor=actor, entry=entry)


def second_keyer(actor, changes=None, aids=None):
    """Key what the form asks for, as the first keyer did but for `changes`."""
    with acting(actor):
        work = next_entry(actor=actor, queue=SECOND)
        sections = record_data(keying_payload(actor=actor, reading=work.reading.key))["sections"]
        asked = [field["key"] for section in sections for field in section["fields"]]
        first = Reading.objects.none()
    first = Reading.objects.get(entry=work.entry, slot=1, state="complete")
    with acting(actor):
        for seq, key in enumerate(asked):
            value = (changes or {}).get(key, first.values.get(key, ""))
            mark = "" if value else "blank_in_book"
            aid = (aids or {}).get(key, "typed")
            field_save(
                actor=actor, reading=work.reading.key, field=key, value=value, mark=mark,
                aid=aid, seq=seq,
            )  # fmt: skip
        return asked, work, reading_finish(actor=actor, reading=work.reading.key)


def test_what_the_table_accepts_is_agreed_at_once(risk, book, team, key_entry) -> None:
    risk(ACCEPT_ALL)
    done = key_entry(team.first, FIRST)
    assert done.state == "agreed"
    assert events(done.entry)[-2:] == ["key_first", "key_single"]
    record = Record.objects.get(entry=done.entry)
    reading = Reading.objects.get(entry=done.entry)
    assert set(record.provenance.values()) == {str(reading.key)}
    plan = LookPlan.objects.get(reading=reading.key)
    assert set(plan.treatments.values()) == {"accept"}
    assert "giữ từ trước" in plan.table
    with acting(team.second):
        assert next_entry(actor=team.second, queue=SECOND) is None
    assert errors_by_class(keyer=team.first.key) == {}, "nobody has looked"


def test_blind_stays_as_it_was(book, team, key_entry) -> None:
    assert key_entry(team.first, FIRST).state == "keyed_once"
    assert not LookPlan.objects.exists()
    assert key_entry(team.second, SECOND).state == "agreed"
    rates = errors_by_class(keyer=team.first.key)
    assert rates["name"].looks == 3
    assert not any(rate.errors for rate in rates.values())
    assert rates == errors_by_class(keyer=team.second.key)


def test_a_look_confirms_or_types_the_right_value(risk, book, team, key_entry) -> None:
    risk(LOOK_AT_NAMES)
    done = key_entry(team.first, FIRST)
    assert done.state == "verifying"
    with acting(team.first):
        assert next_to_verify(actor=team.first) is None, "one's own"
        assert values_waiting(team.first) == 0
    with acting(team.second):
        assert values_waiting(team.second) == 1
        entry = next_to_verify(actor=team.second)
        assert entry == done.entry
        asked = values_asked(actor=team.second, entry=entry)
        keys = {one.field.key for one in asked}
        # What the form prints and nobody keyed is asked about too.
        assert {*NAMES, "nycHoTen"} <= keys
        assert not keys & {*DATES, "noiDangKy", "so"}
        # Blind to everything else: no other reading, no record.
        assert not Reading.objects.exclude(by=team.second.key).exists()
    assert look(team.second, entry, wrong={"meHoTen": "TRẦN THỊ BỈNH"}) is True
    assert look_again(team.second, entry) is False, "sent twice"
    entry.refresh_from_db()
    assert entry.state == "agreed"
    assert events(entry)[-3:] == ["key_first", "ask_verify", "verify"]
    record = Record.objects.get(entry=entry)
    assert record.values["meHoTen"] == "TRẦN THỊ BỈNH"
    assert record.values["nksHoTen"] == "NGUYỄN VĂN AN"
    rate = errors_by_class(keyer=team.first.key)["name"]
    assert (rate.errors, rate.looks) == (1, 3)
    assert list(Slip.objects.values_list("field", flat=True)) == ["meHoTen"]


def look_again(actor, entry):
    with acting(actor):
        return verify_finish(actor=actor, entry=entry)


def test_what_somebody_asked_an_officer_answers(risk, book, team, key_entry) -> None:
    risk(LOOK_AT_NAMES)
    entry = key_entry(team.first, FIRST).entry
    with acting(team.second):
        assert next_to_verify(actor=team.second) == entry
    look(team.second, entry, ask=["nksHoTen"])
    entry.refresh_from_db()
    assert entry.state == "verifying"
    with acting(team.second):
        assert next_to_verify(actor=team.second) is None
    with acting(team.officer):
        assert next_to_verify(actor=team.officer) == entry
        assert [one.field.key for one in values_asked(actor=team.officer, entry=entry)] == [
            "nksHoTen"
        ]
        with pytest.raises(ReadingError):
            verify_letter(
                actor=team.officer, entry=entry, field="nksHoTen", choice="H", value="", seq=2
            )
    look(team.officer, entry, wrong={"nksHoTen": "NGUYỄN VĂN ÂN"})
    record = Record.objects.get(entry=entry)
    assert record.values["nksHoTen"] == "NGUYỄN VĂN ÂN"
    assert errors_by_class(keyer=team.first.key)["name"].looks == 3


def test_an_answer_can_be_taken_back_and_late_letters_change_nothing(
    risk, book, team, key_entry
) -> None:
    risk(LOOK_AT_NAMES)
    entry = key_entry(team.first, FIRST).entry
    given = {"actor": team.second, "entry": entry, "field": "meHoTen"}
    with acting(team.second):
        next_to_verify(actor=team.second)
        assert verify_letter(**given, choice="S", value="TRẦN THỊ B", seq=5)
        assert not verify_letter(**given, choice="A", value="", seq=4)
        assert verify_letter(**given, choice="U", value="", seq=6)
        with pytest.raises(ReadingError, match="chưa soát"):
            verify_finish(actor=team.second, entry=entry)
    look(team.second, entry, seq=7)
    assert Record.objects.get(entry=entry).values["meHoTen"] == "TRẦN THỊ BÌNH"


def test_the_second_keyer_sees_and_keys_only_what_the_plan_says(
    risk, book, team, key_entry
) -> None:
    risk(DATES_TWICE)
    done = key_entry(team.first, FIRST)
    assert done.state == "keyed_once"
    asked, work, second = second_keyer(team.second)
    assert set(DATES) <= set(asked)
    assert not {"nksHoTen", "noiDangKy", "so"} & set(asked)
    assert second.state == "verifying", "the names still want a look"
    with acting(team.second), pytest.raises(ReadingError):
        field_save(actor=team.second, reading=work.reading.key, field="nksHoTen", value="X", seq=99)
    with acting(team.second):
        assert next_to_verify(actor=team.second) is None, "who keyed some of it looks at none"
    with acting(team.officer):
        assert next_to_verify(actor=team.officer) == done.entry
    look(team.officer, done.entry)
    assert events(done.entry)[-3:] == ["key_first", "key_second_verify", "verify"]
    rates = errors_by_class(keyer=team.first.key)
    assert (rates["date"].looks, rates["name"].looks) == (len(set(DATES) & set(asked)), 3)
    assert "name" not in errors_by_class(keyer=team.second.key)


def test_a_dispute_is_about_the_fields_keyed_twice(risk, book, team, key_entry) -> None:
    risk(DATES_TWICE)
    done = key_entry(team.first, FIRST)
    _, _, second = second_keyer(team.second, {"meNgaySinh": "1971"})
    assert second.state == "disputed"
    with acting(team.officer):
        decision_letter(
            actor=team.officer, entry=done.entry, field="meNgaySinh", choice="B", value="", seq=1
        )
        settle_letter(actor=team.officer, entry=done.entry)
    done.entry.refresh_from_db()
    assert done.entry.state == "verifying"
    with acting(team.colleague):
        assert next_to_verify(actor=team.colleague) == done.entry
    look(team.colleague, done.entry)
    record = Record.objects.get(entry=done.entry)
    assert record.values["meNgaySinh"] == "1971"
    assert errors_by_class(keyer=team.first.key)["date"].errors == 1
    assert errors_by_class(keyer=team.second.key)["date"].errors == 0
    assert events(done.entry)[-3:] == ["key_second_differs", "settle_verify", "verify"]


def test_what_both_took_over_from_an_offer_still_wants_a_look(risk, book, team, key_entry) -> None:
    risk(f"{HEAD}\nnơi chốn | – | – | – | – | nhập lần hai")
    with acting(team.first):
        work = next_entry(actor=team.first, queue=FIRST)
        for seq, (key, value) in enumerate(
            {"nksHoTen": "NGUYỄN VĂN AN", "noiDangKy": "UBND xã An Tập"}.items()
        ):
            aid = "completed" if key == "noiDangKy" else "typed"
            field_save(
                actor=team.first, reading=work.reading.key, field=key, value=value, aid=aid, seq=seq
            )
        reading_finish(actor=team.first, reading=work.reading.key)
    _, _, second = second_keyer(team.second, aids={"noiDangKy": "completed"})
    assert second.state == "verifying"
    with acting(team.officer):
        entry = next_to_verify(actor=team.officer)
        asked = [one.field.key for one in values_asked(actor=team.officer, entry=entry)]
    assert asked == ["noiDangKy"]
    look(team.officer, entry)
    assert errors_by_class(keyer=team.first.key)["place"].looks == 1 + others_said(entry)


def others_said(entry) -> int:
    """Places that the second keyer said to be blank, with the first: looked at by both."""
    first, second = Reading.objects.filter(entry=entry, slot__gt=0).order_by("slot")
    said = {*first.values, *first.marks} & {*second.values, *second.marks}
    return len(said - {"noiDangKy"})


def test_a_drawn_registration_is_keyed_twice_whole(risk, book, team, key_entry) -> None:
    risk(DRAW_ALL)
    done = key_entry(team.first, FIRST)
    assert done.state == "keyed_once"
    assert LookPlan.objects.get().whole == "drawn"
    asked, _, second = second_keyer(team.second)
    assert {"nksHoTen", "so"} <= set(asked)
    assert second.state == "agreed"
    with acting(team.first):
        assert not LookPlan.objects.exists(), "who keys is not told what was drawn"


def test_what_was_decided_stays_when_the_policy_changes(risk, book, team, key_entry) -> None:
    risk(DATES_TWICE)
    key_entry(team.first, FIRST)
    risk(ACCEPT_ALL)
    assert key_entry(team.first, FIRST).state == "agreed"
    asked, _, second = second_keyer(team.second)
    assert "nksHoTen" not in asked
    assert second.state == "verifying"


@pytest.mark.parametrize("table", [ACCEPT_ALL, LOOK_AT_NAMES])
def test_the_only_reading_is_taken_back_while_nobody_went_on(
    risk, book, team, key_entry, table
) -> None:
    risk(table)
    done = key_entry(team.first, FIRST)
    reading = Reading.objects.get(entry=done.entry)
    with acting(team.first):
        draft = reading_take_back(actor=team.first, reading=reading.key)
        assert Entry.objects.get(pk=done.entry.pk).state == "scanned"
        assert reading_finish(actor=team.first, reading=draft.key).state == done.state
    assert events(done.entry)[-3] == "take_back_only"


def test_a_second_reading_taken_back_withdraws_what_it_found(book, team, key_entry) -> None:
    key_entry(team.first, FIRST)
    done = key_entry(team.second, SECOND)
    assert errors_by_class(keyer=team.first.key)["name"].looks == 3
    reading = Reading.objects.get(entry=done.entry, slot=2)
    with acting(team.second):
        draft = reading_take_back(actor=team.second, reading=reading.key)
        assert errors_by_class(keyer=team.first.key) == {}
        field_save(
            actor=team.second, reading=draft.key, field="meHoTen", value="TRẦN THỊ BỈNH",
            seq=1_000,
        )  # fmt: skip
        assert reading_finish(actor=team.second, reading=draft.key).state == "disputed"


def test_every_number_stands_somewhere_whatever_the_way(risk, book, team, key_entry) -> None:
    tables = [ACCEPT_ALL, LOOK_AT_NAMES, DATES_TWICE]
    for table in tables:
        risk(table)
        key_entry(team.first, FIRST)
        found = counts(book=book)
        row = [found[stage] for stage in STAGES]
        assert row == sorted(row, reverse=True)
        assert sum(found.by_state.values()) == found.stages.numbers == 3
    assert dict(found.by_state) == {"agreed": 1, "verifying": 1, "keyed_once": 1}
    assert (found["keyed"], found["agreed"]) == (2, 1)


def test_a_keyer_looks_at_nobodys_value_again(risk, book, team, key_entry) -> None:
    risk(LOOK_AT_NAMES)
    entry = key_entry(team.first, FIRST).entry
    with acting(team.first), pytest.raises(NotBlind):
        values_asked(actor=team.first, entry=entry)


def test_every_value_says_what_others_did_about_it(risk, book, team, key_entry) -> None:
    from sohotich.register.records.provenance import standings

    risk(DATES_TWICE)
    done = key_entry(team.first, FIRST)
    second_keyer(team.second)
    with acting(team.officer):
        next_to_verify(actor=team.officer)
    look(team.officer, done.entry, wrong={"chaHoTen": "NGUYỄN VĂN CẢN"})
    told = standings(["so", "nksNgaySinh", "chaHoTen"], list(Reading.objects.all()))
    assert told == {
        "so": "nhập một lần",
        "nksNgaySinh": "nhập hai lần",
        **dict.fromkeys(told.keys() - {"so", *DATES}, "đã soát giá trị"),
    } | {key: "nhập hai lần" for key in told if key in DATES}
    assert told["chaHoTen"] == "đã soát giá trị"


def test_the_review_page_tells_it_too(risk, book, team, key_entry, client) -> None:
    from django.urls import reverse

    from sohotich.foundation.people.models import User

    risk(LOOK_AT_NAMES)
    entry = key_entry(team.first, FIRST).entry
    with acting(team.second):
        next_to_verify(actor=team.second)
    look(team.second, entry, wrong={"meHoTen": "TRẦN THỊ BỈNH"})
    client.force_login(User.objects.get(key=team.officer.key))
    for page in (reverse("review:record", args=[entry.key]), reverse("entry", args=[entry.key])):
        shown = client.get(page).content.decode()
        assert "nhập một lần" in shown
        assert "đã soát giá trị" in shown
    assert "Hai lần nhập khác nhau" not in shown


def test_who_verified_a_value_does_not_key_the_registration_again(
    risk, book, team, key_entry
) -> None:
    from sohotich.pipeline.sampling.deciding import send_to_second_keying
    from sohotich.pipeline.sampling.services import lot_open

    risk(LOOK_AT_NAMES)
    entry = key_entry(team.first, FIRST).entry
    with acting(team.second):
        assert next_to_verify(actor=team.second) == entry
    look(team.second, entry)
    lot = lot_open(actor=team.officer, unit="09508", book=book)
    assert send_to_second_keying(team.officer, lot) == 1
    with acting(team.second):
        assert next_entry(actor=team.second, queue=SECOND) is None
    with acting(team.colleague):
        assert next_entry(actor=team.colleague, queue=SECOND).entry == entry

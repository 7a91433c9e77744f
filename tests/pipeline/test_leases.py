"""A day's work in one go: its cap, its audit, its way back; letters late, twice, mixed."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_today, now
from sohotich.foundation.people.accounts import set_active
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.worklists.models import WorkItem
from sohotich.pipeline.keying.leasing import (
    NothingToLease,
    lease_end,
    lease_of,
    lease_take,
    lease_take_back,
    leased_readings,
)
from sohotich.pipeline.keying.models import KeptField, Lease
from sohotich.pipeline.keying.services import next_entry, reading_finish
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.models import Reading
from sohotich.register.records.packets import MACHINES
from tests.pipeline.screens import post, signed_in

pytestmark = pytest.mark.django_db
# Packets as two machines of one person number them, a second apart.
ONE, OTHER = 7, 8
BEGAN = 1_767_000_000_000


def seq(second: int, machine: int = ONE) -> int:
    return (BEGAN + second * 1000) * MACHINES + machine


@pytest.fixture
def scanned(make_book):
    """A book whose numbers wait to be keyed."""

    def make(last: int, **changes):
        book = make_book(last, **changes)
        Entry.objects.filter(book=book).update(state="scanned")
        return book

    return make


@pytest.fixture
def province(person):
    from sohotich.foundation.policies.services import set_value

    def sets(name: str, value: object) -> None:
        actor = person(f"so{User.objects.count()}", "so_tu_phap", unit="27")
        set_value(actor=actor, name=name, value=value, from_date=campaign_today(), reason="thử")

    return sets


def take(actor) -> Lease:
    with acting(actor):
        return lease_take(actor=actor)


def in_order(actor) -> list[Reading]:
    with acting(actor):
        return leased_readings(actor)


def field(reading, name: str, value: str, number: int) -> dict[str, object]:
    """A letter of the screen."""
    body = {"field": name, "value": value, "mark": "", "aid": "", "seq": number, "keystrokes": 1}
    return {"url": reverse("keying:save", args=[reading.key]), "body": body}


def finish(reading) -> dict[str, object]:
    return {"url": reverse("keying:finish", args=[reading.key]), "body": {"seq": seq(99)}}


def send(client, *letters) -> list[dict[str, object]]:
    answer = post(client, "letters", {"letters": list(letters)})
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["answers"]


def test_a_days_work_is_claimed_in_one_go(team, scanned, django_assert_max_num_queries) -> None:
    scanned(300)
    began = time.monotonic()
    with django_assert_max_num_queries(60):
        lease = take(team.first)
    assert time.monotonic() - began < 5
    assert lease.total == 300
    readings = in_order(team.first)
    assert [reading.entry.number for reading in readings] == list(range(1, 301))
    assert WorkItem.objects.filter(claimed_by=team.first.key).count() == 300
    written = AuditEntry.objects.get(action="lease.take")
    assert set(written.facts["readings"]) == {str(reading.key) for reading in readings}
    assert AuditEntry.objects.filter(action="reading.start").count() == 300


def test_nobody_holds_more_than_the_province_says(team, scanned, province) -> None:
    province("keying.lease_records", 5)
    scanned(12)
    assert take(team.first).total == 5
    assert take(team.first).total == 5, "taking again fills up, no more"
    with acting(team.first):
        first = leased_readings(team.first)[0]
    client = signed_in(team.first)
    send(client, field(first, "trangSo", "1", seq(1)), finish(first))
    assert take(team.first).total == 5
    assert len(in_order(team.first)) == 5
    assert Lease.objects.count() == 1
    assert take(team.second).total == 5, "others get the rest"
    province("keying.lease_records", 0)
    with pytest.raises(NothingToLease):
        take(team.officer)


def test_no_work_no_lease(team) -> None:
    with pytest.raises(NothingToLease):
        take(team.first)
    with pytest.raises(Forbidden):
        take(team.scanner)
    assert not Lease.objects.exists()


def test_the_second_reading_is_never_leased_to_who_made_the_first(team, scanned) -> None:
    scanned(2)
    take(team.first)
    one, two = in_order(team.first)
    send(signed_in(team.first), field(one, "trangSo", "1", seq(1)), finish(one))
    assert [r.entry.number for r in in_order(team.first)] == [2]
    assert take(team.first).total == 1
    assert take(team.second).total == 1
    (second,) = in_order(team.second)
    assert (second.slot, second.entry_id) == (2, one.entry_id)
    assert two.key not in {second.key}


def test_going_to_one_book_or_pausing_leaves_the_days_work_in_hand(team, scanned) -> None:
    scanned(3)
    take(team.first)
    other = scanned(2, volume=3)
    with acting(team.first):
        assert next_entry(actor=team.first, book=other.key).entry.book_id == other.key
    client = signed_in(team.first)
    client.post(reverse("keying:pause"))
    assert [r.entry.book.volume for r in in_order(team.first)] == [2, 2, 2]
    # A look at one of them does not cut the day short.
    client.get(reverse("keying:reading", args=[in_order(team.first)[0].key]))
    longest = WorkItem.objects.filter(claimed_by=team.first.key).order_by("claimed_until").first()
    assert longest.claimed_until - now() > timedelta(hours=11)


def test_the_start_page_goes_on_where_something_was_typed_last(team, scanned) -> None:
    scanned(9)
    take(team.first)
    readings = in_order(team.first)
    client = signed_in(team.first)

    def page() -> str:
        return client.get(reverse("keying:start")).content.decode()

    assert "Đang giữ 9 trường hợp" in page()
    assert "Đang dở" not in page(), "fetched is not begun"
    for place, moment in ((4, 2), (7, 3), (1, 1)):
        send(client, field(readings[place], "meHoTen", "LÊ THỊ A", seq(moment)))
    send(client, field(readings[0], "meHoTen", "", seq(9)))
    assert "Đang dở số 8, sổ KS.1998.02" in page()
    assert "Đang dở 3 trường hợp." in page()
    assert f'href="{reverse("keying:reading", args=[readings[7].key])}"' in page()


def test_letters_of_many_readings_travel_in_one_request(team, scanned) -> None:
    scanned(3)
    take(team.first)
    readings = in_order(team.first)
    client = signed_in(team.first)
    letters = [
        letter
        for n, reading in enumerate(readings)
        for letter in (
            field(reading, "nksHoTen", f"LÊ THỊ {n}", seq(1)),
            field(reading, "trangSo", str(n), seq(2)),
            finish(reading),
        )
    ]
    for _ in range(2):  # the answer was lost on the way: sent again
        answers = send(client, *letters)
        assert all("error" not in answer for answer in answers)
    assert [Reading.objects.get(pk=r.key).values for r in readings] == [
        {"nksHoTen": f"LÊ THỊ {n}", "trangSo": str(n)} for n in range(3)
    ]
    assert set(Entry.objects.values_list("state", flat=True)) == {"keyed_once"}
    assert LedgerEvent.objects.filter(action="key_first").count() == 3
    assert AuditEntry.objects.filter(action="reading.complete").count() == 3
    assert not KeptField.objects.exists()


def test_letters_out_of_order_leave_the_newest_value(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    client = signed_in(team.first)
    send(client, field(reading, "nksHoTen", "MỚI", seq(5)))
    old, repeated = send(
        client,
        field(reading, "nksHoTen", "CŨ", seq(4)),
        field(reading, "nksHoTen", "MỚI", seq(5)),
    )
    assert (old["stored"], repeated["stored"]) == (False, False)
    assert Reading.objects.get().values["nksHoTen"] == "MỚI"
    assert not KeptField.objects.exists(), "one machine's own older typing is no conflict"


def test_two_machines_of_one_person_the_later_counts_and_both_are_kept(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    client = signed_in(team.first)
    send(client, field(reading, "meHoTen", "LÊ THỊ A", seq(1, ONE)))
    send(client, field(reading, "meHoTen", "LÊ THỊ B", seq(2, OTHER)))
    send(client, field(reading, "chaHoTen", "LÊ VĂN B", seq(9, OTHER)))
    late = field(reading, "chaHoTen", "LÊ VĂN A", seq(3, ONE))
    for _ in range(2):
        send(client, late)
    found = Reading.objects.get()
    assert (found.values["meHoTen"], found.values["chaHoTen"]) == ("LÊ THỊ B", "LÊ VĂN B")
    kept = KeptField.objects.order_by("field").values_list("field", "value", "why")
    assert list(kept) == [("chaHoTen", "LÊ VĂN A", "other"), ("meHoTen", "LÊ THỊ A", "other")]


def test_what_the_other_machine_types_after_the_end_is_kept_beside(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    client = signed_in(team.first)
    send(client, field(reading, "meHoTen", "LÊ THỊ A", seq(1, ONE)), finish(reading))
    (answer,) = send(client, field(reading, "meHoTen", "LÊ THỊ B", seq(2, OTHER)))
    assert answer["status"] == 409
    assert Reading.objects.get().values["meHoTen"] == "LÊ THỊ A"
    assert KeptField.objects.get().value == "LÊ THỊ B"
    assert "error" not in send(client, finish(reading))[0]


def lapse(actor) -> None:
    past = now() - timedelta(minutes=1)
    WorkItem.objects.filter(claimed_by=actor.key).update(claimed_until=past)
    Lease.objects.filter(by=actor.key).update(until=past)


def test_work_that_comes_back_late_counts_where_nobody_has_begun(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    lapse(team.first)
    assert lease_of(team.first) is None
    saved, done = send(
        signed_in(team.first), field(reading, "meHoTen", "LÊ THỊ A", seq(1)), finish(reading)
    )
    assert (saved["late"], done["late"]) == (False, False)
    assert Entry.objects.get().state == "keyed_once"


def test_work_that_comes_back_after_somebody_else_began_is_kept_and_counts_no_more(
    team, scanned
) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    lapse(team.first)
    with acting(team.second):
        other = next_entry(actor=team.second).reading
    client = signed_in(team.first)
    for _ in range(2):
        saved, done = send(client, field(reading, "meHoTen", "LÊ THỊ A", seq(1)), finish(reading))
        assert (saved["late"], done["late"]) == (True, True)
    late = Reading.objects.get(pk=reading.key)
    assert (late.state, late.values) == ("superseded", {"meHoTen": "LÊ THỊ A"})
    assert late.completed_at is None, "it is paid to nobody and compared with nothing"
    assert AuditEntry.objects.filter(action="reading.late").count() == 1
    assert Entry.objects.get().state == "scanned", "the one who holds it goes on"
    send(signed_in(team.second), field(other, "meHoTen", "LÊ THỊ B", seq(1)))
    with acting(team.second):
        reading_finish(actor=team.second, reading=other.key)
    assert Entry.objects.get().state == "keyed_once"
    again, _ = send(client, field(reading, "meHoTen", "LÊ THỊ C", seq(5)), finish(reading))
    assert again["late"], "also when the other one is done"


def test_an_officer_takes_a_lease_back_and_what_was_typed_is_still_taken(team, scanned) -> None:
    scanned(3)
    lease = take(team.first)
    readings = in_order(team.first)
    client, officer = signed_in(team.first), signed_in(team.officer)
    page = officer.get(reverse("keying:leases")).content.decode()
    assert "Keyer1" in page
    with pytest.raises(Forbidden):
        lease_take_back(actor=team.second, lease=lease.key)
    taken = officer.post(reverse("keying:lease-take-back", args=[lease.key]), follow=True)
    assert "Đã thu lại 3 trường hợp Keyer1 đang giữ." in taken.content.decode()
    again = officer.post(reverse("keying:lease-take-back", args=[lease.key]), follow=True)
    assert "đã được trả lại rồi" in again.content.decode()
    assert client.get(reverse("keying:lease")).json()["lease"]["records"] == []
    assert take(team.second).total == 3
    (answer,) = send(client, field(readings[0], "meHoTen", "LÊ THỊ A", seq(1)))
    assert answer["late"]
    assert AuditEntry.objects.get(action="lease.take_back").facts["free"] == 3


def test_giving_back_frees_all_and_keeps_what_was_typed(team, scanned) -> None:
    scanned(2)
    take(team.first)
    first = in_order(team.first)[0]
    send(signed_in(team.first), field(first, "meHoTen", "LÊ THỊ A", seq(1)))
    with acting(team.first):
        assert lease_end(actor=team.first) == 2
        assert lease_end(actor=team.first) == 0
    take(team.first)
    assert in_order(team.first)[0].values == {"meHoTen": "LÊ THỊ A"}


def test_the_machine_is_told_what_to_download_and_sees_nothing_of_others(team, scanned) -> None:
    scanned(2)
    take(team.first)
    client, stranger = signed_in(team.first), signed_in(team.second)
    told = client.get(reverse("keying:lease")).json()["lease"]
    assert [row["reading"] for row in told["records"]] == [
        str(reading.key) for reading in in_order(team.first)
    ]
    assert told["screen"][0] == reverse("keying:desk")
    assert all(address.startswith(("/nhap-lieu/", "/static/")) for address in told["screen"])
    got = client.get(told["records"][0]["url"]).json()
    assert (got["number"], got["book"]) == ("1", "KS.1998.02")
    assert stranger.get(told["records"][0]["url"]).status_code == 404
    assert stranger.get(reverse("keying:lease")).json()["lease"]["records"] == []
    desk = client.get(reverse("keying:desk")).content.decode()
    assert told["records"][0]["reading"] not in desk, "the page kept in the browser holds nothing"
    traced = AuditEntry.objects.filter(action="record.read", purpose="keying")
    assert traced.count() == 1, "each download of a registration is put on record"


def test_the_screen_is_told_what_was_finished_last_and_how_many_today(team, scanned) -> None:
    scanned(3)
    take(team.first)
    client = signed_in(team.first)
    for place, reading in enumerate(in_order(team.first)[:2]):
        send(client, field(reading, "meHoTen", "LÊ THỊ A", seq(place)), finish(reading))
    told = client.get(reverse("keying:desk")).context["keying"]
    assert (told["last"]["number"], told["today"]["done"]) == ("2", 2)
    assert abs(told["today"]["at"] - now().timestamp() * 1000) < 60_000


def test_letters_to_others_or_elsewhere_are_refused(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    stranger = signed_in(team.second)
    (answer,) = send(stranger, field(reading, "meHoTen", "LÊ THỊ A", seq(1)))
    assert answer["status"] == 404
    assert Reading.objects.get().values == {}
    bad = {"letters": [{"url": reverse("keying:pause"), "body": {}}]}
    assert post(stranger, "letters", bad).status_code == 400
    assert post(stranger, "letters", {"letters": [1]}).status_code == 400
    assert post(stranger, "letters", {"letters": [{}] * 401}).status_code == 400


def test_one_bad_letter_stops_no_other(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    bad, good = send(
        signed_in(team.first),
        field(reading, "khongCo", "x", seq(1)),
        field(reading, "meHoTen", "LÊ THỊ A", seq(2)),
    )
    assert bad["status"] == 400
    assert "Không có trường" in bad["error"]["message"]
    assert good["stored"]


def test_the_browser_is_told_whose_copies_to_erase(team, person, client) -> None:
    leaver = person("leaver", "nguoi_nhap_lieu")
    asked = {"people": [str(team.first.key), str(leaver.key)]}
    assert post(client, "copies", asked).json()["ended"] == []
    set_active(
        actor=service_actor("installer"), user=User.objects.get(key=leaver.key), active=False
    )
    told = post(client, "copies", asked).json()
    assert told["ended"] == [str(leaver.key)]
    assert (told["person"], told["leased"], told["hours"], told["days"]) == ("", False, 48, 14)
    assert post(client, "copies", {"people": ["x"]}).status_code == 400
    assert json.loads(post(client, "copies").content)["ended"] == []


def test_what_does_not_count_is_shown_once_nobody_keys_blind(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    first, officer = signed_in(team.first), signed_in(team.officer)
    address = reverse("entry", args=[reading.entry_id])
    send(first, field(reading, "meHoTen", "LÊ THỊ A", seq(1, ONE)))
    send(first, field(reading, "meHoTen", "LÊ THỊ B", seq(2, OTHER)), finish(reading))
    assert "LÊ THỊ A" not in officer.get(address).content.decode()
    take(team.second)
    (second,) = in_order(team.second)
    send(signed_in(team.second), field(second, "meHoTen", "LÊ THỊ B", seq(3)), finish(second))
    shown = officer.get(address).content.decode()
    assert "Gõ mà không dùng" in shown
    assert "LÊ THỊ A" in shown
    assert "Gõ khác trên hai máy" in shown


def test_letters_of_one_person_wait_in_the_session_of_another(team, scanned) -> None:
    scanned(1)
    take(team.first)
    (reading,) = in_order(team.first)
    body = json.dumps({"letters": [field(reading, "meHoTen", "LÊ THỊ A", seq(1))]})
    for person, status in ((team.first, 200), (team.second, 401)):
        answer = signed_in(team.first).post(
            reverse("keying:letters"),
            body,
            content_type="application/json",
            headers={"X-Person": str(person.key)},
        )
        assert answer.status_code == status

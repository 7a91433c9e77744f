"""Disputes on the screen: who may, what is shown, letters late and twice, settling."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.worklists.models import WorkItem
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Record
from tests.pipeline.conftest import VALUES
from tests.pipeline.screens import begin, key, post, signed_in

# What the second keyer reads otherwise: one syllable, a date, a code, a value left out.
OTHERWISE = {"meHoTen": "TRẦN THỊ BÍNH", "nksNgaySinh": "02.05.1998", "nksGioiTinh": "2"}


@pytest.fixture
def book(make_book, with_images, tmp_path):
    found = make_book(3)
    with_images(found, tmp_path)
    return found


@pytest.fixture
def quarrel(team, book):
    """`quarrel()`: the next number, keyed by both, differing in OTHERWISE; the entry."""
    first, second = signed_in(team.first), signed_in(team.second)

    def make(**otherwise: str) -> Entry:
        record = begin(first, book)["record"]
        own = {"so": f"0{record['number']}/1998", "quyenSo": "02/1998"}
        key(first, record, {**VALUES, **own})
        key(second, begin(second, book)["record"], {**VALUES, **own, **(otherwise or OTHERWISE)})
        entry = Entry.objects.get(book=book, number=int(record["number"]))
        assert entry.state == "disputed"
        return entry

    return make


@pytest.fixture
def officer(team):
    return signed_in(team.officer)


def item_of(client, entry):
    page = client.get(reverse("keying:dispute", args=[entry.key]))
    assert page.status_code == 200
    return page.context["comparison"]["item"]


def decide(client, entry, field, choice, seq=1, value=""):
    letter = {"field": field, "choice": choice, "value": value, "seq": seq}
    return post(client, "decide", letter, entry.key)


def decide_all(client, entry, choice="A"):
    for seq, field in enumerate(OTHERWISE, start=1):
        assert decide(client, entry, field, choice, seq).status_code == 200


class TestWhoComesIn:
    @pytest.mark.parametrize("role", ["first", "scanner", "chair"])
    def test_only_those_who_settle(self, team, quarrel, role):
        entry = quarrel()
        client = signed_in(getattr(team, role))
        for name in ("dispute", "dispute-image"):
            assert client.get(reverse(f"keying:{name}", args=[entry.key])).status_code == 403
        assert client.get(reverse("keying:disputes")).status_code == 403
        assert decide(client, entry, "meHoTen", "A").status_code == 403

    def test_another_commune_has_no_such_entry(self, person, quarrel):
        entry = quarrel()
        stranger = signed_in(person("stranger", "cong_chuc_ho_tich", unit="09505"))
        assert stranger.get(reverse("keying:dispute", args=[entry.key])).status_code == 404
        assert decide(stranger, entry, "meHoTen", "A").status_code == 404
        for name in ("settle", "put-off"):
            assert post(stranger, name, {}, entry.key).status_code == 404
        assert "Không có tranh chấp" in stranger.get(reverse("keying:disputes")).content.decode()
        assert post(stranger, "disputes-ahead", {"have": []}).json() == {"item": None}

    def test_the_two_keyers_never_see_it(self, person, team, quarrel, book):
        """An officer who keyed one of the two readings is as blind as any keyer."""
        from sohotich.foundation.people.accounts import grant_role
        from sohotich.foundation.people.actors import service_actor
        from sohotich.foundation.people.models import User

        entry = quarrel()
        user = User.objects.get(key=team.second.key)
        grant_role(
            actor=service_actor("installer"),
            user=user,
            role="cong_chuc_ho_tich",
            unit_code="09508",
        )
        keyer = signed_in(team.second)
        page = keyer.get(reverse("keying:dispute", args=[entry.key]))
        assert page.status_code == 403
        assert "người chưa nhập trường hợp này" in page.content.decode()
        assert decide(keyer, entry, "meHoTen", "A").status_code == 403
        assert "Không có tranh chấp" in keyer.get(reverse("keying:disputes")).content.decode()
        assert post(keyer, "disputes-ahead", {"have": []}).json() == {"item": None}


class TestWhatIsShown:
    def test_syllables_labels_and_words(self, officer, quarrel):
        item = item_of(officer, quarrel())
        asked = {question["field"]: question for question in item["questions"]}
        assert list(asked) == ["nksGioiTinh", "nksNgaySinh", "meHoTen"] or set(asked) == set(
            OTHERWISE
        )
        name = asked["meHoTen"]
        assert name["a"]["segments"] == [
            {"kind": "same", "text": "TRẦN THỊ"},
            {"kind": "changed", "text": "BÌNH"},
        ]
        assert (name["a"]["note"], name["b"]["note"]) == ("dấu huyền", "dấu sắc")
        assert "1 tiếng" in name["lead"]
        assert asked["nksNgaySinh"]["b"]["value"] == "02/05/1998"
        assert (asked["nksGioiTinh"]["a"]["value"], asked["nksGioiTinh"]["b"]["value"]) == (
            "Nam",
            "Nữ",
        )
        assert {"label": "Họ, chữ đệm, tên", "value": "NGUYỄN VĂN AN"} in item["agreed"]

    def test_a_mark_against_a_value_is_said(self, officer, team, quarrel, book):
        entry = quarrel(meHoTen="")
        asked = item_of(officer, entry)["questions"]
        assert [q["field"] for q in asked] == ["meHoTen"]
        assert (asked[0]["b"]["value"], asked[0]["b"]["mark"]) == ("", "không nhập")

    def test_the_keyers_stay_unnamed(self, officer, team, quarrel):
        entry = quarrel()
        page = officer.get(reverse("keying:dispute", args=[entry.key])).content.decode()
        ahead = post(officer, "disputes-ahead", {"have": []}).content.decode()
        for keyer in (team.first, team.second):
            for trace in (keyer.name, keyer.username, str(keyer.key)):
                assert trace not in page
                assert trace not in ahead

    def test_the_image_and_the_page_are_on_record(self, officer, quarrel):
        entry = quarrel()
        item = item_of(officer, entry)
        answer = officer.get(item["images"][0]["url"])
        assert answer.content[:2] == b"\xff\xd8"
        traces = AuditEntry.objects.filter(subject_key=entry.key, purpose="dispute")
        assert {trace.action for trace in traces} == {"record.read", "file.read"}

    def test_the_list_counts_and_opens_the_next(self, officer, quarrel):
        quarrel()
        page = officer.get(reverse("keying:disputes"))
        assert "01/1998" in page.content.decode() or "1/1998" in page.content.decode()
        lines = {line.item.name: line.count for line in page.context["shell"].lines}
        assert lines["Tranh chấp"] == 1
        opened = officer.post(reverse("keying:dispute-next"), follow=True)
        assert opened.context["comparison"]["progress"] == {"left": 1, "done": 0}

    def test_an_empty_list_says_what_would_fill_it(self, officer, book):
        page = officer.get(reverse("keying:disputes")).content.decode()
        assert "Hai lần nhập của một trường hợp khác nhau" in page
        empty = officer.post(reverse("keying:dispute-next"), follow=True)
        assert "Không còn tranh chấp nào" in empty.content.decode()


class TestLetters:
    def test_decided_field_by_field_and_settled(self, officer, quarrel):
        entry = quarrel()
        decide(officer, entry, "meHoTen", "B", 1)
        decide(officer, entry, "nksNgaySinh", "S", 2, "03/05/1998")
        assert post(officer, "settle", {}, entry.key).status_code == 400, "one field is open"
        decide(officer, entry, "nksGioiTinh", "K", 3)
        assert post(officer, "settle", {}, entry.key).json() == {"settled": True}
        record = Record.objects.get(entry=entry)
        assert Entry.objects.get(pk=entry.pk).state == "agreed"
        assert record.values["meHoTen"] == "TRẦN THỊ BÍNH"
        assert record.values["nksNgaySinh"] == "03.05.1998"
        assert "nksGioiTinh" not in record.values
        assert record.marks["nksGioiTinh"] == "unreadable"
        assert record.values["nksHoTen"] == VALUES["nksHoTen"]

    def test_letters_twice_and_late_change_nothing(self, officer, quarrel):
        entry = quarrel()
        assert decide(officer, entry, "meHoTen", "B", 7).json() == {"stored": True}
        assert decide(officer, entry, "meHoTen", "B", 7).json() == {"stored": False}
        assert decide(officer, entry, "meHoTen", "A", 6).json() == {"stored": False}
        for seq, field in enumerate(("nksNgaySinh", "nksGioiTinh"), start=8):
            decide(officer, entry, field, "A", seq)
        post(officer, "settle", {}, entry.key)
        assert post(officer, "settle", {}, entry.key).json() == {"settled": False}
        assert decide(officer, entry, "nksGioiTinh", "A", 9).json() == {"stored": False}
        assert Record.objects.get(entry=entry).values["meHoTen"] == "TRẦN THỊ BÍNH"

    def test_an_answer_is_taken_back_until_it_is_settled(self, officer, quarrel):
        entry = quarrel()
        decide_all(officer, entry)
        assert decide(officer, entry, "meHoTen", "U", 10).status_code == 200
        assert [q["field"] for q in item_of(officer, entry)["questions"]] == ["meHoTen"]
        decide(officer, entry, "meHoTen", "B", 11)
        post(officer, "settle", {}, entry.key)
        late = decide(officer, entry, "meHoTen", "U", 12)
        assert late.status_code == 400
        assert "đã chốt" in late.json()["error"]["message"]

    @pytest.mark.parametrize(
        ("field", "choice", "value"),
        [("meHoTen", "S", " "), ("meHoTen", "Q", ""), ("chaHoTen", "A", ""), ("x", "A", "")],
    )
    def test_wrong_answers_are_refused_in_words(self, officer, quarrel, field, choice, value):
        answer = decide(officer, quarrel(), field, choice, 1, value)
        assert answer.status_code == 400
        assert answer.json()["error"]["message"]

    def test_asking_later_puts_it_behind_the_others(self, officer, quarrel):
        first, second = quarrel(), quarrel()
        opened = officer.post(reverse("keying:dispute-next"), follow=True)
        assert opened.context["comparison"]["item"]["key"] == str(first.key)
        decide(officer, first, "meHoTen", "A", 1)
        decide(officer, first, "nksNgaySinh", "H", 2)
        assert post(officer, "put-off", {}, first.key).status_code == 200
        opened = officer.post(reverse("keying:dispute-next"), follow=True)
        assert opened.context["comparison"]["item"]["key"] == str(second.key)
        assert "Để hỏi sau" in officer.get(reverse("keying:disputes")).content.decode()
        left = {q["field"] for q in item_of(officer, first)["questions"]}
        assert left == {"nksNgaySinh", "nksGioiTinh"}, "what was decided stays decided"
        item = WorkItem.objects.get(queue="dispute", subject_key=first.key)
        assert len(item.barred) == 2, "the keyers stay barred"

    def test_of_two_officers_one_has_it(self, person, officer, quarrel):
        entry = quarrel()
        other = signed_in(person("officer2", "cong_chuc_ho_tich"))
        item_of(officer, entry)
        page = other.get(reverse("keying:dispute", args=[entry.key]), follow=True)
        assert "Người khác đang giải quyết" in page.content.decode()
        answer = decide(other, entry, "meHoTen", "A")
        assert answer.status_code == 409
        assert post(other, "disputes-ahead", {"have": []}).json() == {"item": None}

    def test_the_next_is_beyond_what_is_at_hand(self, officer, quarrel):
        first, second = quarrel(), quarrel()
        assert item_of(officer, first)["key"] == str(first.key)
        answer = post(officer, "disputes-ahead", {"have": [str(first.key)]})
        assert answer.json()["item"]["key"] == str(second.key)
        have = {"have": [str(first.key), str(second.key)]}
        assert json.loads(post(officer, "disputes-ahead", have).content) == {"item": None}

    def test_what_is_settled_leads_back_to_the_list(self, officer, quarrel):
        entry = quarrel()
        decide_all(officer, entry)
        post(officer, "settle", {}, entry.key)
        page = officer.get(reverse("keying:dispute", args=[entry.key]), follow=True)
        assert "không còn tranh chấp" in page.content.decode()
        assert "đã giải quyết 1 trường hợp" in page.content.decode()


class TestOneBookAfterTheOther:
    def test_the_next_is_of_the_same_book_while_it_has_any(self, team, officer, book, quarrel):
        """What waits in another book, earlier in the queue, comes behind."""
        entries = [quarrel() for _ in range(3)]
        items = WorkItem.objects.filter(queue="dispute")
        post(officer, "disputes-ahead", {"have": [str(entries[2].key)]})
        items.update(claimed_by=None, claimed_until=None)
        items.filter(subject_key=entries[0].key).update(priority=5, group="another book")
        have = {"have": [str(entries[2].key)]}
        answer = post(officer, "disputes-ahead", have).json()
        assert answer["item"]["key"] == str(entries[1].key)
        have["have"].append(answer["item"]["key"])
        assert post(officer, "disputes-ahead", have).json()["item"]["key"] == str(entries[0].key)

    def test_what_was_only_fetched_ahead_is_let_go(self, officer, quarrel):
        opened, ahead, begun = quarrel(), quarrel(), quarrel()
        item_of(officer, opened)
        for have in ([opened], [opened, ahead]):
            post(officer, "disputes-ahead", {"have": [str(entry.key) for entry in have]})
        decide(officer, begun, "meHoTen", "A")
        page = officer.get(reverse("keying:disputes")).content.decode()
        assert page.count("Anh/chị đang xem") == 3 + 1, "three rows and the chip"
        fetched = {"have": [str(ahead.key), str(begun.key)]}
        assert post(officer, "disputes-put-down", fetched).json() == {"free": 1}
        mine = WorkItem.objects.filter(queue="dispute", claimed_by__isnull=False)
        assert set(mine.values_list("subject_key", flat=True)) == {opened.key, begun.key}
        assert post(officer, "disputes-put-down", fetched).json() == {"free": 0}

    def test_nobody_lets_go_of_what_another_holds(self, person, officer, quarrel):
        entry = quarrel()
        item_of(officer, entry)
        other = signed_in(person("officer2", "cong_chuc_ho_tich"))
        body = {"have": [str(entry.key)]}
        assert post(other, "disputes-put-down", body).json() == {"free": 0}


def test_settling_twice_at_once_is_settling_once(team, officer, quarrel):
    """The second letter read the entry before the first had settled it."""
    from sohotich.pipeline.keying.deciding import settle_letter

    entry = quarrel()
    decide_all(officer, entry)
    early = Entry.objects.select_related("book").get(pk=entry.pk)
    assert settle_letter(actor=team.officer, entry=entry) is True
    assert early.state == "disputed"
    assert settle_letter(actor=team.officer, entry=early) is False

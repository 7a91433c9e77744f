"""The keyer's page, screen and letters: rights, hands, blindness, packets late and twice."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.models import User
from sohotich.foundation.worklists.models import WorkItem
from sohotich.pipeline.keying import pictures
from sohotich.pipeline.keying.screens import own_figures, per_hour
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading, Record
from tests.pipeline.conftest import VALUES
from tests.pipeline.screens import begin, fields_of, key, post, signed_in

FIRST = {**VALUES, "so": "01/1998", "quyenSo": "02/1998"}
# Values that only the first reading can have given away.
TELLING = {
    "nksHoTen": "VŨ QUANG XUÂN",
    "meHoTen": "ĐÀO THỊ THOA",
    "chaHoTen": "VŨ ĐÌNH KHOÁT",
    "nksNoiSinh": "Trạm y tế xã Phú Hoà cũ",
    "nksNgaySinh": "29.04.1998",
    "ghiChu": "Đã cấp lại bản chính",
}


@pytest.fixture
def book(make_book, with_images, tmp_path):
    found = make_book(4)
    with_images(found, tmp_path)
    return found


@pytest.fixture
def first(team, book):
    return signed_in(team.first)


@pytest.fixture
def second(team, book):
    return signed_in(team.second)


def save(client, record, field, value="", **more):
    letter = {"field": field, "value": value, "mark": "", "aid": "", "seq": 1, **more}
    return client.post(record["urls"]["save"], json.dumps(letter), content_type="application/json")


def expire(record) -> None:
    entry = Reading.objects.get(pk=record["reading"]).entry_id
    WorkItem.objects.filter(subject_key=entry).update(
        claimed_until=datetime.now(UTC) - timedelta(minutes=1)
    )


def test_a_field_is_saved_by_few_questions(first, book, django_assert_max_num_queries):
    """Somebody saves one every three seconds, five hundred people do: each question counts."""
    record = begin(first, book)["record"]
    save(first, record, "nksHoTen", "VŨ")
    with django_assert_max_num_queries(14):
        assert save(first, record, "nksHoTen", "VŨ QUANG", seq=2).status_code == 200


class TestWhoComesIn:
    @pytest.mark.parametrize("name", ["start", "next", "pause", "ahead"])
    def test_only_keyers(self, team, book, name):
        client = signed_in(team.chair)
        ask = client.get if name == "start" else client.post
        assert ask(reverse(f"keying:{name}")).status_code == 403

    def test_signed_out_letters_are_kept_by_the_browser(self, client, first, book):
        record = begin(first, book)["record"]
        assert save(client, record, "nksHoTen", "A").status_code == 401

    def test_another_commune_has_nothing_here(self, person, book):
        stranger = signed_in(person("stranger", "nguoi_nhap_lieu", unit="09505"))
        assert stranger.get(reverse("keying:book", args=[book.key])).status_code == 404
        page = stranger.get(reverse("keying:start"))
        assert page.context["count"] == 0
        assert "Chưa có trường hợp nào cho anh/chị" in page.content.decode()
        assert post(stranger, "ahead", {"have": []}).json() == {"item": None}

    def test_a_reading_is_its_keyers_alone(self, first, second, book):
        record = begin(first, book)["record"]
        reading = record["reading"]
        for address in ("reading", "image"):
            assert second.get(reverse(f"keying:{address}", args=[reading])).status_code == 404
        assert save(second, record, "nksHoTen", "A").status_code == 404
        for name in ("finish", "renew"):
            answer = post(second, name, {}, reading)
            assert answer.status_code == 404
            assert answer.json()["error"]["message"]
        assert Reading.objects.get(pk=reading).values == {}

    def test_a_keyer_has_no_list_to_browse(self, first, book):
        assert first.get(reverse("books")).status_code == 403
        entry = Entry.objects.filter(book=book).first()
        assert first.get(reverse("entry", args=[entry.key])).status_code == 403


class TestStart:
    def test_shows_books_counts_and_goes_on(self, first, book):
        page = first.get(reverse("keying:start"))
        text = page.content.decode()
        assert "4 trường hợp chờ anh/chị" in text
        assert "KS.1998.02" in text
        assert "4 nhập lần một" in text
        opened = first.post(reverse("keying:next"), follow=True)
        assert opened.context["keying"]["record"]["number"] == "1"
        text = first.get(reverse("keying:start")).content.decode()
        assert "Đang giữ 1 trường hợp" in text
        assert "Đang dở" not in text, "nothing was typed yet"
        save(first, opened.context["keying"]["record"], "nksHoTen", "A")
        page = first.get(reverse("keying:start"))
        assert "Đang dở số 1, sổ KS.1998.02" in page.content.decode()

    def test_what_one_has_read_does_not_wait_for_oneself(self, first, second, book):
        key(first, begin(first, book)["record"], FIRST)
        assert first.get(reverse("keying:start")).context["count"] == 3
        assert second.get(reverse("keying:start")).context["count"] == 4

    def test_what_others_hold_does_not_wait(self, first, second, book):
        begin(first, book)
        assert second.get(reverse("keying:start")).context["count"] == 3

    def test_a_finished_book_says_so(self, first, book):
        Entry.objects.filter(book=book).update(state="agreed")
        page = first.post(reverse("keying:book", args=[book.key]), follow=True)
        assert "không còn trường hợp nào" in page.content.decode()

    def test_looking_at_a_books_address_claims_nothing(self, first, book):
        answer = first.get(reverse("keying:book", args=[book.key]))
        assert answer.url == reverse("keying:start")
        assert not WorkItem.objects.filter(claimed_by__isnull=False).exists()
        assert not Reading.objects.exists()

    def test_own_figures_count_today(self, team, first, book):
        key(first, begin(first, book)["record"], FIRST)
        assert own_figures(team.first).today == 1
        assert own_figures(team.second).today == 0

    @pytest.mark.parametrize(
        ("minutes", "rate"),
        [
            ([], None),
            ([0, 2], None),
            ([0, 0.02, 0.04, 0.06], None),  # seconds of work tell nothing
            ([0, 2, 4], 30),
            ([0, 1, 2, 62, 63], 60),  # the hour of rest is no work
        ],
    )
    def test_the_rate_leaves_pauses_out(self, minutes, rate):
        noon = datetime(2025, 1, 7, 12, tzinfo=UTC)
        assert per_hour([noon + timedelta(minutes=m) for m in minutes]) == rate

    def test_the_menu_counts_what_waits_for_this_person(self, first, book):
        lines = first.get(reverse("keying:start")).context["shell"].lines
        counted = {line.item.name: line.count for line in lines}
        assert counted["Nhập liệu"] == 4
        assert "Tranh chấp" not in counted


class TestScreen:
    def test_gives_form_image_and_carried_values_with_their_source(self, first, book):
        data = begin(first, book)
        record = data["record"]
        fields = fields_of(record)
        assert fields["so"]["value"] == "01/1998"
        assert (fields["so"]["aid"], fields["so"]["source"]) == ("carried", "theo số đăng ký")
        assert fields["nksHoTen"]["value"] == ""
        assert fields["nksHoTen"]["kind"] == "name"
        assert {"code": "1", "label": "Nam"} in fields["nksGioiTinh"]["codes"]
        assert record["images"][0]["width"] == 620
        assert data["book"] == {
            "label": "KS.1998.02",
            "title": "Khai sinh · Xã An Tập",
            "total": 4,
            "done": 0,
        }

    def test_the_keyers_own_last_values_are_carried(self, first, book):
        key(first, begin(first, book)["record"], FIRST)
        fields = fields_of(begin(first, book)["record"])
        assert fields["noiDangKy"]["value"] == VALUES["noiDangKy"]
        assert fields["noiDangKy"]["source"] == "từ số trước"
        assert fields["nksHoTen"]["value"] == ""

    def test_what_was_saved_comes_back_with_mark_and_warning(self, first, book):
        record = begin(first, book)["record"]
        save(first, record, "nksHoTen", "NGUYỄN VĂN AN", seq=1)
        save(first, record, "meHoTen", mark="blank", seq=2)
        save(first, record, "nksNgaySinh", "31.12.2024", seq=3)
        again = begin(first, book)["record"]
        fields = fields_of(again)
        assert again["reading"] == record["reading"]
        assert again["seq"] == 3
        assert fields["nksHoTen"]["value"] == "NGUYỄN VĂN AN"
        assert fields["meHoTen"]["mark"] == "blank"
        assert Reading.objects.get(pk=record["reading"]).marks == {"meHoTen": "blank_in_book"}

    def test_a_field_cleared_is_not_carried_again(self, first, book):
        record = begin(first, book)["record"]
        save(first, record, "so", "")
        assert fields_of(begin(first, book)["record"])["so"]["value"] == ""

    def test_showing_it_is_on_record(self, team, first, book):
        record = begin(first, book)["record"]
        entry = Reading.objects.get(pk=record["reading"]).entry_id
        before = AuditEntry.objects.filter(action="record.read", subject_key=entry).count()
        first.get(reverse("keying:reading", args=[record["reading"]]))
        traces = AuditEntry.objects.filter(action="record.read", subject_key=entry)
        assert traces.count() == before + 1
        assert {t.actor_key for t in traces} == {team.first.key}

    def test_the_picture_comes_as_wide_as_the_screen_and_whole_on_demand(
        self, first, book, monkeypatch
    ):
        monkeypatch.setattr(pictures, "FITTED_WIDTH", 300)
        (shown,) = begin(first, book)["record"]["images"]
        fitted = Image.open(io.BytesIO(first.get(shown["url"]).content))
        answer = first.get(shown["large"])
        whole = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
        assert (fitted.width, whole.width, shown["width"]) == (300, 620, 620)
        assert abs(fitted.height * 620 / 300 - whole.height) < 2

    def test_the_image_is_the_holders_and_on_record(self, first, book):
        record = begin(first, book)["record"]
        answer = first.get(record["images"][0]["url"])
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer.content[:2] == b"\xff\xd8"
        assert AuditEntry.objects.filter(action="file.read", purpose="keying").count() == 1
        expire(record)
        assert first.get(record["images"][0]["url"]).status_code == 403


class TestLetters:
    def test_a_letter_twice_and_an_older_one_change_nothing(self, first, book):
        record = begin(first, book)["record"]
        assert save(first, record, "nksHoTen", "AN", seq=5).json()["stored"] is True
        assert save(first, record, "nksHoTen", "AN", seq=5).json()["stored"] is False
        late = save(first, record, "nksHoTen", "ÁN", seq=4)
        assert late.status_code == 200
        assert late.json()["stored"] is False
        assert Reading.objects.get(pk=record["reading"]).values["nksHoTen"] == "AN"

    def test_warnings_come_back_and_block_nothing(self, first, book):
        record = begin(first, book)["record"]
        save(first, record, "ngayDangKy", "07.05.1998", seq=1)
        answer = save(first, record, "nksNgaySinh", "08.06.1999", seq=2).json()
        told = [f for found in answer["findings"].values() for f in found]
        assert told
        assert all(f["message"] for f in told)
        assert set(answer["findings"]) == {"ngayDangKy", "nksNgaySinh"}, "none not reached yet"
        well = save(first, record, "nksNgaySinh", "01.05.1998", seq=3).json()
        assert well["findings"]["nksNgaySinh"] == []

    def test_a_rules_own_value_comes_with_its_warning(self, first, book):
        record = begin(first, book)["record"]
        (told,) = save(first, record, "chaHoTen", "vũ đức").json()["findings"]["chaHoTen"]
        assert (told["rule"], told["proposal"]) == ("Q20-case", "Vũ Đức")

    @pytest.mark.parametrize("mark", ["blank", "unreadable", "as_written"])
    def test_marks_are_taken(self, first, book, mark):
        record = begin(first, book)["record"]
        value = "Lê" if mark == "as_written" else ""
        assert save(first, record, "meHoTen", value, mark=mark).status_code == 200

    @pytest.mark.parametrize(
        "letter",
        [
            "no json",
            "[]",
            '{"field": "nksHoTen", "value": 7, "seq": 1}',
            '{"field": "nksHoTen", "value": "A", "seq": "1"}',
            '{"field": "nksHoTen", "value": "A", "seq": -1}',
            '{"field": "khongCo", "value": "A", "seq": 1}',
            '{"field": "nksHoTen", "value": "A", "mark": "maybe", "seq": 1}',
            '{"field": "nksHoTen", "value": "A\\u0000", "seq": 1}',
        ],
    )
    def test_bad_letters_are_refused_in_words(self, first, book, letter):
        record = begin(first, book)["record"]
        answer = first.post(record["urls"]["save"], letter, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["error"]["message"]
        assert Reading.objects.get(pk=record["reading"]).values == {}

    def test_finishing_twice_is_once(self, first, book):
        record = begin(first, book)["record"]
        key(first, record, FIRST)
        answer = first.post(record["urls"]["complete"], "{}", content_type="application/json")
        assert answer.status_code == 200
        late = save(first, record, "nksHoTen", "KHÁC", seq=99)
        assert late.status_code == 409
        assert "đã nhập xong" in late.json()["error"]["message"]
        page = first.get(reverse("keying:reading", args=[record["reading"]]), follow=True)
        assert "đã nhập xong" in page.content.decode()

    def test_the_next_is_handed_out_beyond_what_is_at_hand(self, first, second, book):
        have = [begin(first, book)["record"]["reading"]]
        for number in ("2", "3"):
            item = post(first, "ahead", {"have": have}, so=book.key).json()["item"]
            assert item["number"] == number
            have.append(item["reading"])
        assert begin(second, book)["record"]["number"] == "4"
        assert post(first, "ahead", {"have": have}, so=book.key).json() == {"item": None}
        assert post(first, "ahead", {"have": ["x"]}).status_code == 400

    def test_nobody_hoards(self, first, make_book, with_images, tmp_path):
        book = make_book(8, volume=3)
        (tmp_path / "more").mkdir()
        with_images(book, tmp_path / "more")
        have = []
        while (item := post(first, "ahead", {"have": have}).json()["item"]) is not None:
            have.append(item["reading"])
        # Three of the policy, and one on its way back.
        assert len(have) == 4


class TestHands:
    def test_pausing_gives_back_and_keeps_the_draft(self, first, second, book):
        record = begin(first, book)["record"]
        save(first, record, "nksHoTen", "NGUYỄN VĂN AN")
        page = first.post(reverse("keying:pause"), follow=True)
        assert "trả lại 1 trường hợp" in page.content.decode()
        assert fields_of(begin(first, book)["record"])["nksHoTen"]["value"] == "NGUYỄN VĂN AN"

    def test_an_expired_claim_nobody_took_goes_on(self, first, book):
        record = begin(first, book)["record"]
        expire(record)
        assert save(first, record, "nksHoTen", "AN").status_code == 200
        assert post(first, "renew", {}, record["reading"]).status_code == 200
        assert first.get(record["images"][0]["url"]).status_code == 200

    def test_a_claim_lost_to_another_says_so_and_keeps_what_was_typed(self, first, second, book):
        record = begin(first, book)["record"]
        save(first, record, "nksHoTen", "NGUYỄN VĂN AN", seq=1)
        expire(record)
        theirs = begin(second, book)["record"]
        assert theirs["number"] == record["number"]
        assert theirs["reading"] != record["reading"]
        late = save(first, record, "meHoTen", "TRẦN THỊ BÌNH", seq=2)
        assert late.status_code == 409
        error = late.json()["error"]
        assert "giao cho người khác" in error["message"]
        assert "vẫn được giữ" in error["mend"]
        for name in ("finish", "renew"):
            assert post(first, name, {}, record["reading"]).status_code == 409
        page = first.get(reverse("keying:reading", args=[record["reading"]]), follow=True)
        assert "giao cho người khác" in page.content.decode()
        kept = Reading.objects.get(pk=record["reading"])
        assert kept.state == "superseded"
        assert kept.values == {"nksHoTen": "NGUYỄN VĂN AN", "meHoTen": "TRẦN THỊ BÌNH"}


class TestBlind:
    def test_nothing_of_the_first_reading_reaches_the_second_keyer(self, first, second, book):
        for _ in range(4):
            key(first, begin(first, book)["record"], {**FIRST, **TELLING})
        seen = [second.get(reverse("keying:start")).content]
        page = second.post(reverse("keying:book", args=[book.key]), follow=True)
        seen.append(page.content)
        record = page.context["keying"]["record"]
        seen.append(json.dumps(page.context["keying"], ensure_ascii=False).encode())
        seen.append(post(second, "ahead", {"have": [record["reading"]]}).content)
        for seq, (field, value) in enumerate([("nksHoTen", "A"), ("ngayDangKy", "07.05.1998")]):
            seen.append(save(second, record, field, value, seq=seq + 1).content)
        seen.append(
            second.post(record["urls"]["complete"], "{}", content_type="application/json").content
        )
        everything = b"\n".join(seen).decode()
        for value in TELLING.values():
            assert value not in everything
            assert json.dumps(value)[1:-1] not in everything
        # Carried are the ledger's own facts alone: the second keyer has typed nothing before.
        carried = {f["key"] for f in fields_of(record).values() if f["aid"] == "carried"}
        assert carried == {"so", "quyenSo"}
        assert str(Reading.objects.filter(slot=1).first().key) not in everything

    def test_the_second_keyer_is_not_told_whether_the_two_agree(self, first, second, book):
        key(first, begin(first, book)["record"], {**FIRST, **TELLING})
        record = begin(second, book)["record"]
        save(second, record, "nksHoTen", "KHÁC HẲN")
        answer = second.post(record["urls"]["complete"], "{}", content_type="application/json")
        assert answer.json() == {"finished": True}
        assert Entry.objects.get(book=book, number=1).state == "disputed"

    def test_two_equal_readings_agree(self, first, second, book):
        for client in (first, second):
            key(client, begin(client, book)["record"], FIRST)
        entry = Entry.objects.get(book=book, number=1)
        assert entry.state == "agreed"
        assert Record.objects.get(entry=entry).values["nksHoTen"] == FIRST["nksHoTen"]

    def test_nobody_gets_the_second_reading_of_their_own_first(self, first, book):
        for _ in range(4):
            key(first, begin(first, book)["record"], FIRST)
        assert first.post(reverse("keying:next"), follow=True).redirect_chain
        assert not Reading.objects.filter(slot=2).exists()


def test_a_letter_without_its_cookie_is_told_so_and_given_a_new_one(team) -> None:
    """A browser that crashed may have lost the cookie; what waits goes with the new one."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(key=team.first.key))
    address = reverse("keying:ahead")
    answer = client.post(address, {"have": []}, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    headers = {"X-CSRFToken": answer.cookies["csrftoken"].value}
    again = client.post(address, {"have": []}, content_type="application/json", headers=headers)
    assert again.status_code == 200

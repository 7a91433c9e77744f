"""Broadcasts: who is addressed, who has read, the end, what stays when withdrawn."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse

from sohotich.engines.guard import Refused
from sohotich.foundation.database.clock import campaign_today, one_clock
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.database.once import one_request
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.difficulties.attachments import Sent
from sohotich.oversight.difficulties.audience import readers, sent_or_received, unread
from sohotich.oversight.difficulties.broadcasting import (
    Message,
    broadcast_read,
    broadcast_remind,
    broadcast_send,
    broadcast_withdraw,
    missing_readers,
)
from sohotich.oversight.difficulties.models import Broadcast, BroadcastReceipt
from sohotich.oversight.difficulties.standing import broadcast_notices
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
HERE, THERE = "09508", "09511"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def send(actor, *units: str, letter: bytes | None = None, **more) -> Broadcast:
    message = Message("Họp giao ban", "17:30 họp trực tuyến.", more.pop("importance", "usual"),
                      units or (HERE,), **more)  # fmt: skip
    sent = Sent("cv-12.pdf", io.BytesIO(letter)) if letter is not None else None
    return broadcast_send(actor=actor, message=message, letter=sent)


def names(row: Broadcast) -> list[str]:
    return [one.name for one in readers(row)]


def test_those_addressed_and_nobody_else(people, person, clock) -> None:
    person("nhap", "nguoi_nhap_lieu")
    row = send(people.province, HERE, THERE)
    assert names(row) == ["Antap", "Nhap", "Binhdinh"]
    officers = send(people.province, HERE, "264", roles=("cong_chuc_ho_tich", "phong_tu_phap"))
    assert sorted(names(officers)) == ["Antap", "Luongtai"]
    assert unread(people.police) == []
    assert [one.key for one in unread(people.district)] == [officers.key]


def test_nobody_sends_upwards_or_sideways(people, clock) -> None:
    for actor, unit in ((people.district, "27"), (people.district, "256"), (people.commune, HERE)):
        with pytest.raises(Forbidden):
            send(actor, unit)
    assert send(people.district, HERE).unit_code == "264"


def test_nobody_there_is_told_before_it_is_sent(people, clock) -> None:
    with pytest.raises(UserError, match="Chưa có ai"):
        send(people.province, HERE, roles=("nguoi_quet",))
    with pytest.raises(UserError, match="đã qua"):
        send(people.province, HERE, last_day=date(2025, 1, 6))
    assert not Broadcast.objects.exists()


def test_receipts_are_exact(people, person, clock) -> None:
    keyer = person("nhap", "nguoi_nhap_lieu")
    row = send(people.province, HERE, THERE, must_confirm=True)
    clock("15:20")
    for _ in range(2):
        broadcast_read(actor=people.commune, row=row)
    broadcast_read(actor=keyer, row=row, confirm=True)
    assert broadcast_read(actor=people.district, row=row) is None
    found = {one.name: (bool(one.read_at), bool(one.confirmed_at)) for one in readers(row)}
    assert found == {"Antap": (True, False), "Nhap": (True, True), "Binhdinh": (False, False)}
    assert missing_readers(row) == 2
    assert [len(unread(one)) for one in (people.commune, keyer, people.other)] == [1, 0, 1]
    first = BroadcastReceipt.objects.get(reader=people.commune.key).read_at
    clock("16:00")
    broadcast_read(actor=people.commune, row=row, confirm=True)
    again = BroadcastReceipt.objects.get(reader=people.commune.key)
    assert (again.read_at, again.confirmed_at > first) == (first, True)


def test_who_left_stays_among_those_who_read_it(people, person, clock) -> None:
    from sohotich.foundation.people.models import Grant

    row = send(people.province, HERE)
    broadcast_read(actor=people.commune, row=row)
    Grant.objects.filter(user=people.commune.key).delete()
    assert [(one.name, one.gone) for one in readers(row)] == [("Antap", True)]
    assert missing_readers(row) == 0


def test_a_reminder_stands_on_every_page_until_it_is_read(people, clock) -> None:
    row = send(people.province, HERE)
    assert list(broadcast_notices(people.commune)) == []
    assert broadcast_remind(actor=people.province, key=row.key) == 1
    (notice,) = broadcast_notices(people.commune)
    assert "Họp giao ban" in notice.what
    broadcast_read(actor=people.commune, row=row)
    assert list(broadcast_notices(people.commune)) == []
    assert broadcast_remind(actor=people.province, key=row.key) == 0
    with pytest.raises(Forbidden):
        broadcast_remind(actor=people.district, key=row.key)


def test_an_urgent_one_stands_there_at_once(people, clock) -> None:
    send(people.province, HERE, importance="urgent")
    assert len(list(broadcast_notices(people.commune))) == 1
    assert list(broadcast_notices(people.other)) == []


def test_a_page_asks_once_and_anew_after_reading(people, clock, django_assert_num_queries) -> None:
    row = send(people.province, HERE)
    with one_clock(), one_request():
        campaign_today()
        with django_assert_num_queries(1):
            assert [one.key for one in unread(people.commune)] == [row.key]
            assert [one.key for one in unread(people.commune)] == [row.key]
        assert unread(people.other) == []
        broadcast_read(actor=people.commune, row=row)
        assert unread(people.commune) == []


def test_after_its_last_day_and_withdrawn_it_asks_nobody(people, clock) -> None:
    send(people.province, HERE, last_day=date(2025, 1, 7))
    assert len(unread(people.commune)) == 1
    clock("00:10", day=8)
    assert unread(people.commune) == []
    gone = send(people.province, HERE)
    broadcast_withdraw(actor=people.province, key=gone.key, reason="Hoãn họp")
    assert unread(people.commune) == []
    assert len(sent_or_received(people.commune)) == 2, "both stay to be read"
    with pytest.raises(UserError, match="đã thu hồi"):
        broadcast_withdraw(actor=people.province, key=gone.key, reason="lại")


def test_the_wall(people, clock) -> None:
    row = send(people.province, HERE)
    broadcast_read(actor=people.commune, row=row)
    for actor, seen in ((people.commune, 1), (people.other, 0), (people.district, 1),
                        (people.province, 1)):  # fmt: skip
        with acting(actor):
            assert Broadcast.objects.count() == seen, actor.username
            assert BroadcastReceipt.objects.count() == seen, actor.username


def test_a_letter_is_a_sound_pdf_that_its_readers_open(people, clock, client) -> None:
    with pytest.raises(Refused):
        send(people.province, HERE, letter=b"MZ\x90" * 50)
    assert not Broadcast.objects.exists()
    row = send(people.province, HERE, letter=PDF)
    sign_in(client, people.commune)
    answer = client.get(reverse("difficulties:broadcast_letter", args=[row.key]))
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    sign_in(client, people.other)
    assert client.get(reverse("difficulties:broadcast_letter", args=[row.key])).status_code == 404


def test_on_the_screen_sent_read_confirmed_followed(people, clock, client) -> None:
    sign_in(client, people.province)
    form = {"title": "Tập huấn", "text": "8 giờ sáng mai.", "importance": "important",
            "reach": "commune", "must_confirm": "on", "last_day": "15/01/2025"}  # fmt: skip
    answer = client.post(reverse("difficulties:broadcast_new"), form)
    row = Broadcast.objects.get()
    assert answer["Location"] == reverse("difficulties:broadcast", args=[row.key])
    assert len(row.units) > 100
    sign_in(client, people.commune)
    assert "Thông báo chưa đọc" in client.get(reverse("home")).content.decode()
    page = client.get(reverse("difficulties:broadcast", args=[row.key])).content.decode()
    assert "Tôi đã đọc" in page
    assert "Xem ai đã đọc" not in page
    assert "Thông báo chưa đọc" in client.get(reverse("home")).content.decode()
    client.post(reverse("difficulties:broadcast_confirm", args=[row.key]))
    assert "Thông báo chưa đọc" not in client.get(reverse("home")).content.decode()
    address = reverse("difficulties:broadcast_readers", args=[row.key])
    assert client.get(address).status_code == 403
    sign_in(client, people.province)
    page = client.get(address).content.decode()
    assert "còn 1 người chưa xác nhận" in page
    assert client.get(address + "?xuat=xlsx")["Content-Type"].endswith("sheet")
    client.post(reverse("difficulties:broadcast_remind", args=[row.key]))
    sign_in(client, people.other)
    assert "Tập huấn" in client.get(reverse("difficulties:guidances")).content.decode()


def test_the_form_names_what_lacks(people, clock, client) -> None:
    sign_in(client, people.district)
    page = client.post(reverse("difficulties:broadcast_new"), {"reach": "chosen"}).content.decode()
    for words in ("Ghi tiêu đề.", "Ghi nội dung.", "Chọn ít nhất một đơn vị."):
        assert words in page
    assert "Các huyện" not in page
    stranger = {"title": "a", "text": "b", "importance": "usual", "reach": "chosen", "units": "27"}
    page = client.post(reverse("difficulties:broadcast_new"), stranger).content.decode()
    assert "ngoài địa bàn" in page
    assert not Broadcast.objects.exists()

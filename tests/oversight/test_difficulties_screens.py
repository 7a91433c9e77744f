"""Difficulties and guidance on the screen: the whole way, walls, search without marks."""

from __future__ import annotations

import html
import io
import re
from uuid import uuid4

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.difficulties import guiding
from sohotich.oversight.difficulties.errors import LooksPersonal, Overtaken
from sohotich.oversight.difficulties.models import Difficulty, Guidance, GuidanceVersion, State
from sohotich.oversight.difficulties.searching import narrowed, offered
from tests.oversight.test_difficulties import answer, photo, raised
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
PAPER = guiding.Lesson(
    "Máy quét kẹt giấy", "Tắt máy, mở nắp, kéo giấy theo chiều ra.", "may_moc", "kẹt giấy, máy quét"
)
INK = guiding.Lesson("Mực phai, chữ mờ", "Quét ở 400 điểm, tăng tương phản.", "so_hong", "mực")


def address(name: str, *more: object) -> str:
    return reverse(f"difficulties:{name}", args=more)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return html.unescape(re.sub(r"\s+", " ", plain))


def test_raised_answered_and_closed_on_the_screen(people, clock, client) -> None:
    sign_in(client, people.commune)
    form = {"category": "may_moc", "urgency": "stopped", "text": "Máy quét kẹt giấy từ sáng",
            "pictures": [SimpleUploadedFile("a.jpg", photo()),
                         SimpleUploadedFile("b.jpg", photo(quality=40))]}  # fmt: skip
    sent = client.post(address("new"), form)
    row = Difficulty.objects.get()
    assert sent["Location"] == address("one", row.key)
    assert row.pictures.count() == 2
    clock("15:40:30")
    sign_in(client, people.district)
    assert "Máy móc" in (home := text_of(client.get(reverse("home"))))
    assert "còn 1 giờ 20" in home
    assert "kẹt giấy" not in home, "what it says stays on its own page"
    page = text_of(client.get(address("one", row.key)))
    assert "kẹt giấy" in page
    picture = client.get(address("picture", row.pictures.first().key))
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(action="difficulty.read", subject_key=row.key).count() == 1
    client.post(address("act", row.key, "nhan"))
    client.post(address("act", row.key, "tra-loi"), {"answer-text": "Mở nắp.", "answer-seen": 2})
    sign_in(client, people.commune)
    assert "đã có trả lời" in text_of(client.get(reverse("home")))
    assert "Mở nắp." in text_of(client.get(address("one", row.key)))
    client.post(address("act", row.key, "mo-lai"), {"reason-reason": "Vẫn kẹt"})
    assert Difficulty.objects.get().state == State.OPEN
    client.post(address("act", row.key, "dong"))
    assert Difficulty.objects.get().state == State.CLOSED


def test_a_refused_form_asks_for_the_picture_again(people, clock, client) -> None:
    sign_in(client, people.commune)
    form = {"category": "may_moc", "urgency": "stopped", "text": "",
            "pictures": [SimpleUploadedFile("a.jpg", photo())]}  # fmt: skip
    assert "Chọn lại ảnh" in text_of(client.post(address("new"), form))
    assert "Chọn lại ảnh" not in text_of(client.post(address("new"), {**form, "pictures": []}))
    assert not Difficulty.objects.exists()


def test_overdue_says_for_how_long_and_comes_first(people, clock, client) -> None:
    raised(people.commune)
    clock("17:35:30")
    sign_in(client, people.province)
    page = text_of(client.get(reverse("home")))
    assert "quá hạn 35 phút" in page
    assert "quá hạn 35 phút" in text_of(client.get(address("list") + "?loc=qua-han"))


def test_another_commune_s_is_not_there(people, clock, client) -> None:
    row = raised(people.commune)
    sign_in(client, people.other)
    for name, more in (("one", [row.key]), ("act", [row.key, "dong"])):
        assert client.post(address(name, *more)).status_code in (404, 405)
        assert client.get(address(name, *more)).status_code in (404, 405)
    assert client.get(address("picture", uuid4())).status_code == 404
    assert "kẹt giấy" not in text_of(client.get(address("list")))


def test_a_keyer_has_the_short_form_and_sees_their_own(people, person, clock, client) -> None:
    raised(people.commune, text="Sổ mất trang")
    sign_in(client, person("nhap", "nguoi_nhap_lieu"))
    page = text_of(client.get(address("new")))
    assert "Nhãn sổ" not in page
    client.post(address("new"), {"category": "phan_mem", "urgency": "question", "text": "Phím F2?"})
    listed = text_of(client.get(address("list")))
    assert "Phím F2?" in listed
    assert "Sổ mất trang" not in listed
    assert client.get(address("figures")).status_code == 403


def test_a_text_overtaken_comes_back_whole(people, clock, client) -> None:
    row = raised(people.commune)
    answer(people.province, row, "Gọi hãng.")
    sign_in(client, people.district)
    sent = {"answer-text": "Câu trả lời dài của tôi", "answer-seen": 1}
    page = text_of(client.post(address("act", row.key, "tra-loi"), sent))
    assert "Câu trả lời dài của tôi" in page
    assert "Gọi hãng." in page
    assert "còn nguyên ở dưới" in page


def test_what_is_wrong_is_told_beside_its_field(people, clock, client) -> None:
    sign_in(client, people.commune)
    page = text_of(client.post(address("new"), {"urgency": "slowed", "text": "  "}))
    for words in ("Chọn loại khó khăn.", "Ghi nội dung."):
        assert words in page
    form = {"category": "khac", "urgency": "slowed", "text": "a", "book": "zzz"}
    assert "Không thấy sổ này." in text_of(client.post(address("new"), form))
    bad = {**form, "book": "", "pictures": SimpleUploadedFile("virus.jpg", b"MZ" * 99)}
    assert "virus.jpg" in text_of(client.post(address("new"), bad))
    assert not Difficulty.objects.exists()


def test_figures_go_to_excel(people, clock, client) -> None:
    row = raised(people.commune)
    clock("16:30")
    answer(people.district, row)
    sign_in(client, people.province)
    assert "1 giờ 30" in text_of(client.get(address("figures")))
    answered = client.get(address("figures") + "?theo=loai&xuat=xlsx")
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answered.content))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert rows[1][:6] == ["Máy móc", 1, 0, 0, 1, 90]


# ── guidance ─────────────────────────────────────────────────────────────────────────────────────


def test_everybody_finds_guidance_without_marks(people, person, clock, client) -> None:
    guiding.guidance_publish(actor=people.province, lesson=PAPER)
    guiding.guidance_publish(actor=people.province, lesson=INK)
    for words, found in (("ket giay", 1), ("KẸT GIẤY", 1), ("may quet", 1), ("muc phai", 1),
                         ("400 diem", 1), ("giay muc", 0), ("", 2)):  # fmt: skip
        assert narrowed(Guidance.objects.all(), words).count() == found, words
    for actor in (people.other, people.police, person("hotro", "ho_tro_ky_thuat", unit="27")):
        sign_in(client, actor)
        page = text_of(client.get(address("guidances") + "?tim=ket+giay"))
        assert "Máy quét kẹt giấy" in page
        assert "Mực phai" not in page


def test_near_guidance_is_offered_and_nothing_else(people, clock, client) -> None:
    row = guiding.guidance_publish(actor=people.province, lesson=PAPER)
    guiding.guidance_publish(actor=people.province, lesson=INK)
    assert offered("may quet bi ket giay lien tuc", "may_moc") == [row]
    assert offered("xin cho hỏi", "may_moc") == []
    assert offered("Thiếu người nhập buổi tối", "nhan_luc") == []
    sign_in(client, people.commune)
    sent = {"text": "Máy quét bị kẹt giấy", "category": "may_moc"}
    assert "Máy quét kẹt giấy" in text_of(client.post(address("offers"), sent))
    guiding.guidance_withdraw(actor=people.province, key=row.key, reason="sai")
    assert offered("máy quét bị kẹt giấy", "may_moc") == []


def test_what_looks_personal_waits_for_a_second_look(people, clock) -> None:
    bad = guiding.Lesson("Số giấy tờ", "Ghi 027088001234.", "khac")
    with pytest.raises(LooksPersonal) as told:
        guiding.guidance_publish(actor=people.province, lesson=bad)
    assert "027088001234" in told.value.where
    source = raised(people.commune)
    named = guiding.Lesson("a", "Cảm ơn antap đã hỏi", "khac")
    with pytest.raises(LooksPersonal):
        guiding.guidance_publish(actor=people.province, lesson=named, source=source)
    assert not Guidance.objects.exists()
    seen = guiding.Lesson("Số giấy tờ", "Ghi 027088001234.", "khac", looked_at=True)
    assert guiding.guidance_publish(actor=people.province, lesson=seen).version == 1


def test_versions_are_kept_and_of_two_writers_none_is_lost(people, clock) -> None:
    row = guiding.guidance_publish(actor=people.province, lesson=PAPER)
    better = guiding.Lesson(PAPER.title, "Kéo giấy theo chiều mũi tên.", "may_moc")
    changed = guiding.guidance_change(actor=people.province, key=row.key, lesson=better, seen=1)
    assert changed.version == 2
    with pytest.raises(Overtaken, match="bản 2"):
        guiding.guidance_change(actor=people.province, key=row.key, lesson=PAPER, seen=1)
    assert list(GuidanceVersion.objects.values_list("number", "text")) == [
        (2, better.text), (1, PAPER.text),
    ]  # fmt: skip
    with pytest.raises(UserError):
        guiding.guidance_withdraw(actor=people.province, key=row.key, reason=" ")
    for actor in (people.district, people.commune):
        with pytest.raises(Forbidden):
            guiding.guidance_publish(actor=actor, lesson=PAPER)


def test_helped_counts_each_person_once(people, clock) -> None:
    row = guiding.guidance_publish(actor=people.province, lesson=PAPER)
    for actor in (people.commune, people.commune, people.other):
        count = guiding.guidance_helped(actor=actor, key=row.key)
    assert count == 2


def test_an_answer_becomes_guidance_on_the_screen(people, clock, client) -> None:
    row = raised(people.commune)
    answer(people.province, row, "Tắt máy, mở nắp.")
    sign_in(client, people.province)
    page = text_of(client.get(address("guidance_new") + f"?tu={row.key}"))
    assert "Máy quét kẹt giấy" in page, "the original stands beside"
    form = {"title": "Kẹt giấy", "category": "may_moc", "tags": "giấy", "text": "Gọi 0912345678"}
    there = address("guidance_new") + f"?tu={row.key}"
    page = text_of(client.post(there, form))
    assert "0912345678” (số điện thoại)" in page
    assert "không có dữ liệu cá nhân" in page
    client.post(there, {**form, "text": "Tắt máy, mở nắp."})
    made = Guidance.objects.get()
    assert made.from_difficulty == row.key
    edit = {**form, "text": "Bản của tôi", "seen": 0}
    page = text_of(client.post(address("guidance_edit", made.key), edit))
    assert "Bản của tôi" in page
    assert "Tắt máy, mở nắp." in page
    client.post(address("guidance_withdraw", made.key), {"reason-reason": "Đã đổi máy"})
    sign_in(client, people.other)
    page = text_of(client.get(address("guidance", made.key)))
    assert "đã thu hồi" in page
    assert "Đã đổi máy" in page
    assert "Soạn từ khó khăn này" not in page, "another commune's stays behind its wall"
    with acting(people.other):
        assert not Difficulty.objects.exists()
    assert client.get(address("guidance_edit", made.key)).status_code == 403

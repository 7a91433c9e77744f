"""The course: its pages are right, answers are judged at once, work waits where it should."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from sohotich.domain.compare import MARKS_THAT_ARE_VALUES
from sohotich.foundation.people.acting import acting
from sohotich.foundation.worklists.gates import NotYet
from sohotich.pipeline.training.course import course
from sohotich.pipeline.training.exercise_data import record_data
from sohotich.pipeline.training.judging import judge
from sohotich.pipeline.training.models import Attempt, Exercise
from sohotich.pipeline.training.services import (
    answer_save,
    attempt_begin,
    exercise_finish,
    exercise_next,
)
from sohotich.register.accuracy.models import Tally
from sohotich.register.records.checking import findings_of
from sohotich.register.records.values import tidy
from tests.pipeline.screens import signed_in

LESSONS = course()
ROOM = 1_500_000


def test_the_shipped_truth_is_what_the_register_maker_says_now() -> None:
    from sohotich.sample.training import COURSE, TRUTH, lesson_truth
    from sohotich.sample.training import LESSONS as MADE

    shipped = json.loads((COURSE / TRUTH).read_text(encoding="utf-8"))["lessons"]
    drawn = [{k: v for k, v in one.items() if k not in ("image", "size")} for one in shipped]
    assert drawn == json.loads(json.dumps([lesson_truth(one) for one in MADE]))
    assert sum(file.stat().st_size for file in COURSE.iterdir()) < ROOM


def test_the_course_has_births_of_three_eras_a_marriage_and_a_death() -> None:
    eras = {one.form.era for one in LESSONS if one.type_code == "KS"}
    assert len(eras) == 3
    assert {one.type_code for one in LESSONS} == {"KS", "KH", "KT"}
    said = {mark for one in LESSONS for mark in one.marks.values()}
    assert said == MARKS_THAT_ARE_VALUES, "a blank line and an unreadable one are met"


@pytest.mark.parametrize("lesson", LESSONS, ids=[one.key for one in LESSONS])
@pytest.mark.django_db
def test_its_truth_fits_the_record_type(lesson) -> None:
    """Fresh against the schema: known fields, values as stored, nothing left out of the form."""
    for field, value in lesson.values.items():
        assert tidy(lesson.type_code, field, value, "")[0] == value, field
    assert set(lesson.judged) == set(lesson.form.shown)
    on_the_page = {field for field in lesson.judged if field in lesson.values}
    assert on_the_page - set(lesson.regions) <= {
        "loaiDangKy", "noiDangKy", "nksLoaiKhaiSinh", "chaLoaiCuTru", "meLoaiCuTru", "trangSo",
    }  # fmt: skip
    found = findings_of(lesson.type_code, lesson.values, lesson.marks, lesson.form)
    warned = {one.field for one in found if one.severity != "info"}
    odd = {"khai-sinh-2011": "nksNgaySinhBangChu"}.get(lesson.key)
    assert (odd in warned) if odd else not warned & on_the_page


WHY = [
    ("khai-sinh-2003", "nksHoTen", "Nguyển Đức Đức", "", "Dấu hỏi và dấu ngã"),
    ("khai-sinh-2003", "nksHoTen", "Nguyễn Đức Dức", "", "Chữ đ có gạch ngang"),
    ("khai-sinh-2003", "meHoTen", "Nguyễn Thị", "", "Quỳnh"),
    ("khai-sinh-2003", "nksNgaySinh", "03.25.1998", "", "ngày, tháng, năm"),
    ("khai-sinh-2003", "nksNgaySinhBangChu", "25/3/1998", "", "nguyên văn"),
    ("khai-sinh-2003", "chaNgaySinh", "01.01.1970", "", "không tự thêm"),
    ("khai-sinh-2003", "nksNoiSinh", "", "blank_in_book", "Dòng này có ghi"),
    ("khai-sinh-2003", "nksNoiSinh", "", "", "F2"),
    ("khai-sinh-2003", "nksGioiTinh", "2", "", "đúng như sổ"),
    ("khai-tu-2009", "gbtCoQuanCap", "UBND xã", "", "bấm F2"),
    ("khai-tu-2009", "nktNguyenNhanChet", "Ốm", "", "bấm F4"),
    ("ket-hon-2005", "chucVuNguoiKy", "Phó Chủ tịch", "", "điền sẵn"),
]


@pytest.mark.parametrize(("key", "field", "value", "mark", "why"), WHY)
def test_a_wrong_answer_is_told_why(key, field, value, mark, why) -> None:
    lesson = next(one for one in LESSONS if one.key == key)
    said = judge(lesson, field, value, mark)
    assert said is not None
    assert not said.right
    assert why in said.why
    assert said.book


@pytest.mark.parametrize("lesson", LESSONS, ids=[one.key for one in LESSONS])
def test_the_truth_and_other_ways_of_writing_it_are_right(lesson) -> None:
    for field in lesson.judged:
        value, mark = lesson.values.get(field, ""), lesson.marks.get(field, "")
        for written in (value, value.upper(), value.lower()):
            said = judge(lesson, field, written, mark)
            assert said is not None
            assert said.right, field
        assert judge(lesson, field, value, "as_written" if value else mark).right
    assert judge(lesson, lesson.form.hidden[0], "9", "") is None, "not asked on this page"


def through(actor, wrong: int = 0) -> Attempt:
    """The whole course, so many answers wrong at first."""
    attempt = attempt_begin(actor=actor)
    while (row := exercise_next(actor=actor)) is not None:
        lesson = next(one for one in LESSONS if one.key == row.lesson)
        for seq, field in enumerate(lesson.judged, start=1):
            value, mark = lesson.values.get(field, ""), lesson.marks.get(field, "")
            if wrong and value and field.endswith("HoTen"):
                wrong -= 1
                answer(actor, row, field, "Ai đó", "", seq)
            answer(actor, row, field, value, mark, seq + 100)
        exercise_finish(actor=actor, exercise=row.key, seconds=120)
    attempt.refresh_from_db()
    return attempt


def answer(actor, row, field, value, mark, seq, aid="typed"):
    return answer_save(
        actor=actor, exercise=row.key, field=field, value=value, mark=mark, aid=aid, seq=seq,
        keystrokes=len(value),
    )  # fmt: skip


@pytest.mark.django_db
class TestAttempt:
    def test_the_first_answer_counts_and_the_result_goes_to_the_figures_once(self, team) -> None:
        with acting(team.first):
            done = through(team.first, wrong=2)
            assert (done.errors, done.passed) == (2, True)
            assert done.by_class["name"][1] == 2
            assert done.seconds == 120 * len(LESSONS)
        counted = {row.field_class: row.errors for row in Tally.objects.all()}
        assert counted["name"] == 2
        assert set(Tally.objects.values_list("source", "book")) == {("gold", None)}
        before = list(Tally.objects.order_by("key").values())
        with acting(team.first):
            assert through(team.first).errors == 0
        after = list(Tally.objects.order_by("key").values())
        assert before == after, "the second time the answers are known"

    def test_names_are_completed_there_as_at_work(self, team) -> None:
        with acting(team.first):
            attempt_begin(actor=team.first)
            row = exercise_next(actor=team.first)
        client = signed_in(team.first)
        address = record_data(row)["dictionary"]
        told = client.get(address).json()
        assert "Nguyễn" in told["names"]["family"]
        assert "Đức" in told["names"]["young"]["m"]["given"]
        assert told["roles"]["nksHoTen"]["age"] == "young"
        assert told["phrases"] == {}
        assert signed_in(team.second).get(address).status_code == 404

    def test_too_many_wrong_is_no_pass(self, team) -> None:
        with acting(team.first):
            attempt = attempt_begin(actor=team.first)
            while (row := exercise_next(actor=team.first)) is not None:
                exercise_finish(actor=team.first, exercise=row.key)
            attempt.refresh_from_db()
        assert attempt.passed is False

    def test_it_goes_on_where_it_was_left_and_letters_come_twice(self, team) -> None:
        with acting(team.first):
            first = attempt_begin(actor=team.first)
            row = exercise_next(actor=team.first)
            wrong = answer(team.first, row, "nksHoTen", "Ai đó", "", 5)
            assert wrong.verdict is not None
            assert not wrong.verdict.right
            late = answer(team.first, row, "nksHoTen", "Người khác", "", 5)
            assert not late.stored
            exercise_finish(actor=team.first, exercise=row.key)
            exercise_finish(actor=team.first, exercise=row.key)
            assert attempt_begin(actor=team.first) == first
            assert exercise_next(actor=team.first).position == 1

    def test_no_register_hears_of_it(self, team) -> None:
        from sohotich.register.ledger.models import LedgerEvent
        from sohotich.register.records.models import Reading, Record

        with acting(team.first):
            through(team.first)
        for model in (Reading, Record, LedgerEvent):
            assert not model.objects.exists()


@pytest.mark.django_db
class TestGate:
    @pytest.fixture
    def waiting(self, make_book, with_images, tmp_path, team):
        from sohotich.pipeline.keying.queues import FIRST, synchronize

        book = make_book(2)
        with_images(book, tmp_path)
        synchronize(FIRST, ["09508"])
        return book

    @pytest.fixture
    def decide(self, person):
        from sohotich.foundation.policies.services import set_value

        office = person("so", "so_tu_phap", unit="27")

        def to(value: str) -> None:
            set_value(
                actor=office, name="training.before_work", value=value,
                from_date=date(2025, 1, 7), reason="thử",
            )  # fmt: skip

        return to

    @pytest.fixture
    def lent(self, team):
        from sohotich.foundation.people.models import User

        User.objects.filter(key=team.first.key).update(valid_to=date(2025, 1, 15))
        return team.first

    def take(self, actor, book):
        from sohotich.pipeline.keying.services import next_entry

        with acting(actor):
            return next_entry(actor=actor, book=book.key)

    def test_by_default_it_reminds_and_hands_out(self, waiting, lent) -> None:
        assert self.take(lent, waiting) is not None
        page = signed_in(lent).get(reverse("keying:start")).content.decode()
        assert "Học nhập liệu: 15 phút" in page

    def test_lent_people_wait_others_do_not(self, waiting, lent, team, decide) -> None:
        decide("lent")
        with pytest.raises(NotYet, match="Học nhập liệu"):
            self.take(lent, waiting)
        assert self.take(team.second, waiting) is not None

    def test_every_keyer_waits_and_the_officer_does_not(self, waiting, team, decide) -> None:
        decide("keyers")
        with pytest.raises(NotYet):
            self.take(team.second, waiting)
        assert self.take(team.officer, waiting) is not None

    def test_whoever_passed_is_handed_work(self, waiting, lent, decide) -> None:
        decide("keyers")
        page = signed_in(lent).get(reverse("keying:start")).content.decode()
        assert "Việc được giao khi anh/chị đạt phần tập" in page
        assert 'data-key-words="nhập tiếp"' not in page
        with acting(lent):
            through(lent)
        assert self.take(lent, waiting) is not None

    def test_what_is_in_hand_stays_in_hand(self, waiting, lent, decide) -> None:
        first = self.take(lent, waiting)
        decide("keyers")
        assert self.take(lent, waiting).reading == first.reading


@pytest.mark.django_db
class TestPages:
    def begin(self, client):
        return client.post(reverse("training:begin"), follow=True).context["keying"]

    def test_it_is_the_keying_screen_with_feedback(self, team) -> None:
        client = signed_in(team.first)
        data = self.begin(client)
        assert data["training"] is True
        record = data["record"]
        letter = {"field": "nksHoTen", "value": "Nguyễn Đức", "mark": "", "aid": "", "seq": 1}
        said = client.post(record["urls"]["save"], letter, content_type="application/json").json()
        assert said["feedback"]["nksHoTen"] == {
            "right": False,
            "book": "Nguyễn Đức Đức",
            "why": "Anh/chị gõ không có tiếng “Đức”, sổ ghi có tiếng “Đức”.",
        }
        picture = client.get(record["images"][0]["url"])
        assert b"".join(picture.streaming_content)[:2] == b"\xff\xd8"
        ahead = client.post(
            data["ahead"]["url"], {"have": [record["reading"]]}, content_type="application/json"
        )
        assert ahead.json()["item"]["number"] == "2"
        again = client.get(reverse("training:exercise", args=[record["reading"]]))
        assert again.context["keying"]["record"]["feedback"]["nksHoTen"]["right"] is False

    def test_others_see_nothing_of_it(self, team, person) -> None:
        data = self.begin(signed_in(team.first))
        for other in (
            team.second,
            team.officer,
            person("stranger", "nguoi_nhap_lieu", unit="09511"),
        ):
            client = signed_in(other)
            assert client.get(data["record"]["images"][0]["url"]).status_code == 404
            letter = {"field": "nksHoTen", "value": "A", "seq": 1}
            url = data["record"]["urls"]["save"]
            assert client.post(url, letter, content_type="application/json").status_code == 404
        assert Exercise.objects.get(key=data["record"]["reading"]).sequence == {}

    def test_the_officer_sees_who_passed_and_when(self, team, person) -> None:
        with acting(team.first):
            done = through(team.first)
        page = signed_in(team.officer).get(reverse("training:people")).content.decode()
        assert team.first.name in page
        assert "Đạt" in page
        assert team.second.name in page
        assert "Chưa học" in page
        for other in (team.first, team.scanner, team.chair):
            assert signed_in(other).get(reverse("training:people")).status_code == 403
        abroad = person("officer2", "cong_chuc_ho_tich", unit="09511")
        assert (
            team.first.name
            not in signed_in(abroad).get(reverse("training:people")).content.decode()
        )
        result = reverse("training:result", args=[done.key])
        assert signed_in(team.first).get(result).status_code == 200
        assert signed_in(team.officer).get(result).status_code == 404

"""Criteria beforehand, lists by what the work says, the word of those named, issuing."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from sohotich.domain.workflow import ROLE_PERMISSIONS
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_today
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.models import User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import set_value
from sohotich.oversight.merit.issuing import letter_of, list_issue
from sohotich.oversight.merit.models import (
    CriteriaSet,
    IssuedDocument,
    MeritLine,
    MeritList,
    Opinion,
)
from sohotich.oversight.merit.opinions import opinion_answer, opinion_write
from sohotich.oversight.merit.publishing import criteria_on, criteria_publish
from sohotich.oversight.merit.rules import Purpose, Subject
from sohotich.oversight.merit.selectors import line_seen, lines_seen, lists_seen
from sohotich.oversight.merit.services import (
    line_choose,
    list_announce,
    list_draw,
    rest_choose,
)
from sohotich.oversight.merit.standing import merit_notices
from sohotich.sample.load.merit import criteria_fill
from tests.oversight.merit_days import (
    ABROAD,
    FIRST,
    GOOD,
    LAST,
    SLOW,
    SMALL,
    book_of,
    keyed,
    reported,
)

pytestmark = pytest.mark.django_db
BASIS = "Công văn số 12/STP-HCTP ngày 01/01/2025"


@pytest.fixture
def office(clock, people, person) -> SimpleNamespace:
    """Everybody, and criteria published on the first day for the days after it."""
    clock("08:00", day=1)
    people.chair = person("antap.chutich", "chu_tich", unit=GOOD)
    people.keyers = [
        person("nhap1", "nguoi_nhap_lieu", unit=GOOD),
        person("nhap2", "nguoi_nhap_lieu", unit=GOOD),
    ]
    people.watcher = person("theodoi", "theo_doi", unit="27")
    with acting(people.province):
        people.criteria = criteria_publish(actor=people.province, applies_from=FIRST, basis=BASIS)
    clock("15:00", day=7)
    return people


@pytest.fixture
def work(office) -> SimpleNamespace:
    """09508 did what was needed and more, 09511 little and late, 09514 has few numbers; 09163 is
    of another district.
    """
    first, second = (one.key for one in office.keyers)
    keyed(book_of(GOOD, 600, 400), first, second, 200, wrong=20)
    keyed(book_of(SLOW, 600, 30, condition="damaged"), first, second, 20)
    book_of(SMALL, 50, 50)
    book_of(ABROAD, 300, 20)
    reported(GOOD, [0, 0, 0, 0, 0])
    reported(SLOW, [0, 9, None, None, 0])
    return office


def draw(actor, purpose=Purpose.COMMEND, subject=Subject.COMMUNE, first=FIRST, last=LAST):
    with acting(actor):
        return list_draw(actor=actor, purpose=purpose, subject=subject, first=first, last=last)


def line_of(found: MeritList, unit: str) -> MeritLine:
    return found.lines.get(unit_code=unit)


def evidence(line: MeritLine) -> dict[str, str]:
    return {one["criterion"]: one["value"] for one in line.evidence}


@pytest.fixture
def drawn(work) -> MeritList:
    return draw(work.province)


@pytest.fixture
def announced(drawn, work) -> MeritList:
    with acting(work.province):
        return list_announce(actor=work.province, key=drawn.key)


def test_criteria_are_published_beforehand_with_the_numbers_of_that_day(office, clock) -> None:
    with acting(office.province), pytest.raises(UserError, match="trước ngày áp dụng"):
        criteria_publish(actor=office.province, applies_from=campaign_today(), basis=BASIS)
    with acting(office.police), pytest.raises(Forbidden):
        criteria_publish(actor=office.police, applies_from=LAST + timedelta(9), basis=BASIS)
    day = campaign_today()
    set_value(actor=office.province, name="merit.min_load", value=700, from_date=day, reason="CV 9")
    assert office.criteria.numbers["min_load"] == 200, "as published, whatever was decided since"
    with acting(office.province):
        later = criteria_publish(
            actor=office.province, applies_from=day + timedelta(1), basis="CV 9"
        )
    assert later.numbers["min_load"] == 700
    assert criteria_on(LAST).key == office.criteria.key
    assert criteria_on(day + timedelta(1)).key == later.key
    assert criteria_on(date(2025, 1, 1)) is None


def test_published_criteria_are_neither_changed_nor_dated_back(office) -> None:
    with acting(office.province), pytest.raises(DatabaseError), transaction.atomic():
        CriteriaSet.objects.update(basis="khác")
    old = {f.attname: getattr(office.criteria, f.attname) for f in CriteriaSet._meta.fields}
    back = CriteriaSet(**{**old, "key": UUID(int=1), "applies_from": date(2025, 1, 1)})
    with pytest.raises(DatabaseError, match="criteria_beforehand"), transaction.atomic():
        back.save(force_insert=True)


def test_a_set_whose_points_do_not_make_a_hundred_is_refused(office) -> None:
    day = campaign_today()
    set_value(actor=office.province, name="merit.unit_pace", value=30, from_date=day, reason="CV 9")
    with acting(office.province), pytest.raises(UserError, match="cộng lại là 115"):
        criteria_publish(actor=office.province, applies_from=day + timedelta(1), basis="CV 9")


def test_units_are_measured_by_the_work_alone(drawn) -> None:
    good, slow, small = (line_of(drawn, unit) for unit in (GOOD, SLOW, SMALL))
    assert (good.rank, good.proposed) == (1, True)
    assert small.rank is None
    assert "dưới mức 200" in small.why
    # 600 to do from the 2nd to the 15th, five days of fourteen, 400 done: 400 of 214,3.
    assert evidence(good)["progress"] == "186,7 %"
    # 200 read by two: 400 readings, of which 20 were decided otherwise.
    assert evidence(good)["accuracy"] == "5,0 %"
    assert evidence(good)["returned"] == "1,0 %"
    assert evidence(good)["punctual"] == "5/5 ngày"
    assert evidence(slow)["progress"] == "14,0 %"
    assert evidence(slow)["punctual"] == "2/5 ngày"
    why = {one["criterion"]: one["why"] for one in slow.evidence}
    assert "sổ cũ và rách mờ ×1,30" in why["progress"]
    assert "1 ngày nộp muộn, 2 ngày không báo cáo" in why["punctual"]


def test_people_are_measured_by_readings_and_what_became_of_them(work) -> None:
    found = draw(work.province, subject=Subject.PERSON)
    first, second = (found.lines.get(person_key=one.key) for one in work.keyers)
    assert (first.unit_code, first.unit_name) == (GOOD, "Xã An Tập")
    assert evidence(first)["accuracy"] == "0,0 %"
    # 20 of 220, a little less for the damaged book of 20.
    assert evidence(second)["accuracy"] == "8,8 %"
    assert first.rank == 1
    assert first.score > second.score


def test_districts_are_the_sum_of_their_communes(work) -> None:
    found = draw(work.province, subject=Subject.DISTRICT)
    district = line_of(found, "264")
    # With each book's own work: 400 × 1,008 + 30 × 1,3 × 1,008 + 50 × 1,1 = 497,5 done, of 600 ×
    # 1,008 + 600 × 1,3 × 1,008 + 50 × 1,1 = 1.446,0 five fourteenths needed.
    assert evidence(district)["progress"] == "96,3 %"
    assert evidence(district)["punctual"] == "không có ngày"


def test_the_police_propose_criticism_of_those_the_bounds_name(work) -> None:
    found = draw(work.police, Purpose.CRITICISE)
    line = found.lines.get(unit_code=SLOW)
    assert "Chậm tiến độ: đạt 14,0 % mức cần" in line.why
    assert "Chậm báo cáo: 3 ngày không đúng giờ" in line.why
    assert not found.lines.filter(unit_code__in=(GOOD, SMALL)).exists()
    with pytest.raises(Forbidden):
        draw(work.province, Purpose.CRITICISE)
    with pytest.raises(Forbidden):
        draw(work.police)
    with pytest.raises(UserError, match="phê bình cá nhân"):
        draw(work.police, Purpose.CRITICISE, Subject.PERSON)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (FIRST, date(2025, 1, 7), "Kỳ chưa hết"),
        (date(2025, 1, 1), LAST, "chưa có tiêu chí"),
        (date(2024, 12, 31), LAST, "Kỳ không hợp lệ"),
        (LAST, FIRST, "Kỳ không hợp lệ"),
    ],
)
def test_only_days_that_are_over_and_had_criteria_are_judged(work, first, last, says) -> None:
    with pytest.raises(UserError, match=says):
        draw(work.province, first=first, last=last)
    assert not MeritList.objects.exists()


def test_two_sets_of_criteria_judge_no_list_together(work, clock) -> None:
    with acting(work.province):
        criteria_publish(actor=work.province, applies_from=date(2025, 1, 8), basis="CV 9")
    clock("08:00", day=10)
    with pytest.raises(UserError, match=r"Từ 08/01/2025 áp dụng tiêu chí khác"):
        draw(work.province, last=date(2025, 1, 9))


def test_a_draft_is_drawn_anew_and_an_announced_list_is_not(drawn, work) -> None:
    again = draw(work.province)
    assert again.key == drawn.key
    assert MeritLine.objects.filter(merit_list=drawn).count() == again.lines.count()
    with acting(work.province):
        list_announce(actor=work.province, key=drawn.key)
    with pytest.raises(UserError, match="đã thông báo"):
        draw(work.province)


def seen(actor, found: MeritList) -> set[str]:
    with acting(actor):
        return set(lines_seen(actor, found).values_list("unit_code", flat=True))


def test_who_sees_which_lines(drawn, work) -> None:
    every = seen(work.province, drawn)
    assert every == {GOOD, SLOW, SMALL, ABROAD}, "a commune without books is not judged"
    assert seen(work.chair, drawn) == seen(work.watcher, drawn) == set(), "a draft is nobody's"
    with acting(work.province):
        list_announce(actor=work.province, key=drawn.key)
    assert seen(work.chair, drawn) == {GOOD}
    assert seen(work.other, drawn) == {SLOW}
    assert seen(work.district, drawn) == {GOOD, SLOW, SMALL}
    assert seen(work.watcher, drawn) == every == seen(work.police, drawn)
    with acting(work.keyers[0]):
        assert not MeritLine.objects.exists()


def test_lines_of_people_are_theirs_their_officers_and_the_provinces(work) -> None:
    found = draw(work.province, subject=Subject.PERSON)
    with acting(work.province):
        list_announce(actor=work.province, key=found.key)
    first, second = work.keyers
    for actor, count in (
        (work.commune, 2), (work.province, 2), (work.watcher, 2), (first, 1), (second, 1),
        (work.chair, 0), (work.other, 0), (work.police, 0), (work.district, 0),
    ):  # fmt: skip
        with acting(actor):
            assert MeritLine.objects.count() == count, actor.username
            assert lines_seen(actor, found).count() == count, actor.username
            assert lists_seen(actor).count() == min(count, 1), actor.username
    with acting(first):
        assert [notice.button for notice in merit_notices(first)] == ["Xem kết quả"]
        mine = found.lines.get()
        opinion_write(actor=first, line=mine.key, text="Tôi còn nhập ở xã khác.", appeal=True)
        assert merit_notices(first) is not None
        assert list(merit_notices(first)) == []
    with acting(second):
        assert not Opinion.objects.exists()


def test_the_unit_named_speaks_before_the_deadline_and_gets_an_answer(
    announced, work, clock
) -> None:
    line = line_of(announced, SLOW)
    with acting(work.other):
        said = opinion_write(actor=work.other, line=line.key, text="Mất điện hai ngày", appeal=True)
    for stranger in (work.chair, work.district, work.province, work.watcher):
        with acting(stranger), pytest.raises(Forbidden):
            opinion_write(actor=stranger, line=line.key, text="khác", appeal=False)
    with acting(work.police), pytest.raises(Forbidden):
        opinion_answer(actor=work.police, opinion=said.key, text="không")
    with acting(work.province):
        answered = opinion_answer(
            actor=work.province, opinion=said.key, text="Đã kiểm tra, giữ nguyên."
        )
        with pytest.raises(UserError, match="đã trả lời"):
            opinion_answer(actor=work.province, opinion=said.key, text="nữa")
    assert answered.answered_by_name == work.province.name
    assert answered.answered_at is not None
    clock("00:01", day=10)
    with acting(work.other), pytest.raises(UserError, match=r"Hạn: 23:59 09/01/2025"):
        opinion_write(actor=work.other, line=line.key, text="muộn", appeal=False)


def test_a_list_is_issued_when_nothing_stands_open(announced, work, clock) -> None:
    def issue() -> MeritList:
        with acting(work.province):
            return list_issue(actor=work.province, key=announced.key, ground="CV 20/STP")

    line = line_of(announced, SLOW)
    with acting(work.other):
        said = opinion_write(actor=work.other, line=line.key, text="Xin xem lại", appeal=True)
    with pytest.raises(UserError, match="Còn trong hạn kiến nghị"):
        issue()
    clock("08:00", day=10)
    with pytest.raises(UserError, match="1 kiến nghị chưa trả lời"):
        issue()
    with acting(work.province):
        opinion_answer(actor=work.province, opinion=said.key, text="Giữ nguyên.")
    with pytest.raises(UserError, match="dòng chưa quyết định"):
        issue()
    with acting(work.province):
        line_choose(actor=work.province, line=line.key, taken=True, reason="Khắc phục lũ lụt")
        rest_choose(actor=work.province, key=announced.key, reason="Theo tiêu chí")
    assert issue().issued_by_name == work.province.name
    kept = {one.ending: one for one in IssuedDocument.objects.all()}
    assert set(kept) == {"docx", "pdf", "xlsx"}
    for one in kept.values():
        assert hashlib.sha256(bytes(one.content)).hexdigest() == one.sha256
    logged = AuditEntry.objects.get(action="merit.issue")
    assert logged.facts["sha256"]["pdf"] == kept["pdf"].sha256
    with acting(work.province), pytest.raises(UserError, match="không sửa được nữa"):
        line_choose(actor=work.province, line=line.key, taken=False, reason="đổi ý")
    with acting(work.province), pytest.raises(DatabaseError), transaction.atomic():
        IssuedDocument.objects.update(name="khác")
    with acting(work.watcher):
        assert IssuedDocument.objects.count() == 3
    with acting(work.chair):
        assert IssuedDocument.objects.count() == 0


def test_a_decision_has_a_reason_and_a_name(announced, work) -> None:
    line = line_of(announced, GOOD)
    with acting(work.province):
        with pytest.raises(UserError, match="Thiếu lý do"):
            line_choose(actor=work.province, line=line.key, taken=True, reason=" ")
        done = line_choose(actor=work.province, line=line.key, taken=False, reason="Đã khen riêng")
    assert (done.choice, done.chosen_by_name) == ("left", work.province.name)
    with acting(work.watcher), pytest.raises(Forbidden):
        line_choose(actor=work.watcher, line=line.key, taken=True, reason="x")


def test_the_letters_say_who_why_and_by_what(announced, work) -> None:
    with acting(work.province):
        rest_choose(actor=work.province, key=announced.key, reason="Theo tiêu chí")
        letter = letter_of(announced)
    assert letter.kind == "Danh sách"
    assert letter.abstract.startswith("Đề nghị khen thưởng tập thể cấp xã")
    assert letter.addressees == ("Chủ tịch Ủy ban nhân dân tỉnh Bắc Ninh (qua Sở Nội vụ)",)
    text = str(letter.body)
    assert BASIS in text
    assert "Xã An Tập" in text
    found = draw(work.police, Purpose.CRITICISE)
    with acting(work.police):
        rest_choose(actor=work.police, key=found.key, reason="Theo tiêu chí")
        letter = letter_of(found)
    assert (letter.kind, letter.agency) == ("Báo cáo", "Công an\ntỉnh Bắc Ninh")
    assert "Chậm tiến độ: đạt 14,0 % mức cần" in str(letter.body)


def test_rights_are_as_the_plan_gives_them() -> None:
    def holders(right: str) -> set[str]:
        return {role for role, rights in ROLE_PERMISSIONS.items() if right in rights}

    assert holders("merit.decide") == {"so_tu_phap"}
    assert holders("merit.criticise") == {"cong_an_tinh"}
    assert holders("merit.people") == {"cong_chuc_ho_tich", "so_tu_phap", "theo_doi"}
    assert holders("merit.appeal") == {"cong_chuc_ho_tich", "chu_tich", "phong_tu_phap"}


def as_person(actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(key=actor.key))
    return client


def test_the_pages_from_drawing_to_issuing(work, clock) -> None:
    so, xa = as_person(work.province), as_person(work.other)
    assert "Lập danh sách" in so.get("/thi-dua/").content.decode()
    assert "Lập danh sách" not in xa.get("/thi-dua/").content.decode()
    wrong = {"purpose": "commend", "subject": "commune", "first": "1/1/2025", "last": "6/1/2025"}
    assert "chưa có tiêu chí" in so.post("/thi-dua/lap/", wrong).content.decode()
    page = so.post("/thi-dua/lap/", {**wrong, "first": "2/1/2025"}, follow=True)
    found = MeritList.objects.get()
    assert "Xã An Tập" in page.content.decode()
    address = f"/thi-dua/{found.key}/"
    assert xa.get(address).status_code == 404
    assert so.get(f"{address}?xuat=xlsx").status_code == 200
    so.post(f"{address}thong-bao/")
    line = line_of(found, SLOW)
    said = {"text": "Mất điện", "kind": "appeal"}
    page = xa.post(f"/thi-dua/dong/{line.key}/y-kien/", said, follow=True).content.decode()
    assert "Mất điện" in page
    assert "Chưa trả lời" in page
    assert xa.get(f"/thi-dua/dong/{line_of(found, GOOD).key}/").status_code == 404
    opinion = Opinion.objects.get()
    assert xa.post(f"/thi-dua/y-kien/{opinion.key}/tra-loi/", {"answer": "x"}).status_code == 403
    so.post(f"/thi-dua/y-kien/{opinion.key}/tra-loi/", {"answer": "Giữ nguyên."})
    assert "Giữ nguyên." in xa.get(f"/thi-dua/dong/{line.key}/").content.decode()
    so.post(f"/thi-dua/dong/{line.key}/quyet-dinh/", {"choice": "left", "reason": "Chậm"})
    so.post(f"{address}theo-tieu-chi/", {"rest-reason": "Theo tiêu chí"})
    clock("08:00", day=10)
    assert so.get(f"{address}tai/pdf/").content.startswith(b"%PDF")
    page = so.post(f"{address}phat-hanh/", {"issue-ground": "CV 20/STP"}, follow=True)
    assert "Đã phát hành" in page.content.decode()
    first, again = (so.get(f"{address}tai/docx/").content for _ in range(2))
    assert first == again == bytes(IssuedDocument.objects.get(ending="docx").content)
    assert xa.get(f"{address}tai/docx/").status_code == 404
    assert line_seen(work.other, line.key).choice == "left"


def test_a_keyer_reads_their_own_line_alone_and_speaks(work) -> None:
    found = draw(work.province, subject=Subject.PERSON)
    first, second = (found.lines.get(person_key=one.key) for one in work.keyers)
    keyer = as_person(work.keyers[0])
    assert keyer.get(f"/thi-dua/dong/{first.key}/").status_code == 404, "a draft is nobody's"
    with acting(work.province):
        list_announce(actor=work.province, key=found.key)
    page = keyer.get(f"/thi-dua/dong/{first.key}/").content.decode()
    assert "Hạng 1" in page
    assert "/thi-dua/tieu-chi/" not in page
    said = {"text": "Tôi nhập cả ở xã khác", "kind": "comment"}
    page = keyer.post(f"/thi-dua/dong/{first.key}/y-kien/", said, follow=True).content.decode()
    assert "Tôi nhập cả ở xã khác" in page
    assert keyer.get(f"/thi-dua/dong/{second.key}/").status_code == 404
    assert keyer.post(f"/thi-dua/dong/{second.key}/y-kien/", said).status_code == 404
    assert keyer.get("/thi-dua/").status_code == 403


def test_reading_what_a_list_says_of_people_is_on_record(work) -> None:
    found = draw(work.province, subject=Subject.PERSON)
    so = as_person(work.province)
    so.get(f"/thi-dua/{found.key}/")
    so.get(f"/thi-dua/{found.key}/tai/xlsx/")
    actions = AuditEntry.objects.filter(subject_key=found.key).values_list("action", flat=True)
    assert {"merit.read", "merit.download"} <= set(actions)


def test_criteria_page_publishes_and_tells(office) -> None:
    so = as_person(office.province)
    assert "Đang áp dụng" in so.get("/thi-dua/tieu-chi/").content.decode()
    refused = so.post("/thi-dua/tieu-chi/cong-bo/", {"applies_from": "7/1/2025", "basis": "CV 9"})
    assert "trước ngày áp dụng" in refused.content.decode()
    page = so.post(
        "/thi-dua/tieu-chi/cong-bo/", {"applies_from": "8/1/2025", "basis": "CV 9"}, follow=True
    )
    assert "Sắp áp dụng" in page.content.decode()
    assert as_person(office.chair).post("/thi-dua/tieu-chi/cong-bo/", {}).status_code == 403


def test_the_sample_province_has_criteria_published_on_its_first_day(clock, people) -> None:
    criteria_fill()
    criteria_fill()
    one = CriteriaSet.objects.get()
    assert (one.applies_from, one.published_by) == (FIRST, people.province.key)
    assert one.numbers["min_load"] == 200


def test_scores_are_kept_to_a_hundredth(drawn) -> None:
    for line in drawn.lines.all():
        points = sum(Decimal(one["points"].replace(",", ".")) for one in line.evidence)
        assert line.score == points

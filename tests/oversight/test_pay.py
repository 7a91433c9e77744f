"""A commune's pay sheet from prepared to final: counted once, doubts settled, frozen, replaced."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import service_actor
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import set_value
from sohotich.oversight.pay import closing, sheets
from sohotich.oversight.pay.content import content_of, digest_of
from sohotich.oversight.pay.counting import asked, worked
from sohotich.oversight.pay.documents import paper_of
from sohotich.oversight.pay.estimate import estimates
from sohotich.oversight.pay.models import PaidEntry, PayDoubt, PayLine, PaySheet
from sohotich.oversight.pay.norms import RateRefused, Rule
from sohotich.oversight.pay.selectors import own_work, unit_costs
from sohotich.oversight.pay.terms import decided
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Reading
from tests.pipeline.conftest import VALUES, Team, make_book  # noqa: F401
from tests.pipeline.finished_book import agree

pytestmark = pytest.mark.django_db
HERE, TODAY = "09508", date(2025, 1, 7)
RATES = {"short": 300, "medium": 375, "long": 450}


@pytest.fixture
def team(person) -> Team:
    return Team(
        person("scanner", "nguoi_quet"),
        person("keyer1", "nguoi_nhap_lieu"),
        person("keyer2", "nguoi_nhap_lieu"),
        person("officer", "cong_chuc_ho_tich"),
        person("colleague", "cong_chuc_ho_tich"),
        person("chair", "chu_tich"),
    )


@pytest.fixture
def book(team, make_book):  # noqa: F811
    """Three registrations, agreed; nothing of them was typed but all of it counts as typed."""
    made = make_book(last=3)
    agree(team, made)
    Reading.objects.update(kind="keying", aids={})
    return made


def confirm(value: int = 375) -> None:
    """The department confirms the middle bracket by a document."""
    set_value(
        actor=service_actor("installer"),
        name="pay.ceiling_medium",
        value=value,
        from_date=TODAY,
        reason="QĐ 01/QĐ-STC",
    )


def decide(name: str, value: object) -> None:
    installer = service_actor("installer")
    set_value(actor=installer, name=name, value=value, from_date=TODAY, reason="thử")


def prepare(team, rates=RATES) -> PaySheet:
    with acting(team.officer):
        return sheets.sheet_prepare(
            actor=team.officer, unit=HERE, to_day=TODAY, rates=rates, ground="QĐ 5/QĐ-UBND"
        )


def settle_all(team, sheet: PaySheet, cut: int = 0) -> None:
    with acting(team.chair):
        for doubt in sheet.doubts.all():
            closing.doubt_settle(actor=team.chair, key=doubt.key, cut=cut, reason="đã xem ảnh")


def finalize(team, sheet: PaySheet) -> PaySheet:
    settle_all(team, sheet)
    with acting(team.chair):
        return closing.sheet_finalize(actor=team.chair, key=sheet.key)


def priced() -> int:
    """What one registration of VALUES costs, counted here by hand."""
    values = {**VALUES, "so": "01/1998", "quyenSo": "02/1998"}
    lengths = [len(value) for value in values.values()]
    return sum(300 if n <= 15 else 375 if n <= 50 else 450 for n in lengths)


def test_a_sheet_counts_each_field_once_for_its_first_reader(team, book) -> None:
    sheet = prepare(team)
    lines = {line.person_name: line for line in sheet.lines.all()}
    assert set(lines) == {"Keyer1", "Keyer2"}
    first, second = lines["Keyer1"], lines["Keyer2"]
    assert first.amount == sheet.amount == 3 * priced()
    assert first.fields == sheet.fields == 3 * (len(VALUES) + 2)
    assert (second.amount, second.unpaid) == (0, {"second": first.fields})
    assert (first.told["first"], second.told["second"], sheet.entries) == (3, 3, 3)


def test_what_is_carried_blank_or_from_a_workbook_counts_as_decided(team, book) -> None:
    rows = Reading.objects.filter(slot=1)
    carried = dict.fromkeys(("so", "quyenSo", "noiDangKy"), "carried")
    rows.update(aids=carried, marks={"chaNoiCuTru": "blank_in_book"})
    line = prepare(team).lines.get(person=team.first.key)
    assert line.unpaid == {"carried": 9, "blank": 3}
    whole = 3 * (priced() - 300 - 300 - 375)
    assert line.amount == whole
    rows.update(aids={**carried, **dict.fromkeys(VALUES, "imported")}, marks={})
    sheet = PaySheet.objects.get()
    with acting(team.officer):
        sheet = sheets.sheet_recount(actor=team.officer, key=sheet.key)
    assert sheet.amount < whole * 0.2
    works = {item["work"] for item in sheet.lines.get(person=team.first.key).items}
    assert works == {"short+existing", "medium+existing"}


def test_a_rate_over_the_ceiling_is_refused(team, book) -> None:
    with pytest.raises(RateRefused, match="cao hơn mức tối đa 300 đồng"):
        prepare(team, {**RATES, "short": 301})
    assert not PaySheet.objects.exists()


def test_final_only_with_the_middle_bracket_confirmed(team, book) -> None:
    sheet = prepare(team)
    settle_all(team, sheet)
    with acting(team.chair), pytest.raises(UserError, match="chưa được xác nhận"):
        closing.sheet_finalize(actor=team.chair, key=sheet.key)
    confirm()
    done = finalize(team, sheet)
    assert done.content["middle"]["document"] == "QĐ 01/QĐ-STC"
    assert done.content["in_words"].endswith("đồng")
    assert digest_of(done.content) == done.content_sha256
    assert set(AuditEntry.objects.filter(subject="pay_sheet").values_list("action", flat=True)) >= {
        "pay.prepare",
        "pay.finalize",
    }


def test_whoever_prepared_it_does_not_finalize_it(team, person, book) -> None:
    confirm()
    both = person("both", "cong_chuc_ho_tich", "chu_tich")
    with acting(both):
        sheet = sheets.sheet_prepare(
            actor=both, unit=HERE, to_day=TODAY, rates=RATES, ground="QĐ 5"
        )
    settle_all(team, sheet)
    with acting(both), pytest.raises(UserError, match="người khác duyệt"):
        closing.sheet_finalize(actor=both, key=sheet.key)
    with acting(team.officer), pytest.raises(Forbidden):
        closing.sheet_finalize(actor=team.officer, key=sheet.key)


def test_a_ceiling_confirmed_lower_stops_a_sheet_with_higher_rates(team, book) -> None:
    sheet = prepare(team)
    confirm(350)
    settle_all(team, sheet)
    with acting(team.chair), pytest.raises(RateRefused, match="350 đồng"):
        closing.sheet_finalize(actor=team.chair, key=sheet.key)


def test_nothing_is_paid_twice_over_two_sheets(team, book, make_book) -> None:  # noqa: F811
    confirm()
    first = finalize(team, prepare(team))
    again = prepare(team)
    assert (again.amount, again.entries, again.lines.count()) == (0, 0, 0)
    with acting(team.officer):
        sheets.sheet_drop(actor=team.officer, key=again.key)
    agree(team, make_book(last=2, volume=5))
    second = finalize(team, prepare(team))
    assert (first.entries, second.entries, PaidEntry.objects.count()) == (3, 2, 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaidEntry.objects.create(entry=Entry.objects.first(), sheet=second, unit_code=HERE)


def test_what_is_read_anew_after_a_sheet_is_not_paid_again(team, book) -> None:
    confirm()
    finalize(team, prepare(team))
    entry = Entry.objects.first()
    Reading.objects.filter(entry=entry).update(state="superseded")
    for old in Reading.objects.filter(entry=entry, slot=1):
        old.pk, old.state, old.by = None, "complete", team.second.key
        old.key = uuid4()
        old.save(force_insert=True)
    assert prepare(team).amount == 0


def test_work_sent_back_before_the_end_asks_for_a_new_count(team, book) -> None:
    confirm()
    sheet = prepare(team)
    settle_all(team, sheet)
    Entry.objects.filter(pk=Entry.objects.first().pk).update(state="scanned")
    with acting(team.chair), pytest.raises(UserError, match="Việc đã thay đổi"):
        closing.sheet_finalize(actor=team.chair, key=sheet.key)
    with acting(team.officer):
        sheet = sheets.sheet_recount(actor=team.officer, key=sheet.key)
    assert (sheet.entries, sheet.amount) == (2, 2 * priced())
    finalize(team, sheet)


def test_a_replaced_sheet_keeps_its_content_and_its_pay_is_reckoned_anew(team, book) -> None:
    confirm()
    old = finalize(team, prepare(team))
    frozen = old.content
    decide("pay.carried", "full")
    with acting(team.officer):
        new = sheets.sheet_replace(actor=team.officer, sheet=old, reason="nhầm đơn giá")
        with pytest.raises(UserError, match="đang có một bản thảo"):
            prepare(team)
    assert (new.amount, new.entries) == (old.amount, 3)
    finalize(team, new)
    old.refresh_from_db()
    assert (old.state, old.content, old.content_sha256) == (
        "superseded",
        frozen,
        digest_of(frozen),
    )
    assert set(PaidEntry.objects.values_list("sheet", flat=True)) == {new.key}
    assert PayLine.objects.filter(final=True).values("sheet").distinct().count() == 1
    with acting(team.officer), pytest.raises(UserError, match="không còn hiệu lực"):
        sheets.sheet_replace(actor=team.officer, sheet=old, reason="lần nữa")


def test_officials_and_volunteers_are_paid_by_their_own_rule(team, book) -> None:
    Reading.objects.filter(slot=1).update(by=team.colleague.key, by_name=team.colleague.name)
    sheet = prepare(team)
    line = sheet.lines.get(person=team.colleague.key)
    assert (line.rule, line.amount) == ("officer", 0)
    assert line.unpaid == {"overtime": 3 * (len(VALUES) + 2)}
    decide("pay.officers", "share")
    with acting(team.officer):
        sheet = sheets.sheet_recount(actor=team.officer, key=sheet.key)
        assert sheet.amount == pytest.approx(3 * priced() / 2, abs=2)
        line = sheets.rule_set(
            actor=team.officer,
            key=sheet.key,
            person=team.colleague.key,
            rule=Rule.UNPAID,
            reason="tự nguyện",
        )
        assert (line.rule, line.amount, line.rule_by_name) == ("unpaid", 0, "Officer")
        sheets.sheet_recount(actor=team.officer, key=sheet.key)
        assert sheet.lines.get(person=team.colleague.key).rule == "unpaid"
    with acting(team.colleague), pytest.raises(UserError, match="chính anh/chị"):
        sheets.rule_set(
            actor=team.colleague,
            key=sheet.key,
            person=team.colleague.key,
            rule=Rule.HIRED,
            reason="x",
        )


def test_the_second_reading_takes_its_part_where_that_is_decided(team, book) -> None:
    decide("pay.second_percent", 40)
    sheet = prepare(team)
    amounts = dict(sheet.lines.values_list("person_name", "amount"))
    assert amounts["Keyer1"] + amounts["Keyer2"] == pytest.approx(3 * priced(), abs=4)
    assert amounts["Keyer2"] == pytest.approx(3 * priced() * 0.4, abs=2)


def test_pictures_are_paid_to_whoever_scanned_where_that_is_decided(team, book) -> None:
    from tests.pipeline.finished_book import picture

    picture(team, book)
    decide("pay.images", "yes")
    line = prepare(team).lines.get(person=team.scanner.key)
    assert [(item["work"], item["quantity"], item["amount"]) for item in line.items] == [
        ("image", 3, 10_800)
    ]


def test_a_lost_dispute_and_a_correction_are_told_and_cost_nothing(team, book) -> None:
    before = worked(asked([HERE], TODAY, decided()))[team.first.key]
    one = Reading.objects.filter(slot=1).first()
    shared = {"entry": one.entry, "book": one.book, "unit_code": HERE, "type_code": "KS"}
    done = {"state": "complete", "by": team.officer.key, "started_at": now(), "version": "1"}
    Reading.objects.create(kind="decision", choices={"meHoTen": "b"}, **shared, **done)
    Reading.objects.create(
        kind="correction",
        before={"values": {"nksHoTen": VALUES["nksHoTen"]}},
        values={"nksHoTen": "NGUYỄN VĂN ÂN"},
        **shared,
        **done,
    )
    after = worked(asked([HERE], TODAY, decided()))[team.first.key]
    assert (before.lost, before.corrected) == (0, 0)
    assert (after.lost, after.corrected) == (1, 1)
    assert sorted(map(str, after.counted)) == sorted(map(str, before.counted))


def spread(seconds: int, **where: object) -> None:
    """Finish readings so many seconds after one another, from the seventh at 08:00."""
    # From a full hour on: work is counted by hours, whatever the time of the test.
    start = (now() - timedelta(hours=6)).replace(minute=0, second=0, microsecond=0)
    for place, row in enumerate(Reading.objects.filter(slot=1, **where).order_by("key")):
        row.completed_at = start + timedelta(seconds=seconds * place)
        row.save()


def kinds(sheet: PaySheet) -> set[str]:
    return set(
        sheet.doubts.filter(person=sheet.lines.first().person).values_list("kind", flat=True)
    )


@pytest.mark.parametrize(
    ("kind", "policy", "value"),
    [
        ("fast", "pay.doubt_fields_per_hour", 60),
        ("repeated", "pay.doubt_repeat_seconds", 3_600),
        ("blank", "pay.doubt_blank_percent", 10),
        ("returned", "pay.doubt_returned", 1),
    ],
)
def test_what_looks_wrong_is_doubted_with_its_numbers(team, book, kind, policy, value) -> None:
    spread(1_200)
    assert kinds(prepare(team)) == set()
    with acting(team.officer):
        sheets.sheet_drop(actor=team.officer, key=PaySheet.objects.get().key)
    spread(300)
    if kind == "blank":
        marks = dict.fromkeys(("chaNoiCuTru", "meNoiCuTru", "nksQueQuan", "a", "b"), "unreadable")
        Reading.objects.filter(slot=1).update(marks=marks)
    if kind == "returned":
        old = Reading.objects.filter(slot=1).first()
        old.pk = old.key = uuid4()
        old.state = "superseded"
        old.save(force_insert=True)
    decide(policy, value)
    sheet = prepare(team)
    doubt = sheet.doubts.get(kind=kind, person=team.first.key)
    assert doubt.facts["limit"] == value
    assert doubt.amount > 0
    assert set(doubt.readings) <= {
        str(key) for key in Reading.objects.values_list("key", flat=True)
    }


def test_two_books_at_once_look_like_two_machines(team, book, make_book) -> None:  # noqa: F811
    other = make_book(last=3, volume=6)
    agree(team, other)
    Reading.objects.update(kind="keying", aids={})
    spread(40, book=book)
    spread(41, book=other)
    doubt = prepare(team).doubts.get(kind="machines", person=team.first.key)
    assert doubt.facts["count"] == 3


def paper_notes(sheet) -> str:
    return " ".join(paper_of(content_of(sheet, None), "", state="", day=date(2025, 1, 7)).notes)


def test_doubts_are_settled_by_others_with_a_reason_before_the_end(team, book) -> None:
    confirm()
    decide("pay.doubt_fields_per_hour", 60)
    Reading.objects.filter(slot=1).update(by=team.officer.key, by_name=team.officer.name)
    decide("pay.officers", "share")
    sheet = prepare(team)
    doubt = sheet.doubts.get(person=team.officer.key, kind="fast")
    assert "Nghi vấn đã xem: 0; giảm trừ 0 đồng. Chưa giải quyết: " in paper_notes(sheet)
    with acting(team.chair), pytest.raises(UserError, match="nghi vấn chưa giải quyết"):
        closing.sheet_finalize(actor=team.chair, key=sheet.key)
    with acting(team.officer), pytest.raises(UserError, match="chính anh/chị"):
        closing.doubt_settle(actor=team.officer, key=doubt.key, cut=0, reason="đúng")
    with pytest.raises(IntegrityError), transaction.atomic():
        PayDoubt.objects.filter(key=doubt.key).update(
            settled_by=team.officer.key, cut=0, reason="đúng"
        )
    with acting(team.chair):
        with pytest.raises(UserError, match="Giảm trừ phải từ 0 đến"):
            closing.doubt_settle(actor=team.chair, key=doubt.key, cut=10**8, reason="x")
        with pytest.raises(UserError, match="Còn để trống"):
            closing.doubt_settle(actor=team.chair, key=doubt.key, cut=0, reason=" ")
        closing.doubt_settle(actor=team.chair, key=doubt.key, cut=1_000, reason="gõ thử")
    before = sheet.amount
    with acting(team.officer):
        sheet = sheets.sheet_recount(actor=team.officer, key=sheet.key)
    assert sheet.doubts.get(person=team.officer.key, kind="fast").cut == 1_000
    with acting(team.chair):
        for one in sheet.doubts.filter(settled_by=None):
            closing.doubt_settle(actor=team.chair, key=one.key, cut=0, reason="xem")
        sheet = closing.sheet_finalize(actor=team.chair, key=sheet.key)
    assert sheet.content["amount"] == sheet.amount == before - 1_000
    (mine,) = [one for one in sheet.content["people"] if one["key"] == str(team.officer.key)]
    assert mine["items"][-1]["amount"] == -1_000


def test_one_sees_one_s_own_work_and_nobody_else_s(team, book) -> None:
    with acting(team.first):
        found = own_work(team.first)
        assert found.unpaid.reckoned.amount == 3 * priced()
        assert PayLine.objects.count() == PaySheet.objects.count() == 0
    confirm()
    draft = prepare(team)
    with acting(team.first):
        assert own_work(team.first).unpaid.reckoned.amount == 3 * priced(), "a draft pays nobody"
    finalize(team, draft)
    with acting(team.first):
        found = own_work(team.first)
        assert (found.unpaid, [line.amount for line in found.lines]) == (None, [3 * priced()])
        assert set(PayLine.objects.values_list("person", flat=True)) == {team.first.key}
        assert not PaySheet.objects.exists()


def test_the_estimate_says_its_range_and_what_it_rests_on(team, book, make_book) -> None:  # noqa: F811
    with acting(team.officer):
        (line,) = estimates([HERE], decided())
        assert (line.expected, line.one.records) == (3, 0)
        assert line.low < line.middle < line.high
        assert "chưa đủ bản ghi" in line.basis
        decide("pay.measured_records", 3)
        (line,) = estimates([HERE], decided())
        assert line.one.records == 3
        assert line.low == line.middle == line.high == 3 * priced()
        (row,) = unit_costs([HERE])
        assert (row.middle, row.tally, row.paid) == (3 * priced(), None, 0)


def test_another_commune_has_no_part_in_it(team, book, person) -> None:
    sheet = prepare(team)
    stranger = person("la", "cong_chuc_ho_tich", "chu_tich", unit="09511")
    with acting(stranger):
        assert not any(m.objects.exists() for m in (PaySheet, PayLine, PayDoubt, PaidEntry))
        with pytest.raises(UserError, match="không còn là bản thảo"):
            sheets.sheet_recount(actor=stranger, key=sheet.key)
    with pytest.raises(Forbidden):
        sheets.sheet_recount(actor=stranger, key=sheet.key)


def test_the_tally_of_many_communes_is_the_same_again(team, book) -> None:
    from sohotich.oversight.pay.jobs import run
    from sohotich.oversight.pay.models import PayTally

    context = SimpleNamespace(progress=lambda *told: None, actor=team.officer)
    with acting(team.officer):
        assert run(context, units=[HERE]) == run(context, units=[HERE])
        assert PayTally.objects.get().amount == 3 * priced()

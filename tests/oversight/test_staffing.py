"""Task force, helpers and their accounts by one sheet, shifts beside the work, machines."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from sohotich.engines.workbook import write_table
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.audit.services import record
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import actor_for
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.policies.services import set_value
from sohotich.oversight.staffing import helpers as helper_services
from sohotich.oversight.staffing.attendance import attendance_on
from sohotich.oversight.staffing.attendance_total import totals
from sohotich.oversight.staffing.composition import Seat, composition
from sohotich.oversight.staffing.helper_sheet import HEADINGS, helper_template, shifts_typed
from sohotich.oversight.staffing.helpers import helpers_import
from sohotich.oversight.staffing.machine_services import (
    MachineSaid,
    machine_back,
    machine_lend,
    machine_save,
    machine_state,
)
from sohotich.oversight.staffing.marks import shift_mark
from sohotich.oversight.staffing.models import Helper, Machine, MachineEvent, ShiftMark, TeamMember
from sohotich.oversight.staffing.overview import communes_of, rows_on
from sohotich.oversight.staffing.selectors import force_on
from sohotich.oversight.staffing.task_force import MemberSaid, member_leave, member_save
from sohotich.oversight.staffing.team_sheet import team_import, team_template
from sohotich.oversight.staffing.urls import urlpatterns

pytestmark = pytest.mark.django_db
HERE, THERE, DAY = "09508", "09511", date(2025, 1, 7)
GOOD = {
    "ho_ten": "Nguyễn Thị Lan",
    "to_chuc": "Sinh viên",
    "noi": "K15",
    "tu_ngay": "07/01/2025",
    "den_ngay": "12/01/2025",
    "ca": "sáng, chiều",
    "vai_tro": "Nhập liệu",
}


@pytest.fixture
def officer(person):
    return person("hotich", "cong_chuc_ho_tich")


@pytest.fixture
def sheet(tmp_path):
    def write(*rows: dict[str, str]):
        path = tmp_path / "huy-dong.xlsx"
        write_table(HEADINGS, [{**GOOD, **row} for row in rows], path)
        return path

    return write


def keep(actor, path, unit: str = HERE):
    return helpers_import(actor=actor, unit=unit, path=path, dry_run=False)


FULL = [
    Seat("to_truong", "uy_ban"),
    Seat("to_pho_thuong_truc", "tu_phap"),
    Seat("to_pho", "cong_an"),
    Seat("thanh_vien", "thanh_nien"),
]


@pytest.mark.parametrize(
    ("seats", "told"),
    [
        (FULL, []),
        ([], ["Chưa ghi tổ công tác."]),
        (FULL[1:], ["Chưa có Tổ trưởng"]),
        ([*FULL, FULL[0]], ["Có 2 người là Tổ trưởng"]),
        ([FULL[0], *FULL[2:]], ["Chưa có Tổ phó thường trực"]),
        ([*FULL[:2], Seat("to_pho", "uy_ban"), FULL[3]], ["Chưa có Tổ phó là Công an xã."]),
        ([*FULL, FULL[2]], ["Có 2 Tổ phó"]),
        (FULL[:3], ["Chưa có thành viên"]),
        ([*FULL, Seat("thanh_vien", "phu_nu", decided=False)], ["Có người chưa ghi số"]),
    ],
)
def test_the_task_force_is_held_against_the_plan(seats, told) -> None:
    """KH 563, III.5.c."""
    found = composition(seats)
    assert len(found) == len(told)
    assert all(words.startswith(start) for words, start in zip(found, told, strict=True))


def test_the_task_force_by_one_sheet(officer, tmp_path, client) -> None:
    path = tmp_path / "to.xlsx"
    path.write_bytes(team_template())
    looked = team_import(actor=officer, unit=HERE, path=path, dry_run=True)
    assert (looked.findings, looked.count("new"), TeamMember.objects.count()) == ((), 1, 0)
    assert team_import(actor=officer, unit=HERE, path=path, dry_run=False).stored
    again = team_import(actor=officer, unit=HERE, path=path, dry_run=False)
    assert (again.count("same"), TeamMember.objects.count()) == (1, 1)
    # What the list gives as Excel is taken in again and changes nothing.
    client.force_login(User.objects.get(key=officer.key))
    excel = client.get(reverse("staffing:team", args=[HERE]) + "?xuat=xlsx")
    path.write_bytes(excel.content)
    assert team_import(actor=officer, unit=HERE, path=path, dry_run=False).count("same") == 1


def test_whoever_leaves_the_task_force_leaves_no_telephone(officer) -> None:
    said = MemberSaid("Trần Văn Mẫu", "uy_ban", "to_truong", phone="0900 000 000")
    row = member_save(actor=officer, unit=HERE, said=said)
    assert row.contact.phone == "0900 000 000"
    member_leave(actor=officer, member=row)
    row = TeamMember.objects.get()
    assert row.left_on == DAY
    assert not hasattr(row, "contact")


@pytest.mark.parametrize(
    ("typed", "codes", "strange"),
    [
        ("sáng, chiều", ["sang", "chieu"], False),
        ("Chiều và sáng", ["sang", "chieu"], False),
        ("S+C+T", ["sang", "chieu", "toi"], False),
        ("cả ngày", ["sang", "chieu"], False),
        ("ca tối", ["toi"], False),
        ("sáng, đêm", ["sang"], True),
        ("", [], False),
    ],
)
def test_shifts_as_people_type_them(typed, codes, strange) -> None:
    assert shifts_typed(typed) == (codes, strange)


@pytest.mark.parametrize(
    ("wrong", "cell", "says"),
    [
        ({"ho_ten": "Lan"}, "A2", "ít nhất hai chữ"),
        ({"to_chuc": "Hội Đua thuyền"}, "B2", "Không có tổ chức"),
        ({"to_chuc": ""}, "B2", "Thiếu tổ chức"),
        ({"noi": "K" * 121}, "C2", "Dài 121 ký tự"),
        ({"tu_ngay": "31/02/2025"}, "D2", "không phải là ngày"),
        ({"den_ngay": ""}, "E2", "Thiếu ngày"),
        ({"den_ngay": "06/01/2025", "tu_ngay": "05/01/2025"}, "E2", "đã qua"),
        ({"den_ngay": "05/01/2025"}, "E2", "trước ngày bắt đầu"),
        ({"den_ngay": "31/12/2025"}, "E2", "nhiều nhất 31 ngày"),
        ({"ca": "đêm"}, "F2", "Không có ca “đêm”"),
        ({"ca": ""}, "F2", "Thiếu ca"),
        ({"vai_tro": "chủ tịch"}, "G2", "Không có vai trò"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_stored(officer, sheet, wrong, cell, says) -> None:
    before = User.objects.count()
    done = keep(officer, sheet(wrong, {"ho_ten": "Trần Văn Bình"}))
    assert not done.stored
    assert [(one.row, one.cell) for one in done.findings] == [(2, cell)]
    assert says in done.findings[0].message
    assert (User.objects.count(), Helper.objects.count()) == (before, 0)


def test_the_template_is_a_sheet_that_is_right(officer, tmp_path) -> None:
    path = tmp_path / "mau.xlsx"
    path.write_bytes(helper_template())
    looked = helpers_import(actor=officer, unit=HERE, path=path, dry_run=True)
    assert (looked.findings, looked.count("new"), looked.stored) == ((), 1, False)


def test_one_sheet_makes_accounts_and_roster_once(officer, sheet) -> None:
    rows = ({}, {"ho_ten": "Trần Văn Bình", "vai_tro": "quét", "ca": "tối", "noi": ""})
    assert (
        helpers_import(actor=officer, unit=HERE, path=sheet(*rows), dry_run=True).count("new") == 2
    )
    assert Helper.objects.count() == 0
    done = keep(officer, sheet(*rows))
    assert [one.user.username for one in done.made] == ["lan.nt", "binh.tv"]
    lan = User.objects.get(username="lan.nt")
    assert (lan.valid_to, lan.must_change_password) == (date(2025, 1, 12), True)
    assert lan.check_password(done.made[0].password)
    grant = Grant.objects.get(user=lan)
    assert (grant.role, grant.valid_from) == ("nguoi_nhap_lieu", DAY)
    helper = Helper.objects.get(user=lan)
    assert (helper.shift_codes, helper.place, helper.full_name) == ("sang chieu", "K15", "")
    again = keep(officer, sheet(*rows))
    assert (again.count("same"), again.made, Helper.objects.count()) == (2, (), 2)
    assert User.objects.filter(lent_line__isnull=False).count() == 2
    changed = keep(officer, sheet({**rows[0], "ca": "tối"}, {**rows[1], "den_ngay": "13/01/2025"}))
    assert (changed.count("shifts"), changed.count("period"), changed.made) == (1, 1, ())
    helper.refresh_from_db()
    assert helper.shift_codes == "toi"
    assert Helper.objects.get(task="quet").last_day == date(2025, 1, 13)


def test_two_lines_of_one_person_are_told(officer, sheet) -> None:
    done = keep(officer, sheet({}, {"ho_ten": "nguyễn thị lan", "ca": "tối"}))
    assert [one.cell for one in done.findings] == ["A3"]
    assert "Trùng dòng 2" in done.findings[0].message


def test_a_break_in_the_middle_leaves_nothing(officer, sheet, monkeypatch) -> None:
    """Whatever ends the process: one transaction holds accounts, grants and roster."""
    kept = helper_services.helper_save
    calls = []

    def breaks(**given):
        calls.append(given)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return kept(**given)

    monkeypatch.setattr(helper_services, "helper_save", breaks)
    before = User.objects.count(), Grant.objects.count(), AuditEntry.objects.count()
    with pytest.raises(KeyboardInterrupt):
        keep(officer, sheet({}, {"ho_ten": "Trần Văn Bình"}))
    assert Helper.objects.count() == 0
    assert (User.objects.count(), Grant.objects.count(), AuditEntry.objects.count()) == before
    monkeypatch.undo()
    assert keep(officer, sheet({}, {"ho_ten": "Trần Văn Bình"})).count("new") == 2


def test_passwords_are_on_the_cards_once_and_nowhere_else(officer, sheet, client, caplog) -> None:
    client.force_login(User.objects.get(key=officer.key))
    address = reverse("staffing:helper-sheet", args=[HERE])
    content = sheet({}).read_bytes()

    def send(name: str):
        return client.post(address, {"file": SimpleUploadedFile("a.xlsx", content), name: "1"})

    assert "Bảng đúng: 1 người" in send("look").content.decode()
    page = send("store")
    password = page.context["cards"][0][0].password
    assert password in page.content.decode()
    assert "data:application/pdf;base64," in page.content.decode()
    again = send("store")
    assert again.status_code == 302
    assert "1 người đã có sẵn" in client.get(again.url).content.decode()
    stored = "".join(map(str, [*AuditEntry.objects.values_list("facts"), *User.objects.values()]))
    assert password not in stored + caplog.text


@pytest.mark.parametrize("role", ["chu_tich", "cong_an_xa", "phong_tu_phap"])
def test_only_who_gives_accounts_gives_them(person, sheet, role) -> None:
    unit = "264" if role == "phong_tu_phap" else HERE
    with pytest.raises(Forbidden):
        keep(person("someone", role, unit=unit), sheet({}))
    with pytest.raises(Forbidden):
        keep(person("stranger", "cong_chuc_ho_tich", unit=THERE), sheet({}))


@pytest.fixture
def lan(officer, sheet):
    """A helper with an account in the morning and the afternoon; Bình without one, evenings."""
    keep(officer, sheet({}))
    Helper.objects.create(
        unit_code=HERE,
        full_name="Trần Văn Bình",
        organisation="phu_nu",
        task="quet",
        first_day=DAY,
        last_day=DAY,
        shift_codes="toi",
    )
    return Helper.objects.get(user__username="lan.nt")


def worked(who, *times: str, unit: str = HERE) -> None:
    """A reading finished at these times of the day."""
    from sohotich.register.ledger.models import LedgerEvent
    from tests.oversight.staffing_work import entry_of

    entry = entry_of(unit)
    for text in times:
        hour, minute = map(int, text.split(":"))
        at = datetime(2025, 1, 7, hour - 7, minute, tzinfo=UTC)
        LedgerEvent.objects.create(
            entry=entry, book=entry.book, unit_code=unit, action="key_first",
            from_state="scanned", to_state="keyed_once", actor_key=who, actor_name="",
            at=at, campaign_at=at,
        )  # fmt: skip


def states(actor) -> dict[tuple[str, str], str]:
    found = attendance_on(actor=actor, unit=HERE, day=DAY)
    return {(line.name, line.time.code): line.state for line in found.lines}


def test_attendance_is_computed_from_the_work(officer, lan, person) -> None:
    """At 15:00 of the day."""
    other = person("khac", "nguoi_nhap_lieu")
    assert states(officer) == {
        ("Nguyễn Thị Lan", "sang"): "none",
        ("Nguyễn Thị Lan", "chieu"): "none",
        ("Trần Văn Bình", "toi"): "ahead",
    }
    worked(lan.user_id, "07:40", "09:10", "11:29")
    worked(other.key, "08:00", "12:10")
    with acting(officer):
        known = attendance_on(actor=officer, unit=HERE, day=DAY)
    morning = known.lines[0]
    assert (morning.state, morning.presence.works) == ("worked", 3)
    assert (morning.presence.words, str(morning.presence.hours)) == ("07:40–11:29", "3.8")
    assert str(morning.planned_hours) == "4.0"
    assert [(line.name, line.time.code) for line in known.unplanned] == [("Khac", "sang")]
    assert force_on([HERE], DAY)[HERE].people == 3


def test_the_hours_of_a_shift_are_policy(officer, lan, person) -> None:
    hours = {"sang": "08:00-11:00", "chieu": "15:20-17:00"}
    so = person("so", "so_tu_phap", unit="27")
    set_value(actor=so, name="staffing.shifts", value=hours, from_date=DAY, reason="thử")
    worked(lan.user_id, "07:40")
    assert states(officer) == {
        ("Nguyễn Thị Lan", "sang"): "none",
        ("Nguyễn Thị Lan", "chieu"): "ahead",
    }
    # At 15:00: early, but not too early; and no work yet.
    lan_herself = actor_for(lan.user)
    record(actor=lan_herself, action="user.sign_in", unit="", subject="user", key=lan.user_id)
    assert states(officer)["Nguyễn Thị Lan", "chieu"] == "signed_in"
    set_value(actor=so, name="staffing.early_minutes", value=10, from_date=DAY, reason="thử")
    assert states(officer)["Nguyễn Thị Lan", "chieu"] == "ahead"


def test_absence_and_stand_ins_are_said_beside_it(officer, lan) -> None:
    binh = Helper.objects.get(user=None)
    mark = {"actor": officer, "helper": lan, "day": DAY}
    shift_mark(**mark, shift="sang", kind="vang")
    shift_mark(**mark, shift="chieu", kind="thay", substitute=binh)
    shift_mark(**mark, shift="chieu", kind="thay", substitute=binh)
    found = attendance_on(actor=officer, unit=HERE, day=DAY)
    said = {(line.name, line.time.code): (line.state, line.instead) for line in found.lines}
    assert said["Nguyễn Thị Lan", "sang"] == ("vang", "")
    assert said["Nguyễn Thị Lan", "chieu"] == ("thay", "Trần Văn Bình làm thay")
    assert said["Trần Văn Bình", "chieu"] == ("unknown", "thay Nguyễn Thị Lan")
    shift_mark(**mark, shift="sang", kind="")
    assert ShiftMark.objects.count() == 1
    with pytest.raises(UserError, match="không có ca đó"):
        shift_mark(**mark, shift="toi", kind="vang")
    with pytest.raises(UserError, match="đã có ca này"):
        shift_mark(**mark, shift="sang", kind="thay", substitute=lan)
    with pytest.raises(UserError, match="Chưa chọn người làm thay"):
        shift_mark(**mark, shift="sang", kind="thay")


def test_hours_add_up_over_the_days(officer, lan) -> None:
    """From the 1st to the 7th at 15:00: Lan since the 7th, Bình's evening is to come."""
    worked(lan.user_id, "07:40", "11:10", "13:30", "14:00")
    (one,) = totals(actor=officer, unit=HERE)
    assert (one.name, one.planned, one.seen, one.away, one.works) == ("Nguyễn Thị Lan", 2, 2, 0, 4)
    assert (one.planned_hours, one.hours) == (Decimal("8.0"), Decimal("4.0"))
    shift_mark(actor=officer, helper=lan, day=DAY, shift="sang", kind="vang")
    (one,) = totals(actor=officer, unit=HERE)
    assert (one.away, one.planned_hours, one.hours) == (1, Decimal("4.0"), Decimal("0.5"))


def test_attendance_is_the_commune_s_own(lan, person) -> None:
    for role, unit in (
        ("phong_tu_phap", "264"),
        ("cong_chuc_ho_tich", THERE),
        ("cong_an_xa", HERE),
    ):
        with pytest.raises(Forbidden):
            attendance_on(actor=person(role.replace("_", "."), role, unit=unit), unit=HERE, day=DAY)


def test_a_machine_from_hand_to_hand(officer, person) -> None:
    borrower = person("muon", "cong_chuc_ho_tich", unit=THERE)
    said = MachineSaid("may_scan", "cong_an", "Công an tỉnh", "Máy quét mẫu", "MQ1")
    made = machine_save(actor=officer, unit=HERE, said=said, since=date(2025, 1, 3))
    with pytest.raises(Forbidden):
        machine_state(actor=borrower, machine=made, state="hong")
    machine_lend(actor=officer, machine=made, to_unit=THERE, due_on=date(2025, 1, 9))
    made.refresh_from_db()
    with acting(borrower):
        machine_state(actor=borrower, machine=made, state="hong", note="kẹt giấy")
    with pytest.raises(UserError, match="cho đơn vị khác mượn"):
        machine_lend(actor=officer, machine=made, to_unit="09514", due_on=date(2025, 1, 9))
    with pytest.raises(Forbidden):
        machine_back(actor=borrower, machine=made)
    assert force_on([THERE], DAY)[THERE].machines_down == 1
    machine_back(actor=officer, machine=made)
    made.refresh_from_db()
    assert (made.at_unit, force_on([HERE], DAY)[HERE].machines_down) == (HERE, 1)
    machine_state(actor=officer, machine=made, state="tot")
    machine_state(actor=officer, machine=made, state="tot")
    history = MachineEvent.objects.filter(machine=made).values_list("state", "note")
    assert list(history) == [("tot", ""), ("hong", "kẹt giấy"), ("tot", "")]


@pytest.mark.parametrize("day", [date(2025, 1, 2), date(2025, 1, 8)])
def test_a_state_keeps_to_the_machine_s_history(officer, day) -> None:
    said = MachineSaid("may_tinh", "xa")
    made = machine_save(actor=officer, unit=HERE, said=said, since=date(2025, 1, 3))
    with pytest.raises(UserError, match="lịch sử"):
        machine_state(actor=officer, machine=made, state="hong", day=day)


@pytest.mark.parametrize("to", [HERE, "264", "99999"])
def test_a_machine_is_lent_to_another_commune_only(officer, to) -> None:
    made = machine_save(actor=officer, unit=HERE, said=MachineSaid("may_scan", "xa"))
    with pytest.raises(UserError, match="Không cho đơn vị này mượn"):
        machine_lend(actor=officer, machine=made, to_unit=to, due_on=DAY)


def test_communes_side_by_side_say_who_has_too_few(officer, lan, person) -> None:
    from tests.oversight.staffing_work import entry_of

    entry_of(HERE, last=3000)
    office = person("phong", "phong_tu_phap", unit="264")
    with acting(office):
        rows = {row.code: row for row in rows_on(communes_of(office, "staffing.view", "264"), DAY)}
    assert {len(rows) > 10, THERE in rows} == {True}
    # 6.000 readings in 9 days, 20 an hour, 8 hours of daylight: 4,2 people.
    assert (rows[HERE].needed, rows[HERE].to_scan, rows[HERE].force.people) == (5, 3000, 2)
    assert rows[HERE].too_few
    assert rows[HERE].no_scanner
    assert (rows[THERE].needed, rows[THERE].too_few, rows[THERE].no_scanner) == (0, False, False)
    machine_save(actor=officer, unit=HERE, said=MachineSaid("may_scan", "xa"))
    assert not rows_on(communes_of(office, "staffing.view", HERE), DAY)[0].no_scanner


PAGES = (
    "unit",
    "team",
    "helpers",
    "attendance",
    "totals",
    "machines",
    "helper-sheet",
    "team-sheet",
)


@pytest.mark.parametrize(
    ("role", "unit", "opens"),
    [
        ("cong_chuc_ho_tich", HERE, set(PAGES)),
        ("chu_tich", HERE, set(PAGES)),
        ("cong_an_xa", HERE, {"unit", "team", "machines"}),
        ("phong_tu_phap", "264", {"unit", "team", "machines"}),
        ("cong_an_tinh", "27", {"machines"}),
        ("cong_chuc_ho_tich", THERE, set()),
        ("nguoi_nhap_lieu", HERE, set()),
        ("quan_tri", "27", set()),
    ],
)
def test_who_opens_which_page_of_a_commune(lan, officer, person, client, role, unit, opens) -> None:
    said = MemberSaid("Phạm Văn Mẫu", "uy_ban", "to_truong", phone="0900 123 456")
    member_save(actor=officer, unit=HERE, said=said)
    made = machine_save(actor=officer, unit=HERE, said=MachineSaid("may_scan", "xa", number="MQ9"))
    client.force_login(User.objects.get(key=person("who", role, unit=unit).key))
    shown = {}
    for page in PAGES:
        answer = client.get(reverse(f"staffing:{page}", args=[HERE]))
        assert answer.status_code in (200, 403, 404), page
        if answer.status_code == 200:
            shown[page] = answer.content.decode()
    assert set(shown) == opens
    text = "".join(shown.values())
    own = unit == HERE and role in ("cong_chuc_ho_tich", "chu_tich")
    assert ("Nguyễn Thị Lan" in text, "0900 123 456" in text) == (own, own)
    assert ("Phạm Văn Mẫu" in text) == ("team" in opens)
    machine = client.get(reverse("staffing:machine", args=[made.key]))
    assert (machine.status_code == 200) == ("machines" in opens)
    assert ("Báo hỏng" in machine.content.decode()) == own


def test_names_are_not_read_without_a_trace(lan, officer, client) -> None:
    client.force_login(User.objects.get(key=officer.key))
    client.get(reverse("staffing:helpers", args=[HERE]) + "?xuat=xlsx&tim=lan")
    entry = AuditEntry.objects.get(action="helper.read")
    assert (entry.unit, entry.facts["as"], entry.facts["found"]) == (HERE, "xlsx", 1 + 1)
    assert "lan" not in str(entry.facts)


def test_the_officer_s_way_through_the_pages(officer, client) -> None:
    client.force_login(User.objects.get(key=officer.key))
    assert client.get(reverse("staffing:home")).url == reverse("staffing:unit", args=[HERE])
    member = {"full_name": "Phạm Văn Mẫu", "organisation": "uy_ban", "role": "to_truong"}
    assert client.post(reverse("staffing:team-add", args=[HERE]), member).status_code == 302
    row = TeamMember.objects.get()
    client.post(reverse("staffing:member", args=[row.pk]), {**member, "phone": "0900"})
    assert "0900" in client.get(reverse("staffing:team", args=[HERE])).content.decode()
    client.post(reverse("staffing:member-leave", args=[row.pk]))
    who = {"full_name": "Lê Thị Mẫu", "organisation": "phu_nu", "task": "nhap", "shifts": ["sang"],
           "first_day": "07/01/2025", "last_day": "08/01/2025"}  # fmt: skip
    assert client.post(reverse("staffing:helper-add", args=[HERE]), who).status_code == 302
    helper = Helper.objects.get()
    bad = client.post(reverse("staffing:helper", args=[helper.pk]), {**who, "last_day": "1/1/2025"})
    assert "trước ngày bắt đầu" in bad.content.decode()
    mark = {"day": "2025-01-07", "helper": helper.pk, "shift": "sang", "kind": "vang"}
    assert client.post(reverse("staffing:mark", args=[HERE]), mark).status_code == 302
    page = client.get(reverse("staffing:attendance", args=[HERE]) + f"?ghi={helper.pk}.sang")
    assert "1 vắng" in page.content.decode()
    assert "Người làm thay" in page.content.decode()
    client.post(reverse("staffing:helper-remove", args=[helper.pk]))
    assert not Helper.objects.exists()
    machine = {"kind": "may_scan", "owner": "xa", "since": "03/01/2025", "number": "MQ1"}
    made = client.post(reverse("staffing:machine-add", args=[HERE]), machine)
    row = Machine.objects.get()
    assert made.url == reverse("staffing:machine", args=[row.pk])
    client.post(reverse("staffing:machine-edit", args=[row.pk]), {**machine, "model": "M2"})
    client.post(reverse("staffing:machine-broken", args=[row.pk]), {"note": "kẹt giấy"})
    assert "kẹt giấy" in client.get(made.url).content.decode()
    given = {"state": "dang_sua", "day": "07/01/2025"}
    client.post(reverse("staffing:machine-state", args=[row.pk]), given)
    lent = {"to_unit": THERE, "due_on": "09/01/2025"}
    client.post(reverse("staffing:machine-lend", args=[row.pk]), lent)
    assert "Đang cho mượn" in client.get(made.url).content.decode()
    client.post(reverse("staffing:machine-back", args=[row.pk]))
    unit = client.get(reverse("staffing:unit", args=[HERE])).content.decode()
    assert "Chưa ghi tổ công tác" in unit
    assert "M2" in client.get(reverse("staffing:machines", args=[HERE])).content.decode()


def test_the_province_s_page_as_excel(officer, lan, person, client) -> None:
    client.force_login(User.objects.get(key=person("so", "so_tu_phap", unit="27").key))
    home = client.get(reverse("staffing:home"))
    page = client.get(home.url)
    assert "Xã cần quét mà không có máy scan chạy" in page.content.decode()
    excel = client.get(home.url + "?xuat=xlsx")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(excel.content)).get_sheet_by_index(0).to_python()
    )
    assert rows[0][:4] == ["Đơn vị", "Huyện", "Người", "Cần"]
    assert sum(row[2] for row in rows[1:]) == 2


def test_no_such_unit_row_or_day(officer, client) -> None:
    client.force_login(User.objects.get(key=officer.key))
    for address in ("/luc-luong/restore/", f"/luc-luong/may/{uuid4()}/", "/luc-luong/264/ca/"):
        assert client.get(address).status_code == 404
    assert client.get(f"/luc-luong/{HERE}/?ngay=hom-qua").status_code == 200


@pytest.mark.parametrize(
    ("role", "unit"), [("cong_chuc_ho_tich", THERE), ("phong_tu_phap", "256"), ("theo_doi", "27")]
)
def test_no_address_of_the_commune_answers_a_stranger(
    lan, officer, person, client, role, unit
) -> None:
    """Every address of the room with the keys of what is there; the machine never lent to them."""
    said = MemberSaid("Phạm Văn Mẫu", "uy_ban", "to_truong")
    rows = {
        "member": member_save(actor=officer, unit=HERE, said=said),
        "helper": lan,
        "machine": machine_save(actor=officer, unit=HERE, said=MachineSaid("may_scan", "xa")),
    }
    client.force_login(User.objects.get(key=person("stranger", role, unit=unit).key))
    before = everything()
    for pattern in urlpatterns:
        given = {}
        if "unit" in pattern.pattern.converters:
            given["unit"] = HERE
        if "key" in pattern.pattern.converters:
            given["key"] = rows[pattern.name.split("-")[0]].pk
        if not given:
            continue
        address = reverse(f"staffing:{pattern.name}", kwargs=given)
        mark = {"day": "2025-01-07", "helper": lan.pk, "shift": "sang", "kind": "vang"}
        for answer in (client.get(address), client.post(address, mark)):
            assert answer.status_code in (403, 404, 405), (pattern.name, answer.status_code)
    assert everything() == before


def everything() -> list[object]:
    models = (TeamMember, Helper, ShiftMark, Machine, MachineEvent, Grant)
    return [list(model.objects.order_by("pk").values()) for model in models]

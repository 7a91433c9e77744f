"""The access log on the screen: what is found, by whom, and that looking is on record."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from sohotich.foundation.audit import chain
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.audit.services import fingerprint, record
from sohotich.foundation.jobs import running
from sohotich.foundation.jobs.models import Job
from sohotich.oversight.audit_trail.words import DONE, GROUPS
from tests.pipeline.conftest import make_book, team  # noqa: F401
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
LOG = "audit_trail:log"
SOURCES = Path(__file__).resolve().parents[2] / "src" / "sohotich"


def write(actor, unit: str = "09508", action: str = "record.read", key: UUID | None = None, **more):
    record(actor=actor, action=action, unit=unit, subject="entry", key=key or uuid4(), **more)


def rows(client, **asked) -> str:
    answer = client.get(reverse(LOG), asked)
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page[page.index("<tbody") :] if "<tbody" in page else ""


@pytest.fixture
def province(person, client):
    actor = person("so.tp", "so_tu_phap", unit="27")
    sign_in(client, actor)
    return actor


def test_who_without_marks(province, person, client) -> None:
    from sohotich.foundation.people.models import User

    lan, hai = person("lan", "nguoi_quet"), person("hai", "nguoi_quet")
    User.objects.filter(pk=lan.key).update(full_name="Nguyễn Thị Lan")
    write(lan)
    write(hai)
    found = rows(client, ai="nguyen lan")
    assert "Nguyễn Thị Lan (lan)" in found
    assert "(hai)" not in found


def test_unit_action_and_days(province, person, client) -> None:
    lan = person("lan", "nguoi_quet")
    write(lan, "09508", "record.read", purpose="review")
    write(lan, "09511", "page.cut")
    everything = rows(client, ai="lan")
    assert "Xem trường hợp" in everything
    assert "Chia trang" in everything
    assert "soát xét" in everything
    assert "Chia trang" not in rows(client, ai="lan", don_vi="09508")
    assert "Xem trường hợp" not in rows(client, ai="lan", viec="anh")
    assert rows(client, ai="lan", tu="2020-01-01", den="2020-01-02") == ""


def test_by_book_and_number(province, make_book, team, client) -> None:  # noqa: F811
    from sohotich.register.ledger.models import Entry

    book = make_book(last=2)
    first, second = Entry.objects.filter(book=book).order_by("number")
    write(team.first, key=first.key, purpose="một")
    write(team.first, key=second.key, purpose="hai")
    found = rows(client, so=book.label, viec="xem")
    assert f"{book.label} · số {first.label}" in found
    assert "hai" in found
    found = rows(client, so=book.label, so_dk=first.number, viec="xem")
    assert "một" in found
    assert "hai" not in found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"so": "09508/KS.1900.99"}, "Không có sổ"),
        ({"so_dk": "3"}, "Ghi cả sổ"),
        ({"tu": "hôm qua"}, "ngày"),
        ({"don_vi": "99999"}, ""),
    ],
)
def test_bad_questions(asked, said, province, client) -> None:
    answer = client.get(reverse(LOG), asked)
    assert answer.status_code == 200
    assert "invalid" in answer.content.decode()
    assert said in answer.content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("end", ["tu", "den"])
def test_days_at_the_ends_of_the_calendar(day, end, province, client) -> None:
    assert client.get(reverse(LOG), {end: day}).status_code == 200


def test_a_chair_sees_the_own_commune_only(person, client) -> None:
    lan = person("lan", "nguoi_quet")
    write(lan, "09508", "page.cut")
    write(lan, "09511", "page.mark")
    write(lan, "", "user.sign_in")
    sign_in(client, person("chu.tich", "chu_tich"))
    found = rows(client, ai="lan")
    assert "Chia trang" in found
    assert "Đánh dấu trang" not in found
    assert "Đăng nhập" not in found
    choices = client.get(reverse(LOG)).content.decode()
    assert "(09508)" in choices
    assert "(09511)" not in choices


@pytest.mark.parametrize("role", ["cong_chuc_ho_tich", "nguoi_nhap_lieu", "phong_tu_phap"])
def test_others_do_not_look(role, person, client) -> None:
    unit = "264" if role == "phong_tu_phap" else "09508"
    sign_in(client, person("ai.do", role, unit=unit))
    for name in (LOG, "audit_trail:chain"):
        assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse("audit_trail:check")).status_code == 403


def test_looking_is_on_record_without_the_words(province, client) -> None:
    client.get(reverse(LOG), {"ai": "Nguyễn Thị Lan", "xuat": "xlsx"})
    entry = AuditEntry.objects.get(action="audit.read")
    assert entry.actor_key == province.key
    assert entry.facts["as"] == "xlsx"
    assert entry.facts["words"] == fingerprint("nguyen thi lan")
    assert "Lan" not in str(entry.facts)


def test_a_fingerprint_tells_nothing_and_tells_apart() -> None:
    assert fingerprint("Nguyễn Văn An") == fingerprint("nguyen van an")
    assert fingerprint("Nguyễn Văn An") != fingerprint("Nguyễn Văn Ân Hòa")
    assert fingerprint("  ") == ""
    assert re.fullmatch(r"[0-9a-f]{16}", fingerprint("x"))


def test_excel_and_print(province, person, client) -> None:
    lan = person("lan", "nguoi_quet")
    for _ in range(60):
        write(lan)
    assert rows(client, ai="lan").count("<tr>") == 50
    assert rows(client, ai="lan", **{"in": "1"}).count("<tr>") == 60
    answer = client.get(reverse(LOG), {"ai": "lan", "xuat": "xlsx"})
    assert answer.content[:2] == b"PK"


def test_the_number_of_questions_does_not_grow_with_the_rows(
    province, person, client, django_assert_max_num_queries
) -> None:
    lan = person("lan", "nguoi_quet")
    for _ in range(40):
        write(lan)
    with django_assert_max_num_queries(45):
        rows(client, ai="lan")


def test_the_chain_is_verified_in_the_background(province, client) -> None:
    write(province)
    chain.seal_all(maker="scheduler")
    head = chain.head()
    shown = client.get(reverse("audit_trail:chain")).content.decode()
    assert head is not None
    assert head.digest[:8] in shown
    for _ in range(2):
        client.post(reverse("audit_trail:check"))
    job = Job.objects.get(kind="audit.verify")
    running.run(job.key)
    job.refresh_from_db()
    assert (job.state, job.result["problems"]) == ("done", [])
    assert "nguyên vẹn" in client.get(reverse("audit_trail:chain")).content.decode()


def test_every_action_has_words() -> None:
    written = set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        written |= set(re.findall(r'action="([a-z_]+\.[a-z_]+)"', text))
    assert written - set(DONE) == set()
    assert len(written) > 25


def test_every_action_is_in_a_group() -> None:
    prefixes = tuple(prefix for _, found in GROUPS.values() for prefix in found)
    assert [action for action in DONE if not action.startswith(prefixes)] == []

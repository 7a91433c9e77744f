"""Letters issued under a number: kept byte for byte, the next version beside the former ones."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pypdfium2
import pytest
from django.db import ProgrammingError, transaction

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import campaign_now
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.models import Link
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.permissions import Forbidden
from sohotich.oversight.reports.documents import letter_issue
from sohotich.oversight.reports.models import DocumentKind, IssuedDocument, Report
from sohotich.oversight.reports.services import Said, report_reopen
from tests.oversight.test_report_screens import address, run, text_of
from tests.oversight.test_reports import DAY, HERE, THERE, close, confirm, fact
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
FORMS = ("docx", "pdf", "xlsx")


def issue(actor, number: str = "12", unit: str = HERE, kind: str = "daily") -> list[IssuedDocument]:
    with acting(actor):
        return letter_issue(actor=actor, unit=unit, day=DAY, kind=DocumentKind(kind), number=number)


def words(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


@pytest.fixture
def closed(clock, people):
    """Confirmed and closed at 17:00; the figures move on at once."""
    fact(HERE, 40, today=12)
    confirm(people.commune)
    clock("17:00")
    close()
    fact(HERE, 43, today=15)
    return people


def test_issued_it_is_kept_as_it_was_and_downloads_give_those_bytes(closed, client) -> None:
    sign_in(client, closed.commune)
    draft = {form: client.get(address("file", HERE, form)).content for form in FORMS}
    assert draft == {form: client.get(address("file", HERE, form)).content for form in FORMS}
    answer = client.post(address("issue", HERE, "daily"), {"number": "12"}, follow=True)
    page = text_of(answer)
    assert "Đã phát hành báo cáo ngày số 12." in page
    assert "Số: 12/BC-UBND" in page
    assert "Số 12/BC-UBND : Antap phát hành 17:00" in page.replace("BND:", "BND :")
    rows = {row.ending: row for row in IssuedDocument.objects.select_related("link")}
    assert set(rows) == set(FORMS)
    for form, row in rows.items():
        content = client.get(address("file", HERE, form)).content
        assert hashlib.sha256(content).hexdigest() == row.sha256 == row.link.sha256
        assert content == client.get(address("issued", HERE, row.key)).content
        assert content != draft[form], "the draft had no number"
    assert "Số: 12/BC-UBND" in words(client.get(address("file", HERE, "pdf")).content)
    assert (rows["pdf"].version, rows["pdf"].actor_name) == (1, closed.commune.name)
    entry = AuditEntry.objects.get(action="report.issue")
    assert entry.facts["sha256"] == {form: row.sha256 for form, row in rows.items()}
    # Whoever follows by counts alone has no right to books, and reads it all the same.
    sign_in(client, closed.police)
    read = client.get(address("issued", HERE, rows["pdf"].key))
    assert hashlib.sha256(read.content).hexdigest() == rows["pdf"].sha256
    assert AuditEntry.objects.filter(action="file.read", actor_key=closed.police.key).exists()
    sign_in(client, closed.other)
    assert client.get(address("issued", HERE, rows["pdf"].key)).status_code == 404
    sign_in(client, closed.province)
    assert client.get(address("issued", "264", rows["pdf"].key)).status_code == 404


def test_the_command_line_gives_what_was_issued(closed, tmp_path) -> None:
    rows = {row.ending: row for row in issue(closed.commune)}
    out = tmp_path / "bao-cao.pdf"
    run(
        "daily", "--date", str(DAY), "--format", "pdf", "--out", str(out), "--as", "antap", "--json"
    )
    assert hashlib.sha256(out.read_bytes()).hexdigest() == rows["pdf"].sha256


def test_reopened_and_issued_again_it_is_the_next_version(closed, clock, client) -> None:
    first = {row.ending: row for row in issue(closed.commune)}
    with pytest.raises(UserError, match="đã phát hành, không có gì khác"):
        issue(closed.commune)
    with acting(closed.district):
        report_reopen(
            actor=closed.district,
            unit=HERE,
            day=DAY,
            until=campaign_now() + timedelta(hours=1),
            reason="Nhầm số máy",
        )
    with pytest.raises(UserError, match="chưa chốt"):
        issue(closed.commune)
    clock("17:20")
    confirm(closed.commune, said=Said(machines=3))
    sign_in(client, closed.commune)
    assert "(chưa phát hành lại)" in text_of(client.get(address("one")))
    assert "Số: ……" in words(client.get(address("file", HERE, "pdf")).content)
    second = {row.ending: row for row in issue(closed.commune)}
    assert second["pdf"].version == 2
    assert second["pdf"].sha256 != first["pdf"].sha256
    for row, machines in ((first["pdf"], "2 máy quét"), (second["pdf"], "3 máy quét")):
        assert machines in words(client.get(address("issued", HERE, row.key)).content)
    page = text_of(client.get(address("one")))
    assert "bản 2" in page
    assert "bản 1" in page
    assert IssuedDocument.objects.count() == 6


@pytest.mark.parametrize("number", ["", "12/BC", "mười hai", "1234567", "-3"])
def test_a_number_is_a_number(closed, number) -> None:
    with pytest.raises(UserError, match="Số văn bản không đúng dạng"):
        issue(closed.commune, number)
    assert not IssuedDocument.objects.exists()
    assert not Link.objects.exists()


def test_one_number_stands_on_one_letter(closed, clock) -> None:
    confirm(closed.other, THERE)
    clock("18:00")
    confirm(closed.district, "264")
    close()
    issue(closed.commune, "12")
    issue(closed.other, "12", THERE)
    issue(closed.district, "12", "264")
    with pytest.raises(UserError, match="đã dùng cho văn bản khác"):
        issue(closed.district, "12", "264", "late")
    with pytest.raises(UserError, match="đã dùng cho văn bản khác"):
        issue(closed.district, "012", "264", "late")
    assert issue(closed.district, "13", "264", "late")[0].kind == DocumentKind.LATE
    with pytest.raises(UserError, match="Không có văn bản này"):
        issue(closed.commune, "14", HERE, "late")
    with pytest.raises(UserError, match="Không có văn bản này"):
        issue(closed.district, "14", "264", "final")


def test_only_the_unit_s_own_people_issue_and_only_what_is_confirmed(closed) -> None:
    for actor in (closed.district, closed.police, closed.other):
        with pytest.raises(Forbidden):
            issue(actor)
    with pytest.raises(UserError, match="chưa xác nhận"):
        issue(closed.other, unit=THERE)


def test_nobody_changes_or_sees_another_s_letters(closed) -> None:
    issue(closed.commune)
    with acting(closed.other):
        assert not IssuedDocument.objects.exists()
        assert not Link.objects.filter(subject="report").exists()
        forged = IssuedDocument(report=Report.objects.get(unit_code=THERE), unit_code=HERE)
        with pytest.raises(ProgrammingError), transaction.atomic():
            forged.save(force_insert=True)
    with acting(closed.commune), pytest.raises(ProgrammingError), transaction.atomic():
        IssuedDocument.objects.update(number="99")

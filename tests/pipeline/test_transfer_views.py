"""Transfer: the dry run with its ways, the package by a job, downloads, what is refused."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.engines.exchange.pm158 import verify_package
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.jobs import running
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.models import User
from sohotich.pipeline.transfer.models import Package
from sohotich.register.ledger.models import Entry
from sohotich.register.records.models import Record
from tests.pipeline import finished_book

pytestmark = pytest.mark.django_db


def sign_in(client, actor) -> None:
    client.force_login(User.objects.get(key=actor.key))


@pytest.fixture
def officer(team, client):
    sign_in(client, team.officer)
    return team.officer


@pytest.fixture
def signed(team, make_book):
    book = make_book(2)
    finished_book.signed(team, book)
    return book


def page_of(client, book) -> str:
    answer = client.get(reverse("transfer:book", args=[book.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def made(client, book) -> Package:
    """The package, made as the worker would."""
    client.post(reverse("transfer:make", args=[book.key]))
    running.run(Job.objects.get(kind="package.make").key)
    return Package.objects.get(book=book)


def test_signed_books_wait_for_their_package(officer, client, signed, make_book) -> None:
    make_book(1, volume=3)
    page = client.get(reverse("transfer:list")).content.decode()
    assert "1 sổ đã ký, chờ lập gói" in page
    assert reverse("transfer:book", args=[signed.key]) in page
    assert "KS.1998.03" not in page, "a book nobody signed is not here"
    assert '<span class="count">1</span>' in page


def test_from_the_dry_run_to_files_that_verify(officer, client, signed, tmp_path) -> None:
    page = page_of(client, signed)
    assert "Không thấy lỗi nào" in page
    assert "Lập gói 2 trường hợp" in page
    page = client.post(reverse("transfer:make", args=[signed.key]), follow=True).content.decode()
    job = Job.objects.get(kind="package.make")
    assert reverse("administration:job-state", args=[job.key]) in page
    assert "Lập gói 2 trường hợp" not in page, "while it is made there is nothing to start"
    state = client.get(reverse("administration:job-state", args=[job.key])).json()
    assert state["state"] == "waiting"
    running.run(job.key)
    package = Package.objects.get(book=signed)
    page = page_of(client, signed)
    folder = tmp_path / package.stem
    folder.mkdir()
    for item in package.files:
        address = reverse("transfer:file", args=[package.key, item["name"]])
        assert address in page
        groups = [item["sha256"][at : at + 8] for at in range(0, 64, 8)]
        assert "".join(f"<span>{group}</span> " for group in groups) in page
        answer = client.get(address)
        assert answer["Content-Disposition"] == f'attachment; filename="{item["name"]}"'
        (folder / item["name"]).write_bytes(b"".join(answer.streaming_content))
    assert verify_package(folder) == []
    downloads = AuditEntry.objects.filter(action="package.download", actor_key=officer.key)
    assert {row.facts["file"] for row in downloads} == {item["name"] for item in package.files}
    assert set(Entry.objects.filter(book=signed).values_list("state", flat=True)) == {"exported"}
    assert "Tải gói" in client.get(reverse("transfer:list")).content.decode()


def test_a_record_changed_after_the_signature_is_refused(officer, client, signed) -> None:
    record = Record.objects.filter(book=signed).first()
    Record.objects.filter(pk=record.pk).update(
        values={**record.values, "nksHoTen": "NGUYỄN VĂN ĐỔI"}
    )
    page = page_of(client, signed)
    assert "Nội dung của sổ đã thay đổi sau khi ký duyệt" in page
    assert f"Số {record.so}: dữ liệu khác lúc ký" in page, "and which it was"
    assert reverse("entry", args=[record.entry_id]) in page
    assert "Lập gói 2" not in page
    page = client.post(reverse("transfer:make", args=[signed.key]), follow=True).content.decode()
    assert "Còn lỗi nên chưa lập gói" in page
    assert not Job.objects.filter(kind="package.make").exists()
    assert set(Entry.objects.filter(book=signed).values_list("state", flat=True)) == {"approved"}


def test_a_job_that_finds_the_change_too_late_makes_nothing_and_says_why(
    officer, client, signed
) -> None:
    client.post(reverse("transfer:make", args=[signed.key]))
    record = Record.objects.filter(book=signed).first()
    Record.objects.filter(pk=record.pk).update(values={**record.values, "meHoTen": "KHÁC"})
    running.run(Job.objects.get(kind="package.make").key)
    assert not Package.objects.exists()
    page = page_of(client, signed)
    assert "Lần lập gói vừa rồi không xong" in page


def test_a_finding_leads_to_its_registration(officer, client, signed) -> None:
    from sohotich.foundation.files.store import blob_path
    from sohotich.register.images.models import EntryImage

    image = EntryImage.objects.filter(book=signed, current=True).first()
    blob_path(image.sha256).unlink()
    page = page_of(client, signed)
    assert reverse("entry", args=[image.entry_id]) in page
    assert "Lỗi" in page


def test_an_unsigned_book_is_looked_at_but_not_packed(officer, client, make_book) -> None:
    book = make_book(1)
    page = page_of(client, book)
    assert "chưa ký duyệt" in page
    assert "Lập gói" not in page
    client.post(reverse("transfer:make", args=[book.key]))
    assert not Job.objects.exists()


def test_a_package_of_a_signature_taken_back_stays_in_the_history(
    team, officer, client, signed
) -> None:
    from sohotich.pipeline.review.signing import book_reopen

    package = made(client, signed)
    book_reopen(actor=team.chair, book=signed, reason="sai ngày sinh")
    page = page_of(client, signed)
    assert "Các gói trước, hết giá trị" in page
    assert "“sai ngày sinh”" in page
    assert "Nạp tệp Excel" not in page, "nobody is told to upload it"
    address = reverse("transfer:file", args=[package.key, package.files[0]["name"]])
    assert client.get(address).status_code == 200, "what left stays to be looked at"


def test_a_file_the_package_does_not_have(officer, client, signed) -> None:
    package = made(client, signed)
    for name in ("khac.zip", "..%2f..%2fsecrets.json"):
        answer = client.get(reverse("transfer:file", args=[package.key, "x"])[:-1] + name)
        assert answer.status_code in (400, 404)


def test_from_another_commune_there_is_no_such_package(team, person, client, signed) -> None:
    sign_in(client, team.officer)
    package = made(client, signed)
    sign_in(client, person("stranger", "cong_chuc_ho_tich", "chu_tich", unit="09505"))
    assert client.get(reverse("transfer:book", args=[signed.key])).status_code == 404
    assert client.post(reverse("transfer:make", args=[signed.key])).status_code == 404
    address = reverse("transfer:file", args=[package.key, package.files[0]["name"]])
    assert client.get(address).status_code == 404
    assert signed.label not in client.get(reverse("transfer:list")).content.decode()


def test_who_makes_no_packages_sees_none(team, client, signed) -> None:
    for actor in (team.first, team.scanner):
        sign_in(client, actor)
        assert client.get(reverse("transfer:list")).status_code == 403
        assert client.get(reverse("transfer:book", args=[signed.key])).status_code == 403

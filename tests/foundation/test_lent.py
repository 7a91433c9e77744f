"""Temporary accounts by one sheet: read cell by cell, all or none, never twice, cards once."""

from __future__ import annotations

import base64
import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdfium2 import PdfDocument

from sohotich.engines.documents import AccountCard, DocumentError, account_cards_pdf
from sohotich.engines.workbook import write_table
from sohotich.foundation.administration.lent import lent_import
from sohotich.foundation.administration.lent_sheet import HEADINGS, lent_template
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.people.accounts import accounts_close_ended
from sohotich.foundation.people.models import Grant, User
from sohotich.foundation.people.permissions import Forbidden

GOOD = {
    "ho_ten": "Nguyễn Thị Lan",
    "don_vi": "09508",
    "vai_tro": "Người nhập liệu",
    "tu_ngay": "07/01/2025",
    "den_ngay": "12/01/2025",
    "ghi_chu": "",
}
ADDRESS = "administration:people-lent"


@pytest.fixture
def officer(person):
    return person("hotich", "cong_chuc_ho_tich")


@pytest.fixture
def sheet(tmp_path):
    def write(*rows: dict[str, str], name: str = "muon.xlsx"):
        path = tmp_path / name
        write_table(HEADINGS, [{**GOOD, **row} for row in rows], path)
        return path

    return write


def keep(actor, path):
    return lent_import(actor=actor, path=path, dry_run=False)


def test_a_sheet_makes_accounts_that_end(officer, sheet):
    path = sheet({}, {"ho_ten": "Trần Văn Bình", "vai_tro": "nguoi quet", "ghi_chu": "12A1"})
    looked = lent_import(actor=officer, path=path, dry_run=True)
    assert (looked.stored, looked.count("new"), looked.findings) == (False, 2, ())
    assert not User.objects.filter(lent_line__isnull=False).exists()
    done = keep(officer, path)
    assert [one.user.username for one in done.made] == ["lan.nt", "binh.tv"]
    lan = User.objects.get(username="lan.nt")
    assert (lan.valid_to, lan.must_change_password) == (date(2025, 1, 12), True)
    grant = Grant.objects.get(user=lan)
    assert (grant.role, grant.unit_code) == ("nguoi_nhap_lieu", "09508")
    assert (grant.valid_from, grant.valid_to) == (date(2025, 1, 7), date(2025, 1, 12))
    assert User.objects.get(username="binh.tv").grants.get().role == "nguoi_quet"


def test_more_new_people_than_one_request_can_make_are_refused_before_any_is_made(
    officer, sheet, monkeypatch
):
    monkeypatch.setattr("sohotich.foundation.administration.lent.MOST_NEW", 2)
    known = sheet(*({"ghi_chu": f"lớp {n}"} for n in range(2)))
    keep(officer, known)
    longer = sheet(*({"ghi_chu": f"lớp {n}"} for n in range(4)))
    assert keep(officer, longer).count("same") == 2, "those there are cost nothing"
    far_longer = sheet(*({"ghi_chu": f"lớp {n}"} for n in range(7)))
    for dry_run in (True, False):
        with pytest.raises(UserError, match="3 người mới, nhiều nhất 2"):
            lent_import(actor=officer, path=far_longer, dry_run=dry_run)
    assert User.objects.filter(lent_line__isnull=False).count() == 4


def test_the_same_sheet_again_makes_nothing(officer, sheet):
    path = sheet({}, {"ghi_chu": "lớp khác"})
    assert len(keep(officer, path).made) == 2
    again = keep(officer, path)
    assert (again.made, again.count("same"), again.stored) == ((), 2, True)
    assert User.objects.filter(lent_line__isnull=False).count() == 2


def test_other_days_move_the_end_of_the_same_account(officer, sheet):
    keep(officer, sheet({"den_ngay": "08/01/2025"}))
    lan = User.objects.get(username="lan.nt")
    User.objects.filter(pk=lan.pk).update(valid_to=date(2025, 1, 6))
    assert accounts_close_ended() == 1
    moved = keep(officer, sheet({"den_ngay": "15/01/2025"}))
    assert (moved.count("period"), moved.made) == (1, ())
    lan.refresh_from_db()
    assert (lan.valid_to, lan.is_active) == (date(2025, 1, 15), True)
    assert lan.grants.get().valid_to == date(2025, 1, 15)


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        ({"ho_ten": "Lan"}, "A2", "ít nhất hai chữ"),
        ({"don_vi": "99999"}, "B2", "Không có đơn vị này"),
        ({"don_vi": "09511"}, "B2", "không giao vai trò này"),
        ({"vai_tro": "Chủ tịch UBND cấp xã"}, "C2", "Không giao được vai trò"),
        ({"vai_tro": ""}, "C2", "Thiếu vai trò"),
        ({"den_ngay": ""}, "E2", "Thiếu ngày"),
        ({"den_ngay": "31/02/2025"}, "E2", "không phải là ngày"),
        ({"den_ngay": "06/01/2025", "tu_ngay": "01/01/2025"}, "E2", "đã qua"),
        ({"tu_ngay": "13/01/2025"}, "E2", "trước ngày bắt đầu"),
        ({"den_ngay": "07/02/2025"}, "E2", "nhiều nhất 31 ngày"),
        ({"tu_ngay": "mai"}, "D2", "không phải là ngày"),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_is_made(officer, sheet, row, cell, said):
    outcome = keep(officer, sheet(row, {"ho_ten": "Trần Văn Bình"}))
    assert [(one.cell, said in one.message) for one in outcome.findings] == [(cell, True)]
    assert (outcome.stored, outcome.made) == (False, ())
    assert not User.objects.filter(lent_line__isnull=False).exists()


def test_two_lines_alike_ask_who_they_are(officer, sheet):
    outcome = keep(officer, sheet({}, {"ho_ten": "nguyễn thị  lan"}))
    (finding,) = outcome.findings
    assert "Trùng dòng 2" in finding.message
    assert finding.cell == "A3"


def test_a_commune_is_known_by_name_too(officer, sheet):
    from sohotich.foundation.people.units import unit_on

    name = unit_on("09508").name
    assert keep(officer, sheet({"don_vi": name.upper()})).stored


def test_only_who_looks_after_people_may(person, sheet):
    with pytest.raises(Forbidden):
        keep(person("nhap", "nguoi_nhap_lieu"), sheet({}))


def test_the_template_reads_back_as_it_is(officer, tmp_path):
    path = tmp_path / "mau.xlsx"
    path.write_bytes(lent_template(officer))
    outcome = lent_import(actor=officer, path=path, dry_run=True)
    assert outcome.findings == ()
    assert outcome.count("new") == 1


@pytest.fixture
def upload(client, officer, sheet):
    client.force_login(User.objects.get(key=officer.key))

    def send(*rows, **fields):
        data = sheet(*rows).read_bytes()
        file = SimpleUploadedFile("muon.xlsx", data)
        return client.post(reverse(ADDRESS), {"file": file, **fields})

    return send


def test_the_page_previews_then_shows_the_cards_once(upload, client):
    page = upload({}, look="").content.decode()
    assert "Bảng đúng: 1 người" in page
    assert "07/01/2025" in page
    cards = upload({}, store="").content.decode()
    (password,) = re.findall(r'class="password">([^<]+)<', cards)
    assert User.objects.get(username="lan.nt").check_password(password)
    pdf = base64.b64decode(re.search(r"data:application/pdf;base64,([^\"]+)", cards)[1])
    text = PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    for words in ("Nguyễn Thị Lan", "lan.nt", password, "Dùng từ 07/01/2025 đến hết ngày 12/01"):
        assert words in text
    again = upload({}, store="")
    assert again.status_code == 302
    assert password not in client.get(again["Location"]).content.decode()


def test_the_page_names_wrong_cells(upload):
    page = upload({"den_ngay": ""}, store="").content.decode()
    assert "chưa tạo tài khoản nào" in page
    assert '<td class="strong">E2</td>' in page


@pytest.mark.parametrize("content", [b"", b"khong phai bang tinh", b"PK\x03\x04hong"])
def test_what_is_no_sheet_is_told(client, officer, content):
    client.force_login(User.objects.get(key=officer.key))
    file = SimpleUploadedFile("muon.xlsx", content)
    page = client.post(reverse(ADDRESS), {"file": file, "store": ""})
    assert page.status_code in (200, 400)
    assert 'role="alert"' in page.content.decode() or "field-error" in page.content.decode()


def card(number: int) -> AccountCard:
    name = f"Nguyễn Thị Hoàng Lan {number}"
    return AccountCard(
        name, "Người nhập liệu", "Xã An Tập", f"lan{number}", "abcd-efgh", "https://a.vn/"
    )


def test_eight_cards_stand_on_a_sheet():
    out = io.BytesIO()
    account_cards_pdf([card(n) for n in range(9)], out, day=date(2025, 1, 7))
    pdf = PdfDocument(out.getvalue())
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert [text.count("Mật khẩu dùng một lần") for text in texts] == [8, 1]
    assert tuple(round(side) for side in pdf[0].get_size()) == (595, 842)
    with pytest.raises(DocumentError):
        account_cards_pdf([], io.BytesIO(), day=date(2025, 1, 7))
